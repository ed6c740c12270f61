//! When columns may be on which piece of road, so that none meets another where it cannot pass.
//!
//! Domain-free: numbered pieces, numbered columns, whole units of time. A column on a piece enters
//! with its head, leaves with its head after the piece's driving time, and is clear of it when its tail
//! has passed, one pass time later. Two columns in one direction keep their order and a gap; two in
//! opposing directions on a single lane exclude each other. Columns halt where there is room, off the road.
//!
//! - [`Timetable::insert`]: earliest march of one column along a given way, around all that stands.
//! - [`Timetable::insert_over`]: the same for a column that goes first: lower ones that stand in its way
//!   are taken out, and told.
//! - Pure; which way a column takes is asked elsewhere.
//!
//! Literature: Phillips, Likhachev 2011 (safe intervals); Gopalan 2015 (prioritise and idle).

mod claims;
mod march;

pub use claims::{Claim, Conflict, conflict};
pub use march::{March, Passage, Rules, Step, Timetable};
