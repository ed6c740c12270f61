//! Lower bounds for the timed search: what is still to pay at least, waiting at gates included.
//!
//! From a node one either drives to the next stop without passing a gate, or to some gate first. Through a
//! gate, two things are sure. The mix is at least that of the best way to it, and on from it as if nothing
//! were ever shut. And one cannot leave it before it opens after the earliest arrival, with at least the
//! least exposure so far; from then on the same question is asked again at the gate. The larger of the two
//! holds; of all gates, the smallest.

use crate::cost::Mix;
use crate::openings::{Gates, Openings};
use crate::timed::Bounds;
use std::collections::HashMap; // order never shows: only asked for single keys

/// Least amounts, each on a way of its own, between a node and a target that pass no gate between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// Least driving time.
    pub time: u64,
    /// Least exposure.
    pub exposure: u64,
}

/// Tells least amounts towards targets, which are numbered. Less than the truth is allowed, more is not.
pub trait Towards {
    /// Least mix from a node to a target; none where no way leads there without passing a gate.
    fn mixed(&mut self, node: u32, target: usize) -> Option<u64>;

    /// Least time and exposure likewise.
    fn least(&mut self, node: u32, target: usize) -> Option<Least>;
}

/// Gates looked ahead with their hours; further ones count as if never shut.
const AHEAD: u32 = 3;

/// The bounds. Targets are the gates, in their order, and after them the stops.
pub struct GateBounds<T> {
    towards: T,
    mix: Mix,
    gates: Vec<(u32, Openings)>,
    stops: usize,
    /// Of each stage, what is still to pay from each target on, as if nothing were ever shut.
    unshut: Vec<Vec<Option<u64>>>,
    told: HashMap<(usize, usize, u64, u32), Option<u64>>,
}

impl<T: Towards> GateBounds<T> {
    /// Bounds for ways through stops; `targets` are the nodes that [`targets`] names.
    pub fn new(mut towards: T, gates: &Gates, stops: &[u32], mix: Mix) -> Self {
        let targets = targets(gates, stops);
        let gates: Vec<(u32, Openings)> = opening(gates).map(|(node, openings)| (*node, openings.clone())).collect();
        let mut unshut = vec![vec![Some(0); targets.len()]];
        for stage in (0..stops.len()).rev() {
            let later = &unshut[unshut.len() - 1];
            unshut.push(from_targets(&mut towards, &targets, gates.len(), stage, later));
        }
        unshut.reverse();
        Self { towards, mix, gates, stops: stops.len(), unshut, told: HashMap::new() }
    }

    fn at_node(&mut self, stage: usize, node: u32, at: u64, ahead: u32) -> Option<u64> {
        let stop = self.gates.len() + stage;
        let direct = self.towards.mixed(node, stop);
        let mut least = direct.and_then(|direct| Some(direct.saturating_add(self.unshut[stage + 1][stop]?)));
        let mut through: Vec<(u64, usize)> =
            (0..self.gates.len()).filter_map(|gate| Some((self.never_shut(stage, node, gate)?, gate))).collect();
        through.sort_unstable();
        for (never_shut, gate) in through {
            // No gate after this one can be better than what is known.
            if least.is_some_and(|least| least <= never_shut) {
                break;
            }
            let Some(waiting) = self.waiting(stage, node, at, ahead, gate) else { continue };
            let through = waiting.max(never_shut);
            least = Some(least.map_or(through, |least| least.min(through)));
        }
        least
    }

    /// The mix through a gate and on, as if nothing were ever shut.
    fn never_shut(&mut self, stage: usize, node: u32, gate: usize) -> Option<u64> {
        let on = self.unshut[stage][gate]?;
        if self.gates[gate].0 == node {
            return None;
        }
        Some(self.towards.mixed(node, gate)?.saturating_add(on))
    }

    /// The mix through a gate that one cannot leave before it opens, and on.
    fn waiting(&mut self, stage: usize, node: u32, at: u64, ahead: u32, gate: usize) -> Option<u64> {
        let (place, openings) = &self.gates[gate];
        let way = self.towards.least(node, gate)?;
        let leaves = openings.next(at.saturating_add(way.time))?;
        let place = *place;
        let on = match ahead {
            0 => self.unshut[stage][gate]?,
            _ => self.on_from(stage, gate, place, leaves, ahead - 1)?,
        };
        Some(self.mix.of(leaves - at, way.exposure).saturating_add(on))
    }

    /// What is to pay from a gate that is left at a time.
    fn on_from(&mut self, stage: usize, gate: usize, place: u32, leaves: u64, ahead: u32) -> Option<u64> {
        let asked = (stage, gate, leaves, ahead);
        if let Some(told) = self.told.get(&asked) {
            return *told;
        }
        let told = self.at_node(stage, place, leaves, ahead);
        self.told.insert(asked, told);
        told
    }
}

impl<T: Towards> Bounds for GateBounds<T> {
    fn rest(&mut self, stage: usize, node: u32, at: u64) -> Option<u64> {
        debug_assert!(stage < self.stops, "a way that is done has nothing left to pay");
        self.at_node(stage, node, at, AHEAD)
    }
}

/// The nodes of the targets: gates that open at all, in their order, then stops.
pub fn targets(gates: &Gates, stops: &[u32]) -> Vec<u32> {
    opening(gates).map(|(node, _)| node).chain(stops).copied().collect()
}

fn opening(gates: &Gates) -> impl Iterator<Item = (&u32, &Openings)> {
    gates.iter().filter(|(_, openings)| !openings.is_never())
}

/// From each target to the end, of a stage, given what later stages take from their targets.
fn from_targets(
    towards: &mut impl Towards,
    targets: &[u32],
    gates: usize,
    stage: usize,
    later: &[Option<u64>],
) -> Vec<Option<u64>> {
    let stop = gates + stage;
    let direct = |towards: &mut dyn FnMut(u32, usize) -> Option<u64>, node: u32| {
        if node == targets[stop] { later[stop] } else { Some(towards(node, stop)?.saturating_add(later[stop]?)) }
    };
    let mut mixed = |node: u32, target: usize| towards.mixed(node, target);
    let mut rest: Vec<Option<u64>> = targets.iter().map(|node| direct(&mut mixed, *node)).collect();
    // Each round adds the ways with one gate more.
    for _ in 0..gates {
        let mut changed = false;
        for (from, node) in targets.iter().enumerate() {
            for gate in (0..gates).filter(|gate| targets[*gate] != *node) {
                let Some(on) = rest[gate] else { continue };
                let Some(way) = mixed(*node, gate) else { continue };
                let through = way.saturating_add(on);
                if rest[from].is_none_or(|known| through < known) {
                    (rest[from], changed) = (Some(through), true);
                }
            }
        }
        if !changed {
            break;
        }
    }
    rest
}
