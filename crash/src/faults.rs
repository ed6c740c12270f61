//! Calls that fail: each call of a run of appends in turn, with each error, once or from then on.
//!
//! Afterwards the node must open, hold everything it acknowledged, and go on; and so must what a power cut
//! leaves after each acknowledgement, where a failed sync has dropped what it should have kept.

use crate::chance::Chance;
use crate::child::Script;
use crate::disk::Loss;
use crate::process::Trouble;
use crate::promises::Promises;
use crate::show::Progress;
use crate::stage::{Stage, cut};
use crate::trace::{Call, Record};
use crate::{Outcome, node};
use std::path::Path;

/// What is tried on each call: an error once, an error from then on, and half a write.
const KINDS: [&str; 5] = ["EIO", "EIO on", "ENOSPC", "ENOSPC on", "short"];

/// What the faults met.
#[derive(Default)]
pub(crate) struct Tally {
    calls: u64,
    runs: u64,
    refused: u64,
    acknowledged: u64,
    cuts: u64,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} runs in which one of {} calls fails; {} answers were an error, {} statements were acknowledged, \
             0 lost, also after {} power cuts",
            self.runs, self.calls, self.refused, self.acknowledged, self.cuts
        )
    }
}

/// Lets every call of a short run fail.
pub(crate) fn run(library: &Path, seed: u64) -> Outcome<Tally> {
    let stage = Stage::new(library, seed)?;
    let sound = stage.play(Script::Short, 1, Trouble::Recorded)?;
    if let Some(refused) = sound.promises.refused.first() {
        return Err(format!("without any fault, the child says `{refused}`").into());
    }
    let calls: Vec<&Record> = sound.records.iter().filter(|record| record.call != Call::Said).collect();
    let mut tally = Tally { calls: calls.len() as u64, ..Tally::default() };
    let mut progress = Progress::new("failing calls", tally.calls);
    for (call, number) in calls.into_iter().zip(1..) {
        for kind in KINDS {
            if kind == "short" && call.call != Call::Write {
                continue;
            }
            let fault = format!("{number} {kind}");
            let named = |error| format!("seed {seed}, fault `{fault}` ({:?} of {}): {error}", call.call, call.name);
            one(&stage, &fault, &mut tally).map_err(named)?;
        }
        progress.step();
    }
    Ok(tally)
}

fn one(stage: &Stage<'_>, fault: &str, tally: &mut Tally) -> Outcome<()> {
    let played = stage.play(Script::Short, 1, Trouble::Fault(fault))?;
    answered_honestly(&played.records)?;
    tally.runs += 1;
    tally.refused += played.promises.refused.len() as u64;
    tally.acknowledged += played.promises.count();
    goes_on(played.folder.path(), &played.promises, stage.seed)?;
    let mut disk = stage.disk();
    let mut promises = Promises::default();
    for record in &played.records {
        disk.apply(record);
        if let Some(line) = record.said() {
            promises.take(&line)?;
            promises.check(cut(&disk, &mut Loss::Everything)?.path())?;
            tally.cuts += 1;
        }
    }
    let torn = cut(&disk, &mut Loss::Torn(Chance::new(stage.seed, tally.runs)))?;
    promises.check(torn.path())?;
    tally.cuts += 1;
    Ok(())
}

/// An append whose log was not written or not synced is answered with an error.
fn answered_honestly(records: &[Record]) -> Outcome<()> {
    let of_log = |record: &Record| record.name.ends_with("-wal") && matches!(record.call, Call::Write | Call::Sync);
    let Some(at) = records.iter().position(|record| record.failed && of_log(record)) else { return Ok(()) };
    let (failed, next) = (&records[at], records[at..].iter().find_map(Record::said));
    if next.is_some_and(|line| line.starts_with("ack")) {
        return Err(format!("{:?} of `{}` failed, and the append was acknowledged", failed.call, failed.name).into());
    }
    Ok(())
}

/// The node opens, holds what it acknowledged, and takes the next word.
fn goes_on(folder: &Path, promises: &Promises, seed: u64) -> Outcome<()> {
    promises.check(folder)?;
    let said = node::open(folder, !seed)?.say(&[node::draft(10)?])?;
    let after = promises.check(folder)?;
    let there = after.tree.leaves().last() == said.last().map(|said| &said.leaf);
    if there { Ok(()) } else { Err("LOST: what was said after the fault".into()) }
}
