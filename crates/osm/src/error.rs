//! Why a file gives no network: what, where, both numbers, and what to do.

use crate::pbf::frame::{BLOB_BYTES_MAX, HEADER_BYTES_MAX};
use std::fmt;
use std::io;

/// Why a file gives no network.
#[derive(Debug, thiserror::Error)]
pub enum OsmError {
    /// Another kind of file.
    #[error("the file is no OpenStreetMap PBF; it looks like {looks}: {}", looks.advice())]
    NotPbf {
        /// What it looks like.
        looks: Looks,
    },
    /// The file could not be read.
    #[error("the file could not be read at byte {at}")]
    Read {
        /// Where.
        at: u64,
        /// Why.
        #[source]
        cause: io::Error,
    },
    /// The file ends within a frame.
    #[error("the file is cut off: it has {bytes} bytes, the frame at byte {at} needs {needed}; fetch it again")]
    Truncated {
        /// Where the frame begins.
        at: u64,
        /// How long the file would have to be.
        needed: u64,
        /// How long it is.
        bytes: u64,
    },
    /// A header longer than the format allows.
    #[error(
        "at byte {at} the file states a header of {bytes} bytes, the format allows {HEADER_BYTES_MAX}; it is damaged, fetch it again"
    )]
    HeaderTooLarge {
        /// Where.
        at: u64,
        /// Its length as stated.
        bytes: u64,
    },
    /// A frame longer than the format allows.
    #[error(
        "at byte {at} the file states a block of {bytes} bytes, the format allows {BLOB_BYTES_MAX}; it is damaged, fetch it again"
    )]
    BlobTooLarge {
        /// Where.
        at: u64,
        /// Its length as stated.
        bytes: u64,
    },
    /// Bytes that are no message of the format.
    #[error("the block at byte {at} is malformed: {what}; fetch the file again")]
    Malformed {
        /// Where.
        at: u64,
        /// What is wrong with it.
        what: &'static str,
    },
    /// A block that does not unpack to what it states.
    #[error(
        "the block at byte {at} states {stated} bytes and unpacks to {found} or more; the file is damaged, fetch it again"
    )]
    Inflate {
        /// Where.
        at: u64,
        /// Its length as stated.
        stated: u64,
        /// How much came out.
        found: u64,
    },
    /// A way of packing that is not read.
    #[error(
        "the block at byte {at} is packed with {kind}, only zlib is read; write the file anew: osmium cat IN.osm.pbf -o OUT.osm.pbf"
    )]
    Compression {
        /// Where.
        at: u64,
        /// Its name.
        kind: &'static str,
    },
    /// Something a reader has to know and we do not.
    #[error("the file requires `{feature}`, which is not supported; {}", advice(feature))]
    Feature {
        /// Its name, cut to 80 characters.
        feature: String,
    },
    /// No road in it.
    #[error(
        "the file has no road that a lorry may use: {ways} ways, {highways} of them with a highway tag; is it the right extract?"
    )]
    NoRoad {
        /// Ways in it.
        ways: u64,
        /// Those that were looked at.
        highways: u64,
    },
    /// More than fits.
    #[error("the file has more than {most} {what}; cut a smaller extract, or raise the limit")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are accepted.
        most: u64,
    },
    /// The file changed between two passes over it.
    #[error("the file changed while it was read; begin again")]
    Changed,
    /// A saved state that cannot be gone on from.
    #[error("the interrupted import cannot go on: {0}; begin again")]
    Saved(#[from] SavedError),
}

fn advice(feature: &str) -> &'static str {
    if feature == "HistoricalInformation" {
        "it holds all versions of each element; take a plain extract, or: osmium time-filter IN.osh.pbf -o OUT.osm.pbf"
    } else {
        "take a plain extract"
    }
}

/// Why a saved state is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SavedError {
    /// Not one of ours, or of another version.
    #[error("its state was not saved by this version")]
    Version,
    /// Not the bytes that were saved.
    #[error("its saved state is damaged")]
    Damaged,
    /// Of another file.
    #[error("its state was saved for another file ({saved} bytes then, {bytes} now)")]
    OtherFile {
        /// Length of the file then.
        saved: u64,
        /// Length of the file now.
        bytes: u64,
    },
    /// Of the same file with other defaults.
    #[error("its state was saved with other defaults for speed and surface")]
    OtherDefaults,
}

/// What a file that is no PBF looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Nothing in it.
    Empty,
    /// OpenStreetMap XML.
    Xml,
    /// A web page, often an error page saved under the file's name.
    Html,
    /// Packed with gzip.
    Gzip,
    /// Packed with bzip2.
    Bzip2,
    /// The o5m or o5c format.
    O5m,
    /// A ZIP archive.
    Zip,
    /// JSON, perhaps GeoJSON.
    Json,
    /// None of these.
    Unknown,
}

impl Looks {
    /// Judges by the first bytes.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        let lower = text.get(..text.len().min(200)).unwrap_or_default().to_ascii_lowercase();
        let begins = |mark: &[u8]| bytes.starts_with(mark);
        match () {
            () if text.is_empty() => Self::Empty,
            () if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") => Self::Html,
            () if lower.starts_with(b"<?xml") || lower.starts_with(b"<osm") => Self::Xml,
            () if begins(b"\x1f\x8b") => Self::Gzip,
            () if begins(b"BZh") => Self::Bzip2,
            () if begins(b"\xff\xe0") => Self::O5m,
            () if begins(b"PK\x03\x04") => Self::Zip,
            () if lower.starts_with(b"{") || lower.starts_with(b"[") => Self::Json,
            () => Self::Unknown,
        }
    }

    const fn advice(self) -> &'static str {
        match self {
            Self::Empty | Self::Html => "fetch it again",
            Self::Xml | Self::O5m => "convert it: osmium cat IN -o OUT.osm.pbf",
            Self::Gzip | Self::Bzip2 | Self::Zip => "unpack it first",
            Self::Json => "a GeoJSON network is imported as it is, under its own name (.geojson)",
            Self::Unknown => "an extract ends in .osm.pbf",
        }
    }
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "an empty file",
            Self::Xml => "XML",
            Self::Html => "a web page",
            Self::Gzip => "gzip",
            Self::Bzip2 => "bzip2",
            Self::O5m => "o5m",
            Self::Zip => "a ZIP archive",
            Self::Json => "JSON",
            Self::Unknown => "something else",
        })
    }
}
