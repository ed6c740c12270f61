//! Key lines (`name+id+base64`) and signers.

use super::SignatureLine;
use crate::keys::{SecretKey, Signature};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;
use units::{Moment, OriginLine, PublicKey};

/// Longest key line accepted: a post-quantum key of 2 kB in base64, behind a name.
pub const KEY_LINE_BYTES_MAX: usize = 4 * 1024;

/// Signature type of an Ed25519 key.
const ED25519: u8 = 0x01;
/// Signature type of a cosigner (tlog-cosignature v1).
const COSIGNER: u8 = 0x04;

/// The 32-bit id of a key: no strong hash, only a name for lines to be told apart by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(u32);

impl KeyId {
    /// From the first four bytes of a signature.
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        Self(u32::from_be_bytes(bytes))
    }

    /// As they open a signature.
    pub const fn to_bytes(self) -> [u8; 4] {
        self.0.to_be_bytes()
    }

    /// SHA-256(name, newline, type, key), its first four bytes.
    fn of(name: &str, typed: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(name).chain_update(b"\n").chain_update(typed).finalize();
        Self::from_bytes([hash[0], hash[1], hash[2], hash[3]])
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// What verifies the lines of a key, by its signature type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verifier {
    /// Type 0x01: Ed25519 over the text.
    Ed25519(PublicKey),
    /// Type 0x04: Ed25519 over a time and the text.
    Cosigner(PublicKey),
    /// Any other type: kept, shown, never judged.
    Other {
        /// The type byte.
        kind: u8,
        /// The key in the form of its type.
        key: Vec<u8>,
    },
}

impl Verifier {
    /// The type byte and the key.
    fn typed(&self) -> Vec<u8> {
        let (kind, key): (u8, &[u8]) = match self {
            Self::Ed25519(key) => (ED25519, key.as_bytes()),
            Self::Cosigner(key) => (COSIGNER, key.as_bytes()),
            Self::Other { kind, key } => (*kind, key),
        };
        [&[kind], key].concat()
    }
}

/// A named public key, as in `example.com/log+530d903a+AekyeRrm..`.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: OriginLine,
    id: KeyId,
    verifier: Verifier,
}

/// Why a text is no key line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyLineError {
    /// Longer than any key line.
    #[error("key line has {bytes} bytes, at most {KEY_LINE_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not `name+id+base64`.
    #[error("`{line}` is no key line such as name+0123abcd+base64")]
    Shape {
        /// The line as given, cut to 80 characters.
        line: String,
    },
    /// A name with a plus sign cannot be told from what follows it.
    #[error("key name `{name}` holds a plus sign")]
    Name {
        /// The name as given.
        name: OriginLine,
    },
    /// The id is not that of this name and key.
    #[error("key line of `{name}` states id {stated}, its name and key give {computed}")]
    Id {
        /// The name on the line.
        name: OriginLine,
        /// The id on the line.
        stated: KeyId,
        /// The id that belongs to it.
        computed: KeyId,
    },
}

impl VerifierKey {
    /// Names a verifier; the name must not hold a plus sign.
    pub fn new(name: OriginLine, verifier: Verifier) -> Result<Self, KeyLineError> {
        if name.as_str().contains('+') {
            return Err(KeyLineError::Name { name });
        }
        let id = KeyId::of(name.as_str(), &verifier.typed());
        Ok(Self { name, id, verifier })
    }

    /// The key's name; for a log's own key, its origin line.
    pub const fn name(&self) -> &OriginLine {
        &self.name
    }

    /// The id its lines carry.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// What verifies its lines.
    pub const fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Whether a line says that it is by this key.
    pub fn names(&self, line: &SignatureLine) -> bool {
        line.id == self.id && line.name == self.name.as_str()
    }
}

impl FromStr for VerifierKey {
    type Err = KeyLineError;

    fn from_str(line: &str) -> Result<Self, KeyLineError> {
        if line.len() > KEY_LINE_BYTES_MAX {
            return Err(KeyLineError::TooLong { bytes: line.len() });
        }
        let shape = || KeyLineError::Shape { line: line.chars().take(80).collect() };
        let (name, rest) = line.split_once('+').ok_or_else(shape)?;
        let (id, typed) = rest.split_once('+').ok_or_else(shape)?;
        let name = OriginLine::new(name).map_err(|_| shape())?;
        let mut stated = [0; 4];
        hex::decode_to_slice(id, &mut stated).map_err(|_| shape())?;
        let typed = BASE64.decode(typed).map_err(|_| shape())?;
        let (kind, key) = typed.split_first().ok_or_else(shape)?;
        let public = || Ok(PublicKey::new(key.try_into().map_err(|_| shape())?));
        let verifier = match *kind {
            ED25519 => Verifier::Ed25519(public()?),
            COSIGNER => Verifier::Cosigner(public()?),
            kind => Verifier::Other { kind, key: key.to_vec() },
        };
        let found = Self::new(name, verifier)?;
        let stated = KeyId::from_bytes(stated);
        if stated != found.id {
            return Err(KeyLineError::Id { name: found.name, stated, computed: found.id });
        }
        // Upper-case digits in the id would be a second form of the same key.
        if found.to_string() == line { Ok(found) } else { Err(shape()) }
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}+{}", self.name, self.id, BASE64.encode(self.verifier.typed()))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A named private key that signs notes.
#[derive(Clone, Debug)]
pub struct Signer {
    key: VerifierKey,
    secret: SecretKey,
    time: Option<Moment>,
}

impl Signer {
    /// Signs as a log: type 0x01.
    pub fn log(name: OriginLine, secret: SecretKey) -> Result<Self, KeyLineError> {
        let key = VerifierKey::new(name, Verifier::Ed25519(secret.public()))?;
        Ok(Self { key, secret, time: None })
    }

    /// Signs as a cosigner at this time: type 0x04. A time before 1970 is written as 1970.
    pub fn cosigner(name: OriginLine, secret: SecretKey, time: Moment) -> Result<Self, KeyLineError> {
        let key = VerifierKey::new(name, Verifier::Cosigner(secret.public()))?;
        Ok(Self { key, secret, time: Some(time) })
    }

    /// The public half, with the name.
    pub const fn verifier_key(&self) -> &VerifierKey {
        &self.key
    }

    /// Signs other bytes than a note's, as a log; `None` for a cosigner, which signs nothing else.
    pub(crate) fn sign_as_log(&self, message: &[u8]) -> Option<Signature> {
        self.time.is_none().then(|| self.secret.sign(message))
    }

    /// The bytes after the id on its line.
    pub(super) fn sign(&self, text: &[u8]) -> Vec<u8> {
        let Some(time) = self.time else { return self.secret.sign(text).as_bytes().to_vec() };
        let seconds = u64::try_from(time.seconds()).unwrap_or(0);
        let message = [format!("cosignature/v1\ntime {seconds}\n").as_bytes(), text].concat();
        [&seconds.to_be_bytes()[..], self.secret.sign(&message).as_bytes()].concat()
    }
}
