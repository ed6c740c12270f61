//! A report as a table that a person reads and Markdown keeps, or as JSON.

use crate::line::{Line, Report, Target};
use serde_json::{Value, json};

const HEADINGS: [&str; 8] = ["figure", "ours", "against", "limit or peer", "clock", "ratio", "quartiles", "target"];

/// The report as a table, then its notes.
pub(crate) fn text(report: &Report) -> String {
    let mut rows: Vec<[String; 8]> = vec![HEADINGS.map(str::to_owned)];
    rows.extend(report.lines.iter().map(row));
    let widths: Vec<usize> =
        (0..HEADINGS.len()).map(|at| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0)).collect();
    let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!(" {cell:<width$} "));
        text.push_str(&format!("|{}|\n", cells.collect::<Vec<_>>().join("|")));
        if number == 0 {
            text.push_str(&format!("|-{}-|\n", rule.join("-|-")));
        }
    }
    text.push('\n');
    report.notes.iter().for_each(|note| text.push_str(&format!("- {note}\n")));
    text
}

fn row(line: &Line) -> [String; 8] {
    let (low, high) = line.quartiles();
    [
        line.what.clone(),
        line.shown(line.ours()),
        line.against.clone(),
        line.shown(line.other()),
        line.clock().word().to_owned(),
        line.ratio().to_string(),
        format!("{low} to {high}"),
        verdict(line),
    ]
}

fn verdict(line: &Line) -> String {
    match (line.target, line.met()) {
        (Some(target), Some(true)) => format!("{target}, met"),
        (Some(target), _) => format!("{target}, NOT MET"),
        (None, _) => String::new(),
    }
}

/// The report as one JSON object; times in nanoseconds for one, ratios in thousandths.
pub(crate) fn json(report: &Report) -> String {
    let lines: Vec<Value> = report.lines.iter().map(entry).collect();
    format!("{:#}\n", json!({ "lines": lines, "notes": report.notes }))
}

fn entry(line: &Line) -> Value {
    let ((low, high), whole) = (line.quartiles(), |nanos: u128| u64::try_from(nanos).unwrap_or(u64::MAX));
    let target = line.target.map(|target| match target {
        Target::Ratio(least) => json!({ "ratio_permille": least.0 }),
        Target::Within(most) => json!({ "nanos": whole(most.as_nanos()) }),
    });
    json!({
        "figure": line.what, "against": line.against, "clock": line.clock().word(), "rounds": line.rounds(),
        "ours_nanos": whole(line.ours()), "other_nanos": whole(line.other()), "ratio_permille": line.ratio().0,
        "quartiles_permille": [low.0, high.0], "target": target, "met": line.met(),
    })
}
