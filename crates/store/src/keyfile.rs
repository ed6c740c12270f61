//! Private keys at rest: one file ([`locked::keyring`]) that is replaced whole or not at all.

use app::ports::{Keys, KeysError, NODE_KEYS};
use journal::keys::SecretKey;
use locked::keyring::{self, KeyMap, KeyringError};
use locked::secrecy::SecretString;
use locked::{Identity, Locking};
use std::cell::OnceCell;
use std::error::Error;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Longest key file read: a few hundred officers.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// Name of the key file below a node's folder.
pub const KEY_FILE: &str = "keys.age";

/// Asks for the passphrase, once, when a key is first needed.
pub type PassphraseSource = Box<dyn Fn() -> Option<SecretString>>;

/// The key file of a node, or one that was taken out of it.
pub struct KeyFile {
    path: PathBuf,
    passphrase: PassphraseSource,
    opened: OnceCell<Opened>,
}

/// A key file as it was read or written last.
struct Opened {
    keys: KeyMap,
    locking: Locking,
    /// Its bytes on disk.
    locked: Vec<u8>,
}

impl KeyFile {
    /// Takes up the key file below a node's folder; nothing is read yet.
    pub fn open(node: &Path, passphrase: PassphraseSource) -> Self {
        Self::at(&node.join(KEY_FILE), passphrase)
    }

    /// Takes up a key file anywhere, such as one that [`Self::take_out`] wrote.
    pub fn at(path: &Path, passphrase: PassphraseSource) -> Self {
        Self { path: path.to_path_buf(), passphrase, opened: OnceCell::new() }
    }

    /// Writes a new key file below a node's folder; refuses to replace one.
    pub fn create(node: &Path, keys: &[(String, SecretKey)], passphrase: &SecretString) -> Result<(), KeysError> {
        create_at(&node.join(KEY_FILE), &keys.iter().cloned().collect(), passphrase)
    }

    /// Adds keys to the file, or replaces those of the same names: all of them, or none.
    pub fn put(&mut self, keys: &[(String, SecretKey)]) -> Result<(), KeysError> {
        let Opened { keys: held, locking, .. } = self.opened()?;
        let (mut held, locking) = (held.clone(), locking.clone());
        held.extend(keys.iter().cloned());
        self.write(held, locking)
    }

    /// Moves one key to a file of its own under a passphrase of its own; refuses to replace one.
    ///
    /// Broken off in between, it leaves the key in both files.
    pub fn take_out(&mut self, name: &str, to: &Path, passphrase: &SecretString) -> Result<(), KeysError> {
        let Opened { keys, locking, .. } = self.opened()?;
        let (mut kept, locking) = (keys.clone(), locking.clone());
        let key = kept.remove(name).ok_or_else(|| KeysError::Missing { name: name.to_owned(), known: Vec::new() })?;
        create_at(to, &KeyMap::from([(name.to_owned(), key)]), passphrase)?;
        self.write(kept, locking)
    }

    /// Locks the file by another passphrase. The old file stays whole until the new one is in place.
    pub fn lock_again(&mut self, passphrase: SecretString) -> Result<(), KeysError> {
        let keys = self.opened()?.keys.clone();
        let locking = Locking::new(&passphrase).map_err(|error| file_error(&self.path, error))?;
        self.write(keys, locking)?;
        self.passphrase = Box::new(move || Some(passphrase.clone()));
        Ok(())
    }

    /// Every key with its name, by name.
    pub fn keys(&self) -> Result<Vec<(String, SecretKey)>, KeysError> {
        Ok(self.opened()?.keys.iter().map(|(name, key)| (name.clone(), key.clone())).collect())
    }

    /// The identity with which the standard `age` opens the file, until its passphrase changes.
    pub fn identity(&self) -> Result<SecretString, KeysError> {
        Ok(self.unlock()?.1.to_string())
    }

    fn opened(&self) -> Result<&Opened, KeysError> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let (opened, _) = self.unlock()?;
        Ok(self.opened.get_or_init(|| opened))
    }

    fn unlock(&self) -> Result<(Opened, Identity), KeysError> {
        let passphrase = (self.passphrase)().ok_or(KeysError::Locked)?;
        let locked = read(&self.path)?;
        let opened = keyring::open(&locked, &passphrase).map_err(|error| {
            if matches!(error, KeyringError::WrongPassphrase) {
                KeysError::WrongPassphrase { name: shown(&self.path) }
            } else {
                file_error(&self.path, error)
            }
        })?;
        let keyring::Opened { keys, identity, locking } = opened;
        Ok((Opened { keys, locking, locked }, identity))
    }

    /// Writes the file anew, if it still is what was opened.
    fn write(&mut self, keys: KeyMap, locking: Locking) -> Result<(), KeysError> {
        if read(&self.path)? != self.opened()?.locked {
            return Err(file_error(&self.path, "another process has changed it; run the command again"));
        }
        let locked = write(&self.path, &keys, &locking, Place::Replaced)?;
        self.opened = OnceCell::from(Opened { keys, locking, locked });
        Ok(())
    }
}

fn read(path: &Path) -> Result<Vec<u8>, KeysError> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE_BYTES_MAX).read_to_end(&mut bytes));
    read.map_err(|error| file_error(path, error))?;
    Ok(bytes)
}

/// Whether a file is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    New,
    Replaced,
}

fn create_at(path: &Path, keys: &KeyMap, passphrase: &SecretString) -> Result<(), KeysError> {
    let locking = Locking::new(passphrase).map_err(|error| file_error(path, error))?;
    write(path, keys, &locking, Place::New).map(drop)
}

/// Writes a key file by way of a temporary one beside it; gives its bytes.
fn write(path: &Path, keys: &KeyMap, locking: &Locking, place: Place) -> Result<Vec<u8>, KeysError> {
    let locked = keyring::lock(keys, locking).map_err(|error| file_error(path, error))?;
    put_in_place(path, &locked, place).map_err(|error| file_error(path, error))?;
    Ok(locked)
}

/// Moves bytes to their place when they are on the disk.
fn put_in_place(path: &Path, bytes: &[u8], place: Place) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Only its owner reads it, from the first byte on.
    let mut file = tempfile::Builder::new().prefix(".qafila-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let placed = match place {
        Place::New => file.persist_noclobber(path),
        Place::Replaced => file.persist(path),
    };
    placed.map_err(|error| error.error)?;
    // The new name is on the disk when its folder is; elsewhere folders cannot be opened for that.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// The name of a key file, as errors show it.
fn shown(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn file_error(path: &Path, cause: impl Into<Box<dyn Error + Send + Sync>>) -> KeysError {
    KeysError::File { name: shown(path), cause: cause.into() }
}

impl Keys for KeyFile {
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError> {
        let keys = &self.opened()?.keys;
        keys.get(name).cloned().ok_or_else(|| {
            let known = keys.keys().filter(|known| !NODE_KEYS.contains(&known.as_str())).cloned().collect();
            KeysError::Missing { name: name.to_owned(), known }
        })
    }
}
