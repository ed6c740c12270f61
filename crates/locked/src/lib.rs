//! What only its owner opens: keys under a passphrase, packs for one reader. Bytes in, bytes out; no disk.
//!
//! - Both are age files, so that the standard program opens them too.
//! - Passphrases go through argon2id; what was secret is wiped.

pub mod keyring;
mod lock;
mod seal;

/// Texts that are wiped after use, as passphrases are given.
pub use age::secrecy;
/// What opens a file of keys without its passphrase.
pub use age::x25519::Identity;
pub use lock::{LockError, Locking};
pub use seal::{AgeSeals, IdentityError};
