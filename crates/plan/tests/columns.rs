//! Columns as they march: escort by the danger of the road, recovery, tankers, march units, commanders.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::check;
use common::*;
use convoy::{
    Column, ColumnRule, CrossingRefusal, EscortRule, EscortShare, FuelRule, Member, Motion, Passability, Permille,
    Plan, PlanInput, PlanReport, Progress, Reason, RecoveryRule, Role, SupportCause, TankerRule, UndeliveredReason,
    Vehicle, Whereabouts,
};
use plan::{Seed, plan, replan};
use roads::{Conditions, Passability as State};
use units::{Digest, Metres, OfficerId, VehicleId};

fn officer(name: &str) -> OfficerId {
    OfficerId::new(name).unwrap()
}

/// An escort for each four vehicles where a road is contested at all, one for each two from half sure on.
fn rule() -> ColumnRule {
    let row = |certainty, per| EscortShare { certainty: Permille::new(certainty), vehicles: 1, per };
    ColumnRule {
        commander: Some(officer("command/lead")),
        escort: Some(EscortRule { table: vec![row(1, 4), row(500, 2)], ..EscortRule::default() }),
        recovery: Some(RecoveryRule { per: 10, ..RecoveryRule::default() }),
        ..ColumnRule::default()
    }
}

/// Rations from Reggane alone, with so many escorts and recovery vehicles there.
fn rations(escorts: u32, recovery: u32) -> PlanInput {
    let mut input = operation(&Conditions::all(State::Open));
    input.needs.retain(|need| need.id.line == 3);
    input.policy.column = Some(rule());
    let along = [(Role::Escort, escorts), (Role::Recovery, recovery)];
    for (role, number) in along {
        input.fleet.extend((1..=number).map(|number| serving(role, number)));
    }
    input
}

fn serving(role: Role, number: u32) -> Vehicle {
    Vehicle { role: Some(role), ..truck(&format!("{}-{number}", role.code()), "depot-reggane") }
}

fn contested(input: &mut PlanInput, name: &str, certainty: u16) {
    let stretch = input.stretches.iter_mut().find(|stretch| stretch.segment == segment(name)).unwrap();
    stretch.passability = Passability::Contested { certainty: Permille::new(certainty) };
}

/// Every way from Reggane, up to a fork before all crossings.
fn all_contested(input: &mut PlanInput, certainty: u16) {
    for stretch in &mut input.stretches {
        stretch.passability = Passability::Contested { certainty: Permille::new(certainty) };
    }
}

fn made(input: &PlanInput) -> (Plan, PlanReport) {
    let (made, report) = plan(input, Seed(1));
    assert_eq!(check(input, &made), []);
    (made, report)
}

fn with(column: &Column, role: Role) -> usize {
    column.roles.values().filter(|known| **known == role).count()
}

/// Packets as `serial: member, member`.
fn told(column: &Column) -> Vec<String> {
    let member = |member: &Member| match member {
        Member::Vehicle { vehicle } => vehicle.to_string(),
        Member::Driven { need, quantity } => format!("{quantity} of line {}", need.line),
    };
    let packet = |packet: &convoy::Packet| {
        format!("{}: {}", packet.serial, packet.members.iter().map(member).collect::<Vec<_>>().join(", "))
    };
    column.packets.iter().map(packet).collect()
}

#[test]
fn an_open_road_asks_for_no_escort_and_recovery_marches_last() {
    let (plan, report) = made(&rations(4, 2));
    let column = &plan.columns[0];
    assert_eq!(told(column), ["1: truck-r1, recovery-1"]);
    assert_eq!((with(column, Role::Escort), with(column, Role::Recovery)), (0, 1));
    assert_eq!(column.commander, Some(officer("command/lead")));
    let why = report.reasons.iter().find_map(|reason| {
        let Reason::Accompanied { role: Role::Recovery, vehicles, cause, .. } = reason else { return None };
        Some((*vehicles, cause.clone()))
    });
    assert_eq!(why, Some((1, SupportCause::Share { per: 10 })));
}

#[test]
fn the_more_certain_the_danger_the_more_escort_and_half_of_it_marches_behind() {
    let mut input = rations(8, 1);
    input.needs[0].quantity = units::Quantity::new(6 * 833).unwrap();
    input.policy.gaps.unit_vehicles = 4;
    input.policy.gaps.serial_units = 2;
    all_contested(&mut input, 100);
    let (plan, _) = made(&input);
    assert_eq!(with(&plan.columns[0], Role::Escort), 2);
    all_contested(&mut input, 700);
    let (plan, report) = made(&input);
    let column = &plan.columns[0];
    assert_eq!(
        told(column),
        [
            "1: escort-1, escort-2, truck-r1, truck-r2",
            "1: truck-r3, truck-r4, truck-r5",
            "2: truck-r6, recovery-1, escort-3"
        ]
    );
    assert_eq!(plan.objective.vehicles, 10);
    let road = report.reasons.iter().find_map(|reason| {
        let Reason::Accompanied { cause: SupportCause::Road { certainty, .. }, .. } = reason else { return None };
        Some(*certainty)
    });
    assert_eq!(road, Some(Permille::new(700)));
    // The column is as long as all of them.
    assert!(column.road_space > made(&rations(0, 2)).0.columns[0].road_space);
}

#[test]
fn without_escort_a_column_goes_round_the_danger_or_stays() {
    let mut input = rations(0, 1);
    let open = made(&input).0.columns[0].clone();
    // Contested only a little: a column with an escort takes it.
    let danger = open.legs.last().unwrap().segment.clone();
    contested(&mut input, danger.as_str(), 20);
    let mut escorted = input.clone();
    escorted.fleet.push(serving(Role::Escort, 1));
    assert_eq!(with(&made(&escorted).0.columns[0], Role::Escort), 1);
    let (plan, report) = made(&input);
    assert_ne!(plan.columns[0].crossing, open.crossing);
    let refused = report.reasons.iter().any(|reason| {
        matches!(reason, Reason::Leaves { why: CrossingRefusal::EscortShort { needed: 1, there: 0, .. }, crossing, .. } if *crossing == open.crossing)
    });
    assert!(refused, "{:#?}", report.reasons);
    all_contested(&mut input, 20);
    let (plan, _) = made(&input);
    assert_eq!(plan.columns, []);
    let from = place("depot-reggane");
    let missing = UndeliveredReason::SupportMissing { from, role: Role::Escort, needed: 1, there: 0 };
    assert_eq!(plan.undelivered[0].reason, missing);
    // Unless the policy lets it.
    input.policy.column.as_mut().unwrap().march_short = true;
    let (plan, report) = made(&input);
    assert_eq!(plan.undelivered, []);
    let short =
        |reason: &Reason| matches!(reason, Reason::MarchesShort { role: Role::Escort, needed: 1, there: 0, .. });
    assert!(report.reasons.iter().any(short));
}

#[test]
fn columns_share_what_is_there_one_after_another() {
    let mut input = rations(0, 1);
    input.needs[0].quantity = units::Quantity::new(8 * 833).unwrap();
    input.policy.column_max = 5;
    let (plan, _) = made(&input);
    assert_eq!(plan.columns.len(), 2);
    // Room is kept for the recovery vehicle, which comes back for the second.
    assert_eq!(plan.columns[0].vehicles.len(), 5);
    let back = plan.columns[0].returns.as_ref().and_then(convoy::Return::back).unwrap();
    assert!(plan.columns[1].departs().unwrap() >= back);
    input.fleet.retain(|vehicle| vehicle.role.is_none());
    let (plan, _) = made(&input);
    let from = place("depot-reggane");
    let missing = UndeliveredReason::SupportMissing { from, role: Role::Recovery, needed: 1, there: 0 };
    assert_eq!(plan.undelivered[0].reason, missing);
}

#[test]
fn tankers_march_only_where_tanks_do_not_last() {
    let mut input = rations(0, 1);
    input.policy.daylight = None;
    input.fleet.iter_mut().for_each(|vehicle| vehicle.motion.range = Some(Metres::new(500_000)));
    input.policy.fuel = Some(FuelRule::default());
    let tankers = TankerRule { per: 5, adds: Metres::new(400_000), ..TankerRule::default() };
    input.policy.column.as_mut().unwrap().tankers = Some(tankers);
    let out_of_range = |plan: &Plan| matches!(plan.undelivered[0].reason, UndeliveredReason::OutOfRange { .. });
    assert!(out_of_range(&made(&input).0));
    let tanker = serving(Role::Tanker, 1);
    input.fleet.push(Vehicle { motion: Motion { range: None, ..tanker.motion }, ..tanker });
    let (plan, report) = made(&input);
    assert_eq!(with(&plan.columns[0], Role::Tanker), 1);
    let cause = SupportCause::Tanks { range: Metres::new(500_000) };
    let told = |reason: &Reason| matches!(reason, Reason::Accompanied { cause: known, .. } if *known == cause);
    assert!(report.reasons.iter().any(told));
    input.fleet.iter_mut().for_each(|vehicle| vehicle.motion.range = None);
    assert_eq!(with(&made(&input).0.columns[0], Role::Tanker), 0);
}

#[test]
fn a_site_has_its_own_commander_whom_the_column_keeps_on_the_road() {
    let mut input = rations(0, 1);
    let named = [(place("depot-reggane"), officer("command/reggane"))].into();
    input.policy.column.as_mut().unwrap().commanders = named;
    let (parent, _) = made(&input);
    let column = &parent.columns[0];
    assert_eq!(column.commander, Some(officer("command/reggane")));
    let leg = &column.legs[2];
    input.progress.push(Progress {
        convoy: column.convoy.clone(),
        whereabouts: Whereabouts::Passed,
        place: leg.from.clone(),
        at: leg.enter_head,
    });
    input.start = leg.enter_head;
    // No escort comes to it on the road.
    all_contested(&mut input, 20);
    let (plan, _, _) = replan(&input, &parent, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&input, &plan), []);
    assert_eq!(plan.columns[0].commander, Some(officer("command/reggane")));
    assert_eq!(plan.columns[0].vehicles, column.vehicles);
}

#[test]
fn a_column_that_has_not_left_is_dissolved_when_its_road_asks_for_more() {
    let mut input = rations(3, 1);
    let (parent, _) = made(&input);
    all_contested(&mut input, 20);
    let (plan, report, _) = replan(&input, &parent, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&input, &plan), []);
    assert!(report.reasons.contains(&Reason::Dissolved { convoy: parent.columns[0].convoy.clone() }));
    assert_eq!(with(&plan.columns[0], Role::Escort), 1);
    assert_eq!(plan.columns[0].vehicles.first(), Some(&VehicleId::new("escort-1").unwrap()));
}
