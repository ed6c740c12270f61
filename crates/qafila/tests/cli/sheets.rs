//! Lists from spreadsheets in, the account out: what is messy is told with its cell, and nothing is half imported.

use crate::crossing::{afterwards, told};
use crate::support::Place;
use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const HEAD: &str = "item;name;unit;mass_kg;volume_l;tracking\n";

/// A catalogue as it comes from a desk: a title, a merged cell, formulas, a day, numbers as text.
fn messy(place: &Place, name: &str) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Items").unwrap();
    sheet.write_string(0, 0, "Catalogue of the depot").unwrap();
    for (column, heading) in
        ["Code", "Nom", "Unité", "Masse (kg)", "Volume (l)", "Suivi", "GTIN", "colour"].iter().enumerate()
    {
        sheet.write_string(2, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    for row in 3..10 {
        sheet.write_string(row, 0, format!("item-{row}")).unwrap();
        sheet.write_string(row, 1, format!("Article {row}")).unwrap();
        sheet.write_string(row, 2, "pièce").unwrap();
        sheet.write_number(row, 3, 12.5).unwrap();
        sheet.write_string(row, 4, "١٢٫٥").unwrap();
        sheet.write_string(row, 5, "vrac").unwrap();
        sheet.write_string(row, 7, "red").unwrap();
    }
    sheet.write_formula(4, 3, Formula::new("=6*2").set_result("12")).unwrap();
    sheet.merge_range(5, 1, 6, 1, "Two of them", &Format::new()).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_number_with_format(7, 3, 45_943.0, &day).unwrap();
    sheet.write_string(8, 2, "boxs").unwrap();
    sheet.write_string(8, 3, "1,234").unwrap();
    sheet.write_string(9, 0, "item-3").unwrap();
    sheet.write_number(9, 3, -4).unwrap();
    sheet.write_string(9, 6, "4006381333932").unwrap();
    book.save(place.path(name)).unwrap();
}

#[test]
fn every_bad_cell_is_told_and_nothing_is_half_imported() {
    let place = Place::donor();
    let before = place.entries();
    messy(&place, "messy.xlsx");
    let ran = place.run(&["catalogue", "import", "../messy.xlsx"]).ended(1);
    insta::assert_snapshot!(ran.err, @r"
    Items!D5 (mass_kg) `=6*2`: it is a formula, and only values are read
    Hint: put the value in its place (copy, then paste values only)
    Items!B6 (name) `Two of them`: it is merged into B6:B7, so it belongs to several rows or columns
    Hint: unmerge the cells and fill each one
    Items!B7 (name) is empty: it is merged into B6:B7, so it belongs to several rows or columns
    Hint: unmerge the cells and fill each one
    Items!D8 (mass_kg) `2025-10-13`: it is a day, as the program that wrote the file understood it
    Hint: write days as 2026-05-31; other orders have two readings
    Items!C9 (unit) `boxs`: `boxs` is no unit; it is one of each, litre, kilogram, box
    Hint: did you mean box, boxes, boites?
    Items!D9 (mass_kg) `1,234`: it can be read as 1234 or as 1.234
    Hint: write it without a mark between thousands
    Items!D10 (mass_kg) `-4`: it is below zero
    Items!G10 (gtin) `4006381333932`: GTIN `4006381333932` ends with 2, but its check digit would be 1; a digit was misread
    columns that were not read: colour
    Error: bad rows: 6, good rows: 1; nothing was appended
    Hint: correct the cells, or append the good rows with `--skip-bad`
    ");
    assert_eq!((ran.out.as_str(), place.entries()), ("", before));
    let ran = place.run(&["catalogue", "import", "../messy.xlsx", "--json"]).ended(1);
    let told: Value = serde_json::from_str(&ran.err).unwrap();
    let cells: Vec<&str> = told["lines"].as_array().unwrap().iter().filter_map(|line| line["cell"].as_str()).collect();
    assert_eq!(cells, ["D5", "B6", "B7", "D8", "C9", "D9", "D10", "G10"]);
    assert_eq!(told["lines"][0]["sheet"], "Items");

    place.run(&["catalogue", "import", "../messy.xlsx", "--skip-bad", "--dry-run"]).ended(3);
    assert_eq!(place.entries(), before);
    let ran = place.run(&["catalogue", "import", "../messy.xlsx", "--skip-bad"]).ended(3);
    assert_eq!(ran.out.lines().count(), 1);
    assert_eq!(place.entries(), before + 1);
    place.run(&["journal", "verify"]).ended(0);
}

#[test]
fn a_clean_list_is_signed_once_and_amends_what_it_changes() {
    let place = Place::donor();
    let before = place.entries();
    let rows = "blanket;Blanket;piece;1,5;6;bulk\ntin;Tin;each;0,4;0,5;lot\n";
    let import = |text: &str, args: &[&str]| {
        fs::write(place.path("list.csv"), text).unwrap();
        place.run(&[&["catalogue", "import", "../list.csv"], args].concat())
    };
    let dry = import(&format!("{HEAD}{rows}"), &["--dry-run"]).ended(0);
    assert_eq!(place.entries(), before);
    // What a dry run prints is what `say` takes.
    fs::write(place.path("drafts.jsonl"), &dry.out).unwrap();
    place.run(&["say", "../drafts.jsonl", "--dry-run"]).ended(0);
    import(&format!("\u{FEFF}{HEAD}{rows}"), &[]).ended(0);
    assert_eq!(place.entries(), before + 2);
    import(&format!("{HEAD}{rows}"), &[]).told(0, &["2 rows say what is known already"]);
    import("#item+code,#item+per_box\ntin,24\n", &[]).ended(0);
    assert_eq!(place.entries(), before + 3);
    let shown = place.run(&["catalogue", "show", "tin", "--json"]).ended(0).json();
    assert_eq!(shown["item"]["conversions"][0]["makes"], 24);
    assert_eq!(shown["item"]["mass"], 400);
    assert_eq!(shown["said"].as_array().unwrap().len(), 2);
    // A mass that cannot be read is told once, in its own cell.
    let ran = import("item,name,unit,mass_g,volume_ml,tracking\npot,Pot,each,-5,1,bulk\n", &[]).ended(1);
    assert!(ran.err.starts_with("D2 (mass_g) `-5`: it is below zero\n"), "{}", ran.err);
    assert!(!ran.err.contains("must be given"), "{}", ran.err);
    import("item,unit\ntin,box\nfoo,each\n", &[]).told(1, &["B2 (unit) `box`: it was each when", "must be given"]);
    place.run(&["catalogue", "show", "tim"]).told(1, &["did you mean tin?"]);
    for lang in ["en", "fr", "ar"] {
        assert!(place.run(&["catalogue", "list", "--lang", lang]).ended(0).out.contains("tin"));
    }
}

#[test]
fn a_stock_list_is_converted_and_not_taken_twice() {
    let place = Place::donor();
    let items = "tin;Tin;each;0,4;0,5;lot\nradio;Radio;each;9;12;serial\n";
    fs::write(place.path("items.csv"), format!("{HEAD}{items}")).unwrap();
    place.run(&["catalogue", "import", "../items.csv"]).ended(0);
    fs::write(place.path("boxes.csv"), "item,per_box\ntin,24\n").unwrap();
    place.run(&["catalogue", "import", "../boxes.csv"]).ended(0);
    let head = "الموقع,الصنف,الكمية,الوحدة,الدفعة,تاريخ الانتهاء,الأرقام التسلسلية\n";
    let rows = "depot-reggane,tin,٤٠,صندوق,L1,2014-05-31,\ndepot-reggane,radio,,,,,R1 R2\ndepot-reggane,radio,,,,,R3\n";
    fs::write(place.path("stock.csv"), format!("{head}{rows}")).unwrap();
    let ran = place.run(&["stock", "import", "../stock.csv", "--json"]).ended(0).json();
    assert_eq!(ran["appended"].as_array().unwrap().len(), 2, "one lot, one site");
    let account = place.run(&["account", "--json"]).json();
    let amount = |item: &str| {
        let book = account["items"].as_array().unwrap().iter().find(|book| book["item"] == item).unwrap();
        let row =
            book["accounts"].as_array().unwrap().iter().find(|row| row["account"] == "stock dz-log depot-reggane");
        row.unwrap()["amount"].clone()
    };
    assert_eq!((amount("tin"), amount("radio")), ("960".into(), "3".into()));
    let shown = place.run(&["catalogue", "show", "tin", "--json"]).json();
    assert_eq!(shown["lots"][0]["expires"], "2014-05-31");

    let before = place.entries();
    place
        .run(&["stock", "import", "../stock.csv"])
        .told(1, &["the book already has 960 of it there", "nothing was appended"]);
    let bad = "site,item,quantity,unit,lot,serials\ndepot-regane,tin,5,,L9,\ndepot-reggane,tim,5,,,\ndepot-reggane,tin,5,litre,L2,\n\
               depot-reggane,radio,2,,,R9\ndepot-reggane,tin,5,,,\n";
    fs::write(place.path("bad.csv"), bad).unwrap();
    let ran = place.run(&["stock", "import", "../bad.csv"]).ended(1);
    insta::assert_snapshot!(ran.err, @r"
    A2 (site) `depot-regane`: no place of that name is known here
    Hint: did you mean depot-reggane, depot-tamanrasset?
    B3 (item) `tim`: no item of that name is known here
    Hint: did you mean tin?
    C4 (quantity) `5`: item tin is counted in each; nothing says how many a litre is
    Hint: `qafila catalogue show ITEM` shows in which units an item is counted;
          whoever defined it may add one
    F5 (serials) `R9`: 1 serial numbers are given for 2
    B5 (item) `radio`: the book already has 3 of it there; changes are said with `stock_adjusted`
    E6 (lot) is empty: it must be given
    Error: bad rows: 5, good rows: 0; nothing was appended
    Hint: correct the cells, or append the good rows with `--skip-bad`
    ");
    assert_eq!(place.entries(), before);
}

#[test]
fn files_that_are_no_lists_are_named() {
    let place = Place::donor();
    let refused = |bytes: &[u8], words: &[&str]| {
        fs::write(place.path("x"), bytes).unwrap();
        place.run(&["catalogue", "import", "../x"]).told(1, words);
    };
    let utf16: Vec<u8> = "item,unit".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused(&utf16, &["UTF-16", "save it as CSV in UTF-8"]);
    refused(b"item,unit\nd\xE9sert,each", &["byte 11 is not UTF-8", "Latin-1"]);
    refused(&[0xD0, 0xCF, 0x11, 0xE0], &["before 2007", "without a password"]);
    refused(b"a,b\n1,2\n", &["none of the first 25 rows has headings", "docs/catalogue.md"]);
    refused(b"item,code,unit\n", &["columns A1 and B1 are both `item`"]);
    refused(&vec![b'a'; 9 << 20], &["longer than the 8388608 bytes"]);
    messy(&place, "messy.xlsx");
    place
        .run(&["catalogue", "import", "../messy.xlsx", "--sheet", "Itms"])
        .told(1, &["it has Items", "did you mean Items?"]);
}

#[test]
fn what_is_exported_is_what_the_account_says() {
    let place = told();
    let ask = |args: &[&str]| afterwards(&place, args);
    let account = ask(&["account", "--why", "--json"]).json();
    let args = ["export", "workbook", "../account.xlsx", "--hxl", "--lang", "ar"];
    ask(&args).ended(0);
    ask(&["export", "csv", "../csv", "--hxl"]).ended(0);
    let bytes = fs::read(place.path("account.xlsx")).unwrap();
    ask(&args).ended(0);
    assert_eq!(bytes, fs::read(place.path("account.xlsx")).unwrap(), "the same account, the same bytes");

    let mut book: Xlsx<_> = calamine::open_workbook(place.path("account.xlsx")).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, ["المطابقة", "التعهدات", "الفروق", "الأرصدة", "المسائل", "الفحوص", "التصريحات"]);
    for (index, file) in
        ["reconciliation", "pledges", "variances", "balances", "matters", "checks", "statements"].iter().enumerate()
    {
        let range = book.worksheet_range(&names[index]).unwrap();
        let sheet: Vec<Vec<String>> = range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect();
        let text = fs::read(place.path(&format!("csv/{file}.csv"))).unwrap();
        let mut csv = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
        let csv: Vec<Vec<String>> = csv.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        assert_eq!(sheet.len(), csv.len(), "{file}");
        assert_eq!(sheet[1], csv[1], "{file}: the same tags");
        assert!(csv[1].iter().all(|tag| tag.starts_with('#')), "{file}");
        assert_eq!(book.worksheet_formula(&names[index]).unwrap().used_cells().count(), 0);
    }
    let rows = |file: &str| -> Vec<BTreeMap<String, String>> {
        let text = fs::read_to_string(place.path(&format!("csv/{file}.csv"))).unwrap();
        let mut csv = csv::Reader::from_reader(text.split_once('\n').unwrap().1.as_bytes());
        csv.deserialize().map(Result::unwrap).collect()
    };
    let lines = account["lines"].as_array().unwrap();
    let reconciled = rows("reconciliation");
    assert_eq!(reconciled.len(), lines.len());
    for (row, line) in reconciled.iter().zip(lines) {
        assert_eq!(row["#item+code"], line["item"].as_str().unwrap());
        for rung in [
            "pledged",
            "packed",
            "dispatched",
            "at_crossing",
            "offered",
            "accepted",
            "disputed",
            "verified",
            "lost",
            "returned",
            "owed",
        ] {
            assert_eq!(row[&format!("#item+num+{rung}")], line[rung].to_string(), "{rung}");
        }
    }
    let amounts: Vec<String> = rows("balances").into_iter().map(|row| row["#item+num"].clone()).collect();
    let accounts = account["items"].as_array().unwrap().iter().flat_map(|book| book["accounts"].as_array().unwrap());
    let wanted: Vec<&str> = accounts.map(|row| row["amount"].as_str().unwrap()).collect();
    assert_eq!(amounts, wanted);
    assert!(amounts.iter().any(|amount| amount.starts_with('-')) && !lines.is_empty());
    let promised = ask(&["account", "--pledges", "--json"]).json();
    let promised = promised["lines"].as_array().unwrap();
    let (pledges, variances) = (rows("pledges"), rows("variances"));
    assert_eq!((pledges.len(), promised.len() > 5), (promised.len(), true));
    for (row, line) in pledges.iter().zip(promised) {
        for (tag, field) in [("pledged", "promised"), ("accepted", "accepted"), ("owed", "owed")] {
            assert_eq!(row[&format!("#item+num+{tag}")], line[field].to_string(), "{field}");
        }
        assert_eq!(row["#date+due"], line["window"]["to"].as_str().unwrap_or_default());
    }
    let told: Vec<String> = variances.iter().map(|row| row["#item+num"].clone()).collect();
    let wanted: Vec<String> =
        account["variances"].as_array().unwrap().iter().map(|variance| variance["quantity"].to_string()).collect();
    assert_eq!((&told, told.is_empty()), (&wanted, false));
    let settled: Vec<String> = rows("matters").into_iter().map(|row| row["#event+type"].clone()).collect();
    assert!(!settled.is_empty() && settled.iter().all(|kind| kind == "handover"), "{settled:?}");
    assert_eq!(rows("checks").len(), account["checks"].as_array().unwrap().len());
    assert_eq!(rows("statements").len(), account["postings"].as_array().unwrap().len());
}
