//! Private keys by name, as an age file that a passphrase opens.
//!
//! The plain text is a line `name seed` for each key, by name, seed in 64 hexadecimal digits.

use crate::lock::{self, LockError, Locking, Unlocked};
use age::secrecy::SecretString;
use journal::keys::SecretKey;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Hexadecimal digits of a seed.
const SEED_DIGITS: usize = 64;

/// Keys by name.
pub type KeyMap = BTreeMap<String, SecretKey>;

/// Why keys are not locked or not opened. No error shows any of them.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The passphrase is another one.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// The lock fails.
    #[error(transparent)]
    Lock(LockError),
    /// What is locked in it are no keys.
    #[error("{0}")]
    Plain(&'static str),
    /// A name that a line cannot hold.
    #[error("`{name}` cannot be the name of a key")]
    Name {
        /// As given.
        name: String,
    },
}

impl From<LockError> for KeyringError {
    fn from(error: LockError) -> Self {
        if matches!(error, LockError::WrongPassphrase) { Self::WrongPassphrase } else { Self::Lock(error) }
    }
}

/// Keys that a passphrase opened.
pub struct Opened {
    /// The keys.
    pub keys: KeyMap,
    /// What opens the file without the passphrase.
    pub identity: age::x25519::Identity,
    /// How to lock other keys by the same passphrase.
    pub locking: Locking,
}

/// Opens keys.
pub fn open(locked: &[u8], passphrase: &SecretString) -> Result<Opened, KeyringError> {
    let Unlocked { plain, identity, locking } = lock::decrypt(locked, passphrase)?;
    Ok(Opened { keys: read(&plain).map_err(KeyringError::Plain)?, identity, locking })
}

/// Locks keys.
pub fn lock(keys: &KeyMap, locking: &Locking) -> Result<Vec<u8>, KeyringError> {
    // Room for all of it from the start: what a growing text leaves behind is not wiped.
    let room = keys.keys().map(|name| name.len() + SEED_DIGITS + 2).sum();
    let mut plain = Zeroizing::new(String::with_capacity(room));
    for (name, key) in keys {
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err(KeyringError::Name { name: name.clone() });
        }
        let mut digits = Zeroizing::new([0; SEED_DIGITS]);
        let written = hex::encode_to_slice(key.seed().as_slice(), digits.as_mut());
        let digits = written.ok().and_then(|()| std::str::from_utf8(digits.as_slice()).ok());
        let digits = digits.ok_or(KeyringError::Plain("a seed is not 32 bytes"))?;
        for part in [name, " ", digits, "\n"] {
            plain.push_str(part);
        }
    }
    Ok(lock::encrypt(plain.as_bytes(), locking)?)
}

fn read(plain: &[u8]) -> Result<KeyMap, &'static str> {
    let text = std::str::from_utf8(plain).map_err(|_| "what is locked in it is no text")?;
    let mut keys = KeyMap::new();
    for line in text.lines() {
        let mut seed = Zeroizing::new([0; 32]);
        let parts = line.split_once(' ').filter(|(_, digits)| hex::decode_to_slice(digits, seed.as_mut()).is_ok());
        let (name, _) = parts.ok_or("a line is not a name and 64 hexadecimal digits")?;
        if keys.insert(name.to_owned(), SecretKey::from_seed(&seed)).is_some() {
            return Err("two lines have one name");
        }
    }
    Ok(keys)
}
