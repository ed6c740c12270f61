//! The corridor: what can be used, by whom held, how certain, and why.

use super::names::Namer;
use super::table;
use app::operation::Operation;
use app::picture::Corridor;
use model::{Reference, Subject, Text};
use serde::Serialize;
use serde_json::{Value, json};
use units::SegmentId;
use views::{Brief, CrossingRegime, Evidence, Fact, Override, Passability, State};
use words::{Align, Arg, Table};

/// A row for each axis of the operation, or for each that somebody reported on; what they carry where somebody said so.
pub(crate) fn axes(namer: &Namer<'_>, corridor: &Corridor, reported: bool) -> Table {
    let words = namer.words;
    let picture = &corridor.picture;
    let mut states = picture.axes.values().chain(picture.segments.values());
    let with_capacity = states.any(|state| !capacity(namer, state).is_empty());
    let mut columns = vec![("col-axis", Align::Start), ("col-state", Align::Start), ("col-certainty", Align::Number)];
    columns.extend(with_capacity.then_some(("col-capacity", Align::Start)));
    columns.extend([("col-holder", Align::Start), ("col-reports", Align::Number), ("col-last", Align::Start)]);
    let mut table = table(words, &columns);
    for axis in namer.operation.network.axes() {
        let state = picture.axes.get(&axis.axis);
        let parts = apart(corridor, &axis.segments, state.map(AsRef::as_ref));
        match state {
            Some(state) => table.row(row(namer, namer.axis(&axis.axis), state, with_capacity)),
            None if reported && parts.is_empty() => continue,
            None => {
                let mut cells = vec![namer.axis(&axis.axis), words.code("passability", "unknown"), String::new()];
                cells.extend(with_capacity.then(String::new));
                cells.extend([String::new(), words.number(0), String::new()]);
                table.row(cells);
            }
        }
        for (segment, state) in parts {
            let name = words.cell("cell-part", &[("part", Arg::code(segment))]);
            table.row(row(namer, name, state, with_capacity));
        }
    }
    table
}

/// Stretches of an axis that are not in its state: one closed stretch closes the way, whatever is said of the axis.
fn apart<'a>(
    corridor: &'a Corridor,
    segments: &'a [SegmentId],
    axis: Option<&State>,
) -> Vec<(&'a SegmentId, &'a State)> {
    let look = |state: &State| Brief { certainty_permille: 0, ..Brief::of(state) };
    let (whole, unknown) = (axis.map(look), Brief::unknown());
    let states =
        segments.iter().filter_map(|segment| Some((segment, corridor.picture.segments.get(segment)?.as_ref())));
    states.filter(|(_, state)| look(state) != *whole.as_ref().unwrap_or(&unknown)).collect()
}

fn row(namer: &Namer<'_>, name: String, state: &State, with_capacity: bool) -> Vec<String> {
    let words = namer.words;
    let mut cells = vec![name, passability(namer, state), certainty(namer, state)];
    cells.extend(with_capacity.then(|| capacity(namer, state)));
    cells.extend([
        state.holder.as_ref().map(|fact| holder(namer, state, fact)).unwrap_or_default(),
        words.number(state.evidence.len() as u64),
        state.last.map(|at| words.date(at)).unwrap_or_default(),
    ]);
    cells
}

/// What it carries, as reports have it: lanes, the heaviest load.
fn capacity(namer: &Namer<'_>, state: &State) -> String {
    let figure = |id: &str, fact: &Fact<u16>| namer.words.cell(id, &[("n", fact.value.into())]);
    let lanes = state.lanes.iter().map(|fact| figure("cell-lanes", fact));
    let loads = state.load_class.iter().map(|fact| figure("cell-load-class", fact));
    lanes.chain(loads).collect::<Vec<_>>().join("; ")
}

/// The state in words: both sides where reports disagree, whose word it is, what endangers.
pub(crate) fn passability(namer: &Namer<'_>, state: &State) -> String {
    let words = namer.words;
    let word = |state: Passability| words.code("passability", state.code());
    let mut said = match state.sides().filter(|_| state.overridden.is_none()) {
        Some(sides) => {
            let side = |(state, share)| format!("{} {}", word(state), percent(namer, share));
            let both = sides.map(side).join(" / ");
            words.cell("cell-conflicting", &[("state", Arg::text(both))])
        }
        None if state.conflicting => words.cell("cell-conflicting", &[("state", Arg::text(word(state.passability)))]),
        None => word(state.passability),
    };
    if let Some(over) = &state.overridden {
        let by = [("state", Arg::text(said)), ("party", Arg::text(namer.party(&over.party)))];
        said = words.cell("cell-overridden", &by);
    }
    for hazard in state.present_hazards() {
        said = format!("{said}; {}", words.code("road hazard", hazard.code()));
    }
    said
}

/// Who holds it; whose word that is, where it is a person's.
fn holder(namer: &Namer<'_>, state: &State, fact: &Fact<Text>) -> String {
    let name = fact.value.to_string();
    state.holder_overridden.as_ref().map_or_else(
        || name.clone(),
        |over| {
            let by = [("state", Arg::text(&name)), ("party", Arg::text(namer.party(&over.party)))];
            namer.words.cell("cell-overridden", &by)
        },
    )
}

fn certainty(namer: &Namer<'_>, state: &State) -> String {
    match state.certainty_permille {
        0 => String::new(),
        permille => percent(namer, permille),
    }
}

/// Thousandths as a percentage, rounded down: nothing becomes surer by being shown.
pub(crate) fn percent(namer: &Namer<'_>, permille: u16) -> String {
    namer.words.cell("cell-percent", &[("n", (i64::from(permille) / 10).into())])
}

/// A row for all that was spoken of and is on no road of the operation.
pub(crate) fn off_network(namer: &Namer<'_>, corridor: &Corridor) -> Option<Table> {
    let words = namer.words;
    let off = corridor.on_no_network(namer.operation);
    let columns = [("col-off-network", Align::Start), ("col-state", Align::Start), ("col-certainty", Align::Number)];
    let mut table = table(words, &columns);
    for (subject, state) in &off {
        table.row([super::why::id(subject).to_owned(), passability(namer, state), certainty(namer, state)]);
    }
    (!off.is_empty()).then_some(table)
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
            ("col-pace", Align::Number),
            ("col-reason", Align::Start),
        ],
    );
    for (crossing, regime) in &corridor.picture.regimes {
        table.row([
            namer.place(crossing),
            decree(namer, regime),
            hours(namer, regime),
            regime.set.vehicles_per_hour.map(|pace| words.number(pace)).unwrap_or_default(),
            regime.set.reason.to_string(),
        ]);
    }
    table
}

/// What was decreed for a crossing, in words.
pub(crate) fn decree(namer: &Namer<'_>, regime: &CrossingRegime) -> String {
    let status = namer.words.code("regime status", regime.set.status.code());
    if regime.admits(&namer.operation.settings.agreement) && !regime.set.exceptions.is_empty() {
        return namer.words.cell("cell-excepted", &[("status", Arg::text(status))]);
    }
    status
}

/// `+01:00`
pub(crate) fn offset(minutes: i16) -> String {
    let (sign, minutes) = if minutes < 0 { ('-', minutes.unsigned_abs()) } else { ('+', minutes.unsigned_abs()) };
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn hours(namer: &Namer<'_>, regime: &CrossingRegime) -> String {
    regime.hours().map_or_else(String::new, |hours| {
        let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let span = format!("{}-{}", clock(hours.opens_minute), clock(hours.closes_minute));
        namer.words.cell(
            "cell-hours",
            &[("span", Arg::code(span)), ("offset", Arg::code(format!("UTC{}", offset(hours.offset_minutes))))],
        )
    })
}

/// How a statement is named to people: party, entry, first digits of the leaf hash.
pub(crate) fn cited(reference: &Reference) -> String {
    let parts: Vec<&str> = reference.origin.as_str().split('/').collect();
    // The operation comes first; a further journal of a party has a name of its own after it.
    let journal = parts.get(1..).unwrap_or_default().join("/");
    format!("{journal}#{} {}", reference.index, reference.leaf.short())
}

/// The picture for programs.
pub(crate) fn json(operation: &Operation, corridor: &Corridor) -> Value {
    let picture = &corridor.picture;
    let axes: Vec<Value> = picture.axes.iter().map(|(axis, state)| state_json("axis", axis.as_str(), state)).collect();
    let segments = picture.segments.iter().map(|(segment, state)| state_json("segment", segment.as_str(), state));
    let segments: Vec<Value> = segments.collect();
    let places: Vec<Value> =
        picture.places.iter().map(|(place, state)| state_json("place", place.as_str(), state)).collect();
    let crossings: Vec<Value> = picture
        .regimes
        .iter()
        .map(|(crossing, regime)| {
            json!({
                "crossing": crossing, "status": regime.set.status.code(), "exceptions": regime.set.exceptions,
                "hours": regime.set.hours, "vehicles_per_hour": regime.set.vehicles_per_hour, "by": cited(&regime.by),
            })
        })
        .collect();
    let off: Vec<Subject> = corridor.on_no_network(operation).into_iter().map(|(subject, _)| subject).collect();
    json!({
        "at": corridor.at, "axes": axes, "segments": segments, "places": places, "crossings": crossings,
        "on_no_network": off,
    })
}

pub(crate) fn state_json(name: &str, id: &str, state: &State) -> Value {
    let [open, restricted, contested, closed] = state.belief.permille;
    let hazards: serde_json::Map<String, Value> =
        state.hazards.iter().map(|(hazard, fact)| (hazard.code().to_owned(), fact_json(fact))).collect();
    json!({
        name: id, "state": state.passability.code(), "certainty_permille": state.certainty_permille,
        "conflicting": state.conflicting, "last": state.last,
        "belief_permille": { "open": open, "restricted": restricted, "contested": contested, "closed": closed },
        "news_permille": state.belief.news_permille,
        "evidence": state.evidence.iter().map(|one| evidence_json(one, &one.says.code())).collect::<Vec<_>>(),
        "holder": state.holder.as_ref().map(fact_json), "hazards": hazards,
        "lanes": state.lanes.as_ref().map(fact_json), "load_class": state.load_class.as_ref().map(fact_json),
        "overridden": state.overridden.as_ref().map(override_json),
        "holder_overridden": state.holder_overridden.as_ref().map(override_json),
    })
}

fn fact_json<T: Serialize>(fact: &Fact<T>) -> Value {
    json!({
        "value": fact.value, "certainty_permille": fact.certainty_permille, "last": fact.last,
        "against": fact.against.as_ref().map(|(value, permille)| json!({ "value": value, "certainty_permille": permille })),
        "evidence": fact.evidence.iter().map(|one| evidence_json(one, &one.says)).collect::<Vec<_>>(),
    })
}

fn evidence_json<T>(one: &Evidence<T>, says: &impl Serialize) -> Value {
    json!({
        "statement": one.by, "says": says, "denied": one.denied, "origin": one.origin, "when": one.when,
        "weight_permille": one.weight_permille, "counted": one.counted,
    })
}

fn override_json(over: &Override) -> Value {
    json!({
        "statement": over.by, "party": over.party, "officer": over.officer, "state": over.set.state, "holder": over.set.holder,
        "window": over.set.window, "reason": over.set.reason,
    })
}
