//! Reading reports: against merely decoding and normalising their bytes, against looking for their words
//! without understanding any, many of them in a row, and how soon a new process has read one.

use super::{beside, checkout};
use crate::line::{Line, Report, time};
use crate::measure::{Clock, Effort, Laps};
use crate::{Outcome, memory};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use reader::{Date, Gazetteer, Lexicons, Request};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization as _;

/// Length that the target speaks of.
const REPORT_BYTES: usize = 5 * 1024;
/// What such a report may take, for nobody to wait.
const REPORT_TIME: Duration = Duration::from_millis(5);
/// Reports in a row.
const BATCH: usize = 10_000;
/// What starting and reading one may take.
const START_TIME: Duration = Duration::from_millis(50);
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
    let passed = Clock::Wall.try_lap(load)?;
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
        let scan = "Aho-Corasick scan for every word of rules and names";
        let (laps, bytes) = beside_scan(effort, &texts, &lexicons, &gazetteer)?;
        report.line(Line::new(format!("reading {name}"), scan, bytes, laps).rate("B"));
    }
    batch(effort, &lexicons, &gazetteer, report)?;
    start(effort, report)
}

/// Reading beside looking for the words: every word that stands in the lexicons and the table of names, in small
/// letters.
fn beside_scan(effort: &Effort, texts: &[Text], lexicons: &Lexicons, gazetteer: &Gazetteer) -> Outcome<(Laps, usize)> {
    let scan = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(words()?)?;
    let bytes: usize = texts.iter().map(|text| text.text.len()).sum();
    let times = (LAP_BYTES / bytes).max(1);
    let again = || std::iter::repeat_n(texts, times).flatten();
    let ours = |clock: Clock| {
        clock.try_lap(|| again().try_fold(0, |sum, text| read(text, lexicons, gazetteer).map(|found| sum + found)))
    };
    let found = |text: &Text| scan.find_overlapping_iter(&text.text.to_lowercase()).count();
    let other = |clock: Clock| Ok(clock.lap(|| again().map(found).sum::<usize>()));
    Ok((effort.compare(Clock::Cpu, ours, other)?, bytes * times))
}

/// Every word of three letters or more in the files that the reader is made of.
fn words() -> Outcome<BTreeSet<String>> {
    let mut files = vec![checkout().join("operations/sahel-2013/gazetteer.csv")];
    for language in ["ar", "en", "fr"] {
        for entry in std::fs::read_dir(checkout().join("crates/reader/lexicons").join(language))? {
            files.push(entry?.path());
        }
    }
    let mut words = BTreeSet::new();
    for file in files {
        let text = std::fs::read_to_string(file)?.to_lowercase();
        let long = |word: &&str| word.chars().count() > 2;
        words.extend(text.split(|c: char| !c.is_alphabetic()).filter(long).map(str::to_owned));
    }
    Ok(words)
}

/// Many reports in a row: the later ones as fast as the first, and no memory kept.
fn batch(effort: &Effort, lexicons: &Lexicons, gazetteer: &Gazetteer, report: &mut Report) -> Outcome<()> {
    let texts = built_in()?;
    if texts.is_empty() {
        return Ok(());
    }
    let many = effort.size(BATCH);
    let tenth = |from: usize| -> Outcome<Duration> {
        let range = (from..from + many / 10).filter_map(|at| texts.get(at % texts.len()));
        Clock::Cpu.try_lap(|| range.clone().try_fold(0, |sum, text| read(text, lexicons, gazetteer).map(|n| sum + n)))
    };
    let first = tenth(0)?;
    let before = memory::resident();
    let mut last = first;
    for at in 1..10 {
        last = tenth(at * many / 10)?;
    }
    let grown = memory::resident().zip(before).map(|(after, before)| after.saturating_sub(before) / 1000);
    let each = |lap: Duration| time(lap.as_nanos() / (many / 10).max(1) as u128);
    report.note(format!(
        "{many} reports in a row: {} each in the first tenth, {} in the last; memory grew by {} kB from the second tenth on",
        each(first),
        each(last),
        grown.map_or_else(|| "an unknown number of".to_owned(), |grown| grown.to_string())
    ));
    Ok(())
}

/// From the call to the drafts of one report, in a process of its own.
fn start(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Some(program) = beside() else {
        report.note("not measured, for the program was not built beside this one: start time of `qafila read`");
        return Ok(());
    };
    let text = checkout().join("operations/sahel-2013/reports/01-ar.txt");
    let elsewhere = tempfile::tempdir()?;
    let run = |arguments: &[&OsStr]| -> Outcome<()> {
        let mut command = Command::new(&program);
        let status = command.args(arguments).current_dir(elsewhere.path()).stdout(Stdio::null()).stderr(Stdio::null());
        if status.status()?.success() { Ok(()) } else { Err("qafila failed".into()) }
    };
    let reading =
        [OsStr::new("read"), text.as_os_str(), OsStr::new("--date"), OsStr::new("2013-02-08"), OsStr::new("--json")];
    let ours = |clock: Clock| clock.try_lap(|| run(&reading));
    let other = |clock: Clock| clock.try_lap(|| run(&[OsStr::new("--version")]));
    let laps = effort.compare(Clock::Wall, ours, other)?;
    report.line(
        Line::new("`qafila read` of one report, a new process", "`qafila --version`", 1, laps).within(START_TIME),
    );
    Ok(())
}

/// Reads one text; how many drafts it gave.
fn read(text: &Text, lexicons: &Lexicons, gazetteer: &Gazetteer) -> Outcome<usize> {
    let outlet = text.outlet.as_deref();
    let request = Request { text: text.text.as_bytes(), date: text.date, outlet, outlet_letter: None };
    Ok(reader::read(&request, lexicons, gazetteer)?.drafts.len())
}

/// Reads the texts again and again; also gives how many bytes that were, in whole reports' worth.
fn reading(effort: &Effort, texts: &[Text], lexicons: &Lexicons, gazetteer: &Gazetteer) -> Outcome<(Laps, usize)> {
    let bytes: usize = texts.iter().map(|text| text.text.len()).sum();
    let times = (LAP_BYTES / bytes).max(1);
    let again = || std::iter::repeat_n(texts, times).flatten();
    let plain =
        |text: &Text| std::str::from_utf8(text.text.as_bytes()).map(|text| text.nfkd().collect::<String>().len());
    let ours = |clock: Clock| {
        clock.try_lap(|| again().try_fold(0, |sum, text| read(text, lexicons, gazetteer).map(|found| sum + found)))
    };
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
