//! What a plan changes of its parent.

use crate::keep::ahead;
use convoy::{
    Column, CrossingChange, LoadChange, Plan, PlanDiff, PlanInput, RouteChange, Share, TimeChange, Whereabouts,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConvoyId, Moment, PlaceId, SegmentId, VehicleId};

/// Compares two plans; of a column on the road only what was still ahead of it.
pub(crate) fn between(input: &PlanInput, parent: &Plan, plan: &Plan) -> PlanDiff {
    let mut diff = PlanDiff::default();
    let old: BTreeMap<&ConvoyId, &Column> = parent.columns.iter().map(|column| (&column.convoy, column)).collect();
    let new: BTreeMap<&ConvoyId, &Column> = plan.columns.iter().map(|column| (&column.convoy, column)).collect();
    for (convoy, column) in &old {
        let progress = input.progress_of(convoy);
        let gone = !new.contains_key(convoy);
        let arrived = progress
            .is_some_and(|progress| progress.whereabouts == Whereabouts::Arrived || progress.place == column.crossing);
        match (gone, arrived) {
            (true, true) => diff.arrived.push((*convoy).clone()),
            (true, false) => diff.removed.push((*convoy).clone()),
            (false, _) => {}
        }
    }
    for (convoy, after) in &new {
        match old.get(convoy) {
            None => diff.added.push((*convoy).clone()),
            Some(before) => {
                let remaining = input.progress_of(convoy).and_then(|progress| ahead(before, progress));
                column(&mut diff, &remaining.unwrap_or_else(|| (*before).clone()), after);
            }
        }
    }
    loads(&mut diff, parent, plan);
    let changed: BTreeSet<&ConvoyId> = changed(&diff).collect();
    let same = new.keys().filter(|convoy| old.contains_key(*convoy) && !changed.contains(**convoy));
    let same: Vec<ConvoyId> = same.map(|convoy| (*convoy).clone()).collect();
    diff.unchanged = same;
    diff
}

fn changed(diff: &PlanDiff) -> impl Iterator<Item = &ConvoyId> {
    let crossings = diff.crossings.iter().map(|change| &change.convoy);
    let routes = diff.routes.iter().map(|change| &change.convoy);
    let times = diff.times.iter().map(|change| &change.convoy);
    diff.vehicles.iter().chain(crossings).chain(routes).chain(times)
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
