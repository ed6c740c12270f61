//! Nodes that speak, exchange journals and ask each other's views, all in memory.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arriving;
mod attacks;
mod attesting;
mod audience;
mod dictionary;
mod erasure;
mod exchange;
mod flooding;
mod forger;
mod hiding;
mod mali;
mod measuring;
mod memory;
mod mending;
mod orders;
mod partitions;
mod passkeys;
mod reading;
mod remembering;
mod replay;
mod saying;
mod sealed;
mod slips;
mod standing;
mod sticker;
mod succession;
mod syncing;
mod times;
mod today;
mod tokens;
mod uncertain;
mod witnessing;
mod world;
