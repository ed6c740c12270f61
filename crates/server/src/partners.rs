//! What partners' programs are served: journals as static files, sealed packs, and the endpoints of a
//! witness and a mirror (C2SP tlog-tiles, tlog-witness, tlog-mirror).
//!
//! - Apart from API and page, which show content in the clear: whoever serves partners serves nothing else,
//!   so that a proxy in front of it has nothing to hold back.
//! - All that is given may be seen by anybody; all that is taken must be proved.
//! - A body is bounded before it is read.

use crate::Source;
use crate::access::{GATHER, Notes};
use crate::metrics::Metrics;
use app::deposit::DEPOSIT_BYTES_MAX;
use app::exchange::ExchangeError;
use app::mirroring::{Reply, TEXT_CONTENT_TYPE, UPLOAD_BYTES_MAX};
use app::ports::{KeysError, StoreError};
use app::witness::WitnessError;
use app::{Node, NodeError};
use axum::Extension;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use journal::content::{CONTENT_FOLDER, SEALED_ENDING};
use journal::witness::REQUEST_BYTES_MAX;
use std::error::Error;
use std::ops::Range;

/// Content type of tiles and sealed packs.
const BYTES_CONTENT_TYPE: &str = "application/octet-stream";

/// What a request came to: an answer, or why there is none.
type Done<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// All routes for partners over a node.
pub fn partner_router(source: Source) -> Router {
    Router::new()
        .merge(crate::health::signs())
        .route("/log/", get(index))
        .route("/wanted", get(wanted))
        .route("/log/{name}/{*path}", get(file).post(deposit).layer(DefaultBodyLimit::max(DEPOSIT_BYTES_MAX)))
        .route("/add-checkpoint", post(add_checkpoint).layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX)))
        .route("/add-entries", post(add_entries).layer(DefaultBodyLimit::max(UPLOAD_BYTES_MAX)))
        .with_state(source.clone())
        .layer(Extension(Notes::new(source, None, GATHER)))
        .layer(from_fn_with_state(Metrics::new(), crate::observe::observe))
}

async fn index(State(source): State<Source>) -> Response {
    let read = ask(source, |node| Ok(node.log_index()?)).await;
    read.map_or_else(|refused| refused, |index| whole(TEXT_CONTENT_TYPE, index.into_bytes()))
}

async fn wanted(State(source): State<Source>) -> Response {
    let read = ask(source, |node| Ok(node.wanted_of_all()?)).await;
    read.map_or_else(|refused| refused, |wanted| whole(TEXT_CONTENT_TYPE, wanted.to_string().into_bytes()))
}

async fn file(
    State(source): State<Source>,
    Extension(notes): Extension<Notes>,
    Path((name, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let is_text = !path.starts_with("tile/") && !path.ends_with(SEALED_ENDING);
    let asked = (name.clone(), path.clone());
    match ask(source, move |node| Ok(node.log_file(&name, &path)?)).await {
        Ok(Some(bytes)) if is_text => whole(TEXT_CONTENT_TYPE, bytes),
        Ok(Some(bytes)) => {
            if asked.1.ends_with(SEALED_ENDING) {
                notes.fetched(&asked.0, &asked.1);
            }
            part(&headers, bytes)
        }
        Ok(None) => says(StatusCode::NOT_FOUND, "there is no such file here"),
        Err(refused) => refused,
    }
}

async fn deposit(State(source): State<Source>, Path((name, path)): Path<(String, String)>, body: Bytes) -> Response {
    let number = path.strip_prefix(CONTENT_FOLDER).and_then(|path| path.strip_suffix(SEALED_ENDING));
    let Some(number) = number.map(str::to_owned) else {
        return says(StatusCode::METHOD_NOT_ALLOWED, "only sealed packs are left here");
    };
    let reply = ask(source, move |node| Ok(node.take_deposit(&name, &number, body.into())?)).await;
    reply.map_or_else(|refused| refused, replied)
}

async fn add_checkpoint(State(source): State<Source>, body: Bytes) -> Response {
    let reply = ask(source, move |node| Ok(node.add_checkpoint(&body)?)).await;
    reply.map_or_else(|refused| refused, replied)
}

async fn add_entries(State(source): State<Source>, body: Bytes) -> Response {
    let reply = ask(source, move |node| Ok(node.add_entries(&body)?)).await;
    reply.map_or_else(|refused| refused, replied)
}

/// Asks the node on a thread that may block; what went wrong there is an answer of its own.
async fn ask<T: Send + 'static>(
    source: Source,
    work: impl FnOnce(&mut Node) -> Done<T> + Send + 'static,
) -> Result<T, Response> {
    let done = tokio::task::spawn_blocking(move || -> Done<T> { work(&mut source()?) }).await;
    match done {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(failed(error.as_ref())),
        Err(_) => Err(says(StatusCode::INTERNAL_SERVER_ERROR, "the node could not answer")),
    }
}

/// Why the node did not answer. What is wrong inside it is its officers' business, and not told to strangers.
fn failed(error: &(dyn Error + 'static)) -> Response {
    let causes = || crate::problem::causes(error);
    // An error that only passes another on is not told from it by its source.
    if causes().any(|cause| keys_of(cause).is_some()) {
        let why = "this node's keys are locked, so it cosigns nothing now; everything else is served";
        return says(StatusCode::SERVICE_UNAVAILABLE, why);
    }
    if causes().any(|cause| store_of(cause).is_some_and(passing)) {
        return says(StatusCode::SERVICE_UNAVAILABLE, "the node is in use; ask again in a few seconds");
    }
    says(StatusCode::INTERNAL_SERVER_ERROR, "the node could not answer")
}

/// Why no key was at hand, where that is what this error says.
fn keys_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e KeysError> {
    match error.downcast_ref::<NodeError>().or_else(|| node_of(error)) {
        Some(NodeError::Keys(keys)) => Some(keys),
        Some(_) | None => error.downcast_ref(),
    }
}

/// Why the store refused, where that is what this error says.
fn store_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e StoreError> {
    match error.downcast_ref::<NodeError>().or_else(|| node_of(error)) {
        Some(NodeError::Store(store)) => Some(store),
        Some(_) | None => error.downcast_ref(),
    }
}

fn node_of<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e NodeError> {
    let witness = match error.downcast_ref() {
        Some(WitnessError::Node(node)) => Some(node),
        Some(_) | None => None,
    };
    let exchange = match error.downcast_ref() {
        Some(ExchangeError::Node(node)) => Some(node),
        Some(_) | None => None,
    };
    witness.or(exchange)
}

/// Another process holds the node, or was faster; that passes.
fn passing(error: &StoreError) -> bool {
    matches!(error, StoreError::Busy | StoreError::HeadMoved { .. })
}

fn says(status: StatusCode, why: &str) -> Response {
    (status, about(TEXT_CONTENT_TYPE), format!("{why}\n")).into_response()
}

fn replied(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status.code()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, about(reply.content_type), reply.body).into_response()
}

fn whole(kind: &'static str, bytes: Vec<u8>) -> Response {
    (about(kind), bytes).into_response()
}

/// No browser may take the answer for anything else.
fn about(kind: &'static str) -> [(header::HeaderName, HeaderValue); 2] {
    let nosniff = HeaderValue::from_static("nosniff");
    [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::X_CONTENT_TYPE_OPTIONS, nosniff)]
}

/// The bytes, or the one range of them that is asked for (RFC 9110 section 14).
fn part(headers: &HeaderMap, bytes: Vec<u8>) -> Response {
    let asked = headers.get(header::RANGE).and_then(|value| value.to_str().ok()).and_then(asked_range);
    let Some((first, last)) = asked else { return whole(BYTES_CONTENT_TYPE, bytes) };
    let length = bytes.len();
    let Some(range) = within(first, last, length) else {
        let about = [(header::CONTENT_RANGE, content_range(&format!("bytes */{length}")))];
        return (StatusCode::RANGE_NOT_SATISFIABLE, about).into_response();
    };
    let told = content_range(&format!("bytes {}-{}/{length}", range.start, range.end - 1));
    let part = bytes.get(range).unwrap_or_default().to_vec();
    (StatusCode::PARTIAL_CONTENT, about(BYTES_CONTENT_TYPE), [(header::CONTENT_RANGE, told)], part).into_response()
}

fn content_range(text: &str) -> HeaderValue {
    // Digits, `/`, `-` and a word always are a header value.
    HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("bytes */*"))
}

/// `bytes=a-b` or `bytes=a-`. Several ranges, or one from the end, are answered with the whole, as the
/// specification allows.
fn asked_range(value: &str) -> Option<(usize, Option<usize>)> {
    let (first, last) = value.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let last = if last.is_empty() { None } else { Some(number(last)?) };
    Some((number(first)?, last)).filter(|(first, last)| last.is_none_or(|last| *first <= last))
}

fn within(first: usize, last: Option<usize>, length: usize) -> Option<Range<usize>> {
    let end = last.map_or(length, |last| last.saturating_add(1).min(length));
    (first < end).then_some(first..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_read_and_others_are_the_whole() {
        let all = [
            ("bytes=0-", Some((0, None))),
            ("bytes=5-9", Some((5, Some(9)))),
            ("bytes=9-5", None),
            ("bytes=-5", None),
            ("bytes=0-1,3-4", None),
            ("bytes=+1-", None),
            ("items=0-1", None),
            ("bytes=99999999999999999999-", None),
        ];
        for (value, read) in all {
            assert_eq!(asked_range(value), read, "{value}");
        }
        assert_eq!(within(0, None, 10), Some(0..10));
        assert_eq!(within(8, Some(99), 10), Some(8..10));
        assert_eq!(within(10, None, 10), None);
        assert_eq!(within(0, Some(usize::MAX), 0), None);
    }
}
