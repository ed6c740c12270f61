//! The corridor: graded reports weighed into a state, regimes, notified activities.
//!
//! Simple and named as such: each origin counts once, weighted by its grade and halved by
//! age; the heaviest side leads. `docs/corridor.md` walks through an example.

use crate::{At, FindingKind};
use model::{
    ActivityAcknowledged, ActivityNotified, Credibility, DailyHours, Modality, Polarity, Reference, RegimeSet,
    RegimeStatus, Reliability, ReportFiled, ReportKind, ReportRetracted, RoadState, Subject, Text,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, Digest, Moment, PartyId, PlaceId, SegmentId, SourceId};

/// Every report, regime and activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corridor {
    reports: BTreeMap<Digest, Filed>,
    regimes: BTreeMap<PlaceId, Vec<Decree>>,
    activities: BTreeMap<Digest, Activity>,
}

/// What applies at a crossing, and when that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decree {
    decided: Moment,
    regime: CrossingRegime,
}

/// A report that was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The statement.
    pub by: Reference,
    /// Who filed it.
    pub party: PartyId,
    /// When it was filed, as stated.
    pub stated: Moment,
    /// The report.
    pub report: ReportFiled,
    /// Whether its author took it back.
    pub retracted: bool,
}

/// A use of stretches that a force gave notice of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The statement.
    pub by: Reference,
    /// Who gave notice.
    pub party: PartyId,
    /// What.
    pub notified: ActivityNotified,
    /// Who has read it.
    pub read_by: BTreeSet<PartyId>,
}

/// Whether a stretch can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passability {
    /// Open to traffic.
    Open,
    /// Usable with limits.
    Restricted,
    /// In danger, fought over, or reports disagree.
    Contested,
    /// Shut, severed or undrivable.
    Closed,
    /// Nothing recent enough is known.
    Unknown,
}

/// What the reports on one subject come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Whether it can be used.
    pub passability: Passability,
    /// Share of the weight behind it, in thousandths; 0 where unknown.
    pub certainty_permille: u16,
    /// Whether another side weighs nearly as much.
    pub conflicting: bool,
    /// Who holds it, in the words of the heaviest report that says so.
    pub holder: Option<Text>,
    /// When the newest report behind it was so.
    pub last: Option<Moment>,
    /// Every report considered, heaviest first.
    pub evidence: Vec<Evidence>,
}

/// One report's part in a state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The report.
    pub by: Reference,
    /// What it says.
    pub says: Passability,
    /// Where it first came from.
    pub origin: SourceId,
    /// Its weight at the moment asked; 0 where another report of its origin stands for it.
    pub weight: u32,
    /// Whether it counted, or another report of the same origin did.
    pub counted: bool,
}

/// What applies at a crossing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossingRegime {
    /// The statement.
    pub by: Reference,
    /// Who decreed.
    pub party: PartyId,
    /// What.
    pub set: RegimeSet,
}

/// The corridor at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// State of each axis that has a report.
    pub axes: BTreeMap<AxisId, State>,
    /// State of each segment that has a report, by itself or by its axes.
    pub segments: BTreeMap<SegmentId, State>,
    /// State of each place that has a report.
    pub places: BTreeMap<PlaceId, State>,
    /// What applies at each crossing that a regime names.
    pub regimes: BTreeMap<PlaceId, CrossingRegime>,
}

/// A report loses half its weight in this many hours: roads here change hands within days.
pub const HALF_LIFE_HOURS: u32 = 48;

/// Below this weight (of 100 000 for A1, fresh) nothing is claimed. A C3 report reaches it after
/// about eleven days, a D3 after ten.
const WEIGHT_MIN: u64 = 800;

/// A second side with at least this share of the leader's weight makes the state contested.
const CONFLICT_PERCENT: u64 = 45;

impl Corridor {
    /// Every report, by leaf hash.
    pub fn reports(&self) -> impl Iterator<Item = &Filed> {
        self.reports.values()
    }

    /// One report.
    pub fn report(&self, leaf: &Digest) -> Option<&Filed> {
        self.reports.get(leaf)
    }

    /// Every notified activity.
    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.activities.values()
    }

    /// The regime in force at a crossing: of the decrees whose window holds, the one decided last;
    /// of those decided together, the one that began last.
    pub fn regime(&self, crossing: &PlaceId, at: Moment) -> Option<CrossingRegime> {
        let decrees = self.regimes.get(crossing).into_iter().flatten();
        let in_force = decrees.filter(|decree| decree.regime.set.window.contains(at));
        let latest = in_force.max_by_key(|decree| (decree.decided, decree.regime.set.window.from))?;
        Some(latest.regime.clone())
    }

    pub(crate) fn filed(&mut self, at: &At<'_>, report: &ReportFiled) {
        let filed = Filed {
            by: at.said.reference(),
            party: at.said.party.clone(),
            stated: at.statement.stated,
            report: report.clone(),
            retracted: false,
        };
        self.reports.insert(at.said.leaf, filed);
    }

    pub(crate) fn retracted(&mut self, at: &mut At<'_>, retracted: &ReportRetracted) {
        let Some(filed) = self.reports.get_mut(&retracted.report.leaf) else {
            return at.note(FindingKind::UnknownReference { index: retracted.report.index });
        };
        if at.is_from(&filed.party) {
            filed.retracted = true;
        }
    }

    pub(crate) fn regime_set(&mut self, at: &At<'_>, set: &RegimeSet) {
        let mut set = set.clone();
        let decided = at.statement.occurred;
        set.window.from.get_or_insert(decided);
        let crossings: BTreeSet<PlaceId> = set.crossings.iter().cloned().collect();
        for crossing in crossings {
            let regime = CrossingRegime { by: at.said.reference(), party: at.said.party.clone(), set: set.clone() };
            self.regimes.entry(crossing).or_default().push(Decree { decided, regime });
        }
    }

    pub(crate) fn activity_notified(&mut self, at: &At<'_>, notified: &ActivityNotified) {
        let activity = Activity {
            by: at.said.reference(),
            party: at.said.party.clone(),
            notified: notified.clone(),
            read_by: BTreeSet::new(),
        };
        self.activities.insert(at.said.leaf, activity);
    }

    pub(crate) fn activity_acknowledged(&mut self, at: &mut At<'_>, read: &ActivityAcknowledged) {
        match self.activities.get_mut(&read.activity.leaf) {
            Some(activity) => {
                activity.read_by.insert(at.said.party.clone());
            }
            None => at.note(FindingKind::UnknownReference { index: read.activity.index }),
        }
    }
}

impl CrossingRegime {
    /// Whether a delivery under an agreement may pass at all.
    pub fn admits(&self, agreement: &units::AgreementId) -> bool {
        match self.set.status {
            RegimeStatus::Open => true,
            RegimeStatus::Closed => self.set.exceptions.contains(agreement),
        }
    }

    /// Daily hours for whoever may pass; all day when absent.
    pub fn hours(&self) -> Option<&DailyHours> {
        self.set.hours.as_ref()
    }
}

/// The corridor at one moment; `axes` says which segments make up an axis.
pub fn picture(corridor: &Corridor, at: Moment, axes: &BTreeMap<AxisId, Vec<SegmentId>>) -> Picture {
    let mut by_subject: BTreeMap<&Subject, Vec<&Filed>> = BTreeMap::new();
    for filed in corridor.reports() {
        for subject in &filed.report.about {
            by_subject.entry(subject).or_default().push(filed);
        }
    }
    let mut picture = Picture::default();
    let mut by_segment: BTreeMap<&SegmentId, Vec<&Filed>> = BTreeMap::new();
    for (subject, filed) in &by_subject {
        match subject {
            Subject::Axis(axis) => {
                picture.axes.insert(axis.clone(), fuse(filed, at));
                for segment in axes.get(axis).into_iter().flatten() {
                    by_segment.entry(segment).or_default().extend(filed);
                }
            }
            Subject::Segment(segment) => by_segment.entry(segment).or_default().extend(filed),
            Subject::Place(place) => {
                picture.places.insert(place.clone(), fuse(filed, at));
            }
        }
    }
    picture.segments = by_segment.into_iter().map(|(segment, filed)| (segment.clone(), fuse(&filed, at))).collect();
    let crossings = corridor.regimes.keys();
    let in_force = crossings.filter_map(|place| Some((place.clone(), corridor.regime(place, at)?)));
    picture.regimes = in_force.collect();
    picture
}

/// Weighs reports on one subject as of a moment. A report given twice counts once.
pub fn fuse(filed: &[&Filed], at: Moment) -> State {
    let distinct: BTreeMap<Digest, &Filed> = filed.iter().map(|filed| (filed.by.leaf, *filed)).collect();
    let mut weighed: Vec<Weighed<'_>> = distinct.into_values().filter_map(|filed| weigh(filed, at)).collect();
    count_origins_once(&mut weighed);
    weighed.sort_by_key(|one| std::cmp::Reverse(one.rank()));
    let counted = || weighed.iter().filter(|one| one.evidence.counted);
    // Sixty-four bits, because thousands of reports may stand on one side.
    let mut sides: BTreeMap<Passability, u64> = BTreeMap::new();
    for one in counted() {
        *sides.entry(one.evidence.says).or_default() += u64::from(one.evidence.weight);
    }
    // Of equal sides the more cautious leads: the enum is ordered that way.
    let mut ranked: Vec<(u64, Passability)> = sides.iter().map(|(says, weight)| (*weight, *says)).collect();
    ranked.sort_by(|a, b| b.cmp(a));
    let total: u64 = ranked.iter().map(|(weight, _)| weight).sum();
    let (lead, says) = ranked.first().copied().unwrap_or((0, Passability::Unknown));
    let second = ranked.get(1).map_or(0, |(weight, _)| *weight);
    let conflicting = second > 0 && second * 100 >= lead * CONFLICT_PERCENT;
    let known = total >= WEIGHT_MIN;
    State {
        passability: match (known, conflicting) {
            (false, _) => Passability::Unknown,
            (true, true) => Passability::Contested,
            (true, false) => says,
        },
        certainty_permille: if known { u16::try_from(lead * 1000 / total.max(1)).unwrap_or(1000) } else { 0 },
        conflicting,
        holder: counted().find_map(Weighed::holder).cloned(),
        last: counted().map(|one| one.when).max(),
        evidence: weighed.iter().map(|one| one.evidence.clone()).collect(),
    }
}

/// A report, when its claim was so, and its part in a state.
struct Weighed<'a> {
    filed: &'a Filed,
    when: Moment,
    evidence: Evidence,
}

impl Weighed<'_> {
    /// Counted before uncounted, heavy before light.
    fn rank(&self) -> (bool, u32, Digest) {
        (self.evidence.counted, self.evidence.weight, self.filed.by.leaf)
    }

    /// Who holds it, where the report says that somebody does.
    fn holder(&self) -> Option<&Text> {
        let report = &self.filed.report;
        let holds = matches!(report.state, Some(RoadState::Held | RoadState::Regained | RoadState::Taken));
        if holds && report.polarity == Polarity::Positive { report.actor.as_ref() } else { None }
    }
}

/// When a report's claim was last so, as far as its author could know: the end of its time, else
/// the start, else when it was filed; not after it was filed, unless it speaks of what comes.
fn when(filed: &Filed) -> Moment {
    let time = &filed.report.time;
    let last = time.to.or(time.from).unwrap_or(filed.stated).min(filed.stated);
    time.from.map_or(last, |from| last.max(from))
}

/// A report's weight and side, or nothing where it does not speak of the state at that moment.
fn weigh(filed: &Filed, at: Moment) -> Option<Weighed<'_>> {
    let report = &filed.report;
    let speaks = matches!(report.kind, ReportKind::RoadStatus | ReportKind::CrossingStatus | ReportKind::TownControl);
    let when = when(filed);
    if filed.retracted || report.background || !speaks || when > at {
        return None;
    }
    let says = side(report.state?, report.polarity);
    let firmness: u32 = match report.modality {
        Modality::Asserted => 100,
        Modality::Hedged => 50,
        Modality::Possible => 25,
        // What is planned or foreseen is not yet so.
        Modality::Planned | Modality::Expected => return None,
    };
    let grade = reliability_weight(report) * credibility_weight(report) * firmness / 10;
    let weight = faded(grade, at.seconds().saturating_sub(when.seconds()));
    let origin = report.source.origin.clone();
    let evidence = Evidence { by: filed.by.clone(), says, origin, weight, counted: true };
    Some(Weighed { filed, when, evidence })
}

/// Halves per [`HALF_LIFE_HOURS`], straight lines between.
fn faded(weight: u32, age_seconds: i64) -> u32 {
    let hours = u32::try_from(age_seconds.max(0) / 3600).unwrap_or(u32::MAX);
    let (halvings, rest) = (hours / HALF_LIFE_HOURS, hours % HALF_LIFE_HOURS);
    let now = weight.checked_shr(halvings).unwrap_or(0);
    now - now / 2 * rest / HALF_LIFE_HOURS
}

fn side(state: RoadState, polarity: Polarity) -> Passability {
    match (polarity, state) {
        (Polarity::Positive, RoadState::Open | RoadState::Passable | RoadState::Held | RoadState::Regained) => {
            Passability::Open
        }
        (Polarity::Positive, RoadState::Restricted) => Passability::Restricted,
        (Polarity::Positive, RoadState::Contested | RoadState::Threatened | RoadState::Taken | RoadState::Lost) => {
            Passability::Contested
        }
        (Polarity::Positive, RoadState::Closed | RoadState::Cut | RoadState::Impassable) => Passability::Closed,
        // "Not open" speaks for closed; "not held" only says that somebody else may be there.
        (Polarity::Denied, RoadState::Open | RoadState::Passable) => Passability::Closed,
        (Polarity::Denied, RoadState::Held | RoadState::Regained) => Passability::Contested,
        // "Not cut" speaks for open, as does "not restricted" or "not threatened".
        (
            Polarity::Denied,
            RoadState::Restricted
            | RoadState::Contested
            | RoadState::Threatened
            | RoadState::Taken
            | RoadState::Lost
            | RoadState::Closed
            | RoadState::Cut
            | RoadState::Impassable,
        ) => Passability::Open,
    }
}

/// In hundredths. F means unknown and stands between D and C.
fn reliability_weight(report: &ReportFiled) -> u32 {
    match report.grade.reliability {
        Reliability::A => 100,
        Reliability::B => 80,
        Reliability::C => 60,
        Reliability::D => 40,
        Reliability::E => 10,
        Reliability::F => 50,
    }
}

/// In hundredths. 6 means unknown and stands between 4 and 3.
fn credibility_weight(report: &ReportFiled) -> u32 {
    match report.grade.credibility {
        Credibility::Confirmed => 100,
        Credibility::Probable => 80,
        Credibility::Possible => 60,
        Credibility::Doubtful => 30,
        Credibility::Improbable => 10,
        Credibility::Unknown => 40,
    }
}

/// Of several reports of one origin the newest counts, of equally new ones the heaviest.
fn count_origins_once(weighed: &mut [Weighed<'_>]) {
    let mut best: BTreeMap<SourceId, (Moment, u32, Digest)> = BTreeMap::new();
    for one in weighed.iter() {
        let rank = (one.when, one.evidence.weight, one.filed.by.leaf);
        let held = best.entry(one.evidence.origin.clone()).or_insert(rank);
        *held = (*held).max(rank);
    }
    for one in weighed.iter_mut() {
        if best.get(&one.evidence.origin).is_none_or(|(_, _, leaf)| *leaf != one.filed.by.leaf) {
            one.evidence.counted = false;
            one.evidence.weight = 0;
        }
    }
}
