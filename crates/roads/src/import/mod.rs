//! Files that become parts of a network: our own GeoJSON, that of others, and CSV.
//!
//! Whatever is read is told by the number of its feature or row; every bad one at once, up to a bound.
//! The binary reads OpenStreetMap with another crate, which hands over the same [`Parts`].

mod collection;
mod csv;
mod fault;
mod foreign;
mod member;
mod own;
mod preset;
mod road;

pub use fault::{FeatureFault, ImportError, Problem, Unit};
pub(crate) use member::microdegrees;
pub use preset::{Otherwise, PRESET_BYTES_MAX, Preset};

use crate::network::Network;
use crate::parts::Parts;
use std::collections::BTreeMap;

/// Longest file of an operation accepted, in bytes: 64 MiB, some hundred thousand features as written here.
pub const FILE_BYTES_MAX: usize = 64 << 20;

/// Most features accepted in an operation: a corridor's, with room for all roads of a province.
pub const FEATURES_MAX: usize = 200_000;

/// Most features or rows accepted in an import: three countries of three million segments.
pub const IMPORT_FEATURES_MAX: usize = 8_000_000;

/// Most points in one line: a point each 200 m of the longest segment.
pub const LINE_POINTS_MAX: usize = 10_000;

/// Most axes one segment may belong to.
pub const AXES_PER_SEGMENT_MAX: usize = 16;

/// Longest name of a place, in bytes.
pub const NAME_BYTES_MAX: usize = 200;

/// Feature numbers named of each kind of what was left out.
const EXAMPLES_MAX: usize = 10;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A network file, form of `docs/network-file.md`.
    Network,
    /// GeoJSON, ours or others'.
    GeoJson,
    /// CSV, `docs/network.md`.
    Csv,
    /// OpenStreetMap PBF; the crate `osm` reads it.
    Pbf,
}

impl Format {
    /// What a file that begins so is.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // A PBF begins with the length of a header of type OSMHeader.
        if bytes.starts_with(&crate::file::FILE_MAGIC) {
            return Some(Self::Network);
        }
        if bytes.get(4..).is_some_and(|rest| rest.starts_with(b"\x0a\x09OSMHeader")) {
            return Some(Self::Pbf);
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        match text.first() {
            Some(b'{') => Some(Self::GeoJson),
            Some(first) if first.is_ascii_alphabetic() || *first == b'"' => {
                let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
                [b',', b';', b'\t'].iter().any(|mark| line.contains(mark)).then_some(Self::Csv)
            }
            Some(_) | None => None,
        }
    }
}

/// Why something of a file is no part of the network though nothing is wrong with the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is only proposed.
    Proposed,
    /// Its ends are one point, and it has no length.
    NoLength,
    /// It leads back to where it begins.
    Loop,
    /// It is the same as one before it.
    Twice,
}

impl LeftOut {
    /// The word used in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::NoLength => "no_length",
            Self::Loop => "loop",
            Self::Twice => "twice",
        }
    }
}

/// How many were left out, and the first of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftCount {
    /// How many.
    pub count: usize,
    /// Numbers of the first features or rows, from 1.
    pub first: Vec<usize>,
}

/// What was read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Parts, in the order of the file.
    pub parts: Parts,
    /// What was left out, by reason.
    pub left: BTreeMap<LeftOut, LeftCount>,
}

impl Imported {
    pub(crate) fn leave(&mut self, why: LeftOut, number: usize) {
        let left = self.left.entry(why).or_default();
        left.count += 1;
        if left.first.len() < EXAMPLES_MAX {
            left.first.push(number);
        }
    }

    /// Appends what another file gave.
    pub fn append(&mut self, mut other: Self) {
        self.parts.nodes.append(&mut other.parts.nodes);
        self.parts.segments.append(&mut other.parts.segments);
        self.parts.turns.append(&mut other.parts.turns);
        for (why, left) in other.left {
            let mine = self.left.entry(why).or_default();
            mine.count += left.count;
            mine.first.extend(left.first);
            mine.first.truncate(EXAMPLES_MAX);
        }
    }
}

/// Reads the network of an operation: GeoJSON in our own form.
pub fn read_geojson(text: &str) -> Result<Network, ImportError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLong { bytes: text.len() });
    }
    Ok(Network::build(own::read(text.as_bytes(), FEATURES_MAX)?)?)
}

/// Reads GeoJSON, ours or others'; a preset says whose, and is found by the members of the first feature when absent.
pub fn import_geojson(bytes: &[u8], preset: Option<&Preset>) -> Result<Imported, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match preset {
        Some(preset) => foreign::read(bytes, preset),
        None => match collection::first_members(bytes) {
            Some(members) if !members.contains_key("segment") && !members.contains_key("place") => {
                let preset = Preset::of_members(&members).ok_or_else(|| ImportError::whose(&members))?;
                foreign::read(bytes, &preset)
            }
            Some(_) | None => Ok(Imported { parts: own::read(bytes, IMPORT_FEATURES_MAX)?, left: BTreeMap::new() }),
        },
    }
}

/// Reads CSV: segments or places, by its columns (`docs/network.md`).
pub fn import_csv(bytes: &[u8]) -> Result<Imported, ImportError> {
    Ok(Imported { parts: csv::read(bytes)?, left: BTreeMap::new() })
}
