//! A passphrase as the lock of an age file: argon2id (RFC 9106) makes an X25519 identity of it.
//!
//! The file's header holds two stanzas, both under age's own checksum:
//!
//! ```text
//! -> qafila-argon2id $argon2id$v=19$m=65536,t=3,p=1$<salt, base64 without padding>
//! -> X25519 ...
//! ```
//!
//! The first tells how the identity of the second is made. Programs that do not know it pass
//! over it, so with the identity itself the standard `age` opens the file. Lock and content are
//! one file, and so are never replaced by halves.

use crate::seal::{IdentityError, identity};
use age::secrecy::{ExposeSecret as _, SecretString};
use age_core::format::{FileKey, Stanza};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read as _};
use std::str::FromStr;
use zeroize::Zeroizing;

/// Tag of the stanza that holds the parameters.
const TAG: &str = "qafila-argon2id";

/// Tag of a file that age locks by a passphrase itself.
const SCRYPT_TAG: &str = "scrypt";

/// Tag of the stanza that the identity opens.
const X25519_TAG: &str = "X25519";

/// Bytes of the salt (RFC 9106, section 3.1, recommends 16).
const SALT_BYTES: usize = 16;

/// What one try of a passphrase costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    /// Memory, in KiB.
    memory: u32,
    /// Passes over it.
    passes: u32,
    /// Lanes.
    lanes: u32,
}

/// The second choice of RFC 9106, section 4, for machines short of memory, on one lane.
const COST: Cost = Cost { memory: 64 * 1024, passes: 3, lanes: 1 };

/// The most that is tried for a file from elsewhere: 1 GiB, 16 passes.
const COST_MAX: Cost = Cost { memory: 1024 * 1024, passes: 16, lanes: 16 };

/// Why a file is not locked or not opened.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// The passphrase is another one.
    #[error("the passphrase does not open it")]
    WrongPassphrase,
    /// Locked as age itself does it.
    #[error("it is locked by scrypt, as no node of this version is: make the node anew with `qafila init`")]
    Scrypt,
    /// One of the two stanzas is not there.
    #[error("its header has no stanza `{tag}`")]
    Missing {
        /// Which.
        tag: &'static str,
    },
    /// The parameters are not written as they should be.
    #[error("its parameters `{given}` are not of the form `{TAG} {}`", Lock { cost: COST, salt: [0; SALT_BYTES] })]
    Form {
        /// As given, cut to 80 characters.
        given: String,
    },
    /// Trying would take too much memory or time.
    #[error("its parameters `{lock}` ask for more than 1 GiB, 16 passes or 16 lanes")]
    TooCostly {
        /// The parameters.
        lock: String,
    },
    /// Argon2 failed.
    #[error("argon2: {0}")]
    Argon2(argon2::Error),
    /// There is not enough memory for it.
    #[error("no {kib} KiB of memory are free to try the passphrase")]
    Memory {
        /// How many it takes.
        kib: u32,
    },
    /// No random bytes.
    #[error("the system gave no random bytes: {0}")]
    Entropy(getrandom::Error),
    /// What argon2 made is no identity.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// Age did not write the file.
    #[error(transparent)]
    Encrypt(#[from] age::EncryptError),
    /// The file is no age file, or was cut or changed.
    #[error(transparent)]
    Damaged(age::DecryptError),
    /// The file was cut or changed behind its header.
    #[error(transparent)]
    Cut(io::Error),
}

/// How a passphrase becomes an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lock {
    cost: Cost,
    salt: [u8; SALT_BYTES],
}

impl Lock {
    fn new() -> Result<Self, LockError> {
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt).map_err(LockError::Entropy)?;
        Ok(Self { cost: COST, salt })
    }

    fn identity(&self, passphrase: &SecretString) -> Result<age::x25519::Identity, LockError> {
        let Cost { memory, passes, lanes } = self.cost;
        if memory > COST_MAX.memory || passes > COST_MAX.passes || lanes > COST_MAX.lanes {
            return Err(LockError::TooCostly { lock: self.to_string() });
        }
        let mut seed = Zeroizing::new([0; 32]);
        let params = Params::new(memory, passes, lanes, Some(seed.len())).map_err(LockError::Argon2)?;
        let blocks = params.block_count();
        // Wiped at the end: argon2 leaves that to who lends the memory.
        let mut work = Zeroizing::new(Vec::new());
        work.try_reserve_exact(blocks).map_err(|_| LockError::Memory { kib: memory })?;
        work.resize(blocks, Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let passphrase = passphrase.expose_secret().as_bytes();
        argon2
            .hash_password_into_with_memory(passphrase, &self.salt, seed.as_mut(), work.as_mut_slice())
            .map_err(LockError::Argon2)?;
        Ok(identity(&seed)?)
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Cost { memory, passes, lanes } = self.cost;
        write!(f, "$argon2id$v=19$m={memory},t={passes},p={lanes}${}", STANDARD_NO_PAD.encode(self.salt))
    }
}

impl FromStr for Lock {
    type Err = LockError;

    fn from_str(given: &str) -> Result<Self, LockError> {
        let parse = || {
            let (cost, salt) = given.strip_prefix("$argon2id$v=19$")?.split_once('$')?;
            let mut numbers = cost.split(',');
            let mut number = |name| numbers.next()?.strip_prefix(name)?.parse().ok();
            let cost = Cost { memory: number("m=")?, passes: number("t=")?, lanes: number("p=")? };
            let salt = STANDARD_NO_PAD.decode(salt).ok()?.try_into().ok()?;
            Some(Self { cost, salt })
        };
        // One form only: what is read must be what would be written.
        let read = parse().filter(|lock| lock.to_string() == given);
        read.ok_or_else(|| LockError::Form { given: given.chars().take(80).collect() })
    }
}

/// Locks bytes so that a passphrase opens them.
pub(crate) fn encrypt(plain: &[u8], locking: &Locking) -> Result<Vec<u8>, LockError> {
    Ok(age::encrypt(locking, plain)?)
}

/// What was locked, the identity that opens it, and how to lock it so again.
pub(crate) struct Unlocked {
    pub(crate) plain: Zeroizing<Vec<u8>>,
    pub(crate) identity: age::x25519::Identity,
    pub(crate) locking: Locking,
}

/// Opens what is locked by a passphrase.
pub(crate) fn decrypt(locked: &[u8], passphrase: &SecretString) -> Result<Unlocked, LockError> {
    let key = Unlocking { passphrase, made: OnceCell::new() };
    let file = age::Decryptor::new_buffered(locked).map_err(LockError::Damaged)?;
    let mut reader = file.decrypt(std::iter::once(&key as &dyn age::Identity)).map_err(refused)?;
    // Room for all of it from the start: what a growing buffer leaves behind is not wiped.
    let mut plain = Zeroizing::new(Vec::with_capacity(locked.len()));
    reader.read_to_end(&mut plain).map_err(LockError::Cut)?;
    let (lock, identity) = key.made.into_inner().ok_or(LockError::WrongPassphrase)?;
    let recipient = identity.to_public();
    Ok(Unlocked { plain, identity, locking: Locking { lock, recipient } })
}

/// Takes a refusal of ours out of age's.
fn refused(error: age::DecryptError) -> LockError {
    if matches!(error, age::DecryptError::NoMatchingKeys) {
        return LockError::WrongPassphrase;
    }
    if let age::DecryptError::Io(error) = error {
        return error.downcast().unwrap_or_else(LockError::Cut);
    }
    LockError::Damaged(error)
}

/// Locks by a passphrase without knowing it: the parameters, and the public half of the identity
/// that they make of it.
#[derive(Clone)]
pub struct Locking {
    lock: Lock,
    recipient: age::x25519::Recipient,
}

impl Locking {
    /// The lock of a passphrase, with a salt of its own.
    pub fn new(passphrase: &SecretString) -> Result<Self, LockError> {
        let lock = Lock::new()?;
        let recipient = lock.identity(passphrase)?.to_public();
        Ok(Self { lock, recipient })
    }
}

impl age::Recipient for Locking {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), age::EncryptError> {
        let (wrapped, labels) = self.recipient.wrap_file_key(key)?;
        let parameters = Stanza { tag: TAG.to_owned(), args: vec![self.lock.to_string()], body: Vec::new() };
        Ok((std::iter::once(parameters).chain(wrapped).collect(), labels))
    }
}

struct Unlocking<'p> {
    passphrase: &'p SecretString,
    made: OnceCell<(Lock, age::x25519::Identity)>,
}

impl Unlocking<'_> {
    /// The identity that the header's parameters make of the passphrase.
    fn identity(&self, stanzas: &[Stanza]) -> Result<&age::x25519::Identity, LockError> {
        let has = |tag: &str| stanzas.iter().any(|stanza| stanza.tag == tag);
        if has(SCRYPT_TAG) {
            return Err(LockError::Scrypt);
        }
        if !has(X25519_TAG) {
            return Err(LockError::Missing { tag: X25519_TAG });
        }
        let parameters = stanzas.iter().find(|stanza| stanza.tag == TAG).ok_or(LockError::Missing { tag: TAG })?;
        let lock: Lock = parameters.args.join(" ").parse()?;
        let identity = lock.identity(self.passphrase)?;
        Ok(&self.made.get_or_init(|| (lock, identity)).1)
    }
}

impl age::Identity for Unlocking<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        self.made.get()?.1.unwrap_stanza(stanza)
    }

    fn unwrap_stanzas(&self, stanzas: &[Stanza]) -> Option<Result<FileKey, age::DecryptError>> {
        match self.identity(stanzas) {
            Ok(identity) => identity.unwrap_stanzas(stanzas),
            Err(error) => Some(Err(age::DecryptError::Io(io::Error::other(error)))),
        }
    }
}
