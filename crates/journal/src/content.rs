//! Disclosure packs: what a journal folder holds beside its public files.
//!
//! `content/<N>`, numbered like tiles, holds the salt and statement of those of
//! the entries 256 N to 256 N + 255 that the folder's reader may see:
//!
//! ```text
//! pack  = CBOR [ 1*256 slot ]
//! slot  = [salt (32 bytes), statement (bytes)] / [[1*128 field], salt, statement] / null
//! field = [field salt (32 bytes), value (at most 96 bytes)]
//! ```
//!
//! Fields open what the statement hides (see [`crate::field`]), as far as the reader may see it; they
//! ascend by what they commit to, and a slot without any has no list. They stand in front: behind, a
//! damaged head would turn them into the slot of the next entry.
//!
//! Slot *k* is for entry 256 N + *k*; no number stands in it that damage could
//! change, so a damaged slot names its entry. The last slot is not null, and a
//! pack that discloses nothing is not written. What is null or missing is
//! withheld (or erased), and the tree verifies all the same.
//!
//! `content/<N>.age` is such a pack sealed for one reader, and stands in its place.

use crate::cose::ENVELOPE_BYTES_MAX;
use crate::entry::Salt;
use crate::field::{FIELDS_MAX, Opening, VALUE_BYTES_MAX};
use crate::tile::{TILE_WIDTH, numbered};
use crate::tree::EntryIndex;
use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use std::convert::Infallible;
use std::fmt;
use std::ops::Range;

/// Longest list of fields: each with its salt and the heads of array, salt and value, behind the list's own.
const FIELDS_BYTES_MAX: usize = FIELDS_MAX * (VALUE_BYTES_MAX + 32 + 5) + 2;
/// Longest pack accepted: 256 statements of the greatest length, each with its fields and salt and the
/// heads of array, salt and statement, behind the head of the list.
pub const PACK_BYTES_MAX: usize = TILE_WIDTH as usize * (ENVELOPE_BYTES_MAX + FIELDS_BYTES_MAX + 32 + 6) + 3;

/// Where packs lie below a journal's folder.
pub const CONTENT_FOLDER: &str = "content/";

/// Behind the path of a pack that is sealed for one reader (an age file, C2SP age).
pub const SEALED_ENDING: &str = ".age";

/// The number of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pack(u64);

impl Pack {
    /// The pack an entry belongs to.
    pub const fn of(index: EntryIndex) -> Self {
        Self(index.get() / TILE_WIDTH as u64)
    }

    /// Its path below the journal's folder.
    pub fn path(self) -> String {
        numbered(CONTENT_FOLDER, self.0)
    }

    /// The entries it is for.
    pub const fn span(self) -> Range<u64> {
        let start = self.0.saturating_mul(TILE_WIDTH as u64);
        start..start.saturating_add(TILE_WIDTH as u64)
    }
}

impl fmt::Display for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// The disclosed content of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// Which entry.
    pub index: EntryIndex,
    /// What hid the statement.
    pub salt: Salt,
    /// The signed statement (see [`crate::cose`]).
    pub statement: Vec<u8>,
    /// What opens its hidden fields, ascending by commitment.
    pub fields: Vec<Opening>,
}

/// Why a pack, or a slot of it, is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// No slots, or the opening is not that of a list of at most 256.
    #[error("`{pack}` does not open with the number of its slots, 1 to {TILE_WIDTH}")]
    Count {
        /// Which pack.
        pack: Pack,
    },
    /// A slot is neither null nor salt, statement and fields in their one form.
    #[error("content of entry {index} is damaged: `{pack}` holds no well-formed slot at byte {at}")]
    Slot {
        /// Which pack.
        pack: Pack,
        /// The entry whose slot it is.
        index: EntryIndex,
        /// Where the slot begins.
        at: usize,
    },
    /// The last slot is null: a shorter pack says the same.
    #[error("`{pack}` ends in an empty slot, that of entry {index}")]
    EmptyEnd {
        /// Which pack.
        pack: Pack,
        /// The entry whose slot it is.
        index: EntryIndex,
    },
    /// Bytes after the last slot.
    #[error("`{pack}` goes on after its last slot: {given} bytes, expected {expected}")]
    Trailing {
        /// Which pack.
        pack: Pack,
        /// Its bytes.
        given: usize,
        /// Where its last slot ends.
        expected: usize,
    },
    /// An entry that was to be written belongs to another pack, or out of order.
    #[error("entry {index} does not belong at this place of `{pack}`")]
    Order {
        /// Which pack.
        pack: Pack,
        /// The entry.
        index: EntryIndex,
    },
    /// A statement longer than any.
    #[error("entry {index} has a statement of {bytes} bytes, at most {ENVELOPE_BYTES_MAX} are accepted")]
    TooLong {
        /// Which entry.
        index: EntryIndex,
        /// Its bytes.
        bytes: usize,
    },
    /// Fields that are too many, too long, or do not ascend.
    #[error(
        "entry {index} has {fields} hidden fields; at most {FIELDS_MAX} of at most {VALUE_BYTES_MAX} bytes are \
         accepted, each once and by commitment"
    )]
    Fields {
        /// Which entry.
        index: EntryIndex,
        /// How many were given.
        fields: usize,
    },
}

/// The bytes of a pack that discloses something; the entries ascend and belong to it.
pub fn encode_pack(pack: Pack, disclosed: &[Disclosed]) -> Result<Vec<u8>, PackError> {
    let mut slots = Vec::new();
    for content in disclosed {
        let index = content.index;
        let slot = index.get().checked_sub(pack.span().start).and_then(|slot| usize::try_from(slot).ok());
        let slot = slot.filter(|slot| (slots.len()..usize::from(TILE_WIDTH)).contains(slot));
        slots.resize(slot.ok_or(PackError::Order { pack, index })?, None);
        slots.push(Some(content));
        if content.statement.len() > ENVELOPE_BYTES_MAX {
            return Err(PackError::TooLong { index, bytes: content.statement.len() });
        }
        if !well_formed(&content.fields) {
            return Err(PackError::Fields { index, fields: content.fields.len() });
        }
    }
    if slots.is_empty() {
        return Err(PackError::Count { pack });
    }
    let mut encoder = Encoder::new(Vec::new());
    write_slots(&mut encoder, &slots).expect("memory takes any bytes");
    Ok(encoder.into_writer())
}

type Written = Result<(), minicbor::encode::Error<Infallible>>;

fn write_slots(e: &mut Encoder<Vec<u8>>, slots: &[Option<&Disclosed>]) -> Written {
    e.array(slots.len() as u64)?;
    for slot in slots {
        match slot {
            Some(content) => write_slot(e, &content.salt, &content.statement, &content.fields)?,
            None => e.null().map(|_| ())?,
        }
    }
    Ok(())
}

fn write_slot(e: &mut Encoder<Vec<u8>>, salt: &Salt, statement: &[u8], fields: &[Opening]) -> Written {
    if fields.is_empty() {
        e.array(2)?;
    } else {
        e.array(3)?.array(fields.len() as u64)?;
    }
    for field in fields {
        e.array(2)?.bytes(field.salt.as_bytes())?.bytes(&field.value)?;
    }
    e.bytes(salt.as_bytes())?.bytes(statement)?;
    Ok(())
}

/// Few and short enough, each once, in their one order.
fn well_formed(fields: &[Opening]) -> bool {
    let bounded = fields.len() <= FIELDS_MAX && fields.iter().all(|field| field.value.len() <= VALUE_BYTES_MAX);
    bounded && fields.iter().map(Opening::commitment).is_sorted_by(|one, next| one < next)
}

/// The disclosed contents of a pack, one by one: each can be judged before the
/// next is read, so that damage is found where it is.
#[derive(Clone, Debug)]
pub struct PackReader<'b> {
    pack: Pack,
    bytes: &'b [u8],
    decoder: Decoder<'b>,
    /// The entries whose slots are still to come.
    left: Range<u64>,
    /// After a fault, or when the end was reached and is right.
    finished: bool,
}

impl<'b> PackReader<'b> {
    /// Reads the opening of a pack.
    pub fn new(pack: Pack, bytes: &'b [u8]) -> Result<Self, PackError> {
        let mut decoder = Decoder::new(bytes);
        let count = decoder.array().ok().flatten().filter(|count| (1..=u64::from(TILE_WIDTH)).contains(count));
        let count = count.ok_or(PackError::Count { pack })?;
        // One byte for up to 23 slots, two up to 255, three for 256: no longer form.
        let shortest = 1 + [24, 256].iter().filter(|bound| count >= **bound).count();
        if decoder.position() != shortest {
            return Err(PackError::Count { pack });
        }
        let start = pack.span().start;
        Ok(Self { pack, bytes, decoder, left: start..start.saturating_add(count), finished: false })
    }

    /// Reads one slot.
    fn read(&mut self, index: EntryIndex) -> Result<Option<Disclosed>, PackError> {
        let (pack, at) = (self.pack, self.decoder.position());
        let fault = PackError::Slot { pack, index, at };
        let slot = read_slot(&mut self.decoder).ok_or_else(|| fault.clone())?;
        let end = self.decoder.position();
        if let Some((salt, statement, fields)) = &slot {
            let mut again = Encoder::new(Vec::with_capacity(end - at));
            write_slot(&mut again, salt, statement, fields).expect("memory takes any bytes");
            if again.writer().as_slice() != &self.bytes[at..end] || !well_formed(fields) {
                return Err(fault);
            }
        } else if self.left.is_empty() {
            return Err(PackError::EmptyEnd { pack, index });
        }
        Ok(slot.map(|(salt, statement, fields)| Disclosed { index, salt, statement: statement.to_vec(), fields }))
    }
}

impl PackReader<'_> {
    /// Judged only when all slots are read: bytes are also left over where the
    /// last slot is damaged, and then its content tells.
    fn check_end(&self) -> Option<PackError> {
        let (given, expected) = (self.bytes.len(), self.decoder.position());
        (given != expected).then_some(PackError::Trailing { pack: self.pack, given, expected })
    }
}

impl Iterator for PackReader<'_> {
    type Item = Result<Disclosed, PackError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.finished {
            let found = match self.left.next() {
                Some(index) => self.read(EntryIndex::new(index)).transpose(),
                None => {
                    self.finished = true;
                    return self.check_end().map(Err);
                }
            };
            self.finished = matches!(found, Some(Err(_)));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

/// What a slot holds: salt, statement, fields.
type Slot<'b> = (Salt, &'b [u8], Vec<Opening>);

/// Reads loosely; the caller compares with the one form. `Some(None)` is a null.
fn read_slot<'b>(d: &mut Decoder<'b>) -> Option<Option<Slot<'b>>> {
    if d.datatype().ok()? == Type::Null {
        return d.null().ok().map(|()| None);
    }
    let parts = d.array().ok()??;
    let fields = if parts > 2 { read_fields(d)? } else { Vec::new() };
    let salt = read_salt(d)?;
    let statement = d.bytes().ok().filter(|statement| statement.len() <= ENVELOPE_BYTES_MAX)?;
    Some(Some((salt, statement, fields)))
}

fn read_salt(d: &mut Decoder<'_>) -> Option<Salt> {
    Some(Salt::new(d.bytes().ok()?.try_into().ok()?))
}

fn read_fields(d: &mut Decoder<'_>) -> Option<Vec<Opening>> {
    let count = d.array().ok().flatten().filter(|count| *count <= FIELDS_MAX as u64)?;
    let field = |_| {
        d.array().ok()?;
        let salt = read_salt(d)?;
        let value = d.bytes().ok().filter(|value| value.len() <= VALUE_BYTES_MAX)?;
        Some(Opening { salt, value: value.to_vec() })
    };
    (0..count).map(field).collect()
}

/// All that a pack discloses.
pub fn decode_pack(pack: Pack, bytes: &[u8]) -> Result<Vec<Disclosed>, PackError> {
    PackReader::new(pack, bytes)?.collect()
}
