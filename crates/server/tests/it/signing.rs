//! Who may sign in, for how long, and what a session is not enough for.

use crate::office::{Answer, MOVEMENT, Office, PASSPHRASE};
use serde_json::{Value, json};
use server::Gate;
use std::time::{Duration, Instant};

const JSON: (&str, &str) = ("Content-Type", "application/json");

fn words(officer: &str, passphrase: &str) -> String {
    json!({"officer": officer, "passphrase": passphrase}).to_string()
}

#[test]
fn an_officer_signs_in_with_the_passphrase_and_out_again() {
    let office = Office::open();
    let answer = office.ask("POST", "session", &[JSON], &words(MOVEMENT, PASSPHRASE));
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), "no-store");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("qafila_session_"), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict; Max-Age=28800"), "{cookie}");
    assert!(!answer.body.contains(PASSPHRASE) && !cookie.contains(PASSPHRASE));
    assert_eq!(office.ask("GET", "operation", &[], "").json()["desk"], true);
    let client = office.sign_in(MOVEMENT, &["dz-log/stores"]);
    let me = office.ask("GET", "session", &[("Cookie", &client.cookie)], "");
    assert_eq!(me.json()["officer"], MOVEMENT);
    assert_eq!((&me.json()["also"], &me.json()["party"]), (&json!(["dz-log/stores"]), &json!("dz-log")));
    assert!(me.json()["seconds_left"].as_u64().unwrap() > 28_000, "{}", me.body);
    let out = office.ask("DELETE", "session", &[("Cookie", &client.cookie)], "");
    assert_eq!((out.status.as_u16(), out.body.as_str()), (204, ""));
    assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
    let gone = office.ask("GET", "session", &[("Cookie", &client.cookie)], "");
    assert_eq!(gone.problem(), (401, "expired".into()));
    // Twice is no fault.
    assert_eq!(office.ask("DELETE", "session", &[("Cookie", &client.cookie)], "").status, 204);
}

#[test]
fn nobody_else_signs_in() {
    let office = Office::open();
    for (body, status, word) in [
        (words(MOVEMENT, "another one"), 401, "passphrase"),
        (words(MOVEMENT, ""), 401, "passphrase"),
        (words("dz-log/movment", PASSPHRASE), 403, "not-yours"),
        (words("ml-army/receiving", PASSPHRASE), 403, "not-yours"),
        (words("log", PASSPHRASE), 403, "not-yours"),
        (words("recovery", PASSPHRASE), 403, "not-yours"),
        (words("a b", PASSPHRASE), 400, "json"),
        ("{}".into(), 400, "json"),
        (json!({"officer": MOVEMENT, "passphrase": PASSPHRASE, "role": "authority"}).to_string(), 400, "json"),
    ] {
        let answer = office.ask("POST", "session", &[JSON], &body);
        assert_eq!(answer.problem(), (status, word.into()), "{body}");
        assert_eq!(answer.header("set-cookie"), "", "{body}");
        assert!(!answer.body.contains(PASSPHRASE), "{}", answer.body);
    }
    let near = office.ask("POST", "session", &[JSON, ("Accept-Language", "fr")], &words("dz-log/movment", PASSPHRASE));
    let hint = near.json()["hint"].as_str().unwrap().to_owned();
    assert!(hint.contains("dz-log/movement") && !hint.contains("did you mean"), "{hint}");
    for cookie in ["", "qafila_session=1", "qafila_session_00000000=00"] {
        assert_eq!(office.ask("GET", "session", &[("Cookie", cookie)], "").problem(), (401, "sign-in".into()));
    }
}

#[test]
fn a_cookie_that_was_changed_or_is_of_an_earlier_server_signs_nothing() {
    let office = Office::open();
    let cookie = office.sign_in(MOVEMENT, &[]).cookie;
    let turned = |digit: char| if digit == '0' { '1' } else { '0' };
    let at = cookie.find('=').unwrap() + 1;
    for place in [at, at + 40, cookie.len() - 1] {
        let changed: String = cookie.char_indices().map(|(i, c)| if i == place { turned(c) } else { c }).collect();
        assert_eq!(office.ask("GET", "session", &[("Cookie", &changed)], "").problem(), (401, "sign-in".into()));
    }
    let office = office.again();
    assert_eq!(office.ask("GET", "session", &[("Cookie", &cookie)], "").problem(), (401, "sign-in".into()));
}

#[test]
fn passphrases_are_not_guessed_in_a_row() {
    let office = Office::open();
    let wrong = words(MOVEMENT, "a guess");
    for _ in 0..5 {
        assert_eq!(office.ask("POST", "session", &[JSON], &wrong).problem(), (401, "passphrase".into()));
    }
    for body in [wrong, words(MOVEMENT, PASSPHRASE)] {
        let held = office.ask("POST", "session", &[JSON], &body);
        assert_eq!(held.problem(), (429, "attempts".into()));
        let wait: u64 = held.header("retry-after").parse().unwrap();
        assert!((1..=30).contains(&wait), "{wait}");
    }
    // Reading goes on.
    assert_eq!(office.ask("GET", "journals", &[], "").status, 200);
}

/// Tries a passphrase through a proxy.
fn try_from(office: &Office, address: &str, passphrase: &str) -> Answer {
    let told = format!("10.0.0.1, {address}");
    office.ask("POST", "session", &[JSON, ("X-Forwarded-For", &told)], &words(MOVEMENT, passphrase))
}

#[test]
fn whoever_guesses_keeps_nobody_else_out() {
    let office = Office::gated(|desk| Gate::with_desk(desk).behind_proxy());
    for _ in 0..5 {
        assert_eq!(try_from(&office, "192.0.2.1", "a guess").problem(), (401, "passphrase".into()));
    }
    assert_eq!(try_from(&office, "192.0.2.1", "a guess").problem(), (429, "attempts".into()));
    // Another address of the same network of version 6 is the same guesser; another of version 4 is not.
    for host in 1..=5 {
        assert_eq!(try_from(&office, &format!("2001:db8::{host}"), "a guess").problem(), (401, "passphrase".into()));
    }
    assert_eq!(try_from(&office, "2001:db8::6", PASSPHRASE).problem(), (429, "attempts".into()));
    assert_eq!(try_from(&office, "192.0.2.2", PASSPHRASE).status, 200);
}

#[test]
fn guesses_from_everywhere_slow_who_is_new_and_not_who_was_here_before() {
    let office = Office::gated(|desk| Gate::with_desk(desk).behind_proxy());
    assert_eq!(try_from(&office, "192.0.2.1", PASSPHRASE).status, 200);
    for host in 1..=21 {
        let guess = try_from(&office, &format!("198.51.100.{host}"), "a guess");
        assert_eq!(guess.problem(), (401, "passphrase".into()), "{host}");
    }
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let new = scope.spawn(|| {
            assert_eq!(try_from(&office, "203.0.113.1", PASSPHRASE).status, 200);
            begun.elapsed()
        });
        // So that whoever is new stands in line before.
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(try_from(&office, "192.0.2.1", PASSPHRASE).status, 200);
        assert!(!new.is_finished(), "whoever is new was as fast");
        let waited = new.join().unwrap();
        assert!(waited > Duration::from_millis(500), "{waited:?}");
    });
}

#[test]
fn right_passphrases_are_not_counted() {
    let office = Office::open();
    for _ in 0..12 {
        office.sign_in(MOVEMENT, &[]);
    }
}

#[test]
fn nothing_is_written_without_a_session_or_for_another_site() {
    let office = Office::open();
    let before = office.size();
    let paths = [
        "statements",
        "reports/read",
        "reports/decisions",
        "handover/offers",
        "handover/answers",
        "handover/closings",
        "handover/withdrawals",
        "handover/settlements",
        "activities/acknowledgements",
        "plans",
        "plans/00/orders",
        "jobs",
    ];
    let key = ("Idempotency-Key", "0123456789");
    for path in paths {
        assert_eq!(office.ask("POST", path, &[JSON, key], "{}").problem(), (401, "sign-in".into()), "{path}");
    }
    let client = office.sign_in(MOVEMENT, &[]);
    let own = format!("http://{}", office.address);
    let progress = progress().to_string();
    for (name, value) in [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Origin", "http://127.0.0.1:1"),
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Origin", &own[7..]),
    ] {
        let answer = client.post_with("statements", &[key, (name, value)], &progress);
        assert_eq!(answer.problem(), (403, "cross-site".into()), "{name}: {value}");
        let answer = office.ask("POST", "session", &[JSON, (name, value)], &words(MOVEMENT, PASSPHRASE));
        assert_eq!(answer.problem(), (403, "cross-site".into()), "{name}: {value}");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
        let answer = client.post_with("statements", &[key, ("Content-Type", kind)], &progress);
        assert_eq!(answer.problem(), (415, "content-type".into()), "{kind}");
    }
    assert_eq!(office.size(), before);
    let here = [key, ("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin")];
    client.post_with("statements", &here, &progress).done();
    assert_eq!(office.size(), before + 1);
}

/// Something that can always be said.
pub(crate) fn progress() -> Value {
    json!({"officer": MOVEMENT, "kind": "progress",
        "body": {"convoy": "99-DZ-99", "event": "halted", "place": "reggane", "note": null}})
}
