//! Frames: a length, a header that says what comes and how much, and the bytes, packed or not.
//!
//! Lengths are held against the format's own limits and against what is left of the file before
//! anything is read (OpenStreetMap wiki, PBF Format, "File format").

use super::wire::{Fields, Malformed};
use crate::error::OsmError;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{ErrorKind, Read};

/// Longest header of a frame: 64 KiB.
pub const HEADER_BYTES_MAX: u64 = 64 << 10;

/// Longest frame, packed or unpacked: 32 MiB.
pub const BLOB_BYTES_MAX: u64 = 32 << 20;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FrameKind {
    /// What the file needs of its reader.
    Header,
    /// Elements.
    Data,
    /// Something that may be passed over.
    Other,
}

/// Where a frame lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) kind: FrameKind,
    /// Where its bytes begin.
    pub(crate) at: u64,
    /// How many there are.
    pub(crate) bytes: u64,
}

impl Frame {
    /// Where the next frame begins.
    pub(crate) const fn end(&self) -> u64 {
        self.at + self.bytes
    }
}

/// Reads the head of the frame that begins at `at`, of a file of `total` bytes; nothing at its end.
pub(crate) fn next(reader: &mut impl Read, at: u64, total: u64) -> Result<Option<Frame>, OsmError> {
    if at == total {
        return Ok(None);
    }
    let length = read(reader, at, 4, total)?;
    let length = length.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    if length > HEADER_BYTES_MAX {
        return Err(OsmError::HeaderTooLarge { at, bytes: length });
    }
    let head = read(reader, at + 4, length, total)?;
    let malformed = |Malformed(what)| OsmError::Malformed { at, what };
    let (mut kind, mut bytes) = (None, None);
    let mut fields = Fields(&head);
    while let Some((number, value)) = fields.next().map_err(malformed)? {
        match number {
            1 => kind = Some(kind_of(value.bytes().map_err(malformed)?)),
            3 => bytes = Some(value.number().map_err(malformed)?),
            _ => {}
        }
    }
    let (Some(kind), Some(bytes)) = (kind, bytes) else {
        return Err(OsmError::Malformed { at, what: "the head of a frame says neither what it holds nor how much" });
    };
    if bytes > BLOB_BYTES_MAX {
        return Err(OsmError::BlobTooLarge { at, bytes });
    }
    let frame = Frame { kind, at: at + 4 + length, bytes };
    if frame.end() > total {
        return Err(OsmError::Truncated { at, needed: frame.end(), bytes: total });
    }
    Ok(Some(frame))
}

fn kind_of(name: &[u8]) -> FrameKind {
    match name {
        b"OSMHeader" => FrameKind::Header,
        b"OSMData" => FrameKind::Data,
        _ => FrameKind::Other,
    }
}

/// Reads `bytes` from `at`; never more than a frame may have.
pub(crate) fn read(reader: &mut impl Read, at: u64, bytes: u64, total: u64) -> Result<Vec<u8>, OsmError> {
    let truncated = || OsmError::Truncated { at, needed: at + bytes, bytes: total };
    if at + bytes > total {
        return Err(truncated());
    }
    let mut taken = vec![0; usize::try_from(bytes.min(BLOB_BYTES_MAX)).unwrap_or(0)];
    match reader.read_exact(&mut taken) {
        Ok(()) => Ok(taken),
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Err(truncated()),
        Err(cause) => Err(OsmError::Read { at, cause }),
    }
}

/// Unpacks a frame's bytes.
pub(crate) fn unpack(at: u64, bytes: Vec<u8>) -> Result<Vec<u8>, OsmError> {
    let malformed = |Malformed(what)| OsmError::Malformed { at, what };
    let (mut raw, mut packed, mut size) = (None, None, None);
    let mut fields = Fields(&bytes);
    while let Some((number, value)) = fields.next().map_err(malformed)? {
        match number {
            1 => raw = Some(value.bytes().map_err(malformed)?),
            2 => size = Some(value.number().map_err(malformed)?),
            3 => packed = Some(value.bytes().map_err(malformed)?),
            4 => return Err(OsmError::Compression { at, kind: "lzma" }),
            5 => return Err(OsmError::Compression { at, kind: "bzip2" }),
            6 => return Err(OsmError::Compression { at, kind: "lz4" }),
            7 => return Err(OsmError::Compression { at, kind: "zstd" }),
            _ => {}
        }
    }
    match (raw, packed, size) {
        (Some(raw), _, _) => Ok(raw.to_vec()),
        (None, Some(packed), Some(size)) if size <= BLOB_BYTES_MAX => inflate(at, packed, size),
        (None, Some(_), Some(bytes)) => Err(OsmError::BlobTooLarge { at, bytes }),
        (None, _, _) => Err(OsmError::Malformed { at, what: "a frame holds no data, or does not say how much" }),
    }
}

fn inflate(at: u64, packed: &[u8], size: u64) -> Result<Vec<u8>, OsmError> {
    let mut data = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let mut inflater = Decompress::new(true);
    let status = inflater.decompress_vec(packed, &mut data, FlushDecompress::Finish);
    let whole = matches!(status, Ok(Status::StreamEnd)) && data.len() as u64 == size;
    if whole { Ok(data) } else { Err(OsmError::Inflate { at, stated: size, found: inflater.total_out() }) }
}
