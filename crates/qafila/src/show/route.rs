//! Ways over the roads: in stages, with what they go round, beside each other.

use super::network::named;
use super::table;
use app::ways::{Choices, Driven, Explained, Found, Leg, Obstructed, Wish, Without, in_common};
use roads::{Network, NodeKind, Passability};
use routing::{Barred, Reason};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, Deciseconds, Metres, Moment, PlaceId, SegmentId};
use words::{Align, Arg, Lang, Table, Words};

/// More stages than this tell less than fewer would: then classes of road no longer part them.
const STAGES_MAX: usize = 40;

/// The roads a way is told on, and what they are called.
pub(crate) struct Roads<'a> {
    pub(crate) words: &'a Words,
    pub(crate) network: &'a Network,
    pub(crate) axes: &'a BTreeMap<AxisId, roads::Names>,
}

/// Legs on one road between two places worth naming.
struct Stage {
    from: PlaceId,
    to: PlaceId,
    road: String,
    enters: Moment,
    leaves: Moment,
    waits: Deciseconds,
    length: Metres,
    exposure: Deciseconds,
}

impl Roads<'_> {
    fn place(&self, place: &PlaceId) -> String {
        let name = self.network.node(place).map(|node| named(self.words, node)).unwrap_or_default();
        if name.is_empty() { place.to_string() } else { name }
    }

    fn axis(&self, axis: &AxisId) -> String {
        self.axes.get(axis).map_or_else(
            || axis.to_string(),
            |names| match self.words.lang() {
                Lang::En => names.en.clone(),
                Lang::Fr => names.fr.clone(),
                Lang::Ar => names.ar.clone(),
            },
        )
    }

    /// What the whole way costs, in a sentence.
    pub(crate) fn summary(&self, wish: &Wish, way: &Driven) -> String {
        let words = self.words;
        let to = &wish.stops[wish.stops.len() - 1];
        let told = [
            ("from", Arg::text(self.place(&wish.from))),
            ("to", Arg::text(self.place(to))),
            ("depart", wish.depart.into()),
            ("arrive", way.arrives.into()),
            ("time", Arg::text(words.duration(way.time))),
            ("length", Arg::text(words.distance(way.length))),
        ];
        let mut said = words.say("route-summary", &told);
        if way.waits > Deciseconds::ZERO {
            said.push_str(&words.say("route-of-it-waiting", &[("time", Arg::text(words.duration(way.waits)))]));
        }
        if let Some(fuel) = way.fuel {
            said.push_str(&words.say("route-fuel", &[("fuel", Arg::text(words.volume(fuel)))]));
        }
        if way.exposure > Deciseconds::ZERO {
            let exposed =
                [("time", Arg::text(words.duration(way.exposure))), ("loss", Arg::text(words.share(way.loss)))];
            said.push_str(&words.say("route-exposed", &exposed));
        }
        said
    }

    /// The way in stages.
    pub(crate) fn stages(&self, wish: &Wish, way: &Driven) -> Table {
        let words = self.words;
        let waiting = way.waits > Deciseconds::ZERO;
        let mut columns = vec![
            ("col-from", Align::Start),
            ("col-to", Align::Start),
            ("col-road", Align::Start),
            ("col-length", Align::Number),
            ("col-leaves", Align::Number),
            ("col-arrives", Align::Number),
        ];
        columns.extend(waiting.then_some(("col-waits", Align::Number)));
        columns.push(("col-exposed", Align::Number));
        let mut table = table(words, &columns);
        let dash = |time: Deciseconds| if time > Deciseconds::ZERO { words.duration(time) } else { String::new() };
        for stage in self.in_stages(wish, way) {
            let mut row = vec![
                self.place(&stage.from),
                self.place(&stage.to),
                stage.road,
                words.distance(stage.length),
                words.moment(stage.enters),
                words.moment(stage.leaves),
            ];
            row.extend(waiting.then(|| dash(stage.waits)));
            row.push(dash(stage.exposure));
            table.row(row);
        }
        table
    }

    fn in_stages(&self, wish: &Wish, way: &Driven) -> Vec<Stage> {
        let fine = self.grouped(wish, &way.legs, true);
        if fine.len() > STAGES_MAX { self.grouped(wish, &way.legs, false) } else { fine }
    }

    /// A stage ends at a stop, a crossing, a wait, and where another axis begins, or another class of road.
    fn grouped(&self, wish: &Wish, legs: &[Leg], by_class: bool) -> Vec<Stage> {
        let stops: BTreeSet<&PlaceId> = wish.stops.iter().collect();
        let mut stages: Vec<Stage> = Vec::new();
        let mut ended = true;
        for leg in legs {
            let road = self.road(&leg.segment, by_class);
            match stages.last_mut() {
                Some(last) if !ended && last.road == road => {
                    (last.to, last.leaves, last.waits) = (leg.to.clone(), leg.leaves, leg.waits);
                    last.length = last.length.saturating_add(leg.length);
                    last.exposure = last.exposure.saturating_add(leg.exposure);
                }
                Some(_) | None => stages.push(Stage {
                    from: leg.from.clone(),
                    to: leg.to.clone(),
                    road,
                    enters: leg.enters,
                    leaves: leg.leaves,
                    waits: leg.waits,
                    length: leg.length,
                    exposure: leg.exposure,
                }),
            }
            let crossing = self.network.node(&leg.to).is_some_and(|node| node.kind() == NodeKind::Crossing);
            ended = crossing || leg.waits > Deciseconds::ZERO || stops.contains(&leg.to);
        }
        stages
    }

    fn road(&self, segment: &SegmentId, by_class: bool) -> String {
        let Some(segment) = self.network.segment(segment) else { return String::new() };
        match segment.axes().first() {
            Some(axis) => self.axis(axis),
            None if by_class => self.words.code("road class", segment.road().class.word()),
            None => String::new(),
        }
    }

    /// What the way goes round, and what it would take to be faster; where there is none, what is in the way.
    pub(crate) fn explained(&self, found: &Found) -> Vec<String> {
        let Explained { obstacles, all_time } = &found.explained;
        if found.way.is_none() {
            let what = |without: &Without| [("what", Arg::text(self.obstacle(&without.obstacle)))];
            return obstacles.iter().map(|without| self.words.cell("route-in-the-way", &what(without))).collect();
        }
        let mut lines: Vec<String> = obstacles.iter().map(|without| self.without(without)).collect();
        if obstacles.is_empty() {
            lines.push(self.words.cell("route-nothing-round", &[]));
        } else if obstacles.len() > 1 && *all_time > 0 {
            lines.push(self.words.cell("route-all-gone", &[("time", Arg::text(self.amount(*all_time)))]));
        }
        lines
    }

    /// One obstacle, and what would be gained or lost without it.
    fn without(&self, without: &Without) -> String {
        let (time, exposure) = (without.time, without.exposure);
        let id = match (time, exposure) {
            (0, 0) => "route-round-no-gain",
            (0.., _) => "route-round-faster",
            (_, _) => "route-round-slower",
        };
        let told = [("what", Arg::text(self.obstacle(&without.obstacle))), ("time", Arg::text(self.amount(time)))];
        let line = self.words.cell(id, &told);
        if exposure == 0 {
            return line;
        }
        let id = if exposure > 0 { "route-less-exposed" } else { "route-more-exposed" };
        self.words.cell(id, &[("line", Arg::text(line)), ("exposed", Arg::text(self.amount(exposure)))])
    }

    /// An amount of time without its sign.
    fn amount(&self, deciseconds: i64) -> String {
        self.words.duration(Deciseconds::new(deciseconds.unsigned_abs()))
    }

    fn obstacle(&self, obstacle: &Obstructed) -> String {
        let words = self.words;
        let (segments, length, reasons) = match obstacle {
            Obstructed::Place(place) => {
                return words.cell("route-place-shut", &[("place", Arg::text(self.place(place)))]);
            }
            Obstructed::Segments { segments, length, reasons } => (segments, length, reasons),
        };
        let reasons: Vec<String> = reasons.iter().map(|reason| self.reason(*reason)).collect();
        let told = [
            ("what", Arg::text(self.stretch(segments))),
            ("length", Arg::text(words.distance(*length))),
            ("why", Arg::text(reasons.join(" · "))),
        ];
        words.cell("route-stretch", &told)
    }

    /// Segments by their axes, else from where to where.
    fn stretch(&self, segments: &[SegmentId]) -> String {
        let known = || segments.iter().filter_map(|segment| self.network.segment(segment));
        let axes: BTreeSet<AxisId> = known().flat_map(|segment| segment.axes()).collect();
        if !axes.is_empty() {
            return axes.iter().map(|axis| self.axis(axis)).collect::<Vec<_>>().join(" · ");
        }
        let mut places = known().flat_map(|segment| [segment.from(), segment.to()]);
        let (first, last) = (places.next(), places.next_back());
        let place = |place: Option<PlaceId>| place.map(|place| self.place(&place)).unwrap_or_default();
        self.words.cell("route-from-to", &[("from", Arg::text(place(first))), ("to", Arg::text(place(last)))])
    }

    fn reason(&self, reason: Reason) -> String {
        let words = self.words;
        let limit = |id: &str, limit: String, has: String| {
            words.cell(id, &[("limit", Arg::text(limit)), ("has", Arg::text(has))])
        };
        let mm = |size: units::Millimetres| words.number(size.get());
        match reason {
            Reason::Forbidden => words.cell("route-avoided", &[]),
            Reason::State(Passability::Contested { certainty }) => {
                let state = words.code("passability", "contested");
                words.cell("state-contested", &[("state", Arg::text(state)), ("n", (certainty.get() / 10).into())])
            }
            Reason::State(state) => words.code("passability", passability(state)),
            Reason::Barred(barred) => match barred {
                Barred::Mass { limit: l, vehicle } => limit("route-barred-mass", words.mass(l), words.mass(vehicle)),
                Barred::Axle { limit: l, vehicle } => limit("route-barred-axle", words.mass(l), words.mass(vehicle)),
                Barred::Height { limit: l, vehicle } => limit("route-barred-height", mm(l), mm(vehicle)),
                Barred::Width { limit: l, vehicle } => limit("route-barred-width", mm(l), mm(vehicle)),
                Barred::Length { limit: l, vehicle } => limit("route-barred-length", mm(l), mm(vehicle)),
                Barred::LoadClass { limit: l, vehicle } => {
                    limit("route-barred-class", words.number(l), words.number(vehicle))
                }
                Barred::Grade { track, vehicle } => {
                    limit("route-barred-grade", words.number(track), words.number(vehicle))
                }
                Barred::Surface(surface) => {
                    words.cell("route-barred-surface", &[("surface", Arg::text(words.code("surface", surface.word())))])
                }
                Barred::Season(season) => {
                    words.cell("route-barred-season", &[("season", Arg::text(words.code("season", season.word())))])
                }
                Barred::Ford => words.cell("route-barred-ford", &[]),
                Barred::Private => words.cell("route-barred-private", &[]),
            },
        }
    }

    /// Ways beside each other, the fastest first, each with the axes and crossings that not all have.
    pub(crate) fn choices(&self, choices: &Choices, chosen: &Driven) -> Table {
        let words = self.words;
        let fuel = chosen.fuel.is_some();
        let mut columns = vec![
            ("col-arrives", Align::Number),
            ("col-time", Align::Number),
            ("col-waits", Align::Number),
            ("col-length", Align::Number),
        ];
        columns.extend(fuel.then_some(("col-fuel", Align::Number)));
        columns.extend([
            ("col-exposed", Align::Number),
            ("col-loss", Align::Number),
            ("col-in-common", Align::Number),
            ("col-over", Align::Start),
        ]);
        let mut table = table(words, &columns).title(words.cell("title-choices", &[]));
        let shared = choices.ways.iter().map(|way| self.names(way)).reduce(|one, other| &one & &other);
        let everywhere = shared.unwrap_or_default();
        for way in &choices.ways {
            let mut row = vec![
                words.moment(way.arrives),
                words.duration(way.time),
                if way.waits > Deciseconds::ZERO { words.duration(way.waits) } else { String::new() },
                words.distance(way.length),
            ];
            row.extend(way.fuel.map(|fuel| words.volume(fuel)));
            row.extend([
                words.duration(way.exposure),
                words.share(way.loss),
                words.share(u32::from(in_common(way, chosen)) * 1000),
                self.names(way).difference(&everywhere).cloned().collect::<Vec<_>>().join(" · "),
            ]);
            table.row(row);
        }
        table
    }

    /// The axes and crossings of a way.
    fn names(&self, way: &Driven) -> BTreeSet<String> {
        let axes = way.legs.iter().filter_map(|leg| self.network.segment(&leg.segment)?.axes().into_iter().next());
        let crossings = way.legs.iter().filter_map(|leg| self.network.node(&leg.to));
        let crossings = crossings.filter(|node| node.kind() == NodeKind::Crossing);
        axes.map(|axis| self.axis(&axis)).chain(crossings.map(|node| self.place(&node.place()))).collect()
    }

    /// How much of the choice is not known.
    pub(crate) fn gap(&self, choices: &Choices) -> String {
        match (choices.ways.len(), choices.gap) {
            (1, _) => self.words.say("route-one-choice", &[]),
            (_, 0) => self.words.say("route-no-gap", &[]),
            (_, gap) => self.words.say("route-gap", &[("share", Arg::text(self.words.share(gap * 1000)))]),
        }
    }

    /// Everything for programs.
    pub(crate) fn json(&self, wish: &Wish, found: &Found, choices: Option<&Choices>) -> Value {
        let Explained { obstacles, all_time } = &found.explained;
        let obstacles: Vec<Value> = obstacles
            .iter()
            .map(|without| {
                let mut told = match &without.obstacle {
                    Obstructed::Place(place) => json!({ "place": place }),
                    Obstructed::Segments { segments, length, reasons } => json!({
                        "segments": segments, "length_m": length,
                        "reasons": reasons.iter().map(|reason| reason_json(*reason)).collect::<Vec<_>>(),
                    }),
                };
                told["time_saved_ds"] = json!(without.time);
                told["exposure_saved_ds"] = json!(without.exposure);
                told
            })
            .collect();
        json!({
            "from": wish.from, "stops": wish.stops, "depart": wish.depart.to_string(),
            "way": found.way.as_ref().map(driven_json),
            "obstacles": obstacles, "all_time_saved_ds": all_time,
            "gap": found.gap.as_ref().map(|gap| json!({
                "near": gap.near, "far": gap.far, "distance_m": gap.distance, "places": gap.places,
            })),
            "choices": choices.map(|choices| choices.ways.iter().map(driven_json).collect::<Vec<_>>()),
            "hidden_permille": choices.map(|choices| choices.gap),
        })
    }
}

const fn passability(state: Passability) -> &'static str {
    match state {
        Passability::Open => "open",
        Passability::Restricted => "restricted",
        Passability::Contested { .. } => "contested",
        Passability::Closed => "closed",
        Passability::Unknown => "unknown",
    }
}

fn reason_json(reason: Reason) -> Value {
    let limit = |what: &str, limit: u64, vehicle: u64| json!({ "barred": what, "limit": limit, "vehicle": vehicle });
    match reason {
        Reason::Forbidden => json!("avoided"),
        Reason::State(Passability::Contested { certainty }) => {
            json!({ "state": "contested", "certainty_permille": certainty.get() })
        }
        Reason::State(state) => json!({ "state": passability(state) }),
        Reason::Barred(barred) => match barred {
            Barred::Mass { limit: l, vehicle } => limit("mass_g", l.get(), vehicle.get()),
            Barred::Axle { limit: l, vehicle } => limit("axle_g", l.get(), vehicle.get()),
            Barred::Height { limit: l, vehicle } => limit("height_mm", l.get().into(), vehicle.get().into()),
            Barred::Width { limit: l, vehicle } => limit("width_mm", l.get().into(), vehicle.get().into()),
            Barred::Length { limit: l, vehicle } => limit("length_mm", l.get().into(), vehicle.get().into()),
            Barred::LoadClass { limit: l, vehicle } => limit("load_class", l.into(), vehicle.into()),
            Barred::Grade { track, vehicle } => limit("grade", track.into(), vehicle.into()),
            Barred::Surface(surface) => json!({ "barred": "surface", "surface": surface.word() }),
            Barred::Season(season) => json!({ "barred": "season", "season": season.word() }),
            Barred::Ford => json!({ "barred": "ford" }),
            Barred::Private => json!({ "barred": "private" }),
        },
    }
}

fn driven_json(way: &Driven) -> Value {
    let legs: Vec<Value> = way
        .legs
        .iter()
        .map(|leg| {
            json!({
                "segment": leg.segment, "from": leg.from, "to": leg.to, "enters": leg.enters.to_string(),
                "leaves": leg.leaves.to_string(), "waits_ds": leg.waits, "length_m": leg.length, "time_ds": leg.time,
                "exposure_ds": leg.exposure,
            })
        })
        .collect();
    json!({
        "arrives": way.arrives.to_string(), "time_ds": way.time, "waits_ds": way.waits, "length_m": way.length,
        "exposure_ds": way.exposure, "loss_ppm": way.loss, "fuel_ml": way.fuel, "legs": legs,
    })
}
