//! From the text of a pattern to its parts, and what these need of a sentence.

use super::cursor::Cursor;
use super::{DEPTH_MAX, GAP_MAX, PatternError, TRIGGER_LETTERS_MIN};
use crate::chunk::Class;
use crate::fold::fold;
use crate::known::split_apostrophe;
use crate::lexicon::Table;
use crate::looks::Mark;
use crate::text::{DASH, is_comma};
use crate::vocabulary::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Words, by number, of which one must stand at a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Set {
    /// Their numbers, in order.
    pub(crate) words: Vec<u32>,
    /// Letters of the shortest of them; a phrase counts as a word of three.
    pub(crate) letters: usize,
    /// How likely a sentence has one of them, as a sum of weights.
    pub(crate) weight: usize,
}

impl Set {
    fn union<'s>(sets: impl Iterator<Item = &'s Self>) -> Self {
        let mut all = Self { words: Vec::new(), letters: usize::MAX, weight: 0 };
        for set in sets {
            all.words.extend(&set.words);
            all.letters = all.letters.min(set.letters);
            all.weight += set.weight;
        }
        all.words.sort_unstable();
        all.words.dedup();
        all
    }

    pub(crate) fn has(&self, word: u32) -> bool {
        self.words.binary_search(&word).is_ok()
    }
}

/// How often a phrase stands in a sentence, compared with a word of some length.
const PHRASE_WEIGHT: usize = 40;

/// The same for a word or mark of under four letters.
const SHORT_WEIGHT: usize = 20;

/// The body of a macro, and what is asked of it wherever it stands.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) body: Tree,
    letters: usize,
    trigger: Option<usize>,
    needs: Vec<Arc<Set>>,
    steps: usize,
    /// How deep its own groups and macros nest.
    height: usize,
}

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Tree {
    /// A node that is one of some words, phrases or marks.
    Words(Arc<Set>),
    /// A word that begins so, and the letters of that.
    Begins(Arc<str>, usize),
    /// A node of some look.
    Look(Mark),
    /// Up to so many nodes of some look, as few as will do or as many as there are.
    Run { look: Mark, width: usize, greedy: bool },
    /// One after another.
    All(Vec<Tree>),
    /// The first of several that fits.
    Any(Vec<Tree>),
    /// There or not.
    Maybe(Box<Tree>),
    /// Taken as a role, or, without a name, as the trigger.
    Taken(Option<Arc<str>>, Box<Tree>),
    /// A macro.
    Shared(Arc<Shared>),
    /// The beginning of the sentence: only as the first part of a pattern.
    Start,
    /// The end of the sentence.
    End,
}

impl Tree {
    /// Letters of the longest word that every match holds.
    fn letters(&self) -> usize {
        match self {
            Self::Words(set) => set.letters,
            Self::Begins(_, letters) => *letters,
            Self::All(parts) => parts.iter().map(Self::letters).max().unwrap_or(0),
            Self::Any(parts) => parts.iter().map(Self::letters).min().unwrap_or(0),
            Self::Taken(_, body) => body.letters(),
            Self::Shared(shared) => shared.letters,
            Self::Look(_) | Self::Run { .. } | Self::Maybe(_) | Self::Start | Self::End => 0,
        }
    }

    /// The same of the trigger, if one is marked.
    pub(crate) fn trigger(&self) -> Option<usize> {
        match self {
            Self::Taken(None, body) => Some(body.letters()),
            Self::Taken(Some(_), body) | Self::Maybe(body) => body.trigger(),
            Self::All(parts) | Self::Any(parts) => parts.iter().filter_map(Self::trigger).next_back(),
            Self::Shared(shared) => shared.trigger,
            Self::Words(_) | Self::Begins(..) | Self::Look(_) | Self::Run { .. } | Self::Start | Self::End => None,
        }
    }

    /// What must be in a sentence: of every set, one.
    pub(crate) fn needs(&self, found: &mut Vec<Arc<Set>>) {
        match self {
            Self::Words(set) => found.push(set.clone()),
            Self::All(parts) => parts.iter().for_each(|part| part.needs(found)),
            Self::Any(parts) => {
                // It needs what its alternatives need, of each the rarest.
                let rarest = |part: &Self| {
                    let mut needs = Vec::new();
                    part.needs(&mut needs);
                    needs.into_iter().min_by_key(|set| set.weight)
                };
                let each: Option<Vec<Arc<Set>>> = parts.iter().map(rarest).collect();
                found.extend(each.map(|sets| Arc::new(Set::union(sets.iter().map(Arc::as_ref)))));
            }
            Self::Taken(_, body) => body.needs(found),
            Self::Shared(shared) => found.extend(shared.needs.iter().cloned()),
            Self::Begins(..) | Self::Look(_) | Self::Run { .. } | Self::Maybe(_) | Self::Start | Self::End => {}
        }
    }

    /// How many steps its program has, without the last.
    pub(crate) fn steps(&self) -> usize {
        let sum = |parts: &[Self]| parts.iter().map(Self::steps).sum::<usize>();
        match self {
            Self::All(parts) => sum(parts),
            // A choice in front of every alternative but the last, and a way on behind it.
            Self::Any(parts) => sum(parts) + 2 * parts.len().saturating_sub(1),
            Self::Maybe(body) => 1 + body.steps(),
            Self::Taken(_, body) => 2 + body.steps(),
            Self::Shared(shared) => shared.steps,
            Self::Words(_) | Self::Begins(..) | Self::Look(_) | Self::Run { .. } | Self::Start | Self::End => 1,
        }
    }
}

/// Alternatives while they are read; words side by side become one set.
#[derive(Debug, Default)]
struct Choice {
    read: Vec<Tree>,
    words: Vec<Arc<Set>>,
    /// The parts of the alternative that is being read.
    parts: Vec<Tree>,
}

impl Choice {
    /// The alternative that was being read ends here.
    fn next(&mut self) {
        let one = if self.parts.len() == 1 { self.parts.pop() } else { None };
        let ended = one.unwrap_or_else(|| Tree::All(std::mem::take(&mut self.parts)));
        if let Tree::Words(set) = ended {
            self.words.push(set);
        } else {
            self.end_words();
            self.read.push(ended);
        }
    }

    fn end_words(&mut self) {
        let words = match self.words.as_slice() {
            [] => return,
            [one] => one.clone(),
            several => Arc::new(Set::union(several.iter().map(Arc::as_ref))),
        };
        self.words.clear();
        self.read.push(Tree::Words(words));
    }

    fn end(mut self) -> Tree {
        self.next();
        self.end_words();
        if self.read.len() == 1 { self.read.remove(0) } else { Tree::Any(self.read) }
    }
}

/// Room made at once for the words of one language as they are written, and for their forms: what ships has somewhat
/// fewer, and tables that grow step by step are a tenth of the loading.
const WORDS_FEW: usize = 8 * 1024;
const WORDS_MANY: usize = 24 * 1024;

/// Reads the patterns of one language.
#[derive(Debug)]
pub(crate) struct Compiler {
    macros: BTreeMap<String, String>,
    /// Macros that were read before.
    read: BTreeMap<String, Arc<Shared>>,
    /// Words that were read before, as written: most stand in many patterns, and half of the loading would go into them.
    known: Table<Tree>,
    /// The words that patterns ask for, by number.
    pub(crate) vocabulary: Vocabulary,
    /// Every literal word, for the splitting of clitics; some more than once.
    pub(crate) words: Vec<Arc<str>>,
    /// Which numbered words are among them already.
    literal: Vec<bool>,
    deepest: usize,
}

impl Compiler {
    pub(crate) fn new(macros: BTreeMap<String, String>) -> Self {
        Self {
            macros,
            read: BTreeMap::new(),
            known: Table::with_capacity_and_hasher(WORDS_FEW, Default::default()),
            vocabulary: Vocabulary::with_capacity(WORDS_MANY),
            words: Vec::new(),
            literal: Vec::new(),
            deepest: 0,
        }
    }

    pub(super) fn tree(&mut self, source: &str) -> Result<Tree, PatternError> {
        self.alternatives(&mut Cursor::new(source), None, 0)
    }

    /// Alternatives up to the closing bracket (or the end).
    fn alternatives(&mut self, text: &mut Cursor<'_>, close: Option<char>, depth: usize) -> Result<Tree, PatternError> {
        if depth > DEPTH_MAX {
            return Err(PatternError::Depth);
        }
        self.deepest = self.deepest.max(depth);
        let opened = text.at().saturating_sub(1);
        let mut choice = Choice::default();
        loop {
            let before = text.at();
            let Some(c) = text.take() else { break };
            let part = match c {
                ' ' | '\n' | '\t' => continue,
                '|' => {
                    choice.next();
                    continue;
                }
                '(' | '[' | '<' => self.group(c, text, depth)?,
                ')' | ']' | '>' if close == Some(c) => return Ok(choice.end()),
                ')' | ']' | '>' | '}' => return Err(text.lone_bracket(before)),
                '{' => self.class(text)?,
                '@' => name(),
                '^' => Tree::Start,
                '=' => Tree::End,
                '%' => Tree::Look(Mark::NUMBER),
                '?' => Tree::Look(Mark::PLAIN),
                '&' => Tree::Look(Mark::ROAD),
                '$' => self.expand(text, depth)?,
                '.' | '-' | '+' if text.peek() == Some(c) => self.gap(text, depth)?,
                _ => self.word(text.word_from(before)),
            };
            choice.parts.push(part);
        }
        match close {
            Some(_) => Err(text.lone_bracket(opened)),
            None => Ok(choice.end()),
        }
    }

    fn group(&mut self, open: char, text: &mut Cursor<'_>, depth: usize) -> Result<Tree, PatternError> {
        let body = self.body(open, text, depth)?;
        Ok(if open == '[' { Tree::Maybe(Box::new(body)) } else { body })
    }

    /// What stands in a bracket that was opened.
    fn body(&mut self, open: char, text: &mut Cursor<'_>, depth: usize) -> Result<Tree, PatternError> {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '>',
        };
        let role = if open == '<' { None } else { text.role() };
        let body = self.alternatives(text, Some(close), depth + 1)?;
        let taken = open == '<' || role.is_some();
        Ok(if taken { Tree::Taken(role.map(Arc::from), Box::new(body)) } else { body })
    }

    /// A gap. Before an optional group it belongs to the group: the group is looked for
    /// across the gap, and when it is not there the gap stands alone.
    fn gap(&mut self, text: &mut Cursor<'_>, depth: usize) -> Result<Tree, PatternError> {
        let gap = gap(text)?;
        text.take_while(char::is_whitespace);
        if !text.takes('[') {
            return Ok(gap);
        }
        let inner = self.body('[', text, depth)?;
        Ok(Tree::Any(vec![Tree::All(vec![gap.clone(), inner]), gap]))
    }

    fn expand(&mut self, text: &mut Cursor<'_>, depth: usize) -> Result<Tree, PatternError> {
        let name = text.take_while(|c| c.is_alphanumeric() || c == '_');
        if let Some(shared) = self.read.get(name) {
            let deepest = depth + 1 + shared.height;
            self.deepest = self.deepest.max(deepest);
            return if deepest > DEPTH_MAX { Err(PatternError::Depth) } else { Ok(Tree::Shared(shared.clone())) };
        }
        let Some(body) = self.macros.get(name).cloned() else {
            return Err(PatternError::Macro { name: name.to_owned() });
        };
        let before = std::mem::take(&mut self.deepest);
        let body = self.alternatives(&mut Cursor::new(&body), None, depth + 1)?;
        let mut needs = Vec::new();
        body.needs(&mut needs);
        let (letters, trigger, steps) = (body.letters(), body.trigger(), body.steps());
        let shared = Arc::new(Shared { height: self.deepest - (depth + 1), body, letters, trigger, needs, steps });
        self.deepest = self.deepest.max(before);
        self.read.insert(name.to_owned(), shared.clone());
        Ok(Tree::Shared(shared))
    }

    /// One word with its marks.
    fn word(&mut self, written: &str) -> Tree {
        if let Some(tree) = self.known.get(written) {
            return tree.clone();
        }
        let tree = self.word_anew(written);
        self.known.insert(written.to_owned(), tree.clone());
        tree
    }

    fn word_anew(&mut self, written: &str) -> Tree {
        if let Some(connective) = written.strip_prefix('!') {
            let node = if connective == Class::Cue.mark().trim_start_matches('|') {
                Class::Cue.mark().to_owned()
            } else {
                format!("|{}", fold(connective))
            };
            return self.set([node], false);
        }
        if written == DASH {
            return self.set([DASH.to_owned()], false);
        }
        if is_comma(written) {
            // Whoever asks for a comma is content with a dash.
            return self.set([",".to_owned(), DASH.to_owned()], false);
        }
        let (article, pronoun, open) = (written.starts_with('#'), written.ends_with('~'), written.ends_with('*'));
        // A mark alone is itself: the stroke of "14/01".
        let marked = written.chars().nth(1).is_some();
        let (present, bends) = (marked && written.starts_with('/'), marked && written.ends_with('+'));
        let plain = written.trim_start_matches('#').trim_end_matches(['~', '*']);
        let plain = if present { plain.trim_start_matches('/') } else { plain };
        let stem = fold(if bends { plain.trim_end_matches('+') } else { plain });
        if let Some((left, right)) = stem.split_once('\'').filter(|(left, right)| !left.is_empty() && !right.is_empty())
        {
            // Tokens part elisions, so patterns do.
            let pieces = split_apostrophe(&stem, left, right);
            return Tree::All(pieces.into_iter().map(|piece| self.set([piece.text], false)).collect());
        }
        let befores = match (article, present) {
            (true, _) => &["", "ال"][..],
            (false, true) => PERSONS,
            (false, false) => &[""],
        };
        let afters = match (bends, pronoun) {
            (true, _) if present => PRESENT_ENDINGS,
            (true, _) => ENDINGS,
            (false, true) => PRONOUNS,
            (false, false) => &[""],
        };
        if !open {
            return self.forms(&stem, befores, afters, bends && !present);
        }
        let forms =
            befores.iter().flat_map(|before| afters.iter().map(|after| [before, stem.as_str(), after].concat()));
        let forms: Vec<String> = forms.collect();
        // Of an open word only the beginning is known: it cannot be looked up.
        let letters = letters(&stem);
        let mut begins: Vec<Tree> = forms.iter().map(|form| Tree::Begins(Arc::from(form.as_str()), letters)).collect();
        self.words.extend(forms.into_iter().map(Arc::from));
        if begins.len() == 1 { begins.remove(0) } else { Tree::Any(begins) }
    }

    fn class(&mut self, text: &mut Cursor<'_>) -> Result<Tree, PatternError> {
        let opened = text.at() - 1;
        let names = text.take_while(|c| c != '}');
        if !text.takes('}') {
            return Err(text.lone_bracket(opened));
        }
        let words: BTreeSet<u32> = names.split('|').map(|name| self.vocabulary.add(name)).collect();
        let weight = PHRASE_WEIGHT * words.len();
        Ok(Tree::Words(Arc::new(Set { words: words.into_iter().collect(), letters: TRIGGER_LETTERS_MIN, weight })))
    }

    /// The forms of a word: all are written into one string, for most were met before.
    fn forms(&mut self, stem: &str, befores: &[&str], afters: &[&str], bends: bool) -> Tree {
        // A weak last letter is lost before an ending: "استولى", "استولت".
        let weak = stem.strip_suffix('ي').filter(|_| bends);
        let mut set = Set { words: Vec::with_capacity(befores.len() * afters.len()), letters: usize::MAX, weight: 0 };
        let mut form = String::with_capacity(2 * stem.len() + 16);
        for (stem, afters) in [(Some(stem), afters), (weak, WEAK_ENDINGS)] {
            for (before, after) in befores.iter().flat_map(|before| afters.iter().map(move |after| (before, after))) {
                let Some(stem) = stem else { continue };
                form.clear();
                form.extend([before, stem, after]);
                self.add_form(&form, &mut set, true);
            }
        }
        set.words.sort_unstable();
        set.words.dedup();
        Tree::Words(Arc::new(set))
    }

    /// One of some words, or of marks and phrases, which are not literal.
    fn set(&mut self, forms: impl IntoIterator<Item = String>, literal: bool) -> Tree {
        let mut set = Set { words: Vec::new(), letters: usize::MAX, weight: 0 };
        forms.into_iter().for_each(|form| self.add_form(&form, &mut set, literal));
        set.words.sort_unstable();
        set.words.dedup();
        Tree::Words(Arc::new(set))
    }

    fn add_form(&mut self, form: &str, set: &mut Set, literal: bool) {
        let letters = letters(form);
        let number = self.vocabulary.add(form);
        set.words.push(number);
        set.letters = set.letters.min(letters);
        set.weight += if letters <= TRIGGER_LETTERS_MIN { SHORT_WEIGHT } else { 1 };
        let number = number as usize;
        if !literal {
            return;
        }
        if self.literal.len() <= number {
            self.literal.resize(2 * number + 1, false);
        }
        if !std::mem::replace(&mut self.literal[number], true) {
            self.words.extend(self.vocabulary.kept(form));
        }
    }
}

fn letters(form: &str) -> usize {
    if form.is_ascii() {
        return form.bytes().filter(u8::is_ascii_alphabetic).count();
    }
    // The letters of Arabic are told by their range; the table of all scripts is slow to ask.
    form.chars().filter(|c| matches!(c, 'ء'..='ي') || c.is_alphabetic()).count()
}

/// One to four capitalised words, with the particles names have between them.
fn name() -> Tree {
    let more = Tree::Run { look: Mark::NAME, width: NAME_WORDS_MAX - 1, greedy: true };
    Tree::All(vec![Tree::Look(Mark::CAPITAL), more])
}

/// The most words of a name that a pattern takes.
const NAME_WORDS_MAX: usize = 4;

/// Pronouns Arabic writes onto a noun or verb.
const PRONOUNS: &[&str] = &["", "ها", "هما", "هم", "ه", "نا"];

/// Endings of Arabic verbs and participles, folded: gender, number, case, and a pronoun behind these. Some belong to
/// verbs only and some to nouns; a form that no one writes stands in no text.
const ENDINGS: &[&str] = &[
    "", "ت", "وا", "و", "ا", "تا", "ان", "ين", "ون", "ات", "تان", "تين", "ه", "ها", "هم", "هما", "ته", "تها", "تهم",
    "تهما", "وه", "وها", "وهم",
];

/// Endings of a verb that is not of the past: fewer, and there are many such verbs to load.
const PRESENT_ENDINGS: &[&str] =
    &["", "ون", "وا", "و", "ان", "ا", "ين", "ن", "ه", "ها", "هم", "هما", "وه", "وها", "ونه", "ونها"];

/// What stands in place of a last ى.
const WEAK_ENDINGS: &[&str] = &["ت", "وا", "ا", "تا", "اه", "اها", "ته", "تها", "وه", "وها"];

/// Letters in front of a verb that is not of the past.
const PERSONS: &[&str] = &["ي", "ت"];

fn gap(text: &mut Cursor<'_>) -> Result<Tree, PatternError> {
    let marks = text.take_while(|c| ".-+".contains(c));
    let digits = text.take_while(|c| c.is_ascii_digit());
    let wrong = || PatternError::Gap { text: format!(".{marks}{digits}") };
    let width = digits.parse().ok().filter(|width| (1..=GAP_MAX).contains(width)).ok_or_else(wrong)?;
    let look = match marks {
        "-" => Mark::GAP_NARROW,
        "." => Mark::GAP,
        ".." => Mark::GAP_WIDE,
        ".-" => Mark::GAP_PLACES,
        "+" => Mark::GAP_WORDS,
        _ => return Err(wrong()),
    };
    Ok(Tree::Run { look, width, greedy: marks == "+" })
}
