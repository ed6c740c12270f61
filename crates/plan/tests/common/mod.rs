//! The operation's input, and short names for what tests build.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]
#![allow(dead_code, reason = "each test uses its part")]

use convoy::{
    AxleRule, CompatibilityGroup, Crossing, DailyHours, Gaps, Hazard, HazardClass, HazardRules, Motion, Need, NeedId,
    Numbering, Opening, Permille, PlanInput, Policy, RestRule, RiskWeights, Vehicle, Weights,
};
use roads::{Conditions, Network, Passability};
use std::collections::BTreeSet;
use units::{
    CreditNumber, Deciseconds, Grams, Interval, ItemCode, Kmh, Metres, Millilitres, Moment, PlaceId, PledgeId,
    Quantity, SegmentId, Unit, VehicleId,
};

pub(crate) const NETWORK: &str = include_str!("../../../../operations/sahel-2013/network.geojson");

pub(crate) fn place(name: &str) -> PlaceId {
    PlaceId::new(name).unwrap()
}

pub(crate) fn segment(name: &str) -> SegmentId {
    SegmentId::new(name).unwrap()
}

pub(crate) fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

pub(crate) fn minutes(minutes: u64) -> Deciseconds {
    Deciseconds::new(minutes * 600)
}

pub(crate) fn tonnes(tonnes: u64) -> Grams {
    Grams::new(tonnes * 1_000_000)
}

pub(crate) fn network() -> Network {
    roads::read_geojson(NETWORK).unwrap()
}

/// Every segment open, but for the axis named, which has another state.
pub(crate) fn with_axis(network: &Network, axis: &str, state: Passability) -> Conditions {
    let mut conditions = Conditions::all(Passability::Open);
    for segment in &network.axis(&units::AxisId::new(axis).unwrap()).unwrap().segments {
        conditions.set(segment.clone(), state);
    }
    conditions
}

pub(crate) fn need(line: u16, from: &str, item: &str, quantity: u64, kilograms: u64, litres: u64) -> Need {
    Need {
        id: NeedId { pledge: PledgeId::new("pledge-1").unwrap(), line, from: place(from) },
        item: ItemCode::new(item).unwrap(),
        quantity: Quantity::new(quantity).unwrap(),
        stock: None,
        unit: Unit::Each,
        mass: Grams::new(kilograms * 1000),
        volume: Millilitres::new(litres * 1000),
        hazard: None,
        foodstuff: false,
        priority: 2,
        due: None,
        self_propelled: None,
        towed: None,
        axles: Vec::new(),
    }
}

pub(crate) fn dangerous(need: Need, un: u16, class: HazardClass, group: Option<CompatibilityGroup>) -> Need {
    Need { hazard: Some(Hazard { un, class, group }), ..need }
}

pub(crate) fn truck(name: &str, depot: &str) -> Vehicle {
    Vehicle {
        vehicle: VehicleId::new(name).unwrap(),
        at: place(depot),
        payload: tonnes(10),
        room: Millilitres::new(40_000_000),
        tows: None,
        motion: Motion { length: Metres::new(12), speed: Kmh::new(70), range: None },
        role: None,
        axles: Vec::new(),
        back: None,
    }
}

/// Open from 07:00 to 18:00, an hour ahead of Coordinated Universal Time.
pub(crate) fn daily() -> DailyHours {
    DailyHours { opens_minute: 420, closes_minute: 1080, offset_minutes: 60 }
}

pub(crate) fn crossing(name: &str) -> Crossing {
    Crossing {
        place: place(name),
        openings: vec![Opening { within: Interval::default(), daily: Some(daily()) }],
        vehicles_per_hour: Some(20),
        separation: minutes(30),
        ready: None,
    }
}

pub(crate) fn policy() -> Policy {
    Policy {
        gaps: Gaps {
            vehicle: Metres::new(80),
            unit_vehicles: 10,
            serial_units: 3,
            between_units: minutes(2),
            between_serials: minutes(5),
            extra_minute_per: 25,
            between_columns: minutes(15),
        },
        rate_cap: Kmh::new(50),
        rest: Some(RestRule { after: minutes(120), halt: minutes(10) }),
        hours: None,
        fuel: None,
        column_max: 20,
        column: None,
        reserve: None,
        towing: None,
        axles: AxleRule::new(),
        daylight: Some(DailyHours { opens_minute: 390, closes_minute: 1110, offset_minutes: 60 }),
        daylight_on: BTreeSet::new(),
        risk: RiskWeights {
            lambda: 4,
            restricted: Permille::new(100),
            unknown: Permille::new(300),
            loss_per_hour: Permille::new(20),
        },
        hazard_rules: HazardRules::Stricter,
        objective: Weights::default(),
    }
}

/// Two depots, three crossings: fuel, ammunition, rations and four vehicles that drive.
pub(crate) fn operation(conditions: &Conditions) -> PlanInput {
    use {CompatibilityGroup as G, HazardClass as C};
    let network = network();
    let (places, stretches) = plan::stretches(&network, conditions);
    let depots = [("r", "depot-reggane"), ("t", "depot-tamanrasset")];
    let fleet =
        depots.iter().flat_map(|(short, depot)| (1..=8).map(move |n| truck(&format!("truck-{short}{n}"), depot)));
    let drive = Motion { length: Metres::new(7), speed: Kmh::new(60), range: None };
    PlanInput {
        start: at("2013-02-11T04:00:00Z"),
        destination: place("gao"),
        places,
        stretches,
        crossings: ["crossing-in-khalil", "crossing-timiaouine", "crossing-tinzaouaten"].map(crossing).to_vec(),
        needs: vec![
            dangerous(need(1, "depot-reggane", "diesel-drum", 150, 190, 210), 1202, C::Class3, None),
            dangerous(need(2, "depot-reggane", "rifle-rounds", 200, 30, 20), 12, C::Div1_4, Some(G::S)),
            need(3, "depot-reggane", "rations", 600, 12, 30),
            dangerous(need(4, "depot-tamanrasset", "mortar-bombs", 100, 40, 60), 321, C::Div1_2, Some(G::E)),
            dangerous(need(5, "depot-tamanrasset", "petrol-drum", 60, 160, 210), 1203, C::Class3, None),
            Need {
                self_propelled: Some(drive),
                priority: 1,
                due: Some(at("2013-02-13T18:00:00Z")),
                ..need(6, "depot-tamanrasset", "armoured-car", 4, 8000, 30_000)
            },
        ],
        fleet: fleet.collect(),
        activities: Vec::new(),
        progress: Vec::new(),
        policy: policy(),
        numbering: Numbering { prefix: CreditNumber::new("11-DZ").unwrap(), next: 1 },
    }
}
