//! Why a stretch is in its state, and what has changed: the statements, and what each does.

use super::names::Namer;
use super::picture::{cited, percent, state_json};
use app::picture::Corridor;
use model::{ReportFiled, Subject};
use serde_json::{Value, json};
use units::Moment;
use views::{Brief, Change, Override, Part, Why};
use words::{Align, Arg, Table};

/// The identifier of what is spoken of.
pub(crate) fn id(subject: &Subject) -> &str {
    match subject {
        Subject::Axis(axis) => axis.as_str(),
        Subject::Segment(segment) => segment.as_str(),
        Subject::Place(place) => place.as_str(),
    }
}

/// Its name, where it has one in the operation.
pub(crate) fn name(namer: &Namer<'_>, subject: &Subject) -> String {
    match subject {
        Subject::Axis(axis) => namer.axis(axis),
        Subject::Segment(segment) => segment.to_string(),
        Subject::Place(place) => namer.place(place),
    }
}

/// The statements behind a state, heaviest first, each with what its withdrawal would leave.
pub(crate) fn table(namer: &Namer<'_>, corridor: &Corridor, subject: &Subject, why: &Why) -> Table {
    let words = namer.words;
    let columns = [
        ("col-statement", Align::Start),
        ("col-filed-by", Align::Start),
        ("col-says", Align::Start),
        ("col-so-at", Align::Start),
        ("col-grade", Align::Start),
        ("col-weight", Align::Number),
        ("col-without", Align::Start),
        ("col-origin", Align::Start),
        ("col-words", Align::Start),
    ];
    let title = words.cell("title-why", &[("axis", Arg::text(name(namer, subject)))]);
    let mut table = super::table(words, &columns).title(title);
    let now = Brief::of(&why.state);
    let overrides: Vec<&Override> = why.state.overridden.iter().chain(&why.state.holder_overridden).collect();
    for part in &why.parts {
        let weight =
            if part.counted { percent(namer, part.weight_permille) } else { words.cell("cell-same-origin", &[]) };
        let without = without(namer, &now, part);
        if let Some(filed) = corridor.views.corridor.report(&part.by.leaf) {
            let report = &filed.report;
            table.row([
                cited(&part.by),
                filed.party.to_string(),
                says(namer, report),
                words.date(filed.when()),
                format!("{}{}", report.grade.reliability, report.grade.credibility),
                weight,
                without,
                report.source.origin.to_string(),
                report.excerpt.as_ref().map(|excerpt| excerpt.text.to_string()).unwrap_or_default(),
            ]);
        } else if let Some(over) = overrides.iter().find(|one| one.by == part.by) {
            let state = over.set.state.map(|state| words.code("passability", state.code()));
            let holder = over.set.holder.iter().map(|name| words.cell("cell-holder", &[("holder", Arg::text(name))]));
            let set = state.into_iter().chain(holder).collect::<Vec<_>>().join("; ");
            let said = [("state", Arg::text(set)), ("party", Arg::text(namer.party(&over.party)))];
            table.row([
                cited(&over.by),
                over.officer.to_string(),
                words.cell("cell-overridden", &said),
                words.date(over.stated),
                String::new(),
                String::new(),
                without,
                String::new(),
                over.set.reason.to_string(),
            ]);
        }
    }
    table
}

/// What a report says: its state, denied or not, and the hazards it names.
fn says(namer: &Namer<'_>, report: &ReportFiled) -> String {
    let words = namer.words;
    let state = report.state.map(|state| words.code("road state", state.code()));
    let named = report.arguments.iter().filter(|argument| argument.name.as_str() == "hazard");
    let hazards = named.map(|argument| words.code("road hazard", argument.value.as_str()));
    let said = state.into_iter().chain(hazards).collect::<Vec<_>>().join("; ");
    match report.polarity {
        model::Polarity::Positive => said,
        model::Polarity::Denied => words.cell("cell-denied", &[("state", Arg::text(said))]),
    }
}

fn without(namer: &Namer<'_>, now: &Brief, part: &Part) -> String {
    if part.without == *now { namer.words.cell("cell-no-change", &[]) } else { brief(namer, &part.without) }
}

/// A state in a few words.
fn brief(namer: &Namer<'_>, brief: &Brief) -> String {
    let words = namer.words;
    let mut said = words.code("passability", brief.passability.code());
    if brief.certainty_permille > 0 {
        said = format!("{said} {}", percent(namer, brief.certainty_permille));
    }
    if brief.conflicting {
        said = words.cell("cell-conflicting", &[("state", Arg::text(said))]);
    }
    let hazards = brief.hazards.iter().map(|hazard| words.code("road hazard", hazard.code()));
    let parts = std::iter::once(said).chain(brief.holder.iter().map(ToString::to_string)).chain(hazards);
    parts.collect::<Vec<_>>().join("; ")
}

/// A row for all that is not as it was, under a title; segments that changed with their axis go without saying.
pub(crate) fn changes(namer: &Namer<'_>, title: String, corridor: &Corridor, changes: &[Change]) -> Table {
    let words = namer.words;
    let columns = [
        ("col-stretch", Align::Start),
        ("col-before", Align::Start),
        ("col-after", Align::Start),
        ("col-statement", Align::Start),
    ];
    let mut table = super::table(words, &columns).title(title);
    for change in changes.iter().filter(|change| !is_with_its_axis(corridor, change, changes)) {
        let by = change.by.iter().map(cited).collect::<Vec<_>>();
        let by = if by.is_empty() { words.cell("cell-time-alone", &[]) } else { by.join(", ") };
        table.row([name(namer, &change.subject), brief(namer, &change.before), brief(namer, &change.after), by]);
    }
    table
}

/// Whether a segment changed just as an axis that it is on.
fn is_with_its_axis(corridor: &Corridor, change: &Change, changes: &[Change]) -> bool {
    let Subject::Segment(segment) = &change.subject else { return false };
    changes.iter().any(|other| match &other.subject {
        Subject::Axis(axis) => {
            let same = (&other.before, &other.after, &other.by) == (&change.before, &change.after, &change.by);
            same && corridor.axes.along(axis).contains(segment)
        }
        Subject::Segment(_) | Subject::Place(_) => false,
    })
}

/// A state and its parts, for programs.
pub(crate) fn json(subject: &Subject, why: &Why) -> Value {
    let parts: Vec<Value> = why
        .parts
        .iter()
        .map(|part| {
            json!({
                "statement": part.by, "weight_permille": part.weight_permille, "counted": part.counted,
                "without": brief_json(&part.without),
            })
        })
        .collect();
    let mut state = state_json("id", id(subject), &why.state);
    state["about"] = json!(subject);
    state["statements"] = json!(parts);
    state
}

/// Changes for programs.
pub(crate) fn changes_json(
    earlier: &Corridor,
    later: &Corridor,
    known_since: Option<Moment>,
    changes: &[Change],
) -> Value {
    let changes: Vec<Value> = changes
        .iter()
        .map(|change| {
            json!({
                "about": change.subject, "before": brief_json(&change.before), "after": brief_json(&change.after),
                "by": change.by,
            })
        })
        .collect();
    json!({
        "since": earlier.at, "at": later.at, "known_since": known_since, "changes": changes,
    })
}

fn brief_json(brief: &Brief) -> Value {
    json!({
        "state": brief.passability.code(), "certainty_permille": brief.certainty_permille,
        "conflicting": brief.conflicting, "holder": brief.holder,
        "hazards": brief.hazards.iter().map(|hazard| hazard.code()).collect::<Vec<_>>(),
        "lanes": brief.lanes, "load_class": brief.load_class,
    })
}
