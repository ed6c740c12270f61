//! Fetching one journal: what is new by ranges of its bundles, or all of it as a folder.

use super::{Remote, RemoteError, SyncError};
use crate::exchange::{ExchangeError, Imported};
use crate::node::Node;
use crate::partners::{LOGS_PATH, PACK_LIST_BYTES_MAX, log_name, pack_list_path, parse_pack_list};
use crate::ports::{EntryRow, JournalRow};
use journal::checkpoint::{CHECKPOINT_BYTES_MAX, SignedCheckpoint};
use journal::content::{CONTENT_FOLDER, SEALED_ENDING};
use journal::entry::{ENTRY_BYTES, Entry};
use journal::files::{Files, ReadError};
use journal::log::{BUNDLE_BYTES, CHECKPOINT_PATH};
use journal::tile::{Row, Tile, TileError, row_tiles};
use journal::tree::{EntryIndex, Size, root_of};
use journal::verify::{Fault, Progress};
use std::cell::{OnceCell, RefCell};
use std::io;
use units::{Digest, OriginLine, PartyId};

/// Bytes of an entry in a bundle, behind its length.
const STRIDE: usize = ENTRY_BYTES + 2;

/// A journal at the partner, read as a folder whose packs are those for one party.
pub(super) struct Remotely<'r> {
    remote: &'r dyn Remote,
    below: String,
    reader: PartyId,
    /// The packs there are for the party, once asked.
    packs: OnceCell<Vec<crate::partners::PackLine>>,
    /// Why the partner did not answer.
    failed: RefCell<Option<RemoteError>>,
}

impl<'r> Remotely<'r> {
    pub(super) fn new(remote: &'r dyn Remote, origin: &OriginLine, reader: &PartyId) -> Self {
        let below = format!("{LOGS_PATH}{}/", log_name(origin));
        Self { remote, below, reader: reader.clone(), packs: OnceCell::new(), failed: RefCell::default() }
    }

    /// What went wrong on the way while it was read as a folder.
    pub(super) fn failed(&self) -> Option<RemoteError> {
        self.failed.take()
    }

    /// A file of the journal from some byte on.
    pub(super) fn get(&self, path: &str, from: usize, limit: usize) -> Result<Option<Vec<u8>>, SyncError> {
        match self.remote.get(&format!("{}{path}", self.below), from, limit) {
            Ok(found) => Ok(found),
            // The network did its part; what is too long is this journal's fault.
            Err(RemoteError::TooLong { path, limit }) => Err(Fault::Read(ReadError::TooLong { path, limit }).into()),
            Err(error @ RemoteError::Failed { .. }) => Err(error.into()),
        }
    }

    /// The packs there are for this node's party.
    pub(super) fn pack_list(&self) -> Result<&[crate::partners::PackLine], SyncError> {
        if let Some(packs) = self.packs.get() {
            return Ok(packs);
        }
        let list = self.get(&pack_list_path(&self.reader), 0, PACK_LIST_BYTES_MAX)?;
        let packs = parse_pack_list(&list.unwrap_or_default());
        Ok(self.packs.get_or_init(|| packs))
    }

    /// A sealed pack by its number.
    pub(super) fn pack(&self, number: &str, limit: usize) -> Result<Option<Vec<u8>>, SyncError> {
        self.get(&format!("{}{number}{SEALED_ENDING}", pack_list_path(&self.reader)), 0, limit)
    }

    fn file(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, SyncError> {
        let Some(pack) = path.strip_prefix(CONTENT_FOLDER) else { return self.get(path, 0, limit) };
        let Some(number) = pack.strip_suffix(SEALED_ENDING) else { return Ok(None) };
        if self.pack_list()?.iter().any(|line| line.number == number) { self.pack(number, limit) } else { Ok(None) }
    }

    /// The entries from `held` on.
    fn entries(&self, held: u64, size: Size) -> Result<Vec<Entry>, SyncError> {
        let mut entries = Vec::new();
        for tile in row_tiles(Row::Entries, size).filter(|tile| tile.span().end > held) {
            let first = held.max(tile.span().start);
            let skipped = usize::try_from(first - tile.span().start).unwrap_or(usize::MAX);
            let bytes = self.get(&tile.path(), skipped * STRIDE, BUNDLE_BYTES)?;
            let bytes = bytes.ok_or_else(|| Fault::Missing { path: tile.path() })?;
            read_entries(tile, first, &bytes, &mut entries)?;
        }
        Ok(entries)
    }
}

/// Reads the end of a bundle, from entry `first` on.
fn read_entries(tile: Tile, first: u64, bytes: &[u8], entries: &mut Vec<Entry>) -> Result<(), Fault> {
    let (given, mut strides) = (bytes.len(), bytes.chunks_exact(STRIDE));
    for index in (first..tile.span().end).map(EntryIndex::new) {
        let stride = strides.next().ok_or(TileError::Cut { tile, index, given })?;
        let (length, entry) = stride.split_at(2);
        let found = u16::from_be_bytes([length[0], length[1]]);
        if usize::from(found) != ENTRY_BYTES {
            return Err(Fault::EntryLength { index, tile, found });
        }
        entries.push(Entry::decode(entry).map_err(|cause| Fault::Entry { index, tile, cause })?);
    }
    let rest = strides.len() * STRIDE + strides.remainder().len();
    if rest == 0 { Ok(()) } else { Err(TileError::Trailing { tile, given, expected: given - rest }.into()) }
}

impl Files for Remotely<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.file(path, limit) {
            Ok(found) => Ok(found),
            Err(SyncError::Exchange(ExchangeError::Fault(Fault::Read(error)))) => Err(error),
            Err(SyncError::Remote(error)) => {
                self.failed.replace(Some(error));
                let cause = Box::new(io::Error::from(io::ErrorKind::ConnectionAborted));
                Err(ReadError::Failed { path: path.to_owned(), cause })
            }
            Err(error) => Err(ReadError::Failed { path: path.to_owned(), cause: Box::new(error) }),
        }
    }
}

impl Node {
    /// Continues a journal that is held here, then fetches what it says as far as that is wanted.
    pub(super) fn pull_known(
        &mut self,
        from: &Remotely<'_>,
        known: &JournalRow,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, SyncError> {
        let missing = || Fault::Missing { path: CHECKPOINT_PATH.to_owned() };
        let bytes = from.get(CHECKPOINT_PATH, 0, CHECKPOINT_BYTES_MAX)?.ok_or_else(missing)?;
        let signed = SignedCheckpoint::parse(&bytes).map_err(Fault::from)?;
        let (held, found) = (known.frontier.size(), signed.checkpoint().size);
        if signed.clone().judge(&known.key, &[]).is_err() {
            return self.pull_whole(from, progress);
        }
        if known.own && found > held {
            return Err(ExchangeError::OwnJournal { origin: known.origin.clone(), own: held, found }.into());
        }
        let rows = self.rows(known)?;
        let shared = usize::try_from(found.get()).unwrap_or(usize::MAX);
        let mut entries: Vec<Entry> = rows.iter().take(shared).map(|row| row.entry).collect();
        entries.extend(from.entries(held.get(), found)?);
        let leaves: Vec<Digest> = entries.iter().map(Entry::leaf).collect();
        if root_of(&leaves) != signed.checkpoint().root {
            return self.pull_whole(from, progress);
        }
        let mut files = self.bare_files(known, &signed, &entries)?;
        let new = found > held;
        let mut imported = if new { self.import(&files, Some(&known.key), progress)? } else { nothing(known, &rows) };
        imported.new_cosignatures += self.take_cosignatures(known, &signed)? as u64;
        let wanted = self.wanted(known, found)?;
        self.take_packs(from, known, &wanted, &mut files, &mut imported, progress)?;
        Ok(imported)
    }
}

/// An exchange that brought nothing so far.
fn nothing(known: &JournalRow, rows: &[EntryRow]) -> Imported {
    Imported {
        origin: known.origin.clone(),
        new_entries: 0,
        new_contents: 0,
        new_fields: 0,
        size: known.frontier.size(),
        withheld: rows.iter().filter(|row| row.content.is_none()).count() as u64,
        new_cosignatures: 0,
        closed: 0,
        mended: 0,
    }
}
