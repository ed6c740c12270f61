//! What a text needs of the rules is enough to read it.
#![expect(clippy::unwrap_used, reason = "a test")]

use reader::{Gazetteer, Lexicons, Request, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn texts(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|end| end == "txt") {
            found.push(path);
        }
    }
}

#[test]
fn a_text_is_read_by_the_rules_of_its_scripts_as_by_all() {
    let mut found = Vec::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dev"), &mut found);
    let (all, gazetteer) = (Lexicons::shipped().unwrap(), Gazetteer::shipped().unwrap());
    // One load for every way of mixing scripts, by the first text that has it.
    let mut loaded: BTreeMap<(bool, bool), Lexicons> = BTreeMap::new();
    let mut read_so = 0;
    for path in found {
        let text = std::fs::read_to_string(path).unwrap();
        let arabic = text.contains(|c: char| ('\u{600}'..='\u{6ff}').contains(&c) && c.is_alphabetic());
        let latin = text.contains(|c: char| c.is_ascii_alphabetic());
        let needed = loaded.entry((arabic, latin)).or_insert_with(|| Lexicons::shipped_for(&text).unwrap());
        let request =
            Request { text: text.as_bytes(), date: "2017-03-16".parse().unwrap(), outlet: None, outlet_letter: None };
        let (by_needed, by_all) =
            (read(&request, needed, &gazetteer).unwrap(), read(&request, &all, &gazetteer).unwrap());
        assert_eq!(format!("{by_needed:?}"), format!("{by_all:?}"), "{text}");
        read_so += 1;
    }
    assert!(read_so > 100 && loaded.len() == 3, "{read_so} texts, {} mixtures", loaded.len());
}
