//! Convoys: what was ordered, what they did, what befell them.

use crate::{At, FindingKind};
use model::{
    ClearanceDecided, ClearanceDecision, ClearanceRequested, CreditIssued, Incident, IncidentKind, MovementOrdered,
    Progress, ProgressEvent, Reference,
};
use std::collections::BTreeMap;
use units::{ConsignmentId, ConvoyId, Digest, Moment, PartyId, PlaceId};

/// Every convoy that was ordered, and clearances asked for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Movements {
    convoys: BTreeMap<ConvoyId, Convoy>,
    clearances: BTreeMap<Digest, Clearance>,
}

/// One convoy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Convoy {
    /// Whose it is.
    pub party: PartyId,
    /// Its orders, the one in force last.
    pub orders: Vec<Order>,
    /// Movement credits.
    pub credits: Vec<(Reference, CreditIssued)>,
    /// What it did and what befell it, by time.
    pub steps: Vec<Step>,
}

/// One order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The statement.
    pub by: Reference,
    /// When it was given.
    pub given: Moment,
    /// What was ordered.
    pub ordered: MovementOrdered,
}

/// One thing a convoy did, or that befell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It departed, passed, halted or arrived.
    Progress(Reference, Moment, Progress),
    /// Breakdown, loss or damage.
    Incident(Reference, Moment, Incident),
}

/// Where a convoy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConvoyStatus {
    /// Ordered, not yet gone.
    Ordered,
    /// Between start and release point.
    Underway,
    /// Standing on the way.
    Halted,
    /// At its release point.
    Arrived,
}

/// A request to pass, and its answer or the silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// The request.
    pub by: Reference,
    /// What was asked.
    pub requested: ClearanceRequested,
    /// The answer.
    pub answer: Option<(Reference, ClearanceDecision)>,
}

impl Convoy {
    /// The order in force.
    pub fn order(&self) -> &Order {
        // A convoy exists only by an order.
        &self.orders[self.orders.len() - 1]
    }

    /// The latest progress: what, where, when.
    pub fn latest(&self) -> Option<(&Progress, Moment)> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Progress(_, when, progress) => Some((progress, *when)),
            Step::Incident(..) => None,
        })
    }

    /// Where it stands.
    pub fn status(&self) -> ConvoyStatus {
        match self.latest().map(|(progress, _)| progress.event) {
            None => ConvoyStatus::Ordered,
            Some(ProgressEvent::Departed | ProgressEvent::Passed) => ConvoyStatus::Underway,
            Some(ProgressEvent::Halted) => ConvoyStatus::Halted,
            Some(ProgressEvent::Arrived) => ConvoyStatus::Arrived,
        }
    }

    /// Where it was last reported, or its start point.
    pub fn position(&self) -> Option<&PlaceId> {
        let reported = self.latest().map(|(progress, _)| &progress.place);
        reported.or_else(|| self.order().ordered.timings.first().map(|timing| &timing.place))
    }

    /// Breakdowns, losses and damage.
    pub fn incidents(&self, kind: IncidentKind) -> impl Iterator<Item = &Incident> {
        self.steps.iter().filter_map(move |step| match step {
            Step::Incident(_, _, incident) if incident.kind == kind => Some(incident),
            Step::Incident(..) | Step::Progress(..) => None,
        })
    }
}

impl Step {
    fn when(&self) -> Moment {
        match self {
            Self::Progress(_, when, _) | Self::Incident(_, when, _) => *when,
        }
    }
}

impl Movements {
    /// The convoys by identifier.
    pub fn iter(&self) -> impl Iterator<Item = (&ConvoyId, &Convoy)> {
        self.convoys.iter()
    }

    /// One convoy.
    pub fn get(&self, convoy: &ConvoyId) -> Option<&Convoy> {
        self.convoys.get(convoy)
    }

    /// Requests to pass, with their answers.
    pub fn clearances(&self) -> impl Iterator<Item = &Clearance> {
        self.clearances.values()
    }

    pub(crate) fn ordered(&mut self, at: &mut At<'_>, ordered: &MovementOrdered) {
        let order = Order { by: at.said.reference(), given: at.statement.occurred, ordered: ordered.clone() };
        match self.convoys.get_mut(&ordered.convoy) {
            Some(convoy) if convoy.party == at.said.party => convoy.orders.push(order),
            Some(convoy) => {
                let expected = convoy.party.clone();
                at.note(FindingKind::WrongParty { party: at.said.party.clone(), expected });
            }
            None => {
                let convoy = Convoy {
                    party: at.said.party.clone(),
                    orders: vec![order],
                    credits: Vec::new(),
                    steps: Vec::new(),
                };
                self.convoys.insert(ordered.convoy.clone(), convoy);
            }
        }
    }

    pub(crate) fn credit_issued(&mut self, at: &mut At<'_>, credit: &CreditIssued) {
        let by = at.said.reference();
        match self.convoys.get_mut(&credit.convoy) {
            Some(convoy) => convoy.credits.push((by, credit.clone())),
            None => at.note(FindingKind::UnknownConvoy { convoy: credit.convoy.clone() }),
        }
    }

    /// Notes what a convoy did; what it carries, where its own party says so.
    pub(crate) fn progressed(&mut self, at: &mut At<'_>, progress: &Progress) -> Option<&[ConsignmentId]> {
        let step = Step::Progress(at.said.reference(), at.statement.occurred, progress.clone());
        self.step(at, &progress.convoy, step)
    }

    /// Notes what befell a convoy; what it carries, where its own party says so.
    pub(crate) fn incident(&mut self, at: &mut At<'_>, incident: &Incident) -> Option<&[ConsignmentId]> {
        let step = Step::Incident(at.said.reference(), at.statement.occurred, incident.clone());
        self.step(at, &incident.convoy, step)
    }

    fn step(&mut self, at: &mut At<'_>, convoy: &ConvoyId, step: Step) -> Option<&[ConsignmentId]> {
        let Some(known) = self.convoys.get_mut(convoy) else {
            at.note(FindingKind::UnknownConvoy { convoy: convoy.clone() });
            return None;
        };
        if !at.is_from(&known.party) {
            return None;
        }
        let place = known.steps.partition_point(|earlier| earlier.when() <= step.when());
        known.steps.insert(place, step);
        Some(&known.order().ordered.consignments)
    }

    pub(crate) fn clearance_requested(&mut self, at: &At<'_>, requested: &ClearanceRequested) {
        let clearance = Clearance { by: at.said.reference(), requested: requested.clone(), answer: None };
        self.clearances.insert(at.said.leaf, clearance);
    }

    pub(crate) fn clearance_decided(&mut self, at: &mut At<'_>, decided: &ClearanceDecided) {
        let by = at.said.reference();
        match self.clearances.get_mut(&decided.request.leaf) {
            Some(clearance) => clearance.answer = Some((by, decided.decision)),
            None => at.note(FindingKind::UnknownReference { index: decided.request.index }),
        }
    }
}
