//! Agreements, what became of them, and the pledges under them.

use crate::{At, Catalogue, FindingKind};
use model::{
    AgreementConcluded, AgreementStatus, AgreementStatusChanged, ConsignmentPacked, PledgeAmended, PledgeConditionMet,
    PledgeLine, PledgeMade, Reference, Text,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{AgreementId, Interval, Moment, PartyId, PledgeId, Quantity};

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
    /// What was amended, in order; the line as it was before, with the statement that changed it.
    pub amended: Vec<(PledgeLine, Reference)>,
    /// Lines that are promised no longer; their quantity is 0.
    pub withdrawn: BTreeSet<u16>,
    /// What was said of the conditions of lines, in order.
    pub conditions: Vec<ConditionWord>,
}

/// One side's word on the condition of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionWord {
    /// Of which line.
    pub line: u16,
    /// Who said it.
    pub party: PartyId,
    /// From when.
    pub since: Moment,
    /// Whether it is met.
    pub met: bool,
    /// On what grounds.
    pub note: Text,
    /// The statement.
    pub by: Reference,
}

/// Where the condition of a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConditionState {
    /// There is none.
    None,
    /// Nobody says that it is met.
    Open,
    /// The recipient says so, the donor does not.
    Claimed,
    /// The donor says so.
    Met,
}

impl Pledge {
    /// When a line is to be delivered: its own window, or the pledge's.
    pub fn window(&self, line: &PledgeLine) -> Interval {
        line.window.unwrap_or(self.made.window)
    }

    /// Where the condition of a line stands: each side's latest word counts, the donor's decides.
    pub fn condition(&self, line: &PledgeLine) -> ConditionState {
        let says = |party: &PartyId| {
            let words = self.conditions.iter().filter(|word| word.line == line.line && &word.party == party);
            words.max_by_key(|word| word.since).is_some_and(|word| word.met)
        };
        match &line.condition {
            None => ConditionState::None,
            Some(_) if says(&self.made.donor) => ConditionState::Met,
            Some(_) if says(&self.made.recipient) => ConditionState::Claimed,
            Some(_) => ConditionState::Open,
        }
    }

    /// The statements behind what is promised by a line: the pledge, its amendments, words on its condition.
    pub fn why(&self, line: u16) -> Vec<Reference> {
        let amended = self.amended.iter().filter(|(was, _)| was.line == line).map(|(_, by)| by);
        let words = self.conditions.iter().filter(|word| word.line == line).map(|word| &word.by);
        self.by.first().into_iter().chain(amended).chain(words).cloned().collect()
    }

    fn line(&mut self, line: u16) -> Option<&mut PledgeLine> {
        self.made.lines.iter_mut().find(|known| known.line == line)
    }
}

impl Agreement {
    /// What had become of it by a moment, or `None` where it was simply concluded. What was ended stays so.
    pub fn status_at(&self, at: Moment) -> Option<&StatusChange> {
        let mut by_then = self.changes.iter().filter(|change| change.since <= at);
        by_then.clone().find(|change| change.status == AgreementStatus::Ended).or_else(|| by_then.next_back())
    }

    /// The change by which nothing was to be delivered under it at a moment, if any.
    pub fn stopped_at(&self, at: Moment) -> Option<&StatusChange> {
        self.status_at(at).filter(|change| match change.status {
            AgreementStatus::Suspended | AgreementStatus::Ended => true,
            // Nobody acted on it, and nobody forbade to: who acts takes it up again.
            AgreementStatus::Dormant | AgreementStatus::Reactivated => false,
        })
    }

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
        let ended = |change: &&StatusChange| change.status == AgreementStatus::Ended;
        if let Some(end) = agreement.status_at(at.statement.occurred).filter(ended) {
            let (agreement, status) = (changed.agreement.clone(), end.status);
            return at.note(FindingKind::AgreementStopped { agreement, status, name: changed.status.to_string() });
        }
        let change = StatusChange {
            since: at.statement.occurred,
            status: changed.status,
            reason: changed.reason.clone(),
            by: at.said.reference(),
        };
        let place = agreement.changes.partition_point(|earlier| earlier.since <= change.since);
        agreement.changes.insert(place, change);
        // A stop may be told after what it stops: the pledge was made in good faith, and is a finding.
        let made = self.pledges.iter().filter(|(_, pledge)| pledge.made.agreement == changed.agreement);
        for (name, pledge) in made.filter(|(_, pledge)| pledge.since >= at.statement.occurred) {
            stopped(at, agreement, pledge.since, name.as_str());
        }
    }

    pub(crate) fn pledged(&mut self, at: &mut At<'_>, made: &PledgeMade, catalogue: &Catalogue) {
        if !at.is_from(&made.donor) {
            return;
        }
        let Some(agreement) = self.agreements.get(&made.agreement) else {
            return at.note(FindingKind::UnknownAgreement { agreement: made.agreement.clone() });
        };
        if self.pledges.contains_key(&made.pledge) {
            return at.note(FindingKind::AlreadyDeclared { name: made.pledge.to_string() });
        }
        stopped(at, agreement, at.statement.occurred, made.pledge.as_str());
        for line in &made.lines {
            let own = catalogue.get(&line.item).map(|item| item.unit);
            if let Some((given, own)) = line.unit.zip(own).filter(|(given, own)| given != own) {
                at.note(FindingKind::UnitDiffers { item: line.item.clone(), given, own });
            }
        }
        let pledge = Pledge {
            made: made.clone(),
            since: at.statement.occurred,
            by: vec![at.said.reference()],
            amended: Vec::new(),
            withdrawn: BTreeSet::new(),
            conditions: Vec::new(),
        };
        self.pledges.insert(made.pledge.clone(), pledge);
    }

    /// Whether the author may pack against the pledge: only its donor may. A pledge that is not
    /// here, perhaps because others may read it, is a finding, and so is one whose agreement is
    /// stopped; the goods move all the same.
    pub(crate) fn admit_consignment(&self, at: &mut At<'_>, packed: &ConsignmentPacked) -> bool {
        let Some(pledge) = self.pledges.get(&packed.pledge) else {
            at.note(FindingKind::UnknownPledge { pledge: packed.pledge.clone() });
            return true;
        };
        let from_donor = at.is_from(&pledge.made.donor);
        if let Some(agreement) = self.agreements.get(&pledge.made.agreement).filter(|_| from_donor) {
            stopped(at, agreement, at.statement.occurred, packed.consignment.as_str());
        }
        from_donor
    }

    pub(crate) fn amended(&mut self, at: &mut At<'_>, amended: &PledgeAmended) {
        let Some(pledge) = self.pledges.get_mut(&amended.pledge) else {
            return at.note(FindingKind::UnknownPledge { pledge: amended.pledge.clone() });
        };
        if !at.is_from(&pledge.made.donor) {
            return;
        }
        let Some(line) = pledge.line(amended.line) else {
            return at.note(FindingKind::UnknownPledgeLine { pledge: amended.pledge.clone(), line: amended.line });
        };
        let was = line.clone();
        let withdrawn = amended.withdrawn == Some(true);
        line.quantity = if withdrawn { Quantity::ZERO } else { amended.quantity.unwrap_or(line.quantity) };
        line.window = amended.window.or(line.window);
        match (withdrawn, amended.quantity) {
            (true, _) => drop(pledge.withdrawn.insert(amended.line)),
            // Who names a quantity again promises again.
            (false, Some(_)) => drop(pledge.withdrawn.remove(&amended.line)),
            (false, None) => {}
        }
        pledge.amended.push((was, at.said.reference()));
        pledge.by.push(at.said.reference());
    }

    pub(crate) fn condition_met(&mut self, at: &mut At<'_>, said: &PledgeConditionMet) {
        let Some(pledge) = self.pledges.get_mut(&said.pledge) else {
            return at.note(FindingKind::UnknownPledge { pledge: said.pledge.clone() });
        };
        if !at.is_one_of(&[pledge.made.donor.clone(), pledge.made.recipient.clone()]) {
            return;
        }
        if pledge.line(said.line).is_none_or(|line| line.condition.is_none()) {
            return at.note(FindingKind::UnknownPledgeLine { pledge: said.pledge.clone(), line: said.line });
        }
        pledge.conditions.push(ConditionWord {
            line: said.line,
            party: at.said.party.clone(),
            since: at.statement.occurred,
            met: said.met,
            note: said.note.clone(),
            by: at.said.reference(),
        });
    }
}

/// Notes that something was promised or packed while its agreement was stopped.
fn stopped(at: &mut At<'_>, agreement: &Agreement, when: Moment, name: &str) {
    if let Some(change) = agreement.stopped_at(when) {
        let (agreement, status) = (agreement.concluded.agreement.clone(), change.status);
        at.note(FindingKind::AgreementStopped { agreement, status, name: name.to_owned() });
    }
}
