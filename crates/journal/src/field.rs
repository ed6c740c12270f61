//! Fields of a statement that only some of its readers may see.
//!
//! ```text
//! field commitment = SHA-256("qafila/field/v1" || 0x00 || salt[32] || value)
//! ```
//!
//! In the signed statement stands `hidden:` and the commitment in hexadecimal digits, where the value would
//! stand. Who may see the value is handed its [`Opening`] beside the statement. A statement that is known
//! without it stays whole, signed and in the tree; and the salt keeps the value from being guessed, for a
//! serial number has few plausible forms.

use crate::entry::Salt;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Digest, HIDDEN_MARK, Hidden, ID_BYTES_MAX};

/// Most fields of one statement that can be hidden. Each takes at least 73 bytes of the 16 KiB of a
/// payload, so no statement has much room for more.
pub const FIELDS_MAX: usize = 128;
/// Longest hidden value: identifiers only are hidden.
pub const VALUE_BYTES_MAX: usize = ID_BYTES_MAX;

/// Keeps field commitments apart from any other hash.
const FIELD_PREFIX: &[u8] = b"qafila/field/v1\0";

/// Binds a statement to a value without showing it.
pub fn commitment(salt: &Salt, value: &[u8]) -> Digest {
    let hash = Sha256::new().chain_update(FIELD_PREFIX).chain_update(salt.as_bytes()).chain_update(value);
    Digest::new(hash.finalize().into())
}

/// What opens one hidden field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// What hid the value.
    pub salt: Salt,
    /// The value.
    pub value: Vec<u8>,
}

impl Opening {
    /// What it opens.
    pub fn commitment(&self) -> Digest {
        commitment(&self.salt, &self.value)
    }
}

/// The commitments that a signed statement holds, wherever they stand in its bytes. An opening of any
/// other is none of this statement's.
pub fn named(statement: &[u8]) -> BTreeSet<Digest> {
    const LENGTH: usize = HIDDEN_MARK.len() + 64;
    let marked = statement.windows(LENGTH).filter(|window| window.starts_with(HIDDEN_MARK.as_bytes()));
    let read = |window| Hidden::read(std::str::from_utf8(window).ok()?);
    marked.filter_map(read).map(|hidden| hidden.0).collect()
}
