//! Routes for a vehicle: under the picture and regimes of an operation, or on bare roads.

use crate::operation::Operation;
use crate::picture::{self, Corridor};
use crate::planning;
use hierarchy::Front;
use roads::{Conditions, Network, Passability, Season, Segment, SegmentIndex};
use routing::{
    Asked, Ended, Explanation, Gates, Mix, Obstacle, Openings, Reason, Seeker, Shape, Terms, TimedWay, Trip, Vehicle,
    expected_loss, fastest,
};
use std::collections::BTreeSet;
use units::{Deciseconds, Metres, Millilitres, Moment, PlaceId, SegmentId};

/// Roads, what is known of them, and when crossings can be passed.
#[derive(Clone, Debug)]
pub struct Land<'a> {
    /// The roads.
    pub network: &'a Network,
    /// State of the roads.
    pub conditions: Conditions,
    /// Crossings that are not always open to whoever asks.
    pub crossings: Vec<convoy::Crossing>,
    /// Exposure of states, the weight of risk, the fastest anybody drives.
    pub weights: roads::Weights,
    /// Chance of a loss in an hour of full exposure, in thousandths.
    pub loss_per_hour: u16,
}

impl<'a> Land<'a> {
    /// As an operation's picture has it, with its crossings from a departure on.
    pub fn of(operation: &'a Operation, corridor: &Corridor, depart: Moment) -> Self {
        Self {
            network: &operation.network,
            conditions: picture::conditions(operation, &corridor.picture),
            crossings: planning::crossings(operation, corridor, depart),
            weights: picture::weights(&operation.policy),
            loss_per_hour: operation.policy.risk.loss_per_hour.get(),
        }
    }

    /// Roads of which nothing is told: all open, all crossings too.
    pub fn bare(network: &'a Network) -> Self {
        let weights = roads::Weights {
            lambda: 0,
            restricted: roads::Permille::default(),
            unknown: roads::Permille::default(),
            speed_cap: roads::SPEED_MAX,
        };
        let conditions = Conditions::all(Passability::Open);
        Self { network, conditions, crossings: Vec::new(), weights, loss_per_hour: 0 }
    }

    /// Places that cannot always be passed after a departure.
    fn gates(&self, depart: Moment, avoided: &BTreeSet<PlaceId>) -> Gates {
        let mut gates = Gates::new();
        let number = |place: &PlaceId| self.network.node(place).map(|node| node.index().0);
        for crossing in &self.crossings {
            let openings = Openings::new(crossing.openings.iter().flat_map(|opening| spans(opening, depart)));
            if openings.spans() != [(0, u64::MAX)] {
                gates.extend(number(&crossing.place).map(|place| (place, openings)));
            }
        }
        let shut = self.conditions.bars().chain(avoided);
        gates.extend(shut.filter_map(number).map(|place| (place, Openings::never())));
        gates
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Most days ahead for which the hours of a crossing are laid out.
const DAYS_MAX: i64 = 400;

/// Spans of an opening in deciseconds after a departure.
fn spans(opening: &convoy::Opening, depart: Moment) -> Vec<(u64, u64)> {
    let after = |at: i64| u64::try_from(at.saturating_sub(depart.seconds()).saturating_mul(10)).unwrap_or(0);
    let from = opening.within.from.map_or(depart.seconds(), |from| from.seconds().max(depart.seconds()));
    let end = opening.within.to.map(|to| to.seconds());
    let Some(daily) = &opening.daily else {
        return vec![(after(from), end.map_or(u64::MAX, after))];
    };
    let offset = i64::from(daily.offset_minutes) * 60;
    let midnight = (from + offset).div_euclid(DAY) * DAY - offset;
    let day = |number: i64| {
        let clock = |minute: u16| midnight + number * DAY + i64::from(minute) * 60;
        let (opens, closes) = (clock(daily.opens_minute).max(from), clock(daily.closes_minute));
        (after(opens), after(end.map_or(closes, |end| closes.min(end))))
    };
    (0..DAYS_MAX).map(day).collect()
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Where the way begins.
    pub from: PlaceId,
    /// Compulsory points in order, and the destination.
    pub stops: Vec<PlaceId>,
    /// Whose way it is; without one every road is driven at its own speed.
    pub vehicle: Option<Vehicle>,
    /// The season.
    pub season: Season,
    /// What is least; the weights of the land where none is given.
    pub mix: Option<Mix>,
    /// Segments not to be used.
    pub avoid_segments: BTreeSet<SegmentId>,
    /// Places not to be passed.
    pub avoid_places: BTreeSet<PlaceId>,
    /// When it begins.
    pub depart: Moment,
}

/// A segment as it is driven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The segment.
    pub segment: SegmentId,
    /// Where it is entered.
    pub from: PlaceId,
    /// Where it is left.
    pub to: PlaceId,
    /// When it is entered.
    pub enters: Moment,
    /// When its end is reached.
    pub leaves: Moment,
    /// How long one waits there.
    pub waits: Deciseconds,
    /// Its length.
    pub length: Metres,
    /// Time on it.
    pub time: Deciseconds,
    /// Exposure on it.
    pub exposure: Deciseconds,
}

/// A way, with what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driven {
    /// Its segments in order.
    pub legs: Vec<Leg>,
    /// When its end is reached.
    pub arrives: Moment,
    /// From departure to arrival.
    pub time: Deciseconds,
    /// Of it, waiting.
    pub waits: Deciseconds,
    /// Length.
    pub length: Metres,
    /// Exposure.
    pub exposure: Deciseconds,
    /// Expected loss, in millionths of what is sent.
    pub loss: u32,
    /// Fuel of one vehicle, where a vehicle was named.
    pub fuel: Option<Millilitres>,
}

/// What the way goes round, and what it would take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstructed {
    /// Segments next to each other, and why: each reason once.
    Segments {
        /// Them.
        segments: Vec<SegmentId>,
        /// Their length together.
        length: Metres,
        /// Why they are not used.
        reasons: Vec<Reason>,
    },
    /// A place that is shut when one would pass.
    Place(PlaceId),
}

/// An obstacle, and what would be saved were it gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Without {
    /// The obstacle.
    pub obstacle: Obstructed,
    /// Deciseconds saved; less than none where the way as it is is the faster, and the more exposed.
    pub time: i64,
    /// Exposure saved.
    pub exposure: i64,
}

/// Why the way is not the one every driver would take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// Each obstacle on the free way, in its order.
    pub obstacles: Vec<Without>,
    /// Deciseconds that would be saved if all were gone.
    pub all_time: i64,
}

/// Ways that no other beats in time and risk, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// From the fastest to the safest.
    pub ways: Vec<Driven>,
    /// By how many thousandths a way not shown could be better for some weight of risk.
    pub gap: u32,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The best way, where there is one.
    pub way: Option<Driven>,
    /// Why it is not the free one.
    pub explained: Explained,
    /// The gap between the islands on which two stops lie.
    pub gap: Option<roads::Gap>,
    /// Whether a way would exist were all roads open and all vehicles small.
    pub joined: bool,
}

/// Why nothing is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WayError {
    /// A place is not of the roads.
    #[error("no place `{place}` is in the network")]
    Place {
        /// The place.
        place: PlaceId,
    },
    /// Too many ways are neither better nor worse.
    #[error(
        "too many ways are neither faster nor safer than others; the best costs at least {at_least} ds of time and weighed exposure"
    )]
    GaveUp {
        /// That much.
        at_least: u64,
    },
}

/// Seeks the ways of one wish.
#[derive(Debug)]
pub struct Ways<'a> {
    land: &'a Land<'a>,
    wish: &'a Wish,
    shape: &'a Shape,
    seeker: Seeker<'a>,
    from: u32,
    stops: Vec<u32>,
    mix: Mix,
    threads: usize,
}

impl<'a> Ways<'a> {
    /// Weighs the roads for a wish, on so many threads; the shape is that of the land's network.
    pub fn new(land: &'a Land<'a>, shape: &'a Shape, wish: &'a Wish, threads: usize) -> Result<Self, WayError> {
        let number = |place: &PlaceId| {
            let node = land.network.node(place).ok_or_else(|| WayError::Place { place: place.clone() })?;
            Ok(node.index().0)
        };
        let from = number(&wish.from)?;
        let stops = wish.stops.iter().map(number).collect::<Result<_, WayError>>()?;
        let costs = terms(land, wish).costs(land.network, &land.conditions);
        let gates = land.gates(wish.depart, &wish.avoid_places);
        let seeker = Seeker::new(shape, costs, gates, threads);
        let weighed = hierarchy::Direction { time: 1, risk: land.weights.lambda.into() };
        let mix = wish.mix.or_else(|| Mix::of_direction(weighed)).unwrap_or(Mix::FASTEST);
        Ok(Self { land, wish, shape, seeker, from, stops, mix, threads })
    }

    /// The best way, with why it is not the free one where that is asked, or where there is none.
    pub fn best(&mut self, why: bool) -> Result<Found, WayError> {
        let trip = Trip { from: self.from, stops: &self.stops };
        let way = match self.seeker.way(trip, self.mix) {
            Ended::Best(way) => Some(way),
            Ended::NoWay => None,
            Ended::GaveUp { at_least } => return Err(WayError::GaveUp { at_least }),
        };
        let mut found = Found { way: way.as_ref().map(|way| self.driven(way)), joined: true, ..Found::default() };
        if why || way.is_none() {
            match fastest(self.shape, &terms(self.land, self.wish).free_costs(self.land.network), trip, self.threads) {
                Some(free) => found.explained = self.explained(&free, way.as_ref()),
                None => (found.joined, found.gap) = (false, self.gap()),
            }
        }
        Ok(found)
    }

    /// Ways that no other beats in time and risk; the largest gaps between them are settled so many times.
    pub fn choices(&mut self, refined: usize, progress: &mut dyn FnMut(u32)) -> Choices {
        let trip = Trip { from: self.from, stops: &self.stops };
        let mut front = self.seeker.choices(trip);
        for _ in 0..refined {
            if !self.seeker.refine(trip, &mut front) {
                break;
            }
            progress(front.gap().0);
        }
        let ways = |front: &Front<TimedWay>| front.choices().iter().map(|choice| self.driven(&choice.way)).collect();
        Choices { ways: ways(&front), gap: front.gap().0 }
    }

    fn explained(&mut self, free: &TimedWay, chosen: Option<&TimedWay>) -> Explained {
        let terms = terms(self.land, self.wish);
        let free_costs = terms.free_costs(self.land.network);
        let (costs, gates) = (self.seeker.costs().clone(), self.seeker.gates().clone());
        let asked = Explanation {
            graph: self.shape.graph(),
            costs: &costs,
            free_costs: &free_costs,
            gates: &gates,
            free,
            chosen,
            mix: self.mix,
        };
        let trip = Trip { from: self.from, stops: &self.stops };
        let told = asked.explain(&mut Asked { seeker: &mut self.seeker, trip, mix: self.mix });
        let without = |lifted: &routing::Lifted| Without {
            obstacle: self.obstructed(&lifted.obstacle),
            time: lifted.time,
            exposure: lifted.exposure,
        };
        Explained { obstacles: told.obstacles.iter().map(without).collect(), all_time: told.all_time }
    }

    fn obstructed(&self, obstacle: &Obstacle) -> Obstructed {
        let pieces = match obstacle {
            Obstacle::Gate(place) => {
                return Obstructed::Place(self.land.network.node_at(roads::NodeIndex(*place)).place());
            }
            Obstacle::Shut(pieces) | Obstacle::Dangerous(pieces) => pieces,
        };
        let terms = terms(self.land, self.wish);
        let mut obstructed = (Vec::new(), Metres::ZERO, Vec::new());
        for segment in pieces.iter().map(|piece| self.land.network.segment_at(SegmentIndex(*piece))) {
            obstructed.0.push(segment.id());
            obstructed.1 = obstructed.1.saturating_add(segment.length());
            let reason = terms.reason(segment, &self.land.conditions);
            obstructed.2.extend(reason.filter(|reason| !obstructed.2.contains(reason)));
        }
        let (segments, length, reasons) = obstructed;
        Obstructed::Segments { segments, length, reasons }
    }

    /// Between the first two stops that no road joins.
    fn gap(&self) -> Option<roads::Gap> {
        let mut here = self.from;
        self.stops.iter().find_map(|stop| {
            let from = std::mem::replace(&mut here, *stop);
            roads::gap(self.land.network, roads::NodeIndex(from), roads::NodeIndex(*stop))
        })
    }

    fn driven(&self, way: &TimedWay) -> Driven {
        let (graph, network) = (self.shape.graph(), self.land.network);
        let at = |deciseconds: u64| self.wish.depart.plus_seconds(i64::try_from(deciseconds / 10).unwrap_or(i64::MAX));
        let mut here = self.from;
        let (mut legs, mut length, mut fuel, mut waits) = (Vec::new(), Metres::ZERO, Millilitres::ZERO, 0);
        for stretch in &way.stretches {
            let piece = graph.edges()[stretch.edge as usize].piece;
            let segment: Segment<'_> = network.segment_at(SegmentIndex(piece));
            let from = std::mem::replace(&mut here, graph.original(stretch.to));
            let place = |number: u32| network.node_at(roads::NodeIndex(number)).place();
            let cost = self.seeker.costs()[piece as usize].unwrap_or_default();
            legs.push(Leg {
                segment: segment.id(),
                from: place(from),
                to: place(here),
                enters: at(stretch.enters),
                leaves: at(stretch.leaves),
                waits: Deciseconds::new(stretch.waits),
                length: segment.length(),
                time: Deciseconds::new(cost.time.into()),
                exposure: Deciseconds::new(cost.exposure.into()),
            });
            length = length.saturating_add(segment.length());
            waits += stretch.waits;
            let burnt = self.wish.vehicle.as_ref().map(|vehicle| vehicle.fuel(segment.surface(), segment.length()));
            fuel = fuel.saturating_add(burnt.unwrap_or_default());
        }
        Driven {
            legs,
            arrives: at(way.time),
            time: Deciseconds::new(way.time),
            waits: Deciseconds::new(waits),
            length,
            exposure: Deciseconds::new(way.exposure),
            loss: expected_loss(way.exposure, self.land.loss_per_hour),
            fuel: self.wish.vehicle.is_some().then_some(fuel),
        }
    }
}

fn terms<'a>(land: &'a Land<'_>, wish: &'a Wish) -> Terms<'a> {
    Terms {
        vehicle: wish.vehicle.as_ref(),
        season: wish.season,
        weights: &land.weights,
        forbidden: &wish.avoid_segments,
    }
}

/// Share of a way's length, in thousandths, that it has in common with another.
pub fn in_common(way: &Driven, other: &Driven) -> u16 {
    let used: BTreeSet<&SegmentId> = other.legs.iter().map(|leg| &leg.segment).collect();
    let shared: u64 = way.legs.iter().filter(|leg| used.contains(&leg.segment)).map(|leg| leg.length.get()).sum();
    (shared * 1000).checked_div(way.length.get()).and_then(|share| u16::try_from(share).ok()).unwrap_or(1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use convoy::{DailyHours, Opening};
    use units::Interval;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    /// Hours after the departure.
    fn hours(opening: &Opening, depart: &str) -> Vec<(u64, u64)> {
        let open = Openings::new(spans(opening, at(depart)));
        open.spans().iter().map(|(from, to)| (from / 36_000, to / 36_000)).collect()
    }

    const DAYTIME: DailyHours = DailyHours { opens_minute: 420, closes_minute: 1080, offset_minutes: 60 };

    #[test]
    fn hours_of_a_crossing_are_told_from_the_departure_on() {
        let to = |to: &str| Interval { from: Some(at("2013-02-05T08:00:00Z")), to: Some(at(to)) };
        let daily = Opening { within: to("2013-02-12T12:00:00Z"), daily: Some(DAYTIME) };
        // Open from 06:00 to 17:00 in universal time; the span ends at noon of the last day.
        assert_eq!(hours(&daily, "2013-02-10T18:00:00Z"), [(12, 23), (36, 42)]);
        assert_eq!(hours(&daily, "2013-02-11T07:00:00Z"), [(0, 10), (23, 29)]);
        assert_eq!(hours(&daily, "2013-02-12T12:00:00Z"), []);
        // Before the span begins it is shut.
        assert_eq!(hours(&daily, "2013-02-04T20:00:00Z").first(), Some(&(12, 21)));
        let always = Opening { within: to("2013-02-12T12:00:00Z"), daily: None };
        assert_eq!(hours(&always, "2013-02-12T10:00:00Z"), [(0, 2)]);
        let night = DailyHours { opens_minute: 1320, closes_minute: 1440, offset_minutes: -60 };
        let late = Opening { within: to("2013-02-12T00:00:00Z"), daily: Some(night) };
        // 22:00 to midnight an hour west of Greenwich.
        assert_eq!(hours(&late, "2013-02-10T23:30:00Z"), [(0, 1), (23, 24)]);
        let never = DailyHours { opens_minute: 600, closes_minute: 600, offset_minutes: 0 };
        assert_eq!(hours(&Opening { daily: Some(never), ..late }, "2013-02-10T00:00:00Z"), []);
    }
}
