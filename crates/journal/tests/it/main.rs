//! The journal against public vectors, other people's implementations, and damage.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops where it is wrong, and its numbers are small"
)]

mod cross;
mod damage;
mod envelopes;
mod merkle;
mod notes;
mod own_vectors;
mod packs;
mod public_folders;
mod signatures;
mod support;
mod tiles;
