//! Checks are captured where the goods are: typed, scanned into a list, photographed, or not shown.

use crate::support::{Place, Ran};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs;

const TRUCKS: [&str; 4] = ["--item", "truck-4x4", "--site", "depot-reggane"];

fn record(place: &Place, args: &[&str]) -> Ran {
    place.run(&[&["checks", "record"], args, &TRUCKS].concat())
}

/// What the newest entry says.
fn newest(place: &Place) -> Value {
    let log = place.run(&["journal", "log", "--json"]).ended(0);
    let entry: Value = serde_json::from_str(log.out.lines().last().unwrap()).unwrap();
    entry["content"]["statement"]["body"].clone()
}

#[test]
fn what_was_scanned_is_signed_once_a_piece() {
    let place = Place::donor();
    let scan = [&["checks", "record", "--method", "scan", "--from", "-"], &TRUCKS[..]].concat();
    place.fed(&scan, "T4-01\r\n\n T4-02 \nT4-01\n").ended(0);
    let piece = |serial: &str| json!({"serial": serial, "result": "present", "method": "scan", "note": null});
    let pieces = json!([piece("T4-01"), piece("T4-02")]);
    assert_eq!(newest(&place), json!({"site": "depot-reggane", "item": "truck-4x4", "pieces": pieces}));

    fs::write(place.path("photo.jpg"), b"a picture").unwrap();
    record(&place, &["T4-03", "--method", "photo", "--photo", "../photo.jpg"]).ended(0);
    assert_eq!(newest(&place)["pieces"][0]["photo"], hex::encode(Sha256::digest(b"a picture")));
    record(&place, &["T4-04", "--result", "not_shown", "--obstacle", "deployed"]).ended(0);
    assert_eq!(newest(&place)["pieces"][0]["obstacle"], "deployed");

    let storage = ["checks", "storage", "depot-reggane", "--point", "locked=met", "--point"];
    place.run(&[&storage[..], &["records=not_met"]].concat()).told(1, &["note"]);
    place.run(&[&storage[..], &["records=not_met:two crates not in the book"]].concat()).ended(0);
    assert_eq!(newest(&place)["points"][1]["note"], "two crates not in the book");
}

#[test]
fn what_cannot_be_is_refused_before_it_is_signed() {
    let place = Place::donor();
    let before = place.entries();
    record(&place, &["T4-91"]).told(1, &["no truck-4x4 with serial `T4-91` is known here", "T4-01"]);
    record(&place, &[]).told(1, &["nothing was looked at"]);
    record(&place, &["T4-01", "--method", "photo"]).told(1, &["T4-01: `photo` must be given", "`--photo FILE`"]);
    record(&place, &["T4-01", "--result", "not_shown"]).told(1, &["`obstacle` must be given"]);
    record(&place, &["T4-01", "--result", "lost"]).told(2, &["present"]);
    let (nowhere, bulk) =
        (["--site", "depot-regane", "--item", "truck-4x4"], ["--site", TRUCKS[3], "--item", "ration-box"]);
    place.run(&[&["checks", "record", "T4-01"], &nowhere[..]].concat()).told(1, &["no place", "depot-reggane"]);
    place.run(&[&["checks", "record", "T4-01"], &bulk[..]].concat()).told(1, &["not tracked by serial"]);
    fs::write(place.path("list"), "T4-01\nT4 02\n").unwrap();
    record(&place, &["--from", "../list"]).told(1, &["line 2", "letters, digits"]);
    assert_eq!(place.entries(), before);
}
