//! What programs get: every command answers in JSON where it is asked to, its errors too.

use crate::support::{Place, Ran, command, item, run};
use serde_json::{Value, json};

/// Standard error as the one object that it must be.
#[track_caller]
fn error(ran: &Ran) -> Value {
    assert_eq!(ran.out, "", "{ran:?}");
    let error: Value = serde_json::from_str(&ran.err).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    assert_eq!(error["exit"].as_i64(), ran.code.map(i64::from), "{ran:?}");
    assert!(error["error"].is_string() && error["causes"].is_array(), "{ran:?}");
    error
}

#[test]
fn commands_that_make_and_exchange_answer_in_json() {
    let place = Place::donor();
    let made = run(place.root(), &["init", "new", "--party", "monitor", "--json"]).ended(0);
    assert_eq!(made.err, "");
    let made = made.json();
    assert_eq!((&made["node"], &made["party"]), (&json!("new"), &json!("monitor")));
    assert_eq!(made["origin"], "sahel-2013.example/monitor");
    assert!(made["officers"].as_array().is_some_and(|officers| !officers.is_empty()), "{made}");

    let head = place.run(&["journal", "checkpoint", "--json"]).ended(0).json();
    let plain = place.run(&["journal", "checkpoint"]).ended(0).out;
    assert_eq!(head["checkpoint"], plain);
    assert_eq!(head["size"].as_u64(), plain.lines().nth(1).unwrap().parse().ok());

    let exported = place.run(&["journal", "export", "../bundle", "--json"]).ended(0);
    assert_eq!(exported.err, "");
    let exported = exported.json();
    assert_eq!(exported[0]["size"], head["size"]);
    assert_eq!(exported[0]["dir"], "../bundle/dz-log");
    let files = crate::support::files(&place.path("bundle/dz-log")).len();
    assert_eq!(exported[0]["files"], files);

    let imported = run(&place.path("new"), &["journal", "import", "../bundle", "--json"]).ended(0).json();
    assert_eq!((&imported[0]["origin"], &imported[0]["new_entries"]), (&head["origin"], &head["size"]));
    std::fs::write(place.path("bundle/dz-log/vkeys"), "x").unwrap();
    let refused = run(&place.path("new"), &["journal", "import", "../bundle", "--json"]).ended(3);
    assert_eq!(refused.err, "");
    assert!(refused.json()[0]["error"].is_string(), "{refused:?}");
}

#[test]
fn errors_are_one_object() {
    let place = Place::donor();
    let unknown = error(&place.run(&["account", "--item", "ration-bx", "--json"]).ended(1));
    assert_eq!(unknown["error"], "no item `ration-bx` is known here");
    assert_eq!(unknown["hint"], "did you mean ration-box?");
    let unread = error(&place.run(&["say", "../none.jsonl", "--json"]).ended(1));
    assert_eq!(unread["causes"].as_array().map(Vec::len), Some(1));
    assert!(unread["hint"].is_null());
    assert!(error(&place.run(&["--json", "pictur"]).ended(2))["error"].as_str().unwrap().contains("pictur"));

    let lines = format!("{}\nno json\n{}", item("tent"), item("a").replace("dz-log/stores", "dz-log/stors"));
    let bad = error(&place.fed(&["say", "-", "--json"], &lines).ended(1));
    assert_eq!(bad["lines"][0]["line"], 2);
    assert_eq!(bad["lines"][1]["hint"], "did you mean dz-log/stores?");
    let skipped = place.fed(&["say", "-", "--json", "--skip-bad"], &lines).ended(3);
    assert_eq!((skipped.err.as_str(), skipped.json()["skipped"][1]["line"].as_u64()), ("", Some(3)));
    let dry = place.fed(&["say", "-", "--json", "--dry-run"], item("tent-2")).ended(0);
    assert_eq!((dry.err.as_str(), &dry.json()["could_be_signed"]), ("", &json!(1)));
}

#[test]
fn the_demo_tells_its_steps() {
    let place = Place::empty();
    let output = command(place.root(), &["demo", "--json"]).env("TMPDIR", place.root()).output().unwrap();
    let story: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&story["journals"], &story["files"]), (&json!(5), &json!(25)));
    let steps = story["steps"].as_array().unwrap();
    let names: Vec<&str> = steps.iter().map(|step| step["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["read", "agreement", "picture", "plan", "march", "handover", "check", "account", "audit"]);
    let count = |step: usize, list: &str| steps[step][list].as_array().map_or(0, Vec::len);
    assert_eq!((&steps[0]["drafts"], &steps[0]["signed"]), (&json!(8), &json!(8)));
    assert_eq!((count(1, "agreements"), count(1, "pledges")), (1, 1));
    assert_eq!((count(2, "axes"), count(2, "crossings")), (8, 3));
    assert_eq!((count(3, "columns"), &steps[3]["objections"]), (2, &json!(0)));
    assert_eq!(steps[4]["plan"], story["plan"]);
    assert_eq!((count(5, "offers"), count(5, "matters")), (2, 1));
    assert_eq!(steps[5]["matters"][0]["outcomes"][1]["verdict"], "added_from_giver");
    assert_eq!((&steps[6]["overdue"], count(6, "checks")), (&json!(1), 8));
    assert_eq!(count(7, "lines"), 11);
    assert_eq!(count(8, "journals"), 5);
}
