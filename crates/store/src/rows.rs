//! Rows as a database gave them, judged before they count as entries: the same in every store.

use app::ports::{EntryRow, Erasure, HeldField, JournalRow, StoreError};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::tree::{Frontier, Size};
use units::{Digest, Moment, OriginLine};

pub(crate) fn damaged(what: impl Into<String>, why: impl Into<String>) -> StoreError {
    StoreError::Damaged { what: what.into(), why: why.into() }
}

/// How errors name an entry.
pub(crate) fn entry_of(index: u64, origin: &OriginLine) -> String {
    format!("entry {index} of journal `{origin}`")
}

/// Salt and statement of an entry, as they are stored.
pub(crate) fn content(row: &EntryRow) -> (Option<&[u8]>, Option<&[u8]>) {
    row.content.as_ref().map(|(salt, bytes)| (salt.as_bytes().as_slice(), bytes.as_slice())).unzip()
}

/// The right edge of a journal, as it is stored.
pub(crate) fn peaks(journal: &JournalRow) -> Vec<u8> {
    journal.frontier.peaks().iter().flat_map(|peak| peak.as_bytes()).copied().collect()
}

fn bytes_32(what: &str, bytes: Vec<u8>) -> Result<[u8; 32], String> {
    bytes.try_into().map_err(|bytes: Vec<u8>| format!("its {what} has {} bytes instead of 32", bytes.len()))
}

/// A head of 32 bytes that is not part of an entry.
pub(crate) fn root(origin: &OriginLine, bytes: Vec<u8>) -> Result<Digest, StoreError> {
    let root = bytes_32("root", bytes).map(Digest::new);
    root.map_err(|why| damaged(format!("a checkpoint of journal `{origin}`"), why))
}

/// A row of the table `journal`.
pub(crate) struct RawJournal {
    pub(crate) origin: String,
    pub(crate) party: String,
    pub(crate) vkey: String,
    pub(crate) own: bool,
    pub(crate) size: u64,
    pub(crate) peaks: Vec<u8>,
    pub(crate) checkpoint: Vec<u8>,
}

impl RawJournal {
    pub(crate) fn check(self) -> Result<JournalRow, StoreError> {
        let origin = self.origin.clone();
        self.checked().map_err(|why| damaged(format!("journal `{origin}`"), why))
    }

    fn checked(self) -> Result<JournalRow, String> {
        let peaks = self.peaks.chunks(32).map(|peak| <[u8; 32]>::try_from(peak).map(Digest::new));
        let peaks: Vec<Digest> = peaks.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        Ok(JournalRow {
            origin: OriginLine::new(self.origin).map_err(|error| error.to_string())?,
            party: self.party.parse().map_err(|error: units::IdError| error.to_string())?,
            key: self.vkey.parse().map_err(|error: journal::note::KeyLineError| error.to_string())?,
            own: self.own,
            frontier: Frontier::restore(Size::new(self.size), peaks).map_err(|error| error.to_string())?,
            checkpoint: self.checkpoint,
        })
    }
}

/// A row of the table `entry`.
pub(crate) struct RawEntry {
    pub(crate) index: u64,
    pub(crate) commitment: Vec<u8>,
    pub(crate) known: i64,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) statement: Option<Vec<u8>>,
}

impl RawEntry {
    /// The entry, where it is the one with this index.
    pub(crate) fn check(self, index: u64) -> Result<EntryRow, String> {
        if self.index != index {
            return Err(format!("it is missing; entry {} comes next", self.index));
        }
        if self.salt.is_some() != self.statement.is_some() {
            return Err("of salt and statement only one is there".to_owned());
        }
        let salt = self.salt.map(|salt| bytes_32("salt", salt)).transpose()?;
        Ok(EntryRow {
            index,
            entry: Entry { commitment: Digest::new(bytes_32("commitment", self.commitment)?) },
            known: Moment::from_seconds(self.known),
            content: salt.map(Salt::new).zip(self.statement),
            fields: Vec::new(),
            erased: None,
        })
    }
}

/// A row of the table `field`.
pub(crate) struct RawField {
    pub(crate) commitment: Vec<u8>,
    pub(crate) salt: Vec<u8>,
    pub(crate) value: Vec<u8>,
    pub(crate) known: i64,
}

impl RawField {
    pub(crate) fn check(self) -> Result<HeldField, String> {
        let salt = Salt::new(bytes_32("field's salt", self.salt)?);
        let opening = Opening { salt, value: self.value };
        if opening.commitment().as_bytes().as_slice() != self.commitment {
            return Err("what should open a field of it does not".to_owned());
        }
        Ok(HeldField { opening, known: Moment::from_seconds(self.known) })
    }
}

/// The entry of this index among those of a journal, which follow each other without gaps.
fn at(entries: &mut [EntryRow], index: u64) -> Option<&mut EntryRow> {
    let at = index.checked_sub(entries.first()?.index)?;
    usize::try_from(at).ok().and_then(|at| entries.get_mut(at))
}

/// Puts what opens a field to its entry.
pub(crate) fn put_to(
    origin: &OriginLine,
    entries: &mut [EntryRow],
    index: u64,
    field: Result<HeldField, String>,
) -> Result<(), StoreError> {
    let named = || entry_of(index, origin);
    let entry = at(entries, index).ok_or_else(|| damaged(named(), "fields of it are here, but not the entry"))?;
    entry.fields.push(field.map_err(|why| damaged(named(), why))?);
    Ok(())
}

/// Marks an entry as erased; fields are put to entries before.
pub(crate) fn mark(
    origin: &OriginLine,
    entries: &mut [EntryRow],
    index: u64,
    erasure: Erasure,
) -> Result<(), StoreError> {
    // A mark beside a content would let one of the two lie.
    let entry = at(entries, index).filter(|entry| entry.content.is_none() && entry.fields.is_empty());
    let entry = entry.ok_or_else(|| damaged(entry_of(index, origin), "it is marked as erased, and is not"))?;
    entry.erased = Some(erasure);
    Ok(())
}

/// A journal is as long as its head says; these are its entries from an index on.
pub(crate) fn complete(
    origin: &OriginLine,
    from: u64,
    entries: Vec<EntryRow>,
    size: Size,
) -> Result<Vec<EntryRow>, StoreError> {
    if entries.len() as u64 == size.get().saturating_sub(from) {
        return Ok(entries);
    }
    let why = format!("it has {} entries, and a head over {size}", from.saturating_add(entries.len() as u64));
    Err(damaged(format!("journal `{origin}`"), why))
}
