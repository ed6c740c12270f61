//! `read` takes whatever text there is; only a text that is none is refused.

use crate::support::Place;
use std::time::{Duration, Instant};

const DAY: [&str; 4] = ["read", "-", "--date", "2013-02-08"];

#[test]
fn a_text_that_is_no_report_gives_no_drafts() {
    let place = Place::empty();
    for text in
        ["a", "Add the eggs, stir, and leave it in the oven for half an hour.\n", "\u{feff}\n", "{}[]()\"'\0\u{1}"]
    {
        let ran = crate::support::fed(place.root(), &DAY, text.as_bytes()).ended(0);
        assert_eq!(ran.out, "", "{text}");
        assert!(!ran.err.is_empty());
    }
}

#[test]
fn a_text_that_is_none_is_refused() {
    let place = Place::empty();
    let fed = |bytes: &[u8]| crate::support::fed(place.root(), &DAY, bytes);
    fed(b"").told(1, &["the text is empty"]);
    fed(b"The road is open\xff\xfe").told(1, &["UTF-8", "16"]);
    let begun = Instant::now();
    fed(&b"The road from Gao to Kidal is closed. ".repeat(17 * 1024 * 1024 / 38)).told(1, &["longer than", "split it"]);
    assert!(begun.elapsed() < Duration::from_secs(10));
}

#[test]
fn the_day_is_never_guessed() {
    let place = Place::empty();
    let ran = crate::support::fed(place.root(), &["read", "-"], b"The road from Gao to Kidal is closed.");
    ran.told(1, &["the day of the report is not given", "--date"]);
    let ran = crate::support::fed(place.root(), &["read", "-", "--date", "soon"], b"The road is closed.");
    ran.told(2, &["--date"]);
}

#[test]
fn what_is_accepted_must_be_there() {
    let place = Place::donor();
    let text = "The army said on Friday that the road from Tessalit to Kidal was closed.";
    let accept = |more: &[&str]| place.fed(&[&DAY[..], more].concat(), text);
    accept(&["--accept", "9"]).told(1, &["--accept names draft 9; the reading has"]);
    accept(&["--accept", "0"]).told(1, &["--accept names draft 0"]);
    accept(&["--accept", "one"]).told(1, &["--accept"]);
    accept(&["--accept", "1", "--grade", "1"]).told(1, &["not of the form 2=C4"]);
    accept(&["--accept", "1", "--grade", "1=Z9"]).told(1, &["--grade"]);
    accept(&["--accept", "1", "--grade", "1=é9"]).told(1, &["--grade"]);
    accept(&["--accept", "1", "--about", "1=axis-in-kalil"])
        .told(1, &["no axis or place `axis-in-kalil`", "axis-in-khalil"]);
    let before = place.entries();
    let ran = accept(&["--accept", "1", "--about", "1=axis-in-khalil", "--grade", "1=C4"]).ended(0);
    assert!(!ran.err.contains("nobody typed"), "{}", ran.err);
    assert_eq!(place.entries(), before + 1);
}

#[test]
fn a_pasted_page_keeps_its_places_and_loses_its_markup() {
    let place = Place::donor();
    let page = "<p>The army said the road from <b>Tessalit</b> to&nbsp;Kidal was cl<i>os</i>ed.</p>";
    let ran = place.fed(&[&DAY[..], &["--json"]].concat(), page).ended(0);
    let draft: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    let at = |name: &str| usize::try_from(draft[name].as_u64().unwrap()).unwrap();
    assert_eq!(
        &page[at("byte_start")..at("byte_end")],
        "the road from <b>Tessalit</b> to&nbsp;Kidal was cl<i>os</i>ed"
    );
    let signed = place.fed(&[&DAY[..], &["--accept", "1"]].concat(), page).ended(0);
    assert!(signed.err.contains("nobody typed: 1=B3"), "{}", signed.err);
    let log = place.run(&["journal", "log", "--json"]).ended(0);
    let last: serde_json::Value = serde_json::from_str(log.out.lines().last().unwrap()).unwrap();
    let excerpt = &last["content"]["statement"]["body"]["excerpt"];
    let words = excerpt["text"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, "the road from Tessalit to Kidal was closed");
    assert_eq!(excerpt["start"], draft["start"]);
}

#[test]
fn what_made_no_draft_is_told_to_programs_too() {
    let place = Place::empty();
    let ran = crate::support::fed(place.root(), &[&DAY[..], &["--json"]].concat(), b"Everything there is impassable.");
    let line: serde_json::Value = serde_json::from_str(ran.out.trim()).unwrap();
    assert_eq!((&line["doubt"], &line["words"]), (&"one_signal".into(), &"impassable".into()));
    assert!(line["draft"].is_null(), "{line}");
}

#[test]
fn a_day_that_lies_ahead_is_said() {
    let place = Place::empty();
    let ahead = ["read", "-", "--date", "2013-02-13"];
    let text = b"The army said the road from Gao to Kidal is closed.";
    crate::support::fed(place.root(), &ahead, text).told(0, &["the day of the report, 2013-02-13, lies after today"]);
    let today = crate::support::fed(place.root(), &["read", "-", "--date", "2013-02-11"], text).ended(0);
    assert!(!today.err.contains("lies after"), "{}", today.err);
}
