//! Where a node keeps what it holds: one SQLite file, and one encrypted key file beside it.
//!
//! - Implements the `Store`, `Keys` and `Seals` traits that `app` declares; decides nothing itself.
//! - An append is one transaction: all of it is on disk when it returns, or none of it.
//! - Two processes may open one node: the second waits, then says that the node is in use.

mod head;
mod keyfile;
mod lock;
mod seal;
mod sqlite;

/// Texts that are wiped after use, as passphrases are given.
pub use age::secrecy;
pub use head::{HEAD_FILE, HeadGuard, confirm_head};
pub use keyfile::{KEY_FILE, KeyFile, PassphraseSource};
pub use seal::AgeSeals;
pub use sqlite::{BUSY_WAIT, DATABASE_FILE, SqliteStore};
