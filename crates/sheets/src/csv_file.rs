//! CSV as spreadsheet programs write it: comma, semicolon or tab, with or without a byte order mark.

use crate::{At, ReadError, Sheet, Value, limits, place};
use csv::{ByteRecord, ReaderBuilder};

/// Marks between fields, in the order in which they win where they stand equally often.
const MARKS: [u8; 3] = [b',', b';', b'\t'];

pub(crate) fn read(bytes: &[u8]) -> Result<Sheet, ReadError> {
    let text = text(bytes)?;
    let (mark, text, mut line) = mark(text);
    let mut reader =
        ReaderBuilder::new().delimiter(mark).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut sheet, mut count, mut record, mut counted) = (Sheet::default(), 0, ByteRecord::new(), 0);
    loop {
        // Bytes in memory that are UTF-8, of any number of fields: nothing is left that could fail.
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(sheet),
            Err(error) => return Err(ReadError::NoWorkbook { why: error.to_string() }),
        }
        // Where the reader began to look; empty lines that it passed over count as well.
        let began = record.position().map_or(0, csv::Position::byte);
        let began = usize::try_from(began).unwrap_or(usize::MAX).min(text.len());
        let passed = text.as_bytes()[began..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        line += text.as_bytes()[counted..began + passed].iter().filter(|byte| **byte == b'\n').count();
        counted = began + passed;
        let row = u32::try_from(line).unwrap_or(u32::MAX);
        for (column, field) in record.iter().enumerate().filter(|(_, field)| !field.trim_ascii().is_empty()) {
            let at = At { row, column: u32::try_from(column).unwrap_or(u32::MAX) };
            // Before it is copied.
            if field.len() > limits::CELL_BYTES {
                return Err(ReadError::LongCell { at, bytes: field.len() });
            }
            place(&mut sheet, &mut count, at, Value::Text(unguarded(&String::from_utf8_lossy(field)).to_owned()))?;
        }
    }
}

/// The text of the file, without its mark.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    let start = bytes.get(..2).unwrap_or_default();
    let zeros = bytes.iter().take(64).filter(|byte| **byte == 0).count();
    if start == [0xFF, 0xFE] || start == [0xFE, 0xFF] || zeros > 4 {
        return Err(ReadError::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8 { byte: error.valid_up_to() })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The mark between fields: what a line `sep=;` says, or what the first line has most of outside quotation
/// marks. With the text after such a line, and the number of its first line.
fn mark(text: &str) -> (u8, &str, usize) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(told) = first.strip_prefix("sep=").and_then(|mark| mark.bytes().next())
        && MARKS.contains(&told)
    {
        return (told, text.split_once('\n').map_or("", |(_, rest)| rest), 2);
    }
    let mut counts = [0_usize; MARKS.len()];
    let mut quoted = false;
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (count, mark) in counts.iter_mut().zip(MARKS) {
            *count += usize::from(!quoted && byte == mark);
        }
    }
    let best = counts.iter().max().copied().unwrap_or_default();
    let mark = counts.iter().zip(MARKS).find(|(count, _)| **count == best).map_or(b',', |(_, mark)| mark);
    (mark, text, 1)
}

/// The apostrophe that keeps a text from being taken for a formula is no part of it.
fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| crate::write::is_guarded(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &[u8]) -> String {
        let sheet = read(text).unwrap();
        let row = |row: &crate::Row| {
            let cells = row
                .cells
                .iter()
                .map(|(column, value)| format!("{}={}", At { row: row.number, column: *column }, value.shown()));
            cells.collect::<Vec<_>>().join(" ")
        };
        sheet.rows.iter().map(row).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn every_habit_of_spreadsheet_programs_is_read() {
        let wanted = "A1=a B1=b | A2=1 B2=x y";
        for text in [
            "a,b\n1,x y\n",
            "a;b\r\n1;x y\r\n",
            "a\tb\n1\tx y",
            "\u{FEFF}a,b\n1,\"x y\"\n",
            "\"a\",\"b\"\n1,x y,,\n,,\n\n",
        ] {
            assert_eq!(shown(text.as_bytes()), wanted, "{text}");
        }
        assert_eq!(shown(b"sep=;\na;b,c\n1;x\n"), "A2=a B2=b,c | A3=1 B3=x");
        assert_eq!(shown(b"\"a;b;c\",d\n"), "A1=a;b;c B1=d");
        assert_eq!(shown(b"a\n\n\"two\nlines\"\nb\n"), "A1=a | A3=two\nlines | A5=b");
        assert_eq!(shown(b"'=1+1,'x,-5\n"), "A1==1+1 B1='x C1=-5");
        assert_eq!(shown(b""), "");
    }

    #[test]
    fn other_encodings_are_named() {
        let utf16: Vec<u8> = "item,unit".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), Err(ReadError::Utf16));
        assert_eq!(read(&[&[0xFF, 0xFE][..], &utf16].concat()), Err(ReadError::Utf16));
        assert_eq!(read(b"item,d\xE9sert"), Err(ReadError::NotUtf8 { byte: 6 }));
    }

    #[test]
    fn bounds_hold() {
        let wide = ",".repeat(300) + "x";
        assert!(matches!(read(wide.as_bytes()), Err(ReadError::TooManyColumns { .. })));
        let long = "\n".repeat(20_000) + "x";
        assert_eq!(read(long.as_bytes()), Err(ReadError::TooManyRows { row: 20_001 }));
        let open = format!("a,\"{}", "x\n".repeat(9_000));
        assert!(matches!(read(open.as_bytes()), Err(ReadError::LongCell { at: At { row: 1, column: 1 }, .. })));
    }
}
