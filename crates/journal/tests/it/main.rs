//! The journal against public vectors, other people's implementations, and damage.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops where it is wrong, and its numbers are small"
)]

mod cross;
mod damage;
mod envelopes;
mod fields;
mod merkle;
mod mirror;
mod notes;
mod own_vectors;
mod packs;
mod policy;
mod public_folders;
mod receipts;
mod signatures;
mod split_view;
mod subtrees;
mod support;
mod tiles;
mod witness;
