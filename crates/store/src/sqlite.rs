//! The node's database: one file, write-ahead log, every commit on disk before it counts.

mod fill;
mod mend;
mod open;
mod snapshot;

pub use open::{BUSY_WAIT, DATABASE_FILE, SqliteStore};

use crate::rows::{RawEntry, RawField, RawJournal, complete, content, damaged, entry_of, mark, peaks, put_to};
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, HeldField, JournalRow, Store, StoreError, TURN};
use journal::tree::Size;
use journal::witness::Latest;
use open::failed;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use units::{Digest, Moment, OriginLine};

impl Store for SqliteStore {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        let doing = failed("read the journals");
        let mut query = self
            .connection
            .prepare_cached("SELECT origin, party, vkey, own, size, peaks, checkpoint FROM journal ORDER BY origin")
            .map_err(&doing)?;
        let rows = query.query_map([], journal_row).map_err(&doing)?;
        rows.map(|row| row.map_err(&doing)?.check()).collect()
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        let doing = failed("read the entries of a journal");
        // One transaction, so that head and entries are of one moment.
        let tx = self.connection.unchecked_transaction().map_err(&doing)?;
        let size = held(&tx, origin)?;
        let mut query = tx
            .prepare_cached(
                "SELECT idx, commitment, known, salt, statement FROM entry WHERE origin = ? AND idx >= ? ORDER BY idx",
            )
            .map_err(&doing)?;
        let mut rows = query.query(params![origin.as_str(), from]).map_err(&doing)?;
        let mut entries = Vec::new();
        for index in from.. {
            let Some(row) = rows.next().map_err(&doing)? else { break };
            entries.push(entry_row(row, index).map_err(|why| damaged(entry_of(index, origin), why))?);
        }
        read_fields(&tx, origin, from, &mut entries)?;
        read_erasures(&tx, origin, from, &mut entries)?;
        complete(origin, from, entries, size)
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        let doing = failed("append to a journal");
        let journal = &append.journal;
        let tx = self.write()?;
        let found = held(&tx, &journal.origin)?;
        if found != append.expected {
            return Err(StoreError::HeadMoved { origin: journal.origin.clone(), expected: append.expected, found });
        }
        put_journal(&tx, journal).map_err(&doing)?;
        let origin = journal.origin.as_str();
        append.entries.iter().try_for_each(|row| put_entry(&tx, origin, row)).map_err(&doing)?;
        if let Some(retired) = &append.retires {
            let retire = "UPDATE journal SET own = 0 WHERE origin = ?";
            tx.execute(retire, [retired.as_str()]).map_err(&doing)?;
        }
        disclose(&tx, append)?;
        if !append.disclosed.is_empty() {
            turn(&tx).map_err(&doing)?;
        }
        put_documents(&tx, &append.documents).map_err(&doing)?;
        let ended = tx.commit();
        self.committed("append to a journal", ended)
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        self.mend_entries(origin, rows)
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        let doing = failed("read the checkpoints of a journal");
        let list = "SELECT size, root, note, known FROM checkpoint WHERE origin = ? ORDER BY size, root";
        let mut query = self.connection.prepare_cached(list).map_err(&doing)?;
        let read = |row: &Row<'_>| -> rusqlite::Result<CheckpointRow> {
            Ok(CheckpointRow {
                origin: origin.clone(),
                size: Size::new(row.get(0)?),
                root: Digest::new(row.get(1)?),
                note: row.get(2)?,
                known: Moment::from_seconds(row.get(3)?),
            })
        };
        let rows = query.query_map([origin.as_str()], read).map_err(&doing)?;
        rows.map(|row| row.map_err(&doing)).collect()
    }

    fn keep_checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        let doing = failed("keep a checkpoint");
        let tx = self.write()?;
        put_checkpoint(&tx, checkpoint).map_err(&doing)?;
        let ended = tx.commit();
        self.committed("keep a checkpoint", ended)
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        last_cosigned(&self.connection, origin)
    }

    fn cosign(&mut self, expected: Option<Latest>, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        let doing = failed("keep a cosigned checkpoint");
        let CheckpointRow { origin, size, root, .. } = checkpoint;
        let tx = self.write()?;
        let found = last_cosigned(&tx, origin)?;
        if found != expected {
            let size = |latest: Option<Latest>| latest.unwrap_or_default().size;
            let (expected, found) = (size(expected), size(found));
            return Err(StoreError::HeadMoved { origin: origin.clone(), expected, found });
        }
        put_checkpoint(&tx, checkpoint).map_err(&doing)?;
        let put = "INSERT INTO cosigned VALUES (?, ?, ?) \
                   ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root";
        tx.execute(put, params![origin.as_str(), size.get(), root.as_bytes().as_slice()]).map_err(&doing)?;
        let ended = tx.commit();
        self.committed("keep a cosigned checkpoint", ended)
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        let doing = failed("erase the content of an entry");
        let tx = self.write()?;
        let place = params![origin.as_str(), index];
        let cleared = tx.execute("UPDATE entry SET salt = NULL, statement = NULL WHERE origin = ? AND idx = ?", place);
        if cleared.map_err(&doing)? != 1 {
            return Err(damaged(entry_of(index, origin), "it is not here"));
        }
        tx.execute("DELETE FROM field WHERE origin = ? AND idx = ?", place).map_err(&doing)?;
        let insert = "INSERT OR IGNORE INTO erasure VALUES (?, ?, ?, ?)";
        tx.execute(insert, params![origin.as_str(), index, mark.at.seconds(), mark.reason]).map_err(&doing)?;
        turn(&tx).map_err(&doing)?;
        let ended = tx.commit();
        self.committed("erase the content of an entry", ended)?;
        self.scrub()
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let doing = failed("read a document");
        let mut query = self.connection.prepare_cached("SELECT bytes FROM document WHERE name = ?").map_err(&doing)?;
        query.query_row([name], |row| row.get(0)).optional().map_err(&doing)
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let doing = failed("keep documents");
        let tx = self.write()?;
        put_documents(&tx, documents).map_err(&doing)?;
        let ended = tx.commit();
        self.committed("keep documents", ended)
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        let doing = failed("let documents go");
        let tx = self.write()?;
        for name in names {
            tx.execute("DELETE FROM document WHERE name = ?", [name]).map_err(&doing)?;
        }
        let ended = tx.commit();
        self.committed("let documents go", ended)
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let doing = failed("list documents");
        // As bytes, which is how SQLite compares: nothing that begins so comes behind the last character of all.
        let list = "SELECT name FROM document WHERE name >= ?1 AND name < ?2 ORDER BY name";
        let mut query = self.connection.prepare_cached(list).map_err(&doing)?;
        let end = format!("{prefix}{}", char::MAX);
        let rows = query.query_map([prefix, end.as_str()], |row| row.get(0)).map_err(&doing)?;
        rows.map(|row| row.map_err(&doing)).collect()
    }
}

/// How many entries the head of a journal covers; none where it is not known.
fn held(tx: &Transaction<'_>, origin: &OriginLine) -> Result<Size, StoreError> {
    let size = tx.query_row("SELECT size FROM journal WHERE origin = ?", [origin.as_str()], |row| row.get(0));
    Ok(Size::new(size.optional().map_err(failed("read the head of a journal"))?.unwrap_or(0)))
}

fn put_documents(tx: &Transaction<'_>, documents: &[(String, Vec<u8>)]) -> rusqlite::Result<()> {
    let put = "INSERT INTO document VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes";
    let mut put = tx.prepare_cached(put)?;
    documents.iter().try_for_each(|(name, bytes)| put.execute(params![name, bytes]).map(drop))
}

/// Tells those who remember that entries are not as they were.
fn turn(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let put = "INSERT INTO document VALUES (?, randomblob(16)) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes";
    tx.execute(put, [TURN]).map(drop)
}

fn put_checkpoint(tx: &Transaction<'_>, checkpoint: &CheckpointRow) -> rusqlite::Result<usize> {
    let CheckpointRow { origin, size, root, note, known } = checkpoint;
    let put = "INSERT INTO checkpoint VALUES (?, ?, ?, ?, ?) \
               ON CONFLICT (origin, size, root) DO UPDATE SET note = excluded.note";
    tx.execute(put, params![origin.as_str(), size.get(), root.as_bytes().as_slice(), note, known.seconds()])
}

fn last_cosigned(connection: &Connection, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
    let read = |row: &Row<'_>| Ok(Latest { size: Size::new(row.get(0)?), root: Digest::new(row.get(1)?) });
    let found = connection.query_row("SELECT size, root FROM cosigned WHERE origin = ?", [origin.as_str()], read);
    found.optional().map_err(failed("read the last cosigned head"))
}

fn put_journal(tx: &Transaction<'_>, journal: &JournalRow) -> rusqlite::Result<()> {
    let put = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE \
               SET vkey = excluded.vkey, size = excluded.size, peaks = excluded.peaks, \
               checkpoint = excluded.checkpoint";
    tx.execute(
        put,
        params![
            journal.origin.as_str(),
            journal.party.as_str(),
            journal.key.to_string(),
            journal.own,
            journal.frontier.size().get(),
            peaks(journal),
            journal.checkpoint
        ],
    )?;
    Ok(())
}

fn put_entry(tx: &Transaction<'_>, origin: &str, row: &EntryRow) -> rusqlite::Result<()> {
    let mut insert = tx.prepare_cached("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)")?;
    let (salt, statement) = content(row);
    let commitment = row.entry.commitment.as_bytes().as_slice();
    insert.execute(params![origin, row.index, commitment, row.known.seconds(), salt, statement])?;
    put_fields(tx, origin, row).map(drop)
}

/// Adds what opens fields of an entry; says how many were not there before.
fn put_fields(tx: &Transaction<'_>, origin: &str, row: &EntryRow) -> rusqlite::Result<usize> {
    let mut insert = tx.prepare_cached("INSERT OR IGNORE INTO field VALUES (?, ?, ?, ?, ?, ?)")?;
    let mut added = 0;
    for HeldField { opening, known } in &row.fields {
        let (commitment, salt) = (opening.commitment(), opening.salt.as_bytes().as_slice());
        let commitment = commitment.as_bytes().as_slice();
        added += insert.execute(params![origin, row.index, commitment, salt, opening.value, known.seconds()])?;
    }
    Ok(added)
}

/// Reads what opens fields, to the entries that hide them.
fn read_fields(
    tx: &Transaction<'_>,
    origin: &OriginLine,
    from: u64,
    entries: &mut [EntryRow],
) -> Result<(), StoreError> {
    let doing = failed("read the fields of a journal");
    let select = "SELECT idx, commitment, salt, value, known FROM field WHERE origin = ? AND idx >= ? \
                  ORDER BY idx, commitment";
    let mut query = tx.prepare_cached(select).map_err(&doing)?;
    let mut rows = query.query(params![origin.as_str(), from]).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        let index: u64 = row.get(0).map_err(&doing)?;
        put_to(origin, entries, index, field_row(row))?;
    }
    Ok(())
}

fn field_row(row: &Row<'_>) -> Result<HeldField, String> {
    let read = || Ok(RawField { commitment: row.get(1)?, salt: row.get(2)?, value: row.get(3)?, known: row.get(4)? });
    read().map_err(|error: rusqlite::Error| error.to_string())?.check()
}

fn disclose(tx: &Transaction<'_>, append: &Append) -> Result<(), StoreError> {
    let doing = failed("disclose earlier entries");
    let origin = &append.journal.origin;
    let update = "UPDATE entry SET salt = ?, statement = ?, known = ? \
                  WHERE origin = ? AND idx = ? AND commitment = ? AND statement IS NULL";
    let mut update = tx.prepare_cached(update).map_err(&doing)?;
    for row in &append.disclosed {
        // Erased since the append was made ready: the mark wins.
        if is_erased(tx, origin, row.index).map_err(&doing)? {
            continue;
        }
        let (salt, statement) = content(row);
        let commitment = row.entry.commitment.as_bytes().as_slice();
        let known = row.known.seconds();
        let changed = update.execute(params![salt, statement, known, origin.as_str(), row.index, commitment]);
        let disclosed = changed.map_err(&doing)? == 1;
        let here = disclosed || same_content(tx, origin, row).map_err(&doing)?;
        let opened = here && put_fields(tx, origin.as_str(), row).map_err(&doing)? > 0;
        if !disclosed && !opened {
            return Err(damaged(entry_of(row.index, origin), "it is not the one that was disclosed"));
        }
    }
    Ok(())
}

fn is_erased(tx: &Transaction<'_>, origin: &OriginLine, index: u64) -> rusqlite::Result<bool> {
    let erased = "SELECT EXISTS (SELECT 1 FROM erasure WHERE origin = ? AND idx = ?)";
    tx.query_row(erased, params![origin.as_str(), index], |found| found.get(0))
}

/// Reads the marks of what was erased.
fn read_erasures(
    tx: &Transaction<'_>,
    origin: &OriginLine,
    from: u64,
    entries: &mut [EntryRow],
) -> Result<(), StoreError> {
    let doing = failed("read what was erased");
    let select = "SELECT idx, at, reason FROM erasure WHERE origin = ? AND idx >= ?";
    let mut query = tx.prepare_cached(select).map_err(&doing)?;
    let mut rows = query.query(params![origin.as_str(), from]).map_err(&doing)?;
    while let Some(row) = rows.next().map_err(&doing)? {
        let index: u64 = row.get(0).map_err(&doing)?;
        let at = Moment::from_seconds(row.get(1).map_err(&doing)?);
        let erasure = Erasure { at, reason: row.get(2).map_err(&doing)? };
        mark(origin, entries, index, erasure)?;
    }
    Ok(())
}

/// Whether this content is the one that is stored for the entry.
fn same_content(tx: &Transaction<'_>, origin: &OriginLine, row: &EntryRow) -> rusqlite::Result<bool> {
    let same = "SELECT EXISTS (SELECT 1 FROM entry WHERE origin = ? AND idx = ? AND commitment = ? AND statement = ?)";
    let (_, statement) = content(row);
    let commitment = row.entry.commitment.as_bytes().as_slice();
    tx.query_row(same, params![origin.as_str(), row.index, commitment, statement], |found| found.get(0))
}

/// Reads the row that should be that of the entry with this index.
fn entry_row(row: &Row<'_>, index: u64) -> Result<EntryRow, String> {
    let read = || {
        let (commitment, known) = (row.get(1)?, row.get(2)?);
        Ok(RawEntry { index: row.get(0)?, commitment, known, salt: row.get(3)?, statement: row.get(4)? })
    };
    read().map_err(|error: rusqlite::Error| error.to_string())?.check(index)
}

fn journal_row(row: &Row<'_>) -> rusqlite::Result<RawJournal> {
    Ok(RawJournal {
        origin: row.get(0)?,
        party: row.get(1)?,
        vkey: row.get(2)?,
        own: row.get(3)?,
        size: row.get(4)?,
        peaks: row.get(5)?,
        checkpoint: row.get(6)?,
    })
}
