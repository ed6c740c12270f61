//! Passkeys: registering one with the keys that it opens, signing in with it, and letting it go.

use super::session::{SignedIn, attempt, begun, failed};
use crate::Source;
use crate::ask::asked;
use crate::attempts::Outcome;
use crate::ceremonies::{Place, Taken, to_value};
use crate::desk::KeyRing;
use crate::intake::{COMMAND_BYTES_MAX, json_body};
use crate::problem::Problem;
use crate::session::{By, Session, SessionKeys};
use crate::signed::{AtDesk, Signed};
use ::words::Lang;
use app::Node;
use app::passkeys::{Answer, New, Told};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use std::sync::PoisonError;
use std::time::Instant;
use utoipa::ToSchema;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};
use zeroize::Zeroizing;

/// What a browser is asked.
#[derive(Serialize, ToSchema)]
pub(super) struct Challenge {
    /// By what it is answered, once and within two minutes.
    challenge: String,
    /// What `navigator.credentials` takes as `publicKey`, with bytes in base64url.
    #[schema(value_type = Object)]
    options: Value,
}

/// What a passkey gave.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    /// Which challenge it answers.
    challenge: String,
    /// The credential as its `toJSON()` writes it, without results of extensions.
    #[schema(value_type = Object)]
    credential: Value,
    /// What its PRF extension answers, 32 bytes in base64url.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    prf: Prf,
}

/// A new passkey.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Registration {
    /// What the officer calls it.
    label: String,
    /// Which challenge it answers.
    challenge: String,
    /// The credential as its `toJSON()` writes it, without results of extensions.
    #[schema(value_type = Object)]
    credential: Value,
    /// What its PRF extension answers, 32 bytes in base64url.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    prf: Prf,
}

/// 32 bytes, or none that are.
type Prf = Option<Zeroizing<[u8; 32]>>;

fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<Prf, D::Error> {
    let text = Zeroizing::new(String::deserialize(from)?);
    let mut bytes = Zeroizing::new([0; 32]);
    // A buffer that is longer than 32 bytes tells a longer text from one that fits.
    let mut room = Zeroizing::new([0; 48]);
    let read = URL_SAFE_NO_PAD.decode_slice(text.as_bytes(), room.as_mut());
    Ok((read == Ok(32)).then(|| {
        bytes.copy_from_slice(&room[..32]);
        bytes
    }))
}

/// A passkey that is registered.
#[derive(Serialize, ToSchema)]
pub(super) struct Passkey {
    id: String,
    label: String,
    officer: String,
    made: String,
    /// When somebody signed in with it last.
    used: Option<String>,
    /// Whether keys were replaced since, so that it signs nobody in.
    stale: bool,
}

impl From<Told> for Passkey {
    fn from(told: Told) -> Self {
        let Told { passkey, used, stale } = told;
        Self {
            id: passkey.id,
            label: passkey.label,
            officer: passkey.officer.to_string(),
            made: passkey.made.to_string(),
            used: used.map(|used| used.to_string()),
            stale,
        }
    }
}

/// Ask to sign in with a passkey.
#[utoipa::path(post, path = "/session/passkey/challenge", responses(
    (status = 200, description = "What the browser is to be asked", body = Challenge),
))]
pub(super) async fn passkey_challenge(at: AtDesk, place: Place, State(source): State<Source>) -> Response {
    let AtDesk { desk, from, .. } = at;
    let put = async {
        let question = asked(source, |node| Ok(node.passkey_question()?)).await?;
        desk.ceremonies.sign_in(place, from, question.ok_or_else(Problem::no_passkeys)?)
    };
    told(put.await.map(|asked| Challenge { challenge: asked.id, options: asked.options }))
}

/// Sign in with a passkey. The answer sets a cookie.
#[utoipa::path(post, path = "/session/passkey", request_body = Shown, responses(
    (status = 200, description = "Signed in, in one officer's name", body = SignedIn),
    (status = 429, description = "Too many attempts were made", body = crate::problem::Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn sign_in_by_passkey(at: AtDesk, State(source): State<Source>, request: Request) -> Response {
    match signing_in(&at, source, request).await {
        Ok(session) => begun(&at, session),
        Err(refused) => refused.into_response(),
    }
}

async fn signing_in(at: &AtDesk, source: Source, request: Request) -> Result<Session, Problem> {
    let shown: Shown = body(at, request).await?;
    let turn = attempt(at)?.turn().await.map_err(|error| failed(&error))?;
    let taken = at.desk.ceremonies.take(&shown.challenge);
    let lang = at.lang;
    let opened = tokio::task::spawn_blocking(move || {
        let opened = open(&source, taken, &shown, lang);
        let outcome = match &opened {
            Ok(_) => Outcome::Right,
            Err(problem) if problem.status().is_client_error() => Outcome::Wrong,
            Err(_) => Outcome::Untold,
        };
        turn.end(outcome, Instant::now());
        opened
    });
    opened.await.map_err(|error| failed(&error))?
}

/// Who shows a passkey: verified first, and only then are keys opened with what it gave.
fn open(source: &Source, taken: Result<Taken, Problem>, shown: &Shown, lang: Lang) -> Result<Session, Problem> {
    let taken = taken?;
    let credential: PublicKeyCredential = credential(&shown.credential)?;
    let mut node = source().map_err(|error| Problem::not_opened(error.as_ref()))?;
    let party = node.party()?;
    let kept = node.passkey(&credential.raw_id)?.ok_or_else(Problem::other_passkey)?;
    let after = taken.shown(&party, &kept, &credential)?;
    let answer = Answer::new(shown.prf.clone().ok_or_else(Problem::no_prf)?);
    let keys = node.open_passkey(&kept, &credential.raw_id, &answer);
    let keys = keys.map_err(|error| Problem::no_passkey(error, lang))?;
    node.passkey_used(&kept, after)?;
    Ok(Session::new(kept.officer, Vec::new(), party, By::Passkey, KeyRing::opened(keys)))
}

/// Ask for a new passkey of whoever is signed in.
#[utoipa::path(post, path = "/passkeys/challenge", responses(
    (status = 200, description = "What the browser is to be asked", body = Challenge),
))]
pub(super) async fn new_passkey_challenge(
    signed: Signed,
    at: AtDesk,
    place: Place,
    State(source): State<Source>,
) -> Response {
    let session = signed.session.clone();
    let asked = async {
        may_register(&session)?;
        let officer = session.officer.clone();
        let (question, known) =
            written(signed.desk.clone(), source, move |node| Ok((node.begin_passkey()?, node.passkeys_of(&officer)?)))
                .await?;
        let known: Vec<_> = known.into_iter().filter(|told| !told.stale).map(|told| told.passkey).collect();
        signed.desk.ceremonies.register(place, &session, &known, at.from, question)
    };
    told(asked.await.map(|asked| Challenge { challenge: asked.id, options: asked.options }))
}

/// Register a passkey. It opens the keys of the officer who signed in, and no other's.
#[utoipa::path(post, path = "/passkeys", request_body = Registration, responses(
    (status = 200, description = "Registered", body = Passkey),
))]
pub(super) async fn register_passkey(signed: Signed, at: AtDesk, request: Request) -> Response {
    let registered = async {
        let asked: Registration = body(&at, request).await?;
        may_register(&signed.session)?;
        let taken = signed.desk.ceremonies.take(&asked.challenge)?;
        let work = move || registered(&signed, taken, &asked);
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))?
    };
    told(registered.await)
}

fn registered(signed: &Signed, taken: Taken, asked: &Registration) -> Result<Passkey, Problem> {
    let credential: RegisterPublicKeyCredential = credential(&asked.credential)?;
    let made = taken.made(&signed.session, &credential)?;
    let answer = Answer::new(asked.prf.clone().ok_or_else(Problem::no_prf)?);
    let new = New {
        officer: &signed.session.officer,
        label: &asked.label,
        id: made.credential.cred_id().as_ref(),
        credential: to_value(&made.credential)?,
        question: made.question,
    };
    let _writing = signed.desk.writing.lock().unwrap_or_else(PoisonError::into_inner);
    let keys = Box::new(SessionKeys(signed.session.clone()));
    let mut node = (signed.desk.open)(keys).map_err(|error| Problem::not_opened(error.as_ref()))?;
    let passkey = node.add_passkey(&new, &answer).map_err(|error| Problem::no_passkey(error, signed.lang))?;
    Ok(Told { passkey, used: None, stale: false }.into())
}

/// The passkeys of whoever is signed in.
#[utoipa::path(get, path = "/passkeys", responses(
    (status = 200, description = "Those of the officer who signed in", body = Vec<Passkey>),
    (status = 401, description = "Nobody is signed in, or no longer", body = crate::problem::Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn passkeys(signed: Signed, State(source): State<Source>) -> Response {
    let officer = signed.session.officer.clone();
    let known = asked(source, move |node| Ok(node.passkeys_of(&officer)?)).await;
    told(known.map(|known| known.into_iter().map(Passkey::from).collect::<Vec<_>>()))
}

/// Let a passkey go, with the keys that were sealed for it.
#[utoipa::path(delete, path = "/passkeys/{id}", params(("id" = String, Path, description = "Which, as they are listed")),
    responses(
        (status = 204, description = "It signs nobody in any more"),
        (status = 401, description = "Nobody is signed in, or no longer", body = crate::problem::Details,
            content_type = "application/problem+json"),
        (status = 404, description = "The officer has no such passkey", body = crate::problem::Details,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn remove_passkey(signed: Signed, State(source): State<Source>, Path(id): Path<String>) -> Response {
    let (officer, lang) = (signed.session.officer.clone(), signed.lang);
    let removed = written(signed.desk.clone(), source, move |node| {
        node.remove_passkey(&id, Some(&officer)).map_err(|error| Problem::no_passkey(error, lang))
    });
    match removed.await {
        Ok(_) => StatusCode::NO_CONTENT.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// A passkey begets none: whoever holds one for a moment would stay for good.
fn may_register(session: &Session) -> Result<(), Problem> {
    match session.by {
        By::Passphrase => Ok(()),
        By::Passkey => Err(Problem::needs_passphrase()),
    }
}

/// Does something to the node, whose keys nobody needs, while nobody else of this server writes.
async fn written<T: Send + 'static>(
    desk: std::sync::Arc<crate::Desk>,
    source: Source,
    work: impl FnOnce(&mut Node) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let work = move || {
        let _writing = desk.writing.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut source().map_err(|error| Problem::not_opened(error.as_ref()))?)
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Problem::internal("This was not finished", &error))?
}

async fn body<T: DeserializeOwned>(at: &AtDesk, request: Request) -> Result<T, Problem> {
    let body = Zeroizing::new(json_body(request, COMMAND_BYTES_MAX, at.desk.patience).await?.to_vec());
    serde_json::from_slice(&body).map_err(|error| Problem::json(&error))
}

fn credential<T: DeserializeOwned>(value: &Value) -> Result<T, Problem> {
    serde_json::from_value(value.clone()).map_err(|error| Problem::json(&error).at("body `credential`"))
}

fn told<T: Serialize>(answer: Result<T, Problem>) -> Response {
    let kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    answer.map_or_else(IntoResponse::into_response, |answer| (kept, Json(answer)).into_response())
}
