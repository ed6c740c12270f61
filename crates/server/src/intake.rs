//! A body on its way in: its type, its length and its time are bounded before any of it is understood.

use crate::cbor;
use crate::problem::Problem;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use std::error::Error;
use std::time::Duration;

/// The longest that a body may take to arrive, where nothing else is said.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Longest body of a command.
pub(crate) const COMMAND_BYTES_MAX: usize = 64 * 1024;

/// Longest body with statements, a table or a report: the longest text, with every letter escaped, and decisions on it.
pub(crate) const TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// The whole body as JSON, which it is or stands for.
pub(crate) async fn json_body(request: Request, most: usize, patience: Duration) -> Result<Bytes, Problem> {
    let is_cbor = typed(request.headers())?;
    let read = to_bytes(request.into_body(), most);
    match tokio::time::timeout(patience, read).await {
        Ok(Ok(bytes)) if is_cbor => cbor::to_json(&bytes),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) if too_long(&error) => Err(Problem::too_long(most)),
        Ok(Err(_)) => Err(Problem::broken_off()),
        Err(_) => Err(Problem::too_slow(patience)),
    }
}

/// Whether the body is CBOR and not JSON. No form of another site sends either without being asked first.
fn typed(headers: &HeaderMap) -> Result<bool, Problem> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let kind = given.split(';').next().unwrap_or("").trim();
    match kind.eq_ignore_ascii_case("application/json") {
        true => Ok(false),
        false if cbor::is_given(kind) => Ok(true),
        false => Err(Problem::content_type(given)),
    }
}

fn too_long(error: &axum::Error) -> bool {
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(cause) = next {
        if cause.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        next = cause.source();
    }
    false
}
