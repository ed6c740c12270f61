//! The eight mixes that a hierarchy weighs side by side, and lower bounds for any mix from them.
//!
//! A mix between two neighbours is a sum of both, so the same sum of their least amounts is no more than
//! the least of the mix. One metric serves every weight of risk. Gates are closed in it: a bound never
//! leads through one, and to one only over an edge that arrives there.

use crate::bounds::{Least, Towards};
use crate::cost::{Cost, Costs, Mix};
use crate::openings::Gates;
use crate::shape::Shape;
use crate::topology::{Edge, Topology};
use hierarchy::{CLOSED, End, Metric, Potential, Toward, Weights};

/// How many mixes stand side by side.
pub(crate) const COUNT: usize = 8;

/// The lane of time alone.
const TIME: usize = 0;

/// The lane of exposure alone.
const EXPOSURE: usize = COUNT - 1;

/// The mixes, from time alone to exposure alone; no two numbers have a common divisor.
pub(crate) const LANES: [Mix; COUNT] = [
    Mix::FASTEST,
    Mix::part(20, 1),
    Mix::part(4, 1),
    Mix::part(1, 1),
    Mix::part(1, 5),
    Mix::part(1, 25),
    Mix::part(1, 125),
    Mix::SAFEST,
];

/// The lane that is a mix itself.
pub(crate) fn lane(mix: Mix) -> Option<usize> {
    LANES.iter().position(|lane| *lane == mix)
}

/// What an edge weighs in every lane. A weight that is too large counts as closed: a bound that is too small.
pub(crate) fn weights(graph: &Topology, edge: &Edge, costs: &Costs, gates: &Gates) -> Weights<COUNT> {
    let lanes = costs.get(edge.piece as usize).copied().flatten().map_or([CLOSED; COUNT], in_lanes);
    let towards = |may: bool, end: u32| {
        if may && !gates.contains_key(&graph.original(end)) { lanes } else { [CLOSED; COUNT] }
    };
    Weights { forward: towards(edge.forwards, edge.to), backward: towards(edge.backwards, edge.from) }
}

fn in_lanes(cost: Cost) -> [u32; COUNT] {
    LANES.map(|mix| {
        let mixed = mix.of(cost.time.into(), cost.exposure.into());
        u32::try_from(mixed).unwrap_or(CLOSED).min(CLOSED)
    })
}

/// A mix as a sum of two lanes, divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sum {
    parts: [(usize, u64); 2],
    divided: u64,
}

impl Sum {
    fn of(mix: Mix) -> Self {
        let turn = |one: Mix, other: Mix| {
            let product = |a: u32, b: u32| i128::from(a) * i128::from(b);
            product(one.time(), other.exposure()) - product(other.time(), one.exposure())
        };
        // The last lane that does not lean further to exposure.
        let low = (0..COUNT - 1).rev().find(|lane| turn(LANES[*lane], mix) >= 0).unwrap_or(TIME);
        let (one, other) = (LANES[low], LANES[low + 1]);
        let positive = |amount: i128| u64::try_from(amount).unwrap_or(0);
        Self {
            parts: [(low, positive(turn(mix, other))), (low + 1, positive(turn(one, mix)))],
            divided: positive(turn(one, other)).max(1),
        }
    }

    fn lanes(&self) -> impl Iterator<Item = usize> {
        self.parts.into_iter().filter(|(_, times)| *times > 0).map(|(lane, _)| lane)
    }
}

/// Least amounts by potentials of the hierarchy.
pub(crate) struct LaneTowards<'a> {
    shape: &'a Shape,
    metric: &'a Metric<COUNT>,
    targets: Vec<u32>,
    sum: Sum,
    lanes: Vec<usize>,
    /// Of each target, one for each of `lanes`.
    potentials: &'a mut Vec<Potential<COUNT>>,
}

impl<'a> LaneTowards<'a> {
    /// Aims potentials at targets.
    pub(crate) fn new(
        shape: &'a Shape,
        metric: &'a Metric<COUNT>,
        (costs, gates): (&Costs, &Gates),
        targets: Vec<u32>,
        mix: Mix,
        potentials: &'a mut Vec<Potential<COUNT>>,
    ) -> Self {
        let sum = Sum::of(mix);
        let mut lanes: Vec<usize> = sum.lanes().chain([TIME, EXPOSURE]).collect();
        lanes.sort_unstable();
        lanes.dedup();
        potentials.resize_with(targets.len() * lanes.len(), || Potential::new(shape.skeleton()));
        for (at, target) in targets.iter().enumerate() {
            let ends = ends(shape.graph(), costs, gates, *target);
            for (number, lane) in lanes.iter().enumerate() {
                potentials[at * lanes.len() + number]
                    .aim(shape.skeleton(), metric, *lane, Toward::Ends, &ends)
                    .expect("targets are places of the network");
            }
        }
        Self { shape, metric, targets, sum, lanes, potentials }
    }

    fn is_at(&self, node: u32, target: usize) -> bool {
        self.shape.graph().original(node) == self.targets[target]
    }

    fn in_lane(&mut self, node: u32, target: usize, lane: usize) -> u32 {
        let number = self.lanes.iter().position(|one| *one == lane).expect("lanes that were aimed");
        self.potentials[target * self.lanes.len() + number]
            .at(self.shape.skeleton(), self.metric, node)
            .expect("nodes of the same graph")
    }
}

impl Towards for LaneTowards<'_> {
    fn mixed(&mut self, node: u32, target: usize) -> Option<u64> {
        if self.is_at(node, target) {
            return Some(0);
        }
        let Sum { parts, divided } = self.sum;
        let (mut mixed, mut full) = (0_u128, false);
        for (lane, times) in parts.into_iter().filter(|(_, times)| *times > 0) {
            let least = self.in_lane(node, target, lane);
            mixed += u128::from(times) * u128::from(least);
            full |= least == CLOSED;
        }
        // A lane that is full may only mean a sum above its numbers; time tells whether there is a way.
        if full && self.in_lane(node, target, TIME) == CLOSED {
            return None;
        }
        u64::try_from(mixed / u128::from(divided)).ok()
    }

    fn least(&mut self, node: u32, target: usize) -> Option<Least> {
        if self.is_at(node, target) {
            return Some(Least { time: 0, exposure: 0 });
        }
        let time = self.in_lane(node, target, TIME);
        let exposure = self.in_lane(node, target, EXPOSURE);
        (time < CLOSED).then_some(Least { time: time.into(), exposure: exposure.into() })
    }
}

/// Where ways to a target end. No edge of the metric arrives at a gate, so those that do are its ends.
fn ends(graph: &Topology, costs: &Costs, gates: &Gates, target: u32) -> Vec<End<COUNT>> {
    if !gates.contains_key(&target) {
        return graph.standing_for(target).map(End::from).collect();
    }
    let arriving = graph.standing_for(target).flat_map(|node| graph.arriving(node));
    let end = |(edge, _, node): (u32, bool, u32)| {
        let piece = graph.edges()[edge as usize].piece;
        let cost = costs.get(piece as usize).copied().flatten()?;
        Some(End { node, weights: in_lanes(cost) })
    };
    arriving.filter_map(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mix_is_a_sum_of_its_neighbours() {
        let mixes = (0..=12).flat_map(|time| (0..=12).map(move |exposure| (time, exposure)));
        let far = [(125, 1), (1, 125), (40, 1), (1, 60), (125, 124), (20, 1), (125, 0), (0, 125)];
        for (time, exposure) in mixes.chain(far) {
            let Some(mix) = Mix::new(time, exposure) else { continue };
            let Sum { parts, divided } = Sum::of(mix);
            for (cost, asked) in [((7, 0), mix.of(7, 0)), ((0, 9), mix.of(0, 9)), ((1000, 333), mix.of(1000, 333))] {
                let sum: u64 = parts.iter().map(|(lane, times)| times * LANES[*lane].of(cost.0, cost.1)).sum();
                assert_eq!(sum, asked * divided, "{mix:?} as {parts:?} over {divided}");
            }
        }
    }
}
