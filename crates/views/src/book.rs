//! The book: accounts, what is in them, and the postings behind that.
//!
//! Each posting leaves one account and enters another, so every item sums to zero across
//! the book. Accounts outside the operation (where stock came from, what was consumed,
//! destroyed or lost, what arrived beyond every list) close it.

use crate::ladder::{Climb, Ladder, Ladders, climbed};
use crate::{At, FindingKind};
use model::{Attribution, Line, Reference};
use std::collections::{BTreeMap, BTreeSet};
use units::{
    ConsignmentId, Digest, ItemCode, LotId, Moment, PartyId, PlaceId, PledgeId, QUANTITY_MAX, Quantity, SerialNumber,
};

/// Where a quantity is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// In the stock of a party at a site.
    Stock {
        /// Who has custody.
        holder: PartyId,
        /// Where.
        site: PlaceId,
    },
    /// In the stock of a party at a site, set aside for a pledge and for nothing else.
    Reserved {
        /// Who has custody.
        holder: PartyId,
        /// Where.
        site: PlaceId,
        /// For which pledge.
        pledge: PledgeId,
    },
    /// Left a site for another site or party without a convoy; not counted there yet.
    Moving {
        /// Who has custody.
        holder: PartyId,
        /// Where it goes.
        to: PlaceId,
        /// The statement that sent it.
        moved: Digest,
    },
    /// On the way from giver to receiver, still in the giver's custody.
    Way {
        /// Who has custody.
        holder: PartyId,
        /// In which consignment.
        consignment: ConsignmentId,
        /// How far.
        stage: Stage,
    },
    /// Counted differently by giver and receiver, until the matter is settled.
    Disputed {
        /// The statement that opened the matter.
        matter: Digest,
    },
    /// Outside: where stock came from before the book opened.
    Source,
    /// Outside: arrived beyond the giver's list, not yet explained.
    Unlisted,
    /// Outside: used up for its purpose.
    Consumed,
    /// Outside: destroyed.
    Destroyed,
    /// Outside: lost.
    Lost {
        /// Whether it is known who caused it.
        attribution: Attribution,
    },
}

/// How far a consignment has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Packed at the giver's site.
    Packed,
    /// Left it.
    OnRoad,
    /// At the release point.
    AtCrossing,
    /// On the giver's signed list.
    Offered,
}

impl Account {
    /// Whether the account stands outside the operation and may go below zero.
    pub fn is_outside(&self) -> bool {
        match self {
            Self::Stock { .. }
            | Self::Reserved { .. }
            | Self::Moving { .. }
            | Self::Way { .. }
            | Self::Disputed { .. } => false,
            Self::Source | Self::Unlisted | Self::Consumed | Self::Destroyed | Self::Lost { .. } => true,
        }
    }

    /// Who has it and where it is kept, or sent without a convoy; nothing where it is on the way to another,
    /// disputed or outside.
    pub fn kept(&self) -> Option<(&PartyId, &PlaceId)> {
        match self {
            Self::Stock { holder, site } | Self::Reserved { holder, site, .. } => Some((holder, site)),
            Self::Moving { holder, to, .. } => Some((holder, to)),
            Self::Way { .. }
            | Self::Disputed { .. }
            | Self::Source
            | Self::Unlisted
            | Self::Consumed
            | Self::Destroyed
            | Self::Lost { .. } => None,
        }
    }

    /// Who has custody; nobody alone has what is disputed or outside.
    pub fn holder(&self) -> Option<&PartyId> {
        match self {
            Self::Stock { holder, .. }
            | Self::Reserved { holder, .. }
            | Self::Moving { holder, .. }
            | Self::Way { holder, .. } => Some(holder),
            Self::Disputed { .. }
            | Self::Source
            | Self::Unlisted
            | Self::Consumed
            | Self::Destroyed
            | Self::Lost { .. } => None,
        }
    }
}

/// One movement from account to account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Left this account.
    pub from: Account,
    /// Entered this account.
    pub to: Account,
    /// How many, of what; pieces known by serial are named, others of the line may not be.
    pub line: Line,
    /// When it was so.
    pub occurred: Moment,
    /// The statement behind it.
    pub by: Reference,
    /// What it does to the ladder of a pledge.
    pub climb: Option<Climb>,
}

/// A balance of one item, lot by lot.
pub type Balance = BTreeMap<(ItemCode, Option<LotId>, Account), i128>;

/// What lies together on a shelf.
type Goods = (ItemCode, Option<LotId>);

/// Accounts and the postings behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Book {
    balances: Balance,
    /// Which goods each account has, and the pieces of them that are known by serial; so that
    /// a question about one account touches no other.
    shelves: BTreeMap<Account, BTreeMap<Goods, BTreeSet<SerialNumber>>>,
    serials: BTreeMap<(ItemCode, SerialNumber), Account>,
    /// The posting that put each piece where it is.
    latest: BTreeMap<(ItemCode, SerialNumber), usize>,
    postings: Vec<Posting>,
    ladders: Ladders,
}

impl Book {
    pub(crate) fn balances(&self) -> &Balance {
        &self.balances
    }

    pub(crate) fn serials(&self) -> &BTreeMap<(ItemCode, SerialNumber), Account> {
        &self.serials
    }

    pub(crate) fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// What was posted to each rung for a pledge and item.
    pub(crate) fn ladder(&self, pledge: &PledgeId, item: &ItemCode) -> Ladder {
        self.ladders.get(&(pledge.clone(), item.clone())).copied().unwrap_or_default()
    }

    /// What one account holds of an item, all lots together.
    pub(crate) fn held(&self, item: &ItemCode, account: &Account) -> i128 {
        let shelf = self.shelves.get(account).into_iter().flat_map(|shelf| shelf.range((item.clone(), None)..));
        shelf.take_while(|(goods, _)| &goods.0 == item).map(|(goods, _)| self.amount(goods, account)).sum()
    }

    /// Everything an account holds, as lines.
    pub(crate) fn contents(&self, account: &Account) -> Vec<Line> {
        let shelf = self.shelves.get(account).into_iter().flatten();
        let line = |(goods, named): (&Goods, &BTreeSet<SerialNumber>)| {
            let amount = u64::try_from(self.amount(goods, account)).ok()?;
            let quantity = Quantity::new(amount).ok().filter(|quantity| !quantity.is_zero())?;
            let (item, lot) = goods.clone();
            Some(Line { item, quantity, lot, serials: named.iter().cloned().collect() })
        };
        shelf.filter_map(line).collect()
    }

    /// Whether an account has nothing.
    pub(crate) fn is_empty(&self, account: &Account) -> bool {
        !self.shelves.contains_key(account)
    }

    /// Where a piece is, and the statement that put it there.
    pub(crate) fn whereabouts(&self, item: &ItemCode, serial: &SerialNumber) -> Option<(&Account, &Posting)> {
        let piece = (item.clone(), serial.clone());
        Some((self.serials.get(&piece)?, self.postings.get(*self.latest.get(&piece)?)?))
    }

    /// How much of a line an account can give: the pieces of it that are there, nameless ones for the rest.
    pub(crate) fn available(&self, account: &Account, line: &Line) -> Option<Line> {
        let goods = (line.item.clone(), line.lot.clone());
        let named = self.named(&goods, account);
        let serials: Vec<SerialNumber> =
            line.serials.iter().filter(|serial| named.is_some_and(|named| named.contains(*serial))).cloned().collect();
        let nameless = self.amount(&goods, account) - named.map_or(0, BTreeSet::len) as i128;
        let asked = line.quantity.get().saturating_sub(line.serials.len() as u64);
        let nameless = u64::try_from(nameless).unwrap_or(0).min(asked);
        let quantity = Quantity::new(nameless + serials.len() as u64).ok().filter(|quantity| !quantity.is_zero())?;
        Some(Line { quantity, serials, ..line.clone() })
    }

    fn amount(&self, goods: &Goods, account: &Account) -> i128 {
        let key = (goods.0.clone(), goods.1.clone(), account.clone());
        self.balances.get(&key).copied().unwrap_or(0)
    }

    fn named(&self, goods: &Goods, account: &Account) -> Option<&BTreeSet<SerialNumber>> {
        self.shelves.get(account)?.get(goods)
    }

    /// What stands against moving a line, if anything.
    pub(crate) fn objection(&self, from: &Account, to: &Account, line: &Line) -> Option<FindingKind> {
        let goods = (line.item.clone(), line.lot.clone());
        let (item, wanted) = (line.item.clone(), line.quantity);
        let quantity = i128::from(wanted.get());
        let named = self.named(&goods, from);
        let held = self.amount(&goods, from);
        if !from.is_outside() && held < quantity {
            return Some(FindingKind::Overdrawn { item, wanted, held });
        }
        for serial in &line.serials {
            let here = named.is_some_and(|named| named.contains(serial));
            // A piece from outside may be new to the book; any other must be where it leaves from.
            let new = from.is_outside() && !self.serials.contains_key(&(item.clone(), serial.clone()));
            if !here && !new {
                return Some(FindingKind::SerialElsewhere { item, serial: serial.clone() });
            }
        }
        let nameless = |all: i128, named: usize| all - named as i128;
        if !from.is_outside() && nameless(held, named.map_or(0, BTreeSet::len)) < nameless(quantity, line.serials.len())
        {
            return Some(FindingKind::SerialMissing { item, wanted, serials: line.serials.len() });
        }
        // With this bound whatever an account holds can be written as one line.
        if !to.is_outside() && self.amount(&goods, to) + quantity > i128::from(QUANTITY_MAX) {
            let fault = format!("item {item}: an account would hold more than {QUANTITY_MAX}");
            return Some(FindingKind::BreaksRule { fault });
        }
        None
    }

    /// Moves a line, or leaves a finding and moves nothing.
    pub(crate) fn post(&mut self, at: &mut At<'_>, from: Account, to: Account, line: Line) -> bool {
        self.post_to(at, from, to, line, None)
    }

    /// Moves a line, to a rung of a pledge's ladder where there is one; or leaves a finding and moves nothing.
    pub(crate) fn post_to(
        &mut self,
        at: &mut At<'_>,
        from: Account,
        to: Account,
        line: Line,
        climb: Option<Climb>,
    ) -> bool {
        if let Some(objection) = self.objection(&from, &to, &line) {
            at.note(objection);
            return false;
        }
        let quantity = i128::from(line.quantity.get());
        self.add(&line, &from, -quantity);
        self.add(&line, &to, quantity);
        for serial in &line.serials {
            self.latest.insert((line.item.clone(), serial.clone()), self.postings.len());
        }
        let (occurred, by) = (at.statement.occurred, at.said.reference());
        if let Some(climb) = &climb {
            climbed(&mut self.ladders, climb, &line.item, line.quantity);
        }
        self.postings.push(Posting { from, to, line, occurred, by, climb });
        true
    }

    /// Changes one account: its balance, and which named pieces are there.
    fn add(&mut self, line: &Line, account: &Account, amount: i128) {
        let goods = (line.item.clone(), line.lot.clone());
        let key = (goods.0.clone(), goods.1.clone(), account.clone());
        let balance = self.balances.entry(key.clone()).or_default();
        *balance += amount;
        let zero = *balance == 0;
        if zero {
            self.balances.remove(&key);
        }
        let shelf = self.shelves.entry(account.clone()).or_default();
        let named = shelf.entry(goods.clone()).or_default();
        for serial in &line.serials {
            if amount < 0 {
                named.remove(serial);
            } else {
                named.insert(serial.clone());
                self.serials.insert((line.item.clone(), serial.clone()), account.clone());
            }
        }
        if zero && named.is_empty() {
            shelf.remove(&goods);
        }
        if shelf.is_empty() {
            self.shelves.remove(account);
        }
    }
}
