//! What a column of the plan in force goes round, and why.

use super::picture::{PlaceState, Report, SegmentState};
use super::{Names, Place, moment};
use crate::ask::{Ask, unreadable};
use crate::problem::{Details, Problem};
use app::avoiding::{Avoided, state_of};
use app::operation::Operation;
use app::ways::{Obstructed, Without};
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use roads::Passability;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use units::{ConvoyId, Digest, PlaceId, SegmentId};
use utoipa::{IntoParams, ToSchema};

/// What a column goes round, held against the way that everybody would drive were all roads open and safe.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Round {
    convoy: String,
    /// The moment whose picture it is judged by: that of the order, where none is asked for.
    at: String,
    from: Place,
    to: Place,
    /// Whether the column drives the best way by that picture.
    best: bool,
    /// In the order in which they stand on the free way.
    obstacles: Vec<Obstacle>,
    /// What would be saved were all of it gone, in tenths of a second.
    all_time_ds: i64,
    /// Every report that stands behind one of them.
    reports: Vec<Report>,
}

/// Something that is gone round.
#[derive(Debug, Serialize, ToSchema)]
struct Obstacle {
    /// A place that is not open when one would pass, where it is one.
    place: Option<PlaceState>,
    /// Stretches next to each other, where it is these, with the reports behind their states.
    segments: Vec<SegmentState>,
    /// From and to, for stretches.
    ends: Vec<Place>,
    /// Axes that the stretches are part of.
    roads: Vec<Names>,
    length_m: u64,
    /// Why, each reason once.
    reasons: Vec<Because>,
    /// What the best way would save without it, in tenths of a second; below zero where the free way is the slower.
    time_ds: i64,
    /// Exposure that it would save.
    exposure_ds: i64,
}

/// Why something is not driven.
#[derive(Debug, Serialize, ToSchema)]
struct Because {
    /// `open`, `restricted`, `contested`, `closed` or `unknown`; `shut` of a place, `barred` of a road that does not bear it.
    what: String,
    /// Of what is contested: its certainty, in thousandths.
    certainty_permille: Option<u16>,
}

/// Which column, as of which times.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfColumn {
    /// The column's convoy.
    convoy: String,
    /// Only what was so by then; when the plan was ordered where neither is given.
    at: Option<String>,
    /// Only what this node knew by then.
    known: Option<String>,
}

/// Why a column of the plan in force does not drive the way that everybody would.
#[utoipa::path(get, path = "/plan/avoided", params(OfColumn), responses(
    (status = 200, description = "What it goes round", body = Round),
    (status = 400, description = "A time that is none", body = Details, content_type = "application/problem+json"),
    (status = 404, description = "No such column, or no plan is in force", body = Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn avoided(asked: Result<Query<OfColumn>, QueryRejection>, ask: Ask) -> Response {
    match asked.map_err(|rejection| unreadable(&rejection)).and_then(|Query(asked)| asked.read()) {
        Ok((convoy, as_of)) => ask.answer(move |node| build(node, &convoy, &as_of)).await,
        Err(problem) => problem.into_response(),
    }
}

impl OfColumn {
    fn read(self) -> Result<(ConvoyId, AsOf), Problem> {
        let convoy = self.convoy.parse().map_err(|why: units::IdError| Problem::query("convoy", &why.to_string()))?;
        let (occurred, known) = (super::flow::read("at", self.at)?, super::flow::read("known", self.known)?);
        Ok((convoy, AsOf { occurred, known }))
    }
}

fn build(node: &Node, convoy: &ConvoyId, as_of: &AsOf) -> Result<Round, Problem> {
    let operation = node.operation()?;
    let now = node.views(&AsOf::default())?;
    let digest = node.plan_in_force(&now)?.ok_or_else(Problem::no_plan)?;
    let plan = node.kept_plan(&digest)?;
    let avoided = node.avoided(&operation, (&digest, &plan), convoy, as_of)?;
    let obstacles = avoided.explained.obstacles.iter();
    Ok(Round {
        convoy: convoy.to_string(),
        at: moment(avoided.corridor.at),
        from: Place::of(&operation, &avoided.from),
        to: Place::of(&operation, &avoided.to),
        best: avoided.best,
        obstacles: obstacles.map(|without| obstacle(&operation, &avoided, without)).collect(),
        all_time_ds: avoided.explained.all_time,
        reports: reports(&avoided),
    })
}

fn obstacle(operation: &Operation, avoided: &Avoided, without: &Without) -> Obstacle {
    let picture = &avoided.corridor.picture;
    let (time_ds, exposure_ds) = (without.time, without.exposure);
    let shared = Obstacle {
        place: None,
        segments: Vec::new(),
        ends: Vec::new(),
        roads: Vec::new(),
        length_m: 0,
        reasons: Vec::new(),
        time_ds,
        exposure_ds,
    };
    match &without.obstacle {
        Obstructed::Place(place) => {
            let state = picture.places.get(place);
            let reasons = vec![Because { what: "shut".to_owned(), certainty_permille: None }];
            Obstacle { place: Some(PlaceState::of(operation, place, state.map(|state| &**state))), reasons, ..shared }
        }
        Obstructed::Segments { segments, length, reasons } => {
            let state =
                |segment: &SegmentId| SegmentState::of(segment, picture.segments.get(segment).map(|state| &**state));
            let axes: BTreeSet<_> = segments.iter().flat_map(|segment| avoided.corridor.axes.over(segment)).collect();
            let called = |axis: &units::AxisId| {
                operation.axes.get(axis).map_or_else(|| Names::of_id(axis.as_str()), Names::from)
            };
            Obstacle {
                segments: segments.iter().map(state).collect(),
                ends: ends(operation, segments).iter().map(|place| Place::of(operation, place)).collect(),
                roads: axes.into_iter().map(called).collect(),
                length_m: length.get(),
                reasons: reasons.iter().map(|reason| because(state_of(*reason))).collect(),
                ..shared
            }
        }
    }
}

/// The two places that stretches next to each other lie between: those at which only one of them ends.
fn ends(operation: &Operation, segments: &[SegmentId]) -> Vec<PlaceId> {
    let mut ends: Vec<PlaceId> = Vec::new();
    for segment in segments.iter().filter_map(|segment| operation.network.segment(segment)) {
        for place in [segment.from(), segment.to()] {
            match ends.iter().position(|other| *other == place) {
                Some(at) => _ = ends.remove(at),
                None => ends.push(place),
            }
        }
    }
    ends
}

fn because(state: Option<Passability>) -> Because {
    let (what, certainty) = match state {
        Some(Passability::Open) => ("open", None),
        Some(Passability::Restricted) => ("restricted", None),
        Some(Passability::Contested { certainty }) => ("contested", Some(certainty.get())),
        Some(Passability::Closed) => ("closed", None),
        Some(Passability::Unknown) => ("unknown", None),
        None => ("barred", None),
    };
    Because { what: what.to_owned(), certainty_permille: certainty }
}

/// The reports behind what is gone round, once each.
fn reports(avoided: &Avoided) -> Vec<Report> {
    let picture = &avoided.corridor.picture;
    let states = avoided.explained.obstacles.iter().flat_map(|without| match &without.obstacle {
        Obstructed::Place(place) => picture.places.get(place).into_iter().collect::<Vec<_>>(),
        Obstructed::Segments { segments, .. } => {
            segments.iter().filter_map(|segment| picture.segments.get(segment)).collect()
        }
    });
    let named: BTreeSet<Digest> = states.flat_map(|state| &state.evidence).map(|one| one.by.leaf).collect();
    named.iter().filter_map(|leaf| avoided.corridor.views.corridor.report(leaf)).map(Report::from).collect()
}
