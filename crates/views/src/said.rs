//! One entry of one journal, as this node knows it.

use model::{Reference, Statement};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};

/// One entry of one journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which journal.
    pub origin: OriginLine,
    /// Whose journal it is.
    pub party: PartyId,
    /// Which entry.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: Digest,
    /// When this node first held it.
    pub known: Moment,
    /// What it says, as far as this node may read.
    pub content: Content,
    /// Whether the officer could say it.
    pub standing: Standing,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A statement this version understands.
    Known(Box<Statement>),
    /// A statement of a later schema or kind: kept, shown, relayed.
    Opaque {
        /// Why it is not understood.
        why: String,
    },
    /// Only the commitment is here; the content went to others.
    Withheld,
    /// Only the commitment is left here; the content was erased from this node.
    Erased {
        /// When.
        at: Moment,
        /// Why, in the words of who erased it.
        reason: String,
    },
}

/// Whether the signature holds and the officer was granted at that entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Signed by an officer of the party, under the key granted at that entry.
    Sound,
    /// No grant was in force for this officer.
    NotGranted {
        /// Who signed.
        officer: OfficerId,
    },
    /// The signature does not verify.
    BadSignature,
    /// The party has revoked the journal's key, and this entry lies above the last one it vouches for.
    InDoubt {
        /// The journal that the party opened instead.
        epoch: OriginLine,
    },
}

impl Standing {
    /// The word used in answers to programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Sound => "sound",
            Self::NotGranted { .. } => "not_granted",
            Self::BadSignature => "bad_signature",
            Self::InDoubt { .. } => "in_doubt",
        }
    }
}

impl Said {
    /// The entry, as later statements cite it.
    pub fn reference(&self) -> Reference {
        Reference { origin: self.origin.clone(), index: self.index, leaf: self.leaf }
    }

    /// The statement, if its content is here and understood.
    pub fn statement(&self) -> Option<&Statement> {
        match &self.content {
            Content::Known(statement) => Some(statement),
            Content::Opaque { .. } | Content::Withheld | Content::Erased { .. } => None,
        }
    }
}
