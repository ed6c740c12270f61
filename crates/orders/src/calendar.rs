//! Columns as events of a calendar: start, critical points, crossing, release.
//!
//! An event keeps its identity when its column is planned again, so that a calendar that has it moves it. The
//! crossing lasts from the head's arrival until the tail is through; the release is the moment after.

use crate::Orders;
use crate::atlas::vehicles;
use crate::icalendar::Lines;
use convoy::{Column, PointKind, Timing};
use units::Moment;
use words::{Arg, Words};

/// One event.
struct Event<'p> {
    /// Which of the column's events: `start`, `critical.` with the place, `crossing`, `release`.
    which: String,
    /// The message that sums it up.
    message: &'static str,
    timing: &'p Timing,
    from: Moment,
    /// Absent for what lasts no time.
    to: Option<Moment>,
}

pub(crate) fn write(orders: &Orders, words: &Words) -> String {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", "-//Qafila//Orders 1//EN");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.text("NAME", crate::atlas::called(&orders.title, words.lang()));
    for column in &orders.plan.columns {
        for event in events(column) {
            put(&mut lines, orders, words, column, &event);
        }
    }
    lines.plain("END", "VCALENDAR");
    lines.finish()
}

/// A column's events, in the order of its march table.
fn events(column: &Column) -> Vec<Event<'_>> {
    let lasting = |which: String, message, timing: &'_ Timing| (which, message, timing.due, Some(timing.clear));
    let mut events = Vec::new();
    for timing in &column.march_table {
        let (which, message, from, to) = match timing.kind {
            PointKind::Start => lasting("start".to_owned(), "event-start", timing),
            PointKind::Critical => lasting(format!("critical.{}", timing.place), "event-critical", timing),
            PointKind::Release => lasting("crossing".to_owned(), "event-crossing", timing),
            PointKind::Passage | PointKind::Return => continue,
        };
        events.push(Event { which, message, timing, from, to });
        if timing.kind == PointKind::Release {
            let which = "release".to_owned();
            events.push(Event { which, message: "event-release", timing, from: timing.clear, to: None });
        }
    }
    events
}

fn put(lines: &mut Lines, orders: &Orders, words: &Words, column: &Column, event: &Event<'_>) {
    let issue = orders.issue(&column.convoy);
    let ordered = issue.filter(|issue| issue.same);
    let place = &event.timing.place;
    let named = orders.place(words, place);
    let said = [("convoy", Arg::code(&column.convoy)), ("place", Arg::text(&named))];
    let told = [
        ("credit", Arg::code(&column.credit)),
        ("vehicles", vehicles(column).into()),
        ("crossing", Arg::text(orders.place(words, &column.crossing))),
        ("plan", Arg::code(orders.digest.short())),
    ];
    lines.plain("BEGIN", "VEVENT");
    lines.text("UID", &format!("{}.{}@{}", column.convoy, event.which, orders.domain));
    lines.moment("DTSTAMP", ordered.map_or(orders.now, |issue| issue.given));
    lines.moment("DTSTART", event.from);
    // An end that is no later than the start is none.
    if let Some(to) = event.to.filter(|to| *to > event.from) {
        lines.moment("DTEND", to);
    }
    // An order that says otherwise is older than this plan.
    let later = usize::from(issue.is_some_and(|issue| !issue.same));
    lines.plain("SEQUENCE", &issue.map_or(0, |issue| issue.revision + later).to_string());
    lines.plain("STATUS", if ordered.is_some() { "CONFIRMED" } else { "TENTATIVE" });
    lines.plain("CLASS", "CONFIDENTIAL");
    let lang = words.lang();
    lines.text(&format!("SUMMARY;LANGUAGE={lang}"), &words.say(event.message, &said));
    lines.text(&format!("DESCRIPTION;LANGUAGE={lang}"), &words.say("event-about", &told));
    lines.text("LOCATION", &named);
    if let Some(point) = orders.point(place) {
        let [lon, lat] = point.degrees();
        lines.plain("GEO", &format!("{lat};{lon}"));
    }
    lines.plain("END", "VEVENT");
}
