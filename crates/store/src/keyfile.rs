//! Private keys at rest: one age file, locked by a passphrase (scrypt), so that the
//! standard `age` program opens it too.
//!
//! The plain text is a line `name seed` for each key, seed in 64 hexadecimal digits.

use age::secrecy::SecretString;
use app::ports::{Keys, KeysError};
use journal::keys::SecretKey;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Cost of trying one passphrase: 2^17 scrypt rounds, about half a second and 128 MB.
pub const WORK_FACTOR: u8 = 17;

/// Highest cost that is tried for a file from elsewhere: four times the age default.
const WORK_FACTOR_MAX: u8 = 20;

/// Longest key file read: a few hundred officers.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Hexadecimal digits of a seed.
const SEED_DIGITS: usize = 64;

/// Name of the key file below a node's folder.
pub const KEY_FILE: &str = "keys.age";

/// Asks for the passphrase, once, when a key is first needed.
pub type PassphraseSource = Box<dyn Fn() -> Option<SecretString>>;

/// The key file of a node.
pub struct KeyFile {
    path: PathBuf,
    passphrase: PassphraseSource,
    opened: OnceCell<BTreeMap<String, SecretKey>>,
}

impl KeyFile {
    /// Takes up the key file below a node's folder; nothing is read yet.
    pub fn open(node: &Path, passphrase: PassphraseSource) -> Self {
        Self { path: node.join(KEY_FILE), passphrase, opened: OnceCell::new() }
    }

    /// Writes a new key file; refuses to replace one.
    pub fn create(node: &Path, keys: &[(String, SecretKey)], passphrase: &SecretString) -> Result<(), KeysError> {
        // Room for all of it from the start: what a growing text leaves behind is not wiped.
        let room = keys.iter().map(|(name, _)| name.len() + SEED_DIGITS + 2).sum();
        let mut plain = Zeroizing::new(String::with_capacity(room));
        for (name, key) in keys {
            let seed = Zeroizing::new(hex::encode(key.seed().as_slice()));
            for part in [name, " ", seed.as_str(), "\n"] {
                plain.push_str(part);
            }
        }
        let mut recipient = age::scrypt::Recipient::new(passphrase.clone());
        recipient.set_work_factor(WORK_FACTOR);
        let locked = age::encrypt(&recipient, plain.as_bytes()).map_err(file_error)?;
        let path = node.join(KEY_FILE);
        let mut file = std::fs::OpenOptions::new();
        file.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        let mut file = file.open(path).map_err(file_error)?;
        file.write_all(&locked).and_then(|()| file.sync_all()).map_err(file_error)
    }

    fn keys(&self) -> Result<&BTreeMap<String, SecretKey>, KeysError> {
        if let Some(keys) = self.opened.get() {
            return Ok(keys);
        }
        let passphrase = (self.passphrase)().ok_or(KeysError::Locked)?;
        let keys = self.unlock(passphrase)?;
        Ok(self.opened.get_or_init(|| keys))
    }

    fn unlock(&self, passphrase: SecretString) -> Result<BTreeMap<String, SecretKey>, KeysError> {
        let mut locked = Vec::new();
        let file = std::fs::File::open(&self.path).map_err(file_error)?;
        file.take(FILE_BYTES_MAX).read_to_end(&mut locked).map_err(file_error)?;
        let mut identity = age::scrypt::Identity::new(passphrase);
        identity.set_max_work_factor(WORK_FACTOR_MAX);
        let plain = age::decrypt(&identity, &locked).map_err(|error| {
            if matches!(error, age::DecryptError::DecryptionFailed | age::DecryptError::KeyDecryptionFailed) {
                KeysError::WrongPassphrase { name: KEY_FILE.to_owned() }
            } else {
                file_error(error)
            }
        })?;
        let plain = Zeroizing::new(plain);
        let text = std::str::from_utf8(&plain).map_err(file_error)?;
        text.lines().map(read_line).collect()
    }
}

fn read_line(line: &str) -> Result<(String, SecretKey), KeysError> {
    let mut seed = Zeroizing::new([0; 32]);
    let parts = line.split_once(' ').filter(|(_, digits)| hex::decode_to_slice(digits, seed.as_mut()).is_ok());
    let (name, _) = parts.ok_or_else(|| file_error("a line is not a name and 64 hexadecimal digits"))?;
    Ok((name.to_owned(), SecretKey::from_seed(&seed)))
}

fn file_error(cause: impl Into<Box<dyn Error + Send + Sync>>) -> KeysError {
    KeysError::File { name: KEY_FILE.to_owned(), cause: cause.into() }
}

impl Keys for KeyFile {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        self.keys()?.get(name).cloned().ok_or_else(|| KeysError::Missing { name: name.to_owned() })
    }
}
