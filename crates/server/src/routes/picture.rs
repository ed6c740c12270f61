//! The corridor at one moment, with every report behind it.

use super::{Force, Names, Place, Reference, Span, Subject, moment, text, texts};
use crate::ask::{Ask, Times};
use crate::problem::{Details, Problem};
use app::picture::Corridor;
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use units::Digest;
use utoipa::ToSchema;

/// The corridor, weighed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Picture {
    /// The moment that is shown.
    at: String,
    /// What was known by then; everything where absent.
    known: Option<String>,
    /// Half of what was known of a stretch is worth nothing after so many hours.
    half_life_hours: u32,
    /// Every axis of the network; those without a report are unknown.
    axes: Vec<AxisState>,
    /// Segments that have a report, by themselves or by their axes.
    segments: Vec<SegmentState>,
    /// Places that have a report.
    places: Vec<PlaceState>,
    /// What the competent authority decreed.
    regimes: Vec<Regime>,
    /// Convoys that meet a force on their way: those first whose party has not acknowledged the notice.
    encounters: Vec<Encounter>,
    /// Forces that gave notice of one stretch at one time: those first of which one has not acknowledged the other's notice.
    overlaps: Vec<Overlap>,
    /// Stretches that forces gave notice of and use at that moment or later.
    activities: Vec<Activity>,
    /// Every report that evidence names.
    reports: Vec<Report>,
    /// The network, each feature with its state.
    geojson: FeatureCollection,
}

/// Whether a stretch can be used.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Passability {
    Open,
    Restricted,
    Contested,
    Closed,
    Unknown,
}

impl From<views::Passability> for Passability {
    fn from(passability: views::Passability) -> Self {
        match passability {
            views::Passability::Open => Self::Open,
            views::Passability::Restricted => Self::Restricted,
            views::Passability::Contested => Self::Contested,
            views::Passability::Closed => Self::Closed,
            views::Passability::Unknown => Self::Unknown,
        }
    }
}

/// What the reports on one subject come to.
#[derive(Debug, Serialize, ToSchema)]
struct State {
    passability: Passability,
    /// Its probability, in thousandths; 0 where unknown, 1000 only by an override.
    certainty_permille: u16,
    /// Reports of different origins stand behind two probable states.
    conflicting: bool,
    /// Probability of open, restricted, contested and closed by the reports alone, in thousandths.
    belief_permille: [u16; 4],
    /// Who most probably holds it, in the words of the reports.
    holder: Option<String>,
    /// Codes of the list `road hazard` that most probably endanger its users.
    hazards: Vec<String>,
    /// Lanes for columns, where somebody said; 1 is a defile.
    lanes: Option<Figure>,
    /// Heaviest load in tonnes, where somebody said.
    load_class: Option<Figure>,
    /// Who set the state above the reports, where somebody did.
    overridden: Option<Override>,
    /// Who set the holder above the reports, where somebody did.
    holder_overridden: Option<Override>,
    /// When the newest report that counted was so.
    last: Option<String>,
    /// Every report considered, heaviest first.
    evidence: Vec<Evidence>,
}

/// One report's part in a state.
#[derive(Debug, Serialize, ToSchema)]
struct Evidence {
    /// Leaf hash of the report, in `reports`.
    report: String,
    says: Passability,
    /// Chance that it was informed and nothing has changed since, of 100 000.
    weight: u32,
    /// Whether it counted, or a newer report of the same origin stood for it.
    counted: bool,
}

/// A figure that reports come to.
#[derive(Debug, Serialize, ToSchema)]
struct Figure {
    value: u16,
    /// Its probability, in thousandths.
    certainty_permille: u16,
}

impl From<&views::Fact<u16>> for Figure {
    fn from(fact: &views::Fact<u16>) -> Self {
        Self { value: fact.value, certainty_permille: fact.certainty_permille }
    }
}

/// The word of a person above the reports.
#[derive(Debug, Serialize, ToSchema)]
struct Override {
    by: Reference,
    party: String,
    officer: String,
    until: Option<String>,
    reason: String,
}

impl From<&views::Override> for Override {
    fn from(word: &views::Override) -> Self {
        Self {
            by: (&word.by).into(),
            party: word.party.to_string(),
            officer: word.officer.to_string(),
            until: text(word.set.window.to),
            reason: word.set.reason.to_string(),
        }
    }
}

impl From<&views::State> for State {
    fn from(state: &views::State) -> Self {
        let evidence = |one: &views::Evidence<views::Passability>| Evidence {
            report: one.by.leaf.to_string(),
            says: one.says.into(),
            weight: u32::from(one.weight_permille) * 100,
            counted: one.counted,
        };
        Self {
            passability: state.passability.into(),
            certainty_permille: state.certainty_permille,
            conflicting: state.conflicting,
            belief_permille: state.belief.permille,
            holder: text(state.holder.as_ref().map(|fact| &fact.value)),
            hazards: state.present_hazards().map(|hazard| hazard.code().to_owned()).collect(),
            lanes: state.lanes.as_ref().map(Figure::from),
            load_class: state.load_class.as_ref().map(Figure::from),
            overridden: state.overridden.as_ref().map(Override::from),
            holder_overridden: state.holder_overridden.as_ref().map(Override::from),
            last: text(state.last),
            evidence: state.evidence.iter().map(evidence).collect(),
        }
    }
}

impl State {
    fn unknown() -> Self {
        Self {
            passability: Passability::Unknown,
            certainty_permille: 0,
            conflicting: false,
            belief_permille: [0; 4],
            holder: None,
            hazards: Vec::new(),
            lanes: None,
            load_class: None,
            overridden: None,
            holder_overridden: None,
            last: None,
            evidence: Vec::new(),
        }
    }
}

/// One axis.
#[derive(Debug, Serialize, ToSchema)]
struct AxisState {
    axis: String,
    name: Names,
    /// Its segments from one end to the other.
    segments: Vec<String>,
    state: State,
}

/// One segment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SegmentState {
    segment: String,
    state: State,
}

impl SegmentState {
    pub(super) fn of(segment: &units::SegmentId, state: Option<&views::State>) -> Self {
        Self { segment: segment.to_string(), state: state.map_or_else(State::unknown, State::from) }
    }
}

/// One place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PlaceState {
    place: Place,
    state: State,
}

impl PlaceState {
    pub(super) fn of(
        operation: &app::operation::Operation,
        place: &units::PlaceId,
        state: Option<&views::State>,
    ) -> Self {
        Self { place: Place::of(operation, place), state: state.map_or_else(State::unknown, State::from) }
    }
}

/// What applies at a crossing.
#[derive(Debug, Serialize, ToSchema)]
struct Regime {
    crossing: Place,
    by: Reference,
    party: String,
    /// Code of the list `regime status`.
    status: String,
    /// Deliveries under these agreements may pass a closed crossing.
    exceptions: Vec<String>,
    hours: Option<Hours>,
    vehicles_per_hour: Option<u16>,
    window: Span,
    reason: String,
}

/// Hours of every day, at a fixed offset from UTC.
#[derive(Debug, Serialize, ToSchema)]
struct Hours {
    opens_minute: u16,
    closes_minute: u16,
    offset_minutes: i16,
}

/// A use of stretches that a force gave notice of.
#[derive(Debug, Serialize, ToSchema)]
struct Activity {
    by: Reference,
    party: String,
    about: Vec<Subject>,
    window: Span,
    note: String,
    /// Parties that have acknowledged it.
    read_by: Vec<String>,
}

/// A convoy on whose way a force will be when it is there.
#[derive(Debug, Serialize, ToSchema)]
struct Encounter {
    convoy: String,
    /// Whose convoy it is.
    convoy_party: String,
    /// The notice.
    by: Reference,
    /// Whose force it is.
    party: String,
    /// Where, as it is driven.
    segments: Vec<String>,
    places: Vec<String>,
    span: Span,
    /// Whether the convoy's party has acknowledged the notice.
    acknowledged: bool,
}

impl From<&app::activities::Encounter> for Encounter {
    fn from(one: &app::activities::Encounter) -> Self {
        Self {
            convoy: one.convoy.to_string(),
            convoy_party: one.party.to_string(),
            by: (&one.notice.activity.by).into(),
            party: one.notice.activity.party.to_string(),
            segments: texts(&one.meeting.segments),
            places: texts(&one.meeting.places),
            span: (&one.meeting.span).into(),
            acknowledged: one.acknowledged,
        }
    }
}

/// Two forces that gave notice of one stretch at one time.
#[derive(Debug, Serialize, ToSchema)]
struct Overlap {
    /// The one whose notice begins first, and the other.
    forces: Vec<Force>,
    /// Where both are.
    segments: Vec<String>,
    places: Vec<String>,
    span: Span,
    /// Which of the two has not acknowledged the other's notice.
    unaware: Vec<String>,
}

impl From<&app::activities::Overlap> for Overlap {
    fn from(one: &app::activities::Overlap) -> Self {
        Self {
            forces: one.notices.iter().map(Force::from).collect(),
            segments: texts(&one.meeting.segments),
            places: texts(&one.meeting.places),
            span: (&one.meeting.span).into(),
            unaware: texts(one.unaware()),
        }
    }
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Report {
    by: Reference,
    /// Who filed it.
    party: String,
    /// When it was filed.
    stated: String,
    /// When it was so.
    time: Span,
    /// Code of the list `report kind`.
    kind: String,
    about: Vec<Subject>,
    /// Code of the list `road state`.
    state: Option<String>,
    actor: Option<String>,
    /// Code of the list `polarity`.
    polarity: String,
    /// Code of the list `modality`.
    modality: String,
    /// Code of the list `reliability`.
    reliability: String,
    /// Code of the list `credibility`.
    credibility: String,
    source: String,
    /// Code of the list `source class`.
    source_class: String,
    /// Where it first came from.
    origin: String,
    /// The words it rests on.
    excerpt: Option<String>,
}

impl From<&views::Filed> for Report {
    fn from(filed: &views::Filed) -> Self {
        let report = &filed.report;
        Self {
            by: (&filed.by).into(),
            party: filed.party.to_string(),
            stated: moment(filed.stated),
            time: (&report.time).into(),
            kind: report.kind.code().to_owned(),
            about: report.about.iter().map(Subject::from).collect(),
            state: report.state.map(|state| state.code().to_owned()),
            actor: text(report.actor.as_ref()),
            polarity: report.polarity.code().to_owned(),
            modality: report.modality.code().to_owned(),
            reliability: report.grade.reliability.code().to_owned(),
            credibility: report.grade.credibility.code().to_owned(),
            source: report.source.source.to_string(),
            source_class: report.source.class.code().to_owned(),
            origin: report.source.origin.to_string(),
            excerpt: report.excerpt.as_ref().map(|excerpt| excerpt.text.to_string()),
        }
    }
}

/// GeoJSON (RFC 7946).
#[derive(Debug, Deserialize, Serialize, ToSchema)]
struct FeatureCollection {
    #[serde(rename = "type")]
    kind: String,
    features: Vec<Feature>,
}

/// A place or a segment.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
struct Feature {
    #[serde(rename = "type")]
    kind: String,
    geometry: Geometry,
    properties: Properties,
}

/// Where it is: longitude, then latitude.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point([f64; 2]),
    LineString(Vec<[f64; 2]>),
}

/// What it is, and its state.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
struct Properties {
    /// On places.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// On places: `town`, `junction`, `crossing` or `site`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_en: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_fr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name_ar: Option<String>,
    /// On segments.
    #[serde(skip_serializing_if = "Option::is_none")]
    segment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    length_m: Option<u64>,
    /// `paved`, `gravel`, `track` or `sand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    surface: Option<String>,
    /// 1 is a defile: columns cannot pass each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    lanes: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speed_kmh: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    axis: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    oneway: Option<bool>,
    state: Passability,
    certainty_permille: u16,
    conflicting: bool,
    holder: Option<String>,
    /// Codes of the list `road hazard`.
    #[serde(default)]
    hazards: Vec<String>,
    last: Option<String>,
}

/// The corridor as of two times.
#[utoipa::path(get, path = "/picture", params(Times), responses(
    (status = 200, description = "The corridor", body = Picture),
    (status = 400, description = "A time that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn picture(times: Result<Query<Times>, QueryRejection>, ask: Ask) -> Response {
    match Times::read(times) {
        Ok(as_of) => ask.answer(move |node| build(node, &as_of)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, as_of: &AsOf) -> Result<Picture, Problem> {
    let operation = node.operation()?;
    let corridor = node.picture(&operation, as_of)?;
    let picture = &corridor.picture;
    let axis = |axis: roads::Axis| AxisState {
        axis: axis.axis.to_string(),
        name: operation.axes.get(&axis.axis).map_or_else(|| Names::of_id(axis.axis.as_str()), Names::from),
        segments: texts(&axis.segments),
        state: picture.axes.get(&axis.axis).map_or_else(State::unknown, |state| State::from(&**state)),
    };
    let places = picture.places.iter();
    let segments = picture.segments.iter();
    let geojson = serde_json::from_value(app::picture::geojson(&operation, &corridor, &node.party()?))
        .map_err(|error| Problem::internal("The network cannot be written", &error))?;
    Ok(Picture {
        at: moment(corridor.at),
        known: text(as_of.known),
        half_life_hours: u32::from(operation.fusion.half_life_hours()),
        axes: operation.network.axes().map(axis).collect(),
        segments: segments.map(|(segment, state)| SegmentState::of(segment, Some(state))).collect(),
        places: places.map(|(place, state)| PlaceState::of(&operation, place, Some(state))).collect(),
        regimes: picture.regimes.iter().map(|(place, regime)| regime_at(&operation, place, regime)).collect(),
        encounters: corridor.encounters(&operation, &node.party()?).iter().map(Encounter::from).collect(),
        overlaps: corridor.overlaps(&operation).iter().map(Overlap::from).collect(),
        activities: corridor.notices(&operation, corridor.at).iter().map(Activity::from).collect(),
        reports: reports(&corridor),
        geojson,
    })
}

/// The reports that evidence names, once each.
fn reports(corridor: &Corridor) -> Vec<Report> {
    let picture = &corridor.picture;
    let states = picture.axes.values().chain(picture.segments.values()).chain(picture.places.values());
    let named: BTreeSet<Digest> = states.flat_map(|state| &state.evidence).map(|one| one.by.leaf).collect();
    named.iter().filter_map(|leaf| corridor.views.corridor.report(leaf)).map(Report::from).collect()
}

fn regime_at(operation: &app::operation::Operation, place: &units::PlaceId, regime: &views::CrossingRegime) -> Regime {
    let set = &regime.set;
    Regime {
        crossing: Place::of(operation, place),
        by: (&regime.by).into(),
        party: regime.party.to_string(),
        status: set.status.code().to_owned(),
        exceptions: texts(&set.exceptions),
        hours: set.hours.as_ref().map(|hours| Hours {
            opens_minute: hours.opens_minute,
            closes_minute: hours.closes_minute,
            offset_minutes: hours.offset_minutes,
        }),
        vehicles_per_hour: set.vehicles_per_hour,
        window: (&set.window).into(),
        reason: set.reason.to_string(),
    }
}

impl From<&app::activities::Notice> for Activity {
    fn from(notice: &app::activities::Notice) -> Self {
        let activity = &notice.activity;
        Self {
            by: (&activity.by).into(),
            party: activity.party.to_string(),
            about: activity.notified.about.iter().map(Subject::from).collect(),
            window: (&activity.notified.window).into(),
            note: activity.notified.note.to_string(),
            read_by: texts(&activity.read_by),
        }
    }
}
