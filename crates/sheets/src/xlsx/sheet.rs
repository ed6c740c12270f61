//! The cells of a sheet, and the texts that cells share.

use super::package::{Broken, Piece, attribute, pieces};
use crate::{Area, At, ReadError, Sheet, Value, limits, place};
use jiff::civil::date;
use jiff::{Span, civil::Date};
use quick_xml::events::BytesStart;

/// So much of a formula is kept, in characters, to be shown.
const FORMULA_CHARS: usize = 60;

/// What the workbook's other parts say of cells.
pub(super) struct Given<'b> {
    pub(super) texts: &'b [String],
    /// For each cell style, whether it shows a day.
    pub(super) days: &'b [bool],
    pub(super) since_1904: bool,
}

/// The texts that cells share, in their order.
pub(super) fn shared_texts(part: &str, bytes: &[u8]) -> Result<Vec<String>, ReadError> {
    let (mut texts, mut reading) = (Vec::new(), Reading::default());
    pieces(part, bytes, |piece| {
        if let Piece::Start(element) = &piece
            && element.local_name().as_ref() == "si"
        {
            if texts.len() >= limits::CELLS {
                return Err(ReadError::TooManyCells.into());
            }
            texts.push(String::new());
        }
        if let (Some(more), Some(text)) = (reading.text(&piece), texts.last_mut()) {
            text.push_str(more);
        }
        Ok(())
    })?;
    Ok(texts)
}

/// Follows which text counts: that of `t`, but not of the reading aid `rPh`.
#[derive(Default)]
struct Reading {
    inside: bool,
    aside: bool,
}

impl Reading {
    fn text<'e>(&mut self, piece: &Piece<'e>) -> Option<&'e str> {
        match piece {
            Piece::Start(element) => self.pass(element.local_name().as_ref(), true),
            Piece::End(name) => self.pass(name, false),
            Piece::Text(text) => return (self.inside && !self.aside).then_some(text),
        }
        None
    }

    fn pass(&mut self, name: &str, begins: bool) {
        match name {
            "t" => self.inside = begins,
            "rPh" => self.aside = begins,
            _ => {}
        }
    }
}

/// A cell while it is read.
struct Open {
    at: At,
    kind: String,
    style: usize,
    formula: Option<String>,
    value: String,
    /// Text in the cell itself, where it shares none.
    text: String,
}

/// Where the reading stands.
#[derive(Default)]
struct Progress {
    sheet: Sheet,
    count: usize,
    row: u32,
    column: u32,
    open: Option<Open>,
    in_value: bool,
    reading: Reading,
}

/// The cells of a sheet.
pub(super) fn read(part: &str, bytes: &[u8], given: &Given<'_>) -> Result<Sheet, ReadError> {
    let mut progress = Progress::default();
    pieces(part, bytes, |piece| progress.step(&piece, given))?;
    Ok(progress.sheet)
}

impl Progress {
    fn step(&mut self, piece: &Piece<'_>, given: &Given<'_>) -> Result<(), Broken> {
        let inline = self.reading.text(piece);
        match piece {
            Piece::Start(element) => self.start(element),
            Piece::End(name) => self.end(name, given),
            Piece::Text(text) => {
                if let Some(open) = &mut self.open {
                    open.text.push_str(inline.unwrap_or_default());
                    open.value.push_str(if self.in_value { text } else { "" });
                    if let (Some(formula), false) = (&mut open.formula, self.in_value) {
                        let room = FORMULA_CHARS.saturating_sub(formula.chars().count());
                        formula.extend(text.chars().take(room));
                    }
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Broken> {
        match element.local_name().as_ref() {
            "row" => {
                let told = attribute(element, "r")?;
                let next = self.row.saturating_add(1);
                self.row = told.map_or(Ok(next), |told| told.parse().map_err(|_| bad("row number", &told)))?;
                self.column = 0;
            }
            "c" => {
                let at = match attribute(element, "r")? {
                    Some(told) => address(&told).ok_or_else(|| bad("cell address", &told))?,
                    None if self.row == 0 => return Err(bad("row number", "0")),
                    None => At { row: self.row, column: self.column },
                };
                self.column = at.column.saturating_add(1);
                let style = attribute(element, "s")?.and_then(|style| style.parse().ok()).unwrap_or(0);
                let kind = attribute(element, "t")?.unwrap_or_default();
                self.open = Some(Open { at, kind, style, formula: None, value: String::new(), text: String::new() });
            }
            "v" => self.in_value = true,
            "f" => self.open.iter_mut().for_each(|open| open.formula = Some("=".to_owned())),
            "mergeCell" => {
                let told = attribute(element, "ref")?.unwrap_or_default();
                let (from, to) = told.split_once(':').unwrap_or((&told, &told));
                let (from, to) = address(from).zip(address(to)).ok_or_else(|| bad("area", &told))?;
                if self.sheet.merged.len() >= limits::MERGED {
                    return Err(ReadError::TooManyMerged.into());
                }
                self.sheet.merged.push(Area { from, to });
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, given: &Given<'_>) -> Result<(), Broken> {
        match name {
            "v" => self.in_value = false,
            "c" => {
                if let Some(open) = self.open.take()
                    && let Some(value) = value(&open, given)?
                {
                    place(&mut self.sheet, &mut self.count, open.at, value)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn bad(what: &str, told: &str) -> Broken {
    Broken::Xml(format!("`{}` is no {what}", told.chars().take(40).collect::<String>()))
}

/// Reads `C7`.
fn address(told: &str) -> Option<At> {
    let told = told.as_bytes();
    let split = told.iter().position(u8::is_ascii_digit)?;
    let (letters, digits) = told.split_at(split);
    // Three letters reach beyond every column there is.
    if !(1..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let number = |sum: u32, letter: &u8| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.iter().fold(0, number) - 1;
    let row: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (row > 0).then_some(At { row, column })
}

/// What a cell holds; nothing where it is empty.
fn value(open: &Open, given: &Given<'_>) -> Result<Option<Value>, Broken> {
    if let Some(formula) = &open.formula {
        return Ok(Some(Value::Formula(formula.clone())));
    }
    let text = |text: &str| (!text.trim().is_empty()).then(|| Value::Text(text.to_owned()));
    let written = open.value.trim();
    Ok(match open.kind.as_str() {
        "inlineStr" => text(&open.text),
        "s" if written.is_empty() => None,
        "s" => {
            let shared = written.parse().ok().and_then(|index: usize| given.texts.get(index));
            text(shared.ok_or_else(|| bad("shared text", written))?)
        }
        "str" => text(&open.value),
        "b" => Some(Value::Truth(written == "1")),
        "e" => Some(Value::Fault(written.to_owned())),
        "d" => Some(Value::Day(written.split('T').next().unwrap_or_default().to_owned())),
        "n" | "" if written.is_empty() => None,
        "n" | "" => {
            let number = number(written).ok_or_else(|| bad("number", written))?;
            let is_day = given.days.get(open.style).copied().unwrap_or(false);
            let day = is_day.then(|| day(&number, given.since_1904)).flatten();
            Some(day.map_or(Value::Number(number), |day| Value::Day(day.to_string())))
        }
        other => return Err(bad("type of cell", other)),
    })
}

/// The shortest decimal that stands for the number: programs write `0.1` as `0.10000000000000001` too.
fn number(written: &str) -> Option<String> {
    let number: f64 = written.parse().ok()?;
    // Below this many digits the shown form has no exponent, and an integer is exact.
    let shown = number.is_finite().then(|| number.to_string())?;
    (shown.len() <= 40).then_some(shown)
}

/// The day of a serial number: 1 is 1900-01-01, and 60 is the 29th of a February that never was
/// (ECMA-376 part 1, 18.17.4.1).
fn day(number: &str, since_1904: bool) -> Option<Date> {
    let serial: i32 = number.split('.').next()?.parse().ok()?;
    let first = match serial {
        0.. if since_1904 => date(1904, 1, 1),
        1..=59 => date(1899, 12, 31),
        61.. => date(1899, 12, 30),
        _ => return None,
    };
    first.checked_add(Span::new().try_days(serial).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_do_not_overflow() {
        assert_eq!(address("C7"), Some(At { row: 7, column: 2 }));
        assert_eq!(address("aa10"), Some(At { row: 10, column: 26 }));
        for bad in ["", "7", "C", "C0", "ZZZZ1", "C-7", "C7x", "$C$7", "C99999999999", "É1"] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn serial_numbers_are_days() {
        for (serial, wanted) in
            [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("45943.5", "2025-10-13")]
        {
            assert_eq!(day(serial, false).unwrap().to_string(), wanted);
        }
        assert_eq!(day("0", true).unwrap().to_string(), "1904-01-01");
        for none in ["0", "60", "-1", "99999999", "x"] {
            assert_eq!(day(none, false), None, "{none}");
        }
    }

    #[test]
    fn numbers_keep_their_decimals() {
        for (written, wanted) in [("24", "24"), ("0.10000000000000001", "0.1"), ("1E+3", "1000"), ("-2.5", "-2.5")] {
            assert_eq!(number(written).as_deref(), Some(wanted));
        }
        for none in ["NaN", "inf", "1e300", "x"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}
