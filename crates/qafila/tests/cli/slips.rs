//! A handover between two nodes that meet with nothing but a file or a picture each way.

use crate::crossing::{carry, march, then};
use crate::support::{Place, Ran, fed};
use std::fs;

/// Giver and receiver, who knew each other's officers before the convoy left, and nothing since.
fn at_the_crossing() -> Place {
    let place = Place::of(&["dz-log", "ml-army"]);
    carry(&place, "dz-log", "ml-army");
    carry(&place, "ml-army", "dz-log");
    march(&place);
    place
}

/// The leaf hash of what a command appended.
fn appended(ran: &Ran) -> String {
    ran.json()["appended"][0]["leaf"].as_str().unwrap().to_owned()
}

#[test]
fn offer_and_answer_go_by_slip_and_the_journals_agree_later() {
    let place = at_the_crossing();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let offer = appended(&then(&giver, &["handover", "offer", "11-DZ-01", "--json"]).ended(0));
    let slip = then(&giver, &["handover", "slip", &offer[..12], "--out", "../offer", "--json"]).ended(0);
    assert!(slip.json()["bytes"].as_u64().unwrap() <= 2000, "{}", slip.json()["bytes"]);
    then(&army, &["handover", "answer"]).told(1, &["0 offers are open here"]);
    then(&army, &["handover", "take", "../offer"]).told(0, &[]);
    then(&army, &["handover", "take", "../offer", "--json"]).told(0, &[]);

    let answered = then(&army, &["handover", "answer", "--count", "ration-box=798:short", "--json"]);
    assert_eq!(answered.code, Some(3), "what led to the offer is not here yet: {}", answered.err);
    let answer = appended(&answered);
    then(&army, &["handover", "answer", &offer[..12]]).told(1, &["was answered before"]);
    let slip = then(&army, &["handover", "slip", &answer[..12], "--json"]).ended(0).json();
    assert!(slip["bytes"].as_u64().unwrap() <= 2000, "{}", slip["bytes"]);
    let text = format!("{}\n", slip["slip"].as_str().unwrap());
    let taken = fed(&giver, &["handover", "take", "-", "--json"], text.as_bytes()).ended(0);
    assert_eq!(taken.json()["kind"], "handover_answered");

    let matters = then(&giver, &["handover", "matters", "--json"]).ended(3).json();
    assert_eq!(matters["matters"].as_array().unwrap().len(), 1, "{matters}");
    let account = then(&giver, &["account", "--json"]).out;
    carry(&place, "ml-army", "dz-log");
    carry(&place, "dz-log", "ml-army");
    assert_eq!(then(&giver, &["account", "--json"]).out, account);
    assert_eq!(then(&army, &["account", "--json"]).out, account);
}

#[test]
fn a_slip_that_was_bent_or_says_nothing_is_refused() {
    let place = at_the_crossing();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let offer = appended(&then(&giver, &["handover", "offer", "11-DZ-01", "--json"]).ended(0));
    then(&giver, &["journal", "prove", &offer[..12], "--out", "../bare"]).ended(0);
    then(&army, &["handover", "take", "../bare"]).told(1, &["does not disclose its statement"]);
    let slip = then(&giver, &["handover", "slip", &offer[..12]]).ended(0).out;
    let at = slip.find("extra ").unwrap() + 100;
    let other = if &slip[at..=at] == "A" { "B" } else { "A" };
    let bent = format!("{}{other}{}", &slip[..at], &slip[at + 1..]);
    fed(&army, &["handover", "take", "-"], bent.as_bytes()).told(3, &["Error: "]);
    fed(&army, &["handover", "take", "-"], b"no slip at all").told(3, &["proof, line 1"]);
    then(&army, &["handover", "answer"]).told(1, &["0 offers are open here"]);
}

#[test]
fn a_slip_is_drawn_as_a_code() {
    let place = at_the_crossing();
    let giver = place.path("dz-log");
    let offer = appended(&then(&giver, &["handover", "offer", "11-DZ-01", "--json"]).ended(0));
    let drawn = then(&giver, &["handover", "slip", &offer[..12], "--qr", "-"]).ended(0);
    assert!(drawn.out.contains('█') && drawn.out.lines().count() > 40, "{}", drawn.out);
    then(&giver, &["handover", "slip", &offer[..12], "--qr", "../offer.svg"]).ended(0);
    assert!(fs::read_to_string(place.path("offer.svg")).unwrap().contains("<svg"));
}
