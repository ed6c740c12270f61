//! Signing in by passkey: what opens the officer's keys, and all that does not.

use crate::authenticator::{Authenticator, PRESENT};
use crate::office::{Answer, Client, MOVEMENT, Office};
use app::ports::{Keys as _, LATER_LOG_KEY};
use serde_json::{Value, json};

/// An office that is asked under its name, as a browser would.
struct Named(Office);

impl Named {
    fn open() -> Self {
        Self(Office::open())
    }

    fn host(&self) -> String {
        format!("localhost:{}", self.0.address.port())
    }

    fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let headers = [("Content-Type", "application/json"), ("Cookie", cookie)];
        self.0.ask_at(&self.host(), "POST", path, &headers, &body.to_string())
    }

    fn challenge(&self) -> Value {
        let answer = self.post("session/passkey/challenge", "", &json!({}));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    fn asked_for_one(&self, client: &Client<'_>) -> Value {
        let answer = self.post("passkeys/challenge", &client.cookie, &json!({}));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    /// Registers a passkey of the movement officer, made by this authenticator.
    fn register(&self, with: &mut Authenticator) -> String {
        let client = self.0.sign_in(MOVEMENT, &["dz-log/stores"]);
        let mut made = with.create(&self.asked_for_one(&client));
        made["label"] = json!("the grey one");
        let answer = self.post("passkeys", &client.cookie, &made);
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["id"].as_str().unwrap().to_owned()
    }

    fn registered(&self) -> (Authenticator, String) {
        let mut with = Authenticator::new(1, &self.origin());
        let id = self.register(&mut with);
        (with, id)
    }

    fn sign_in(&self, shown: &Value) -> Answer {
        self.post("session/passkey", "", shown)
    }
}

fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

fn refused(answer: &Answer, word: &str) {
    assert_eq!(answer.problem(), (401, word.to_owned()), "{}", answer.body);
    assert_eq!(answer.header("set-cookie"), "");
}

#[test]
fn a_passkey_opens_its_officers_keys_and_no_others() {
    let office = Named::open();
    let (mut with, id) = office.registered();
    let answer = office.sign_in(&with.get(&office.challenge()));
    let cookie = cookie(&answer);
    let who = answer.json();
    assert_eq!((&who["officer"], &who["also"], &who["by"]), (&MOVEMENT.into(), &json!([]), &"passkey".into()));
    let client = Client { office: &office.0, cookie: cookie.clone() };
    client.post("statements", "passkey-0001", &crate::signing::progress()).done();
    // Not in the name of the other, though he was named when it was registered.
    let mut other = crate::signing::progress();
    other["officer"] = json!("dz-log/stores");
    assert_eq!(client.post("statements", "passkey-0002", &other).problem(), (422, "refused".into()));
    // Whoever holds it for a moment makes no second one.
    let asked = office.post("passkeys/challenge", &cookie, &json!({}));
    assert_eq!(asked.problem(), (403, "passkey-passphrase".into()));
    let listed = office.0.ask("GET", "passkeys", &[("Cookie", &cookie)], "").json();
    assert_eq!((&listed[0]["id"], &listed[0]["label"]), (&id.into(), &"the grey one".into()));
    assert!(listed[0]["used"].is_string() && listed[0]["stale"] == false, "{listed}");
    assert!(!listed.to_string().contains("ring"), "{listed}");
}

#[test]
fn a_challenge_is_answered_once_and_by_nothing_that_was_signed_for_another() {
    let office = Named::open();
    let (mut with, _) = office.registered();
    let shown = with.get(&office.challenge());
    cookie(&office.sign_in(&shown));
    refused(&office.sign_in(&shown), "passkey-challenge");
    // The same assertion under a challenge that is open.
    let mut replayed = shown.clone();
    replayed["challenge"] = office.challenge()["challenge"].take();
    refused(&office.sign_in(&replayed), "passkey");
    // Which is gone then, too.
    refused(&office.sign_in(&replayed), "passkey-challenge");
    let mut made_up = with.get(&office.challenge());
    made_up["challenge"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    refused(&office.sign_in(&made_up), "passkey-challenge");
    // One for a new passkey signs nobody in.
    let client = office.0.sign_in(MOVEMENT, &[]);
    let mut mixed = with.get(&office.challenge());
    mixed["challenge"] = office.asked_for_one(&client)["challenge"].take();
    refused(&office.sign_in(&mixed), "passkey-challenge");
}

#[test]
fn what_was_signed_for_another_page_or_name_is_refused() {
    let office = Named::open();
    let (mut with, _) = office.registered();
    let own = with.origin.clone();
    for origin in ["http://localhost:1", "https://localhost", "http://localhost.evil.example", "http://127.0.0.1"] {
        with.origin = origin.into();
        refused(&office.sign_in(&with.get(&office.challenge())), "passkey");
    }
    with.origin = own;
    cookie(&office.sign_in(&with.get(&office.challenge())));
    let mut asked = office.challenge();
    asked["options"]["rpId"] = json!("evil.example");
    refused(&office.sign_in(&with.get(&asked)), "passkey");
}

#[test]
fn what_the_passkey_gives_opens_its_own_ring_alone() {
    let office = Named::open();
    let (mut with, _) = office.registered();
    let mut other = Authenticator::new(2, &office.origin());
    office.register(&mut other);
    let mut shown = with.get(&office.challenge());
    shown["prf"] = other.get(&office.challenge())["prf"].take();
    refused(&office.sign_in(&shown), "passkey");
    let mut shown = with.get(&office.challenge());
    let given = shown["prf"].as_str().unwrap();
    let first = if given.starts_with('A') { "B" } else { "A" };
    shown["prf"] = json!(format!("{first}{}", &given[1..]));
    refused(&office.sign_in(&shown), "passkey");
    for given in ["", "no base64!", &"A".repeat(64)] {
        let mut shown = with.get(&office.challenge());
        shown["prf"] = json!(given);
        assert_eq!(office.sign_in(&shown).problem().1, "passkey-prf", "{given}");
    }
}

#[test]
fn an_authenticator_without_prf_or_without_its_user_registers_nothing() {
    let office = Named::open();
    let client = office.0.sign_in(MOVEMENT, &[]);
    let mut with = Authenticator::new(1, &office.origin());
    let mut made = with.create(&office.asked_for_one(&client));
    made["label"] = json!("a");
    made["prf"] = json!("");
    assert_eq!(office.post("passkeys", &client.cookie, &made).problem(), (422, "passkey-prf".into()));
    with.flags = PRESENT;
    let mut made = with.create(&office.asked_for_one(&client));
    made["label"] = json!("a");
    refused(&office.post("passkeys", &client.cookie, &made), "passkey");
    assert_eq!(office.0.node().passkeys().unwrap().len(), 0);
    // Nor does one sign in whose user it did not look at, or that was copied before.
    let (mut with, _) = office.registered();
    with.flags = PRESENT;
    refused(&office.sign_in(&with.get(&office.challenge())), "passkey");
    with.flags = crate::authenticator::VERIFIED;
    cookie(&office.sign_in(&with.get(&office.challenge())));
    with.counter -= 1;
    refused(&office.sign_in(&with.get(&office.challenge())), "passkey");
}

#[test]
fn a_passkey_is_registered_by_the_session_that_asked_for_it() {
    let office = Named::open();
    let (one, other) = (office.0.sign_in(MOVEMENT, &[]), office.0.sign_in("dz-log/stores", &[]));
    let mut with = Authenticator::new(1, &office.origin());
    let mut made = with.create(&office.asked_for_one(&one));
    made["label"] = json!("a");
    refused(&office.post("passkeys", &other.cookie, &made), "passkey-challenge");
    refused(&office.post("passkeys", &one.cookie, &made), "passkey-challenge");
    for path in ["passkeys", "passkeys/challenge"] {
        refused(&office.post(path, "", &made), "sign-in");
    }
    assert_eq!(office.0.node().passkeys().unwrap().len(), 0);
}

#[test]
fn a_passkey_that_was_removed_signs_nobody_in() {
    let office = Named::open();
    let (mut with, id) = office.registered();
    let (own, other) = (office.0.sign_in(MOVEMENT, &[]), office.0.sign_in("dz-log/stores", &[]));
    let remove =
        |client: &Client<'_>| office.0.ask("DELETE", &format!("passkeys/{id}"), &[("Cookie", &client.cookie)], "");
    assert_eq!(remove(&other).problem(), (404, "unknown".into()));
    // A challenge that is open when it is removed is answered in vain.
    let shown = with.get(&office.challenge());
    assert_eq!(remove(&own).status, 204);
    refused(&office.sign_in(&shown), "passkey");
    refused(&office.sign_in(&with.get(&office.challenge())), "passkey");
    assert_eq!(remove(&own).problem(), (404, "unknown".into()));
    let node = office.0.node();
    let left = node.store().documents("passkey").unwrap();
    assert_eq!(left, ["passkey-question"], "the ring is gone");
}

#[test]
fn a_passkey_for_keys_that_were_replaced_is_told_so() {
    let office = Named::open();
    let (mut with, _) = office.registered();
    let later = crate::story::Named("dz-log").secret(LATER_LOG_KEY).unwrap().public();
    office.0.node().rotate(Some(MOVEMENT.parse().unwrap()), &later).unwrap();
    let answer = office.sign_in(&with.get(&office.challenge()));
    refused(&answer, "passkey-stale");
    assert!(answer.json()["hint"].as_str().unwrap().contains("passphrase"), "{}", answer.body);
    // Registered again it opens the present ones, and the earlier is gone.
    let mut again = Authenticator::new(3, &office.origin());
    office.register(&mut again);
    cookie(&office.sign_in(&again.get(&office.challenge())));
    refused(&office.sign_in(&with.get(&office.challenge())), "passkey");
}

#[test]
fn passkeys_belong_to_a_name_and_to_the_servers_own_port() {
    let office = Named::open();
    office.registered();
    let port = office.0.address.port();
    for (host, word) in [
        (format!("127.0.0.1:{port}"), "passkey-name"),
        (format!("[::1]:{port}"), "passkey-name"),
        ("localhost:1".to_owned(), "passkey-name"),
        ("evil.example".to_owned(), "host"),
    ] {
        let headers = [("Content-Type", "application/json")];
        let answer = office.0.ask_at(&host, "POST", "session/passkey/challenge", &headers, "{}");
        assert_eq!(answer.problem().1, word, "{host}");
    }
}

#[test]
fn passkeys_are_tried_as_often_as_passphrases() {
    let office = Named::open();
    let (mut with, _) = office.registered();
    let mut shown = with.get(&office.challenge());
    shown["challenge"] = json!("none");
    for _ in 0..5 {
        refused(&office.sign_in(&shown), "passkey-challenge");
    }
    let answer = office.sign_in(&with.get(&office.challenge()));
    assert_eq!(answer.problem(), (429, "attempts".into()));
    assert_ne!(answer.header("retry-after"), "");
    let body = json!({"officer": MOVEMENT, "passphrase": crate::office::PASSPHRASE}).to_string();
    let answer = office.0.ask("POST", "session", &[("Content-Type", "application/json")], &body);
    assert_eq!(answer.problem(), (429, "attempts".into()));
}

#[test]
fn where_nobody_has_a_passkey_nobody_is_asked_for_one() {
    let office = Named::open();
    let answer = office.post("session/passkey/challenge", "", &json!({}));
    assert_eq!(answer.problem(), (409, "passkey-none".into()));
    assert!(office.0.node().store().documents("passkey").unwrap().is_empty());
}
