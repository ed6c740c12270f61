//! Signed, append-only logs in public formats.
//!
//! A journal is a Merkle tree over small entries, a signed checkpoint of that
//! tree, and beside it, for those allowed to see them, the statements the
//! entries commit to. Each module is one published format and nothing else:
//!
//! | module | format |
//! |---|---|
//! | [`tree`] | Merkle tree and its proofs: RFC 9162 section 2.1 |
//! | [`tile`] | the tree and its entries as files: C2SP tlog-tiles |
//! | [`note`] | signed text and key lines: C2SP signed-note, tlog-cosignature v1 |
//! | [`checkpoint`] | the signed head of a log: C2SP tlog-checkpoint |
//! | [`tlog_proof`] | one entry's place in a log, to hand over: C2SP tlog-proof |
//! | [`cose`] | a statement signed by one key: RFC 9052, RFC 9943 |
//! | [`entry`], [`content`] | our own: what a log says in public, and what it discloses |
//! | [`log`], [`verify`] | writing a journal folder, and auditing one |
//!
//! - Pure: no clock, disk, network or randomness; callers pass salts and files in.
//! - Domain-free: what a statement means is somebody else's business.
//! - Bytes from outside are bounded before they are decoded, and decoding
//!   accepts one form only: decode, encode again, compare.

pub mod checkpoint;
pub mod content;
pub mod cose;
pub mod entry;
pub mod files;
pub mod keys;
pub mod log;
pub mod note;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
pub mod verify;
