//! The process that is struck: opens the node, appends, and acknowledges what was appended.
//!
//! Lines on standard output: `ready`, then for each batch `ack CHECKPOINT INDEX:LEAF ..` after the append
//! returned, or `refused WHY`. After a refusal it goes on, which asks more of the store than to stop.

use crate::chance::Chance;
use crate::{Outcome, node};
use app::Node;
use model::Draft;
use std::error::Error;
use std::io::Write;
use std::path::Path;

/// What the child appends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Batches of any size until it is killed.
    Endless,
    /// Three batches: the least that has small, middle and larger appends.
    Short,
    /// Until the write-ahead log was copied into the database and begun anew.
    Long,
}

/// A page is 4 KiB, and SQLite copies its log back after 1000 of them; a single append writes four.
const LONG_APPENDS: u64 = 270;

/// So large can a name be.
const NAME_BYTES_MAX: u64 = 1000;

impl Script {
    /// What it is called on the command line.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Endless => "endless",
            Self::Short => "short",
            Self::Long => "long",
        }
    }

    /// The script of that name.
    pub(crate) fn of(word: &str) -> Option<Self> {
        [Self::Endless, Self::Short, Self::Long].into_iter().find(|script| script.word() == word)
    }

    /// How many statements of how many bytes the batch of this number has; none after the last.
    fn batch(self, number: u64, chance: &mut Chance) -> Option<(u64, u64)> {
        match self {
            Self::Endless if chance.one_in(8) => Some((1 + chance.below(48), NAME_BYTES_MAX)),
            Self::Endless => Some((1 + chance.below(6), 1 + chance.below(200))),
            Self::Short => [(1, 20), (3, NAME_BYTES_MAX), (12, 100)].get(usize::try_from(number).ok()?).copied(),
            Self::Long => (number < LONG_APPENDS).then_some((if number % 60 == 30 { 10 } else { 1 }, 40)),
        }
    }
}

/// Runs the child.
pub(crate) fn run(folder: &Path, seed: u64, script: Script) -> Outcome<()> {
    let mut chance = Chance::new(seed, 1);
    let mut node = match node::open(folder, seed) {
        Ok(node) => node,
        Err(error) => return tell(&format!("refused {}", causes(&error))),
    };
    tell("ready")?;
    for number in 0.. {
        let Some((statements, bytes)) = script.batch(number, &mut chance) else { break };
        let drafts: Vec<Draft> = (0..statements).map(|_| node::draft(bytes)).collect::<Outcome<_>>()?;
        match append(&mut node, &drafts) {
            Ok(acknowledgement) => tell(&acknowledgement)?,
            Err(error) => tell(&format!("refused {}", causes(error.as_ref())))?,
        }
    }
    Ok(())
}

fn append(node: &mut Node, drafts: &[Draft]) -> Outcome<String> {
    let references = node.say(drafts)?;
    let own = node.own()?.ok_or("the node has no journal")?;
    let mut line = format!("ack {}", hex::encode(own.checkpoint));
    for reference in references {
        line += &format!(" {}:{}", reference.index, reference.leaf);
    }
    Ok(line)
}

/// One write a line, so that a line is there whole or is known not to be.
fn tell(line: &str) -> Outcome<()> {
    let mut out = std::io::stdout();
    out.write_all(format!("{line}\n").as_bytes())?;
    Ok(out.flush()?)
}

fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text.replace('\n', " ")
}
