//! Kills, faults and power cuts, and whether any acknowledged statement is lost by them.
//!
//! ```text
//! scripts/crash [KILLS [SEED]]
//! ```
//!
//! - A child appends to a real store and acknowledges on a pipe; the parent kills it, or makes its system calls
//!   fail with `faults.c`, or cuts the power of a disk it models, and holds the node against what was acknowledged.
//! - A seed repeats sizes, delays, faults and torn sectors; what a kill hits is the machine's to choose.
//! - Nothing is left on disk. Ends with 1 at the first loss, naming seed and round.

mod chance;
mod child;
mod disk;
mod faults;
mod kills;
mod node;
mod power;
mod process;
mod promises;
mod served;
mod server;
mod show;
mod stage;
mod trace;

use child::Script;
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// What any part returns.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str =
    "usage: crash [--kills N] [--seed SEED] [--postgres URL] [--stops N] [--served N] [--faults LIBRARY] [--often]";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// To strike.
    Strike(Strikes),
    /// To be the one that is struck.
    Child { folder: PathBuf, seed: u64, script: Script },
}

/// How often what is struck.
#[derive(Debug, Default, PartialEq, Eq)]
struct Strikes {
    kills: u64,
    seed: Option<u64>,
    /// Nodes that are killed live in this PostgreSQL.
    postgres: Option<String>,
    /// Stops of a PostgreSQL of our own.
    stops: u64,
    /// Kills of a server under load.
    served: u64,
    library: Option<PathBuf>,
    /// Power is cut four times as often.
    often: bool,
}

fn main() -> ExitCode {
    let asked = read(std::env::args().skip(1));
    let usage = asked.is_err();
    let done = asked.and_then(|asked| match asked {
        Asked::Strike(strikes) => strike(strikes),
        Asked::Child { folder, seed, script } => child::run(&folder, seed, script),
    });
    let Err(error) = done else { return ExitCode::SUCCESS };
    // Without standard error there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "Error: {error}");
    if usage {
        let _ = writeln!(std::io::stderr(), "{USAGE}");
    }
    ExitCode::from(if usage { 2 } else { 1 })
}

fn read(mut arguments: impl Iterator<Item = String>) -> Outcome<Asked> {
    let mut strikes = Strikes::default();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` wants a value"));
        match argument.as_str() {
            "child" => {
                let (folder, seed, script) = (value()?.into(), value()?.parse()?, value()?);
                let script = Script::of(&script).ok_or_else(|| format!("no script `{script}`"))?;
                return Ok(Asked::Child { folder, seed, script });
            }
            "--kills" => strikes.kills = value()?.parse()?,
            "--seed" => strikes.seed = Some(value()?.parse()?),
            "--postgres" => strikes.postgres = Some(value()?),
            "--stops" => strikes.stops = value()?.parse()?,
            "--served" => strikes.served = value()?.parse()?,
            "--faults" => strikes.library = Some(value()?.into()),
            "--often" => strikes.often = true,
            other => return Err(format!("`{other}` is not known").into()),
        }
    }
    Ok(Asked::Strike(strikes))
}

fn strike(strikes: Strikes) -> Outcome<()> {
    let Strikes { kills, seed, postgres, stops, served, library, often } = strikes;
    let postgres = postgres.as_deref();
    let seed = match seed {
        Some(seed) => seed,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    let mut out = std::io::stdout();
    writeln!(out, "seed {seed}")?;
    if kills > 0 {
        writeln!(out, "kills: {}", kills::run(kills, seed, postgres)?)?;
    }
    if stops > 0 {
        writeln!(out, "stops of the server: {}", server::run(stops, seed)?)?;
    }
    if served > 0 {
        writeln!(out, "kills of a server: {}", served::run(served, seed, postgres)?)?;
    }
    let Some(library) = library else { return Ok(()) };
    writeln!(out, "faults: {}", faults::run(&library, seed)?)?;
    writeln!(out, "power cuts: {}", power::run(&library, seed, if often { 4 } else { 16 })?)?;
    writeln!(out, "lying syncs: {}", power::lies(&library, seed, if often { 16 } else { 64 })?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &str) -> Result<Asked, String> {
        read(arguments.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_asked_is_read_or_refused() {
        let strike = |strikes| Ok(Asked::Strike(strikes));
        assert_eq!(asked("--kills 3"), strike(Strikes { kills: 3, ..Strikes::default() }));
        let library = Some(PathBuf::from("a.so"));
        let faults = Strikes { seed: Some(9), library, often: true, ..Strikes::default() };
        assert_eq!(asked("--seed 9 --faults a.so --often"), strike(faults));
        let postgres = Some("postgres:///x".to_owned());
        let servers = Strikes { postgres, stops: 4, served: 2, ..Strikes::default() };
        assert_eq!(asked("--postgres postgres:///x --stops 4 --served 2"), strike(servers));
        let child = Asked::Child { folder: "x".into(), seed: 1, script: Script::Short };
        assert_eq!(asked("child x 1 short"), Ok(child));
        assert_eq!(asked("child x 1 tall"), Err("no script `tall`".to_owned()));
        assert_eq!(asked("--kills"), Err("`--kills` wants a value".to_owned()));
        assert_eq!(asked("10"), Err("`10` is not known".to_owned()));
    }
}
