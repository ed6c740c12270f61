//! One question to the node: two times, an answer as JSON, and a tag to ask again by.

use crate::Source;
use crate::access::Leaves;
use crate::problem::Problem;
use app::{AsOf, Node};
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::convert::Infallible;
use units::{Digest, Moment};
use utoipa::IntoParams;

/// The two times that a view can be asked as of.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Times {
    /// Only what was so by then, such as `2013-02-08T14:02:00Z` or `2013-02-08`; now where absent.
    at: Option<String>,
    /// Only what this node knew by then; everything where absent.
    known: Option<String>,
}

impl Times {
    /// The times, read.
    pub(crate) fn read(asked: Result<Query<Self>, QueryRejection>) -> Result<AsOf, Problem> {
        let Query(times) = asked.map_err(|rejection| unreadable(&rejection))?;
        let moment = |name, text: Option<String>| -> Result<Option<Moment>, Problem> {
            text.map(|text| text.parse().map_err(|why: units::MomentError| Problem::query(name, &why.to_string())))
                .transpose()
        };
        Ok(AsOf { occurred: moment("at", times.at)?, known: moment("known", times.known)? })
    }
}

/// A query that does not decode, or names a parameter that is none.
pub(crate) fn unreadable(rejection: &QueryRejection) -> Problem {
    let text = rejection.body_text();
    let named = text.split('`').nth(1).unwrap_or("?").to_owned();
    Problem::query(&named, &text)
}

/// A request on its way to the node.
pub(crate) struct Ask {
    source: Source,
    headers: HeaderMap,
}

impl FromRequestParts<Source> for Ask {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, source: &Source) -> Result<Self, Infallible> {
        Ok(Self { source: source.clone(), headers: parts.headers.clone() })
    }
}

impl Ask {
    /// The answer, with a tag of its bytes.
    ///
    /// Heads of journals would make a cheaper tag, but an answer may change under equal heads:
    /// a partner discloses an earlier statement, a report fades, a check falls due.
    pub(crate) async fn answer<T: Serialize>(
        self,
        build: impl FnOnce(&Node) -> Result<T, Problem> + Send + 'static,
    ) -> Response {
        let work = move |node: &Node| {
            serde_json::to_vec(&build(node)?).map_err(|error| Problem::internal("The answer cannot be written", &error))
        };
        match asked(self.source, work).await {
            Ok(json) => send(&self.headers, "application/json", "private, no-cache", json),
            Err(problem) => problem.into_response(),
        }
    }

    /// The same of statements one by one, of which those are named that were disclosed to this party.
    pub(crate) async fn answer_of<T: Serialize>(
        self,
        build: impl FnOnce(&Node) -> Result<(T, Leaves), Problem> + Send + 'static,
    ) -> Response {
        let work = move |node: &Node| {
            let (answer, leaves) = build(node)?;
            let json = serde_json::to_vec(&answer);
            json.map(|json| (json, leaves)).map_err(|error| Problem::internal("The answer cannot be written", &error))
        };
        match asked(self.source, work).await {
            Ok((json, leaves)) => {
                let mut response = send(&self.headers, "application/json", "private, no-cache", json);
                response.extensions_mut().insert(leaves);
                response
            }
            Err(problem) => problem.into_response(),
        }
    }

    /// Bytes of another type, with a tag of them.
    pub(crate) async fn show(
        self,
        kind: &'static str,
        build: impl FnOnce(&Node) -> Result<Vec<u8>, Problem> + Send + 'static,
    ) -> Response {
        match asked(self.source, build).await {
            Ok(bytes) => send(&self.headers, kind, "private, no-cache", bytes),
            Err(problem) => problem.into_response(),
        }
    }

    /// A file to be taken away, with a tag of its bytes.
    pub(crate) async fn attach(
        self,
        build: impl FnOnce(&Node) -> Result<Attachment, Problem> + Send + 'static,
    ) -> Response {
        let Attachment { name, kind, bytes } = match asked(self.source, build).await {
            Ok(file) => file,
            Err(problem) => return problem.into_response(),
        };
        let mut response = send(&self.headers, kind, "private, no-cache", bytes);
        if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
        }
        response
    }
}

/// A file on its way out.
pub(crate) struct Attachment {
    /// What it is to be called; plain letters.
    pub(crate) name: &'static str,
    /// Its type.
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Asks the node: it reads its file and folds its statements, work for a thread that may block.
pub(crate) async fn asked<T: Send + 'static>(
    source: Source,
    build: impl FnOnce(&Node) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let work = move || build(&source().map_err(|error| Problem::not_opened(error.as_ref()))?);
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Problem::internal("The answer was not finished", &error)),
    }
}

/// Sends bytes with their tag, or only says that the asker already holds them.
pub(crate) fn send(asked: &HeaderMap, kind: &'static str, kept: &'static str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", Digest::new(Sha256::digest(&bytes).into()));
    // Hexadecimal digits in quotes always are a header value.
    let tag_value = HeaderValue::from_str(&tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""));
    let about = [(header::ETAG, tag_value), (header::CACHE_CONTROL, HeaderValue::from_static(kept))];
    if is_known(asked, &tag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes).into_response()
}

/// Whether the asker already holds what the tag stands for.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(',')).any(|held| held.trim().trim_start_matches("W/") == tag)
}
