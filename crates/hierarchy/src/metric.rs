//! `K` metrics: what every edge weighs, and what every arc of the skeleton weighs for it.
//!
//! An arc weighs, in each lane and direction, as little as the best way between its ends that
//! passes only nodes below both: the least of the chains on it and of the triangles under it.

use crate::chains::add;
use crate::customize;
use crate::graph::CLOSED;
use crate::skeleton::{Laid, Skeleton};
use thiserror::Error;

/// Weights of an edge in `K` lanes: from tail to head, and back. At most [`CLOSED`] each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights<const K: usize> {
    /// From tail to head.
    pub forward: [u32; K],
    /// From head to tail.
    pub backward: [u32; K],
}

impl<const K: usize> Weights<K> {
    /// No way in either direction.
    pub const CLOSED: Self = Self { forward: [CLOSED; K], backward: [CLOSED; K] };

    /// The same both ways.
    pub fn both(lanes: [u32; K]) -> Self {
        Self { forward: lanes, backward: lanes }
    }

    fn largest(&self) -> u32 {
        self.forward.iter().chain(&self.backward).copied().max().unwrap_or(0)
    }
}

/// Weights of an arc. Eight lanes both ways fill one line of cache, and begin with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub(crate) struct Pair<const K: usize> {
    /// From the lower end to the upper.
    pub(crate) up: [u32; K],
    /// From the upper end to the lower.
    pub(crate) down: [u32; K],
}

impl<const K: usize> Pair<K> {
    pub(crate) const CLOSED: Self = Self { up: [CLOSED; K], down: [CLOSED; K] };

    /// Takes what is less, lane by lane.
    #[inline(always)]
    pub(crate) fn lower(&mut self, other: &Self) {
        for lane in 0..K {
            self.up[lane] = self.up[lane].min(other.up[lane]);
            self.down[lane] = self.down[lane].min(other.down[lane]);
        }
    }

    /// The way over a lower node, from arcs to the lower and to the upper end.
    #[inline(always)]
    pub(crate) fn over(to_lower: &Self, to_upper: &Self) -> Self {
        Self {
            up: std::array::from_fn(|lane| to_lower.down[lane] + to_upper.up[lane]),
            down: std::array::from_fn(|lane| to_upper.down[lane] + to_lower.up[lane]),
        }
    }
}

/// Why weights cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MetricError {
    /// Not one for each edge.
    #[error("weights of {given} edges, and the graph has {edges}; give one for each")]
    Count {
        /// How many were given.
        given: usize,
        /// How many edges there are.
        edges: u32,
    },
    /// A weight above the largest.
    #[error("edge {edge} weighs {weight}, above {CLOSED}; use a larger unit, or the largest for closed")]
    Weight {
        /// Which edge.
        edge: u32,
        /// Its weight.
        weight: u32,
    },
    /// An edge that does not exist.
    #[error("edge {edge} is changed, and the graph has {edges} edges, from 0")]
    Edge {
        /// Which edge.
        edge: u32,
        /// How many edges there are.
        edges: u32,
    },
}

/// `K` metrics over a [`Skeleton`]. Whoever uses it hands it the same skeleton each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric<const K: usize = 8> {
    pub(crate) edges: Vec<Weights<K>>,
    pub(crate) arcs: Vec<Pair<K>>,
}

impl<const K: usize> Metric<K> {
    /// Weighs every arc, on so many threads; the result is the same for any number.
    ///
    /// # Errors
    ///
    /// Not one weight for each edge, or one above [`CLOSED`].
    pub fn new(skeleton: &Skeleton, edges: Vec<Weights<K>>, threads: usize) -> Result<Self, MetricError> {
        let count = skeleton.chains().graph().edges();
        if edges.len() != count as usize {
            return Err(MetricError::Count { given: edges.len(), edges: count });
        }
        for (edge, weights) in (0..).zip(&edges) {
            check(edge, weights)?;
        }
        let arcs = vec![Pair::CLOSED; skeleton.arcs() as usize];
        let mut metric = Self { edges, arcs };
        metric.customize(skeleton, threads);
        Ok(metric)
    }

    /// Replaces the weights of all edges and weighs every arc anew, in the same memory.
    ///
    /// # Errors
    ///
    /// As [`Metric::new`]; nothing is changed then.
    pub fn replace(&mut self, skeleton: &Skeleton, edges: &[Weights<K>], threads: usize) -> Result<(), MetricError> {
        if edges.len() != self.edges.len() {
            return Err(MetricError::Count { given: edges.len(), edges: skeleton.chains().graph().edges() });
        }
        for (edge, weights) in (0..).zip(edges) {
            check(edge, weights)?;
        }
        self.edges.copy_from_slice(edges);
        self.customize(skeleton, threads);
        Ok(())
    }

    /// Weighs every arc anew.
    pub(crate) fn customize(&mut self, skeleton: &Skeleton, threads: usize) {
        let Self { edges, arcs } = self;
        customize::all(skeleton, &|arc| initial(skeleton, edges, arc), arcs, threads);
    }

    /// The weights of an edge, as given.
    pub fn edge(&self, edge: u32) -> &Weights<K> {
        &self.edges[edge as usize]
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        self.edges.capacity() * size_of::<Weights<K>>() + self.arcs.capacity() * size_of::<Pair<K>>()
    }

    /// The sum along links of a chain, in the chain's direction and back.
    pub(crate) fn along(&self, skeleton: &Skeleton, links: std::ops::Range<u32>) -> Weights<K> {
        along(skeleton, &self.edges, links)
    }
}

/// Whether weights are small enough.
pub(crate) fn check<const K: usize>(edge: u32, weights: &Weights<K>) -> Result<(), MetricError> {
    let weight = weights.largest();
    if weight <= CLOSED { Ok(()) } else { Err(MetricError::Weight { edge, weight }) }
}

/// What an arc weighs by the chains on it alone.
pub(crate) fn initial<const K: usize>(skeleton: &Skeleton, edges: &[Weights<K>], arc: u32) -> Pair<K> {
    let mut least = Pair::CLOSED;
    for laid in skeleton.chains_on(arc) {
        least.lower(&chain(skeleton, edges, laid));
    }
    least
}

fn chain<const K: usize>(skeleton: &Skeleton, edges: &[Weights<K>], laid: Laid) -> Pair<K> {
    let sum = along(skeleton, edges, skeleton.chains().span(laid.number));
    match laid.reversed {
        false => Pair { up: sum.forward, down: sum.backward },
        true => Pair { up: sum.backward, down: sum.forward },
    }
}

fn along<const K: usize>(skeleton: &Skeleton, edges: &[Weights<K>], links: std::ops::Range<u32>) -> Weights<K> {
    let mut sum = Weights::both([0; K]);
    for link in links {
        let link = skeleton.chains().link(link);
        let edge = &edges[link.edge as usize];
        let (forward, backward) =
            if link.reversed { (&edge.backward, &edge.forward) } else { (&edge.forward, &edge.backward) };
        sum.forward = add(sum.forward, forward);
        sum.backward = add(sum.backward, backward);
    }
    sum
}
