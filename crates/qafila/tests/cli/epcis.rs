//! Events out of one node and into another.

use crate::support::{Place, run};
use serde_json::{Value, json};
use std::fs;

#[test]
fn events_of_one_node_become_drafts_of_another() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let first = place.run(&["export", "epcis", "../events.jsonld", "--json"]).ended(0).json();
    assert!(first["events"].as_u64().unwrap() > 0, "{first}");
    let again = place.run(&["export", "epcis", "-"]).ended(0);
    assert_eq!(again.out, fs::read_to_string(place.path("events.jsonld")).unwrap());
    assert!(again.err.contains("statements that make none"), "{again:?}");

    // Where they come from they are known, and say nothing new.
    let home = place.run(&["import", "epcis", "../events.jsonld", "--json"]).ended(0).json();
    assert_eq!((home["held"].clone(), home["drafts"].clone()), (first["events"].clone(), json!([])));

    let other = place.path("ml-army");
    let dry = run(&other, &["import", "epcis", "../events.jsonld", "--dry-run"]).ended(0);
    assert_eq!(dry.out, "");
    let args = ["import", "epcis", "../events.jsonld", "--out", "../drafts.jsonl", "--officer", "ml-army/stores"];
    let ran = run(&other, &args).told(0, &["a draft is your own word once you sign it"]);
    assert_eq!(ran.out, "");
    let drafts = fs::read_to_string(place.path("drafts.jsonl")).unwrap();
    assert!(drafts.starts_with("# events.jsonld 1 urn:qafila:statement/sahel-2013.example%2Fdz-log/"), "{drafts}");
    // The item's definition is not here, which `say` tells unless it is let through.
    run(&other, &["say", "../drafts.jsonl", "--dry-run", "--unknown"]).ended(0);
}

#[test]
fn one_bad_event_keeps_all_drafts_back() {
    let place = Place::donor();
    let event = |item: &str| {
        json!({"type": "ObjectEvent", "eventTime": "2013-02-10T00:00:00Z", "eventTimeZoneOffset": "+00:00",
            "action": "OBSERVE", "bizStep": "receiving", "readPoint": {"id": "urn:qafila:place/depot-reggane"},
            "quantityList": [{"epcClass": item, "quantity": 2}]})
    };
    let document = json!({"@context": "x:y", "type": "EPCISDocument", "schemaVersion": "2.0",
        "creationDate": "2013-02-10T00:00:00Z",
        "epcisBody": {"eventList": [event("urn:qafila:item/ration-box"), event("urn:epc:idpat:giai:4.*")]}});
    let words = [
        "event 2, $.epcisBody.eventList[1].quantityList[0].epcClass:",
        "have the sender use one of them",
        "events refused 1, good drafts 1; nothing was written",
        "--skip-refused",
    ];
    let text = document.to_string();
    let ran = place.fed(&["import", "epcis", "-", "--out", "drafts.jsonl"], &text).told(1, &words);
    assert_eq!(ran.out, "");
    assert!(!place.path("dz-log/drafts.jsonl").exists());
    let ran = place.fed(&["import", "epcis", "-", "--skip-refused"], &text).told(3, &words[..2]);
    assert_eq!(ran.out.lines().count(), 2, "{ran:?}");
    let ran = place.fed(&["import", "epcis", "-", "--json"], &text).ended(1);
    let error: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!(error["lines"][0]["event"], 2);
    place.fed(&["import", "epcis", "-"], "{}").told(1, &["not an EPCIS 2.0 document", "older XML"]);
}

#[test]
fn a_reader_gets_what_it_may_read() {
    let place = Place::donor();
    let line = json!({"officer": "dz-log/stores", "kind": "stock_declared", "audience": {"parties": ["ml-army"]},
        "hidden": {"fields": ["place"], "parties": []}, "body": {"site": "depot-reggane",
        "lines": [{"item": "ration-box", "quantity": 77_777}]}});
    place.fed(&["say", "-"], line.to_string()).ended(0);
    let export = |reader: &[&str]| place.run(&[&["export", "epcis", "-"], reader].concat()).ended(0).out;
    assert!(export(&[]).contains("77777"));
    assert!(!export(&["--reader", "fr-force"]).contains("77777"));
    let seen: Value = serde_json::from_str(&export(&["--reader", "ml-army"])).unwrap();
    let events = seen["epcisBody"]["eventList"].as_array().unwrap();
    let event = events.iter().find(|event| event.to_string().contains("77777")).unwrap();
    let site = event["bizLocation"]["id"].as_str().unwrap();
    assert!(site.starts_with("urn:qafila:place/hidden%3A"), "{site}");
}
