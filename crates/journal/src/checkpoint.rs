//! Checkpoints: the signed head of a log (C2SP tlog-checkpoint).
//!
//! Origin, size and root, one a line, in a signed note. A log's own signature
//! is looked for by name, apart from any other: a checkpoint that carries only
//! witness lines is not the log's word.

use crate::lines::{decode_hash, decode_number, encode_hash};
use crate::note::{Note, NoteError, SignatureLine, Signer, Verdict, Verifier, VerifierKey};
use crate::tree::Size;
use std::fmt;
use units::{Digest, OriginLine};

/// Longest checkpoint accepted, checked before any decoding: room for the log's
/// line, thirty cosignatures, and one post-quantum line.
pub const CHECKPOINT_BYTES_MAX: usize = 8 * 1024;
/// What lines that nobody here can judge may make of a checkpoint: half of it is left for known witnesses.
pub const UNJUDGED_BYTES_MAX: usize = CHECKPOINT_BYTES_MAX / 2;

/// The head of a log: what it is called, how long it is, what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's identity.
    pub origin: OriginLine,
    /// How many entries it has.
    pub size: Size,
    /// The root over all of them.
    pub root: Digest,
}

/// Why a checkpoint is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Longer than any checkpoint.
    #[error("checkpoint has {bytes} bytes, at most {CHECKPOINT_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// The note around it is refused.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Not exactly three lines.
    #[error("checkpoint text has {given} lines, expected origin, size and root")]
    Lines {
        /// How many there are.
        given: usize,
    },
    /// The first line is no origin.
    #[error("the first line of the checkpoint is no origin")]
    Origin(#[from] units::IdError),
    /// The second line is no number in its shortest form.
    #[error("checkpoint size `{line}` is no number in its shortest form")]
    Size {
        /// The line, cut to 80 characters.
        line: String,
    },
    /// The third line is not base64 of 32 bytes.
    #[error("checkpoint root `{line}` is not base64 of 32 bytes")]
    Root {
        /// The line, cut to 80 characters.
        line: String,
    },
    /// It is the head of another log.
    #[error("checkpoint is of log `{found}`, the key is of `{expected}`")]
    OtherLog {
        /// The origin it states.
        found: OriginLine,
        /// The name of the key it was to be opened or signed with.
        expected: OriginLine,
    },
    /// The log itself did not sign.
    #[error("checkpoint carries no signature by the log's key `{key}`")]
    NotByLog {
        /// The key looked for.
        key: VerifierKey,
    },
    /// The key is of a type that cannot sign for a log here.
    #[error("key `{key}` is not of type Ed25519, the type of a log's own key")]
    KeyType {
        /// The key as given.
        key: VerifierKey,
    },
}

impl Checkpoint {
    /// Reads the text of a note: three lines, no extension lines.
    pub fn parse(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<&str> = text.split('\n').collect();
        // The text ends in a newline, and what follows it is no line.
        let [origin, size, root, ""] = lines[..] else {
            return Err(CheckpointError::Lines { given: text.matches('\n').count() });
        };
        let cut = |line: &str| line.chars().take(80).collect();
        Ok(Self {
            origin: OriginLine::new(origin)?,
            size: decode_number(size).map(Size::new).ok_or_else(|| CheckpointError::Size { line: cut(size) })?,
            root: decode_hash(root).ok_or_else(|| CheckpointError::Root { line: cut(root) })?,
        })
    }

    /// The head signed by its log: the signer has the origin for its name.
    pub fn sign(self, signer: &Signer) -> Result<SignedCheckpoint, CheckpointError> {
        check_log_key(&self.origin, signer.verifier_key())?;
        let mut signed = SignedCheckpoint { note: Note::of_checked_text(self.to_string()), checkpoint: self };
        signed.cosign(signer);
        Ok(signed)
    }
}

impl fmt::Display for Checkpoint {
    /// The text that is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, encode_hash(&self.root))
    }
}

/// A key that can speak for the log: named by its origin, and of the type of logs.
fn check_log_key(origin: &OriginLine, key: &VerifierKey) -> Result<(), CheckpointError> {
    if !matches!(key.verifier(), Verifier::Ed25519(_)) {
        return Err(CheckpointError::KeyType { key: key.clone() });
    }
    if key.name() != origin {
        return Err(CheckpointError::OtherLog { found: origin.clone(), expected: key.name().clone() });
    }
    Ok(())
}

/// A checkpoint with its signature lines, whether or not they were judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    checkpoint: Checkpoint,
    note: Note,
}

/// A checkpoint that its log signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The head and all its lines.
    pub signed: SignedCheckpoint,
    /// The log's key that signed it.
    pub key: VerifierKey,
    /// Lines by the other known keys, all of which verify.
    pub others: Vec<Verdict>,
}

impl SignedCheckpoint {
    /// Reads a checkpoint; no signature is judged.
    pub fn parse(bytes: &[u8]) -> Result<Self, CheckpointError> {
        if bytes.len() > CHECKPOINT_BYTES_MAX {
            return Err(CheckpointError::TooLong { bytes: bytes.len() });
        }
        let note = Note::parse(bytes)?;
        Ok(Self { checkpoint: Checkpoint::parse(note.text())?, note })
    }

    /// Reads a checkpoint and insists on the log's own signature.
    pub fn open(bytes: &[u8], log: &VerifierKey, others: &[VerifierKey]) -> Result<Opened, CheckpointError> {
        Self::parse(bytes)?.judge(log, others)
    }

    /// Insists on the log's own signature.
    ///
    /// Lines by `others` (witnesses, say) must verify where they are present;
    /// whether enough of them are is for the caller's policy.
    pub fn judge(self, log: &VerifierKey, others: &[VerifierKey]) -> Result<Opened, CheckpointError> {
        check_log_key(&self.checkpoint.origin, log)?;
        if !self.note.lines().iter().any(|line| log.names(line)) {
            return Err(CheckpointError::NotByLog { key: log.clone() });
        }
        let known: Vec<VerifierKey> = std::iter::once(log).chain(others).cloned().collect();
        let mut others = self.note.verify(&known)?;
        others.retain(|verdict| verdict.key != *log);
        Ok(Opened { signed: self, key: log.clone(), others })
    }

    /// Adds a line that another signed; any line it already has of that key is replaced.
    pub fn attach(&mut self, line: SignatureLine) {
        self.note.attach(line);
    }

    /// The same head with the line of its log's key, and no witness's.
    ///
    /// Lines by other keys under the log's name stay as long as all of it fits [`UNJUDGED_BYTES_MAX`]: a log
    /// may sign with a second key of a type that is not known here, and anybody may add what looks like that.
    pub fn bare(&self, log: &VerifierKey) -> Self {
        let mut bare =
            Self { checkpoint: self.checkpoint.clone(), note: Note::of_checked_text(self.note.text().to_owned()) };
        let (own, others): (Vec<_>, Vec<_>) = self.note.lines().iter().partition(|line| log.names(line));
        own.into_iter().for_each(|line| bare.attach(line.clone()));
        for line in others.into_iter().filter(|line| line.name() == self.checkpoint.origin.as_str()) {
            bare.attach_within(line, UNJUDGED_BYTES_MAX);
        }
        bare
    }

    /// Adds a line unless the whole would be longer than that many bytes; says whether it did.
    pub fn attach_within(&mut self, line: &SignatureLine, bytes: usize) -> bool {
        let mut longer = self.clone();
        longer.attach(line.clone());
        let fits = longer.to_string().len() <= bytes;
        if fits {
            *self = longer;
        }
        fits
    }

    /// Adds a line by this key.
    pub fn cosign(&mut self, signer: &Signer) {
        self.note.sign(signer);
    }

    /// The head.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The head as note, with all lines.
    pub const fn note(&self) -> &Note {
        &self.note
    }
}

impl fmt::Display for SignedCheckpoint {
    /// The bytes of the file `checkpoint`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note.fmt(f)
    }
}
