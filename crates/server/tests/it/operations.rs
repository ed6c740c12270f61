//! What those who run a server ask it, and what it tells of requests.

use crate::story::source;
use crate::support::{Answer, ask, get_with};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, Request, StatusCode, header};
use std::sync::Arc;

fn asked(router: &Router, path: &str) -> Answer {
    ask(router.clone(), Request::get(path).header(header::HOST, "127.0.0.1:7413").body(Body::empty()).unwrap())
}

fn broken() -> server::Source {
    Arc::new(|| Err("the disk at /secret/place is gone".into()))
}

#[test]
fn a_server_lives_though_its_node_does_not() {
    for router in [server::router(source()), server::partner_router(source())] {
        assert_eq!(asked(&router, "/healthz").text(), "ok\n");
        assert_eq!(asked(&router, "/readyz").text(), "ready\n");
    }
    for router in [server::router(broken()), server::partner_router(broken())] {
        assert_eq!(asked(&router, "/healthz").status, StatusCode::OK);
        let answer = asked(&router, "/readyz");
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        // Anybody may ask, so nobody is told what the log is told.
        assert!(!answer.text().contains("secret"), "{}", answer.text());
        assert_eq!(answer.json()["type"], "urn:qafila:problem:not-ready");
    }
}

#[test]
fn requests_and_journals_are_counted() {
    let router = server::router(source());
    asked(&router, "/api/v1/journals");
    asked(&router, "/api/v1/journals");
    asked(&router, "/api/v1/words/tlh");
    asked(&router, "/no/such/path.js?secret=1");
    let metrics = asked(&router, "/metrics");
    assert_eq!(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    for line in [
        "qafila_requests_total{route=\"/api/v1/journals\",method=\"GET\",status=\"200\"} 2",
        "qafila_requests_total{route=\"/api/v1/words/{lang}\",method=\"GET\",status=\"404\"} 1",
        "qafila_requests_total{route=\"page\",method=\"GET\",status=\"404\"} 1",
        "qafila_request_seconds_count{route=\"/api/v1/journals\"} 2",
        "qafila_ready 1",
        "qafila_listeners 0",
    ] {
        assert!(metrics.text().lines().any(|found| found == line), "{line} is not in\n{}", metrics.text());
    }
    let own = "qafila_journal_entries{journal=\"sahel-2013.example/dz-log\",own=\"true\"} ";
    assert!(metrics.text().lines().any(|line| line.starts_with(own)), "{}", metrics.text());
    assert!(!metrics.text().contains("secret"));
    let broken = asked(&server::router(broken()), "/metrics");
    assert!(broken.text().contains("\nqafila_ready 0\n"), "{}", broken.text());
}

#[test]
fn metrics_are_not_for_partners() {
    assert_eq!(asked(&server::partner_router(source()), "/metrics").status, StatusCode::NOT_FOUND);
}

#[test]
fn every_answer_has_a_name_and_keeps_one_that_a_proxy_gave() {
    let id = HeaderName::from_static("x-request-id");
    let given = get_with("/api/v1/journals", &[(id.clone(), "proxy-7.a_B")]);
    assert_eq!(given.header("x-request-id"), "proxy-7.a_B");
    let long = "x".repeat(65);
    let mut seen = Vec::new();
    for id_given in ["", "two words", "a,b", long.as_str()] {
        let answer = get_with("/nowhere.js", &[(id.clone(), id_given)]);
        let name = answer.header("x-request-id").to_owned();
        assert!(name.len() > 16 && name != id_given, "{name}");
        assert!(!seen.contains(&name));
        seen.push(name);
    }
}
