//! Auditing a journal folder, trusting nothing in it.
//!
//! The checkpoint is the log's signed word, and everything else must follow
//! from it: the entries hash to its root, every tile holds the hashes of that
//! tree, every disclosed statement is the one its entry commits to, every opened
//! field is one that the statement hides. Where an entry and its hash in a tile
//! disagree, the root decides which is damaged.
//!
//! What a statement means, and who may sign it, is for the caller:
//! [`Content::check_signature`] judges one against the key the caller names.

mod fault;

pub use fault::Fault;

use crate::checkpoint::{CHECKPOINT_BYTES_MAX, Opened, SignedCheckpoint};
use crate::content::{Disclosed, PACK_BYTES_MAX, Pack, PackReader};
use crate::cose::{self, CoseError, Envelope};
use crate::entry::{ENTRY_BYTES, Entry, Salt, commitment};
use crate::field::{self, Opening};
use crate::files::Files;
use crate::keys::ReadyKey;
use crate::log::{CHECKPOINT_PATH, TILE_BYTES_MAX, VKEYS_PATH, tile_row};
use crate::note::{Verifier, VerifierKey};
use crate::tile::{Row, TILE_WIDTH, Tile, TileError, decode_hashes, hash_rows, row_len, row_tiles};
use crate::tree::{EntryIndex, Size, Tree};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use units::{Digest, OriginLine};

/// Longest file of key lines accepted: a log's own and some hundred witnesses.
pub const VKEYS_BYTES_MAX: usize = 64 * 1024;

/// A journal whose every byte follows from its checkpoint.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The checkpoint, the log's key, and the cosigners whose lines verify.
    pub opened: Opened,
    /// Whether the caller named the log's key; otherwise the folder did.
    pub key_was_expected: bool,
    /// Every entry, in order.
    pub entries: Vec<VerifiedEntry>,
    /// The tree over them, for proofs.
    pub tree: Tree,
}

/// An entry that is in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedEntry {
    /// Where it stands.
    pub index: EntryIndex,
    /// Its leaf hash.
    pub leaf: Digest,
    /// What it commits to.
    pub commitment: Digest,
    /// What it says, where that is disclosed. Most entries of a large journal say
    /// nothing to its reader, and are kept small.
    pub content: Option<Box<Content>>,
}

/// The content that an entry commits to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What hid the statement.
    pub salt: Salt,
    /// The statement's bytes.
    pub statement: Vec<u8>,
    /// The statement as envelope. A log may commit to bytes that are none: that is
    /// its author's fault, and no damage.
    pub envelope: Result<Envelope, CoseError>,
    /// What opens hidden fields of it; each opens one that it has.
    pub fields: Vec<Opening>,
}

/// Why the signature under a statement is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// The bytes are no envelope, or the signature does not verify.
    #[error(transparent)]
    Cose(#[from] CoseError),
    /// The statement was signed for another journal.
    #[error("statement was signed for journal `{issuer}`, not for `{origin}`")]
    OtherJournal {
        /// The journal it was signed for.
        issuer: OriginLine,
        /// The journal it was found in.
        origin: OriginLine,
    },
}

impl Content {
    /// Judges the officer's signature, and that it was made for this journal.
    pub fn check_signature(&self, origin: &OriginLine, key: &ReadyKey) -> Result<&Envelope, StatementError> {
        let envelope = self.envelope.as_ref().map_err(Clone::clone)?;
        if envelope.header.issuer != *origin {
            let issuer = envelope.header.issuer.clone();
            return Err(StatementError::OtherJournal { issuer, origin: origin.clone() });
        }
        envelope.verify(key)?;
        Ok(envelope)
    }
}

impl Verified {
    /// The log's identity.
    pub const fn origin(&self) -> &OriginLine {
        &self.opened.signed.checkpoint().origin
    }

    /// How many entries it has.
    pub const fn size(&self) -> Size {
        self.opened.signed.checkpoint().size
    }

    /// The root over them.
    pub const fn root(&self) -> Digest {
        self.opened.signed.checkpoint().root
    }

    /// The key that signed the checkpoint.
    pub const fn log_key(&self) -> &VerifierKey {
        &self.opened.key
    }
}

/// How far an audit has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Files read and judged.
    pub done: u64,
    /// Files there are to read.
    pub total: u64,
}

/// Audits a journal folder.
///
/// With `expected_key`, the journal must be signed by that key; without, by one
/// that its own `vkeys` names, which shows that it is whole but not whose it is.
pub fn verify_journal(
    files: &dyn Files,
    expected_key: Option<&VerifierKey>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Verified, Fault> {
    let opened = open(files, expected_key)?;
    let checkpoint = opened.signed.checkpoint().clone();
    let mut steps = Steps::new(checkpoint.size, progress);
    let mut entries = read_entries(files, checkpoint.size, &mut steps)?;
    let tree: Tree = entries.iter().map(|entry| entry.leaf).collect();
    if tree.root() != checkpoint.root {
        return Err(blame(files, &tree, checkpoint.root));
    }
    check_tiles(files, &tree, &mut steps)?;
    read_packs(files, &mut entries, &mut steps)?;
    Ok(Verified { opened, key_was_expected: expected_key.is_some(), entries, tree })
}

struct Steps<'p> {
    progress: Progress,
    report: &'p mut dyn FnMut(Progress),
}

impl<'p> Steps<'p> {
    fn new(size: Size, report: &'p mut dyn FnMut(Progress)) -> Self {
        // A bundle of entries has a pack beside it, present or not.
        let hashes: u64 = hash_rows(size).map(|row| row_len(row, size)).sum();
        let total = 2 * row_len(Row::Entries, size) + hashes;
        Self { progress: Progress { done: 0, total }, report }
    }

    fn step(&mut self) {
        self.progress.done += 1;
        (self.report)(self.progress);
    }
}

fn read(files: &dyn Files, path: &str, limit: usize) -> Result<Vec<u8>, Fault> {
    files.read(path, limit)?.ok_or_else(|| Fault::Missing { path: path.to_owned() })
}

/// Opens the checkpoint under the log's key, and judges the witnesses that `vkeys` names.
fn open(files: &dyn Files, expected_key: Option<&VerifierKey>) -> Result<Opened, Fault> {
    let bytes = read(files, CHECKPOINT_PATH, CHECKPOINT_BYTES_MAX)?;
    let vkeys = match files.read(VKEYS_PATH, VKEYS_BYTES_MAX)? {
        Some(bytes) => Some(parse_vkeys(&bytes)?),
        None => None,
    };
    let log_key = match (expected_key, &vkeys) {
        (Some(key), None) => key.clone(),
        (None, None) => return Err(Fault::Missing { path: VKEYS_PATH.to_owned() }),
        (Some(key), Some(vkeys)) if vkeys.contains(key) => key.clone(),
        (Some(key), Some(_)) => return Err(Fault::KeyNotListed { name: key.name().clone() }),
        (None, Some(vkeys)) => {
            let origin = SignedCheckpoint::parse(&bytes)?.checkpoint().origin.clone();
            let own = |key: &&VerifierKey| matches!(key.verifier(), Verifier::Ed25519(_)) && *key.name() == origin;
            vkeys.iter().find(own).cloned().ok_or(Fault::KeyNotListed { name: origin })?
        }
    };
    Ok(SignedCheckpoint::open(&bytes, &log_key, &vkeys.unwrap_or_default())?)
}

/// Reads key lines, each with its newline.
fn parse_vkeys(bytes: &[u8]) -> Result<Vec<VerifierKey>, Fault> {
    let text = std::str::from_utf8(bytes).ok().and_then(|text| text.strip_suffix('\n')).ok_or(Fault::VkeysText)?;
    let parse = |(line, number): (&str, usize)| line.parse().map_err(|cause| Fault::Vkeys { line: number, cause });
    text.split('\n').zip(1..).map(parse).collect()
}

fn read_entries(files: &dyn Files, size: Size, steps: &mut Steps<'_>) -> Result<Vec<VerifiedEntry>, Fault> {
    let mut entries = Vec::new();
    for tile in row_tiles(Row::Entries, size) {
        let bytes = read(files, &tile.path(), TILE_BYTES_MAX)?;
        split_entries(tile, &bytes, &mut entries)?;
        steps.step();
    }
    Ok(entries)
}

/// Reads a bundle in strides of one length, so that a damaged length names its own entry.
fn split_entries(tile: Tile, bytes: &[u8], entries: &mut Vec<VerifiedEntry>) -> Result<(), Fault> {
    const STRIDE: usize = ENTRY_BYTES + 2;
    let given = bytes.len();
    let mut strides = bytes.chunks_exact(STRIDE);
    for index in tile.span().map(EntryIndex::new) {
        let stride = strides.next().ok_or(TileError::Cut { tile, index, given })?;
        let (length, entry) = stride.split_at(2);
        let found = u16::from_be_bytes([length[0], length[1]]);
        if usize::from(found) != ENTRY_BYTES {
            return Err(Fault::EntryLength { index, tile, found });
        }
        let entry = Entry::decode(entry).map_err(|cause| Fault::Entry { index, tile, cause })?;
        entries.push(VerifiedEntry { index, leaf: entry.leaf(), commitment: entry.commitment, content: None });
    }
    let expected = usize::from(tile.width()) * STRIDE;
    if given == expected { Ok(()) } else { Err(TileError::Trailing { tile, given, expected }.into()) }
}

/// Compares every hash tile with the tree, whose root is the signed one.
fn check_tiles(files: &dyn Files, tree: &Tree, steps: &mut Steps<'_>) -> Result<(), Fault> {
    for tile in hash_rows(tree.size()).flat_map(|row| row_tiles(row, tree.size())) {
        let found = read_hashes(files, tile)?;
        let right = tile.part(tile_row(tile, tree));
        if let Some(position) = (0..found.len()).find(|position| found[*position] != right[*position]) {
            return Err(Fault::Hash { tile, position, found: found[position], expected: right[position] });
        }
        steps.step();
    }
    Ok(())
}

fn read_hashes(files: &dyn Files, tile: Tile) -> Result<Vec<Digest>, Fault> {
    Ok(decode_hashes(tile, &read(files, &tile.path(), TILE_BYTES_MAX)?)?)
}

/// The entries do not hash to the signed root: finds out what is damaged.
fn blame(files: &dyn Files, tree: &Tree, signed: Digest) -> Fault {
    let mut leaves = Vec::new();
    for tile in row_tiles(Row::Hashes(0), tree.size()) {
        match read_hashes(files, tile) {
            Ok(hashes) => leaves.extend(hashes),
            Err(fault) => return fault,
        }
    }
    let Some(at) = (0..leaves.len()).find(|at| leaves[*at] != tree.leaves()[*at]) else {
        return Fault::Root { computed: tree.root(), signed };
    };
    let (index, computed, in_tile) = (EntryIndex::new(at as u64), tree.leaves()[at], leaves[at]);
    if crate::tree::root_of(&leaves) == signed {
        Fault::EntryHash { index, computed, expected: in_tile }
    } else {
        Fault::Undecided { index, computed, in_tile }
    }
}

/// Packs that are in memory at a time: enough for most processors, and a bound on what a folder can ask for.
const PACKS_HELD: usize = 16;

/// Joins all content to its entries: some packs are read, then judged side by side, then the next.
fn read_packs(files: &dyn Files, entries: &mut [VerifiedEntry], steps: &mut Steps<'_>) -> Result<(), Fault> {
    for round in entries.chunks_mut(usize::from(TILE_WIDTH) * PACKS_HELD) {
        let mut packs = Vec::new();
        for entries in round.chunks_mut(usize::from(TILE_WIDTH)) {
            let pack = Pack::of(entries[0].index);
            if let Some(bytes) = files.read(&pack.path(), PACK_BYTES_MAX)? {
                packs.push((pack, bytes, entries));
            }
            steps.step();
        }
        let joined = packs.into_par_iter().map(|(pack, bytes, entries)| join_pack(pack, &bytes, entries));
        // The first fault in their order is the one that is told.
        joined.collect::<Vec<_>>().into_iter().collect::<Result<(), Fault>>()?;
    }
    Ok(())
}

/// Joins the content of a pack to its entries.
fn join_pack(pack: Pack, bytes: &[u8], entries: &mut [VerifiedEntry]) -> Result<(), Fault> {
    let first = pack.span().start;
    for disclosed in PackReader::new(pack, bytes)? {
        let Disclosed { index, salt, statement, fields } = disclosed?;
        let at = index.get().checked_sub(first).and_then(|at| usize::try_from(at).ok());
        let entry = at.and_then(|at| entries.get_mut(at)).ok_or(Fault::ContentOutside { index, pack })?;
        let computed = commitment(&salt, &statement);
        if computed != entry.commitment {
            return Err(Fault::Content { index, pack, computed, expected: entry.commitment });
        }
        if let Some(computed) = strange_field(&statement, &fields) {
            return Err(Fault::Field { index, pack, computed });
        }
        let envelope = cose::decode(&statement);
        entry.content = Some(Box::new(Content { salt, statement, envelope, fields }));
    }
    Ok(())
}

/// What the first opening commits to that opens nothing of this statement.
fn strange_field(statement: &[u8], fields: &[Opening]) -> Option<Digest> {
    if fields.is_empty() {
        return None;
    }
    let named = field::named(statement);
    fields.iter().map(Opening::commitment).find(|computed| !named.contains(computed))
}
