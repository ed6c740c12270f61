//! Entries that are stored damaged are replaced by whole ones.

use super::open::{SqliteStore, failed};
use super::{entry_row, field_row, is_erased, put_fields, turn};
use crate::rows::content;
use app::ports::{EntryRow, StoreError};
use journal::entry::Entry;
use rusqlite::{OptionalExtension, Transaction, params};
use units::OriginLine;

impl SqliteStore {
    /// Puts each row in the place of the one that is stored, where that is not whole; answers how many.
    pub(super) fn mend_entries(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        let doing = failed("mend the entries of a journal");
        let tx = self.write()?;
        let mut mended = 0;
        for row in rows {
            if !is_whole(&tx, origin, row).map_err(&doing)? {
                replace(&tx, origin, row).map_err(&doing)?;
                mended += 1;
            }
        }
        if mended > 0 {
            turn(&tx).map_err(&doing)?;
        }
        let ended = tx.commit();
        self.committed("mend the entries of a journal", ended)?;
        Ok(mended)
    }
}

/// Whether what is stored for an entry can be read, is that entry, and is what it commits to.
fn is_whole(tx: &Transaction<'_>, origin: &OriginLine, row: &EntryRow) -> rusqlite::Result<bool> {
    let place = params![origin.as_str(), row.index];
    let select = "SELECT idx, commitment, known, salt, statement FROM entry WHERE origin = ? AND idx = ?";
    let found = tx.prepare_cached(select)?.query_row(place, |found| Ok(entry_row(found, row.index))).optional()?;
    let Some(Ok(found)) = found else { return Ok(false) };
    let commits = found.content.as_ref().is_none_or(|(salt, bytes)| Entry::commit(salt, bytes) == row.entry);
    let select = "SELECT idx, commitment, salt, value, known FROM field WHERE origin = ? AND idx = ?";
    let mut query = tx.prepare_cached(select)?;
    let fields = query.query_map(place, |field| Ok(field_row(field).is_ok()))?;
    let opens = fields.collect::<rusqlite::Result<Vec<bool>>>()?;
    Ok(found.entry == row.entry && commits && opens.into_iter().all(|opens| opens))
}

/// What was erased stays erased; when an entry was first held stays too, where it can still be read.
fn replace(tx: &Transaction<'_>, origin: &OriginLine, row: &EntryRow) -> rusqlite::Result<()> {
    let erased = is_erased(tx, origin, row.index)?;
    let (salt, statement) = if erased { (None, None) } else { content(row) };
    let put = "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (origin, idx) DO UPDATE SET \
               commitment = excluded.commitment, salt = excluded.salt, statement = excluded.statement, \
               known = CASE typeof(known) WHEN 'integer' THEN known ELSE excluded.known END";
    let commitment = row.entry.commitment.as_bytes().as_slice();
    let place = params![origin.as_str(), row.index];
    tx.execute("DELETE FROM field WHERE origin = ? AND idx = ?", place)?;
    tx.execute(put, params![origin.as_str(), row.index, commitment, row.known.seconds(), salt, statement])?;
    if !erased {
        put_fields(tx, origin.as_str(), row)?;
    }
    Ok(())
}
