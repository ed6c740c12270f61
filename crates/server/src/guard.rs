//! What holds for every request and every answer: reading only, asked from this machine,
//! nothing loaded from elsewhere.

use crate::problem::Problem;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// Headers of every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    // Scripts, styles, data and pictures from this server alone; no forms, no frames.
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets through what reads, and was asked of this machine by its address.
pub(crate) async fn admit(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        return (allow, Problem::reads_only(request.method().as_str())).into_response();
    }
    if let Some(host) = foreign_host(&request) {
        return Problem::other_host(&host).into_response();
    }
    next.run(request).await
}

/// The host asked for, where it is a name that a site elsewhere could point at this machine
/// to read the answers (DNS rebinding). Addresses and `localhost` cannot be pointed.
fn foreign_host(request: &Request) -> Option<String> {
    let header = request.headers().get(header::HOST)?;
    let host = String::from_utf8_lossy(header.as_bytes());
    let name = host_name(&host);
    let is_address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    (!is_address && !name.eq_ignore_ascii_case("localhost")).then(|| host.chars().take(80).collect())
}

/// The host without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}

/// Adds the headers that browsers keep this page apart by.
pub(crate) async fn harden(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
