//! A node in a browser: a phone at the crossing that needs no server.
//!
//! - The same use cases as everywhere (`app`), over a storage in memory ([`pocket`]) that the browser keeps.
//! - What the page asks and is told is JSON; files are bytes. Errors are `{"message": ...}`.
//! - Keys are the same age file as a node's, under the officer's passphrase; unlocked they are in memory alone.
//! - What changed is kept by the page before it shows any result; where that fails, the phone is read anew.

mod checks;
pub mod code;
mod crossing;
mod folders;
#[cfg(target_family = "wasm")]
mod glue;
mod phone;
pub mod pocket;
mod rows;
mod verify;

pub use phone::{Phone, PhoneError};
pub use verify::verify;
