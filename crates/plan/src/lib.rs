//! Finds a convoy plan: what goes on which vehicle, in which columns, over which roads and
//! crossings, at which times.
//!
//! - Pure: the same input and seed give the same plan, with the reasons for it.
//! - Total: any input gives a plan; what it cannot do stays behind with a reason.
//! - `check` judges the result and shares no code with it.
//!
//! This is the simple planner, and its parts are named as what they are: first-fit-decreasing
//! loading with conflicts ([`hazard`]), Dijkstra's search for ways (`roads`), prioritised
//! insertion for times. It draws no lots: the seed is kept in the plan for a planner that does.

mod calendar;
mod choice;
mod diff;
mod finish;
pub mod hazard;
mod keep;
mod loading;
mod march;
mod planner;
mod replan;
mod timetable;
mod ways;

pub use loading::COLUMNS_MAX;
pub use replan::replan;
pub use ways::stretches;

use convoy::{Plan, PlanInput, PlanReport};
use loading::Pool;
use planner::Planner;
use std::collections::BTreeSet;

/// What chance would draw from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed(pub u64);

/// A plan from nothing; the input's progress is not looked at, [`replan`] is for that.
pub fn plan(input: &PlanInput, seed: Seed) -> (Plan, PlanReport) {
    let mut planner = Planner::new(input, BTreeSet::new());
    planner.add(Pool {
        needs: input.needs.iter().map(|need| (need, need.quantity)).collect(),
        vehicles: input.fleet.iter().collect(),
    });
    planner.finish(None, seed)
}
