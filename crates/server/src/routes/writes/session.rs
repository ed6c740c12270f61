//! Signing in and out.

use crate::Source;
use crate::attempts::{Attempt, Outcome};
use crate::intake::{COMMAND_BYTES_MAX, json_body};
use crate::problem::Problem;
use crate::session::{By, Found, IDLE, SHIFT, Session};
use crate::signed::{AtDesk, Signed};
use app::ports::KeysError;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Deserializer, Serialize};
use std::time::Instant;
use units::OfficerId;
use utoipa::ToSchema;
use zeroize::Zeroizing;

/// In one person's name, perhaps another, at one time.
const ALSO_MAX: usize = 8;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    #[schema(value_type = String)]
    officer: OfficerId,
    /// Officers in whose name the same person acts as well.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    also: Vec<OfficerId>,
    /// Of the node's key file.
    #[serde(deserialize_with = "wiped")]
    #[schema(value_type = String)]
    passphrase: Zeroizing<String>,
}

fn wiped<'de, D: Deserializer<'de>>(from: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(from).map(Zeroizing::new)
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SignedIn {
    officer: String,
    also: Vec<String>,
    party: String,
    /// What was shown to sign in.
    by: By,
    /// How long it lasts, with requests.
    seconds_left: u64,
    /// How long it lasts without any.
    idle_seconds: u64,
}

impl SignedIn {
    fn of(session: &Session) -> Self {
        Self {
            officer: session.officer.to_string(),
            also: session.also.iter().map(ToString::to_string).collect(),
            party: session.party.to_string(),
            by: session.by,
            seconds_left: session.shift_left(Instant::now()).as_secs(),
            idle_seconds: IDLE.as_secs(),
        }
    }
}

/// Sign in. The answer sets a cookie.
#[utoipa::path(post, path = "/session", request_body = SignIn, responses(
    (status = 200, description = "Signed in", body = SignedIn),
    (status = 429, description = "Too many passphrases were tried", body = crate::problem::Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn sign_in(at: AtDesk, State(source): State<Source>, request: Request) -> Response {
    match signing_in(&at, source, request).await {
        Ok(session) => begun(&at, session),
        Err(refused) => refused.into_response(),
    }
}

/// Tells who signed in, and hands out the cookie.
pub(super) fn begun(at: &AtDesk, session: Session) -> Response {
    match at.desk.sessions.begin(session) {
        Ok((session, cookie)) => {
            let mut response = Json(SignedIn::of(&session)).into_response();
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            put(at, &mut response, &cookie, SHIFT.as_secs());
            response
        }
        Err(error) => failed(&error).into_response(),
    }
}

/// Why nobody signed in, where it is not his fault.
pub(super) fn failed(error: &(dyn std::error::Error + 'static)) -> Problem {
    Problem::internal("Signing in was not finished", error)
}

/// An attempt of this address, or how long until there is one.
pub(super) fn attempt(at: &AtDesk) -> Result<Attempt, Problem> {
    let taken = at.desk.attempts.take(at.from.clone(), Instant::now());
    taken.map_err(|wait| Problem::too_many_attempts(wait.as_secs() + 1))
}

async fn signing_in(at: &AtDesk, source: Source, request: Request) -> Result<Session, Problem> {
    let body = Zeroizing::new(json_body(request, COMMAND_BYTES_MAX, at.desk.patience).await?.to_vec());
    let SignIn { officer, also, passphrase } = serde_json::from_slice(&body).map_err(|error| Problem::json(&error))?;
    if also.len() > ALSO_MAX {
        let detail = format!("{} officers are named in `also`, at most {ALSO_MAX} may be", also.len());
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "Too many officers", detail));
    }
    let turn = attempt(at)?.turn().await.map_err(|error| failed(&error))?;
    let (desk, lang) = (at.desk.clone(), at.lang);
    let opened = tokio::task::spawn_blocking(move || -> Result<Session, Problem> {
        let party = source().map_err(|error| Problem::not_opened(error.as_ref()))?.party()?;
        let named: Vec<OfficerId> = std::iter::once(&officer).chain(&also).cloned().collect();
        let keys = desk.unlocked(passphrase, &named);
        turn.end(outcome(&keys), Instant::now());
        let keys = keys.map_err(|error| Problem::not_unlocked(&error, lang))?;
        Ok(Session::new(officer, also, party, By::Passphrase, keys))
    });
    opened.await.map_err(|error| failed(&error))?
}

/// Whether the passphrase was right: it was where it opened the keys and the officer is none of theirs.
fn outcome<T>(unlocked: &Result<T, KeysError>) -> Outcome {
    match unlocked {
        Ok(_) | Err(KeysError::Missing { .. }) => Outcome::Right,
        Err(KeysError::WrongPassphrase { .. }) => Outcome::Wrong,
        Err(KeysError::Locked | KeysError::File { .. }) => Outcome::Untold,
    }
}

/// Who is signed in.
#[utoipa::path(get, path = "/session", responses(
    (status = 200, description = "Who is signed in", body = SignedIn),
    (status = 401, description = "Nobody, or no longer", body = crate::problem::Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn signed_in(signed: Signed) -> Response {
    let mut response = Json(SignedIn::of(&signed.session)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Sign out. What is noted of who read what is signed before, and the keys are wiped.
#[utoipa::path(delete, path = "/session", responses((status = 204, description = "Signed out, whoever was signed in")))]
pub(super) async fn sign_out(at: AtDesk, headers: HeaderMap) -> Response {
    if let (Found::Session(session), Some(notes)) = (at.desk.sessions.of(&headers), at.notes.clone()) {
        // What cannot be signed now waits for whoever signs in next.
        drop(tokio::task::spawn_blocking(move || notes.sign(&session)).await);
    }
    if let Some(cookie) = at.desk.sessions.cookie(&headers) {
        at.desk.sessions.end(cookie);
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    put(&at, &mut response, "", 0);
    response
}

fn put(at: &AtDesk, response: &mut Response, value: &str, seconds: u64) {
    let (name, secure) = (at.desk.sessions.cookie_name(), if at.encrypted { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    // Hexadecimal digits and our own words always are a header value.
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
}
