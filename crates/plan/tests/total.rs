//! No input makes the planner or the checker fail, whatever its numbers.
#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;
#[path = "common/random.rs"]
mod random;

use check::check;
use convoy::{DailyHours, FuelRule, HoursRule, Motion, PlanInput, Progress, RestRule, Whereabouts};
use plan::{Seed, plan, replan};
use proptest::prelude::*;
use random::any_input;
use units::{Deciseconds, Digest, Grams, Interval, Kmh, Metres, Millilitres, Moment, QUANTITY_MAX, Quantity};

type Blow = fn(&mut PlanInput);

/// Numbers at the ends of their types, and lists that do not fit together.
const BLOWS: &[Blow] = &[
    |input| input.needs.iter_mut().for_each(|need| need.quantity = Quantity::new(QUANTITY_MAX).unwrap()),
    |input| input.needs.iter_mut().for_each(|need| (need.mass, need.volume) = (Grams::ZERO, Millilitres::ZERO)),
    |input| input.needs.iter_mut().for_each(|need| need.mass = Grams::new(u64::MAX)),
    |input| input.needs.iter_mut().for_each(|need| need.self_propelled = Some(HUGE)),
    |input| input.needs.iter_mut().for_each(|need| need.due = Some(Moment::MIN)),
    |input| input.needs.push(input.needs[0].clone()),
    |input| input.fleet.iter_mut().for_each(|v| v.payload = Grams::new(u64::MAX)),
    |input| input.fleet.iter_mut().for_each(|v| v.room = Millilitres::new(u64::MAX)),
    |input| input.fleet.iter_mut().for_each(|v| v.motion = HUGE),
    |input| input.fleet.iter_mut().for_each(|v| v.motion.speed = Kmh::ZERO),
    |input| input.fleet.push(input.fleet[0].clone()),
    |input| input.stretches.iter_mut().for_each(|s| s.length = Metres::new(u64::MAX)),
    |input| input.stretches.iter_mut().for_each(|s| s.length = roads::LENGTH_MAX),
    |input| input.stretches.iter_mut().for_each(|s| (s.length, s.speed) = (Metres::ZERO, Kmh::new(u32::MAX))),
    |input| input.stretches.iter_mut().for_each(|s| s.to = s.from.clone()),
    |input| input.stretches.push(input.stretches[0].clone()),
    |input| input.places.clear(),
    |input| input.places.extend_from_within(..input.places.len().min(1)),
    |input| input.crossings.push(input.crossings[0].clone()),
    |input| input.crossings.iter_mut().for_each(|c| c.vehicles_per_hour = Some(0)),
    |input| input.crossings.iter_mut().for_each(|c| c.separation = Deciseconds::new(u64::MAX)),
    |input| input.crossings.iter_mut().for_each(|c| c.openings.iter_mut().for_each(|o| o.daily = Some(BACKWARD))),
    |input| input.crossings.iter_mut().for_each(|c| c.openings.iter_mut().for_each(|o| o.within = NEVER)),
    |input| input.crossings.iter_mut().for_each(|c| c.ready = Some(Vec::new())),
    |input| input.activities.iter_mut().for_each(|a| a.window = Interval::default()),
    |input| input.activities.iter_mut().for_each(|a| a.window = NEVER),
    |input| input.policy.daylight = Some(BACKWARD),
    |input| input.policy.rest = Some(RestRule { after: Deciseconds::ZERO, halt: Deciseconds::new(u64::MAX) }),
    |input| input.policy.rest = Some(RestRule { after: Deciseconds::new(u64::MAX), halt: Deciseconds::ZERO }),
    |input| input.policy.rest = Some(RestRule { after: Deciseconds::new(600), halt: Deciseconds::new(u64::MAX) }),
    |input| input.policy.hours = Some(HoursRule { driving: Deciseconds::ZERO, rest: Deciseconds::new(u64::MAX) }),
    |input| input.policy.hours = Some(HoursRule { driving: Deciseconds::new(u64::MAX), rest: Deciseconds::ZERO }),
    |input| input.policy.fuel = Some(FuelRule { halt: Deciseconds::new(u64::MAX), ..FuelRule::default() }),
    |input| input.policy.fuel = Some(FuelRule { points: places(input), ..FuelRule::default() }),
    |input| input.fleet.iter_mut().for_each(|v| v.motion.range = Some(Metres::new(u64::MAX))),
    |input| input.fleet.iter_mut().for_each(|v| v.motion.range = Some(Metres::ZERO)),
    |input| input.policy.rate_cap = Kmh::ZERO,
    |input| input.policy.rate_cap = Kmh::new(u32::MAX),
    |input| input.policy.column_max = 0,
    |input| input.policy.column_max = u32::MAX,
    |input| input.policy.risk.lambda = u32::MAX,
    |input| input.policy.gaps.vehicle = Metres::new(u64::MAX),
    |input| input.policy.gaps.between_units = Deciseconds::new(u64::MAX),
    |input| input.policy.gaps.between_serials = Deciseconds::new(u64::MAX),
    |input| input.policy.gaps.between_columns = Deciseconds::new(u64::MAX),
    |input| (input.policy.gaps.unit_vehicles, input.policy.gaps.serial_units) = (0, 0),
    |input| input.policy.gaps.extra_minute_per = 0,
    |input| input.start = Moment::MAX,
    |input| input.start = Moment::MIN,
    |input| input.numbering.next = u16::MAX,
    |input| input.numbering.prefix = units::CreditNumber::new("x".repeat(96)).unwrap(),
];

fn places(input: &PlanInput) -> std::collections::BTreeSet<units::PlaceId> {
    input.places.iter().map(|place| place.place.clone()).collect()
}

const HUGE: Motion = Motion { length: Metres::new(u64::MAX), speed: Kmh::new(u32::MAX), range: Some(Metres::ZERO) };
const BACKWARD: DailyHours = DailyHours { opens_minute: u16::MAX, closes_minute: 0, offset_minutes: i16::MIN };
const NEVER: Interval = Interval { from: Some(Moment::MAX), to: Some(Moment::MIN) };

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_input_gives_a_plan_and_a_judgement(
        input in any_input(),
        blows in prop::collection::vec(0..BLOWS.len(), 0..4),
        moment in prop_oneof![Just(Moment::MIN), Just(Moment::MAX), (0..99_i64).prop_map(|h| Moment::from_seconds(1_360_555_200 + h * 3600))],
    ) {
        let mut struck = input.clone();
        for blow in &blows {
            BLOWS[*blow](&mut struck);
        }
        let (made, _) = plan(&struck, Seed(7));
        prop_assert!(made.columns.len() <= plan::COLUMNS_MAX);
        let found = check(&struck, &made);
        let ambiguous = found.iter().any(|o| matches!(o, check::Objection::InputTwice { .. }));
        prop_assert!(found.is_empty() || ambiguous, "{:?} {:#?}", blows, found);
        // The plan of a sound input, judged and replaced under a struck one, with columns anywhere.
        let (sound, _) = plan(&input, Seed(7));
        let _ = check(&struck, &sound);
        struck.progress = sound.columns.iter().map(|column| Progress {
            convoy: column.convoy.clone(),
            whereabouts: Whereabouts::Passed,
            place: column.legs[column.legs.len() / 2].from.clone(),
            at: moment,
        }).collect();
        let (second, _, _) = replan(&struck, &sound, Digest::new([1; 32]), Seed(7));
        let _ = check(&struck, &second);
        let _ = check(&struck, &sound);
    }
}
