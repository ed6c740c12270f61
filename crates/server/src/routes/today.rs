//! What is wrong first, each line with what shows it.

use super::account::{Check, Matter, check, matter_of};
use super::journals::Tail;
use super::{Force, Names, Place, Reference, Span, moment, text};
use crate::ask::{Ask, Times};
use crate::problem::{Details, Problem};
use app::operation::Operation;
use app::today::SILENT_HOURS;
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use units::{AxisId, SegmentId};
use utoipa::ToSchema;

/// What is wrong, by kind; empty lists where nothing is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Today {
    /// The moment that is shown.
    at: String,
    /// What was known by then; everything where absent.
    known: Option<String>,
    /// Convoys whose way ahead is closed somewhere.
    closures: Vec<Closure>,
    /// Convoys that were due somewhere and were not heard from there, the latest first.
    late: Vec<Late>,
    /// Convoys that meet a force on their way: those first whose party has not acknowledged the notice.
    encounters: Vec<Meeting>,
    /// Forces that gave notice of one stretch at one time: those first of which one has not acknowledged the other's notice.
    overlaps: Vec<ForcesMeeting>,
    /// Disagreements that are open, the oldest first.
    matters: Vec<Matter>,
    /// Pieces whose check is overdue, or that were not found whole; the longest due first.
    checks: Vec<Check>,
    /// Journals whose end has waited too long for cosignatures, as they are held now.
    tails: Vec<Tail>,
    /// Partners from whom nothing came for `silent_hours`, the longest first.
    silent: Vec<Silent>,
    silent_hours: u64,
    /// How many statements do not fit the rest.
    findings: u64,
}

/// A road by its name, and the stretches of it that are meant.
#[derive(Debug, Serialize, ToSchema)]
struct Road {
    /// Absent where the stretch is of no axis.
    axis: Option<String>,
    name: Names,
    segments: Vec<String>,
}

/// What is closed on the way ahead of a convoy.
#[derive(Debug, Serialize, ToSchema)]
struct Closure {
    convoy: String,
    party: String,
    roads: Vec<Road>,
    /// Closed by reports, or to deliveries of the operation by decree.
    places: Vec<Place>,
    /// Whether some of it is closed so surely that no plan would go there.
    obeyed: bool,
}

/// A convoy of which nobody has said that it reached where it was due.
#[derive(Debug, Serialize, ToSchema)]
struct Late {
    convoy: String,
    party: String,
    place: Place,
    due: String,
    /// Whole minutes from then to `at`.
    late_minutes: u64,
    /// When it was last heard from; not since its order where absent.
    heard: Option<String>,
    heard_at: Option<Place>,
    /// Its order.
    by: Reference,
}

/// A convoy on whose way a force will be when it is there.
#[derive(Debug, Serialize, ToSchema)]
struct Meeting {
    convoy: String,
    convoy_party: String,
    /// The notice.
    by: Reference,
    /// Whose force it is.
    party: String,
    roads: Vec<Road>,
    places: Vec<Place>,
    span: Span,
    /// Whether the convoy's party has acknowledged the notice.
    acknowledged: bool,
}

/// Two forces that gave notice of one stretch at one time.
#[derive(Debug, Serialize, ToSchema)]
struct ForcesMeeting {
    /// The one whose notice begins first, and the other.
    forces: Vec<Force>,
    roads: Vec<Road>,
    places: Vec<Place>,
    span: Span,
    /// Which of the two has not acknowledged the other's notice.
    unaware: Vec<String>,
}

/// A partner from whom nothing came for long.
#[derive(Debug, Serialize, ToSchema)]
struct Silent {
    party: String,
    /// When the newest entry of its journal came here; absent where none did.
    since: Option<String>,
}

/// What is wrong, as of two times.
#[utoipa::path(get, path = "/today", params(Times), responses(
    (status = 200, description = "What is wrong", body = Today),
    (status = 400, description = "A time that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn today(times: Result<Query<Times>, QueryRejection>, ask: Ask) -> Response {
    match Times::read(times) {
        Ok(as_of) => ask.answer(move |node| build(node, &as_of)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, as_of: &AsOf) -> Result<Today, Problem> {
    let operation = node.operation()?;
    let today = node.today(&operation, as_of)?;
    let (views, at) = (&today.corridor.views, today.corridor.at);
    let shown = Shown { operation: &operation, axes: &today.corridor.axes };
    Ok(Today {
        at: moment(at),
        known: text(as_of.known),
        closures: today.closures.iter().map(|one| shown.closure(one)).collect(),
        late: today.late.iter().map(|one| shown.late(one, at)).collect(),
        encounters: today.encounters.iter().map(|one| shown.meeting(one)).collect(),
        overlaps: today.overlaps.iter().map(|one| shown.forces_meeting(one)).collect(),
        matters: today.matters.iter().map(|one| matter_of(&operation, views, one, at)).collect(),
        checks: today.checks.iter().map(|piece| check(&operation, views, piece)).collect(),
        tails: today.tails.iter().map(Tail::from).collect(),
        silent: today
            .silent
            .iter()
            .map(|one| Silent { party: one.party.to_string(), since: text(one.since) })
            .collect(),
        silent_hours: SILENT_HOURS.unsigned_abs(),
        findings: views.findings.len() as u64,
    })
}

/// What turns roads and places into names.
struct Shown<'n> {
    operation: &'n Operation,
    axes: &'n views::AxisMap,
}

impl Shown<'_> {
    /// Stretches by the axis that they are first named with, in the order in which they are driven.
    fn roads(&self, segments: &[SegmentId]) -> Vec<Road> {
        let mut roads: Vec<(Option<&AxisId>, Road)> = Vec::new();
        for segment in segments {
            let axis = self.axes.over(segment).first();
            match roads.iter_mut().find(|(known, _)| axis.is_some() && *known == axis) {
                Some((_, road)) => road.segments.push(segment.to_string()),
                None => roads.push((axis, self.road(axis, segment))),
            }
        }
        roads.into_iter().map(|(_, road)| road).collect()
    }

    fn road(&self, axis: Option<&AxisId>, segment: &SegmentId) -> Road {
        let of_id = || Names::of_id(axis.map_or(segment.as_str(), |axis| axis.as_str()));
        let known = axis.and_then(|axis| self.operation.axes.get(axis));
        Road { axis: text(axis), name: known.map_or_else(of_id, Names::from), segments: vec![segment.to_string()] }
    }

    fn places(&self, places: &[units::PlaceId]) -> Vec<Place> {
        places.iter().map(|place| Place::of(self.operation, place)).collect()
    }

    fn closure(&self, one: &app::today::Closure) -> Closure {
        Closure {
            convoy: one.convoy.to_string(),
            party: one.party.to_string(),
            roads: self.roads(&one.segments),
            places: self.places(&one.places),
            obeyed: one.obeyed,
        }
    }

    fn late(&self, one: &app::today::Late, at: units::Moment) -> Late {
        let (heard_at, heard) = one.heard.as_ref().map(|(place, when)| (place, *when)).unzip();
        Late {
            convoy: one.convoy.to_string(),
            party: one.party.to_string(),
            place: Place::of(self.operation, &one.place),
            due: moment(one.due),
            late_minutes: at.seconds().saturating_sub(one.due.seconds()).unsigned_abs() / 60,
            heard: text(heard),
            heard_at: heard_at.map(|place| Place::of(self.operation, place)),
            by: (&one.by).into(),
        }
    }

    fn forces_meeting(&self, one: &app::activities::Overlap) -> ForcesMeeting {
        ForcesMeeting {
            forces: one.notices.iter().map(Force::from).collect(),
            roads: self.roads(&one.meeting.segments),
            places: self.places(&one.meeting.places),
            span: (&one.meeting.span).into(),
            unaware: one.unaware().map(ToString::to_string).collect(),
        }
    }

    fn meeting(&self, one: &app::activities::Encounter) -> Meeting {
        Meeting {
            convoy: one.convoy.to_string(),
            convoy_party: one.party.to_string(),
            by: (&one.notice.activity.by).into(),
            party: one.notice.activity.party.to_string(),
            roads: self.roads(&one.meeting.segments),
            places: self.places(&one.meeting.places),
            span: (&one.meeting.span).into(),
            acknowledged: one.acknowledged,
        }
    }
}
