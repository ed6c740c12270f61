//! Fuel, drivers' hours and daylight by stretch on the operation's roads.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::check;
use common::*;
use convoy::{
    Column, CrossingRefusal, FuelRule, HaltAt, HoursRule, Plan, PlanInput, PlanReport, Progress, Reason,
    UndeliveredReason, WaitCause, Whereabouts,
};
use plan::{Seed, plan, replan};
use roads::{Conditions, Passability};
use std::collections::BTreeSet;
use units::{Digest, Metres};

/// Rations from Reggane alone: one column.
fn rations() -> PlanInput {
    let mut input = operation(&Conditions::all(Passability::Open));
    input.needs.retain(|need| need.id.line == 3);
    input
}

fn with_range(metres: u64, points: &[&str]) -> PlanInput {
    let mut input = rations();
    // A night's halt would fill the tanks as well.
    input.policy.daylight = None;
    input.fleet.iter_mut().for_each(|vehicle| vehicle.motion.range = Some(Metres::new(metres)));
    let points = points.iter().map(|name| place(name)).collect();
    input.policy.fuel = Some(FuelRule { points, halt: minutes(45), ..FuelRule::default() });
    input
}

fn made(input: &PlanInput) -> (Plan, PlanReport) {
    let (made, report) = plan(input, Seed(1));
    assert_eq!(check(input, &made), []);
    (made, report)
}

fn halts(column: &Column, wanted: &WaitCause) -> Vec<(String, i64)> {
    let of = column.halts.iter().filter(|halt| halt.cause == *wanted);
    of.map(|halt| match &halt.at {
        HaltAt::Place { place } => (place.to_string(), (halt.to.seconds() - halt.from.seconds()) / 60),
        HaltAt::Stretch { segment, .. } => panic!("beside {segment}"),
    })
    .collect()
}

/// The places of the way, with how many metres each lies from the start.
fn way(input: &PlanInput, column: &Column) -> Vec<(String, u64)> {
    let mut far = 0;
    column
        .legs
        .iter()
        .map(|leg| {
            far += input.stretch(&leg.segment).unwrap().length.get();
            (leg.to.to_string(), far)
        })
        .collect()
}

#[test]
fn a_column_fills_its_tanks_where_it_must_and_only_there() {
    let endless = with_range(u64::MAX, &[]);
    let way = way(&endless, &made(&endless).0.columns[0]);
    let middle = &way[way.len() / 2];
    let far = with_range(way.last().unwrap().1, &[middle.0.as_str()]);
    assert_eq!(halts(&made(&far).0.columns[0], &WaitCause::Fuel), []);
    let near = with_range(way.last().unwrap().1 - 1, &[middle.0.as_str()]);
    assert_eq!(halts(&made(&near).0.columns[0], &WaitCause::Fuel), [(middle.0.clone(), 45)]);
}

#[test]
fn where_fuel_does_not_last_the_goods_stay_and_the_reason_says_how_far_it_is() {
    let input = with_range(100_000, &[]);
    let (made, report) = made(&input);
    assert_eq!(made.columns, []);
    let range = Metres::new(100_000);
    let left = &made.undelivered[0].reason;
    assert_eq!(left, &UndeliveredReason::OutOfRange { from: place("depot-reggane"), range });
    let told = report.reasons.iter().filter_map(|reason| {
        let Reason::Leaves { why: CrossingRefusal::BeyondRange { needed, range }, .. } = reason else { return None };
        Some((*needed, *range))
    });
    assert!(told.clone().count() > 0 && told.clone().all(|(needed, of)| needed > range && of == range));
}

#[test]
fn drivers_sleep_at_a_place_before_they_have_driven_too_long() {
    let mut input = rations();
    input.policy.hours = Some(HoursRule { driving: minutes(360), rest: minutes(480) });
    input.policy.daylight = None;
    let (made, _) = made(&input);
    let slept = halts(&made.columns[0], &WaitCause::Hours);
    assert!(!slept.is_empty() && slept.iter().all(|(_, stood)| *stood == 480), "{slept:?}");
}

#[test]
fn what_is_spent_is_taken_along_into_a_new_plan() {
    let mut input = rations();
    input.policy.hours = Some(HoursRule { driving: minutes(360), rest: minutes(480) });
    input.policy.daylight = None;
    let (first, _) = made(&input);
    let column = &first.columns[0];
    let third = &column.legs[2];
    input.start = third.enter_head.plus_seconds(3600);
    let progress = Progress {
        convoy: column.convoy.clone(),
        whereabouts: Whereabouts::Halted,
        place: third.from.clone(),
        at: input.start,
    };
    input.progress = vec![progress];
    let (second, _, _) = replan(&input, &first, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&input, &second), []);
    let spent = second.columns[0].spent;
    let driven = (column.legs[1].exit_head.seconds() - column.legs[0].enter_head.seconds()).unsigned_abs() * 10;
    assert!(spent.driving.get() > 0 && spent.driving.get() <= driven, "{spent:?}");
    assert_eq!(spent.since, Some(input.start));
    // Without what it has behind it, the same plan would be told to break no rule.
    let mut fresh = second.clone();
    fresh.columns[0].spent.driving = minutes(359);
    assert!(!check(&input, &fresh).is_empty());
}

#[test]
fn daylight_holds_only_where_it_is_ordered() {
    let mut input = rations();
    let (slow, _) = made(&input);
    let clear = |plan: &Plan| plan.columns[0].legs.last().unwrap().clear_tail;
    let route: Vec<_> = slow.columns[0].route().cloned().collect();
    input.policy.daylight_on = BTreeSet::from([route.last().unwrap().clone()]);
    let (fast, _) = made(&input);
    assert!(clear(&fast) < clear(&slow));
    // The checker holds it against the ordered stretch as well.
    input.policy.daylight_on = route.into_iter().collect();
    assert!(check(&input, &fast).iter().any(|found| matches!(found, check::Objection::InTheDark { .. })));
}
