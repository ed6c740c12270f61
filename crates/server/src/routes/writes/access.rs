//! Who read what was said to few: what is noted and not signed, and signing it.

use super::stage::{Appended, Drafted, Stage};
use crate::intake::COMMAND_BYTES_MAX;
use crate::problem::Problem;
use crate::signed::Signed;
use app::access::Period;
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use model::AccessReader;
use serde::{Deserialize, Serialize};
use units::OfficerId;
use utoipa::ToSchema;

/// What one reader read since notes were signed last.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessPeriod {
    /// `officer`, `token` or `partner`.
    sort: &'static str,
    /// Who it is.
    reader: String,
    /// When first.
    from: String,
    /// When last.
    to: String,
    /// Statements that were said to few, by leaf hash.
    statements: Vec<String>,
    /// Views, which hold whatever the node may read.
    views: Vec<String>,
    /// Content served to a partner.
    served: Vec<ServedRange>,
}

/// Entries of a journal, one after the other.
#[derive(Serialize, ToSchema)]
struct ServedRange {
    origin: String,
    first: u64,
    last: u64,
}

/// Who signs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseAccess {
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
}

/// What is noted of who read what, and not signed.
#[utoipa::path(get, path = "/access", responses((status = 200, description = "By reader", body = Vec<AccessPeriod>)))]
pub(super) async fn noted(signed: Signed) -> Response {
    let read = tokio::task::spawn_blocking(move || {
        if let Some(notes) = &signed.notes {
            notes.write();
        }
        let noted = Stage::open(signed)?.node.accesses()?;
        Ok(noted.accesses.iter().map(|(reader, period)| AccessPeriod::of(reader, period)).collect::<Vec<_>>())
    });
    let done = read.await.unwrap_or_else(|error| Err(Problem::internal("The answer was not finished", &error)));
    let kept = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    done.map_or_else(IntoResponse::into_response, |all| (kept, Json(all)).into_response())
}

/// Sign what is noted of who read what, for the own party alone; what was signed is noted no longer.
#[utoipa::path(post, path = "/access/closings", request_body = CloseAccess, responses(
    (status = 201, description = "Signed", body = Appended),
))]
pub(super) async fn close(signed: Signed, request: Request) -> Response {
    if let Some(notes) = signed.notes.clone() {
        // What cannot be written waits for the next period.
        drop(tokio::task::spawn_blocking(move || notes.write()).await);
    }
    signed.write(request, COMMAND_BYTES_MAX, closed).await
}

fn closed(stage: &Stage, asked: &CloseAccess) -> Result<Drafted, Problem> {
    let officer = stage.officer(asked.officer.as_ref())?;
    let noted = stage.node.accesses()?;
    let drafts = noted.accesses.drafts(Some(&officer), &stage.node.party()?);
    Ok(Drafted { drafts, documents: noted.emptied() })
}

impl AccessPeriod {
    fn of(reader: &AccessReader, period: &Period) -> Self {
        let range = |range: model::EntryRange| ServedRange {
            origin: range.origin.to_string(),
            first: range.first,
            last: range.last,
        };
        Self {
            sort: reader.code(),
            reader: reader.name().to_owned(),
            from: period.from.to_string(),
            to: period.to.to_string(),
            statements: period.statements.iter().map(ToString::to_string).collect(),
            views: period.views.iter().cloned().collect(),
            served: period.ranges().into_iter().map(range).collect(),
        }
    }
}
