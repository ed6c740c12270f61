//! Long work: a plan that is searched for long, an audit of every journal, a table read into drafts. Asked for, looked
//! at, cancelled.

use super::imports::{ImportTable, import};
use super::plans::{MakePlan, plan_for};
use crate::Source;
use crate::intake::TEXT_BYTES_MAX;
use crate::jobs::{Job as Kept, State as Stands};
use crate::problem::{Details, Problem};
use crate::signed::Signed;
use ::words::Lang;
use app::Node;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use utoipa::ToSchema;

/// The longest search for a better plan in one job.
const SECONDS_MAX: u64 = 60 * 60;

/// What is to be done.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum NewJob {
    /// Make a plan and keep it, as `plans` does; `seconds` may be up to 3600. Its progress is rounds.
    Plan(MakePlan),
    /// Verify every journal held here. Its progress is files.
    Audit(EveryJournal),
    /// Read a table into drafts, to be signed with `statements`. Its progress is rows.
    Import(ImportTable),
}

/// Nothing is to be said of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EveryJournal {}

/// A job.
#[derive(Serialize, ToSchema)]
pub(super) struct Job {
    id: String,
    /// What is done: `plan`, `audit` or `import`.
    kind: &'static str,
    /// Who asked for it.
    officer: String,
    /// `waiting`, `running`, `done`, `failed` or `cancelled`.
    state: &'static str,
    /// How long it has taken, waiting included.
    seconds: u64,
    /// How much of it is done: rounds of a search, files of an audit, rows of a table.
    done: u64,
    /// Of how much, where that is known.
    of: Option<u64>,
    /// What came of it: of a plan what `plans` answers, of an audit its journals, of an
    /// import its drafts (`drafts`), numbers of good and bad rows, and the cells at fault (`bad`).
    #[schema(value_type = Option<Object>)]
    result: Option<Value>,
    /// Why nothing came of it.
    problem: Option<Details>,
}

impl From<&Kept> for Job {
    fn from(job: &Kept) -> Self {
        let (state, result, problem) = match job.state() {
            Stands::Waiting => ("waiting", None, None),
            Stands::Running => ("running", None, None),
            Stands::Done(result, _) => ("done", Some(result), None),
            Stands::Failed(problem, _) => ("failed", None, Some(problem.details())),
            Stands::Cancelled(_) => ("cancelled", None, None),
        };
        Self {
            id: job.id.clone(),
            kind: job.kind,
            officer: job.officer.to_string(),
            state,
            seconds: job.took().as_secs(),
            done: job.done(),
            of: job.of(),
            result,
            problem,
        }
    }
}

/// Ask for long work. It goes on after the answer, and is forgotten when the server ends.
#[utoipa::path(post, path = "/jobs", request_body = NewJob, responses(
    (status = 202, description = "It waits for its turn; `Location` is where to look", body = Job),
))]
pub(super) async fn begin(signed: Signed, State(source): State<Source>, request: Request) -> Response {
    let begun = |signed: &Signed, repeat, asked: NewJob| {
        let (jobs, officer, lang) = (&signed.desk.jobs, signed.session.officer.clone(), signed.lang);
        match asked {
            NewJob::Plan(asked) => {
                asked.at_most(SECONDS_MAX)?;
                let rounds = asked.rounds();
                jobs.begin(("plan", rounds), officer, repeat, move |job| plan(&source, job, &asked, lang))
            }
            NewJob::Audit(EveryJournal {}) => {
                jobs.begin(("audit", None), officer, repeat, move |job| audit(&source, job))
            }
            NewJob::Import(table) => {
                let (asked, skip_bad) = table.asked()?;
                let work = move |job: &Kept| import(&opened(&source)?, job, &asked, skip_bad, lang);
                jobs.begin(("import", None), officer, repeat, work)
            }
        }
    };
    match signed.begin(request, TEXT_BYTES_MAX, begun).await {
        Ok(job) => {
            let place = HeaderValue::from_str(&format!("/api/v1/jobs/{}", job.id)).map(|at| [(header::LOCATION, at)]);
            // Hexadecimal digits always are a header value.
            (StatusCode::ACCEPTED, place.ok(), told(&Job::from(&*job))).into_response()
        }
        Err(problem) => problem.into_response(),
    }
}

/// The jobs of whoever is signed in, the newest first.
#[utoipa::path(get, path = "/jobs", responses((status = 200, description = "The jobs", body = Vec<Job>)))]
pub(super) async fn jobs(signed: Signed) -> Response {
    let jobs = signed.desk.jobs.of(|officer| signed.session.acts_as(officer));
    told(&jobs.iter().map(|job| Job::from(&**job)).collect::<Vec<_>>())
}

/// One job, and what came of it.
#[utoipa::path(get, path = "/jobs/{id}", params(("id" = String, Path, description = "The job")), responses(
    (status = 200, description = "The job", body = Job),
    (status = 404, description = "None of that name is remembered", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn job(id: Result<Path<String>, PathRejection>, signed: Signed) -> Response {
    found(id, &signed).map_or_else(IntoResponse::into_response, |job| told(&Job::from(&*job)))
}

/// Cancel a job. A search ends at its next round, an audit at its next journal, a
/// table at its next row; what was kept by then stays.
#[utoipa::path(delete, path = "/jobs/{id}", params(("id" = String, Path, description = "The job")), responses(
    (status = 200, description = "The job, cancelled unless it had ended", body = Job),
    (status = 404, description = "None of that name is remembered", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn cancel(id: Result<Path<String>, PathRejection>, signed: Signed) -> Response {
    let cancelled = found(id, &signed).inspect(|job| job.cancel());
    cancelled.map_or_else(IntoResponse::into_response, |job| told(&Job::from(&*job)))
}

/// Of whoever else a job is, there is none.
fn found(id: Result<Path<String>, PathRejection>, signed: &Signed) -> Result<Arc<Kept>, Problem> {
    let Path(id) = id.map_err(|rejection| Problem::no_path(&rejection.body_text()))?;
    let mut jobs = signed.desk.jobs.of(|officer| signed.session.acts_as(officer)).into_iter();
    jobs.find(|job| job.id == id).ok_or_else(|| {
        let problem = Problem::unknown("No such job", format!("no job `{id:.40}` of yours is remembered"));
        problem.hint("jobs are forgotten when the server ends, and when newer ones have ended")
    })
}

fn told<T: Serialize>(answer: &T) -> Response {
    ([(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(answer)).into_response()
}

/// The node without keys: nothing is signed.
fn opened(source: &Source) -> Result<Node, Problem> {
    source().map_err(|error| Problem::not_opened(error.as_ref()))
}

fn plan(source: &Source, job: &Kept, asked: &MakePlan, lang: Lang) -> Result<Value, Problem> {
    let mut node = opened(source)?;
    let operation = node.operation()?;
    plan_for(&mut node, &operation, asked, (Duration::from_secs(SECONDS_MAX), lang), &mut |rounds| job.go_on(rounds))
}

fn audit(source: &Source, job: &Kept) -> Result<Value, Problem> {
    let node = opened(source)?;
    let (mut judged, mut journals) = (0, Vec::new());
    for journal in node.journals()? {
        if !job.go_on(judged) {
            break;
        }
        let mut last = 0;
        let audited = node.audit(&journal, &mut |progress| {
            last = progress.done;
            job.go_on(judged + last);
        });
        judged += last;
        journals.push(match audited {
            Ok(verified) => json!({"journal": journal.origin, "sound": true, "entries": verified.entries.len()}),
            Err(error) => {
                let why: Vec<String> = crate::problem::causes(&error).map(ToString::to_string).collect();
                json!({"journal": journal.origin, "sound": false, "fault": why.join(": ")})
            }
        });
    }
    Ok(json!({"journals": journals, "files": judged}))
}
