//! The network file: one published form (`docs/network-file.md`), the same bytes on disk and in memory.
//!
//! A header, a table of sections, and the sections: flat arrays of little-endian numbers that are used as they lie,
//! without parsing. [`Network::open`](crate::Network::open) judges all of it first, so that whatever reads a network
//! later need not doubt an index.

mod layout;
mod open;
mod provenance;
mod write;

pub use layout::{FILE_MAGIC, FILE_VERSION, Section};
pub use open::FileError;
pub use provenance::{Provenance, ProvenanceError, SOURCE_BYTES_MAX};

pub(crate) use layout::{
    AxisOf, Corner, LIMITS_NONE, LimitsRecord, Marks, PointRecord, SECTIONS, SegmentRecord, TurnRecord, has, range,
};
pub(crate) use open::{is_order, open, table};
pub(crate) use provenance::{provenance, provenance_sections};
pub(crate) use write::{Sections, seal};
