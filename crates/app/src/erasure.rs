//! Erasing what one statement said from this node: the entry stays, the tree still verifies.
//!
//! Partners that hold a copy keep it; what they do with it is theirs to decide.

use crate::node::{Node, NodeError};
use crate::ports::{EntryRow, Erasure, StoreError};
use model::{Kind, Text, TextError};
use units::{Digest, OriginLine};

/// Kinds that every later signature of their journal is judged by.
pub(crate) const KEYS: [Kind; 5] =
    [Kind::PartyDeclared, Kind::OfficerAppointed, Kind::OfficerRevoked, Kind::KeyRotated, Kind::LogKeyRotated];

/// What erasing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The mark that stays.
    pub mark: Erasure,
    /// Whether the content had been erased before.
    pub before: bool,
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// No journal here has that entry.
    #[error("no statement with leaf hash {leaf} is known here")]
    Unknown {
        /// Its leaf hash.
        leaf: Digest,
    },
    /// The entry is here without content.
    #[error("the content of entry {index} of journal `{origin}` is not on this node; there is nothing to erase")]
    NotHere {
        /// Which journal.
        origin: OriginLine,
        /// Which entry.
        index: u64,
    },
    /// The statement came by hand, and the journal that it is an entry of is not here that far.
    #[error("statement {leaf} came by hand, ahead of journal `{origin}`; it can be erased when its entry is here")]
    ByHand {
        /// Its leaf hash.
        leaf: Digest,
        /// Which journal.
        origin: OriginLine,
    },
    /// Without this statement the signatures after it could not be judged.
    #[error("entry {index} of journal `{origin}` is {}: signatures after it are judged by it, so it stays", kind.code())]
    Keys {
        /// Which journal.
        origin: OriginLine,
        /// Which entry.
        index: u64,
        /// What it says.
        kind: Kind,
    },
    /// Nobody could say later why it is gone.
    #[error("a reason must be given")]
    NoReason,
    /// The reason is no text.
    #[error(transparent)]
    Reason(#[from] TextError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Node {
    /// Erases salt, statement and opened fields of an entry, in every journal that has it, and keeps a mark
    /// with time and reason. Asked again, it makes sure that the bytes are gone and leaves the mark as it is.
    pub fn erase(&mut self, leaf: &Digest, reason: &str) -> Result<Erased, EraseError> {
        let reason = Text::new(reason)?;
        if reason.as_str().trim().is_empty() {
            return Err(EraseError::NoReason);
        }
        let mut found = Vec::new();
        for journal in self.journals()? {
            let rows = self.rows_and_slips(&journal)?.into_iter().filter(|row| &row.entry.leaf() == leaf);
            for row in rows {
                if row.index >= journal.frontier.size().get() {
                    return Err(EraseError::ByHand { leaf: *leaf, origin: journal.origin });
                }
                found.push((journal.origin.clone(), row));
            }
        }
        found.iter().try_for_each(|(origin, row)| check(origin, row))?;
        let before = found.iter().find_map(|(_, row)| row.erased.clone());
        let here = found.iter().any(|(_, row)| row.content.is_some());
        let Some((origin, row)) = found.first() else { return Err(EraseError::Unknown { leaf: *leaf }) };
        if before.is_none() && !here {
            return Err(EraseError::NotHere { origin: origin.clone(), index: row.index });
        }
        let mark = before.clone().unwrap_or_else(|| Erasure { at: self.now(), reason: reason.to_string() });
        for (origin, row) in &found {
            // First, so that clearing the entry also clears what this leaves in the files.
            self.forget_slip(origin, leaf)?;
            self.store_mut().erase(origin, row.index, &mark)?;
        }
        Ok(Erased { mark, before: before.is_some() && !here })
    }
}

fn check(origin: &OriginLine, row: &EntryRow) -> Result<(), EraseError> {
    let Some((_, bytes)) = &row.content else { return Ok(()) };
    let payload = journal::cose::decode(bytes).map(|envelope| envelope.payload);
    // What is not understood here is no ground for keeping it.
    let statement = payload.ok().and_then(|payload| model::canonical::decode(&payload).ok());
    match statement.map(|statement| statement.body.kind()).filter(|kind| KEYS.contains(kind)) {
        Some(kind) => Err(EraseError::Keys { origin: origin.clone(), index: row.index, kind }),
        None => Ok(()),
    }
}
