//! Stretches that forces use: who sees the notice, who meets the force, who has taken note.

use crate::support::{Place, Ran, command, run};
use serde_json::{Value, json};

const WINDOW: &str = "2013-02-14";

/// Donor and force; the force's notice went to the donor, not to the recipient.
fn place() -> Place {
    let place = Place::of(&["dz-log", "ml-army"]);
    run(place.root(), &["init", "fr-force", "--party", "fr-force"]).ended(0);
    let notice = json!({
        "kind": "activity_notified", "audience": {"parties": ["dz-log"]},
        "body": {"about": [{"axis": "axis-in-khalil"}, {"place": "kidal"}],
            "window": {"from": format!("{WINDOW}T05:00:00Z"), "to": format!("{WINDOW}T17:00:00Z")}, "note": "A supply column"},
    });
    std::fs::write(place.path("notice.jsonl"), notice.to_string()).unwrap();
    run(&place.path("fr-force"), &["say", "../notice.jsonl"]).ended(0);
    hand_over(&place, "fr-force", "dz-log");
    hand_over(&place, "fr-force", "ml-army");
    place
}

fn hand_over(place: &Place, from: &str, to: &str) {
    let out = format!("../{from}-for-{to}");
    run(&place.path(from), &["journal", "export", &out, "--reader", to, "--plain"]).ended(0);
    run(&place.path(to), &["journal", "import", &out]).ended(0);
}

/// The donor orders a convoy from the border post to Tessalit, from an hour of that day to another.
fn order(place: &Place, from: &str, over: &str, to: &str) {
    let at = |hour: &str| format!("{WINDOW}T{hour}:00Z");
    let row = |place: &str, hour: &str| json!({"place": place, "due": at(hour), "clear": at(hour)});
    let order = json!({
        "kind": "movement_ordered", "officer": "dz-log/movement",
        "body": {"convoy": "14-DZ-01", "consignments": [], "plan": "22".repeat(32), "commander": "dz-log/convoy",
            "vehicles": ["TK-01"], "route": ["in-khalil-01", "in-khalil-02", "in-khalil-03", "in-khalil-04", "in-khalil-05"],
            "timings": [row("bbm", from), row("crossing-in-khalil", over), row("tessalit", to)], "reason": "a test"},
    });
    place.fed(&["say", "-"], order.to_string()).ended(0);
}

#[test]
fn whoever_may_read_a_notice_sees_whom_a_convoy_meets_until_it_is_acknowledged() {
    let place = place();
    order(&place, "04:00", "05:00", "09:00");
    let json = place.run(&["picture", "--json"]).ended(0).json();
    let meets = &json["encounters"][0];
    assert_eq!(
        (&meets["convoy"], &meets["party"], &meets["own"], &meets["acknowledged"]),
        (&"14-DZ-01".into(), &"fr-force".into(), &true.into(), &false.into())
    );
    // At 05:00 the tail has left the stretch before the crossing; the meeting begins there.
    assert_eq!(meets["segments"], json!(["in-khalil-02", "in-khalil-03", "in-khalil-04", "in-khalil-05"]));
    assert_eq!(meets["span"], json!({"from": "2013-02-14T05:00:00Z", "to": "2013-02-14T09:00:00Z"}));
    assert_eq!(json["activities"][0]["acknowledged_by"], json!([]));
    let map = place.run(&["picture", "--geojson"]).ended(0).json();
    let of = |name: &str, id: &str| {
        let features = map["features"].as_array().unwrap().iter();
        features.map(|one| &one["properties"]).find(|one| one[name] == id).unwrap()["activities"].clone()
    };
    assert_eq!((&map["activities"][0]["party"], of("segment", "in-khalil-12")), (&"fr-force".into(), json!([0])));
    assert_eq!((of("place", "kidal"), of("place", "gao")), (json!([0]), json!([])));
    let drawn = &map["encounters"][0];
    assert_eq!(
        (&drawn["convoy"], &drawn["activity"], &drawn["segments"]),
        (&json!("14-DZ-01"), &json!(0), &meets["segments"])
    );
    for (lang, loud) in [
        ("en", "! NOT BY Logistics command of the donor state"),
        ("fr", "! PAS PAR Commandement logistique de l’État donateur"),
        ("ar", "! لا إشعار من قيادة الإمداد للدولة المانحة"),
    ] {
        let out = flat(&place.run(&["picture", "--lang", lang]).ended(0).out);
        let (at, roads) = (out.find(loud).unwrap_or_else(|| panic!("{out}")), out.find("14-DZ-01").unwrap());
        assert!(roads < at && at < out.find("UTC").unwrap_or(usize::MAX), "encounters come first: {out}");
    }

    place.run(&["activity", "list"]).ended(3);
    place.run(&["activity", "acknowledge"]).ended(0);
    let told = place.run(&["activity", "list", "--json"]).ended(0).json();
    assert_eq!((&told["encounters"][0]["acknowledged"], readers(&told)), (&true.into(), vec!["dz-log"]));
    place.run(&["activity", "acknowledge"]).told(1, &["0 notices wait to be acknowledged", "qafila activity list"]);
    place.run(&["activity", "acknowledge", "ffff"]).told(1, &["0 notices have a leaf hash that begins with `ffff`"]);

    // The force learns of it; the recipient knows neither the notice nor the word.
    place.introduce("fr-force", "dz-log");
    hand_over(&place, "dz-log", "fr-force");
    hand_over(&place, "dz-log", "ml-army");
    let force = run(&place.path("fr-force"), &["activity", "list", "--json"]).ended(0).json();
    assert_eq!(readers(&force), ["dz-log"]);
    run(&place.path("fr-force"), &["activity", "acknowledge", &leaf(&force)]).told(1, &["this party's own"]);
    let stranger = run(&place.path("ml-army"), &["picture", "--json"]).ended(0).json();
    assert_eq!((&stranger["activities"], &stranger["encounters"]), (&json!([]), &json!([])));
    // When the column has gone home, nothing is told of it.
    let later = place.run(&["picture", "--json", "--at", "2013-02-14T17:00:00Z"]).ended(0).json();
    assert_eq!((&later["activities"], &later["encounters"]), (&json!([]), &json!([])));
}

#[test]
fn who_is_gone_before_the_force_comes_meets_nobody() {
    let place = place();
    order(&place, "00:00", "01:00", "05:00");
    let json = place.run(&["picture", "--json"]).ended(0).json();
    assert_eq!((&json["encounters"], json["activities"].as_array().unwrap().len()), (&json!([]), 1));
}

#[test]
fn who_is_late_meets_the_force_that_comes_meanwhile() {
    let place = place();
    order(&place, "00:00", "01:00", "05:00");
    let report = |event: &str, at: &str, hour: &str| {
        let when = format!("{WINDOW}T{hour}:00Z");
        let said = json!({"kind": "progress", "officer": "dz-log/convoy", "occurred": when,
            "body": {"convoy": "14-DZ-01", "event": event, "place": at, "note": null}});
        std::fs::write(place.path("said.jsonl"), said.to_string()).unwrap();
        let mut say = command(&place.path("dz-log"), &["say", "../said.jsonl"]);
        Ran::of(&say.env("QAFILA_NOW", when).output().unwrap()).ended(0);
    };
    let met = |hour: &str| {
        place.run(&["picture", "--json", "--at", &format!("{WINDOW}T{hour}:00Z")]).ended(0).json()["encounters"].clone()
    };
    report("departed", "bbm", "03:00");
    // Three hours late: at the crossing at 04:00, in Tessalit at 08:00.
    let late = met("03:00");
    assert_eq!(late[0]["span"], json!({"from": "2013-02-14T05:00:00Z", "to": "2013-02-14T08:00:00Z"}), "{late}");
    // It drove faster: what is behind it meets it no more, and it is early enough for all that is before it.
    report("passed", "tessalit", "04:30");
    assert_eq!(met("04:30"), json!([]));
}

#[test]
fn forces_that_mean_one_stretch_at_one_time_are_told_of_each_other() {
    let place = place();
    let notice = |about: Value, from: &str, to: &str| {
        json!({"kind": "activity_notified", "officer": "dz-log/movement", "body": {"about": [about],
            "window": {"from": format!("{WINDOW}T{from}:00Z"), "to": format!("{WINDOW}T{to}:00Z")}, "note": "Recovery"}})
    };
    place.fed(&["say", "-"], notice(json!({"place": "gao"}), "05:00", "17:00").to_string()).ended(0);
    place.fed(&["say", "-"], notice(json!({"segment": "in-khalil-03"}), "16:00", "20:00").to_string()).ended(0);
    place.fed(&["say", "-"], notice(json!({"segment": "in-khalil-03"}), "17:00", "20:00").to_string()).ended(0);
    let told = place.run(&["activity", "list", "--json"]).ended(3).json();
    let overlaps = told["overlaps"].as_array().unwrap();
    assert_eq!(overlaps.len(), 1, "{told}");
    assert_eq!(overlaps[0]["segments"], json!(["in-khalil-03"]));
    assert_eq!(overlaps[0]["span"], json!({"from": "2013-02-14T16:00:00Z", "to": "2013-02-14T17:00:00Z"}));
    assert_eq!(overlaps[0]["unaware"], json!(["fr-force", "dz-log"]));
    for (lang, title) in [("en", "one stretch at one time"), ("fr", "même tronçon"), ("ar", "المقطع نفسه")]
    {
        let out = flat(&place.run(&["picture", "--lang", lang]).ended(0).out);
        assert!(out.contains(title), "{out}");
    }
    let map = place.run(&["picture", "--geojson"]).ended(0).json();
    assert_eq!(map["overlaps"][0]["segments"], json!(["in-khalil-03"]));
    let named = map["overlaps"][0]["activities"].as_array().unwrap();
    let named = named.iter().map(|at| usize::try_from(at.as_u64().unwrap()).unwrap());
    let parties: Vec<&Value> = named.map(|at| &map["activities"][at]["party"]).collect();
    assert_eq!(parties, ["fr-force", "dz-log"]);
    place.run(&["activity", "acknowledge"]).ended(0);
    let told = place.run(&["activity", "list", "--json"]).ended(0).json();
    assert_eq!(told["overlaps"][0]["unaware"], json!(["fr-force"]));
}

#[test]
fn a_route_tells_the_forces_that_it_meets_in_its_time() {
    let place = place();
    let ask = |depart: &str, more: &[&str]| {
        place.run(&[&["network", "route", "bbm", "tessalit", "--depart", depart], more].concat()).ended(0)
    };
    let meets = |depart: &str| ask(depart, &["--json"]).json()["activities"].clone();
    assert_eq!(meets("2013-02-13T08:00:00Z"), json!([]), "the day before");
    let met = meets("2013-02-14T15:00:00Z");
    assert_eq!((&met[0]["party"], &met[0]["acknowledged"]), (&"fr-force".into(), &false.into()));
    // It drives longer than the force stays.
    assert_eq!(met[0]["span"]["to"], "2013-02-14T17:00:00Z");
    let out = flat(&ask("2013-02-14T15:00:00Z", &[]).out);
    assert!(out.contains("! meets First partner force on") && out.contains("not acknowledged"), "{out}");
    place.run(&["activity", "acknowledge"]).ended(0);
    let out = flat(&ask("2013-02-14T15:00:00Z", &[]).out);
    assert!(out.contains("meets First partner force on") && !out.contains('!'), "{out}");
}

fn readers(told: &Value) -> Vec<&str> {
    told["activities"][0]["acknowledged_by"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

fn leaf(told: &Value) -> String {
    told["activities"][0]["statement"]["leaf"].as_str().unwrap().to_owned()
}

/// Words alone, on one line.
fn flat(text: &str) -> String {
    let plain = text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200f}', '\u{200e}'], "");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
