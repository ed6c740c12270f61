//! When something is open for long enough.

use convoy::{DailyHours, Opening};
use units::Moment;

const DAY: i64 = 86_400;

/// The earliest moment, not before `from`, at which the hours of one day hold so many seconds.
/// Nothing where no day is long enough.
pub(crate) fn earliest_in_hours(hours: &DailyHours, from: Moment, seconds: i64) -> Option<Moment> {
    let (opens, closes) = (i64::from(hours.opens_minute) * 60, i64::from(hours.closes_minute) * 60);
    if hours.opens_minute >= hours.closes_minute || hours.closes_minute > 1440 || closes - opens < seconds {
        return None;
    }
    let offset = i64::from(hours.offset_minutes) * 60;
    let local = from.seconds() + offset;
    let midnight = local.div_euclid(DAY) * DAY;
    let first = local.max(midnight + opens);
    let local = if first + seconds <= midnight + closes { first } else { midnight + DAY + opens };
    Some(Moment::from_seconds(local - offset))
}

/// The earliest moment, not before `from`, at which one of the openings holds so many seconds.
pub(crate) fn earliest_in_openings(openings: &[Opening], from: Moment, seconds: i64) -> Option<Moment> {
    let one = |opening: &Opening| {
        let from = opening.within.from.map_or(from, |begin| begin.max(from));
        let at = match &opening.daily {
            Some(hours) => earliest_in_hours(hours, from, seconds)?,
            None => from,
        };
        let holds = opening.within.to.is_none_or(|end| at.plus_seconds(seconds) <= end);
        holds.then_some(at)
    };
    openings.iter().filter_map(one).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::Interval;

    fn at(text: &str) -> Moment {
        text.parse().unwrap()
    }

    const DAYTIME: DailyHours = DailyHours { opens_minute: 420, closes_minute: 1080, offset_minutes: 60 };

    #[test]
    fn a_span_that_no_longer_fits_waits_for_the_next_day() {
        let next = |from, seconds| earliest_in_hours(&DAYTIME, at(from), seconds).map(|at| at.to_string());
        assert_eq!(next("2013-02-11T04:00:00Z", 60).as_deref(), Some("2013-02-11T06:00:00Z"));
        assert_eq!(next("2013-02-11T09:00:00Z", 60).as_deref(), Some("2013-02-11T09:00:00Z"));
        assert_eq!(next("2013-02-11T16:00:00Z", 3600).as_deref(), Some("2013-02-11T16:00:00Z"));
        assert_eq!(next("2013-02-11T16:00:01Z", 3600).as_deref(), Some("2013-02-12T06:00:00Z"));
        assert_eq!(next("2013-02-11T04:00:00Z", 11 * 3600 + 1), None);
    }

    #[test]
    fn an_opening_ends_where_its_span_ends() {
        let within = Interval { from: Some(at("2013-02-12")), to: Some(at("2013-02-13T07:00:00Z")) };
        let openings = [Opening { within, daily: Some(DAYTIME) }];
        let next = |from, seconds| earliest_in_openings(&openings, at(from), seconds).map(|at| at.to_string());
        assert_eq!(next("2013-02-11T04:00:00Z", 60).as_deref(), Some("2013-02-12T06:00:00Z"));
        assert_eq!(next("2013-02-12T17:00:00Z", 3600).as_deref(), Some("2013-02-13T06:00:00Z"));
        assert_eq!(next("2013-02-12T17:00:00Z", 3601), None);
        assert_eq!(earliest_in_openings(&[], at("2013-02-12"), 1), None);
    }
}
