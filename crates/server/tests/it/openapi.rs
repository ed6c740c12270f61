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
        "account",
        "alerts",
        "alerts/{id}",
        "convoys",
        "events",
        "findings",
        "journals",
        "movements.ics",
        "openapi.json",
        "operation",
        "parties",
        "picture",
        "plan",
        "plan/files/{name}",
        "postings",
        "words/{lang}",
    ];
    assert_eq!(paths, expected.map(|path| format!("/api/v1/{path}")).iter().collect::<Vec<_>>());
}
