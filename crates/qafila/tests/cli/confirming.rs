//! Nothing is signed until a person has decided it, and both the suggestion and the decision are kept.

use crate::support::{Place, Ran};
use crate::terminal::typed;
use serde_json::{Value, json};
use std::fs;

const DATE: [&str; 2] = ["--date", "2013-02-09"];
const TEXT: &str = "The army said that the road from Tessalit to Kidal was closed. Residents said the road from Gao to Kidal was cut.\n";

/// The donor's node and the report beside it.
fn desk() -> Place {
    let place = Place::donor();
    fs::write(place.path("report.txt"), TEXT).unwrap();
    place
}

fn read(place: &Place, more: &[&str]) -> Ran {
    place.run(&[&["read", "../report.txt"][..], &DATE, more].concat())
}

/// Follows decisions on the drafts as they are read now.
fn decided(place: &Place, decisions: &Value) -> Ran {
    let drafts = read(place, &["--json"]).ended(0);
    let first: Value = serde_json::from_str(drafts.out.lines().next().unwrap()).unwrap();
    let file = json!({ "text": first["text"], "lexicon": first["lexicon"], "decisions": decisions });
    followed(place, &file)
}

fn followed(place: &Place, file: &Value) -> Ran {
    fs::write(place.path("decisions.json"), file.to_string()).unwrap();
    read(place, &["--decisions", "../decisions.json", "--officer", "dz-log/movement", "--json"])
}

/// The bodies of the last statements.
fn last(place: &Place, count: usize) -> Vec<Value> {
    let log = place.run(&["journal", "log", "--json"]).ended(0);
    let lines: Vec<&str> = log.out.lines().collect();
    lines[lines.len() - count..]
        .iter()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["content"]["statement"]["body"].clone())
        .collect()
}

#[test]
fn a_file_of_decisions_signs_what_it_accepts_and_nothing_else() {
    let place = desk();
    let (before, picture) = (place.entries(), place.run(&["picture", "--json"]).ended(0).out);
    let decisions = json!([
        { "draft": 1, "verdict": "edit", "letter": "D", "number": 5, "state": "cut", "from": "2013-02-07", "to": "-" },
        { "draft": 2, "verdict": "reject", "reason": "an old story" },
    ]);
    decided(&place, &decisions).ended(0);
    assert_eq!(place.entries(), before + 1);
    assert_ne!(place.run(&["picture", "--json"]).ended(0).out, picture);
    let said = last(&place, 1).remove(0);
    let body = &said;
    assert_eq!((&body["state"], &body["grade"]), (&json!("cut"), &json!({"reliability": "D", "credibility": "5"})));
    assert_eq!(body["suggested"], json!({"reliability": "B", "credibility": "3"}));
    let arguments = body["arguments"].as_array().unwrap();
    for (name, value) in [("read.state", "closed"), ("read.from", "-"), ("read.to", "-")] {
        assert!(arguments.contains(&json!({ "name": name, "value": value })), "{arguments:?}");
    }
    // Both were decided: neither is asked about again.
    let again = json!([{ "draft": 1, "verdict": "accept", "letter": "C", "number": "3" }]);
    decided(&place, &again).told(1, &["decision 1, draft 1: signed already"]);
    let again = json!([{ "draft": 2, "verdict": "reject" }]);
    decided(&place, &again).told(1, &["decision 1, draft 2: rejected already"]);
    read(&place, &["--accept", "all"]).told(1, &["nothing was accepted"]);
    read(&place, &["--accept", "2"]).told(1, &["draft 2, which is rejected already"]);
}

#[test]
fn decisions_are_followed_whole_or_not_at_all() {
    let place = desk();
    let before = place.entries();
    let good = json!({ "draft": 1, "verdict": "accept", "letter": "C", "number": 3 });
    for (bad, words) in [
        (json!({ "draft": 2, "verdict": "accept", "number": 3 }), "draft 2: `letter` is missing"),
        (json!({ "draft": 2, "verdict": "accept", "letter": "C" }), "draft 2: `number` is missing"),
        (json!({ "draft": 3, "verdict": "reject" }), "decision 2, draft 3: the reading has 2 drafts"),
        (json!({ "draft": 0, "verdict": "reject" }), "draft 0: the reading has 2 drafts"),
        (json!({ "draft": 1, "verdict": "reject" }), "draft 1: decided twice"),
        (json!({ "draft": 2, "verdict": "reject", "letter": "C" }), "`letter` is not for `reject`"),
        (
            json!({ "draft": 2, "verdict": "accept", "letter": "C", "number": 3, "state": "cut" }),
            "`state` is not for `accept`",
        ),
        (json!({ "draft": 2, "verdict": "edit", "letter": "C", "number": 3 }), "`edit` without a field"),
        (
            json!({ "draft": 2, "verdict": "edit", "letter": "C", "number": 3, "state": "lifted" }),
            "`lifted` is no state of road_status; it has open",
        ),
        (
            json!({ "draft": 2, "verdict": "edit", "letter": "C", "number": 3, "about": ["axis-in-kalil"] }),
            "no axis or place `axis-in-kalil`",
        ),
        (
            json!({ "draft": 2, "verdict": "edit", "letter": "C", "number": 3, "from": "8 February" }),
            "`8 February` is no day such as",
        ),
        (
            json!({ "draft": 2, "verdict": "edit", "letter": "C", "number": 3, "from": "2013-02-09", "to": "2013-02-08" }),
            "2013-02-08 is before the first, 2013-02-09",
        ),
        (json!({ "draft": 2, "verdict": "accept", "letter": "G", "number": 3 }), "`G` is no"),
        (json!({ "draft": 2, "verdict": "accept", "letter": "C", "number": 7 }), "`7` is no"),
        (json!({ "draft": 2, "verdict": "maybe" }), "unknown variant `maybe`"),
        (json!({ "draft": 2, "verdict": "reject", "grade": "C3" }), "unknown field `grade`"),
    ] {
        let ran = decided(&place, &json!([good, bad])).ended(1);
        let told = format!("{}{}", ran.json_error(), ran.err);
        assert!(told.contains(words), "`{words}` is not in {told}");
    }
    let zero = "0".repeat(64);
    let rules: Value = serde_json::from_str(read(&place, &["--json"]).ended(0).out.lines().next().unwrap()).unwrap();
    let other = json!({ "text": zero, "lexicon": rules["lexicon"], "decisions": [good] });
    followed(&place, &other).told(1, &["are about text 0000", "this is"]);
    let other = json!({ "text": rules["text"], "lexicon": zero, "decisions": [good] });
    followed(&place, &other).told(1, &["rest on lexicon 0000", "this reading on"]);
    assert_eq!(place.entries(), before);
}

#[test]
fn what_nobody_confirmed_changes_no_picture() {
    let place = desk();
    let before = place.run(&["picture", "--json"]).ended(0).out;
    read(&place, &[]).told(0, &["2 drafts; nothing is signed"]);
    read(&place, &["--json"]).ended(0);
    decided(&place, &json!([])).ended(0);
    decided(&place, &json!([{ "draft": 1, "verdict": "reject" }])).ended(0);
    let seen = typed(&place.path("dz-log"), &["read", "../report.txt", DATE[0], DATE[1]], &["3", "a", "C"]);
    assert!(seen.screen.contains("nothing was signed and nothing kept"), "{}", seen.screen);
    assert_eq!(place.run(&["picture", "--json"]).ended(0).out, before);
}

#[test]
fn a_person_at_a_terminal_decides_card_by_card() {
    let place = desk();
    let before = place.entries();
    let args = ["read", "../report.txt", DATE[0], DATE[1]];
    let answers = ["9", "dz-log/movement", "", "a", "", "c", "x", "٤", "l"];
    let seen = typed(&place.path("dz-log"), &args, &answers);
    let screen = &seen.screen;
    assert_eq!(seen.code, Some(0), "{screen}");
    for words in [
        "The army said that ⟦the road from Tessalit to Kidal was closed⟧.",
        "Suggested grade: B3: a body that can be asked",
        "not understood: 9",
        "accepted: 1, rejected: 0, later: 1",
        "1 draft waits",
    ] {
        assert!(screen.contains(words), "`{words}` is not in {screen}");
    }
    assert_eq!(screen.matches("not understood:").count(), 4, "{screen}");
    assert_eq!(place.entries(), before + 1);
    let said = last(&place, 1).remove(0);
    assert_eq!(said["grade"], json!({"reliability": "C", "credibility": "4"}));
    // The other one is still there, and can be set right before it is signed.
    let answers = ["3", "e", "1", "nowhere", "1", "axis-in-khalil", "3", "2013-02-08", "", "a", "B", "2"];
    let seen = typed(&place.path("dz-log"), &args, &answers);
    assert!(seen.screen.contains("1 draft of this text was decided before"), "{}", seen.screen);
    assert!(seen.screen.contains("no axis or place `nowhere`"), "{}", seen.screen);
    let said = last(&place, 1).remove(0);
    assert_eq!(said["about"], json!([{ "axis": "axis-in-khalil" }]));
    assert!(said["arguments"].to_string().contains("axis-kidal-gao"), "{said}");
    let seen = typed(&place.path("dz-log"), &args, &[]);
    assert!(seen.screen.contains("2 drafts of this text were decided before"), "{}", seen.screen);
    assert_eq!(place.entries(), before + 2);
}

#[test]
fn quitting_keeps_what_was_decided_only_on_a_plain_yes() {
    let place = desk();
    let before = place.entries();
    let args = ["--lang", "fr", "read", "../report.txt", DATE[0], DATE[1]];
    let seen = typed(&place.path("dz-log"), &args, &["3", "a", "C", "3", "q", "n"]);
    assert!(seen.screen.contains("rien n’a été signé"), "{}", seen.screen);
    assert_eq!(place.entries(), before);
    typed(&place.path("dz-log"), &args, &["3", "r", "trop vieux", "q", "o"]);
    assert_eq!(place.entries(), before);
    let seen = typed(&place.path("dz-log"), &args, &["3", "p"]);
    assert!(seen.screen.contains("1 projet de ce texte a déjà été tranché"), "{}", seen.screen);
}

#[test]
fn arabic_cards_run_from_the_right() {
    let place = Place::donor();
    fs::write(place.path("report.txt"), "قال شهود إن الطريق الرابط بين كيدال وتيساليت مقطوع.\n").unwrap();
    let args = ["--lang", "ar", "--bidi", "visual", "read", "../report.txt", DATE[0], DATE[1]];
    let before = place.entries();
    let seen = typed(&place.path("dz-log"), &args, &["3", "ق", "C", "٣"]);
    assert!(seen.screen.contains("⟦عوطقم تيلاسيتو لاديك نيب طبارلا قيرطلا⟧ نإ دوهش لاق"), "{}", seen.screen);
    assert_eq!(place.entries(), before + 1);
}
