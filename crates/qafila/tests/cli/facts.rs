//! What the picture tells of a stretch beside its state: what it carries, who holds it by whose word, what says nothing.

use crate::support::Place;
use serde_json::{Value, json};

fn report(arguments: &Value) -> Value {
    json!({
        "kind": "report_filed", "officer": "dz-log/movement",
        "body": {"kind": "road_status", "about": [{"segment": "in-khalil-02"}], "state": "open", "polarity": "positive",
            "modality": "asserted", "background": false, "time": {"from": "2013-02-10T12:00:00Z", "to": null},
            "source": {"source": "driver", "class": "field_source", "origin": "driver"},
            "grade": {"reliability": "B", "credibility": "2"}, "arguments": arguments},
    })
}

#[test]
fn what_a_stretch_carries_stands_in_the_table_once_somebody_said_so() {
    let place = Place::donor();
    let out = flat(&place.run(&["picture"]).ended(0).out);
    assert!(!out.contains("Carries") && out.contains("Vehicles/h"), "{out}");
    let given = json!([{"name": "lanes", "value": "1"}, {"name": "load_class", "value": "40"}]);
    place.fed(&["say", "-"], report(&given).to_string()).ended(0);
    for (lang, words) in [("en", "1 lane; 40 t"), ("fr", "1 voie; 40 t"), ("ar", "مسرب واحد; 40 طن")] {
        let out = flat(&place.run(&["picture", "--lang", lang]).ended(0).out);
        assert!(out.contains("in-khalil-02 ") && out.contains(words), "{out}");
    }
}

#[test]
fn an_argument_that_says_nothing_is_told_as_a_finding() {
    let place = Place::donor();
    let given = json!([{"name": "lanes", "value": "none"}, {"name": "hazard", "value": "dragons"}]);
    let said = place.fed(&["say", "-"], report(&given).to_string()).ended(3);
    assert!(flat(&said.err).contains("argument lanes: “none” says nothing here"), "told at once: {said:?}");
    assert_eq!(stretch(&place)["state"], "open", "the report counts");
    for (lang, words) in [
        ("en", ["argument lanes: “none” says nothing here", "argument hazard: “dragons” says nothing here"]),
        ("fr", ["argument lanes : « none » ne dit rien ici", "argument hazard : « dragons » ne dit rien ici"]),
        ("ar", ["الوسيطة lanes: «none» لا تعني شيئًا", "الوسيطة hazard: «dragons» لا تعني شيئًا"]),
    ] {
        let out = flat(&place.run(&["account", "--lang", lang]).ended(3).out);
        assert!(words.iter().all(|words| out.contains(words)), "{out}");
    }
}

#[test]
fn a_person_names_the_holder_and_why_shows_whose_word_it_is() {
    let place = Place::donor();
    let word =
        |body: Value| json!({"kind": "state_overridden", "officer": "dz-log/movement", "body": body}).to_string();
    let window = json!({"from": null, "to": "2013-02-20T18:00:00Z"});
    let about = json!([{"segment": "in-khalil-02"}]);
    let nothing = word(json!({"about": about, "window": window, "reason": "seen"}));
    place.fed(&["say", "-"], nothing).told(1, &["`state` and `holder` are both missing"]);
    let held =
        word(json!({"about": about, "holder": "Garde nationale", "window": window, "reason": "Joined by radio"}));
    place.fed(&["say", "-"], held).ended(0);
    let out = flat(&place.run(&["picture"]).ended(0).out);
    assert!(out.contains("Garde nationale, set by Logistics command of the donor state"), "{out}");
    let why = flat(&place.run(&["picture", "--why", "in-khalil-02"]).ended(0).out);
    let told = ["held by Garde nationale, set by Logistics command of the donor state", "Joined by radio"];
    assert!(told.iter().all(|words| why.contains(words)), "{why}");
    let state = stretch(&place);
    assert_eq!((&state["holder"]["value"], &state["overridden"]), (&"Garde nationale".into(), &Value::Null));
    assert_eq!(state["holder_overridden"]["officer"], "dz-log/movement");
}

/// What is believed of the stretch.
fn stretch(place: &Place) -> Value {
    let json = place.run(&["picture", "--json"]).ended(0).json();
    let segments = json["segments"].as_array().unwrap();
    segments.iter().find(|one| one["segment"] == "in-khalil-02").unwrap().clone()
}

/// Words alone, on one line.
fn flat(text: &str) -> String {
    let plain = text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200f}', '\u{200e}'], "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
