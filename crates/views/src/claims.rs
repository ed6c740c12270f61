//! Claims: statements that cannot both be true. The book follows the first, a matter keeps the second.
//!
//! - Two parties have one piece: double custody.
//! - A piece is lost, or a check does not find it: lost serial.
//! - More is used up than was there, or a piece that was used up is there: consumption.
//!
//! What is claimed stays where the book has it until all sides have said the same end.

use crate::At;
use crate::book::{Account, Posting};
use crate::custody::Custody;
use crate::matters::{Difference, Held, Matter, MatterKind};
use model::{CheckPerformed, CheckResult, Line, Reference};
use std::collections::BTreeSet;
use units::{ItemCode, PartyId, PlaceId, Quantity, SerialNumber};

/// Something that contradicts the book.
pub(crate) struct Claim {
    kind: MatterKind,
    difference: Difference,
    /// Whose word is needed beside the author's; the first is the first to be asked.
    sides: Vec<PartyId>,
    /// The statement that is contradicted.
    against: Option<Reference>,
}

impl Custody {
    /// The pieces of a line that the author speaks of as his, but that the book has with others or has written off.
    pub(crate) fn claimed(&self, at: &At<'_>, line: &Line) -> Vec<Claim> {
        let claim = |serial| {
            let (account, posting) = self.book.whereabouts(&line.item, serial)?;
            let (kind, sides) = match account {
                Account::Consumed | Account::Destroyed => (MatterKind::Consumption, self.last_holder(posting)),
                Account::Lost { .. } => (MatterKind::LostSerial, self.last_holder(posting)),
                Account::Stock { holder, .. }
                | Account::Reserved { holder, .. }
                | Account::Moving { holder, .. }
                | Account::Way { holder, .. }
                    if *holder != at.said.party =>
                {
                    (MatterKind::DoubleCustody, vec![holder.clone()])
                }
                // The author's own, or in a matter already.
                Account::Stock { .. }
                | Account::Reserved { .. }
                | Account::Moving { .. }
                | Account::Way { .. }
                | Account::Disputed { .. }
                | Account::Source
                | Account::Unlisted => return None,
            };
            Some(Claim {
                kind,
                difference: piece(&line.item, serial, posting, account, (one(), one())),
                sides,
                against: Some(posting.by.clone()),
            })
        };
        line.serials.iter().filter_map(claim).collect()
    }

    /// That more is said to be used up than an account holds.
    pub(crate) fn beyond(&self, at: &At<'_>, from: &Account, line: &Line) -> Option<Claim> {
        let held = self.book.available(from, line).map_or(Quantity::ZERO, |available| available.quantity);
        if held >= line.quantity {
            return None;
        }
        let difference = Difference {
            held: Held::Booked(from.clone()),
            ..Difference::of(&line.item, line.lot.as_ref(), held, line.quantity)
        };
        Some(Claim { kind: MatterKind::Consumption, difference, sides: vec![at.said.party.clone()], against: None })
    }

    /// The pieces of a line that was just posted as lost.
    pub(crate) fn pieces_lost(&self, at: &At<'_>, line: &Line) -> Vec<Claim> {
        let lost = |serial| {
            let (account, posting) = self.book.whereabouts(&line.item, serial)?;
            let mut sides = vec![at.said.party.clone()];
            sides.extend(self.given_by.get(&(line.item.clone(), serial.clone())).cloned());
            if let Account::Way { consignment, .. } = &posting.from {
                sides.extend(self.consignments().get(consignment).map(|known| known.packed.receiver.clone()));
            }
            let difference = piece(&line.item, serial, posting, account, (one(), Quantity::ZERO));
            Some(Claim { kind: MatterKind::LostSerial, difference, sides, against: None })
        };
        line.serials.iter().filter_map(lost).collect()
    }

    /// What a check says against the book: a piece is there that was used up or lost, or not there at all.
    pub(crate) fn checked(&mut self, at: &At<'_>, check: &CheckPerformed) {
        let claim = |serial: &SerialNumber, result| {
            let (account, posting) = self.book.whereabouts(&check.item, serial)?;
            let (kind, sides, found) = match (result, account) {
                (CheckResult::Present | CheckResult::Damaged, Account::Consumed | Account::Destroyed) => {
                    (MatterKind::Consumption, self.last_holder(posting), (Quantity::ZERO, one()))
                }
                (CheckResult::Present | CheckResult::Damaged, Account::Lost { .. }) => {
                    (MatterKind::LostSerial, self.last_holder(posting), (Quantity::ZERO, one()))
                }
                (CheckResult::Absent, Account::Stock { holder, .. } | Account::Reserved { holder, .. }) => {
                    (MatterKind::LostSerial, vec![holder.clone()], (one(), Quantity::ZERO))
                }
                (
                    CheckResult::Present | CheckResult::Damaged | CheckResult::Absent | CheckResult::NotShown,
                    Account::Stock { .. }
                    | Account::Reserved { .. }
                    | Account::Moving { .. }
                    | Account::Way { .. }
                    | Account::Disputed { .. }
                    | Account::Source
                    | Account::Unlisted
                    | Account::Consumed
                    | Account::Destroyed
                    | Account::Lost { .. },
                ) => return None,
            };
            let difference = piece(&check.item, serial, posting, account, found);
            Some(Claim { kind, difference, sides, against: Some(posting.by.clone()) })
        };
        let claims = check.pieces.iter().filter_map(|piece| claim(&piece.serial, piece.result)).collect();
        self.raise(at, Some(&check.site), claims);
    }

    /// Who had a piece before it went where it is.
    fn last_holder(&self, posting: &Posting) -> Vec<PartyId> {
        let disputed = |account: &Account| match account {
            Account::Disputed { matter } => self.matters.get(matter).map(|matter| matter.giver.clone()),
            Account::Stock { .. }
            | Account::Reserved { .. }
            | Account::Moving { .. }
            | Account::Way { .. }
            | Account::Source
            | Account::Unlisted
            | Account::Consumed
            | Account::Destroyed
            | Account::Lost { .. } => None,
        };
        posting.from.holder().cloned().or_else(|| disputed(&posting.from)).into_iter().collect()
    }

    /// Opens one matter for all that a statement contradicts; what an open matter is about already joins that one.
    pub(crate) fn raise(&mut self, at: &At<'_>, site: Option<&PlaceId>, claims: Vec<Claim>) {
        let (author, by) = (at.said.party.clone(), at.said.reference());
        let (mut fresh, mut known) = (Vec::new(), BTreeSet::new());
        for claim in claims {
            match self.open_about(&claim.difference) {
                Some(matter) => drop(known.insert(matter)),
                None => fresh.push(claim),
            }
        }
        for leaf in known {
            if let Some(matter) = self.matters.get_mut(&leaf) {
                matter.joined(&author, &by);
            }
        }
        let Some(first) = fresh.first() else { return };
        let owner = first.sides.first().cloned().unwrap_or_else(|| author.clone());
        let mut matter = Matter::new(at, first.kind, owner, author);
        matter.place = site.cloned();
        for claim in fresh {
            matter.sides.extend(claim.sides);
            matter.evidence.extend(claim.against);
            for serial in &claim.difference.serials {
                self.in_question.insert((claim.difference.item.clone(), serial.clone()), by.leaf);
            }
            matter.differences.push(claim.difference);
        }
        matter.evidence.push(by);
        matter.evidence.sort();
        matter.evidence.dedup();
        self.matters.insert(at.said.leaf, matter);
    }

    /// The open matter that is about a piece already.
    fn open_about(&self, difference: &Difference) -> Option<units::Digest> {
        let serial = difference.serials.first()?;
        let leaf = self.in_question.get(&(difference.item.clone(), serial.clone()))?;
        self.matters.get(leaf).filter(|matter| matter.settled.is_none()).map(|_| *leaf)
    }
}

/// One piece in question: what the book says, and what was found or claimed.
fn piece(
    item: &ItemCode,
    serial: &SerialNumber,
    posting: &Posting,
    account: &Account,
    (booked, found): (Quantity, Quantity),
) -> Difference {
    Difference {
        serials: vec![serial.clone()],
        held: Held::Booked(account.clone()),
        ..Difference::of(item, posting.line.lot.as_ref(), booked, found)
    }
}

fn one() -> Quantity {
    Quantity::new(1).unwrap_or_default()
}
