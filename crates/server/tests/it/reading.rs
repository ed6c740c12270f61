//! A report over HTTP: read into drafts, decided, signed.

use crate::office::{MOVEMENT, Office};
use crate::story::operation_file;
use serde_json::{Value, json};

fn report() -> String {
    String::from_utf8(operation_file("reports/01-ar.txt").unwrap()).unwrap()
}

#[test]
fn a_report_is_read_decided_and_signed_once() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let (text, before) = (report(), office.size());
    let asked = json!({"text": text, "date": "2013-02-08", "outlet": "daily newspaper, south"});
    let read = client.post("reports/read", "not-needed", &asked);
    assert_eq!(read.status, 200, "{}", read.body);
    let read = read.json();
    let drafts = read["drafts"].as_array().unwrap();
    assert!(drafts.len() >= 2, "{read}");
    for draft in drafts {
        let at = |end: &str| usize::try_from(draft[end].as_u64().unwrap()).unwrap();
        assert!(text.get(at("byte_start")..at("byte_end")).is_some_and(|words| !words.is_empty()), "{draft}");
        assert_eq!((&draft["fate"], &draft["text"]), (&Value::Null, &read["text"]));
        assert_eq!(draft["doubts"].as_array().unwrap().len(), draft["questions"].as_array().unwrap().len());
    }
    // What a card shows besides: the first claim's road, its states, and the second's doubt as a question.
    let road = drafts.iter().find(|draft| draft["state"] == "regained").unwrap();
    assert_eq!(road["about"], json!([{"axis": "axis-in-khalil"}]), "{road}");
    assert!(road["states"].as_array().unwrap().contains(&json!("cut")), "{road}");
    assert!(text.contains(road["source_words"].as_str().unwrap()), "{road}");
    let doubted = drafts.iter().find(|draft| !draft["doubts"].as_array().unwrap().is_empty()).unwrap();
    assert_eq!(doubted["questions"][0]["doubt"], doubted["doubts"][0], "{doubted}");
    let decide = |decisions: Value| {
        let mut body = asked.clone();
        body["decisions"] = json!({"text": read["text"], "lexicon": read["lexicon"], "decisions": decisions});
        body
    };
    let accept = json!({"draft": 1, "verdict": "accept", "letter": "C", "number": 3});
    for (decisions, fault) in [
        (json!([{"draft": 1, "verdict": "accept", "letter": "C"}]), "`number` is missing"),
        (json!([accept, {"draft": 99, "verdict": "reject"}]), "the reading has"),
        (json!([accept, accept]), "decided twice"),
    ] {
        let refused = client.post("reports/decisions", "decide-1", &decide(decisions));
        assert_eq!(refused.problem(), (422, "refused".into()));
        assert!(refused.json()["detail"].as_str().unwrap().contains(fault), "{}", refused.body);
    }
    let mut stale = decide(json!([accept]));
    stale["decisions"]["lexicon"] = json!("00".repeat(32));
    assert_eq!(client.post("reports/decisions", "decide-1", &stale).problem(), (422, "refused".into()));
    assert_eq!(office.size(), before);
    let body = decide(json!([accept, {"draft": 2, "verdict": "reject", "reason": "خبر قديم"}]));
    let done = client.post("reports/decisions", "decide-1", &body).done();
    assert_eq!(done["appended"].as_array().unwrap().len(), 1);
    assert_eq!(client.post("reports/decisions", "decide-1", &body).done(), done);
    assert_eq!(office.size(), before + 1);
    let again = client.post("reports/read", "not-needed", &asked).json();
    assert_eq!((&again["drafts"][0]["fate"], &again["drafts"][1]["fate"]), (&json!("signed"), &json!("rejected")));
    let leaf = done["appended"][0]["leaf"].as_str().unwrap();
    let signed = office.ask("GET", &format!("statements/{leaf}"), &[], "").json();
    let filed = &signed["content"]["statement"]["body"];
    assert_eq!(filed["grade"], json!({"reliability": "C", "credibility": "3"}));
    assert_eq!(filed["excerpt"]["document"], read["text"]);
}

#[test]
fn a_report_that_cannot_be_read_says_why() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    for (body, place) in [
        (json!({"text": "x", "date": "8 February"}), "body, `date`"),
        (json!({"text": "x".repeat(1024 * 1024 + 1), "date": "2013-02-08"}), "body, `text`"),
    ] {
        let refused = client.post("reports/read", "not-needed", &body);
        assert_eq!(refused.problem(), (422, "refused".into()));
        assert_eq!(refused.json()["where"], place, "{}", refused.body);
        assert!(refused.json()["hint"].is_string());
    }
}
