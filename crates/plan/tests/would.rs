//! What would have to change, on the operation's roads: each sentence stands for a plan that was made.

mod common;

use common::*;
use convoy::{Activity, Change, Counterfactual, FuelRule, Opening, PlanInput};
use plan::{Seed, plan, would_change};
use roads::{Conditions, Passability};
use units::{Interval, Metres, PartyId, Quantity};

fn told(input: &PlanInput) -> (Vec<Counterfactual>, usize) {
    let (made, report) = plan(input, Seed(1));
    let mut trials = 0;
    let told = would_change(input, &made, &report, &mut |otherwise| {
        trials += 1;
        plan(otherwise, Seed(1)).0
    });
    (told, trials)
}

/// Rations from Reggane alone.
fn rations() -> PlanInput {
    let mut input = operation(&Conditions::all(Passability::Open));
    input.needs.retain(|need| need.id.line == 3);
    input
}

#[test]
fn of_numbers_of_vehicles_the_least_that_brings_all_is_told() {
    let mut input = rations();
    // 600 of 12 kg and 30 l: a truck of 2.4 t takes 200.
    input.fleet.retain(|vehicle| vehicle.vehicle.as_str() == "truck-r1");
    input.fleet[0].payload = units::Grams::new(2_400_000);
    let (told, _) = told(&input);
    let Change::MoreVehicles { like, at, number } = &told[0].change else { panic!("{told:#?}") };
    assert_eq!((like.as_str(), at.as_str(), *number), ("truck-r1", "depot-reggane", 2));
    assert_eq!(told[0].brings[0].quantity, Quantity::new(400).unwrap());
}

#[test]
fn a_piece_too_large_for_all_asks_for_a_vehicle_of_its_size() {
    let mut input = rations();
    input.needs[0].mass = tonnes(11);
    input.needs[0].quantity = Quantity::new(1).unwrap();
    let (told, _) = told(&input);
    let larger =
        |one: &Counterfactual| matches!(&one.change, Change::LargerVehicle { payload, .. } if *payload == tonnes(11));
    assert!(told.iter().any(larger), "{told:#?}");
}

#[test]
fn crossings_that_never_open_are_told_to_be_opened() {
    let mut input = rations();
    input.crossings.iter_mut().for_each(|crossing| crossing.openings.clear());
    let (told, _) = told(&input);
    let open = |one: &&Counterfactual| matches!(one.change, Change::OpenAlways { .. }) && !one.brings.is_empty();
    assert_eq!(told.iter().filter(open).count(), 3, "{told:#?}");
}

#[test]
fn fuel_that_lasts_as_far_as_is_needed_brings_the_goods() {
    let mut input = rations();
    input.policy.fuel = Some(FuelRule { halt: minutes(30), ..FuelRule::default() });
    input.fleet.iter_mut().for_each(|vehicle| vehicle.motion.range = Some(Metres::new(200_000)));
    let (told, _) = told(&input);
    assert!(matches!(told[0].change, Change::FuelFor { range } if range > Metres::new(200_000)), "{told:#?}");
}

#[test]
fn what_a_late_column_waits_for_is_tried() {
    let mut input = rations();
    input.needs[0].due = Some(input.start);
    let night = told(&input).0;
    assert!(night.iter().any(|one| one.change == Change::ByNight && one.sooner.get() > 0), "{night:#?}");
    let party = PartyId::new("partner").unwrap();
    let window = Interval { from: Some(input.start), to: Some(input.start.plus_seconds(5 * 86_400)) };
    let segments = input.stretches.iter().map(|stretch| stretch.segment.clone()).collect();
    input.activities.push(Activity { party: party.clone(), segments, window });
    let partner = told(&input).0;
    let without =
        |one: &Counterfactual| matches!(&one.change, Change::WithoutActivity { party: of, .. } if *of == party);
    assert!(without(&partner[0]), "{partner:#?}");
    input.activities.clear();
    let ready = Opening { within: Interval { from: window.to, to: None }, daily: None };
    input.crossings.iter_mut().for_each(|crossing| crossing.ready = Some(vec![ready]));
    let receiver = told(&input).0;
    assert!(receiver.iter().any(|one| matches!(one.change, Change::ReceiverReady { .. })), "{receiver:#?}");
}

#[test]
fn a_good_plan_is_told_nothing_that_does_not_help_and_trials_are_few() {
    let mut input = rations();
    input.policy.daylight = None;
    input.crossings.iter_mut().for_each(|crossing| crossing.openings[0].daily = None);
    assert_eq!(told(&input).0, []);
    let (_, trials) = told(&operation(&Conditions::all(Passability::Open)));
    assert!(trials <= 12, "{trials}");
}
