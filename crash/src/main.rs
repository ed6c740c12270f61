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

const USAGE: &str = "usage: crash [--kills N] [--seed SEED] [--postgres URL] [--stops N] [--faults LIBRARY] [--often]";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// To strike.
    Strike {
        kills: u64,
        seed: Option<u64>,
        /// Nodes that are killed live in this PostgreSQL.
        postgres: Option<String>,
        /// Stops of a PostgreSQL of our own.
        stops: u64,
        library: Option<PathBuf>,
        /// Power is cut four times as often.
        often: bool,
    },
    /// To be the one that is struck.
    Child { folder: PathBuf, seed: u64, script: Script },
}

fn main() -> ExitCode {
    let asked = read(std::env::args().skip(1));
    let usage = asked.is_err();
    let done = asked.and_then(|asked| match asked {
        Asked::Strike { kills, seed, postgres, stops, library, often } => {
            strike(kills, seed, postgres.as_deref(), stops, library, often)
        }
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
    let (mut kills, mut seed, mut postgres, mut stops, mut library, mut often) = (0, None, None, 0, None, false);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` wants a value"));
        match argument.as_str() {
            "child" => {
                let (folder, seed, script) = (value()?.into(), value()?.parse()?, value()?);
                let script = Script::of(&script).ok_or_else(|| format!("no script `{script}`"))?;
                return Ok(Asked::Child { folder, seed, script });
            }
            "--kills" => kills = value()?.parse()?,
            "--seed" => seed = Some(value()?.parse()?),
            "--postgres" => postgres = Some(value()?),
            "--stops" => stops = value()?.parse()?,
            "--faults" => library = Some(value()?.into()),
            "--often" => often = true,
            other => return Err(format!("`{other}` is not known").into()),
        }
    }
    Ok(Asked::Strike { kills, seed, postgres, stops, library, often })
}

fn strike(
    kills: u64,
    seed: Option<u64>,
    postgres: Option<&str>,
    stops: u64,
    library: Option<PathBuf>,
    often: bool,
) -> Outcome<()> {
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
        let strike = |kills, seed, library: Option<&str>, often| {
            let library = library.map(PathBuf::from);
            Ok(Asked::Strike { kills, seed, postgres: None, stops: 0, library, often })
        };
        assert_eq!(asked("--kills 3"), strike(3, None, None, false));
        assert_eq!(asked("--seed 9 --faults a.so --often"), strike(0, Some(9), Some("a.so"), true));
        let postgres = Some("postgres:///x".to_owned());
        let server = Asked::Strike { kills: 0, seed: None, postgres, stops: 4, library: None, often: false };
        assert_eq!(asked("--postgres postgres:///x --stops 4"), Ok(server));
        let child = Asked::Child { folder: "x".into(), seed: 1, script: Script::Short };
        assert_eq!(asked("child x 1 short"), Ok(child));
        assert_eq!(asked("child x 1 tall"), Err("no script `tall`".to_owned()));
        assert_eq!(asked("--kills"), Err("`--kills` wants a value".to_owned()));
        assert_eq!(asked("10"), Err("`10` is not known".to_owned()));
    }
}
