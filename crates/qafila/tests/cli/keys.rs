//! The key file from the command line: what it holds, under which passphrase, what is kept apart.

use crate::support::{PASSPHRASE, Place, Ran, command, item};
use std::fs;

/// Runs with a passphrase for the node, and one for the other file or the change.
fn with(place: &Place, passphrase: &str, other: &str, args: &[&str]) -> Ran {
    let mut command = command(&place.path("dz-log"), args);
    command.env("QAFILA_PASSPHRASE", passphrase).env("QAFILA_OTHER_PASSPHRASE", other);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

const ALL: [&str; 9] = [
    "dz-log/authority",
    "dz-log/convoy",
    "dz-log/movement",
    "dz-log/stores",
    "log",
    "next-log",
    "recovery",
    "seal",
    "witness",
];

fn listed(place: &Place) -> Vec<String> {
    place.run(&["keys", "list"]).ended(0).out.lines().map(str::to_owned).collect()
}

#[test]
fn a_new_node_has_a_key_for_each_purpose() {
    let place = Place::donor();
    assert_eq!(listed(&place), ALL);
    assert_eq!(place.run(&["keys", "list", "--json"]).ended(0).json(), serde_json::json!(ALL));
}

#[test]
fn another_passphrase_opens_the_keys_from_then_on() {
    let place = Place::donor();
    with(&place, "wrong", "new words", &["keys", "passphrase"]).told(1, &["the passphrase does not open `keys.age`"]);
    with(&place, PASSPHRASE, "", &["keys", "passphrase"]).told(1, &["is empty", "QAFILA_OTHER_PASSPHRASE"]);
    place.run(&["keys", "passphrase"]).told(1, &["the other passphrase is not given", "QAFILA_OTHER_PASSPHRASE"]);
    with(&place, PASSPHRASE, "new words", &["keys", "passphrase"]).told(0, &["has the new passphrase"]);
    place.run(&["keys", "list"]).told(1, &["the passphrase does not open"]);
    with(&place, "new words", "", &["keys", "list"]).ended(0);
    assert_eq!(place.names("dz-log"), ["head", "keys.age", "node.sqlite"]);
}

#[test]
fn the_standard_program_opens_the_key_file_with_the_identity() {
    let place = Place::donor();
    let ran = place.run(&["keys", "identity"]).told(0, &["opens the key file"]);
    let identity: age::x25519::Identity = ran.out.trim_end().parse().unwrap();
    let plain = age::decrypt(&identity, &fs::read(place.path("dz-log/keys.age")).unwrap()).unwrap();
    let plain = String::from_utf8(plain).unwrap();
    let names: Vec<&str> = plain.lines().map(|line| line.split_once(' ').unwrap().0).collect();
    assert_eq!(names, ALL);
}

#[test]
fn the_recovery_key_goes_out_of_the_node_and_comes_back() {
    let place = Place::donor();
    let out: &[&str] = &["keys", "take-out", "recovery", "../recovery.age"];
    with(&place, PASSPHRASE, "kept in a safe", out).told(0, &["no longer in the node"]);
    assert!(!listed(&place).contains(&"recovery".to_owned()));
    // The node goes on without it.
    place.fed(&["say", "-"], item("tent")).ended(0);
    with(&place, PASSPHRASE, "kept in a safe", out).told(1, &["no key for `recovery`"]);
    let back: &[&str] = &["keys", "put-back", "../recovery.age"];
    with(&place, PASSPHRASE, "guessed", back).told(1, &["the passphrase does not open `recovery.age`"]);
    place.run(back).told(1, &["the other passphrase is not given"]);
    with(&place, PASSPHRASE, "kept in a safe", back).told(0, &["recovery", "still holds"]);
    assert_eq!(listed(&place), ALL);
    // A file that is there is not written over.
    with(&place, PASSPHRASE, "kept in a safe", &["keys", "take-out", "witness", "../recovery.age"])
        .told(1, &["could not use the key file `recovery.age`"]);
    assert_eq!(listed(&place), ALL);
}

#[test]
fn a_key_of_another_node_does_not_take_the_place_of_ones_own() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let mut out = command(&place.path("ml-army"), &["keys", "take-out", "recovery", "../recovery.age"]);
    assert!(out.env("QAFILA_OTHER_PASSPHRASE", "x").status().unwrap().success());
    with(&place, PASSPHRASE, "x", &["keys", "put-back", "../recovery.age"])
        .told(1, &["the node has another key `recovery`"]);
    assert_eq!(listed(&place), ALL);
}
