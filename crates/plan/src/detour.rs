//! A way from filling to filling, where the best way there is longer than the tanks last.

use crate::endurance::Endurance;
use crate::ways::{Step, Ways};
use convoy::PlanInput;
use std::collections::{BTreeMap, BTreeSet};
use units::{Kmh, Metres, PlaceId, SegmentId};

/// Fuel points that are looked at: each costs a search for a way to each other.
const POINTS_MAX: usize = 24;

/// The best chain of best ways between fuel points, none longer than tanks last; nothing where it would lead
/// through a place twice.
pub(crate) fn by_points(
    (input, ways): (&PlanInput, &Ways<'_>),
    endurance: &Endurance<'_>,
    (from, to, cap): (&PlaceId, &PlaceId, Kmh),
    without: &BTreeSet<SegmentId>,
) -> Option<Vec<Step>> {
    let points = input.policy.fuel.iter().flat_map(|fuel| &fuel.points).filter(|point| input.crossing(point).is_none());
    let stops: Vec<&PlaceId> = points.filter(|point| *point != from).take(POINTS_MAX).chain([to]).collect();
    let weigh = |step: &Step| {
        let risk = step.exposure.get().saturating_mul(u64::from(input.policy.risk.lambda));
        step.driving.unsigned_abs().saturating_mul(10).saturating_add(risk)
    };
    let mut done: BTreeMap<&PlaceId, Vec<Step>> = BTreeMap::new();
    let mut open: BTreeMap<(u64, &PlaceId), Vec<Step>> = BTreeMap::from([((0, from), Vec::new())]);
    while let Some(((sum, here), steps)) = open.pop_first() {
        if here == to {
            return Some(steps).filter(|steps| visits_once(steps));
        }
        if done.contains_key(here) {
            continue;
        }
        for next in stops.iter().filter(|next| !done.contains_key(**next) && **next != here) {
            let Some(part) = ways.best(here, next, cap, without) else { continue };
            let length = part.iter().fold(Metres::ZERO, |sum, step| sum.saturating_add(step.length));
            if endurance.reaches(length, !steps.is_empty(), here) {
                let sum = part.iter().fold(sum, |sum, step| sum.saturating_add(weigh(step)));
                open.insert((sum, *next), steps.iter().cloned().chain(part).collect());
            }
        }
        done.insert(here, steps);
    }
    None
}

fn visits_once(steps: &[Step]) -> bool {
    let mut seen = BTreeSet::from_iter(steps.first().map(|step| &step.from));
    steps.iter().all(|step| seen.insert(&step.to))
}
