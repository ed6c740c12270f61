//! Who read what was said to few.

use crate::Text;
use crate::body::record;
use crate::validate::{Fault, LINES_MAX, once};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};

record! {
    /// In a period, one reader read what was said to few: statements one by one, views made of them, or packs of
    /// content that were served. Each stands once.
    AccessRecorded {
        /// Who read.
        reader: AccessReader = 0,
        /// When it was read first.
        from: Moment = 1,
        /// When it was read last.
        to: Moment = 2,
        /// Statements that were read one by one, by leaf hash.
        #[serde(default)]
        statements: Vec<Digest> = 3,
        /// Views that were read, which hold of statements whatever the node may read: their names in the interface.
        #[serde(default)]
        views: Vec<Text> = 4,
        /// Entries whose content was served to a partner.
        #[serde(default)]
        served: Vec<EntryRange> = 5,
    }
}

record! {
    /// Entries of one journal, one after the other; those among them that were said to few are meant.
    #[derive(PartialOrd, Ord)]
    EntryRange {
        /// Which journal.
        origin: OriginLine = 0,
        /// The first entry.
        first: u64 = 1,
        /// The last entry.
        last: u64 = 2,
    }
}

/// Whoever reads at a node.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    minicbor::Encode,
    minicbor::Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AccessReader {
    /// An officer who signed in.
    #[n(1)]
    Officer(#[n(0)] OfficerId),
    /// A program, by the name of its token.
    #[n(2)]
    Token(#[n(0)] Text),
    /// A partner's node: what it was served, no other opens.
    #[n(3)]
    Partner(#[n(0)] PartyId),
}

impl AccessReader {
    /// What the reader is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Officer(officer) => officer.as_str(),
            Self::Token(name) => name.as_str(),
            Self::Partner(party) => party.as_str(),
        }
    }

    /// What sort of reader it is.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Officer(_) => "officer",
            Self::Token(_) => "token",
            Self::Partner(_) => "partner",
        }
    }
}

impl AccessRecorded {
    /// Something was read, each thing once, in a time that does not end before it begins.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let lists = [("statements", self.statements.len()), ("views", self.views.len()), ("served", self.served.len())];
        if let Some((field, given)) = lists.into_iter().find(|(_, given)| *given > LINES_MAX) {
            return Err(Fault::TooMany { field, given });
        }
        if lists.iter().all(|(_, given)| *given == 0) {
            return Err(Fault::Empty { field: "statements" });
        }
        if self.to < self.from {
            return Err(Fault::EndsBefore { field: "to", from: self.from, to: self.to });
        }
        if let Some(range) = self.served.iter().find(|range| range.last < range.first) {
            let given = i64::try_from(range.last).unwrap_or(i64::MAX);
            return Err(Fault::Range { field: "last", given, allowed: "`first` or more" });
        }
        let leaves: Vec<String> = self.statements.iter().map(ToString::to_string).collect();
        once("statements", leaves.iter().map(String::as_str))?;
        once("views", self.views.iter().map(Text::as_str))?;
        let ranges: Vec<String> = self.served.iter().map(|one| format!("{} {}", one.origin, one.first)).collect();
        once("served", ranges.iter().map(String::as_str))
    }
}
