//! Exchange with partners while a server runs: each in its turn, less often while it cannot be reached.
//!
//! A thread of its own, since an exchange waits for the network. It ends when its [`Schedule`] is dropped; an exchange that
//! is broken off then goes on from there the next time.

use crate::failure::Failure;
use crate::remote::Http;
use crate::system;
use app::contacts::Contact;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use store::secrecy::SecretString;

/// The longest that a partner who was added or removed goes unseen.
const LOOK: Duration = Duration::from_secs(15);

/// The longest between two attempts, unless exchanges are further apart.
const CEILING: Duration = Duration::from_secs(60 * 60);

/// A running schedule.
pub(crate) struct Schedule(#[expect(dead_code, reason = "dropping it ends the schedule")] Sender<()>);

/// What each exchange needs.
struct Desk {
    dir: PathBuf,
    passphrase: SecretString,
    every: Duration,
}

impl Schedule {
    /// Begins, with keys that a passphrase opens: what partners say is cosigned.
    pub(crate) fn begin(dir: &Path, passphrase: SecretString, every: Duration) -> Result<Self, Failure> {
        // One that does not fit is said now, not at every exchange.
        system::unlock(dir, passphrase.clone()).map_err(|error| Failure::from(app::NodeError::from(error)))?;
        let (sender, ending) = channel();
        let desk = Desk { dir: dir.to_path_buf(), passphrase, every };
        std::thread::spawn(move || keep_on(&desk, &ending));
        Ok(Self(sender))
    }
}

fn keep_on(desk: &Desk, ending: &Receiver<()>) {
    let mut due: BTreeMap<String, Instant> = BTreeMap::new();
    loop {
        // A node that is in use, or cannot be read just now, is looked at again.
        let contacts = desk.contacts().unwrap_or_else(|failure| {
            tracing::warn!(error = failure.message(), "partners could not be read");
            Vec::new()
        });
        due.retain(|name, _| contacts.iter().any(|contact| &contact.name == name));
        for contact in &contacts {
            if due.get(&contact.name).is_none_or(|at| *at <= Instant::now()) {
                let failures = desk.exchange(contact);
                due.insert(contact.name.clone(), Instant::now() + pause(desk.every, failures, random()));
            }
        }
        let next = due.values().min().map_or(LOOK, |at| at.saturating_duration_since(Instant::now()));
        if !matches!(ending.recv_timeout(next.min(LOOK)), Err(RecvTimeoutError::Timeout)) {
            return;
        }
    }
}

impl Desk {
    fn contacts(&self) -> Result<Vec<Contact>, Failure> {
        Ok(self.open()?.contacts()?)
    }

    fn open(&self) -> Result<app::Node, Failure> {
        system::open_with(&self.dir, Some(self.passphrase.clone()))
    }

    /// Exchanges with one; answers how often that has failed in a row.
    fn exchange(&self, contact: &Contact) -> u32 {
        let name = contact.name.as_str();
        let exchanged = || -> Result<_, Failure> {
            let remote = Http::to(contact)?.quiet();
            let synced = self.open()?.sync_contact(name, &remote, &mut |_| {})?;
            Ok((synced, remote.bytes()))
        };
        match exchanged() {
            Ok((synced, bytes)) => {
                let (given, behind) = (synced.offered.entries, synced.behind);
                tracing::info!(partner = name, given, behind, bytes, "exchanged");
                0
            }
            Err(failure) => {
                tracing::warn!(partner = name, error = failure.message(), "not exchanged");
                let standing = self.open().and_then(|node| Ok(node.standing(name)?));
                standing.map_or(1, |standing| standing.failures.max(1))
            }
        }
    }
}

/// How long until the next attempt: twice as long after each failure, up to a ceiling; a fifth more or less, so that nodes that
/// lost the same partner do not all come back at once.
pub(super) fn pause(every: Duration, failures: u32, random: u32) -> Duration {
    let doubled = every.saturating_mul(1 << failures.min(16));
    let pause = doubled.min(CEILING.max(every));
    let spread = pause / 5;
    let part = u64::try_from(spread.as_millis() * 2 * u128::from(random) / u128::from(u32::MAX)).unwrap_or_default();
    pause - spread + Duration::from_millis(part)
}

/// A number that another node does not draw as well; the middle, where the system has none.
pub(super) fn random() -> u32 {
    getrandom::u32().unwrap_or(u32::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_ceiling_and_are_spread() {
        let seconds = Duration::from_secs;
        let middle = |every, failures| pause(seconds(every), failures, u32::MAX / 2).as_secs_f64().round();
        for (every, failures, is) in [
            (300, 0, 300.0),
            (300, 1, 600.0),
            (300, 2, 1_200.0),
            (300, 4, 3_600.0),
            (300, u32::MAX, 3_600.0),
            (86_400, 0, 86_400.0),
            (86_400, 9, 86_400.0),
            (1, 3, 8.0),
        ] {
            assert!((middle(every, failures) - is).abs() < 1.0, "{every} {failures}: {}", middle(every, failures));
        }
        assert_eq!(pause(seconds(300), 0, 0), seconds(240));
        assert!((359..=360).contains(&pause(seconds(300), 0, u32::MAX).as_secs()));
    }
}
