//! What arcs stand for: the first chain, or else the first triangle, that weighs as much.
//!
//! Lanes share most arcs of their routes, and routes most of the upper arcs. So an arc is taken apart in
//! all lanes at once, and what was found last is remembered, as long as the weights are the same.

use crate::chains::add;
use crate::graph::CLOSED;
use crate::metric::{Metric, Pair};
use crate::skeleton::{Laid, NONE, Skeleton};

/// Arcs remembered; each takes `8 K + 24` bytes.
const REMEMBERED: usize = 1 << 12;

/// What an arc stands for in one lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A chain, and whether one of its edges weighs nothing.
    Chain { laid: Laid, weightless: bool },
    /// Two arcs from the lowest node of a triangle, to where one comes from and to where one goes.
    Triangle([u32; 2]),
}

/// Of one arc and direction, the parts in each lane: two arcs, or the code of a chain and [`CHAIN`].
#[derive(Clone, Copy, Debug)]
struct Entry<const K: usize> {
    arc: u32,
    up: bool,
    version: u64,
    parts: [[u32; 2]; K],
}

/// In place of a second arc; the next number tells of an edge that weighs nothing.
const CHAIN: u32 = NONE - 2;

/// Parts of arcs, as far as they are remembered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts<const K: usize>(Vec<Entry<K>>);

impl<const K: usize> Parts<K> {
    pub(crate) fn new() -> Self {
        Self(vec![Entry { arc: NONE, up: false, version: 0, parts: [[NONE; 2]; K] }; REMEMBERED])
    }

    /// What an arc stands for in a lane in which it can be passed.
    pub(crate) fn of(&mut self, skeleton: &Skeleton, metric: &Metric<K>, (arc, up): (u32, bool), lane: usize) -> Part {
        let place = (arc << 1 | u32::from(up)).wrapping_mul(0x9e37_79b1) >> (32 - REMEMBERED.trailing_zeros());
        let entry = &mut self.0[place as usize];
        if (entry.arc, entry.up, entry.version) != (arc, up, metric.version) {
            *entry = Entry { arc, up, version: metric.version, parts: parts(skeleton, metric, arc, up) };
        }
        match entry.parts[lane] {
            [code, kind] if kind >= CHAIN => Part::Chain { laid: Laid::of(code), weightless: kind > CHAIN },
            arcs => Part::Triangle(arcs),
        }
    }
}

/// The parts in every lane; `NONE` where the arc cannot be passed.
fn parts<const K: usize>(skeleton: &Skeleton, metric: &Metric<K>, arc: u32, up: bool) -> [[u32; 2]; K] {
    let seen = |pair: &Pair<K>| if up { pair.up } else { pair.down };
    let weight = seen(&metric.arcs[arc as usize]);
    let mut parts = [[NONE; 2]; K];
    let mut open: Vec<usize> = (0..K).filter(|lane| weight[*lane] < CLOSED).collect();
    for laid in skeleton.chains_on(arc) {
        let (sum, least) = along(skeleton, metric, laid, up);
        open.retain(|lane| {
            let is = sum[*lane] == weight[*lane];
            if is {
                parts[*lane] = [laid.code(), CHAIN + u32::from(least[*lane] == 0)];
            }
            !is
        });
    }
    let (lower, upper) = (skeleton.tail(arc), skeleton.head(arc));
    for triangle in skeleton.triangles_under(lower, upper) {
        if open.is_empty() {
            break;
        }
        // Upwards: from the lower end down to the lowest node, then up to the upper end.
        let [first, second] =
            if up { [triangle.to_lower, triangle.to_upper] } else { [triangle.to_upper, triangle.to_lower] };
        let (down, on) = (&metric.arcs[first as usize].down, &metric.arcs[second as usize].up);
        open.retain(|lane| {
            let is = down[*lane] + on[*lane] == weight[*lane];
            if is {
                parts[*lane] = [first, second];
            }
            !is
        });
    }
    debug_assert!(open.is_empty(), "an arc that can be passed weighs as much as a chain or triangle of it");
    parts
}

/// What a chain weighs along one direction of its arc in every lane, and the least of its edges.
fn along<const K: usize>(skeleton: &Skeleton, metric: &Metric<K>, laid: Laid, up: bool) -> ([u32; K], [u32; K]) {
    let (mut sum, mut least) = ([0; K], [CLOSED; K]);
    for link in skeleton.chains().span(laid.number) {
        let link = skeleton.chains().link(link);
        let edge = metric.edge(link.edge);
        // Against its edge where the link is laid against the chain, or the chain against the way.
        let weights = if link.reversed == (laid.reversed == up) { &edge.forward } else { &edge.backward };
        sum = add(sum, weights);
        least = std::array::from_fn(|lane| least[lane].min(weights[lane]));
    }
    (sum, least)
}
