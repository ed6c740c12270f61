//! How much one asker may ask: requests in time, and streams at once.
//!
//! - An asker is a session, a token, or where neither is known the address. Each has a bucket that fills steadily.
//! - Bounded itself: of many askers those are forgotten first who have asked least of late.

use crate::problem::Problem;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Requests that one who is known may make at once.
pub(crate) const KNOWN_BURST: u32 = 600;

/// Requests from one address of which nobody is known: the files of the page, and signing in.
pub(crate) const ADDRESS_BURST: u32 = 480;

/// After that, one so often.
const REFILL: Duration = Duration::from_millis(50);

/// What a token that is none costs, in requests: each makes the node look.
pub(crate) const GUESS: u32 = 10;

/// Streams that one asker may listen to at once: some windows on some screens.
pub(crate) const STREAMS_MAX: u32 = 16;

/// Askers that are remembered.
const ASKERS_MAX: usize = 10_000;

/// Whose request it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Session(u64),
    Token(String),
    Address(IpAddr),
}

impl Key {
    /// One address; of IPv6 its network, since a host has as many addresses there as it likes.
    pub(crate) fn of(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(address) => IpAddr::V4(address),
            IpAddr::V6(address) => {
                let network = u128::from(address) >> 64 << 64;
                IpAddr::V6(Ipv6Addr::from(network))
            }
        })
    }

    fn burst(&self) -> u32 {
        match self {
            Self::Session(_) | Self::Token(_) => KNOWN_BURST,
            Self::Address(_) => ADDRESS_BURST,
        }
    }
}

/// What is counted of everybody.
#[derive(Clone, Default)]
pub(crate) struct Limits(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    /// When the bucket of each will be full again; those whose is full have none.
    full: BTreeMap<Key, Instant>,
    streams: BTreeMap<Key, u32>,
}

impl Limits {
    /// Takes so many requests out of a bucket, or tells how long until there are that many.
    pub(crate) fn take(&self, key: &Key, requests: u32, now: Instant) -> Result<(), Problem> {
        let mut counts = self.counts();
        let until = counts.full.get(key).copied().unwrap_or(now).max(now) + REFILL * requests;
        let most = now + REFILL * key.burst();
        if until > most {
            return Err(Problem::too_often((until - most).as_secs() + 1));
        }
        counts.full.insert(key.clone(), until);
        if counts.full.len() > ASKERS_MAX {
            counts.full.retain(|_, until| *until > now);
            while counts.full.len() > ASKERS_MAX {
                let least = counts.full.iter().min_by_key(|(_, until)| **until).map(|(key, _)| key.clone());
                least.map(|key| counts.full.remove(&key));
            }
        }
        Ok(())
    }

    /// Gives back what was taken for something that did not come.
    pub(crate) fn give_back(&self, key: &Key, requests: u32) {
        if let Some(until) = self.counts().full.get_mut(key) {
            *until = until.checked_sub(REFILL * requests).unwrap_or(*until);
        }
    }

    /// One stream more, or none where there are enough.
    pub(crate) fn stream(&self, key: &Key) -> Result<StreamSeat, Problem> {
        let mut counts = self.counts();
        let open = counts.streams.entry(key.clone()).or_default();
        if *open >= STREAMS_MAX {
            return Err(Problem::too_many_streams(STREAMS_MAX));
        }
        *open += 1;
        Ok(StreamSeat { limits: self.clone(), key: key.clone() })
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        // A panic elsewhere leaves numbers as they were.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream that is counted until it is dropped.
pub(crate) struct StreamSeat {
    limits: Limits,
    key: Key,
}

impl Drop for StreamSeat {
    fn drop(&mut self) {
        let mut counts = self.limits.counts();
        if let Some(open) = counts.streams.get_mut(&self.key) {
            *open -= 1;
            if *open == 0 {
                counts.streams.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again_and_is_each_askers_own() {
        let (limits, begin) = (Limits::default(), Instant::now());
        let (one, other) = (Key::Token("a".into()), Key::Session(1));
        assert!((0..KNOWN_BURST).all(|_| limits.take(&one, 1, begin).is_ok()));
        assert!(limits.take(&one, 1, begin).is_err());
        assert!(limits.take(&other, 1, begin).is_ok());
        assert!(limits.take(&one, 1, begin + REFILL).is_ok());
        assert!(limits.take(&one, 1, begin + REFILL).is_err());
        limits.give_back(&one, 2);
        assert!((0..2).all(|_| limits.take(&one, 1, begin + REFILL).is_ok()));
        assert!(limits.take(&one, 1, begin + REFILL).is_err());
        let later = begin + REFILL * KNOWN_BURST * 2;
        assert!((0..KNOWN_BURST).all(|_| limits.take(&one, 1, later).is_ok()));
        assert!(limits.take(&one, 1, later).is_err());
    }

    #[test]
    fn of_many_askers_the_quiet_are_forgotten() {
        let (limits, now) = (Limits::default(), Instant::now());
        let busy = Key::of("192.0.2.1".parse().unwrap());
        limits.take(&busy, ADDRESS_BURST, now).unwrap();
        for number in 0..=ASKERS_MAX as u64 {
            limits.take(&Key::Session(number), 1, now).unwrap();
        }
        assert_eq!(limits.counts().full.len(), ASKERS_MAX);
        assert!(limits.take(&busy, 1, now).is_err());
    }

    #[test]
    fn a_network_of_version_6_is_one_address() {
        let key = |text: &str| Key::of(text.parse().unwrap());
        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_eq!(key("::ffff:192.0.2.1"), key("192.0.2.1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }

    #[test]
    fn streams_that_end_make_room() {
        let (limits, key) = (Limits::default(), Key::Session(1));
        let mut seats: Vec<StreamSeat> = (0..STREAMS_MAX).map(|_| limits.stream(&key).unwrap()).collect();
        assert!(limits.stream(&key).is_err());
        assert!(limits.stream(&Key::Session(2)).is_ok());
        seats.pop();
        assert!(limits.stream(&key).is_ok());
        seats.clear();
        assert!(limits.counts().streams.is_empty());
    }
}
