//! The state of everything that somebody spoke of, in full or after one more statement.

use super::fuse::{Speaking, fuse};
use super::{Fact, FusionParameters, Override, Passability, State};
use crate::{Corridor, CrossingRegime};
use model::{Modality, OverrideState, Subject};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{AxisId, Digest, Moment, PlaceId, SegmentId};

/// Which segments make up each axis, and which axes lead over each segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisMap {
    segments: BTreeMap<AxisId, Vec<SegmentId>>,
    axes: BTreeMap<SegmentId, Vec<AxisId>>,
}

/// The corridor at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// State of each axis that somebody spoke of.
    pub axes: BTreeMap<AxisId, Arc<State>>,
    /// State of each segment that somebody spoke of, by itself or by its axes. Segments that only
    /// their axes were spoken of for share one state.
    pub segments: BTreeMap<SegmentId, Arc<State>>,
    /// State of each place that somebody spoke of.
    pub places: BTreeMap<PlaceId, Arc<State>>,
    /// What applies at each crossing that a regime names.
    pub regimes: BTreeMap<PlaceId, CrossingRegime>,
}

/// All that a picture follows from.
#[derive(Clone, Copy, Debug)]
pub struct Fusion<'a> {
    /// What was said.
    pub corridor: &'a Corridor,
    /// The axes of the network.
    pub axes: &'a AxisMap,
    /// The numbers of the model.
    pub parameters: &'a FusionParameters,
    /// The moment asked about.
    pub at: Moment,
}

impl AxisMap {
    /// The map of axes, each as a chain of segments.
    pub fn new(segments: BTreeMap<AxisId, Vec<SegmentId>>) -> Self {
        let mut axes: BTreeMap<SegmentId, Vec<AxisId>> = BTreeMap::new();
        for (axis, along) in &segments {
            for segment in along.iter().collect::<BTreeSet<_>>() {
                axes.entry(segment.clone()).or_default().push(axis.clone());
            }
        }
        Self { segments, axes }
    }

    /// The segments of an axis.
    pub fn along(&self, axis: &AxisId) -> &[SegmentId] {
        self.segments.get(axis).map_or(&[], Vec::as_slice)
    }

    /// The axes over a segment.
    pub fn over(&self, segment: &SegmentId) -> &[AxisId] {
        self.axes.get(segment).map_or(&[], Vec::as_slice)
    }
}

impl<'a> Fusion<'a> {
    /// The corridor at the moment, from nothing.
    pub fn picture(&self) -> Picture {
        let mut picture = Picture::default();
        self.renew(&mut picture, self.corridor.subjects());
        let crossings = self.corridor.crossings();
        let in_force = crossings.filter_map(|place| Some((place.clone(), self.corridor.regime(place, self.at)?)));
        picture.regimes = in_force.collect();
        picture
    }

    /// Brings a picture of the same moment, made before the statement was folded, up to date with it.
    ///
    /// `leaf` is the report or override, or the one that was taken back. Only what it is about is fused
    /// again; where it regrades its source, all that the source spoke of.
    pub fn refresh(&self, picture: &mut Picture, leaf: &Digest) {
        self.renew(picture, self.corridor.touched_by(leaf));
    }

    /// Everything that bears on a subject: its own reports and, for a segment, those on its axes.
    fn bearing(&self, subject: &Subject) -> Vec<Subject> {
        let mut bearing = vec![subject.clone()];
        if let Subject::Segment(segment) = subject {
            bearing.extend(self.axes.over(segment).iter().cloned().map(Subject::Axis));
        }
        bearing
    }

    /// The state of one subject; nobody need have spoken of it.
    pub fn state(&self, subject: &Subject) -> State {
        self.state_without(subject, None)
    }

    pub(super) fn state_without(&self, subject: &Subject, left_out: Option<&Digest>) -> State {
        let bearing = self.bearing(subject);
        let leaves: BTreeSet<&Digest> = bearing.iter().flat_map(|subject| self.corridor.about(subject)).collect();
        let kept = leaves.into_iter().filter(|leaf| Some(*leaf) != left_out);
        let speaking: Vec<Speaking<'_>> = kept.filter_map(|leaf| self.speaking(leaf, left_out)).collect();
        let mut state = fuse(&speaking, self.at, self.parameters);
        self.overrule(&mut state, &bearing, left_out);
        state
    }

    /// The report, where it speaks of a state by the moment asked.
    fn speaking(&self, leaf: &Digest, left_out: Option<&Digest>) -> Option<Speaking<'a>> {
        let filed = self.corridor.report(leaf)?;
        let report = &filed.report;
        let when = filed.when();
        if filed.retracted
            || report.background
            || matches!(report.modality, Modality::Planned | Modality::Expected)
            || when > self.at
        {
            return None;
        }
        let reliability = self.corridor.reliability_without(&report.source.source, self.at, left_out);
        let reliability = reliability.unwrap_or(report.grade.reliability);
        let trust = self.parameters.trust(reliability, report.grade.credibility, report.modality);
        Some(Speaking { filed, when, trust })
    }

    /// Sets the words of persons above the reports: on state and holder, of those in force the one said last.
    fn overrule(&self, state: &mut State, bearing: &[Subject], left_out: Option<&Digest>) {
        let said = bearing.iter().flat_map(|subject| self.corridor.overrides(subject, self.at));
        let mut said: Vec<&Override> = said.filter(|one| Some(&one.by.leaf) != left_out).collect();
        said.sort_by_key(|one| (one.stated, one.by.leaf));
        overrule_state(state, &said);
        overrule_holder(state, &said);
    }

    /// Fuses again what was spoken of, and the segments of axes among it.
    fn renew(&self, picture: &mut Picture, spoken: impl IntoIterator<Item = &'a Subject>) {
        let mut segments: BTreeSet<&SegmentId> = BTreeSet::new();
        for subject in spoken {
            match subject {
                Subject::Axis(axis) => {
                    segments.extend(self.axes.along(axis));
                    picture.axes.insert(axis.clone(), Arc::new(self.state(subject)));
                }
                Subject::Segment(segment) => {
                    segments.insert(segment);
                }
                Subject::Place(place) => {
                    picture.places.insert(place.clone(), Arc::new(self.state(subject)));
                }
            }
        }
        // Many segments have no word of their own: those over the same axes share one state.
        let mut shared: BTreeMap<&[AxisId], Arc<State>> = BTreeMap::new();
        for segment in segments {
            let subject = Subject::Segment(segment.clone());
            let state = if self.corridor.is_about(&subject) {
                Arc::new(self.state(&subject))
            } else {
                let over = self.axes.over(segment);
                let one_axis = match over {
                    [axis] => picture.axes.get(axis).cloned(),
                    [] | [_, _, ..] => None,
                };
                let state = || one_axis.unwrap_or_else(|| Arc::new(self.state(&subject)));
                Arc::clone(shared.entry(over).or_insert_with(state))
            };
            picture.segments.insert(segment.clone(), state);
        }
    }
}

/// The state that a person set last; two parties' words against each other are a disagreement as well.
fn overrule_state(state: &mut State, said: &[&Override]) {
    let Some((last, set)) = said.iter().rev().find_map(|one| Some((*one, one.set.state?))) else { return };
    state.passability = match set {
        OverrideState::Open => Passability::Open,
        OverrideState::Restricted => Passability::Restricted,
        OverrideState::Contested => Passability::Contested,
        OverrideState::Closed => Passability::Closed,
    };
    state.certainty_permille = 1000;
    let differs = |one: &&Override| one.party != last.party && one.set.state.is_some_and(|state| state != set);
    state.conflicting = said.iter().any(differs);
    state.overridden = Some(last.clone());
}

/// The holder that a person named last. Beside it stays whom another party names, else whom the reports do.
fn overrule_holder(state: &mut State, said: &[&Override]) {
    let Some((last, name)) = said.iter().rev().find_map(|one| Some((*one, one.set.holder.as_ref()?))) else { return };
    let mut others = said.iter().rev().filter(|one| one.party != last.party).filter_map(|one| one.set.holder.as_ref());
    let other = others.find(|other| *other != name).map(|other| (other.clone(), 1000));
    let reported = state.holder.take();
    let against = reported.as_ref().filter(|fact| &fact.value != name);
    state.holder = Some(Fact {
        value: name.clone(),
        certainty_permille: 1000,
        against: other.or_else(|| against.map(|fact| (fact.value.clone(), fact.certainty_permille))),
        last: last.stated,
        evidence: reported.map(|fact| fact.evidence).unwrap_or_default(),
    });
    state.holder_overridden = Some(last.clone());
}
