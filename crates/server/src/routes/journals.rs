//! The journals held here, and how far each reaches: what to compare before asking again.

use super::{moment, text};
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
    /// How far others have cosigned it.
    tail: Option<Tail>,
    /// When its newest entry came here.
    newest: Option<String>,
    /// Entries whose content was not disclosed to this node.
    unread: u64,
}

/// How far a journal is cosigned.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Tail {
    /// Which journal.
    origin: String,
    /// Entries held.
    size: u64,
    /// How many of these the quorum of the node's policy has cosigned.
    cosigned: u64,
    /// Who cosigned how much, and when last.
    witnesses: Vec<Witness>,
    /// Since when the first entry beyond the quorum is known here.
    waiting_since: Option<String>,
    /// Whether that is too long ago.
    alarm: bool,
}

/// A party that cosigned a journal.
#[derive(Debug, Serialize, ToSchema)]
struct Witness {
    party: String,
    /// How many entries.
    size: u64,
    when: String,
}

impl From<&app::witness::Tail> for Tail {
    fn from(tail: &app::witness::Tail) -> Self {
        let witness = |(party, (size, when)): (&units::PartyId, &(journal::tree::Size, units::Moment))| Witness {
            party: party.to_string(),
            size: size.get(),
            when: moment(*when),
        };
        Self {
            origin: tail.origin.to_string(),
            size: tail.size.get(),
            cosigned: tail.cosigned.get(),
            witnesses: tail.witnesses.iter().map(witness).collect(),
            waiting_since: text(tail.waiting_since),
            alarm: tail.alarm,
        }
    }
}

/// The journals held here.
#[utoipa::path(get, path = "/journals", responses((status = 200, description = "The journals", body = Vec<Journal>)))]
pub(super) async fn journals(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Journal>, Problem> {
    let tails = node.tails()?;
    let known = node.reached(None)?;
    let journal = |row: app::ports::JournalRow| Journal {
        tail: tails.iter().find(|tail| tail.origin == row.origin).map(Tail::from),
        newest: text(known.get(&row.origin).and_then(|reached| reached.newest)),
        unread: known.get(&row.origin).map_or(0, |reached| reached.unread),
        origin: row.origin.to_string(),
        party: row.party.to_string(),
        own: row.own,
        size: row.frontier.size().get(),
        root: row.frontier.root().to_string(),
        checkpoint: String::from_utf8_lossy(&row.checkpoint).into_owned(),
    };
    Ok(node.journals()?.into_iter().map(journal).collect())
}
