//! What holds for every request and every answer: asked under the server's own name and by whom the gate lets
//! in, writing only where there is a desk to sign in at and for no other site, nothing loaded from elsewhere.

use crate::Source;
use crate::access::{Notes, is_read};
use crate::gate::{Asker, Gate};
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::AccessReader;
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

/// What the telephone's page may do besides: run its own Rust, and keep itself.
pub(crate) const TELEPHONE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'",
);

/// The telephone's page may ask for the camera, to read codes.
pub(crate) const CAMERA: (HeaderName, HeaderValue) = (
    HeaderName::from_static("permissions-policy"),
    HeaderValue::from_static("camera=(self), geolocation=(), microphone=()"),
);

/// Where everything that writes is found.
const WRITES: &str = "/api/v1/";

/// Lets through what reads, or writes where there is a desk, and was asked of this server by its name or address.
pub(crate) async fn admit(
    State((gate, source)): State<(Arc<Gate>, Source)>,
    mut request: Request,
    next: Next,
) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD)
        && let Err(refused) = may_write(&request, gate.desk().is_some())
    {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET, HEAD"))];
        let is_method = refused.status() == StatusCode::METHOD_NOT_ALLOWED;
        return if is_method { (allow, refused).into_response() } else { refused.into_response() };
    }
    if let Some(host) = foreign_host(&request, &gate) {
        return Problem::other_host(&host).into_response();
    }
    if gate.is_passed_on(&request) {
        return Problem::passed_on().into_response();
    }
    let mut reading = None;
    match gate.admits(&source, &mut request).await {
        Ok(Some(asker)) => {
            reading = Reading::of(&request, &gate, &asker);
            request.extensions_mut().insert(asker);
        }
        Ok(None) => {}
        Err(refused) => return refused.into_response(),
    }
    request.extensions_mut().insert(gate);
    let response = next.run(request).await;
    if let Some(Reading { notes, reader, route }) = reading {
        notes.answered(&reader, route.as_str(), &response);
    }
    response
}

/// Somebody who reads what may have been said to few, and is noted.
struct Reading {
    notes: Notes,
    reader: AccessReader,
    route: MatchedPath,
}

impl Reading {
    fn of(request: &Request, gate: &Gate, asker: &Asker) -> Option<Self> {
        let route = request.extensions().get::<MatchedPath>();
        let (notes, route) = (gate.notes()?, route.filter(|route| is_read(request.method(), route.as_str()))?);
        Some(Self { notes: notes.clone(), reader: asker.reader.clone(), route: route.clone() })
    }
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
/// to read the answers (DNS rebinding). Addresses and `localhost` cannot be pointed, and the server's own names are
/// known.
fn foreign_host(request: &Request, gate: &Gate) -> Option<String> {
    let host = asked_host(request.headers(), request.uri())?;
    let name = host_name(&host);
    let is_address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    let is_own = is_address || name.eq_ignore_ascii_case("localhost") || gate.answers_to(name);
    (!is_own).then(|| host.chars().take(80).collect())
}

/// The host that a request was made to, with its port. HTTP/2 has it in the address instead of a header.
pub(crate) fn asked_host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let header = headers.get(header::HOST).map(HeaderValue::as_bytes);
    let asked = header.or_else(|| uri.authority().map(|authority| authority.as_str().as_bytes()))?;
    Some(String::from_utf8_lossy(asked).into_owned())
}

/// The host without its port.
pub(crate) fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        Some(_) | None => host,
    }
}

/// Adds the headers that browsers keep this page apart by.
pub(crate) async fn harden(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
