//! Tables in files: XLSX (ECMA-376, Office Open XML) and CSV (RFC 4180), read within bounds and written; Parquet, written.
//!
//! - Pure: bytes in, cells or one clear error out; cells in, bytes out.
//! - Reading trusts nothing: sizes are held to [`limits`] while they grow, no formula's cached value is taken
//!   for a value, and a number keeps the decimals that stand in the file.
//! - Unaware of what a cell means, and of languages; it knows the digits people write.

mod csv_file;
pub mod digits;
mod error;
mod table;
mod write;
mod xlsx;

pub use error::ReadError;
pub use table::{Cells, Column, to_parquet};
pub use write::{Cell, Page, WriteError, to_csv, to_xlsx};

use std::collections::BTreeMap;
use std::fmt;

/// What is accepted; checked before or while a file is unpacked.
pub mod limits {
    /// Longest file, in bytes.
    pub const FILE_BYTES: usize = 8 * 1024 * 1024;
    /// All the parts of a workbook that are read, unpacked, in bytes: a full sheet of 20 000 rows has a third.
    pub const UNPACKED_BYTES: usize = 64 * 1024 * 1024;
    /// Parts of a workbook.
    pub const PARTS: usize = 1_000;
    /// Rows, empty ones before the last counted.
    pub const ROWS: u32 = 20_000;
    /// Columns.
    pub const COLUMNS: u32 = 256;
    /// Cells that hold something, and texts that cells share.
    pub const CELLS: usize = 500_000;
    /// Merged areas.
    pub const MERGED: usize = 1_000;
    /// Longest text of a cell, in bytes: as long as a text in a statement may be, in its longest form.
    pub const CELL_BYTES: usize = 4 * 1024;
}

/// One sheet: rows in their order, each with the cells that hold something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// The rows that hold something: number from 1, as spreadsheet programs show it. In CSV, the line on which
    /// the row begins.
    pub rows: Vec<Row>,
    /// Areas that were merged into one cell, as the file names them.
    pub merged: Vec<Area>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub number: u32,
    /// Cells by column, from 0.
    pub cells: BTreeMap<u32, Value>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, as it stands.
    Text(String),
    /// A number: digits, at most one `.`, at most one `-` before them.
    Number(String),
    /// A day, as `2026-05-31`.
    Day(String),
    /// Yes or no.
    Truth(bool),
    /// A formula, as it begins. What the file says that it came to is not read: nobody signs a sum they did not
    /// see.
    Formula(String),
    /// What is left of a formula that failed, such as `#REF!`.
    Fault(String),
}

impl Value {
    /// As a person sees it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) | Self::Day(text) | Self::Formula(text) | Self::Fault(text) => text,
            Self::Truth(true) => "true",
            Self::Truth(false) => "false",
        }
    }
}

/// Where a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Row, from 1.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", letters(self.column), self.row)
    }
}

/// A column's letters: A, B, ... Z, AA.
pub fn letters(column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), u64::from(column) + 1);
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or_default()));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A rectangle of cells, both corners inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Above and left.
    pub from: At,
    /// Below and right.
    pub to: At,
}

impl Area {
    /// Whether a cell lies inside.
    pub fn contains(&self, at: At) -> bool {
        (self.from.row..=self.to.row).contains(&at.row) && (self.from.column..=self.to.column).contains(&at.column)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.from, self.to)
    }
}

/// Reads a workbook's sheet, or a CSV file; which of the two it is, its first bytes say.
///
/// Of a workbook, the sheet named, or the first that is not hidden.
pub fn read(bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, ReadError> {
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::TooLong { bytes: bytes.len() });
    }
    if bytes.starts_with(b"PK") {
        return xlsx::read(bytes, sheet);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::OldWorkbook);
    }
    csv_file::read(bytes)
}

/// Adds a cell within bounds.
fn place(sheet: &mut Sheet, count: &mut usize, at: At, value: Value) -> Result<(), ReadError> {
    if at.row > limits::ROWS {
        return Err(ReadError::TooManyRows { row: at.row });
    }
    if at.column >= limits::COLUMNS {
        return Err(ReadError::TooManyColumns { at });
    }
    if value.shown().len() > limits::CELL_BYTES {
        return Err(ReadError::LongCell { at, bytes: value.shown().len() });
    }
    *count += 1;
    if *count > limits::CELLS {
        return Err(ReadError::TooManyCells);
    }
    // Rows come in order but for files that were made to confuse.
    let index = match sheet.rows.binary_search_by_key(&at.row, |row| row.number) {
        Ok(index) => index,
        Err(index) if index == sheet.rows.len() => {
            sheet.rows.push(Row { number: at.row, cells: BTreeMap::new() });
            index
        }
        Err(_) => return Err(ReadError::Disorder { row: at.row }),
    };
    match sheet.rows[index].cells.insert(at.column, value) {
        Some(_) => Err(ReadError::CellTwice { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, wanted) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), wanted);
        }
        assert_eq!(At { row: 7, column: 2 }.to_string(), "C7");
    }
}
