//! What holds for every request and every answer: asked from this machine, writing only where there is a
//! desk to sign in at and for no other site, nothing loaded from elsewhere.

use crate::desk::Desk;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

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

/// Where everything that writes is found.
const WRITES: &str = "/api/v1/";

/// Lets through what reads, or writes where there is a desk, and was asked of this machine by its address.
pub(crate) async fn admit(State(desk): State<Option<Arc<Desk>>>, mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD)
        && let Err(refused) = may_write(&request, desk.is_some())
    {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        let is_method = refused.status() == StatusCode::METHOD_NOT_ALLOWED;
        return if is_method { (allow, refused).into_response() } else { refused.into_response() };
    }
    if let Some(host) = foreign_host(&request) {
        return Problem::other_host(&host).into_response();
    }
    if let Some(desk) = desk {
        request.extensions_mut().insert(desk);
    }
    next.run(request).await
}

fn may_write(request: &Request, desk: bool) -> Result<(), Problem> {
    let method = request.method();
    if !desk {
        return Err(Problem::reads_only(method.as_str()));
    }
    if !matches!(*method, Method::POST | Method::DELETE) || !request.uri().path().starts_with(WRITES) {
        return Err(Problem::no_method(method.as_str()));
    }
    from_here(request.headers())
}

/// Refuses what a browser says was sent by a page of another site. Programs send neither header; what they
/// could be made to send, they could be made to send anywhere.
fn from_here(headers: &HeaderMap) -> Result<(), Problem> {
    if let Some(site) = headers.get("sec-fetch-site")
        && !matches!(site.as_bytes(), b"same-origin" | b"none")
    {
        return Err(Problem::cross_site("sec-fetch-site"));
    }
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or("?"));
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    let own = origin.split_once("://").map(|(_, host)| host);
    let host = text(header::HOST);
    if own.is_some() && own.map(str::to_ascii_lowercase) == host.map(str::to_ascii_lowercase) {
        Ok(())
    } else {
        Err(Problem::cross_site("origin"))
    }
}

/// What a path answers to a method that it does not have.
pub(crate) async fn no_method(method: Method) -> Problem {
    Problem::no_method(method.as_str())
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
