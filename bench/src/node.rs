//! A node with a clock that stands still, keys from names, salts from a counter.

use crate::Outcome;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError, NODE_KEYS, Store};
use app::{Genesis, Node};
use journal::keys::SecretKey;
use model::{Names, OfficerRole, PartyRole, Text};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use store::AgeSeals;
use units::{Moment, OfficerId};

/// The officer who signs everything.
pub(crate) const OFFICER: &str = "officer";

/// A node with its journal opened: entry 0 is there.
pub(crate) fn open(store: impl Store + 'static) -> Outcome<Node> {
    let mut node = over(store);
    let name = Text::new("Bench")?;
    node.init(&Genesis {
        origin: "bench.example/bench".parse()?,
        party: "bench".parse()?,
        name: Names { en: name.clone(), fr: name.clone(), ar: name },
        role: PartyRole::Monitor,
        officers: vec![(OfficerId::new(OFFICER)?, OfficerRole::Movement)],
        follows: None,
    })?;
    Ok(node)
}

/// A node over what a store holds.
pub(crate) fn over(store: impl Store + 'static) -> Node {
    let names = NODE_KEYS.into_iter().chain([OFFICER]);
    let keys = Box::new(StillKeys(names.map(|name| (name, secret(name))).collect()));
    let (clock, entropy) = (Box::new(StillClock), Box::new(Counter::default()));
    Node::new(Box::new(store), clock, entropy, keys, Box::new(AgeSeals))
}

/// A key that anybody can make from its name.
pub(crate) fn secret(name: &str) -> SecretKey {
    SecretKey::from_seed(&Sha256::digest(name).into())
}

struct StillClock;

impl Clock for StillClock {
    fn now(&self) -> Moment {
        Moment::from_seconds(1_360_000_000)
    }
}

#[derive(Default)]
struct Counter(u64);

impl Entropy for Counter {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        self.0 += 1;
        bytes.iter_mut().zip(self.0.to_le_bytes().into_iter().cycle()).for_each(|(byte, next)| *byte = next);
        Ok(())
    }
}

/// Unlocked once, as a key file is.
struct StillKeys(BTreeMap<&'static str, SecretKey>);

impl Keys for StillKeys {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        self.0.get(name).cloned().ok_or_else(|| KeysError::Missing { name: name.to_owned(), known: Vec::new() })
    }
}
