//! The desk at which officers sign in: what a server needs in order to sign in somebody's name.
//!
//! - Handed how keys are unlocked and how a node is opened with them; knows no file.
//! - Keeps of the unlocked keys those of the officers who signed in, and the journal's own.

use crate::attempts::Attempts;
use crate::ceremonies::Ceremonies;
use crate::intake::PATIENCE;
use crate::jobs::Jobs;
use crate::pruning::Pruning;
use crate::routes::Waiting;
use crate::session::Sessions;
use app::Node;
use app::ports::{Keys, KeysError, LATER_LOG_KEY, LOG_KEY, NEXT_LOG_KEY, NODE_KEYS};
use journal::keys::SecretKey;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Mutex;
use std::time::Duration;
use units::OfficerId;
use zeroize::Zeroizing;

/// The keys of the journal, under whatever name a rotation left them.
const LOG_KEYS: [&str; 3] = [LOG_KEY, NEXT_LOG_KEY, LATER_LOG_KEY];

/// Unlocks every key of the node with a passphrase.
pub type Unlock = Box<dyn Fn(Zeroizing<String>) -> Result<Vec<(String, SecretKey)>, KeysError> + Send + Sync>;

/// Opens the node of one request with the keys of whoever signed in.
pub type OpenWith = Box<dyn Fn(Box<dyn Keys>) -> Result<Node, Box<dyn Error + Send + Sync>> + Send + Sync>;

/// Where officers sign in, and what they then write with.
pub struct Desk {
    unlock: Unlock,
    pub(crate) open: OpenWith,
    pub(crate) sessions: Sessions,
    pub(crate) attempts: Attempts,
    /// Passkeys that were asked for.
    pub(crate) ceremonies: Ceremonies,
    /// Held by whoever writes, so that one server's own requests do not outrun each other.
    pub(crate) writing: Mutex<()>,
    /// What is to be said when it is its turn to be written.
    pub(crate) waiting: Waiting,
    /// Held by whoever plans: a search takes all the processor it gets.
    pub(crate) making: Mutex<()>,
    /// Work that goes on after its answer.
    pub(crate) jobs: Jobs,
    /// Lets records of requests go.
    pub(crate) pruning: Pruning,
    /// How long a body may take to arrive.
    pub(crate) patience: Duration,
}

impl Desk {
    /// A desk of a node on this machine.
    pub fn new(unlock: Unlock, open: OpenWith) -> Result<Self, getrandom::Error> {
        Ok(Self {
            unlock,
            open,
            sessions: Sessions::new()?,
            attempts: Attempts::default(),
            ceremonies: Ceremonies::default(),
            writing: Mutex::new(()),
            waiting: Waiting::default(),
            making: Mutex::new(()),
            jobs: Jobs::default(),
            pruning: Pruning::default(),
            patience: PATIENCE,
        })
    }

    /// The same, with another bound on the time that a body may take to arrive.
    pub fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The keys of these officers and of the journal; all others are wiped.
    pub(crate) fn unlocked(&self, passphrase: Zeroizing<String>, officers: &[OfficerId]) -> Result<KeyRing, KeysError> {
        let mut all: BTreeMap<String, SecretKey> = (self.unlock)(passphrase)?.into_iter().collect();
        // The node's own keys are in the same file; nobody signs in as one of them.
        let able = |name: &str| is_officer(name) && all.contains_key(name);
        if let Some(missing) = officers.iter().find(|officer| !able(officer.as_str())) {
            return Err(KeysError::Missing { name: missing.to_string(), known: officers_of(&all) });
        }
        let named = |name: &str| officers.iter().any(|one| one.as_str() == name);
        all.retain(|name, _| LOG_KEYS.contains(&name.as_str()) || named(name));
        Ok(KeyRing(all))
    }
}

/// Keys in memory, wiped when the session ends.
pub(crate) struct KeyRing(BTreeMap<String, SecretKey>);

impl KeyRing {
    /// What a passkey opened.
    pub(crate) fn opened(keys: BTreeMap<String, SecretKey>) -> Self {
        Self(keys)
    }
}

impl Keys for KeyRing {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let missing = || KeysError::Missing { name: name.to_owned(), known: officers_of(&self.0) };
        self.0.get(name).cloned().ok_or_else(missing)
    }
}

fn is_officer(name: &str) -> bool {
    !NODE_KEYS.contains(&name) && !LOG_KEYS.contains(&name)
}

fn officers_of(keys: &BTreeMap<String, SecretKey>) -> Vec<String> {
    keys.keys().filter(|name| is_officer(name)).cloned().collect()
}
