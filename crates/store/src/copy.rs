//! A node's whole store poured into an empty one, whatever either is made of, and two of them compared.

use crate::rows::damaged;
use app::ports::{CheckpointRow, EntryRow, JournalRow, Store, StoreError};
use journal::witness::Latest;
use units::OriginLine;

/// What takes the rows of another store, within one transaction.
pub(crate) trait Vessel {
    type Error: From<StoreError>;

    /// A journal with all its entries, what opens their fields, and marks of what was erased.
    fn journal(&mut self, journal: &JournalRow, entries: &[EntryRow]) -> Result<(), Self::Error>;

    fn checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), Self::Error>;

    fn cosigned(&mut self, origin: &OriginLine, latest: Latest) -> Result<(), Self::Error>;

    fn document(&mut self, name: &str, bytes: &[u8]) -> Result<(), Self::Error>;
}

/// Hands over everything that a store holds, one journal and one document at a time.
pub(crate) fn pour<V: Vessel>(from: &dyn Store, into: &mut V) -> Result<(), V::Error> {
    for journal in from.journals()? {
        into.journal(&journal, &as_read(from, &journal)?)?;
        for checkpoint in from.checkpoints(&journal.origin)? {
            into.checkpoint(&checkpoint)?;
        }
        if let Some(latest) = from.cosigned(&journal.origin)? {
            into.cosigned(&journal.origin, latest)?;
        }
    }
    for name in from.documents("")? {
        let bytes = from.document(&name)?.ok_or_else(|| changed(format!("document `{name}`")))?;
        into.document(&name, &bytes)?;
    }
    Ok(())
}

/// The entries of a journal as its head was read; another process may have appended since.
fn as_read(store: &dyn Store, journal: &JournalRow) -> Result<Vec<EntryRow>, StoreError> {
    let mut entries = store.entries(&journal.origin)?;
    entries.truncate(usize::try_from(journal.frontier.size().get()).unwrap_or(usize::MAX));
    Ok(entries)
}

fn changed(what: String) -> StoreError {
    damaged(what, "the copy is not what was copied: another process wrote meanwhile, or one of the two is damaged")
}

/// Fails at the first thing in which a copy differs from what it was made of.
pub fn compare(from: &dyn Store, copy: &dyn Store) -> Result<(), StoreError> {
    let same = |same: bool, what: &dyn Fn() -> String| if same { Ok(()) } else { Err(changed(what())) };
    let (journals, copied) = (from.journals()?, copy.journals()?);
    same(journals.len() == copied.len(), &|| DATABASE.to_owned())?;
    for (journal, copied) in journals.iter().zip(&copied) {
        let origin = &journal.origin;
        let what = || format!("journal `{origin}`");
        same(journal == copied, &what)?;
        let (entries, held) = (from.entries(origin)?, copy.entries(origin)?);
        same(entries.len() == held.len(), &what)?;
        for (entry, held) in entries.iter().zip(&held) {
            same(entry == held, &|| crate::rows::entry_of(entry.index, origin))?;
        }
        same(from.checkpoints(origin)? == copy.checkpoints(origin)?, &|| format!("checkpoints of {}", what()))?;
        same(from.cosigned(origin)? == copy.cosigned(origin)?, &|| format!("last cosigned head of {}", what()))?;
    }
    let names = from.documents("")?;
    same(names == copy.documents("")?, &|| DATABASE.to_owned())?;
    names
        .iter()
        .try_for_each(|name| same(from.document(name)? == copy.document(name)?, &|| format!("document `{name}`")))
}

/// What errors call a store as a whole.
const DATABASE: &str = "the database";
