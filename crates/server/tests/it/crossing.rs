//! Handover, notices and plans over HTTP, as the command line has them.

use crate::office::{MOVEMENT, Office};
use app::AsOf;
use serde_json::{Value, json};

const STORES: &str = "dz-log/stores";

fn kinds(done: &Value) -> Vec<&str> {
    done["appended"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

#[test]
fn a_matter_is_settled_by_words_of_this_side() {
    let office = Office::open();
    let client = office.sign_in(STORES, &[]);
    let views = office.node().views(&AsOf::default()).unwrap();
    let (leaf, matter) = views.custody.matters().iter().next().unwrap();
    let item = matter.differences[0].item.to_string();
    let verdict = model::Verdict::ALL[0].code();
    for (body, word) in [
        (json!({"note": "x"}), "refused"),
        (json!({"note": "x", "agree": true}), "refused"),
        (
            json!({"note": "x", "matter": "ffff", "outcomes": [{"item": item, "quantity": 1, "verdict": verdict}]}),
            "refused",
        ),
    ] {
        let refused = client.post("handover/settlements", "matter-one", &body);
        assert_eq!(refused.problem(), (422, word.into()), "{body}");
        assert!(refused.json()["hint"].is_string(), "{}", refused.body);
    }
    let ends = json!([{"item": item, "quantity": 1, "verdict": verdict, "site": "depot-reggane"}]);
    let body = json!({"matter": &leaf.to_string()[..10], "note": "عُدّ مرّة ثانية", "outcomes": ends});
    let done = client.post("handover/settlements", "matter-one", &body).done();
    assert_eq!(kinds(&done), ["matter_settled"]);
    let views = office.node().views(&AsOf::default()).unwrap();
    assert!(views.custody.matters()[leaf].proposals.keys().any(|party| party.as_str() == "dz-log"));
}

#[test]
fn a_convoy_that_has_nothing_left_offers_nothing_and_says_why() {
    let office = Office::open();
    let client = office.sign_in("dz-log/convoy", &[]);
    let views = office.node().views(&AsOf::default()).unwrap();
    let (convoy, _) = views.movements.iter().next().unwrap();
    let refused = client.post_with(
        "handover/offers",
        &[("Idempotency-Key", "offer-one"), ("Accept-Language", "ar")],
        &json!({"convoy": convoy}).to_string(),
    );
    assert_eq!(refused.problem(), (422, "refused".into()));
    assert!(refused.json()["detail"].as_str().unwrap().contains(convoy.as_str()));
    assert!(refused.json()["hint"].as_str().unwrap().contains("قافلة"), "{}", refused.body);
    let wrong = client.post("handover/offers", "offer-two", &json!({"convoy": "11-DZ-99", "officer": MOVEMENT}));
    assert_eq!(wrong.problem(), (403, "not-yours".into()));
    let answer = client.post("handover/answers", "offer-three", &json!({}));
    assert_eq!(answer.problem(), (422, "refused".into()), "{}", answer.body);
    let body = json!({"reason": "kept back"});
    assert_eq!(client.post("handover/withdrawals", "offer-four", &body).problem(), (422, "refused".into()));
    let closed = client.post("handover/closings", "offer-five", &json!({"note": "the rest stays here"})).done();
    assert_eq!(kinds(&closed), ["handover_closed"]);
}

#[test]
fn a_notice_is_acknowledged_once() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[]);
    let views = office.node().views(&AsOf::default()).unwrap();
    let notice = views.corridor.activities().next().unwrap().by.leaf.to_string();
    let body = json!({"notice": &notice[..10]});
    let done = client.post("activities/acknowledgements", "notice-one", &body).done();
    assert_eq!(kinds(&done), ["activity_acknowledged"]);
    assert_eq!(client.post("activities/acknowledgements", "notice-one", &body).done(), done);
    let again = client.post("activities/acknowledgements", "notice-two", &body);
    assert_eq!(again.problem(), (422, "refused".into()));
    assert!(again.json()["detail"].as_str().unwrap().contains("acknowledged before"), "{}", again.body);
}

#[test]
fn a_plan_is_made_looked_at_and_ordered() {
    let office = Office::open();
    let client = office.sign_in(MOVEMENT, &[STORES]);
    let before = office.size();
    let made = client.post("plans", "plan-one", &json!({"from": "2013-02-20T12:00:00Z", "seed": 3, "rounds": 2}));
    let plan = made.done();
    assert_eq!(plan["objections"], json!([]), "{}", plan["objections"]);
    assert!(!plan["plan"]["columns"].as_array().unwrap().is_empty());
    let again = client.post("plans", "plan-one", &json!({"from": "2013-02-20T12:00:00Z", "seed": 3, "rounds": 2}));
    assert_eq!((again.done() == plan, again.header("idempotency-replayed")), (true, "true"));
    assert_eq!(office.size(), before);
    let digest = plan["digest"].as_str().unwrap();
    let path = format!("plans/{}/orders", &digest[..16]);
    // Orders are signed by those whose they are.
    let alone = office.sign_in("dz-log/convoy", &[]);
    assert_eq!(alone.post(&path, "order-one", &json!({})).problem(), (403, "not-yours".into()));
    assert_eq!(office.size(), before);
    let done = client.post(&path, "order-one", &json!({})).done();
    assert!(kinds(&done).contains(&"movement_ordered") && kinds(&done).contains(&"credit_issued"), "{done}");
    let in_force = office.ask("GET", "plan", &[], "").json();
    assert_eq!(in_force["digest"], digest);
    for given in ["0000", "zz", "last%20"] {
        let unknown = client.post(&format!("plans/{given}/orders"), "order-two", &json!({}));
        assert_eq!(unknown.problem(), (422, "refused".into()), "{given}");
    }
    let long = client.post("plans", "plan-two", &json!({"seconds": 61}));
    assert_eq!(long.problem(), (422, "refused".into()));
}
