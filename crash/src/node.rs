//! The node that is struck: the real store, keys from names, salts from chance.

use crate::Outcome;
use crate::chance::Chance;
use app::ports::{Clock, Entropy, EntropyError, Keys, KeysError, LOG_KEY, Store, StoreError};
use app::{Genesis, Node};
use journal::keys::SecretKey;
use journal::note::{Signer, VerifierKey};
use model::{Draft, Names, OfficerRole, PartyRole, Text};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use store::{AgeSeals, DATABASE_FILE, Location, PgStore, STORE_FILE, SqliteStore};
use units::{Moment, OfficerId, OriginLine};

/// The officer who signs everything.
const OFFICER: &str = "officer";
/// The party whose node is struck.
pub(crate) const STRUCK: &str = "struck";

/// Makes a node with its first entry in a folder.
pub(crate) fn create(folder: &Path, seed: u64) -> Outcome<()> {
    begin(SqliteStore::create(&folder.join(DATABASE_FILE))?, STRUCK, seed).map(drop)
}

/// Makes a node with its first entry in a PostgreSQL, which the folder names.
pub(crate) fn create_at(url: &str, folder: &Path, seed: u64) -> Outcome<()> {
    begin(PgStore::create(&url.parse()?)?, STRUCK, seed)?;
    Ok(std::fs::write(folder.join(STORE_FILE), url)?)
}

/// Opens the node of a folder, wherever it keeps its rows; its salts follow from the seed.
pub(crate) fn open(folder: &Path, seed: u64) -> Result<Node, StoreError> {
    let lost = |error: store::LocationError| StoreError::Failed { doing: "find the store", cause: Box::new(error) };
    Ok(over(Location::of_node(folder).map_err(lost)?.open()?, seed))
}

/// A partner's node, that keeps nothing beyond the run.
pub(crate) fn partner() -> Outcome<Node> {
    begin(SqliteStore::in_memory()?, "partner", 0)
}

fn begin(store: impl Store + 'static, party: &str, seed: u64) -> Outcome<Node> {
    let mut node = over(Box::new(store), seed);
    let name = Text::new(party)?;
    node.init(&Genesis {
        origin: origin(party)?,
        party: party.parse()?,
        name: Names { en: name.clone(), fr: name.clone(), ar: name },
        role: PartyRole::Monitor,
        officers: vec![(OfficerId::new(OFFICER)?, OfficerRole::Movement)],
        follows: None,
    })?;
    Ok(node)
}

fn over(store: Box<dyn Store>, seed: u64) -> Node {
    let salts = Box::new(Salts(Chance::new(seed, 0)));
    Node::new(store, Box::new(Still), salts, Box::new(Named), Box::new(AgeSeals))
}

fn origin(party: &str) -> Outcome<OriginLine> {
    Ok(OriginLine::new(format!("crash.example/{party}"))?)
}

/// The key that the struck journal's checkpoints are signed with.
pub(crate) fn log_key() -> Outcome<VerifierKey> {
    Ok(Signer::log(origin(STRUCK)?, secret(LOG_KEY))?.verifier_key().clone())
}

/// Something to say, in about three times as many bytes.
pub(crate) fn draft(bytes: u64) -> Outcome<Draft> {
    let name = "n".repeat(usize::try_from(bytes)?.max(1));
    let words = json!({"officer": OFFICER, "kind": "item_defined", "body": {
        "item": "item", "name": {"en": name, "fr": name, "ar": name}, "unit": "each", "mass": 1000, "volume": 0,
        "tracking": "bulk", "hazard": null, "vehicle": null, "check_days": null}});
    Ok(Draft::from_json(&words.to_string())?)
}

fn secret(name: &str) -> SecretKey {
    SecretKey::from_seed(&Sha256::digest(name).into())
}

struct Still;

impl Clock for Still {
    fn now(&self) -> Moment {
        Moment::from_seconds(1_360_000_000)
    }
}

struct Salts(Chance);

impl Entropy for Salts {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        for part in bytes.chunks_mut(8) {
            part.copy_from_slice(&self.0.next().to_le_bytes()[..part.len()]);
        }
        Ok(())
    }
}

/// A key for every name.
struct Named;

impl Keys for Named {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        Ok(secret(name))
    }
}
