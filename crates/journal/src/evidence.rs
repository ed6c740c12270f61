//! Evidence of a split view: one file that shows a log to have signed two histories.
//!
//! ```text
//! qafila/split-view/v1
//! <key line of the log>
//! prefix <size> <root in base64>
//! <consistency proof, a hash in base64 a line>
//!                                  empty line
//! <signed checkpoint, the shorter>
//!                                  empty line
//! <signed checkpoint, the longer>
//! ```
//!
//! The longer checkpoint commits, by the consistency proof, to the root `prefix`
//! over its first entries; the shorter one signs another root over as many. Both
//! are signed notes, so any verifier of signed notes confirms the signatures, and
//! any verifier of RFC 9162 proofs the rest; nobody has to believe who shows it.
//! Of two checkpoints of one size the proof is empty and `prefix` is the root of
//! the second.

use crate::checkpoint::{CHECKPOINT_BYTES_MAX, CheckpointError, SignedCheckpoint};
use crate::note::{KEY_LINE_BYTES_MAX, KeyLineError, VerifierKey};
use crate::tree::{ProofError, ProveError, Size, Tree, consistency_proof, verify_consistency};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::fmt;
use units::Digest;

/// Most hashes of the proof, as in tlog-witness.
pub const HASHES_MAX: usize = 63;
/// Longest evidence accepted: two checkpoints, a key line, the hashes of a proof.
pub const EVIDENCE_BYTES_MAX: usize = 2 * CHECKPOINT_BYTES_MAX + KEY_LINE_BYTES_MAX + (HASHES_MAX + 4) * 45 + 128;

const FIRST_LINE: &str = "qafila/split-view/v1";

/// Two checkpoints of one log that cannot both be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitView {
    /// The log's key.
    pub key: VerifierKey,
    /// The checkpoint over fewer entries, or one of two over as many.
    pub shorter: SignedCheckpoint,
    /// The other.
    pub longer: SignedCheckpoint,
    /// The root that the longer history has over the entries of the shorter.
    pub prefix: Digest,
    /// Leads from `prefix` to the root of the longer.
    pub proof: Vec<Digest>,
}

/// Why evidence shows nothing, or cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// Longer than any evidence.
    #[error("evidence has {bytes} bytes, at most {EVIDENCE_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// A line is not what should stand there, in its one form.
    #[error("evidence, line {line}: expected {expected}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The key line is refused.
    #[error("evidence, line 2")]
    Key(#[from] KeyLineError),
    /// A checkpoint is refused, or not signed by the log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The proof does not lead from `prefix` to the longer checkpoint.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Both checkpoints fit one history.
    #[error("both checkpoints have root {root} over the first {size} entries: no split view")]
    OneHistory {
        /// Over how many entries.
        size: Size,
        /// The root in both.
        root: Digest,
    },
}

impl SplitView {
    /// Shows that `shorter` is no earlier head of the log that `longer` is the head of.
    ///
    /// `tree` has at least the entries of `longer`. `None` where both fit one history.
    pub fn new(
        key: VerifierKey,
        shorter: SignedCheckpoint,
        longer: SignedCheckpoint,
        tree: &Tree,
    ) -> Result<Option<Self>, ProveError<crate::tree::MissingNode>> {
        let (old, new) = (shorter.checkpoint().size, longer.checkpoint().size);
        let proof = consistency_proof(tree, old, new)?;
        let prefix = tree.root_at(old)?;
        let split = prefix != shorter.checkpoint().root;
        Ok(split.then_some(Self { key, shorter, longer, prefix, proof }))
    }

    /// Judges both signatures, the proof, and that the two histories differ.
    pub fn verify(&self) -> Result<(), EvidenceError> {
        self.shorter.clone().judge(&self.key, &[])?;
        self.longer.clone().judge(&self.key, &[])?;
        let (old, new) = (self.shorter.checkpoint(), self.longer.checkpoint());
        verify_consistency(old.size, &self.prefix, new.size, &new.root, &self.proof)?;
        if self.prefix == old.root {
            return Err(EvidenceError::OneHistory { size: old.size, root: old.root });
        }
        Ok(())
    }

    /// Reads evidence; nothing in it is judged.
    pub fn parse(bytes: &[u8]) -> Result<Self, EvidenceError> {
        if bytes.len() > EVIDENCE_BYTES_MAX {
            return Err(EvidenceError::TooLong { bytes: bytes.len() });
        }
        let fault = |line, expected| EvidenceError::Line { line, expected };
        let text = std::str::from_utf8(bytes).map_err(|_| fault(1, "UTF-8"))?;
        // A note is a text and its lines, so five blocks in all.
        let blocks: Vec<&str> = text.splitn(6, "\n\n").collect();
        let [head, old_text, old_lines, new_text, new_lines] = blocks[..] else {
            return Err(fault(1, "a head and two signed checkpoints, an empty line between them"));
        };
        let (key, prefix, size, proof) = parse_head(head)?;
        let shorter = SignedCheckpoint::parse(format!("{old_text}\n\n{old_lines}\n").as_bytes())?;
        let longer = SignedCheckpoint::parse(format!("{new_text}\n\n{new_lines}").as_bytes())?;
        if shorter.checkpoint().size != size {
            return Err(fault(3, "the size of the shorter checkpoint"));
        }
        let found = Self { key, shorter, longer, prefix, proof };
        if found.to_string() == text { Ok(found) } else { Err(fault(1, "the one form of such evidence")) }
    }
}

type HeadLines = (VerifierKey, Digest, Size, Vec<Digest>);

fn parse_head(head: &str) -> Result<HeadLines, EvidenceError> {
    let fault = |line, expected| EvidenceError::Line { line, expected };
    let mut lines = head.split('\n');
    if lines.next() != Some(FIRST_LINE) {
        return Err(fault(1, FIRST_LINE));
    }
    let key = lines.next().ok_or(fault(2, "a key line"))?.parse()?;
    let prefix = lines.next().and_then(parse_prefix).ok_or(fault(3, "prefix, a size and a root in base64"))?;
    let hash = |(line, number)| decode_hash(line).ok_or(fault(number, "a hash in base64"));
    let proof: Vec<Digest> = lines.zip(4..).map(hash).collect::<Result<_, _>>()?;
    if proof.len() > HASHES_MAX {
        return Err(fault(4 + HASHES_MAX, "no more hashes"));
    }
    Ok((key, prefix.1, prefix.0, proof))
}

fn parse_prefix(line: &str) -> Option<(Size, Digest)> {
    let (size, root) = line.strip_prefix("prefix ")?.split_once(' ')?;
    let number = size.parse().ok().filter(|number: &u64| number.to_string() == size)?;
    Some((Size::new(number), decode_hash(root)?))
}

fn decode_hash(line: &str) -> Option<Digest> {
    Some(Digest::new(BASE64.decode(line).ok()?.try_into().ok()?))
}

impl fmt::Display for SplitView {
    /// The bytes of the file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hash = |hash: &Digest| BASE64.encode(hash.as_bytes());
        writeln!(f, "{FIRST_LINE}\n{}", self.key)?;
        writeln!(f, "prefix {} {}", self.shorter.checkpoint().size, hash(&self.prefix))?;
        self.proof.iter().try_for_each(|step| writeln!(f, "{}", hash(step)))?;
        write!(f, "\n{}\n{}", self.shorter, self.longer)
    }
}
