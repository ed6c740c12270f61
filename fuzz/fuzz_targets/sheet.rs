//! Spreadsheets from strangers: a file as it is, or a sheet's XML in a sound package, as no fuzzer would find one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qafila_fuzz::plant;
use sheets::{Cell, Page, limits, read, to_xlsx};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const BOOK: &str = r#"<workbook><sheets><sheet name="a" r:id="r"/></sheets></workbook>"#;
const RELATIONS: &str =
    r#"<R><R Id="r" Type="x/worksheet" Target="s.xml"/><R Id="t" Type="x/sharedStrings" Target="t.xml"/></R>"#;

/// First byte of an input that is a sheet's XML.
const WRAPPED: u8 = b'<';

fn package(sheet: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/t.xml", sheet),
        ("xl/s.xml", sheet),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, stored).expect("a name of ours");
        zip.write_all(bytes).expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}

fn seeds() -> Vec<Vec<u8>> {
    let page = Page {
        name: "a".to_owned(),
        headings: vec!["item".to_owned(), "quantity".to_owned()],
        rows: vec![vec![Cell::from("x"), Cell::Count(7)]],
        ..Page::default()
    };
    let sheet = r#"<w><sheetData><row r="1"><c r="A1" s="1"><v>7</v></c><c t="inlineStr"><is><t>x</t></is></c><c t="s"><v>0</v></c><c><f>1</f><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><si><t>y</t></si></w>"#;
    vec![to_xlsx(&[page]).unwrap_or_default(), b"sep=;\nitem;unit\n\"a\";'=1\n".to_vec(), sheet.as_bytes().to_vec()]
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        let packed = (bytes.first() == Some(&WRAPPED)).then(|| package(bytes));
        if let Ok(sheet) = read(packed.as_deref().unwrap_or(bytes), None) {
            let mut last = 0;
            for row in &sheet.rows {
                assert!(row.number > last && row.number <= limits::ROWS && !row.cells.is_empty());
                assert!(row.cells.values().all(|value| value.shown().len() <= limits::CELL_BYTES));
                last = row.number;
            }
        }
    }
);
