//! A log as files (C2SP tlog-tiles, at commit 5ba5ee8).
//!
//! Hashes and entries are cut into tiles of 256; the last of a row may be
//! partial. The same paths serve as folder, memory stick and URL prefix.
//! This module knows names and contents of the files, not where they are kept.

use crate::tree::{EntryIndex, Size};
use std::fmt;
use std::ops::Range;
use units::Digest;

/// Hashes or entries in a full tile.
pub const TILE_WIDTH: u16 = 256;
/// Highest level the specification can name; a log of 2^64 entries needs 0 to 7.
pub const LEVEL_MAX: u8 = 63;
/// Bytes of a full hash tile.
pub const HASH_TILE_BYTES: usize = TILE_WIDTH as usize * 32;
/// Longest path accepted: seven groups of a 64-bit index, with level and width.
pub const TILE_PATH_BYTES_MAX: usize = 64;

/// What the tiles of a row hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Row {
    /// Length-prefixed entries.
    Entries,
    /// Hashes of complete subtrees of 256^level entries; level 0 are the leaf hashes.
    Hashes(u8),
}

/// The name of one file: its row, its place in the row, and its width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    row: Row,
    number: u64,
    width: u16,
}

/// Why a path or a tile is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TileError {
    /// The path is not one that a log writes.
    #[error("`{path}` is no tile path such as tile/0/x001/234 or tile/entries/000.p/44")]
    Path {
        /// The path as given, cut to [`TILE_PATH_BYTES_MAX`] characters.
        path: String,
    },
    /// The tile has the wrong number of bytes.
    #[error("`{tile}` has {given} bytes, expected {expected}")]
    Length {
        /// Which tile.
        tile: Tile,
        /// Its bytes.
        given: usize,
        /// What its width requires.
        expected: usize,
    },
    /// A bundle ends in the middle of an entry.
    #[error("`{tile}` ends inside entry {index}, after {given} bytes")]
    Cut {
        /// Which bundle.
        tile: Tile,
        /// The entry that is not whole.
        index: EntryIndex,
        /// Its bytes.
        given: usize,
    },
    /// A bundle goes on after its last entry.
    #[error("`{tile}` goes on after its last entry: {given} bytes, expected {expected}")]
    Trailing {
        /// Which bundle.
        tile: Tile,
        /// Its bytes.
        given: usize,
        /// Where its last entry ends.
        expected: usize,
    },
    /// An entry does not fit the 16-bit length before it.
    #[error("entry {index} has {given} bytes, at most {} fit a bundle", u16::MAX)]
    EntryLength {
        /// Which entry.
        index: EntryIndex,
        /// Its bytes.
        given: usize,
    },
}

impl Tile {
    /// The `number`-th full tile of a row.
    pub const fn full(row: Row, number: u64) -> Self {
        Self { row, number, width: TILE_WIDTH }
    }

    /// What it holds.
    pub const fn row(self) -> Row {
        self.row
    }

    /// How many full tiles stand before it in its row.
    pub const fn number(self) -> u64 {
        self.number
    }

    /// How many hashes or entries it holds: 1 to 256.
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Positions in its row that it holds: entries, or complete subtrees.
    pub fn span(self) -> Range<u64> {
        let start = self.number.saturating_mul(u64::from(TILE_WIDTH));
        start..start.saturating_add(u64::from(self.width))
    }

    /// The part of a row in memory that it holds, as far as the row goes.
    pub fn part<T>(self, row: &[T]) -> &[T] {
        let place = |position| usize::try_from(position).unwrap_or(usize::MAX).min(row.len());
        let span = self.span();
        &row[place(span.start)..place(span.end)]
    }

    /// The path below the log's folder.
    pub fn path(self) -> String {
        let row = match self.row {
            Row::Entries => "tile/entries/".to_owned(),
            Row::Hashes(level) => format!("tile/{level}/"),
        };
        let mut path = numbered(&row, self.number);
        if self.width < TILE_WIDTH {
            path.push_str(&format!(".p/{}", self.width));
        }
        path
    }

    /// Reads a path; accepts only what [`Tile::path`] writes.
    pub fn parse(path: &str) -> Result<Self, TileError> {
        let fault = || TileError::Path { path: path.chars().take(TILE_PATH_BYTES_MAX).collect() };
        if path.len() > TILE_PATH_BYTES_MAX {
            return Err(fault());
        }
        let tile = parse_parts(path).ok_or_else(fault)?;
        if tile.path() == path { Ok(tile) } else { Err(fault()) }
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// Reads loosely; the caller compares with the one right form.
fn parse_parts(path: &str) -> Option<Tile> {
    let (row, rest) = path.strip_prefix("tile/")?.split_once('/')?;
    let row = match row {
        "entries" => Row::Entries,
        level => Row::Hashes(level.parse().ok().filter(|level| *level <= LEVEL_MAX)?),
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok().filter(|width| (1..TILE_WIDTH).contains(width))?),
        None => (rest, TILE_WIDTH),
    };
    let digits: String = number.split('/').map(|group| group.strip_prefix('x').unwrap_or(group)).collect();
    Some(Tile { row, number: digits.parse().ok()?, width })
}

/// A number as path: groups of three digits, all but the last behind an `x`.
pub(crate) fn numbered(folder: &str, number: u64) -> String {
    let mut groups = vec![format!("{:03}", number % 1000)];
    let mut rest = number / 1000;
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    format!("{folder}{}", groups.join("/"))
}

/// Entries or hashes in one row of a log of this size.
const fn row_width(row: Row, size: Size) -> u64 {
    match row {
        Row::Entries => size.get(),
        // Every level holds 256 times fewer; from level 8 on, none.
        Row::Hashes(level) if level < 8 => size.get() >> (8 * level),
        Row::Hashes(_) => 0,
    }
}

/// How many tiles one row has in a log of this size, without listing them.
pub const fn row_len(row: Row, size: Size) -> u64 {
    row_width(row, size).div_ceil(TILE_WIDTH as u64)
}

/// The tiles of one row in a log of this size, in order; a partial one comes last.
pub fn row_tiles(row: Row, size: Size) -> impl Iterator<Item = Tile> {
    let width = u64::from(TILE_WIDTH);
    (0..row_len(row, size)).map(move |number| {
        // A number below the row's length leaves at least one position for its tile.
        let rest = row_width(row, size) - number * width;
        Tile { row, number, width: u16::try_from(rest).map_or(TILE_WIDTH, |rest| rest.min(TILE_WIDTH)) }
    })
}

/// The rows of hashes that a log of this size has.
pub fn hash_rows(size: Size) -> impl Iterator<Item = Row> {
    (0..8_u8).take_while(move |level| size.get() >> (8 * level) > 0).map(Row::Hashes)
}

/// Every tile of a log of this size: entries first, then hashes from the leaves up.
pub fn tiles(size: Size) -> impl Iterator<Item = Tile> {
    std::iter::once(Row::Entries).chain(hash_rows(size)).flat_map(move |row| row_tiles(row, size))
}

/// The bytes of a hash tile.
pub fn encode_hashes(hashes: &[Digest]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

/// The hashes of a tile, exactly as many as it is wide.
pub fn decode_hashes(tile: Tile, bytes: &[u8]) -> Result<Vec<Digest>, TileError> {
    let expected = usize::from(tile.width) * 32;
    let (hashes, rest) = bytes.as_chunks::<32>();
    if bytes.len() != expected || !rest.is_empty() {
        return Err(TileError::Length { tile, given: bytes.len(), expected });
    }
    Ok(hashes.iter().map(|hash| Digest::new(*hash)).collect())
}

/// The bytes of a bundle whose first entry has this index.
pub fn encode_bundle<E: AsRef<[u8]>>(
    first: EntryIndex,
    entries: impl IntoIterator<Item = E>,
) -> Result<Vec<u8>, TileError> {
    let mut bytes = Vec::new();
    for (entry, index) in entries.into_iter().zip(first.get()..) {
        let entry = entry.as_ref();
        let length = u16::try_from(entry.len())
            .map_err(|_| TileError::EntryLength { index: EntryIndex::new(index), given: entry.len() })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle, exactly as many as it is wide.
pub fn decode_bundle(tile: Tile, bytes: &[u8]) -> Result<Vec<&[u8]>, TileError> {
    let given = bytes.len();
    let mut rest = bytes;
    let mut entries = Vec::with_capacity(usize::from(tile.width));
    for index in tile.span() {
        let cut = || TileError::Cut { tile, index: EntryIndex::new(index), given };
        let (length, after) = rest.split_first_chunk::<2>().ok_or_else(cut)?;
        let (entry, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or_else(cut)?;
        entries.push(entry);
        rest = after;
    }
    if rest.is_empty() { Ok(entries) } else { Err(TileError::Trailing { tile, given, expected: given - rest.len() }) }
}
