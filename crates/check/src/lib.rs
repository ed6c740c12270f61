//! Judges any plan: loads, routes, times, conflicts, totals. Knows no search.
//!
//! Everything is computed again from the input and the tables, by code of its own: nothing
//! here is shared with whoever made the plan but the plan itself.
//!
//! - Pure and total: any input and any plan give a list, in a fixed order.
//! - Instants are whole seconds; durations become seconds by rounding up.
//! - A leg that a column on the road had entered before the input's start is a fact, not a
//!   choice: state, rate, hours and activities are not held against it, nor are two such legs
//!   against each other. Whatever is still to come must fit around it.

mod arithmetic;
mod axles;
mod conflicts;
mod endurance;
mod hazard;
mod loads;
mod march;
mod objection;
mod reserve;
mod returns;
mod routes;
mod support;
mod totals;
mod unloading;

pub use objection::{InputList, Objection, ObjectiveNumber};

use convoy::{Column, Leg, Plan, PlanInput, Whereabouts};
use std::collections::BTreeSet;

/// Everything that is wrong with a plan for this input; empty means acceptable.
pub fn check(input: &PlanInput, plan: &Plan) -> Vec<Objection> {
    let twice = input_twice(input);
    if !twice.is_empty() {
        return twice;
    }
    let mut found = Vec::new();
    loads::check(input, plan, &mut found);
    unloading::check(input, plan, &mut found);
    reserve::check(input, plan, &mut found);
    for column in &plan.columns {
        routes::check(input, column, &mut found);
        march::check(input, plan, column, &mut found);
        endurance::check(input, column, &mut found);
        support::check(input, column, &mut found);
        axles::check(input, plan, column, &mut found);
    }
    returns::check(input, plan, &mut found);
    routes::stranded(input, plan, &mut found);
    conflicts::check(input, plan, &mut found);
    totals::check(input, plan, &mut found);
    found
}

/// Names that the input gives twice: lookups would be ambiguous.
fn input_twice(input: &PlanInput) -> Vec<Objection> {
    let mut found = Vec::new();
    let mut look = |list: InputList, names: Vec<String>| {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                found.push(Objection::InputTwice { list, name });
            }
        }
    };
    let need = |need: &convoy::Need| format!("{}#{}@{}", need.id.pledge, need.id.line, need.id.from);
    look(InputList::Needs, input.needs.iter().map(need).collect());
    look(InputList::Fleet, input.fleet.iter().map(|vehicle| vehicle.vehicle.to_string()).collect());
    look(InputList::Stretches, input.stretches.iter().map(|stretch| stretch.segment.to_string()).collect());
    look(InputList::Crossings, input.crossings.iter().map(|crossing| crossing.place.to_string()).collect());
    look(InputList::Progress, input.progress.iter().map(|progress| progress.convoy.to_string()).collect());
    found
}

/// Whether a column on the road had entered this leg before the input's start.
fn is_fact(input: &PlanInput, column: &Column, leg: &Leg) -> bool {
    let progress = input.progress_of(&column.convoy);
    let on_road = progress.is_some_and(|progress| progress.whereabouts != Whereabouts::Arrived);
    on_road && leg.enter_head < input.start
}
