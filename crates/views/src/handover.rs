//! Handover: the giver's list, the receiver's counts, and what the giver withdraws.
//!
//! Goods on a list are the giver's until they are counted. What both sides have changes holder at the answer, the
//! rest goes to a matter. A void or a close that the answer had not seen loses to it: what was withdrawn comes
//! back, as far as it is still there.

use crate::agreements::Pledge;
use crate::book::{Account, Stage};
use crate::custody::{Custody, ON_THE_WAY, way};
use crate::ladder::{Climb, Rung};
use crate::stock::own;
use crate::{At, FindingKind};
use model::{HandoverAnswered, HandoverClosed, HandoverOffered, HandoverVoided, Line, Reference, StockMoved};
use std::collections::BTreeMap;
use units::{ConsignmentId, ConvoyId, Digest, Moment, PartyId, PlaceId, PledgeId};

/// An offer, or goods sent from stock, and what was counted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The giver's statement.
    pub by: Reference,
    /// Who gives.
    pub giver: PartyId,
    /// Who is to count.
    pub receiver: PartyId,
    /// Where.
    pub place: PlaceId,
    /// From which consignment; none where goods were sent from stock.
    pub consignment: Option<ConsignmentId>,
    /// By which convoy.
    pub convoy: Option<ConvoyId>,
    /// The pledge that goods go back under, where they return to who gave them.
    pub returns: Option<PledgeId>,
    /// When.
    pub offered_at: Moment,
    /// The list.
    pub lines: Vec<Line>,
    /// What of it no answer has spoken of yet.
    pub left: Vec<Line>,
    /// The receiver's counts, in order.
    pub answers: Vec<Answer>,
    /// Whether the last answer was for all that was left.
    pub complete: bool,
    /// How the giver ended it.
    pub withdrawn: Option<Withdrawal>,
    /// Where the goods are while they are offered.
    pub(crate) from: Account,
    /// Where they go when they are withdrawn.
    pub(crate) back: Account,
}

/// One count of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The receiver's statement.
    pub by: Reference,
    /// When.
    pub when: Moment,
    /// The count.
    pub answered: HandoverAnswered,
}

/// That the giver offers no longer what is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// The statement.
    pub by: Reference,
    /// What went back.
    pub lines: Vec<Line>,
}

/// Where an offer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferStatus {
    /// Nobody has counted.
    Open,
    /// Counted in part; the rest is still offered.
    Partial,
    /// Counted.
    Answered,
    /// The giver has read the answers and ended it.
    Closed,
    /// Taken back before anybody counted.
    Voided,
}

impl Offer {
    /// Where it stands.
    pub fn status(&self) -> OfferStatus {
        match (&self.withdrawn, self.complete, self.answers.is_empty()) {
            (Some(_), _, true) => OfferStatus::Voided,
            (Some(_), _, false) => OfferStatus::Closed,
            (None, true, _) => OfferStatus::Answered,
            (None, false, true) => OfferStatus::Open,
            (None, false, false) => OfferStatus::Partial,
        }
    }

    /// Whether the receiver may still count.
    pub fn is_open(&self) -> bool {
        self.withdrawn.is_none() && !self.complete
    }

    /// An offer as its giver signed it, whatever the book has.
    pub fn signed(by: Reference, giver: PartyId, offered_at: Moment, offered: &HandoverOffered) -> Self {
        let stage = |stage| way(&giver, &offered.consignment, stage);
        let (back, from) = (stage(Stage::AtCrossing), stage(Stage::Offered));
        Self {
            by,
            receiver: offered.receiver.clone(),
            place: offered.place.clone(),
            consignment: Some(offered.consignment.clone()),
            convoy: Some(offered.convoy.clone()),
            returns: None,
            offered_at,
            left: offered.lines.clone(),
            lines: offered.lines.clone(),
            answers: Vec::new(),
            complete: false,
            withdrawn: None,
            giver,
            from,
            back,
        }
    }

    fn of_stock(at: &At<'_>, moved: &StockMoved, lines: Vec<Line>, from: Account, back: Account) -> Self {
        Self {
            by: at.said.reference(),
            giver: at.said.party.clone(),
            receiver: moved.receiver.clone(),
            place: moved.to.clone(),
            consignment: None,
            convoy: None,
            returns: None,
            offered_at: at.statement.occurred,
            left: lines.clone(),
            lines,
            answers: Vec::new(),
            complete: false,
            withdrawn: None,
            from,
            back,
        }
    }
}

impl Custody {
    /// Offers by leaf hash.
    pub fn offers(&self) -> &BTreeMap<Digest, Offer> {
        &self.offers
    }

    pub(crate) fn offered(&mut self, at: &mut At<'_>, offered: &HandoverOffered) {
        let Some(giver) = self.giver(at, &offered.consignment) else { return };
        let stage = |stage| way(&giver, &offered.consignment, stage);
        let (back, to) = (stage(Stage::AtCrossing), stage(Stage::Offered));
        // What comes back to the giver's own stores is counted there however far it had come.
        let home = offered.receiver == giver;
        let climb = self.climb(&offered.consignment, Rung::Offered);
        let mut lines = Vec::new();
        for line in &offered.lines {
            let has_it = |from: &Account| self.book.objection(from, &to, line).is_none();
            let from = Some(ON_THE_WAY.map(stage)).filter(|_| home).into_iter().flatten().find(has_it);
            // A line that could not be posted is a finding, and no part of the offer.
            let (from, line) = (from.unwrap_or_else(|| back.clone()), std::slice::from_ref(line));
            lines.extend(self.leave(at, &from, &to, line, climb.as_ref()));
        }
        let signed = Offer::signed(at.said.reference(), giver, at.statement.occurred, offered);
        let offer = Offer { left: lines.clone(), lines, ..signed };
        self.offers.insert(at.said.leaf, offer);
    }

    /// Goods leave stock; they are on the way, and nobody else's, until the receiver has counted them.
    pub(crate) fn moved(&mut self, at: &mut At<'_>, moved: &StockMoved, pledge: Option<&Pledge>) {
        let from = own(at, &moved.site);
        let (holder, to, leaf) = (at.said.party.clone(), moved.to.clone(), at.said.leaf);
        let way = Account::Moving { holder, to, moved: leaf };
        let lines = self.leave(at, &from, &way, &moved.lines, None);
        let mut offer = Offer::of_stock(at, moved, lines, way, from);
        offer.returns = moved.returns.clone().filter(|returns| match pledge {
            Some(pledge) if pledge.made.donor == moved.receiver => true,
            Some(pledge) => {
                let expected = pledge.made.donor.clone();
                at.note(FindingKind::WrongParty { party: moved.receiver.clone(), expected });
                false
            }
            None => {
                at.note(FindingKind::UnknownPledge { pledge: returns.clone() });
                false
            }
        });
        self.offers.insert(leaf, offer);
    }

    /// The giver takes back what nobody has counted; an answer that came before keeps the offer as it is.
    pub(crate) fn voided(&mut self, at: &mut At<'_>, voided: &HandoverVoided) {
        let Some(offer) = self.to_withdraw(at, &voided.offer) else { return };
        if !offer.answers.is_empty() {
            return at.note(FindingKind::VoidLost);
        }
        self.withdraw(at, offer);
    }

    /// The giver has read the answers; what none of them speaks of goes back.
    pub(crate) fn closed(&mut self, at: &mut At<'_>, closed: &HandoverClosed) {
        let Some(offer) = self.to_withdraw(at, &closed.offer) else { return };
        if offer.answers.is_empty() {
            return at.note(FindingKind::NothingToClose);
        }
        self.withdraw(at, offer);
    }

    /// The offer that the author may still end; a finding where not.
    fn to_withdraw(&self, at: &mut At<'_>, reference: &Reference) -> Option<Offer> {
        let Some(offer) = self.offers.get(&reference.leaf) else {
            at.note(FindingKind::UnknownReference { index: reference.index });
            return None;
        };
        if !at.is_from(&offer.giver) {
            return None;
        }
        if offer.withdrawn.is_some() {
            at.note(FindingKind::AlreadyDeclared { name: reference.leaf.to_string() });
            return None;
        }
        Some(offer.clone())
    }

    /// What is left on a list and still there: the end of another matter may have taken a piece from it.
    fn still_offered(&self, offer: &Offer) -> Vec<Line> {
        offer.left.iter().filter_map(|line| self.book.available(&offer.from, line)).collect()
    }

    fn withdraw(&mut self, at: &mut At<'_>, mut offer: Offer) {
        let mut lines = self.still_offered(&offer);
        offer.left.clear();
        let climb = self.offered_rung(&offer).map(|climb| Climb { back: true, ..climb });
        lines.retain(|line| self.book.post_to(at, offer.from.clone(), offer.back.clone(), line.clone(), climb.clone()));
        offer.withdrawn = Some(Withdrawal { by: at.said.reference(), lines });
        self.offers.insert(offer.by.leaf, offer);
    }

    /// Undoes a withdrawal that an answer had not seen, as far as the goods are still where they went.
    fn restore(&mut self, at: &mut At<'_>, offer: &mut Offer) {
        let Some(withdrawn) = offer.withdrawn.take() else { return };
        at.note(FindingKind::WithdrawnUnseen);
        let climb = self.offered_rung(offer);
        for line in &withdrawn.lines {
            let Some(still) = self.book.available(&offer.back, line) else { continue };
            if self.book.post_to(at, offer.back.clone(), offer.from.clone(), still.clone(), climb.clone()) {
                offer.left.push(still);
            }
        }
    }

    /// What stands on an offer's list is offered under the pledge of its consignment.
    fn offered_rung(&self, offer: &Offer) -> Option<Climb> {
        self.climb(offer.consignment.as_ref()?, Rung::Offered)
    }

    /// The offer that the author may count; a finding where not. What was withdrawn without his knowledge is back.
    pub(crate) fn countable(&mut self, at: &mut At<'_>, reference: &Reference) -> Option<Offer> {
        let Some(mut offer) = self.offers.get(&reference.leaf).cloned() else {
            at.note(FindingKind::UnknownReference { index: reference.index });
            return None;
        };
        if !at.is_from(&offer.receiver) {
            return None;
        }
        if offer.complete {
            at.note(FindingKind::AnsweredTwice);
            return None;
        }
        match &offer.withdrawn {
            Some(withdrawn) if at.saw(&withdrawn.by) => {
                at.note(FindingKind::OfferWithdrawn);
                return None;
            }
            Some(_) => self.restore(at, &mut offer),
            None => {}
        }
        offer.left = self.still_offered(&offer);
        Some(offer)
    }
}
