//! What hangs behind vehicles: one piece each, of what they can tow, beside their load.

mod common;

use check::check;
use common::*;
use convoy::{Change, Need, Plan, PlanInput, UndeliveredReason, Vehicle};
use plan::{Seed, plan, replan, would_change};
use roads::{Conditions, Passability};
use units::{Digest, Metres};

/// Guns of two tonnes and six metres, and goods that fill all four trucks: the least of them tows two tonnes, another three.
fn guns(many: u64) -> PlanInput {
    let towed = |need: Need| Need { towed: Some(Metres::new(6)), priority: 1, ..need };
    let needs = vec![
        towed(need(1, "depot-reggane", "gun", many, 2_000, 90_000)),
        need(2, "depot-reggane", "cement", 40, 1_000, 10),
    ];
    let trucks = [Some(1), Some(3), None, Some(2)];
    let truck = |(number, tows): (u8, Option<u64>)| Vehicle {
        tows: tows.map(tonnes),
        ..truck(&format!("truck-{number}"), "depot-reggane")
    };
    let fleet = (1..).zip(trucks).map(truck).collect();
    PlanInput { needs, fleet, ..operation(&Conditions::all(Passability::Open)) }
}

fn towing(made: &Plan) -> Vec<&str> {
    let towing = made.loads.iter().filter(|load| load.shares[0].need.line == 1);
    towing.map(|load| load.vehicle.as_str()).collect()
}

#[test]
fn a_gun_hangs_behind_what_can_tow_it_and_takes_no_room() {
    let input = guns(1);
    let (made, _) = plan(&input, Seed(1));
    assert_eq!((check(&input, &made), &made.undelivered), (vec![], &vec![]));
    assert_eq!(towing(&made), ["truck-4"], "what tows more is left for what is heavier");
    let mut short = input;
    short.needs[0].towed = Some(Metres::new(0));
    let (short, _) = plan(&short, Seed(1));
    let space = |made: &Plan| made.columns[0].road_space.get();
    assert_eq!(space(&made) - space(&short), 6);
}

#[test]
fn a_gun_that_nobody_is_free_to_tow_stays_and_says_so() {
    let input = guns(3);
    let (made, report) = plan(&input, Seed(1));
    assert_eq!(check(&input, &made), []);
    assert_eq!(towing(&made), ["truck-2", "truck-4"]);
    let left: Vec<_> = made.undelivered.iter().map(|one| (one.need.line, one.quantity.get(), &one.reason)).collect();
    assert_eq!(left, [(1, 1, &UndeliveredReason::Untowed { mass: tonnes(2), vehicles: 2 })]);
    let told = would_change(&input, &made, &report, &mut |input| plan(input, Seed(1)).0);
    let more = told.iter().filter(
        |one| matches!(&one.change, Change::MoreVehicles { like, number: 1, .. } if like.as_str() == "truck-2"),
    );
    assert_eq!(more.count(), 1, "{told:?}");
}

#[test]
fn what_is_hooked_stays_hooked_until_its_vehicle_can_tow_it_no_more() {
    let mut input = guns(2);
    let (first, _) = plan(&input, Seed(1));
    let again = |input: &PlanInput| {
        let (made, report, _) = replan(input, &first, Digest::new([1; 32]), Seed(1));
        assert_eq!(check(input, &made), [], "{:#?}", report.reasons);
        made
    };
    assert_eq!((again(&input).columns, again(&input).loads), (first.columns.clone(), first.loads.clone()));
    input.fleet[3].tows = None;
    assert_eq!(towing(&again(&input)), ["truck-2"]);
}
