//! Signed notes and key lines (C2SP signed-note; cosignatures: tlog-cosignature v1).
//!
//! A note is a text and lines of signatures over it. A line names its key by
//! name and 32-bit id; lines of unknown keys are kept and ignored, which leaves
//! room for witnesses and for a second, post-quantum signature. A line of a
//! known key must verify, or the whole note is refused.

mod key;

pub use key::{KEY_LINE_BYTES_MAX, KeyId, KeyLineError, Signer, Verifier, VerifierKey};

use crate::keys::{SIGNATURE_BYTES, Signature, SignatureError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use std::fmt;
use units::{Moment, OriginLine};

/// Longest note accepted.
///
/// The specification asks for 16 signatures of nearly 5 kB each; in base64,
/// with the text, they fit.
pub const NOTE_BYTES_MAX: usize = 128 * 1024;
/// Most signature lines accepted; many times what the specification asks for.
pub const SIGNATURES_MAX: usize = 100;

/// One signature line, not judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: String,
    id: KeyId,
    bytes: Vec<u8>,
}

impl SignatureLine {
    /// The name of the key that is said to have signed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of that key.
    pub const fn id(&self) -> KeyId {
        self.id
    }

    /// The signature, in the form of the key's type.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl SignatureLine {
    /// Reads one line, without its newline; nothing is verified.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let (name, blob) = line.strip_prefix("— ")?.split_once(' ')?;
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || c == '+') {
            return None;
        }
        let blob = BASE64.decode(blob).ok()?;
        let (id, bytes) = blob.split_first_chunk::<4>().filter(|(_, bytes)| !bytes.is_empty())?;
        Some(Self { name: name.to_owned(), id: KeyId::from_bytes(*id), bytes: bytes.to_vec() })
    }
}

impl fmt::Display for SignatureLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut blob = self.id.to_bytes().to_vec();
        blob.extend_from_slice(&self.bytes);
        write!(f, "— {} {}", self.name, BASE64.encode(blob))
    }
}

/// A text with signature lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    lines: Vec<SignatureLine>,
}

/// Why a note is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Longer than any note.
    #[error("note has {bytes} bytes, at most {NOTE_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// Not UTF-8, or a control character other than the newline.
    #[error("note holds byte 0x{found:02x} at {at}, which no text may hold")]
    Text {
        /// Position of the byte.
        at: usize,
        /// The byte.
        found: u8,
    },
    /// No empty line before signatures, or no newline at the end.
    #[error("note is not a text, an empty line and signature lines")]
    Shape,
    /// A line after the empty line is no signature line.
    #[error("signature line {line} is not a dash, a name and base64 of an id and a signature")]
    Line {
        /// Which of them, from 1.
        line: usize,
    },
    /// More lines than accepted.
    #[error("note has {given} signature lines, at most {SIGNATURES_MAX} are accepted")]
    TooMany {
        /// How many lines.
        given: usize,
    },
    /// No line is by a known key.
    #[error("note is signed by none of the {known} known keys")]
    Unsigned {
        /// How many keys were tried.
        known: usize,
    },
    /// A line by a known key does not verify.
    #[error("signature line of `{name}` is refused")]
    Signature {
        /// The name on the line.
        name: OriginLine,
        /// Why.
        #[source]
        cause: SignatureError,
    },
    /// A line by a known key has the wrong number of bytes for its type.
    #[error("signature line of `{name}` has {given} bytes, expected {expected}")]
    SignatureLength {
        /// The name on the line.
        name: OriginLine,
        /// Bytes after the id.
        given: usize,
        /// What the key's type requires.
        expected: usize,
    },
}

/// A known key whose line on a note verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The key.
    pub key: VerifierKey,
    /// When a cosigner says it signed; other types state no time.
    pub time: Option<Moment>,
}

impl Note {
    /// Starts a note without signatures.
    ///
    /// The text ends in a newline and holds no other control character.
    pub fn new(text: String) -> Result<Self, NoteError> {
        check_text(text.as_bytes())?;
        if text.ends_with('\n') { Ok(Self { text, lines: Vec::new() }) } else { Err(NoteError::Shape) }
    }

    /// A note around a text that is known to be well formed.
    pub(crate) const fn of_checked_text(text: String) -> Self {
        Self { text, lines: Vec::new() }
    }

    /// Adds a line by this key; any line it already has is replaced.
    pub fn sign(&mut self, signer: &Signer) {
        self.attach(SignatureLine {
            name: signer.verifier_key().name().as_str().to_owned(),
            id: signer.verifier_key().id(),
            bytes: signer.sign(self.text.as_bytes()),
        });
    }

    /// Adds a line as it is; any line it already has of the same key is replaced.
    pub(crate) fn attach(&mut self, line: SignatureLine) {
        self.lines.retain(|known| (known.id, &known.name) != (line.id, &line.name));
        self.lines.push(line);
    }

    /// Reads a note; nothing is verified.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        let text = check_text(bytes)?;
        // The last empty line parts text and signatures: the text may hold others.
        let parting = text.rfind("\n\n").ok_or(NoteError::Shape)?;
        let (text, lines) = (&text[..=parting], &text[parting + 2..]);
        let lines: Vec<&str> = lines.strip_suffix('\n').ok_or(NoteError::Shape)?.split('\n').collect();
        if lines.len() > SIGNATURES_MAX {
            return Err(NoteError::TooMany { given: lines.len() });
        }
        let lines = lines
            .iter()
            .zip(1..)
            .map(|(line, number)| SignatureLine::parse(line).ok_or(NoteError::Line { line: number }));
        Ok(Self { text: text.to_owned(), lines: lines.collect::<Result<_, _>>()? })
    }

    /// The signed text, with its final newline.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, in order, judged or not.
    pub fn lines(&self) -> &[SignatureLine] {
        &self.lines
    }

    /// Judges every line by a known key; fails where one is refused or there is none.
    pub fn verify(&self, known: &[VerifierKey]) -> Result<Vec<Verdict>, NoteError> {
        let mut verdicts = Vec::new();
        for line in &self.lines {
            let Some(key) = known.iter().find(|key| key.names(line)) else { continue };
            if let Some(time) = self.judge(line, key)? {
                verdicts.push(Verdict { key: key.clone(), time: time.stated });
            }
        }
        if verdicts.is_empty() { Err(NoteError::Unsigned { known: known.len() }) } else { Ok(verdicts) }
    }

    /// `None` for a key whose type this module cannot judge.
    fn judge(&self, line: &SignatureLine, key: &VerifierKey) -> Result<Option<Judged>, NoteError> {
        let name = || key.name().clone();
        let wrong_length = |expected| NoteError::SignatureLength { name: name(), given: line.bytes.len(), expected };
        match key.verifier() {
            Verifier::Ed25519(public) => {
                let bytes = line.bytes.as_slice().try_into().map_err(|_| wrong_length(SIGNATURE_BYTES))?;
                crate::keys::verify(public, self.text.as_bytes(), &Signature::new(bytes))
                    .map_err(|cause| NoteError::Signature { name: name(), cause })?;
                Ok(Some(Judged { stated: None }))
            }
            Verifier::Cosigner(public) => {
                let (time, rest) =
                    line.bytes.split_first_chunk::<8>().ok_or_else(|| wrong_length(8 + SIGNATURE_BYTES))?;
                let bytes = rest.try_into().map_err(|_| wrong_length(8 + SIGNATURE_BYTES))?;
                let time = u64::from_be_bytes(*time);
                let message = format!("cosignature/v1\ntime {time}\n{}", self.text);
                crate::keys::verify(public, message.as_bytes(), &Signature::new(bytes))
                    .map_err(|cause| NoteError::Signature { name: name(), cause })?;
                let stated = Moment::from_seconds(i64::try_from(time).unwrap_or(i64::MAX));
                Ok(Some(Judged { stated: Some(stated) }))
            }
            Verifier::Other { .. } => Ok(None),
        }
    }
}

/// A line that verified.
struct Judged {
    stated: Option<Moment>,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

/// Bounds first, then the characters a text may hold.
fn check_text(bytes: &[u8]) -> Result<&str, NoteError> {
    if bytes.len() > NOTE_BYTES_MAX {
        return Err(NoteError::TooLong { bytes: bytes.len() });
    }
    if let Some(at) = bytes.iter().position(|byte| *byte < 0x20 && *byte != b'\n') {
        return Err(NoteError::Text { at, found: bytes[at] });
    }
    std::str::from_utf8(bytes).map_err(|fault| {
        let at = fault.valid_up_to();
        NoteError::Text { at, found: bytes.get(at).copied().unwrap_or_default() }
    })
}
