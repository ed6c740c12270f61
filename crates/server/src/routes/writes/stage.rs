//! One write, from a request to a stored answer: once, however often it is sent.
//!
//! The key of a request is kept in the very transaction that appends its statements, so a request that is
//! repeated after a broken line or a kill finds what the first one did.

use super::together;
use crate::intake;
use crate::problem::Problem;
use crate::pruning::REQUESTS;
use crate::routes::findings::Finding;
use crate::session::{Session, SessionKeys};
use crate::signed::Signed;
use ::words::Lang;
use app::hints::{Advice, Blame};
use app::operation::Operation;
use app::ports::{Keys, KeysError};
use app::{AsOf, Node, NodeError};
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::{Draft, OfficerRole};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Arc, PoisonError};
use std::time::Instant;
use units::{Digest, Moment, OfficerId};
use utoipa::ToSchema;

/// How often a write is drafted anew because another process was faster.
const TRIES: usize = 4;

const KEY_CHARS: std::ops::RangeInclusive<usize> = 8..=80;

/// What was signed, and what of it does not fit.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Appended {
    /// In the order in which they stand in the journal.
    appended: Vec<AppendedStatement>,
    /// What these statements left unreconciled; they are signed all the same.
    findings: Vec<Finding>,
}

/// A statement that was signed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(super) struct AppendedStatement {
    origin: String,
    index: u64,
    leaf: String,
    kind: String,
}

/// What a request came to, as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Hash of method, path and body.
    request: Digest,
    appended: Vec<AppendedStatement>,
    /// When it was made; it is let go by that.
    at: Option<Moment>,
    /// The body of the answer, where nothing was appended by which it could be told again.
    answer: Option<Value>,
}

/// What a use case wants kept.
#[derive(Default)]
pub(super) struct Drafted {
    pub(super) drafts: Vec<Draft>,
    pub(super) documents: Vec<(String, Vec<u8>)>,
}

impl From<Vec<Draft>> for Drafted {
    fn from(drafts: Vec<Draft>) -> Self {
        Self { drafts, documents: Vec::new() }
    }
}

impl From<Draft> for Drafted {
    fn from(draft: Draft) -> Self {
        vec![draft].into()
    }
}

/// What a use case is given.
pub(super) struct Stage {
    pub(super) node: Node,
    pub(super) operation: Arc<Operation>,
    pub(super) signed: Signed,
}

/// A part of one step of the journal: what one request says.
pub(super) struct Step<'a> {
    pub(super) once: &'a Once,
    pub(super) drafted: &'a Drafted,
}

impl Stage {
    pub(super) fn open(signed: Signed) -> Result<Self, Problem> {
        let keys = Box::new(SessionKeys(signed.session.clone()));
        Self::open_with(signed, keys)
    }

    pub(super) fn open_with(signed: Signed, keys: Box<dyn Keys>) -> Result<Self, Problem> {
        let node = (signed.desk.open)(keys).map_err(|error| Problem::not_opened(error.as_ref()))?;
        let operation = node.operation()?;
        Ok(Self { node, operation, signed })
    }

    fn session(&self) -> &Session {
        &self.signed.session
    }

    pub(super) fn lang(&self) -> Lang {
        self.signed.lang
    }

    /// Who signs: as named, else whoever signed in.
    pub(super) fn officer(&self, named: Option<&OfficerId>) -> Result<OfficerId, Problem> {
        let officer = named.unwrap_or(&self.session().officer);
        self.may_sign(officer)?;
        Ok(officer.clone())
    }

    /// Refuses a name in which the session does not act.
    pub(super) fn may_sign(&self, officer: &OfficerId) -> Result<(), Problem> {
        let session = self.session();
        if session.acts_as(officer) { Ok(()) } else { Err(Problem::not_yours(officer.as_str(), session.officers())) }
    }

    /// Whoever has one of these roles and is signed in, else whoever signed in.
    pub(super) fn in_role(&self, named: Option<&OfficerId>, roles: &[OfficerRole]) -> Result<OfficerId, Problem> {
        let holder = |role: &OfficerRole| self.operation.officer(&self.session().party, *role);
        let fitting = roles.iter().filter_map(holder).find(|officer| self.session().acts_as(officer));
        self.officer(named.or(fitting.as_ref()))
    }

    /// Signs and appends all parts in one step, each with the record of its request; or none of them.
    pub(super) fn say_all(&mut self, parts: &[Step<'_>]) -> Result<Vec<Vec<AppendedStatement>>, NodeError> {
        let drafts: Vec<Draft> = parts.iter().flat_map(|part| &part.drafted.drafts).cloned().collect();
        let (mut said, now) = (Vec::with_capacity(parts.len()), self.node.now());
        self.node.say_beside(&drafts, |references| {
            let (mut rest, mut documents) = (references, Vec::new());
            for Step { once, drafted } in parts {
                let (own, others) = rest.split_at(drafted.drafts.len());
                rest = others;
                let own: Vec<_> = own.iter().zip(&drafted.drafts).map(|(at, draft)| appended(at, draft)).collect();
                documents.extend(drafted.documents.iter().cloned());
                documents.push(once.document(now, own.clone(), None));
                said.push(own);
            }
            documents
        })?;
        Ok(said)
    }

    /// Lets old records of requests go, some for each write.
    pub(super) fn prune(&mut self, writes: usize) {
        // Next time, where the node is in use just now.
        drop(self.signed.desk.pruning.go_on(&mut self.node, writes, Instant::now()));
    }

    /// A problem of a use case.
    pub(super) fn refused<E: Advice + Error + 'static>(&self, error: E) -> Problem {
        Problem::refused(&error, self.lang())
    }
}

/// A request that is to be carried out once.
pub(super) struct Once {
    name: String,
    request: Digest,
}

impl Once {
    fn of(signed: &Signed, headers: &HeaderMap, target: &str, body: &Bytes) -> Result<Self, Problem> {
        let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).ok_or_else(Problem::no_key)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if !KEY_CHARS.contains(&key.len()) || !key.bytes().all(plain) {
            return Err(Problem::no_key());
        }
        let hash = |parts: [&[u8]; 2]| {
            let mut hash = Sha256::new();
            parts.iter().for_each(|part| {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            });
            Digest::new(hash.finalize().into())
        };
        let officer = signed.session.officer.as_str();
        let name = format!("{REQUESTS}{}", hash([officer.as_bytes(), key.as_bytes()]));
        Ok(Self { name, request: hash([target.as_bytes(), body]) })
    }

    /// Under what it is kept.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What the request came to before, if it was carried out.
    fn before(&self, stage: &Stage) -> Result<Option<Kept>, Problem> {
        let Some(bytes) = stage.node.store().document(&self.name).map_err(NodeError::from)? else { return Ok(None) };
        let kept: Kept = serde_json::from_slice(&bytes)
            .map_err(|error| Problem::internal("What is kept of an earlier request is damaged", &error))?;
        if kept.request == self.request { Ok(Some(kept)) } else { Err(Problem::other_body()) }
    }

    fn document(&self, at: Moment, appended: Vec<AppendedStatement>, answer: Option<Value>) -> (String, Vec<u8>) {
        let kept = Kept { request: self.request, appended, at: Some(at), answer };
        // Strings, numbers and values that were JSON before always can be written.
        (self.name.clone(), serde_json::to_vec(&kept).unwrap_or_default())
    }
}

impl Signed {
    /// Signs what a use case drafts. It is asked again where somebody else appended meanwhile.
    pub(super) async fn write<B: DeserializeOwned + Send + 'static>(
        self,
        request: Request,
        most: usize,
        draft: impl Fn(&Stage, &B) -> Result<Drafted, Problem> + Send + 'static,
    ) -> Response {
        let work = move |signed: Signed, once: Once, body: B| {
            let desk = signed.desk.clone();
            let _alone = desk.writing.lock().unwrap_or_else(PoisonError::into_inner);
            append(Stage::open(signed)?, &once, |stage| draft(stage, &body))
        };
        self.once(request, most, work).await
    }

    /// Signs what a request holds, together with what others send just now.
    pub(super) async fn say<B: DeserializeOwned + Send + 'static>(
        self,
        request: Request,
        most: usize,
        draft: impl Fn(&Stage, &B) -> Result<Drafted, Problem> + Send + 'static,
    ) -> Response {
        let work = move |signed: Self, once: Once, body: B| {
            together::say(signed, once, Box::new(move |stage| draft(stage, &body)))
        };
        self.once(request, most, work).await
    }

    /// Keeps what a use case makes, and appends nothing.
    pub(super) async fn make<B: DeserializeOwned + Send + 'static>(
        self,
        request: Request,
        make: impl FnOnce(&mut Stage, &B) -> Result<Value, Problem> + Send + 'static,
    ) -> Response {
        let work = move |signed: Signed, once: Once, body: B| {
            let desk = signed.desk.clone();
            let _alone = desk.making.lock().unwrap_or_else(PoisonError::into_inner);
            let mut stage = Stage::open(signed)?;
            if let Some(answer) = once.before(&stage)?.and_then(|kept| kept.answer) {
                return Ok((answer, true));
            }
            let answer = make(&mut stage, &body)?;
            let kept = once.document(stage.node.now(), Vec::new(), Some(answer.clone()));
            stage.node.store_mut().keep(&[kept]).map_err(NodeError::from)?;
            Ok((answer, false))
        };
        self.once(request, intake::COMMAND_BYTES_MAX, work).await
    }

    /// Answers what keeps nothing.
    pub(super) async fn show<B: DeserializeOwned + Send + 'static>(
        self,
        request: Request,
        most: usize,
        show: impl FnOnce(&Stage, &B) -> Result<Value, Problem> + Send + 'static,
    ) -> Response {
        let body = match intake::json_body(request, most, self.desk.patience).await.and_then(|bytes| parsed(&bytes)) {
            Ok(body) => body,
            Err(problem) => return problem.into_response(),
        };
        let done = blocking(move || show(&Stage::open(self)?, &body)).await;
        done.map_or_else(IntoResponse::into_response, |answer| told(StatusCode::OK, &answer, false))
    }

    /// Begins what goes on after its answer; it is handed by what the request is known when it is repeated.
    pub(super) async fn begin<B: DeserializeOwned, T>(
        &self,
        request: Request,
        most: usize,
        begin: impl FnOnce(&Self, (String, Digest), B) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let (headers, target) = (request.headers().clone(), request.uri().to_string());
        let body = intake::json_body(request, most, self.desk.patience).await?;
        let Once { name, request } = Once::of(self, &headers, &target, &body)?;
        begin(self, (name, request), parsed(&body)?)
    }

    async fn once<B: DeserializeOwned + Send + 'static>(
        self,
        request: Request,
        most: usize,
        work: impl FnOnce(Self, Once, B) -> Result<(Value, bool), Problem> + Send + 'static,
    ) -> Response {
        let headers = request.headers().clone();
        let target = request.uri().to_string();
        let read = intake::json_body(request, most, self.desk.patience).await;
        let asked = read.and_then(|bytes| Ok((Once::of(&self, &headers, &target, &bytes)?, parsed(&bytes)?)));
        let (once, body) = match asked {
            Ok(asked) => asked,
            Err(problem) => return problem.into_response(),
        };
        let done = blocking(move || work(self, once, body)).await;
        done.map_or_else(IntoResponse::into_response, |(answer, again)| told(StatusCode::CREATED, &answer, again))
    }
}

/// JSON of the form that is asked for.
fn parsed<B: DeserializeOwned>(bytes: &[u8]) -> Result<B, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::json(&error))
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(Problem::internal("The answer was not finished", &error)),
    }
}

fn told(status: StatusCode, answer: &Value, again: bool) -> Response {
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    let kept = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let mut response = (status, [kind, kept], answer.to_string()).into_response();
    if again {
        let name = HeaderName::from_static("idempotency-replayed");
        response.headers_mut().insert(name, HeaderValue::from_static("true"));
    }
    response
}

/// Appends what is drafted, or finds that it was appended before; and whether it was.
pub(super) fn append(
    mut stage: Stage,
    once: &Once,
    draft: impl Fn(&Stage) -> Result<Drafted, Problem>,
) -> Result<(Value, bool), Problem> {
    let mut tries = TRIES;
    loop {
        if let Some(answer) = replayed(&stage, once)? {
            return Ok((answer, true));
        }
        let drafted = draft(&stage)?;
        tries -= 1;
        match stage.say_all(&[Step { once, drafted: &drafted }]) {
            Ok(said) => {
                let answer = findings_of(&stage, said)?.pop().unwrap_or_else(nothing_appended);
                stage.prune(1);
                return Ok((answer, false));
            }
            Err(error) if error.advice().0 == Blame::Passing && tries > 0 => {}
            Err(NodeError::Keys(KeysError::Missing { name, .. })) => {
                return Err(Problem::not_yours(&name, stage.session().officers()));
            }
            Err(error @ NodeError::OtherRole { .. }) => return Err(Problem::other_role(&error, stage.lang())),
            Err(error) => return Err(Problem::refused(&error, stage.lang())),
        }
    }
}

/// The answer to a request that was carried out before.
pub(super) fn replayed(stage: &Stage, once: &Once) -> Result<Option<Value>, Problem> {
    let Some(kept) = once.before(stage)? else { return Ok(None) };
    match kept.answer {
        Some(answer) => Ok(Some(answer)),
        None => Ok(findings_of(stage, vec![kept.appended])?.pop()),
    }
}

fn appended(reference: &model::Reference, draft: &Draft) -> AppendedStatement {
    AppendedStatement {
        origin: reference.origin.to_string(),
        index: reference.index,
        leaf: reference.leaf.to_string(),
        kind: draft.body.kind().code().to_owned(),
    }
}

/// The answers to what was appended by each request: what of it does not fit is as it is now.
pub(super) fn findings_of(stage: &Stage, said: Vec<Vec<AppendedStatement>>) -> Result<Vec<Value>, Problem> {
    let views = stage.node.views(&AsOf::default())?;
    let mut findings: BTreeMap<&str, Vec<Finding>> =
        said.iter().flatten().map(|statement| (statement.leaf.as_str(), Vec::new())).collect();
    for finding in &views.findings {
        if let Some(found) = findings.get_mut(finding.by.leaf.to_string().as_str()) {
            found.push(finding.into());
        }
    }
    let mut of = |own: &Vec<AppendedStatement>| -> Vec<Finding> {
        own.iter().filter_map(|one| findings.remove(one.leaf.as_str())).flatten().collect()
    };
    let found: Vec<Vec<Finding>> = said.iter().map(&mut of).collect();
    Ok(said.into_iter().zip(found).map(|(appended, findings)| json!(Appended { appended, findings })).collect())
}

/// An answer of a write, without one.
pub(super) fn nothing_appended() -> Value {
    json!(Appended { appended: Vec::new(), findings: Vec::new() })
}
