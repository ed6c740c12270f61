//! Search over all that this node may read.

use super::{Names, Place, Reference};
use crate::ask::{Ask, unreadable};
use crate::problem::{Details, Problem};
use app::Node;
use app::operation::Operation;
use app::places::PlacesError;
use app::searching::{Found, Near, Thing};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What is sought.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// A name in any spelling or script, an identifier, the first digits of a leaf hash, or journal#entry.
    q: String,
}

/// One thing that was found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Hit {
    /// `place`, `axis`, `segment`, `convoy`, `item`, `serial`, `consignment`, `pledge`, `party`, `officer`,
    /// `matter` or `statement`.
    kind: String,
    id: String,
    /// The item of a `serial`.
    item: Option<String>,
    name: Names,
    /// Of a `statement`.
    by: Option<Reference>,
    /// Code of the list `kind`, of a `statement` that can be read.
    says: Option<String>,
    /// `same`, `begins`, `holds`, or a code of the list `nearness`.
    near: String,
}

/// What fits, the nearest first.
#[utoipa::path(get, path = "/search", params(Asked), responses(
    (status = 200, description = "What was found", body = Vec<Hit>),
    (status = 400, description = "No question", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn search(asked: Result<Query<Asked>, QueryRejection>, ask: Ask) -> Response {
    match asked.map_err(|rejection| unreadable(&rejection)) {
        Ok(Query(asked)) => ask.answer(move |node| build(node, &asked.q)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, asked: &str) -> Result<Vec<Hit>, Problem> {
    let operation = node.operation()?;
    let found = node.search(&operation, asked);
    let found = found.map_err(|error| match error {
        PlacesError::Node(error) => error.into(),
        PlacesError::Gazetteer(_)
        | PlacesError::Picklist(_)
        | PlacesError::Place(_)
        | PlacesError::NoPick { .. }
        | PlacesError::NotUtf8 { .. } => Problem::internal("The places of this node cannot be read", &error),
    })?;
    Ok(found.iter().map(|one| hit(&operation, one)).collect())
}

fn hit(operation: &Operation, found: &Found) -> Hit {
    let (kind, id) = identified(&found.thing);
    let name = match (&found.names, &found.thing) {
        (Some(names), _) => names.into(),
        (None, Thing::Place(place)) => Place::of(operation, place).name,
        (None, Thing::Axis(axis)) => axis_name(operation, axis),
        (None, _) => Names::of_id(&id),
    };
    let item = if let Thing::Serial(item, _) = &found.thing { Some(item.clone()) } else { None };
    let (by, says) =
        if let Thing::Statement(by, kind) = &found.thing { (Some(by.into()), kind.clone()) } else { (None, None) };
    let near = match found.nearness {
        Near::Same => "same",
        Near::Begins => "begins",
        Near::Holds => "holds",
        Near::Like(how) => how.code(),
    };
    Hit { kind: kind.to_owned(), id, item, name, by, says, near: near.to_owned() }
}

/// The word for what was found, and what identifies it.
fn identified(thing: &Thing) -> (&'static str, String) {
    match thing {
        Thing::Place(place) => ("place", place.to_string()),
        Thing::Axis(axis) => ("axis", axis.clone()),
        Thing::Segment(segment) => ("segment", segment.clone()),
        Thing::Convoy(convoy) => ("convoy", convoy.clone()),
        Thing::Item(item) => ("item", item.clone()),
        Thing::Serial(_, serial) => ("serial", serial.clone()),
        Thing::Consignment(id) => ("consignment", id.clone()),
        Thing::Pledge(pledge) => ("pledge", pledge.clone()),
        Thing::Party(party) => ("party", party.clone()),
        Thing::Officer(officer) => ("officer", officer.clone()),
        Thing::Matter(leaf) => ("matter", leaf.to_string()),
        Thing::Statement(by, _) => ("statement", by.leaf.to_string()),
    }
}

fn axis_name(operation: &Operation, axis: &str) -> Names {
    let known = axis.parse().ok().and_then(|axis: units::AxisId| operation.axes.get(&axis));
    known.map_or_else(|| Names::of_id(axis), Names::from)
}
