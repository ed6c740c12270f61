//! Changes to the database, each within a transaction that ends whole or not at all.

use super::read::{self, number};
use super::session::{Fault, Params, Step};
use crate::rows::{content, damaged, entry_of, peaks};
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, HeldField, JournalRow, StoreError, TURN};
use journal::entry::Entry;
use journal::tree::Size;
use journal::witness::Latest;
use units::OriginLine;

/// Rows that go over in one statement: enough that the way there and back does not count, few enough to be held twice.
const ROWS_AT_ONCE: usize = 1000;

pub(super) fn append(step: &mut Step<'_>, operation: &str, append: &Append) -> Result<(), Fault> {
    let origin = &append.journal.origin;
    if !swap(step, operation, &append.journal, append.expected)? {
        let found = read::held(step, operation, origin)?;
        return Err(StoreError::HeadMoved { origin: origin.clone(), expected: append.expected, found }.into());
    }
    entries(step, operation, origin, &append.entries)?;
    if let Some(retired) = &append.retires {
        let retire = "UPDATE qafila.journal SET own = false WHERE operation = $1 AND origin = $2";
        step.change(retire, &[&operation, &retired.as_str()])?;
    }
    append.documents.iter().try_for_each(|(name, bytes)| document(step, operation, name, bytes))?;
    append.disclosed.iter().try_for_each(|row| disclose(step, operation, origin, row))?;
    if append.disclosed.is_empty() { Ok(()) } else { turn(step, operation) }
}

/// Tells those who remember that entries are not as they were.
fn turn(step: &mut Step<'_>, operation: &str) -> Result<(), Fault> {
    let put = "INSERT INTO qafila.document (operation, name, bytes) \
               VALUES ($1, $2, convert_to(gen_random_uuid()::text, 'UTF8')) \
               ON CONFLICT (operation, name) DO UPDATE SET bytes = excluded.bytes";
    step.change(put, &[&operation, &TURN]).map(drop)
}

/// Puts a journal's head in the place of the one it was compared with; answers whether that was still there.
fn swap(step: &mut Step<'_>, operation: &str, journal: &JournalRow, expected: Size) -> Result<bool, Fault> {
    let (origin, expected) = (journal.origin.as_str(), number(expected.get())?);
    let (vkey, size) = (journal.key.to_string(), number(journal.frontier.size().get())?);
    let peaks = peaks(journal);
    let update = "UPDATE qafila.journal SET vkey = $3, size = $4, peaks = $5, checkpoint = $6 \
                  WHERE operation = $1 AND origin = $2 AND size = $7";
    let changed = step.change(update, &[&operation, &origin, &vkey, &size, &peaks, &journal.checkpoint, &expected])?;
    Ok(changed == 1 || expected == 0 && begin(step, operation, journal)?)
}

/// Adds a journal; answers whether there was none of that name.
pub(super) fn begin(step: &mut Step<'_>, operation: &str, journal: &JournalRow) -> Result<bool, Fault> {
    let insert = "INSERT INTO qafila.journal (operation, origin, party, vkey, own, size, peaks, checkpoint) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (operation, origin) DO NOTHING";
    let (origin, party, vkey) = (journal.origin.as_str(), journal.party.as_str(), journal.key.to_string());
    let (size, peaks) = (number(journal.frontier.size().get())?, peaks(journal));
    let values: Params<'_> = &[&operation, &origin, &party, &vkey, &journal.own, &size, &peaks, &journal.checkpoint];
    Ok(step.change(insert, values)? == 1)
}

/// Adds entries with what opens their fields, many in one statement.
pub(super) fn entries(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
    rows: &[EntryRow],
) -> Result<(), Fault> {
    let insert = "INSERT INTO qafila.entry (operation, origin, idx, commitment, known, salt, statement) \
                  SELECT $1, $2, idx, commitment, known, salt, statement \
                  FROM unnest($3::bigint[], $4::bytea[], $5::bigint[], $6::bytea[], $7::bytea[]) \
                  AS new (idx, commitment, known, salt, statement)";
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let indices = rows.iter().map(|row| number(row.index)).collect::<Result<Vec<i64>, _>>()?;
        let commitments: Vec<&[u8]> = rows.iter().map(|row| row.entry.commitment.as_bytes().as_slice()).collect();
        let known: Vec<i64> = rows.iter().map(|row| row.known.seconds()).collect();
        let (salts, statements): (Vec<_>, Vec<_>) = rows.iter().map(content).unzip();
        step.change(insert, &[&operation, &origin.as_str(), &indices, &commitments, &known, &salts, &statements])?;
    }
    rows.iter().try_for_each(|row| fields(step, operation, origin, row).map(drop))
}

/// Adds what opens fields of an entry; says how many were not there before.
fn fields(step: &mut Step<'_>, operation: &str, origin: &OriginLine, row: &EntryRow) -> Result<u64, Fault> {
    let insert = "INSERT INTO qafila.field (operation, origin, idx, commitment, salt, value, known) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (operation, origin, idx, commitment) DO NOTHING";
    let index = number(row.index)?;
    let mut added = 0;
    for HeldField { opening, known } in &row.fields {
        let (commitment, salt) = (opening.commitment(), opening.salt.as_bytes().as_slice());
        let (commitment, known) = (commitment.as_bytes().as_slice(), known.seconds());
        let name = origin.as_str();
        added += step.change(insert, &[&operation, &name, &index, &commitment, &salt, &opening.value, &known])?;
    }
    Ok(added)
}

fn disclose(step: &mut Step<'_>, operation: &str, origin: &OriginLine, row: &EntryRow) -> Result<(), Fault> {
    // Erased since the append was made ready: the mark wins.
    if is_erased(step, operation, origin, row.index)? {
        return Ok(());
    }
    let update = "UPDATE qafila.entry SET salt = $4, statement = $5, known = $6 WHERE operation = $1 AND origin = $2 \
                  AND idx = $3 AND commitment = $7 AND statement IS NULL";
    let ((salt, statement), index) = (content(row), number(row.index)?);
    let commitment = row.entry.commitment.as_bytes().as_slice();
    let (name, known) = (origin.as_str(), row.known.seconds());
    let changed = step.change(update, &[&operation, &name, &index, &salt, &statement, &known, &commitment])?;
    let same = "SELECT 1 FROM qafila.entry WHERE operation = $1 AND origin = $2 AND idx = $3 \
                AND commitment = $4 AND statement = $5";
    let here = changed == 1 || step.any(same, &[&operation, &name, &index, &commitment, &statement])?;
    let opened = here && fields(step, operation, origin, row)? > 0;
    if changed == 1 || opened {
        return Ok(());
    }
    Err(damaged(entry_of(row.index, origin), "it is not the one that was disclosed").into())
}

fn is_erased(step: &mut Step<'_>, operation: &str, origin: &OriginLine, index: u64) -> Result<bool, Fault> {
    let select = "SELECT 1 FROM qafila.erasure WHERE operation = $1 AND origin = $2 AND idx = $3";
    step.any(select, &[&operation, &origin.as_str(), &number(index)?])
}

/// Keeps others from changing a journal until the transaction ends.
fn lock(step: &mut Step<'_>, operation: &str, origin: &OriginLine) -> Result<(), Fault> {
    let select = "SELECT size FROM qafila.journal WHERE operation = $1 AND origin = $2 FOR UPDATE";
    step.row(select, &[&operation, &origin.as_str()]).map(drop)
}

pub(super) fn checkpoint(step: &mut Step<'_>, operation: &str, row: &CheckpointRow) -> Result<(), Fault> {
    let put = "INSERT INTO qafila.checkpoint (operation, origin, size, root, note, known) \
               VALUES ($1, $2, $3, $4, $5, $6) \
               ON CONFLICT (operation, origin, size, root) DO UPDATE SET note = excluded.note";
    let CheckpointRow { origin, size, root, note, known } = row;
    let (size, root) = (number(size.get())?, root.as_bytes().as_slice());
    step.change(put, &[&operation, &origin.as_str(), &size, &root, note, &known.seconds()]).map(drop)
}

pub(super) fn cosign(
    step: &mut Step<'_>,
    operation: &str,
    expected: Option<Latest>,
    row: &CheckpointRow,
) -> Result<(), Fault> {
    let (origin, size, root) = (row.origin.as_str(), number(row.size.get())?, row.root.as_bytes().as_slice());
    let changed = match expected {
        Some(latest) => {
            let update = "UPDATE qafila.cosigned SET size = $3, root = $4 \
                          WHERE operation = $1 AND origin = $2 AND size = $5 AND root = $6";
            let (was, over) = (number(latest.size.get())?, latest.root.as_bytes().as_slice());
            step.change(update, &[&operation, &origin, &size, &root, &was, &over])?
        }
        None => first_cosigned(step, operation, &row.origin, Latest { size: row.size, root: row.root })?,
    };
    if changed == 1 {
        return checkpoint(step, operation, row);
    }
    let found = read::cosigned(step, operation, &row.origin)?;
    let size = |latest: Option<Latest>| latest.unwrap_or_default().size;
    let (expected, found) = (size(expected), size(found));
    Err(StoreError::HeadMoved { origin: row.origin.clone(), expected, found }.into())
}

/// Keeps the first cosigned head of a journal; answers 1, and 0 where there is one.
pub(super) fn first_cosigned(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
    latest: Latest,
) -> Result<u64, Fault> {
    let insert = "INSERT INTO qafila.cosigned (operation, origin, size, root) VALUES ($1, $2, $3, $4) \
                  ON CONFLICT (operation, origin) DO NOTHING";
    let (size, root) = (number(latest.size.get())?, latest.root.as_bytes().as_slice());
    step.change(insert, &[&operation, &origin.as_str(), &size, &root])
}

pub(super) fn erase(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
    index: u64,
    mark: &Erasure,
) -> Result<(), Fault> {
    lock(step, operation, origin)?;
    let (name, at) = (origin.as_str(), number(index)?);
    let clear = "UPDATE qafila.entry SET salt = NULL, statement = NULL \
                 WHERE operation = $1 AND origin = $2 AND idx = $3";
    if step.change(clear, &[&operation, &name, &at])? != 1 {
        return Err(damaged(entry_of(index, origin), "it is not here").into());
    }
    close_fields(step, operation, origin, index)?;
    marked(step, operation, origin, index, mark)?;
    turn(step, operation)
}

fn close_fields(step: &mut Step<'_>, operation: &str, origin: &OriginLine, index: u64) -> Result<(), Fault> {
    let delete = "DELETE FROM qafila.field WHERE operation = $1 AND origin = $2 AND idx = $3";
    step.change(delete, &[&operation, &origin.as_str(), &number(index)?]).map(drop)
}

/// Marks an entry as erased; a mark that is there stays.
pub(super) fn marked(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
    index: u64,
    mark: &Erasure,
) -> Result<(), Fault> {
    let insert = "INSERT INTO qafila.erasure (operation, origin, idx, at, reason) VALUES ($1, $2, $3, $4, $5) \
                  ON CONFLICT (operation, origin, idx) DO NOTHING";
    let (index, at) = (number(index)?, mark.at.seconds());
    step.change(insert, &[&operation, &origin.as_str(), &index, &at, &mark.reason]).map(drop)
}

pub(super) fn document(step: &mut Step<'_>, operation: &str, name: &str, bytes: &[u8]) -> Result<(), Fault> {
    let put = "INSERT INTO qafila.document (operation, name, bytes) VALUES ($1, $2, $3) \
               ON CONFLICT (operation, name) DO UPDATE SET bytes = excluded.bytes";
    step.change(put, &[&operation, &name, &bytes]).map(drop)
}

/// Lets one document go.
pub(super) fn no_document(step: &mut Step<'_>, operation: &str, name: &str) -> Result<(), Fault> {
    step.change("DELETE FROM qafila.document WHERE operation = $1 AND name = $2", &[&operation, &name]).map(drop)
}

/// Puts each row in the place of the one that is stored, where that is not whole; answers how many.
pub(super) fn mend(step: &mut Step<'_>, operation: &str, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, Fault> {
    lock(step, operation, origin)?;
    let mut mended = 0;
    for row in rows {
        if !is_whole(step, operation, origin, row)? {
            replace(step, operation, origin, row)?;
            mended += 1;
        }
    }
    if mended > 0 {
        turn(step, operation)?;
    }
    Ok(mended)
}

/// Whether what is stored for an entry can be read, is that entry, and is what it commits to.
fn is_whole(step: &mut Step<'_>, operation: &str, origin: &OriginLine, row: &EntryRow) -> Result<bool, Fault> {
    let (name, index) = (origin.as_str(), number(row.index)?);
    let select = "SELECT idx, commitment, known, salt, statement FROM qafila.entry \
                  WHERE operation = $1 AND origin = $2 AND idx = $3";
    let found = step.row(select, &[&operation, &name, &index])?;
    let Some(Ok(found)) = found.map(|found| read::entry(&found, row.index)) else { return Ok(false) };
    let commits = found.content.as_ref().is_none_or(|(salt, bytes)| Entry::commit(salt, bytes) == row.entry);
    let select = "SELECT idx, commitment, salt, value, known FROM qafila.field \
                  WHERE operation = $1 AND origin = $2 AND idx = $3";
    let fields = step.rows(select, &[&operation, &name, &index])?;
    Ok(found.entry == row.entry && commits && fields.iter().all(|field| read::field(field).is_ok()))
}

/// What was erased stays erased; when an entry was first held stays too.
fn replace(step: &mut Step<'_>, operation: &str, origin: &OriginLine, row: &EntryRow) -> Result<(), Fault> {
    let erased = is_erased(step, operation, origin, row.index)?;
    let (salt, statement) = if erased { (None, None) } else { content(row) };
    let put = "INSERT INTO qafila.entry (operation, origin, idx, commitment, known, salt, statement) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (operation, origin, idx) DO UPDATE SET \
               commitment = excluded.commitment, salt = excluded.salt, statement = excluded.statement";
    let commitment = row.entry.commitment.as_bytes().as_slice();
    let (index, known) = (number(row.index)?, row.known.seconds());
    close_fields(step, operation, origin, row.index)?;
    step.change(put, &[&operation, &origin.as_str(), &index, &commitment, &known, &salt, &statement])?;
    if !erased {
        fields(step, operation, origin, row)?;
    }
    Ok(())
}
