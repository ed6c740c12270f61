//! What to do about a table or a cell that cannot be read.

use super::fault::{CellFault, Rule, TableError};
use super::reports::{Field, MappingError};
use super::table::UNIT_WORDS;
use crate::hints::{Advice, Blame, Hint, near};
use crate::operation::Operation;
use sheets::ReadError;
use sheets::digits::NumberError;
use views::Views;

fn plain(id: &'static str) -> Option<Hint> {
    Some((id, Vec::new()))
}

impl CellFault {
    /// What to do about it, by what is known here.
    pub fn hint(&self, views: &Views, operation: &Operation) -> Option<Hint> {
        match &self.rule {
            Rule::Formula | Rule::Failed => plain("hint-import-formula"),
            Rule::Merged { .. } => plain("hint-import-merged"),
            Rule::Number(NumberError::Ambiguous { .. }) => plain("hint-import-number"),
            Rule::IsDay | Rule::Day(_) => plain("hint-import-day"),
            Rule::Unit(_) => near(&self.value, UNIT_WORDS.iter().flat_map(|(_, words)| words.iter())),
            Rule::Word(error) => near(&self.value, error.known.iter()),
            Rule::Unknown { sort: "place" } => near(&self.value, operation.network.nodes().map(|node| node.name())),
            Rule::Unknown { .. } => {
                near(&self.value, views.catalogue.iter().map(|(item, _)| item)).or_else(|| plain("hint-import-item"))
            }
            Rule::Conversion(_) => plain("hint-conversion"),
            Rule::Missing
            | Rule::Number(_)
            | Rule::Id(_)
            | Rule::Code(_)
            | Rule::Text(_)
            | Rule::Truth
            | Rule::ConversionForm { .. }
            | Rule::Entry(_)
            | Rule::Twice { .. }
            | Rule::TwoColumns { .. }
            | Rule::Foreign { .. }
            | Rule::Settled { .. }
            | Rule::AlreadyThere { .. }
            | Rule::SerialCount { .. } => None,
        }
    }
}

impl Advice for ReadError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        let hint = match self {
            Self::NotUtf8 { .. } | Self::Utf16 => plain("hint-import-utf8"),
            Self::OldWorkbook | Self::NoWorkbook { .. } => plain("hint-import-xlsx"),
            Self::NoSheet { given, known } => near(given, known),
            Self::TooLong { .. } | Self::TooManyRows { .. } | Self::TooManyColumns { .. } | Self::TooManyCells => {
                plain("hint-split")
            }
            Self::TooManyParts { .. }
            | Self::TooMuch
            | Self::Malformed { .. }
            | Self::TooManyMerged
            | Self::LongCell { .. }
            | Self::CellTwice { .. }
            | Self::Disorder { .. } => None,
        };
        (Blame::Asker, hint)
    }
}

impl Advice for TableError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        match self {
            Self::Read(error) => error.advice(),
            Self::NoHeadings | Self::NoColumn { .. } | Self::ColumnTwice { .. } => {
                (Blame::Asker, plain("hint-import-headings"))
            }
            Self::BrokenOff => (Blame::Asker, None),
        }
    }
}

impl Advice for MappingError {
    fn advice(&self) -> (Blame, Option<Hint>) {
        let hint = match self {
            Self::Missing { field: Field::Letter | Field::Number } => plain("hint-reports-grade"),
            Self::Missing { .. }
            | Self::Form { .. }
            | Self::NoHeadings
            | Self::NoHeading { .. }
            | Self::Twice { .. } => plain("hint-reports-map"),
            Self::BrokenOff => None,
        };
        (Blame::Asker, hint)
    }
}
