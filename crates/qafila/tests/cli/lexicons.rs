//! Words of a theatre and of a user above the shipped rules: tried, compared, added, suggested.

use crate::support::{Place, Ran, operation};
use serde_json::Value;
use std::fs;

/// A word that was made up, so that no rule will ever know it.
const TEXT: &str = "Des habitants ont dit que la route entre Kidal et Gao est sectionnouillée. La route est longue.\n";

fn add(place: &Place, negative: &str) -> Ran {
    let args = [
        ["lexicon", "add", "--language", "fr"],
        ["--word", "sectionnouillée", "--as", "coupée"],
        ["--kind", "road_status", "--state", "cut"],
        ["--positive", TEXT, "--negative", negative],
    ];
    place.run(&args.concat())
}

fn read(place: &Place) -> Vec<Value> {
    let ran = place.fed(&["read", "-", "--date", "2013-02-08", "--json"], TEXT).ended(0);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_word_is_added_only_with_examples_that_hold() {
    let place = Place::donor();
    assert_eq!(read(&place), Vec::<Value>::new());
    add(&place, TEXT).told(1, &["lexicon `user`, entry for `sectionnouillée`: a road_status cut is found in"]);
    add(&place, "Rien.").told(1, &["`negative` has none of the words"]);
    let before = place.run(&["lexicon", "test", "--json"]).ended(0).json();
    // Those of the theatre.
    assert_eq!(before["entries"], 3);
    add(&place, "La sectionnouillée est une danse.").ended(0);
    let after = place.run(&["lexicon", "test", "--json"]).ended(0).json();
    assert_eq!((&after["entries"], &after["faults"]), (&4.into(), &serde_json::json!([])));
    assert_ne!(before["lexicon"], after["lexicon"]);
    let drafts = read(&place);
    assert_eq!((drafts.len(), &drafts[0]["args"]["status"]), (1, &"cut".into()));
    add(&place, "La sectionnouillée est une danse.").ended(0);
}

#[test]
fn a_file_is_compared_over_the_texts_that_are_kept() {
    let place = Place::donor();
    let text = "L'armée a annoncé que la route entre Kidal et Tessalit est fermée.\nLa route entre Kidal et Gao est sectionnouillée.\n";
    place.fed(&["read", "-", "--date", "2013-02-08", "--accept", "all"], text).ended(0);
    let suggested = place.run(&["lexicon", "suggest", "--json"]).ended(0).json();
    assert!(suggested["words"].to_string().contains("sectionnouillée"), "{suggested}");
    let layer = fs::read_to_string(operation("lexicon.toml")).unwrap()
        + "[[entry]]\nlanguage = \"fr\"\nwords = [\"sectionnouillée\"]\nread_as = \"coupée\"\nkind = \"road_status\"\nstate = \"cut\"\npositive = \"La route entre Kidal et Gao est sectionnouillée.\"\nnegative = \"La sectionnouillée.\"\n";
    fs::write(place.path("user.toml"), layer).unwrap();
    place.run(&["lexicon", "test", "../user.toml"]).ended(0);
    let diff = place.run(&["lexicon", "diff", "../user.toml", "--json"]).ended(0).json();
    assert_ne!(diff["before"], diff["after"]);
    let gained = &diff["texts"][0]["gained"];
    assert_eq!((gained.as_array().map(Vec::len), &gained[0]["kind"]), (Some(1), &"road_status".into()), "{diff}");
    assert_eq!(diff["texts"][0]["lost"], serde_json::json!([]));
    let told = place.run(&["lexicon", "diff", "../user.toml"]).ended(0);
    assert!(told.out.contains("gained: 1, lost: 0"), "{}", told.out);
    // Nothing of it was kept.
    assert_eq!(place.run(&["lexicon", "test", "--json"]).ended(0).json()["entries"], 3);
    fs::write(place.path("user.toml"), "[[entry]]\nwords = 3\n").unwrap();
    place.run(&["lexicon", "test", "../user.toml"]).told(1, &["lexicon `user` is no lexicon", "lexicon.toml"]);
}

#[test]
fn examples_that_no_longer_hold_are_findings() {
    let place = Place::donor();
    let layer = fs::read_to_string(operation("lexicon.toml")).unwrap().replace("est coupé depuis hier", "est long");
    fs::write(place.path("user.toml"), layer).unwrap();
    let ran = place.run(&["lexicon", "test", "../user.toml"]).ended(3);
    assert!(ran.out.contains("user: goudron: no road_status cut is found in: Des habitants"), "{}", ran.out);
    assert!(ran.out.contains("examples that do not hold: 1"), "{}", ran.out);
}
