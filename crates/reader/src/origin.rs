//! Whether two texts come from one origin.
//!
//! Papers copy each other; two reports of one origin must count once. Texts are
//! compared in folded words, by shingles of five words (Broder, *On the resemblance
//! and containment of documents*, 1997) and by the longest run they share.

use crate::fold::{fold, is_arabic};
use std::collections::{BTreeMap, BTreeSet};

/// Words in a shingle.
const SHINGLE_WORDS: usize = 5;

/// A shared run of so many content words means one origin: shorter ones are set phrases.
pub const SHARED_CONTENT_WORDS_MIN: usize = 8;

/// Words without content, folded, in the three languages.
const FUNCTION_WORDS: &[&str] = &[
    "في", "من", "الي", "علي", "عن", "ان", "مع", "بين", "هذه", "هذا", "التي", "الذي", "او", "ثم", "قد", "ما", "لا",
    "كما", "بعد", "قبل", "و", "the", "a", "an", "of", "to", "in", "on", "and", "or", "by", "for", "from", "with",
    "that", "at", "as", "is", "are", "was", "were", "has", "have", "had", "been", "it", "its", "le", "la", "les", "l",
    "de", "des", "du", "d", "un", "une", "et", "ou", "en", "au", "aux", "dans", "par", "pour", "sur", "que", "qui",
    "qu", "a", "ont", "est", "sont", "ete", "avec", "se", "s", "ce", "cette", "son", "sa", "ses",
];

/// The longest run of words two texts share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedRun {
    /// The run, in folded words.
    pub words: Vec<String>,
    /// How many of them carry content.
    pub content_words: usize,
    /// Shingles of five words that both texts have.
    pub shingles_shared: usize,
    /// Shingles of the shorter text.
    pub shingles_of_shorter: usize,
}

impl SharedRun {
    /// The two texts have one origin: they must not corroborate each other.
    pub fn same_origin(&self) -> bool {
        self.content_words >= SHARED_CONTENT_WORDS_MIN
    }
}

/// A text that many others are compared with: its words are folded and found once.
#[derive(Debug)]
pub struct Original {
    words: Vec<String>,
    places: BTreeMap<u64, Vec<usize>>,
}

impl Original {
    /// Makes a text ready to be compared.
    pub fn new(text: &str) -> Self {
        let words = words(text);
        let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, shingle) in words.windows(SHINGLE_WORDS).enumerate() {
            let known = places.entry(number(shingle)).or_default();
            if known.len() < SHINGLE_PLACES_MAX {
                known.push(at);
            }
        }
        Self { words, places }
    }

    /// Whether another text has its origin with this one.
    pub fn shares_origin(&self, other: &str) -> bool {
        let other = words(other);
        let mut at = 0;
        while at + SHINGLE_WORDS <= other.len() {
            let found = self.places.get(&number(&other[at..at + SHINGLE_WORDS]));
            let runs = found.into_iter().flatten().map(|place| run_length(&other[at..], &self.words[*place..]));
            let longest = runs.max().unwrap_or(0);
            if other[at..at + longest].iter().filter(|word| has_content(word)).count() >= SHARED_CONTENT_WORDS_MIN {
                return true;
            }
            at += longest.saturating_sub(SHINGLE_WORDS).max(1);
        }
        false
    }
}

/// A shingle as a number (FNV-1a); two that share one are told apart by their words.
fn number(shingle: &[String]) -> u64 {
    let bytes = shingle.iter().flat_map(|word| word.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Compares two texts. Linear in their words, but for runs that repeat.
pub fn same_origin(a: &str, b: &str) -> SharedRun {
    let (a, b) = (words(a), words(b));
    let places = shingles(&b);
    let (mut best, mut best_content) = (0..0, 0);
    let mut at = 0;
    while at + SHINGLE_WORDS <= a.len() {
        let found = places.get(&a[at..at + SHINGLE_WORDS]).map(Vec::as_slice).unwrap_or_default();
        let longest = found.iter().map(|place| run_length(&a[at..], &b[*place..])).max().unwrap_or(0);
        let run = at..at + longest;
        let content = a[run.clone()].iter().filter(|word| has_content(word)).count();
        if content > best_content {
            (best, best_content) = (run, content);
        }
        // A run starts nowhere inside itself that would make it longer.
        at += longest.saturating_sub(SHINGLE_WORDS).max(1);
    }
    let of_a: BTreeSet<&[String]> = a.windows(SHINGLE_WORDS).collect();
    let of_b: BTreeSet<&[String]> = b.windows(SHINGLE_WORDS).collect();
    SharedRun {
        words: a[best].to_vec(),
        content_words: best_content,
        shingles_shared: of_a.intersection(&of_b).count(),
        shingles_of_shorter: of_a.len().min(of_b.len()),
    }
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(&crate::markup::plain(text));
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How many times one shingle is looked at; more is a text that repeats itself.
const SHINGLE_PLACES_MAX: usize = 16;

fn shingles(words: &[String]) -> BTreeMap<&[String], Vec<usize>> {
    let mut places: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (at, shingle) in words.windows(SHINGLE_WORDS).enumerate() {
        let known = places.entry(shingle).or_default();
        if known.len() < SHINGLE_PLACES_MAX {
            known.push(at);
        }
    }
    places
}

fn run_length(a: &[String], b: &[String]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

fn has_content(word: &str) -> bool {
    !is_function_word(word)
}

/// Whether a folded word carries no content, alone or with the Arabic conjunction before it.
pub(crate) fn is_function_word(word: &str) -> bool {
    let conjoined = word.strip_prefix('و').filter(|_| word.starts_with(is_arabic));
    FUNCTION_WORDS.contains(&word) || conjoined.is_some_and(|rest| FUNCTION_WORDS.contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_runs_mean_one_origin_and_set_phrases_do_not() {
        let one = "Ils disent que la route entre Kidal et la frontière algérienne a été reprise hier par deux colonnes venues du sud.";
        let two = "Rappel : la route entre Kidal et la frontière algérienne a été reprise hier par deux colonnes venues du sud, selon lui.";
        let run = same_origin(one, two);
        assert!(run.same_origin(), "{run:?}");
        assert_eq!(run.words.first().map(String::as_str), Some("la"));
        let other = same_origin("la route entre Kidal et la frontière", "la route entre Kidal et Gao est coupée");
        assert!(!other.same_origin(), "{other:?}");
    }

    #[test]
    fn spelling_does_not_hide_a_copy() {
        let one = "أعادت الفرق فتح ممرين جبليين يصلان قرى الجنوب الغربي بمدينة غات الليبية";
        let two = "اعادت الفِرق فتح ممرّين جبليين يصلان قرى الجنوب الغربى بمدينه غات الليبيه";
        assert!(same_origin(one, two).same_origin());
    }

    #[test]
    fn empty_and_short_texts_share_nothing() {
        for (a, b) in [("", ""), ("one two", "one two"), ("", "the road is open")] {
            assert_eq!(same_origin(a, b).words, Vec::<String>::new());
        }
    }
}
