//! Layers above the shipped lexicons: what they may add, and that their examples hold.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test")]

use reader::{EntryFault, Gazetteer, Layer, LexiconError, Lexicons, Request, read};

const THEATRE: &str = include_str!("../../../operations/sahel-2013/lexicon.toml");

fn layered(text: &str) -> Result<Lexicons, LexiconError> {
    Lexicons::layered(&[Layer { name: "theatre", text: THEATRE }, Layer { name: "user", text }])
}

fn entry(words: &str, read_as: &str, positive: &str, negative: &str) -> String {
    format!(
        "[[entry]]\nlanguage = \"fr\"\nwords = [{words}]\nread_as = \"{read_as}\"\nkind = \"road_status\"\nstate = \"cut\"\npositive = \"{positive}\"\nnegative = \"{negative}\"\n"
    )
}

const POSITIVE: &str = "Des habitants ont dit que la route entre Kidal et Gao est sectionnouillée.";
const NEGATIVE: &str = "La sectionnouillée est une danse.";

#[test]
fn the_theatres_entries_hold_their_examples() {
    let (lexicons, gazetteer) = (layered("").unwrap(), Gazetteer::shipped().unwrap());
    assert_eq!(lexicons.entries(), 3);
    assert_eq!(lexicons.check_entries(&gazetteer), []);
}

#[test]
fn an_entry_makes_a_text_readable_and_changes_the_hash() {
    let gazetteer = Gazetteer::shipped().unwrap();
    let user = entry("\"sectionnouillée\"", "coupée", POSITIVE, NEGATIVE);
    let (plain, more) = (layered("").unwrap(), layered(&user).unwrap());
    assert_eq!(more.check_entries(&gazetteer), []);
    assert_ne!(plain.hash(), more.hash());
    assert_ne!(plain.hash(), Lexicons::shipped().unwrap().hash());
    assert_eq!(Lexicons::layered(&[]).unwrap().hash(), Lexicons::shipped().unwrap().hash());
    let found = |lexicons: &Lexicons| {
        let date = "2013-02-08".parse().unwrap();
        let request = Request { text: POSITIVE.as_bytes(), date, outlet: None, outlet_letter: None };
        read(&request, lexicons, &gazetteer).unwrap().drafts.iter().map(|d| d.span.of(POSITIVE).to_owned()).collect()
    };
    let (without, with): (Vec<String>, Vec<String>) = (found(&plain), found(&more));
    assert_eq!(without, Vec::<String>::new());
    assert_eq!(with, ["la route entre Kidal et Gao est sectionnouillée"]);
}

#[test]
fn the_users_layer_is_above_the_theatres() {
    let words = |read_as| entry("\"sectionnouillée\"", read_as, POSITIVE, NEGATIVE);
    let (theatre, user) = (words("ouverte"), words("coupée"));
    let layers = [Layer { name: "theatre", text: &theatre }, Layer { name: "user", text: &user }];
    let gazetteer = Gazetteer::shipped().unwrap();
    assert_eq!(Lexicons::layered(&layers).unwrap().check_entries(&gazetteer), []);
    let turned = [layers[1], layers[0]];
    assert_eq!(Lexicons::layered(&turned).unwrap().check_entries(&gazetteer).len(), 2);
}

#[test]
fn examples_that_do_not_hold_are_named() {
    let gazetteer = Gazetteer::shipped().unwrap();
    let nothing = layered(&entry("\"sectionnouillée\"", "coupée", NEGATIVE, NEGATIVE)).unwrap();
    assert!(matches!(nothing.check_entries(&gazetteer)[..], [("user", _, EntryFault::NotFound { .. })]));
    let both = layered(&entry("\"sectionnouillée\"", "coupée", POSITIVE, POSITIVE)).unwrap();
    assert!(matches!(both.check_entries(&gazetteer)[..], [("user", _, EntryFault::Found { .. })]));
}

#[test]
fn what_would_harm_the_rules_is_refused() {
    let ok = |words: &str, read_as: &str| entry(words, read_as, POSITIVE, NEGATIVE);
    for (text, words) in [
        (ok("", "coupée"), "entry 1: `words` is empty"),
        (ok("\"xq\"", "coupée"), "`xq` has 2 letters, a form needs 3"),
        (ok("\"dans\"", "coupée"), "`dans` is a function word"),
        (ok("\"ouverte\"", "coupée"), "the rules know `ouverte` already"),
        (ok("\"deux mots\"", "coupée"), "`deux mots` is not one word"),
        (ok("\"sectionnouillée\"", "zigzaguer"), "the rules do not know `zigzaguer`"),
        (ok("\"autrechose\"", "coupée"), "`positive` has none of the words"),
        (entry("\"sectionnouillée\"", "coupée", " ", NEGATIVE), "`positive` is empty"),
        (ok("\"sectionnouillée\"", "coupée").replace("road_status", "road"), "`road` is no report kind"),
        (
            ok("\"sectionnouillée\"", "coupée").replace("\"cut\"", "\"lifted\""),
            "`lifted` is no state of its kind; it is one of open",
        ),
        (ok("\"sectionnouillée\"", "coupée").replace("\"fr\"", "\"de\""), "`de` is no language; it is one of"),
        ("[[entry]]\nlanguage = 3".to_owned(), "lexicon `user` is no lexicon"),
        (" ".repeat(2 << 20), "has 2097152 bytes"),
        (ok("\"sectionnouillée\"", "coupée").repeat(2001), "2001 entries, at most 2000"),
    ] {
        let error = layered(&text).unwrap_err().to_string();
        assert!(error.contains(words), "`{words}` is not in {error}");
    }
}
