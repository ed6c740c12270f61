//! Workbooks: what is written is read back, here and by another program; what was made to harm is refused.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use calamine::{Data, Reader as _, Xlsx};
use proptest::prelude::*;
use sheets::{At, Cell, Page, ReadError, Sheet, Value, limits, read, to_csv, to_xlsx};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;

/// A workbook of given parts, beside the two that name them.
fn workbook(sheet: &str, others: &[(&str, String)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = [
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "sharedStrings", "sharedStrings.xml"),
        relation("rId3", "styles", "/xl/styles.xml"),
        relation("rId4", "worksheet", "worksheets/sheet1.xml"),
    ];
    let book = format!(
        r#"<workbook {MAIN} xmlns:r="x"><sheets><sheet name="hidden" state="hidden" r:id="rId4"/><sheet name="stock &amp; items" r:id="rId1"/></sheets></workbook>"#
    );
    let mut parts = vec![
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{}</Relationships>", relations.concat())),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst {MAIN}><si><t>one</t></si><si><r><t>t</t></r><r><t xml:space=\"preserve\">wo &amp;&#x20;</t></r><rPh><t>aside</t></rPh></si></sst>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                r#"<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#
            ),
        ),
    ];
    for (name, bytes) in others {
        parts.retain(|(known, _)| known != name);
        parts.push((name, bytes.clone()));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cells(rows: &str) -> String {
    format!("<worksheet {MAIN}><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>")
}

fn shown(sheet: &Sheet) -> String {
    let row = |row: &sheets::Row| {
        let cells =
            row.cells.iter().map(|(column, value)| format!("{}={value:?}", At { row: row.number, column: *column }));
        cells.collect::<Vec<_>>().join(" ")
    };
    sheet.rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_sort_of_cell_is_read() {
    let rows = r#"<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2"><v>24</v></c><c><v>0.10000000000000001</v></c></row>
        <row><c t="inlineStr"><is><t>in &lt;line</t></is></c><c s="1"><v>45943</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>
        <row r="9"><c r="A9"><f>SUM(A1:A3)</f><v>7</v></c><c r="B9" t="str"><f/><v>x</v></c><c r="C9" t="str"><v>plain</v></c><c r="D9"/><c r="E9" t="d"><v>2026-05-31T00:00:00</v></c></row>"#;
    let merged = format!(
        "{}<mergeCells><mergeCell ref=\"A2:B3\"/></mergeCells></worksheet>",
        cells(rows).trim_end_matches("</worksheet>")
    );
    let sheet = read(&workbook(&merged, &[]), None).unwrap();
    assert_eq!(sheet.name, "stock & items");
    assert_eq!(sheet.merged.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A2:B3"]);
    assert_eq!(
        shown(&sheet),
        "A2=Text(\"two & \") C2=Number(\"24\") D2=Number(\"0.1\")\n\
         A3=Text(\"in <line\") B3=Day(\"2025-10-13\") C3=Truth(true) D3=Fault(\"#REF!\")\n\
         A9=Formula(\"=SUM(A1:A3)\") B9=Formula(\"=\") C9=Text(\"plain\") E9=Day(\"2026-05-31\")"
    );
    assert_eq!(read(&workbook(&merged, &[]), Some("hidden")).unwrap().name, "hidden");
    let error = read(&workbook(&merged, &[]), Some("Stock")).unwrap_err();
    assert_eq!(error.to_string(), "the workbook has no sheet `Stock`; it has hidden, stock & items");
}

#[test]
fn what_was_made_to_harm_is_refused() {
    let refused = |sheet: &str| read(&workbook(sheet, &[]), None).unwrap_err().to_string();
    let bomb = format!("{}{}", cells(""), " ".repeat(limits::UNPACKED_BYTES));
    let packed = workbook(&bomb, &[]);
    assert!(packed.len() < 100_000, "{}", packed.len());
    assert_eq!(read(&packed, None), Err(ReadError::TooMuch));
    assert_eq!(
        refused(&cells(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#)),
        "row 1048576 is beyond the 20000 rows that are accepted"
    );
    assert_eq!(
        refused(&cells(r#"<row><c r="XFD1"><v>1</v></c></row>"#)),
        "cell XFD1 is beyond the 256 columns that are accepted"
    );
    for (row, why) in [
        (r#"<c r="ZZZZZZZZ1"><v>1</v></c>"#, "`ZZZZZZZZ1` is no cell address"),
        (r#"<c t="s"><v>99</v></c>"#, "`99` is no shared text"),
        (r#"<c t="s"><v>-1</v></c>"#, "`-1` is no shared text"),
        ("<c><v>1e999</v></c>", "`1e999` is no number"),
        ("<c><v>12</v>", "ill-formed"),
        (r#"<c t="z"><v>1</v></c>"#, "`z` is no type of cell"),
    ] {
        let told = refused(&cells(&format!("<row r=\"1\">{row}</row>")));
        assert!(
            told.starts_with("part `xl/worksheets/sheet1.xml` of the workbook cannot be read: ") && told.contains(why),
            "{told}"
        );
    }
    assert_eq!(
        refused(&cells(r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#)),
        "cell A1 stands twice in the file"
    );
    assert_eq!(
        refused(&cells(r#"<row r="2"><c><v>1</v></c></row><row r="1"><c><v>2</v></c></row>"#)),
        "row 1 comes after a later row in the file"
    );
    let shared = r#"<row r="1"><c r="A1"><f t="shared" si="4000000000" ref="A1:A2">1</f><v>1</v></c></row>"#;
    assert_eq!(shown(&read(&workbook(&cells(shared), &[]), None).unwrap()), "A1=Formula(\"=1\")");
    let laughs = r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>"#.to_owned();
    let told = read(&workbook(&cells(""), &[("xl/sharedStrings.xml", laughs)]), None).unwrap_err().to_string();
    assert!(told.ends_with("it has a document type"), "{told}");
}

#[test]
fn other_files_are_named() {
    assert_eq!(read(&[0xD0, 0xCF, 0x11, 0xE0, 0], None), Err(ReadError::OldWorkbook));
    assert!(matches!(read(b"PK\x03\x04 and no more", None), Err(ReadError::NoWorkbook { .. })));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    let ods = zip.finish().unwrap().into_inner();
    assert_eq!(read(&ods, None).unwrap_err().to_string(), "the file is no workbook: it is an OpenDocument file");
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..=limits::PARTS {
        many.start_file(format!("p{part}"), SimpleFileOptions::default()).unwrap();
    }
    assert_eq!(
        read(&many.finish().unwrap().into_inner(), None),
        Err(ReadError::TooManyParts { parts: limits::PARTS + 1 })
    );
    assert_eq!(
        read(&vec![b'a'; limits::FILE_BYTES + 1], None),
        Err(ReadError::TooLong { bytes: limits::FILE_BYTES + 1 })
    );
}

fn page(rows: Vec<Vec<Cell>>) -> Page {
    Page {
        name: "الحساب".to_owned(),
        headings: vec!["item".to_owned(), "الكمية".to_owned()],
        tags: Some(vec!["#item+code".to_owned(), "#quantity".to_owned()]),
        rows,
        right_to_left: true,
    }
}

/// What was written, as it comes back.
fn back(cell: &Cell, csv: bool) -> Option<Value> {
    match cell {
        Cell::Text(text) if text.trim().is_empty() => None,
        Cell::Text(text) => Some(Value::Text(text.clone())),
        Cell::Count(count) if csv || count.abs() > 999_999_999_999_999 => Some(Value::Text(count.to_string())),
        Cell::Count(count) => Some(Value::Number(count.to_string())),
        Cell::Empty => None,
    }
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        "[=+@'a-c\"<&;, \u{e9}\u{642}-]{1,6}".prop_map(Cell::Text),
        any::<i64>().prop_map(|count| Cell::Count(count.into())),
        (-1000_i128..1000).prop_map(Cell::Count),
        Just(Cell::Empty),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read_back(rows in prop::collection::vec(prop::collection::vec(any_cell(), 2), 0..6)) {
        let page = page(rows);
        for csv in [true, false] {
            let bytes = if csv { to_csv(&page).into_bytes() } else { to_xlsx(std::slice::from_ref(&page)).unwrap() };
            let sheet = read(&bytes, None).unwrap();
            for (number, cells) in (3..).zip(&page.rows) {
                let row = sheet.rows.iter().find(|row| row.number == number);
                for (column, cell) in (0..).zip(cells) {
                    let read = row.and_then(|row| row.cells.get(&column));
                    prop_assert_eq!(read.cloned(), back(cell, csv), "{} {}", csv, number);
                }
            }
        }
    }

    #[test]
    fn no_bytes_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..400), zip in any::<bool>(), at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let _ = read(&bytes, None);
        if zip {
            bytes = workbook(&cells("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row>"), &[]);
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let _ = read(&bytes, None);
        }
    }
}

#[test]
fn another_program_reads_the_same_and_finds_no_formula() {
    let rows = vec![
        vec![Cell::from("=1+1"), Cell::Count(960)],
        vec![Cell::from("@cmd"), Cell::Count(-7)],
        vec![Cell::from("'quoted"), Cell::Count(1 << 60)],
    ];
    let page = page(rows);
    let bytes = to_xlsx(std::slice::from_ref(&page)).unwrap();
    assert_eq!(bytes, to_xlsx(std::slice::from_ref(&page)).unwrap(), "the same pages, the same bytes");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    assert_eq!(book.worksheet_formula("الحساب").unwrap().used_cells().count(), 0);
    let range = book.worksheet_range("الحساب").unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let read: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
    assert_eq!(read[1], [text("#item+code"), text("#quantity")]);
    assert_eq!(read[2], [text("=1+1"), Data::Float(960.0)]);
    assert_eq!(read[3], [text("@cmd"), Data::Float(-7.0)]);
    assert_eq!(read[4], [text("'quoted"), text("1152921504606846976")]);
    assert_eq!(to_csv(&page).lines().nth(2), Some("'=1+1,960"));
}
