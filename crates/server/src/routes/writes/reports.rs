//! A report as text: what the reader makes of it, and what a person decides of each draft.

use super::drafts::{ReadDraft, beside};
use super::stage::{Appended, Drafted, Stage};
use crate::intake::TEXT_BYTES_MAX;
use crate::problem::Problem;
use crate::signed::Signed;
use app::hints::near;
use app::known::Known;
use app::reading::{Document, document_digest, drafts_json, parse_decisions};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use model::OfficerRole;
use reader::{Date, Reading};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use units::OfficerId;
use utoipa::ToSchema;

/// A report as it was received.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportText {
    text: String,
    /// Its civil day, such as `2013-02-08`; never guessed.
    date: String,
    /// Who published it.
    outlet: Option<String>,
}

/// What was decided of the drafts of a report.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReportDecisions {
    text: String,
    /// Its civil day.
    date: String,
    /// Who published it.
    outlet: Option<String>,
    /// Who signs.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
    /// `text` and `lexicon` as they were read, and the `decisions`: what a file of `qafila read --decisions` holds.
    #[schema(value_type = Object)]
    decisions: Value,
}

/// What the reader made of a report.
#[derive(Serialize, ToSchema)]
struct Drafts {
    /// SHA-256 of the text.
    text: String,
    /// Hash of the rules that read it.
    lexicon: String,
    /// Each as `qafila read --json` has it, with what a card shows besides.
    #[schema(value_type = Vec<ReadDraft>)]
    drafts: Vec<Value>,
}

/// Read a report into drafts. Nothing is kept.
#[utoipa::path(post, path = "/reports/read", request_body = ReportText, responses(
    (status = 200, description = "The drafts", body = Drafts),
))]
pub(super) async fn read(signed: Signed, request: Request) -> Response {
    signed.show(request, TEXT_BYTES_MAX, drafts).await
}

/// Sign what was accepted of a report, and keep what was rejected: all of it, or nothing.
#[utoipa::path(post, path = "/reports/decisions", request_body = ReportDecisions, responses(
    (status = 201, description = "Signed and kept", body = Appended),
))]
pub(super) async fn decide(signed: Signed, request: Request) -> Response {
    signed.write(request, TEXT_BYTES_MAX, decided).await
}

fn drafts(stage: &Stage, asked: &ReportText) -> Result<Value, Problem> {
    let document = document(&asked.text, &asked.date, asked.outlet.as_deref())?;
    let reading = reading(stage, &document)?;
    let settled = stage.node.settled(document.text).map_err(|error| stage.refused(error))?;
    let shown = drafts_json(&reading, document.text).zip(&reading.drafts).map(|(mut shown, draft)| {
        shown["fate"] = json!(settled.fate(draft).map(app::reading::Fate::code));
        beside(&mut shown, draft, document.text);
        shown
    });
    Ok(json!(Drafts {
        text: document_digest(document.text).to_string(),
        lexicon: reading.lexicon_hash.to_string(),
        drafts: shown.collect(),
    }))
}

fn decided(stage: &Stage, asked: &ReportDecisions) -> Result<Drafted, Problem> {
    let document = document(&asked.text, &asked.date, asked.outlet.as_deref())?;
    let reading = reading(stage, &document)?;
    let roles = [OfficerRole::Movement, OfficerRole::Liaison, OfficerRole::Auditor, OfficerRole::Receiving];
    let officer = stage.in_role(asked.officer.as_ref(), &roles)?;
    let settled = stage.node.settled(document.text).map_err(|error| stage.refused(error))?;
    let (file, text) = (asked.decisions.to_string(), document_digest(document.text));
    let (decisions, rejections) = parse_decisions(file.as_bytes(), text, &reading, &settled, &stage.operation)
        .map_err(|error| stage.refused(error).at("body, `decisions`"))?;
    let zone = stage.operation.zone()?;
    let occurred = document.date.begins(&zone);
    let proposed = stage.node.propose(&document, &reading, &decisions, &officer, occurred, &zone);
    let drafts = proposed.map_err(|error| stage.refused(error))?;
    let mut documents = Vec::new();
    if !drafts.is_empty() {
        may_sign(&stage.node.known(&stage.operation)?, &officer)?;
        documents = stage.node.text_documents(&document).map_err(|error| stage.refused(error))?;
    }
    let rejected = stage.node.rejection_document(document.text, &reading, &rejections, &officer);
    documents.extend(rejected.map_err(|error| stage.refused(error))?);
    Ok(Drafted { drafts, documents })
}

/// Refuses an officer of whom the journal knows nothing.
fn may_sign(known: &Known, officer: &OfficerId) -> Result<(), Problem> {
    known.may_sign(officer).map_err(|unfit| {
        let problem = Problem::new(StatusCode::FORBIDDEN, "not-yours", "Not in that name", unfit.to_string());
        match near(officer.as_str(), known.officers()) {
            Some((_, names)) => problem.hint(&names.into_iter().map(|(_, names)| names).collect::<String>()),
            None => problem,
        }
    })
}

/// Longest report read for a page, in bytes: a longer one would keep others waiting for seconds.
const REPORT_BYTES_MAX: usize = 1024 * 1024;

fn document<'a>(text: &'a str, date: &str, outlet: Option<&'a str>) -> Result<Document<'a>, Problem> {
    if text.len() > REPORT_BYTES_MAX {
        let said = format!("the text has {} bytes, at most {REPORT_BYTES_MAX} are read here", text.len());
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "Too long a text", said);
        return Err(problem.at("body, `text`").hint("split it, or read it on the node with `qafila read`"));
    }
    let date = date.parse::<Date>().map_err(|error| {
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "No such day", error.to_string());
        problem.at("body, `date`").hint("give it as 2013-02-08; it is never guessed")
    })?;
    Ok(Document { text, date, outlet })
}

fn reading(stage: &Stage, document: &Document<'_>) -> Result<Reading, Problem> {
    let failed = |error: &(dyn std::error::Error + 'static)| Problem::internal("The rules cannot be used", error);
    let lexicons = stage.node.lexicons().map_err(|error| failed(&error))?;
    let gazetteer = stage.node.gazetteer().map_err(|error| failed(&error))?;
    app::reading::read(document, &lexicons, &gazetteer).map_err(|error| stage.refused(error).at("body, `text`"))
}
