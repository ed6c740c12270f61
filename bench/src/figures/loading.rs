//! Loads at 10, 100 and 1 000 vehicles: what is loaded, beside a constraint solver given the same time.
//!
//! - Goods of eight kinds by the stricter of ADR and 49 CFR, drawn from a seed: somewhat more than the vehicles carry,
//!   by mass on some and by volume on others.
//! - The peer is OR-Tools' CP-SAT through `bench/peers/loading.py`, on all cores; ours uses one. It is left out where
//!   the interpreter named by `PEERS_PYTHON` (`python3` otherwise) does not have it.
//! - The independent checker judges every load of ours.

use super::{checkout, scratch};
use crate::Outcome;
use crate::line::Report;
use crate::measure::Effort;
use convoy::{
    CompatibilityGroup, Hazard, HazardClass, HazardRules, Load, Need, NeedId, Plan, PlanInput, Undelivered, Vehicle,
};
use plan::Seed;
use plan::hazard::{Goods, Rules};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use units::{Grams, ItemCode, Kmh, Metres, Millilitres, PlaceId, Quantity, Unit, VehicleId};

/// What a gram is worth by priority: of 1, 2 and 3.
const WORTH: [u64; 3] = [512, 64, 8];

/// Payload in kilograms and room in litres of the vehicles' makes; illustrative.
const MAKES: [(u64, u64); 4] = [(5_000, 18_000), (10_000, 40_000), (12_000, 30_000), (20_000, 60_000)];

/// Kinds of goods: UN number, class, group.
const KINDS: [Option<(u16, HazardClass, Option<CompatibilityGroup>)>; 8] = [
    None,
    Some((1202, HazardClass::Class3, None)),
    Some((1203, HazardClass::Class3, None)),
    Some((12, HazardClass::Div1_4, Some(CompatibilityGroup::S))),
    Some((321, HazardClass::Div1_2, Some(CompatibilityGroup::E))),
    Some((168, HazardClass::Div1_1, Some(CompatibilityGroup::D))),
    Some((1942, HazardClass::Div5_1, None)),
    Some((2794, HazardClass::Class8, None)),
];

/// Measures each size, in each time.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let template = super::plan::built_in_input()?;
    let seconds: &[u64] = if effort.is_full() { &[1, 10, 60] } else { &[1] };
    for vehicles in [10, 100, 1000] {
        let input = instance(&template, vehicles)?;
        let (first, _) = worked(&input, Duration::ZERO);
        for seconds in seconds {
            let (ours, rounds) = worked(&input, Duration::from_secs(*seconds));
            judged(&input, &ours)?;
            let ours_worth = worth(&input, &ours);
            let peer = peer(&input, *seconds)?;
            let beside = peer.as_ref().map_or("CP-SAT is not there".to_owned(), |peer| told(peer, ours_worth));
            report.note(format!(
                "loading, {vehicles} vehicles, {} needs, {seconds} s: {ours_worth} in {rounds} rounds, first fit {}; {beside}",
                input.needs.len(),
                worth(&input, &first),
            ));
        }
    }
    Ok(())
}

type Loads = (Vec<Load>, Vec<Undelivered>);

fn worked(input: &PlanInput, time: Duration) -> (Loads, u64) {
    let (begun, rounds) = (Instant::now(), std::cell::Cell::new(0));
    let loads = plan::loads_while(input, Seed(1), &|done| {
        rounds.set(done);
        begun.elapsed() < time
    });
    (loads, rounds.get())
}

/// Whether the checker finds anything wrong with the loads. Nothing marches here, so it is told that all stay behind.
fn judged(input: &PlanInput, (loads, left): &Loads) -> Outcome<()> {
    let plan = Plan { loads: loads.clone(), undelivered: left.clone(), ..Plan::default() };
    let about_loads = |objection: &check::Objection| {
        use check::Objection as O;
        !matches!(objection, O::LoadLeftBehind { .. } | O::QuantityWrong { .. } | O::ObjectiveWrong { .. })
    };
    if let Some(objection) = check::check(input, &plan).iter().find(|o| about_loads(o)) {
        return Err(format!("the checker objects to the loads: {objection:?}").into());
    }
    let mut sums: BTreeMap<&NeedId, u64> = BTreeMap::new();
    let shares = loads.iter().flat_map(|load| &load.shares).map(|share| (&share.need, share.quantity));
    for (need, quantity) in shares.chain(left.iter().map(|one| (&one.need, one.quantity))) {
        *sums.entry(need).or_default() += quantity.get();
    }
    match input.needs.iter().find(|need| sums.get(&need.id) != Some(&need.quantity.get())) {
        Some(need) => Err(format!("loaded and left behind of {} is not what is asked", need.item).into()),
        None => Ok(()),
    }
}

fn worth(input: &PlanInput, (loads, _): &Loads) -> u128 {
    let of = |need: &Need| u128::from(WORTH[usize::from(need.priority) - 1]) * u128::from(need.mass.get() / 1000);
    let by_need: BTreeMap<&NeedId, u128> = input.needs.iter().map(|need| (&need.id, of(need))).collect();
    let shares = loads.iter().flat_map(|load| &load.shares);
    shares.map(|share| by_need.get(&share.need).copied().unwrap_or(0) * u128::from(share.quantity.get())).sum()
}

fn instance(template: &PlanInput, vehicles: usize) -> Outcome<PlanInput> {
    let mut chance = movement::Chance::new(vehicles as u64);
    let site = PlaceId::new("depot-reggane")?;
    let makes: Vec<(u64, u64)> = (0..vehicles).map(|_| MAKES[chance.pick(MAKES.len())]).collect();
    let fleet = makes.iter().enumerate().map(|(at, make)| vehicle(at, *make, &site)).collect::<Outcome<_>>()?;
    let payload: u64 = makes.iter().map(|(payload, _)| payload).sum();
    let many = 8 + 4 * vehicles.ilog2() as usize;
    let mut needs = Vec::new();
    for at in 0..many {
        let kilograms = 5 + chance.below(if at % 5 == 0 { 2_500 } else { 200 });
        // From three times as heavy as water down to what fills a vehicle long before it is heavy.
        let litres = 1 + kilograms * (300 + chance.below(6_000)) / 1000;
        let share = payload * 13 / 10 / many as u64;
        let quantity = (share * (500 + chance.below(1_000)) / 1000 / kilograms).max(1);
        let kind = KINDS[chance.pick(KINDS.len())];
        needs.push(Need {
            id: NeedId { line: u16::try_from(at)?, from: site.clone(), ..template.needs[0].id.clone() },
            item: ItemCode::new(format!("item-{at}"))?,
            quantity: Quantity::new(quantity)?,
            stock: None,
            unit: Unit::Each,
            mass: Grams::new(kilograms * 1000),
            volume: Millilitres::new(litres * 1000),
            hazard: kind.map(|(un, class, group)| Hazard { un, class, group }),
            foodstuff: false,
            priority: u8::try_from(1 + chance.below(3))?,
            due: None,
            self_propelled: None,
            towed: None,
            axles: Vec::new(),
        });
    }
    let mut policy = template.policy.clone();
    policy.hazard_rules = HazardRules::Stricter;
    Ok(PlanInput { needs, fleet, policy, progress: Vec::new(), ..template.clone() })
}

fn vehicle(at: usize, (payload, room): (u64, u64), site: &PlaceId) -> Outcome<Vehicle> {
    Ok(Vehicle {
        vehicle: VehicleId::new(format!("truck-{at}"))?,
        at: site.clone(),
        payload: Grams::new(payload * 1000),
        room: Millilitres::new(room * 1000),
        tows: None,
        motion: convoy::Motion { length: Metres::new(12), speed: Kmh::new(70), range: None },
        role: None,
        axles: Vec::new(),
        back: None,
    })
}

/// The instance for the peer, in kilograms and litres.
fn written(input: &PlanInput) -> Value {
    let rules = Rules::new(input.policy.hazard_rules);
    let mut kinds: Vec<Goods> = Vec::new();
    let mut needs = Vec::new();
    for need in &input.needs {
        let goods = Goods { hazard: need.hazard, foodstuff: need.foodstuff };
        let kind = kinds.iter().position(|kind| *kind == goods).unwrap_or_else(|| {
            kinds.push(goods);
            kinds.len() - 1
        });
        let mass = need.mass.get() / 1000;
        let worth = WORTH[usize::from(need.priority) - 1] * mass;
        let (quantity, room) = (need.quantity.get(), need.volume.get() / 1000);
        needs.push(json!({"quantity": quantity, "mass": mass, "room": room, "kind": kind, "worth": worth}));
    }
    let pairs = (0..kinds.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    let apart: Vec<_> = pairs.filter(|(one, other)| rules.pair(kinds[*one], kinds[*other]).is_err()).collect();
    let size = |v: &Vehicle| json!({"mass": v.payload.get() / 1000, "room": v.room.get() / 1000});
    let vehicles: Vec<Value> = input.fleet.iter().map(size).collect();
    json!({"vehicles": vehicles, "needs": needs, "kinds": kinds.len(), "apart": apart})
}

/// What the constraint solver finds; nothing where it is not there.
fn peer(input: &PlanInput, seconds: u64) -> Outcome<Option<Value>> {
    let python = std::env::var_os("PEERS_PYTHON").unwrap_or_else(|| "python3".into());
    let there = Command::new(&python).args(["-c", "import ortools"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    let folder = scratch()?;
    let file = folder.path().join("instance.json");
    std::fs::write(&file, serde_json::to_vec(&written(input))?)?;
    let script: &Path = &checkout().join("bench/peers/loading.py");
    let workers = std::thread::available_parallelism()?;
    let output =
        Command::new(python).arg(script).arg(file).args([seconds.to_string(), workers.to_string()]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(Some(serde_json::from_slice(&output.stdout)?))
}

fn told(peer: &Value, ours: u128) -> String {
    let number = |key: &str| u128::from(peer[key].as_u64().unwrap_or(0));
    let (value, bound) = (number("value"), number("bound"));
    let percent = |part: u128, of: u128| format!("{}.{:02} %", part * 100 / of.max(1), part * 10_000 / of.max(1) % 100);
    if value == 0 {
        return format!("CP-SAT found nothing in {:.1} s", peer["seconds"].as_f64().unwrap_or(0.0));
    }
    format!(
        "CP-SAT {value} in {:.1} s{}, bound {bound}: ours is {} of its value, {} of its bound",
        peer["seconds"].as_f64().unwrap_or(0.0),
        if peer["proved"] == Value::Bool(true) { ", proved the most" } else { "" },
        percent(ours, value),
        percent(ours, bound),
    )
}
