//! Loads that first fit leaves worse than they could be.

mod common;

use check::check;
use common::*;
use convoy::{HazardClass, Need, Plan, PlanInput, Reason, UndeliveredReason};
use plan::{Seed, plan, plan_while};
use roads::{Conditions, Passability};

fn one_depot(needs: Vec<Need>, trucks: u32) -> PlanInput {
    let fleet = (1..=trucks).map(|n| truck(&format!("truck-{n}"), "depot-reggane")).collect();
    PlanInput { needs, fleet, ..operation(&Conditions::all(Passability::Open)) }
}

fn accepted(input: &PlanInput) -> Plan {
    let (made, _) = plan(input, Seed(1));
    assert_eq!(check(input, &made), []);
    made
}

/// Two at four tonnes, four at three: first fit puts both of the heavy ones on one truck, and three tonnes stay.
#[test]
fn what_just_fits_is_loaded() {
    let heavy = need(1, "depot-reggane", "generator", 2, 4000, 100);
    let light = need(2, "depot-reggane", "pump", 3, 3000, 100);
    let last = need(3, "depot-reggane", "pump-2", 1, 3000, 100);
    let made = accepted(&one_depot(vec![heavy, light, last], 2));
    assert_eq!(made.undelivered, []);
    assert_eq!(made.loads.len(), 2);
}

/// Petrol that would be left over rides alone; what may ride together does.
#[test]
fn fewer_trucks_do_where_they_can() {
    // By volume and mass all fit on three; in the order of first fit, oxidiser and petrol bar four trucks to each other.
    let petrol = dangerous(need(1, "depot-reggane", "petrol-drum", 40, 160, 210), 1203, HazardClass::Class3, None);
    let flour = need(2, "depot-reggane", "flour", 300, 25, 40);
    let lime = dangerous(need(3, "depot-reggane", "oxidiser", 20, 100, 100), 1942, HazardClass::Div5_1, None);
    let made = accepted(&one_depot(vec![petrol, flour, lime], 6));
    assert_eq!(made.undelivered, []);
    assert_eq!(made.loads.len(), 2);
}

/// The urgent go first whatever they weigh, and what stays is told with what keeps it.
#[test]
fn what_is_urgent_is_not_given_up_for_weight() {
    let urgent = Need { priority: 1, ..need(1, "depot-reggane", "serum", 3, 3500, 100) };
    let heavy = Need { priority: 3, ..need(2, "depot-reggane", "cement", 2, 10_000, 100) };
    let input = one_depot(vec![heavy, urgent], 2);
    for seed in 0..20 {
        let (made, _) = plan_while(&input, Seed(seed), &mut |_| false);
        assert_eq!(check(&input, &made), []);
        let left: Vec<_> =
            made.undelivered.iter().map(|one| (one.need.line, one.quantity.get(), &one.reason)).collect();
        assert_eq!(left, [(2, 2, &UndeliveredReason::FleetFull { vehicles: 2 })]);
    }
}

/// Reasons speak of the loads as they are, not as first fit had them.
#[test]
fn reasons_are_those_of_the_loads_that_stand() {
    let heavy = need(1, "depot-reggane", "generator", 2, 4000, 100);
    let light = need(2, "depot-reggane", "pump", 4, 3000, 100);
    let petrol = dangerous(need(3, "depot-reggane", "petrol-drum", 1, 160, 210), 1203, HazardClass::Class3, None);
    let input = one_depot(vec![heavy, light, petrol], 3);
    let (made, report) = plan(&input, Seed(1));
    for reason in &report.reasons {
        let Reason::Divided { need, parts } = reason else { continue };
        let carrying = made.loads.iter().filter(|load| load.shares.iter().any(|share| &share.need == need)).count();
        assert_eq!(carrying, usize::try_from(*parts).unwrap(), "{need:?}");
    }
}

/// Dangerous, urgent, due, light: in this order they come off one truck.
#[test]
fn what_comes_off_first_stands_first() {
    let goods = |line, kilograms| need(line, "depot-reggane", &format!("item-{line}"), 1, kilograms, 100);
    let due = |need, text| Need { due: Some(at(text)), ..need };
    let needs = vec![
        Need { priority: 3, ..goods(1, 50) },
        goods(2, 300),
        goods(3, 200),
        due(goods(4, 400), "2013-02-20T00:00:00Z"),
        due(goods(5, 500), "2013-02-19T00:00:00Z"),
        Need { priority: 1, ..goods(6, 600) },
        Need { priority: 3, ..dangerous(goods(7, 700), 1203, HazardClass::Class3, None) },
    ];
    let made = accepted(&one_depot(needs, 1));
    let lines: Vec<u16> = made.loads[0].shares.iter().map(|share| share.need.line).collect();
    assert_eq!(lines, [7, 6, 5, 4, 3, 2, 1]);
}
