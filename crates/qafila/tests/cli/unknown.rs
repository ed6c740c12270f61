//! `say` signs nothing that names what is not here: officers without a key, items, places, roads.

use crate::support::{Place, item};
use serde_json::{Value, json};

fn stock(item: &str, site: &str) -> Value {
    json!({"officer": "dz-log/stores", "kind": "stock_declared", "body": {"site": site,
        "lines": [{"item": item, "quantity": 4}]}})
}

fn report(about: Value) -> Value {
    json!({"officer": "dz-log/movement", "kind": "report_filed", "body": {"kind": "road_status", "about": [about],
        "state": "open", "actor": null, "polarity": "positive", "modality": "asserted", "background": false,
        "source": {"source": "road-service", "class": "institution", "origin": "road-service/1"}, "suggested": null,
        "grade": {"reliability": "B", "credibility": "2"}, "time": {"from": null, "to": null}, "excerpt": null}})
}

/// Six good lines and one that is not, as the seventh.
fn seventh(bad: &impl ToString) -> String {
    let good = (1..=6).map(|at| item(&format!("tent-{at}")));
    good.chain([bad.to_string(), item("tent-8")]).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_line_that_nobody_here_can_sign_is_named_and_can_be_skipped() {
    let place = Place::donor();
    let before = place.entries();
    let lines = seventh(&item("a").replace("dz-log/stores", "dz-log/stors"));
    let words = ["line 7: this node has no key for `dz-log/stors`", "did you mean dz-log/stores?", "--skip-bad"];
    place.fed(&["say", "-"], &lines).told(1, &words);
    place.fed(&["say", "-", "--dry-run"], &lines).told(1, &words);
    assert_eq!(place.entries(), before);
    place.fed(&["say", "-", "--skip-bad", "--dry-run"], &lines).told(3, &words[..2]);
    assert_eq!(place.entries(), before);
    let ran = place.fed(&["say", "-", "--skip-bad"], &lines).told(3, &words[..2]);
    assert_eq!((ran.out.lines().count(), place.entries()), (7, before + 7));
}

#[test]
fn who_signs_and_what_is_cited_is_asked_of_each_line() {
    let place = Place::donor();
    let before = place.entries();
    let nobody = item("a").replace("\"dz-log/stores\"", "null");
    let words = ["line 7: which officer signs? this node has dz-log/authority"];
    place.fed(&["say", "-", "--dry-run"], seventh(&nobody)).told(1, &words);
    let citing = item("a").replace("{\"body\"", &format!("{{\"cites\":[\"{}\"],\"body\"", "0f".repeat(32)));
    place.fed(&["say", "-"], seventh(&citing)).told(1, &["line 7: no statement with leaf hash 0f0f", "journal log"]);
    assert_eq!(place.entries(), before);
}

#[test]
fn an_officer_without_a_key_brings_the_nearest() {
    let place = Place::donor();
    let text = "The army said on Friday that the road from Tessalit to Kidal was closed.";
    let read = ["read", "-", "--date", "2013-02-08", "--accept", "all", "--officer", "dz-log/movment"];
    place.fed(&read, text).told(1, &["no key for `dz-log/movment`", "did you mean dz-log/movement?"]);
}

#[test]
fn what_is_not_known_here_is_refused_before_it_is_signed() {
    let place = Place::donor();
    let before = place.entries();
    let order = json!({"officer": "dz-log/movement", "kind": "credit_issued", "body": {"credit": "11-DZ-07",
        "convoy": "11-DZ-07", "route": ["tanezrouft-99"], "window": {"from": null, "to": null}}});
    let regime = json!({"officer": "dz-log/authority", "kind": "regime_set", "body": {
        "crossings": ["crossing-in-kalil"], "status": "open", "hours": null, "vehicles_per_hour": null,
        "window": {"from": null, "to": null}, "reason": "Open"}});
    let cases: [(Value, &[&str]); 6] = [
        (
            stock("ration-bx", "depot-reggane"),
            &["line 7: no item `ration-bx` is known here", "did you mean ration-box"],
        ),
        (
            stock("ration-box", "depot-regane"),
            &["line 7: no place `depot-regane` is known here", "did you mean depot-reggane"],
        ),
        (report(json!({"axis": "axis-in-kalil"})), &["line 7: no axis `axis-in-kalil`", "did you mean axis-in-khalil"]),
        (report(json!({"place": "kidl"})), &["line 7: no place `kidl`", "did you mean kidal"]),
        (order, &["line 7: no segment `tanezrouft-99`", "did you mean tanezrouft-0"]),
        (regime, &["line 7: no place `crossing-in-kalil`", "did you mean crossing-in-khalil"]),
    ];
    for (bad, words) in cases {
        let lines = seventh(&bad);
        place.fed(&["say", "-"], &lines).told(1, words).told(1, &["--unknown", "--skip-bad"]);
        place.fed(&["say", "-", "--dry-run"], &lines).told(1, words);
        assert_eq!(place.entries(), before, "{bad}");
    }
    // A partner's item whose definition has not arrived is said on purpose; the rest of the line counts.
    place.fed(&["say", "-", "--unknown", "--dry-run"], stock("ration-bx", "depot-regane").to_string()).ended(0);
    place.fed(&["say", "-", "--unknown"], stock("ration-bx", "depot-regane").to_string()).ended(3);
    assert_eq!(place.entries(), before + 1);
}

#[test]
fn what_the_same_file_defined_before_is_known() {
    let place = Place::donor();
    let defined = item("tent-9");
    let used = stock("tent-9", "depot-reggane");
    place.fed(&["say", "-"], format!("{used}\n{defined}")).told(1, &["line 1: no item `tent-9`"]);
    let nobodys = defined.replace("dz-log/stores", "dz-log/stors");
    place.fed(&["say", "-"], format!("{nobodys}\n{used}")).told(1, &["line 2: no item `tent-9`"]);
    place.fed(&["say", "-"], format!("{defined}\n{used}")).ended(0);
}

#[test]
fn a_fault_of_a_line_has_one_line_number() {
    let place = Place::donor();
    let ran = place.fed(&["say", "-"], seventh(&"{nonsense}")).told(1, &["line 7: not JSON:", "at column 2"]);
    assert!(!ran.err.contains("line 1"), "{}", ran.err);
}
