//! How long a plan takes for very many vehicles: a thousand in the tests, as many as `QAFILA_VEHICLES` names by hand.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::check;
use common::*;
use convoy::{HazardClass, Need, PlanInput};
use movement::Chance;
use plan::{Seed, plan};
use roads::{Conditions, Passability};
use std::time::Instant;
use units::{Grams, Quantity};

const DEPOTS: [&str; 2] = ["depot-reggane", "depot-tamanrasset"];

/// Vehicles of four sizes at two depots, and goods for 98 hundredths of what they carry, a third of the lines dangerous.
fn instance(vehicles: u64) -> PlanInput {
    let mut chance = Chance::new(vehicles);
    let mut input = operation(&Conditions::all(Passability::Open));
    // Two hundred columns are the most: with fifty vehicles each they are ten thousand.
    input.policy.column_max = 50;
    input.crossings.iter_mut().for_each(|crossing| crossing.vehicles_per_hour = Some(120));
    input.fleet = (0..vehicles)
        .map(|number| {
            let mut truck = truck(&format!("truck-{number}"), DEPOTS[chance.pick(DEPOTS.len())]);
            truck.payload = tonnes([5, 10, 12, 20][chance.pick(4)]);
            truck
        })
        .collect();
    let payload: u64 = input.fleet.iter().map(|truck| truck.payload.get()).sum();
    let lines = 60;
    input.needs = (1..=lines)
        .map(|line| {
            let kilograms = 20 + chance.below(400);
            let from = DEPOTS[usize::from(line % 2)];
            let goods = need(line, from, &format!("item-{line}"), 1, kilograms, kilograms * 2);
            let quantity = payload * 98 / 100 / u64::from(lines) / goods.mass.max(Grams::new(1)).get();
            let goods = Need { quantity: Quantity::new(quantity).unwrap(), priority: 1 + (line % 3) as u8, ..goods };
            if line % 3 == 0 { dangerous(goods, 1203, HazardClass::Class3, None) } else { goods }
        })
        .collect();
    input
}

#[test]
fn very_many_vehicles_have_a_plan() {
    let asked = std::env::var("QAFILA_VEHICLES").ok();
    let vehicles = asked.as_deref().map_or(1_000, |text| text.parse().unwrap());
    let input = instance(vehicles);
    let begun = Instant::now();
    let (made, report) = plan(&input, Seed(1));
    let planned = begun.elapsed();
    let found = check(&input, &made);
    let checked = begun.elapsed().saturating_sub(planned);
    println!(
        "{vehicles} vehicles: planned in {planned:?}, checked in {checked:?}; {} columns, {} vehicles march, \
         {} needs stay, weighs {} above {}, {} rounds",
        made.columns.len(),
        made.objective.vehicles,
        made.objective.undelivered,
        made.objective.weighted,
        made.objective.bound,
        report.search.rounds,
    );
    assert_eq!(found, []);
    assert!(made.objective.vehicles * 10 > vehicles * 8, "{:?}", made.objective);
}

/// Goods on their own wheels make columns that no vehicle of the fleet is counted for.
#[test]
fn hundreds_of_columns_are_put_in_order_once() {
    let mut input = operation(&Conditions::all(Passability::Open));
    input.fleet.clear();
    input.policy.column_max = 1;
    input.needs.retain(|need| need.self_propelled.is_some());
    input.needs.iter_mut().for_each(|need| need.quantity = Quantity::new(1_000).unwrap());
    let (made, report) = plan(&input, Seed(1));
    assert_eq!((made.columns.len(), report.search.rounds), (plan::COLUMNS_MAX, 0));
    assert_eq!(check(&input, &made), []);
}
