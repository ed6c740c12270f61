//! The convoy movement problem: when each column starts and which way it takes, so that all have
//! arrived soonest and no two are on one road together.
//!
//! Domain-free: numbered places, roads and columns, whole ticks of time. A column takes a road for
//! its driving time and its pass time, alone. It may start late; once on the road it does not stop.
//!
//! - [`Search`]: better and better schedules, from one seed.
//! - [`Dual`]: a bound that no schedule beats, by prices on roads at times.
//! - [`judge`]: whether a schedule holds, and what it is worth; shares no code with the search.
//!
//! Literature: Chardaire, McKeown, Verity-Harrison, Richardson 2005 (the problem, and prices in a
//! space of places and times); Gopalan 2015; Shaw 1998 (large neighbourhoods).

mod chance;
mod dual;
mod field;
mod judge;
mod problem;
mod search;
mod space;

pub use chance::Chance;
pub use dual::Dual;
pub use judge::{Flaw, judge};
pub use problem::{Column, Due, Link, Occupation, Problem, Refused, Route, Stay, Trip, Ways};
pub use search::Search;
