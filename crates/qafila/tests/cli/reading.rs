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
    fed(&b"The road from Gao to Kidal is closed. ".repeat(10 * 1024 * 1024 / 38)).told(1, &["longer than", "split it"]);
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
    accept(&["--accept", "1", "--about", "1=axis-in-khalil", "--grade", "1=C4"]).ended(0);
    assert_eq!(place.entries(), before + 1);
}
