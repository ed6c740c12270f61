//! The cells of one row, and what is wrong with them.

use super::mapping::{Columns, Field, Mapping};
use crate::import::columns::folded;
use sheets::{At, Row, Sheet, Value};
use std::str::FromStr;

/// What is wrong with one cell.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{at} ({heading}) {}: {rule}", prefix(sheet), shown(value))]
pub struct BadCell {
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// The cell; the first of its row where the table has no such column.
    pub at: At,
    /// Its heading, or the field's name.
    pub heading: String,
    /// What stands in it, cut to 60 characters.
    pub value: String,
    /// The rule it breaks.
    pub rule: CellRule,
}

fn prefix(sheet: &str) -> String {
    if sheet.is_empty() { String::new() } else { format!("{sheet}!") }
}

fn shown(value: &str) -> String {
    if value.is_empty() { "is empty".to_owned() } else { format!("`{value}`") }
}

/// The rule that a cell breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellRule {
    /// It must hold something.
    #[error("must be filled")]
    Missing,
    /// A formula, whose result nobody saw.
    #[error("is a formula; write its value")]
    Formula,
    /// What is left of a formula that failed.
    #[error("is a formula that failed")]
    Failed,
    /// No such road or place.
    #[error("no road or place of that name is known here{}", or_near(near))]
    Unknown {
        /// Keys with near names.
        near: Vec<String>,
    },
    /// Several roads and places have that name.
    #[error("fits {}; write one of these", keys.join(", "))]
    Several {
        /// Their keys.
        keys: Vec<String>,
    },
    /// A word of no list.
    #[error("is none of {known}; name it under `values` in a mapping")]
    Word {
        /// What there is.
        known: String,
    },
    /// No day.
    #[error("is no day such as 2013-02-08")]
    Day,
    /// Text that no statement holds.
    #[error("{0}")]
    Text(String),
}

fn or_near(near: &[String]) -> String {
    if near.is_empty() { String::new() } else { format!("; near are {}", near.join(", ")) }
}

/// The cells of one row by what they hold.
pub(super) struct Cells<'t> {
    sheet: &'t Sheet,
    row: &'t Row,
    columns: &'t Columns,
    mapping: &'t Mapping,
    pub(super) faults: Vec<BadCell>,
}

impl<'t> Cells<'t> {
    pub(super) fn new(sheet: &'t Sheet, row: &'t Row, columns: &'t Columns, mapping: &'t Mapping) -> Self {
        Self { sheet, row, columns, mapping, faults: Vec::new() }
    }

    /// Whether no known column has anything.
    pub(super) fn is_empty(&self) -> bool {
        self.columns
            .places
            .values()
            .all(|column| self.row.cells.get(column).is_none_or(|cell| cell.shown().trim().is_empty()))
    }

    /// Where the row stands.
    pub(super) fn place(&self) -> String {
        format!("{}{}", prefix(&self.sheet.name), self.row.number)
    }

    /// What a field's cell holds, or its default.
    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        let cell = self.columns.places.get(&field).and_then(|column| self.row.cells.get(column));
        let text = match cell {
            Some(Value::Formula(_)) => return self.fault(field, CellRule::Formula),
            Some(Value::Fault(_)) => return self.fault(field, CellRule::Failed),
            Some(value) => value.shown().trim().to_owned(),
            None => String::new(),
        };
        if text.is_empty() { self.mapping.defaults.get(&field).cloned() } else { Some(text) }
    }

    /// The same, where it must hold something.
    pub(super) fn must(&mut self, field: Field) -> Option<String> {
        let told = self.faults.len();
        let text = self.text(field);
        if text.is_none() && self.faults.len() == told {
            return self.fault(field, CellRule::Missing);
        }
        text
    }

    /// A code: by the mapping, by itself, or by a word of the three languages.
    pub(super) fn code<T: FromStr<Err = model::CodeError>>(
        &mut self,
        field: Field,
        text: &str,
        word: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let plain = folded(text);
        let mapped = self.mapping.values.get(&field).and_then(|values| {
            values.iter().find(|(theirs, _)| folded(theirs) == plain).map(|(_, ours)| ours.as_str())
        });
        let code = sheets::digits::european(mapped.unwrap_or(text));
        match code.parse::<T>() {
            Ok(code) => Some(code),
            Err(error) => match word(&plain.replace('ة', "ه")) {
                Some(code) => Some(code),
                None => self.fault(field, CellRule::Word { known: error.known.join(", ") }),
            },
        }
    }

    /// A result, its fault noted.
    pub(super) fn settle<T>(&mut self, field: Field, result: Result<T, CellRule>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(rule) => self.fault(field, rule),
        }
    }

    fn fault<T>(&mut self, field: Field, rule: CellRule) -> Option<T> {
        let column = self.columns.places.get(&field);
        let at = At { row: self.row.number, column: column.copied().unwrap_or(0) };
        let heading = column.and_then(|column| self.columns.headings.get(column)).map_or(field.code(), String::as_str);
        let value = column.and_then(|column| self.row.cells.get(column)).map_or("", Value::shown);
        let value = value.chars().take(60).collect();
        self.faults.push(BadCell { sheet: self.sheet.name.clone(), at, heading: heading.to_owned(), value, rule });
        None
    }
}
