//! A partner that has nothing yet catches up over a slow line that loses packets, contents and all.

use super::service::{BATCH_MAX, PARTY, Served as Office, list};
use super::wire::{Served, Shape, Wire, run};
use super::{beside, scratch};
use crate::Outcome;
use crate::line::{Report, time};
use crate::measure::Effort;
use std::fs;
use std::time::{Duration, Instant};

/// Statements to catch up.
const STATEMENTS: usize = 100_000;
/// What each direction passes.
const BITS_PER_SECOND: u64 = 10_000_000;
/// Of a thousand segments.
const LOST: u64 = 20;
/// Of a satellite in a low orbit, or a telephone.
const ROUND_TRIP: Duration = Duration::from_millis(50);
const PARTNER: &str = "monitor";

/// Measures the time against that of the bytes alone at the rate of the line.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Some(program) = beside() else {
        report.note("not measured: catching up, for the program is not built beside this one");
        return Ok(());
    };
    let dir = scratch()?;
    let statements = effort.size(STATEMENTS);
    let office = Office::start(&program, dir.path())?;
    let client = office.client()?;
    for begun in (0..statements).step_by(BATCH_MAX) {
        office.post(&client, "statements", &list(BATCH_MAX.min(statements - begun)))?;
    }
    drop(office);
    let run = |node: &str, args: &[&str]| run(&program, &dir.path().join(node), args);
    run(".", &["init", PARTNER, "--party", PARTNER])?;
    // The partner's seal, without which nothing can be sealed for it.
    run(PARTNER, &["journal", "export", "../first"])?;
    run(PARTY, &["journal", "import", "../first"])?;
    fs::remove_dir_all(dir.path().join("first"))?;
    let served = Served::start(&program, &dir.path().join(PARTY))?;
    let shape = Shape { bits_per_second: BITS_PER_SECOND, lost_of_thousand: LOST, round_trip: ROUND_TRIP };
    let wire = Wire::to(served.address, Some(shape))?;
    let begun = Instant::now();
    run(PARTNER, &["sync", &format!("http://{}", wire.address)])?;
    let took = begun.elapsed();
    let (bytes, lost) = (wire.bytes(), wire.lost());
    let alone = Duration::from_nanos(bytes * 8 * 1_000_000_000 / BITS_PER_SECOND);
    let held_up = ROUND_TRIP * u32::try_from(lost)?;
    let line = alone + held_up;
    let ratio = took.as_millis() * 100 / line.as_millis().max(1);
    report.note(format!(
        "catching up {statements} statements from nothing over 10 Mbit/s with 2 % loss and 50 ms: {}, {bytes} bytes both ways; \
         the bytes alone take {}, with {lost} losses {}: {}.{:02} times that",
        time(took.as_nanos()),
        time(alone.as_nanos()),
        time(line.as_nanos()),
        ratio / 100,
        ratio % 100,
    ));
    Ok(())
}
