//! Offers, goods sent from a site, the counts of both, and what the giver withdraws.

use super::{About, Writer, noted, pictured};
use crate::answer::{held, rest, split};
use crate::cbv::{Action, BizStep, Disposition, Party, Transaction};
use crate::event::{Destination, Event, Sort, Source};
use crate::goods;
use crate::names::Named;
use model::{CountLine, HandoverAnswered, HandoverOffered, Line, PackageCount, PackageState, Reference, StockMoved};
use units::{ConsignmentId, ItemCode, PartyId, PlaceId};

/// What waits for a count.
pub(super) struct Offered<'s> {
    giver: &'s PartyId,
    receiver: &'s PartyId,
    place: &'s PlaceId,
    /// None where goods were sent from a site.
    consignment: Option<&'s ConsignmentId>,
    /// What no count has spoken of yet.
    left: Vec<Line>,
}

impl<'s> Offered<'s> {
    pub(super) fn of(giver: &'s PartyId, offered: &'s HandoverOffered) -> Self {
        Self {
            giver,
            receiver: &offered.receiver,
            place: &offered.place,
            consignment: Some(&offered.consignment),
            left: offered.lines.clone(),
        }
    }

    pub(super) fn of_stock(giver: &'s PartyId, moved: &'s StockMoved) -> Self {
        let (receiver, place, left) = (&moved.receiver, &moved.to, moved.lines.clone());
        Self { giver, receiver, place, consignment: None, left }
    }

    /// Takes off the list what the count has spoken of.
    pub(super) fn count(&mut self, answered: &HandoverAnswered) {
        self.left = if answered.partial { rest(&self.left, &answered.lines) } else { Vec::new() };
    }
}

impl Writer<'_> {
    pub(super) fn offered(&self, about: &About<'_>, offered: &HandoverOffered) -> Event {
        let (step, state) = (BizStep::StagingOutbound, Disposition::InProgress);
        let event = self.event(about, Sort::Transaction, Action::Add, step, state);
        let event = self.at(self.with(event, &offered.lines), &offered.place);
        let event = self.paper(event, Transaction::Desadv, &Named::Consignment(offered.consignment.clone()));
        let event = self.paper(event, Transaction::Bol, &Named::Convoy(offered.convoy.clone()));
        self.between(event, &about.said.party, &offered.receiver)
    }

    /// Goods leave a site; possession alone is said to change, and only when they are counted.
    pub(super) fn moved(&self, about: &About<'_>, moved: &StockMoved) -> Event {
        let (step, state) = (BizStep::Departing, Disposition::InTransit);
        let event = self.event(about, Sort::Object, Action::Observe, step, state);
        let event = self.seen_at(self.with(event, &moved.lines), &moved.site);
        let mut event = self.paper(event, Transaction::Desadv, &Named::Statement(about.said.reference(), 1));
        if let Some(pledge) = &moved.returns {
            event = self.paper(event, Transaction::Po, &Named::Pledge(pledge.clone()));
        }
        let mut event = self.handed([Party::Possessing], event, &about.said.party, &moved.receiver);
        let kind = Party::Location;
        event.sources.push(Source { kind, source: self.naming.uri(&Named::Place(moved.site.clone())) });
        let destination = self.naming.uri(&Named::Place(moved.to.clone()));
        event.destinations.push(Destination { kind, destination });
        noted(event, moved.note.as_ref())
    }

    /// What the receiver accepted, then what is held; a line with a reason or words of its own stands alone.
    /// Then the packages, as he found them.
    pub(super) fn answered(&self, about: &About<'_>, answered: &HandoverAnswered) -> Vec<Event> {
        let left = self.offers.get(&answered.offer.leaf).map(|offered| offered.left.as_slice());
        let (mut clean, mut events) = (Vec::new(), Vec::new());
        for count in &answered.lines {
            let mut split = split(count, left);
            if answered.partial && count.reason.is_none() {
                // It stays offered, for a further count.
                split.short = None;
            }
            let differs = split.short.is_some() || split.over.is_some();
            let told = count.note.is_some() || count.photo.is_some();
            let plain = count.reason.is_none() && !told && !differs && !count.counted.is_zero();
            if plain {
                clean.extend(split.accepted);
                continue;
            }
            let (step, state) = held(count.reason);
            let as_such = if differs || count.reason.is_none() { Disposition::InProgress } else { state };
            let nothing = !differs && split.accepted.is_none();
            let accepted = split.accepted.or_else(|| nothing.then(|| zero(count)));
            let parts = [
                (accepted, BizStep::Accepting, as_such, None),
                (split.short, step, state, Some("short")),
                (split.over, step, state, Some("over")),
            ];
            for (line, step, state, side) in parts {
                let Some(line) = line else { continue };
                let mut event = self.answer(about, answered, step, state, &[line]);
                for (name, value) in [("held", side), ("reason", count.reason.map(|reason| reason.code()))] {
                    if let Some(value) = value {
                        event = event.term(name, value);
                    }
                }
                events.push(noted(pictured(event, count.photo.as_ref()), count.note.as_ref()));
            }
        }
        if !clean.is_empty() {
            events.insert(0, self.answer(about, answered, BizStep::Accepting, Disposition::InProgress, &clean));
        }
        events.extend(answered.packages.iter().map(|package| self.package_found(about, answered, package)));
        events
    }

    fn package_found(&self, about: &About<'_>, answered: &HandoverAnswered, package: &PackageCount) -> Event {
        let state = match package.state {
            PackageState::Intact => Disposition::ContainerClosed,
            PackageState::Broken => Disposition::ContainerOpen,
            PackageState::Missing => Disposition::Unknown,
            PackageState::Other => Disposition::NonConformant,
        };
        let mut event = self.answer(about, answered, BizStep::Inspecting, state, &[]);
        goods::observe(&mut event, vec![self.naming.uri(&Named::Package(package.package.clone()))], Vec::new());
        if let Some(seal) = &package.seal {
            event = event.term("seal", seal.as_str());
        }
        noted(pictured(event, package.photo.as_ref()), package.note.as_ref())
    }

    fn answer(
        &self,
        about: &About<'_>,
        answered: &HandoverAnswered,
        step: BizStep,
        state: Disposition,
        lines: &[Line],
    ) -> Event {
        let event = self.with(self.event(about, Sort::Object, Action::Observe, step, state), lines);
        let event = self.paper(event, Transaction::Recadv, &Named::Statement(about.said.reference(), 1));
        let event = self.to_offer(event, &answered.offer);
        if answered.partial { event.term("partial", true) } else { event }
    }

    /// The giver offers no longer what nobody has counted.
    pub(super) fn withdrawn(&self, about: &About<'_>, offer: &Reference) -> Event {
        let (step, state) = (BizStep::VoidShipping, Disposition::InProgress);
        let event = self.event(about, Sort::Transaction, Action::Delete, step, state);
        let left = self.offers.get(&offer.leaf).map(|offered| offered.left.as_slice()).unwrap_or_default();
        self.to_offer(self.with(event, left), offer)
    }

    /// Names the offer; and where, from whom and to whom it is, as far as that is known here.
    fn to_offer(&self, event: Event, offer: &Reference) -> Event {
        let event = self.paper(event, Transaction::Desadv, &Named::Statement(offer.clone(), 1));
        let Some(offered) = self.offers.get(&offer.leaf) else { return event };
        let event = self.at(event, offered.place);
        let Some(consignment) = offered.consignment else {
            return self.handed([Party::Possessing], event, offered.giver, offered.receiver);
        };
        let event = self.paper(event, Transaction::Desadv, &Named::Consignment(consignment.clone()));
        self.between(event, offered.giver, offered.receiver)
    }
}

/// Nothing of an item, where that is what was counted.
fn zero(count: &CountLine) -> Line {
    let (item, lot): (ItemCode, _) = (count.item.clone(), count.lot.clone());
    Line { item, quantity: count.counted, lot, serials: count.serials.clone() }
}
