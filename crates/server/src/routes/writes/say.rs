//! Statements as people write them, signed and appended: all of them, or none.

use super::stage::{Appended, Drafted, Stage, nothing_appended};
use crate::ask::unreadable;
use crate::intake::TEXT_BYTES_MAX;
use crate::problem::{Line, Problem};
use crate::refusal::hinted;
use crate::signed::Signed;
use app::AsOf;
use app::hints::of_line;
use app::jsonl::{Parsed, parse_with};
use app::known::Known;
use app::measure::Measures;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use model::Draft;
use serde::Deserialize;
use serde_json::Value;
use utoipa::IntoParams;

/// Most statements in one request.
const DRAFTS_MAX: usize = 1_000;

/// How much is let through.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct How {
    /// Lets names of items, places and roads through that a partner has yet to define.
    #[serde(default)]
    unknown: bool,
    /// Signs nothing, and tells what is wrong.
    #[serde(default)]
    dry_run: bool,
}

/// Sign statements: one draft, or a list of at most 1 000, appended all or none.
#[utoipa::path(post, path = "/statements", params(How), request_body(content = Object,
    description = "A draft as `docs/statements.md` has it, or a list of drafts"), responses(
    (status = 201, description = "Signed", body = Appended),
    (status = 200, description = "All of them could be signed; nothing was", body = Appended),
))]
pub(super) async fn say(how: Result<Query<How>, QueryRejection>, signed: Signed, request: Request) -> Response {
    match how {
        Ok(Query(how)) if how.dry_run => {
            let tried = move |stage: &Stage, body: &Value| drafts(stage, body, how).map(|_| nothing_appended());
            signed.show(request, TEXT_BYTES_MAX, tried).await
        }
        Ok(Query(how)) => {
            let draft = move |stage: &Stage, body: &Value| drafts(stage, body, how).map(Drafted::from);
            signed.say(request, TEXT_BYTES_MAX, draft).await
        }
        Err(rejection) => unreadable(&rejection).into_response(),
    }
}

fn drafts(stage: &Stage, body: &Value, how: How) -> Result<Vec<Draft>, Problem> {
    let list = body.as_array().map_or(std::slice::from_ref(body), Vec::as_slice);
    let refused = |title: &str, detail: String| {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", title, detail).at("body")
    };
    if list.is_empty() || list.len() > DRAFTS_MAX {
        let detail = format!("{} statements were sent, 1 to {DRAFTS_MAX} are taken at once", list.len());
        return Err(refused("Not so many", detail));
    }
    let lines: Vec<String> = list.iter().map(Value::to_string).collect();
    let views = stage.node.views(&AsOf::default())?;
    let mut parsed = parse_with(lines.join("\n").as_bytes(), Measures::of(&views.catalogue));
    for (_, draft) in &mut parsed.drafts {
        draft.officer = Some(draft.officer.take().unwrap_or_else(|| stage.signed.session.officer.clone()));
    }
    let known = stage.node.known(&stage.operation)?;
    let known = if how.unknown { known.with_strangers() } else { known };
    let parsed = known.sift(parsed);
    let faults = faults(stage, &parsed, &known);
    if !faults.is_empty() {
        let detail = format!("{} of {} statements cannot be signed, so none was", faults.len(), list.len());
        return Err(refused("Statements at fault", detail).lines(faults));
    }
    Ok(parsed.drafts.into_iter().map(|(_, draft)| draft).collect())
}

/// What is wrong, by number of the statement.
fn faults(stage: &Stage, parsed: &Parsed, known: &Known) -> Vec<Line> {
    let bad = parsed.bad.iter().map(|(line, error)| Line {
        line: *line as u64,
        cell: None,
        fault: error.to_string(),
        hint: of_line(error, known).map(|hint| hinted(stage.lang(), &hint)),
    });
    let others = parsed.drafts.iter().filter_map(|(line, draft)| {
        let officer = draft.officer.as_ref().filter(|officer| !stage.signed.session.acts_as(officer))?;
        Some(Line { line: *line as u64, cell: None, fault: format!("`{officer}` is not signed in"), hint: None })
    });
    let mut faults: Vec<Line> = bad.chain(others).collect();
    faults.sort_by_key(|fault| fault.line);
    faults
}
