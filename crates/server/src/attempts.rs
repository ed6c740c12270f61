//! How often a passphrase may be tried: five times in a row, then once every half minute.
//!
//! The node has one passphrase, so all attempts count together, wherever they come from.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Wrong ones that may follow each other.
const IN_A_ROW: u32 = 5;

/// After that, how long until the next.
const PAUSE: Duration = Duration::from_secs(30);

/// Attempts that were made, each forgotten a pause after the one before it.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<Option<Instant>>);

impl Attempts {
    /// Takes an attempt, or tells how long until there is one.
    pub(crate) fn take(&self, now: Instant) -> Result<(), Duration> {
        let mut clear = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // When the last of the attempts that were made is forgotten.
        let next = clear.unwrap_or(now).max(now) + PAUSE;
        let most = now + PAUSE * IN_A_ROW;
        if next > most {
            return Err(next - most);
        }
        *clear = Some(next);
        Ok(())
    }

    /// Gives back an attempt that was right.
    pub(crate) fn refund(&self) {
        let mut clear = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *clear = clear.and_then(|until| until.checked_sub(PAUSE));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_may_follow_each_other_and_then_one_each_half_minute() {
        let (attempts, begin) = (Attempts::default(), Instant::now());
        let after = |seconds| begin + Duration::from_secs(seconds);
        assert!((0..5).all(|_| attempts.take(begin).is_ok()));
        assert_eq!(attempts.take(begin), Err(Duration::from_secs(30)));
        assert_eq!(attempts.take(after(20)), Err(Duration::from_secs(10)));
        assert_eq!(attempts.take(after(30)), Ok(()));
        assert_eq!(attempts.take(after(31)), Err(Duration::from_secs(29)));
        attempts.refund();
        assert_eq!(attempts.take(after(31)), Ok(()));
        // A quiet hour gives five again, not more.
        assert!((0..5).all(|_| attempts.take(after(3_600)).is_ok()));
        assert!(attempts.take(after(3_600)).is_err());
    }
}
