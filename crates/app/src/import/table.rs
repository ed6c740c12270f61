//! A sheet as a list: which column holds what, and the cells of a row under their rules.

use super::columns::{Column, folded};
use super::fault::{CellFault, Rule, TableError};
use sheets::digits::{self, NumberError};
use sheets::{At, Row, Sheet, Value};
use std::collections::BTreeMap;
use std::str::FromStr;
use units::{Day, Unit};

/// Headings are looked for in so many rows: HXL allows 24 before the row of tags.
pub(super) const HEADER_ROWS: usize = 25;

/// Known headings that make a row one of headings.
const HEADINGS_MIN: usize = 2;

/// A sheet whose columns are known.
pub(super) struct Table<'s> {
    pub(super) sheet: &'s Sheet,
    columns: BTreeMap<Column, u32>,
    rows: &'s [Row],
    /// Headings that are not known.
    pub(super) ignored: Vec<String>,
}

impl<'s> Table<'s> {
    /// Finds the row of HXL tags, or else the first row of headings.
    pub(super) fn of(sheet: &'s Sheet) -> Result<Self, TableError> {
        let head = sheet.rows.iter().take(HEADER_ROWS).enumerate();
        let count = |row: &Row, read: fn(&str) -> Option<Column>| {
            row.cells.values().filter(|value| read(value.shown()).is_some()).count() >= HEADINGS_MIN
        };
        let tagged = head.clone().find(|(_, row)| count(row, Column::tagged));
        let (read, (index, row)) = match (tagged, head.clone().find(|(_, row)| count(row, Column::read))) {
            (Some(found), _) => (Column::tagged as fn(&str) -> Option<Column>, found),
            (None, Some(found)) => (Column::read as fn(&str) -> Option<Column>, found),
            (None, None) => return Err(TableError::NoHeadings),
        };
        let (mut columns, mut ignored) = (BTreeMap::new(), Vec::new());
        for (column, value) in &row.cells {
            let Some(known) = read(value.shown()) else {
                ignored.push(value.shown().chars().take(60).collect());
                continue;
            };
            if let Some(first) = columns.insert(known, *column) {
                let at = |column| At { row: row.number, column };
                return Err(TableError::ColumnTwice { column: known, first: at(first), second: at(*column) });
            }
        }
        // A column with a heading but without a tag is not read either.
        let above = index.checked_sub(1).filter(|_| tagged.is_some()).map(|above| &sheet.rows[above]);
        let untagged = above.into_iter().flat_map(|above| &above.cells).filter(|(at, _)| !row.cells.contains_key(at));
        ignored.extend(untagged.map(|(_, value)| value.shown().chars().take(60).collect::<String>()));
        Ok(Self { sheet, columns, rows: &sheet.rows[index + 1..], ignored })
    }

    /// Refuses a list without a column that it needs.
    pub(super) fn needs(&self, columns: &[Column]) -> Result<(), TableError> {
        match columns.iter().find(|column| !self.columns.contains_key(column)) {
            Some(column) => Err(TableError::NoColumn { column: *column }),
            None => Ok(()),
        }
    }

    /// The rows below the headings that have something in a known column.
    pub(super) fn rows(&self) -> impl Iterator<Item = Cells<'_>> {
        let known = |row: &&Row| self.columns.values().any(|column| row.cells.contains_key(column));
        self.rows.iter().filter(known).map(|row| Cells { table: self, row, faults: Vec::new() })
    }
}

/// The cells of one row. What is wrong is gathered, so that a row tells all its faults at once.
pub(super) struct Cells<'t> {
    table: &'t Table<'t>,
    row: &'t Row,
    pub(super) faults: Vec<CellFault>,
}

impl Cells<'_> {
    pub(super) fn row(&self) -> u32 {
        self.row.number
    }

    /// Notes a fault of a column's cell.
    pub(super) fn fault(&mut self, column: Column, rule: impl Into<Rule>) {
        // A column that the list lacks has no cell; the row is named by its first.
        let place = self.table.columns.get(&column);
        let at = At { row: self.row.number, column: place.copied().unwrap_or(0) };
        let value = place.and_then(|place| self.row.cells.get(place));
        let value = value.map_or("", Value::shown).chars().take(60).collect();
        self.faults.push(CellFault { sheet: self.table.sheet.name.clone(), at, column, value, rule: rule.into() });
    }

    /// What must be there.
    pub(super) fn must<T>(&mut self, column: Column, value: Option<T>) -> Option<T> {
        let told = self.faults.iter().any(|fault| fault.column == column);
        if value.is_none() && !told {
            self.fault(column, Rule::Missing);
        }
        value
    }

    /// What must be in one of two columns: missing in the one that the list has.
    pub(super) fn must_either<T>(&mut self, small: Column, large: Column, value: Option<T>) -> Option<T> {
        let has = |column: &Column| self.table.columns.contains_key(column);
        let told = self.faults.iter().any(|fault| fault.column == small);
        match value {
            None if told => None,
            value => self.must(if has(&small) && !has(&large) { small } else { large }, value),
        }
    }

    /// A cell that holds a value of its own.
    fn value(&mut self, column: Column) -> Option<Value> {
        let at = At { row: self.row.number, column: *self.table.columns.get(&column)? };
        let merged = self.table.sheet.merged.iter().find(|area| area.from != area.to && area.contains(at));
        if let Some(area) = merged {
            self.fault(column, Rule::Merged { area: *area });
            return None;
        }
        match self.row.cells.get(&at.column)? {
            Value::Formula(_) => self.fault(column, Rule::Formula),
            Value::Fault(_) => self.fault(column, Rule::Failed),
            value @ (Value::Text(_) | Value::Number(_) | Value::Day(_) | Value::Truth(_)) => {
                return Some(value.clone());
            }
        }
        None
    }

    /// Text, as it stands but for the space around it.
    pub(super) fn text(&mut self, column: Column) -> Option<String> {
        match self.value(column)? {
            Value::Text(text) => Some(text.trim().to_owned()),
            // A number as the program shows it; leading zeros were lost before the file was written.
            Value::Number(number) => Some(number),
            Value::Truth(truth) => Some(truth.to_string()),
            Value::Day(_) => {
                self.fault(column, Rule::IsDay);
                None
            }
            Value::Formula(_) | Value::Fault(_) => None,
        }
    }

    /// A name or code of one word, its digits European.
    pub(super) fn parsed<T: FromStr>(&mut self, column: Column) -> Option<T>
    where
        Rule: From<T::Err>,
    {
        let text = digits::european(&self.text(column)?);
        self.settled(column, text.parse())
    }

    /// A result, its error noted.
    pub(super) fn settled<T, E>(&mut self, column: Column, result: Result<T, E>) -> Option<T>
    where
        Rule: From<E>,
    {
        result.map_err(|error| self.fault(column, error)).ok()
    }

    /// A whole number, `scale` decimals taken in.
    pub(super) fn count(&mut self, column: Column, scale: usize, unit: &'static str, most: u64) -> Option<u64> {
        let read = match self.value(column)? {
            Value::Text(text) => digits::typed(&text, scale, unit, most),
            Value::Number(number) => digits::stored(&number, scale, unit, most),
            Value::Truth(_) => Err(NumberError::None),
            Value::Day(_) => {
                self.fault(column, Rule::IsDay);
                return None;
            }
            Value::Formula(_) | Value::Fault(_) => return None,
        };
        self.settled(column, read)
    }

    /// The same of two columns, the second a thousand times as much; at most one may be filled.
    pub(super) fn measure(&mut self, small: (Column, &'static str), large: Column, most: u64) -> Option<u64> {
        let one = self.count(small.0, 0, small.1, most);
        let other = self.count(large, 3, small.1, most);
        if one.is_some() && other.is_some() {
            self.fault(large, Rule::TwoColumns { other: small.0 });
        }
        one.or(other)
    }

    /// Yes or no, in three languages.
    pub(super) fn truth(&mut self, column: Column) -> Option<bool> {
        let said = match self.value(column)? {
            Value::Truth(truth) => return Some(truth),
            Value::Text(text) | Value::Number(text) | Value::Day(text) => folded(&text),
            Value::Formula(_) | Value::Fault(_) => return None,
        };
        match said.as_str() {
            "yes" | "y" | "true" | "1" | "x" | "oui" | "vrai" | "نعم" => Some(true),
            "no" | "n" | "false" | "0" | "non" | "faux" | "لا" => Some(false),
            _ => {
                self.fault(column, Rule::Truth);
                None
            }
        }
    }

    /// A day: a cell that the program shows as one, or text as `2026-05-31`. Other orders of day, month and
    /// year have two readings.
    pub(super) fn day(&mut self, column: Column) -> Option<Day> {
        let text = match self.value(column)? {
            Value::Day(text) | Value::Text(text) | Value::Number(text) => text,
            Value::Truth(truth) => truth.to_string(),
            Value::Formula(_) | Value::Fault(_) => return None,
        };
        self.settled(column, digits::european(text.trim()).parse())
    }

    /// A unit, in three languages.
    pub(super) fn unit(&mut self, column: Column) -> Option<Unit> {
        let text = self.text(column)?;
        self.settled(column, unit(&text))
    }
}

/// Words for units, as [`folded`].
pub const UNIT_WORDS: [(Unit, &[&str]); 4] = [
    (Unit::Each, &["each", "ea", "piece", "pieces", "pcs", "pc", "unit", "unite", "unites", "قطعة", "قطع", "وحدة"]),
    (Unit::Litre, &["litre", "litres", "liter", "liters", "l", "لتر", "لترات", "ل"]),
    (
        Unit::Kilogram,
        &["kilogram", "kilograms", "kilogramme", "kilogrammes", "kg", "kilo", "كيلوغرام", "كغ", "كلغ", "كجم"],
    ),
    (
        Unit::Box,
        &["box", "boxes", "case", "cases", "caisse", "caisses", "boite", "boites", "carton", "صندوق", "صناديق"],
    ),
];

/// A unit by any of its words.
pub(super) fn unit(text: &str) -> Result<Unit, units::UnitError> {
    let word = folded(text);
    let known = UNIT_WORDS.iter().find(|(_, words)| words.contains(&word.as_str()));
    known.map_or_else(|| text.parse(), |(unit, _)| Ok(*unit))
}
