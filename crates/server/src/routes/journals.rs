//! The journals held here, and how far each reaches: what to compare before asking again.

use crate::ask::Ask;
use crate::problem::Problem;
use app::Node;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// One journal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Journal {
    /// Its identity.
    origin: String,
    party: String,
    /// Whether this node writes it.
    own: bool,
    /// Entries held.
    size: u64,
    /// Root hash over them, hexadecimal.
    root: String,
    /// The signed checkpoint, as partners receive it (a signed note).
    checkpoint: String,
}

/// The journals held here.
#[utoipa::path(get, path = "/journals", responses((status = 200, description = "The journals", body = Vec<Journal>)))]
pub(super) async fn journals(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Journal>, Problem> {
    let journal = |row: app::ports::JournalRow| Journal {
        origin: row.origin.to_string(),
        party: row.party.to_string(),
        own: row.own,
        size: row.frontier.size().get(),
        root: row.frontier.root().to_string(),
        checkpoint: String::from_utf8_lossy(&row.checkpoint).into_owned(),
    };
    Ok(node.journals()?.into_iter().map(journal).collect())
}
