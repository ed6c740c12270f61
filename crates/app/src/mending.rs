//! Silent damage on disk, repaired from a partner's copy.
//!
//! The head of a journal is signed, so it tells whether the entries that are stored are still those it was
//! signed over. Where they are not, any verified copy that leads to that head can tell which ones they were.

use crate::exchange::{ExchangeError, row_of};
use crate::node::{Node, check_head};
use crate::ports::{EntryRow, JournalRow, StoreError};
use journal::entry::Entry;
use journal::tree::root_of;
use journal::verify::Verified;
use units::Digest;

impl Node {
    /// Puts back the entries of a journal that are stored damaged; answers how many.
    ///
    /// Contents that only this node had, and that are damaged, are withheld from then on. Refused where head and
    /// copy do not fit together: then nobody here can tell what was lost.
    pub(crate) fn mend(&mut self, verified: &Verified, known: &JournalRow) -> Result<u64, ExchangeError> {
        check_head(known)?;
        let held = match self.rows(known) {
            Ok(rows) if is_whole(&rows, known) => return Ok(0),
            Ok(rows) => Ok(rows),
            Err(unreadable @ StoreError::Damaged { .. }) => Err(unreadable),
            Err(error) => return Err(error.into()),
        };
        let copied = verified.entries.len();
        let beyond = held.iter().flatten().skip(copied).map(|row| row.entry.leaf());
        let size = usize::try_from(known.frontier.size().get()).unwrap_or(usize::MAX);
        let leaves: Vec<Digest> = verified.entries.iter().map(|entry| entry.leaf).chain(beyond).take(size).collect();
        if root_of(&leaves) != known.frontier.root() {
            return Err(held.err().unwrap_or_else(|| no_longer_leads(known)).into());
        }
        let now = self.now();
        let rows: Vec<EntryRow> = verified.entries.iter().take(size).map(|found| row_of(found, now)).collect();
        Ok(self.store_mut().mend(&known.origin, &rows)?)
    }
}

/// Whether the entries lead to the head that was signed, and commit to what is stored with them.
fn is_whole(rows: &[EntryRow], known: &JournalRow) -> bool {
    let leaves: Vec<Digest> = rows.iter().map(|row| row.entry.leaf()).collect();
    root_of(&leaves) == known.frontier.root() && rows.iter().all(commits)
}

/// Whether an entry is that of the content stored with it.
fn commits(row: &EntryRow) -> bool {
    row.content.as_ref().is_none_or(|(salt, statement)| Entry::commit(salt, statement) == row.entry)
}

fn no_longer_leads(known: &JournalRow) -> StoreError {
    let size = known.frontier.size();
    let why = format!("its entries do not lead to the head over {size} that was signed, nor do those of this copy");
    StoreError::Damaged { what: format!("journal `{}`", known.origin), why }
}
