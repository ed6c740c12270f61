//! What is wrong with a list: the cell, what stands in it, the rule it breaks.

use super::columns::Column;
use sheets::digits::NumberError;
use sheets::{Area, At, ReadError};
use units::{CodeFault, DayError, IdError, PartyId, Unit, UnitError};

/// Why a file is no list at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Not a file that can be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Whoever asked for it wants it no longer.
    #[error("reading was broken off")]
    BrokenOff,
    /// No row of headings.
    #[error("none of the first {} rows has headings that are known here", super::table::HEADER_ROWS)]
    NoHeadings,
    /// A column that must be there is not.
    #[error("there is no column `{}`", column.code())]
    NoColumn {
        /// Which.
        column: Column,
    },
    /// A column twice.
    #[error("columns {first} and {second} are both `{}`", column.code())]
    ColumnTwice {
        /// Which.
        column: Column,
        /// The one heading.
        first: At,
        /// The other.
        second: At,
    },
}

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{at} ({}) {}: {rule}", prefix(sheet), column.code(), shown(value))]
pub struct CellFault {
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// The cell.
    pub at: At,
    /// What its column holds.
    pub column: Column,
    /// What stands in it, cut to 60 characters.
    pub value: String,
    /// Which rule it breaks.
    pub rule: Rule,
}

fn prefix(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!("{sheet}!") }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "is empty".to_owned() } else { format!("`{value}`") }
}

/// The rule that a cell breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// Nothing where something must be.
    #[error("it must be given")]
    Missing,
    /// A formula.
    #[error("it is a formula, and only values are read")]
    Formula,
    /// What a failed formula left.
    #[error("it is the error of a formula")]
    Failed,
    /// Part of a merged area.
    #[error("it is merged into {area}, so it belongs to several rows or columns")]
    Merged {
        /// The area.
        area: Area,
    },
    /// No number that is asked for.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// No identifier.
    #[error(transparent)]
    Id(#[from] IdError),
    /// No code of its standard.
    #[error(transparent)]
    Code(#[from] CodeFault),
    /// No unit.
    #[error(transparent)]
    Unit(#[from] UnitError),
    /// No word of a code list.
    #[error(transparent)]
    Word(#[from] model::CodeError),
    /// No day.
    #[error(transparent)]
    Day(#[from] DayError),
    /// No text that may be signed.
    #[error(transparent)]
    Text(#[from] model::TextError),
    /// Neither yes nor no.
    #[error("it is neither yes nor no")]
    Truth,
    /// A day is asked for where a number or text stands, or the other way round.
    #[error("it is a day, as the program that wrote the file understood it")]
    IsDay,
    /// Not the form of conversions.
    #[error("it is not of the form `1 box = 24 {own}`")]
    ConversionForm {
        /// The item's own unit.
        own: Unit,
    },
    /// A quantity in another unit.
    #[error(transparent)]
    Conversion(#[from] model::ConversionError),
    /// The entry as a whole breaks a rule.
    #[error(transparent)]
    Entry(#[from] model::Fault),
    /// Said above.
    #[error("row {row} has it already")]
    Twice {
        /// Where.
        row: u32,
    },
    /// Given in two columns.
    #[error("column `{}` gives it too", other.code())]
    TwoColumns {
        /// The other.
        other: Column,
    },
    /// Another party's item.
    #[error("it was defined by {party}, and only {party} can amend it")]
    Foreign {
        /// Whose.
        party: PartyId,
    },
    /// The unit or the tracking of an item would change.
    #[error("it was {before} when the item was defined, and quantities were counted so; another needs another code")]
    Settled {
        /// What it was.
        before: String,
    },
    /// Nothing of that name.
    #[error("no {sort} of that name is known here")]
    Unknown {
        /// What sort of thing.
        sort: &'static str,
    },
    /// Stock that the book has already.
    #[error("the book already has {held} of it there; changes are said with `stock_adjusted`")]
    AlreadyThere {
        /// How many.
        held: i128,
    },
    /// Fewer or more serials than pieces.
    #[error("{serials} serial numbers are given for {quantity}")]
    SerialCount {
        /// How many serials.
        serials: usize,
        /// How many pieces.
        quantity: u64,
    },
}
