//! What has to stay at a site stays, and what stays for it says so.

mod common;

use check::check;
use common::*;
use convoy::{
    Change, Need, Permille, Plan, PlanInput, Progress, Reason, ReserveRule, UndeliveredReason, Vehicle, Whereabouts,
};
use plan::{Seed, plan, replan, would_change};
use roads::{Conditions, Passability};
use units::{Digest, ItemCode, Quantity};

fn keeping(needs: Vec<Need>, fleet: Vec<Vehicle>, reserve: ReserveRule) -> PlanInput {
    let mut input = PlanInput { needs, fleet, ..operation(&Conditions::all(Passability::Open)) };
    input.policy.reserve = Some(reserve);
    input
}

fn vehicles(share: u16) -> ReserveRule {
    ReserveRule { vehicles: Permille::new(share), ..ReserveRule::default() }
}

fn trucks(many: u32) -> Vec<Vehicle> {
    (1..=many).map(|number| truck(&format!("truck-{number}"), "depot-reggane")).collect()
}

fn behind(made: &Plan) -> Vec<(u16, u64, &UndeliveredReason)> {
    made.undelivered.iter().map(|one| (one.need.line, one.quantity.get(), &one.reason)).collect()
}

#[test]
fn the_vehicles_that_carry_least_stay_and_the_goods_say_so() {
    let mut fleet = trucks(5);
    (fleet[1].payload, fleet[3].payload) = (tonnes(5), tonnes(4));
    let input = keeping(vec![need(1, "depot-reggane", "cement", 50, 1000, 10)], fleet, vehicles(300));
    let (made, report) = plan(&input, Seed(1));
    assert_eq!(check(&input, &made), []);
    let used: Vec<&str> = made.loads.iter().map(|load| load.vehicle.as_str()).collect();
    assert_eq!(used, ["truck-1", "truck-3", "truck-5"], "two of five stay: a piece begun counts as one");
    assert_eq!(behind(&made), [(1, 20, &UndeliveredReason::VehiclesReserved { vehicles: 3, reserve: 2 })]);
    let told = would_change(&input, &made, &report, &mut |input| plan(input, Seed(1)).0);
    let without = told.iter().find(|told| told.change == Change::WithoutReserve).unwrap();
    assert_eq!(without.brings[0].quantity.get(), 9);
}

#[test]
fn of_stock_the_least_urgent_stays() {
    let of = |line, quantity, priority| Need {
        priority,
        stock: Some(Quantity::new(100).unwrap()),
        ..need(line, "depot-reggane", "flour", quantity, 50, 10)
    };
    let stock = [(ItemCode::new("flour").unwrap(), Permille::new(200))].into();
    let rule = ReserveRule { stock, ..ReserveRule::default() };
    let input = keeping(vec![of(1, 30, 2), of(2, 60, 1)], trucks(2), rule.clone());
    let (made, _) = plan(&input, Seed(1));
    assert_eq!(check(&input, &made), []);
    assert_eq!(behind(&made), [(1, 10, &UndeliveredReason::StockReserved { reserve: 20 })]);
    // Where less is owed than may go, all goes.
    let input = keeping(vec![of(1, 20, 2), of(2, 60, 1)], trucks(2), rule);
    assert_eq!(plan(&input, Seed(1)).0.undelivered, []);
}

#[test]
fn a_rule_made_later_holds_back_what_has_not_left() {
    let flour = need(1, "depot-reggane", "flour", 40, 1000, 10);
    let mut input = keeping(vec![flour], trucks(4), vehicles(0));
    input.policy.column_max = 2;
    let (first, _) = plan(&input, Seed(1));
    assert_eq!(first.columns.len(), 2);
    input.policy.reserve = Some(vehicles(500));
    let left = |column: usize| {
        let leg = &first.columns[column].legs[1];
        let convoy = first.columns[column].convoy.clone();
        Progress { convoy, whereabouts: Whereabouts::Passed, place: leg.from.clone(), at: leg.enter_head }
    };
    let again = |input: &PlanInput| {
        let (made, report, _) = replan(input, &first, Digest::new([1; 32]), Seed(1));
        assert_eq!(check(input, &made), [], "{:#?}", report.reasons);
        let dissolved = report.reasons.iter().filter(|reason| matches!(reason, Reason::Dissolved { .. })).count();
        (made.columns.len(), dissolved)
    };
    assert_eq!(again(&input), (1, 1), "two of four may go: one column of the two");
    input.progress = vec![left(0), left(1)];
    input.start = input.progress.iter().map(|progress| progress.at).max().unwrap().plus_seconds(60);
    assert_eq!(again(&input), (2, 0), "what is on the road is there");
}
