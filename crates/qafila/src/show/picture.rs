//! The corridor: what can be used, by whom held, how certain, and why.

use super::names::Namer;
use super::table;
use app::picture::{Corridor, Way};
use model::Reference;
use serde_json::{Value, json};
use units::AxisId;
use views::{CrossingRegime, State};
use words::{Align, Arg, Table};

/// A row for each axis of the operation, or for each that somebody reported on.
pub(crate) fn axes(namer: &Namer<'_>, corridor: &Corridor, reported: bool) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-axis", Align::Start),
            ("col-state", Align::Start),
            ("col-certainty", Align::Number),
            ("col-holder", Align::Start),
            ("col-reports", Align::Number),
            ("col-last", Align::Start),
        ],
    );
    for axis in namer.operation.network.axes() {
        let Some(state) = corridor.picture.axes.get(&axis.axis) else {
            if reported {
                continue;
            }
            let unknown = words.code("passability", "unknown");
            table.row([namer.axis(&axis.axis), unknown, String::new(), String::new(), words.number(0), String::new()]);
            continue;
        };
        table.row([
            namer.axis(&axis.axis),
            passability(namer, state),
            certainty(namer, state),
            state.holder.as_ref().map(ToString::to_string).unwrap_or_default(),
            words.number(state.evidence.len() as u64),
            state.last.map(|at| words.date(at)).unwrap_or_default(),
        ]);
    }
    table
}

fn passability(namer: &Namer<'_>, state: &State) -> String {
    let word = namer.words.code("passability", state.passability.code());
    if state.conflicting { namer.words.cell("cell-conflicting", &[("state", Arg::text(word))]) } else { word }
}

fn certainty(namer: &Namer<'_>, state: &State) -> String {
    match state.certainty_permille {
        0 => String::new(),
        permille => namer.words.cell("cell-percent", &[("n", (i64::from(permille) / 10).into())]),
    }
}

/// A row for each crossing that a regime names.
pub(crate) fn crossings(namer: &Namer<'_>, corridor: &Corridor) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-crossing", Align::Start),
            ("col-regime", Align::Start),
            ("col-hours", Align::Start),
            ("col-reason", Align::Start),
        ],
    );
    for (crossing, regime) in &corridor.picture.regimes {
        table.row([namer.place(crossing), decree(namer, regime), hours(namer, regime), regime.set.reason.to_string()]);
    }
    table
}

fn decree(namer: &Namer<'_>, regime: &CrossingRegime) -> String {
    let status = namer.words.code("regime status", regime.set.status.code());
    if regime.admits(&namer.operation.settings.agreement) && !regime.set.exceptions.is_empty() {
        return namer.words.cell("cell-excepted", &[("status", Arg::text(status))]);
    }
    status
}

fn hours(namer: &Namer<'_>, regime: &CrossingRegime) -> String {
    regime.hours().map_or_else(String::new, |hours| {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let offset = i32::from(hours.offset_minutes);
        let (sign, offset) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
        let span = format!("{}-{}", clock(hours.opens_minute), clock(hours.closes_minute));
        namer.words.cell(
            "cell-hours",
            &[
                ("span", Arg::code(span)),
                ("offset", Arg::code(format!("UTC{sign}{:02}:{:02}", offset / 60, offset % 60))),
            ],
        )
    })
}

/// The reports behind one axis, heaviest first.
pub(crate) fn why(namer: &Namer<'_>, corridor: &Corridor, axis: &AxisId) -> Option<Table> {
    let state = corridor.picture.axes.get(axis)?;
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-statement", Align::Start),
            ("col-filed-by", Align::Start),
            ("col-says", Align::Start),
            ("col-grade", Align::Start),
            ("col-weight", Align::Number),
            ("col-origin", Align::Start),
            ("col-words", Align::Start),
        ],
    )
    .title(words.cell("title-why", &[("axis", Arg::text(namer.axis(axis)))]));
    for evidence in &state.evidence {
        let Some(filed) = corridor.views.corridor.report(&evidence.by.leaf) else { continue };
        let report = &filed.report;
        let weight = if evidence.counted { words.number(evidence.weight) } else { words.cell("cell-same-origin", &[]) };
        let said = report.state.map(|state| words.code("road state", state.code())).unwrap_or_default();
        table.row([
            cited(&evidence.by),
            filed.party.to_string(),
            said,
            format!("{}{}", report.grade.reliability, report.grade.credibility),
            weight,
            evidence.origin.to_string(),
            report.excerpt.as_ref().map(|excerpt| excerpt.text.to_string()).unwrap_or_default(),
        ]);
    }
    Some(table)
}

/// How a statement is named to people: party, entry, first digits of the leaf hash.
pub(crate) fn cited(reference: &Reference) -> String {
    let parts: Vec<&str> = reference.origin.as_str().split('/').collect();
    // The operation comes first; a further journal of a party has a name of its own after it.
    let journal = parts.get(1..).unwrap_or_default().join("/");
    format!("{journal}#{} {}", reference.index, reference.leaf.short())
}

/// The steps of a way.
pub(crate) fn way(namer: &Namer<'_>, way: &Way) -> Option<Table> {
    let route = way.route.as_ref()?;
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-from", Align::Start),
            ("col-to", Align::Start),
            ("col-segment", Align::Start),
            ("col-length", Align::Number),
            ("col-time", Align::Number),
        ],
    );
    for step in &route.steps {
        let length = namer.operation.network.segment(&step.segment).map(|segment| words.distance(segment.length()));
        table.row([
            namer.place(&step.from),
            namer.place(&step.to),
            step.segment.to_string(),
            length.unwrap_or_default(),
            words.duration(step.time),
        ]);
    }
    table.rule();
    let total = words.cell("total", &[]);
    table.row([total, String::new(), String::new(), words.distance(route.length), words.duration(route.time)]);
    Some(table)
}

/// The picture for programs.
pub(crate) fn json(corridor: &Corridor) -> Value {
    let axes: Vec<Value> =
        corridor.picture.axes.iter().map(|(axis, state)| state_json("axis", axis.as_str(), state)).collect();
    let places: Vec<Value> =
        corridor.picture.places.iter().map(|(place, state)| state_json("place", place.as_str(), state)).collect();
    let crossings: Vec<Value> = corridor
        .picture
        .regimes
        .iter()
        .map(|(crossing, regime)| {
            json!({
                "crossing": crossing, "status": regime.set.status.code(), "exceptions": regime.set.exceptions,
                "hours": regime.set.hours, "by": cited(&regime.by),
            })
        })
        .collect();
    json!({ "at": corridor.at, "axes": axes, "places": places, "crossings": crossings })
}

fn state_json(name: &str, id: &str, state: &State) -> Value {
    let evidence: Vec<Value> = state
        .evidence
        .iter()
        .map(|one| {
            json!({
                "statement": one.by, "says": one.says.code(), "origin": one.origin,
                "weight": one.weight, "counted": one.counted,
            })
        })
        .collect();
    json!({
        name: id, "state": state.passability.code(), "certainty_permille": state.certainty_permille,
        "conflicting": state.conflicting, "holder": state.holder, "last": state.last, "evidence": evidence,
    })
}
