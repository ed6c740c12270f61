//! Who takes part, as their own journals declare them.

use super::Names;
use crate::ask::Ask;
use crate::problem::Problem;
use app::{AsOf, Node};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// One party.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Party {
    party: String,
    name: Names,
    /// Code of the list `party role`.
    role: String,
    /// Identity of its journal.
    origin: String,
    officers: Vec<Officer>,
}

/// One officer.
#[derive(Debug, Serialize, ToSchema)]
struct Officer {
    officer: String,
    /// Code of the list `officer role`.
    role: String,
    /// Entry of the party's journal from which the grant no longer holds.
    until: Option<u64>,
}

/// Who takes part.
#[utoipa::path(get, path = "/parties", responses((status = 200, description = "The parties", body = Vec<Party>)))]
pub(super) async fn parties(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Party>, Problem> {
    let views = node.views(&AsOf::default())?;
    let officer = |(id, known): (&units::OfficerId, &views::Officer)| Officer {
        officer: id.to_string(),
        role: known.role.code().to_owned(),
        until: known.until,
    };
    let party = |(id, known): (&units::PartyId, &views::Party)| Party {
        party: id.to_string(),
        name: (&known.name).into(),
        role: known.role.code().to_owned(),
        origin: known.origin.to_string(),
        officers: known.officers.iter().map(officer).collect(),
    };
    Ok(views.parties.iter().map(party).collect())
}
