//! Custody: who holds what, derived from the journals.
//!
//! Turns statements about consignments and convoys into postings of the [`Book`];
//! what cannot be posted becomes a finding and moves nothing. Stock, handovers and
//! matters have files of their own.

use crate::book::{Account, Balance, Book, Posting, Stage};
use crate::handover::Offer;
use crate::ladder::{Climb, Ladder, Rung};
use crate::matters::Matter;
use crate::stock::{aside, own};
use crate::{At, Catalogue, FindingKind};
use model::{ConsignmentPacked, ConsignmentReloaded, Incident, IncidentKind, Line, Load, ProgressEvent, Reference};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConsignmentId, Digest, ItemCode, PackageId, PartyId, PledgeId, SerialNumber};

/// What a consignment is for and how it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consignment {
    /// What was packed.
    pub packed: ConsignmentPacked,
    /// By whom.
    pub giver: PartyId,
    /// The statement.
    pub by: Reference,
    /// What lies on which vehicle now, after reloading on the way.
    pub loads: Vec<Load>,
}

/// Accounts, the postings behind them, and open matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    pub(crate) book: Book,
    consignments: BTreeMap<ConsignmentId, Consignment>,
    pub(crate) offers: BTreeMap<Digest, Offer>,
    pub(crate) matters: BTreeMap<Digest, Matter>,
    /// The matter that was last opened about a piece by what contradicts the book.
    pub(crate) in_question: BTreeMap<(ItemCode, SerialNumber), Digest>,
    /// Who handed a piece over to its holder.
    pub(crate) given_by: BTreeMap<(ItemCode, SerialNumber), PartyId>,
}

impl Custody {
    /// Every balance that is not zero.
    pub fn balances(&self) -> &Balance {
        self.book.balances()
    }

    /// Every posting, in canonical order.
    pub fn postings(&self) -> &[Posting] {
        self.book.postings()
    }

    /// Where each piece tracked by serial is.
    pub fn serials(&self) -> &BTreeMap<(ItemCode, SerialNumber), Account> {
        self.book.serials()
    }

    /// The consignments by identifier.
    pub fn consignments(&self) -> &BTreeMap<ConsignmentId, Consignment> {
        &self.consignments
    }

    /// Matters by the leaf hash of the statement that opened them.
    pub fn matters(&self) -> &BTreeMap<Digest, Matter> {
        &self.matters
    }

    /// What was posted to each rung for a pledge and item.
    pub fn ladder(&self, pledge: &PledgeId, item: &ItemCode) -> Ladder {
        self.book.ladder(pledge, item)
    }

    /// What one account holds of an item, all lots together.
    pub fn held(&self, item: &ItemCode, account: &Account) -> i128 {
        self.book.held(item, account)
    }

    /// Everything an account holds, as lines.
    pub fn contents(&self, account: &Account) -> Vec<Line> {
        self.book.contents(account)
    }

    /// Sum of an item over all accounts: zero, always.
    pub fn sum(&self, item: &ItemCode) -> i128 {
        self.balances().iter().filter(|((code, _, _), _)| code == item).map(|(_, amount)| amount).sum()
    }

    pub(crate) fn packed(&mut self, at: &mut At<'_>, packed: &ConsignmentPacked, catalogue: &Catalogue) {
        if self.consignments.contains_key(&packed.consignment) {
            return at.note(FindingKind::AlreadyDeclared { name: packed.consignment.to_string() });
        }
        let giver = at.said.party.clone();
        let (by, loads) = (at.said.reference(), packed.loads.clone());
        let known = Consignment { packed: packed.clone(), giver: giver.clone(), by, loads };
        self.consignments.insert(packed.consignment.clone(), known);
        let (stock, aside) = (own(at, &packed.site), aside(at, &packed.site, &packed.pledge));
        let to = way(&giver, &packed.consignment, Stage::Packed);
        let climb = Some(Climb::to(&packed.pledge, Rung::Packed));
        for line in packed.loads.iter().flat_map(|load| &load.lines) {
            if !catalogue.admits(at, line) {
                continue;
            }
            for (from, part) in self.drawn(&aside, &stock, &to, line) {
                self.leave(at, &from, &to, &[part], climb.as_ref());
            }
        }
    }

    /// Where a line is taken from: what was set aside for the pledge first, free stock for the rest. Where both
    /// together do not have it, all of it from stock, so that the finding shows what is free.
    fn drawn(&self, aside: &Account, stock: &Account, to: &Account, line: &Line) -> Vec<(Account, Line)> {
        let all_from = |account: &Account| vec![(account.clone(), line.clone())];
        let Some(first) = self.book.available(aside, line) else { return all_from(stock) };
        if first.quantity == line.quantity {
            return all_from(aside);
        }
        let serials = line.serials.iter().filter(|serial| !first.serials.contains(serial)).cloned().collect();
        let quantity = line.quantity.checked_sub(first.quantity).unwrap_or_default();
        let rest = Line { quantity, serials, ..line.clone() };
        match self.book.objection(stock, to, &rest) {
            None => vec![(aside.clone(), first), (stock.clone(), rest)],
            Some(_) => all_from(stock),
        }
    }

    /// Moves what the author's convoy carries one stage on.
    pub(crate) fn progressed(&mut self, at: &mut At<'_>, event: ProgressEvent, carried: &[ConsignmentId]) {
        let (from, to, rung) = match event {
            ProgressEvent::Departed => (Stage::Packed, Stage::OnRoad, Rung::Dispatched),
            ProgressEvent::Arrived => (Stage::OnRoad, Stage::AtCrossing, Rung::AtCrossing),
            ProgressEvent::Passed | ProgressEvent::Halted => return,
        };
        for consignment in carried {
            let Some(giver) = self.giver(at, consignment) else { continue };
            let (from, to) = (way(&giver, consignment, from), way(&giver, consignment, to));
            let climb = self.climb(consignment, rung);
            for line in self.book.contents(&from) {
                self.book.post_to(at, from.clone(), to.clone(), line, climb.clone());
            }
        }
    }

    pub(crate) fn incident(&mut self, at: &mut At<'_>, incident: &Incident, carried: &[ConsignmentId]) {
        match incident.kind {
            IncidentKind::Loss => {}
            // The goods are still there; damage shows at the handover.
            IncidentKind::Breakdown | IncidentKind::Damage => return,
        }
        let lost = Account::Lost { attribution: incident.attribution };
        let own = |consignment: &&ConsignmentId| self.consignments.get(*consignment).map(|it| &it.giver);
        let carried: Vec<ConsignmentId> =
            carried.iter().filter(|consignment| own(consignment) == Some(&at.said.party)).cloned().collect();
        let mut claims = Vec::new();
        for line in &incident.lines {
            let accounts: Vec<(&ConsignmentId, Account)> = carried
                .iter()
                .flat_map(|consignment| ON_THE_WAY.map(|stage| (consignment, way(&at.said.party, consignment, stage))))
                .collect();
            let has_it = accounts.iter().find(|(_, from)| self.book.objection(from, &lost, line).is_none());
            let Some((consignment, from)) = has_it else {
                let held = accounts.iter().map(|(_, account)| self.held(&line.item, account)).sum();
                at.note(FindingKind::Overdrawn { item: line.item.clone(), wanted: line.quantity, held });
                continue;
            };
            let climb = self.climb(consignment, Rung::Lost);
            if self.book.post_to(at, from.clone(), lost.clone(), line.clone(), climb) {
                claims.extend(self.pieces_lost(at, line));
            }
        }
        self.raise(at, incident.place.as_ref(), claims);
    }

    /// Divides or joins consignments on the way, or says anew what lies on which vehicle. The goods keep their
    /// stage, and the ladder of their pledge does not change.
    pub(crate) fn reloaded(&mut self, at: &mut At<'_>, reloaded: &ConsignmentReloaded) {
        let ConsignmentReloaded { from, into, loads, .. } = reloaded;
        let Some(giver) = self.giver(at, from) else { return };
        let Some(source) = self.consignments.get(from).cloned() else { return };
        if let Some(other) = self.consignments.get(into) {
            let same =
                |other: &Consignment| (other.giver.clone(), other.packed.pledge.clone(), other.packed.receiver.clone());
            if same(other) != same(&source) {
                return at.note(FindingKind::ConsignmentsDiffer { from: from.clone(), into: into.clone() });
            }
        }
        let mut moved = Vec::new();
        for load in loads {
            let lines = load.lines.iter().filter(|line| self.carry_over(at, &giver, (from, into), line)).cloned();
            let load = Load { lines: lines.collect(), ..load.clone() };
            moved.extend(Some(load).filter(|load| !load.lines.is_empty()));
        }
        if moved.is_empty() {
            return;
        }
        let packages: BTreeSet<&PackageId> = moved.iter().filter_map(|load| load.package.as_ref()).collect();
        if let Some(source) = self.consignments.get_mut(from) {
            let same = from == into;
            source
                .loads
                .retain(|load| !same && load.package.as_ref().is_none_or(|package| !packages.contains(package)));
        }
        let target = self.consignments.entry(into.clone()).or_insert_with(|| Consignment {
            packed: ConsignmentPacked { consignment: into.clone(), loads: moved.clone(), ..source.packed },
            by: at.said.reference(),
            loads: Vec::new(),
            giver,
        });
        target.loads.extend(moved);
    }

    /// Whether a consignment on the way has a line, and the other has it now.
    fn carry_over(
        &mut self,
        at: &mut At<'_>,
        giver: &PartyId,
        (from, into): (&ConsignmentId, &ConsignmentId),
        line: &Line,
    ) -> bool {
        let has_it = |stage: &Stage| {
            let (source, target) = (way(giver, from, *stage), way(giver, into, *stage));
            self.book.objection(&source, &target, line).is_none()
        };
        let Some(stage) = ON_THE_WAY.into_iter().find(has_it) else {
            let held = ON_THE_WAY.map(|stage| self.held(&line.item, &way(giver, from, stage))).iter().sum();
            at.note(FindingKind::Overdrawn { item: line.item.clone(), wanted: line.quantity, held });
            return false;
        };
        from == into || self.book.post(at, way(giver, from, stage), way(giver, into, stage), line.clone())
    }

    /// The giver of a consignment, where the author is the giver; a finding where not.
    pub(crate) fn giver(&self, at: &mut At<'_>, consignment: &ConsignmentId) -> Option<PartyId> {
        let Some(known) = self.consignments.get(consignment) else {
            at.note(FindingKind::UnknownConsignment { consignment: consignment.clone() });
            return None;
        };
        at.is_from(&known.giver).then(|| known.giver.clone())
    }

    /// What reaches a rung of the ladder of the pledge that the consignment serves.
    pub(crate) fn climb(&self, consignment: &ConsignmentId, rung: Rung) -> Option<Climb> {
        Some(Climb::to(&self.consignments.get(consignment)?.packed.pledge, rung))
    }
}

/// Stages in which a consignment has its goods before they are offered, where one looks for them first.
pub(crate) const ON_THE_WAY: [Stage; 3] = [Stage::OnRoad, Stage::AtCrossing, Stage::Packed];

/// The account of a consignment at a stage.
pub(crate) fn way(giver: &PartyId, consignment: &ConsignmentId, stage: Stage) -> Account {
    Account::Way { holder: giver.clone(), consignment: consignment.clone(), stage }
}
