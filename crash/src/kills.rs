//! Kills at random moments: what was acknowledged is there afterwards, and the node goes on.

use crate::chance::Chance;
use crate::child::Script;
use crate::process;
use crate::promises::Promises;
use crate::show::Progress;
use crate::stage::copy;
use crate::{Outcome, node, server};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

/// A node goes on until it has so many entries, so that a full audit takes milliseconds.
const ENTRIES: u64 = 200;
/// One node in 32 goes on for longer, so that its log is copied back in between.
const ENTRIES_LARGE: u64 = 1200;
/// Longest time from the start of the child, or from its first word, to the kill.
const DELAY_MICROS_MAX: u64 = 30_000;

/// What the kills met.
#[derive(Default)]
pub(crate) struct Tally {
    kills: u64,
    acknowledged: u64,
    nodes: u64,
    /// Killed before the node was open.
    early: u64,
    /// A batch was in the log whose acknowledgement the kill cut off.
    unheard: u64,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} kills, {} nodes, {} statements acknowledged, 0 lost, 0 forks; {} kills before the node was open, \
             {} between the write of a commit and its acknowledgement",
            self.kills, self.nodes, self.acknowledged, self.early, self.unheard
        )
    }
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.acknowledged += other.acknowledged;
        self.nodes += other.nodes;
        self.early += other.early;
        self.unheard += other.unheard;
    }
}

/// One node and what it promised so far.
struct Patient {
    folder: TempDir,
    entries_max: u64,
    promises: Promises,
}

/// Kills so many times, on each core a node of its own; nodes live in files, or in the PostgreSQL that is named.
pub(crate) fn run(kills: u64, seed: u64, server: Option<&str>) -> Outcome<Tally> {
    let cores = std::thread::available_parallelism()?.get() as u64;
    let progress = Mutex::new(Progress::new("kills", kills));
    let lane = |first: u64| -> Result<Tally, String> {
        let mut tally = Tally::default();
        let mut patient = None;
        for round in (first..kills).step_by(usize::try_from(cores).unwrap_or(1)) {
            patient = one(patient, seed, round, server, &mut tally)
                .map_err(|error| format!("seed {seed}, kill {round}, {cores} cores: {error}"))?;
            progress.lock().map_err(|_| "another core failed")?.step();
        }
        Ok(tally)
    };
    let lane = &lane;
    std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..cores).map(|first| scope.spawn(move || lane(first))).collect();
        let mut all = Tally::default();
        for lane in lanes {
            all.add(&lane.join().map_err(|_| "a core failed")??);
        }
        Ok(all)
    })
}

fn one(
    patient: Option<Patient>,
    seed: u64,
    round: u64,
    server: Option<&str>,
    tally: &mut Tally,
) -> Outcome<Option<Patient>> {
    let mut chance = Chance::new(seed, round);
    let patient = match patient {
        Some(patient) => patient,
        None => newcomer(server, tally, &mut chance)?,
    };
    tally.kills += 1;
    strike(patient, &mut chance, tally)
}

fn newcomer(server: Option<&str>, tally: &mut Tally, chance: &mut Chance) -> Outcome<Patient> {
    let folder = tempfile::tempdir()?;
    match server {
        Some(server) => node::create_at(&server::operation(server, chance), folder.path(), chance.next())?,
        None => node::create(folder.path(), chance.next())?,
    }
    tally.nodes += 1;
    let entries_max = if chance.one_in(32) { ENTRIES_LARGE } else { ENTRIES };
    Ok(Patient { folder, entries_max, promises: Promises::default() })
}

/// One round; the node comes back unless it has grown large.
fn strike(mut patient: Patient, chance: &mut Chance, tally: &mut Tally) -> Outcome<Option<Patient>> {
    let folder = patient.folder.path();
    let running = process::start(folder, chance.next(), Script::Endless, None)?;
    if !chance.one_in(4) {
        running.wait_for_a_word()?;
    }
    std::thread::sleep(Duration::from_micros(chance.below(DELAY_MICROS_MAX)));
    let lines = running.kill()?;
    tally.early += u64::from(lines.is_empty());
    let before = patient.promises.count();
    lines.iter().try_for_each(|line| patient.promises.take(line))?;
    if let Some(refused) = patient.promises.refused.first() {
        return Err(format!("without any fault, the child says `{refused}`").into());
    }
    tally.acknowledged += patient.promises.count() - before;
    // Opened here, the log is copied back and removed; judged by a copy, the child has to recover by itself.
    let other = tempfile::tempdir()?;
    let judged = if chance.one_in(4) { folder } else { other.path() };
    if judged != folder {
        copy(folder, judged)?;
    }
    let size = patient.promises.check_tree(judged)?.size().get();
    if size >= patient.entries_max || chance.one_in(16) {
        patient.promises.check(judged)?;
    }
    tally.unheard += u64::from(size > patient.promises.size().max(1));
    Ok((size < patient.entries_max).then_some(patient))
}
