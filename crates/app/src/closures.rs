//! What is closed to deliveries now, each closure once, with why.

use crate::operation::Operation;
use crate::picture::{Corridor, is_closed};
use model::Subject;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Digest, Moment, PartyId, SegmentId};
use views::State;

/// Something that no convoy is sent over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// An axis; a segment or place where it is closed and no axis over it is.
    pub subject: Subject,
    /// The pieces of road that it means.
    pub segments: Vec<SegmentId>,
    /// Since when, as far as anybody said; never later than the moment that is shown.
    pub since: Moment,
    /// Why.
    pub cause: Cause,
    /// Named by what is closed and the statements behind it: the same as long as those are.
    pub id: Digest,
}

/// Why something is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// By reports.
    Reported {
        /// In thousandths.
        certainty_permille: u16,
        /// How many count.
        reports: usize,
    },
    /// By the word of a person above the reports.
    Overridden {
        /// Whose.
        party: PartyId,
        /// Why, in that person's words.
        reason: String,
    },
    /// By decree at a crossing, with no exception for these deliveries.
    Decreed {
        /// Whose.
        party: PartyId,
        /// Why, in its words.
        reason: String,
    },
}

impl Corridor {
    /// What is closed: axes first, then segments, places, crossings by decree.
    pub fn closures(&self, operation: &Operation) -> Vec<Closure> {
        let mut closures = Vec::new();
        let mut covered: BTreeSet<&SegmentId> = BTreeSet::new();
        for (axis, state) in self.picture.axes.iter().filter(|(_, state)| is_closed(operation, state)) {
            let along = self.axes.along(axis);
            covered.extend(along);
            closures.push(self.closed(operation, Subject::Axis(axis.clone()), along.to_vec(), state));
        }
        for (segment, state) in self.picture.segments.iter().filter(|(_, state)| is_closed(operation, state)) {
            if !covered.contains(segment) {
                let about = Subject::Segment(segment.clone());
                closures.push(self.closed(operation, about, vec![segment.clone()], state));
            }
        }
        for (place, state) in self.picture.places.iter().filter(|(_, state)| is_closed(operation, state)) {
            closures.push(self.closed(operation, Subject::Place(place.clone()), Vec::new(), state));
        }
        for (crossing, regime) in &self.picture.regimes {
            if regime.set.window.contains(self.at) && !regime.admits(&operation.settings.agreement) {
                let subject = Subject::Place(crossing.clone());
                let cause = Cause::Decreed { party: regime.party.clone(), reason: regime.set.reason.to_string() };
                let since = self.since(operation, regime.set.window.from);
                let id = named(&subject, [regime.by.leaf]);
                closures.push(Closure { subject, segments: Vec::new(), since, cause, id });
            }
        }
        closures
    }

    fn closed(&self, operation: &Operation, subject: Subject, segments: Vec<SegmentId>, state: &State) -> Closure {
        if let Some(word) = &state.overridden {
            let cause = Cause::Overridden { party: word.party.clone(), reason: word.set.reason.to_string() };
            let since = self.since(operation, word.set.window.from.or(state.last));
            let id = named(&subject, [word.by.leaf]);
            return Closure { subject, segments, since, cause, id };
        }
        let counted: BTreeSet<Digest> =
            state.evidence.iter().filter(|one| one.counted).map(|one| one.by.leaf).collect();
        let cause = Cause::Reported { certainty_permille: state.certainty_permille, reports: counted.len() };
        let id = named(&subject, counted);
        Closure { subject, segments, since: self.since(operation, state.last), cause, id }
    }

    /// What somebody said, else when the operation began to plan; so that the answer does not change by being asked.
    fn since(&self, operation: &Operation, said: Option<Moment>) -> Moment {
        said.unwrap_or(operation.settings.plan_from).min(self.at)
    }
}

fn named(subject: &Subject, behind: impl IntoIterator<Item = Digest>) -> Digest {
    let mut hasher = Sha256::new();
    let name = match subject {
        Subject::Axis(axis) => format!("axis {axis}\n"),
        Subject::Segment(segment) => format!("segment {segment}\n"),
        Subject::Place(place) => format!("place {place}\n"),
    };
    hasher.update(name);
    behind.into_iter().for_each(|leaf| hasher.update(leaf.as_bytes()));
    Digest::new(hasher.finalize().into())
}
