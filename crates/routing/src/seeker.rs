//! Answers about ways over one shape, with costs and gates that change.

use crate::bounds::{GateBounds, targets};
use crate::cost::{Cost, Costs, Mix};
use crate::explain::Engine;
use crate::lanes::{self, LANES, LaneTowards};
use crate::openings::Gates;
use crate::shape::Shape;
use crate::timed::{Ended, LABELS_MAX, Question, Stretch, TimedWay, timed_way};
use crate::topology::Topology;
use hierarchy::{CLOSED, Choice, Direction, End, Front, Metric, Potential, Route, Searcher, Toward, Updater, Weights};
use std::collections::{BTreeMap, BTreeSet};

/// Costs and gates of a network, weighed in its hierarchy.
#[derive(Debug)]
pub struct Seeker<'s> {
    shape: &'s Shape,
    costs: Costs,
    gates: Gates,
    metric: Metric<{ lanes::COUNT }>,
    updater: Updater<{ lanes::COUNT }>,
    potentials: Vec<Potential<{ lanes::COUNT }>>,
    searcher: Searcher<{ lanes::COUNT }>,
    threads: usize,
}

/// From where, and through which stops, the last of which is the destination: places of the network.
#[derive(Clone, Copy, Debug)]
pub struct Trip<'a> {
    /// Where the way begins.
    pub from: u32,
    /// Compulsory points in order, and the destination.
    pub stops: &'a [u32],
}

impl<'s> Seeker<'s> {
    /// Weighs everything, on so many threads.
    pub fn new(shape: &'s Shape, costs: Costs, gates: Gates, threads: usize) -> Self {
        let graph = shape.graph();
        let edges = graph.edges().iter().map(|edge| lanes::weights(graph, edge, &costs, &gates)).collect();
        let metric = Metric::new(shape.skeleton(), edges, threads).expect("weights of the graph's own edges");
        let updater = Updater::new(shape.skeleton());
        let searcher = Searcher::new(shape.skeleton());
        Self { shape, costs, gates, metric, updater, potentials: Vec::new(), searcher, threads }
    }

    /// The graph and its hierarchy.
    pub fn shape(&self) -> &'s Shape {
        self.shape
    }

    /// What each piece costs.
    pub fn costs(&self) -> &Costs {
        &self.costs
    }

    /// Places that cannot always be passed.
    pub fn gates(&self) -> &Gates {
        &self.gates
    }

    /// Gives pieces other costs; those that do not exist are passed over.
    pub fn change(&mut self, changed: &BTreeMap<u32, Option<Cost>>) {
        let mut edges = Vec::new();
        for (piece, cost) in changed {
            let Some(known) = self.costs.get_mut(*piece as usize) else { continue };
            *known = *cost;
            edges.extend(self.shape.graph().along(*piece));
        }
        self.weigh(edges);
    }

    /// Gives all gates anew.
    pub fn set_gates(&mut self, gates: Gates) {
        let before = std::mem::replace(&mut self.gates, gates);
        let graph = self.shape.graph();
        let other = before.keys().filter(|place| !self.gates.contains_key(place));
        let other = other.chain(self.gates.keys().filter(|place| !before.contains_key(place)));
        let arriving = other.flat_map(|place| graph.standing_for(*place)).flat_map(|node| graph.arriving(node));
        let edges: BTreeSet<u32> = arriving.map(|(edge, _, _)| edge).collect();
        self.weigh(edges.into_iter().collect());
    }

    fn weigh(&mut self, edges: Vec<u32>) {
        let graph = self.shape.graph();
        let weigh = |edge: u32| (edge, lanes::weights(graph, &graph.edges()[edge as usize], &self.costs, &self.gates));
        let changes: Vec<_> = edges.into_iter().map(weigh).collect();
        self.updater
            .apply(self.shape.skeleton(), &mut self.metric, &changes, self.threads)
            .expect("edges of the same graph");
    }

    /// The way that is best for a mix, waiting at gates included.
    pub fn way(&mut self, trip: Trip<'_>, mix: Mix) -> Ended {
        if let (true, [to], Some(lane)) = (self.gates.is_empty(), trip.stops, lanes::lane(mix)) {
            let ends = |place: u32| self.shape.graph().standing_for(place).map(End::from).collect::<Vec<_>>();
            let (from, to) = (ends(trip.from), ends(*to));
            let found = self.searcher.route(self.shape.skeleton(), &self.metric, lane, &from, &to);
            if let Ok(Some(route)) = found {
                return Ended::Best(driven(self.shape.graph(), &self.costs, &route));
            }
        }
        self.timed(trip, mix)
    }

    fn timed(&mut self, trip: Trip<'_>, mix: Mix) -> Ended {
        let question = Question {
            graph: self.shape.graph(),
            costs: &self.costs,
            gates: &self.gates,
            from: trip.from,
            stops: trip.stops,
            mix,
            labels_max: LABELS_MAX,
        };
        let aimed = targets(&self.gates, trip.stops);
        let towards =
            LaneTowards::new(self.shape, &self.metric, (&self.costs, &self.gates), aimed, mix, &mut self.potentials);
        timed_way(question, GateBounds::new(towards, &self.gates, trip.stops, mix))
    }

    /// Whether a way over a piece as it now is would weigh less than so much, for each of some trips without
    /// stops between: from where, to where, and what the known way weighs.
    ///
    /// None where that cannot be told without seeking the ways: with gates, or for a mix that is no lane.
    pub fn improves(&mut self, piece: u32, mix: Mix, known: &[(u32, u32, u64)]) -> Option<Vec<bool>> {
        let (true, Some(lane)) = (self.gates.is_empty(), lanes::lane(mix)) else { return None };
        let (graph, skeleton) = (self.shape.graph(), self.shape.skeleton());
        let mut better = vec![false; known.len()];
        let Some(cost) = self.costs.get(piece as usize).copied().flatten() else { return Some(better) };
        let weight = mix.of(cost.time.into(), cost.exposure.into());
        self.potentials.resize_with(self.potentials.len().max(2), || Potential::new(skeleton));
        let [before, behind, ..] = &mut self.potentials[..] else { return None };
        for edge in graph.along(piece).map(|edge| graph.edges()[edge as usize]) {
            let ways = [(edge.forwards, edge.from, edge.to), (edge.backwards, edge.to, edge.from)];
            for (_, tail, head) in ways.into_iter().filter(|(may, _, _)| *may) {
                before.aim(skeleton, &self.metric, lane, Toward::Ends, &[tail.into()]).ok()?;
                behind.aim(skeleton, &self.metric, lane, Toward::Nodes, &[head.into()]).ok()?;
                for ((from, to, most), better) in known.iter().zip(&mut better) {
                    let least = |potential: &mut Potential<{ lanes::COUNT }>, place: u32| {
                        let found = graph.standing_for(place);
                        found.filter_map(|node| potential.at(skeleton, &self.metric, node).ok()).min()
                    };
                    let (to_it, from_it) = (least(before, *from)?, least(behind, *to)?);
                    let sum = u64::from(to_it) + weight + u64::from(from_it);
                    *better |= to_it < CLOSED && from_it < CLOSED && sum < *most;
                }
            }
        }
        Some(better)
    }

    /// The hull of ways between time and exposure as far as seven mixes show it; none where there is no way.
    pub fn choices(&mut self, trip: Trip<'_>) -> Front<TimedWay> {
        let mut best = Vec::new();
        for mix in &LANES[..LANES.len() - 1] {
            let found = self.way(trip, *mix);
            if found == Ended::NoWay {
                break;
            }
            best.push((direction(*mix), choice(found)));
        }
        Front::new(best)
    }

    /// Settles the largest gap of a hull between ways of this trip; false where there is none left, or it
    /// could not be settled.
    pub fn refine(&mut self, trip: Trip<'_>, front: &mut Front<TimedWay>) -> bool {
        let Some(open) = front.open() else { return false };
        let Some(mix) = Mix::of_direction(open) else { return false };
        let Some(found) = choice(self.way(trip, mix)) else { return false };
        front.learn(open, found);
        true
    }
}

fn direction(mix: Mix) -> Direction {
    Direction { time: mix.time().into(), risk: mix.exposure().into() }
}

fn choice(found: Ended) -> Option<Choice<TimedWay>> {
    match found {
        Ended::Best(way) => Some(Choice { cost: hierarchy::Cost { time: way.time, risk: way.exposure }, way }),
        Ended::NoWay | Ended::GaveUp { .. } => None,
    }
}

/// Seeks the ways of one trip for an explanation, and leaves everything as it was.
#[derive(Debug)]
pub struct Asked<'a, 's> {
    /// Who seeks.
    pub seeker: &'a mut Seeker<'s>,
    /// For which trip.
    pub trip: Trip<'a>,
    /// By which mix.
    pub mix: Mix,
}

impl Engine for Asked<'_, '_> {
    fn best(&mut self, changed: &BTreeMap<u32, Option<Cost>>, gates: &Gates) -> Ended {
        let costs = self.seeker.costs();
        let before = changed.keys().map(|piece| (*piece, costs.get(*piece as usize).copied().flatten())).collect();
        let gates_before = self.seeker.gates().clone();
        self.seeker.change(changed);
        self.seeker.set_gates(gates.clone());
        let found = self.seeker.way(self.trip, self.mix);
        self.seeker.set_gates(gates_before);
        self.seeker.change(&before);
        found
    }
}

/// The fastest way if nothing were ever shut; from stop to stop, so that one may turn round at a stop.
pub fn fastest(shape: &Shape, costs: &Costs, trip: Trip<'_>, threads: usize) -> Option<TimedWay> {
    let (graph, skeleton) = (shape.graph(), shape.skeleton());
    let weigh = |edge: &crate::topology::Edge| {
        let time = costs.get(edge.piece as usize).copied().flatten().map_or(CLOSED, |cost| cost.time.min(CLOSED));
        let towards = |may: bool| [if may { time } else { CLOSED }];
        Weights { forward: towards(edge.forwards), backward: towards(edge.backwards) }
    };
    let metric: Metric<1> = Metric::new(skeleton, graph.edges().iter().map(weigh).collect(), threads)
        .expect("weights of the graph's own edges");
    let mut searcher = Searcher::new(skeleton);
    let (mut way, mut here) = (TimedWay::default(), trip.from);
    for stop in trip.stops {
        let ends = |place: u32| graph.standing_for(place).map(End::from).collect::<Vec<_>>();
        let route = searcher.route(skeleton, &metric, 0, &ends(here), &ends(*stop)).ok().flatten()?;
        let leg = driven(graph, costs, &route);
        let later = |stretch: Stretch| Stretch {
            enters: stretch.enters + way.time,
            leaves: stretch.leaves + way.time,
            ..stretch
        };
        let stretches: Vec<Stretch> = leg.stretches.into_iter().map(later).collect();
        way.stretches.extend(stretches);
        (way.time, way.exposure) = (way.time + leg.time, way.exposure + leg.exposure);
        here = *stop;
    }
    Some(way)
}

/// A route as it is driven without a stop.
fn driven(graph: &Topology, costs: &Costs, route: &Route) -> TimedWay {
    let mut way = TimedWay { stretches: Vec::with_capacity(route.steps.len()), ..TimedWay::default() };
    for (step, to) in route.steps.iter().zip(&route.nodes[1..]) {
        let piece = graph.edges()[step.edge as usize].piece;
        let cost = costs.get(piece as usize).copied().flatten().unwrap_or_default();
        let (enters, leaves) = (way.time, way.time + u64::from(cost.time));
        way.stretches.push(Stretch { edge: step.edge, forwards: step.forwards, to: *to, enters, leaves, waits: 0 });
        (way.time, way.exposure) = (leaves, way.exposure + u64::from(cost.exposure));
    }
    way
}
