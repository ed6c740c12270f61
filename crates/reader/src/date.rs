//! Civil dates: a report has a day, never an instant.

use jiff::civil;
use jiff::tz::TimeZone;
use std::fmt;
use units::Moment;

/// A day of the Gregorian calendar, written `2013-02-08`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no day such as 2013-02-08")]
pub struct DateError {
    /// The text as given, cut to 40 characters.
    pub text: String,
}

/// A time zone by its IANA name, such as `Africa/Algiers`: where a day has a first moment.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// Why a text names no zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no time zone such as Africa/Algiers")]
pub struct ZoneError {
    /// The text as given, cut to 60 characters.
    pub text: String,
}

impl std::str::FromStr for Zone {
    type Err = ZoneError;
    fn from_str(text: &str) -> Result<Self, ZoneError> {
        TimeZone::get(text).map(Self).map_err(|_| ZoneError { text: text.chars().take(60).collect() })
    }
}

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Date {
    /// The day, when the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Year, month (1 to 12) and day (1 to 31).
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The first moment of the day in a zone: midnight, or what follows it where clocks skip
    /// it; held at the ends of what can be written.
    pub fn begins(self, zone: &Zone) -> Moment {
        let end = if self.0.year() > 0 { Moment::MAX } else { Moment::MIN };
        zone.0
            .to_timestamp(self.0.to_datetime(civil::Time::midnight()))
            .map_or(end, |first| Moment::from_seconds(first.as_second()))
    }

    /// That many days later, held at the calendar's ends.
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::SignedDuration::from_hours(days.clamp(-4_000_000, 4_000_000) * 24)))
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.since(earlier.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// Weekday, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_zero_offset()
    }

    /// First and last day of the month this day is in.
    pub fn month_ends(self) -> (Self, Self) {
        (Self(self.0.first_of_month()), Self(self.0.last_of_month()))
    }

    /// First and last day of the year this day is in.
    pub fn year_ends(self) -> (Self, Self) {
        (Self(self.0.first_of_year()), Self(self.0.last_of_year()))
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        text.parse().map(Self).map_err(|_| DateError { text: text.chars().take(40).collect() })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_across_months_and_leap_years() {
        let day: Date = "2013-02-08".parse().unwrap();
        assert_eq!(day.weekday(), 4, "a Friday");
        assert_eq!(day.plus_days(-2).to_string(), "2013-02-06");
        assert_eq!(day.plus_days(21).to_string(), "2013-03-01");
        assert_eq!(day.days_since("2012-02-08".parse().unwrap()), 366);
        assert_eq!(day.month_ends().1.to_string(), "2013-02-28");
        assert!("8 February".parse::<Date>().is_err());
        assert_eq!(Date::new(9999, 12, 31).unwrap().plus_days(i64::MAX).to_string(), "9999-12-31");
    }

    #[test]
    fn a_day_begins_where_people_are() {
        for (day, zone, begins) in [
            ("2013-02-08", "UTC", "2013-02-08T00:00:00Z"),
            ("2013-02-08", "Africa/Algiers", "2013-02-07T23:00:00Z"),
            ("2013-02-08", "America/New_York", "2013-02-08T05:00:00Z"),
            // That night clocks went from midnight to one.
            ("2014-05-16", "Africa/Cairo", "2014-05-15T22:00:00Z"),
            ("9999-12-31", "Etc/GMT+12", "9999-12-30T22:00:00Z"),
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(day.begins(&zone.parse().unwrap()).to_string(), begins, "{day} in {zone}");
        }
        assert!("Africa/Atlantis".parse::<Zone>().is_err());
    }
}
