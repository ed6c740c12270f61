//! Why something is in its state: each statement's part, and what its withdrawal would change.

use super::{Brief, Fusion, State};
use model::{Reference, Subject};
use std::collections::BTreeSet;
use units::Digest;

/// A state, and what each statement behind it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The state.
    pub state: State,
    /// Every statement considered on any of its facts: those that count first.
    pub parts: Vec<Part>,
}

/// One statement's part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The statement.
    pub by: Reference,
    /// Its greatest weight on any fact, in thousandths; 1000 for an override.
    pub weight_permille: u16,
    /// Whether it counts for any fact, or stands behind another of its origin for all.
    pub counted: bool,
    /// What would be believed without it.
    pub without: Brief,
}

impl Fusion<'_> {
    /// Why a subject is in its state.
    ///
    /// Each statement is left out in turn, those too that stand behind another of their origin: the letter that came
    /// with one of them may be its source's. Work grows with the square of their number.
    pub fn why(&self, subject: &Subject) -> Why {
        let state = self.state(subject);
        let mut parts: Vec<Part> = weights(&state)
            .into_iter()
            .map(|(by, weight_permille, counted)| {
                let without = Brief::of(&self.state_without(subject, Some(&by.leaf)));
                Part { by, weight_permille, counted, without }
            })
            .collect();
        parts.sort_by_key(|part| std::cmp::Reverse((part.counted, part.weight_permille, part.by.leaf)));
        Why { state, parts }
    }
}

/// Each statement once, with its greatest weight.
fn weights(state: &State) -> Vec<(Reference, u16, bool)> {
    let mut weights: Vec<(Reference, u16, bool)> =
        state.every_evidence().map(|(by, weight, counted)| (by.clone(), weight, counted)).collect();
    weights.extend(state.overrides().map(|one| (one.by.clone(), 1000, true)));
    weights.sort_by_key(|(by, weight, counted)| std::cmp::Reverse((*counted, *weight, by.leaf)));
    let mut seen: BTreeSet<Digest> = BTreeSet::new();
    weights.retain(|(by, _, _)| seen.insert(by.leaf));
    weights
}
