//! Each request has a name, is counted, and leaves one line in the log: route, status, time.
//!
//! Neither address nor query, header or body is written anywhere: they may hold what only an audience may read.

use crate::metrics::Metrics;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// The header that names a request, in and out.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest name that is taken over from a proxy.
const ID_BYTES_MAX: usize = 64;

/// What tells requests of this process from those of another.
static RUN: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Names, counts and logs.
pub(crate) async fn observe(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = given(&request).unwrap_or_else(|| format!("{:016x}-{}", *RUN, NEXT.fetch_add(1, Ordering::Relaxed)));
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let method = word(request.method());
    let mut response = next.run(request).await;
    let (status, took) = (response.status(), begun.elapsed());
    metrics.count(&route, method, status.as_u16(), took);
    let (code, micros) = (status.as_u16(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    if status.is_server_error() {
        tracing::warn!(request = id, method, route, status = code, micros, "failed");
    } else {
        tracing::info!(request = id, method, route, status = code, micros, "answered");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The name that a proxy gave, where it is one.
fn given(request: &Request) -> Option<String> {
    let id = request.headers().get(&REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (!id.is_empty() && id.len() <= ID_BYTES_MAX && id.bytes().all(plain)).then(|| id.to_owned())
}

/// A method as a word of ours, so that nobody fills memory with words of his.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
