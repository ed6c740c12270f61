//! The node's database and key file, on a real disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod damage;
mod database;
mod erasure;
mod head;
mod keys;
mod place;
mod server;
mod suite;
mod support;
