//! A report in any language, or none: drafts whose spans are inside the text, or a refusal.
#![no_main]

use libfuzzer_sys::fuzz_target;
use qafila_fuzz::{plant, reports};
use reader::{Date, Gazetteer, Lexicons, Request, read};
use std::sync::OnceLock;

static RULES: OnceLock<(Lexicons, Gazetteer)> = OnceLock::new();

fn rules() -> &'static (Lexicons, Gazetteer) {
    RULES.get_or_init(|| {
        let lexicons = Lexicons::shipped().expect("the lexicons are tested");
        (lexicons, Gazetteer::shipped().expect("the gazetteer is tested"))
    })
}

fuzz_target!(
    init: {
        plant(&reports());
        rules();
    },
    |bytes: &[u8]| {
        let (lexicons, gazetteer) = rules();
        let date = Date::new(2013, 2, 8).expect("a day");
        let request = Request { text: bytes, date, outlet: None, outlet_letter: None };
        let Ok(reading) = read(&request, lexicons, gazetteer) else { return };
        let text = std::str::from_utf8(bytes).expect("only UTF-8 is read");
        for draft in &reading.drafts {
            for span in [&draft.span].into_iter().chain(&draft.also_spans).chain(&draft.source.span) {
                assert!(!span.of(text).is_empty());
            }
        }
        assert_eq!(read(&request, lexicons, gazetteer), Ok(reading));
    }
);
