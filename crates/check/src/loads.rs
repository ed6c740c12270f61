//! Loads: what lies where, once, within mass, room, rules and what is asked.

use crate::hazard::{self, Printed};
use crate::objection::Objection;
use convoy::{Load, Need, NeedId, Plan, PlanInput, Share, Vehicle};
use std::collections::{BTreeMap, BTreeSet};
use units::{Grams, Millilitres, QUANTITY_MAX, Quantity, VehicleId};

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let printed = Printed::new();
    for load in &plan.loads {
        one_load(input, &printed, load, found);
    }
    vehicles(input, plan, found);
    driven(input, plan, found);
    quantities(input, plan, found);
}

fn one_load(input: &PlanInput, printed: &Printed, load: &Load, found: &mut Vec<Objection>) {
    let Some(vehicle) = input.vehicle(&load.vehicle) else {
        found.push(Objection::VehicleUnknown { vehicle: load.vehicle.clone() });
        return;
    };
    if vehicle.role.is_some() {
        found.push(Objection::RoleLoaded { vehicle: vehicle.vehicle.clone() });
    }
    let mut carried = Vec::new();
    for share in &load.shares {
        let Some(need) = known(input, share, found) else { continue };
        if need.self_propelled.is_some() {
            found.push(Objection::Carried { need: need.id.clone(), vehicle: vehicle.vehicle.clone() });
        }
        if need.id.from != vehicle.at {
            found.push(Objection::LoadedElsewhere {
                vehicle: vehicle.vehicle.clone(),
                at: vehicle.at.clone(),
                need: need.id.clone(),
            });
        }
        carried.push((need, share.quantity));
    }
    let (behind, on): (Vec<(&Need, Quantity)>, Vec<_>) = carried.iter().partition(|(need, _)| need.towed.is_some());
    sizes(vehicle, &on, found);
    towed(vehicle, &behind, found);
    if load.towed.as_ref() != behind.first().map(|(need, _)| &need.id) {
        found.push(Objection::TowedWrong { vehicle: vehicle.vehicle.clone() });
    }
    let goods: Vec<&Need> = carried.iter().map(|(need, _)| *need).collect();
    match hazard::verdict(printed, input.policy.hazard_rules, &goods) {
        Ok(verdict) if verdict == load.verdict => {}
        Ok(_) => found.push(Objection::VerdictWrong { vehicle: vehicle.vehicle.clone() }),
        Err(refusal) => found.push(Objection::HazardRefused {
            vehicle: vehicle.vehicle.clone(),
            need: refusal.need.id.clone(),
            with: refusal.with.map(|need| need.id.clone()),
            rule: refusal.rule,
        }),
    }
}

/// The need of a share, after looking whether the share is one at all.
fn known<'a>(input: &'a PlanInput, share: &Share, found: &mut Vec<Objection>) -> Option<&'a Need> {
    if share.quantity.is_zero() {
        found.push(Objection::ShareEmpty { need: share.need.clone() });
    }
    let need = input.need(&share.need);
    if need.is_none() {
        found.push(Objection::NeedUnknown { need: share.need.clone() });
    }
    need
}

/// One piece at most hangs behind a vehicle, and none heavier than it can tow.
fn towed(vehicle: &Vehicle, behind: &[(&Need, Quantity)], found: &mut Vec<Objection>) {
    let pieces = behind.iter().fold(0_u64, |sum, (_, quantity)| sum.saturating_add(quantity.get()));
    if pieces > 1 {
        found.push(Objection::TowsSeveral { vehicle: vehicle.vehicle.clone(), pieces });
    }
    let most = vehicle.tows.unwrap_or_default();
    for (need, _) in behind.iter().filter(|(need, _)| vehicle.tows.is_none() || need.mass > most) {
        let (vehicle, need, mass) = (vehicle.vehicle.clone(), need.id.clone(), need.mass);
        found.push(Objection::CannotTow { vehicle, need, mass, most });
    }
}

fn sizes(vehicle: &Vehicle, carried: &[(&Need, Quantity)], found: &mut Vec<Objection>) {
    let sum = |one: fn(&Need) -> u64| -> u64 {
        let total: u128 =
            carried.iter().map(|(need, quantity)| u128::from(one(need)) * u128::from(quantity.get())).sum();
        u64::try_from(total).unwrap_or(u64::MAX)
    };
    let mass = Grams::new(sum(|need| need.mass.get()));
    if mass > vehicle.payload {
        found.push(Objection::TooHeavy { vehicle: vehicle.vehicle.clone(), mass, payload: vehicle.payload });
    }
    let volume = Millilitres::new(sum(|need| need.volume.get()));
    if volume > vehicle.room {
        found.push(Objection::TooLarge { vehicle: vehicle.vehicle.clone(), volume, room: vehicle.room });
    }
}

/// Each vehicle once, with a load; each load in a column or stranded; each name once.
fn vehicles(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let mut loaded = BTreeSet::new();
    for load in &plan.loads {
        if !loaded.insert(&load.vehicle) {
            found.push(Objection::LoadTwice { vehicle: load.vehicle.clone() });
        }
    }
    let columns = plan.columns.iter().map(|column| (&column.convoy, &column.credit, &column.vehicles));
    let stranded = plan.stranded.iter().map(|column| (&column.convoy, &column.credit, &column.vehicles));
    let (mut names, mut credits, mut moved) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::<&VehicleId>::new());
    for (convoy, credit, vehicles) in columns.chain(stranded) {
        if !names.insert(convoy) | !credits.insert(credit) {
            found.push(Objection::ConvoyTwice { convoy: convoy.clone() });
        }
        for vehicle in vehicles {
            let along = input.vehicle(vehicle).is_some_and(|vehicle| vehicle.role.is_some());
            if !moved.insert(vehicle) && !along {
                found.push(Objection::VehicleTwice { vehicle: vehicle.clone() });
            }
            if input.vehicle(vehicle).is_none() {
                found.push(Objection::VehicleUnknown { vehicle: vehicle.clone() });
            }
            if !loaded.contains(vehicle) && !along {
                found.push(Objection::VehicleEmpty { vehicle: vehicle.clone() });
            }
        }
    }
    for vehicle in loaded.difference(&moved) {
        found.push(Objection::LoadLeftBehind { vehicle: (*vehicle).clone() });
    }
}

fn driven(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let columns = plan.columns.iter().map(|column| (&column.convoy, &column.driven));
    let stranded = plan.stranded.iter().map(|column| (&column.convoy, &column.driven));
    for (convoy, shares) in columns.chain(stranded) {
        for share in shares {
            let Some(need) = known(input, share, found) else { continue };
            if need.self_propelled.is_none() {
                found.push(Objection::CannotDrive { need: need.id.clone(), convoy: convoy.clone() });
            }
        }
    }
}

fn quantities(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let mut brought: BTreeMap<&NeedId, u128> = BTreeMap::new();
    for share in plan.columns.iter().flat_map(|column| plan.shares_of(column)) {
        *brought.entry(&share.need).or_default() += u128::from(share.quantity.get());
    }
    let mut behind: BTreeMap<&NeedId, u128> = BTreeMap::new();
    for one in &plan.undelivered {
        *behind.entry(&one.need).or_default() += u128::from(one.quantity.get());
        if input.need(&one.need).is_none() {
            found.push(Objection::NeedUnknown { need: one.need.clone() });
        }
    }
    for need in &input.needs {
        let brought = brought.get(&need.id).copied().unwrap_or(0);
        let behind = behind.get(&need.id).copied().unwrap_or(0);
        if brought + behind != u128::from(need.quantity.get()) {
            found.push(Objection::QuantityWrong {
                need: need.id.clone(),
                asked: need.quantity,
                brought: held(brought),
                behind: held(behind),
            });
        }
    }
}

/// A sum as a quantity, held at the largest one.
fn held(sum: u128) -> Quantity {
    let number = u64::try_from(sum).unwrap_or(u64::MAX).min(QUANTITY_MAX);
    Quantity::new(number).unwrap_or_default()
}
