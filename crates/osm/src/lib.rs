//! OpenStreetMap extracts (`.osm.pbf`) as the parts of a road network for lorries.
//!
//! - [`Found::find`] reads the file once for roads and turn restrictions, [`Placed::place`] reads its nodes,
//!   [`Import::assemble`] makes [`roads::Parts`] of both; [`import`] does all three. What a pass found can be saved
//!   and gone on from ([`Saved`]).
//! - Memory follows from the roads, not from the file: about 350 bytes for each segment with its nodes. A file of
//!   30 million nodes, three of them on roads, peaks at 0.75 GB; the [`Limits`] hold the roads of any file below 2 GB.
//! - Which tags mean what, what is assumed and what is left out: `docs/osm.md`. Everything that is passed over is
//!   counted in the [`Report`].
//! - Pure: bytes come from a reader that is handed in; no clock, no disk, nothing printed. A file from strangers
//!   can only be refused or counted.
//!
//! Whoever shows or passes on what comes of it owes [`ATTRIBUTION`].

mod assemble;
mod cut;
mod defaults;
mod error;
mod found;
mod geo;
mod pbf;
mod placed;
mod places;
mod report;
mod restriction;
mod saved;
mod settings;
mod source;
mod tags;
mod turns;
mod words;

pub use assemble::Import;
pub use defaults::{DEFAULTS_BYTES_MAX, Defaults, DefaultsError};
pub use error::{Looks, OsmError, SavedError};
pub use found::Found;
pub use pbf::frame::{BLOB_BYTES_MAX, HEADER_BYTES_MAX};
pub use placed::Placed;
pub use report::{Oddities, OffNetwork, Report, TurnCounts, Unread};
pub use saved::Saved;
pub use settings::{Limits, Settings};
pub use source::{Identity, OnProgress, Pass, Progress, Source};
pub use tags::node::PlaceKind;
pub use tags::road::LeftOut;

use std::io::{Read, Seek};

/// What the licence asks to be said wherever the data is shown or passed on (Open Database License 1.0, section 4.3).
pub const ATTRIBUTION: &str = "Contains information from OpenStreetMap, © OpenStreetMap contributors, available under the Open Database License \
     (ODbL) 1.0: https://www.openstreetmap.org/copyright";

/// Reads a file from nothing to a network's parts.
pub fn import<R: Read + Seek>(
    source: &mut Source<R>,
    settings: &Settings,
    on_progress: OnProgress<'_>,
) -> Result<Import, OsmError> {
    let found = Found::find(source, settings, on_progress)?;
    let placed = Placed::place(source, settings, found, on_progress)?;
    Import::assemble(placed, settings)
}
