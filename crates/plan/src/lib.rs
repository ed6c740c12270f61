//! Finds a convoy plan: what goes on which vehicle, in which columns, over which roads and
//! crossings, at which times.
//!
//! - Pure: the same input and seed give the same plan, with the reasons for it.
//! - Total: any input gives a plan; what it cannot do stays behind with a reason.
//! - `check` judges the result and shares no code with it.
//!
//! Its parts, named as what they are: first-fit-decreasing loading with conflicts ([`hazard`]), Dijkstra's search for
//! ways (`roads`), prioritised insertion for times, a search through orders of insertion and crossings that
//! goes on as long as it is given time, and a bound below which no such plan lies.

mod axles;
mod bound;
mod calendar;
mod choice;
mod detour;
mod diff;
mod endurance;
mod finish;
pub mod hazard;
mod improve;
mod keep;
mod loading;
mod march;
mod planner;
mod queue;
mod reload;
mod replan;
mod reserve;
mod returns;
mod support;
mod timetable;
mod unloading;
mod ways;
mod weigh;
mod would;

pub use diff::compare;
pub use improve::Stage;
pub use loading::COLUMNS_MAX;
pub use replan::{replan, replan_while};
pub use returns::back_at;
pub use ways::stretches;
pub use would::would_change;

use axles::Limits;
use convoy::{Load, Plan, PlanInput, PlanReport, Reason, SearchReport, Undelivered};
use loading::{Effort, Pool};
use planner::Planner;
use std::collections::BTreeSet;

/// What chance would draw from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seed(pub u64);

/// A plan from nothing, with as many tries to better it as take no time that anybody notices; the
/// input's progress is not looked at, [`replan`] is for that.
pub fn plan(input: &PlanInput, seed: Seed) -> (Plan, PlanReport) {
    make(input, seed, &mut improve::standard(input), LOADS_QUICK)
}

/// A plan that is made better as long as `search` says so, which is asked after each round.
pub fn plan_while(input: &PlanInput, seed: Seed, search: &mut dyn FnMut(&Stage) -> bool) -> (Plan, PlanReport) {
    make(input, seed, search, LOADS_THOROUGH)
}

/// Rounds for each vehicle in which loads are worked on.
pub(crate) const LOADS_QUICK: u64 = 8;
pub(crate) const LOADS_THOROUGH: u64 = 400;

fn make(input: &PlanInput, seed: Seed, search: &mut dyn FnMut(&Stage) -> bool, rounds: u64) -> (Plan, PlanReport) {
    let made = |search: &mut dyn FnMut(&Stage) -> bool| {
        let mut planner = Planner::new(input, BTreeSet::new());
        planner.add(pool(input), &Effort { seed, more: &loading::rounds(rounds) }, search);
        planner.finish(None, seed)
    };
    let (plan, report) = made(search);
    let awaits = report.reasons.iter().any(|reason| matches!(reason, Reason::AwaitsReturn { .. }));
    if report.search.rounds == 0 || !awaits {
        return (plan, report);
    }
    // What is better for those that leave first may bring others' escort back later.
    let weight = |plan: &Plan| (plan.objective.undelivered, plan.objective.weighted);
    let (first, told) = made(&mut |_| false);
    if weight(&plan) <= weight(&first) {
        return (plan, report);
    }
    let search = SearchReport { last: told.search.last, ..report.search };
    (first, PlanReport { search, ..told })
}

/// Loads alone, without columns: worked on as long as `more` says so, which is asked before each round with the
/// number of rounds done at a site. What stays behind is told with what keeps it.
pub fn loads_while(input: &PlanInput, seed: Seed, more: &dyn Fn(u64) -> bool) -> (Vec<Load>, Vec<Undelivered>) {
    let rules = hazard::Rules::new(input.policy.hazard_rules);
    let mut undelivered = Vec::new();
    let effort = Effort { seed, more: &|done, _| more(done) };
    let loaded = loading::load(&rules, pool(input), &Limits::default(), &mut Vec::new(), &mut undelivered, &effort);
    (loaded.loads.into_values().flatten().map(|(_, load)| load).collect(), undelivered)
}

fn pool(input: &PlanInput) -> Pool<'_> {
    Pool {
        needs: input.needs.iter().map(|need| (need, need.quantity)).collect(),
        vehicles: input.fleet.iter().collect(),
        reserved: Vec::new(),
    }
}
