//! Pages: how many, with what on each of them, and always the same bytes.

use crate::samples::{at, certificate, checks, orders, waybill};
use crate::seen::{pages, poppler, printed};
use paper::{Document, PaperError, ROWS_MAX, print};
use words::{Lang, Words};

fn documents() -> [(&'static str, Document); 8] {
    [
        ("waybill", Document::Waybill(waybill(120))),
        ("certificate", Document::Certificate(certificate(true, 120))),
        ("offer", Document::Certificate(certificate(false, 0))),
        ("check sheet", Document::CheckSheet(checks(60))),
        ("movement order", Document::MovementOrder(orders(20))),
        ("march table", Document::MarchTable(orders(20))),
        ("load lists", Document::LoadLists(orders(20))),
        ("credits", Document::Credits(orders(20))),
    ]
}

#[test]
fn long_lists_fill_as_many_pages_as_they_did() {
    let mut counted = Vec::new();
    for (name, document) in documents() {
        for lang in Lang::ALL {
            let Some(pages) = pages(&printed(&document, lang)) else { return };
            counted.push(format!("{name} {lang} {pages}"));
        }
    }
    insta::assert_snapshot!(counted.join("\n"), @r"
    waybill en 7
    waybill fr 7
    waybill ar 7
    certificate en 4
    certificate fr 4
    certificate ar 4
    offer en 1
    offer fr 1
    offer ar 1
    check sheet en 7
    check sheet fr 5
    check sheet ar 5
    movement order en 3
    movement order fr 3
    movement order ar 3
    march table en 3
    march table fr 3
    march table ar 3
    load lists en 7
    load lists fr 7
    load lists ar 7
    credits en 2
    credits fr 2
    credits ar 2
    ");
}

#[test]
fn every_page_says_what_it_is_which_it_is_and_repeats_the_headings() {
    let pdf = printed(&Document::Certificate(certificate(true, 120)), Lang::En);
    let Some(all) = pages(&pdf) else { return };
    for page in 1..=all {
        let (first, number) = (page.to_string(), page.to_string());
        let text = poppler("pdftotext", &["-f", &first, "-l", &number, "-", "-"], &pdf).unwrap();
        let text = String::from_utf8(text).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        let expected = [
            "Handover certificate 11-DZ-01",
            &format!("page {page} of {all}"),
            "Printed 2013-03-20 09:00 CET/+01",
            "5e5e5e5e",
        ];
        for words in expected {
            assert!(text.replace('\u{200B}', "").contains(words), "page {page} lacks `{words}`: {text}");
        }
        let listing = text.contains("Blankets");
        assert_eq!(listing, listing && text.contains("More or less"), "page {page}: {text}");
    }
}

#[test]
fn same_data_same_bytes_and_another_time_is_another_paper() {
    for (name, document) in documents() {
        assert!(printed(&document, Lang::Ar) == printed(&document, Lang::Ar), "{name}");
    }
    let words = Words::new(Lang::En);
    let later = |time| print(&Document::CheckSheet(checks(1)), at(time), &words).unwrap();
    assert_ne!(later("2013-03-20T08:00:00Z"), later("2013-03-20T08:01:00Z"));
}

#[test]
fn a_list_that_nobody_reads_on_paper_is_refused() {
    let long = Document::CheckSheet(checks(u32::try_from(ROWS_MAX).unwrap()));
    let refused = print(&long, at("2013-03-20T08:00:00Z"), &Words::new(Lang::En)).unwrap_err();
    assert!(matches!(refused, PaperError::TooLong { rows } if rows > ROWS_MAX), "{refused}");
}
