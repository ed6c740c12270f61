//! Lists from spreadsheets: a catalogue, or what stands at sites, into drafts.
//!
//! Every row is read on its own and every fault told with its cell; nothing is signed here. What stands in
//! which column, the headings say, in three languages or as HXL tags ([`columns`]).

mod advice;
mod asked;
mod catalogue;
pub mod columns;
mod fault;
pub mod reports;
mod stock;
mod table;

pub use asked::{Asked, AskedError, Bad, List, Listed, ROWS_MAX, listed, opened};
pub use catalogue::catalogue;
pub use fault::{CellFault, Rule, TableError};
pub use stock::stock;
pub use table::UNIT_WORDS;

use model::Draft;

/// Is told how many rows are read, and answers whether to read the next.
pub type GoOn<'a> = &'a mut dyn FnMut(u64) -> bool;

/// What a list comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The sheet it was read from; empty for CSV.
    pub sheet: String,
    /// What would be signed, in the order of the rows.
    pub drafts: Vec<Draft>,
    /// Rows behind the drafts.
    pub rows: usize,
    /// Rows that say what is known already.
    pub unchanged: usize,
    /// Every fault, row by row.
    pub bad: Vec<CellFault>,
    /// Headings that are not known, so that nobody believes their column was read.
    pub ignored: Vec<String>,
}

impl Imported {
    /// How many rows are at fault.
    pub fn bad_rows(&self) -> usize {
        let mut rows: Vec<u32> = self.bad.iter().map(|fault| fault.at.row).collect();
        rows.dedup();
        rows.len()
    }
}
