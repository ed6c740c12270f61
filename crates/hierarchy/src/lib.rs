//! Shortest routes under many weights at once, kept exact while weights change.
//!
//! A customizable contraction hierarchy with `K` metrics side by side: each edge has `K` weights
//! in each direction, and every arc of the hierarchy keeps `K` lanes. It knows numbered nodes,
//! edges and weights, and nothing of roads. `docs/hierarchy.md` says how it is tested and how fast it is.
//!
//! [`Graph`] -> [`Chains`] -> [`Order`] -> [`Skeleton`]: made once, whatever the weights. Then
//! [`Metric`] weighs its arcs, a [`Searcher`] finds distances and
//! routes, and an [`Updater`] changes the weights of edges.
//! A [`Potential`] answers from or to one place; a [`Front`] chooses between time and risk.

mod chains;
mod customize;
mod ends;
mod front;
mod graph;
mod halves;
mod metric;
mod order;
mod path;
mod potential;
mod search;
mod skeleton;
mod update;
mod wide;

pub use chains::Chains;
pub use ends::End;
pub use front::{Choice, Cost, DIRECTIONS, Direction, Front, Gap};
pub use graph::{CLOSED, EDGES_MAX, Graph, GraphError, NODES_MAX};
pub use metric::{Metric, MetricError, Weights};
pub use order::{ARCS_MAX, Order, OrderError, Progress, Stage};
pub use path::{Route, Step};
pub use potential::{Potential, Toward};
pub use search::Searcher;
pub use skeleton::Skeleton;
pub use update::{PARTIAL_MAX, Updated, Updater};
