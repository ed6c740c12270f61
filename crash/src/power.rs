//! Power cuts, under a disk that keeps its word and under one that lies.
//!
//! A disk that keeps its word loses nothing that was acknowledged. One that answers a sync and does nothing
//! loses statements whatever a program does; then whoever holds a larger checkpoint has to notice.

use crate::chance::Chance;
use crate::child::Script;
use crate::disk::{Disk, Loss};
use crate::process::Trouble;
use crate::promises::{Broken, FolderFiles, Promises, export};
use crate::show::Progress;
use crate::stage::{Played, Stage, cut};
use crate::trace::{Call, Record};
use crate::{Outcome, node};
use app::exchange::ExchangeError;
use std::fmt;
use std::path::Path;

/// Children of a run: the second opens what the first has closed.
const CHILDREN: u64 = 2;
/// Power cuts of each moment with chance deciding, beside the one that loses all it can.
const TORN: u64 = 2;

/// What the cuts met.
#[derive(Default)]
pub(crate) struct Tally {
    moments: u64,
    states: u64,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} states of the disk after power cuts at {} moments, 0 lost", self.states, self.moments)
    }
}

/// Cuts the power before each call that makes anything certain, or one in so many of the common ones.
pub(crate) fn run(library: &Path, seed: u64, one_in: u64) -> Outcome<Tally> {
    let stage = Stage::new(library, seed)?;
    let Played { folder, records, promises } = stage.play(Script::Long, CHILDREN, Trouble::Recorded)?;
    promises.check(folder.path())?;
    let copied_back = records.iter().any(|record| record.call == Call::Write && record.name.ends_with(".sqlite"));
    if !copied_back {
        return Err("the run was too short to copy the log back into the database".into());
    }
    let mut tally = Tally::default();
    let mut chance = Chance::new(seed, 0);
    let (mut disk, mut promises) = (stage.disk(), Promises::default());
    let mut progress = Progress::new("calls", records.len() as u64);
    for (record, number) in records.iter().zip(0_u64..) {
        if is_moment(record) && (!is_common(record) || chance.one_in(one_in)) {
            let named = |error| format!("seed {seed}, power cut before call {number}: {error}");
            at_a_moment(&disk, &promises, &mut chance, &mut tally).map_err(named)?;
        }
        disk.apply(record);
        record.said().map_or(Ok(()), |line| promises.take(&line))?;
        progress.step();
    }
    at_a_moment(&disk, &promises, &mut chance, &mut tally)?;
    Ok(tally)
}

fn at_a_moment(disk: &Disk, promises: &Promises, chance: &mut Chance, tally: &mut Tally) -> Outcome<()> {
    let torn = (0..TORN).map(|_| Loss::Torn(Chance::new(chance.next(), 0)));
    for mut loss in std::iter::once(Loss::Everything).chain(torn) {
        promises.check(cut(disk, &mut loss)?.path())?;
        tally.states += 1;
    }
    tally.moments += 1;
    Ok(())
}

/// Before it, most is uncertain; after an answer, most is promised.
fn is_moment(record: &Record) -> bool {
    !record.is_of_index() && record.call != Call::Write
}

/// What each append has.
fn is_common(record: &Record) -> bool {
    record.call == Call::Said || record.call == Call::Sync && record.name.ends_with("-wal")
}

/// What the lies met.
#[derive(Default)]
pub(crate) struct Lies {
    states: u64,
    whole: u64,
    refused: u64,
    shorter: u64,
}

impl fmt::Display for Lies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} states after a disk that lied: {} whole, {} refused by the node or its audit, {} shorter than \
             acknowledged, each noticed by a partner's larger checkpoint; 0 went unnoticed",
            self.states, self.whole, self.refused, self.shorter
        )
    }
}

/// Cuts the power under syncs that were not done.
pub(crate) fn lies(library: &Path, seed: u64, one_in: u64) -> Outcome<Lies> {
    let stage = Stage::new(library, seed)?;
    let played = stage.play(Script::Long, CHILDREN, Trouble::Lies)?;
    let later = played.promises.check(played.folder.path())?;
    let mut lies = Lies::default();
    let mut chance = Chance::new(seed, 1);
    let (mut disk, mut promises) = (stage.disk(), Promises::default());
    for (record, number) in played.records.iter().zip(0_u64..) {
        disk.apply(record);
        let Some(line) = record.said() else { continue };
        promises.take(&line)?;
        if promises.size() == 0 || !chance.one_in(one_in) {
            continue;
        }
        let partners = promises.partners_copy(&later)?;
        for mut loss in [Loss::Everything, Loss::Torn(Chance::new(chance.next(), 0))] {
            let named = |error| format!("seed {seed}, lying disk cut after call {number}: {error}");
            lies.judge(cut(&disk, &mut loss)?.path(), &promises, &partners).map_err(named)?;
        }
    }
    // A disk that loses nothing by lying would show that the cuts are none.
    if lies.shorter == 0 { Err("no lie lost anything, so no power cut was one".into()) } else { Ok(lies) }
}

impl Lies {
    fn judge(&mut self, folder: &Path, promises: &Promises, partners: &FolderFiles) -> Outcome<()> {
        self.states += 1;
        match promises.check(folder) {
            Ok(_) => self.whole += 1,
            Err(Broken::Exchange(_) | Broken::Audit(_)) => self.refused += 1,
            Err(Broken::Lost(_)) => {
                noticed(folder, promises.size(), partners)?;
                self.shorter += 1;
            }
        }
        Ok(())
    }
}

/// A node that lost its end is told so by a partner's copy; and if it goes on without asking, the partner
/// is shown two histories.
fn noticed(folder: &Path, promised: u64, partners: &FolderFiles) -> Outcome<()> {
    let mut node = node::open(folder, promised)?;
    let told = node.import(partners, None, &mut |_| {});
    if !matches!(told, Err(ExchangeError::OwnJournal { .. })) {
        return Err(format!("LOST, and a partner's larger checkpoint is answered with {told:?}").into());
    }
    let mut partner = node::partner()?;
    partner.import(partners, None, &mut |_| {})?;
    let has = node.own()?.map_or(0, |own| own.frontier.size().get());
    let drafts: Vec<_> = (has..=promised).map(|_| node::draft(10)).collect::<Outcome<_>>()?;
    node.say(&drafts)?;
    let shown = partner.import(&export(&node)?, None, &mut |_| {});
    if !matches!(shown, Err(ExchangeError::SplitView { .. })) {
        return Err(format!("LOST, and a second history is answered with {shown:?}").into());
    }
    Ok(())
}
