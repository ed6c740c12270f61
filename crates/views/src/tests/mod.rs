//! What must hold of views, whatever is said.

mod account;
mod build;
mod catalogue;
mod checks;
mod conserved;
mod corridor;
mod fusion;
mod handover;
mod ladder;
mod order;
mod outlook;
mod reconcile;
mod strange;
