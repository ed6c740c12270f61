//! Every kind of tampering with a good plan draws the objection that is meant for it.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use check::{Objection, check};
use common::*;
use convoy::{
    Activity, Axle, ColumnRule, FuelRule, HaltAt, HazardClass, HoursRule, Packet, Passability, Permille, Plan,
    PlanInput, PointKind, Progress, RecoveryRule, ReserveRule, Return, Role, Share, Spent, Stranded, Whereabouts,
};
use plan::{Seed, plan};
use roads::{Conditions, Passability as State};
use units::{
    ConvoyId, CreditNumber, Deciseconds, Grams, Interval, Kmh, Metres, OfficerId, PartyId, Quantity, VehicleId,
};

/// What is done, and the name of the objection it must draw.
type Tampering = (&'static str, fn(&mut PlanInput, &mut Plan));

/// Two columns from each depot; dangerous and mixed loads, and goods that drive.
fn good() -> (PlanInput, Plan) {
    let mut input = operation(&Conditions::all(State::Open));
    input.policy.column_max = 3;
    let (made, _) = plan(&input, Seed(1));
    assert_eq!(check(&input, &made), []);
    (input, made)
}

fn convoy(number: u8) -> ConvoyId {
    ConvoyId::new(format!("11-DZ-{number:02}")).unwrap()
}

fn vehicle(name: &str) -> VehicleId {
    VehicleId::new(name).unwrap()
}

fn one() -> Quantity {
    Quantity::new(1).unwrap()
}

#[test]
fn good_plan_has_what_the_table_needs() {
    let (_, made) = good();
    let summary: Vec<String> = made
        .columns
        .iter()
        .map(|column| {
            let (vehicles, driven, legs) = (column.vehicles.len(), column.driven.len(), column.legs.len());
            format!("{} to {}: {vehicles} vehicles, {driven} driven, {legs} legs", column.convoy, column.crossing)
        })
        .collect();
    insta::assert_snapshot!(summary.join("\n"), @"
    11-DZ-01 to crossing-timiaouine: 0 vehicles, 1 driven, 8 legs
    11-DZ-02 to crossing-timiaouine: 2 vehicles, 1 driven, 8 legs
    11-DZ-03 to crossing-in-khalil: 3 vehicles, 0 driven, 8 legs
    11-DZ-04 to crossing-in-khalil: 2 vehicles, 0 driven, 8 legs
    ");
}

/// One axle that bears eight tonnes without any load.
fn axles(input: &mut PlanInput, plan: &Plan, most: Option<Grams>) {
    let vehicle = &plan.columns[2].vehicles[0];
    let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == *vehicle).unwrap();
    vehicle.axles = vec![Axle { tare: tonnes(8), share: Permille::FULL, most }];
}

/// The objection's name. A new kind must stand here, and in the table below.
fn name(objection: &Objection) -> &'static str {
    match objection {
        Objection::InputTwice { .. } => "InputTwice",
        Objection::NeedUnknown { .. } => "NeedUnknown",
        Objection::VehicleUnknown { .. } => "VehicleUnknown",
        Objection::StretchUnknown { .. } => "StretchUnknown",
        Objection::CrossingUnknown { .. } => "CrossingUnknown",
        Objection::LoadTwice { .. } => "LoadTwice",
        Objection::VehicleTwice { .. } => "VehicleTwice",
        Objection::ConvoyTwice { .. } => "ConvoyTwice",
        Objection::LoadLeftBehind { .. } => "LoadLeftBehind",
        Objection::VehicleEmpty { .. } => "VehicleEmpty",
        Objection::RoleLoaded { .. } => "RoleLoaded",
        Objection::RoleWrong { .. } => "RoleWrong",
        Objection::SupportShort { .. } => "SupportShort",
        Objection::PacketWrong { .. } => "PacketWrong",
        Objection::MarchOrderWrong { .. } => "MarchOrderWrong",
        Objection::CommanderWrong { .. } => "CommanderWrong",
        Objection::ShareEmpty { .. } => "ShareEmpty",
        Objection::Carried { .. } => "Carried",
        Objection::CannotDrive { .. } => "CannotDrive",
        Objection::TooHeavy { .. } => "TooHeavy",
        Objection::TooLarge { .. } => "TooLarge",
        Objection::LoadedElsewhere { .. } => "LoadedElsewhere",
        Objection::QuantityWrong { .. } => "QuantityWrong",
        Objection::HazardRefused { .. } => "HazardRefused",
        Objection::VerdictWrong { .. } => "VerdictWrong",
        Objection::UnloadingWrong { .. } => "UnloadingWrong",
        Objection::TowsSeveral { .. } => "TowsSeveral",
        Objection::CannotTow { .. } => "CannotTow",
        Objection::ReturnWrong { .. } => "ReturnWrong",
        Objection::VehicleBusy { .. } => "VehicleBusy",
        Objection::TowedWrong { .. } => "TowedWrong",
        Objection::AxleOverloaded { .. } => "AxleOverloaded",
        Objection::AxleTooHeavy { .. } => "AxleTooHeavy",
        Objection::ReserveUsed { .. } => "ReserveUsed",
        Objection::TooManyVehicles { .. } => "TooManyVehicles",
        Objection::ColumnEmpty { .. } => "ColumnEmpty",
        Objection::OriginWrong { .. } => "OriginWrong",
        Objection::HasArrived { .. } => "HasArrived",
        Objection::NotStranded { .. } => "NotStranded",
        Objection::RouteBroken { .. } => "RouteBroken",
        Objection::EndsElsewhere { .. } => "EndsElsewhere",
        Objection::ThroughCrossing { .. } => "ThroughCrossing",
        Objection::StretchClosed { .. } => "StretchClosed",
        Objection::RiskUnderstated { .. } => "RiskUnderstated",
        Objection::LeavesEarly { .. } => "LeavesEarly",
        Objection::RateTooHigh { .. } => "RateTooHigh",
        Objection::TooFast { .. } => "TooFast",
        Objection::TimeUnexplained { .. } => "TimeUnexplained",
        Objection::LegsOverlap { .. } => "LegsOverlap",
        Objection::HaltWrong { .. } => "HaltWrong",
        Objection::RestMissing { .. } => "RestMissing",
        Objection::BeyondRange { .. } => "BeyondRange",
        Objection::HoursExceeded { .. } => "HoursExceeded",
        Objection::RoadSpaceWrong { .. } => "RoadSpaceWrong",
        Objection::PassTimeWrong { .. } => "PassTimeWrong",
        Objection::ClearWrong { .. } => "ClearWrong",
        Objection::MarchTableWrong { .. } => "MarchTableWrong",
        Objection::InTheDark { .. } => "InTheDark",
        Objection::CrossingShut { .. } => "CrossingShut",
        Objection::ReceiverNotReady { .. } => "ReceiverNotReady",
        Objection::CrossingBusy { .. } => "CrossingBusy",
        Objection::MeetInDefile { .. } => "MeetInDefile",
        Objection::TooClose { .. } => "TooClose",
        Objection::DuringActivity { .. } => "DuringActivity",
        Objection::OnwardBroken { .. } => "OnwardBroken",
        Objection::OnwardUnderstated { .. } => "OnwardUnderstated",
        Objection::ObjectiveWrong { .. } => "ObjectiveWrong",
    }
}

/// Every name there is.
const KINDS: &[&str] = &[
    "InputTwice",
    "NeedUnknown",
    "VehicleUnknown",
    "StretchUnknown",
    "CrossingUnknown",
    "LoadTwice",
    "VehicleTwice",
    "ConvoyTwice",
    "LoadLeftBehind",
    "VehicleEmpty",
    "RoleLoaded",
    "RoleWrong",
    "SupportShort",
    "PacketWrong",
    "MarchOrderWrong",
    "CommanderWrong",
    "ShareEmpty",
    "Carried",
    "CannotDrive",
    "TooHeavy",
    "TooLarge",
    "LoadedElsewhere",
    "QuantityWrong",
    "HazardRefused",
    "VerdictWrong",
    "UnloadingWrong",
    "TowsSeveral",
    "CannotTow",
    "ReturnWrong",
    "VehicleBusy",
    "TowedWrong",
    "AxleOverloaded",
    "AxleTooHeavy",
    "ReserveUsed",
    "TooManyVehicles",
    "ColumnEmpty",
    "OriginWrong",
    "HasArrived",
    "NotStranded",
    "RouteBroken",
    "EndsElsewhere",
    "ThroughCrossing",
    "StretchClosed",
    "RiskUnderstated",
    "LeavesEarly",
    "RateTooHigh",
    "TooFast",
    "TimeUnexplained",
    "LegsOverlap",
    "HaltWrong",
    "RestMissing",
    "BeyondRange",
    "HoursExceeded",
    "RoadSpaceWrong",
    "PassTimeWrong",
    "ClearWrong",
    "MarchTableWrong",
    "InTheDark",
    "CrossingShut",
    "ReceiverNotReady",
    "CrossingBusy",
    "MeetInDefile",
    "TooClose",
    "DuringActivity",
    "OnwardBroken",
    "OnwardUnderstated",
    "ObjectiveWrong",
];

/// Each name at least once; what is done is told by the code.
const TABLE: &[Tampering] = &[
    ("InputTwice", |input, _| input.needs.push(input.needs[0].clone())),
    ("InputTwice", |input, _| input.stretches.push(input.stretches[0].clone())),
    ("NeedUnknown", |_, plan| plan.loads[0].shares[0].need.line = 99),
    ("VehicleUnknown", |_, plan| plan.columns[2].vehicles[0] = vehicle("ghost")),
    ("VehicleUnknown", |input, _| input.fleet.retain(|v| v.vehicle != vehicle("truck-r1"))),
    ("StretchUnknown", |_, plan| plan.columns[0].legs[1].segment = segment("nowhere")),
    ("StretchUnknown", |_, plan| plan.columns[0].onward.segments[1] = segment("nowhere")),
    ("CrossingUnknown", |_, plan| plan.columns[0].crossing = place("gao")),
    ("LoadTwice", |_, plan| plan.loads.push(plan.loads[0].clone())),
    ("VehicleTwice", |_, plan| {
        let stolen = plan.columns[2].vehicles[0].clone();
        plan.columns[3].vehicles.push(stolen);
    }),
    ("ConvoyTwice", |_, plan| plan.columns[1].convoy = convoy(1)),
    ("ConvoyTwice", |_, plan| plan.columns[1].credit = CreditNumber::new("11-DZ-01").unwrap()),
    ("LoadLeftBehind", |_, plan| drop(plan.columns[2].vehicles.pop())),
    ("VehicleEmpty", |_, plan| drop(plan.loads.remove(0))),
    ("RoleLoaded", |input, plan| {
        let loaded = plan.loads[0].vehicle.clone();
        input.fleet.iter_mut().find(|v| v.vehicle == loaded).unwrap().role = Some(Role::Recovery);
    }),
    ("RoleWrong", |_, plan| {
        let carrier = plan.columns[2].vehicles[0].clone();
        plan.columns[2].roles.insert(carrier, Role::Escort);
    }),
    ("SupportShort", |input, _| {
        let recovery = RecoveryRule { per: 20, ..RecoveryRule::default() };
        input.policy.column = Some(ColumnRule { recovery: Some(recovery), ..ColumnRule::default() });
    }),
    ("PacketWrong", |_, plan| plan.columns[0].packets.push(Packet { serial: 1, members: Vec::new() })),
    ("MarchOrderWrong", |input, _| input.policy.column = Some(ColumnRule::default())),
    ("CommanderWrong", |_, plan| plan.columns[0].commander = Some(OfficerId::new("command/lead").unwrap())),
    ("ShareEmpty", |_, plan| plan.loads[0].shares[0].quantity = Quantity::ZERO),
    ("Carried", |_, plan| {
        let car = plan.columns[0].driven[0].clone();
        plan.loads.last_mut().unwrap().shares.push(car);
    }),
    ("CannotDrive", |input, plan| plan.columns[0].driven[0].need = input.needs[2].id.clone()),
    ("TooHeavy", |input, _| input.fleet.iter_mut().for_each(|v| v.payload = tonnes(1))),
    ("TooLarge", |input, _| input.fleet.iter_mut().for_each(|v| v.room = units::Millilitres::new(1))),
    ("LoadedElsewhere", |input, _| input.fleet.iter_mut().for_each(|v| v.at = place("kidal"))),
    ("QuantityWrong", |_, plan| less(&mut plan.loads[0].shares[0])),
    ("QuantityWrong", |_, plan| less(&mut plan.columns[0].driven[0])),
    ("QuantityWrong", |input, _| input.needs[0].quantity = one()),
    ("HazardRefused", |_, plan| {
        let petrol = plan.loads.iter().position(|load| load.vehicle == vehicle("truck-t1")).unwrap();
        let shares = plan.loads[petrol].shares.clone();
        plan.loads[petrol + 1].shares.extend(shares);
    }),
    ("HazardRefused", |input, _| input.needs[3].hazard.as_mut().unwrap().class = HazardClass::Unknown),
    ("VerdictWrong", |_, plan| plan.loads[0].verdict = None),
    ("VerdictWrong", |_, plan| {
        plan.loads[0].verdict.as_mut().unwrap().result.others.insert(HazardClass::Class9);
    }),
    ("VerdictWrong", |_, plan| {
        plan.loads[0].verdict.as_mut().unwrap().cited.insert(convoy::Rule::Cfr848fNote5);
    }),
    ("UnloadingWrong", |_, plan| mixed(plan).reverse()),
    ("UnloadingWrong", |_, plan| {
        let shares = mixed(plan);
        less(&mut shares[0]);
        let again = Share { need: shares[0].need.clone(), quantity: one() };
        shares.insert(0, again);
    }),
    ("TowsSeveral", |input, _| input.needs[0].towed = Some(Metres::new(5))),
    ("CannotTow", |input, _| input.needs[0].towed = Some(Metres::new(5))),
    ("ReturnWrong", |_, plan| {
        let column = &mut plan.columns[2];
        let (legs, halts) = (column.legs.clone(), column.halts.clone());
        let (rate, road_space, pass_time) = (column.rate, column.road_space, column.pass_time);
        column.returns = Some(Return { base: column.origin.clone(), rate, road_space, pass_time, legs, halts });
    }),
    ("VehicleBusy", |input, plan| {
        let (vehicle, departs) = (plan.columns[2].vehicles[0].clone(), plan.columns[2].departs().unwrap());
        let vehicle = input.fleet.iter_mut().find(|one| one.vehicle == vehicle).unwrap();
        (vehicle.role, vehicle.back) = (Some(Role::Escort), Some(departs.plus_seconds(1)));
    }),
    ("TowedWrong", |_, plan| plan.loads[0].towed = Some(plan.loads[0].shares[0].need.clone())),
    ("AxleOverloaded", |input, plan| axles(input, plan, Some(Grams::new(7_999_999)))),
    ("AxleTooHeavy", |input, plan| {
        axles(input, plan, None);
        let last = plan.columns[2].route().last().unwrap().clone();
        let stretch = input.stretches.iter_mut().find(|stretch| stretch.segment == last).unwrap();
        stretch.axle_max = Some(Grams::new(7_999_999));
    }),
    ("ReserveUsed", |input, _| {
        input.policy.reserve = Some(ReserveRule { vehicles: Permille::new(999), ..ReserveRule::default() });
    }),
    ("ReserveUsed", |input, _| {
        let stock = [(input.needs[0].item.clone(), Permille::new(1))].into();
        input.policy.reserve = Some(ReserveRule { stock, ..ReserveRule::default() });
    }),
    ("TooManyVehicles", |input, _| input.policy.column_max = 2),
    ("ColumnEmpty", |_, plan| plan.columns[0].legs.clear()),
    ("ColumnEmpty", |_, plan| plan.columns[2].vehicles.clear()),
    ("OriginWrong", |_, plan| plan.columns[2].origin = place("reggane")),
    ("OriginWrong", |input, _| input.progress.push(heard(1, Whereabouts::Halted))),
    ("HasArrived", |input, _| input.progress.push(heard(1, Whereabouts::Arrived))),
    ("NotStranded", |_, plan| {
        let stranded = Stranded {
            convoy: convoy(9),
            credit: CreditNumber::new("11-DZ-09").unwrap(),
            commander: None,
            place: place("bbm"),
            spent: Spent::default(),
            vehicles: Vec::new(),
            driven: Vec::new(),
            crossing: place("crossing-in-khalil"),
        };
        plan.stranded.push(stranded);
    }),
    ("RouteBroken", |_, plan| drop(plan.columns[0].legs.remove(2))),
    ("RouteBroken", |input, _| {
        let stretch = input.stretches.iter_mut().find(|s| s.segment == segment("hoggar-02")).unwrap();
        stretch.oneway = true;
        std::mem::swap(&mut stretch.from, &mut stretch.to);
    }),
    ("EndsElsewhere", |_, plan| drop(plan.columns[0].legs.pop())),
    ("ThroughCrossing", |_, plan| {
        let beyond = plan.columns[0].legs[7].clone();
        plan.columns[0].legs.push(beyond);
    }),
    ("StretchClosed", |input, _| state(input, "hoggar-02", Passability::Closed)),
    ("StretchClosed", |input, _| state(input, "timiaouine-05", Passability::Closed)),
    ("RiskUnderstated", |input, _| {
        state(input, "hoggar-02", Passability::Contested { certainty: Permille::new(1) });
    }),
    ("LeavesEarly", |input, _| input.start = at("2013-02-11T05:30:01Z")),
    ("RateTooHigh", |_, plan| plan.columns[0].legs[0].rate = Kmh::new(51)),
    ("RateTooHigh", |input, _| input.policy.rate_cap = Kmh::new(30)),
    ("RateTooHigh", |_, plan| plan.columns[0].rate = Kmh::new(21)),
    ("TooFast", |_, plan| later(&mut plan.columns[0].legs[7].exit_head, -1)),
    ("TimeUnexplained", |_, plan| later(&mut plan.columns[0].legs[7].exit_head, 1)),
    ("TimeUnexplained", |_, plan| plan.columns[0].halts.retain(|h| matches!(h.at, HaltAt::Stretch { .. }))),
    ("LegsOverlap", |_, plan| later(&mut plan.columns[0].legs[1].enter_head, -1)),
    ("HaltWrong", |_, plan| {
        let after = plan.columns[0].halts.iter_mut().find_map(|halt| match &mut halt.at {
            HaltAt::Stretch { after, .. } => Some(after),
            HaltAt::Place { .. } => None,
        });
        *after.unwrap() = Metres::new(1);
    }),
    ("HaltWrong", |_, plan| {
        let halt = plan.columns[0].halts[0].clone();
        plan.columns[2].halts.push(halt);
    }),
    ("RestMissing", |input, _| input.policy.rest.as_mut().unwrap().after = minutes(119)),
    ("RestMissing", |input, _| input.policy.rest.as_mut().unwrap().halt = minutes(11)),
    ("BeyondRange", |input, _| {
        input.policy.fuel = Some(FuelRule::default());
        input.fleet.iter_mut().for_each(|vehicle| vehicle.motion.range = Some(Metres::new(300_000)));
    }),
    ("HoursExceeded", |input, _| {
        input.policy.hours = Some(HoursRule { driving: minutes(480), rest: minutes(24 * 60) });
    }),
    ("RoadSpaceWrong", |_, plan| plan.columns[0].road_space = Metres::new(1)),
    ("PassTimeWrong", |_, plan| plan.columns[0].pass_time = Deciseconds::new(1)),
    ("PassTimeWrong", |input, _| input.policy.gaps.vehicle = Metres::new(81)),
    ("ClearWrong", |_, plan| later(&mut plan.columns[0].legs[3].clear_tail, -1)),
    ("ClearWrong", |_, plan| later(&mut plan.columns[0].legs[7].clear_tail, -1)),
    ("MarchTableWrong", |_, plan| later(&mut plan.columns[0].march_table[1].due, 1)),
    ("MarchTableWrong", |_, plan| plan.columns[0].march_table[3].kind = PointKind::Passage),
    ("MarchTableWrong", |_, plan| drop(plan.columns[0].march_table.pop())),
    ("InTheDark", |input, _| input.policy.daylight.as_mut().unwrap().closes_minute = 960),
    ("CrossingShut", |input, _| input.crossings.iter_mut().for_each(|crossing| crossing.openings.clear())),
    ("CrossingShut", |input, _| {
        // It opens when the head is there, and closes before the tail is through.
        let hours = input.crossings[1].openings[0].daily.as_mut().unwrap();
        (hours.opens_minute, hours.closes_minute) = (420, 870);
    }),
    ("CrossingShut", |input, plan| {
        let clear = plan.columns[0].legs[7].clear_tail;
        input.crossings[1].openings[0].within.to = Some(clear.plus_seconds(-1));
    }),
    ("CrossingShut", |input, plan| {
        let due = plan.columns[0].legs[7].exit_head;
        input.crossings[1].openings[0].within.from = Some(due.plus_seconds(1));
    }),
    ("ReceiverNotReady", |input, _| input.crossings.iter_mut().for_each(|c| c.ready = Some(Vec::new()))),
    ("CrossingBusy", |input, _| input.crossings.iter_mut().for_each(|c| c.separation = minutes(1440))),
    ("MeetInDefile", |_, plan| {
        let leg = &mut plan.columns[1].legs[3];
        std::mem::swap(&mut leg.from, &mut leg.to);
    }),
    ("TooClose", |input, _| input.policy.gaps.between_columns = minutes(600)),
    ("DuringActivity", |input, plan| {
        let leg = &plan.columns[0].legs[3];
        // The tail alone is still on it.
        let window = Interval { from: Some(leg.clear_tail.plus_seconds(-1)), to: None };
        let party = PartyId::new("partner").unwrap();
        input.activities.push(Activity { party, segments: vec![leg.segment.clone()], window });
    }),
    ("OnwardBroken", |_, plan| drop(plan.columns[0].onward.segments.pop())),
    ("OnwardBroken", |_, plan| drop(plan.columns[0].onward.segments.remove(1))),
    ("OnwardBroken", |input, _| input.destination = place("timbuktu")),
    ("OnwardBroken", |_, plan| {
        // Back into the giver's country, along the border, and over it again.
        let back = ["in-khalil-01", "border-track-01", "border-track-02", "border-track-03", "timiaouine-01"];
        let again = plan.columns[0].onward.segments.clone();
        plan.columns[2].onward.segments = back.into_iter().map(segment).chain(again).collect();
    }),
    ("OnwardUnderstated", |_, plan| plan.columns[0].onward.travel = Deciseconds::ZERO),
    ("OnwardUnderstated", |input, _| {
        state(input, "timiaouine-05", Passability::Contested { certainty: Permille::new(1) });
    }),
    ("ObjectiveWrong", |_, plan| plan.objective.undelivered += 1),
    ("ObjectiveWrong", |_, plan| plan.objective.columns += 1),
    ("ObjectiveWrong", |_, plan| plan.objective.vehicles += 1),
    ("ObjectiveWrong", |_, plan| plan.objective.lateness = Deciseconds::new(1)),
    ("ObjectiveWrong", |_, plan| plan.objective.span = Deciseconds::new(1)),
    ("ObjectiveWrong", |_, plan| plan.objective.time = Deciseconds::new(1)),
    ("ObjectiveWrong", |_, plan| plan.objective.exposure = Deciseconds::new(1)),
    ("ObjectiveWrong", |input, _| input.needs[5].due = Some(at("2013-02-11"))),
];

fn less(share: &mut Share) {
    share.quantity = share.quantity.checked_sub(one()).unwrap();
}

/// What lies on a vehicle that carries several goods.
fn mixed(plan: &mut Plan) -> &mut Vec<Share> {
    let load = plan.loads.iter_mut().find(|load| load.shares.len() > 1);
    &mut load.unwrap().shares
}

fn later(moment: &mut units::Moment, seconds: i64) {
    *moment = moment.plus_seconds(seconds);
}

fn state(input: &mut PlanInput, name: &str, passability: Passability) {
    input.stretches.iter_mut().find(|stretch| stretch.segment == segment(name)).unwrap().passability = passability;
}

fn heard(number: u8, whereabouts: Whereabouts) -> Progress {
    Progress { convoy: convoy(number), whereabouts, place: place("silet"), at: at("2013-02-11T05:00:00Z") }
}

#[test]
fn each_tampering_draws_its_objection() {
    let (input, made) = good();
    for (row, (expected, tamper)) in TABLE.iter().enumerate() {
        let (mut input, mut made) = (input.clone(), made.clone());
        tamper(&mut input, &mut made);
        let found = check(&input, &made);
        assert!(found.iter().any(|o| name(o) == *expected), "row {row}: no {expected} in {found:#?}");
    }
}

#[test]
fn each_objection_has_a_tampering() {
    let covered: std::collections::BTreeSet<&str> = TABLE.iter().map(|(name, _)| *name).collect();
    let known: std::collections::BTreeSet<&str> = KINDS.iter().copied().collect();
    assert_eq!(covered, known);
}

#[test]
fn of_a_column_on_the_road_only_what_is_still_to_come_is_judged() {
    let (mut input, made) = good();
    let legs = &made.columns[0].legs;
    let (whereabouts, place) = (Whereabouts::Passed, legs[0].from.clone());
    input.progress = vec![Progress { convoy: convoy(1), whereabouts, place, at: legs[0].enter_head }];
    input.start = legs[3].enter_head.plus_seconds(1);
    let closed = |number: usize| {
        let mut input = input.clone();
        state(&mut input, legs[number].segment.as_str(), Passability::Closed);
        let of_this = |o: &&Objection| matches!(o, Objection::StretchClosed { convoy: c, .. } if *c == convoy(1));
        check(&input, &made).iter().filter(of_this).count()
    };
    assert_eq!([closed(0), closed(3), closed(4), closed(7)], [0, 0, 1, 1]);
}
