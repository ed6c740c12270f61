//! What is refused, what is cached, and what every answer carries.

use crate::story::source;
use crate::support::{ask_of, get, get_with};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use std::sync::Arc;

#[test]
fn nothing_is_written_over_http() {
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS] {
        for path in ["/", "/api/v1/findings", "/api/v1/nowhere"] {
            let request = Request::builder().method(&method).uri(path).body(Body::from("{}")).unwrap();
            let answer = ask_of(source(), request);
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
            assert_eq!(answer.header("allow"), "GET, HEAD");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert_eq!(answer.json()["hint"], "make statements with `qafila say`, on the machine that holds the keys");
        }
    }
}

#[test]
fn only_this_machine_by_its_address_is_asked() {
    for (host, status) in [
        ("127.0.0.1", StatusCode::OK),
        ("127.0.0.1:4567", StatusCode::OK),
        ("[::1]:4567", StatusCode::OK),
        ("[::1]", StatusCode::OK),
        ("localhost:4567", StatusCode::OK),
        ("LOCALHOST", StatusCode::OK),
        ("node.example:4567", StatusCode::MISDIRECTED_REQUEST),
        ("localhost.node.example", StatusCode::MISDIRECTED_REQUEST),
        ("127.0.0.1.node.example", StatusCode::MISDIRECTED_REQUEST),
        ("", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let request = Request::get("/api/v1/journals").header(header::HOST, host).body(Body::empty()).unwrap();
        assert_eq!(ask_of(source(), request).status, status, "{host}");
    }
}

#[test]
fn every_answer_is_kept_apart_from_other_sites() {
    for path in ["/", "/api/v1/journals", "/api/v1/picture?at=yesterday", "/nowhere.js"] {
        let answer = get(path);
        let csp = answer.header("content-security-policy");
        assert!(csp.starts_with("default-src 'none'; script-src 'self'; "), "{path}: {csp}");
        assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"), "{path}: {csp}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}

#[test]
fn the_telephone_alone_runs_what_was_compiled() {
    let csp = get("/phone.html").header("content-security-policy").to_owned();
    assert!(csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{csp}");
    assert!(csp.contains("frame-ancestors 'none'") && !csp.contains("'unsafe"), "{csp}");
    assert_eq!(get("/phone.html").header("x-frame-options"), "DENY");
}

#[test]
fn bad_questions_say_what_and_where() {
    for (path, place, part) in [
        ("picture?at=yesterday", "query parameter `at`", "`yesterday` is not a time"),
        ("picture?known=2013-13-01", "query parameter `known`", "`2013-13-01` is not a time"),
        ("picture?when=2013-02-08", "query parameter `when`", "unknown field `when`"),
        ("account?at=2013-02-08&at=2013-02-09", "query parameter `at`", "duplicate field `at`"),
        ("account?at=", "query parameter `at`", "`` is not a time"),
        ("postings?item=a%20b", "query parameter `item`", "holds ' '"),
        ("postings", "query parameter `item`", "missing field `item`"),
    ] {
        let answer = get(&format!("/api/v1/{path}"));
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem = answer.json();
        assert_eq!(problem["where"], place, "{path}: {problem}");
        assert_eq!(problem["status"], 400);
        assert_eq!(problem["type"], "urn:qafila:problem:query");
        assert!(problem["detail"].as_str().unwrap().contains(part), "{path}: {problem}");
        assert!(problem["hint"].is_string());
    }
}

#[test]
fn long_values_are_not_sent_back_whole() {
    let answer = get(&format!("/api/v1/picture?at={}", "9".repeat(20_000)));
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.len() < 1_000, "{}", answer.body.len());
}

#[test]
fn the_page_is_given_for_its_own_addresses_only() {
    let page = get("/");
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-cache");
    for path in ["/index.html", "/corridor", "/ar/account"] {
        assert_eq!(get(path).body, page.body, "{path}");
    }
    for path in [
        "/missing.js",
        "/assets/missing.css",
        "/.env",
        "/../Cargo.toml",
        "/..%2fCargo.toml",
        "/%2e%2e/%2e%2e/Cargo",
        "/assets/../../Cargo.toml",
        "/api",
        "/api/v1",
        "/api/v1/nowhere",
        "/api/v2/journals",
    ] {
        let answer = get(path);
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{path}");
    }
}

#[test]
fn the_page_loads_nothing_from_elsewhere_and_its_files_are_there() {
    let page = get("/");
    let parts = page.text().split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"));
    let files: Vec<&str> = parts.collect();
    assert!(files.len() >= 2, "{files:?}");
    for file in files {
        let path = file.trim_start_matches('.');
        let answer = get(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        assert_eq!(answer.header("content-type").split('/').next(), Some("text"), "{path}");
    }
    assert!(!page.text().contains("://"), "{}", page.text());
}

#[test]
fn an_answer_that_is_held_is_not_sent_again() {
    for path in ["/", "/api/v1/picture?at=2013-02-12", "/api/v1/words/ar"] {
        let first = get(path);
        let tag = first.header("etag").to_owned();
        assert!(tag.len() > 10, "{path}: {tag}");
        for held in [tag.clone(), format!("\"other\", {tag}"), format!("W/{tag}")] {
            let second = get_with(path, &[(header::IF_NONE_MATCH, &held)]);
            assert_eq!(second.status, StatusCode::NOT_MODIFIED, "{path}");
            assert_eq!(second.body, b"");
            assert_eq!(second.header("etag"), tag);
        }
        assert_eq!(get_with(path, &[(header::IF_NONE_MATCH, "\"other\"")]).status, StatusCode::OK);
    }
    assert_ne!(
        get("/api/v1/picture?at=2013-02-12").header("etag"),
        get("/api/v1/picture?at=2013-02-18").header("etag")
    );
}

#[test]
fn a_node_that_cannot_be_opened_is_told_and_survived() {
    for (why, status, word) in [
        (app::ports::StoreError::Busy, StatusCode::SERVICE_UNAVAILABLE, "busy"),
        (
            app::ports::StoreError::Damaged { what: "the database".into(), why: "no tables".into() },
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
        ),
    ] {
        let text = why.to_string();
        let why = std::sync::Mutex::new(Some(why));
        let source: server::Source = Arc::new(move || Err(why.lock().unwrap().take().unwrap().into()));
        let answer = ask_of(source, Request::get("/api/v1/journals").body(Body::empty()).unwrap());
        assert_eq!(answer.status, status);
        assert_eq!(answer.json()["type"], format!("urn:qafila:problem:{word}"));
        assert_eq!(answer.json()["detail"], text);
    }
    let panics: server::Source = Arc::new(|| panic!("a fault of ours"));
    let answer = ask_of(panics, Request::get("/api/v1/journals").body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[test]
fn addresses_that_others_reach_are_not_served() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
        let refused = server::serve(listener, server::router(source()), async {}).await.unwrap_err();
        assert!(refused.to_string().contains("only under TLS, to those who sign in"), "{refused}");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        server::serve(listener, server::router(source()), async {}).await.unwrap();
    });
}
