//! Moments and intervals, in whole seconds of Coordinated Universal Time.

use crate::cbor::cbor_via;
use jiff::Timestamp;
use std::fmt;

/// Why a text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a time such as 2013-02-08T14:02:00Z")]
pub struct MomentError {
    /// The text as given, cut to 80 characters.
    pub text: String,
}

/// An instant, to the second. Written as RFC 3339 in UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(i64);

impl Moment {
    /// The first moment that can be written (year -9999).
    pub const MIN: Self = Self(-377_705_023_201);
    /// The last moment that can be written (year 9999).
    pub const MAX: Self = Self(253_402_207_200);

    /// From seconds since 1970-01-01T00:00:00Z, held within what can be written.
    pub fn from_seconds(seconds: i64) -> Self {
        Self(seconds.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// That many seconds later (earlier when negative).
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_seconds(self.0.saturating_add(seconds))
    }

    /// The whole minute by which it is over, for clocks that show no seconds.
    pub fn minute_over(self) -> Self {
        self.plus_seconds((60 - self.0.rem_euclid(60)) % 60)
    }

    /// The moment as the time library's type.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_second(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl std::str::FromStr for Moment {
    type Err = MomentError;

    /// Reads RFC 3339; a bare date means its first second in UTC.
    fn from_str(text: &str) -> Result<Self, MomentError> {
        let fault = || MomentError { text: text.chars().take(80).collect() };
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Self::from_seconds(at.as_second()));
        }
        let date: jiff::civil::Date = text.parse().map_err(|_| fault())?;
        // The library also takes the date out of a time without an offset, which says no moment.
        if date.to_string() != text {
            return Err(fault());
        }
        let midnight: Timestamp = format!("{date}T00:00:00Z").parse().map_err(|_| fault())?;
        Ok(Self::from_seconds(midnight.as_second()))
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentError;
    fn try_from(text: String) -> Result<Self, MomentError> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> String {
        moment.to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

cbor_via!(Moment, i64, |m| &m.0, |seconds| {
    let moment = Moment::from_seconds(seconds);
    if moment.0 == seconds { Ok(moment) } else { Err(format!("moment {seconds} s is outside years ±9999")) }
});

/// A span of time, `from` inside and `to` outside; an open end is `None`.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    minicbor::Encode,
    minicbor::Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// First moment inside; open when absent.
    #[n(0)]
    #[serde(default)]
    pub from: Option<Moment>,
    /// First moment after it; open when absent.
    #[n(1)]
    #[serde(default)]
    pub to: Option<Moment>,
}

impl Interval {
    /// Whether the moment lies inside.
    pub fn contains(&self, at: Moment) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }

    /// Whether the two share a moment.
    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| matches!((a.to, b.from), (Some(to), Some(from)) if to <= from);
        !before(self, other) && !before(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_that_has_begun_is_over_when_the_next_begins() {
        for (at, over) in [(0, 0), (1, 60), (59, 60), (60, 60), (61, 120), (-1, 0), (-60, -60)] {
            assert_eq!(Moment::from_seconds(at).minute_over(), Moment::from_seconds(over), "{at}");
        }
    }

    #[test]
    fn texts_and_seconds_agree() {
        let at: Moment = "2013-02-08T14:02:00Z".parse().unwrap();
        assert_eq!(at.seconds(), 1_360_332_120);
        assert_eq!(at.to_string(), "2013-02-08T14:02:00Z");
        assert_eq!("2013-02-08".parse::<Moment>().unwrap().to_string(), "2013-02-08T00:00:00Z");
        for none in ["yesterday", "2013-02-10T14:00:00", "2013-02-10 14:00", "20130210", "2013-02-10[UTC]"] {
            assert!(none.parse::<Moment>().is_err(), "{none}");
        }
        assert_eq!(Moment::MIN.to_string().parse::<Moment>().unwrap(), Moment::MIN);
        assert_eq!(Moment::MAX.to_string().parse::<Moment>().unwrap(), Moment::MAX);
    }

    #[test]
    fn interval_ends_are_half_open() {
        let at = Moment::from_seconds;
        let day = Interval { from: Some(at(0)), to: Some(at(10)) };
        assert!(day.contains(at(0)) && !day.contains(at(10)));
        assert!(!day.overlaps(&Interval { from: Some(at(10)), to: None }));
        assert!(day.overlaps(&Interval { from: Some(at(9)), to: None }));
        assert!(day.overlaps(&Interval::default()));
    }
}
