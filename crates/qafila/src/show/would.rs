//! What would have to change for a better plan: one sentence for each change.

use super::names::Namer;
use convoy::{Change, Counterfactual};
use units::Deciseconds;
use words::Arg;

/// What would be otherwise, and what that would bring.
pub(crate) fn sentence(namer: &Namer<'_>, found: &Counterfactual) -> String {
    let words = namer.words;
    let brought = found.brings.iter().map(|share| {
        let amount = namer.item_of(&share.need).map(|item| namer.quantity(item, share.quantity));
        let amount = amount.unwrap_or_else(|| words.number(share.quantity.get()));
        let item = namer.item_of(&share.need).map_or_else(|| share.need.line.to_string(), |item| namer.item(item));
        words.say("would-bring", &[("n", Arg::text(amount)), ("item", Arg::text(item))])
    });
    let mut gains: Vec<String> = brought.collect();
    let by = |saved: Deciseconds| [("by", Arg::text(words.duration(saved)))];
    if found.sooner > Deciseconds::ZERO {
        gains.push(words.say("would-sooner", &by(found.sooner)));
    }
    if found.lighter > 0 && gains.is_empty() {
        gains.push(words.say("would-lighter", &by(Deciseconds::new(found.lighter))));
    }
    let (change, gains) = (change(namer, &found.change), gains.join(words.say("would-and", &[]).as_str()));
    words.say("would-change", &[("change", Arg::text(change)), ("gain", Arg::text(gains))])
}

fn change(namer: &Namer<'_>, change: &Change) -> String {
    let words = namer.words;
    let place = |id: &units::PlaceId| Arg::text(namer.place(id));
    match change {
        Change::MoreVehicles { like, at, number } => {
            words.say("would-vehicles", &[("n", (*number).into()), ("like", Arg::code(like)), ("at", place(at))])
        }
        Change::LargerVehicle { at, payload, room } => {
            let (mass, room) = (Arg::text(words.mass(*payload)), Arg::text(words.volume(*room)));
            words.say("would-larger", &[("at", place(at)), ("mass", mass), ("room", room)])
        }
        Change::OpenUntil { crossing, closes_minute } => {
            let closes = Arg::code(format!("{:02}:{:02}", closes_minute / 60, closes_minute % 60));
            words.say("would-open-until", &[("crossing", place(crossing)), ("closes", closes)])
        }
        Change::OpenAlways { crossing } => words.say("would-open", &[("crossing", place(crossing))]),
        Change::ReceiverReady { crossing } => words.say("would-receiver", &[("crossing", place(crossing))]),
        Change::FasterCrossing { crossing, vehicles_per_hour } => {
            words.say("would-faster", &[("crossing", place(crossing)), ("n", (*vehicles_per_hour).into())])
        }
        Change::StretchesOpen { segments } => {
            let segments: Vec<&str> = segments.iter().map(|segment| segment.as_str()).collect();
            words.say("would-stretches", &[("segments", Arg::code(segments.join(", ")))])
        }
        Change::StretchesBear { segments, axle } => {
            let segments: Vec<&str> = segments.iter().map(|segment| segment.as_str()).collect();
            let (segments, axle) =
                (Arg::code(segments.join(", ")), Arg::text(words.kilograms(axle.get().div_ceil(1000))));
            words.say("would-bear", &[("segments", segments), ("axle", axle)])
        }
        Change::TwoWays { segment } => words.say("would-two-ways", &[("segment", Arg::code(segment))]),
        Change::ByNight => words.say("would-night", &[]),
        Change::WithoutActivity { party, until } => {
            words.say("would-no-activity", &[("party", Arg::text(namer.party(party))), ("until", (*until).into())])
        }
        Change::WithoutReserve => words.say("would-no-reserve", &[]),
        Change::SecondDrivers => words.say("would-drivers", &[]),
        Change::FuelFor { range } => words.say("would-fuel", &[("range", Arg::text(words.distance(*range)))]),
    }
}
