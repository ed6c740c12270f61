//! The binary as people and scripts meet it: what it prints, how it ends, what it leaves on disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod activities;
mod answers;
mod attesting;
mod backups;
mod bundles;
mod changes;
mod comparing;
mod confirming;
mod crossing;
mod damage;
mod disclosure;
mod epcis;
mod extracts;
mod facts;
mod folders;
mod help;
mod hooks;
mod interrupted;
mod keys;
mod lexicons;
mod looking;
mod machine;
mod matters;
mod networks;
mod orders;
mod places;
mod planning;
mod printing;
mod reading;
mod replay;
mod routes;
mod running;
mod saying;
mod sealed;
mod serving;
mod sheets;
mod slips;
mod statuses;
mod stores;
mod support;
mod syncing;
mod terminal;
mod twice;
mod unknown;
