//! Partial update: edges change, and only arcs that may weigh something else are looked at.
//!
//! Ranks are visited upwards. When an arc changes, each triangle it is a lower side of either
//! brings less than the upper arc weighs, which is then lowered at once; or it brought exactly
//! what that arc weighed and now brings more, and the arc is **suspect**: it is weighed anew from
//! all its chains and triangles when its turn comes. Any other arc keeps its weight. So the
//! result is that of weighing everything, number for number.

use crate::customize::{Gather, Places};
use crate::graph::{CLOSED, number};
use crate::metric::{Metric, MetricError, Pair, Weights, check, initial};
use crate::skeleton::{NONE, Skeleton};
use crate::wide::widely;
use pulp::NullaryFnOnce;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// From so many changed edges on, weighing everything takes less time.
///
/// Measured on 1.2 million nodes (`docs/hierarchy.md`).
pub const PARTIAL_MAX: usize = 2000;

/// So many suspect arcs of a node are weighed together: their triangles are then met in the order
/// in which they lie in memory.
const TOGETHER_MIN: usize = 6;

/// What an update did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Updated {
    /// So many arcs were given another weight.
    Arcs(u32),
    /// All arcs were weighed.
    All,
}

/// How an arc stands in an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Untouched,
    /// It may weigh less than before, and already does.
    Lowered,
    /// What it weighed by may be gone.
    Suspect,
}

/// Updates metrics of one skeleton, with memory of its own that is used again.
#[derive(Clone, Debug)]
pub struct Updater<const K: usize = 8> {
    /// Where the arcs of a rank stand in `before`, or [`NONE`].
    place: Vec<u32>,
    queue: BinaryHeap<Reverse<u32>>,
    /// Weights before the update, of all arcs of each rank that was touched, and their marks.
    before: Vec<Pair<K>>,
    marks: Vec<Mark>,
    touched: Vec<u32>,
    places: Places,
    /// Scratch of one rank: its weights before, and its changed arcs.
    was: Vec<Pair<K>>,
    changed: Vec<usize>,
}

impl<const K: usize> Updater<K> {
    /// For this skeleton only.
    pub fn new(skeleton: &Skeleton) -> Self {
        Self {
            place: vec![NONE; skeleton.nodes() as usize],
            queue: BinaryHeap::new(),
            before: Vec::new(),
            marks: Vec::new(),
            touched: Vec::new(),
            places: Places::new(skeleton),
            was: Vec::new(),
            changed: Vec::new(),
        }
    }

    /// Gives edges other weights; of an edge named twice, the last. From [`PARTIAL_MAX`] on, all
    /// arcs are weighed, on so many threads.
    ///
    /// # Errors
    ///
    /// An edge that does not exist, or a weight above [`CLOSED`]; nothing is changed then.
    pub fn apply(
        &mut self,
        skeleton: &Skeleton,
        metric: &mut Metric<K>,
        changes: &[(u32, Weights<K>)],
        threads: usize,
    ) -> Result<Updated, MetricError> {
        let edges = skeleton.chains().graph().edges();
        for (edge, weights) in changes {
            if *edge >= edges {
                return Err(MetricError::Edge { edge: *edge, edges });
            }
            check(*edge, weights)?;
        }
        for (edge, weights) in changes {
            metric.edges[*edge as usize] = *weights;
        }
        if changes.len() >= PARTIAL_MAX {
            metric.customize(skeleton, threads);
            return Ok(Updated::All);
        }
        Ok(Updated::Arcs(self.partial(skeleton, metric, changes.iter().map(|(edge, _)| *edge))))
    }

    /// Weighs anew what depends on some edges.
    fn partial(&mut self, skeleton: &Skeleton, metric: &mut Metric<K>, edges: impl Iterator<Item = u32>) -> u32 {
        for edge in edges {
            let chain = skeleton.chains().link_of(edge).map(|(_, chain)| chain);
            let Some(laid) = chain.and_then(|chain| skeleton.arc_of(chain)) else { continue };
            self.touch(skeleton, (&metric.arcs, 0), laid.number, Mark::Suspect);
        }
        let changed = widely(Rise { updater: self, skeleton, metric });
        for rank in self.touched.drain(..) {
            self.place[rank as usize] = NONE;
        }
        self.before.clear();
        self.marks.clear();
        changed
    }

    /// Marks one of `arcs`, which begin at number `base`, and remembers what its rank's weighed
    /// before.
    fn touch(&mut self, skeleton: &Skeleton, (arcs, base): (&[Pair<K>], usize), arc: u32, mark: Mark) {
        let rank = skeleton.tail(arc);
        let range = skeleton.up(rank);
        if self.place[rank as usize] == NONE {
            self.place[rank as usize] = number(self.before.len());
            self.before.extend_from_slice(&arcs[range.start - base..range.end - base]);
            self.marks.resize(self.before.len(), Mark::Untouched);
            self.touched.push(rank);
            self.queue.push(Reverse(rank));
        }
        let place = self.place[rank as usize] as usize + (arc as usize - range.start);
        if self.marks[place] != Mark::Suspect {
            self.marks[place] = mark;
        }
    }

    /// Weighs the suspect arcs of a rank.
    #[inline(always)]
    fn weigh(&mut self, skeleton: &Skeleton, metric: &mut Metric<K>, rank: u32) {
        let (place, arcs) = (self.place[rank as usize] as usize, skeleton.up(rank));
        let marks = &self.marks[place..place + arcs.len()];
        let suspect = |at: usize| marks[at] == Mark::Suspect;
        let suspects = (0..arcs.len()).filter(|at| suspect(*at)).count();
        if suspects < TOGETHER_MIN {
            for at in (0..arcs.len()).filter(|at| suspect(*at)) {
                metric.arcs[arcs.start + at] = weighed(skeleton, metric, number(arcs.start + at));
            }
            return;
        }
        let (done, rest) = metric.arcs.split_at_mut(arcs.start);
        let (below, done, own) = (skeleton.down(rank), (&*done, 0), &mut rest[..arcs.len()]);
        for at in (0..arcs.len()).filter(|at| suspect(*at)) {
            own[at] = initial(skeleton, &metric.edges, number(arcs.start + at));
        }
        self.places.set_some(skeleton.heads(rank), suspect);
        Gather::<K, true> { skeleton, below, done, places: &self.places, own }.call();
    }

    /// Tells arcs above what changed at a rank; returns how many arcs did.
    #[inline(always)]
    fn spread(&mut self, skeleton: &Skeleton, metric: &mut Metric<K>, rank: u32) -> u32 {
        let (range, place) = (skeleton.up(rank), self.place[rank as usize] as usize);
        let mut was = std::mem::take(&mut self.was);
        was.clear();
        was.extend_from_slice(&self.before[place..place + range.len()]);
        let (done, above) = metric.arcs.split_at_mut(range.end);
        let sides = Sides { heads: skeleton.heads(rank), was: &was, is: &done[range.clone()] };
        let mut changed = std::mem::take(&mut self.changed);
        changed.clear();
        changed.extend((0..range.len()).filter(|at| sides.was[*at] != sides.is[*at]));
        let mut ahead = changed.as_slice();
        for one in 0..changed.last().map_or(0, |last| last + 1) {
            let mut far = Far::new(skeleton, sides.heads[one], (&mut *above, range.end));
            if ahead.first() == Some(&one) {
                ahead = &ahead[1..];
                for other in one + 1..range.len() {
                    self.judge(&mut far, &sides, one, other);
                }
            } else {
                // Where the arc to the lower end did not change, only changed ones are of interest.
                for other in ahead {
                    self.judge(&mut far, &sides, one, *other);
                }
            }
        }
        let count = number(changed.len());
        (self.was, self.changed) = (was, changed);
        count
    }

    /// Looks at one triangle, before and now, for the arc above it.
    #[inline(always)]
    fn judge(&mut self, far: &mut Far<'_, K>, sides: &Sides<'_, K>, one: usize, other: usize) {
        let was = Pair::over(&sides.was[one], &sides.was[other]);
        let is = Pair::over(&sides.is[one], &sides.is[other]);
        let arc = far.arc(sides.heads[other]);
        let now = &far.above[arc - far.base];
        let before = match self.place[far.rank as usize] {
            NONE => now,
            place => &self.before[place as usize + arc - far.first],
        };
        let lost = is_lost(&before.up, &was.up, &is.up) | is_lost(&before.down, &was.down, &is.down);
        let less = is_less(&is.up, &now.up) | is_less(&is.down, &now.down);
        if lost || less {
            let mark = if lost { Mark::Suspect } else { Mark::Lowered };
            self.touch(far.skeleton, (far.above, far.base), number(arc), mark);
            far.above[arc - far.base].lower(&is);
        }
    }
}

/// The arcs of one rank, before and now.
struct Sides<'a, const K: usize> {
    heads: &'a [u32],
    was: &'a [Pair<K>],
    is: &'a [Pair<K>],
}

/// Arcs of one node, found in the order of their heads.
struct Far<'a, const K: usize> {
    skeleton: &'a Skeleton,
    rank: u32,
    /// All arcs above some rank, and the number of the first.
    above: &'a mut [Pair<K>],
    base: usize,
    /// Number of the node's first arc.
    first: usize,
    /// Where to look on among the node's.
    next: usize,
}

impl<'a, const K: usize> Far<'a, K> {
    fn new(skeleton: &'a Skeleton, rank: u32, (above, base): (&'a mut [Pair<K>], usize)) -> Self {
        Self { skeleton, rank, above, base, first: skeleton.up(rank).start, next: 0 }
    }

    /// The arc to a node that is joined to this one, above the one asked for last.
    #[inline(always)]
    fn arc(&mut self, head: u32) -> usize {
        let heads = &self.skeleton.heads(self.rank)[self.next..];
        // Mostly it is near; otherwise it is looked for among all.
        let near = heads.iter().take(4).position(|other| *other == head);
        self.next += near.unwrap_or_else(|| heads.partition_point(|other| *other < head));
        self.first + self.next
    }
}

/// Visits what is queued, upwards; returns how many arcs changed.
struct Rise<'a, const K: usize> {
    updater: &'a mut Updater<K>,
    skeleton: &'a Skeleton,
    metric: &'a mut Metric<K>,
}

impl<const K: usize> NullaryFnOnce for Rise<'_, K> {
    type Output = u32;

    #[inline(always)]
    fn call(self) -> u32 {
        let mut changed = 0;
        while let Some(Reverse(rank)) = self.updater.queue.pop() {
            self.updater.weigh(self.skeleton, self.metric, rank);
            changed += self.updater.spread(self.skeleton, self.metric, rank);
        }
        changed
    }
}

/// Whether an arc weighed, in any lane, just what a triangle no longer brings.
#[inline(always)]
fn is_lost<const K: usize>(before: &[u32; K], was: &[u32; K], is: &[u32; K]) -> bool {
    let mut lost = 0;
    for lane in 0..K {
        lost |=
            u32::from(was[lane] == before[lane]) & u32::from(is[lane] > was[lane]) & u32::from(before[lane] < CLOSED);
    }
    lost != 0
}

#[inline(always)]
fn is_less<const K: usize>(one: &[u32; K], other: &[u32; K]) -> bool {
    let mut less = 0;
    for lane in 0..K {
        less |= u32::from(one[lane] < other[lane]);
    }
    less != 0
}

/// What an arc weighs by its chains and all triangles under it.
#[inline(always)]
fn weighed<const K: usize>(skeleton: &Skeleton, metric: &Metric<K>, arc: u32) -> Pair<K> {
    let mut least = initial(skeleton, &metric.edges, arc);
    for triangle in skeleton.triangles_under(skeleton.tail(arc), skeleton.head(arc)) {
        let [to_lower, to_upper] = [triangle.to_lower, triangle.to_upper].map(|arc| &metric.arcs[arc as usize]);
        least.lower(&Pair::over(to_lower, to_upper));
    }
    least
}
