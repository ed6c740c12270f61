//! Which words are known, and what is written onto them.
//!
//! Arabic writes conjunctions, prepositions and the future mark onto the next word.
//! They are parted only where the rest is a word of the lexicons or the gazetteer:
//! stemming by rule alone turns a name into a noun.

use crate::fold::is_arabic;
use crate::vocabulary::Fnv;
use std::collections::HashSet; // order never shows: only asked whether a word is there
use std::hash::{BuildHasher, BuildHasherDefault, RandomState};
use std::sync::Arc;

/// The shortest word that a proclitic is parted from, in letters: below this,
/// almost any word looks like a clitic and a rest.
const REST_LETTERS_MIN: usize = 2;

/// The shortest word read through a misprint, in letters.
const MISPRINT_LETTERS_MIN: usize = 6;

/// Letters by which Arabic forms differ: one more of these is another word, not a misprint.
const FORM_LETTERS: &[char] = &['ا', 'و', 'ي', 'ت', 'ن', 'ه'];

/// French words that lose their vowel before an apostrophe.
const ELIDED: &[&str] = &["jusqu", "lorsqu", "puisqu", "quelqu", "qu"];

/// A part of a written word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// How many folded characters of the written word it covers.
    pub(crate) chars: usize,
    pub(crate) misprint: bool,
}

impl Piece {
    fn of(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { chars: text.chars().count(), text, misprint: false }
    }
}

/// A set of folded words, made once for the lexicons and once for the gazetteer. Words that a text brings are hashed
/// with a key, so that no text can be slow by its words; those of the rules need none.
#[derive(Clone, Debug)]
pub(crate) struct Words<H = RandomState> {
    all: HashSet<Arc<str>, H>,
}

/// The words of the rules.
pub(crate) type RuleWords = Words<BuildHasherDefault<Fnv>>;

impl<H: BuildHasher + Default> Default for Words<H> {
    fn default() -> Self {
        Self { all: HashSet::default() }
    }
}

impl<H: BuildHasher + Default> Words<H> {
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        Self { all: words.into_iter().map(Arc::from).collect() }
    }

    /// Whether a folded word is one of them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.all.contains(word)
    }

    pub(crate) fn extend(&mut self, words: impl IntoIterator<Item = impl Into<Arc<str>>>) {
        self.all.extend(words.into_iter().map(Into::into));
    }

    pub(crate) fn join(&mut self, other: Self) {
        self.all.extend(other.all);
    }
}

/// All words the rules and the gazetteer can match.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'w> {
    rules: &'w RuleWords,
    names: &'w Words,
    /// Names that the text itself introduces.
    introduced: Option<&'w Words>,
}

impl<'w> Known<'w> {
    pub(crate) fn new(rules: &'w RuleWords, names: &'w Words) -> Self {
        Self { rules, names, introduced: None }
    }

    /// The same, and the words of names that the text introduces.
    pub(crate) fn with(self, introduced: &'w Words) -> Self {
        Self { introduced: Some(introduced), ..self }
    }

    /// The parts of one folded word; their characters add up to the word's.
    pub(crate) fn split(&self, word: &str) -> Vec<Piece> {
        if word.starts_with(is_arabic) {
            return self.split_arabic(word);
        }
        match word.split_once('\'') {
            Some((left, right)) => split_apostrophe(word, left, right),
            None => vec![Piece::of(word)],
        }
    }

    /// Whether the rules have this word: a name alone does not count.
    pub(crate) fn has_rule(&self, word: &str) -> bool {
        self.rules.all.contains(word) && !self.names.all.contains(word)
    }

    pub(crate) fn has(&self, word: &str) -> bool {
        let introduced = self.introduced.is_some_and(|words| words.all.contains(word));
        introduced || self.rules.all.contains(word) || self.names.all.contains(word)
    }

    fn split_arabic(&self, word: &str) -> Vec<Piece> {
        if self.has(word) {
            return vec![Piece::of(word)];
        }
        self.part(word, |rest| self.has(rest).then(|| Piece::of(rest)))
            .or_else(|| self.part(word, |rest| self.misprint(rest)))
            .unwrap_or_else(|| vec![Piece::of(word)])
    }

    /// Tries every proclitic chain and asks `read` for the rest.
    fn part(&self, word: &str, read: impl Fn(&str) -> Option<Piece>) -> Option<Vec<Piece>> {
        for conjunction in ["", "و", "ف"] {
            let Some(rest) = word.strip_prefix(conjunction) else { continue };
            let mut pieces: Vec<Piece> =
                (!conjunction.is_empty()).then(|| Piece::of(conjunction)).into_iter().collect();
            if rest.starts_with(|c: char| c.is_ascii_digit()) {
                pieces.push(Piece::of(rest));
                return Some(pieces);
            }
            if rest.chars().count() < REST_LETTERS_MIN {
                continue;
            }
            if let Some(piece) = read(rest) {
                pieces.push(piece);
                return Some(pieces);
            }
            if let Some(tail) = rest.strip_prefix("لل") {
                // لل is ل before ال: the rest is known with its article.
                if let Some(mut piece) = read(&format!("ال{tail}")) {
                    piece.chars = piece.chars.saturating_sub(1);
                    pieces.extend([Piece::of("ل"), piece]);
                    return Some(pieces);
                }
            }
            for preposition in ["ب", "ل", "ك", "س"] {
                let Some(tail) = rest.strip_prefix(preposition) else { continue };
                if tail.chars().count() <= REST_LETTERS_MIN {
                    continue;
                }
                // The mark of the future stands before a present verb only.
                if preposition == "س" && !tail.starts_with(['ي', 'ت', 'ن']) {
                    continue;
                }
                if tail.starts_with(|c: char| c.is_ascii_digit()) {
                    pieces.extend([Piece::of(preposition), Piece::of(tail)]);
                    return Some(pieces);
                }
                if let Some(piece) = read(tail) {
                    pieces.extend([Piece::of(preposition), piece]);
                    return Some(pieces);
                }
            }
        }
        None
    }

    /// A known word of which the given one is a misprint: one letter too many inside
    /// it, a repeat of another, and none of those by which forms differ.
    fn misprint(&self, word: &str) -> Option<Piece> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() <= MISPRINT_LETTERS_MIN {
            return None;
        }
        (1..letters.len() - 1).filter(|at| !FORM_LETTERS.contains(&letters[*at])).find_map(|at| {
            let repeated = letters.iter().filter(|letter| **letter == letters[at]).count() > 1;
            let without: String = letters.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, c)| *c).collect();
            let found = repeated && without.starts_with(is_arabic) && self.rules.all.contains(without.as_str());
            found.then_some(Piece { text: without, chars: letters.len(), misprint: true })
        })
    }
}

/// French elisions and English endings.
pub(crate) fn split_apostrophe(word: &str, left: &str, right: &str) -> Vec<Piece> {
    if right == "s" {
        return vec![Piece::of(left), Piece::of("'s")];
    }
    if right == "t" && left.ends_with('n') && left.len() > 2 {
        return vec![Piece::of(&left[..left.len() - 1]), Piece::of("n't")];
    }
    if left.chars().count() == 1 || ELIDED.contains(&left) {
        return vec![Piece::of(format!("{left}'")), Piece::of(right)];
    }
    vec![Piece::of(word)]
}
