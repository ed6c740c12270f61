//! Percentiles of many times: one lap for each round.

use crate::line::{Line, Report};
use crate::measure::{Clock, Laps};
use std::time::Duration;

/// How many times are taken in a round.
pub(super) const DRAWN: usize = 400;

/// Times of ours and of the other, round by round.
#[derive(Default)]
pub(super) struct Rounds {
    ours: Vec<Spread>,
    other: Vec<Spread>,
}

struct Spread {
    half: Duration,
    most: Duration,
    mean: Duration,
}

/// Which of the percentiles.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Half,
    Most,
    Mean,
}

impl Of {
    fn word(self) -> &'static str {
        match self {
            Self::Half => "p50",
            Self::Most => "p99",
            Self::Mean => "mean",
        }
    }
}

impl Spread {
    fn of(mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        let at = |hundredths: usize| took.get(took.len() * hundredths / 100).copied().unwrap_or_default();
        let count = u32::try_from(took.len()).unwrap_or(u32::MAX).max(1);
        Self { half: at(50), most: at(99), mean: took.iter().sum::<Duration>() / count }
    }

    fn get(&self, of: Of) -> Duration {
        match of {
            Of::Half => self.half,
            Of::Most => self.most,
            Of::Mean => self.mean,
        }
    }
}

impl Rounds {
    pub(super) fn push(&mut self, ours: Vec<Duration>, other: Vec<Duration>) {
        self.ours.push(Spread::of(ours));
        self.other.push(Spread::of(other));
    }

    /// Writes one percentile, with a ratio to be reached.
    pub(super) fn write(&self, report: &mut Report, what: &str, against: &str, of: Of, target: Option<u64>) {
        let all = |side: &[Spread]| side.iter().map(|spread| spread.get(of)).collect();
        let laps = Laps { clock: Clock::Wall, ours: all(&self.ours), other: all(&self.other) };
        let line = Line::new(format!("{what}, {}", of.word()), against, 1, laps);
        report.line(match target {
            Some(target) => line.target(target),
            None => line,
        });
    }
}
