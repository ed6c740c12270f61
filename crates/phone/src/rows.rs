//! Rows of the store as bytes (CBOR, RFC 8949: an array of the row's fields in order), and back.

use app::ports::{CheckpointRow, EntryRow, Erasure, HeldField, JournalRow, StoreError};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::tree::{Frontier, Size};
use journal::witness::Latest;
use minicbor::bytes::ByteVec;
use units::{Digest, Moment, OriginLine};

/// A journal: party, key, own, size, peaks, checkpoint.
type RawJournal = (String, String, bool, u64, Vec<[u8; 32]>, ByteVec);

/// An entry: commitment, known, salt and statement, fields, erasure.
type RawEntry = ([u8; 32], i64, Option<([u8; 32], ByteVec)>, Vec<([u8; 32], ByteVec, i64)>, Option<(i64, String)>);

pub(crate) fn damaged(what: &str, why: impl ToString) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), why: why.to_string() }
}

pub(crate) fn journal_name(origin: &OriginLine) -> String {
    format!("journal/{origin}")
}

pub(crate) fn entry_name(origin: &OriginLine, index: u64) -> String {
    format!("entry/{origin}@{index}")
}

pub(crate) fn origin(text: &str) -> Result<OriginLine, StoreError> {
    OriginLine::new(text).map_err(|error| damaged(text, error))
}

fn bytes_of<T: minicbor::Encode<()>>(what: &str, row: &T) -> Result<Vec<u8>, StoreError> {
    minicbor::to_vec(row).map_err(|error| damaged(what, error))
}

fn read<T: for<'b> minicbor::Decode<'b, ()>>(what: &str, bytes: &[u8]) -> Result<T, StoreError> {
    minicbor::decode(bytes).map_err(|error| damaged(what, error))
}

pub(crate) fn journal(row: &JournalRow) -> Result<Vec<u8>, StoreError> {
    let peaks: Vec<[u8; 32]> = row.frontier.peaks().iter().map(|peak| *peak.as_bytes()).collect();
    let size = row.frontier.size().get();
    let raw: RawJournal =
        (row.party.to_string(), row.key.to_string(), row.own, size, peaks, row.checkpoint.clone().into());
    bytes_of(&journal_name(&row.origin), &raw)
}

pub(crate) fn read_journal(origin: &OriginLine, bytes: &[u8]) -> Result<JournalRow, StoreError> {
    let name = journal_name(origin);
    let (party, key, own, size, peaks, checkpoint): RawJournal = read(&name, bytes)?;
    let frontier = Frontier::restore(Size::new(size), peaks.into_iter().map(Digest::new).collect());
    Ok(JournalRow {
        origin: origin.clone(),
        party: party.parse().map_err(|error: units::IdError| damaged(&name, error))?,
        key: key.parse().map_err(|error: journal::note::KeyLineError| damaged(&name, error))?,
        own,
        frontier: frontier.map_err(|error| damaged(&name, error))?,
        checkpoint: checkpoint.into(),
    })
}

pub(crate) fn entry(origin: &OriginLine, row: &EntryRow) -> Result<Vec<u8>, StoreError> {
    let content = row.content.as_ref().map(|(salt, bytes)| (*salt.as_bytes(), ByteVec::from(bytes.clone())));
    let field = |held: &HeldField| {
        (*held.opening.salt.as_bytes(), ByteVec::from(held.opening.value.clone()), held.known.seconds())
    };
    let erased = row.erased.as_ref().map(|mark| (mark.at.seconds(), mark.reason.clone()));
    let fields = row.fields.iter().map(field).collect();
    let raw: RawEntry = (*row.entry.commitment.as_bytes(), row.known.seconds(), content, fields, erased);
    bytes_of(&entry_name(origin, row.index), &raw)
}

pub(crate) fn read_entry(origin: &OriginLine, index: u64, bytes: &[u8]) -> Result<EntryRow, StoreError> {
    let (commitment, known, content, fields, erased): RawEntry = read(&entry_name(origin, index), bytes)?;
    let field = |(salt, value, known): ([u8; 32], ByteVec, i64)| HeldField {
        opening: Opening { salt: Salt::new(salt), value: value.into() },
        known: Moment::from_seconds(known),
    };
    Ok(EntryRow {
        index,
        entry: Entry { commitment: Digest::new(commitment) },
        content: content.map(|(salt, bytes)| (Salt::new(salt), bytes.into())),
        fields: fields.into_iter().map(field).collect(),
        erased: erased.map(|(at, reason)| Erasure { at: Moment::from_seconds(at), reason }),
        known: Moment::from_seconds(known),
    })
}

pub(crate) fn checkpoint(row: &CheckpointRow) -> Result<Vec<u8>, StoreError> {
    let raw = (row.size.get(), *row.root.as_bytes(), ByteVec::from(row.note.clone()), row.known.seconds());
    bytes_of("a checkpoint", &raw)
}

pub(crate) fn read_checkpoint(origin: &OriginLine, bytes: &[u8]) -> Result<CheckpointRow, StoreError> {
    let what = format!("a checkpoint of journal `{origin}`");
    let (size, root, note, known): (u64, [u8; 32], ByteVec, i64) = read(&what, bytes)?;
    Ok(CheckpointRow {
        origin: origin.clone(),
        size: Size::new(size),
        root: Digest::new(root),
        note: note.into(),
        known: Moment::from_seconds(known),
    })
}

pub(crate) fn latest(latest: Latest) -> Result<Vec<u8>, StoreError> {
    bytes_of("a cosigned head", &(latest.size.get(), *latest.root.as_bytes()))
}

pub(crate) fn read_latest(origin: &OriginLine, bytes: &[u8]) -> Result<Latest, StoreError> {
    let (size, root): (u64, [u8; 32]) = read(&format!("the cosigned head of journal `{origin}`"), bytes)?;
    Ok(Latest { size: Size::new(size), root: Digest::new(root) })
}
