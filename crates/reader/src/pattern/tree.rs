//! From the text of a pattern to its parts, and what these need of a sentence.

use super::{DEPTH_MAX, GAP_MAX, PatternError, TRIGGER_LETTERS_MIN};
use crate::chunk::Class;
use crate::fold::fold;
use crate::known::split_apostrophe;
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

    /// One of several; words side by side become one set.
    fn one_of(parts: Vec<Vec<Tree>>) -> Self {
        let mut merged: Vec<Tree> = Vec::with_capacity(parts.len());
        let mut words: Vec<Arc<Set>> = Vec::new();
        for mut part in parts {
            let part = if part.len() == 1 { part.remove(0) } else { Self::All(part) };
            if let Self::Words(set) = part {
                words.push(set);
            } else {
                merged.extend(Self::any_word(&mut words));
                merged.push(part);
            }
        }
        merged.extend(Self::any_word(&mut words));
        if merged.len() == 1 { merged.remove(0) } else { Self::Any(merged) }
    }

    fn any_word(sets: &mut Vec<Arc<Set>>) -> Option<Self> {
        let one =
            if sets.len() > 1 { Arc::new(Set::union(sets.iter().map(Arc::as_ref))) } else { sets.first()?.clone() };
        sets.clear();
        Some(Self::Words(one))
    }
}

/// Reads the patterns of one language.
#[derive(Debug)]
pub(crate) struct Compiler {
    macros: BTreeMap<String, String>,
    /// Macros that were read before.
    read: BTreeMap<String, Arc<Shared>>,
    /// The words that patterns ask for, by number.
    pub(crate) vocabulary: Vocabulary,
    /// Every literal word, for the splitting of clitics; some more than once.
    pub(crate) words: Vec<String>,
    /// Which numbered words are among them already.
    literal: Vec<bool>,
    deepest: usize,
}

impl Compiler {
    pub(crate) fn new(macros: BTreeMap<String, String>) -> Self {
        Self {
            macros,
            read: BTreeMap::new(),
            vocabulary: Vocabulary::default(),
            words: Vec::new(),
            literal: Vec::new(),
            deepest: 0,
        }
    }

    pub(super) fn tree(&mut self, source: &str) -> Result<Tree, PatternError> {
        let chars: Vec<char> = source.chars().collect();
        self.alternatives(&chars, &mut 0, None, 0)
    }

    /// Alternatives up to the closing bracket (or the end).
    fn alternatives(
        &mut self,
        chars: &[char],
        at: &mut usize,
        close: Option<char>,
        depth: usize,
    ) -> Result<Tree, PatternError> {
        if depth > DEPTH_MAX {
            return Err(PatternError::Depth);
        }
        self.deepest = self.deepest.max(depth);
        let opened = at.saturating_sub(1);
        let mut parts = vec![Vec::new()];
        while let Some(c) = chars.get(*at).copied() {
            *at += 1;
            let part = match c {
                ' ' | '\n' | '\t' => continue,
                '|' => {
                    parts.push(Vec::new());
                    continue;
                }
                '(' | '[' | '<' => self.group(c, chars, at, depth)?,
                ')' | ']' | '>' if close == Some(c) => return Ok(Tree::one_of(parts)),
                ')' | ']' | '>' => return Err(PatternError::Bracket { found: c, at: *at - 1 }),
                '{' => self.class(chars, at)?,
                '@' => name(),
                '^' => Tree::Start,
                '=' => Tree::End,
                '%' => Tree::Look(Mark::NUMBER),
                '?' => Tree::Look(Mark::PLAIN),
                '&' => Tree::Look(Mark::ROAD),
                '$' => self.expand(chars, at, depth)?,
                '.' | '-' | '+' if chars.get(*at) == Some(&c) => self.gap(chars, at, depth)?,
                _ => {
                    *at -= 1;
                    self.word(chars, at)
                }
            };
            if let Some(last) = parts.last_mut() {
                last.push(part);
            }
        }
        match close {
            Some(_) => Err(PatternError::Bracket { found: chars.get(opened).copied().unwrap_or('('), at: opened }),
            None => Ok(Tree::one_of(parts)),
        }
    }

    fn group(&mut self, open: char, chars: &[char], at: &mut usize, depth: usize) -> Result<Tree, PatternError> {
        let body = self.body(open, chars, at, depth)?;
        Ok(if open == '[' { Tree::Maybe(Box::new(body)) } else { body })
    }

    /// What stands in a bracket that was opened.
    fn body(&mut self, open: char, chars: &[char], at: &mut usize, depth: usize) -> Result<Tree, PatternError> {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '>',
        };
        let role = if open == '<' { None } else { role(chars, at) };
        let body = self.alternatives(chars, at, Some(close), depth + 1)?;
        let taken = open == '<' || role.is_some();
        Ok(if taken { Tree::Taken(role.map(Arc::from), Box::new(body)) } else { body })
    }

    /// A gap. Before an optional group it belongs to the group: the group is looked for
    /// across the gap, and when it is not there the gap stands alone.
    fn gap(&mut self, chars: &[char], at: &mut usize, depth: usize) -> Result<Tree, PatternError> {
        let gap = gap(chars, at)?;
        let mut ahead = *at;
        take_while(chars, &mut ahead, char::is_whitespace);
        if chars.get(ahead) != Some(&'[') {
            return Ok(gap);
        }
        *at = ahead + 1;
        let inner = self.body('[', chars, at, depth)?;
        Ok(Tree::Any(vec![Tree::All(vec![gap.clone(), inner]), gap]))
    }

    fn expand(&mut self, chars: &[char], at: &mut usize, depth: usize) -> Result<Tree, PatternError> {
        let name = take_while(chars, at, |c| c.is_alphanumeric() || c == '_');
        if let Some(shared) = self.read.get(&name) {
            let deepest = depth + 1 + shared.height;
            self.deepest = self.deepest.max(deepest);
            return if deepest > DEPTH_MAX { Err(PatternError::Depth) } else { Ok(Tree::Shared(shared.clone())) };
        }
        let Some(body) = self.macros.get(&name) else { return Err(PatternError::Macro { name }) };
        let body: Vec<char> = body.chars().collect();
        let before = std::mem::take(&mut self.deepest);
        let body = self.alternatives(&body, &mut 0, None, depth + 1)?;
        let mut needs = Vec::new();
        body.needs(&mut needs);
        let (letters, trigger, steps) = (body.letters(), body.trigger(), body.steps());
        let shared = Arc::new(Shared { height: self.deepest - (depth + 1), body, letters, trigger, needs, steps });
        self.deepest = self.deepest.max(before);
        self.read.insert(name, shared.clone());
        Ok(Tree::Shared(shared))
    }

    /// One word with its marks.
    fn word(&mut self, chars: &[char], at: &mut usize) -> Tree {
        let written = take_while(chars, at, |c| !" \n\t|()[]<>{}$?=".contains(c));
        if let Some(connective) = written.strip_prefix('!') {
            let node = if connective == Class::Cue.mark().trim_start_matches('|') {
                Class::Cue.mark().to_owned()
            } else {
                format!("|{}", fold(connective))
            };
            return self.set([node]);
        }
        if written == DASH {
            return self.set([DASH.to_owned()]);
        }
        if is_comma(&written) {
            // Whoever asks for a comma is content with a dash.
            return self.set([",".to_owned(), DASH.to_owned()]);
        }
        let (article, pronoun, open) = (written.starts_with('#'), written.ends_with('~'), written.ends_with('*'));
        let stem = fold(written.trim_start_matches('#').trim_end_matches(['~', '*']));
        if let Some((left, right)) = stem.split_once('\'').filter(|(left, right)| !left.is_empty() && !right.is_empty())
        {
            // Tokens part elisions, so patterns do.
            let pieces = split_apostrophe(&stem, left, right);
            return Tree::All(pieces.into_iter().map(|piece| self.set([piece.text])).collect());
        }
        let befores = if article { &["", "ال"][..] } else { &[""] };
        let afters = if pronoun { PRONOUNS } else { &[""] };
        let forms = befores.iter().flat_map(|before| afters.iter().map(move |after| (before, after)));
        let forms: Vec<String> = forms.map(|(before, after)| format!("{before}{stem}{after}")).collect();
        if !open {
            for form in &forms {
                self.add_word(form);
            }
            return self.set(forms);
        }
        self.words.extend(forms.iter().cloned());
        // Of an open word only the beginning is known: it cannot be looked up.
        let begins = |form: &String| vec![Tree::Begins(Arc::from(form.as_str()), letters(&stem))];
        Tree::one_of(forms.iter().map(begins).collect())
    }

    fn class(&mut self, chars: &[char], at: &mut usize) -> Result<Tree, PatternError> {
        let opened = *at - 1;
        let names = take_while(chars, at, |c| c != '}');
        if chars.get(*at) != Some(&'}') {
            return Err(PatternError::Bracket { found: '{', at: opened });
        }
        *at += 1;
        let words: BTreeSet<u32> = names.split('|').map(|name| self.vocabulary.add(name)).collect();
        let weight = PHRASE_WEIGHT * words.len();
        Ok(Tree::Words(Arc::new(Set { words: words.into_iter().collect(), letters: TRIGGER_LETTERS_MIN, weight })))
    }

    fn add_word(&mut self, form: &str) {
        let number = self.vocabulary.add(form) as usize;
        if self.literal.len() <= number {
            self.literal.resize(number + 1, false);
        }
        if !std::mem::replace(&mut self.literal[number], true) {
            self.words.push(form.to_owned());
        }
    }

    fn set(&mut self, forms: impl IntoIterator<Item = String>) -> Tree {
        let mut set = Set { words: Vec::new(), letters: usize::MAX, weight: 0 };
        for form in forms {
            let letters = letters(&form);
            set.words.push(self.vocabulary.add(&form));
            set.letters = set.letters.min(letters);
            set.weight += if letters <= TRIGGER_LETTERS_MIN { SHORT_WEIGHT } else { 1 };
        }
        set.words.sort_unstable();
        set.words.dedup();
        Tree::Words(Arc::new(set))
    }
}

fn letters(form: &str) -> usize {
    if form.is_ascii() {
        return form.bytes().filter(u8::is_ascii_alphabetic).count();
    }
    form.chars().filter(|c| c.is_alphabetic()).count()
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

fn take_while(chars: &[char], at: &mut usize, keep: impl Fn(char) -> bool) -> String {
    let from = *at;
    *at += chars[from..].iter().take_while(|c| keep(**c)).count();
    chars[from..*at].iter().collect()
}

/// The role in `(role:…)`, if one is written.
fn role(chars: &[char], at: &mut usize) -> Option<String> {
    let mut ahead = *at;
    let name = take_while(chars, &mut ahead, |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    (!name.is_empty() && chars.get(ahead) == Some(&':')).then(|| {
        *at = ahead + 1;
        name
    })
}

fn gap(chars: &[char], at: &mut usize) -> Result<Tree, PatternError> {
    let marks = take_while(chars, at, |c| ".-+".contains(c));
    let digits = take_while(chars, at, |c| c.is_ascii_digit());
    let wrong = || PatternError::Gap { text: format!(".{marks}{digits}") };
    let width = digits.parse().ok().filter(|width| (1..=GAP_MAX).contains(width)).ok_or_else(wrong)?;
    let look = match marks.as_str() {
        "-" => Mark::GAP_NARROW,
        "." => Mark::GAP,
        ".." => Mark::GAP_WIDE,
        ".-" => Mark::GAP_PLACES,
        "+" => Mark::GAP_WORDS,
        _ => return Err(wrong()),
    };
    Ok(Tree::Run { look, width, greedy: marks == "+" })
}
