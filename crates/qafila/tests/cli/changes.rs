//! The picture over time: what changed, a person's word above it, and what is on no road.

use crate::support::{Place, Ran};
use serde_json::Value;

const LATER: [&str; 3] = ["picture", "--at", "2013-02-11T00:00:00Z"];

/// A word of an officer that a segment is closed for two days.
fn closed(place: &Place, segment: &str, officer: &str, args: &[&str]) -> Ran {
    let word = serde_json::json!({
        "kind": "state_overridden", "officer": format!("dz-log/{officer}"),
        "body": {
            "about": [{ "segment": segment }], "state": "closed",
            "window": { "from": "2013-02-10T06:00:00Z", "to": "2013-02-12T18:00:00Z" },
            "reason": "The ford was seen under water from the air",
        },
    });
    place.fed(&[&["say", "-"], args].concat(), word.to_string())
}

fn later(place: &Place, args: &[&str]) -> String {
    place.run(&[&LATER[..], args].concat()).ended(0).out
}

/// Lines of a text that name something.
fn naming<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.contains(name)).collect()
}

#[test]
fn one_closed_stretch_is_told_beside_its_open_axis() {
    let place = Place::donor();
    assert!(naming(&later(&place, &[]), "hoggar-02").is_empty());
    closed(&place, "hoggar-02", "movement", &[]).ended(0);
    let picture = later(&place, &[]);
    assert!(naming(&picture, "Hoggar track")[0].contains("open"), "{picture}");
    let part = naming(&picture, "— hoggar-02");
    assert!(part[0].contains("closed, set by Logistics command of the donor state"), "{picture}");
    assert!(naming(&picture, "hoggar-03").is_empty(), "{picture}");
    let why = later(&place, &["--why", "hoggar-02"]);
    assert!(naming(&why, "The ford was seen under water")[0].contains("open 71 %"), "{why}");
    let after = place.run(&["picture", "--at", "2013-02-13T00:00:00Z"]).ended(0).out;
    assert!(naming(&after, "hoggar-02").is_empty(), "{after}");
}

#[test]
fn who_may_not_set_a_state_changes_nothing() {
    let place = Place::donor();
    closed(&place, "hoggar-02", "stores", &[]).told(3, &["had no grant"]);
    assert!(naming(&later(&place, &[]), "hoggar-02").is_empty());
}

#[test]
fn what_changed_is_told_once_for_an_axis_and_apart_for_its_exceptions() {
    let place = Place::donor();
    closed(&place, "hoggar-02", "movement", &[]).ended(0);
    let changed = later(&place, &["--since", "2013-02-09T00:00:00Z"]);
    assert!(changed.starts_with("Changed since 2013-02-09"), "{changed}");
    assert_eq!(naming(&changed, "Hoggar track").len(), 1, "{changed}");
    assert!(naming(&changed, "hoggar-02")[0].contains("closed 100 %"), "{changed}");
    assert!(naming(&changed, "hoggar-03").is_empty(), "{changed}");
    let nothing = later(&place, &["--since", "2013-02-11T00:00:00Z"]);
    assert!(nothing.starts_with("nothing has changed since 2013-02-11"), "{nothing}");
    let all: Value = place.run(&[&LATER[..], &["--since", "2013-02-09T00:00:00Z", "--json"]].concat()).ended(0).json();
    let about = |id: &str| all["changes"].as_array().unwrap().iter().any(|change| change["about"]["segment"] == id);
    assert!(about("hoggar-02") && about("hoggar-03"), "{all}");
}

#[test]
fn what_was_learnt_is_told_with_the_time_of_learning() {
    let place = Place::donor();
    let learnt = later(&place, &["--known-since", "2013-02-09T00:00:00Z"]);
    assert!(learnt.starts_with("Changed by what this node has learnt since 2013-02-09"), "{learnt}");
    assert_eq!(naming(&learnt, "Tanezrouft road").len(), 1, "{learnt}");
    let nothing = later(&place, &["--known-since", "2013-02-10T20:00:00Z"]);
    assert!(nothing.starts_with("what this node has learnt since 2013-02-10"), "{nothing}");
}

#[test]
fn what_is_on_no_road_is_kept_and_listed() {
    let place = Place::donor();
    closed(&place, "no-such-road", "movement", &[]).told(1, &["no-such-road"]);
    closed(&place, "no-such-road", "movement", &["--unknown"]).ended(0);
    let picture = later(&place, &[]);
    assert!(naming(&picture, "On no network").len() == 1, "{picture}");
    assert!(naming(&picture, "no-such-road")[0].contains("closed"), "{picture}");
    assert!(naming(&later(&place, &["--why", "no-such-road"]), "The ford").len() == 1);
}
