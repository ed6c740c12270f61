//! Codes that scan, off the page.

use crate::samples::{certificate, checks, orders, waybill};
use crate::seen::{poppler, printed};
use paper::Document;
use std::collections::BTreeSet;
use words::Lang;

/// Every QR code on the pages, read from their pictures as cheap printers make them.
///
/// At two resolutions: where an edge falls between two pixels on every line, this reader sees no code.
fn scanned(pdf: &[u8]) -> Option<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for resolution in ["200", "220"] {
        let pictures = poppler("pdftoppm", &["-gray", "-r", resolution, "-"], pdf)?;
        let mut rest = pictures.as_slice();
        while !rest.is_empty() {
            let (width, height, grey, after) = picture(rest);
            let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey[y * width + x]);
            found.extend(prepared.detect_grids().iter().map(|grid| grid.decode().unwrap().1));
            rest = after;
        }
    }
    Some(found)
}

/// One binary PGM: `P5`, width, height, largest value, the bytes.
fn picture(pgm: &[u8]) -> (usize, usize, &[u8], &[u8]) {
    let mut fields = Vec::new();
    let mut at = 0;
    while fields.len() < 4 {
        let end = at + pgm[at..].iter().position(u8::is_ascii_whitespace).unwrap();
        fields.push(std::str::from_utf8(&pgm[at..end]).unwrap());
        at = end + 1;
    }
    assert_eq!((fields[0], fields[3]), ("P5", "255"));
    let (width, height) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
    let (grey, rest) = pgm[at..].split_at(width * height);
    (width, height, grey, rest)
}

#[test]
fn a_waybill_has_the_code_of_its_statement_and_of_each_package() {
    for lang in Lang::ALL {
        let Some(found) = scanned(&printed(&Document::Waybill(waybill(3)), lang)) else { return };
        let statement = format!("qafila statement\nsahel-2013.example/dz-log 167\n{}", "a7".repeat(32));
        let expected = [statement.as_str(), "006141411234567890", "006141411234567906"];
        assert_eq!(found, expected.map(str::to_owned).into(), "{lang}");
    }
}

#[test]
fn certificates_and_check_sheets_have_theirs() {
    let Some(found) = scanned(&printed(&Document::Certificate(certificate(true, 0)), Lang::Ar)) else { return };
    let statement = format!("qafila statement\nsahel-2013.example/dz-log 94\n{}", "5e".repeat(32));
    assert_eq!(found, [statement, "006141411234567890".to_owned()].into());
    let found = scanned(&printed(&Document::CheckSheet(checks(2)), Lang::Ar)).unwrap();
    assert_eq!(found, ["qafila checks\nml-army depot-gao\n2013-03-20T08:00:00Z".to_owned()].into());
}

#[test]
fn orders_have_the_code_of_their_statement_or_of_the_plan() {
    let Some(found) = scanned(&printed(&Document::MovementOrder(orders(1)), Lang::Fr)) else { return };
    let plan = format!("qafila plan\n{}", "ea".repeat(32));
    let order = format!("qafila statement\nsahel-2013.example/dz-log 167\n{}", "a7".repeat(32));
    assert_eq!(found, [plan.clone(), order].into());
    let credit = format!("qafila statement\nsahel-2013.example/dz-log 168\n{}", "a8".repeat(32));
    assert_eq!(scanned(&printed(&Document::Credits(orders(1)), Lang::Ar)).unwrap(), [plan, credit].into());
}
