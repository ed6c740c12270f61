//! Agreements, what became of them, and the pledges under them.

use crate::{At, FindingKind};
use model::{
    AgreementConcluded, AgreementStatus, AgreementStatusChanged, ConsignmentPacked, PledgeAmended, PledgeMade,
    Reference, Text,
};
use std::collections::BTreeMap;
use units::{AgreementId, Moment, PledgeId};

/// Every agreement and pledge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreements {
    agreements: BTreeMap<AgreementId, Agreement>,
    pledges: BTreeMap<PledgeId, Pledge>,
}

/// One agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// What was concluded.
    pub concluded: AgreementConcluded,
    /// When.
    pub since: Moment,
    /// The statement that says so.
    pub by: Reference,
    /// What became of it, by time.
    pub changes: Vec<StatusChange>,
}

/// What became of an agreement at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusChange {
    /// From when.
    pub since: Moment,
    /// Its status.
    pub status: AgreementStatus,
    /// Why.
    pub reason: Text,
    /// The statement that says so.
    pub by: Reference,
}

/// One pledge, amendments applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// What is promised now.
    pub made: PledgeMade,
    /// When it was made.
    pub since: Moment,
    /// The statements that say so: the pledge, then its amendments.
    pub by: Vec<Reference>,
}

impl Agreement {
    /// The status in force, or `None` where it is simply concluded.
    pub fn status(&self) -> Option<&StatusChange> {
        self.changes.last()
    }
}

impl Agreements {
    /// The agreements by identifier.
    pub fn iter(&self) -> impl Iterator<Item = (&AgreementId, &Agreement)> {
        self.agreements.iter()
    }

    /// One agreement.
    pub fn get(&self, agreement: &AgreementId) -> Option<&Agreement> {
        self.agreements.get(agreement)
    }

    /// The pledges by identifier.
    pub fn pledges(&self) -> impl Iterator<Item = (&PledgeId, &Pledge)> {
        self.pledges.iter()
    }

    /// One pledge.
    pub fn pledge(&self, pledge: &PledgeId) -> Option<&Pledge> {
        self.pledges.get(pledge)
    }

    pub(crate) fn concluded(&mut self, at: &mut At<'_>, concluded: &AgreementConcluded) {
        if !at.is_one_of(&concluded.parties) {
            return;
        }
        if self.agreements.contains_key(&concluded.agreement) {
            return at.note(FindingKind::AlreadyDeclared { name: concluded.agreement.to_string() });
        }
        let agreement = Agreement {
            concluded: concluded.clone(),
            since: at.statement.occurred,
            by: at.said.reference(),
            changes: Vec::new(),
        };
        self.agreements.insert(concluded.agreement.clone(), agreement);
    }

    pub(crate) fn status_changed(&mut self, at: &mut At<'_>, changed: &AgreementStatusChanged) {
        let Some(agreement) = self.agreements.get_mut(&changed.agreement) else {
            return at.note(FindingKind::UnknownAgreement { agreement: changed.agreement.clone() });
        };
        if !at.is_one_of(&agreement.concluded.parties) {
            return;
        }
        let change = StatusChange {
            since: at.statement.occurred,
            status: changed.status,
            reason: changed.reason.clone(),
            by: at.said.reference(),
        };
        let place = agreement.changes.partition_point(|earlier| earlier.since <= change.since);
        agreement.changes.insert(place, change);
    }

    pub(crate) fn pledged(&mut self, at: &mut At<'_>, made: &PledgeMade) {
        if !at.is_from(&made.donor) {
            return;
        }
        if !self.agreements.contains_key(&made.agreement) {
            return at.note(FindingKind::UnknownAgreement { agreement: made.agreement.clone() });
        }
        if self.pledges.contains_key(&made.pledge) {
            return at.note(FindingKind::AlreadyDeclared { name: made.pledge.to_string() });
        }
        let pledge = Pledge { made: made.clone(), since: at.statement.occurred, by: vec![at.said.reference()] };
        self.pledges.insert(made.pledge.clone(), pledge);
    }

    /// Whether the author may pack against the pledge: only its donor may. A pledge that is not
    /// here, perhaps because others may read it, is a finding; the goods move all the same.
    pub(crate) fn admit_consignment(&self, at: &mut At<'_>, packed: &ConsignmentPacked) -> bool {
        match self.pledges.get(&packed.pledge) {
            Some(pledge) => at.is_from(&pledge.made.donor),
            None => {
                at.note(FindingKind::UnknownPledge { pledge: packed.pledge.clone() });
                true
            }
        }
    }

    pub(crate) fn amended(&mut self, at: &mut At<'_>, amended: &PledgeAmended) {
        let Some(pledge) = self.pledges.get_mut(&amended.pledge) else {
            return at.note(FindingKind::UnknownPledge { pledge: amended.pledge.clone() });
        };
        if !at.is_from(&pledge.made.donor) {
            return;
        }
        let Some(line) = pledge.made.lines.iter_mut().find(|line| line.line == amended.line) else {
            return at.note(FindingKind::UnknownPledgeLine { pledge: amended.pledge.clone(), line: amended.line });
        };
        line.quantity = amended.quantity;
        pledge.by.push(at.said.reference());
    }
}
