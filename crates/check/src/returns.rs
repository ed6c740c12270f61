//! Those that march along come back to their site, and are with one column at a time.

use crate::arithmetic::seconds;
use crate::objection::Objection;
use crate::{axles, endurance, march, routes};
use convoy::{Column, Plan, PlanInput, Return, Spent};
use std::collections::{BTreeMap, BTreeSet};
use units::{Moment, VehicleId};

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    for column in &plan.columns {
        if let Some(back) = &column.returns {
            let mut wrong = Vec::new();
            one(input, plan, column, back, &mut wrong);
            found.extend(wrong.into_iter().map(|what| {
                let what = Box::new(what);
                Objection::ReturnWrong { convoy: column.convoy.clone(), what }
            }));
        }
    }
    busy(input, plan, found);
}

fn along(input: &PlanInput, column: &Column) -> Vec<VehicleId> {
    let along = |id: &&VehicleId| input.vehicle(id).is_some_and(|vehicle| vehicle.role.is_some());
    column.vehicles.iter().filter(along).cloned().collect()
}

/// The march back is judged as a column of those vehicles alone would be, from the crossing to their site.
fn one(input: &PlanInput, plan: &Plan, column: &Column, back: &Return, found: &mut Vec<Objection>) {
    let vehicles = along(input, column);
    let convoy = || column.convoy.clone();
    if vehicles.is_empty() || back.legs.is_empty() {
        found.push(Objection::ColumnEmpty { convoy: convoy() });
    }
    let mut sites = vehicles.iter().filter_map(|id| input.vehicle(id)).map(|vehicle| &vehicle.at);
    if let Some(at) = sites.find(|at| **at != back.base) {
        found.push(Objection::OriginWrong { convoy: convoy(), origin: back.base.clone(), at: at.clone() });
    }
    let marching = Column {
        convoy: convoy(),
        credit: column.credit.clone(),
        commander: None,
        vehicles,
        roles: BTreeMap::new(),
        driven: Vec::new(),
        packets: Vec::new(),
        origin: column.crossing.clone(),
        spent: Spent::default(),
        crossing: back.base.clone(),
        rate: back.rate,
        road_space: back.road_space,
        pass_time: back.pass_time,
        legs: back.legs.clone(),
        halts: back.halts.clone(),
        march_table: Vec::new(),
        onward: column.onward.clone(),
        returns: None,
    };
    let through = column.legs.last().map(|leg| leg.clear_tail);
    if let (Some(through), Some(departs)) = (through, marching.departs()) {
        let policy = &input.policy;
        let halts = [policy.rest.map(|rule| rule.halt), policy.hours.map(|rule| rule.rest)];
        let fuel = policy.fuel.as_ref().map(|rule| rule.halt);
        let stood = halts.into_iter().chain([fuel]).flatten().map(seconds).max().unwrap_or(0);
        let earliest = through.plus_seconds(stood);
        if departs < earliest {
            found.push(Objection::LeavesEarly { convoy: convoy(), departs, earliest });
        }
    }
    routes::legs(input, &marching, found);
    march::on_the_way(input, plan, &marching, found);
    endurance::check(input, &marching, found);
    axles::check(input, plan, &marching, found);
}

/// When a vehicle leaves with which column, and when it is back.
type March<'a> = (Moment, Option<Moment>, &'a Column);

/// No vehicle leaves with a column before it is back from the one before.
fn busy(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let stranded: BTreeSet<&VehicleId> = plan.stranded.iter().flat_map(|column| &column.vehicles).collect();
    let mut with: BTreeMap<VehicleId, Vec<March<'_>>> = BTreeMap::new();
    for column in &plan.columns {
        let Some(departs) = column.departs() else { continue };
        let back = column.returns.as_ref().and_then(Return::back);
        for vehicle in along(input, column) {
            with.entry(vehicle).or_default().push((departs, back, column));
        }
    }
    for (vehicle, mut columns) in with {
        columns.sort_by_key(|(departs, _, column)| (*departs, &column.convoy));
        // From the column that has arrived, or from one that stands on the road.
        let known = input.vehicle(&vehicle).and_then(|vehicle| vehicle.back);
        let mut back = if stranded.contains(&vehicle) { Some(None) } else { known.map(Some) };
        for (departs, next, column) in columns {
            let has_left = input.progress_of(&column.convoy).is_some();
            let busy = back.filter(|back| !has_left && back.is_none_or(|back| departs < back));
            if let Some(back) = busy {
                let (vehicle, convoy) = (vehicle.clone(), column.convoy.clone());
                found.push(Objection::VehicleBusy { vehicle, convoy, departs, back });
            }
            back = Some(next);
        }
    }
}
