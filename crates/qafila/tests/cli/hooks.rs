//! Programs that are told what changes: in order, signed, again where they could not be reached.

#![cfg(unix)]

use crate::support::{Place, command, item, started};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Command;

/// What was told in one request.
pub(crate) struct Told {
    pub(crate) headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Told {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// Whether the key signed identifier, time and body.
    fn is_signed_by(&self, key: &str) -> bool {
        let raw = |text: &str| STANDARD.decode(text).unwrap();
        let key = units::PublicKey::new(raw(key.strip_prefix("whpk_").unwrap()).try_into().unwrap());
        let signature = raw(self.headers["webhook-signature"].strip_prefix("v1a,").unwrap());
        let signature = journal::keys::Signature::new(signature.try_into().unwrap());
        let mut signed = format!("{}.{}.", self.headers["webhook-id"], self.headers["webhook-timestamp"]).into_bytes();
        signed.extend_from_slice(&self.body);
        journal::keys::verify(&key, &signed, &signature).is_ok()
    }
}

/// Takes one request, and answers with a status.
pub(crate) fn take(listener: &TcpListener, status: &str) -> Told {
    let (stream, _) = listener.accept().unwrap();
    let mut stream = BufReader::new(stream);
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        match line.trim_end().split_once(": ") {
            Some((name, value)) => _ = headers.insert(name.to_ascii_lowercase(), value.to_owned()),
            None if line.trim_end().is_empty() => break,
            None => {}
        }
    }
    let mut body = vec![0; headers["content-length"].parse().unwrap()];
    stream.read_exact(&mut body).unwrap();
    write!(stream.get_mut(), "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    Told { headers, body }
}

#[test]
fn a_program_is_told_what_changes_until_it_has_taken_it() {
    let place = Place::donor();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/told", listener.local_addr().unwrap());
    let added = place.run(&["hook", "add", "office", &url, "--view", "journals", "--json"]).ended(0).json();
    let key = added["key"].as_str().unwrap().to_owned();
    assert_eq!(place.run(&["hook", "key"]).ended(0).out.trim(), key);

    let mut child = started(&mut command(&place.path("dz-log"), &["serve", "--port", "0", "--hooks"]));
    let refused = take(&listener, "503 Service Unavailable");
    assert_eq!(refused.json(), json!({"view": "reset"}));
    let again = take(&listener, "204 No Content");
    assert_eq!(again.body, refused.body);
    assert_eq!(again.headers["webhook-id"], refused.headers["webhook-id"]);
    place.fed(&["say", "-"], item("tent")).ended(0);
    let told = take(&listener, "200 OK");
    let listed = place.run(&["hook", "list", "--json"]).ended(0).json();
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");

    // Of the views that changed it is told the one that it asked for.
    assert_eq!(
        (&told.json()["view"], &told.json()["journals"]),
        (&json!("journals"), &json!(["sahel-2013.example/dz-log"]))
    );
    for told in [&refused, &again, &told] {
        assert!(told.is_signed_by(&key), "{:?}", told.headers);
    }
    assert_ne!(told.headers["webhook-id"], again.headers["webhook-id"]);
    assert_eq!((&listed[0]["name"], &listed[0]["url"]), (&json!("office"), &json!(url)));
    assert!(err.contains("it answered 503"), "{err}");
}

#[test]
fn hooks_are_put_down_listed_and_removed() {
    let place = Place::donor();
    let add = |args: &[&str]| place.run(&[&["hook", "add"], args].concat());
    let added = add(&["office", "https://office.example/told"]).told(0, &["office"]);
    assert!(added.out.starts_with("whpk_"), "{added:?}");
    add(&["office", "https://office.example/two"]).told(1, &["`office`", "qafila hook remove"]);
    add(&["other", "http://192.0.2.1/told"]).told(1, &["https://", "http://192.0.2.1/told"]);
    add(&["other", "https://a.example/", "--view", "pictures"]).told(1, &["pictures", "picture"]);
    add(&["Other", "https://a.example/"]).told(1, &["small letters"]);
    let listed = place.run(&["hook", "list"]).ended(0).out;
    assert!(listed.contains("office") && listed.contains("https://office.example/told"), "{listed}");
    place.run(&["hook", "remove", "offices"]).told(1, &["offices", "office"]);
    place.run(&["hook", "remove", "office", "--lang", "ar"]).told(0, &["office"]);
    assert_eq!(place.run(&["hook", "list", "--json"]).ended(0).json(), json!([]));
    // The key stays the same: who kept it needs no other.
    let first = place.run(&["hook", "key"]).ended(0).out;
    assert_eq!(place.run(&["hook", "key"]).ended(0).out, first);
}
