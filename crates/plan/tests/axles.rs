//! What axles bear: vehicles are loaded for the weakest stretch that nothing goes round, columns go round what is too weak
//! for them, and what nobody has said is not judged but told.

mod common;

use check::check;
use common::*;
use convoy::{
    Axle, AxleLoad, AxleOf, Change, CrossingRefusal, Passability, Permille, Place, PlaceKind, Plan, PlanInput,
    PlanReport, Reason, Stretch, UndeliveredReason, Vehicle,
};
use plan::{Seed, plan, replan, would_change};
use roads::{Conditions, Passability as State};
use units::{Digest, Grams, Kmh, Metres};

fn kilograms(kilograms: u64) -> Grams {
    Grams::new(kilograms * 1000)
}

fn axle(tare: u64, share: u16) -> Axle {
    Axle { tare: kilograms(tare), share: Permille::new(share), most: None }
}

/// A truck of ten tonnes of payload: 4 500 and 3 500 kg empty, a quarter of the load in front.
fn heavy(name: &str) -> Vehicle {
    Vehicle { axles: vec![axle(4_500, 250), axle(3_500, 750)], ..truck(name, "depot") }
}

fn road(name: &str, from: &str, to: &str, length: u64, bears: Option<u64>) -> Stretch {
    Stretch {
        segment: segment(name),
        from: place(from),
        to: place(to),
        length: Metres::new(length),
        speed: Kmh::new(50),
        defile: false,
        oneway: false,
        axle_max: bears.map(kilograms),
        passability: Passability::Open,
    }
}

/// A bridge of ten kilometres to the crossing, and a road round it of thirty; goods that fill `trucks`.
fn bridge(trucks: &[Vehicle], tonnes: u64, bears: Option<u64>, round: Option<u64>) -> PlanInput {
    let places = ["depot", "crossing-a", "gao"].map(|name| Place { place: place(name), kind: PlaceKind::Town });
    PlanInput {
        places: places.to_vec(),
        stretches: vec![
            road("bridge", "depot", "crossing-a", 10_000, bears),
            road("round", "depot", "crossing-a", 30_000, round),
            road("on", "crossing-a", "gao", 20_000, Some(1)),
        ],
        crossings: vec![crossing("crossing-a")],
        needs: vec![need(1, "depot", "cement", tonnes * 4, 250, 100)],
        fleet: trucks.to_vec(),
        ..operation(&Conditions::all(State::Open))
    }
}

fn made(input: &PlanInput) -> (Plan, PlanReport) {
    let (made, report) = plan(input, Seed(1));
    assert_eq!(check(input, &made), [], "{:#?}", report.reasons);
    (made, report)
}

fn brought(made: &Plan) -> u64 {
    made.loads.iter().flat_map(|load| &load.shares).map(|share| share.quantity.get()).sum()
}

fn way(made: &Plan) -> Vec<&str> {
    made.columns[0].route().map(|segment| segment.as_str()).collect()
}

fn rear(vehicle: &str, bears: u64, most: u64) -> AxleLoad {
    let of = AxleOf::Vehicle { vehicle: heavy(vehicle).vehicle };
    AxleLoad { of, axle: 2, bears: kilograms(bears), most: kilograms(most) }
}

#[test]
fn a_column_goes_round_a_bridge_that_bears_less_than_its_heaviest_axle() {
    // 3 500 kg and three quarters of ten tonnes.
    let input = bridge(&[heavy("t1")], 10, Some(10_999), Some(11_000));
    let (plan, report) = made(&input);
    assert_eq!((way(&plan), brought(&plan)), (vec!["round"], 40));
    let spares = Reason::Spares {
        convoy: plan.columns[0].convoy.clone(),
        segment: segment("bridge"),
        load: rear("t1", 11_000, 10_999),
    };
    assert!(report.reasons.contains(&spares), "{:#?}", report.reasons);
    // A kilogram more, and it drives over it.
    let (plan, _) = made(&bridge(&[heavy("t1")], 10, Some(11_000), Some(11_000)));
    assert_eq!(way(&plan), ["bridge"]);
}

#[test]
fn vehicles_are_loaded_for_the_weakest_stretch_that_no_way_goes_round() {
    // 8 000 kg an axle are 6 000 kg of payload: 24 pieces of a quarter of a tonne.
    let input = bridge(&[heavy("t1")], 10, Some(8_000), Some(6_000));
    let (plan, report) = made(&input);
    assert_eq!((way(&plan), brought(&plan)), (vec!["bridge"], 24));
    let lighter = |reason: &&Reason| {
        matches!(reason, Reason::LoadedLighter { vehicles: 1, axle: 2, segment: Some(segment), payload, most, .. }
            if segment.as_str() == "bridge" && *payload == kilograms(6_000) && *most == kilograms(8_000))
    };
    assert_eq!(report.reasons.iter().filter(lighter).count(), 1, "{:#?}", report.reasons);
    let told = would_change(&input, &plan, &report, &mut |input| self::plan(input, Seed(1)).0);
    let bear = |change: &Change| {
        matches!(change, Change::StretchesBear { segments, axle }
            if *segments == [segment("bridge")] && *axle == kilograms(11_000))
    };
    let bear = told.iter().find(|told| bear(&told.change)).map(|told| told.brings[0].quantity.get());
    assert_eq!(bear, Some(16), "{told:#?}");
}

#[test]
fn an_axle_that_may_bear_no_more_holds_the_load_wherever_it_goes() {
    let mut truck = heavy("t1");
    truck.axles[0].most = Some(kilograms(6_000));
    // 1 500 kg are left in front, a quarter of the load.
    let (plan, report) = made(&bridge(&[truck], 10, None, None));
    assert_eq!(brought(&plan), 24);
    let own = |reason: &&Reason| matches!(reason, Reason::LoadedLighter { axle: 1, segment: None, .. });
    assert_eq!(report.reasons.iter().filter(own).count(), 1, "{:#?}", report.reasons);
}

#[test]
fn what_is_too_heavy_empty_stays_and_says_by_how_much() {
    let (plan, _) = made(&bridge(&[heavy("t1")], 10, Some(4_000), Some(4_000)));
    assert_eq!(brought(&plan), 0);
    let load = AxleLoad { axle: 1, ..rear("t1", 4_563, 4_000) };
    let load = AxleLoad { bears: Grams::new(4_562_500), ..load };
    let reason = UndeliveredReason::AxleTooHeavy { load, segment: Some(segment("round")) };
    let told: Vec<_> = plan.undelivered.iter().map(|one| &one.reason).collect();
    assert_eq!(told, [&reason]);
}

#[test]
fn a_vehicle_of_which_nothing_is_known_is_not_held_and_told_so() {
    let (plan, report) = made(&bridge(&[truck("t1", "depot")], 10, Some(1_000), None));
    assert_eq!((way(&plan), brought(&plan)), (vec!["bridge"], 40));
    let convoy = plan.columns[0].convoy.clone();
    let told = Reason::AxlesNotJudged { convoy, vehicles: 1, stretches: 0 };
    assert!(report.reasons.contains(&told), "{:#?}", report.reasons);
    // Where nobody has said anything, nothing is told.
    let (_, report) = made(&bridge(&[truck("t1", "depot")], 10, None, None));
    assert!(!report.reasons.iter().any(|reason| matches!(reason, Reason::AxlesNotJudged { .. })));
    // Nobody has said where the load lies: known for the empty vehicle alone.
    let mut half = heavy("t1");
    half.axles.iter_mut().for_each(|axle| axle.share = Permille::new(0));
    let (plan, _) = made(&bridge(&[half], 10, Some(5_000), None));
    assert_eq!((way(&plan), brought(&plan)), (vec!["bridge"], 40));
}

#[test]
fn pieces_on_their_own_wheels_are_held_by_themselves() {
    let mut input = bridge(&[], 0, Some(7_000), Some(7_000));
    let motion = convoy::Motion { length: Metres::new(7), speed: Kmh::new(50), range: None };
    let cars = |line, tare| convoy::Need {
        self_propelled: Some(motion),
        axles: vec![axle(3_000, 0), axle(tare, 0)],
        ..need(line, "depot", "car", 2, 8_000, 100)
    };
    input.needs = vec![cars(1, 7_001), cars(2, 7_000)];
    let (plan, _) = made(&input);
    let driven: Vec<_> = plan.columns[0].driven.iter().map(|share| share.need.line).collect();
    assert_eq!(driven, [2]);
    let [left] = &plan.undelivered[..] else { panic!("{:?}", plan.undelivered) };
    let UndeliveredReason::AxleTooHeavy { load, segment: Some(_) } = &left.reason else { panic!("{left:?}") };
    assert_eq!((left.need.line, load.axle, load.bears), (1, 2, kilograms(7_001)));
}

#[test]
fn a_bridge_that_grows_weak_turns_what_has_not_left_and_strands_nobody_who_is_on_it() {
    let mut input = bridge(&[heavy("t1")], 10, None, None);
    let (first, _) = made(&input);
    assert_eq!(way(&first), ["bridge"]);
    input.stretches[0].axle_max = Some(kilograms(9_000));
    let (again, report, _) = replan(&input, &first, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&input, &again), [], "{:#?}", report.reasons);
    assert_eq!((way(&again), brought(&again)), (vec!["round"], 40));
    assert!(report.reasons.iter().any(|reason| matches!(reason, Reason::Spares { .. })), "{:#?}", report.reasons);
    // No way round any more: dissolved and loaded for what the bridge bears.
    input.stretches[1].axle_max = Some(kilograms(8_000));
    let (again, report, _) = replan(&input, &first, Digest::new([1; 32]), Seed(1));
    assert_eq!(check(&input, &again), [], "{:#?}", report.reasons);
    // 5 500 kg in the rear, three quarters of 7 333 kg: 29 pieces.
    assert_eq!((way(&again), brought(&again)), (vec!["bridge"], 29));
}

#[test]
fn a_refusal_names_the_axle_and_the_stretch() {
    let mut input = bridge(&[heavy("t1")], 1, Some(20_000), None);
    input.stretches.remove(1);
    let mut second = input.clone();
    second.crossings.push(crossing("crossing-b"));
    second.places.push(Place { place: place("crossing-b"), kind: PlaceKind::Crossing });
    second.stretches.push(road("weak", "depot", "crossing-b", 1_000, Some(4_400)));
    second.stretches.push(road("on-b", "crossing-b", "gao", 20_000, None));
    let (_, report) = made(&second);
    let refused = report.reasons.iter().find_map(|reason| {
        let Reason::Leaves { why: CrossingRefusal::AxleTooHeavy { segment, load }, .. } = reason else { return None };
        Some((segment.as_str(), load))
    });
    let (weak, load) = refused.unwrap_or_else(|| panic!("{:#?}", report.reasons));
    assert_eq!((weak, load.axle, load.bears, load.most), ("weak", 1, kilograms(4_750), kilograms(4_400)));
}
