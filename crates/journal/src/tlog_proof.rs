//! One entry's place in a log, as a text to hand over (C2SP tlog-proof v1).
//!
//! Index, inclusion proof and signed checkpoint: whoever holds it, and knows the
//! log's key, can verify offline that the entry is in the log.

use crate::checkpoint::{CHECKPOINT_BYTES_MAX, CheckpointError, Opened, SignedCheckpoint};
use crate::cose::ENVELOPE_BYTES_MAX;
use crate::lines::{decode_hash, decode_number, encode_hash};
use crate::note::VerifierKey;
use crate::tree::{EntryIndex, HashReader, ProofError, ProveError, inclusion_proof, verify_inclusion};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::fmt;
use units::Digest;

/// Most hashes in a proof: one for each level of a tree of 2^64 leaves.
pub const HASHES_MAX: usize = 64;
/// Longest extra data accepted: a salt and a statement.
pub const EXTRA_BYTES_MAX: usize = 32 + ENVELOPE_BYTES_MAX;
/// Longest proof accepted: extra data in base64, hashes of 45 characters a line, a checkpoint.
pub const PROOF_BYTES_MAX: usize = CHECKPOINT_BYTES_MAX + HASHES_MAX * 45 + EXTRA_BYTES_MAX * 4 / 3 + 128;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A proof as read; nothing in it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// Where the entry stands.
    pub index: EntryIndex,
    /// The hashes from its leaf to the root.
    pub hashes: Vec<Digest>,
    /// Data beside the proof, covered by no signature.
    pub extra: Option<Vec<u8>>,
    /// The head that the proof leads to.
    pub checkpoint: SignedCheckpoint,
}

/// Why a proof is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// Longer than any proof.
    #[error("proof has {bytes} bytes, at most {PROOF_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// A line is not what should stand there, in its one form.
    #[error("proof, line {line}: expected {expected}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The checkpoint in it is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The hashes do not lead from the entry to the root.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProof {
    /// Proves an entry to be under a checkpoint, from the hashes of its tree.
    pub fn new<R: HashReader>(
        reader: &R,
        index: EntryIndex,
        checkpoint: SignedCheckpoint,
    ) -> Result<Self, ProveError<R::Error>> {
        let hashes = inclusion_proof(reader, index, checkpoint.checkpoint().size)?;
        Ok(Self { index, hashes, extra: None, checkpoint })
    }

    /// Reads a proof; accepts only what is written here.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > PROOF_BYTES_MAX {
            return Err(TlogProofError::TooLong { bytes: bytes.len() });
        }
        let fault = |line, expected| TlogProofError::Line { line, expected };
        let text = std::str::from_utf8(bytes).map_err(|_| fault(1, "UTF-8"))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(fault(1, "lines, an empty line, a checkpoint"))?;
        let mut lines = head.split('\n').zip(1..).peekable();
        if lines.next().is_none_or(|(line, _)| line != FIRST_LINE) {
            return Err(fault(1, "c2sp.org/tlog-proof@v1"));
        }
        let extra = match lines.next_if(|(line, _)| line.starts_with("extra ")) {
            Some((line, number)) => Some(decode_extra(line).ok_or(fault(number, "extra data in base64"))?),
            None => None,
        };
        let (line, number) = lines.next().unwrap_or(("", 2));
        let index = decode_index(line).ok_or(fault(number, "index and a number in its shortest form"))?;
        let hash = |(line, number)| decode_hash(line).ok_or(fault(number, "a hash in base64"));
        let hashes = lines.map(hash).collect::<Result<Vec<_>, _>>()?;
        if hashes.len() > HASHES_MAX {
            return Err(fault(number + HASHES_MAX + 1, "no more hashes"));
        }
        Ok(Self { index, hashes, extra, checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())? })
    }

    /// Judges the proof for a leaf, and the checkpoint as [`SignedCheckpoint::open`] does.
    pub fn verify(&self, leaf: &Digest, log: &VerifierKey, others: &[VerifierKey]) -> Result<Opened, TlogProofError> {
        let opened = self.checkpoint.clone().judge(log, others)?;
        let head = self.checkpoint.checkpoint();
        verify_inclusion(leaf, self.index, head.size, &self.hashes, &head.root)?;
        Ok(opened)
    }
}

impl fmt::Display for TlogProof {
    /// The bytes of the proof.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST_LINE}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", encode_hash(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

fn decode_extra(line: &str) -> Option<Vec<u8>> {
    let extra = BASE64.decode(line.strip_prefix("extra ")?).ok()?;
    (extra.len() <= EXTRA_BYTES_MAX).then_some(extra)
}

fn decode_index(line: &str) -> Option<EntryIndex> {
    decode_number(line.strip_prefix("index ")?).map(EntryIndex::new)
}
