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

/// The header in which a caller says of which trace a request is.
const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

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
    let Trace { trace, parent, span } = Trace::of(&request);
    let mut response = next.run(request).await;
    let (status, took) = (response.status(), begun.elapsed());
    metrics.count(&route, method, status.as_u16(), took);
    let (code, micros) = (status.as_u16(), u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    if status.is_server_error() {
        tracing::warn!(request = id, trace, span, parent, method, route, status = code, micros, "failed");
    } else {
        tracing::info!(request = id, trace, span, parent, method, route, status = code, micros, "answered");
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Where a request stands among those of other programs (W3C Trace Context), in hexadecimal digits.
struct Trace {
    trace: String,
    /// Of the caller; empty where it named none.
    parent: String,
    span: String,
}

impl Trace {
    fn of(request: &Request) -> Self {
        let digits = || format!("{:016x}", RandomState::new().hash_one(NEXT.fetch_add(1, Ordering::Relaxed)) | 1);
        let given = request.headers().get(&TRACE_PARENT).and_then(|value| value.to_str().ok()).and_then(caller);
        let (trace, parent) = given.unwrap_or_else(|| (digits() + &digits(), String::new()));
        Self { trace, parent, span: digits() }
    }
}

/// Trace and span of `00-TRACE-SPAN-FLAGS`; none where they are nought, or it has another form.
fn caller(header: &str) -> Option<(String, String)> {
    let mut parts = header.split('-');
    let (version, trace, span, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_hex = |text: &str, digits: usize| {
        text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let is_some = |text: &str| text.bytes().any(|byte| byte != b'0');
    let fits = version == "00" && parts.next().is_none() && is_hex(flags, 2);
    let names = is_hex(trace, 32) && is_hex(span, 16) && is_some(trace) && is_some(span);
    (fits && names).then(|| (trace.to_owned(), span.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_believed_where_its_header_has_the_one_form() {
        let (trace, span) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
        let is = |header: &str| caller(header) == Some((trace.to_owned(), span.to_owned()));
        assert!(is(&format!("00-{trace}-{span}-01")));
        for other in [
            format!("01-{trace}-{span}-01"),
            format!("00-{trace}-{span}"),
            format!("00-{trace}-{span}-01-more"),
            format!("00-{}-{span}-01", trace.to_uppercase()),
            format!("00-{}-{span}-01", "0".repeat(32)),
            format!("00-{trace}-{}-01", "0".repeat(16)),
            format!("00-{trace}-{span}-1"),
            String::new(),
        ] {
            assert_eq!(caller(&other), None, "{other}");
        }
    }
}
