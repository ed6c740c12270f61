//! The same answers and requests as CBOR (RFC 8949), for programs that are short of bytes or of a JSON reader.
//!
//! In and out it is the JSON of `openapi.json`, member by member; problems stay JSON, so that whoever sent what cannot
//! be read can read why. Everything behind knows JSON alone.

use crate::problem::Problem;
use crate::signed::thousandths;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

/// The type of such a body.
const CBOR: &str = "application/cbor";

/// Deepest nesting that is read; that of JSON.
const DEPTH_MAX: usize = 128;

/// What a tag of an answer ends with that went out as CBOR: it has other bytes than the JSON.
const MARK: &str = "-cbor\"";

/// Whether a body is said to be CBOR.
pub(crate) fn is_given(kind: &str) -> bool {
    kind.eq_ignore_ascii_case(CBOR)
}

/// The JSON that a body of CBOR stands for.
pub(crate) fn to_json(body: &[u8]) -> Result<Bytes, Problem> {
    let mut rest = body;
    let read = ciborium::de::from_reader_with_recursion_limit::<Value, _>(&mut rest, DEPTH_MAX);
    let value = read.map_err(|error| Problem::cbor(&error.to_string()))?;
    if !rest.is_empty() {
        return Err(Problem::cbor(&format!("{} bytes follow the value", rest.len())));
    }
    Ok(value.to_string().into())
}

/// Sends answers as CBOR to those who would rather have it.
pub(crate) async fn translate(mut request: Request, next: Next) -> Response {
    if !is_wanted(request.headers()) {
        let mut response = next.run(request).await;
        if kind_of(&response) == Some("application/json") {
            response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
        }
        return response;
    }
    let held = request.headers().get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let held = held.and_then(|tags| HeaderValue::from_str(&tags.replace(MARK, "\"")).ok());
    if let Some(held) = held {
        request.headers_mut().insert(header::IF_NONE_MATCH, held);
    }
    translated(next.run(request).await).await
}

async fn translated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let tag = parts.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()?.strip_suffix('"').map(str::to_owned));
    if let Some(tag) = tag.and_then(|tag| HeaderValue::from_str(&(tag + MARK)).ok()) {
        parts.headers.insert(header::ETAG, tag);
    }
    parts.headers.append(header::VARY, HeaderValue::from_static("accept"));
    let response = Response::from_parts(parts, body);
    if kind_of(&response) != Some("application/json") {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    match encoded(body).await {
        Ok(bytes) => {
            parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CBOR));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(bytes))
        }
        Err(problem) => problem.into_response(),
    }
}

/// A body that this server made is as long as it is.
async fn encoded(body: Body) -> Result<Vec<u8>, Problem> {
    let wrong = |error: &(dyn std::error::Error + 'static)| Problem::internal("The answer cannot be written", error);
    let bytes = to_bytes(body, usize::MAX).await.map_err(|error| wrong(&error))?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| wrong(&error))?;
    let mut out = Vec::with_capacity(bytes.len());
    ciborium::into_writer(&value, &mut out).map_err(|error| wrong(&error))?;
    Ok(out)
}

fn kind_of(response: &Response) -> Option<&str> {
    response.headers().get(header::CONTENT_TYPE)?.to_str().ok()
}

/// Whether `Accept` names CBOR before JSON; who names neither gets JSON.
fn is_wanted(headers: &HeaderMap) -> bool {
    let ranges = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let (mut cbor, mut json) = (0, 0);
    for range in ranges.flat_map(|value| value.split(',')).take(20) {
        let mut parts = range.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(1_000, thousandths);
        if is_given(kind) {
            cbor = weight;
        } else if kind.eq_ignore_ascii_case("application/json") {
            json = weight;
        }
    }
    cbor > 0 && cbor >= json
}
