//! Statements over HTTP: signed once, all or none, and told where they are at fault.

use crate::office::{MOVEMENT, Office};
use crate::signing::progress;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

fn noted(note: &str) -> Value {
    let mut said = progress();
    said["body"]["note"] = json!(note);
    said
}

#[test]
fn a_statement_is_signed_in_the_name_of_whoever_signed_in() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let mut draft = noted("وصلت القافلة إلى رقان");
    draft.as_object_mut().unwrap().remove("officer");
    let done = client.post("statements", "reggane-1", &draft).done();
    let said = &done["appended"][0];
    assert_eq!((&said["index"], &said["kind"]), (&json!(before), &json!("progress")));
    // Nobody ordered that convoy: signed, and told.
    assert_eq!(done["findings"][0]["kind"], "unknown_convoy");
    assert_eq!(done["findings"][0]["by"]["leaf"], said["leaf"]);
    let leaf = said["leaf"].as_str().unwrap();
    let shown = office.ask("GET", &format!("statements/{}", &leaf[..12]), &[], "").json();
    assert_eq!((&shown["standing"], &shown["content"]["officer"]), (&json!("sound"), &json!(MOVEMENT)));
    assert_eq!(shown["content"]["statement"]["body"]["note"], "وصلت القافلة إلى رقان");
}

#[test]
fn a_request_that_is_repeated_is_carried_out_once() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let first = client.post("statements", "left-at-dawn", &progress());
    first.done();
    assert_eq!(first.header("idempotency-replayed"), "");
    for _ in 0..3 {
        let again = client.post("statements", "left-at-dawn", &progress());
        assert_eq!((again.done(), again.header("idempotency-replayed")), (first.json(), "true"));
    }
    // Another body, another path, another question under the same key.
    for (path, body) in [
        ("statements", noted("otherwise")),
        ("handover/offers", json!({"convoy": "11-DZ-01"})),
        ("statements?unknown=true", progress()),
    ] {
        assert_eq!(client.post(path, "left-at-dawn", &body).problem(), (422, "idempotency".into()), "{path}");
    }
    // Keys are each officer's own.
    office.sign_in("dz-log/convoy", &[MOVEMENT]).post("statements", "left-at-dawn", &noted("another")).done();
    assert_eq!(office.size(), before + 2);
    // What was answered is known to the next server.
    let answer = first.json();
    let office = office.again();
    let again = office.sign_in(MOVEMENT, &[]).post("statements", "left-at-dawn", &progress());
    assert_eq!((again.done(), again.header("idempotency-replayed")), (answer, "true"));
    assert_eq!(office.size(), before + 2);
}

#[test]
fn what_was_signed_is_kept_and_answered_from() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let first = client.post("statements", "killed-then", &progress()).done();
    let node = office.node();
    let names = node.store().documents("request/").unwrap();
    let [name] = names.as_slice() else { panic!("{names:?}") };
    let kept: Value = serde_json::from_slice(&node.store().document(name).unwrap().unwrap()).unwrap();
    // In the transaction of the append: there is no second step that a kill could keep away.
    assert!(kept["answer"].is_null() && kept["appended"] == first["appended"], "{kept}");
    let before = office.size();
    let again = client.post("statements", "killed-then", &progress());
    assert_eq!((again.done(), again.header("idempotency-replayed")), (first, "true"));
    assert_eq!(office.size(), before);
}

#[test]
fn a_list_is_signed_whole_or_not_at_all() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let mut lost = progress();
    lost["body"]["place"] = json!("regane");
    let mut other = progress();
    other["officer"] = json!("dz-log/stores");
    let list = json!([progress(), lost, {"kind": "progres", "body": {}}, other, 7]);
    let headers = [("Idempotency-Key", "five-lines"), ("Accept-Language", "fr")];
    let refused = client.post_with("statements", &headers, &list.to_string());
    assert_eq!(refused.problem(), (422, "refused".into()));
    let lines = refused.json()["lines"].clone();
    let said: Vec<(u64, &str)> = lines
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["line"].as_u64().unwrap(), line["fault"].as_str().unwrap()))
        .collect();
    assert_eq!(
        said[..3],
        [
            (2, "no place `regane` is known here"),
            (3, "`progres` is no kind of statement"),
            (4, "`dz-log/stores` is not signed in"),
        ]
    );
    assert_eq!((said.len(), said[3].0), (4, 5));
    let hint = lines[0]["hint"].as_str().unwrap();
    assert!(hint.contains("reggane") && hint.contains("vous"), "{hint}");
    assert_eq!(office.size(), before);
    // The same key, corrected: what was refused was not done.
    let good = json!([progress(), noted("second"), noted("third")]);
    let tried = client.post_with("statements?dry_run=true", &headers[1..], &good.to_string());
    assert_eq!((tried.status.as_u16(), &tried.json()["appended"]), (200, &json!([])));
    assert_eq!(office.size(), before);
    assert_eq!(client.post("statements", "five-lines", &good).done()["appended"].as_array().unwrap().len(), 3);
    assert_eq!(office.size(), before + 3);
}

#[test]
fn names_of_partners_are_let_through_when_asked() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let mut beyond = progress();
    beyond["body"]["place"] = json!("beyond-the-map");
    assert_eq!(client.post("statements", "beyond-1", &beyond).problem(), (422, "refused".into()));
    client.post("statements?unknown=true", "beyond-1", &beyond).done();
}

#[test]
fn many_write_at_once_and_nothing_is_lost() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    std::thread::scope(|scope| {
        for who in 0..6 {
            let client = &client;
            scope.spawn(move || {
                for which in 0..3 {
                    // Each twice, as from a line that breaks.
                    for _ in 0..2 {
                        let said = noted(&format!("{who}.{which}"));
                        client.post("statements", &format!("writer-{who}-{which}"), &said).done();
                    }
                }
            });
        }
    });
    assert_eq!(office.size(), before + 18);
}

#[test]
fn garbage_is_told_and_nothing_of_it_kept() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = (office.size(), office.node().store().documents("").unwrap());
    let key = [("Idempotency-Key", "garbage-1")];
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for (path, body) in [
        ("statements", "{"),
        ("statements", "\u{0}"),
        ("statements", deep.as_str()),
        ("handover/offers", "[]"),
        ("handover/offers", r#"{"convoy": "a b"}"#),
        ("handover/offers", r#"{"convoy": "11-DZ-01", "convoi": 1}"#),
        ("handover/answers", r#"{"counts": [{"item": "flour", "counted": -1}]}"#),
        (
            "handover/settlements",
            r#"{"note": "x", "outcomes": [{"item": "flour", "quantity": 1, "verdict": "eaten"}]}"#,
        ),
        ("reports/read", r#"{"text": 7}"#),
        ("plans", r#"{"from": "yesterday"}"#),
        ("plans", r#"{"seed": 18446744073709551616}"#),
    ] {
        let answer = client.post_with(path, &key, body);
        assert_eq!(answer.problem(), (400, "json".into()), "{path} {body:.60}");
        assert!(answer.json()["where"].as_str().unwrap().starts_with("body, line 1 column "), "{}", answer.body);
        assert!(answer.body.len() < 1_000, "{}", answer.body.len());
    }
    for body in ["[]", "{}", "7", "null", "[[]]"] {
        assert_eq!(client.post_with("statements", &key, body).problem(), (422, "refused".into()), "{body}");
    }
    let many = json!(vec![progress(); 1_001]).to_string();
    assert_eq!(client.post_with("statements", &key, &many).problem(), (422, "refused".into()));
    for given in ["", "short", "with space in it", "é-é-é-é-é", &"k".repeat(81)] {
        let answer = client.post_with("statements", &[("Idempotency-Key", given)], &progress().to_string());
        assert_eq!(answer.problem(), (400, "idempotency-key".into()), "{given}");
    }
    assert_eq!(client.post_with("statements?officer=x", &key, "{}").problem(), (400, "query".into()));
    assert_eq!((office.size(), office.node().store().documents("").unwrap()), before);
}

#[test]
fn bodies_are_bounded_in_length_and_time() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let before = office.size();
    let key = [("Idempotency-Key", "too-much-1")];
    let long = |bytes: usize| format!("{{\"notice\": \"{}\"}}", "a".repeat(bytes));
    let answer = client.post_with("activities/acknowledgements", &key, &long(64 * 1024));
    assert_eq!(answer.problem(), (413, "too-long".into()));
    assert!(answer.json()["detail"].as_str().unwrap().contains("65536"), "{}", answer.body);
    assert_eq!(client.post_with("statements", &key, &long(4 << 20)).problem(), (413, "too-long".into()));
    let head = format!(
        "POST /api/v1/statements HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nContent-Type: application/json\r\n\
         Idempotency-Key: too-much-1\r\nConnection: close\r\n",
        office.address, client.cookie
    );
    // Without a length, in pieces.
    let mut pieces = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..80 {
        pieces.extend_from_slice(b"10000\r\n");
        pieces.extend_from_slice(&[b' '; 0x10000]);
        pieces.extend_from_slice(b"\r\n");
    }
    assert_eq!(office.raw(&pieces).problem(), (413, "too-long".into()));
    // Half a body, and then silence.
    let mut stream = TcpStream::connect(office.address).unwrap();
    write!(stream, "{head}Content-Length: 100\r\n\r\n{{").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    // Half a body, and gone.
    let mut stream = TcpStream::connect(office.address).unwrap();
    write!(stream, "{head}Content-Length: 100\r\n\r\n{{").unwrap();
    drop(stream);
    client.post("statements", "too-much-1", &progress()).done();
    assert_eq!(office.size(), before + 1);
}

#[test]
fn methods_that_a_path_does_not_have_are_refused() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let json = ("Content-Type", "application/json");
    for (method, path) in
        [("PUT", "statements"), ("PATCH", "session"), ("OPTIONS", "session"), ("DELETE", "plans"), ("POST", "findings")]
    {
        let answer = office.ask(method, path, &[("Cookie", &client.cookie), json], "{}");
        assert_eq!(answer.problem(), (405, "method".into()), "{method} {path}");
        assert_ne!(answer.header("allow"), "", "{method} {path}");
    }
    assert_eq!(client.post("nowhere", "12345678", &json!({})).problem(), (404, "unknown".into()));
}

#[test]
fn statements_are_listed_some_at_a_time() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let page = |query: &str| office.ask("GET", &format!("statements?{query}"), &[], "");
    let all = page("limit=500").json();
    let leaves = |list: &Value| -> Vec<String> {
        let list = list["statements"].as_array().unwrap();
        list.iter().map(|one| one["leaf"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((leaves(&all).len() as u64, &all["next"]), (all["total"].as_u64().unwrap(), &Value::Null));
    let (mut found, mut next) = (Vec::new(), String::new());
    loop {
        let part = page(&format!("limit=7{next}")).json();
        found.extend(leaves(&part));
        let Some(cursor) = part["next"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(found, leaves(&all));
    let mut newest = leaves(&page("limit=500&order=newest").json());
    newest.reverse();
    assert_eq!(newest, found);
    // Whoever kept the last one is told of what came after it.
    let last = found.last().unwrap();
    let said = client.post("statements", "after-the-last", &progress()).done();
    let more = page(&format!("cursor={last}")).json();
    assert_eq!(leaves(&more), [said["appended"][0]["leaf"].as_str().unwrap()]);
    let reports = page("kind=report_filed&party=dz-log").json();
    assert!(reports["total"].as_u64().unwrap() >= 5, "{}", reports["total"]);
    assert_eq!(page("kind=report_filed&party=monitor").json()["total"], 0);
    assert!(reports["statements"].as_array().unwrap().iter().all(|one| one["content"]["kind"] == "report_filed"));
    for bad in ["limit=0", "limit=501", "limit=x", "cursor=00", "order=best", "kind=nothing", "what=1"] {
        assert_eq!(page(bad).problem(), (400, "query".into()), "{bad}");
    }
    for bad in ["00000000", "0000", "zzzzzzzz"] {
        assert_eq!(
            office.ask("GET", &format!("statements/{bad}"), &[], "").problem(),
            (404, "unknown".into()),
            "{bad}"
        );
    }
    let tag = page("limit=7").header("etag").to_owned();
    assert_eq!(office.ask("GET", "statements?limit=7", &[("If-None-Match", &tag)], "").status, 304);
}

#[test]
fn what_is_for_another_role_is_refused_and_who_may_is_told() {
    let office = Office::open();
    let client = office.sign_in("dz-log/convoy", &["dz-log/stores"]);
    let before = office.size();
    let mut draft = json!({"kind": "stock_declared", "body": {"site": "depot-reggane",
        "lines": [{"item": "ration-box", "lot": null, "quantity": 1, "serials": []}]}});
    let headers = [("Idempotency-Key", "count-of-today"), ("Accept-Language", "fr")];
    let refused = client.post_with("statements", &headers, &draft.to_string());
    assert_eq!(refused.problem(), (403, "role".into()), "{}", refused.body);
    assert!(refused.json()["detail"].as_str().unwrap().contains("`dz-log/convoy` is commander"), "{}", refused.body);
    assert!(refused.json()["hint"].as_str().unwrap().contains("dz-log/stores"), "{}", refused.body);
    assert_eq!(office.size(), before);
    draft["officer"] = json!("dz-log/stores");
    client.post("statements", "count-of-today", &draft).done();
}

#[test]
fn records_of_requests_are_let_go_after_thirty_days() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    client.post("statements", "of-long-ago", &progress()).done();
    let mut node = office.node();
    let [old] = node.store().documents("request/").unwrap().try_into().unwrap();
    client.post("statements", "of-yesterday", &noted("yesterday")).done();
    let [yesterday] = others(&node, &[&old]).try_into().unwrap();
    client.post("statements", "of-earlier-servers", &noted("without a time")).done();
    let [undated] = others(&node, &[&old, &yesterday]).try_into().unwrap();
    let month = 30 * 24 * 60 * 60;
    let now = node.now();
    for (name, at) in [(&old, Some(month + 1)), (&yesterday, Some(month - 60)), (&undated, None)] {
        let mut kept: Value = serde_json::from_slice(&node.store().document(name).unwrap().unwrap()).unwrap();
        kept["at"] = json!(at.map(|ago| now.plus_seconds(-ago)));
        node.store_mut().keep(&[(name.clone(), kept.to_string().into_bytes())]).unwrap();
    }
    // The next server looks through them at its first write.
    let office = office.again();
    office.sign_in(MOVEMENT, &[]).post("statements", "of-today", &noted("today")).done();
    let left = others(&node, &[]);
    assert!(left.len() == 3 && !left.contains(&old), "{left:?}");
    // One without a time is dated, and let go in its turn.
    let kept: Value = serde_json::from_slice(&node.store().document(&undated).unwrap().unwrap()).unwrap();
    assert!(kept["at"].is_string(), "{kept}");
    // What is still kept is answered as it was.
    let again = office.sign_in(MOVEMENT, &[]).post("statements", "of-yesterday", &noted("yesterday"));
    assert_eq!(again.header("idempotency-replayed"), "true");
    let again = office.sign_in(MOVEMENT, &[]).post("statements", "of-long-ago", &progress());
    assert_eq!(again.header("idempotency-replayed"), "");
}

/// Records of requests, but for these.
fn others(node: &app::Node, known: &[&String]) -> Vec<String> {
    let all = node.store().documents("request/").unwrap();
    all.into_iter().filter(|name| !known.contains(&name)).collect()
}
