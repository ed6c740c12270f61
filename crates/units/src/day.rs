//! Days of the calendar, such as the last day on which a batch is good.

use crate::Moment;
use crate::cbor::cbor_via;
use jiff::civil::Date;
use std::fmt;

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a day such as 2026-05-31")]
pub struct DayError {
    /// The text as given, cut to 40 characters.
    pub text: String,
}

/// A day, counted from 1970-01-01; from year 1 to 9998. Written as `2026-05-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// Seconds of a day.
const SECONDS: i64 = 86_400;

impl Day {
    /// 0001-01-01.
    const FIRST: i32 = -719_162;
    /// 9998-12-31, so that the day after it can still be written.
    const LAST: i32 = 2_932_531;

    fn new(days: i32) -> Option<Self> {
        (Self::FIRST..=Self::LAST).contains(&days).then_some(Self(days))
    }

    /// The first moment after it, in Coordinated Universal Time.
    pub fn over(self) -> Moment {
        Moment::from_seconds((i64::from(self.0) + 1) * SECONDS)
    }
}

impl std::str::FromStr for Day {
    type Err = DayError;

    /// Reads year, month and day in this order, with hyphens.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let fault = || DayError { text: text.chars().take(40).collect() };
        let shape = text.len() == 10 && text.bytes().enumerate().all(|(at, b)| (b == b'-') == (at == 4 || at == 7));
        let date: Date = text.parse().map_err(|_| fault())?;
        let midnight: jiff::Timestamp = format!("{date}T00:00:00Z").parse().map_err(|_| fault())?;
        let days = i32::try_from(midnight.as_second().div_euclid(SECONDS)).ok().and_then(Self::new);
        days.filter(|_| shape).ok_or_else(fault)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;
    fn try_from(text: String) -> Result<Self, DayError> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let midnight = self.over().plus_seconds(-SECONDS).to_string();
        f.write_str(midnight.split('T').next().unwrap_or_default())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

cbor_via!(Day, i32, |day| &day.0, |days| {
    Day::new(days).ok_or_else(|| format!("day {days} is outside years 1 to 9998"))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_days_agree() {
        for text in ["1970-01-01", "2024-02-29", "0001-01-01", "9998-12-31", "1969-12-31"] {
            let day: Day = text.parse().unwrap();
            assert_eq!(day.to_string(), text);
            assert_eq!(minicbor::decode::<Day>(&minicbor::to_vec(day).unwrap()).unwrap(), day);
        }
        for bad in ["", "2023-02-29", "31/05/2026", "2026-5-31", "20260531", "9999-01-01", "2026-05-31T00:00:00Z"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
        assert_eq!("1970-01-01".parse::<Day>().unwrap().over().seconds(), SECONDS);
        assert!(minicbor::decode::<Day>(&minicbor::to_vec(i32::MAX).unwrap()).is_err());
    }
}
