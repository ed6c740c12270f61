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

mod axes;
mod build;
mod check;
mod conditions;
mod distance;
mod export;
mod fault;
mod file;
mod gap;
mod gazetteer;
mod groups;
mod handles;
mod import;
mod info;
mod join;
mod names;
mod near;
mod network;
mod parts;
mod road;
mod search;

pub use axes::{Axis, AxisError};
pub use check::{Finding, FindingKind, Findings, LISTED_MAX, check};
pub use conditions::{Conditions, Passability, Permille, Weights, driving_time};
pub use distance::distance;
pub use export::write_geojson;
pub use fault::{FAULTS_MAX, NetworkError, NetworkFault};
pub use file::{FILE_MAGIC, FILE_VERSION, FileError, Provenance, ProvenanceError, SOURCE_BYTES_MAX, Section};
pub use gap::{Gap, gap};
pub use gazetteer::{Gazetteer, OFFERED_MAX, fold, read_point};
pub use handles::{NodeRef, Segment};
pub use import::{
    AXES_PER_SEGMENT_MAX, FEATURES_MAX, FILE_BYTES_MAX, FeatureFault, Format, IMPORT_FEATURES_MAX, ImportError,
    Imported, LINE_POINTS_MAX, LeftCount, LeftOut, NAME_BYTES_MAX, Otherwise, PRESET_BYTES_MAX, Preset, Problem, Unit,
    import_csv, import_geojson, read_geojson,
};
pub use info::{Info, info};
pub use join::{JoinBy, JoinError, Joined, Joint, join};
pub use names::{NAMES_BYTES_MAX, Names, NamesError, read_axis_names};
pub use network::{Network, NodeIndex, OrderError, SegmentIndex, SharedBytes};
pub use parts::{LENGTH_MAX, Node, NodeKind, Parts, SPEED_MAX, SegmentParts, Surface};
pub use road::{Access, Road, RoadClass, Season, TrackGrade, Turn};
pub use search::{Avoided, Route, Step, route, why_avoided};
