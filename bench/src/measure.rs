//! Taking turns: ours, then the other, so many times; within a bounded time.

use crate::Outcome;
use std::time::{Duration, Instant};

/// What passes while work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// Time of this thread on a processor: for work that only computes.
    Cpu,
    /// Time on the wall: for work that waits for a disk, threads or a process.
    Wall,
}

/// How much trouble to take.
pub(crate) struct Effort {
    /// Turns each side has.
    rounds: usize,
    /// Turns each side has at least; with fewer than three there is no median to speak of.
    rounds_min: usize,
    /// No further turn once this has passed.
    budget: Duration,
    /// Sizes are divided by this.
    divisor: usize,
}

/// Laps of both sides, turn by turn.
#[derive(Clone, Debug)]
pub(crate) struct Laps {
    pub(crate) clock: Clock,
    pub(crate) ours: Vec<Duration>,
    pub(crate) other: Vec<Duration>,
}

impl Effort {
    /// A few minutes in all.
    pub(crate) const FULL: Self = Self { rounds: 11, rounds_min: 3, budget: Duration::from_secs(20), divisor: 1 };
    /// A few seconds in all: to see that it runs, not to quote.
    pub(crate) const QUICK: Self = Self { rounds: 3, rounds_min: 1, budget: Duration::from_millis(100), divisor: 10 };

    /// A size, smaller where hurry is wanted.
    pub(crate) fn size(&self, full: usize) -> usize {
        (full / self.divisor).max(1)
    }

    /// Whether there is time for work of whole seconds.
    pub(crate) const fn is_full(&self) -> bool {
        self.divisor == 1
    }

    /// Runs ours and the other in turns. Each side returns what the clock showed of one lap; what
    /// it does outside is not counted. The first turn of each only warms up.
    pub(crate) fn compare(
        &self,
        clock: Clock,
        mut ours: impl FnMut(Clock) -> Outcome<Duration>,
        mut other: impl FnMut(Clock) -> Outcome<Duration>,
    ) -> Outcome<Laps> {
        let begun = Instant::now();
        let mut laps = Laps { clock, ours: Vec::new(), other: Vec::new() };
        ours(clock)?;
        other(clock)?;
        while laps.ours.len() < self.rounds && (laps.ours.len() < self.rounds_min || begun.elapsed() < self.budget) {
            laps.ours.push(ours(clock)?);
            laps.other.push(other(clock)?);
        }
        Ok(laps)
    }
}

impl Clock {
    /// The word for it in a table.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Wall => "wall",
        }
    }

    /// How long the work takes. What it makes is dropped after the clock has stopped.
    pub(crate) fn lap<T>(self, work: impl FnOnce() -> T) -> Duration {
        let begun = self.now();
        let made = std::hint::black_box(work());
        let passed = self.now().saturating_sub(begun);
        drop(made);
        passed
    }

    /// Like [`Clock::lap`], for work that can fail.
    pub(crate) fn try_lap<T, E: Into<Box<dyn std::error::Error>>>(
        self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Outcome<Duration> {
        let mut failed = None;
        let passed = self.lap(|| work().map_err(|error| failed = Some(error)).ok());
        failed.map_or(Ok(passed), |error| Err(error.into()))
    }

    fn now(self) -> Duration {
        match self {
            Self::Cpu => cpu_time().unwrap_or_else(wall_time),
            Self::Wall => wall_time(),
        }
    }
}

fn wall_time() -> Duration {
    static BEGUN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    BEGUN.get_or_init(Instant::now).elapsed()
}

/// What this thread has spent on a processor; nothing where the system does not say.
fn cpu_time() -> Option<Duration> {
    // The scheduler brings its account up to date when a thread offers its place.
    std::thread::yield_now();
    let account = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    account.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
