//! The planner's reading of the hazard tables and the checker's own, on every pair there is.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::{Objection, check};
use common::*;
use convoy::{CompatibilityGroup, Hazard, HazardClass, HazardRules, HazardVerdict, Load, Need, Plan, Share};
use plan::hazard::{Goods, Refusal, Rules};
use roads::{Conditions, Passability};
use units::VehicleId;

/// Every class under this UN number, with every group where it is explosive; and goods the notes name.
fn every_hazard(un: u16) -> Vec<Hazard> {
    use {CompatibilityGroup as G, HazardClass as C};
    let mut all = Vec::new();
    for class in HazardClass::ALL.iter().copied() {
        let groups = G::ALL.iter().copied().map(Some).filter(|_| class.is_explosive());
        all.extend(groups.chain([None]).map(|group| Hazard { un, class, group }));
    }
    // Detonators, fireworks (one of them misdeclared), life-saving appliances, beads that spoil food.
    for (un, class, group) in [
        (456, C::Div1_4, Some(G::S)),
        (29, C::Div1_1, Some(G::B)),
        (337, C::Div1_4, Some(G::S)),
        (337, C::Div1_1, Some(G::S)),
        (3268, C::Class9, None),
        (2212, C::Class9, None),
    ] {
        all.push(Hazard { un, class, group });
    }
    all
}

fn goods(hazard: Option<Hazard>, foodstuff: bool) -> Need {
    Need { hazard, foodstuff, ..need(0, "depot-reggane", "goods", 1, 1, 1) }
}

/// What the checker says of loads with these verdicts, load by load: refusals and wrong verdicts.
fn objections(set: HazardRules, loads: &[(Vec<Need>, Option<HazardVerdict>)]) -> Vec<Vec<Objection>> {
    let name = |load: usize| VehicleId::new(format!("truck-{load}")).unwrap();
    let mut input = operation(&Conditions::all(Passability::Open));
    input.policy.hazard_rules = set;
    input.needs = loads.iter().flat_map(|(needs, _)| needs.clone()).collect();
    input.fleet = (0..loads.len()).map(|load| truck(name(load).as_str(), "depot-reggane")).collect();
    let load = |(index, (needs, verdict)): (usize, &(Vec<Need>, Option<HazardVerdict>))| {
        let shares = needs.iter().map(|need| Share { need: need.id.clone(), quantity: need.quantity });
        Load { vehicle: name(index), shares: shares.collect(), towed: None, verdict: verdict.clone() }
    };
    let loads: Vec<Load> = loads.iter().enumerate().map(load).collect();
    let judged = check(&input, &Plan { loads: loads.clone(), ..Plan::default() });
    let about = |load: &Load, objection: &Objection| {
        matches!(objection, Objection::HazardRefused { vehicle, .. } | Objection::VerdictWrong { vehicle }
            if *vehicle == load.vehicle)
    };
    loads.iter().map(|load| judged.iter().filter(|found| about(load, found)).cloned().collect()).collect()
}

/// Both refuse each load under the same rule, or allow it with the same verdict; says how many are allowed.
fn agree(set: HazardRules, loads: Vec<Vec<Need>>) -> usize {
    let rules = Rules::new(set);
    let number = |(line, need): (usize, &mut Need)| need.id.line = u16::try_from(line).unwrap();
    let mut loads = loads;
    loads.iter_mut().flatten().enumerate().for_each(number);
    let ours: Vec<Result<Option<HazardVerdict>, Refusal>> = loads
        .iter()
        .map(|needs| {
            let goods: Vec<Goods> = needs.iter().map(|n| Goods { hazard: n.hazard, foodstuff: n.foodstuff }).collect();
            rules.judge(&goods)
        })
        .collect();
    let verdicts = ours.iter().map(|judged| judged.clone().unwrap_or_default());
    let loads: Vec<(Vec<Need>, Option<HazardVerdict>)> = loads.into_iter().zip(verdicts).collect();
    for ((found, ours), (needs, _)) in objections(set, &loads).iter().zip(&ours).zip(&loads) {
        let same = match (ours, found.as_slice()) {
            (Ok(_), []) => true,
            (Err(refusal), [Objection::HazardRefused { rule, need, .. }]) => {
                *rule == refusal.rule && *need == needs[refusal.goods].id
            }
            (Ok(_) | Err(_), _) => false,
        };
        let hazards: Vec<_> = needs.iter().map(|need| need.hazard).collect();
        assert!(same, "{set}: {hazards:?}: {ours:?} and {found:?}");
    }
    ours.iter().filter(|judged| judged.is_ok()).count()
}

#[test]
fn both_readings_agree_on_every_pair() {
    for set in HazardRules::ALL.iter().copied() {
        let mut allowed = 0;
        for one in every_hazard(1000) {
            let pairs =
                every_hazard(1001).into_iter().map(|two| vec![goods(Some(one), false), goods(Some(two), false)]);
            let food = vec![goods(Some(one), false), goods(None, true)];
            allowed += agree(set, pairs.chain([food]).collect());
        }
        assert!(allowed > 500, "{set}: only {allowed} pairs were allowed");
    }
}

#[test]
fn both_readings_agree_on_mixed_loads() {
    let explosive: Vec<Hazard> = every_hazard(1000).into_iter().filter(|h| h.group.is_some()).collect();
    for set in [HazardRules::Cfr49, HazardRules::Stricter, HazardRules::Adr] {
        let mut allowed = 0;
        for (index, one) in explosive.iter().enumerate() {
            let three = |(other, two): (usize, &Hazard)| {
                let third = explosive[(index * 31 + other * 17) % explosive.len()];
                [*one, *two, third].map(|hazard| goods(Some(hazard), false)).to_vec()
            };
            allowed += agree(set, explosive.iter().enumerate().step_by(3).map(three).collect());
        }
        assert!(allowed > 30, "{set}: only {allowed} loads of three were allowed");
    }
}
