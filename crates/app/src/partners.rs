//! What a partner's program may ask of a node: the journals held here as static files (C2SP tlog-tiles),
//! and under them packs that are sealed for the one party that asks.
//!
//! All of it may be shown to anybody. Entries commit to what they say and give nothing away; a pack opens
//! with one party's key alone.

use crate::exchange::{self, ExchangeError};
use crate::laid::{Grown, Packs};
use crate::node::{Node, NodeError, check_head};
use crate::ports::JournalRow;
use journal::content::{CONTENT_FOLDER, SEALED_ENDING};
use journal::entry::Entry;
use journal::log::{CHECKPOINT_PATH, VKEYS_PATH};
use journal::tile::{Row, Tile, encode_bundle, encode_hashes};
use journal::tree::EntryIndex;
use sha2::{Digest as _, Sha256};
use units::{Digest, OriginLine, PartyId, SealKey};

/// Where the journals lie below a partner's address; itself the index of them.
pub const LOGS_PATH: &str = "log/";

/// Most bytes of the index: some thousand journals.
pub const INDEX_BYTES_MAX: usize = 1 << 20;

/// Hexadecimal digits of a pack's tag.
const TAG_DIGITS: usize = 16;

/// Most bytes of a list of packs: those of ten million entries.
pub const PACK_LIST_BYTES_MAX: usize = 1 << 21;

/// Folder of a journal below [`LOGS_PATH`]: SHA-256 of its origin, hexadecimal (C2SP tlog-mirror).
pub fn log_name(origin: &OriginLine) -> String {
    Digest::new(Sha256::digest(origin.as_str()).into()).to_string()
}

/// The list of packs for a party, below a journal's folder.
pub fn pack_list_path(reader: &PartyId) -> String {
    format!("{CONTENT_FOLDER}{reader}/")
}

/// A pack that is sealed for a party, as the list names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackLine {
    /// Its number as in paths, such as `x001/234`.
    pub number: String,
    /// Changes with what is in the pack. Tells nothing else: every statement lies beside a random salt.
    pub tag: String,
}

/// Reads a list of packs; stops where a line is none.
pub fn parse_pack_list(bytes: &[u8]) -> Vec<PackLine> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let line = |line: &str| {
        let (number, tag) = line.split_once(' ')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let placed = number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'x' | b'/'));
        let fits = placed && tag.len() == TAG_DIGITS && digits(tag);
        fits.then(|| PackLine { number: number.to_owned(), tag: tag.to_owned() })
    };
    text.lines().map_while(line).collect()
}

/// One line of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexLine {
    /// Which journal.
    pub origin: OriginLine,
    /// How many entries it has there.
    pub size: u64,
}

/// Reads an index; a line that does not name its journal by its own hash is left out.
pub fn parse_index(bytes: &[u8]) -> Vec<IndexLine> {
    let text = String::from_utf8_lossy(bytes);
    let line = |line: &str| {
        let mut parts = line.split(' ');
        let (name, origin, size) = (parts.next()?, parts.next()?, parts.next()?);
        let origin: OriginLine = origin.parse().ok()?;
        let fits = parts.next().is_none() && log_name(&origin) == name;
        fits.then_some(IndexLine { origin, size: size.parse().ok()? })
    };
    text.lines().filter_map(line).collect()
}

impl Node {
    /// The journals held here, one a line: name of the folder, origin, entries.
    pub fn log_index(&self) -> Result<String, NodeError> {
        let line = |row: &JournalRow| format!("{} {} {}\n", log_name(&row.origin), row.origin, row.frontier.size());
        Ok(self.journals()?.iter().map(line).collect())
    }

    /// One file below a journal's folder, by the folder's name; nothing where there is none.
    pub fn log_file(&self, name: &str, path: &str) -> Result<Option<Vec<u8>>, ExchangeError> {
        let journals = self.journals()?;
        let Some(journal) = journals.iter().find(|row| log_name(&row.origin) == name) else { return Ok(None) };
        check_head(journal)?;
        if let Some(path) = path.strip_prefix(CONTENT_FOLDER) {
            return self.sealed_file(journal, path);
        }
        if let Ok(tile) = Tile::parse(path) {
            return Ok(tile_bytes(tile, self.grown(journal)?.as_ref()));
        }
        match path {
            CHECKPOINT_PATH => Ok(Some(self.newest(journal)?.to_string().into_bytes())),
            VKEYS_PATH => {
                let keys = self.vkeys(journal, &self.newest(journal)?)?;
                Ok(Some(keys.iter().flat_map(|key| format!("{key}\n").into_bytes()).collect()))
            }
            exchange::COSIGNED_PATH => {
                Ok(self.cosigned_file(journal, journal.frontier.size())?.map(|(_, bytes)| bytes))
            }
            _ => Ok(None),
        }
    }

    /// `<party>/` or `<party>/<N>.age`: what that party may read, sealed so that nobody else can.
    fn sealed_file(&self, journal: &JournalRow, path: &str) -> Result<Option<Vec<u8>>, ExchangeError> {
        let Some((party, file)) = path.split_once('/') else { return Ok(None) };
        let Ok(reader) = party.parse::<PartyId>() else { return Ok(None) };
        let Some(key) = self.seal_key_of(&reader)? else { return Ok(None) };
        let packs = self.laid_packs(journal, &reader)?;
        if file.is_empty() {
            let line = |(number, pack): (&String, &Vec<u8>)| format!("{number} {}\n", tag(&key, pack));
            return Ok(Some(packs.iter().map(line).collect::<String>().into_bytes()));
        }
        let pack = file.strip_suffix(SEALED_ENDING).and_then(|number| packs.get(number));
        Ok(pack.map(|pack| self.seals().seal(&key, pack)).transpose()?)
    }

    /// What a party may read of a journal, by the number of the pack.
    pub(crate) fn packs_for(&self, journal: &JournalRow, reader: &PartyId) -> Result<Packs, ExchangeError> {
        let below = format!("{}/{CONTENT_FOLDER}", exchange::folder(journal));
        let files = self.export(journal, Some(reader))?.into_iter();
        Ok(files.filter_map(|(path, pack)| Some((path.strip_prefix(&below)?.to_owned(), pack))).collect())
    }
}

/// Tells whether a pack is another than before, to those who know its reader's key.
pub(crate) fn tag(key: &SealKey, pack: &[u8]) -> String {
    let hash = Sha256::new().chain_update(b"qafila/pack/v1\0").chain_update(key.as_bytes()).chain_update(pack);
    Digest::new(hash.finalize().into()).to_string().chars().take(TAG_DIGITS).collect()
}

/// A tile of any width that the journal has reached: smaller ones stay readable while it grows.
fn tile_bytes(tile: Tile, grown: &Grown) -> Option<Vec<u8>> {
    let whole = |count: usize| count == usize::from(tile.width());
    match tile.row() {
        Row::Entries => {
            let part = tile.part(&grown.entries);
            let entries = part.iter().map(Entry::to_bytes);
            let bytes = encode_bundle(EntryIndex::new(tile.span().start), entries).ok();
            bytes.filter(|_| whole(part.len()))
        }
        Row::Hashes(level) => {
            let part = tile.part(grown.tree.row(level.checked_mul(8)?));
            whole(part.len()).then(|| encode_hashes(part))
        }
    }
}
