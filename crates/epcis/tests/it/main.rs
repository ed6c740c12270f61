//! Statements out as events and back, judged by the standard's own schema and examples.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod examples;
mod refusals;
mod round_trip;
mod schema;
mod support;
