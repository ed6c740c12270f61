//! Ways over a road network for a vehicle, under what is known of it.
//!
//! [`topology`] makes the graph, turns included; [`Shape`] puts a hierarchy over it, once for a network. A
//! [`Seeker`] weighs it under [`Costs`] and [`Gates`], takes changes, and answers: the best [`TimedWay`] for a
//! mix of time and exposure, the choices between them, and with [`Explanation`] what was gone round.

mod bounds;
mod cost;
mod explain;
mod lanes;
mod loss;
mod map;
mod openings;
mod seeker;
mod shape;
mod timed;
mod topology;
mod trees;
mod vehicle;

pub use bounds::{GateBounds, Least, Towards, targets};
pub use cost::{Cost, Costs, MIX_MAX, Mix, MixError};
pub use explain::{Engine, Explained, Explanation, Lifted, OBSTACLES_MAX, Obstacle};
pub use hierarchy::Progress;
pub use loss::{WHOLE, expected_loss};
pub use map::{Reason, Terms, topology};
pub use openings::{Gates, Openings};
pub use seeker::{Asked, Seeker, Trip, fastest};
pub use shape::{Shape, ShapeError};
pub use timed::{Bounds, Ended, LABELS_MAX, NoBounds, Question, Stretch, TimedWay, timed_way};
pub use topology::{Edge, NodeTurn, Piece, Topology};
pub use trees::Trees;
pub use vehicle::{Barred, Going, VEHICLES, VEHICLES_BYTES_MAX, Vehicle, VehiclesError, read_vehicles};
