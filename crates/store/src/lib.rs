//! Where a node keeps what it holds: one SQLite file or a PostgreSQL database, and one encrypted key file.
//!
//! - Implements the `Store`, `Keys` and `Seals` traits that `app` declares; decides nothing itself.
//! - An append is one transaction: all of it is on disk when it returns, or none of it.
//! - Two processes may open one node: the second waits, then says that the node is in use.

mod copy;
mod head;
mod keyfile;
mod location;
mod pg;
mod pool;
mod rows;
mod sqlite;

pub use copy::compare;
pub use head::{HEAD_FILE, HeadGuard, confirm_head};
pub use keyfile::{KEY_FILE, KeyFile, PassphraseSource};
pub use location::{Location, LocationError, STORE_FILE};
pub use locked::{AgeSeals, secrecy};
pub use pg::{PgStore, PgUrl, PgUrlError, SERVER_WAIT, Watch};
pub use pool::Pool;
pub use sqlite::{BUSY_WAIT, DATABASE_FILE, SqliteStore};
