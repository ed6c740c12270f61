//! Those that march along come back: they are with one column at a time, and the next leaves when they are there.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::{Objection, check};
use common::*;
use convoy::{
    ColumnRule, CrossingRefusal, HoursRule, Passability, Place, PlaceKind, Plan, PlanInput, PlanReport, PointKind,
    Progress, Reason, RecoveryRule, Return, Role, Stretch, UndeliveredReason, Vehicle, Whereabouts,
};
use plan::{Seed, back_at, plan, plan_while, replan};
use roads::{Conditions, Passability as State};
use units::{Digest, Kmh, Metres, Moment, Quantity, VehicleId};

fn road(name: &str, from: &str, to: &str, length: u64) -> Stretch {
    Stretch {
        segment: segment(name),
        from: place(from),
        to: place(to),
        length: Metres::new(length),
        speed: Kmh::new(50),
        defile: false,
        oneway: false,
        axle_max: None,
        passability: Passability::Open,
    }
}

fn recovery(number: u32) -> Vehicle {
    Vehicle { role: Some(Role::Recovery), ..truck(&format!("recovery-{number}"), "depot") }
}

/// Fifty kilometres to the crossing for four trucks in columns of two, each with a recovery vehicle, of which there is one.
fn one_for_two() -> PlanInput {
    let places = ["depot", "crossing-a", "gao"].map(|name| Place { place: place(name), kind: PlaceKind::Town });
    let mut input = PlanInput {
        places: places.to_vec(),
        stretches: vec![road("out", "depot", "crossing-a", 50_000), road("on", "crossing-a", "gao", 20_000)],
        crossings: vec![crossing("crossing-a")],
        needs: vec![need(1, "depot", "cement", 160, 250, 100)],
        fleet: (1..=4).map(|number| truck(&format!("truck-{number}"), "depot")).chain([recovery(1)]).collect(),
        ..operation(&Conditions::all(State::Open))
    };
    input.policy.column_max = 3;
    input.policy.column = Some(ColumnRule {
        recovery: Some(RecoveryRule { per: 10, ..RecoveryRule::default() }),
        ..ColumnRule::default()
    });
    input
}

fn made(input: &PlanInput) -> (Plan, PlanReport) {
    let (made, report) = plan(input, Seed(1));
    assert_eq!(check(input, &made), [], "{:#?}", report.reasons);
    (made, report)
}

fn again(input: &PlanInput, before: &Plan) -> (Plan, PlanReport) {
    let (made, report, _) = replan(input, before, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(input, &made), [], "{:#?}", report.reasons);
    (made, report)
}

fn back(plan: &Plan, column: usize) -> Moment {
    plan.columns[column].returns.as_ref().and_then(Return::back).unwrap()
}

fn departs(plan: &Plan, column: usize) -> Moment {
    plan.columns[column].departs().unwrap()
}

fn named() -> VehicleId {
    recovery(1).vehicle
}

#[test]
fn the_next_column_leaves_when_who_must_march_with_it_is_back() {
    let input = one_for_two();
    let (plan, report) = made(&input);
    assert_eq!((plan.columns.len(), plan.undelivered.len()), (2, 0));
    assert!(plan.columns.iter().all(|column| column.vehicles.contains(&named())));
    let first = plan.columns[0].legs.last().unwrap().clear_tail;
    // Ten minutes of halt, an hour of driving, and the vehicle itself.
    let home = back(&plan, 0).seconds() - first.seconds();
    assert!((4_200..4_300).contains(&home), "{home}");
    assert!(departs(&plan, 1) >= back(&plan, 0));
    let table = plan.columns[0].whole_table();
    let last = table.last().map(|row| (row.place.as_str(), row.kind, row.clear));
    assert_eq!(last, Some(("depot", PointKind::Return, back(&plan, 0))));
    let awaits = report.reasons.iter().any(|reason| {
        matches!(reason, Reason::AwaitsReturn { vehicle, back: told, .. } if *vehicle == named() && *told == back(&plan, 0))
    });
    let returns = report.reasons.iter().filter(|one| matches!(one, Reason::Returns { vehicles: 1, .. })).count();
    assert!(awaits && returns == 2, "{:#?}", report.reasons);
    // A second one, and nobody waits.
    let mut two = input;
    two.fleet.push(recovery(2));
    let (plan, report) = made(&two);
    assert!(departs(&plan, 1) < back(&plan, 0));
    assert!(!report.reasons.iter().any(|reason| matches!(reason, Reason::AwaitsReturn { .. })));
}

#[test]
fn hours_and_light_hold_on_the_way_back() {
    let mut input = one_for_two();
    input.policy.hours = Some(HoursRule { driving: minutes(540), rest: minutes(660) });
    let (plan, _) = made(&input);
    let through = plan.columns[0].legs.last().unwrap().clear_tail;
    let leaves = plan.columns[0].returns.as_ref().unwrap().legs[0].enter_head;
    assert!(leaves.seconds() - through.seconds() >= 11 * 3600);
    // Through the crossing in the morning, rested in the evening: no light is left that day.
    assert!(back(&plan, 0).seconds() - through.seconds() > 12 * 3600);
}

#[test]
fn who_has_no_way_back_is_released_and_nobody_waits() {
    let mut input = one_for_two();
    input.stretches[0].oneway = true;
    let (plan, report) = made(&input);
    assert_eq!((plan.columns.len(), &plan.columns[0].returns), (1, &None));
    let released = report.reasons.iter().any(|reason| {
        matches!(reason, Reason::Released { vehicles: 1, crossing, why: CrossingRefusal::NoWayThere, .. }
            if crossing.as_str() == "crossing-a")
    });
    assert!(released, "{:#?}", report.reasons);
    let from = place("depot");
    let missing = UndeliveredReason::SupportMissing { from, role: Role::Recovery, needed: 1, there: 0 };
    assert_eq!(plan.undelivered[0].reason, missing);
}

#[test]
fn who_is_still_on_the_way_back_from_a_column_that_arrived_is_waited_for() {
    let mut input = one_for_two();
    input.fleet.truncate(2);
    input.needs[0].quantity = Quantity::new(40).unwrap();
    let noon = input.start.plus_seconds(3 * 3600);
    input.fleet.push(Vehicle { back: Some(noon), ..recovery(1) });
    let (plan, _) = made(&input);
    assert!(departs(&plan, 0) >= noon);
    // One that is there goes first.
    input.fleet.push(recovery(2));
    let (plan, _) = made(&input);
    assert!(departs(&plan, 0) < noon && plan.columns[0].vehicles.contains(&recovery(2).vehicle));
    let told = back_at(&input, &plan.columns[0].convoy, &[named()], &place("crossing-a"), noon);
    assert_eq!(told.map(|told| told.seconds() - noon.seconds()).map(|home| home / 100), Some(42));
}

#[test]
fn a_column_that_is_late_lets_the_next_wait_longer() {
    let input = one_for_two();
    let (first, _) = made(&input);
    let (same, _) = again(&input, &first);
    assert_eq!(same.columns, first.columns);
    // The first stands three hours at its site after it was to leave.
    let column = &first.columns[0];
    let heard = Progress {
        convoy: column.convoy.clone(),
        whereabouts: Whereabouts::Halted,
        place: column.origin.clone(),
        at: departs(&first, 0).plus_seconds(3 * 3600),
    };
    let later = PlanInput { start: heard.at, progress: vec![heard], ..input.clone() };
    let (made, _) = again(&later, &first);
    assert_eq!(made.columns.len(), 2);
    assert!(back(&made, 0).seconds() - back(&first, 0).seconds() >= 3 * 3600);
    assert!(departs(&made, 1) >= back(&made, 0));
    // Its road is closed: it stands, and what marches with it does not come.
    let mut closed = later;
    closed.stretches[0].passability = Passability::Closed;
    let (made, _) = again(&closed, &first);
    assert_eq!((made.columns.len(), made.stranded.len()), (0, 1));
}

#[test]
fn one_vehicle_with_two_columns_at_once_is_found() {
    let input = one_for_two();
    let (good, _) = made(&input);
    // Back a minute later than it is: the next has left.
    let mut plan = good.clone();
    for leg in plan.columns[0].returns.iter_mut().flat_map(|back| &mut back.legs) {
        leg.clear_tail = departs(&good, 1).plus_seconds(60);
    }
    let busy = |found: &[Objection]| {
        found
            .iter()
            .any(|one| matches!(one, Objection::VehicleBusy { vehicle, back: Some(_), .. } if *vehicle == named()))
    };
    assert!(busy(&check(&input, &plan)));
    // Released at the crossing: it is with no other column.
    let mut plan = good.clone();
    plan.columns[0].returns = None;
    let found = check(&input, &plan);
    assert!(found.iter().any(|one| matches!(one, Objection::VehicleBusy { back: None, .. })), "{found:?}");
    // Told to be back sooner than it can be.
    let mut plan = good.clone();
    for leg in plan.columns[0].returns.iter_mut().flat_map(|back| &mut back.legs) {
        (leg.enter_head, leg.exit_head) = (leg.enter_head.plus_seconds(-60), leg.exit_head.plus_seconds(-60));
        leg.clear_tail = leg.clear_tail.plus_seconds(-60);
    }
    let early = |one: &Objection| matches!(one, Objection::ReturnWrong { what, .. } if matches!(**what, Objection::LeavesEarly { .. }));
    assert!(check(&input, &plan).iter().any(early));
    // On its way back from a column that has arrived.
    let mut busy_still = input.clone();
    busy_still.fleet.last_mut().unwrap().back = Some(departs(&good, 0).plus_seconds(1));
    assert!(busy(&check(&busy_still, &good)));
}

#[test]
fn a_search_that_lets_others_wait_longer_is_not_taken() {
    let input = one_for_two();
    let (first, _) = plan_while(&input, Seed(3), &mut |_| false);
    let (better, _) = plan_while(&input, Seed(3), &mut |stage| stage.rounds < 50);
    assert_eq!(check(&input, &better), []);
    assert!(better.objective.weighted <= first.objective.weighted);
    assert!(first.objective.bound <= better.objective.weighted);
}
