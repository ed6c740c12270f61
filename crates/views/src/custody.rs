//! Custody: who holds what, derived from the journals.
//!
//! Turns statements about stock, consignments and convoys into postings of the
//! [`Book`]; what cannot be posted becomes a finding and moves nothing.

use crate::book::{Account, Balance, Book, Posting, Stage};
use crate::handover::{Matter, Offer};
use crate::{At, Catalogue, FindingKind};
use model::{
    ConsignmentPacked, Consumed, Destroyed, Incident, IncidentKind, Line, ProgressEvent, Reference, StockAdjusted,
    StockDeclared,
};
use std::collections::BTreeMap;
use units::{ConsignmentId, Digest, ItemCode, PartyId, PledgeId, Quantity, SerialNumber};

/// What a consignment is for and how it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consignment {
    /// What was packed.
    pub packed: ConsignmentPacked,
    /// By whom.
    pub giver: PartyId,
    /// The statement.
    pub by: Reference,
}

/// What was posted to each rung of the custody ladder, for one pledge and item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// Packed against the pledge.
    pub packed: u128,
    /// Left the giver's site.
    pub dispatched: u128,
    /// Reached the release point.
    pub at_crossing: u128,
    /// Put on the giver's signed list.
    pub offered: u128,
    /// Taken over by the receiver, settled matters included.
    pub accepted: u128,
    /// Lost on the way or by settlement.
    pub lost: u128,
    /// Back in the giver's stock.
    pub returned: u128,
}

/// Accounts, the postings behind them, and open matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Custody {
    pub(crate) book: Book,
    consignments: BTreeMap<ConsignmentId, Consignment>,
    ladders: BTreeMap<(PledgeId, ItemCode), Ladder>,
    pub(crate) offers: BTreeMap<Digest, Offer>,
    pub(crate) matters: BTreeMap<Digest, Matter>,
}

impl Ladder {
    /// The same change made to every rung.
    pub(crate) fn map(self, change: impl Fn(u128) -> u128) -> Self {
        let Self { packed, dispatched, at_crossing, offered, accepted, lost, returned } = self;
        Self {
            packed: change(packed),
            dispatched: change(dispatched),
            at_crossing: change(at_crossing),
            offered: change(offered),
            accepted: change(accepted),
            lost: change(lost),
            returned: change(returned),
        }
    }
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

    /// Offers by leaf hash.
    pub fn offers(&self) -> &BTreeMap<Digest, Offer> {
        &self.offers
    }

    /// Matters by the leaf hash of the statement that opened them.
    pub fn matters(&self) -> &BTreeMap<Digest, Matter> {
        &self.matters
    }

    /// What was posted to each rung for a pledge and item.
    pub fn ladder(&self, pledge: &PledgeId, item: &ItemCode) -> Ladder {
        self.ladders.get(&(pledge.clone(), item.clone())).copied().unwrap_or_default()
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

    pub(crate) fn stock_declared(&mut self, at: &mut At<'_>, stock: &StockDeclared, catalogue: &Catalogue) {
        let to = Account::Stock { holder: at.said.party.clone(), site: stock.site.clone() };
        for line in &stock.lines {
            if catalogue.admits(at, line) {
                self.book.post(at, Account::Source, to.clone(), line.clone());
            }
        }
    }

    pub(crate) fn stock_adjusted(&mut self, at: &mut At<'_>, adjusted: &StockAdjusted, catalogue: &Catalogue) {
        if !catalogue.admits(at, &adjusted.line) {
            return;
        }
        let stock = Account::Stock { holder: at.said.party.clone(), site: adjusted.site.clone() };
        let (from, to) = if adjusted.increase { (Account::Source, stock) } else { (stock, Account::Source) };
        self.book.post(at, from, to, adjusted.line.clone());
    }

    pub(crate) fn packed(&mut self, at: &mut At<'_>, packed: &ConsignmentPacked, catalogue: &Catalogue) {
        if self.consignments.contains_key(&packed.consignment) {
            return at.note(FindingKind::AlreadyDeclared { name: packed.consignment.to_string() });
        }
        let giver = at.said.party.clone();
        let known = Consignment { packed: packed.clone(), giver: giver.clone(), by: at.said.reference() };
        self.consignments.insert(packed.consignment.clone(), known);
        let from = Account::Stock { holder: giver.clone(), site: packed.site.clone() };
        let to = way(&giver, &packed.consignment, Stage::Packed);
        for line in packed.loads.iter().flat_map(|load| &load.lines) {
            if catalogue.admits(at, line) && self.book.post(at, from.clone(), to.clone(), line.clone()) {
                self.climb(&packed.consignment, &line.item, line.quantity, |ladder| &mut ladder.packed);
            }
        }
    }

    /// Moves what the author's convoy carries one stage on.
    pub(crate) fn progressed(&mut self, at: &mut At<'_>, event: ProgressEvent, carried: &[ConsignmentId]) {
        let (from, to, rung): (_, _, fn(&mut Ladder) -> &mut u128) = match event {
            ProgressEvent::Departed => (Stage::Packed, Stage::OnRoad, |ladder| &mut ladder.dispatched),
            ProgressEvent::Arrived => (Stage::OnRoad, Stage::AtCrossing, |ladder| &mut ladder.at_crossing),
            ProgressEvent::Passed | ProgressEvent::Halted => return,
        };
        for consignment in carried {
            let Some(giver) = self.giver(at, consignment) else { continue };
            let (from, to) = (way(&giver, consignment, from), way(&giver, consignment, to));
            for line in self.book.contents(&from) {
                if self.book.post(at, from.clone(), to.clone(), line.clone()) {
                    self.climb(consignment, &line.item, line.quantity, rung);
                }
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
        for line in &incident.lines {
            let stages = [Stage::OnRoad, Stage::AtCrossing, Stage::Packed];
            let accounts = carried.iter().flat_map(|consignment| {
                stages.map(|stage| (consignment.clone(), way(&at.said.party, consignment, stage)))
            });
            let accounts: Vec<(ConsignmentId, Account)> = accounts.collect();
            let has_it = accounts.iter().find(|(_, from)| self.book.objection(from, &lost, line).is_none());
            let Some((consignment, from)) = has_it else {
                let held = accounts.iter().map(|(_, account)| self.held(&line.item, account)).sum();
                at.note(FindingKind::Overdrawn { item: line.item.clone(), wanted: line.quantity, held });
                continue;
            };
            if self.book.post(at, from.clone(), lost.clone(), line.clone()) {
                self.climb(consignment, &line.item, line.quantity, |ladder| &mut ladder.lost);
            }
        }
    }

    pub(crate) fn consumed(&mut self, at: &mut At<'_>, consumed: &Consumed) {
        self.leave_stock(at, &consumed.site, &consumed.line, Account::Consumed);
    }

    pub(crate) fn destroyed(&mut self, at: &mut At<'_>, destroyed: &Destroyed) {
        self.leave_stock(at, &destroyed.site, &destroyed.line, Account::Destroyed);
    }

    fn leave_stock(&mut self, at: &mut At<'_>, site: &units::PlaceId, line: &Line, to: Account) {
        let from = Account::Stock { holder: at.said.party.clone(), site: site.clone() };
        self.book.post(at, from, to, line.clone());
    }

    /// The giver of a consignment, where the author is the giver; a finding where not.
    pub(crate) fn giver(&self, at: &mut At<'_>, consignment: &ConsignmentId) -> Option<PartyId> {
        let Some(known) = self.consignments.get(consignment) else {
            at.note(FindingKind::UnknownConsignment { consignment: consignment.clone() });
            return None;
        };
        at.is_from(&known.giver).then(|| known.giver.clone())
    }

    /// Adds to one rung of the ladder of the pledge that the consignment serves.
    pub(crate) fn climb(
        &mut self,
        consignment: &ConsignmentId,
        item: &ItemCode,
        quantity: Quantity,
        rung: impl FnOnce(&mut Ladder) -> &mut u128,
    ) {
        if let Some(known) = self.consignments.get(consignment) {
            let ladder = self.ladders.entry((known.packed.pledge.clone(), item.clone())).or_default();
            *rung(ladder) += u128::from(quantity.get());
        }
    }
}

/// The account of a consignment at a stage.
pub(crate) fn way(giver: &PartyId, consignment: &ConsignmentId, stage: Stage) -> Account {
    Account::Way { holder: giver.clone(), consignment: consignment.clone(), stage }
}
