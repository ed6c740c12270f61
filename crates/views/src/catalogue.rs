//! Items and lots, as the first party that needs one declares it and later amends it.

use crate::{At, FindingKind};
use model::{ItemDefined, Line, LotDeclared, Reference, Tracking};
use std::collections::BTreeMap;
use units::{Day, ItemCode, LotId, Moment, PartyId};

/// Every item and lot that was declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    items: BTreeMap<ItemCode, Declared<ItemDefined>>,
    lots: BTreeMap<(ItemCode, LotId), Declared<Option<Day>>>,
}

/// What a party declared, and may amend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared<T> {
    /// As it stands now.
    pub now: T,
    /// Whose word it is.
    pub by: PartyId,
    /// The statements behind it: the first, then each that amended it.
    pub said: Vec<Reference>,
    /// When the last of them was stated: an older one that is logged again amends nothing.
    stated: Moment,
}

impl<T> Declared<T> {
    fn first(at: &At<'_>, now: T) -> Self {
        let (by, stated) = (at.said.party.clone(), at.statement.stated);
        Self { now, by, said: vec![at.said.reference()], stated }
    }

    fn amend(&mut self, at: &At<'_>, now: T) {
        self.now = now;
        self.said.push(at.said.reference());
        self.stated = at.statement.stated;
    }

    /// Whether the statement may amend it: of the same party, and not older than what stands.
    fn may_amend(&self, at: &At<'_>) -> bool {
        self.by == at.said.party && self.stated <= at.statement.stated
    }
}

impl Catalogue {
    /// The items by code.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemCode, &ItemDefined)> {
        self.items.iter().map(|(code, declared)| (code, &declared.now))
    }

    /// One item.
    pub fn get(&self, item: &ItemCode) -> Option<&ItemDefined> {
        Some(&self.items.get(item)?.now)
    }

    /// One item, with whose word it is and the statements behind it.
    pub fn declared(&self, item: &ItemCode) -> Option<&Declared<ItemDefined>> {
        self.items.get(item)
    }

    /// The lots of an item that were declared, each with the last day on which it is good.
    pub fn lots<'v>(&'v self, item: &'v ItemCode) -> impl Iterator<Item = (&'v LotId, &'v Declared<Option<Day>>)> {
        let lots = self.lots.iter().filter(move |((code, _), _)| code == item);
        lots.map(|((_, lot), declared)| (lot, declared))
    }

    /// A lot that was declared.
    pub fn lot(&self, item: &ItemCode, lot: &LotId) -> Option<&Declared<Option<Day>>> {
        self.lots.get(&(item.clone(), lot.clone()))
    }

    pub(crate) fn defined(&mut self, at: &mut At<'_>, item: &ItemDefined) {
        let Some(known) = self.items.get_mut(&item.item) else {
            self.items.insert(item.item.clone(), Declared::first(at, item.clone()));
            return;
        };
        if !known.may_amend(at) || known.now == *item {
            return at.note(FindingKind::AlreadyDeclared { name: item.item.to_string() });
        }
        // What was counted in the one unit cannot be read in another, nor nameless pieces be named afterwards.
        if (known.now.unit, known.now.tracking) != (item.unit, item.tracking) {
            let (unit, tracking) = (known.now.unit, known.now.tracking);
            let fault = format!(
                "item {} is counted in {unit} and tracked by {tracking}; another unit or tracking needs another code",
                item.item
            );
            return at.note(FindingKind::BreaksRule { fault });
        }
        known.amend(at, item.clone());
    }

    pub(crate) fn lot_declared(&mut self, at: &mut At<'_>, lot: &LotDeclared) {
        if !self.items.contains_key(&lot.item) {
            return at.note(FindingKind::UnknownItem { item: lot.item.clone() });
        }
        match self.lots.get_mut(&(lot.item.clone(), lot.lot.clone())) {
            None => drop(self.lots.insert((lot.item.clone(), lot.lot.clone()), Declared::first(at, lot.expires))),
            // Whoever says the same of a lot agrees.
            Some(known) if known.now == lot.expires => {}
            Some(known) if known.may_amend(at) => known.amend(at, lot.expires),
            Some(_) => at.note(FindingKind::AlreadyDeclared { name: format!("{}/{}", lot.item, lot.lot) }),
        }
    }

    /// Whether the line names a known item, with serials where the item asks for them.
    pub(crate) fn admits(&self, at: &mut At<'_>, line: &Line) -> bool {
        let Some(item) = self.get(&line.item) else {
            at.note(FindingKind::UnknownItem { item: line.item.clone() });
            return false;
        };
        let named = line.serials.len();
        if item.tracking == Tracking::Serial && named as u64 != line.quantity.get() {
            at.note(FindingKind::SerialMissing { item: line.item.clone(), wanted: line.quantity, serials: named });
            return false;
        }
        true
    }
}
