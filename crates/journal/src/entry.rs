//! What a log says in public: that a statement exists, and nothing about it.
//!
//! ```text
//! commitment = SHA-256("qafila/commit/v1" || 0x00 || salt[32] || statement)
//! entry      = CBOR [1, commitment, h'']
//! ```
//!
//! Every entry has 37 bytes, whatever is said, so its length tells nothing. The
//! salt defeats guessing: a statement has few plausible wordings, and without a
//! secret one could hash them all. The signature lies inside the commitment for
//! the same reason.

use crate::tree::leaf_hash;
use sha2::{Digest as _, Sha256};
use std::fmt;
use units::Digest;

/// Bytes of every entry.
pub const ENTRY_BYTES: usize = 37;

/// Keeps commitments apart from any other hash.
const COMMIT_PREFIX: &[u8] = b"qafila/commit/v1\0";
/// CBOR array of three, the version 1, a byte string of 32.
const BEFORE: [u8; 4] = [0x83, 0x01, 0x58, 0x20];
/// CBOR byte string of none: room for what a later version discloses to all.
const AFTER: u8 = 0x40;

/// 32 secret random bytes, disclosed together with the statement they hide.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// Wraps the bytes, which the caller draws from a secure source, once for each statement.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The raw bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    /// Shows nothing: a salt in a log file would lift the secrecy of its statement.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

/// Binds an entry to a statement without showing it.
pub fn commitment(salt: &Salt, statement: &[u8]) -> Digest {
    let hash = Sha256::new().chain_update(COMMIT_PREFIX).chain_update(salt.0).chain_update(statement);
    Digest::new(hash.finalize().into())
}

/// One entry of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Hash of salt and statement.
    pub commitment: Digest,
}

/// Why bytes are no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// The wrong number of bytes.
    #[error("entry has {given} bytes, expected {ENTRY_BYTES}")]
    Length {
        /// Its bytes.
        given: usize,
    },
    /// A byte outside the commitment differs from the one form.
    #[error("entry holds byte 0x{found:02x} at {at}, expected 0x{expected:02x}")]
    Shape {
        /// Position of the byte.
        at: usize,
        /// The byte.
        found: u8,
        /// The byte of the one form.
        expected: u8,
    },
}

impl Entry {
    /// Commits to a statement.
    pub fn commit(salt: &Salt, statement: &[u8]) -> Self {
        Self { commitment: commitment(salt, statement) }
    }

    /// The entry's bytes.
    pub fn to_bytes(&self) -> [u8; ENTRY_BYTES] {
        let mut bytes = [AFTER; ENTRY_BYTES];
        bytes[..4].copy_from_slice(&BEFORE);
        bytes[4..36].copy_from_slice(self.commitment.as_bytes());
        bytes
    }

    /// Reads an entry; all but the commitment is fixed.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let bytes: &[u8; ENTRY_BYTES] = bytes.try_into().map_err(|_| EntryError::Length { given: bytes.len() })?;
        let mut commitment = [0; 32];
        commitment.copy_from_slice(&bytes[4..36]);
        let entry = Self { commitment: Digest::new(commitment) };
        let right = entry.to_bytes();
        match (0..ENTRY_BYTES).find(|at| right[*at] != bytes[*at]) {
            Some(at) => Err(EntryError::Shape { at, found: bytes[at], expected: right[at] }),
            None => Ok(entry),
        }
    }

    /// Its leaf in the tree, by which statements refer to each other.
    pub fn leaf(&self) -> Digest {
        leaf_hash(&self.to_bytes())
    }
}
