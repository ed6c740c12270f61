//! Writing a journal: appending entries, signing the head, laying out the folder.
//!
//! Pure: the caller keeps the state, supplies salts, and writes the files.

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::content::{Disclosed, Pack, PackError, encode_pack};
use crate::entry::{ENTRY_BYTES, Entry, Salt};
use crate::field::{self, Opening};
use crate::note::VerifierKey;
use crate::tile::{
    HASH_TILE_BYTES, Row, TILE_WIDTH, Tile, TileError, encode_bundle, encode_hashes, hash_rows, row_tiles,
};
use crate::tree::{EntryIndex, Frontier, Size, Tree};
use std::collections::BTreeMap;
use units::{Digest, OriginLine};

/// Path of the signed head below a journal's folder.
pub const CHECKPOINT_PATH: &str = "checkpoint";
/// Path of the key lines below a journal's folder, one a line, the log's own first.
pub const VKEYS_PATH: &str = "vkeys";
/// Bytes of a full bundle of entries, each behind its 16-bit length.
pub const BUNDLE_BYTES: usize = TILE_WIDTH as usize * (ENTRY_BYTES + 2);
/// Longest file of a hash or entry row.
pub const TILE_BYTES_MAX: usize = if BUNDLE_BYTES > HASH_TILE_BYTES { BUNDLE_BYTES } else { HASH_TILE_BYTES };

/// The state of a log that is being written: its name and its right edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    origin: OriginLine,
    frontier: Frontier,
}

/// Where an entry came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Its index.
    pub index: EntryIndex,
    /// Its leaf hash.
    pub leaf: Digest,
}

impl Head {
    /// Takes up a log: an empty one with `Frontier::default()`.
    pub const fn new(origin: OriginLine, frontier: Frontier) -> Self {
        Self { origin, frontier }
    }

    /// Appends one entry.
    pub fn append(&mut self, entry: &Entry) -> Appended {
        let leaf = entry.leaf();
        Appended { index: self.frontier.push(leaf), leaf }
    }

    /// The right edge, to be stored.
    pub const fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// The head as checkpoint, to be signed.
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { origin: self.origin.clone(), size: self.frontier.size(), root: self.frontier.root() }
    }
}

/// One entry of a folder, with its content where the folder's reader may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The public entry.
    pub entry: Entry,
    /// Salt and statement.
    pub content: Option<(Salt, Vec<u8>)>,
    /// What opens hidden fields of the statement, as far as the folder's reader may see them; in any order.
    pub fields: Vec<Opening>,
}

/// Why a folder cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// The checkpoint is not the head of these entries.
    #[error("checkpoint has size {signed} and root {signed_root}, the {given} entries have root {root}")]
    Head {
        /// The size it states.
        signed: Size,
        /// The root it states.
        signed_root: Digest,
        /// How many entries were given.
        given: Size,
        /// Their root.
        root: Digest,
    },
    /// The content of an entry is not what it commits to.
    #[error("content of entry {index} is not what the entry commits to")]
    Content {
        /// Which entry.
        index: EntryIndex,
    },
    /// An opening is of no field that the statement hides.
    #[error("entry {index} hides nothing that its opening for {commitment} would open")]
    Field {
        /// Which entry.
        index: EntryIndex,
        /// What it commits to.
        commitment: Digest,
    },
    /// A pack cannot be written.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A bundle cannot be written.
    #[error(transparent)]
    Tile(#[from] TileError),
}

/// A file of a journal folder: its path below the folder, and its bytes.
pub type StaticFile = (String, Vec<u8>);

/// Every file of the folder of a journal, the checkpoint last.
///
/// Written in this order, a folder whose writing was broken off has no head,
/// and so is never taken for a whole one.
pub fn static_files<'r>(
    signed: &'r SignedCheckpoint,
    vkeys: &'r [VerifierKey],
    records: &'r [Record],
) -> Result<impl Iterator<Item = Result<StaticFile, FolderError>> + 'r, FolderError> {
    let tree: Tree = records.iter().map(|record| record.entry.leaf()).collect();
    let (size, root, head) = (tree.size(), tree.root(), signed.checkpoint());
    if (head.size, head.root) != (size, root) {
        return Err(FolderError::Head { signed: head.size, signed_root: head.root, given: size, root });
    }
    let bundles = row_tiles(Row::Entries, size).map(|tile| bundle_file(tile, records));
    let packs = row_tiles(Row::Entries, size).filter_map(|tile| pack_file(tile, records).transpose());
    let hashes = hash_rows(size).flat_map(move |row| row_tiles(row, size)).map(move |tile| Ok(hash_file(tile, &tree)));
    let lines: String = vkeys.iter().map(|key| format!("{key}\n")).collect();
    let vkeys = (VKEYS_PATH.to_owned(), lines.into_bytes());
    let checkpoint = (CHECKPOINT_PATH.to_owned(), signed.to_string().into_bytes());
    Ok(bundles.chain(packs).chain(hashes).chain([Ok(vkeys), Ok(checkpoint)]))
}

fn bundle_file(tile: Tile, records: &[Record]) -> Result<StaticFile, FolderError> {
    let entries = tile.part(records).iter().map(|record| record.entry.to_bytes());
    Ok((tile.path(), encode_bundle(EntryIndex::new(tile.span().start), entries)?))
}

fn hash_file(tile: Tile, tree: &Tree) -> StaticFile {
    (tile.path(), encode_hashes(tile.part(tile_row(tile, tree))))
}

/// The row of the tree that a hash tile is cut from.
pub(crate) fn tile_row(tile: Tile, tree: &Tree) -> &[Digest] {
    match tile.row() {
        Row::Entries => tree.leaves(),
        Row::Hashes(level) => tree.row(level * 8),
    }
}

fn pack_file(tile: Tile, records: &[Record]) -> Result<Option<StaticFile>, FolderError> {
    let mut disclosed = Vec::new();
    for (record, index) in tile.part(records).iter().zip(tile.span()) {
        let index = EntryIndex::new(index);
        let Some((salt, statement)) = &record.content else { continue };
        if Entry::commit(salt, statement) != record.entry {
            return Err(FolderError::Content { index });
        }
        let fields = ordered(index, statement, &record.fields)?;
        disclosed.push(Disclosed { index, salt: *salt, statement: statement.clone(), fields });
    }
    let pack = Pack::of(EntryIndex::new(tile.span().start));
    let bytes = (!disclosed.is_empty()).then(|| encode_pack(pack, &disclosed)).transpose()?;
    Ok(bytes.map(|bytes| (pack.path(), bytes)))
}

/// The openings of a statement in the order that packs have.
fn ordered(index: EntryIndex, statement: &[u8], fields: &[Opening]) -> Result<Vec<Opening>, FolderError> {
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let opened: BTreeMap<Digest, &Opening> = fields.iter().map(|field| (field.commitment(), field)).collect();
    let named = field::named(statement);
    match opened.keys().find(|commitment| !named.contains(commitment)) {
        Some(commitment) => Err(FolderError::Field { index, commitment: *commitment }),
        None => Ok(opened.into_values().cloned().collect()),
    }
}
