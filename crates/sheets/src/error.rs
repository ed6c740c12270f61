//! Why a file is no table that can be read.

use crate::{At, limits};

/// Why a file is no table that can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Longer than [`limits::FILE_BYTES`].
    #[error("the file has {bytes} bytes, at most {} are accepted", limits::FILE_BYTES)]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Bytes that are no text in UTF-8.
    #[error("byte {byte} is not UTF-8; the text is likely in an older encoding, such as Latin-1 or Windows-1256")]
    NotUtf8 {
        /// First such byte, from 0.
        byte: usize,
    },
    /// Text in two-byte units.
    #[error("the text is in UTF-16")]
    Utf16,
    /// The binary form before 2007, or a workbook locked by a password, which is wrapped in the same.
    #[error("the workbook is in the form before 2007, or locked by a password")]
    OldWorkbook,
    /// A ZIP file of another sort.
    #[error("the file is no workbook: {why}")]
    NoWorkbook {
        /// Why.
        why: String,
    },
    /// More parts than [`limits::PARTS`].
    #[error("the workbook has {parts} parts, at most {} are accepted", limits::PARTS)]
    TooManyParts {
        /// How many.
        parts: usize,
    },
    /// Unpacks to more than [`limits::UNPACKED_BYTES`].
    #[error("the workbook unpacks to more than {} bytes", limits::UNPACKED_BYTES)]
    TooMuch,
    /// A part that does not read as it must.
    #[error("part `{part}` of the workbook cannot be read: {why}")]
    Malformed {
        /// Which part.
        part: String,
        /// What is wrong.
        why: String,
    },
    /// No sheet of that name.
    #[error("the workbook has no sheet `{given}`; it has {}", known.join(", "))]
    NoSheet {
        /// As given.
        given: String,
        /// Those it has.
        known: Vec<String>,
    },
    /// A row beyond [`limits::ROWS`].
    #[error("row {row} is beyond the {} rows that are accepted", limits::ROWS)]
    TooManyRows {
        /// Its number.
        row: u32,
    },
    /// A column beyond [`limits::COLUMNS`].
    #[error("cell {at} is beyond the {} columns that are accepted", limits::COLUMNS)]
    TooManyColumns {
        /// The cell.
        at: At,
    },
    /// More cells than [`limits::CELLS`].
    #[error("more than {} cells hold something", limits::CELLS)]
    TooManyCells,
    /// More merged areas than [`limits::MERGED`].
    #[error("more than {} areas are merged", limits::MERGED)]
    TooManyMerged,
    /// A text longer than [`limits::CELL_BYTES`].
    #[error(
        "cell {at} has {bytes} bytes, at most {} are accepted; a quotation mark may be missing",
        limits::CELL_BYTES
    )]
    LongCell {
        /// The cell.
        at: At,
        /// Its length.
        bytes: usize,
    },
    /// A cell that the file names twice.
    #[error("cell {at} stands twice in the file")]
    CellTwice {
        /// The cell.
        at: At,
    },
    /// A row that comes after a later one.
    #[error("row {row} comes after a later row in the file")]
    Disorder {
        /// Its number.
        row: u32,
    },
}
