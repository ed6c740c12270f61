//! The canonical order of several journals, against merely sorting them.

use crate::Outcome;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::story::{PARTIES, Story};
use std::time::Duration;
use views::Said;

/// Entries of each journal.
const ENTRIES: usize = 4000;
/// Each party hears the others after so many entries.
const EXCHANGE_EVERY: usize = 20;

/// Measures the order.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let each = effort.size(ENTRIES);
    let mut said = Story::of_reports(each, EXCHANGE_EVERY)?;
    // As they arrive: in no order at all.
    said.sort_by_key(|said| (said.leaf.as_bytes()[31], said.leaf));
    let by_order = |clock: Clock| -> Outcome<Duration> {
        let said = said.clone();
        Ok(clock.lap(|| views::order(said)))
    };
    let by_leaf = |clock: Clock| -> Outcome<Duration> {
        let mut said = said.clone();
        Ok(clock.lap(|| {
            said.sort_by_key(|said| said.leaf);
            said
        }))
    };
    let laps = effort.compare(Clock::Cpu, by_order, by_leaf)?;
    let what = format!("canonical order of {PARTIES} journals of {each} entries");
    report.line(Line::new(what, "sorting the same by leaf hash", said.len(), laps).rate(""));
    report.note(format!("an entry in memory, without its statement: {} bytes", size_of::<Said>()));
    Ok(())
}
