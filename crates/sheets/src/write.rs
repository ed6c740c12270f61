//! Pages of cells as a workbook, or each as CSV.
//!
//! Integers are written as numbers where a spreadsheet holds them exactly, as text beyond. No formula is ever
//! written; in CSV a text that a spreadsheet program would take for one gets an apostrophe before it, as OWASP
//! advises against CSV injection.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Largest integer that every spreadsheet program shows as it is: they keep 15 digits.
const EXACT_MAX: i128 = 999_999_999_999_999;

/// Widest column set, in characters.
const WIDTH_MAX: u16 = 48;

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A whole number.
    Count(i128),
    /// Nothing.
    Empty,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// A sheet to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its name, at most 31 characters.
    pub name: String,
    /// Headings, one for each column.
    pub headings: Vec<String>,
    /// HXL tags, one for each column, as a second row; none where not asked for.
    pub tags: Option<Vec<String>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Whether columns run from right to left.
    pub right_to_left: bool,
}

/// Why a workbook or a table cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be written: {why}")]
pub struct WriteError {
    /// What is wrong.
    why: String,
}

impl WriteError {
    pub(crate) fn of(why: &dyn std::fmt::Display) -> Self {
        Self { why: why.to_string() }
    }
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self::of(&error)
    }
}

/// The pages as one workbook. The same pages give the same bytes.
pub fn to_xlsx(pages: &[Page]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The time of writing would make two workbooks of one account differ.
    let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch));
    for page in pages {
        sheet(workbook.add_worksheet(), page)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn sheet(sheet: &mut Worksheet, page: &Page) -> Result<(), WriteError> {
    sheet.set_name(&page.name)?.set_right_to_left(page.right_to_left);
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(&page.headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (column, tag) in (0_u16..).zip(page.tags.iter().flatten()) {
        sheet.write_string(1, column, tag)?;
    }
    let first = 1 + u32::from(page.tags.is_some());
    for (row, cells) in (first..).zip(&page.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, text)?,
                Cell::Count(count) if count.abs() <= EXACT_MAX => sheet.write_number(row, column, exact(*count))?,
                Cell::Count(count) => sheet.write_string(row, column, count.to_string())?,
                Cell::Empty => continue,
            };
        }
    }
    for (column, width) in (0_u16..).zip(widths(page)) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(first, 0)?;
    Ok(())
}

/// An integer of at most 15 digits, which the format's only number type holds exactly.
#[expect(clippy::cast_precision_loss, reason = "at most 15 digits, exact in the 53 bits of the format's numbers")]
fn exact(count: i128) -> f64 {
    count as f64
}

/// Columns as wide as their longest cell, within reason.
fn widths(page: &Page) -> Vec<u16> {
    let length = |text: &str| u16::try_from(text.chars().count()).unwrap_or(WIDTH_MAX);
    let mut widths: Vec<u16> = page.headings.iter().map(|heading| length(heading)).collect();
    for cells in &page.rows {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = (*width).max(match cell {
                Cell::Text(text) => length(text),
                Cell::Count(count) => length(&count.to_string()),
                Cell::Empty => 0,
            });
        }
    }
    widths.into_iter().map(|width| width.saturating_add(2).min(WIDTH_MAX)).collect()
}

/// One page as CSV (RFC 4180), in UTF-8.
pub fn to_csv(page: &Page) -> String {
    let mut out = String::new();
    let line = |out: &mut String, fields: &mut dyn Iterator<Item = String>| {
        out.push_str(&fields.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    };
    line(&mut out, &mut page.headings.iter().map(|heading| text(heading)));
    if let Some(tags) = &page.tags {
        line(&mut out, &mut tags.iter().map(|tag| quoted(tag)));
    }
    for cells in &page.rows {
        line(
            &mut out,
            &mut cells.iter().map(|cell| match cell {
                Cell::Text(words) => text(words),
                Cell::Count(count) => count.to_string(),
                Cell::Empty => String::new(),
            }),
        );
    }
    out
}

fn text(words: &str) -> String {
    if is_guarded(words) { quoted(&format!("'{words}")) } else { quoted(words) }
}

/// Whether an apostrophe goes before a text: where a spreadsheet program would take it for a formula, and
/// where it has such an apostrophe of its own.
pub(crate) fn is_guarded(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn quoted(field: &str) -> String {
    if field.contains([',', ';', '"', '\n', '\r', '\t']) || field.trim() != field {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
