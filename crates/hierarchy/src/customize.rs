//! Weighing all arcs: each node, from the lowest rank, gathers what the triangles under its
//! arcs bring.
//!
//! An arc is written by its lower end alone, and depends only on arcs from below. So subtrees of
//! the elimination tree are worked on side by side, each in its own stretch of memory; then the
//! nodes above them one after the other, each with its triangles divided among the threads. A
//! least of the same numbers is the same in any order, so threads never show in the result.

use crate::graph::number;
use crate::metric::Pair;
use crate::skeleton::{NONE, Skeleton};
use crate::wide::widely;
use pulp::NullaryFnOnce;
use rayon::prelude::*;

/// A node with fewer triangles than this is not worth dividing: handing work over takes as long.
const DIVIDED_MIN: usize = 4096;

/// Weighs every arc: what it weighs by itself, or what a triangle under it makes it weigh.
pub(crate) fn all<const K: usize>(
    skeleton: &Skeleton,
    initial: &(impl Fn(u32) -> Pair<K> + Sync),
    arcs: &mut [Pair<K>],
    threads: usize,
) {
    let work = Work { skeleton, initial };
    if threads <= 1 {
        return work.subtree(0..skeleton.nodes(), arcs);
    }
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(|| work.divided(arcs)),
        // No threads to be had: one does it as well.
        Err(_) => work.subtree(0..skeleton.nodes(), arcs),
    }
}

struct Work<'s, F> {
    skeleton: &'s Skeleton,
    initial: &'s F,
}

impl<F> Work<'_, F> {
    fn divided<const K: usize>(&self, arcs: &mut [Pair<K>])
    where
        F: Fn(u32) -> Pair<K> + Sync,
    {
        let (mut parts, mut rest, mut at) = (Vec::new(), &mut *arcs, 0);
        for ranks in self.skeleton.parts() {
            let range = self.skeleton.arcs_of(ranks);
            let (_, from) = rest.split_at_mut(range.start - at);
            let (own, behind) = from.split_at_mut(range.len());
            (rest, at) = (behind, range.end);
            parts.push((ranks.clone(), own));
        }
        parts.into_par_iter().with_max_len(1).for_each(|(ranks, own)| self.subtree(ranks, own));
        let mut places = Places::new(self.skeleton);
        for rank in self.skeleton.above_parts() {
            self.shared(rank, arcs, &mut places);
        }
    }

    /// Everything below a node, whose arcs are `arcs`.
    fn subtree<const K: usize>(&self, ranks: std::ops::Range<u32>, arcs: &mut [Pair<K>])
    where
        F: Fn(u32) -> Pair<K> + Sync,
    {
        let base = self.skeleton.arcs_of(&ranks).start;
        let mut places = Places::new(self.skeleton);
        for rank in ranks {
            let range = self.skeleton.up(rank);
            let (done, rest) = arcs.split_at_mut(range.start - base);
            let own = &mut rest[..range.len()];
            self.begin(rank, own);
            places.set(self.skeleton.heads(rank));
            let (below, places) = (self.skeleton.down(rank), &places);
            widely(Gather::<K> { skeleton: self.skeleton, below, done: (done, base), places, own });
        }
    }

    /// One node on all threads.
    fn shared<const K: usize>(&self, rank: u32, arcs: &mut [Pair<K>], places: &mut Places)
    where
        F: Fn(u32) -> Pair<K> + Sync,
    {
        let range = self.skeleton.up(rank);
        let (done, rest) = arcs.split_at_mut(range.start);
        let own = &mut rest[..range.len()];
        self.begin(rank, own);
        places.set(self.skeleton.heads(rank));
        let below = self.skeleton.down(rank);
        let triangles: usize =
            below.0.iter().zip(below.1).map(|(rank, arc)| self.skeleton.up_end(*rank) - *arc as usize).sum();
        let (skeleton, done, places) = (self.skeleton, (&*done, 0), &*places);
        if triangles < DIVIDED_MIN {
            return widely(Gather::<K> { skeleton, below, done, places, own });
        }
        let size = below.0.len().div_ceil(rayon::current_num_threads());
        let share = |(ranks, arcs)| {
            let mut least = vec![Pair::CLOSED; own.len()];
            widely(Gather::<K> { skeleton, below: (ranks, arcs), done, places, own: &mut least });
            least
        };
        let shares = below.0.par_chunks(size).zip(below.1.par_chunks(size));
        let gathered: Vec<Vec<Pair<K>>> = shares.map(share).collect();
        for other in gathered {
            own.iter_mut().zip(&other).for_each(|(own, other)| own.lower(other));
        }
    }

    fn begin<const K: usize>(&self, rank: u32, own: &mut [Pair<K>])
    where
        F: Fn(u32) -> Pair<K> + Sync,
    {
        for (arc, own) in self.skeleton.up(rank).zip(own) {
            *own = (self.initial)(number(arc));
        }
    }
}

/// Where the arc to each upper end stands among the arcs of one node.
#[derive(Clone, Debug)]
pub(crate) struct Places(Vec<u32>);

impl Places {
    pub(crate) fn new(skeleton: &Skeleton) -> Self {
        Self(vec![0; skeleton.nodes() as usize])
    }

    pub(crate) fn set(&mut self, heads: &[u32]) {
        for (place, head) in (0..).zip(heads) {
            self.0[*head as usize] = place;
        }
    }

    /// Gives a place only to those that are `wanted`.
    pub(crate) fn set_some(&mut self, heads: &[u32], wanted: impl Fn(usize) -> bool) {
        for (place, head) in heads.iter().enumerate() {
            self.0[*head as usize] = if wanted(place) { number(place) } else { NONE };
        }
    }
}

/// What triangles over some nodes make the arcs of one node weigh.
///
/// With `SOME`, arcs without a place are left as they are.
pub(crate) struct Gather<'a, const K: usize, const SOME: bool = false> {
    pub(crate) skeleton: &'a Skeleton,
    /// Lowest nodes of the triangles, and their arcs to the node.
    pub(crate) below: (&'a [u32], &'a [u32]),
    /// Arcs from below, and the number of the first.
    pub(crate) done: (&'a [Pair<K>], usize),
    pub(crate) places: &'a Places,
    pub(crate) own: &'a mut [Pair<K>],
}

impl<const K: usize, const SOME: bool> NullaryFnOnce for Gather<'_, K, SOME> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let (done, base) = self.done;
        for (rank, arc) in self.below.0.iter().zip(self.below.1) {
            let to_lower = done[*arc as usize - base];
            let behind = *arc as usize + 1..self.skeleton.up_end(*rank);
            let heads = &self.skeleton.all_heads()[behind.clone()];
            for (head, to_upper) in heads.iter().zip(&done[behind.start - base..behind.end - base]) {
                let place = self.places.0[*head as usize];
                if SOME && place == NONE {
                    continue;
                }
                self.own[place as usize].lower(&Pair::over(&to_lower, to_upper));
            }
        }
    }
}
