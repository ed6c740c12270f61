//! One plan held against another: what replanning says is what comparing says.

use crate::support::{Place, Ran};
use serde_json::Value;

const PLAN: [&str; 3] = ["plan", "--from", "2013-02-11T04:00:00Z"];
const LATER: [&str; 3] = ["plan", "--from", "2013-02-10T20:00:00Z"];

fn digest(ran: &Ran) -> String {
    ran.json()["digest"].as_str().unwrap().to_owned()
}

/// A word of an officer that closes a segment, so that a column has to go round it.
fn close(place: &Place, segment: &str) {
    let word = serde_json::json!({
        "kind": "state_overridden", "officer": "dz-log/movement",
        "body": {
            "about": [{ "segment": segment }], "state": "closed",
            "window": { "from": "2013-02-10T06:00:00Z", "to": "2013-02-20T18:00:00Z" },
            "reason": "The ford was seen under water from the air",
        },
    });
    place.fed(&["say", "-"], word.to_string()).ended(0);
}

#[test]
fn what_replanning_says_is_what_comparing_says() {
    let place = Place::donor();
    place.run(&[&PLAN[..], &["--order"]].concat()).ended(0);
    close(&place, "tanezrouft-05");
    let again = place.run(&[&LATER[..], &["--replan", "last", "--json"]].concat());
    let second = digest(&again);
    let told = place.run(&["plan", "diff", "last", &second, "--json"]).ended(0).json();
    assert_eq!(told["diff"], again.json()["diff"]);
    assert_eq!(told["after"]["objective"], again.json()["plan"]["objective"]);
    assert_eq!(told["after"]["parent"], told["before"]["plan"]);
    let names = |list: &Value| list.as_array().unwrap().len();
    assert!(names(&told["diff"]["times"]) + names(&told["diff"]["removed"]) > 0, "{told}");
    let kept = told["diff"]["unchanged"].as_array().unwrap();
    assert!(names(&told["reasons"]) > 0);
    for reason in told["reasons"].as_array().unwrap() {
        let (_, of) = reason.as_object().unwrap().iter().next().unwrap();
        assert!(!kept.contains(&of["convoy"]), "{reason}");
    }
    // The other way round: what was dropped is new.
    let back = place.run(&["plan", "diff", &second, "--json"]).ended(0).json();
    assert_eq!(back["diff"]["added"], told["diff"]["removed"]);
    for lang in ["en", "fr", "ar"] {
        let said = place.run(&["plan", "diff", "last", &second[..10], "--lang", lang]).ended(0).out;
        assert!(said.contains(&second[..8]) && said.contains("11-DZ-01") && said.contains("tanezrouft-05"), "{said}");
    }
}

#[test]
fn plans_from_files_and_the_same_plan_twice() {
    let place = Place::donor();
    let first = digest(&place.run(&[&PLAN[..], &["--out", "../first", "--json"]].concat()).ended(0));
    let said = place.run(&["plan", "diff", "../first/plan.json", &first[..9]]).ended(0).out;
    assert!(said.contains("Both are the same plan."), "{said}");
    let later = ["plan", "--from", "2013-02-12T04:00:00Z", "--out", "../second"];
    place.run(&later).ended(0);
    let ran = place.run(&["plan", "diff", "../first/plan.json", "../second/plan.json", "--json"]).ended(0);
    let told = ran.json();
    assert!(told["before"]["objective"]["bound"].as_u64().unwrap() > 0);
    // Other days make other names: what one brings in its columns, the other does in its own.
    assert_eq!(told["diff"]["added"].as_array().unwrap().len(), told["diff"]["removed"].as_array().unwrap().len());
    assert_eq!(told["diff"]["lines"].as_array().unwrap().len(), 0);
    place.run(&["plan", "diff", &first]).told(1, &["no plan is in force"]);
    place.run(&["plan", "diff", "feed", &first]).told(1, &["no plan feed is kept here"]);
    place.run(&["plan", "diff"]).told(2, &["<HASH|last|FILE>"]);
}
