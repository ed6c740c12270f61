//! Exact distances in one lane from any node to fixed ends, or from them, found when asked for.
//!
//! The ends' side of a search is done once. A node's distance then follows from those of the
//! ancestors that its arcs lead to, and is kept (Zeitz, *CCH potentials*, 2021). So a search that
//! asks for many nodes near each other pays little for each: potentials of A*, or the test
//! whether a cheaper edge changes a route.

use crate::chains::Place;
use crate::ends::{End, Seed, Side, inside, seeds};
use crate::graph::{CLOSED, GraphError};
use crate::metric::{Metric, Pair};
use crate::skeleton::{NONE, Skeleton};

/// Which way distances go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// From any node to the nearest of the ends.
    Ends,
    /// From the nearest of the ends to any node.
    Nodes,
}

/// Distances between any node and fixed ends, with memory of its own that is used again.
///
/// Asking after the metric has changed gives numbers that are worth nothing; aim anew.
#[derive(Clone, Debug)]
pub struct Potential<const K: usize = 8> {
    /// Distance between each rank and the ends without passing a higher rank, then without this
    /// limit once it was asked for.
    least: Vec<u32>,
    known: Vec<bool>,
    /// Ranks to set back.
    touched: Vec<u32>,
    ends: Vec<End<K>>,
    seeds: Vec<Seed<K>>,
    toward: Toward,
    lane: usize,
}

impl<const K: usize> Potential<K> {
    /// For this skeleton only; until it is aimed, nothing is reached.
    pub fn new(skeleton: &Skeleton) -> Self {
        let nodes = skeleton.nodes() as usize;
        Self {
            least: vec![CLOSED; nodes],
            known: vec![false; nodes],
            touched: Vec::new(),
            ends: Vec::new(),
            seeds: Vec::new(),
            toward: Toward::Ends,
            lane: 0,
        }
    }

    /// Fixes the ends, the lane and the direction.
    ///
    /// # Errors
    ///
    /// A node that does not exist.
    pub fn aim(
        &mut self,
        skeleton: &Skeleton,
        metric: &Metric<K>,
        lane: usize,
        toward: Toward,
        ends: &[End<K>],
    ) -> Result<(), GraphError> {
        for rank in self.touched.drain(..) {
            self.least[rank as usize] = CLOSED;
            self.known[rank as usize] = false;
        }
        (self.lane, self.toward) = (lane, toward);
        self.ends.clear();
        self.ends.extend_from_slice(ends);
        self.seeds.clear();
        let side = match toward {
            Toward::Ends => Side::To,
            Toward::Nodes => Side::From,
        };
        for end in ends {
            seeds(skeleton, metric, end, side, &mut self.seeds)?;
        }
        for at in 0..self.seeds.len() {
            let (rank, weight) = (self.seeds[at].rank, self.seeds[at].weights[lane]);
            self.lower(rank, weight);
            self.climb(skeleton, metric, rank);
        }
        Ok(())
    }

    /// Distance between a node and the ends; [`CLOSED`] where there is no way.
    ///
    /// # Errors
    ///
    /// The node does not exist.
    pub fn at(&mut self, skeleton: &Skeleton, metric: &Metric<K>, node: u32) -> Result<u32, GraphError> {
        let chains = skeleton.chains();
        chains.graph().check(node)?;
        let (chain, link) = match chains.place(node) {
            Place::Core(core) => return Ok(self.of_rank(skeleton, metric, skeleton.rank(core))),
            Place::Inside { chain, link } => (chain, link),
        };
        let (span, [tail, head]) = (chains.span(chain), chains.ends(chain).map(|core| skeleton.rank(core)));
        let before = metric.along(skeleton, span.start..link);
        let behind = metric.along(skeleton, link..span.end);
        let (by_tail, by_head) = match self.toward {
            Toward::Ends => (before.backward, behind.forward),
            Toward::Nodes => (before.forward, behind.backward),
        };
        let over_tail = self.of_rank(skeleton, metric, tail) + by_tail[self.lane];
        let over_head = self.of_rank(skeleton, metric, head) + by_head[self.lane];
        let here = End::from(node);
        let within = self.ends.iter().filter_map(|end| match self.toward {
            Toward::Ends => inside(skeleton, metric, &here, end),
            Toward::Nodes => inside(skeleton, metric, end, &here),
        });
        let within = within.map(|way| way.weights[self.lane]).min().unwrap_or(CLOSED);
        Ok(over_tail.min(over_head).min(within).min(CLOSED))
    }

    /// Hands the distance of a rank to all its ancestors.
    fn climb(&mut self, skeleton: &Skeleton, metric: &Metric<K>, from: u32) {
        let mut at = Some(from);
        while let Some(rank) = at {
            let so_far = self.least[rank as usize];
            for arc in skeleton.up(rank) {
                let sum = so_far + self.away(&metric.arcs[arc]);
                self.lower(skeleton.all_heads()[arc], sum);
            }
            at = skeleton.parent(rank);
        }
    }

    fn lower(&mut self, rank: u32, weight: u32) {
        let least = &mut self.least[rank as usize];
        if weight < *least {
            if *least == CLOSED {
                self.touched.push(rank);
            }
            *least = weight;
        }
    }

    /// Weight of an arc from its lower end upwards, as seen from the ends.
    fn away(&self, arc: &Pair<K>) -> u32 {
        match self.toward {
            Toward::Ends => arc.down[self.lane],
            Toward::Nodes => arc.up[self.lane],
        }
    }

    /// Weight of an arc between its ends, as a node below sees it.
    fn near(&self, arc: &Pair<K>) -> u32 {
        match self.toward {
            Toward::Ends => arc.up[self.lane],
            Toward::Nodes => arc.down[self.lane],
        }
    }

    fn of_rank(&mut self, skeleton: &Skeleton, metric: &Metric<K>, rank: u32) -> u32 {
        let mut highest = rank;
        let mut way = Vec::new();
        while highest != NONE && !self.known[highest as usize] {
            way.push(highest);
            highest = skeleton.parent(highest).unwrap_or(NONE);
        }
        for rank in way.into_iter().rev() {
            let over = |arc: usize| self.least[skeleton.all_heads()[arc] as usize] + self.near(&metric.arcs[arc]);
            let least = skeleton.up(rank).map(over).min().unwrap_or(CLOSED);
            self.lower(rank, least);
            if !std::mem::replace(&mut self.known[rank as usize], true) {
                self.touched.push(rank);
            }
        }
        self.least[rank as usize]
    }
}
