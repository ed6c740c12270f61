//! The bank of plain sentences must not be read worse than it was: its figures have floors.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a test prints its figures")]

mod bank;

use reader::{Gazetteer, Language, Lexicons};
use std::collections::BTreeMap;
use std::path::Path;

const BANK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/dev/bank");

#[test]
fn the_bank_is_read_no_worse_than_its_floors() {
    let (lexicons, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    let floors: BTreeMap<String, BTreeMap<String, usize>> =
        toml::from_str(&std::fs::read_to_string(format!("{BANK}/floors.toml")).unwrap()).unwrap();
    for language in Language::ALL {
        let rows = bank::load(Path::new(BANK), *language).unwrap();
        let figures = bank::run(&rows, &lexicons, &gazetteer).unwrap();
        let floors = &floors[language.code()];
        let misread = figures.misread.iter().map(|count| count.read).sum::<usize>();
        println!(
            "{} learned {} kept {} misread {misread}",
            language.code(),
            figures.learned.rate(),
            figures.kept.rate()
        );
        assert!(
            figures.by.values().all(|[learned, _]| learned.all > 0),
            "{}: a kind without sentences",
            language.code()
        );
        assert!(figures.learned.rate() >= floors["learned"], "{}: learned\n{}", language.code(), figures.mistakes);
        assert!(figures.kept.rate() >= floors["kept"], "{}: kept {}", language.code(), figures.kept.rate());
        assert!(misread <= floors["misread_at_most"], "{}: {misread} misread\n{}", language.code(), figures.mistakes);
    }
}
