//! Distances in all lanes at once, by climbing the elimination tree from both ends.
//!
//! Whatever node a shortest way climbs to from an end is an ancestor of that end. So the
//! ancestors of all ends are visited once, from the lowest, without a queue; where both sides
//! come together a way is found. A common ancestor that is in every lane no nearer than the
//! best way found is not left upwards (Buchhold, Sanders, Wagner 2019).

use crate::ends::{End, Inside, Seed, Side, inside, seeds};
use crate::graph::{CLOSED, GraphError, number};
use crate::metric::Metric;
use crate::skeleton::{NONE, Skeleton};
use crate::wide::widely;
use pulp::NullaryFnOnce;

/// Marks a node reached from an end itself: what follows is the number of the seed.
pub(crate) const SEED: u32 = 1 << 31;

/// A search over one skeleton, with memory of its own that is used again.
#[derive(Clone, Debug)]
pub struct Searcher<const K: usize = 8> {
    /// Where each rank stands in the climb.
    slot: Vec<u32>,
    pub(crate) climb: Vec<Stop>,
    labels: Vec<Label<K>>,
    /// The arc by which each label was reached, or [`SEED`] and a seed.
    pub(crate) via: Vec<[[u32; K]; 2]>,
    pub(crate) seeds: Vec<Seed<K>>,
    /// The best way inside one chain, by lane.
    pub(crate) inside: Vec<Inside<K>>,
    /// The least weight by lane.
    pub(crate) best: [u32; K],
    /// Where that was found, by lane.
    pub(crate) met: [Met; K],
    cursors: Vec<(u32, [bool; 2])>,
}

/// A node of the climb, and the sides that pass it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) rank: u32,
    from: bool,
    to: bool,
}

/// Least weight from the beginning to a node, and from it to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
struct Label<const K: usize> {
    from: [u32; K],
    to: [u32; K],
}

/// Where the best way was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Met {
    Nowhere,
    /// At this place in the climb.
    At(u32),
    /// It is this way inside a chain.
    Inside(u32),
}

impl<const K: usize> Searcher<K> {
    /// For this skeleton only.
    pub fn new(skeleton: &Skeleton) -> Self {
        Self {
            slot: vec![NONE; skeleton.nodes() as usize],
            climb: Vec::new(),
            labels: Vec::new(),
            via: Vec::new(),
            seeds: Vec::new(),
            inside: Vec::new(),
            best: [CLOSED; K],
            met: [Met::Nowhere; K],
            cursors: Vec::new(),
        }
    }

    /// The least weight in each lane from any beginning to any end; [`CLOSED`] where there is no way.
    ///
    /// # Errors
    ///
    /// A node that does not exist.
    pub fn distances(
        &mut self,
        skeleton: &Skeleton,
        metric: &Metric<K>,
        from: &[End<K>],
        to: &[End<K>],
    ) -> Result<[u32; K], GraphError> {
        self.run::<false>(skeleton, metric, from, to)?;
        Ok(self.best)
    }

    /// Searches; with `TRACK`, keeps by which arcs.
    pub(crate) fn run<const TRACK: bool>(
        &mut self,
        skeleton: &Skeleton,
        metric: &Metric<K>,
        from: &[End<K>],
        to: &[End<K>],
    ) -> Result<(), GraphError> {
        (self.best, self.met) = ([CLOSED; K], [Met::Nowhere; K]);
        self.seeds.clear();
        for end in from {
            seeds(skeleton, metric, end, Side::From, &mut self.seeds)?;
        }
        for end in to {
            seeds(skeleton, metric, end, Side::To, &mut self.seeds)?;
        }
        self.climb(skeleton);
        self.plant::<TRACK>();
        widely(Sweep::<K, TRACK> { searcher: self, skeleton, metric });
        self.stay_inside(skeleton, metric, from, to);
        Ok(())
    }

    /// Lists the ancestors of all seeds, ascending.
    fn climb(&mut self, skeleton: &Skeleton) {
        self.climb.clear();
        self.cursors.clear();
        let sides = self.seeds.iter().map(|seed| (seed.rank, [seed.side == Side::From, seed.side == Side::To]));
        self.cursors.extend(sides);
        while let Some(rank) = self.cursors.iter().map(|(rank, _)| *rank).min() {
            let mut sides = [false; 2];
            self.cursors.retain(|(at, passed)| {
                if *at == rank {
                    sides = [sides[0] | passed[0], sides[1] | passed[1]];
                }
                *at != rank
            });
            self.slot[rank as usize] = number(self.climb.len());
            self.climb.push(Stop { rank, from: sides[0], to: sides[1] });
            self.cursors.extend(skeleton.parent(rank).map(|parent| (parent, sides)));
        }
    }

    /// Sets labels back, and those of seeds to what they begin with.
    fn plant<const TRACK: bool>(&mut self) {
        self.labels.clear();
        self.labels.resize(self.climb.len(), Label { from: [CLOSED; K], to: [CLOSED; K] });
        if TRACK {
            self.via.resize(self.climb.len(), [[NONE; K]; 2]);
        }
        for (seed, at) in self.seeds.iter().zip(0..) {
            let slot = self.slot[seed.rank as usize] as usize;
            let (label, side) = match seed.side {
                Side::From => (&mut self.labels[slot].from, 0),
                Side::To => (&mut self.labels[slot].to, 1),
            };
            for (lane, (least, weight)) in label.iter_mut().zip(&seed.weights).enumerate() {
                if weight < least {
                    *least = *weight;
                    if TRACK {
                        self.via[slot][side][lane] = SEED | at;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn sweep<const TRACK: bool>(&mut self, skeleton: &Skeleton, metric: &Metric<K>) {
        for at in 0..self.climb.len() {
            let stop = self.climb[at];
            let label = self.labels[at];
            if stop.from && stop.to {
                self.meet(number(at), &label);
            }
            let hopeful = |lanes: &[u32; K]| (0..K).any(|lane| lanes[lane] < self.best[lane]);
            let (from, to) = (stop.from && hopeful(&label.from), stop.to && hopeful(&label.to));
            if !from && !to {
                continue;
            }
            let arcs = skeleton.up(stop.rank);
            let heads = &skeleton.all_heads()[arcs.clone()];
            for ((pair, head), arc) in metric.arcs[arcs.clone()].iter().zip(heads).zip(number(arcs.start)..) {
                let slot = self.slot[*head as usize] as usize;
                let above = &mut self.labels[slot];
                if TRACK {
                    let via = &mut self.via[slot];
                    if from {
                        track(&mut above.from, &mut via[0], &label.from, &pair.up, arc);
                    }
                    if to {
                        track(&mut above.to, &mut via[1], &label.to, &pair.down, arc);
                    }
                } else {
                    if from {
                        relax(&mut above.from, &label.from, &pair.up);
                    }
                    if to {
                        relax(&mut above.to, &label.to, &pair.down);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn meet(&mut self, at: u32, label: &Label<K>) {
        for lane in 0..K {
            let sum = label.from[lane] + label.to[lane];
            if sum < self.best[lane] {
                self.best[lane] = sum;
                self.met[lane] = Met::At(at);
            }
        }
    }

    /// Considers ways that do not leave a chain.
    fn stay_inside(&mut self, skeleton: &Skeleton, metric: &Metric<K>, from: &[End<K>], to: &[End<K>]) {
        self.inside.clear();
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (from, to))) {
            let Some(way) = inside(skeleton, metric, from, to) else { continue };
            for lane in 0..K {
                if way.weights[lane] < self.best[lane] {
                    self.best[lane] = way.weights[lane];
                    self.met[lane] = Met::Inside(number(self.inside.len()));
                }
            }
            self.inside.push(way);
        }
    }

    /// Place in the climb of a rank that is in it.
    pub(crate) fn slot(&self, rank: u32) -> usize {
        self.slot[rank as usize] as usize
    }
}

struct Sweep<'a, const K: usize, const TRACK: bool> {
    searcher: &'a mut Searcher<K>,
    skeleton: &'a Skeleton,
    metric: &'a Metric<K>,
}

impl<const K: usize, const TRACK: bool> NullaryFnOnce for Sweep<'_, K, TRACK> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.searcher.sweep::<TRACK>(self.skeleton, self.metric);
    }
}

#[inline(always)]
fn relax<const K: usize>(above: &mut [u32; K], label: &[u32; K], arc: &[u32; K]) {
    for lane in 0..K {
        above[lane] = above[lane].min(label[lane] + arc[lane]);
    }
}

#[inline(always)]
fn track<const K: usize>(above: &mut [u32; K], via: &mut [u32; K], label: &[u32; K], arc: &[u32; K], by: u32) {
    for lane in 0..K {
        let sum = label[lane] + arc[lane];
        // All ones where it is nearer: lanes differ, so a branch would be guessed wrongly.
        let nearer = u32::from(sum < above[lane]).wrapping_neg();
        above[lane] = above[lane].min(sum);
        via[lane] = by & nearer | via[lane] & !nearer;
    }
}
