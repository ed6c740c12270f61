//! March-table arithmetic and calendars, in whole seconds.

use convoy::{Column, Crossing, DailyHours, Motion, Opening, Plan, PlanInput};
use units::{Deciseconds, Kmh, Metres, Moment};

const DAY: i64 = 86_400;

/// A duration in whole seconds, rounded up.
pub(crate) fn seconds(duration: Deciseconds) -> i64 {
    i64::try_from(duration.get().div_ceil(10)).unwrap_or(i64::MAX)
}

/// A number of seconds as a duration; none where it is negative.
pub(crate) fn duration(seconds: i64) -> Deciseconds {
    Deciseconds::new(u64::try_from(seconds).unwrap_or(0).saturating_mul(10))
}

/// Seconds to drive a length: metres times 3.6 over km/h, rounded up.
pub(crate) fn driving_seconds(length: Metres, rate: Kmh) -> i64 {
    let seconds = (u128::from(length.get()) * 18).div_ceil(5 * u128::from(rate.get().max(1)));
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

/// How every vehicle of a column marches, self-propelled goods at the end; what is unknown is left out.
pub(crate) fn motions(input: &PlanInput, column: &Column) -> Vec<(Motion, u64)> {
    let carriers = column.vehicles.iter().filter_map(|vehicle| input.vehicle(vehicle)).map(|v| (v.motion, 1));
    let driven = column.driven.iter().filter_map(|share| {
        let motion = input.need(&share.need)?.self_propelled?;
        Some((motion, share.quantity.get()))
    });
    carriers.chain(driven).collect()
}

/// Vehicles of a column.
pub(crate) fn vehicle_count(column: &Column) -> u64 {
    let driven = column.driven.iter().fold(0_u64, |sum, share| sum.saturating_add(share.quantity.get()));
    driven.saturating_add(column.vehicles.len() as u64)
}

/// Metres of what hangs behind the vehicles of a column.
fn towed(input: &PlanInput, plan: &Plan, column: &Column) -> u128 {
    if input.needs.iter().all(|need| need.towed.is_none()) {
        return 0;
    }
    let pieces = plan.shares_of(column).filter_map(|share| Some((input.need(&share.need)?, share)));
    let lengths = pieces.map(|(need, share)| (need.towed.map_or(0, Metres::get), share.quantity.get()));
    lengths.map(|(length, count)| u128::from(length) * u128::from(count)).sum()
}

/// Road space and pass time of a column marching at its rate.
pub(crate) fn road_space_and_pass_time(input: &PlanInput, plan: &Plan, column: &Column) -> (Metres, Deciseconds) {
    let gaps = &input.policy.gaps;
    let rate = u128::from(column.rate.get().max(1));
    let vehicles = vehicle_count(column);
    let occupied: u128 = motions(input, column)
        .iter()
        .map(|(motion, count)| u128::from(*count) * (u128::from(motion.length.get()) + u128::from(gaps.vehicle.get())))
        .sum();
    let occupied = occupied.saturating_add(towed(input, plan, column));
    let units = vehicles.div_ceil(u64::from(gaps.unit_vehicles.max(1)));
    let serials = units.div_ceil(u64::from(gaps.serial_units.max(1)));
    let more = gaps.between_serials.get().saturating_sub(gaps.between_units.get());
    let time_gaps = (u128::from(units.saturating_sub(1)) * u128::from(gaps.between_units.get()))
        .saturating_add(u128::from(serials.saturating_sub(1)) * u128::from(more));
    let extra_minutes =
        if gaps.extra_minute_per == 0 { 0 } else { vehicles.div_ceil(u64::from(gaps.extra_minute_per)) };
    let space = occupied.saturating_add(time_gaps.saturating_mul(rate).div_ceil(36));
    let pass = occupied.saturating_mul(36).div_ceil(rate);
    let pass = pass.saturating_add(time_gaps).saturating_add(u128::from(extra_minutes) * 600);
    let whole = |value: u128| u64::try_from(value).unwrap_or(u64::MAX);
    (Metres::new(whole(space)), Deciseconds::new(whole(pass)))
}

/// Seconds a column takes to go through a crossing: its pass time, or longer where the
/// crossing handles fewer vehicles an hour.
pub(crate) fn service_seconds(crossing: Option<&Crossing>, column: &Column) -> i64 {
    let pass = seconds(column.pass_time);
    let Some(per_hour) = crossing.and_then(|crossing| crossing.vehicles_per_hour) else { return pass };
    let handled = vehicle_count(column).saturating_mul(3600).div_ceil(u64::from(per_hour.max(1)));
    pass.max(i64::try_from(handled).unwrap_or(i64::MAX))
}

/// Whether the hours of one day hold the whole span.
pub(crate) fn within_hours(hours: &DailyHours, from: Moment, to: Moment) -> bool {
    if hours.opens_minute >= hours.closes_minute || hours.closes_minute > 1440 {
        return false;
    }
    let local = |moment: Moment| moment.seconds() + i64::from(hours.offset_minutes) * 60;
    let midnight = local(from).div_euclid(DAY) * DAY;
    let opens = midnight + i64::from(hours.opens_minute) * 60;
    let closes = midnight + i64::from(hours.closes_minute) * 60;
    opens <= local(from) && local(to) <= closes
}

/// Whether one opening holds the whole span.
pub(crate) fn within_opening(opening: &Opening, from: Moment, to: Moment) -> bool {
    let began = opening.within.from.is_none_or(|begin| begin <= from);
    let goes_on = opening.within.to.is_none_or(|end| to <= end);
    began && goes_on && opening.daily.as_ref().is_none_or(|hours| within_hours(hours, from, to))
}

/// Whether the plan has a column that begins at the place, other than this one.
pub(crate) fn begins_another(plan: &Plan, column: &Column, place: &units::PlaceId) -> bool {
    plan.columns.iter().any(|other| other.convoy != column.convoy && &other.origin == place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_of_road_movement_hold() {
        // 2 500 km at 25 km/h are 100 h; 155 km at 30 km/h are 5.17 h.
        assert_eq!(driving_seconds(Metres::new(2_500_000), Kmh::new(25)), 100 * 3600);
        assert_eq!(driving_seconds(Metres::new(155_000), Kmh::new(30)), 18_600);
        assert_eq!(driving_seconds(Metres::new(1), Kmh::new(30)), 1);
    }

    #[test]
    fn hours_hold_a_span_only_within_one_day() {
        let hours = DailyHours { opens_minute: 420, closes_minute: 1080, offset_minutes: 60 };
        let at = |text: &str| text.parse::<Moment>().unwrap();
        let inside = |from, to| within_hours(&hours, at(from), at(to));
        assert!(inside("2013-02-11T06:00:00Z", "2013-02-11T17:00:00Z"));
        assert!(!inside("2013-02-11T05:59:59Z", "2013-02-11T07:00:00Z"));
        assert!(!inside("2013-02-11T16:00:00Z", "2013-02-11T17:00:01Z"));
        assert!(!inside("2013-02-11T16:00:00Z", "2013-02-12T07:00:00Z"));
        // Local days begin an hour before those of Coordinated Universal Time.
        let night = DailyHours { opens_minute: 0, closes_minute: 60, offset_minutes: 60 };
        assert!(within_hours(&night, at("2013-02-10T23:10:00Z"), at("2013-02-10T23:50:00Z")));
    }
}
