//! Who read what, from a served node that ends to the statement that an officer signs.

#![cfg(unix)]

use crate::running::Served;
use crate::support::{Place, run};
use serde_json::json;

#[test]
fn what_a_program_read_is_listed_and_signed() {
    let place = Place::donor();
    let dir = place.path("dz-log");
    run(&dir, &["access", "list"]).told(0, &["nothing is noted"]);
    let words = run(&dir, &["token", "add", "feed", "--scope", "read"]).ended(0).out;
    let before = place.entries();
    let served = Served::of(&dir, &["--ask"]);
    let url = format!("http://{}/api/v1/account", served.address);
    let asked = ureq::get(&url).header("Authorization", &format!("Bearer {}", words.trim())).call();
    assert_eq!(asked.unwrap().status(), 200);
    // It writes what it noted before it is gone.
    assert_eq!(served.end("-TERM").code, Some(0));
    let listed = run(&dir, &["access", "list", "--json"]).ended(0).json();
    assert_eq!(
        (&listed[0]["reader"], &listed[0]["views"]),
        (&json!({"token": "feed"}), &json!(["account"])),
        "{listed}"
    );
    for (lang, word) in [("en", "token"), ("fr", "jeton"), ("ar", "رمز")] {
        let shown = run(&dir, &["access", "list", "--lang", lang]).ended(0).out;
        assert!(shown.contains("feed") && shown.contains(word), "{shown}");
    }
    run(&dir, &["access", "sign"]).told(1, &["which officer signs?"]);
    run(&dir, &["access", "sign", "--by", "dz-log/movement"]).told(0, &["one statement of who read what is signed"]);
    assert_eq!(place.entries(), before + 1);
    run(&dir, &["access", "list"]).told(0, &["nothing is noted"]);
    run(&dir, &["access", "sign", "--by", "dz-log/movement"]).told(0, &["nothing is noted"]);
    run(&dir, &["journal", "verify"]).ended(0);
}
