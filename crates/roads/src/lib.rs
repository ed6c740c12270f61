//! The road network: places, segments, named axes, and ways through them.
//!
//! - [`read_geojson`] and [`write_geojson`]: the one file form, bounded on the way in.
//! - [`route`]: the best way under [`Conditions`], in whole deciseconds, always the same one.
//! - [`why_avoided`]: which closed or contested segments a way goes round.
//! - Pure: no clock, I/O or randomness. Conditions are those of one moment; who knows how
//!   they come about, or change, is elsewhere.
//!
//! The search is Dijkstra's, one way at a time: right for a corridor, and the measure by
//! which a faster one would be judged.

mod conditions;
mod export;
mod import;
mod names;
mod network;
mod road;
mod search;

pub use conditions::{Conditions, Passability, Permille, Weights};
pub use export::write_geojson;
pub use import::{
    AXES_PER_SEGMENT_MAX, FAULTS_MAX, FEATURES_MAX, FILE_BYTES_MAX, FeatureFault, ImportError, LINE_POINTS_MAX,
    NAME_BYTES_MAX, Problem, read_geojson,
};
pub use names::{NAMES_BYTES_MAX, Names, NamesError, read_axis_names};
pub use network::{
    Axis, LENGTH_MAX, Network, NetworkError, Node, NodeKind, Parts, SPEED_MAX, Segment, SegmentParts, Surface,
};
pub use road::{Access, Road, RoadClass, Season, TrackGrade, Turn};
pub use search::{Avoided, Route, Step, route, why_avoided};
