//! Figures of Qafila, each as a ratio against a limit or a peer measured in the same run.
//!
//! ```text
//! cargo run --release -p bench [-- [--quick] [--json] [SECTION..]]
//! ```
//!
//! - Ours and the other are run in turns, so that a busy machine slows both; medians are
//!   compared, and the quartiles of the ratio say how far to trust them.
//! - No network, nothing left on disk, every measurement bounded in time.
//! - `docs/measurements.md` keeps a real run and says what it means.

mod calibrate;
mod figures;
mod line;
mod measure;
mod memory;
mod node;
mod simulate;
mod story;
mod table;

use line::Report;
use measure::Effort;
use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

/// What any part of a measurement returns.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: bench [--quick] [--json] [SECTION..]";

/// What was asked for.
struct Asked {
    quick: bool,
    json: bool,
    sections: Vec<&'static figures::Section>,
}

fn main() -> ExitCode {
    let mut talk = std::io::stderr();
    match read(std::env::args().skip(1)) {
        Ok(asked) => match run(&asked) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let _ = writeln!(talk, "Error: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => {
            let _ = writeln!(talk, "Error: {error}\n{USAGE}\nsections: {}", figures::names());
            ExitCode::from(2)
        }
    }
}

fn read(arguments: impl Iterator<Item = String>) -> Outcome<Asked> {
    let mut asked = Asked { quick: false, json: false, sections: Vec::new() };
    for argument in arguments {
        match argument.as_str() {
            "--quick" => asked.quick = true,
            "--json" => asked.json = true,
            name => asked.sections.push(figures::find(name).ok_or_else(|| format!("no section `{name}`"))?),
        }
    }
    if asked.sections.is_empty() {
        asked.sections = figures::SECTIONS.iter().collect();
    }
    Ok(asked)
}

fn run(asked: &Asked) -> Outcome<()> {
    let effort = if asked.quick { Effort::QUICK } else { Effort::FULL };
    let mut report = Report::default();
    let mut talk = std::io::stderr();
    for section in &asked.sections {
        writeln!(talk, "{} ...", section.name)?;
        (section.measure)(&effort, &mut report)?;
    }
    if let Some(peak) = memory::peak() {
        report.note(format!("peak memory of the whole run: {} MB", peak / 1_000_000));
    }
    let text = if asked.json { table::json(&report) } else { table::text(&report) };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(arguments: &str) -> Result<(bool, bool, usize), String> {
        let asked = read(arguments.split_whitespace().map(str::to_owned)).map_err(|error| error.to_string())?;
        Ok((asked.quick, asked.json, asked.sections.len()))
    }

    #[test]
    fn nothing_asked_means_every_section() {
        assert_eq!(asked(""), Ok((false, false, figures::SECTIONS.len())));
        assert_eq!(asked("--quick --json fold order"), Ok((true, true, 2)));
        assert_eq!(asked("fast"), Err("no section `fast`".to_owned()));
    }
}
