//! One table, whichever list it is: for whoever sends the whole file and waits for drafts.

use super::fault::{CellFault, TableError};
use super::reports::{BadCell, Mapping, MappingError, Origin, statuses};
use super::{GoOn, Imported, catalogue, stock};
use crate::hints::{Advice, Blame, Hint};
use crate::node::{AsOf, Node, NodeError};
use crate::operation::{Operation, OperationError};
use crate::places::PlacesError;
use model::Draft;
use sha2::{Digest as _, Sha256};
use sheets::{ReadError, Sheet};
use std::collections::BTreeSet;
use units::{Digest, OfficerId, PlaceId};
use views::Views;

/// Rows of one table that is asked for so: its drafts stay in memory until somebody fetches them.
pub const ROWS_MAX: usize = 5_000;

/// Cells at fault that are told; the rest is counted.
const BAD_MAX: usize = 1_000;

/// Cells at fault that a hint is looked for, as that is dear.
const HINTS_MAX: usize = 200;

/// Which list a table is.
#[derive(Clone, Debug)]
pub enum List {
    /// Items.
    Catalogue,
    /// What stands at sites.
    Stock,
    /// Road statuses.
    Reports {
        /// Which column holds what.
        mapping: Mapping,
        /// Who made the table.
        outlet: Option<String>,
    },
}

/// A table, and what is to be made of it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which list it is.
    pub list: List,
    /// The file, as CSV or XLSX.
    pub file: Vec<u8>,
    /// The sheet of a workbook; the first that is not hidden, when absent.
    pub sheet: Option<String>,
    /// Who will sign, where that is said already.
    pub officer: Option<OfficerId>,
}

/// What a table comes to.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The sheet it was read from; empty for CSV.
    pub sheet: String,
    /// What could be signed, in the order of the rows.
    pub drafts: Vec<Draft>,
    /// Rows that are sound.
    pub good_rows: usize,
    /// Rows at fault.
    pub bad_rows: usize,
    /// Rows that say what is known already.
    pub unchanged: usize,
    /// Cells at fault, row by row, the first thousand.
    pub bad: Vec<Bad>,
    /// How many cells at fault there are besides.
    pub more_bad: usize,
    /// Headings that are not known.
    pub ignored: Vec<String>,
}

/// One cell at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bad {
    /// Its row, as spreadsheet programs show it.
    pub row: u32,
    /// The cell, such as `D5`.
    pub cell: String,
    /// What its column holds.
    pub column: String,
    /// What stands in it, cut to 60 characters.
    pub value: String,
    /// Which rule it breaks.
    pub fault: String,
    /// What to do about it.
    pub hint: Option<Hint>,
}

/// Why nothing comes of a table.
#[derive(Debug, thiserror::Error)]
pub enum AskedError {
    /// Too many rows for one time.
    #[error("the table has {rows} rows, at most {ROWS_MAX} are read at once")]
    TooManyRows {
        /// How many it has.
        rows: usize,
    },
    /// Not a list.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Not a table of road statuses by this mapping.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The node cannot answer.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The operation cannot be used.
    #[error(transparent)]
    Operation(#[from] OperationError),
    /// The places cannot be used.
    #[error(transparent)]
    Places(#[from] PlacesError),
}

impl From<ReadError> for AskedError {
    fn from(error: ReadError) -> Self {
        Self::Table(error.into())
    }
}

impl Advice for AskedError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::TooManyRows { .. } => (Blame::Asker, Some(("hint-split", Vec::new()))),
            Self::Table(error) => error.advice(),
            Self::Mapping(error) => error.advice(),
            Self::Node(error) => error.advice(),
            Self::Operation(error) => error.advice(),
            Self::Places(_) => (Blame::Machine, None),
        }
    }
}

/// The sheet that is asked for, if it has no more rows than are read at once.
pub fn opened(asked: &Asked) -> Result<Sheet, AskedError> {
    let sheet = sheets::read(&asked.file, asked.sheet.as_deref())?;
    let rows = sheet.rows.len();
    if rows > ROWS_MAX { Err(AskedError::TooManyRows { rows }) } else { Ok(sheet) }
}

/// Reads a sheet into drafts by what the node knows now. Nothing is signed and nothing is kept.
pub fn listed(node: &Node, sheet: &Sheet, asked: &Asked, go_on: GoOn<'_>) -> Result<Listed, AskedError> {
    let operation = node.operation()?;
    let views = node.views(&AsOf::default())?;
    let party = node.party()?;
    let mut listed = match &asked.list {
        List::Catalogue => Listed::of(catalogue(sheet, &views.catalogue, &party, go_on)?, &views, &operation),
        List::Stock => {
            let places: BTreeSet<PlaceId> = operation.network.nodes().map(|node| node.place()).collect();
            Listed::of(stock(sheet, &views, &places, &party, go_on)?, &views, &operation)
        }
        List::Reports { mapping, outlet } => {
            let file = Digest::new(Sha256::digest(&asked.file).into());
            let origin = Origin { file, outlet: outlet.as_deref(), officer: None };
            let read = statuses(sheet, mapping, &operation, &node.gazetteer()?, &operation.zone()?, &origin, go_on)?;
            Listed {
                sheet: sheet.name.clone(),
                good_rows: read.drafts.len(),
                bad_rows: rows(read.bad.iter().map(|bad| bad.at.row)),
                more_bad: read.bad.len().saturating_sub(BAD_MAX),
                bad: read.bad.iter().take(BAD_MAX).map(Bad::from).collect(),
                drafts: read.drafts.into_iter().map(|(_, draft)| draft).collect(),
                ignored: read.ignored,
                unchanged: 0,
            }
        }
    };
    listed.drafts.iter_mut().for_each(|draft| draft.officer.clone_from(&asked.officer));
    Ok(listed)
}

impl Listed {
    fn of(imported: Imported, views: &Views, operation: &Operation) -> Self {
        let bad = imported.bad.iter().take(BAD_MAX).enumerate();
        let told = |(at, fault): (usize, &CellFault)| Bad {
            hint: (at < HINTS_MAX).then(|| fault.hint(views, operation)).flatten(),
            ..Bad::from(fault)
        };
        Self {
            bad: bad.map(told).collect(),
            more_bad: imported.bad.len().saturating_sub(BAD_MAX),
            bad_rows: imported.bad_rows(),
            good_rows: imported.rows + imported.unchanged,
            sheet: imported.sheet,
            drafts: imported.drafts,
            unchanged: imported.unchanged,
            ignored: imported.ignored,
        }
    }
}

/// How many rows these are, each named once or more, in their order.
fn rows(named: impl Iterator<Item = u32>) -> usize {
    named.collect::<BTreeSet<u32>>().len()
}

impl From<&CellFault> for Bad {
    fn from(fault: &CellFault) -> Self {
        Self {
            row: fault.at.row,
            cell: fault.at.to_string(),
            column: fault.column.code().to_owned(),
            value: fault.value.clone(),
            fault: fault.rule.to_string(),
            hint: None,
        }
    }
}

impl From<&BadCell> for Bad {
    fn from(bad: &BadCell) -> Self {
        Self {
            row: bad.at.row,
            cell: bad.at.to_string(),
            column: bad.heading.clone(),
            value: bad.value.clone(),
            fault: bad.rule.to_string(),
            hint: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_that_is_broken_off_half_way_leaves_no_draft() {
        let row = |at: usize| format!("item-{at},Item,each,1,1,bulk\n");
        let rows: String = (0..10).map(row).collect();
        let file = format!("item,name,unit,mass_g,volume_ml,tracking\n{rows}");
        let sheet = sheets::read(file.as_bytes(), None).unwrap();
        let (known, party) = (views::Catalogue::default(), "dz-log".parse().unwrap());
        let mut read = Vec::new();
        let mut until = |most: u64| {
            catalogue(&sheet, &known, &party, &mut |row| {
                read.push(row);
                row < most
            })
        };
        assert_eq!(until(5), Err(TableError::BrokenOff));
        assert_eq!(until(10).unwrap().drafts.len(), 10);
        assert_eq!(read, (0..=5).chain(0..10).collect::<Vec<u64>>());
    }
}
