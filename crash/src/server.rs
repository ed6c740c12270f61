//! The PostgreSQL itself is stopped under a node that goes on: what was acknowledged is there when it is back.

use crate::chance::Chance;
use crate::child::Script;
use crate::promises::Promises;
use crate::show::Progress;
use crate::{Outcome, node, process};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Longest time from the first word of the child to the stop, and from the start of the server to the kill.
const DELAY_MICROS_MAX: u64 = 400_000;

/// What a node may say whose server is gone.
const GONE: [&str; 2] = ["cannot be reached", "that may be done or not"];

/// What the stops met.
#[derive(Default)]
pub(crate) struct Tally {
    stops: u64,
    acknowledged: u64,
    /// Appends that answered with an error.
    refused: u64,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { stops, acknowledged, refused } = self;
        write!(f, "{stops} stops, {acknowledged} statements acknowledged, 0 lost, 0 forks; {refused} appends refused")
    }
}

/// An operation that no other node has.
pub(crate) fn operation(server: &str, chance: &mut Chance) -> String {
    format!("{server}&operation=crash-{:016x}", chance.next())
}

/// Stops a server so many times, as a crash would, and starts it again. It is made in a folder of its own.
pub(crate) fn run(stops: u64, seed: u64) -> Outcome<Tally> {
    let cluster = Cluster::start()?;
    let mut tally = Tally::default();
    let mut progress = Progress::new("stops", stops);
    for round in 0..stops {
        let mut chance = Chance::new(seed, round);
        one(&cluster, &mut chance, &mut tally).map_err(|error| format!("seed {seed}, stop {round}: {error}"))?;
        progress.step();
    }
    Ok(tally)
}

fn one(cluster: &Cluster, chance: &mut Chance, tally: &mut Tally) -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    node::create_at(&operation(&cluster.url, chance), folder.path(), chance.next())?;
    let running = process::start(folder.path(), chance.next(), Script::Endless, None)?;
    running.wait_for_a_word()?;
    std::thread::sleep(Duration::from_micros(chance.below(DELAY_MICROS_MAX)));
    cluster.run("--stop")?;
    cluster.run("--start")?;
    std::thread::sleep(Duration::from_micros(chance.below(DELAY_MICROS_MAX)));
    let lines = running.kill()?;
    let mut promises = Promises::default();
    lines.iter().try_for_each(|line| promises.take(line))?;
    if let Some(other) = promises.refused.iter().find(|line| !GONE.iter().any(|gone| line.contains(gone))) {
        return Err(format!("of a server that is gone the child says `{other}`").into());
    }
    promises.check(folder.path())?;
    tally.stops += 1;
    tally.acknowledged += promises.count();
    tally.refused += u64::try_from(promises.refused.len())?;
    Ok(())
}

/// A PostgreSQL in a temporary folder.
struct Cluster {
    folder: tempfile::TempDir,
    url: String,
}

impl Cluster {
    fn start() -> Outcome<Self> {
        // Short, since the name of a socket has little room.
        let folder = tempfile::Builder::new().prefix("qafila-pg-").tempdir_in("/tmp")?;
        std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755))?;
        let mut cluster = Self { folder, url: String::new() };
        cluster.url = cluster.run("--start")?;
        Ok(cluster)
    }

    fn run(&self, what: &str) -> Outcome<String> {
        let script: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scripts/postgres");
        // The server outlives the script, and would hold a pipe of its errors open.
        let output = Command::new(script).arg(what).arg(self.folder.path()).stderr(Stdio::null()).output()?;
        if !output.status.success() {
            return Err(format!("scripts/postgres {what} ended with {}", output.status).into());
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may be stopped already, where a round failed.
        let _ = self.run("--stop");
    }
}
