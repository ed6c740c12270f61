//! The figures and the mistakes as lines for a person.

use super::matching::Matched;
use super::set::{Days, Report, Statement, Tier};
use super::tally::{Count, Tally};
use reader::Draft;
use std::fmt::Write as _;
use std::ops::Range;

/// One table: kinds first, then what was asked about each found statement.
pub(crate) fn table(title: &str, tally: &Tally) -> String {
    let mut out = String::new();
    line(&mut out, &format!("{title}, {} texts", tally.reports), "wanted  given  right  precision  recall");
    for (kind, count) in &tally.kinds {
        row(&mut out, &format!("  {kind}"), *count);
    }
    row(&mut out, "roads and crossings", tally.ways());
    row(&mut out, "all statements", tally.statements());
    row(&mut out, "  core ones", tally.core);
    row(&mut out, "places of the found", tally.places);
    row(&mut out, "times of the found", tally.times);
    for (name, count) in [
        ("state", tally.state),
        ("source class", tally.class),
        ("grade", tally.grade),
        ("modality", tally.modality),
        ("background", tally.background),
    ] {
        row(&mut out, name, count);
    }
    row(&mut out, "negatives left alone", tally.negatives);
    out
}

fn line(out: &mut String, name: &str, rest: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{name:<24}{rest}");
}

fn row(out: &mut String, name: &str, count: Count) {
    let Count { right, wanted, given } = count;
    let (precision, recall) = (percent(count.precision()), percent(count.recall()));
    line(out, name, &format!("{wanted:>6} {given:>6} {right:>6} {precision:>10} {recall:>7}"));
}

fn percent(tenths: usize) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Every miss, false alarm, wrong answer and negative fallen for, with its words.
pub(crate) fn mistakes(matched: &Matched<'_>) -> String {
    let mut out = String::new();
    let report = matched.report;
    let mut say = |what: &str, words: &str| {
        let _ = writeln!(out, "{}/{} {what}\n    «{words}»", report.language, report.name);
    };
    for (statement, answer) in report.statements.iter().zip(&matched.answers) {
        let said = words(report, &statement.spans[0]);
        let state = statement.state.map_or("", |state| state.code());
        match answer {
            None if statement.tier != Tier::Optional => {
                say(&format!("missed {:?} {} {state} {}", statement.tier, statement.kind, statement.polarity), &said);
            }
            None => {}
            Some(draft) => {
                let wrong = wrong(statement, draft);
                if !wrong.is_empty() {
                    say(&format!("{} {state}: {} (rule {})", statement.kind, wrong.join(", "), draft.rule), &said);
                }
            }
        }
    }
    for draft in &matched.false_alarms {
        let state = draft.state.map_or("", |state| state.code());
        let what = format!("false alarm {} {state} {} (rule {})", draft.kind, draft.polarity, draft.rule);
        say(&what, draft.span.of(&report.text));
    }
    for negative in &matched.fallen_for {
        say(&format!("fell for {:?}: {}", negative.unwanted, negative.why), &words(report, &negative.span));
    }
    out
}

fn wrong(statement: &Statement, draft: &Draft) -> Vec<String> {
    let mut found = Vec::new();
    let mut ask = |name: &str, wanted: String, given: String| {
        if wanted != given {
            found.push(format!("{name} {given} for {wanted}"));
        }
    };
    let code = |state: Option<reader::State>| state.map_or_else(String::new, |state| state.code().to_owned());
    if statement.state.is_some() {
        ask("state", code(statement.state), code(draft.state));
    }
    ask("class", statement.class.to_string(), draft.source.class.to_string());
    ask("grade", statement.grade.clone(), draft.grade.to_string());
    ask("modality", statement.modality.to_string(), draft.modality.to_string());
    ask("background", statement.background.to_string(), draft.background.to_string());
    let mut tally = Tally::default();
    tally.details(statement, draft);
    if tally.times.right != tally.times.wanted.max(tally.times.given) {
        found.push(format!("time {:?} to {:?} for {}", draft.time.from, draft.time.to, day(statement.days)));
    }
    if tally.places.right != tally.places.wanted.max(tally.places.given) {
        let given: Vec<_> = draft.args.iter().map(|arg| format!("{}={:?}", arg.name, arg.value)).collect();
        found.push(format!("places {} for {}", given.join(" "), statement.places.join(" ")));
    }
    found
}

fn day(days: Days) -> String {
    match days {
        Days::None | Days::Any => "none".to_owned(),
        Days::Between(from, to) => format!("{from} to {}", to.map_or("open".to_owned(), |to| to.to_string())),
    }
}

fn words(report: &Report, span: &Range<usize>) -> String {
    report.text.chars().skip(span.start).take(span.len()).collect()
}
