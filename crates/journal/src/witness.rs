//! Asking a witness to cosign, and answering as one (C2SP tlog-witness,
//! add-checkpoint, at commit 5ba5ee8).
//!
//! A witness keeps one [`Latest`] for each log, and signs only what continues it.
//! [`AddCheckpoint::judge`] decides in the order of the specification and hands
//! over an [`Advance`]: the caller compares and swaps its record in one step, and
//! only then takes the cosignatures, [`Advance::cosign`].
//!
//! Where implementations differ, this one decides: an origin that is not known
//! is answered with 404, also where it could never be known here, since our
//! origins hold no spaces; a signature line that cannot be read is no signature,
//! 403; the empty log is the beginning of every log.

use crate::checkpoint::{CHECKPOINT_BYTES_MAX, CheckpointError, SignedCheckpoint};
use crate::lines::{HASH_CHARS, NUMBER_CHARS_MAX, decode_hash, decode_number, encode_hash};
use crate::note::{Note, NoteError, SignatureLine, Signer, Verdict, Verifier, VerifierKey};
use crate::tree::{ProofError, Size, empty_root, verify_consistency};
use std::fmt;
use units::{Digest, OriginLine};

/// Most proof lines a client may send.
pub const PROOF_LINES_MAX: usize = 63;
/// Longest request accepted, checked before any decoding.
pub const REQUEST_BYTES_MAX: usize = CHECKPOINT_BYTES_MAX + PROOF_LINES_MAX * (HASH_CHARS + 1) + NUMBER_CHARS_MAX + 8;
/// Longest response accepted: one line for each of many keys, one post-quantum.
pub const RESPONSE_BYTES_MAX: usize = 8 * 1024;
/// Content type of the body that states a size.
pub const SIZE_CONTENT_TYPE: &str = "text/x.tlog.size";

/// What a witness or a mirror answers, by its HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 200: done; the body holds cosignatures.
    Success,
    /// 202: taken in part.
    Accepted,
    /// 400: not a request of this form.
    BadRequest,
    /// 403: not signed by the log.
    Forbidden,
    /// 404: the log is not known here.
    NotFound,
    /// 409: the state here is another; the body tells it.
    Conflict,
    /// 422: what was to be proved is not.
    Unprocessable,
}

impl Status {
    /// The number in the HTTP response.
    pub const fn code(self) -> u16 {
        match self {
            Self::Success => 200,
            Self::Accepted => 202,
            Self::BadRequest => 400,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Unprocessable => 422,
        }
    }
}

/// A request as read; nothing in it is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// Size of the checkpoint that the client believes to be the latest here.
    pub old: Size,
    /// The hashes that lead from that size to the checkpoint's.
    pub proof: Vec<Digest>,
    /// The head to be cosigned.
    pub checkpoint: SignedCheckpoint,
}

/// Why bytes are no request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestError {
    /// Longer than any request.
    #[error("request has {bytes} bytes, at most {REQUEST_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// A line is not what should stand there, in its one form.
    #[error("request, line {line}: expected {expected}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// The checkpoint in it is refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl RequestError {
    /// What to answer.
    pub const fn status(&self) -> Status {
        match self {
            Self::Checkpoint(CheckpointError::Origin(_)) => Status::NotFound,
            Self::Checkpoint(CheckpointError::Note(NoteError::Line { .. })) => Status::Forbidden,
            Self::TooLong { .. } | Self::Line { .. } | Self::Checkpoint(_) => Status::BadRequest,
        }
    }
}

impl AddCheckpoint {
    /// Reads a request; accepts only what is written here.
    pub fn parse(bytes: &[u8]) -> Result<Self, RequestError> {
        if bytes.len() > REQUEST_BYTES_MAX {
            return Err(RequestError::TooLong { bytes: bytes.len() });
        }
        let fault = |line, expected| RequestError::Line { line, expected };
        let text = std::str::from_utf8(bytes).map_err(|_| fault(1, "UTF-8"))?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(fault(1, "lines, an empty line, a checkpoint"))?;
        let mut lines = head.split('\n').zip(1..);
        let old = lines.next().and_then(|(line, _)| decode_number(line.strip_prefix("old ")?));
        let old = old.map(Size::new).ok_or(fault(1, "old and a number in its shortest form"))?;
        let proof = lines.map(|(line, number)| match number {
            2..=64 => decode_hash(line).ok_or(fault(number, "a hash in base64")),
            _ => Err(fault(number, "no more hashes")),
        });
        let proof = proof.collect::<Result<_, _>>()?;
        Ok(Self { old, proof, checkpoint: SignedCheckpoint::parse(checkpoint.as_bytes())? })
    }

    /// Decides what a witness answers; the first rule that is broken, in the order of the specification.
    ///
    /// `keys` are those trusted for the checkpoint's origin, none where it is not
    /// known; `latest` is what this witness last cosigned of that log.
    pub fn judge(&self, keys: &[VerifierKey], latest: Option<Latest>) -> Result<Advance, Refusal> {
        let head = self.checkpoint.checkpoint();
        let keys: Vec<_> = keys.iter().filter(|key| matches!(key.verifier(), Verifier::Ed25519(_))).cloned().collect();
        if keys.is_empty() {
            return Err(Refusal::UnknownOrigin { origin: head.origin.clone() });
        }
        self.checkpoint.note().verify(&keys).map_err(Refusal::NotByLog)?;
        if self.old > head.size {
            return Err(Refusal::Backwards { old: self.old, new: head.size });
        }
        let held = latest.unwrap_or_default();
        if self.old != held.size {
            return Err(Refusal::Moved { old: self.old, latest: held.size });
        }
        if self.old == head.size && self.proof.is_empty() && held.root != head.root {
            return Err(Refusal::Rewritten { size: held.size, held: held.root, offered: head.root });
        }
        verify_consistency(held.size, &held.root, head.size, &head.root, &self.proof)?;
        let next = Latest { size: head.size, root: head.root };
        Ok(Advance { checkpoint: self.checkpoint.clone(), expected: latest, next })
    }
}

impl fmt::Display for AddCheckpoint {
    /// The body of the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "old {}", self.old)?;
        self.proof.iter().try_for_each(|hash| writeln!(f, "{}", encode_hash(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

/// The latest head of a log that a witness cosigned, or a mirror holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latest {
    /// How many entries the log had.
    pub size: Size,
    /// The root over them.
    pub root: Digest,
}

impl Default for Latest {
    /// The empty log.
    fn default() -> Self {
        Self { size: Size::ZERO, root: empty_root() }
    }
}

/// A checkpoint that may be cosigned, once the record of the log has been swapped.
///
/// Two requests can be judged at the same time. The caller replaces `expected` by
/// `next` in one atomic and durable step; where another record stands by then, it
/// judges the request anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advance {
    /// The head to be cosigned.
    pub checkpoint: SignedCheckpoint,
    /// The record that the verdict rests on, which must still stand.
    pub expected: Option<Latest>,
    /// The record to put in its place.
    pub next: Latest,
}

impl Advance {
    /// The body of the response: a line by each of these cosigners.
    pub fn cosign(&self, cosigners: &[Signer]) -> String {
        cosignature_lines(&self.checkpoint, cosigners)
    }
}

/// Signature lines of cosigners on a checkpoint, as a response carries them.
pub fn cosignature_lines(checkpoint: &SignedCheckpoint, cosigners: &[Signer]) -> String {
    let mut note = Note::of_checked_text(checkpoint.note().text().to_owned());
    cosigners.iter().for_each(|signer| note.sign(signer));
    note.lines().iter().map(|line| format!("{line}\n")).collect()
}

/// Why a witness does not cosign.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No key is trusted for this origin.
    #[error("log `{origin}` is not known here")]
    UnknownOrigin {
        /// The origin that the checkpoint states.
        origin: OriginLine,
    },
    /// No line by a trusted key, or one that does not verify.
    #[error("the checkpoint is not signed by the log")]
    NotByLog(#[source] NoteError),
    /// The old size is above that of the checkpoint.
    #[error("old size {old} is above the checkpoint's size {new}")]
    Backwards {
        /// The size called old.
        old: Size,
        /// The checkpoint's.
        new: Size,
    },
    /// The old size is not that of the latest checkpoint cosigned here.
    #[error("old size {old} is not that of the latest cosigned checkpoint, {latest}")]
    Moved {
        /// The size called old.
        old: Size,
        /// The size held here.
        latest: Size,
    },
    /// The hashes do not prove the checkpoint to continue the latest one.
    #[error("the checkpoint is not proved to continue the latest one")]
    Proof(#[from] ProofError),
    /// The log signed two roots for one size.
    #[error("for size {size} root {held} was cosigned, the checkpoint has root {offered}")]
    Rewritten {
        /// The size of both.
        size: Size,
        /// The root held here.
        held: Digest,
        /// The root in the request.
        offered: Digest,
    },
}

impl Refusal {
    /// What to answer.
    pub const fn status(&self) -> Status {
        match self {
            Self::UnknownOrigin { .. } => Status::NotFound,
            Self::NotByLog(_) => Status::Forbidden,
            Self::Backwards { .. } => Status::BadRequest,
            Self::Moved { .. } | Self::Rewritten { .. } => Status::Conflict,
            Self::Proof(_) => Status::Unprocessable,
        }
    }

    /// The body to answer a conflict with, of type [`SIZE_CONTENT_TYPE`].
    pub fn size_body(&self) -> Option<String> {
        match self {
            Self::Moved { latest: size, .. } | Self::Rewritten { size, .. } => Some(format!("{size}\n")),
            Self::UnknownOrigin { .. } | Self::NotByLog(_) | Self::Backwards { .. } | Self::Proof(_) => None,
        }
    }
}

/// Why a response is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResponseError {
    /// Longer than any response.
    #[error("response has {bytes} bytes, at most {limit} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
        /// The most for its kind.
        limit: usize,
    },
    /// A line is no signature line, or does not end.
    #[error("response, line {line}: expected a signature line")]
    Line {
        /// Which line, from 1.
        line: usize,
    },
    /// Not one number and a newline.
    #[error("response is no size in its shortest form")]
    Size,
    /// A line by a known key is refused.
    #[error(transparent)]
    Note(#[from] NoteError),
}

/// Reads the size in the body of a conflict.
pub fn parse_size(body: &[u8]) -> Result<Size, ResponseError> {
    let limit = NUMBER_CHARS_MAX + 1;
    if body.len() > limit {
        return Err(ResponseError::TooLong { bytes: body.len(), limit });
    }
    let size = std::str::from_utf8(body).ok().and_then(|text| decode_number(text.strip_suffix('\n')?));
    size.map(Size::new).ok_or(ResponseError::Size)
}

/// Reads the signature lines of a response; nothing is judged.
pub fn parse_lines(body: &[u8]) -> Result<Vec<SignatureLine>, ResponseError> {
    if body.len() > RESPONSE_BYTES_MAX {
        return Err(ResponseError::TooLong { bytes: body.len(), limit: RESPONSE_BYTES_MAX });
    }
    let text = std::str::from_utf8(body).map_err(|_| ResponseError::Line { line: 1 })?;
    let lines = text.split_inclusive('\n').zip(1..);
    let line = |(line, number): (&str, usize)| {
        line.strip_suffix('\n').and_then(SignatureLine::parse).ok_or(ResponseError::Line { line: number })
    };
    lines.map(line).collect()
}

/// Takes the cosignatures of a response into a checkpoint.
///
/// Lines by other keys than the known cosigners are ignored; those by a known one
/// must verify, or none is taken. Returns what was taken, which may be nothing: a
/// mirror answers add-checkpoint without lines.
pub fn take_cosignatures(
    checkpoint: &mut SignedCheckpoint,
    body: &[u8],
    known: &[VerifierKey],
) -> Result<Vec<Verdict>, ResponseError> {
    let cosigners: Vec<VerifierKey> =
        known.iter().filter(|key| matches!(key.verifier(), Verifier::Cosigner(_))).cloned().collect();
    let mut lines = parse_lines(body)?;
    lines.retain(|line| cosigners.iter().any(|key| key.names(line)));
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut note = Note::of_checked_text(checkpoint.note().text().to_owned());
    lines.into_iter().for_each(|line| note.attach(line));
    let verdicts = note.verify(&cosigners)?;
    note.lines().iter().for_each(|line| checkpoint.attach(line.clone()));
    Ok(verdicts)
}
