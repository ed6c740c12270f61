//! Nodes that speak, exchange journals and ask each other's views, all in memory.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod audience;
mod exchange;
mod forger;
mod memory;
mod orders;
mod saying;
mod standing;
mod times;
mod world;
