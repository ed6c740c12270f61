//! One statement: who says what, when, to whom, knowing what.

use crate::Body;
use crate::body::record;
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};

/// Number of the payload's shape. A new field is a new number.
pub const SCHEMA: u16 = 1;

record! {
    /// The payload that an officer signs.
    Statement {
        /// Always [`SCHEMA`] in this version.
        schema: u16 = 0,
        /// On whose behalf.
        party: PartyId = 1,
        /// Who signs.
        officer: OfficerId = 2,
        /// When it was so: a claim.
        occurred: Moment = 3,
        /// When it was written down: a claim.
        stated: Moment = 4,
        /// Heads of other journals that the author knew.
        seen: Vec<Head> = 5,
        /// Earlier statements this one rests on.
        references: Vec<Reference> = 6,
        /// Who may read it.
        audience: Audience = 7,
        /// What is said.
        body: Body = 8,
        /// Who may see what it hides, beside the author's party; none where it hides nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field_audience: Option<Vec<PartyId>> = 9,
    }
}

record! {
    /// How far a journal was known.
    Head {
        /// Which journal.
        origin: OriginLine = 0,
        /// Number of entries known.
        size: u64 = 1,
        /// Root of the tree over them.
        root: Digest = 2,
        /// SHA-256 of the newest cosignature line the author held for that journal, with its newline: whoever
        /// cites it wrote after it was signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cosignature: Option<Digest> = 3,
    }
}

record! {
    /// An earlier statement, by leaf hash only: nothing of its content shows.
    #[derive(PartialOrd, Ord)]
    Reference {
        /// Which journal.
        origin: OriginLine = 0,
        /// Which entry.
        index: u64 = 1,
        /// The entry's leaf hash.
        leaf: Digest = 2,
    }
}

/// Who may read the content. That it exists, everybody sees.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Every party of the operation.
    #[default]
    #[n(1)]
    Everyone,
    /// These parties, and the author's own.
    #[n(2)]
    Parties(#[n(0)] Vec<PartyId>),
}

impl Audience {
    /// Whether a party other than the author's may read it.
    pub fn names(&self, reader: &PartyId) -> bool {
        match self {
            Self::Everyone => true,
            Self::Parties(named) => named.contains(reader),
        }
    }

    /// Whether a party may read it; the author's party always may.
    pub fn admits(&self, author: &PartyId, reader: &PartyId) -> bool {
        author == reader || self.names(reader)
    }
}
