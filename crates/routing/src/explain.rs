//! What a way goes round, and what it would take to be faster.
//!
//! Against the way that would be fastest if every road were open, free of danger and fit for the vehicle,
//! and no gate ever shut: each thing on it that the chosen way does not accept is an obstacle. Each is
//! lifted alone, and the way sought anew: what that saves is what the obstacle costs. Obstacles that save
//! nothing alone, but do so together, are told together.

use crate::cost::{Cost, Costs, Mix};
use crate::openings::Gates;
use crate::timed::{Ended, TimedWay};
use crate::topology::Topology;
use std::collections::{BTreeMap, BTreeSet};

/// Most obstacles that are lifted one by one.
pub const OBSTACLES_MAX: usize = 12;

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Pieces next to each other that are closed, or bar the vehicle.
    Shut(Vec<u32>),
    /// Pieces next to each other that are dangerous.
    Dangerous(Vec<u32>),
    /// A place that is shut when one would pass.
    Gate(u32),
}

/// An obstacle, and what it would save to be rid of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// The obstacle.
    pub obstacle: Obstacle,
    /// Time it would save if it alone were gone: less where the safer way was the slower.
    pub time: i64,
    /// Exposure it would save.
    pub exposure: i64,
}

/// Why a way is not the one every driver would take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// Each obstacle on the free way, in its order.
    pub obstacles: Vec<Lifted>,
    /// Time that would be saved if all were gone.
    pub all_time: i64,
}

/// Seeks the best way for changed costs and gates.
pub trait Engine {
    /// The best way when these pieces cost what is given here and all others what they cost before.
    fn best(&mut self, changed: &BTreeMap<u32, Option<Cost>>, gates: &Gates) -> Ended;
}

/// What an explanation is about.
#[derive(Clone, Copy, Debug)]
pub struct Explanation<'a> {
    /// The graph.
    pub graph: &'a Topology,
    /// What each piece costs.
    pub costs: &'a Costs,
    /// What it would cost if it were open, free of danger and fit for the vehicle.
    pub free_costs: &'a Costs,
    /// Places that cannot always be passed.
    pub gates: &'a Gates,
    /// The way with free costs and without gates.
    pub free: &'a TimedWay,
    /// The way as it is, where there is one.
    pub chosen: Option<&'a TimedWay>,
    /// What was least.
    pub mix: Mix,
}

impl Explanation<'_> {
    /// Lifts each obstacle alone.
    pub fn explain(&self, engine: &mut impl Engine) -> Explained {
        let nothing = TimedWay { time: self.free.time, ..TimedWay::default() };
        let chosen = self.chosen.unwrap_or(&nothing);
        let lifted = |obstacle: Obstacle| {
            let (changed, gates) = self.without(&obstacle);
            let (time, exposure) = match engine.best(&changed, &gates) {
                Ended::Best(way) if self.chosen.is_some() => {
                    (saved(chosen.time, way.time), saved(chosen.exposure, way.exposure))
                }
                Ended::Best(_) | Ended::NoWay | Ended::GaveUp { .. } => (0, 0),
            };
            Lifted { obstacle, time, exposure }
        };
        let obstacles = self.obstacles().into_iter().take(OBSTACLES_MAX).map(lifted).collect();
        Explained { obstacles, all_time: saved(chosen.time, self.free.time) }
    }

    /// Obstacles on the free way that the chosen way does not accept, in order.
    pub fn obstacles(&self) -> Vec<Obstacle> {
        let accepted: BTreeSet<u32> = self.chosen.into_iter().flat_map(|way| self.pieces(way)).collect();
        let waits: BTreeMap<u32, u64> = self.chosen.map(|way| self.passed(way)).unwrap_or_default();
        let mut found: Vec<Obstacle> = Vec::new();
        for stretch in &self.free.stretches {
            let piece = self.graph.edges()[stretch.edge as usize].piece;
            if !accepted.contains(&piece) {
                match self.costs.get(piece as usize).copied().flatten() {
                    None => extend(&mut found, piece, true),
                    // Danger keeps nobody from going.
                    Some(cost) if self.chosen.is_some() && cost.exposure > 0 && self.mix.exposure() > 0 => {
                        extend(&mut found, piece, false);
                    }
                    Some(_) => {}
                }
            }
            let place = self.graph.original(stretch.to);
            let last = std::ptr::eq(stretch, &self.free.stretches[self.free.stretches.len() - 1]);
            if !last && self.gates.contains_key(&place) && waits.get(&place).is_none_or(|waits| *waits > 0) {
                found.push(Obstacle::Gate(place));
            }
        }
        found
    }

    fn without(&self, obstacle: &Obstacle) -> (BTreeMap<u32, Option<Cost>>, Gates) {
        let mut gates = self.gates.clone();
        let free = |piece: &u32| (*piece, self.free_costs.get(*piece as usize).copied().flatten());
        let changed = match obstacle {
            Obstacle::Shut(pieces) | Obstacle::Dangerous(pieces) => pieces.iter().map(free).collect(),
            Obstacle::Gate(place) => {
                gates.remove(place);
                BTreeMap::new()
            }
        };
        (changed, gates)
    }

    fn pieces(&self, way: &TimedWay) -> Vec<u32> {
        way.stretches.iter().map(|stretch| self.graph.edges()[stretch.edge as usize].piece).collect()
    }

    /// Places that a way passes, and how long it waits there.
    fn passed(&self, way: &TimedWay) -> BTreeMap<u32, u64> {
        way.stretches.iter().map(|stretch| (self.graph.original(stretch.to), stretch.waits)).collect()
    }
}

/// Adds a piece to the obstacle before it where both are of one kind.
fn extend(found: &mut Vec<Obstacle>, piece: u32, shut: bool) {
    match (found.last_mut(), shut) {
        (Some(Obstacle::Shut(pieces)), true) | (Some(Obstacle::Dangerous(pieces)), false) => pieces.push(piece),
        (_, true) => found.push(Obstacle::Shut(vec![piece])),
        (_, false) => found.push(Obstacle::Dangerous(vec![piece])),
    }
}

fn saved(before: u64, after: u64) -> i64 {
    let signed = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
    signed(before).saturating_sub(signed(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openings::Openings;
    use crate::timed::{NoBounds, Question, timed_way};
    use crate::topology::Piece;

    /// Plain searches on the graph of a test.
    struct Plain<'a>(Question<'a>);

    impl Engine for Plain<'_> {
        fn best(&mut self, changed: &BTreeMap<u32, Option<Cost>>, gates: &Gates) -> Ended {
            let mut costs = self.0.costs.clone();
            for (piece, cost) in changed {
                costs[*piece as usize] = *cost;
            }
            timed_way(Question { costs: &costs, gates, ..self.0 }, NoBounds)
        }
    }

    fn way(ended: Ended) -> TimedWay {
        let Ended::Best(way) = ended else { panic!("{ended:?}") };
        way
    }

    #[test]
    fn each_obstacle_is_told_with_what_it_costs() {
        // 0 - 1 - 2 - 3 straight on; 0 - 4 - 3 round; 1 - 5 - 2 round the dangerous middle.
        let ends = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 3), (1, 5), (5, 2)];
        let pieces = ends.map(|(from, to)| Piece { from, to, oneway: false });
        let graph = Topology::new(6, &pieces, &[]);
        let cost = |time, exposure| Some(Cost { time, exposure });
        let free_costs: Costs = [10, 10, 10, 50, 50, 20, 20].map(|time| cost(time, 0)).to_vec();
        let mut costs = free_costs.clone();
        costs[1] = cost(10, 10);
        costs[2] = None;
        let gates = Gates::from([(4, Openings::new([(60, 1000)]))]);
        let mix = Mix::new(1, 5).unwrap();
        let question =
            Question { graph: &graph, costs: &costs, gates: &gates, from: 0, stops: &[3], mix, labels_max: 1000 };
        let chosen = way(timed_way(question, NoBounds));
        assert_eq!((chosen.time, chosen.exposure), (110, 0));
        let free = way(timed_way(Question { costs: &free_costs, gates: &Gates::new(), ..question }, NoBounds));
        let asked = Explanation {
            graph: &graph,
            costs: &costs,
            free_costs: &free_costs,
            gates: &gates,
            free: &free,
            chosen: Some(&chosen),
            mix,
        };
        let explained = asked.explain(&mut Plain(question));
        let told: Vec<_> = explained.obstacles.iter().map(|one| (one.obstacle.clone(), one.time)).collect();
        assert_eq!(told, [(Obstacle::Dangerous(vec![1]), 0), (Obstacle::Shut(vec![2]), 50)]);
        assert_eq!(explained.all_time, 80);
    }

    #[test]
    fn a_gate_that_makes_one_wait_is_an_obstacle() {
        let pieces = [(0, 1), (1, 2)].map(|(from, to)| Piece { from, to, oneway: false });
        let graph = Topology::new(3, &pieces, &[]);
        let costs: Costs = vec![Some(Cost { time: 10, exposure: 0 }); 2];
        let gates = Gates::from([(1, Openings::new([(60, 100)]))]);
        let mix = Mix::FASTEST;
        let question =
            Question { graph: &graph, costs: &costs, gates: &gates, from: 0, stops: &[2], mix, labels_max: 1000 };
        let chosen = way(timed_way(question, NoBounds));
        let free = way(timed_way(Question { gates: &Gates::new(), ..question }, NoBounds));
        let asked = Explanation {
            graph: &graph,
            costs: &costs,
            free_costs: &costs,
            gates: &gates,
            free: &free,
            chosen: Some(&chosen),
            mix,
        };
        let explained = asked.explain(&mut Plain(question));
        assert_eq!(explained.obstacles, [Lifted { obstacle: Obstacle::Gate(1), time: 50, exposure: 0 }]);
    }
}
