//! Questions to the database: rows as they are stored, judged before they are handed on.

use super::DATABASE;
use super::session::{Fault, Step};
use crate::rows::{RawEntry, RawField, RawJournal, complete, damaged, entry_of, mark, put_to, root};
use app::ports::{CheckpointRow, EntryRow, Erasure, HeldField, JournalRow, StoreError};
use journal::tree::Size;
use journal::witness::Latest;
use postgres::Row;
use postgres::types::FromSql;
use units::{Moment, OriginLine};

/// A column's value; another type than ours is damage, not the end of the program.
fn get<'r, T: FromSql<'r>>(row: &'r Row, column: usize) -> Result<T, String> {
    row.try_get(column).map_err(|error| error.to_string())
}

/// A number that is never below zero.
pub(super) fn count(row: &Row, column: usize) -> Result<u64, String> {
    let found: i64 = get(row, column)?;
    u64::try_from(found).map_err(|_| format!("{found} is below zero"))
}

/// A count as the database has it.
pub(super) fn number(value: u64) -> Result<i64, StoreError> {
    i64::try_from(value).map_err(|_| damaged(DATABASE, format!("{value} is more than it can count")))
}

fn whole<T>(answer: Result<T, String>) -> Result<T, StoreError> {
    answer.map_err(|why| damaged(DATABASE, why))
}

pub(super) fn journals(step: &mut Step<'_>, operation: &str) -> Result<Vec<JournalRow>, Fault> {
    let select = "SELECT origin, party, vkey, own, size, peaks, checkpoint FROM qafila.journal WHERE operation = $1";
    let rows = step.rows(select, &[&operation])?;
    let raw = |row: &Row| {
        Ok(RawJournal {
            origin: get(row, 0)?,
            party: get(row, 1)?,
            vkey: get(row, 2)?,
            own: get(row, 3)?,
            size: count(row, 4)?,
            peaks: get(row, 5)?,
            checkpoint: get(row, 6)?,
        })
    };
    let journals: Result<Vec<JournalRow>, StoreError> = rows.iter().map(|row| whole(raw(row))?.check()).collect();
    let mut journals = journals?;
    // The database sorts by the customs of some language.
    journals.sort_by(|one, other| one.origin.cmp(&other.origin));
    Ok(journals)
}

/// How many entries the head of a journal covers; none where it is not known.
pub(super) fn held(step: &mut Step<'_>, operation: &str, origin: &OriginLine) -> Result<Size, Fault> {
    let select = "SELECT size FROM qafila.journal WHERE operation = $1 AND origin = $2";
    let row = step.row(select, &[&operation, &origin.as_str()])?;
    Ok(Size::new(row.map_or(Ok(0), |row| whole(count(&row, 0)))?))
}

pub(super) fn entries(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
    from: u64,
) -> Result<Vec<EntryRow>, Fault> {
    let size = held(step, operation, origin)?;
    let mut entries = Vec::new();
    let (name, first) = (origin.as_str(), number(from)?);
    let select = "SELECT idx, commitment, known, salt, statement FROM qafila.entry \
                  WHERE operation = $1 AND origin = $2 AND idx >= $3 ORDER BY idx";
    step.each(select, &[&operation, &name, &first], |row| {
        let index = from.saturating_add(entries.len() as u64);
        entries.push(entry(row, index).map_err(|why| damaged(entry_of(index, origin), why))?);
        Ok(())
    })?;
    let select = "SELECT idx, commitment, salt, value, known FROM qafila.field \
                  WHERE operation = $1 AND origin = $2 AND idx >= $3 ORDER BY idx, commitment";
    step.each(select, &[&operation, &name, &first], |row| {
        let index = whole(count(row, 0))?;
        Ok(put_to(origin, &mut entries, index, field(row))?)
    })?;
    let select = "SELECT idx, at, reason FROM qafila.erasure WHERE operation = $1 AND origin = $2 AND idx >= $3";
    step.each(select, &[&operation, &name, &first], |row| {
        let (index, at) = (whole(count(row, 0))?, Moment::from_seconds(whole(get(row, 1))?));
        Ok(mark(origin, &mut entries, index, Erasure { at, reason: whole(get(row, 2))? })?)
    })?;
    Ok(complete(origin, from, entries, size)?)
}

/// Reads the row that should be that of the entry with this index.
pub(super) fn entry(row: &Row, index: u64) -> Result<EntryRow, String> {
    let (commitment, known) = (get(row, 1)?, get(row, 2)?);
    RawEntry { index: count(row, 0)?, commitment, known, salt: get(row, 3)?, statement: get(row, 4)? }.check(index)
}

pub(super) fn field(row: &Row) -> Result<HeldField, String> {
    RawField { commitment: get(row, 1)?, salt: get(row, 2)?, value: get(row, 3)?, known: get(row, 4)? }.check()
}

pub(super) fn checkpoints(
    step: &mut Step<'_>,
    operation: &str,
    origin: &OriginLine,
) -> Result<Vec<CheckpointRow>, Fault> {
    let select = "SELECT size, root, note, known FROM qafila.checkpoint WHERE operation = $1 AND origin = $2 \
                  ORDER BY size, root";
    let rows = step.rows(select, &[&operation, &origin.as_str()])?;
    let read = |row: &Row| -> Result<CheckpointRow, Fault> {
        Ok(CheckpointRow {
            origin: origin.clone(),
            size: Size::new(whole(count(row, 0))?),
            root: root(origin, whole(get(row, 1))?)?,
            note: whole(get(row, 2))?,
            known: Moment::from_seconds(whole(get(row, 3))?),
        })
    };
    rows.iter().map(read).collect()
}

pub(super) fn cosigned(step: &mut Step<'_>, operation: &str, origin: &OriginLine) -> Result<Option<Latest>, Fault> {
    let select = "SELECT size, root FROM qafila.cosigned WHERE operation = $1 AND origin = $2";
    let row = step.row(select, &[&operation, &origin.as_str()])?;
    let read = |row: Row| -> Result<Latest, Fault> {
        Ok(Latest { size: Size::new(whole(count(&row, 0))?), root: root(origin, whole(get(&row, 1))?)? })
    };
    row.map(read).transpose()
}

pub(super) fn document(step: &mut Step<'_>, operation: &str, name: &str) -> Result<Option<Vec<u8>>, Fault> {
    let select = "SELECT bytes FROM qafila.document WHERE operation = $1 AND name = $2";
    let row = step.row(select, &[&operation, &name])?;
    Ok(row.map(|row| whole(get(&row, 0))).transpose()?)
}

pub(super) fn names(step: &mut Step<'_>, operation: &str, prefix: &str) -> Result<Vec<String>, Fault> {
    let select = "SELECT name FROM qafila.document WHERE operation = $1 AND substr(name, 1, length($2)) = $2";
    let rows = step.rows(select, &[&operation, &prefix])?;
    let mut names: Vec<String> = rows.iter().map(|row| whole(get(row, 0))).collect::<Result<_, _>>()?;
    names.sort_unstable();
    Ok(names)
}
