//! The whole chain as a person starts it, against starting the program at all.

use super::beside;
use crate::Outcome;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use std::path::Path;
use std::process::{Command, Stdio};

/// Measures `qafila demo`, where the program was built beside this one.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    if !effort.is_full() {
        report.note("not measured in a hurry: `qafila demo`, which takes seconds");
        return Ok(());
    }
    let Some(program) = beside() else {
        report.note("not measured: `qafila demo`, for target/release/qafila is not built");
        return Ok(());
    };
    if let Err(error) = run(&program, "demo") {
        report.note(format!("not measured: `qafila demo` does not succeed: {error}"));
        return Ok(());
    }
    let demo = |clock: Clock| clock.try_lap(|| run(&program, "demo"));
    let laps = effort.compare(Clock::Wall, demo, |clock| clock.try_lap(|| run(&program, "--version")))?;
    report.line(Line::new("the whole demo, as a process", "`qafila --version`: starting up", 1, laps));
    Ok(())
}

fn run(program: &Path, argument: &str) -> Outcome<()> {
    let mut command = Command::new(program);
    command.arg(argument).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(status.to_string().into()) }
}
