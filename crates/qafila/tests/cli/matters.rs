//! How a matter ended is shown: how much of what, at whose site, in whose words.

use crate::crossing::{carry, march, then};
use crate::support::{Place, run};
use serde_json::json;
use std::fs;

/// Donor and receiver after a convoy was counted two boxes short, and both know.
fn disputed() -> Place {
    let place = offered();
    then(&place.path("ml-army"), &["handover", "answer", "--count", "ration-box=798:short"]).ended(0);
    carry(&place, "ml-army", "dz-log");
    place
}

/// Donor and receiver at the crossing, with a list that nobody has counted.
fn offered() -> Place {
    let place = Place::of(&["dz-log", "ml-army"]);
    march(&place);
    let giver = place.path("dz-log");
    then(&giver, &["handover", "offer", "11-DZ-01"]).ended(0);
    carry(&place, "dz-log", "ml-army");
    place
}

#[test]
fn the_end_of_a_matter_is_shown() {
    let place = disputed();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let outcomes = ["--outcome", "ration-box=2:with_giver:depot-reggane", "--note", "Both boxes stood in the depot"];
    then(&giver, &[&["handover", "settle"][..], &outcomes].concat()).ended(0);
    let open = then(&giver, &["handover", "matters"]).ended(3);
    let shown = |out: &str, words: &[&str]| {
        let line = out.lines().find(|line| line.contains("with the giver")).unwrap_or_else(|| panic!("{out}"));
        words.iter().for_each(|word| assert!(line.contains(word), "`{word}` is not in {line}"));
    };
    shown(&open.out, &["2 boxes", "Reggane depot", "Both boxes stood in the depot", "dz-log"]);

    carry(&place, "dz-log", "ml-army");
    then(&army, &["handover", "settle", "--agree"]).ended(0);
    let none = then(&army, &["handover", "matters"]).ended(0);
    assert!(!none.out.contains("with the giver"), "settled matters are shown with --all: {}", none.out);
    let settled = then(&army, &["handover", "matters", "--all"]).ended(0);
    shown(&settled.out, &["2 boxes", "Reggane depot", "Both boxes stood in the depot", "dz-log, ml-army"]);
    let matter = then(&army, &["handover", "matters", "--all", "--json"]).ended(0).json()["matters"][0].clone();
    let end = json!({"item": "ration-box", "lot": null, "quantity": 2, "serials": [], "verdict": "with_giver",
        "site": "depot-reggane"});
    assert_eq!(matter["outcomes"], json!([end]));
    assert_eq!(matter["words"]["dz-log"]["note"], "Both boxes stood in the depot");
    assert_eq!(matter["words"]["ml-army"]["outcomes"], json!([end]));
}

/// The picture stays where it is; what is signed of it is in the matter, also through events.
#[test]
fn a_photograph_of_what_differs_is_named_by_its_hash() {
    let place = offered();
    let army = place.path("ml-army");
    fs::write(place.path("wet.jpg"), b"abc").unwrap();
    let answer = ["handover", "answer", "--count", "ration-box=798:damaged", "--photo"];
    let strange = then(&army, &[&answer[..], &["rice=../wet.jpg"]].concat()).ended(1);
    assert!(strange.err.contains("no --count of `rice`"), "{}", strange.err);
    then(&army, &[&answer[..], &["ration-box=../wet.jpg"]].concat()).ended(0);
    let matter = run(&army, &["handover", "matters", "--json"]).json()["matters"][0].clone();
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(matter["differences"][0]["photo"], hash, "{matter}");
}

#[test]
fn a_matter_without_an_end_has_none() {
    let place = disputed();
    let matter = run(&place.path("ml-army"), &["handover", "matters", "--json"]).json()["matters"][0].clone();
    assert!(matter["outcomes"].is_null() && matter["words"] == json!({}), "{matter}");
}

/// A part is counted, the rest stays offered until the giver ends it; a void is too late by then.
#[test]
fn a_count_in_parts_is_closed_by_the_giver() {
    let place = offered();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    then(&army, &["handover", "answer", "--count", "ration-box=300", "--partial"]).ended(0);
    let waits = then(&army, &["handover", "matters", "--json"]).ended(0).json()["unanswered"].clone();
    assert_eq!(waits[0]["status"], "partial");
    let left = waits[0]["left"].as_array().unwrap();
    let boxes = left.iter().find(|line| line["item"] == "ration-box").unwrap();
    assert_eq!(boxes["quantity"], 500);
    carry(&place, "ml-army", "dz-log");
    let offer = waits[0]["offer"].as_str().unwrap();
    let late = then(&giver, &["handover", "void", offer, "--reason", "Wrong waybill"]).ended(1);
    assert!(late.err.contains("was answered; close it instead"), "{}", late.err);
    then(&giver, &["handover", "close", "--note", "The rest goes back"]).ended(0);
    let ended = then(&giver, &["handover", "matters", "--json"]).ended(0).json();
    assert_eq!((&ended["unanswered"], &ended["matters"]), (&json!([]), &json!([])));
}

/// A count written by hand is held to the same rule as one that `answer` writes.
#[test]
fn a_difference_without_reason_is_not_signed() {
    let place = offered();
    let army = place.path("ml-army");
    let offer = then(&army, &["handover", "matters", "--json"]).json()["unanswered"][0]["offer"].clone();
    let log = then(&army, &["journal", "log", "--json"]).ended(0);
    let entries = log.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let named =
        |entry: serde_json::Value| json!({"origin": entry["origin"], "index": entry["index"], "leaf": entry["leaf"]});
    let by = entries.map(named).find(|by| by["leaf"] == offer);
    let by = by.unwrap_or_else(|| panic!("{}", log.out));
    let line = json!({"kind": "handover_answered", "officer": "ml-army/receiving",
        "body": {"offer": by, "lines": [{"item": "ration-box", "counted": 1, "reason": null, "note": null}]}});
    fs::write(place.path("count.jsonl"), line.to_string()).unwrap();
    let refused = then(&army, &["say", "../count.jsonl"]).ended(1);
    assert!(refused.err.contains("a difference needs a reason"), "{}", refused.err);
}
