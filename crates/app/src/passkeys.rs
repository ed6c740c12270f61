//! Passkeys: who registered one, and the keys that it opens.
//!
//! - Knows nothing of browsers: a credential is kept as the server wrote it, and opened by bytes that the passkey
//!   alone gives. Whether somebody holds the passkey is for the server to verify.
//! - What is kept of keys is one sealed ring for each passkey: the officer's own key and the journal's present one.
//!   Once either is another, the ring opens nothing that could still sign, and is refused as stale.
//! - What changes with each use stands apart: a use that is written down late brings back nothing that was removed.

use crate::node::{Node, NodeError};
use crate::ports::{LOG_KEY, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use journal::keys::SecretKey;
use journal::note::Verifier;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::{Digest, Moment, OfficerId, PublicKey};
use zeroize::Zeroizing;

/// Documents under this prefix are passkeys, by their identifier.
const PASSKEYS: &str = "passkey/";

/// Documents under this prefix tell what the last use left.
const USES: &str = "passkey-used/";

/// The document with the question that every passkey of this node answers.
const QUESTION: &str = "passkey-question";

/// What tells these keys from all others that could be derived of the same bytes.
const PURPOSE: &[u8] = b"qafila passkey 1\0";

/// Bytes of the hash of a credential by which it is found.
const ID_BYTES: usize = 8;

/// The longest name.
pub const LABEL_CHARS_MAX: usize = 60;

/// Passkeys of one officer.
pub const PASSKEYS_MAX: usize = 16;

/// More than two keys need.
const RING_BYTES_MAX: usize = 1024;

/// What a passkey answers to the node's question, the same each time: bytes that nobody else has.
pub struct Answer(Zeroizing<[u8; 32]>);

impl Answer {
    /// Takes the bytes over.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The key that opens one ring. Who it is for goes into it, so that no ring opens in another's place.
    fn opener(&self, salt: &Digest, credential: &[u8], officer: &OfficerId) -> Result<SecretKey, PasskeyError> {
        let mut seed = Zeroizing::new([0; 32]);
        let about: [&[u8]; 4] = [PURPOSE, officer.as_str().as_bytes(), b"\0", credential];
        let hkdf = Hkdf::<Sha256>::new(Some(salt.as_bytes()), self.0.as_slice());
        hkdf.expand_multi_info(&about, seed.as_mut()).map_err(|_| PasskeyError::Shut)?;
        Ok(SecretKey::from_seed(&seed))
    }
}

/// What is kept of a passkey.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Passkey {
    /// By what it is found: the first digits of its credential's hash.
    pub id: String,
    /// Whose it is.
    pub officer: OfficerId,
    /// What the officer calls it.
    pub label: String,
    /// When it was registered.
    pub made: Moment,
    /// Public key, counter and the like, as the server wrote them.
    pub credential: Value,
    /// The officer's key in the ring.
    key: PublicKey,
    /// The journal's key in the ring.
    log: PublicKey,
    salt: Digest,
    /// The ring, sealed, in base64.
    ring: String,
}

/// What the last use left.
#[derive(Serialize, Deserialize)]
struct Use {
    at: Moment,
    credential: Value,
}

/// A passkey as it is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The passkey.
    pub passkey: Passkey,
    /// When it was used last.
    pub used: Option<Moment>,
    /// Whether its keys are the present ones no longer.
    pub stale: bool,
}

/// What a browser made for an officer.
pub struct New<'a> {
    /// Whose it is to be.
    pub officer: &'a OfficerId,
    /// What he calls it.
    pub label: &'a str,
    /// By what the authenticator knows it.
    pub id: &'a [u8],
    /// As the server will need it.
    pub credential: Value,
    /// The question that was answered.
    pub question: Digest,
}

/// Why a passkey is not registered, opened or removed.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// It cannot be called so.
    #[error("a passkey is called by 1 to {LABEL_CHARS_MAX} characters that can be seen; {chars} were given")]
    Label {
        /// How many there were.
        chars: usize,
    },
    /// It is registered.
    #[error("this passkey is registered already")]
    Taken,
    /// Enough are.
    #[error("`{officer}` has {PASSKEYS_MAX} passkeys, and no more are kept")]
    TooMany {
        /// Whose.
        officer: OfficerId,
    },
    /// Another question is asked by now.
    #[error("the passkey answered an earlier question")]
    OtherQuestion,
    /// None is known by that.
    #[error("no passkey `{id:.40}` is registered here")]
    Unknown {
        /// What was given.
        id: String,
        /// Those that are.
        known: Vec<String>,
    },
    /// The answer is another than the one it was sealed with, or the ring was changed.
    #[error("what the passkey gives does not open its keys")]
    Shut,
    /// The keys that it opens are no longer those in force.
    #[error("the passkey opens keys of `{officer}` or of the journal that are not in force now")]
    Stale {
        /// Whose.
        officer: OfficerId,
    },
}

impl From<StoreError> for PasskeyError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

/// The identifier of a credential.
fn id_of(credential: &[u8]) -> String {
    hex::encode(&Sha256::digest(credential)[..ID_BYTES])
}

/// The two keys that sign for an officer.
#[derive(PartialEq, Eq)]
struct InForce {
    key: PublicKey,
    log: PublicKey,
}

impl Node {
    /// What every passkey of this node is asked; none where nobody has ever registered one.
    pub fn passkey_question(&self) -> Result<Option<Digest>, NodeError> {
        Ok(self.kept_question()?)
    }

    /// The same, drawn where there is none yet.
    pub fn begin_passkey(&mut self) -> Result<Digest, NodeError> {
        if let Some(question) = self.kept_question()? {
            return Ok(question);
        }
        let question = Digest::new(*self.salt()?.as_bytes());
        self.store_mut().keep(&[(QUESTION.to_owned(), question.to_string().into_bytes())])?;
        Ok(question)
    }

    fn kept_question(&self) -> Result<Option<Digest>, StoreError> {
        let Some(bytes) = self.store().document(QUESTION)? else { return Ok(None) };
        let read = std::str::from_utf8(&bytes).ok().and_then(|text| text.parse().ok());
        let damaged = || StoreError::Damaged { what: format!("the document `{QUESTION}`"), why: "no 32 bytes".into() };
        read.map(Some).ok_or_else(damaged)
    }

    /// Registers a passkey, with the keys that this node was opened with sealed for it. Those of the officer that are
    /// stale are let go.
    pub fn add_passkey(&mut self, new: &New<'_>, answer: &Answer) -> Result<Passkey, PasskeyError> {
        let label = new.label.trim();
        let chars = label.chars().count();
        if !(1..=LABEL_CHARS_MAX).contains(&chars) || label.chars().any(char::is_control) {
            return Err(PasskeyError::Label { chars });
        }
        // Two servers of one node may each have drawn one; what was kept last is asked from then on.
        if self.kept_question()? != Some(new.question) {
            return Err(PasskeyError::OtherQuestion);
        }
        let id = id_of(new.id);
        if self.store().document(&format!("{PASSKEYS}{id}"))?.is_some() {
            return Err(PasskeyError::Taken);
        }
        let (stale, good): (Vec<Told>, Vec<Told>) =
            self.passkeys_of(new.officer)?.into_iter().partition(|one| one.stale);
        if good.len() >= PASSKEYS_MAX {
            return Err(PasskeyError::TooMany { officer: new.officer.clone() });
        }
        let passkey = self.sealed(id, label, new, answer)?;
        self.forget_passkeys(stale.iter().map(|one| one.passkey.id.as_str()))?;
        self.keep_as(PASSKEYS, &passkey.id, &passkey)?;
        Ok(passkey)
    }

    fn sealed(&mut self, id: String, label: &str, new: &New<'_>, answer: &Answer) -> Result<Passkey, PasskeyError> {
        let officer = new.officer;
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let (key, log) = (self.secret(officer.as_str())?, self.log_secret(&own)?);
        let held = InForce { key: key.public(), log: log.public() };
        if self.in_force(officer)?.as_ref() != Some(&held) {
            return Err(PasskeyError::Stale { officer: officer.clone() });
        }
        let salt = Digest::new(*self.salt().map_err(NodeError::from)?.as_bytes());
        let opener = answer.opener(&salt, new.id, officer)?;
        let ring = written(&[(officer.as_str(), &key), (LOG_KEY, &log)]);
        let sealed = self.seals().seal(&self.seals().recipient(&opener), &ring).map_err(|_| PasskeyError::Shut)?;
        Ok(Passkey {
            id,
            officer: officer.clone(),
            label: label.to_owned(),
            made: self.now(),
            credential: new.credential.clone(),
            key: held.key,
            log: held.log,
            salt,
            ring: STANDARD.encode(sealed),
        })
    }

    /// Every passkey that is registered here, by officer and then by time.
    pub fn passkeys(&self) -> Result<Vec<Told>, NodeError> {
        let mut all = Vec::new();
        for name in self.store().documents(PASSKEYS)? {
            let Some(passkey) = read::<Passkey>(self.store().document(&name)?, &name)? else { continue };
            let (used, stale) = (self.last_use(&passkey.id)?.map(|last| last.at), self.is_stale(&passkey)?);
            all.push(Told { passkey, used, stale });
        }
        all.sort_by(|a, b| {
            let key = |told: &Told| (told.passkey.officer.clone(), told.passkey.made, told.passkey.id.clone());
            key(a).cmp(&key(b))
        });
        Ok(all)
    }

    /// Those of one officer.
    pub fn passkeys_of(&self, officer: &OfficerId) -> Result<Vec<Told>, NodeError> {
        Ok(self.passkeys()?.into_iter().filter(|told| told.passkey.officer == *officer).collect())
    }

    /// The passkey whose credential this is, as its last use left it.
    pub fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, NodeError> {
        let name = format!("{PASSKEYS}{}", id_of(credential));
        let Some(mut passkey) = read::<Passkey>(self.store().document(&name)?, &name)? else { return Ok(None) };
        if let Some(last) = self.last_use(&passkey.id)? {
            passkey.credential = last.credential;
        }
        Ok(Some(passkey))
    }

    /// The keys that a passkey opens, by name.
    pub fn open_passkey(
        &self,
        passkey: &Passkey,
        credential: &[u8],
        answer: &Answer,
    ) -> Result<BTreeMap<String, SecretKey>, PasskeyError> {
        let opener = answer.opener(&passkey.salt, credential, &passkey.officer)?;
        let ring = STANDARD.decode(&passkey.ring).map_err(|_| PasskeyError::Shut)?;
        let opened = self.seals().open(&opener, &ring, RING_BYTES_MAX).map(Zeroizing::new);
        // Another key or a broken seal: for whoever asks it is the same.
        let ring = opened.map_err(|_| PasskeyError::Shut)?;
        let keys = keys_in(&ring).ok_or(PasskeyError::Shut)?;
        let public = |name: &str| keys.get(name).map(SecretKey::public);
        let held = public(passkey.officer.as_str()).zip(public(LOG_KEY)).map(|(key, log)| InForce { key, log });
        if held.is_none() || held != self.in_force(&passkey.officer)? {
            return Err(PasskeyError::Stale { officer: passkey.officer.clone() });
        }
        Ok(keys)
    }

    /// Puts down what a use left.
    pub fn passkey_used(&mut self, passkey: &Passkey, credential: Value) -> Result<(), NodeError> {
        let at = self.now();
        self.keep_as(USES, &passkey.id, &Use { at, credential })
    }

    /// Removes a passkey with the keys that were sealed for it; one of this officer alone, where one is named.
    pub fn remove_passkey(&mut self, id: &str, of: Option<&OfficerId>) -> Result<Passkey, PasskeyError> {
        let all = self.passkeys()?.into_iter().map(|told| told.passkey);
        let known: Vec<Passkey> = all.filter(|one| of.is_none_or(|officer| one.officer == *officer)).collect();
        let Some(passkey) = known.iter().find(|one| one.id == id).cloned() else {
            return Err(PasskeyError::Unknown {
                id: id.to_owned(),
                known: known.into_iter().map(|one| one.id).collect(),
            });
        };
        self.forget_passkeys(std::iter::once(id))?;
        Ok(passkey)
    }

    fn forget_passkeys<'i>(&mut self, ids: impl Iterator<Item = &'i str>) -> Result<(), StoreError> {
        let names: Vec<String> = ids.flat_map(|id| [PASSKEYS, USES].map(|prefix| format!("{prefix}{id}"))).collect();
        if names.is_empty() { Ok(()) } else { self.store_mut().forget(&names) }
    }

    fn keep_as(&mut self, prefix: &str, id: &str, value: &impl Serialize) -> Result<(), NodeError> {
        // Texts, times, keys and what was JSON before always can be written.
        let json = serde_json::to_vec(value).unwrap_or_default();
        Ok(self.store_mut().keep(&[(format!("{prefix}{id}"), json)])?)
    }

    fn last_use(&self, id: &str) -> Result<Option<Use>, StoreError> {
        let name = format!("{USES}{id}");
        read(self.store().document(&name)?, &name)
    }

    fn is_stale(&self, passkey: &Passkey) -> Result<bool, NodeError> {
        let sealed = InForce { key: passkey.key, log: passkey.log };
        Ok(self.in_force(&passkey.officer)? != Some(sealed))
    }

    /// The keys that sign for an officer now; none where he is none of this party's, or no longer.
    fn in_force(&self, officer: &OfficerId) -> Result<Option<InForce>, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let log = match own.key.verifier() {
            Verifier::Ed25519(key) => *key,
            Verifier::Cosigner(_) | Verifier::Other { .. } => return Ok(None),
        };
        let views = self.views(&crate::AsOf::default())?;
        let known = views.parties.get(&own.party).and_then(|party| party.officers.get(officer));
        Ok(known.filter(|known| known.until.is_none()).map(|known| InForce { key: known.key, log }))
    }
}

fn read<T: for<'de> Deserialize<'de>>(bytes: Option<Vec<u8>>, name: &str) -> Result<Option<T>, StoreError> {
    let read = bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    read.map_err(|error| StoreError::Damaged { what: format!("the document `{name}`"), why: error.to_string() })
}

/// A line `name seed` for each key, as in the key file.
fn written(keys: &[(&str, &SecretKey)]) -> Zeroizing<Vec<u8>> {
    // Room for all of it from the start: what a growing text leaves behind is not wiped.
    let mut ring = Zeroizing::new(Vec::with_capacity(RING_BYTES_MAX));
    for (name, key) in keys {
        let mut digits = Zeroizing::new([0; 64]);
        // Twice as many digits as bytes fit.
        let _ = hex::encode_to_slice(key.seed().as_slice(), digits.as_mut());
        for part in [name.as_bytes(), b" ", digits.as_slice(), b"\n"] {
            ring.extend_from_slice(part);
        }
    }
    ring
}

fn keys_in(ring: &[u8]) -> Option<BTreeMap<String, SecretKey>> {
    let line = |line: &str| {
        let (name, digits) = line.split_once(' ')?;
        let mut seed = Zeroizing::new([0; 32]);
        hex::decode_to_slice(digits, seed.as_mut()).ok()?;
        Some((name.to_owned(), SecretKey::from_seed(&seed)))
    };
    std::str::from_utf8(ring).ok()?.lines().map(line).collect()
}
