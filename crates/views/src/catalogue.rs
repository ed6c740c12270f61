//! Items, as the first party that needs one defines it.

use crate::{At, FindingKind};
use model::{ItemDefined, Line, Tracking};
use std::collections::BTreeMap;
use units::ItemCode;

/// Every item that was defined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    items: BTreeMap<ItemCode, ItemDefined>,
}

impl Catalogue {
    /// The items by code.
    pub fn iter(&self) -> impl Iterator<Item = (&ItemCode, &ItemDefined)> {
        self.items.iter()
    }

    /// One item.
    pub fn get(&self, item: &ItemCode) -> Option<&ItemDefined> {
        self.items.get(item)
    }

    pub(crate) fn defined(&mut self, at: &mut At<'_>, item: &ItemDefined) {
        if self.items.contains_key(&item.item) {
            return at.note(FindingKind::AlreadyDeclared { name: item.item.to_string() });
        }
        self.items.insert(item.item.clone(), item.clone());
    }

    /// Whether the line names a known item, with serials where the item asks for them.
    pub(crate) fn admits(&self, at: &mut At<'_>, line: &Line) -> bool {
        let Some(item) = self.items.get(&line.item) else {
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
