//! The phone: keys, a node over a pocket, and what a person can ask of both.

use crate::folders::{self, Folders};
use crate::pocket::Pocket;
use app::device::{DeviceError, Pass, Request, is_name};
use app::exchange::ExchangeError;
use app::handover::HandoverError;
use app::looking::LookError;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError, LOG_KEY, NODE_KEYS};
use app::slips::SlipError;
use app::{AsOf, Node, NodeError};
use journal::keys::SecretKey;
use locked::keyring::{self, KeyMap, KeyringError};
use locked::secrecy::SecretString;
use locked::{AgeSeals, Locking};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use units::OfficerId;
use zeroize::Zeroizing;

/// What the page keeps beside the rows of the store: the keys as they are locked, and what the phone is called.
const KEYS: &str = "keys.age";
const NAME: &str = "name";

/// Why the phone does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum PhoneError {
    /// The node refuses.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The device is not taken in.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// A slip is refused.
    #[error(transparent)]
    Slip(#[from] SlipError),
    /// The handover is refused.
    #[error(transparent)]
    Handover(#[from] HandoverError),
    /// The check is refused.
    #[error(transparent)]
    Look(#[from] LookError),
    /// A journal is refused.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// Keys are not opened.
    #[error(transparent)]
    Keys(#[from] KeyringError),
    /// What the page handed over cannot be read.
    #[error("{0}")]
    Given(String),
}

/// Keys in memory, while they are unlocked.
#[derive(Clone, Default)]
struct Held(Rc<RefCell<Option<KeyMap>>>);

impl Keys for Held {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let held = self.0.borrow();
        let keys = held.as_ref().ok_or(KeysError::Locked)?;
        keys.get(name).cloned().ok_or_else(|| {
            let known = keys.keys().filter(|known| !NODE_KEYS.contains(&known.as_str())).cloned().collect();
            KeysError::Missing { name: name.to_owned(), known }
        })
    }
}

/// The system's random numbers; in a browser its own.
struct System;

impl Entropy for System {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        getrandom::fill(bytes).map_err(|error| EntropyError { why: error.to_string() })
    }
}

/// A node in somebody's hand.
pub struct Phone {
    pub(crate) node: Node,
    pocket: Pocket,
    keys: Held,
    locking: Option<Locking>,
    locked: Option<Vec<u8>>,
    name: Option<String>,
    /// What is to be kept besides rows.
    changed: BTreeMap<String, Vec<u8>>,
}

impl Phone {
    /// Takes up what a browser kept; nothing, for a new phone.
    pub fn open(mut kept: BTreeMap<String, Vec<u8>>, clock: Box<dyn Clock>) -> Self {
        let (locked, name) = (kept.remove(KEYS), kept.remove(NAME));
        let name = name.and_then(|name| String::from_utf8(name).ok());
        let (pocket, keys) = (Pocket::of(kept), Held::default());
        let held = (Box::new(pocket.clone()), Box::new(keys.clone()));
        let node = Node::new(held.0, clock, Box::new(System), held.1, Box::new(AgeSeals));
        Self { node, pocket, keys, locking: None, locked, name, changed: BTreeMap::new() }
    }

    /// What is to be kept now: all of it, or none.
    pub fn take_changes(&mut self) -> BTreeMap<String, Vec<u8>> {
        let mut changes = self.pocket.take_changes();
        changes.append(&mut self.changed);
        changes
    }

    /// Makes keys under a passphrase, and a name.
    pub fn begin(&mut self, name: &str, passphrase: String) -> Result<Value, PhoneError> {
        if self.locked.is_some() {
            return Err(PhoneError::Given("this phone has keys already".to_owned()));
        }
        if !is_name(name) {
            return Err(DeviceError::NoRequest.into());
        }
        let made = NODE_KEYS.iter().map(|name| Ok(((*name).to_owned(), new_key()?)));
        let keys = made.collect::<Result<KeyMap, EntropyError>>().map_err(NodeError::from)?;
        let locking = Locking::new(&SecretString::from(passphrase)).map_err(KeyringError::from)?;
        self.keep(keys, locking)?;
        self.name = Some(name.to_owned());
        self.changed.insert(NAME.to_owned(), name.as_bytes().to_vec());
        self.request()
    }

    /// Unlocks the keys.
    pub fn unlock(&mut self, passphrase: String) -> Result<Value, PhoneError> {
        let none = || PhoneError::Given("this phone has no keys yet".to_owned());
        let opened = keyring::open(self.locked.as_ref().ok_or_else(none)?, &SecretString::from(passphrase))?;
        *self.keys.0.borrow_mut() = Some(opened.keys);
        self.locking = Some(opened.locking);
        self.state()
    }

    /// Forgets the keys until they are unlocked again.
    pub fn lock(&mut self) {
        *self.keys.0.borrow_mut() = None;
    }

    fn keep(&mut self, keys: KeyMap, locking: Locking) -> Result<(), PhoneError> {
        let locked = keyring::lock(&keys, &locking)?;
        self.changed.insert(KEYS.to_owned(), locked.clone());
        (self.locked, self.locking) = (Some(locked), Some(locking));
        *self.keys.0.borrow_mut() = Some(keys);
        Ok(())
    }

    /// What an office signs for.
    pub fn request(&self) -> Result<Value, PhoneError> {
        let key = self.keys.secret(LOG_KEY).map_err(NodeError::from)?.public();
        let name = self.name.clone().unwrap_or_default();
        Ok(json!({ "request": Request { name, key }.to_string() }))
    }

    /// Who may sign by a pass.
    pub fn look_at_pass(&self, bytes: &[u8]) -> Result<Value, PhoneError> {
        let folders = read(bytes)?;
        let (party, officers) = Pass::read(&folders)?.officers()?;
        Ok(json!({ "party": party, "officers": officers }))
    }

    /// Begins the phone's journal by a pass.
    pub fn take_up(&mut self, bytes: &[u8], officer: &str) -> Result<Value, PhoneError> {
        let officer: OfficerId = officer.parse().map_err(given)?;
        let folders = read(bytes)?;
        let locked = || NodeError::from(KeysError::Locked);
        let mut keys = self.keys.0.borrow().clone().ok_or_else(locked)?;
        keys.insert(officer.to_string(), new_key().map_err(NodeError::from)?);
        let locking = self.locking.clone().ok_or_else(locked)?;
        self.keep(keys, locking)?;
        self.node.take_up(&Pass::read(&folders)?, &officer)?;
        self.state()
    }

    /// Takes over the journals of a bundle.
    pub fn import(&mut self, bytes: &[u8]) -> Result<Value, PhoneError> {
        let (mut entries, mut refused) = (0, Vec::new());
        for (name, files) in &read(bytes)? {
            match self.node.import(files, None, &mut |_| {}) {
                Ok(found) => entries += found.new_entries,
                Err(error) => refused.push(json!({ "journal": name, "why": told(&error) })),
            }
        }
        Ok(json!({ "entries": entries, "refused": refused }))
    }

    /// The phone's own journal as a bundle, for `qafila journal import`.
    pub fn export(&self) -> Result<Vec<u8>, PhoneError> {
        let own = self.node.own()?.ok_or(NodeError::NoJournal)?;
        let party = own.party.clone();
        folders::write(&self.node.export(&own, Some(&party))?).map_err(PhoneError::Given)
    }

    /// Where the phone stands.
    pub fn state(&self) -> Result<Value, PhoneError> {
        let own = self.node.own()?;
        let unlocked = self.keys.0.borrow().is_some();
        let stage = match (&own, &self.locked) {
            (Some(_), _) => "ready",
            (None, Some(_)) => "asked",
            (None, None) => "new",
        };
        let journals = self.node.journals()?;
        let journals = journals.iter().map(|journal| {
            let size = journal.frontier.size().get();
            let key = journal.key.to_string();
            json!({ "party": journal.party, "origin": journal.origin, "size": size, "own": journal.own, "key": key })
        });
        Ok(json!({
            "stage": stage, "unlocked": unlocked, "name": self.name,
            "party": own.as_ref().map(|own| &own.party), "origin": own.as_ref().map(|own| &own.origin),
            "officers": self.officers(), "unsent": own.map_or(Ok(0), |own| self.unsent(&own))?,
            "journals": journals.collect::<Vec<_>>(),
            "zone": self.node.operation().ok().map(|operation| operation.settings.zone.clone()),
        }))
    }

    fn officers(&self) -> Vec<String> {
        let held = self.keys.0.borrow();
        let names = held.iter().flat_map(KeyMap::keys);
        names.filter(|name| !NODE_KEYS.contains(&name.as_str())).cloned().collect()
    }

    /// Own statements that no other journal held here has shown to know.
    fn unsent(&self, own: &app::ports::JournalRow) -> Result<u64, PhoneError> {
        let said = self.node.said(&AsOf::default())?;
        let others = said.iter().filter(|said| said.origin != own.origin).filter_map(views::Said::statement);
        let seen = others.flat_map(|statement| &statement.seen).filter(|head| head.origin == own.origin);
        let known = seen.map(|head| head.size).max().unwrap_or(0);
        Ok(own.frontier.size().get().saturating_sub(known))
    }
}

fn read(bytes: &[u8]) -> Result<Folders, PhoneError> {
    folders::read(bytes).map_err(|why| PhoneError::Given(format!("this is no bundle of journals: {why}")))
}

pub(crate) fn given(error: impl ToString) -> PhoneError {
    PhoneError::Given(error.to_string())
}

/// An error with all that caused it.
pub(crate) fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

fn new_key() -> Result<SecretKey, EntropyError> {
    let mut seed = Zeroizing::new([0; 32]);
    getrandom::fill(seed.as_mut()).map_err(|error| EntropyError { why: error.to_string() })?;
    Ok(SecretKey::from_seed(&seed))
}
