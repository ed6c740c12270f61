//! The best way from one place to another, and what it goes round.

use crate::conditions::{Conditions, Passability, Weights};
use crate::network::{Network, Segment};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
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
struct Reached<'a> {
    cost: Deciseconds,
    by: Option<(&'a Segment, &'a PlaceId)>,
}

/// The way with the least cost, or none where every way is closed or barred.
///
/// Of ways that cost the same, it is the one found through places in order of (cost, name),
/// along the segment with the smallest name: the same input always gives the same way.
pub fn route(
    network: &Network,
    conditions: &Conditions,
    from: &PlaceId,
    to: &PlaceId,
    weights: &Weights,
) -> Option<Route> {
    let from = &network.node(from)?.place;
    let to = &network.node(to)?.place;
    let mut reached = BTreeMap::from([(from, Reached { cost: Deciseconds::ZERO, by: None })]);
    let mut settled = BTreeSet::new();
    let mut heap = BinaryHeap::from([Reverse((Deciseconds::ZERO, from))]);
    while let Some(Reverse((cost, here))) = heap.pop() {
        if !settled.insert(here) {
            continue;
        }
        if here == to {
            return Some(trace(&reached, conditions, weights, to));
        }
        if here != from && conditions.is_barred(here) {
            continue;
        }
        for segment in network.meeting(here) {
            let Some(next) = segment.other_end(here) else { continue };
            let Some((time, exposure)) = weights.judge(segment, conditions.of(segment.id())) else { continue };
            let cost = cost.saturating_add(weights.cost(time, exposure));
            if !settled.contains(next) && reached.get(next).is_none_or(|known| cost < known.cost) {
                reached.insert(next, Reached { cost, by: Some((segment, here)) });
                heap.push(Reverse((cost, next)));
            }
        }
    }
    None
}

/// Follows the way back from its end.
fn trace(reached: &BTreeMap<&PlaceId, Reached<'_>>, conditions: &Conditions, weights: &Weights, to: &PlaceId) -> Route {
    let mut route = Route::default();
    let mut here = to;
    while let Some((segment, before)) = reached.get(here).and_then(|reached| reached.by) {
        let judged = weights.judge(segment, conditions.of(segment.id()));
        let (time, exposure) = judged.unwrap_or((Deciseconds::ZERO, Deciseconds::ZERO));
        route.steps.push(Step {
            segment: segment.id().clone(),
            from: before.clone(),
            to: here.clone(),
            time,
            exposure,
        });
        route.length = route.length.saturating_add(segment.length());
        route.time = route.time.saturating_add(time);
        route.exposure = route.exposure.saturating_add(exposure);
        here = before;
    }
    route.steps.reverse();
    route.cost = weights.cost(route.time, route.exposure);
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
