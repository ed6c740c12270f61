//! The corridor picture on the roads of the operation.

use crate::activities::{Meeting, Notice};
use crate::node::{AsOf, Node, NodeError};
use crate::operation::Operation;
use model::{RoadHazard, Subject};
use roads::{Conditions, Permille};
use serde_json::{Value, json};
use std::sync::Arc;
use units::{Moment, PartyId, PlaceId, SegmentId};
use views::{AxisMap, Change, CrossingRegime, Fusion, Passability, Picture, State, Views, Why, changes};

/// The corridor at one moment, as known by another.
#[derive(Clone, Debug)]
pub struct Corridor {
    /// The moment that is shown.
    pub at: Moment,
    /// When the picture was weighed: at that moment, or some seconds before.
    pub weighed: Moment,
    /// All views that it rests on.
    pub views: Arc<Views>,
    /// Axes of the operation.
    pub axes: AxisMap,
    /// State of axes, segments, places and crossings.
    pub picture: Picture,
}

/// A certainty that moved by less than so many thousandths is no news by itself.
pub const NOTABLE_PERMILLE: u16 = 100;

impl Node {
    /// The corridor at a moment; now where none is given.
    pub fn picture(&self, operation: &Operation, as_of: &AsOf) -> Result<Corridor, NodeError> {
        let at = as_of.occurred.unwrap_or_else(|| self.now());
        let views = self.views(&AsOf { occurred: Some(at), known: as_of.known })?;
        let weigh =
            |axes: &AxisMap| Fusion { corridor: &views.corridor, axes, parameters: &operation.fusion, at }.picture();
        if let Some(memory) = self.memory.as_ref().filter(|_| *as_of == AsOf::default()) {
            return Ok(memory.corridor((at, &views), operation, weigh));
        }
        let axes = operation.axis_map();
        let picture = weigh(&axes);
        Ok(Corridor { at, weighed: at, views, axes, picture })
    }
}

impl Corridor {
    /// Why a stretch or place is in its state, and what each statement's withdrawal would change.
    pub fn why(&self, operation: &Operation, subject: &Subject) -> Why {
        let (corridor, axes) = (&self.views.corridor, &self.axes);
        Fusion { corridor, axes, parameters: &operation.fusion, at: self.weighed }.why(subject)
    }

    /// What is not as it was in an earlier picture, and by which statements.
    pub fn changes_since(&self, earlier: &Self) -> Vec<Change> {
        changes(&earlier.picture, &self.picture, NOTABLE_PERMILLE)
    }

    /// What was spoken of and is on no road of the operation: kept, until a network names it.
    pub fn on_no_network(&self, operation: &Operation) -> Vec<(Subject, Arc<State>)> {
        let network = &operation.network;
        let axes = self.picture.axes.iter().filter(|(axis, _)| network.axis(axis).is_none());
        let axes = axes.map(|(axis, state)| (Subject::Axis(axis.clone()), Arc::clone(state)));
        let segments = self.picture.segments.iter().filter(|(segment, _)| network.segment(segment).is_none());
        let segments = segments.map(|(segment, state)| (Subject::Segment(segment.clone()), Arc::clone(state)));
        let places = self.picture.places.iter().filter(|(place, _)| network.node(place).is_none());
        let places = places.map(|(place, state)| (Subject::Place(place.clone()), Arc::clone(state)));
        axes.chain(segments).chain(places).collect()
    }
}

/// What routing may use: reports decide, and what nobody reported on is unknown.
pub fn conditions(operation: &Operation, picture: &Picture) -> Conditions {
    let mut conditions = Conditions::all(roads::Passability::Unknown);
    for segment in operation.network.segments() {
        if let Some(state) = picture.segments.get(&segment.id()) {
            conditions.set(segment.id(), passability(operation, state));
        }
    }
    // A place that is closed closes every way through it; a crossing's regime is kept by hours, not here.
    for (place, state) in &picture.places {
        if is_closed(operation, state) && operation.network.node(place).is_some() {
            conditions.bar(place.clone());
        }
    }
    conditions
}

/// Whether something is so surely closed that nobody is sent there.
pub(crate) fn is_closed(operation: &Operation, state: &State) -> bool {
    let min = operation.fusion.closed_min().to_permille();
    state.passability == Passability::Closed && state.certainty_permille >= min
}

fn passability(operation: &Operation, state: &State) -> roads::Passability {
    match state.passability {
        Passability::Closed if is_closed(operation, state) => roads::Passability::Closed,
        // Two sides that are both believed: what may be met there counts, not which of them leads.
        Passability::Open | Passability::Restricted if state.conflicting && state.overridden.is_none() => {
            exposed(operation, state)
        }
        Passability::Open => roads::Passability::Open,
        Passability::Restricted => roads::Passability::Restricted,
        Passability::Contested | Passability::Closed => exposed(operation, state),
        Passability::Unknown => roads::Passability::Unknown,
    }
}

/// Contested in the measure of the exposure to be expected: all of what is contested or closed after
/// all, and of what is restricted the share that the rules of the march give it.
fn exposed(operation: &Operation, state: &State) -> roads::Passability {
    let belief = &state.belief;
    let restricted = u32::from(belief.of(Passability::Restricted)) * u32::from(operation.policy.risk.restricted.get());
    let whole = belief.of(Passability::Contested) + belief.of(Passability::Closed);
    let share = whole.saturating_add(u16::try_from(restricted / 1000).unwrap_or(1000));
    let share = if state.overridden.is_some() { state.certainty_permille } else { share };
    roads::Passability::Contested { certainty: Permille::new(share) }
}

pub(crate) fn weights(policy: &convoy::Policy) -> roads::Weights {
    roads::Weights {
        lambda: policy.risk.lambda,
        restricted: Permille::new(policy.risk.restricted.get()),
        unknown: Permille::new(policy.risk.unknown.get()),
        speed_cap: policy.rate_cap,
    }
}

/// Whether a delivery under the operation's agreement may pass a crossing at a moment.
pub fn open_now(operation: &Operation, regime: &CrossingRegime, at: Moment) -> bool {
    let within = regime.hours().is_none_or(|hours| {
        let local = at.seconds().saturating_add(i64::from(hours.offset_minutes) * 60);
        let minute = local.rem_euclid(86_400) / 60;
        (i64::from(hours.opens_minute)..i64::from(hours.closes_minute)).contains(&minute)
    });
    regime.admits(&operation.settings.agreement) && regime.set.window.contains(at) && within
}

/// What applies at a crossing, in a map's properties.
fn regime_json(operation: &Operation, regime: &CrossingRegime, at: Moment) -> Value {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let hours = regime.hours().map(|hours| {
        let (sign, offset) = (if hours.offset_minutes < 0 { '-' } else { '+' }, hours.offset_minutes.unsigned_abs());
        let (opens, closes) = (clock(hours.opens_minute), clock(hours.closes_minute));
        json!({ "opens": opens, "closes": closes, "offset": format!("{sign}{}", clock(offset)) })
    });
    json!({
        "status": regime.set.status.code(), "reason": regime.set.reason, "exceptions": regime.set.exceptions,
        "hours": hours, "vehicles_per_hour": regime.set.vehicles_per_hour,
        "open_now": open_now(operation, regime, at),
    })
}

/// Notices that are not over; features name them by their place in this list.
fn activities_json(notices: &[Notice]) -> Value {
    let one = |notice: &Notice| {
        let activity = &notice.activity;
        json!({
            "party": activity.party, "from": activity.notified.window.from, "to": activity.notified.window.to,
            "note": activity.notified.note, "acknowledged_by": activity.read_by,
        })
    };
    notices.iter().map(one).collect()
}

/// Where and when two meet.
fn meeting_json(meeting: &Meeting) -> Value {
    json!({
        "from": meeting.span.from, "to": meeting.span.to, "segments": meeting.segments, "places": meeting.places,
    })
}

/// Convoys that meet a force, and forces that meet each other; notices are named by their place in their list.
fn meetings_json(operation: &Operation, corridor: &Corridor, me: &PartyId, notices: &[Notice]) -> [Value; 2] {
    let at = |notice: &Notice| notices.iter().position(|one| one.activity.by == notice.activity.by);
    let encounters = corridor.encounters(operation, me);
    let encounters = encounters.iter().map(|one| {
        let mut told = meeting_json(&one.meeting);
        told["convoy"] = json!(one.convoy);
        told["party"] = json!(one.party);
        told["activity"] = json!(at(&one.notice));
        told["acknowledged"] = json!(one.acknowledged);
        told
    });
    let overlaps = corridor.overlaps(operation);
    let overlaps = overlaps.iter().map(|one| {
        let mut told = meeting_json(&one.meeting);
        told["activities"] = json!(one.notices.iter().map(at).collect::<Vec<_>>());
        told["unaware"] = json!(one.unaware().collect::<Vec<_>>());
        told
    });
    [encounters.collect(), overlaps.collect()]
}

/// The picture as GeoJSON: the network's features, each with its state and the notices that mean it, crossings
/// with what was decreed for them, and who meets whom.
pub fn geojson(operation: &Operation, corridor: &Corridor, me: &PartyId) -> Value {
    let mut collection: Value =
        serde_json::from_str(&roads::write_geojson(&operation.network)).unwrap_or_else(|_| json!({"features": []}));
    let notices = corridor.notices(operation, corridor.at);
    for feature in collection["features"].as_array_mut().into_iter().flatten() {
        let properties = &mut feature["properties"];
        let segment: Option<SegmentId> = properties["segment"].as_str().and_then(|segment| segment.parse().ok());
        let place: Option<PlaceId> = properties["place"].as_str().and_then(|place| place.parse().ok());
        let state = match (&segment, &place) {
            (Some(segment), _) => corridor.picture.segments.get(segment),
            (None, Some(place)) => corridor.picture.places.get(place),
            (None, None) => None,
        };
        if properties["kind"].as_str() == Some(roads::NodeKind::Crossing.word()) {
            let regime = place.as_ref().and_then(|place| corridor.picture.regimes.get(place));
            properties["regime"] = json!(regime.map(|regime| regime_json(operation, regime, corridor.at)));
        }
        properties["state"] = json!(state.map_or("unknown", |state| state.passability.code()));
        properties["certainty_permille"] = json!(state.map_or(0, |state| state.certainty_permille));
        properties["conflicting"] = json!(state.is_some_and(|state| state.conflicting));
        properties["holder"] =
            json!(state.and_then(|state| state.holder.as_ref()).map(|holder| holder.value.to_string()));
        let hazards = state.into_iter().flat_map(|state| state.present_hazards());
        properties["hazards"] = json!(hazards.map(RoadHazard::code).collect::<Vec<_>>());
        let used = notices.iter().enumerate().filter(|(_, notice)| match (&segment, &place) {
            (Some(segment), _) => notice.segments.contains(segment),
            (None, Some(place)) => notice.places.contains(place),
            (None, None) => false,
        });
        properties["activities"] = json!(used.map(|(at, _)| at).collect::<Vec<_>>());
        properties["last"] = json!(state.and_then(|state| state.last).map(|at| at.to_string()));
    }
    collection["at"] = json!(corridor.at.to_string());
    collection["activities"] = activities_json(&notices);
    [collection["encounters"], collection["overlaps"]] = meetings_json(operation, corridor, me, &notices);
    collection
}
