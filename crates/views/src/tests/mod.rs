//! What must hold of views, whatever is said.

mod build;
mod conserved;
mod corridor;
mod handover;
mod ladder;
mod order;
mod reconcile;
mod strange;
