//! What others write cannot fail a page, nor command it.

use crate::samples::{certificate, checks, goods, orders, waybill};
use crate::seen::{pages, printed, text};
use paper::Document;
use proptest::prelude::*;
use units::Unit;
use words::Lang;

/// Long, of both directions, with marks, controls, markup, and characters that no font here has.
const NASTY: [&str; 10] = [
    "#panic(\"x\") $x$ *b* _i_ `raw` <label> @ref \\ // /* [",
    "\u{202E}evil\u{202C} \u{2067}unclosed \u{2066}",
    "\u{0}\u{7}\u{1b}[31m\u{9f}\r\n\t\u{2028}",
    "加拿大 ☐ → 🚚 \u{10FFFF} \u{E000}\u{E001}",
    "كل\u{301}مة a\u{64B}b \u{301}\u{64B}",
    "مواد MIX 2013-02-08 عربي 11-DZ-01 نص",
    "",
    " ",
    "\u{200B}\u{200D}\u{FEFF}\u{AD}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30A}",
];

#[test]
fn names_of_any_kind_are_printed_in_every_language() {
    let mut names: Vec<String> = NASTY.map(str::to_owned).to_vec();
    names.extend([NASTY.concat(), "W".repeat(1024), "ش".repeat(512), "long name of many words ".repeat(40)]);
    for lang in Lang::ALL {
        let mut bill = waybill(0);
        bill.givers = names.clone();
        bill.loads[1].goods = names.iter().map(|name| goods("item", name, 1, Unit::Box)).collect();
        let mut paper = certificate(true, 0);
        paper.lines[0].note = Some(names.concat());
        paper.giver = names.concat();
        let mut sheet = checks(3);
        sheet.pieces[0].name = names.concat();
        let mut plan = orders(1);
        (plan.by, plan.situation) = (names.concat(), names.concat());
        plan.columns[0].points[0].place = names.concat();
        plan.columns[0].loads[0].goods[0].name = names.concat();
        plan.columns[0].route = names.clone();
        let planned = [Document::MovementOrder, Document::MarchTable, Document::LoadLists, Document::Credits];
        for paper in planned {
            assert!(printed(&paper(plan.clone()), lang).starts_with(b"%PDF-"));
        }
        for document in [Document::Waybill(bill), Document::Certificate(paper), Document::CheckSheet(sheet)] {
            assert!(printed(&document, lang).starts_with(b"%PDF-"));
        }
    }
}

#[test]
fn markup_is_text_and_what_the_fonts_lack_is_marked() {
    let mut bill = waybill(0);
    bill.givers = vec!["#panic(1) *b*".to_owned(), "加☐".to_owned()];
    let Some(text) = text(&printed(&Document::Waybill(bill), Lang::En)) else { return };
    assert!(text.contains("#panic(1) *b*") && text.contains("\u{FFFD}\u{FFFD}"), "{text}");
}

#[test]
fn five_hundred_lines_are_printed_to_the_last() {
    let document = Document::Certificate(certificate(true, 500));
    for lang in Lang::ALL {
        let pdf = printed(&document, lang);
        let Some(text) = text(&pdf) else { return };
        assert!(text.contains("item-000") && text.contains("item-499"));
        assert!(pages(&pdf).unwrap() > 10);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_printed(name in any::<String>(), note in "\\PC{0,200}", lang in 0..3_usize) {
        let mut paper = certificate(true, 0);
        paper.giver = name;
        paper.lines[0].note = Some(note);
        prop_assert!(printed(&Document::Certificate(paper), Lang::ALL[lang]).len() > 1000);
    }
}
