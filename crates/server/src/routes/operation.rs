//! What the operation is: title, agreement, parties at its ends, zone, and the newest report.

use super::{Names, Place, moment, text};
use crate::ask::Ask;
use crate::gate::Gate;
use crate::problem::{Details, Problem};
use app::{AsOf, Node};
use axum::Extension;
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use units::Moment;
use utoipa::ToSchema;

/// The operation, and the node that shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Operation {
    /// Short name.
    name: String,
    title: Names,
    /// IANA name of the zone in which people read times.
    zone: String,
    /// The party whose node this is.
    party: String,
    donor: String,
    recipient: String,
    /// Where the receiving side takes the goods.
    destination: Place,
    agreement: Agreement,
    pledge: String,
    /// The node's clock.
    now: String,
    /// When the newest report of the corridor was filed, as its author says; not after `now`.
    last_report: Option<String>,
    /// When the oldest one was.
    first_report: Option<String>,
    /// Whether officers can sign in here.
    desk: bool,
}

/// The agreement that deliveries rest on.
#[derive(Debug, Serialize, ToSchema)]
struct Agreement {
    id: String,
    /// Absent where nobody has said that it was concluded.
    title: Option<Names>,
    /// Code of the list `agreement status`, or `concluded`.
    status: Option<String>,
    /// Since when it has this status.
    since: Option<String>,
}

/// What the operation is.
#[utoipa::path(get, path = "/operation", responses(
    (status = 200, description = "The operation", body = Operation),
    (status = 404, description = "The node has none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn operation(gate: Option<Extension<Arc<Gate>>>, ask: Ask) -> Response {
    let desk = gate.is_some_and(|Extension(gate)| gate.desk().is_some());
    ask.answer(move |node| build(node, desk)).await
}

fn build(node: &Node, desk: bool) -> Result<Operation, Problem> {
    let operation = node.operation()?;
    let views = node.views(&AsOf::default())?;
    let now = node.now();
    let filed = views.corridor.reports().map(|filed| filed.stated);
    let filed: Vec<Moment> = filed.filter(|stated| *stated <= now).collect();
    let settings = &operation.settings;
    let known = views.agreements.get(&settings.agreement);
    Ok(Operation {
        name: settings.name.clone(),
        title: (&settings.title).into(),
        zone: settings.zone.clone(),
        party: node.party()?.to_string(),
        donor: settings.donor.to_string(),
        recipient: settings.recipient.to_string(),
        destination: Place::of(&operation, &settings.destination),
        agreement: Agreement {
            id: settings.agreement.to_string(),
            title: known.map(|known| (&known.concluded.title).into()),
            status: known.map(|known| known.status().map_or("concluded", |change| change.status.code()).to_owned()),
            since: known.map(|known| moment(known.status().map_or(known.since, |change| change.since))),
        },
        pledge: settings.pledge.to_string(),
        now: moment(now),
        last_report: text(filed.iter().max()),
        first_report: text(filed.iter().min()),
        desk,
    })
}
