//! The same answers and requests as CBOR.

use crate::office::{MOVEMENT, Office};
use crate::signing::progress;
use crate::support::get_with;
use axum::http::header::{ACCEPT, IF_NONE_MATCH};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

const CBOR: &str = "application/cbor";

fn read(bytes: &[u8]) -> Value {
    ciborium::from_reader(bytes).unwrap()
}

fn written(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

#[test]
fn an_answer_is_the_same_in_both_forms_and_each_has_its_own_tag() {
    let path = "/api/v1/statements?limit=20";
    let (json, cbor) = (get_with(path, &[]), get_with(path, &[(ACCEPT, CBOR)]));
    assert_eq!((json.header("content-type"), cbor.header("content-type")), ("application/json", CBOR));
    assert_eq!(read(&cbor.body), json.json());
    assert!(cbor.body.len() < json.body.len());
    assert_eq!((json.header("vary"), cbor.header("vary")), ("accept", "accept"));
    let (json, cbor) = (json.header("etag"), cbor.header("etag"));
    assert_ne!(json, cbor);
    for (accept, tag, status) in [(CBOR, cbor, 304), ("*/*", json, 304), ("*/*", cbor, 200)] {
        assert_eq!(get_with(path, &[(ACCEPT, accept), (IF_NONE_MATCH, tag)]).status, status, "{accept} {tag}");
    }
}

#[test]
fn who_would_rather_have_json_gets_json_and_problems_always_are() {
    for (accept, kind) in [
        ("application/cbor;q=0.5, application/json", "application/json"),
        ("application/cbor;q=0", "application/json"),
        ("text/html, */*", "application/json"),
        ("application/json;q=0.1, APPLICATION/CBOR", CBOR),
    ] {
        assert_eq!(get_with("/api/v1/parties", &[(ACCEPT, accept)]).header("content-type"), kind, "{accept}");
    }
    let problem = get_with("/api/v1/statements?limit=0", &[(ACCEPT, CBOR)]);
    assert_eq!((problem.status.as_u16(), problem.header("content-type")), (400, "application/problem+json"));
}

/// Posts a body that is no text; the status, and the body of the answer.
fn post(office: &Office, cookie: &str, key: &str, body: &[u8]) -> (u16, Vec<u8>) {
    let head = format!(
        "POST /api/v1/statements HTTP/1.1\r\nHost: {0}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Content-Type: {CBOR}\r\nAccept: {CBOR}\r\nIdempotency-Key: {key}\r\nContent-Length: {1}\r\n\r\n",
        office.address,
        body.len()
    );
    let mut stream = TcpStream::connect(office.address).unwrap();
    stream.write_all(&[head.as_bytes(), body].concat()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let split = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let status = std::str::from_utf8(&answer[9..12]).unwrap().parse().unwrap();
    (status, answer[split + 4..].to_vec())
}

#[test]
fn a_statement_is_signed_out_of_cbor_and_what_is_none_is_refused() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let (status, answer) = post(&office, &client.cookie, "key-of-cbor", &written(&progress()));
    assert_eq!(status, 201);
    let said = read(&answer);
    assert_eq!(said["appended"][0]["index"], json!(before));
    // The same request in the other form is the same request.
    let again = client.post("statements", "key-of-cbor", &progress());
    assert_eq!((again.done(), again.header("idempotency-replayed")), (said, "true"));
    let deep = [vec![0x81; 100_000], vec![0]].concat();
    let twice = [written(&progress()), written(&progress())].concat();
    for (what, body) in [
        ("truncated", &written(&progress())[..20]),
        ("deep", &deep),
        ("two values", &twice),
        ("a key that is no text", &[0xa1, 0x01, 0x02]),
        ("bytes, which JSON has none of", &[0x44, 1, 2, 3, 4]),
        ("a length beyond the body", &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ("nothing", &[]),
    ] {
        let (status, problem) = post(&office, &client.cookie, "key-of-none", body);
        let problem: Value = serde_json::from_slice(&problem).unwrap();
        assert_eq!((status, &problem["type"]), (400, &json!("urn:qafila:problem:cbor")), "{what}: {problem}");
    }
    assert_eq!(office.size(), before + 1);
}
