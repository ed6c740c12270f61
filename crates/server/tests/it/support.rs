//! Routers over nodes of a story, and what they answer.

use crate::story::{PLAYED, clock, database, node, node_salted, operation_file, source};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use std::sync::Arc;
use store::SqliteStore;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// More than any answer has.
const BODY_MAX: usize = 8 << 20;

/// A node that has joined its operation and said who it is, no more.
pub(crate) fn silent() -> server::Source {
    Arc::new(|| {
        let mut node = node("dz-log", SqliteStore::in_memory()?, &clock()?);
        let operation = node.join(&operation_file)?;
        node.init(&operation.genesis(&"dz-log".parse()?)?)?;
        Ok(node)
    })
}

/// A node that has joined nothing.
pub(crate) fn empty() -> server::Source {
    Arc::new(|| Ok(node("dz-log", SqliteStore::in_memory()?, &clock()?)))
}

/// The donor's node as it is after the story, to be written on.
pub(crate) struct Another(TempDir);

pub(crate) fn another() -> Another {
    let dir = tempfile::tempdir().unwrap();
    std::fs::copy(database(PLAYED.path()), database(dir.path())).unwrap();
    Another(dir)
}

impl Another {
    pub(crate) fn source(&self) -> server::Source {
        let path = database(self.0.path());
        // Salts are counted from where no other of this story stands.
        Arc::new(move || Ok(node_salted(1 << 32, "dz-log", SqliteStore::open(&path)?, &clock()?)))
    }

    /// The convoy that has arrived in the story.
    pub(crate) fn first_convoy(&self) -> String {
        let views = self.source()().unwrap().views(&app::AsOf::default()).unwrap();
        let arrived = views.movements.iter().find(|(_, convoy)| convoy.status() == views::ConvoyStatus::Arrived);
        arrived.unwrap().0.to_string()
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request to a router over the source.
pub(crate) fn ask_of(source: server::Source, request: Request<Body>) -> Answer {
    ask(server::router(source), request)
}

/// Sends a request to a router.
pub(crate) fn ask(router: axum::Router, request: Request<Body>) -> Answer {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, BODY_MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    })
}

pub(crate) fn get(path: &str) -> Answer {
    get_with(path, &[])
}

pub(crate) fn get_with(path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = Request::get(path).header(header::HOST, "127.0.0.1:8080");
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    ask_of(source(), request.body(Body::empty()).unwrap())
}

pub(crate) fn api(path: &str) -> Value {
    let answer = get(&format!("/api/v1/{path}"));
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}
