//! The pattern language of the lexicons, compiled to linear-time expressions.
//!
//! A pattern is a sequence over the tokens of one sentence:
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word, folded |
//! | `#word` | with or without the Arabic article |
//! | `word~` | with or without an Arabic pronoun written onto it |
//! | `word*` | any word that begins so |
//! | `,`, `-` | a comma or a dash, a dash |
//! | `!word` | a clause connective, as one node (`!بعد_ان`) |
//! | `{ROAD\|BORDER}` | one phrase of these classes |
//! | `(a b\|c)` | one of the alternatives |
//! | `[a\|b]` | the same, or nothing |
//! | `(by:…)`, `[by:…]` | the same, taken as a role |
//! | `<a\|b>` | the trigger: what blockers look in front of |
//! | `&` | letters with a number, as roads are named (`rn25`, `m4`) |
//! | `..4` | up to four tokens, but no phrase, stop or connective |
//! | `--4` | the same, and no comma |
//! | `...4` | up to four tokens, phrases too |
//! | `..-4` | up to four tokens, and phrases of place and time, but nothing that acts |
//! | `++4` | up to four tokens, as many as there are, but no comma |
//! | `?` | exactly one plain word |
//! | `@` | one to four capitalised words |
//! | `%` | a number in digits |
//! | `^`, `=` | the beginning, the end of the sentence |
//! | `!CUE` | an attribution |
//! | `$name` | the macro of that name |
//!
//! A gap before an optional group belongs to it: the group is looked for across the gap.
//!
//! Most patterns cannot hold in most sentences. Each therefore knows which words it
//! needs ([`Needs`]); only where they all are is its expression built and run.

use crate::chunk::Class;
use crate::fold::{fold, is_arabic};
use crate::known::split_apostrophe;
use crate::skeleton::Skeleton;
use crate::text::{DASH, is_comma};
use crate::vocabulary::{Vocabulary, WordSet};
use regex::bytes::{Regex, RegexBuilder};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Widest gap a pattern may leave, in tokens: a rule that reaches further ties
/// together what does not belong together.
const GAP_MAX: usize = 25;

/// Deepest nesting of groups and macros; a macro that names itself ends here.
const DEPTH_MAX: usize = 12;

/// Largest compiled pattern, in bytes: the regex crate's own default, stated.
const COMPILED_BYTES_MAX: usize = 10 * 1024 * 1024;

/// The shortest trigger word that carries a meaning of its own, in letters.
const TRIGGER_LETTERS_MIN: usize = 3;

/// Why a pattern cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// A bracket is not closed, or closed without being opened.
    #[error("bracket `{found}` at character {at} has no partner")]
    Bracket {
        /// The bracket.
        found: char,
        /// Its place, in characters from 0.
        at: usize,
    },
    /// A macro that no lexicon defines.
    #[error("macro `${name}` is not defined")]
    Macro {
        /// Its name.
        name: String,
    },
    /// Groups or macros nest too deep.
    #[error("nests deeper than {DEPTH_MAX}; does a macro name itself?")]
    Depth,
    /// A gap without a number, or too wide.
    #[error("gap `{text}` must be of 1 to {GAP_MAX} tokens")]
    Gap {
        /// The gap as written.
        text: String,
    },
    /// A frame's trigger that words of under three letters can set off.
    #[error("the trigger can be set off by words of {letters} letters, at least {TRIGGER_LETTERS_MIN} are needed")]
    Short {
        /// Letters of the longest word that every match holds.
        letters: usize,
    },
    /// A frame without a trigger.
    #[error("no trigger is marked with < >")]
    NoTrigger,
    /// The expression behind the pattern was refused.
    #[error("cannot be compiled: {why}")]
    Regex {
        /// The regex library's reason.
        why: String,
    },
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    expression: String,
    regex: OnceLock<Option<Regex>>,
    /// Capture group and what it stands for; `None` is the trigger.
    groups: Vec<(usize, Option<String>)>,
    /// Every literal word, for the splitting of clitics.
    pub(crate) words: Vec<String>,
    needs: Needs,
    /// Letters of the longest word that every match of the trigger holds.
    trigger: Option<usize>,
    /// The same needs by number, for quick looking up.
    needed: Vec<Vec<u32>>,
}

/// What must be in a sentence: of every set, one word or class.
type Needs = Vec<BTreeSet<String>>;

/// A place where a pattern holds, in nodes of the skeleton.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    pub(crate) nodes: Range<usize>,
    pub(crate) trigger: Range<usize>,
    pub(crate) roles: Vec<(String, Range<usize>)>,
}

impl Hit {
    /// The nodes taken as this role.
    pub(crate) fn role(&self, name: &str) -> Option<Range<usize>> {
        self.roles.iter().find(|(role, _)| role == name).map(|(_, nodes)| nodes.clone())
    }
}

impl Pattern {
    pub(crate) fn compile(source: &str, macros: &BTreeMap<String, String>) -> Result<Self, PatternError> {
        let mut compiler = Compiler { macros, groups: Vec::new(), words: Vec::new(), trigger: None };
        let chars: Vec<char> = source.chars().collect();
        let body = compiler.alternatives(&chars, &mut 0, None, 0)?;
        Ok(Self {
            // Every node begins behind a space; the first one's stands at the beginning of the line.
            expression: match body.text.strip_prefix('\0') {
                Some(rest) => format!("(?-u)^ (?:{rest})"),
                None => format!("(?-u) (?:{})", body.text),
            },
            regex: OnceLock::new(),
            groups: compiler.groups.into_iter().enumerate().map(|(at, role)| (at + 1, role)).collect(),
            words: compiler.words,
            needs: body.needs,
            trigger: compiler.trigger,
            needed: Vec::new(),
        })
    }

    /// Holds a frame's pattern to a marked trigger that no short word can set off.
    pub(crate) fn check_trigger(&self) -> Result<(), PatternError> {
        match self.trigger {
            None => Err(PatternError::NoTrigger),
            Some(letters) if letters < TRIGGER_LETTERS_MIN => Err(PatternError::Short { letters }),
            Some(_) => Ok(()),
        }
    }

    /// Builds the expression, which otherwise waits for the first sentence that may hold it.
    pub(crate) fn check_expression(&self) -> Result<(), PatternError> {
        build(&self.expression).map(|_| ()).map_err(|cause| PatternError::Regex { why: cause.to_string() })
    }

    /// Numbers the needed words.
    pub(crate) fn number(&mut self, vocabulary: &mut Vocabulary) {
        self.needed = self.needs.iter().map(|set| set.iter().map(|word| vocabulary.add(word)).collect()).collect();
    }

    fn may_hold(&self, words: &WordSet) -> bool {
        self.needed.iter().all(|set| set.iter().any(|word| words.has(*word)))
    }

    /// Every place where the pattern holds; they may overlap but for their triggers.
    pub(crate) fn find(&self, skeleton: &Skeleton) -> Vec<Hit> {
        let mut hits = Vec::new();
        if !self.may_hold(skeleton.words()) {
            return hits;
        }
        // An expression that cannot be built was refused when the lexicon was checked.
        let Some(regex) = self.regex.get_or_init(|| build(&self.expression).ok()) else { return hits };
        let line = skeleton.line();
        let mut from = 0;
        while let Some(found) = regex.captures_at(line, from) {
            let Some(whole) = found.get(0) else { break };
            let nodes = skeleton.nodes_of(whole.start() + 1..whole.end());
            let mut hit = Hit { trigger: nodes.clone(), nodes, roles: Vec::new() };
            for (group, role) in &self.groups {
                let Some(part) = found.get(*group).filter(|part| !part.is_empty()) else { continue };
                let part = skeleton.nodes_of(part.range());
                match role {
                    None => hit.trigger = part,
                    Some(role) => hit.roles.push((role.clone(), part)),
                }
            }
            // Go on behind the trigger, so that one subject may serve two verbs.
            let next = skeleton.start_of(hit.trigger.end.max(hit.nodes.start + 1));
            hits.push(hit);
            if next <= from || next >= line.len() {
                break;
            }
            from = next - 1;
        }
        hits
    }
}

fn build(expression: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression).size_limit(COMPILED_BYTES_MAX).build()
}

/// A part of a pattern as expression, and what it needs.
#[derive(Default)]
struct Part {
    text: String,
    needs: Needs,
    /// Letters of the longest word that every match holds; a phrase counts as a long one.
    letters: usize,
}

impl Part {
    fn free(text: impl Into<String>) -> Self {
        Self { text: text.into(), needs: Vec::new(), letters: 0 }
    }

    /// A word in one of these forms, or a phrase of one of these classes.
    fn of(text: String, forms: BTreeSet<String>) -> Self {
        let letters = |form: &String| form.chars().filter(|c| c.is_alphabetic()).count();
        let letters = forms.iter().map(letters).min().unwrap_or(0);
        Self { text, needs: vec![forms], letters }
    }

    fn add(&mut self, part: Part) {
        self.text.push_str(&part.text);
        self.needs.extend(part.needs);
        self.letters = self.letters.max(part.letters);
    }

    /// One of several: it needs what its alternatives need, of each the strictest.
    fn one_of(mut parts: Vec<Part>) -> Part {
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        let text = texts.join("|");
        // Few words, and long ones, are the rarest in a text.
        let shortest = |set: &BTreeSet<String>| set.iter().map(String::len).min();
        let rarity = |set: &&BTreeSet<String>| (set.len(), std::cmp::Reverse(shortest(set)));
        let strictest = parts.iter().map(|part| part.needs.iter().min_by_key(rarity));
        let needs: Option<Vec<&BTreeSet<String>>> = strictest.collect();
        let needs = needs.map(|sets| vec![sets.into_iter().flatten().cloned().collect()]).unwrap_or_default();
        let letters = parts.iter().map(|part| part.letters).min().unwrap_or(0);
        Part { text, needs, letters }
    }
}

struct Compiler<'m> {
    macros: &'m BTreeMap<String, String>,
    /// Capture groups in the order of their opening.
    groups: Vec<Option<String>>,
    words: Vec<String>,
    trigger: Option<usize>,
}

impl Compiler<'_> {
    /// Alternatives up to the closing bracket (or the end).
    fn alternatives(
        &mut self,
        chars: &[char],
        at: &mut usize,
        close: Option<char>,
        depth: usize,
    ) -> Result<Part, PatternError> {
        if depth > DEPTH_MAX {
            return Err(PatternError::Depth);
        }
        let opened = at.saturating_sub(1);
        let mut parts = vec![Part::default()];
        while let Some(c) = chars.get(*at).copied() {
            *at += 1;
            let part = match c {
                ' ' | '\n' | '\t' => continue,
                '|' => {
                    parts.push(Part::default());
                    continue;
                }
                '(' | '[' | '<' => self.group(c, chars, at, depth)?,
                ')' | ']' | '>' if close == Some(c) => return Ok(Part::one_of(parts)),
                ')' | ']' | '>' => return Err(PatternError::Bracket { found: c, at: *at - 1 }),
                '{' => class(chars, at)?,
                '@' => Part::free(NAME),
                '^' => Part::free("\0"),
                '=' => Part::free("$"),
                '%' => Part::free("(?:[0-9][^ ]* )"),
                '?' => Part::free(r"(?:[^ ,;:|A-Z/%\xe2-][^ ]* )"),
                '&' => Part::free(r"(?:\^?[a-z]{1,3}[0-9]{1,4} )"),
                '$' => self.expand(chars, at, depth)?,
                '.' | '-' | '+' if chars.get(*at) == Some(&c) => self.gap(chars, at, depth)?,
                _ => {
                    *at -= 1;
                    self.word(chars, at)
                }
            };
            if let Some(last) = parts.last_mut() {
                last.add(part);
            }
        }
        match close {
            Some(_) => Err(PatternError::Bracket { found: chars.get(opened).copied().unwrap_or('('), at: opened }),
            None => Ok(Part::one_of(parts)),
        }
    }

    fn group(&mut self, open: char, chars: &[char], at: &mut usize, depth: usize) -> Result<Part, PatternError> {
        let close = match open {
            '(' => ')',
            '[' => ']',
            _ => '>',
        };
        let role = if open == '<' { None } else { role(chars, at) };
        let capture = open == '<' || role.is_some();
        if capture {
            self.groups.push(role);
        }
        let body = self.alternatives(chars, at, Some(close), depth + 1)?;
        if open == '<' {
            self.trigger = Some(body.letters);
        }
        let lead = if capture { "(" } else { "(?:" };
        Ok(if open == '[' {
            Part::free(format!("{lead}{})?", body.text))
        } else {
            Part { text: format!("{lead}{})", body.text), ..body }
        })
    }

    /// A gap. Before an optional group it belongs to the group: the group is looked for
    /// across the gap, and when it is not there the gap stands alone.
    fn gap(&mut self, chars: &[char], at: &mut usize, depth: usize) -> Result<Part, PatternError> {
        let gap = gap(chars, at)?;
        let mut ahead = *at;
        take_while(chars, &mut ahead, char::is_whitespace);
        if chars.get(ahead) != Some(&'[') {
            return Ok(Part::free(gap));
        }
        *at = ahead + 1;
        let group = self.group('[', chars, at, depth)?.text;
        let inner = group.strip_suffix('?').unwrap_or(&group);
        Ok(Part::free(format!("(?:{gap}{inner}|{gap})")))
    }

    fn expand(&mut self, chars: &[char], at: &mut usize, depth: usize) -> Result<Part, PatternError> {
        let name = take_while(chars, at, |c| c.is_alphanumeric() || c == '_');
        let body = self.macros.get(&name).ok_or(PatternError::Macro { name })?;
        let body: Vec<char> = body.chars().collect();
        let body = self.alternatives(&body, &mut 0, None, depth + 1)?;
        Ok(Part { text: format!("(?:{})", body.text), ..body })
    }

    /// One word with its marks, as an expression that takes the space behind it.
    fn word(&mut self, chars: &[char], at: &mut usize) -> Part {
        let written = take_while(chars, at, |c| !" \n\t|()[]<>{}$?=".contains(c));
        if let Some(connective) = written.strip_prefix('!') {
            let node = if connective == Class::Cue.mark().trim_start_matches('|') {
                Class::Cue.mark().to_owned()
            } else {
                format!("|{}", fold(connective))
            };
            return Part::of(format!("(?:{} )", regex::escape(&node)), BTreeSet::from([node]));
        }
        if is_comma(&written) {
            // Whoever asks for a comma is content with a dash.
            let marks = if written == DASH { vec![DASH] } else { vec![",", DASH] };
            let text = format!("(?:[{}] )", marks.concat());
            return Part::of(text, marks.into_iter().map(str::to_owned).collect());
        }
        let (article, pronoun, open) = (written.starts_with('#'), written.ends_with('~'), written.ends_with('*'));
        let stem = fold(written.trim_start_matches('#').trim_end_matches(['~', '*']));
        if let Some((left, right)) = stem.split_once('\'').filter(|(left, right)| !left.is_empty() && !right.is_empty())
        {
            // Tokens part elisions, so patterns do.
            let mut part = Part::default();
            for piece in split_apostrophe(&stem, left, right) {
                let text = format!(r"(?:\^?{} )", regex::escape(&piece.text));
                part.add(Part::of(text, BTreeSet::from([piece.text])));
            }
            return part;
        }
        let befores = if article { &["", "ال"][..] } else { &[""] };
        let afters = if pronoun { PRONOUNS } else { &[""] };
        let forms = befores.iter().flat_map(|before| afters.iter().map(move |after| (before, after)));
        let forms: BTreeSet<String> = forms.map(|(before, after)| format!("{before}{stem}{after}")).collect();
        self.words.extend(forms.iter().cloned());
        let escaped = regex::escape(&stem);
        let before = if article { "(?:ال)?" } else { "" };
        let after = if pronoun { "(?:ها|هما|هم|ه|نا)?" } else { "" };
        let rest = if open { "[^ ]*" } else { "" };
        let capital = if stem.starts_with(is_arabic) { "" } else { r"\^?" };
        let text = format!("(?:{capital}{before}{escaped}{after}{rest} )");
        let part = Part::of(text, forms);
        // Of an open word only the beginning is known: it cannot be looked up.
        if open { Part { needs: Vec::new(), ..part } } else { part }
    }
}

/// One to four capitalised words, with the particles names have between them.
const NAME: &str = r"(?:\^[^ ]* (?:(?:\^[^ ]*|ag|ould|ben|bin|al|el|de|d'|a) ){0,3})";

/// Pronouns Arabic writes onto a noun or verb.
const PRONOUNS: &[&str] = &["", "ها", "هما", "هم", "ه", "نا"];

fn take_while(chars: &[char], at: &mut usize, keep: impl Fn(char) -> bool) -> String {
    let taken: String = chars[*at..].iter().take_while(|c| keep(**c)).collect();
    *at += taken.chars().count();
    taken
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

fn class(chars: &[char], at: &mut usize) -> Result<Part, PatternError> {
    let opened = *at - 1;
    let names = take_while(chars, at, |c| c != '}');
    if chars.get(*at) != Some(&'}') {
        return Err(PatternError::Bracket { found: '{', at: opened });
    }
    *at += 1;
    let forms = names.split('|').map(str::to_owned).collect();
    Ok(Part { letters: TRIGGER_LETTERS_MIN, ..Part::of(format!("(?:(?:{names}) )"), forms) })
}

/// Phrases that a narrow gap may pass: they are never an argument of another verb.
const GAP_PASSES: &str = "TIME |NAT |ORG |AGENCY |STILL ";

/// Phrases that a gap may pass besides: they tell where, and no verb is theirs.
const PLACES: &str = "PLACE |REGION |TOWNS ";

fn gap(chars: &[char], at: &mut usize) -> Result<String, PatternError> {
    let marks = take_while(chars, at, |c| ".-+".contains(c));
    let digits = take_while(chars, at, |c| c.is_ascii_digit());
    let width = digits.parse().ok().filter(|width| (1..=GAP_MAX).contains(width));
    let width = width.ok_or_else(|| PatternError::Gap { text: format!(".{marks}{digits}") })?;
    let token = match marks.as_str() {
        "-" => format!("{GAP_PASSES}|[^ ,;:|A-Z-][^ ]* "),
        "." => format!("{GAP_PASSES}|[^ ;:|A-Z][^ ]* "),
        ".." => "[^ ;:|][^ ]* ".to_owned(),
        ".-" => format!("{GAP_PASSES}|{PLACES}|[^ ;:|A-Z][^ ]* "),
        "+" => "[^ ,;:|-][^ ]* ".to_owned(),
        _ => return Err(PatternError::Gap { text: format!(".{marks}{digits}") }),
    };
    let lazy = if marks == "+" { "" } else { "?" };
    Ok(format!("(?:{token}){{0,{width}}}{lazy}"))
}
