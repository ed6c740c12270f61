//! How many bytes go over the wire until a partner holds what is new, against the entries themselves.

use super::wire::{Served, Wire, run};
use super::{beside, scratch};
use crate::Outcome;
use crate::line::Report;
use crate::measure::Effort;
use serde_json::{Value, json};
use std::fs;

/// New entries: what the target names at least, and more.
const NEW: [usize; 3] = [1000, 4000, 20_000];
/// An entry of 37 bytes behind its length.
const ENTRY_BYTES: u64 = 39;
/// Bytes sent to bytes of entries, in thousandths.
const TARGET: u64 = 1100;
/// Most lines of one call of `say`.
const LINES: usize = 500;

/// Measures a partner that catches up: both directions, heads of requests and answers included.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Some(program) = beside() else {
        report.note("not measured: `qafila sync`, for the program is not built beside this one");
        return Ok(());
    };
    let dir = scratch()?;
    let run = |node: &str, args: &[&str]| run(&program, &dir.path().join(node), args);
    for party in ["dz-log", "monitor"] {
        run(".", &["init", party, "--party", party])?;
    }
    for (from, to) in [("dz-log", "monitor"), ("monitor", "dz-log")] {
        run(from, &["journal", "export", "../first"])?;
        run(to, &["journal", "import", "../first"])?;
        fs::remove_dir_all(dir.path().join("first"))?;
    }
    let served = Served::start(&program, &dir.path().join("dz-log"))?;
    let wire = Wire::to(served.address, None)?;
    let url = format!("http://{}", wire.address);
    run("monitor", &["sync", &url])?;
    for (round, new) in NEW.into_iter().map(|new| if effort.is_full() { new } else { new.min(1000) }).enumerate() {
        for part in 0..new.div_ceil(LINES) {
            let lines = (part * LINES..new.min((part + 1) * LINES)).map(|n| line(&format!("item-{round}-{n}")));
            fs::write(dir.path().join("lines.jsonl"), lines.collect::<String>())?;
            run("dz-log", &["say", "../lines.jsonl"])?;
        }
        let before = wire.bytes();
        run("monitor", &["sync", &url])?;
        let sent = wire.bytes() - before;
        let thousandths = sent * 1000 / (new as u64 * ENTRY_BYTES);
        let verdict = if thousandths <= TARGET { "met" } else { "NOT MET" };
        report.note(format!(
            "`qafila sync` of {new} new entries whose contents are for others: {sent} bytes over the wire both ways, \
             {}.{:03} of the entries' own; target 1.10, {verdict}",
            thousandths / 1000,
            thousandths % 1000,
        ));
    }
    Ok(())
}

/// A statement that the partner may not read: what it costs is its entry alone.
fn line(item: &str) -> String {
    let body = json!({"item": item, "name": {"en": item, "fr": item, "ar": item}, "unit": "each", "mass": 1, "volume": 1,
        "tracking": "bulk"});
    let said: Value =
        json!({"officer": "dz-log/stores", "audience": {"parties": ["ml-army"]}, "kind": "item_defined", "body": body});
    format!("{said}\n")
}
