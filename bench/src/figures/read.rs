//! Reading reports, against merely decoding and normalising their bytes.

use super::checkout;
use crate::Outcome;
use crate::line::{Line, Report, time};
use crate::measure::{Clock, Effort, Laps};
use reader::{Date, Gazetteer, Lexicons, Request};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization as _;

/// Length that the target speaks of.
const REPORT_BYTES: usize = 5 * 1024;
/// What such a report may take, for nobody to wait.
const REPORT_TIME: Duration = Duration::from_millis(5);
/// Bytes read in a lap, by reading the same texts again.
const LAP_BYTES: usize = 50 * 1024;

/// A report with what its user knows of it.
struct Text {
    text: String,
    date: Date,
    outlet: Option<String>,
}

/// Measures the reader.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let load = || -> Outcome<(Lexicons, Gazetteer)> { Ok((Lexicons::shipped()?, Gazetteer::shipped()?)) };
    let passed = Clock::Cpu.try_lap(load)?;
    report.note(format!("loading the reader's rules and names, once a process: {}", time(passed.as_nanos())));
    let (lexicons, gazetteer) = load()?;
    let texts =
        [("the reports of the built-in operation", built_in()?), ("the Arabic report of 8 February 2013", shared()?)];
    for (name, texts) in texts {
        if texts.is_empty() {
            report.note(format!("not measured, for they are not here: {name}"));
            continue;
        }
        let (laps, bytes) = reading(effort, &texts, &lexicons, &gazetteer)?;
        let against = "UTF-8 check and NFKD of the same";
        let line = Line::new(format!("reading {name}"), against, bytes, laps.clone());
        report.line(line.rate("B"));
        let fives = Line::new(format!("reading 5 KB of {name}"), against, bytes / REPORT_BYTES, laps);
        report.line(fives.within(REPORT_TIME));
    }
    Ok(())
}

/// Reads the texts again and again; also gives how many bytes that were, in whole reports' worth.
fn reading(effort: &Effort, texts: &[Text], lexicons: &Lexicons, gazetteer: &Gazetteer) -> Outcome<(Laps, usize)> {
    let bytes: usize = texts.iter().map(|text| text.text.len()).sum();
    let times = (LAP_BYTES / bytes).max(1);
    let again = || std::iter::repeat_n(texts, times).flatten();
    let read = |text: &Text| {
        let request = Request {
            text: text.text.as_bytes(),
            date: text.date,
            outlet: text.outlet.as_deref(),
            outlet_letter: None,
        };
        reader::read(&request, lexicons, gazetteer).map(|reading| reading.drafts.len())
    };
    let plain =
        |text: &Text| std::str::from_utf8(text.text.as_bytes()).map(|text| text.nfkd().collect::<String>().len());
    let ours = |clock: Clock| clock.try_lap(|| again().try_fold(0, |sum, text| read(text).map(|found| sum + found)));
    let other = |clock: Clock| clock.try_lap(|| again().try_fold(0, |sum, text| plain(text).map(|found| sum + found)));
    Ok((effort.compare(Clock::Cpu, ours, other)?, bytes * times))
}

fn built_in() -> Outcome<Vec<Text>> {
    let folder = checkout().join("operations/sahel-2013/reports");
    let Ok(list) = std::fs::read_to_string(folder.join("reports.toml")) else { return Ok(Vec::new()) };
    let text = |entry: &app::operation::ReportEntry| -> Outcome<Text> {
        let text = std::fs::read_to_string(folder.join(&entry.file))?;
        Ok(Text { text, date: entry.date.parse()?, outlet: entry.outlet.clone() })
    };
    app::operation::read_reports(&list)?.iter().map(text).collect()
}

fn shared() -> Outcome<Vec<Text>> {
    let path = checkout().join("../shared/reader/report-ar-2013.txt");
    let Ok(text) = std::fs::read_to_string(path) else { return Ok(Vec::new()) };
    Ok(vec![Text { text, date: "2013-02-08".parse()?, outlet: None }])
}
