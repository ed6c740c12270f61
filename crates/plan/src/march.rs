//! Size and pace of a column: the road-movement formulas in whole numbers.
//!
//! With N vehicles of lengths `l`, gap `g`, rate of march R in km/h and total time gaps TG:
//! road space = sum(l + g) + TG x R, pass time = sum(l + g) / R + TG + one minute for each so
//! many vehicles. TG = (units - 1) x gap of units + (serials - 1) x (gap of serials - gap of
//! units). Every division rounds up; a duration that becomes an instant rounds up to seconds.

use crate::axles::Known;
use crate::support::tankers;
use convoy::{Gaps, Halt, HaltAt, Leg, Load, Motion, PlanInput, RestRule, Role, Share, Vehicle};
use std::collections::BTreeMap;
use units::{Deciseconds, Kmh, Metres, Moment, VehicleId};

/// A duration in whole seconds, rounded up.
pub(crate) fn seconds(duration: Deciseconds) -> i64 {
    i64::try_from(duration.get().div_ceil(10)).unwrap_or(i64::MAX)
}

/// Seconds to drive a length, rounded up: 3.6 for a metre at 1 km/h. Nothing at no speed.
pub(crate) fn driving_seconds(length: Metres, rate: Kmh) -> Option<i64> {
    let speed = u128::from(rate.get()) * 5;
    let needed = (u128::from(length.get()) * 18).checked_next_multiple_of(speed)? / speed;
    i64::try_from(needed).ok()
}

/// What counts of a column's vehicles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// Vehicles, self-propelled goods included.
    pub(crate) vehicles: u64,
    /// Those of them that carry, or are goods.
    pub(crate) carried: u64,
    /// Those of them that protect the others.
    pub(crate) escorts: u64,
    /// Lengths and gaps, in metres.
    occupied: u128,
    /// The slowest vehicle.
    pub(crate) slowest: Kmh,
    /// How far the one goes that goes least far, with the fuel that the column has along.
    pub(crate) range: Option<Metres>,
    /// What is known of its axles.
    pub(crate) axles: Known,
}

impl Size {
    /// Adds up vehicles of the fleet and goods that drive; what the input does not know counts nothing.
    pub(crate) fn of(input: &PlanInput, vehicles: &[VehicleId], driven: &[Share]) -> Self {
        let known: Vec<&Vehicle> = vehicles.iter().filter_map(|id| input.vehicle(id)).collect();
        let with = |role| known.iter().filter(|vehicle| vehicle.role == Some(role)).count() as u64;
        let along = known.iter().filter(|vehicle| vehicle.role.is_some()).count() as u64;
        let carriers = known.iter().map(|vehicle| (vehicle.motion, 1));
        let driven = driven.iter().filter_map(|share| {
            let motion = input.need(&share.need)?.self_propelled?;
            Some((motion, share.quantity.get()))
        });
        let all: Vec<(Motion, u64)> = carriers.chain(driven).collect();
        let gap = u128::from(input.policy.gaps.vehicle.get());
        let vehicles = all.iter().fold(0_u64, |sum, (_, count)| sum.saturating_add(*count));
        let carried = vehicles - along;
        let rule = input.policy.column.as_ref();
        let fuelled = rule.filter(|rule| with(Role::Tanker) > 0 && with(Role::Tanker) >= tankers(rule, carried));
        let adds = fuelled.and_then(|rule| rule.tankers.as_ref()).map_or(Metres::ZERO, |rule| rule.adds);
        Self {
            vehicles,
            carried,
            escorts: with(Role::Escort),
            occupied: all.iter().map(|(m, count)| u128::from(*count) * (u128::from(m.length.get()) + gap)).sum(),
            slowest: all.iter().map(|(motion, _)| motion.speed).min().unwrap_or(Kmh::ZERO),
            range: all.iter().filter_map(|(motion, _)| motion.range).min().map(|range| range.saturating_add(adds)),
            axles: Known::default(),
        }
    }

    /// With what lies on its vehicles and hangs behind them.
    pub(crate) fn loaded(
        mut self,
        input: &PlanInput,
        loads: &BTreeMap<VehicleId, Load>,
        (vehicles, driven): (&[VehicleId], &[Share]),
    ) -> Self {
        self.axles = Known::of(input, loads, vehicles, driven);
        if input.needs.iter().all(|need| need.towed.is_none()) {
            return self;
        }
        let shares = vehicles.iter().filter_map(|vehicle| loads.get(vehicle)).flat_map(|load| &load.shares);
        let lengths = shares.filter_map(|share| {
            let length = input.need(&share.need)?.towed?;
            Some(u128::from(length.get()) * u128::from(share.quantity.get()))
        });
        self.occupied += lengths.sum::<u128>();
        self
    }

    /// Total of the time gaps between march units and serials.
    fn time_gaps(&self, gaps: &Gaps) -> u128 {
        let units = self.vehicles.div_ceil(u64::from(gaps.unit_vehicles.max(1)));
        let serials = units.div_ceil(u64::from(gaps.serial_units.max(1)));
        let between_units = u128::from(gaps.between_units.get());
        let more = u128::from(gaps.between_serials.get()).saturating_sub(between_units);
        let of_units = u128::from(units.saturating_sub(1)) * between_units;
        of_units.saturating_add(u128::from(serials.saturating_sub(1)) * more)
    }

    /// Length of the column on the road.
    pub(crate) fn road_space(&self, gaps: &Gaps, rate: Kmh) -> Metres {
        let in_gaps = self.time_gaps(gaps).saturating_mul(u128::from(rate.get())).div_ceil(36);
        Metres::new(held(self.occupied.saturating_add(in_gaps)))
    }

    /// Time from head to tail at any point.
    pub(crate) fn pass_time(&self, gaps: &Gaps, rate: Kmh) -> Deciseconds {
        let driving = self.occupied.saturating_mul(36).div_ceil(u128::from(rate.get().max(1)));
        let minutes = match gaps.extra_minute_per {
            0 => 0,
            per => self.vehicles.div_ceil(u64::from(per)),
        };
        let extra = u128::from(minutes) * 600;
        Deciseconds::new(held(driving.saturating_add(self.time_gaps(gaps)).saturating_add(extra)))
    }

    /// Seconds to go through a crossing that handles so many vehicles an hour.
    pub(crate) fn service_seconds(&self, pass_time: Deciseconds, per_hour: Option<u32>) -> i64 {
        let handled = per_hour.map_or(0, |per| self.vehicles.saturating_mul(3600).div_ceil(u64::from(per.max(1))));
        seconds(pass_time).max(i64::try_from(handled).unwrap_or(i64::MAX))
    }
}

fn held(value: u128) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX)
}

/// The rest rule in whole seconds, on the safe side.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rest {
    /// Longest driving without a halt.
    pub(crate) after: i64,
    /// Shortest halt that counts.
    pub(crate) halt: i64,
}

impl Rest {
    /// Nothing where there is no rule; a rule of less than a minute of driving allows none.
    pub(crate) fn of(rule: Option<&RestRule>) -> Result<Option<Self>, Impossible> {
        let Some(rule) = rule else { return Ok(None) };
        let after = i64::try_from(rule.after.get() / 10).unwrap_or(i64::MAX);
        if after < 60 { Err(Impossible) } else { Ok(Some(Self { after, halt: seconds(rule.halt) })) }
    }
}

/// No column can march by these rules.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Impossible;

/// Where on a leg rests fall, in seconds driven on it, and the driving since the last one at its end.
pub(crate) fn rests_on(leg: i64, driven_before: i64, rest: Option<Rest>) -> (Vec<i64>, i64) {
    let Some(rest) = rest else { return (Vec::new(), 0) };
    let mut rests = Vec::new();
    let mut at = rest.after - driven_before;
    while at < leg {
        rests.push(at);
        at += rest.after;
    }
    (rests, leg - (at - rest.after))
}

/// Spans of driving: from one halt, or leg, to the next.
pub(crate) fn driving_spans(legs: &[Leg], halts: &[Halt]) -> Vec<(Moment, Moment)> {
    let mut spans = Vec::new();
    for leg in legs {
        let mut from = leg.enter_head;
        for halt in halts_on(leg, halts) {
            spans.push((from, halt.from));
            from = halt.to;
        }
        spans.push((from, leg.exit_head));
    }
    spans
}

/// Halts on the way of a leg.
pub(crate) fn halts_on<'a>(leg: &'a Leg, halts: &'a [Halt]) -> impl Iterator<Item = &'a Halt> {
    let on_it = |at: &HaltAt| matches!(at, HaltAt::Stretch { segment, .. } if *segment == leg.segment);
    halts.iter().filter(move |halt| on_it(&halt.at) && leg.enter_head <= halt.from && halt.to <= leg.exit_head)
}

/// Driving since the last halt that counts as a rest, at the end of each span.
pub(crate) fn driven_at_ends(spans: &[(Moment, Moment)], rest: Rest) -> impl Iterator<Item = i64> {
    let mut driven = 0;
    let mut stopped: Option<Moment> = None;
    spans.iter().map(move |(from, to)| {
        if stopped.is_some_and(|stopped| from.seconds() - stopped.seconds() >= rest.halt) {
            driven = 0;
        }
        driven += to.seconds() - from.seconds();
        stopped = Some(*to);
        driven
    })
}

/// Driving since the last rest at the end of some legs.
pub(crate) fn driven_since_rest(legs: &[Leg], halts: &[Halt], rest: Option<Rest>) -> i64 {
    let spans = driving_spans(legs, halts);
    rest.and_then(|rest| driven_at_ends(&spans, rest).last()).unwrap_or(0)
}

/// Metres driven in so many seconds, rounded down.
pub(crate) fn metres_after(seconds: i64, rate: Kmh) -> Metres {
    let metres = u128::from(seconds.unsigned_abs()) * u128::from(rate.get()) * 1000 / 3600;
    Metres::new(held(metres))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAPS: Gaps = Gaps {
        vehicle: Metres::new(90),
        unit_vehicles: 10,
        serial_units: 2,
        between_units: Deciseconds::new(1200),
        between_serials: Deciseconds::new(3000),
        extra_minute_per: 25,
        between_columns: Deciseconds::ZERO,
    };

    #[test]
    fn published_examples_of_road_movement_hold() {
        let kmh = Kmh::new;
        assert_eq!(driving_seconds(Metres::new(2_500_000), kmh(25)), Some(100 * 3600));
        assert_eq!(driving_seconds(Metres::new(155_000), kmh(30)), Some(18_600));
        assert_eq!(driving_seconds(Metres::new(1), Kmh::ZERO), None);
        // 25 000 vehicles at 10 per km are 2 500 km, and pass a point in 100 h at 25 km/h.
        let size = Size {
            vehicles: 25_000,
            carried: 25_000,
            escorts: 0,
            occupied: 25_000 * 100,
            slowest: kmh(25),
            range: None,
            axles: Known::default(),
        };
        let plain = Gaps { between_units: Deciseconds::ZERO, between_serials: Deciseconds::ZERO, ..GAPS };
        let plain = Gaps { extra_minute_per: 0, ..plain };
        assert_eq!(size.road_space(&plain, kmh(25)), Metres::new(2_500_000));
        assert_eq!(size.pass_time(&plain, kmh(25)), Deciseconds::new(100 * 36_000));
    }

    #[test]
    fn time_gaps_and_extra_minutes_are_added() {
        // 45 vehicles: 5 units, 3 serials; TG = 4 x 2 + 2 x 3 = 14 min; EXTAL 2 min.
        let size = Size {
            vehicles: 45,
            carried: 45,
            escorts: 0,
            occupied: 45 * 100,
            slowest: Kmh::new(30),
            range: None,
            axles: Known::default(),
        };
        // 4.5 km and 14 min at 30 km/h, 7 km.
        assert_eq!(size.road_space(&GAPS, Kmh::new(30)), Metres::new(11_500));
        // 9 min for 4.5 km, 14 min, 2 min.
        assert_eq!(size.pass_time(&GAPS, Kmh::new(30)), Deciseconds::new(25 * 600));
        assert_eq!(size.service_seconds(Deciseconds::new(25 * 600), Some(60)), 45 * 60);
    }

    #[test]
    fn rests_fall_where_driving_becomes_too_long() {
        let rest = Some(Rest { after: 100, halt: 10 });
        assert_eq!(rests_on(50, 0, rest), (vec![], 50));
        assert_eq!(rests_on(100, 0, rest), (vec![], 100));
        assert_eq!(rests_on(101, 0, rest), (vec![100], 1));
        assert_eq!(rests_on(250, 70, rest), (vec![30, 130, 230], 20));
        assert_eq!(rests_on(250, 70, None), (vec![], 0));
    }
}
