//! Why a plan is as it is, and what it changes: one sentence each.

use super::names::Namer;
use convoy::{
    AxleLoad, AxleOf, CrossingRefusal, NeedId, Passability, Permille, PlanDiff, PlanReport, Reason, Role, Share,
    SupportCause, Undelivered, UndeliveredReason, WaitCause,
};
use std::collections::BTreeSet;
use units::{ConvoyId, Quantity, SegmentId};
use words::Arg;

/// One sentence for each reason; stretches that share convoy and state are told together.
pub(crate) fn reasons(namer: &Namer<'_>, report: &PlanReport) -> Vec<String> {
    let mut told: Vec<(Option<Stretches>, String)> = Vec::new();
    for one in &report.reasons {
        let Some(stretches) = Stretches::of(one) else {
            told.push((None, reason(namer, one)));
            continue;
        };
        let same = told.iter_mut().find_map(|(known, said)| Some((known.as_mut()?.join(&stretches)?, said)));
        match same {
            Some((joined, said)) => *said = joined.sentence(namer),
            None => told.push((Some(stretches.clone()), stretches.sentence(namer))),
        }
    }
    let mut sentences: Vec<String> = told.into_iter().map(|(_, said)| said).collect();
    // The same goods may be kept from the same vehicle once for each part of them.
    let mut seen = BTreeSet::new();
    sentences.retain(|sentence| seen.insert(sentence.clone()));
    sentences
}

/// Stretches that a convoy goes round, or uses although they are not simply open.
#[derive(Clone)]
struct Stretches {
    message: &'static str,
    convoy: ConvoyId,
    state: Passability,
    segments: Vec<SegmentId>,
}

impl Stretches {
    fn of(reason: &Reason) -> Option<Self> {
        let (message, convoy, segment, state) = match reason {
            Reason::Avoids { convoy, segment, passability, .. } => ("reason-avoids", convoy, segment, passability),
            Reason::Accepts { convoy, segment, passability, .. } => ("reason-accepts", convoy, segment, passability),
            Reason::Affected { convoy, segment, passability, ours: true } => {
                ("reason-affected", convoy, segment, passability)
            }
            Reason::Affected { convoy, segment, passability, ours: false } => {
                ("reason-affected-onward", convoy, segment, passability)
            }
            Reason::Takes { .. }
            | Reason::Leaves { .. }
            | Reason::Waits { .. }
            | Reason::KeptApart { .. }
            | Reason::Returns { .. }
            | Reason::Released { .. }
            | Reason::AwaitsReturn { .. }
            | Reason::Spares { .. }
            | Reason::LoadedLighter { .. }
            | Reason::AxlesNotJudged { .. }
            | Reason::Divided { .. }
            | Reason::ColumnsDivided { .. }
            | Reason::StaysBehind { .. }
            | Reason::Late { .. }
            | Reason::Kept { .. }
            | Reason::Arrived { .. }
            | Reason::TimesBroken { .. }
            | Reason::Turns { .. }
            | Reason::Stranded { .. }
            | Reason::Accompanied { .. }
            | Reason::MarchesShort { .. }
            | Reason::Dissolved { .. } => return None,
        };
        Some(Self { message, convoy: convoy.clone(), state: *state, segments: vec![segment.clone()] })
    }

    /// Takes the other's stretches over where all else is the same.
    fn join(&mut self, other: &Self) -> Option<&Self> {
        if (self.message, &self.convoy, self.state) != (other.message, &other.convoy, other.state) {
            return None;
        }
        let new: Vec<SegmentId> =
            other.segments.iter().filter(|segment| !self.segments.contains(segment)).cloned().collect();
        self.segments.extend(new);
        Some(self)
    }

    fn sentence(&self, namer: &Namer<'_>) -> String {
        let segments: Vec<&str> = self.segments.iter().map(|segment| segment.as_str()).collect();
        namer.words.say(
            self.message,
            &[
                ("convoy", Arg::code(&self.convoy)),
                ("segment", Arg::code(segments.join(", "))),
                ("state", state(namer, self.state)),
            ],
        )
    }
}

/// One sentence.
fn reason(namer: &Namer<'_>, reason: &Reason) -> String {
    let words = namer.words;
    match reason {
        Reason::Avoids { .. } | Reason::Accepts { .. } | Reason::Affected { .. } => {
            Stretches::of(reason).map_or_else(String::new, |stretches| stretches.sentence(namer))
        }
        Reason::Takes { convoy, crossing, clear, .. } => words.say(
            "reason-takes",
            &[
                ("convoy", Arg::code(convoy)),
                ("crossing", place(namer, crossing)),
                ("clear", clear.minute_over().into()),
            ],
        ),
        Reason::Leaves { convoy, crossing, why } => words.say(
            "reason-leaves",
            &[
                ("convoy", Arg::code(convoy)),
                ("crossing", place(namer, crossing)),
                ("why", Arg::text(refusal(namer, why))),
            ],
        ),
        Reason::Waits { convoy, place: at, from, until, cause } => words.say(
            "reason-waits",
            &[
                ("convoy", Arg::code(convoy)),
                ("place", place(namer, at)),
                ("from", (*from).into()),
                ("until", (*until).into()),
                ("cause", Arg::text(wait(namer, cause))),
            ],
        ),
        Reason::KeptApart { need: goods, vehicle, with, rule } => words.say(
            "reason-kept-apart",
            &[
                ("item", need(namer, goods)),
                ("vehicle", Arg::code(vehicle)),
                ("with", need(namer, with)),
                ("rule", Arg::code(rule)),
            ],
        ),
        Reason::Divided { need: goods, parts } => {
            words.say("reason-divided", &[("item", need(namer, goods)), ("parts", (*parts).into())])
        }
        Reason::ColumnsDivided { origin, vehicles, column_max } => words.say(
            "reason-columns-divided",
            &[("origin", place(namer, origin)), ("vehicles", (*vehicles).into()), ("most", (*column_max).into())],
        ),
        Reason::StaysBehind { need: goods, quantity } => {
            words.say("reason-stays-behind", &[("item", need(namer, goods)), ("n", quantity.get().into())])
        }
        Reason::Late { convoy, due, clear, .. } => words.say(
            "reason-late",
            &[("convoy", Arg::code(convoy)), ("due", (*due).into()), ("clear", clear.minute_over().into())],
        ),
        Reason::TimesBroken { convoy, place: at } => {
            words.say("reason-times-broken", &[("convoy", Arg::code(convoy)), ("place", place(namer, at))])
        }
        Reason::Turns { convoy, place: at, from, to } => words.say(
            "reason-turns",
            &[
                ("convoy", Arg::code(convoy)),
                ("place", place(namer, at)),
                ("from", place(namer, from)),
                ("to", place(namer, to)),
            ],
        ),
        Reason::Stranded { convoy, place: at } => {
            words.say("reason-stranded", &[("convoy", Arg::code(convoy)), ("place", place(namer, at))])
        }
        Reason::Accompanied { convoy, role, vehicles, cause } => accompanied(namer, convoy, (*role, *vehicles), cause),
        Reason::MarchesShort { convoy, role, needed, there } => words.say(
            "reason-marches-short",
            &[
                ("convoy", Arg::code(convoy)),
                ("role", part(namer, *role)),
                ("needed", (*needed).into()),
                ("there", (*there).into()),
            ],
        ),
        Reason::Spares { convoy, segment, load } => {
            let mut told = vec![("convoy", Arg::code(convoy)), ("segment", Arg::code(segment))];
            told.extend(axle(namer, load));
            words.say("reason-spares", &told)
        }
        Reason::LoadedLighter { at, vehicles, vehicle, axle, most, segment, payload } => {
            let mut told = vec![
                ("place", place(namer, at)),
                ("n", (*vehicles).into()),
                ("vehicle", Arg::code(vehicle)),
                ("axle", (*axle).into()),
                ("most", Arg::text(words.kilograms(most.get() / 1000))),
                ("payload", Arg::text(words.kilograms(payload.get() / 1000))),
            ];
            let Some(segment) = segment else { return words.say("reason-lighter-itself", &told) };
            told.push(("segment", Arg::code(segment)));
            words.say("reason-lighter-stretch", &told)
        }
        Reason::AxlesNotJudged { convoy, vehicles, stretches } => words.say(
            "reason-axles-not-judged",
            &[("convoy", Arg::code(convoy)), ("vehicles", (*vehicles).into()), ("stretches", (*stretches).into())],
        ),
        Reason::Returns { convoy, vehicles, base, back } => words.say(
            "reason-returns",
            &[
                ("convoy", Arg::code(convoy)),
                ("n", (*vehicles).into()),
                ("base", place(namer, base)),
                ("back", back.minute_over().into()),
            ],
        ),
        Reason::Released { convoy, vehicles, crossing, why } => words.say(
            "reason-released",
            &[
                ("convoy", Arg::code(convoy)),
                ("n", (*vehicles).into()),
                ("crossing", place(namer, crossing)),
                ("why", Arg::text(refusal(namer, why))),
            ],
        ),
        Reason::AwaitsReturn { convoy, vehicle, back } => words.say(
            "reason-awaits-return",
            &[("convoy", Arg::code(convoy)), ("vehicle", Arg::code(vehicle)), ("back", back.minute_over().into())],
        ),
        Reason::Dissolved { convoy } => words.say("reason-dissolved", &[("convoy", Arg::code(convoy))]),
        Reason::Kept { convoy } => words.say("reason-kept", &[("convoy", Arg::code(convoy))]),
        Reason::Arrived { convoy, crossing } => {
            words.say("reason-arrived", &[("convoy", Arg::code(convoy)), ("crossing", place(namer, crossing))])
        }
    }
}

/// An axle with what it bears and may bear.
fn axle(namer: &Namer<'_>, load: &AxleLoad) -> Vec<(&'static str, Arg)> {
    let words = namer.words;
    let of = match &load.of {
        AxleOf::Vehicle { vehicle } => Arg::code(vehicle),
        AxleOf::Piece { need: of } => need(namer, of),
    };
    // Rounded apart, so that what is too heavy reads so.
    let (bears, most) = (load.bears.get().div_ceil(1000), load.most.get() / 1000);
    let [bears, most] = [bears, most].map(|kilograms| Arg::text(words.kilograms(kilograms)));
    vec![("of", of), ("axle", load.axle.into()), ("bears", bears), ("most", most)]
}

/// Who marches with a column, and what asks for it.
fn accompanied(
    namer: &Namer<'_>,
    convoy: &units::ConvoyId,
    (role, vehicles): (Role, u64),
    cause: &SupportCause,
) -> String {
    let words = namer.words;
    let mut told = vec![("convoy", Arg::code(convoy)), ("role", part(namer, role)), ("n", vehicles.into())];
    match cause {
        SupportCause::Road { segment, certainty } => {
            told.extend([("segment", Arg::code(segment)), ("danger", danger(namer, *certainty))]);
            words.say("reason-accompanied-road", &told)
        }
        SupportCause::Share { per } => {
            told.push(("per", (*per).into()));
            words.say("reason-accompanied-share", &told)
        }
        SupportCause::Tanks { range } => {
            told.push(("range", Arg::text(words.distance(*range))));
            words.say("reason-accompanied-tanks", &told)
        }
    }
}

/// What a vehicle is in a column.
fn part(namer: &Namer<'_>, role: Role) -> Arg {
    Arg::text(namer.words.code("march_role", role.code()))
}

fn danger(namer: &Namer<'_>, danger: Permille) -> Arg {
    Arg::text(namer.words.share(u32::from(danger.get()) * 1_000))
}

fn place(namer: &Namer<'_>, id: &units::PlaceId) -> Arg {
    Arg::text(namer.place(id))
}

fn need(namer: &Namer<'_>, id: &NeedId) -> Arg {
    namer.item_of(id).map_or_else(|| Arg::code(id.line), |item| Arg::text(namer.item(item)))
}

fn state(namer: &Namer<'_>, passability: Passability) -> Arg {
    let words = namer.words;
    let code = |code: &str| Arg::text(words.code("passability", code));
    match passability {
        Passability::Open => code("open"),
        Passability::Restricted => code("restricted"),
        Passability::Contested { certainty } => {
            Arg::text(words.say(
                "state-contested",
                &[("state", code("contested")), ("n", (i64::from(certainty.get()) / 10).into())],
            ))
        }
        Passability::Closed => code("closed"),
        Passability::Unknown => code("unknown"),
    }
}

fn refusal(namer: &Namer<'_>, why: &CrossingRefusal) -> String {
    let words = namer.words;
    match why {
        CrossingRefusal::NoWayThere => words.say("refusal-no-way-there", &[]),
        CrossingRefusal::NoWayOnward => words.say("refusal-no-way-onward", &[]),
        CrossingRefusal::NoTime { until } => words.say("refusal-no-time", &[("until", (*until).into())]),
        CrossingRefusal::BeyondRange { needed, range } => words.say(
            "refusal-beyond-range",
            &[("needed", Arg::text(words.distance(*needed))), ("range", Arg::text(words.distance(*range)))],
        ),
        CrossingRefusal::EscortShort { segment, certainty, needed, there } => words.say(
            "refusal-escort-short",
            &[
                ("segment", Arg::code(segment)),
                ("danger", danger(namer, *certainty)),
                ("needed", (*needed).into()),
                ("there", (*there).into()),
            ],
        ),
        CrossingRefusal::AxleTooHeavy { segment, load } => {
            let mut told = axle(namer, load);
            told.push(("segment", Arg::code(segment)));
            words.say("refusal-axle-too-heavy", &told)
        }
        CrossingRefusal::LeftToOthers { by } => {
            words.say("refusal-left-to-others", &[("by", Arg::text(words.duration(*by)))])
        }
        CrossingRefusal::Costlier { by } => words.say("refusal-costlier", &[("by", Arg::text(words.duration(*by)))]),
    }
}

pub(crate) fn wait(namer: &Namer<'_>, cause: &WaitCause) -> String {
    let words = namer.words;
    match cause {
        WaitCause::Orders => words.say("wait-orders", &[]),
        WaitCause::Rest => words.say("wait-rest", &[]),
        WaitCause::Fuel => words.say("wait-fuel", &[]),
        WaitCause::Hours => words.say("wait-hours", &[]),
        WaitCause::Daylight { from } => words.say("wait-daylight", &[("from", (*from).into())]),
        WaitCause::Opening { crossing, opens } => {
            words.say("wait-opening", &[("crossing", place(namer, crossing)), ("opens", (*opens).into())])
        }
        WaitCause::Receiver { crossing, from } => {
            words.say("wait-receiver", &[("crossing", place(namer, crossing)), ("from", (*from).into())])
        }
        WaitCause::CrossingBusy { crossing, convoy } => {
            words.say("wait-crossing", &[("crossing", place(namer, crossing)), ("convoy", Arg::code(convoy))])
        }
        WaitCause::Defile { segment, convoy } => {
            words.say("wait-defile", &[("segment", Arg::code(segment)), ("convoy", Arg::code(convoy))])
        }
        WaitCause::Headway { segment, convoy } => {
            words.say("wait-headway", &[("segment", Arg::code(segment)), ("convoy", Arg::code(convoy))])
        }
        WaitCause::Activity { segment, party, until } => words.say(
            "wait-activity",
            &[("segment", Arg::code(segment)), ("party", Arg::text(namer.party(party))), ("until", (*until).into())],
        ),
    }
}

/// What stays behind, and why.
pub(crate) fn undelivered(namer: &Namer<'_>, left: &Undelivered) -> String {
    let words = namer.words;
    let why = match &left.reason {
        UndeliveredReason::NoVehicleBigEnough { .. } => words.say("undelivered-too-big", &[]),
        UndeliveredReason::FleetFull { vehicles } => {
            words.say("undelivered-fleet-full", &[("vehicles", (*vehicles).into())])
        }
        UndeliveredReason::VehiclesReserved { vehicles, reserve } => words
            .say("undelivered-vehicles-reserved", &[("vehicles", (*vehicles).into()), ("reserve", (*reserve).into())]),
        UndeliveredReason::StockReserved { reserve } => {
            words.say("undelivered-stock-reserved", &[("reserve", (*reserve).into())])
        }
        UndeliveredReason::Untowed { mass, vehicles } => words
            .say("undelivered-untowed", &[("mass", Arg::text(words.mass(*mass))), ("vehicles", (*vehicles).into())]),
        UndeliveredReason::AxleTooHeavy { load, segment: None } => words.say("undelivered-axle", &axle(namer, load)),
        UndeliveredReason::AxleTooHeavy { load, segment: Some(segment) } => {
            let mut told = axle(namer, load);
            told.push(("segment", Arg::code(segment)));
            words.say("undelivered-axle-stretch", &told)
        }
        UndeliveredReason::Refused { rule } => words.say("undelivered-refused", &[("rule", Arg::code(rule))]),
        UndeliveredReason::NoCrossing { from } => words.say("undelivered-no-crossing", &[("from", place(namer, from))]),
        UndeliveredReason::OutOfRange { from, range } => words.say(
            "undelivered-out-of-range",
            &[("from", place(namer, from)), ("range", Arg::text(words.distance(*range)))],
        ),
        UndeliveredReason::SupportMissing { from, role, needed, there } => words.say(
            "undelivered-support-missing",
            &[
                ("from", place(namer, from)),
                ("role", part(namer, *role)),
                ("needed", (*needed).into()),
                ("there", (*there).into()),
            ],
        ),
        UndeliveredReason::TooManyColumns { columns } => {
            words.say("undelivered-columns", &[("columns", (*columns).into())])
        }
    };
    let (item, n) = (need(namer, &left.need), left.quantity.get().into());
    words.say("undelivered", &[("item", item), ("n", n), ("why", Arg::text(why))])
}

/// What a new plan changes of its parent.
pub(crate) fn changes(namer: &Namer<'_>, diff: &PlanDiff) -> Vec<String> {
    let words = namer.words;
    let mut lines = Vec::new();
    let mut each = |id: &str, convoys: &[units::ConvoyId]| {
        lines.extend(convoys.iter().map(|convoy| words.say(id, &[("convoy", Arg::code(convoy))])));
    };
    each("change-unchanged", &diff.unchanged);
    each("change-added", &diff.added);
    each("change-removed", &diff.removed);
    each("change-arrived", &diff.arrived);
    each("change-vehicles", &diff.vehicles);
    for change in &diff.crossings {
        lines.push(words.say(
            "change-crossing",
            &[
                ("convoy", Arg::code(&change.convoy)),
                ("before", place(namer, &change.before)),
                ("after", place(namer, &change.after)),
            ],
        ));
    }
    for change in &diff.routes {
        lines.push(words.say(
            "change-route",
            &[
                ("convoy", Arg::code(&change.convoy)),
                ("dropped", change.dropped.len().into()),
                ("taken", change.taken.len().into()),
            ],
        ));
    }
    for change in &diff.times {
        if let (Some(before), Some(after)) = (change.before, change.after) {
            lines.push(words.say(
                "change-time",
                &[
                    ("convoy", Arg::code(&change.convoy)),
                    ("place", place(namer, &change.place)),
                    ("before", before.into()),
                    ("after", after.into()),
                ],
            ));
        }
    }
    for change in &diff.loads {
        let (before, after) = (goods(namer, &change.before), goods(namer, &change.after));
        let vehicle = Arg::code(&change.vehicle);
        lines.push(words.say("change-load", &[("vehicle", vehicle), ("before", before), ("after", after)]));
    }
    for change in &diff.lines {
        let [before, after] =
            [change.before, change.after].map(|quantity| Arg::text(amount(namer, &change.need, quantity)));
        let from = place(namer, &change.need.from);
        let told = [("item", need(namer, &change.need)), ("from", from), ("before", before), ("after", after)];
        lines.push(words.say("change-line", &told));
    }
    lines
}

/// What lies on a vehicle, in a line.
fn goods(namer: &Namer<'_>, shares: &[Share]) -> Arg {
    if shares.is_empty() {
        return Arg::text(namer.words.cell("cell-nothing", &[]));
    }
    let named = shares.iter().map(|share| {
        let item = namer.item_of(&share.need).map_or_else(|| share.need.line.to_string(), |item| namer.item(item));
        format!("{item}: {}", amount(namer, &share.need, share.quantity))
    });
    Arg::text(named.collect::<Vec<_>>().join("; "))
}

fn amount(namer: &Namer<'_>, need: &NeedId, quantity: Quantity) -> String {
    namer.item_of(need).map_or_else(|| namer.words.number(quantity.get()), |item| namer.quantity(item, quantity))
}
