//! How often a passphrase may be tried, and who is tried next.
//!
//! - Each address has five attempts in a row, then one every half minute. Nobody uses up another's.
//! - Addresses that have not shown the right one yet are strangers, and tried one by one in the order in which they
//!   came. Once many strangers were wrong, the next has to wait: that slows whoever is new, and turns nobody away.
//! - Who comes from where the right one came from before does not stand in line with strangers.
//! - A try that was begun holds its seat until it is done, whoever has hung up meanwhile: each takes 64 MiB.

use crate::limits::Key;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Wrong ones of one address that may follow each other.
const IN_A_ROW: u32 = 5;

/// After that, how long until its next.
const PAUSE: Duration = Duration::from_secs(30);

/// Wrong ones of strangers, all together, that may follow each other.
const STRANGERS_IN_A_ROW: u32 = 20;

/// After that, one so often.
const PACE: Duration = Duration::from_secs(3);

/// Strangers that may stand in line: as many as there are connections.
const LINE_MAX: usize = 2_000;

/// Addresses whose attempts are remembered; those that are clear soonest are forgotten first.
const ADDRESSES_MAX: usize = 10_000;

/// Addresses that are remembered for the right one; those of longest ago are forgotten first.
const FAMILIAR_MAX: usize = 1_000;

/// Attempts that were made.
pub(crate) struct Attempts {
    pace: Duration,
    counts: Arc<Mutex<Counts>>,
    line: Arc<Semaphore>,
    /// One of the familiar is tried at a time, and one of the strangers.
    familiar: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
}

#[derive(Default)]
struct Counts {
    /// When the last wrong one of each address is forgotten.
    clear: BTreeMap<Key, Instant>,
    /// When the last wrong one of all strangers is.
    strangers: Option<Instant>,
    /// When the right one came from each address.
    right: BTreeMap<Key, Instant>,
}

/// What a passphrase that was tried came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Right,
    Wrong,
    /// It was not tried to the end.
    Untold,
}

impl Default for Attempts {
    fn default() -> Self {
        let one = || Arc::new(Semaphore::new(1));
        let line = Arc::new(Semaphore::new(LINE_MAX));
        Self { pace: PACE, counts: Arc::default(), line, familiar: one(), strangers: one() }
    }
}

impl Attempts {
    /// Takes an attempt, or tells how long until there is one.
    pub(crate) fn take(&self, from: Key, now: Instant) -> Result<Attempt, Duration> {
        let mut counts = lock(&self.counts);
        let is_familiar = counts.right.contains_key(&from);
        let place = if is_familiar { None } else { Some(self.line.clone().try_acquire_owned().map_err(|_| PAUSE)?) };
        let until = counts.clear.get(&from).copied().unwrap_or(now).max(now) + PAUSE;
        let most = now + PAUSE * IN_A_ROW;
        if until > most {
            return Err(until - most);
        }
        counts.clear.insert(from.clone(), until);
        if counts.clear.len() > ADDRESSES_MAX {
            counts.clear.retain(|_, until| *until > now);
            forget_first(&mut counts.clear, ADDRESSES_MAX);
        }
        let seat = if is_familiar { &self.familiar } else { &self.strangers };
        Ok(Attempt { pace: self.pace, counts: self.counts.clone(), from, place, seat: seat.clone() })
    }
}

/// An attempt that stands in line.
pub(crate) struct Attempt {
    pace: Duration,
    counts: Arc<Mutex<Counts>>,
    from: Key,
    /// In the line of strangers.
    place: Option<OwnedSemaphorePermit>,
    seat: Arc<Semaphore>,
}

impl Attempt {
    /// Waits until it is tried.
    pub(crate) async fn turn(self) -> Result<Turn, tokio::sync::AcquireError> {
        let seat = self.seat.clone().acquire_owned().await?;
        Ok(Turn { attempt: self, seat })
    }
}

/// An attempt that is being tried.
pub(crate) struct Turn {
    attempt: Attempt,
    seat: OwnedSemaphorePermit,
}

impl Turn {
    /// Says what it came to, and lets the next one be tried: at once, or when it is time.
    pub(crate) fn end(self, outcome: Outcome, now: Instant) {
        let Self { attempt: Attempt { pace, counts, from, place, .. }, seat } = self;
        let mut counts = lock(&counts);
        if outcome != Outcome::Wrong
            && let Some(clear) = counts.clear.get_mut(&from)
        {
            *clear = clear.checked_sub(PAUSE).unwrap_or(*clear);
        }
        if outcome == Outcome::Right {
            counts.right.insert(from, now);
            forget_first(&mut counts.right, FAMILIAR_MAX);
        }
        if outcome == Outcome::Wrong && place.is_some() {
            let until = counts.strangers.unwrap_or(now).max(now) + pace;
            let wait = until.saturating_duration_since(now + pace * STRANGERS_IN_A_ROW);
            counts.strangers = Some(until);
            if !wait.is_zero() {
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    drop(seat);
                });
            }
        }
    }
}

fn lock(counts: &Mutex<Counts>) -> MutexGuard<'_, Counts> {
    // A panic elsewhere leaves times as they were.
    counts.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets the earliest go until there are no more than so many.
fn forget_first(times: &mut BTreeMap<Key, Instant>, most: usize) {
    while times.len() > most {
        let first = times.iter().min_by_key(|(_, time)| **time).map(|(key, _)| key.clone());
        first.map(|key| times.remove(&key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u32) -> Key {
        Key::Address(std::net::Ipv4Addr::from_bits(number).into())
    }

    async fn try_one(attempts: &Attempts, from: u32, outcome: Outcome) {
        let turn = attempts.take(address(from), Instant::now()).unwrap().turn().await.unwrap();
        turn.end(outcome, Instant::now());
    }

    #[test]
    fn five_of_one_address_may_follow_each_other_and_then_one_each_half_minute() {
        let (attempts, begin) = (Attempts::default(), Instant::now());
        let after = |seconds| begin + Duration::from_secs(seconds);
        let take = |number, now| attempts.take(address(number), now).map(drop);
        assert!((0..5).all(|_| take(1, begin).is_ok()));
        assert_eq!(take(1, begin), Err(Duration::from_secs(30)));
        assert_eq!(take(2, begin), Ok(()));
        assert_eq!(take(1, after(20)), Err(Duration::from_secs(10)));
        assert_eq!(take(1, after(30)), Ok(()));
        assert_eq!(take(1, after(31)), Err(Duration::from_secs(29)));
        // A quiet hour gives five again, not more.
        assert!((0..5).all(|_| take(1, after(3_600)).is_ok()));
        assert!(take(1, after(3_600)).is_err());
    }

    #[tokio::test]
    async fn only_wrong_ones_are_counted() {
        let attempts = Attempts::default();
        for _ in 0..30 {
            try_one(&attempts, 1, Outcome::Right).await;
            try_one(&attempts, 2, Outcome::Untold).await;
        }
        for _ in 0..5 {
            try_one(&attempts, 2, Outcome::Wrong).await;
        }
        assert!(attempts.take(address(2), Instant::now()).is_err());
    }

    #[tokio::test]
    async fn many_wrong_ones_slow_strangers_and_nobody_who_is_known() {
        let pace = Duration::from_millis(500);
        let attempts = Attempts { pace, ..Attempts::default() };
        let begun = Instant::now();
        try_one(&attempts, 1, Outcome::Right).await;
        for number in 0..STRANGERS_IN_A_ROW {
            try_one(&attempts, 100 + number, Outcome::Wrong).await;
        }
        assert_eq!(attempts.strangers.available_permits(), 1);
        // One too many: whoever comes after it waits, and is tried; who is known does not.
        try_one(&attempts, 200, Outcome::Wrong).await;
        assert_eq!(attempts.strangers.available_permits(), 0);
        try_one(&attempts, 1, Outcome::Wrong).await;
        assert_eq!(attempts.strangers.available_permits(), 0);
        try_one(&attempts, 2, Outcome::Right).await;
        assert!(begun.elapsed() >= pace, "{:?}", begun.elapsed());
        // Who was right is no stranger any more.
        try_one(&attempts, 201, Outcome::Wrong).await;
        try_one(&attempts, 2, Outcome::Right).await;
        assert_eq!(attempts.strangers.available_permits(), 0);
    }

    #[tokio::test]
    async fn whoever_leaves_the_line_or_never_comes_back_makes_room() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        let mut line: Vec<Attempt> =
            (0..u32::try_from(LINE_MAX).unwrap()).map(|one| attempts.take(address(one), now).unwrap()).collect();
        assert_eq!(attempts.take(address(1 << 20), now).map(drop), Err(PAUSE));
        line.pop();
        let turn = attempts.take(address(1 << 20), now).unwrap().turn().await.unwrap();
        drop(turn);
        assert_eq!(attempts.strangers.available_permits(), 1);
    }

    #[test]
    fn of_many_addresses_those_are_forgotten_that_are_clear_soonest() {
        let (attempts, now) = (Attempts::default(), Instant::now());
        assert!((0..5).all(|_| attempts.take(address(0), now).is_ok()));
        for number in 1..=u32::try_from(ADDRESSES_MAX).unwrap() {
            drop(attempts.take(address(number), now));
        }
        assert_eq!(lock(&attempts.counts).clear.len(), ADDRESSES_MAX);
        assert!(attempts.take(address(0), now).is_err());
    }
}
