//! What a plan changes of its parent, or of any other.

use crate::keep::ahead;
use convoy::{
    Column, CrossingChange, LineChange, LoadChange, NeedId, Plan, PlanDiff, PlanInput, RouteChange, Share, TimeChange,
    Whereabouts,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConvoyId, Moment, PlaceId, Quantity, SegmentId, VehicleId};

/// What a plan changes of its parent; of a column on the road only what was still ahead of it.
pub(crate) fn between(input: &PlanInput, parent: &Plan, plan: &Plan) -> PlanDiff {
    let arrived = |column: &&Column| {
        let progress = input.progress_of(&column.convoy);
        progress
            .is_some_and(|progress| progress.whereabouts == Whereabouts::Arrived || progress.place == column.crossing)
    };
    let arrived = parent.columns.iter().filter(arrived).map(|column| column.convoy.clone()).collect();
    differences(parent, plan, &arrived, |before, _| {
        input.progress_of(&before.convoy).and_then(|progress| ahead(before, progress, before.spent))
    })
}

/// Compares two plans, whichever made them. `arrived` are columns of which the later one need not speak; a column
/// that begins on the way that it had before is compared from there on.
pub fn compare(before: &Plan, after: &Plan, arrived: &BTreeSet<ConvoyId>) -> PlanDiff {
    differences(before, after, arrived, |before, after| {
        let first = before.legs.iter().position(|leg| leg.from == after.origin)?;
        Some(Column { legs: before.legs[first..].to_vec(), ..before.clone() })
    })
}

fn differences(
    parent: &Plan,
    plan: &Plan,
    arrived: &BTreeSet<ConvoyId>,
    remaining: impl Fn(&Column, &Column) -> Option<Column>,
) -> PlanDiff {
    let mut diff = PlanDiff::default();
    let old: BTreeMap<&ConvoyId, &Column> = parent.columns.iter().map(|column| (&column.convoy, column)).collect();
    let new: BTreeMap<&ConvoyId, &Column> = plan.columns.iter().map(|column| (&column.convoy, column)).collect();
    for convoy in old.keys().filter(|convoy| !new.contains_key(*convoy)) {
        let gone = if arrived.contains(*convoy) { &mut diff.arrived } else { &mut diff.removed };
        gone.push((*convoy).clone());
    }
    for (convoy, after) in &new {
        match old.get(convoy) {
            None => diff.added.push((*convoy).clone()),
            Some(before) => {
                let remaining = remaining(before, after);
                column(&mut diff, &remaining.unwrap_or_else(|| (*before).clone()), after);
            }
        }
    }
    loads(&mut diff, parent, plan);
    lines(&mut diff, parent, plan);
    let changed = changed(&diff, plan);
    let same = new.keys().filter(|convoy| old.contains_key(*convoy) && !changed.contains(**convoy));
    let same: Vec<ConvoyId> = same.map(|convoy| (*convoy).clone()).collect();
    diff.unchanged = same;
    diff
}

/// Columns of the new plan of which something changed.
fn changed<'p>(diff: &'p PlanDiff, plan: &'p Plan) -> BTreeSet<&'p ConvoyId> {
    let crossings = diff.crossings.iter().map(|change| &change.convoy);
    let routes = diff.routes.iter().map(|change| &change.convoy);
    let times = diff.times.iter().map(|change| &change.convoy);
    let reloaded: BTreeSet<&VehicleId> = diff.loads.iter().map(|change| &change.vehicle).collect();
    let loads = plan.columns.iter().filter(|column| column.vehicles.iter().any(|one| reloaded.contains(one)));
    let loads = loads.map(|column| &column.convoy);
    diff.vehicles.iter().chain(crossings).chain(routes).chain(times).chain(loads).collect()
}

/// What columns bring of each need; those that arrived bring it no more.
fn lines(diff: &mut PlanDiff, parent: &Plan, plan: &Plan) {
    let arrived: BTreeSet<&ConvoyId> = diff.arrived.iter().collect();
    let brought = |plan: &Plan| {
        let mut sums: BTreeMap<NeedId, u64> = BTreeMap::new();
        for share in
            plan.columns.iter().filter(|one| !arrived.contains(&one.convoy)).flat_map(|one| plan.shares_of(one))
        {
            let sum = sums.entry(share.need.clone()).or_default();
            *sum = sum.saturating_add(share.quantity.get());
        }
        sums
    };
    let (old, new) = (brought(parent), brought(plan));
    for need in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        let of = |sums: &BTreeMap<NeedId, u64>| sums.get(need).copied().unwrap_or_default();
        // A sum beyond what one quantity holds is shown as none; plans hold at most what stands in stock.
        let [before, after] = [of(&old), of(&new)].map(|sum| Quantity::new(sum).unwrap_or_default());
        if before != after {
            diff.lines.push(LineChange { need: need.clone(), before, after });
        }
    }
}

fn column(diff: &mut PlanDiff, before: &Column, after: &Column) {
    let convoy = || after.convoy.clone();
    if before.vehicles != after.vehicles || before.driven != after.driven {
        diff.vehicles.push(convoy());
    }
    if before.crossing != after.crossing {
        let change =
            CrossingChange { convoy: convoy(), before: before.crossing.clone(), after: after.crossing.clone() };
        diff.crossings.push(change);
    }
    let (old, new): (Vec<&SegmentId>, Vec<&SegmentId>) = (before.route().collect(), after.route().collect());
    if old != new {
        let without = |these: &[&SegmentId], those: &[&SegmentId]| {
            these.iter().filter(|one| !those.contains(one)).map(|one| (*one).clone()).collect()
        };
        diff.routes.push(RouteChange { convoy: convoy(), dropped: without(&old, &new), taken: without(&new, &old) });
    }
    times(diff, before, after);
}

/// When the head is at each place ahead, in order: leaving the first, reaching the others.
fn points(column: &Column) -> Vec<(&PlaceId, Moment)> {
    let first = column.legs.first().map(|leg| (&leg.from, leg.enter_head));
    first.into_iter().chain(column.legs.iter().map(|leg| (&leg.to, leg.exit_head))).collect()
}

/// Points in the order of the new way, then those no longer passed.
fn times(diff: &mut PlanDiff, before: &Column, after: &Column) {
    let (old, new) = (points(before), points(after));
    let when = |points: &[(&PlaceId, Moment)], place: &PlaceId| {
        points.iter().find(|(other, _)| *other == place).map(|(_, at)| *at)
    };
    let dropped = old.iter().filter(|(place, _)| when(&new, place).is_none());
    for (place, _) in new.iter().chain(dropped) {
        let (was, is) = (when(&old, place), when(&new, place));
        if was != is {
            let (convoy, place) = (after.convoy.clone(), (*place).clone());
            diff.times.push(TimeChange { convoy, place, before: was, after: is });
        }
    }
}

/// Vehicles that carry something else; those of columns that arrived are left out.
fn loads(diff: &mut PlanDiff, parent: &Plan, plan: &Plan) {
    let arrived: BTreeSet<&VehicleId> =
        diff.arrived.iter().filter_map(|convoy| parent.column(convoy)).flat_map(|column| &column.vehicles).collect();
    let vehicles = parent.loads.iter().chain(&plan.loads).map(|load| &load.vehicle);
    let vehicles: BTreeSet<&VehicleId> = vehicles.filter(|vehicle| !arrived.contains(vehicle)).collect();
    let shares = |plan: &Plan, vehicle: &VehicleId| -> Vec<Share> {
        plan.load(vehicle).map(|load| load.shares.clone()).unwrap_or_default()
    };
    for vehicle in vehicles {
        let (before, after) = (shares(parent, vehicle), shares(plan, vehicle));
        if before != after {
            diff.loads.push(LoadChange { vehicle: vehicle.clone(), before, after });
        }
    }
}
