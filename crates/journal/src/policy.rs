//! Whose word is enough: logs, witnesses and a quorum (C2SP tlog-policy, at commit
//! 5ba5ee8).
//!
//! A policy says which logs are known, and which witnesses must have cosigned a
//! checkpoint. It is a file that people write, so spaces, comments and order are
//! theirs; [`Policy`] prints it in one form. That the log itself signed is judged
//! before and apart ([`crate::checkpoint::SignedCheckpoint::judge`]); then
//! [`Policy::standing`] judges the quorum, and since when it stands.
//!
//! Where the specification leaves room, this one decides: every line ends in a
//! newline, the last one too; numbers have no leading zeros; the keys of logs are
//! Ed25519, those of witnesses cosigners of Ed25519 or of ML-DSA-44, and the latter
//! are kept but cannot be judged, so they count as absent.

mod parse;
mod quorum;

pub use quorum::{Reached, Standing};

use crate::note::{Verifier, VerifierKey};
use std::fmt;
use units::OriginLine;

/// Longest policy accepted, checked before any decoding: each log and witness with a
/// post-quantum key and an address.
pub const POLICY_BYTES_MAX: usize = 512 * 1024;
/// Most logs accepted; the specification asks for 32.
pub const LOGS_MAX: usize = 64;
/// Most witnesses accepted; the specification asks for 32.
pub const WITNESSES_MAX: usize = 64;
/// Most groups accepted; the specification asks for 32.
pub const GROUPS_MAX: usize = 64;

/// The quorum that asks for nothing, which nothing else may be called.
const NONE: &[u8] = b"none";
/// Type of a cosigner with ML-DSA-44 (C2SP tlog-cosignature).
const ML_DSA_COSIGNER: u8 = 0x06;

/// A word of a policy: any bytes but spaces, tabs and controls. Two are the same if
/// their bytes are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Vec<u8>);

impl Word {
    /// Accepts one or more of the bytes that may stand in a word.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Option<Self> {
        let bytes = bytes.into();
        let allowed = bytes.iter().all(|byte| matches!(byte, 0x21..=0x7e | 0x80..));
        (allowed && !bytes.is_empty()).then_some(Self(bytes))
    }

    /// The bytes as written.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Word {
    /// For people; what is not UTF-8 is replaced.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A log whose checkpoints are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key, named by its origin.
    pub key: VerifierKey,
    /// Where it is found.
    pub url: Option<Word>,
}

/// A witness that may count for the quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// What the policy calls it.
    pub name: Word,
    /// Its key.
    pub key: VerifierKey,
    /// Where it is found; by custom its submission prefix.
    pub url: Option<Word>,
}

/// A group that stands as soon as enough of its members do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What the policy calls it.
    pub name: Word,
    /// How many members are enough; from 1 to all.
    pub threshold: usize,
    /// Those that count for it, and for no other group.
    pub members: Vec<Party>,
}

/// A witness or a group, by its place in the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// One of [`Policy::witnesses`].
    Witness(usize),
    /// One of [`Policy::groups`].
    Group(usize),
}

/// A policy as read. Parties stand in a group or quorum only after their own line,
/// so groups never contain each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    logs: Vec<Log>,
    witnesses: Vec<Witness>,
    groups: Vec<Group>,
    quorum: Option<Party>,
}

/// Why bytes are no policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Longer than any policy.
    #[error("policy has {bytes} bytes, at most {POLICY_BYTES_MAX} are accepted")]
    TooLong {
        /// Its bytes.
        bytes: usize,
    },
    /// A control character other than tab and newline.
    #[error("policy, line {line}: byte 0x{found:02x} may not stand in a policy")]
    Byte {
        /// Which line, from 1.
        line: usize,
        /// The byte.
        found: u8,
    },
    /// The last line does not end.
    #[error("the last line of the policy does not end in a newline")]
    Unended,
    /// A line has none of the known forms.
    #[error("policy, line {line}: expected {expected}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// More lines of a kind than accepted.
    #[error("policy, line {line}: more {what} than the {max} that are accepted")]
    TooMany {
        /// Which line, from 1.
        line: usize,
        /// Of what.
        what: &'static str,
        /// How many are accepted.
        max: usize,
    },
    /// Another log or witness has this key already, under whatever name.
    #[error("policy, line {line}: the key of `{name}` stands in the policy already")]
    SameKey {
        /// Which line, from 1.
        line: usize,
        /// The name of the key.
        name: OriginLine,
    },
    /// The name is taken, or is `none`.
    #[error("policy, line {line}: the name `{name}` is taken")]
    Taken {
        /// Which line, from 1.
        line: usize,
        /// The name.
        name: Word,
    },
    /// No line before defines the name.
    #[error("policy, line {line}: no witness or group `{name}` is defined before")]
    Undefined {
        /// Which line, from 1.
        line: usize,
        /// The name.
        name: Word,
    },
    /// The name counts in a group already.
    #[error("policy, line {line}: `{name}` is a member already, and may be one only once")]
    Member {
        /// Which line, from 1.
        line: usize,
        /// The name.
        name: Word,
    },
    /// No quorum line.
    #[error("the policy states no quorum")]
    NoQuorum,
}

impl Policy {
    /// The logs, in order.
    pub fn logs(&self) -> &[Log] {
        &self.logs
    }

    /// The keys known for a log.
    pub fn log_keys(&self, origin: &OriginLine) -> Vec<VerifierKey> {
        self.logs.iter().filter(|log| log.key.name() == origin).map(|log| log.key.clone()).collect()
    }

    /// The witnesses, in order, whether or not the quorum asks for them.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }

    /// The keys whose lines on a checkpoint are to be judged.
    pub fn witness_keys(&self) -> Vec<VerifierKey> {
        self.witnesses.iter().map(|witness| witness.key.clone()).collect()
    }

    /// The groups, in order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whose word is enough; `None` where no one's is needed.
    pub const fn quorum(&self) -> Option<Party> {
        self.quorum
    }

    fn name(&self, party: Party) -> &Word {
        match party {
            Party::Witness(place) => &self.witnesses[place].name,
            Party::Group(place) => &self.groups[place].name,
        }
    }

    /// The one form of this policy: logs, witnesses, groups, quorum, single spaces.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut line = |words: &[&[u8]]| {
            bytes.extend_from_slice(&words.join(&b' '));
            bytes.push(b'\n');
        };
        for Log { key, url } in &self.logs {
            let key = key.to_string();
            let words = [b"log", key.as_bytes()];
            line(&words.into_iter().chain(url.iter().map(Word::as_bytes)).collect::<Vec<_>>());
        }
        for Witness { name, key, url } in &self.witnesses {
            let key = key.to_string();
            let words = [b"witness", name.as_bytes(), key.as_bytes()];
            line(&words.into_iter().chain(url.iter().map(Word::as_bytes)).collect::<Vec<_>>());
        }
        for Group { name, threshold, members } in &self.groups {
            let number = threshold.to_string();
            let threshold = match *threshold {
                all if all == members.len() => b"all",
                1 => b"any",
                _ => number.as_bytes(),
            };
            let members = members.iter().map(|party| self.name(*party).as_bytes());
            line(&[b"group", name.as_bytes(), threshold].into_iter().chain(members).collect::<Vec<_>>());
        }
        line(&[b"quorum", self.quorum.map_or(NONE, |party| self.name(party).as_bytes())]);
        bytes
    }
}

/// The bytes of a key, which make two lines the same log or witness.
fn key_bytes(key: &VerifierKey) -> &[u8] {
    match key.verifier() {
        Verifier::Ed25519(public) | Verifier::Cosigner(public) => public.as_bytes(),
        Verifier::Other { key, .. } => key,
    }
}
