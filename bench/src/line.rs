//! One figure: two medians, their ratio, how far it spreads, and what was to be reached.

use crate::measure::{Clock, Laps};
use std::fmt;
use std::time::Duration;

/// Everything a run found.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) lines: Vec<Line>,
    /// What has no ratio: memory, and what was left out and why.
    pub(crate) notes: Vec<String>,
}

/// One figure.
pub(crate) struct Line {
    pub(crate) what: String,
    /// The limit, or the simplest thing that does the same.
    pub(crate) against: String,
    laps: Laps,
    /// How many of what one lap handles, on both sides.
    count: u64,
    unit: Unit,
    pub(crate) target: Option<Target>,
}

/// How a median is written.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// So many of it a second.
    Rate(&'static str),
    /// Time for one.
    Each,
}

/// What was to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// At least this ratio.
    Ratio(Ratio),
    /// At most this time for one.
    Within(Duration),
}

/// How fast ours is, with the other as one: in thousandths, above 1000 where ours is faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ratio(pub(crate) u64);

impl Report {
    pub(crate) fn line(&mut self, line: Line) {
        self.lines.push(line);
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}

impl Line {
    /// A figure of which both sides handle `count` in a lap.
    pub(crate) fn new(what: impl Into<String>, against: impl Into<String>, count: usize, laps: Laps) -> Self {
        let (what, against) = (what.into(), against.into());
        Self { what, against, laps, count: count as u64, unit: Unit::Each, target: None }
    }

    /// Writes medians as so many a second.
    pub(crate) fn rate(self, of: &'static str) -> Self {
        Self { unit: Unit::Rate(of), ..self }
    }

    /// A ratio to be reached, in thousandths.
    pub(crate) fn target(self, thousandths: u64) -> Self {
        Self { target: Some(Target::Ratio(Ratio(thousandths))), ..self }
    }

    /// A time for one not to be exceeded.
    pub(crate) fn within(self, time: Duration) -> Self {
        Self { target: Some(Target::Within(time)), ..self }
    }

    pub(crate) fn clock(&self) -> Clock {
        self.laps.clock
    }

    pub(crate) fn rounds(&self) -> usize {
        self.laps.ours.len()
    }

    /// Nanoseconds for one of ours.
    pub(crate) fn ours(&self) -> u128 {
        each(median(&self.laps.ours), self.count)
    }

    /// Nanoseconds for one of the other.
    pub(crate) fn other(&self) -> u128 {
        each(median(&self.laps.other), self.count)
    }

    /// Of the medians.
    pub(crate) fn ratio(&self) -> Ratio {
        ratio(median(&self.laps.ours), median(&self.laps.other))
    }

    /// Lower and upper quartile of the ratio, turn by turn.
    pub(crate) fn quartiles(&self) -> (Ratio, Ratio) {
        let turns = self.laps.ours.iter().zip(&self.laps.other);
        let mut ratios: Vec<Ratio> = turns.map(|(ours, other)| ratio(ours.as_nanos(), other.as_nanos())).collect();
        ratios.sort_unstable();
        let last = ratios.len().saturating_sub(1);
        let found = |at: usize| ratios.get(at).copied().unwrap_or(Ratio(0));
        (found(last / 4), found((last * 3).div_ceil(4)))
    }

    /// Whether the target is met; nothing where there is none.
    pub(crate) fn met(&self) -> Option<bool> {
        self.target.map(|target| match target {
            Target::Ratio(least) => self.ratio() >= least,
            Target::Within(most) => self.ours() <= most.as_nanos(),
        })
    }

    /// A median as a person reads it.
    pub(crate) fn shown(&self, nanos: u128) -> String {
        match self.unit {
            Unit::Each => time(nanos),
            Unit::Rate(of) => format!("{}{of}/s", count(1_000_000_000_000 / nanos.max(1))),
        }
    }
}

/// Picoseconds would overflow nothing here, but a rate of more than one a nanosecond is none.
fn each(nanos: u128, count: u64) -> u128 {
    nanos / u128::from(count.max(1))
}

fn median(laps: &[Duration]) -> u128 {
    let mut nanos: Vec<u128> = laps.iter().map(Duration::as_nanos).collect();
    nanos.sort_unstable();
    let middle = nanos.len() / 2;
    match nanos.len() % 2 {
        0 if middle > 0 => (nanos[middle - 1] + nanos[middle]) / 2,
        _ => nanos.get(middle).copied().unwrap_or(0),
    }
}

/// Of two times for the same work.
fn ratio(ours: u128, other: u128) -> Ratio {
    Ratio(u64::try_from(other * 1000 / ours.max(1)).unwrap_or(u64::MAX))
}

/// A time in the unit that leaves three digits.
pub(crate) fn time(nanos: u128) -> String {
    let units = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs")];
    let fitting = units.into_iter().find(|(size, _)| nanos >= *size);
    fitting.map_or(format!("{nanos} ns"), |(size, unit)| format!("{} {unit}", three_digits(nanos, size)))
}

/// A number given in thousandths, with three digits and k, M or G.
fn count(thousandths: u128) -> String {
    let units = [(1_000_000_000_000, " G"), (1_000_000_000, " M"), (1_000_000, " k"), (1_000, " ")];
    let fitting = units.into_iter().find(|(size, _)| thousandths >= *size);
    fitting.map_or("0 ".to_owned(), |(size, unit)| format!("{}{unit}", three_digits(thousandths, size)))
}

fn three_digits(value: u128, size: u128) -> String {
    let (whole, rest) = (value / size, value % size);
    match whole {
        0..10 => format!("{whole}.{:02}", rest * 100 / size),
        10..100 => format!("{whole}.{}", rest * 10 / size),
        _ => whole.to_string(),
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0..10 => write!(f, "0.{:03}", self.0),
            10..100_000 => write!(f, "{}.{:02}", self.0 / 1000, self.0 % 1000 / 10),
            _ => write!(f, "{}", self.0 / 1000),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ratio(least) => write!(f, "{least}"),
            Self::Within(most) => write!(f, "{}", time(most.as_nanos())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laps(ours: &[u64], other: &[u64]) -> Laps {
        let nanos = |laps: &[u64]| laps.iter().copied().map(Duration::from_nanos).collect();
        Laps { clock: Clock::Wall, ours: nanos(ours), other: nanos(other) }
    }

    #[test]
    fn the_ratio_is_that_of_medians() {
        let line = Line::new("ours", "limit", 10, laps(&[400, 100, 200], &[100, 90, 5000])).target(500);
        assert_eq!((line.ours(), line.other(), line.ratio()), (20, 10, Ratio(500)));
        assert_eq!(line.quartiles(), (Ratio(250), Ratio(25_000)));
        assert_eq!(line.met(), Some(true));
        assert_eq!(line.target(501).met(), Some(false));
    }

    #[test]
    fn a_time_for_one_is_held_against_its_limit() {
        let line = |most| Line::new("ours", "limit", 2, laps(&[100], &[100])).within(Duration::from_nanos(most));
        assert_eq!((line(50).met(), line(49).met()), (Some(true), Some(false)));
    }

    #[test]
    fn numbers_have_three_digits() {
        let times: Vec<String> = [7, 1_234, 56_789, 999_000_000, 2_500_000_000].map(time).into();
        assert_eq!(times, ["7 ns", "1.23 µs", "56.7 µs", "999 ms", "2.50 s"]);
        assert_eq!([999, 1_234, 54_321_000, 1_200_000_000_000].map(count), ["0 ", "1.23 ", "54.3 k", "1.20 G"]);
        assert_eq!([5, 712, 12_340, 1_234_000].map(|r| Ratio(r).to_string()), ["0.005", "0.71", "12.34", "1234"]);
    }
}
