//! Telling programs of others while a server runs: each on a thread of its own, so that none waits for another.
//!
//! - In order, one at a time, until it is taken: again after a pause that grows. Who cannot be reached for long is told
//!   in the end that he missed something, and not what.
//! - Nothing is followed, and of an answer nothing but its status is read.

use super::schedule::{pause, random};
use super::serve::Kept;
use crate::failure::Failure;
use crate::remote::Authority;
use app::hooks::{Hook, signature};
use journal::keys::SecretKey;
use server::{RESET, Told};
use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::tls::TlsConfig;

/// The longest that a program which was added or removed goes unseen.
const LOOK: Duration = Duration::from_secs(15);

/// The longest that a program may take to answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Before the second attempt; later ones wait twice as long each, up to an hour.
const PAUSE: Duration = Duration::from_secs(2);

/// What may wait for one program; behind that it is told that it missed something.
const WAITING_MAX: usize = 256;

/// What telling needs, shared by all threads.
struct Desk {
    dir: PathBuf,
    kept: Kept,
    key: SecretKey,
}

/// Begins; what is sent is told to whoever wants it, until the sender is dropped.
pub(super) fn begin(dir: PathBuf, kept: Kept, key: SecretKey) -> Sender<Told> {
    let (sender, changes) = channel();
    let desk = Arc::new(Desk { dir, kept, key });
    std::thread::spawn(move || hand_out(&desk, &changes));
    sender
}

/// Hands each change to the programs that there are, as they come and go.
fn hand_out(desk: &Arc<Desk>, changes: &Receiver<Told>) {
    let mut lines: BTreeMap<String, (Hook, Sender<Told>)> = BTreeMap::new();
    let (mut looked, mut last) = (None::<Instant>, None::<String>);
    loop {
        if looked.is_none_or(|at| at.elapsed() >= LOOK) {
            looked = Some(Instant::now());
            desk.renew(&mut lines, last.as_deref());
        }
        match changes.recv_timeout(LOOK) {
            Ok(told) => {
                last = Some(told.id.clone());
                let wants = |hook: &Hook| told.view == RESET || hook.wants(told.view);
                for (_, line) in lines.values().filter(|(hook, _)| wants(hook)) {
                    // A thread ends only with its line.
                    let _ = line.send(told.clone());
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

impl Desk {
    /// A thread for each program that is new, or another than it was; who is there no more is told nothing more.
    fn renew(self: &Arc<Self>, lines: &mut BTreeMap<String, (Hook, Sender<Told>)>, last: Option<&str>) {
        // A node that is in use, or cannot be read just now, is looked at again.
        let Ok(hooks) = self.hooks() else { return tracing::warn!("hooks could not be read") };
        lines.retain(|name, (hook, _)| hooks.iter().any(|now| &now.name == name && now == hook));
        for hook in hooks {
            if lines.contains_key(&hook.name) {
                continue;
            }
            let (line, told) = channel();
            // One that comes later than the server begins to ask from here on.
            if let Some(last) = last {
                let _ = line.send(Told::reset(last.to_owned()));
            }
            let (desk, to) = (Arc::clone(self), hook.clone());
            std::thread::spawn(move || keep_on(&desk, &to, &told));
            lines.insert(hook.name.clone(), (hook, line));
        }
    }

    fn hooks(&self) -> Result<Vec<Hook>, Failure> {
        let node = self.kept.open_locked(&self.dir)?;
        Ok(node.hooks()?.into_iter().map(|(hook, _)| hook).collect())
    }

    /// Tells one program of one change.
    fn tell(&self, agent: &Agent, hook: &Hook, told: &Told) -> Result<(), String> {
        let mut node = self.kept.open_locked(&self.dir).map_err(|failure| failure.message())?;
        let outcome = self.post(agent, hook, told, node.now());
        // How it went is told again by the next attempt.
        drop(node.hook_told(&hook.name, outcome.as_ref().copied().map_err(String::as_str)));
        outcome
    }

    fn post(&self, agent: &Agent, hook: &Hook, told: &Told, at: units::Moment) -> Result<(), String> {
        let request = agent
            .post(&hook.url)
            .header("content-type", "application/json")
            .header("webhook-id", &told.id)
            .header("webhook-timestamp", at.seconds().to_string())
            .header("webhook-signature", signature(&self.key, &told.id, at, &told.body));
        let answer = request.send(&told.body[..]).map_err(|error| error.to_string())?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(format!("it answered {status}")) }
    }
}

/// Tells one program what comes, until its line is dropped.
fn keep_on(desk: &Desk, hook: &Hook, line: &Receiver<Told>) {
    let agent = match agent(hook) {
        Ok(agent) => agent,
        Err(failure) => return tracing::warn!(hook = hook.name, error = failure.message(), "nothing is told"),
    };
    let (mut waiting, mut failures) = (VecDeque::new(), 0);
    loop {
        let Some(next) = waiting.front() else {
            match line.recv() {
                Ok(told) => waiting.push_back(told),
                Err(_) => return,
            }
            continue;
        };
        match desk.tell(&agent, hook, next) {
            Ok(()) => {
                failures = 0;
                waiting.pop_front();
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(hook = hook.name, error, failures, "not told");
                if !wait(line, &mut waiting, pause(PAUSE, failures - 1, random())) {
                    return;
                }
            }
        }
    }
}

/// Takes in what comes during a pause; whether the line is still there after it.
fn wait(line: &Receiver<Told>, waiting: &mut VecDeque<Told>, pause: Duration) -> bool {
    let until = Instant::now() + pause;
    loop {
        match line.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(told) if waiting.len() >= WAITING_MAX => {
                waiting.clear();
                waiting.push_back(Told::reset(told.id));
            }
            Ok(told) => waiting.push_back(told),
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

fn agent(hook: &Hook) -> Result<Agent, Failure> {
    let mut config = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(concat!("qafila/", env!("CARGO_PKG_VERSION")));
    if let Some(pem) = &hook.ca {
        let Authority(roots) = Authority::of(pem.as_bytes())?;
        config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
    }
    Ok(config.build().new_agent())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: usize) -> Told {
        Told { id: format!("run-{number}"), view: "picture", body: Vec::new() }
    }

    #[test]
    fn who_misses_more_than_may_wait_is_told_that_he_did() {
        let (sender, line) = channel();
        (1..=WAITING_MAX).for_each(|number| sender.send(told(number)).unwrap());
        let mut waiting = VecDeque::from([told(0)]);
        assert!(wait(&line, &mut waiting, Duration::from_millis(1)));
        assert_eq!(waiting, VecDeque::from([Told::reset(format!("run-{WAITING_MAX}"))]));
        sender.send(told(900)).unwrap();
        drop(sender);
        assert!(!wait(&line, &mut waiting, Duration::from_secs(60)));
        assert_eq!(waiting.len(), 2);
    }
}
