//! Moments in a person's own zone, which is always named.

use jiff::tz::TimeZone;
use std::fmt;
use units::Moment;

/// A time zone by its IANA name; the zone data is inside the program.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

/// Why a text names no zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneError {
    /// The text as given, cut to 60 characters.
    pub given: String,
}

impl fmt::Display for ZoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no time zone; write one such as Africa/Algiers or UTC", self.given)
    }
}

impl std::error::Error for ZoneError {}

impl std::str::FromStr for Zone {
    type Err = ZoneError;
    fn from_str(given: &str) -> Result<Self, ZoneError> {
        TimeZone::get(given).map(Self).map_err(|_| ZoneError { given: given.chars().take(60).collect() })
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// `2013-02-08 15:02 CET/+01`.
    pub(crate) fn moment(&self, at: Moment) -> String {
        format!("{} {}", self.local(at, "%Y-%m-%d %H:%M"), self.name_at(at))
    }

    /// `2013-02-08`.
    pub(crate) fn date(&self, at: Moment) -> String {
        self.local(at, "%Y-%m-%d")
    }

    /// `15:02`.
    pub(crate) fn time(&self, at: Moment) -> String {
        self.local(at, "%H:%M")
    }

    /// `CET/+01`; the offset alone where the zone has no letters, `UTC` in itself.
    pub(crate) fn name_at(&self, at: Moment) -> String {
        let info = self.0.to_offset_info(at.timestamp());
        let name = info.abbreviation();
        if name == "UTC" {
            return name.to_owned();
        }
        let minutes = info.offset().seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
        let offset = if rest == 0 { format!("{sign}{hours:02}") } else { format!("{sign}{hours:02}:{rest:02}") };
        if name.starts_with(['+', '-']) { offset } else { format!("{name}/{offset}") }
    }

    fn local(&self, at: Moment, form: &str) -> String {
        self.0.to_datetime(at.timestamp()).strftime(form).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_name_their_zone() {
        let at: Moment = "2013-02-08T14:02:00Z".parse().unwrap();
        for (zone, shown) in [
            ("Africa/Algiers", "2013-02-08 15:02 CET/+01"),
            ("Africa/Bamako", "2013-02-08 14:02 GMT/+00"),
            ("Asia/Aden", "2013-02-08 17:02 +03"),
            ("Asia/Kolkata", "2013-02-08 19:32 IST/+05:30"),
            ("America/St_Johns", "2013-02-08 10:32 NST/-03:30"),
            ("UTC", "2013-02-08 14:02 UTC"),
        ] {
            assert_eq!(zone.parse::<Zone>().unwrap().moment(at), shown);
        }
        assert_eq!(Zone::default().date(at), "2013-02-08");
        assert!("Algiers/Africa".parse::<Zone>().is_err());
    }
}
