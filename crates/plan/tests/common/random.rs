//! Random inputs: a handful of places, roads in every state, needs of every class.

use crate::common::{at, minutes, place, segment};
use convoy::{
    Activity, Axle, AxleRule, ColumnRule, CompatibilityGroup, Crossing, DailyHours, EscortRule, EscortShare, FuelRule,
    Gaps, Hazard, HazardClass, HazardRules, HoursRule, Motion, Need, NeedId, Numbering, Opening, Passability, Permille,
    Place, PlaceKind, PlanInput, Policy, RecoveryRule, ReserveRule, RestRule, RiskWeights, Role, Stretch, TankerRule,
    Vehicle, Weights,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use units::{
    CreditNumber, Grams, Interval, ItemCode, Kmh, Metres, Millilitres, OfficerId, PartyId, PledgeId, Quantity, Unit,
    VehicleId,
};

const PLACES: usize = 9;
const CARRIERS: usize = 9;

fn name(number: usize) -> String {
    format!("p{number}")
}

pub(crate) fn any_passability() -> impl Strategy<Value = Passability> {
    prop_oneof![
        6 => Just(Passability::Open),
        1 => Just(Passability::Restricted),
        1 => Just(Passability::Unknown),
        1 => Just(Passability::Closed),
        2 => (0..=1000_u16).prop_map(|share| Passability::Contested { certainty: Permille::new(share) }),
    ]
}

fn any_stretch(number: usize, from: usize, to: usize) -> impl Strategy<Value = Stretch> {
    let axle_max = prop::option::weighted(0.25, 3_000_000..12_000_000_u64);
    let kind = (prop::bool::weighted(0.4), prop::bool::weighted(0.05), axle_max);
    (1..90_000_u64, 15..70_u32, kind, any_passability()).prop_map(
        move |(length, speed, (defile, oneway, axle_max), passability)| Stretch {
            segment: segment(&format!("s{number:02}")),
            from: place(&name(from)),
            to: place(&name(to)),
            length: Metres::new(length),
            speed: Kmh::new(speed),
            defile,
            oneway,
            axle_max: axle_max.map(Grams::new),
            passability,
        },
    )
}

/// A line through all places, and some roads across.
fn any_stretches() -> impl Strategy<Value = Vec<Stretch>> {
    let line: Vec<_> = (1..PLACES).map(|n| any_stretch(n, n - 1, n).boxed()).collect();
    let across = prop::collection::vec((0..PLACES, 0..PLACES), 0..7).prop_flat_map(|ends| {
        let ends = ends.into_iter().filter(|(from, to)| from != to).enumerate();
        ends.map(|(n, (from, to))| any_stretch(PLACES + n, from, to).boxed()).collect::<Vec<_>>()
    });
    (line, across).prop_map(|(line, across)| line.into_iter().chain(across).collect())
}

fn any_hours() -> impl Strategy<Value = DailyHours> {
    (0..700_u16, 300..740_u16, -120..120_i16).prop_map(|(opens, length, offset_minutes)| DailyHours {
        opens_minute: opens,
        closes_minute: opens + length,
        offset_minutes,
    })
}

fn every_day(hours: DailyHours) -> Opening {
    Opening { within: Interval::default(), daily: Some(hours) }
}

fn any_crossing(number: usize) -> impl Strategy<Value = Crossing> {
    let opening = (prop::option::of(any_hours()), 0..40_i64, prop::option::of(20..400_i64));
    let openings = prop::collection::vec(opening, 0..3);
    let ready = prop::option::weighted(0.3, prop::collection::vec(any_hours(), 1..3));
    (openings, prop::option::of(5..200_u32), 0..60_u64, ready).prop_map(
        move |(openings, vehicles_per_hour, apart, ready)| {
            let hour = |hours: i64| at("2013-02-11T04:00:00Z").plus_seconds(hours * 3600);
            let openings = openings.into_iter().map(|(daily, from, length)| Opening {
                within: Interval { from: Some(hour(from)), to: length.map(|length| hour(from + length)) },
                daily,
            });
            Crossing {
                place: place(&name(number)),
                openings: openings.collect(),
                vehicles_per_hour,
                separation: minutes(apart),
                ready: ready.map(|hours| hours.into_iter().map(every_day).collect()),
            }
        },
    )
}

pub(crate) fn any_hazard() -> impl Strategy<Value = Hazard> {
    let un = prop_oneof![1..600_u16, Just(29), Just(337), Just(456), Just(2590), Just(3268), Just(1203)];
    let class = prop::sample::select(HazardClass::ALL);
    (un, class, prop::option::weighted(0.9, prop::sample::select(CompatibilityGroup::ALL)))
        .prop_map(|(un, class, group)| Hazard { un, class, group })
}

fn any_need(line: u16) -> impl Strategy<Value = Need> {
    let sizes = (0..60_u64, 0..4_000_u64, 0..6_000_u64);
    let kinds = (prop::option::weighted(0.6, any_hazard()), any::<bool>(), prop::bool::weighted(0.2));
    let rank = (1..4_u8, prop::option::of(0..80_i64), 0..2_usize);
    let motion = (3..20_u64, 20..80_u32, any_axles(0.3));
    (sizes, kinds, rank, motion).prop_map(move |(sizes, (hazard, foodstuff, drives), rank, (length, speed, axles))| {
        Need {
            id: NeedId { pledge: PledgeId::new("pledge").unwrap(), line, from: place(&name(rank.2)) },
            item: ItemCode::new(format!("item-{line}")).unwrap(),
            quantity: Quantity::new(if drives { sizes.0 % 9 } else { sizes.0 }).unwrap(),
            stock: (sizes.1 % 3 == 0).then(|| Quantity::new(sizes.0 + sizes.2 % 60).unwrap()),
            unit: Unit::Each,
            mass: Grams::new(sizes.1 * 1000),
            volume: Millilitres::new(sizes.2 * 1000),
            hazard,
            foodstuff,
            priority: rank.0,
            due: rank.1.map(|hours| at("2013-02-11T04:00:00Z").plus_seconds(hours * 3600)),
            towed: (!drives && line > 5 && length < 9).then(|| Metres::new(length)),
            axles,
            self_propelled: drives.then_some(Motion {
                length: Metres::new(length),
                speed: Kmh::new(speed),
                range: None,
            }),
        }
    })
}

/// Nothing known, one axle alone, two that share the load, or two of which nobody has said where the load lies.
fn any_axles(known: f64) -> impl Strategy<Value = Vec<Axle>> {
    let most = || prop::option::weighted(0.3, 4_000_000..14_000_000_u64);
    let axle = |tare: u64, share: u16, most: Option<u64>| Axle {
        tare: Grams::new(tare),
        share: Permille::new(share),
        most: most.map(Grams::new),
    };
    let tares = (500_000..4_500_000_u64, 500_000..4_500_000_u64);
    let axles = (tares, 0..=1000_u16, most(), most(), 0..5_u8).prop_map(move |(tares, share, first, second, kind)| {
        let rest = if kind == 1 { 900 } else { 1000 };
        let one = axle(tares.0, if kind == 0 { 1000 } else { share.min(rest) }, first);
        let other = axle(tares.1, rest - share.min(rest), second);
        if kind == 0 { vec![one] } else { vec![one, other] }
    });
    prop::option::weighted(known, axles).prop_map(Option::unwrap_or_default)
}

fn any_vehicle(number: usize) -> impl Strategy<Value = Vehicle> {
    let range = prop::option::weighted(0.3, 80_000..160_000_u64);
    // Some march along, besides those that carry.
    let roles = vec![Role::Escort, Role::Escort, Role::Recovery, Role::Tanker];
    let role = prop::sample::select(roles).prop_map(move |role| (number > CARRIERS).then_some(role));
    let motion = (5..20_u64, 20..80_u32, range, role, any_axles(0.5), prop::option::weighted(0.2, -5..60_i64));
    (0..2_usize, 1..20_u64, 5..40_u64, motion).prop_map(move |(home, payload, room, motion)| {
        let (length, speed, range, role, axles, back) = motion;
        Vehicle {
            vehicle: VehicleId::new(format!("v{number:02}")).unwrap(),
            at: place(&name(home)),
            payload: Grams::new(payload * 1_000_000),
            room: Millilitres::new(room * 1_000_000),
            tows: (room % 2 == 0).then(|| Grams::new(room * 100_000)),
            motion: Motion { length: Metres::new(length), speed: Kmh::new(speed), range: range.map(Metres::new) },
            role,
            axles,
            back: back.filter(|_| role.is_some()).map(|hours| at("2013-02-11T04:00:00Z").plus_seconds(hours * 3600)),
        }
    })
}

fn any_hours_rule() -> impl Strategy<Value = Option<HoursRule>> {
    let rule = (90..600_u64, 60..600_u64);
    let rule = rule.prop_map(|(driving, rest)| HoursRule { driving: minutes(driving), rest: minutes(rest) });
    prop::option::weighted(0.25, rule)
}

fn any_fuel() -> impl Strategy<Value = Option<FuelRule>> {
    let rule = (prop::collection::btree_set(0..PLACES, 4..9), 0..60_u64).prop_map(|(points, halt)| FuelRule {
        points: points.into_iter().map(|number| place(&name(number))).collect(),
        halt: minutes(halt),
        ..FuelRule::default()
    });
    prop::option::weighted(0.4, rule)
}

fn any_column_rule() -> impl Strategy<Value = Option<ColumnRule>> {
    let row = (0..900_u16, 0..3_u32, 0..6_u32);
    let row =
        row.prop_map(|(certainty, vehicles, per)| EscortShare { certainty: Permille::new(certainty), vehicles, per });
    let rule = (any::<bool>(), prop::collection::vec(row, 0..4), 0..9_u32, (0..4_u32, 0..150_000_u64));
    let rule = rule.prop_map(|(march_short, table, recovery, (per, adds))| ColumnRule {
        march_short,
        commander: Some(OfficerId::new("command/lead").unwrap()),
        commanders: [(place("p1"), OfficerId::new("command/other").unwrap())].into(),
        escort: Some(EscortRule { items: BTreeSet::new(), table }),
        recovery: Some(RecoveryRule { items: BTreeSet::new(), per: recovery }),
        tankers: Some(TankerRule { items: BTreeSet::new(), per, adds: Metres::new(adds) }),
    });
    prop::option::weighted(0.7, rule)
}

fn any_reserve() -> impl Strategy<Value = Option<ReserveRule>> {
    let stock = prop::collection::btree_map(1..8_u16, 0..600_u16, 0..2);
    let rule = (0..300_u16, stock).prop_map(|(vehicles, stock)| ReserveRule {
        vehicles: Permille::new(vehicles),
        stock: stock
            .into_iter()
            .map(|(line, share)| (ItemCode::new(format!("item-{line}")).unwrap(), Permille::new(share)))
            .collect(),
    });
    prop::option::weighted(0.2, rule)
}

fn any_policy() -> impl Strategy<Value = Policy> {
    let gaps = (20..120_u64, 1..8_u32, 1..4_u32, 0..5_u64, 0..9_u64, 0..30_u32, 0..30_u64);
    let rest = prop::option::weighted(0.8, (20..180_u64, 0..30_u64));
    let light = prop::option::weighted(0.6, any_hours());
    let rules = prop::sample::select(HazardRules::ALL);
    let endurance = (any_hours_rule(), any_fuel(), prop::collection::btree_set(1..16_usize, 0..3));
    let endurance = (endurance, any_column_rule(), any_reserve());
    (gaps, 15..70_u32, rest, 1..7_u32, light, endurance, (0..12_u32, rules, 0..3_u32)).prop_map(
        |(
            gaps,
            cap,
            rest,
            column_max,
            daylight,
            ((hours, fuel, by_day), column, reserve),
            (lambda, hazard_rules, time),
        )| Policy {
            gaps: Gaps {
                vehicle: Metres::new(gaps.0),
                unit_vehicles: gaps.1,
                serial_units: gaps.2,
                between_units: minutes(gaps.3),
                between_serials: minutes(gaps.4),
                extra_minute_per: gaps.5,
                between_columns: minutes(gaps.6),
            },
            rate_cap: Kmh::new(cap),
            rest: rest.map(|(after, halt)| RestRule { after: minutes(after), halt: minutes(halt) }),
            hours,
            fuel,
            column_max,
            column,
            reserve,
            towing: None,
            axles: AxleRule::new(),
            daylight,
            daylight_on: by_day.into_iter().map(|n| segment(&format!("s{n:02}"))).collect(),
            risk: RiskWeights {
                lambda,
                restricted: Permille::new(100),
                unknown: Permille::new(300),
                loss_per_hour: Permille::new(20),
            },
            hazard_rules,
            objective: Weights { time, lateness: [16, 5, 3, 0] },
        },
    )
}

fn any_activity() -> impl Strategy<Value = Activity> {
    (prop::collection::vec(1..16_usize, 1..4), 0..60_i64, 1..20_i64).prop_map(|(roads, from, length)| {
        let hour = |hours: i64| Some(at("2013-02-11T04:00:00Z").plus_seconds(hours * 3600));
        Activity {
            party: PartyId::new("partner").unwrap(),
            segments: roads.into_iter().map(|n| segment(&format!("s{n:02}"))).collect(),
            window: Interval { from: hour(from), to: hour(from + length) },
        }
    })
}

/// Two sites, p0 and p1; three crossings, p4 to p6; the destination at the end of the line.
pub(crate) fn any_input() -> impl Strategy<Value = PlanInput> {
    let crossings = (any_crossing(4), any_crossing(5), any_crossing(6));
    let needs: Vec<_> = (1..=7).map(|line| any_need(line).boxed()).collect();
    let fleet: Vec<_> = (1..=CARRIERS + 6).map(|number| any_vehicle(number).boxed()).collect();
    let activities = prop::collection::vec(any_activity(), 0..3);
    (any_stretches(), crossings, needs, fleet, any_policy(), activities).prop_map(
        |(stretches, crossings, needs, fleet, policy, activities)| PlanInput {
            start: at("2013-02-11T04:00:00Z"),
            destination: place(&name(PLACES - 1)),
            places: (0..PLACES).map(|n| Place { place: place(&name(n)), kind: PlaceKind::Town }).collect(),
            stretches,
            crossings: vec![crossings.0, crossings.1, crossings.2],
            needs,
            fleet,
            activities,
            progress: Vec::new(),
            policy,
            numbering: Numbering { prefix: CreditNumber::new("11-DZ").unwrap(), next: 1 },
        },
    )
}
