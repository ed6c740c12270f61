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
//! | [`witness`] | asking for a cosignature, and giving one: C2SP tlog-witness |
//! | [`mirror`] | pushing entries to who keeps a copy: C2SP tlog-mirror |
//! | [`policy`] | whose cosignatures are enough: C2SP tlog-policy |
//! | [`cose`] | a statement signed by one key: RFC 9052, RFC 9943 |
//! | [`evidence`] | our own: two signed histories of one log in one file |
//! | [`receipt`] | a proof signed by the log: RFC 9942 |
//! | [`entry`], [`content`] | our own: what a log says in public, and what it discloses |
//! | [`entry`], [`content`], [`field`] | our own: what a log says in public, and what it discloses |
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
pub mod evidence;
pub mod field;
pub mod files;
pub mod keys;
mod lines;
pub mod log;
pub mod mirror;
pub mod note;
pub mod policy;
pub mod receipt;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
pub mod verify;
pub mod witness;
