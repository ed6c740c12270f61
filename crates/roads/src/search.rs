//! The best way from one place to another, and what it goes round.

use crate::conditions::{Conditions, Passability, Weights};
use crate::handles::Segment;
use crate::network::{Network, NodeIndex, SegmentIndex};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap, HashSet}; // order never shows: looked up, never walked
use units::{Deciseconds, Metres, PlaceId, SegmentId};

/// One segment of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The segment.
    pub segment: SegmentId,
    /// Where it is entered.
    pub from: PlaceId,
    /// Where it is left.
    pub to: PlaceId,
    /// Driving time.
    pub time: Deciseconds,
    /// Share of it that is exposed.
    pub exposure: Deciseconds,
}

/// A way from one place to another; no steps where both are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// Its segments, in order.
    pub steps: Vec<Step>,
    /// Length of all.
    pub length: Metres,
    /// Driving time of all.
    pub time: Deciseconds,
    /// Exposure of all.
    pub exposure: Deciseconds,
    /// What it was judged by: time plus weighed exposure.
    pub cost: Deciseconds,
}

/// How a place was reached.
#[derive(Clone, Copy)]
struct Reached {
    cost: Deciseconds,
    by: Option<(SegmentIndex, NodeIndex)>,
}

/// The conditions by the numbers of one network.
struct Numbered<'c> {
    segments: HashMap<SegmentIndex, Passability>,
    otherwise: Passability,
    barred: HashSet<NodeIndex>,
    weights: &'c Weights,
}

impl<'c> Numbered<'c> {
    fn new(network: &Network, conditions: &Conditions, weights: &'c Weights) -> Self {
        let number = |(id, state)| Some((network.segment(id)?.index(), state));
        let segments = conditions.set_apart().filter_map(number).collect();
        let barred = conditions.bars().filter_map(|place| Some(network.node(place)?.index())).collect();
        Self { segments, otherwise: conditions.otherwise(), barred, weights }
    }

    /// Driving time and exposure.
    fn judge(&self, segment: Segment<'_>) -> Option<(Deciseconds, Deciseconds)> {
        let state = self.segments.get(&segment.index()).copied().unwrap_or(self.otherwise);
        self.weights.judge(segment, state)
    }
}

/// The way with the least cost, or none where every way is closed or barred.
///
/// Of ways that cost the same, it is the one found through places in order of (cost, name),
/// along the segment with the smallest name: the same input always gives the same way.
/// Forbidden turns are not looked at: this is the plain reference search of a corridor.
pub fn route(
    network: &Network,
    conditions: &Conditions,
    from: &PlaceId,
    to: &PlaceId,
    weights: &Weights,
) -> Option<Route> {
    let (from, to) = (network.node(from)?.index(), network.node(to)?.index());
    let judge = Numbered::new(network, conditions, weights);
    let mut reached: Vec<Option<Reached>> = vec![None; network.node_count()];
    let mut settled = vec![false; network.node_count()];
    reached[from.at()] = Some(Reached { cost: Deciseconds::ZERO, by: None });
    let mut heap = BinaryHeap::from([Reverse((Deciseconds::ZERO, from))]);
    while let Some(Reverse((cost, here))) = heap.pop() {
        if std::mem::replace(&mut settled[here.at()], true) {
            continue;
        }
        if here == to {
            return Some(trace(network, &reached, &judge, to));
        }
        if here != from && judge.barred.contains(&here) {
            continue;
        }
        for segment in network.node_at(here).meeting() {
            let Some(next) = segment.onward(here) else { continue };
            let Some((time, exposure)) = judge.judge(segment) else { continue };
            let cost = cost.saturating_add(weights.cost(time, exposure));
            let known = &mut reached[next.at()];
            if !settled[next.at()] && known.is_none_or(|known| cost < known.cost) {
                *known = Some(Reached { cost, by: Some((segment.index(), here)) });
                heap.push(Reverse((cost, next)));
            }
        }
    }
    None
}

/// Follows the way back from its end.
fn trace(network: &Network, reached: &[Option<Reached>], judge: &Numbered<'_>, to: NodeIndex) -> Route {
    let mut route = Route::default();
    let mut here = to;
    while let Some((segment, before)) = reached[here.at()].and_then(|reached| reached.by) {
        let segment = network.segment_at(segment);
        let (time, exposure) = judge.judge(segment).unwrap_or((Deciseconds::ZERO, Deciseconds::ZERO));
        route.steps.push(Step {
            segment: segment.id(),
            from: network.node_at(before).place(),
            to: network.node_at(here).place(),
            time,
            exposure,
        });
        route.length = route.length.saturating_add(segment.length());
        route.time = route.time.saturating_add(time);
        route.exposure = route.exposure.saturating_add(exposure);
        here = before;
    }
    route.steps.reverse();
    route.cost = judge.weights.cost(route.time, route.exposure);
    route
}

/// A segment the best way goes round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avoided {
    /// The segment.
    pub segment: SegmentId,
    /// Its state.
    pub passability: Passability,
}

/// Why the way is not the one every driver would take: segments of the way over free roads
/// that are not simply open, and that the way under these conditions does not use.
///
/// Empty where the two ways are one, or where nothing but the network keeps the places apart.
pub fn why_avoided(
    network: &Network,
    conditions: &Conditions,
    from: &PlaceId,
    to: &PlaceId,
    weights: &Weights,
) -> Vec<Avoided> {
    let Some(free) = route(network, &conditions.freed(), from, to, weights) else { return Vec::new() };
    let taken = route(network, conditions, from, to, weights).unwrap_or_default();
    let used: BTreeSet<&SegmentId> = taken.steps.iter().map(|step| &step.segment).collect();
    free.steps
        .iter()
        .filter(|step| !used.contains(&step.segment))
        .map(|step| Avoided { segment: step.segment.clone(), passability: conditions.of(&step.segment) })
        .filter(|avoided| avoided.passability != Passability::Open)
        .collect()
}
