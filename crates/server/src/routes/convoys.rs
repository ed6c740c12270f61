//! Every convoy that was ordered: its march table, what it did, what befell it.

use super::{Place, Reference, moment, read, text, texts};
use crate::ask::Ask;
use crate::problem::Problem;
use app::Node;
use app::operation::Operation;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use views::Step;

/// One convoy.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Convoy {
    convoy: String,
    party: String,
    /// `ordered`, `underway`, `halted` or `arrived`.
    status: String,
    /// Where it was last reported, or its start point.
    position: Option<Place>,
    commander: String,
    vehicles: Vec<String>,
    consignments: Vec<String>,
    /// The order in force.
    order: Reference,
    /// The plan it comes from.
    plan: String,
    /// Orders given, the one in force included.
    orders: u64,
    /// Movement credits.
    credits: Vec<String>,
    march_table: Vec<Timing>,
    /// By time.
    steps: Vec<ConvoyStep>,
}

/// One row of an ordered march table.
#[derive(Debug, Serialize, ToSchema)]
struct Timing {
    place: Place,
    /// The head reaches it.
    due: String,
    /// The tail has left it.
    clear: String,
}

/// One thing a convoy did, or that befell it.
#[derive(Debug, Serialize, ToSchema)]
struct ConvoyStep {
    by: Reference,
    when: String,
    /// Code of the list `progress event` or `incident kind`.
    what: String,
    /// Whether it befell the convoy, and no progress.
    incident: bool,
    place: Option<Place>,
    vehicle: Option<String>,
    /// Code of the list `attribution`, on incidents.
    attribution: Option<String>,
    note: Option<String>,
}

/// Every convoy.
#[utoipa::path(get, path = "/convoys", responses((status = 200, description = "The convoys", body = Vec<Convoy>)))]
pub(super) async fn convoys(ask: Ask) -> Response {
    ask.answer(build).await
}

fn build(node: &Node) -> Result<Vec<Convoy>, Problem> {
    let (operation, views) = read(node)?;
    Ok(views.movements.iter().map(|(id, convoy)| shown(&operation, id, convoy)).collect())
}

fn shown(operation: &Operation, id: &units::ConvoyId, convoy: &views::Convoy) -> Convoy {
    let order = convoy.order();
    let timing = |timing: &model::Timing| Timing {
        place: Place::of(operation, &timing.place),
        due: moment(timing.due),
        clear: moment(timing.clear),
    };
    Convoy {
        convoy: id.to_string(),
        party: convoy.party.to_string(),
        status: convoy.status().code().to_owned(),
        position: convoy.position().map(|place| Place::of(operation, place)),
        commander: order.ordered.commander.to_string(),
        vehicles: texts(&order.ordered.vehicles),
        consignments: texts(&order.ordered.consignments),
        order: (&order.by).into(),
        plan: order.ordered.plan.to_string(),
        orders: convoy.orders.len() as u64,
        credits: convoy.credits.iter().map(|(_, credit)| credit.credit.to_string()).collect(),
        march_table: order.ordered.timings.iter().map(timing).collect(),
        steps: convoy.steps.iter().map(|step| step_of(operation, step)).collect(),
    }
}

fn step_of(operation: &Operation, step: &Step) -> ConvoyStep {
    match step {
        Step::Progress(by, when, progress) => ConvoyStep {
            by: by.into(),
            when: moment(*when),
            what: progress.event.code().to_owned(),
            incident: false,
            place: Some(Place::of(operation, &progress.place)),
            vehicle: None,
            attribution: None,
            note: text(progress.note.as_ref()),
        },
        Step::Incident(by, when, incident) => ConvoyStep {
            by: by.into(),
            when: moment(*when),
            what: incident.kind.code().to_owned(),
            incident: true,
            place: incident.place.as_ref().map(|place| Place::of(operation, place)),
            vehicle: text(incident.vehicle.as_ref()),
            attribution: Some(incident.attribution.code().to_owned()),
            note: text(incident.note.as_ref()),
        },
    }
}
