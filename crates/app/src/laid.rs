//! What partners' programs fetch piece by piece, laid out once for all pieces: the tree of a journal, and packs for a reader.
//!
//! A partner that catches up asks for hundreds of files, and each of them rests on the whole journal. A node that remembers
//! ([`Memory`]) keeps what it has laid out while nothing in its store is another; one that does not lays it out each time.

use crate::exchange::ExchangeError;
use crate::memory::{Mark, Memory};
use crate::node::{Node, NodeError};
use crate::ports::JournalRow;
use journal::entry::Entry;
use journal::tree::Tree;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use units::{OriginLine, PartyId};

/// Most bytes of packs that are kept; beyond it they are laid out each time.
const PACKS_BYTES_MAX: usize = 512 << 20;

/// Packs by their number.
pub(crate) type Packs = BTreeMap<String, Vec<u8>>;

/// Entries of a journal, and their tree.
pub(crate) struct Grown {
    pub(crate) entries: Vec<Entry>,
    pub(crate) tree: Tree,
}

/// What is kept.
#[derive(Default)]
pub(crate) struct Laid(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// Of which store.
    mark: Option<Mark>,
    grown: BTreeMap<OriginLine, Arc<Grown>>,
    packs: BTreeMap<(OriginLine, PartyId), Arc<Packs>>,
    bytes: usize,
}

impl Kept {
    /// Forgets everything where the store is another; whether a journal is still the one that was read before.
    fn renew(&mut self, mark: Mark, journal: &JournalRow) -> bool {
        let same = mark.has(journal);
        if self.mark.as_ref() != Some(&mark) {
            *self = Self { mark: Some(mark), ..Self::default() };
        }
        same
    }
}

impl Node {
    /// A journal's entries and tree.
    pub(crate) fn grown(&self, journal: &JournalRow) -> Result<Arc<Grown>, NodeError> {
        let grow = || -> Result<Arc<Grown>, NodeError> {
            let entries: Vec<Entry> = self.rows(journal)?.iter().map(|row| row.entry).collect();
            let tree = entries.iter().map(Entry::leaf).collect();
            Ok(Arc::new(Grown { entries, tree }))
        };
        let Some(laid) = self.memory.as_deref().map(Memory::laid) else { return grow() };
        // Who asks meanwhile waits, and finds it.
        let mut kept = laid.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.renew(self.mark()?, journal) {
            return grow();
        }
        if let Some(grown) = kept.grown.get(&journal.origin) {
            return Ok(Arc::clone(grown));
        }
        let grown = grow()?;
        kept.grown.insert(journal.origin.clone(), Arc::clone(&grown));
        Ok(grown)
    }

    /// What a party may read of a journal, in packs.
    pub(crate) fn laid_packs(&self, journal: &JournalRow, reader: &PartyId) -> Result<Arc<Packs>, ExchangeError> {
        let Some(laid) = self.memory.as_deref().map(Memory::laid) else {
            return Ok(Arc::new(self.packs_for(journal, reader)?));
        };
        let mut kept = laid.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !kept.renew(self.mark()?, journal) {
            return Ok(Arc::new(self.packs_for(journal, reader)?));
        }
        let name = (journal.origin.clone(), reader.clone());
        if let Some(packs) = kept.packs.get(&name) {
            return Ok(Arc::clone(packs));
        }
        let packs = Arc::new(self.packs_for(journal, reader)?);
        let bytes: usize = packs.values().map(Vec::len).sum();
        if kept.bytes + bytes > PACKS_BYTES_MAX {
            (kept.packs, kept.bytes) = (BTreeMap::new(), 0);
        }
        if bytes <= PACKS_BYTES_MAX {
            kept.bytes += bytes;
            kept.packs.insert(name, Arc::clone(&packs));
        }
        Ok(packs)
    }
}
