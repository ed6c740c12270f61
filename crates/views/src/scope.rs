//! Which part of the account is asked for. Filters combine; each takes away, none adds.

use crate::{Account, Posting, Stage, Views};
use model::{Line, Reference};
use std::borrow::Cow;
use std::collections::BTreeMap;
use units::{
    AgreementId, ConsignmentId, Interval, ItemCode, LotId, PartyId, PlaceId, PledgeId, Quantity, SerialNumber,
};

/// What is asked for; what is absent narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Goods that move under this agreement.
    pub agreement: Option<AgreementId>,
    /// Goods that move under this pledge.
    pub pledge: Option<PledgeId>,
    /// Goods of the item of this line of the pledge; lines that share an item move together.
    pub line: Option<u16>,
    /// Goods of this item.
    pub item: Option<ItemCode>,
    /// Goods of this lot.
    pub lot: Option<LotId>,
    /// This piece.
    pub serial: Option<SerialNumber>,
    /// Accounts that this party holds, and matters to which it is a side.
    pub holder: Option<PartyId>,
    /// Accounts at this place.
    pub place: Option<PlaceId>,
    /// What moved in this time; balances are as at its end.
    pub period: Interval,
}

impl Scope {
    /// Whether accounts are narrowed, not goods alone: what is asked for then need not sum to zero by itself.
    pub fn narrows_accounts(&self) -> bool {
        self.holder.is_some() || self.place.is_some()
    }

    /// Whether some of a pledge's goods are asked for, but perhaps not all of a line.
    pub(crate) fn narrows_within_lines(&self) -> bool {
        self.lot.is_some() || self.serial.is_some() || self.narrows_accounts()
    }

    fn names_a_pledge(&self) -> bool {
        self.agreement.is_some() || self.pledge.is_some() || self.line.is_some()
    }

    /// Whether goods of an item under a pledge are asked for.
    pub(crate) fn admits_pledged(&self, views: &Views, pledge: &PledgeId, item: &ItemCode) -> bool {
        if !self.names_a_pledge() {
            return self.admits_item(item);
        }
        let known = views.agreements.pledge(pledge);
        let agreement = known.map(|known| &known.made.agreement);
        let of_line = |line: u16| {
            known.is_some_and(|known| known.made.lines.iter().any(|it| it.line == line && &it.item == item))
        };
        self.admits_item(item)
            && self.agreement.as_ref().is_none_or(|wanted| agreement == Some(wanted))
            && self.pledge.as_ref().is_none_or(|wanted| wanted == pledge)
            && self.line.is_none_or(of_line)
    }

    pub(crate) fn admits_item(&self, item: &ItemCode) -> bool {
        self.item.as_ref().is_none_or(|wanted| wanted == item)
    }

    pub(crate) fn admits_serial(&self, serial: &SerialNumber) -> bool {
        self.serial.as_ref().is_none_or(|wanted| wanted == serial)
    }

    /// Whether a site of a holder is asked for.
    pub(crate) fn admits_site(&self, holder: &PartyId, site: &PlaceId) -> bool {
        self.holder.as_ref().is_none_or(|wanted| wanted == holder)
            && self.place.as_ref().is_none_or(|wanted| wanted == site)
    }

    /// Which accounts of these views are asked for.
    pub(crate) fn admits<'v>(&'v self, views: &'v Views) -> Admits<'v> {
        let mut release = BTreeMap::new();
        // Looked up only where a place is asked for.
        for (_, convoy) in views.movements.iter().filter(|_| self.place.is_some()) {
            let order = &convoy.order().ordered;
            let place = order.timings.last().map(|timing| &timing.place);
            release.extend(order.consignments.iter().filter_map(|consignment| Some((consignment, place?))));
        }
        Admits { scope: self, views, release }
    }

    /// The postings of the goods asked for, up to the end of the period, in canonical order; a line of several pieces
    /// is narrowed to those asked for.
    ///
    /// A posting belongs to the pledge of its consignment. Pieces are followed by name after they were
    /// accepted; what is counted by number alone belongs to no pledge any more once it is in stock.
    pub(crate) fn goods<'v>(&self, views: &'v Views) -> Vec<Cow<'v, Posting>> {
        let mut settled: Option<(&Reference, &PledgeId)> = None;
        let mut traced: BTreeMap<(&ItemCode, &SerialNumber), &PledgeId> = BTreeMap::new();
        let mut found = Vec::new();
        for posting in views.custody.postings() {
            // What a settlement takes out of stock to make up for goods beyond the list is under their pledge.
            let same = || settled.filter(|(by, _)| *by == &posting.by && posting.to == Account::Unlisted);
            let pledge = pledge_of(views, posting).or_else(|| same().map(|(_, pledge)| pledge));
            settled = pledge.map(|pledge| (&posting.by, pledge));
            if let (Some(pledge), true) = (pledge, self.names_a_pledge()) {
                let pieces = posting.line.serials.iter().map(|serial| (&posting.line.item, serial));
                traced.extend(pieces.map(|piece| (piece, pledge)));
            }
            let of_pledge = |pledge: &PledgeId| self.admits_pledged(views, pledge, &posting.line.item);
            let of_piece = |serial: &SerialNumber| {
                traced.get(&(&posting.line.item, serial)).is_some_and(|pledge| of_pledge(pledge))
            };
            let narrowed = match pledge {
                _ if !self.names_a_pledge() => Some(Cow::Borrowed(posting)),
                Some(pledge) => of_pledge(pledge).then_some(Cow::Borrowed(posting)),
                None => narrowed(posting, of_piece),
            };
            found.extend(narrowed.and_then(|posting| self.narrow(posting)));
        }
        found
    }

    /// Those of [`Self::goods`] that touch an account asked for.
    pub(crate) fn postings<'v>(&self, views: &'v Views) -> Vec<Cow<'v, Posting>> {
        let admits = self.admits(views);
        let mut postings = self.goods(views);
        postings.retain(|posting| admits.touches(posting));
        postings
    }

    /// The same, within the period alone.
    pub fn moved(&self, views: &Views) -> Vec<Posting> {
        let postings = self.postings(views).into_iter();
        postings.filter(|posting| self.period.contains(posting.occurred)).map(Cow::into_owned).collect()
    }

    /// The posting, as far as it is about the item, lot and piece asked for.
    fn narrow<'v>(&self, posting: Cow<'v, Posting>) -> Option<Cow<'v, Posting>> {
        let fits = self.admits_item(&posting.line.item)
            && self.lot.as_ref().is_none_or(|lot| posting.line.lot.as_ref() == Some(lot))
            && self.period.to.is_none_or(|to| posting.occurred < to);
        match &self.serial {
            _ if !fits => None,
            None => Some(posting),
            Some(wanted) => narrowed(&posting, |serial| serial == wanted).map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

/// Accounts that are asked for.
pub(crate) struct Admits<'v> {
    scope: &'v Scope,
    views: &'v Views,
    /// Where the convoy of each consignment hands over.
    release: BTreeMap<&'v ConsignmentId, &'v PlaceId>,
}

impl Admits<'_> {
    /// Whether an account is asked for.
    pub(crate) fn account(&self, account: &Account) -> bool {
        let held = |wanted: &PartyId| holders(self.views, account).contains(&wanted);
        self.scope.holder.as_ref().is_none_or(held)
            && self.scope.place.as_ref().is_none_or(|wanted| self.place(account) == Some(wanted))
    }

    /// Whether a posting touches an account asked for.
    pub(crate) fn touches(&self, posting: &Posting) -> bool {
        self.account(&posting.from) || self.account(&posting.to)
    }

    /// Where an account is, as far as that is one place.
    fn place<'a>(&'a self, account: &'a Account) -> Option<&'a PlaceId> {
        match account {
            Account::Stock { site, .. } | Account::Reserved { site, .. } => Some(site),
            Account::Way { consignment, stage: Stage::Packed, .. } => {
                self.views.custody.consignments().get(consignment).map(|known| &known.packed.site)
            }
            Account::Way { consignment, stage: Stage::AtCrossing | Stage::Offered, .. } => {
                self.release.get(consignment).copied()
            }
            Account::Disputed { matter } => self.views.custody.matters().get(matter)?.place.as_ref(),
            Account::Way { stage: Stage::OnRoad, .. }
            | Account::Moving { .. }
            | Account::Source
            | Account::Unlisted
            | Account::Consumed
            | Account::Destroyed
            | Account::Lost { .. } => None,
        }
    }
}

/// A posting of those pieces of it alone that are asked for.
fn narrowed(posting: &Posting, wanted: impl Fn(&SerialNumber) -> bool) -> Option<Cow<'_, Posting>> {
    let serials: Vec<SerialNumber> = posting.line.serials.iter().filter(|serial| wanted(serial)).cloned().collect();
    let quantity = Quantity::new(serials.len() as u64).ok().filter(|quantity| !quantity.is_zero())?;
    if quantity == posting.line.quantity {
        return Some(Cow::Borrowed(posting));
    }
    let line = Line { quantity, serials, ..posting.line.clone() };
    Some(Cow::Owned(Posting { line, ..posting.clone() }))
}

/// The consignment in which an account's goods move, if any.
pub(crate) fn consignment_of<'v>(views: &'v Views, account: &'v Account) -> Option<&'v ConsignmentId> {
    match account {
        Account::Way { consignment, .. } => Some(consignment),
        Account::Disputed { matter } => views.custody.matters().get(matter)?.consignment.as_ref(),
        Account::Stock { .. }
        | Account::Reserved { .. }
        | Account::Moving { .. }
        | Account::Source
        | Account::Unlisted
        | Account::Consumed
        | Account::Destroyed
        | Account::Lost { .. } => None,
    }
}

/// The pledge that a posting serves: by its consignment, or because goods go back under it.
pub(crate) fn pledge_of<'v>(views: &'v Views, posting: &'v Posting) -> Option<&'v PledgeId> {
    let consignment = consignment_of(views, &posting.from).or_else(|| consignment_of(views, &posting.to));
    let known = consignment.and_then(|consignment| views.custody.consignments().get(consignment));
    known.map(|known| &known.packed.pledge).or_else(|| posting.climb.as_ref().map(|climb| &climb.pledge))
}

/// Who has custody of an account; of what is disputed, whoever claims it.
fn holders<'v>(views: &'v Views, account: &'v Account) -> Vec<&'v PartyId> {
    match account {
        Account::Stock { holder, .. }
        | Account::Reserved { holder, .. }
        | Account::Moving { holder, .. }
        | Account::Way { holder, .. } => vec![holder],
        Account::Disputed { matter } => {
            let sides = views.custody.matters().get(matter).map(|matter| [&matter.giver, &matter.receiver]);
            sides.into_iter().flatten().collect()
        }
        Account::Source | Account::Unlisted | Account::Consumed | Account::Destroyed | Account::Lost { .. } => {
            Vec::new()
        }
    }
}
