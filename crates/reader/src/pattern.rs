//! The pattern language of the lexicons, compiled to steps over nodes.
//!
//! A pattern is a sequence over the tokens of one sentence:
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word, folded |
//! | `#word` | with or without the Arabic article |
//! | `word~` | with or without an Arabic pronoun written onto it |
//! | `word+` | with any Arabic ending: gender, number, case, pronoun |
//! | `/word`, `/word+` | an Arabic verb of the present, by its letters behind ي or ت |
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
//! needs, and is run only where they all are.

mod cursor;
mod program;
#[cfg(test)]
mod slow;
mod tree;

use crate::skeleton::Skeleton;
use crate::vocabulary::WordSet;
use program::Program;
pub(crate) use program::Scratch;
use std::ops::Range;
use std::sync::{Arc, OnceLock};
use tree::Tree;
pub(crate) use tree::{Compiler, Set};

/// Widest gap a pattern may leave, in tokens: a rule that reaches further ties
/// together what does not belong together.
const GAP_MAX: usize = 25;

/// Deepest nesting of groups and macros; a macro that names itself ends here.
const DEPTH_MAX: usize = 12;

/// Longest program of a pattern, in steps: five times the longest that ships.
const STEPS_MAX: usize = 10_000;

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
    /// Macros that make it too long.
    #[error("has {steps} steps with its macros written out, at most {STEPS_MAX} are run")]
    Long {
        /// How many it has.
        steps: usize,
    },
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    tree: Tree,
    /// Made when the first sentence may hold it.
    program: OnceLock<Program>,
    /// What must be in a sentence, the rarest first: of every set, one word or class.
    needs: Vec<Arc<Set>>,
    /// Letters of the longest word that every match of the trigger holds.
    trigger: Option<usize>,
}

/// A place where a pattern holds, in nodes of the skeleton.
#[derive(Clone, Debug)]
pub(crate) struct Hit<'p> {
    pub(crate) nodes: Range<usize>,
    pub(crate) trigger: Range<usize>,
    pub(crate) roles: Vec<(&'p str, Range<usize>)>,
}

impl Hit<'_> {
    /// The nodes taken as this role.
    pub(crate) fn role(&self, name: &str) -> Option<Range<usize>> {
        self.roles.iter().find(|(role, _)| *role == name).map(|(_, nodes)| nodes.clone())
    }
}

impl Pattern {
    pub(crate) fn compile(source: &str, compiler: &mut Compiler) -> Result<Self, PatternError> {
        let tree = compiler.tree(source)?;
        let steps = tree.steps();
        if steps > STEPS_MAX {
            return Err(PatternError::Long { steps });
        }
        let mut needs = Vec::new();
        tree.needs(&mut needs);
        needs.sort_by_key(|set| set.weight);
        needs.dedup();
        Ok(Self { needs, trigger: tree.trigger(), tree, program: OnceLock::new() })
    }

    /// Holds a frame's pattern to a marked trigger that no short word can set off.
    pub(crate) fn check_trigger(&self) -> Result<(), PatternError> {
        match self.trigger {
            None => Err(PatternError::NoTrigger),
            Some(letters) if letters < TRIGGER_LETTERS_MIN => Err(PatternError::Short { letters }),
            Some(_) => Ok(()),
        }
    }

    /// The rarest words of which a sentence must have one.
    pub(crate) fn key(&self) -> Option<&Set> {
        self.needs.first().map(Arc::as_ref)
    }

    fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::new(&self.tree))
    }

    /// Whether a sentence that has one of the rarest words has the others too.
    fn may_hold(&self, words: &WordSet) -> bool {
        self.needs.iter().skip(1).all(|set| set.words.iter().any(|word| words.has(*word)))
    }

    /// Every place where the pattern holds; they may overlap but for their triggers.
    pub(crate) fn find(&self, skeleton: &Skeleton<'_>, scratch: &mut Scratch) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        if !self.may_hold(skeleton.words()) {
            return hits;
        }
        let (program, mut from) = (self.program(), 0);
        while let Some(found) = program.find(&skeleton.nodes, from, scratch) {
            let mut hit = Hit { trigger: found.nodes.clone(), nodes: found.nodes, roles: Vec::new() };
            for (role, part) in program.parts.iter().zip(found.parts) {
                match (role, part) {
                    (None, Some(part)) => hit.trigger = part,
                    (Some(role), Some(part)) => hit.roles.push((role, part)),
                    (_, None) => {}
                }
            }
            // Go on behind the trigger, so that one subject may serve two verbs.
            from = hit.trigger.end.max(hit.nodes.start + 1);
            hits.push(hit);
            if from >= skeleton.nodes.len() {
                break;
            }
        }
        hits
    }
}
