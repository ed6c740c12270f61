//! Partners' programs that this node exchanges with by itself, and how that goes.

use super::{moment, text};
use crate::ask::Ask;
use crate::problem::Problem;
use app::Node;
use app::contacts::Relation;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

/// A partner that is exchanged with.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Partner {
    /// What it is called here.
    name: String,
    /// Its address.
    url: String,
    /// Whose program it is, where it said so.
    party: Option<String>,
    /// Since when it is known.
    added: String,
    /// When the last exchange began.
    tried: Option<String>,
    /// When the last one that came to its end did.
    reached: Option<String>,
    /// Exchanges that failed since.
    failures: u32,
    /// Why the last one failed.
    error: Option<String>,
    /// Entries that it listed then, and that were not taken over.
    behind: u64,
    /// Journals of its that were refused.
    refused: u64,
    /// Entries of this node's journal that the party has cosigned.
    cosigned: u64,
    /// Entries of this node's journal.
    size: u64,
}

impl From<Relation> for Partner {
    fn from(Relation { contact, standing, party, cosigned, size }: Relation) -> Self {
        Self {
            name: contact.name,
            url: contact.url,
            party: text(party),
            added: moment(contact.added),
            tried: text(standing.tried),
            reached: text(standing.reached),
            failures: standing.failures,
            error: standing.error,
            behind: standing.behind,
            refused: standing.refused,
            cosigned,
            size,
        }
    }
}

/// Partners that are exchanged with.
#[utoipa::path(get, path = "/partners", responses((status = 200, description = "The partners", body = Vec<Partner>)))]
pub(super) async fn partners(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Partner>, Problem> {
    Ok(node.relations()?.into_iter().map(Partner::from).collect())
}
