//! What was said of the corridor: reports, records of sources, overrides, regimes, activities.
//!
//! What the reports come to is for `fusion`; here they are only kept, by what they are about.

use crate::{At, FindingKind, Override, fusion};
use model::{
    ActivityAcknowledged, ActivityNotified, Audience, DailyHours, OverrideWithdrawn, Reference, RegimeSet,
    RegimeStatus, Reliability, ReportFiled, ReportRetracted, StateOverridden, Subject,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, PartyId, PlaceId, SourceId};

/// Every report, override, regime and activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corridor {
    reports: BTreeMap<Digest, Filed>,
    overrides: BTreeMap<Digest, Overriding>,
    /// Reports and overrides by what they are about.
    about: BTreeMap<Subject, BTreeSet<Digest>>,
    sources: BTreeMap<SourceId, Source>,
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

/// An override, and when it ended before its window did.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Overriding {
    word: Override,
    withdrawn: Option<Moment>,
}

/// A source's record, as officers judged it with each of its reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Source {
    /// By when the judgement was stated.
    graded: BTreeMap<(Moment, Digest), Reliability>,
    /// What it spoke of.
    about: BTreeSet<Subject>,
}

/// A use of stretches that a force gave notice of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The statement.
    pub by: Reference,
    /// Who gave notice.
    pub party: PartyId,
    /// Who may read it.
    pub audience: Audience,
    /// What.
    pub notified: ActivityNotified,
    /// Who has read it.
    pub read_by: BTreeSet<PartyId>,
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

impl Corridor {
    /// Every report, by leaf hash.
    pub fn reports(&self) -> impl Iterator<Item = &Filed> {
        self.reports.values()
    }

    /// One report.
    pub fn report(&self, leaf: &Digest) -> Option<&Filed> {
        self.reports.get(leaf)
    }

    /// Everything that a report or an override is about.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.about.keys()
    }

    /// Crossings that a regime names.
    pub(crate) fn crossings(&self) -> impl Iterator<Item = &PlaceId> {
        self.regimes.keys()
    }

    /// Whether a report or an override names the subject itself.
    pub(crate) fn is_about(&self, subject: &Subject) -> bool {
        self.about.contains_key(subject)
    }

    /// Reports and overrides that name the subject itself.
    pub(crate) fn about(&self, subject: &Subject) -> impl Iterator<Item = &Digest> {
        self.about.get(subject).into_iter().flatten()
    }

    /// What may be believed otherwise after a report, retraction or override than before.
    ///
    /// A report can move its source's record, and with it all that the source spoke of.
    pub(crate) fn touched_by(&self, leaf: &Digest) -> BTreeSet<&Subject> {
        if let Some(overriding) = self.overrides.get(leaf) {
            return overriding.word.set.about.iter().collect();
        }
        let Some(filed) = self.reports.get(leaf) else { return BTreeSet::new() };
        let own = filed.report.about.iter();
        match self.sources.get(&filed.report.source.source) {
            Some(source) if source.was_moved_by(filed) => own.chain(&source.about).collect(),
            Some(_) | None => own.collect(),
        }
    }

    /// A source's record at a moment: the letter that it was given last by then.
    pub fn reliability(&self, source: &SourceId, at: Moment) -> Option<Reliability> {
        self.reliability_without(source, at, None)
    }

    /// The same, had one report not been filed.
    pub(crate) fn reliability_without(
        &self,
        source: &SourceId,
        at: Moment,
        left_out: Option<&Digest>,
    ) -> Option<Reliability> {
        let graded = &self.sources.get(source)?.graded;
        let mut by_then = graded.range(..=(at, Digest::new([0xFF; 32]))).rev();
        by_then.find(|((_, leaf), _)| Some(leaf) != left_out).map(|(_, reliability)| *reliability)
    }

    /// Every source with its record at a moment.
    pub fn sources(&self, at: Moment) -> impl Iterator<Item = (&SourceId, Reliability)> {
        self.sources.keys().filter_map(move |source| Some((source, self.reliability(source, at)?)))
    }

    /// The overrides of a subject that hold at a moment.
    pub(crate) fn overrides(&self, subject: &Subject, at: Moment) -> impl Iterator<Item = &Override> {
        let said = self.about(subject).filter_map(|leaf| self.overrides.get(leaf));
        let holds = move |one: &&Overriding| {
            one.word.set.window.contains(at) && one.withdrawn.is_none_or(|withdrawn| at < withdrawn)
        };
        said.filter(holds).map(|one| &one.word)
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

    pub(crate) fn filed(&mut self, at: &mut At<'_>, report: &ReportFiled) {
        for (argument, given) in fusion::bad_arguments(report) {
            at.note(FindingKind::BadArgument { argument, given });
        }
        let filed = Filed {
            by: at.said.reference(),
            party: at.said.party.clone(),
            stated: at.statement.stated,
            report: report.clone(),
            retracted: false,
        };
        let source = self.sources.entry(report.source.source.clone()).or_default();
        source.graded.insert((filed.stated, at.said.leaf), report.grade.reliability);
        source.about.extend(report.about.iter().cloned());
        self.note(at.said.leaf, &report.about);
        self.reports.insert(at.said.leaf, filed);
    }

    fn note(&mut self, leaf: Digest, about: &[Subject]) {
        for subject in about {
            self.about.entry(subject.clone()).or_default().insert(leaf);
        }
    }

    pub(crate) fn overridden(&mut self, at: &At<'_>, set: &StateOverridden) {
        let mut set = set.clone();
        set.window.from.get_or_insert(at.statement.occurred);
        self.note(at.said.leaf, &set.about);
        let word = Override {
            by: at.said.reference(),
            party: at.said.party.clone(),
            officer: at.statement.officer.clone(),
            stated: at.statement.stated,
            set,
        };
        self.overrides.insert(at.said.leaf, Overriding { word, withdrawn: None });
    }

    pub(crate) fn override_withdrawn(&mut self, at: &mut At<'_>, withdrawn: &OverrideWithdrawn) {
        let Some(overriding) = self.overrides.get_mut(&withdrawn.overridden.leaf) else {
            return at.note(FindingKind::UnknownReference { index: withdrawn.overridden.index });
        };
        if at.is_from(&overriding.word.party) {
            let when = at.statement.occurred;
            overriding.withdrawn = Some(overriding.withdrawn.map_or(when, |earlier| earlier.min(when)));
        }
    }

    pub(crate) fn retracted(&mut self, at: &mut At<'_>, retracted: &ReportRetracted) {
        let Some(filed) = self.reports.get_mut(&retracted.report.leaf) else {
            return at.note(FindingKind::UnknownReference { index: retracted.report.index });
        };
        if at.is_from(&filed.party) {
            filed.retracted = true;
            // A judgement that came with a mistaken report goes with it.
            if let Some(source) = self.sources.get_mut(&filed.report.source.source) {
                source.graded.remove(&(filed.stated, filed.by.leaf));
            }
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
            audience: at.statement.audience.clone(),
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

impl Filed {
    /// When the claim was last so, as far as its author could know: the end of its time, else
    /// the start, else when it was filed; not after it was filed, unless it speaks of what comes.
    pub fn when(&self) -> Moment {
        let time = &self.report.time;
        let last = time.to.or(time.from).unwrap_or(self.stated).min(self.stated);
        time.from.map_or(last, |from| last.max(from))
    }
}

impl Source {
    /// Whether a report, or its retraction, changed what is thought of the source at any moment:
    /// whether its letter differs from the one that stood before it.
    fn was_moved_by(&self, filed: &Filed) -> bool {
        let before = self.graded.range(..(filed.stated, filed.by.leaf)).next_back();
        before.is_none_or(|(_, letter)| *letter != filed.report.grade.reliability)
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
