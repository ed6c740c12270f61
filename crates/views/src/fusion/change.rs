//! What changed between two pictures, and by which statements.

use super::{Passability, Picture, State};
use model::{Reference, RoadHazard, Subject, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A state in short: what people compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Whether it can be used.
    pub passability: Passability,
    /// How certain that is, in thousandths.
    pub certainty_permille: u16,
    /// Whether reports disagree.
    pub conflicting: bool,
    /// Who holds it.
    pub holder: Option<Text>,
    /// What endangers its users.
    pub hazards: BTreeSet<RoadHazard>,
    /// Lanes for columns.
    pub lanes: Option<u16>,
    /// Heaviest load in tonnes.
    pub load_class: Option<u16>,
}

/// Something that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub subject: Subject,
    /// As it was.
    pub before: Brief,
    /// As it is.
    pub after: Brief,
    /// The statements that count now and did not, or did and do not. None: only time has passed.
    pub by: Vec<Reference>,
}

impl Brief {
    /// A state in short.
    pub fn of(state: &State) -> Self {
        Self {
            passability: state.passability,
            certainty_permille: state.certainty_permille,
            conflicting: state.conflicting,
            holder: state.holder.as_ref().map(|fact| fact.value.clone()),
            hazards: state.present_hazards().collect(),
            lanes: state.lanes.as_ref().map(|fact| fact.value),
            load_class: state.load_class.as_ref().map(|fact| fact.value),
        }
    }

    /// Of what nobody spoke of.
    pub fn unknown() -> Self {
        Self {
            passability: Passability::Unknown,
            certainty_permille: 0,
            conflicting: false,
            holder: None,
            hazards: BTreeSet::new(),
            lanes: None,
            load_class: None,
        }
    }

    /// Whether the two differ in more than a certainty by less than `notable` thousandths.
    fn differs(&self, other: &Self, notable: u16) -> bool {
        let alike = Self { certainty_permille: self.certainty_permille, ..other.clone() };
        *self != alike || self.certainty_permille.abs_diff(other.certainty_permille) >= notable
    }
}

/// What differs between two pictures; a certainty counts where it moved by `notable` thousandths.
pub fn changes(before: &Picture, after: &Picture, notable: u16) -> Vec<Change> {
    let mut changes = compare(&before.axes, &after.axes, notable, Subject::Axis);
    changes.extend(compare(&before.segments, &after.segments, notable, Subject::Segment));
    changes.extend(compare(&before.places, &after.places, notable, Subject::Place));
    changes
}

fn compare<K: Ord + Clone>(
    before: &BTreeMap<K, Arc<State>>,
    after: &BTreeMap<K, Arc<State>>,
    notable: u16,
    subject: impl Fn(K) -> Subject,
) -> Vec<Change> {
    let keys: BTreeSet<&K> = before.keys().chain(after.keys()).collect();
    let change = |key: &K| {
        let (old, new) = (before.get(key), after.get(key));
        let brief = |state: Option<&Arc<State>>| state.map_or_else(Brief::unknown, |state| Brief::of(state));
        let (was, is) = (brief(old), brief(new));
        was.differs(&is, notable).then(|| {
            let (old, new) = (counted(old), counted(new));
            let by = old.symmetric_difference(&new).map(|by| (*by).clone()).collect();
            Change { subject: subject(key.clone()), before: was, after: is, by }
        })
    };
    keys.into_iter().filter_map(change).collect()
}

/// The statements that count for any fact.
fn counted(state: Option<&Arc<State>>) -> BTreeSet<&Reference> {
    let evidence = state.into_iter().flat_map(|state| state.every_evidence());
    let counted = evidence.filter(|(_, _, counted)| *counted).map(|(by, _, _)| by);
    counted.chain(state.into_iter().flat_map(|state| state.overrides()).map(|one| &one.by)).collect()
}
