//! What a new plan makes of columns that are late, blocked, or no longer what they were.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::check;
use common::*;
use convoy::{Column, Passability, Plan, PlanDiff, PlanInput, PlanReport, Progress, Reason, WaitCause, Whereabouts};
use plan::{Seed, plan, replan};
use roads::{Conditions, Passability as State};
use units::{ConvoyId, Digest, VehicleId};

fn convoy(number: u8) -> ConvoyId {
    ConvoyId::new(format!("11-DZ-{number:02}")).unwrap()
}

/// Two columns from each depot, and the input they were made from.
fn four_columns() -> (PlanInput, Plan) {
    let mut input = operation(&Conditions::all(State::Open));
    input.policy.column_max = 3;
    let (made, _) = plan(&input, Seed(1));
    assert_eq!((made.columns.len(), check(&input, &made)), (4, vec![]));
    (input, made)
}

fn heard(column: &Column, leg: usize, whereabouts: Whereabouts, late_minutes: i64) -> Progress {
    let leg = &column.legs[leg];
    let at = leg.enter_head.plus_seconds(late_minutes * 60);
    Progress { convoy: column.convoy.clone(), whereabouts, place: leg.from.clone(), at }
}

fn again(now: &PlanInput, first: &Plan) -> (Plan, PlanReport, PlanDiff) {
    let made = replan(now, first, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(now, &made.0), [], "{:#?}", made.1);
    made
}

fn close(input: &mut PlanInput, name: &str) {
    let stretch = input.stretches.iter_mut().find(|stretch| stretch.segment == segment(name)).unwrap();
    stretch.passability = Passability::Closed;
}

#[test]
fn a_late_column_stands_at_the_end_of_its_leg_until_the_plan_begins() {
    let (mut input, first) = four_columns();
    let column = &first.columns[0];
    let late = heard(column, 2, Whereabouts::Passed, 20);
    // Half an hour after it would have come to the end of that leg.
    input.start = column.legs[2].exit_head.plus_seconds(50 * 60);
    input.progress = vec![late.clone()];
    let (second, report, _) = again(&input, &first);
    let legs = &second.column(&convoy(1)).unwrap().legs;
    assert_eq!((legs[0].enter_head, &legs[0].segment), (late.at, &column.legs[2].segment));
    assert!(legs[0].exit_head < input.start && legs[1].enter_head == input.start, "{legs:#?}");
    let stands = report
        .reasons
        .iter()
        .any(|reason| matches!(reason, Reason::Waits { cause: WaitCause::Orders, place, .. } if *place == legs[0].to));
    assert!(stands, "{report:#?}");
}

#[test]
fn the_column_behind_a_late_one_is_held_back_and_the_late_one_goes_on() {
    let (mut input, first) = four_columns();
    let (ahead, behind) = (&first.columns[0], &first.columns[1]);
    input.progress = vec![heard(ahead, 2, Whereabouts::Passed, 15), heard(behind, 1, Whereabouts::Passed, 0)];
    input.start = input.progress[0].at.plus_seconds(60);
    assert!(behind.legs[2].enter_head > input.start, "the one behind has a choice left");
    let (second, report, diff) = again(&input, &first);
    let crossing = |number| second.column(&convoy(number)).unwrap().crossing.clone();
    assert_eq!((crossing(1), crossing(2)), (place("crossing-timiaouine"), place("crossing-timiaouine")));
    let late = second.column(&convoy(1)).unwrap();
    assert_eq!(late.legs[0].enter_head, input.progress[0].at);
    assert!(diff.times.iter().any(|change| change.convoy == convoy(2)), "{report:#?}");
    assert!(!report.reasons.iter().any(|reason| matches!(reason, Reason::Stranded { .. })));
}

#[test]
fn a_column_on_a_stretch_that_closes_turns_where_it_entered_it() {
    let (mut input, first) = four_columns();
    let last = first.columns[0].legs.iter().position(|leg| leg.segment == segment("hoggar-06")).unwrap();
    input.progress = vec![heard(&first.columns[0], last, Whereabouts::Passed, 0)];
    input.start = input.progress[0].at.plus_seconds(3600);
    close(&mut input, "hoggar-06");
    let (second, report, _) = again(&input, &first);
    let column = second.column(&convoy(1)).unwrap();
    assert_eq!(column.origin, place("hoggar_km_420"));
    assert!(column.route().all(|taken| *taken != segment("hoggar-06")), "{column:#?}");
    assert!(column.departs().unwrap() >= input.start);
    let turns = Reason::Turns {
        convoy: convoy(1),
        place: place("hoggar_km_420"),
        from: place("crossing-timiaouine"),
        to: column.crossing.clone(),
    };
    assert!(report.reasons.contains(&turns), "{report:#?}");
}

#[test]
fn a_column_that_lost_a_vehicle_before_it_left_is_dissolved_and_its_goods_loaded_again() {
    let (mut input, first) = four_columns();
    let lost = VehicleId::new("truck-r1").unwrap();
    input.fleet.retain(|vehicle| vehicle.vehicle != lost);
    let (second, report, diff) = again(&input, &first);
    let from = first.columns.iter().find(|column| column.vehicles.contains(&lost)).unwrap();
    assert!(report.reasons.contains(&Reason::Dissolved { convoy: from.convoy.clone() }));
    assert_eq!(diff.removed, std::slice::from_ref(&from.convoy));
    assert_eq!(diff.added, [convoy(5)]);
    assert!(second.undelivered.is_empty());
}

#[test]
fn a_column_whose_load_is_no_longer_allowed_is_dissolved() {
    let (mut input, first) = four_columns();
    input.needs[3].hazard.as_mut().unwrap().class = convoy::HazardClass::Unknown;
    let (second, report, _) = again(&input, &first);
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Dissolved { .. })));
    assert_eq!(second.undelivered.len(), 1);
}

#[test]
fn a_pledge_made_smaller_dissolves_only_the_column_that_carries_too_much() {
    let (mut input, first) = four_columns();
    let rations = &mut input.needs[2];
    rations.quantity = rations.quantity.checked_sub(units::Quantity::new(1).unwrap()).unwrap();
    let (_, _, diff) = again(&input, &first);
    assert_eq!(diff.removed.len(), 1);
    assert_eq!(diff.unchanged.len(), 3);
}

#[test]
fn a_road_that_reopens_changes_nothing_that_is_kept() {
    let mut closed = operation(&with_axis(&network(), "axis-timiaouine", State::Closed));
    closed.policy.column_max = 3;
    let (first, _) = plan(&closed, Seed(1));
    let (open, _) = four_columns();
    let (second, _, diff) = again(&open, &first);
    assert_eq!((second.columns, diff.unchanged.len()), (first.columns, 4));
}

#[test]
fn stricter_rests_set_the_times_anew_on_the_same_way() {
    let (mut input, first) = four_columns();
    input.policy.rest.as_mut().unwrap().after = minutes(90);
    let (second, report, diff) = again(&input, &first);
    assert!(diff.routes.is_empty() && diff.removed.is_empty() && !diff.times.is_empty());
    assert_eq!(second.columns.len(), 4);
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::TimesBroken { .. })));
}

/// What has not left is loaded for what is urgent now; what is on the road stays as it was loaded.
#[test]
fn loads_that_have_not_left_are_put_in_order_anew() {
    let needs = [1, 2].map(|line| need(line, "depot-reggane", &format!("item-{line}"), 1, 100, 100));
    let fleet = vec![truck("truck-1", "depot-reggane")];
    let mut input = PlanInput { needs: needs.into(), fleet, ..operation(&Conditions::all(State::Open)) };
    let (first, _) = plan(&input, Seed(1));
    let lines = |plan: &Plan| plan.loads[0].shares.iter().map(|share| share.need.line).collect::<Vec<_>>();
    input.needs[1].priority = 1;
    assert_eq!([lines(&first), lines(&again(&input, &first).0)], [[1, 2], [2, 1]]);
    input.progress = vec![heard(&first.columns[0], 1, Whereabouts::Passed, 0)];
    input.start = input.progress[0].at.plus_seconds(60);
    assert_eq!(lines(&again(&input, &first).0), [1, 2]);
}
