//! List against count: what giver and receiver agree on of one item and lot, and what not.

use model::{CountLine, DifferenceReason, Line, Text};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, ItemCode, LotId, QUANTITY_MAX, Quantity, SerialNumber};

/// What is counted together.
pub(crate) type Key = (ItemCode, Option<LotId>);

/// What was listed or counted of one item and lot, lines together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) quantity: Quantity,
    pub(crate) serials: BTreeSet<SerialNumber>,
    pub(crate) reason: Option<DifferenceReason>,
    pub(crate) note: Option<Text>,
    pub(crate) photo: Option<Digest>,
}

impl Tally {
    fn add(&mut self, quantity: Quantity, serials: &[SerialNumber]) {
        self.quantity = quantity_of(self.quantity.get().saturating_add(quantity.get()));
        self.serials.extend(serials.iter().cloned());
    }

    /// How many are not known by serial.
    fn nameless(&self) -> u64 {
        self.quantity.get().saturating_sub(self.serials.len() as u64)
    }
}

/// The giver's list, item by item.
pub(crate) fn tally_list(lines: &[Line]) -> BTreeMap<Key, Tally> {
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    for line in lines {
        tallies.entry((line.item.clone(), line.lot.clone())).or_default().add(line.quantity, &line.serials);
    }
    tallies
}

/// The receiver's count, item by item; the first reason, note and photograph stand for the item.
pub(crate) fn tally_count(lines: &[CountLine]) -> BTreeMap<Key, Tally> {
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    for line in lines {
        let tally = tallies.entry((line.item.clone(), line.lot.clone())).or_default();
        tally.add(line.counted, &line.serials);
        tally.reason = tally.reason.or(line.reason);
        tally.note = tally.note.take().or_else(|| line.note.clone());
        tally.photo = tally.photo.or(line.photo);
    }
    tallies
}

/// Some of an item: all its named pieces, and nameless ones up to the quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) quantity: Quantity,
    pub(crate) serials: BTreeSet<SerialNumber>,
}

impl Part {
    fn new(serials: BTreeSet<SerialNumber>, nameless: u64) -> Self {
        Self { quantity: quantity_of((serials.len() as u64).saturating_add(nameless)), serials }
    }

    fn nameless(quantity: u64) -> Self {
        Self::new(BTreeSet::new(), quantity)
    }

    /// All that was listed or counted.
    pub(crate) fn of(tally: &Tally) -> Self {
        Self { quantity: tally.quantity, serials: tally.serials.clone() }
    }

    /// Takes out what of a line is here.
    pub(crate) fn draw(&mut self, line: &Line) -> Self {
        let named: BTreeSet<SerialNumber> =
            line.serials.iter().filter(|serial| self.serials.contains(*serial)).cloned().collect();
        let nameless = self.quantity.get().saturating_sub(self.serials.len() as u64);
        let asked = line.quantity.get().saturating_sub(line.serials.len() as u64);
        let drawn = Self::new(named, nameless.min(asked));
        self.serials.retain(|serial| !drawn.serials.contains(serial));
        self.quantity = self.quantity.checked_sub(drawn.quantity).unwrap_or_default();
        drawn
    }

    /// Takes one named piece out.
    pub(crate) fn remove(&mut self, serial: &SerialNumber) {
        if self.serials.remove(serial) {
            self.quantity = quantity_of(self.quantity.get().saturating_sub(1));
        }
    }
}

/// What list and count share, and what only one of them has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Split {
    /// Changes holder now.
    pub(crate) agreed: Part,
    /// On the list only, or not told apart from what is.
    pub(crate) short: Part,
    /// In the count only.
    pub(crate) over: Part,
}

impl Split {
    pub(crate) fn of(list: &Tally, count: &Tally) -> Self {
        let (listed, counted) = (|| Part::of(list), || Part::of(count));
        if list.quantity.is_zero() {
            return Self { over: counted(), ..Self::default() };
        }
        if list.serials.is_empty() {
            // The list knows no pieces by name, so numbers decide.
            let (list, count) = (list.quantity.get(), count.quantity.get());
            return Self {
                agreed: Part::nameless(list.min(count)),
                short: Part::nameless(list.saturating_sub(count)),
                over: Part::nameless(count.saturating_sub(list)),
            };
        }
        if count.serials.is_empty() {
            // Counted without reading the serials. All are there, or nobody can say which.
            let over = Part::nameless(count.quantity.get().saturating_sub(list.quantity.get()));
            return match count.quantity >= list.quantity {
                true => Self { agreed: listed(), over, short: Part::default() },
                false => Self { short: listed(), ..Self::default() },
            };
        }
        let only = |a: &Tally, b: &Tally| a.serials.difference(&b.serials).cloned().collect();
        let (listed, counted) = (list.nameless(), count.nameless());
        Self {
            agreed: Part::new(list.serials.intersection(&count.serials).cloned().collect(), listed.min(counted)),
            short: Part::new(only(list, count), listed.saturating_sub(counted)),
            over: Part::new(only(count, list), counted.saturating_sub(listed)),
        }
    }
}

/// A number held at the largest that is accepted: a count of more is disputed either way.
fn quantity_of(number: u64) -> Quantity {
    Quantity::new(number.min(QUANTITY_MAX)).unwrap_or_default()
}
