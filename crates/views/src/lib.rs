//! What follows from what was said: pure folds over the union of the journals one may read.
//!
//! - Pure: no clock, I/O or randomness. Same statements, same view, in whatever order they
//!   arrived, because [`order`] puts them into the canonical one first.
//! - Total: a strange statement becomes a [`Finding`]; a fold never fails.
//! - Unaware of SQL, HTTP, roads and languages.

mod agreements;
mod answering;
mod book;
mod catalogue;
mod checks;
mod claims;
mod codes;
mod corridor;
mod custody;
mod finding;
mod flow;
mod fusion;
mod handover;
mod ladder;
mod matters;
mod movements;
mod order;
mod outlook;
mod parties;
mod reconcile;
mod rungs;
mod said;
mod schedule;
mod scope;
mod settling;
mod stock;
mod tally;
#[cfg(test)]
mod tests;
mod variance;

pub use agreements::{Agreement, Agreements, ConditionState, ConditionWord, Pledge, StatusChange};
pub use answering::Unexplained;
pub use book::{Account, Balance, Posting, Stage};
pub use catalogue::{Catalogue, Declared};
pub use checks::{Checks, PieceCheck, ScheduleWord, SiteCheck};
pub use corridor::{Activity, Corridor, CrossingRegime, Filed};
pub use custody::{Consignment, Custody};
pub use finding::{Finding, FindingKind};
pub use flow::{FlowLink, FlowNode, ItemFlow, Node, flow};
pub use fusion::{
    AxisMap, Belief, Brief, Chance, Change, Evidence, FUSION_STANDARD, Fact, Fusion, FusionParameters, Override,
    ParametersError, Part, Passability, Picture, ShareError, State, Why, changes,
};
pub use handover::{Answer, Offer, OfferStatus, Withdrawal};
pub use ladder::{Climb, Ladder, Rung};
pub use matters::{Difference, Held, Matter, MatterKind, PackageDifference, Settlement};
pub use movements::{Convoy, ConvoyStatus, Movements, Order, Step};
pub use order::{cited, order};
pub use outlook::{Arrival, ByPace, ByPlan, LineState, Outlook, outlook};
pub use parties::{Officer, Parties, Party};
pub use reconcile::{AccountRow, ItemBook, LineRow, Reconciliation, behind_lines, reconcile, reconcile_in};
pub use said::{Content, Said, Standing};
pub use schedule::{
    CheckForecast, CheckState, Foreseen, PieceResult, Schedule, SiteResult, check_forecast, checks_due, sites_due,
};
pub use scope::Scope;
pub use variance::{Adjustments, Cause, Variance};

use model::{Body, Head, Reference, Statement};
use std::collections::BTreeSet;
use units::{Digest, PartyId};

/// All views over one set of statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Views {
    /// Parties and officers.
    pub parties: Parties,
    /// Agreements and pledges.
    pub agreements: Agreements,
    /// Items.
    pub catalogue: Catalogue,
    /// Reports, regimes and activities.
    pub corridor: Corridor,
    /// Convoys.
    pub movements: Movements,
    /// Who holds what, and what is disputed.
    pub custody: Custody,
    /// End-use checks.
    pub checks: Checks,
    /// Why stock was adjusted.
    pub adjustments: Adjustments,
    /// What could not be reconciled, in canonical order.
    pub findings: Vec<Finding>,
    /// Leaf hashes of what was applied: a statement counts once, however often it is logged.
    applied: BTreeSet<Digest>,
}

impl Views {
    /// Folds statements that [`order`] has put into canonical order.
    pub fn fold(ordered: &[Said]) -> Self {
        let mut views = Self::default();
        for said in ordered {
            views.apply(said);
        }
        views
    }

    /// Adds one statement, which must come after all applied before it.
    ///
    /// What may not count is a finding and changes nothing else. An entry whose content went to
    /// others is no finding: that is what audiences are for.
    pub fn apply(&mut self, said: &Said) {
        let mut at = match readable(said) {
            Ok(Some(statement)) => At { said, statement, findings: Vec::new() },
            Ok(None) => return,
            Err(kind) => return self.findings.push(Finding { by: said.reference(), kind }),
        };
        if self.applied.insert(said.leaf) {
            self.place(&mut at);
        } else {
            at.note(FindingKind::AlreadyDeclared { name: said.leaf.to_string() });
        }
        let found = at.findings.into_iter().map(|kind| Finding { by: said.reference(), kind });
        self.findings.extend(found);
    }

    /// Hands the statement to the views that it concerns: the one place that knows all kinds.
    fn place(&mut self, at: &mut At<'_>) {
        let Self { parties, agreements, catalogue, corridor, movements, custody, checks, adjustments, .. } = self;
        custody.cited(at);
        parties.in_role(at);
        match &at.statement.body {
            Body::PartyDeclared(body) => parties.declared(at, body),
            Body::OfficerAppointed(body) => parties.appointed(at, body),
            Body::OfficerRevoked(body) => parties.revoked(at, body),
            Body::KeyRotated(body) => parties.rotated(at, body),
            Body::LogKeyRotated(body) => parties.log_key_rotated(at, body),
            // Who may read what is decided where content is handed out, not by a fold.
            Body::AudienceGranted(_) => {}
            // Who read changes nothing of what is so.
            Body::AccessRecorded(_) => {}
            Body::AgreementConcluded(body) => agreements.concluded(at, body),
            Body::AgreementStatusChanged(body) => agreements.status_changed(at, body),
            Body::PledgeMade(body) => agreements.pledged(at, body, catalogue),
            Body::PledgeAmended(body) => agreements.amended(at, body),
            Body::PledgeConditionMet(body) => agreements.condition_met(at, body),
            Body::ItemDefined(body) => catalogue.defined(at, body),
            Body::LotDeclared(body) => catalogue.lot_declared(at, body),
            Body::StockDeclared(body) => custody.stock_declared(at, body, catalogue),
            Body::StockAdjusted(body) => {
                adjustments.noted(at, body.reason);
                custody.stock_adjusted(at, body, catalogue);
            }
            Body::ReportFiled(body) => corridor.filed(at, body),
            Body::ReportRetracted(body) => corridor.retracted(at, body),
            Body::StateOverridden(body) => {
                if parties.may_override(at) {
                    corridor.overridden(at, body);
                }
            }
            Body::OverrideWithdrawn(body) => corridor.override_withdrawn(at, body),
            Body::RegimeSet(body) => corridor.regime_set(at, body),
            Body::ActivityNotified(body) => corridor.activity_notified(at, body),
            Body::ActivityAcknowledged(body) => corridor.activity_acknowledged(at, body),
            Body::ClearanceRequested(body) => movements.clearance_requested(at, body),
            Body::ClearanceDecided(body) => movements.clearance_decided(at, body),
            Body::ConsignmentPacked(body) => {
                if agreements.admit_consignment(at, body) {
                    custody.packed(at, body, catalogue);
                }
            }
            Body::MovementOrdered(body) => movements.ordered(at, body),
            Body::CreditIssued(body) => movements.credit_issued(at, body),
            Body::Progress(body) => {
                if let Some(carried) = movements.progressed(at, body) {
                    custody.progressed(at, body.event, carried);
                }
            }
            Body::Incident(body) => {
                if let Some(carried) = movements.incident(at, body) {
                    custody.incident(at, body, carried);
                }
            }
            Body::HandoverOffered(body) => custody.offered(at, body),
            Body::HandoverAnswered(body) => custody.answered(at, body, catalogue),
            Body::MatterOpened(body) => custody.matter_opened(at, body),
            Body::MatterSettled(body) => custody.matter_settled(at, body),
            Body::CheckPerformed(body) => {
                checks.performed(at, body, custody);
                custody.checked(at, body);
            }
            Body::CheckScheduleSet(body) => {
                let agreement = agreements.get(&body.agreement);
                checks.scheduled(at, body, agreement.map(|agreement| agreement.concluded.parties.as_slice()));
            }
            Body::StorageChecked(body) => checks.stored(at, body),
            Body::Consumed(body) => custody.consumed(at, body),
            Body::Destroyed(body) => custody.destroyed(at, body),
            Body::PartsTaken(body) => {
                checks.parts_taken(at, body);
                custody.parts_taken(at, body);
            }
            Body::StockReserved(body) => custody.reserved(at, body, agreements.pledge(&body.pledge)),
            Body::ReservationReleased(body) => custody.released(at, body),
            Body::StockMoved(body) => {
                let pledge = body.returns.as_ref().and_then(|pledge| agreements.pledge(pledge));
                custody.moved(at, body, pledge);
            }
            Body::ConsignmentReloaded(body) => custody.reloaded(at, body),
            Body::StockLost(body) => custody.stock_lost(at, body),
            Body::HandoverClosed(body) => custody.closed(at, body),
            Body::HandoverVoided(body) => custody.voided(at, body),
        }
    }
}

/// The statement being applied, and what was noticed about it.
struct At<'a> {
    said: &'a Said,
    statement: &'a Statement,
    findings: Vec<FindingKind>,
}

impl At<'_> {
    fn note(&mut self, kind: FindingKind) {
        self.findings.push(kind);
    }

    /// Whether the author knew of a statement when he wrote this one, by his own word.
    fn saw(&self, by: &Reference) -> bool {
        let before = self.said.origin == by.origin && by.index < self.said.index;
        let seen = |head: &Head| head.origin == by.origin && head.size > by.index;
        before || self.statement.seen.iter().any(seen) || self.statement.references.contains(by)
    }

    /// Whether the author is the party that must say this; a finding where not.
    fn is_from(&mut self, expected: &PartyId) -> bool {
        let from = &self.said.party == expected;
        if !from {
            self.note(FindingKind::WrongParty { party: self.said.party.clone(), expected: expected.clone() });
        }
        from
    }

    /// Whether the author is one of those that may say this; a finding that names the first where not.
    fn is_one_of(&mut self, expected: &[PartyId]) -> bool {
        expected.contains(&self.said.party) || expected.first().is_some_and(|first| self.is_from(first))
    }
}

/// The statement, where it may count; nothing where it was withheld or erased; a finding where it may not count.
fn readable(said: &Said) -> Result<Option<&Statement>, FindingKind> {
    let statement = match &said.content {
        Content::Withheld | Content::Erased { .. } => return Ok(None),
        Content::Opaque { why } => return Err(FindingKind::NotUnderstood { why: why.clone() }),
        Content::Known(statement) => statement,
    };
    match &said.standing {
        Standing::NotGranted { officer } => return Err(FindingKind::NotGranted { officer: officer.clone() }),
        Standing::BadSignature => return Err(FindingKind::BadSignature),
        Standing::InDoubt { epoch } => return Err(FindingKind::InDoubt { epoch: epoch.clone() }),
        Standing::Sound => {}
    }
    if statement.party != said.party {
        let (party, expected) = (statement.party.clone(), said.party.clone());
        return Err(FindingKind::WrongParty { party, expected });
    }
    match statement.body.validate() {
        Ok(()) => Ok(Some(statement)),
        Err(fault) => Err(FindingKind::BreaksRule { fault: fault.to_string() }),
    }
}
