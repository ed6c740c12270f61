//! The description of the interface, held against the file that the page's types come from.

use crate::support::api;
use std::path::Path;

/// `INSTA_UPDATE=always` writes the file, as it does for snapshots.
#[test]
fn the_file_is_what_the_types_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let described = server::openapi_json();
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        std::fs::write(&path, &described).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == described,
        "openapi.json is out of date: run `INSTA_UPDATE=always cargo test -p server openapi`, then `npm run types` in ui/"
    );
}

#[test]
fn the_served_description_is_the_file() {
    let served = api("openapi.json");
    let kept: serde_json::Value = serde_json::from_str(&server::openapi_json()).unwrap();
    assert_eq!(served, kept);
    assert_eq!(served["openapi"], "3.1.0");
    let paths: Vec<&String> = served["paths"].as_object().unwrap().keys().collect();
    let expected = [
        "access",
        "access/closings",
        "account",
        "activities/acknowledgements",
        "alerts",
        "alerts/{id}",
        "convoys",
        "events",
        "findings",
        "flow",
        "handover/answers",
        "handover/closings",
        "handover/offers",
        "handover/settlements",
        "handover/withdrawals",
        "jobs",
        "jobs/{id}",
        "journals",
        "life",
        "movements.ics",
        "openapi.json",
        "operation",
        "parties",
        "partners",
        "passkeys",
        "passkeys/challenge",
        "passkeys/{id}",
        "picture",
        "plan",
        "plan/avoided",
        "plan/files/{name}",
        "plans",
        "plans/{digest}/orders",
        "postings",
        "reports/decisions",
        "reports/read",
        "search",
        "session",
        "session/passkey",
        "session/passkey/challenge",
        "statement",
        "statements",
        "statements/{leaf}",
        "timeline",
        "today",
        "words/{lang}",
    ];
    assert_eq!(paths, expected.map(|path| format!("/api/v1/{path}")).iter().collect::<Vec<_>>());
}

#[test]
fn every_write_asks_for_a_session_a_key_and_tells_its_refusals() {
    let described = api("openapi.json");
    let mut writes = 0;
    for (path, item) in described["paths"].as_object().unwrap() {
        let Some(post) = item.get("post") else { continue };
        writes += 1;
        let (signs_in, challenge) = (path.contains("/session"), path.ends_with("/challenge"));
        let keeps = !signs_in && !path.contains("/passkeys") && !path.ends_with("/reports/read");
        assert_eq!(post["security"].is_array(), !signs_in, "{path}");
        let parameters = post["parameters"].as_array().into_iter().flatten();
        assert_eq!(parameters.filter(|one| one["name"] == "Idempotency-Key").count(), usize::from(keeps), "{path}");
        assert_eq!(post["requestBody"]["content"]["application/json"].is_object(), !challenge, "{path}");
        for status in ["400", "401", "403", "413", "415", "422"] {
            let problem = &post["responses"][status]["content"]["application/problem+json"]["schema"]["$ref"];
            assert_eq!(problem, "#/components/schemas/Problem", "{path} {status}");
        }
    }
    assert_eq!(writes, 18);
    assert_eq!(described["components"]["securitySchemes"]["session"]["in"], "cookie");
}
