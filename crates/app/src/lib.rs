//! Use cases of one node: what a person can ask of it, without saying how it is stored,
//! shown or sent.
//!
//! - Handed its clock, randomness, keys and store ([`ports`]); reads none by itself.
//! - Returns data; words, tables and HTTP are for the edges.
//! - What partners said never fails a use case: it comes back as findings.

pub mod access;
pub mod account;
pub mod activities;
pub mod attest;
pub mod avoiding;
pub mod closures;
pub mod contacts;
pub mod deposit;
pub mod device;
pub mod erasure;
pub mod evidence;
pub mod exchange;
pub mod flow;
mod grants;
pub mod handover;
mod hiding;
pub mod hints;
pub mod hooks;
pub mod import;
pub mod jsonl;
pub mod known;
mod laid;
pub mod lexicon;
mod lineage;
pub mod listing;
pub mod looking;
pub mod measure;
mod memory;
mod mending;
pub mod mirroring;
pub mod news;
mod node;
pub mod operation;
pub mod partners;
pub mod passkeys;
pub mod picture;
pub mod places;
pub mod planning;
pub mod plans;
pub mod ports;
mod presence;
mod readership;
pub mod reading;
mod returning;
mod rules;
pub mod sealed;
pub mod searching;
pub mod slips;
mod succession;
pub mod sync;
pub mod timeline;
pub mod today;
pub mod tokens;
pub mod ways;
pub mod witness;

pub use memory::Memory;
pub use node::{AsOf, Genesis, Node, NodeError, SCHEMA_NAME, key_hash};
