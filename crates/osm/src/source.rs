//! A file that is read several times: its identity, its frames, and the decoding of many at once.

use crate::error::{Looks, OsmError};
use crate::pbf::frame::{self, BLOB_BYTES_MAX, Frame, FrameKind};
use crate::pbf::wire::{Fields, Malformed};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use sha2::{Digest as _, Sha256};
use std::io::{Read, Seek, SeekFrom};
use units::Digest;

/// How much of each end of a file tells it from another: 1 MiB.
const ENDS_BYTES: u64 = 1 << 20;

/// Frames decoded at once: enough to keep a few processors busy.
const BATCH_FRAMES: usize = 16;

/// Bytes, still packed, that are decoded at once.
const BATCH_BYTES: u64 = 8 << 20;

/// What files may require of their reader, and this one fulfils.
const FEATURES: [&[u8]; 2] = [b"OsmSchema-V0.6", b"DenseNodes"];

/// What tells one file from another without reading all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Identity {
    /// Its length.
    #[n(0)]
    pub bytes: u64,
    /// SHA-256 of its first and last MiB.
    #[n(1)]
    pub ends: Digest,
}

/// Which of the passes over the file is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Looks for roads and turn restrictions.
    Roads,
    /// Looks for the places of their nodes.
    Nodes,
}

/// How far a pass has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Which pass.
    pub pass: Pass,
    /// Bytes of the file that are done.
    pub done: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Is told how far a pass has come, some dozen times a second on a country.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress);

/// An OpenStreetMap PBF file, read where it lies.
#[derive(Debug)]
pub struct Source<R> {
    reader: R,
    identity: Identity,
    /// Where elements begin, behind the header.
    start: u64,
}

impl<R: Read + Seek> Source<R> {
    /// Looks at both ends of the file and at its header.
    pub fn new(mut reader: R) -> Result<Self, OsmError> {
        let identity = identify(&mut reader)?;
        let total = identity.bytes;
        go_to(&mut reader, 0)?;
        let first = frame::read(&mut reader, 0, total.min(4096), total)?;
        go_to(&mut reader, 0)?;
        let not_pbf = || OsmError::NotPbf { looks: Looks::of(&first) };
        // Damage in the first frame cannot be told from another kind of file, but that the file ends early can.
        let header = match frame::next(&mut reader, 0, total) {
            Ok(Some(header)) if header.kind == FrameKind::Header => header,
            Err(OsmError::Truncated { at, needed, bytes }) if looks_cut(&first) => {
                return Err(OsmError::Truncated { at, needed, bytes });
            }
            Err(OsmError::Read { at, cause }) => return Err(OsmError::Read { at, cause }),
            Ok(_) | Err(_) => return Err(not_pbf()),
        };
        let bytes = frame::read(&mut reader, header.at, header.bytes, total)?;
        let bytes = frame::unpack(header.at, bytes)?;
        require(&bytes).map_err(|error| error.unwrap_or_else(|Malformed(what)| OsmError::Malformed { at: 0, what }))?;
        Ok(Self { reader, identity, start: header.end() })
    }

    /// What tells this file from another.
    pub const fn identity(&self) -> Identity {
        self.identity
    }

    /// Goes over all frames of elements that `wanted` names by number. `decode` turns each one's bytes into
    /// something, on several threads; `take` is handed the results in the order of the file.
    pub(crate) fn pass<T: Send>(
        &mut self,
        pass: Pass,
        wanted: impl Fn(usize) -> bool,
        on_progress: OnProgress<'_>,
        decode: impl Fn(&[u8]) -> Result<T, Malformed> + Sync,
        mut take: impl FnMut(T) -> Result<(), OsmError>,
    ) -> Result<(), OsmError> {
        let total = self.identity.bytes;
        let (mut at, mut number) = (self.start, 0);
        go_to(&mut self.reader, at)?;
        loop {
            let batch = self.batch(&mut at, &mut number, &wanted)?;
            on_progress(Progress { pass, done: at, bytes: total });
            if batch.is_empty() {
                return Ok(());
            }
            let decoded: Vec<Result<T, OsmError>> = batch
                .into_par_iter()
                .map(|(frame, bytes)| {
                    let bytes = frame::unpack(frame.at, bytes)?;
                    decode(&bytes).map_err(|Malformed(what)| OsmError::Malformed { at: frame.at, what })
                })
                .collect();
            for one in decoded {
                take(one?)?;
            }
        }
    }

    /// The next frames to decode, with their bytes; none at the end of the file.
    fn batch(
        &mut self,
        at: &mut u64,
        number: &mut usize,
        wanted: &impl Fn(usize) -> bool,
    ) -> Result<Vec<(Frame, Vec<u8>)>, OsmError> {
        let total = self.identity.bytes;
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH_FRAMES && bytes < BATCH_BYTES {
            let Some(frame) = frame::next(&mut self.reader, *at, total)? else { break };
            *at = frame.end();
            let skipped = match frame.kind {
                FrameKind::Data => {
                    *number += 1;
                    !wanted(*number - 1)
                }
                FrameKind::Header | FrameKind::Other => true,
            };
            if skipped {
                go_to(&mut self.reader, *at)?;
            } else {
                bytes += frame.bytes;
                batch.push((frame, frame::read(&mut self.reader, frame.at, frame.bytes, total)?));
            }
        }
        Ok(batch)
    }
}

/// Whether a file that ends too early began like a PBF.
fn looks_cut(first: &[u8]) -> bool {
    Looks::of(first) == Looks::Unknown && first.windows(9).any(|window| window == b"OSMHeader")
}

fn go_to(reader: &mut impl Seek, at: u64) -> Result<(), OsmError> {
    reader.seek(SeekFrom::Start(at)).map(|_| ()).map_err(|cause| OsmError::Read { at, cause })
}

fn identify(reader: &mut (impl Read + Seek)) -> Result<Identity, OsmError> {
    let total = reader.seek(SeekFrom::End(0)).map_err(|cause| OsmError::Read { at: 0, cause })?;
    let mut hash = Sha256::new();
    for at in [0, total.saturating_sub(ENDS_BYTES)] {
        go_to(reader, at)?;
        hash.update(frame::read(reader, at, total.min(ENDS_BYTES).min(BLOB_BYTES_MAX), total)?);
    }
    Ok(Identity { bytes: total, ends: Digest::new(hash.finalize().into()) })
}

/// Whether the header requires nothing that is not known here. Field 4 of a HeaderBlock.
fn require(bytes: &[u8]) -> Result<(), Result<OsmError, Malformed>> {
    let mut fields = Fields(bytes);
    while let Some((number, value)) = fields.next().map_err(Err)? {
        if number == 4 {
            let feature = value.bytes().map_err(Err)?;
            if !FEATURES.contains(&feature) {
                let feature = String::from_utf8_lossy(feature).chars().filter(|c| !c.is_control()).take(80).collect();
                return Err(Ok(OsmError::Feature { feature }));
            }
        }
    }
    Ok(())
}
