//! The corridor at one moment: reports fused into states by a hidden Markov filter.
//!
//! `docs/corridor.md` explains it to a movement officer, with worked examples. What is knowledge
//! of a road and what is arithmetic live apart: `fusion.toml` has every number.

mod arguments;
mod chance;
mod change;
mod filter;
mod fuse;
mod parameters;
mod picture;
mod state;
mod why;

pub(crate) use arguments::bad_arguments;
pub use chance::{Chance, ShareError};
pub use change::{Brief, Change, changes};
pub use parameters::{FUSION_STANDARD, FusionParameters, ParametersError};
pub use picture::{AxisMap, Fusion, Picture};
pub use state::{Belief, Evidence, Fact, Override, Passability, State};
pub use why::{Part, Why};
