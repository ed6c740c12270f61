//! What a column weighs by the policy: its time, the risk it takes, what it brings late.

use crate::planner::Draft;
use convoy::{Load, NeedId, PlanInput, Share};
use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, Moment, VehicleId};

/// A moment after which goods of a column are late, and what each tenth of a second weighs then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    pub(crate) due: Moment,
    pub(crate) weight: u32,
}

/// When what a column brings is due: each need once.
pub(crate) fn dues<'a>(input: &PlanInput, shares: impl Iterator<Item = &'a Share>) -> Vec<Late> {
    let brought: BTreeSet<&NeedId> = shares.map(|share| &share.need).collect();
    let late = |id: &NeedId| {
        let need = input.need(id)?;
        Some(Late { due: need.due?, weight: input.policy.objective.late(need.priority) })
    };
    brought.into_iter().filter_map(late).collect()
}

/// The same for a column that has no way yet.
pub(crate) fn draft_dues(input: &PlanInput, draft: &Draft, loads: &BTreeMap<VehicleId, Load>) -> Vec<Late> {
    let loaded = draft.vehicles.iter().filter_map(|vehicle| loads.get(vehicle)).flat_map(|load| &load.shares);
    dues(input, loaded.chain(&draft.driven))
}

/// Tenths of a second from one moment to a later one.
pub(crate) fn since(from: Moment, to: Moment) -> Deciseconds {
    Deciseconds::new(u64::try_from(to.seconds().saturating_sub(from.seconds())).unwrap_or(0).saturating_mul(10))
}

/// What a column weighs that is clear at a moment, with the receiver's driving time and the exposure of both.
pub(crate) fn weight(
    input: &PlanInput,
    clear: Moment,
    (travel, exposure): (Deciseconds, Deciseconds),
    dues: &[Late],
) -> u64 {
    let policy = &input.policy;
    let time = since(input.start, clear).get().saturating_add(travel.get());
    let risk = exposure.get().saturating_mul(u64::from(policy.risk.lambda));
    let own = time.saturating_add(risk).saturating_mul(u64::from(policy.objective.time));
    let late =
        |sum: u64, one: &Late| sum.saturating_add(since(one.due, clear).get().saturating_mul(u64::from(one.weight)));
    dues.iter().fold(own, late)
}
