//! Work that goes on after its answer.

use crate::office::{Answer, Client, MOVEMENT, Office};
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Asks for a job, and where it is.
pub(crate) fn begun(client: &Client<'_>, key: &str, body: &Value) -> String {
    let answer = client.post("jobs", key, body);
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.body);
    let at = answer.header("location").strip_prefix("/api/v1/").unwrap().to_owned();
    assert_eq!(at, format!("jobs/{}", answer.json()["id"].as_str().unwrap()));
    at
}

pub(crate) fn get(client: &Client<'_>, path: &str) -> Answer {
    client.office.ask("GET", path, &[("Cookie", &client.cookie)], "")
}

/// The job when that is so.
pub(crate) fn until(client: &Client<'_>, at: &str, so: impl Fn(&Value) -> bool) -> Value {
    let asked = Instant::now();
    loop {
        let job = get(client, at).json();
        if so(&job) {
            return job;
        }
        assert!(asked.elapsed() < Duration::from_secs(60), "it never came to that: {job}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_plan_is_made_as_a_job_looked_at_and_cancelled() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let plan = json!({"plan": {"from": "2013-02-11T00:00:00Z", "rounds": 3}});
    let at = begun(&client, "a-plan-of-three", &plan);
    let job = until(&client, &at, |job| job["state"] == "done");
    assert_eq!((&job["kind"], &job["of"], &job["officer"]), (&json!("plan"), &json!(3), &json!(MOVEMENT)));
    assert_eq!(job["done"], 3, "{job}");
    // As it would be answered at once.
    let made = client.post("plans", "the-same-at-once", &plan["plan"]).done();
    assert_eq!(job["result"], made);
    // Repeated, it is the same job; with another body, none.
    assert_eq!(begun(&client, "a-plan-of-three", &plan), at);
    let other = client.post("jobs", "a-plan-of-three", &json!({"audit": {}}));
    assert_eq!(other.problem(), (422, "idempotency".into()));

    let long = json!({"plan": {"from": "2013-02-11T00:00:00Z", "seconds": 3_600}});
    let at = begun(&client, "a-plan-of-an-hour", &long);
    until(&client, &at, |job| job["done"].as_u64() > Some(0));
    let waiting = begun(&client, "behind-the-hour", &json!({"audit": {}}));
    assert_eq!(get(&client, &waiting).json()["state"], "waiting");
    let cancelled = office.ask("DELETE", &at, &[("Cookie", &client.cookie)], "");
    assert_eq!((cancelled.status, &cancelled.json()["state"]), (StatusCode::OK, &json!("cancelled")));
    // Its turn is over with it.
    until(&client, &waiting, |job| job["state"] == "done");
    let states: Vec<Value> =
        get(&client, "jobs").json().as_array().unwrap().iter().map(|job| job["state"].clone()).collect();
    assert_eq!(states, ["done", "cancelled", "done"]);
    assert_eq!(get(&client, &at).json()["result"], Value::Null);
    // A server that ends forgets them.
    let office = office.again();
    let client = office.sign_in(MOVEMENT, &[]);
    assert_eq!(get(&client, &at).problem(), (404, "unknown".into()));
}

#[test]
fn an_audit_judges_every_journal() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let at = begun(&client, "is-all-of-it-sound", &json!({"audit": {}}));
    let job = until(&client, &at, |job| job["state"] == "done");
    let journals = job["result"]["journals"].as_array().unwrap();
    assert_eq!(journals.len(), office.node().journals().unwrap().len());
    assert!(journals.iter().all(|one| one["sound"] == true && one["entries"].as_u64() > Some(0)), "{job}");
    assert_eq!(job["done"], job["result"]["files"]);
}

#[test]
fn a_job_is_its_officers_and_what_it_failed_by_is_told() {
    let office = Office::open();
    assert_eq!(office.ask("GET", "jobs", &[], "").problem(), (401, "sign-in".into()));
    let client = office.sign_in(MOVEMENT, &[]);
    let none = json!({"plan": {"replan": "00000000"}});
    let at = begun(&client, "a-plan-of-no-plan", &none);
    let job = until(&client, &at, |job| job["state"] == "failed");
    assert_eq!((&job["result"], &job["problem"]["status"]), (&Value::Null, &json!(422)), "{job}");
    let other = office.sign_in("dz-log/stores", &[]);
    assert_eq!(get(&other, &at).problem(), (404, "unknown".into()));
    assert_eq!(get(&other, "jobs").json(), json!([]));
    assert_eq!(office.ask("DELETE", &at, &[("Cookie", &other.cookie)], "").problem(), (404, "unknown".into()));
    let both = office.sign_in("dz-log/stores", &[MOVEMENT]);
    assert_eq!(get(&both, &at).status, StatusCode::OK);
    for (body, status, word) in [
        (json!({"plan": {"seconds": 3_601}}), 422, "refused"),
        (json!({"plan": {"second": 1}}), 400, "json"),
        (json!({"audit": {"seconds": 1}}), 400, "json"),
        (json!({"plan": {}, "audit": {}}), 400, "json"),
        (json!({}), 400, "json"),
    ] {
        assert_eq!(client.post("jobs", "what-is-no-job", &body).problem(), (status, word.into()), "{body}");
    }
}
