//! The plan in force along time.

use super::{Names, Place, Span, moment, text};
use crate::ask::{Ask, Times};
use crate::problem::{Details, Problem};
use app::operation::Operation;
use app::timeline::{At, Conflict, ConflictKind, Pass, timeline};
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use units::{Moment, SegmentId};
use utoipa::ToSchema;

/// Who is where and when, and what cannot be.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Timeline {
    /// The moment by which reports, decrees and notices are those that the plan is held against.
    at: String,
    /// From the first head that moves to the last tail that is clear.
    from: Option<String>,
    to: Option<String>,
    columns: Vec<Row>,
    crossings: Vec<Crossing>,
    defiles: Vec<Defile>,
    /// What cannot be as it is planned, the earliest first.
    conflicts: Vec<Clash>,
}

/// A column along time.
#[derive(Debug, Serialize, ToSchema)]
struct Row {
    convoy: String,
    origin: Place,
    crossing: Place,
    legs: Vec<OnLeg>,
    halts: Vec<Span>,
    /// Where it was due, in order.
    points: Vec<Point>,
}

/// A column on one stretch.
#[derive(Debug, Serialize, ToSchema)]
struct OnLeg {
    segment: String,
    /// The head enters.
    from: String,
    /// The head leaves.
    exit: String,
    /// The tail has left.
    to: String,
}

/// A row of a march table.
#[derive(Debug, Serialize, ToSchema)]
struct Point {
    place: Place,
    due: String,
    clear: String,
}

/// When deliveries may pass a crossing.
#[derive(Debug, Serialize, ToSchema)]
struct Crossing {
    place: Place,
    open: Vec<Span>,
}

/// A stretch with one lane, and who is on it.
#[derive(Debug, Serialize, ToSchema)]
struct Defile {
    segment: String,
    from: Place,
    to: Place,
    passes: Vec<InDefile>,
}

/// A column in a defile.
#[derive(Debug, Serialize, ToSchema)]
struct InDefile {
    convoy: String,
    /// Whether it goes from `from` to `to`.
    forward: bool,
    from: String,
    to: String,
}

/// What cannot be.
#[derive(Debug, Serialize, ToSchema)]
struct Clash {
    /// `meets`, `overtakes`, `shut`, `closed` or `force`.
    kind: String,
    convoy: String,
    /// The column or party that it is with.
    with: Option<String>,
    segment: Option<String>,
    place: Option<Place>,
    /// What the stretch is called: its axis, where it has one.
    road: Option<Names>,
    from: String,
    to: String,
}

/// The plan in force along time, held against what is known as of two times.
#[utoipa::path(get, path = "/timeline", params(Times), responses(
    (status = 200, description = "The plan along time", body = Timeline),
    (status = 400, description = "A time that is none", body = Details, content_type = "application/problem+json"),
    (status = 404, description = "None is in force, or it was made elsewhere", body = Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn along_time(times: Result<Query<Times>, QueryRejection>, ask: Ask) -> Response {
    match Times::read(times) {
        Ok(as_of) => ask.answer(move |node| build(node, &as_of)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, as_of: &AsOf) -> Result<Timeline, Problem> {
    let operation = node.operation()?;
    // The plan in force is the newest whatever is shown: what it is held against is as of the two times.
    let now = node.views(&AsOf::default())?;
    let digest = node.plan_in_force(&now)?.ok_or_else(Problem::no_plan)?;
    let plan = node.kept_plan(&digest)?;
    let corridor = node.picture(&operation, as_of)?;
    let along = timeline(&operation, &corridor, &node.party()?, &plan);
    let defiles = along.defiles.iter();
    let road = |segment: &SegmentId| {
        let axis = corridor.axes.over(segment).first().and_then(|axis| operation.axes.get(axis));
        axis.map_or_else(|| Names::of_id(segment.as_str()), Names::from)
    };
    Ok(Timeline {
        at: moment(corridor.at),
        from: text(along.span.map(|(from, _)| from)),
        to: text(along.span.map(|(_, to)| to)),
        columns: plan.columns.iter().map(|column| row(&operation, column)).collect(),
        crossings: along
            .crossings
            .iter()
            .map(|(place, open)| Crossing {
                place: Place::of(&operation, place),
                open: open.iter().map(|(from, to)| span(*from, *to)).collect(),
            })
            .collect(),
        defiles: defiles.filter_map(|(segment, passes)| defile(&operation, segment, passes)).collect(),
        conflicts: along.conflicts.iter().map(|one| clash(&operation, &road, one)).collect(),
    })
}

fn span(from: Moment, to: Moment) -> Span {
    Span { from: Some(moment(from)), to: Some(moment(to)) }
}

fn row(operation: &Operation, column: &convoy::Column) -> Row {
    let leg = |leg: &convoy::Leg| OnLeg {
        segment: leg.segment.to_string(),
        from: moment(leg.enter_head),
        exit: moment(leg.exit_head),
        to: moment(leg.clear_tail),
    };
    let point = |row: &convoy::Timing| Point {
        place: Place::of(operation, &row.place),
        due: moment(row.due),
        clear: moment(row.clear),
    };
    Row {
        convoy: column.convoy.to_string(),
        origin: Place::of(operation, &column.origin),
        crossing: Place::of(operation, &column.crossing),
        legs: column.legs.iter().map(leg).collect(),
        halts: column.halts.iter().map(|halt| span(halt.from, halt.to)).collect(),
        points: column.march_table.iter().map(point).collect(),
    }
}

fn defile(operation: &Operation, segment: &SegmentId, passes: &[Pass]) -> Option<Defile> {
    let (from, to) = operation.network.segment(segment).map(|known| (known.from(), known.to()))?;
    let pass = |pass: &Pass| InDefile {
        convoy: pass.convoy.to_string(),
        forward: pass.enters_at == from,
        from: moment(pass.from),
        to: moment(pass.to),
    };
    Some(Defile {
        segment: segment.to_string(),
        passes: passes.iter().map(pass).collect(),
        from: Place::of(operation, &from),
        to: Place::of(operation, &to),
    })
}

fn clash(operation: &Operation, road: &dyn Fn(&SegmentId) -> Names, one: &Conflict) -> Clash {
    let (kind, with) = match &one.kind {
        ConflictKind::Meets(other) => ("meets", Some(other.to_string())),
        ConflictKind::Overtakes(other) => ("overtakes", Some(other.to_string())),
        ConflictKind::Shut => ("shut", None),
        ConflictKind::Closed => ("closed", None),
        ConflictKind::Force(party) => ("force", Some(party.to_string())),
    };
    let (segment, place) = match &one.at {
        At::Segment(segment) => (Some(segment), None),
        At::Place(place) => (None, Some(Place::of(operation, place))),
    };
    Clash {
        kind: kind.to_owned(),
        convoy: one.convoy.to_string(),
        with,
        road: segment.map(road),
        segment: text(segment),
        place,
        from: moment(one.from),
        to: moment(one.to),
    }
}
