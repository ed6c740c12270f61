//! The order in which goods come off a vehicle: each once, and none before what must come off first.

use crate::objection::Objection;
use convoy::{Load, Need, Plan, PlanInput, Whereabouts};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use units::VehicleId;

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let left = have_left(input, plan);
    for load in &plan.loads {
        twice(load, found);
        // What is on the road was loaded for what was urgent then.
        if !left.contains(&load.vehicle) {
            in_order(input, load, found);
        }
    }
}

/// Vehicles of columns on the road.
fn have_left<'p>(input: &PlanInput, plan: &'p Plan) -> BTreeSet<&'p VehicleId> {
    let left = |convoy| input.progress_of(convoy).is_some_and(|told| told.whereabouts != Whereabouts::Arrived);
    let columns = plan.columns.iter().map(|column| (&column.convoy, &column.vehicles));
    let stranded = plan.stranded.iter().map(|column| (&column.convoy, &column.vehicles));
    columns.chain(stranded).filter(|(convoy, _)| left(convoy)).flat_map(|(_, vehicles)| vehicles).collect()
}

fn twice(load: &Load, found: &mut Vec<Objection>) {
    let mut seen = BTreeSet::new();
    for share in &load.shares {
        if !seen.insert(&share.need) {
            found.push(Objection::UnloadingWrong { vehicle: load.vehicle.clone(), need: share.need.clone() });
        }
    }
}

fn in_order(input: &PlanInput, load: &Load, found: &mut Vec<Objection>) {
    for pair in load.shares.windows(2) {
        let [Some(off), Some(then)] = [&pair[0], &pair[1]].map(|share| input.need(&share.need)) else { continue };
        if precedence(then, off) == Ordering::Less {
            found.push(Objection::UnloadingWrong { vehicle: load.vehicle.clone(), need: then.id.clone() });
        }
    }
}

/// Which of two comes off first: towed, dangerous, urgent, due soon, light, in this order; then by line and site.
fn precedence(one: &Need, other: &Need) -> Ordering {
    let towed = other.towed.is_some().cmp(&one.towed.is_some());
    let dangerous = other.hazard.is_some().cmp(&one.hazard.is_some());
    let due = match (one.due, other.due) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    let urgent = one.priority.cmp(&other.priority);
    towed.then(dangerous).then(urgent).then(due).then(one.mass.cmp(&other.mass)).then(one.id.cmp(&other.id))
}
