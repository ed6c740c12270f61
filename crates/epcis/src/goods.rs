//! Lines of a statement as lists of EPCs and quantities, and back.

use crate::event::{Amount, Event, Sort};
use crate::names::{Named, Naming};
use model::Line;
use std::collections::BTreeMap;
use units::{ItemCode, LotId, Quantity, SerialNumber, Unit};

/// What items are counted in, as far as it is known.
pub(crate) type Units = BTreeMap<ItemCode, Unit>;

/// The code of a unit (UN/ECE Recommendation 20); pieces and boxes are counted and have none.
pub(crate) fn code(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Each | Unit::Box => None,
        Unit::Litre => Some("LTR"),
        Unit::Kilogram => Some("KGM"),
    }
}

/// Puts the lines into the lists of the event's sort; an event without goods has an empty list.
pub(crate) fn put(event: &mut Event, lines: &[Line], naming: &Naming, units: &Units) {
    let (mut pieces, mut quantities) = (Vec::new(), Vec::new());
    for line in lines {
        if line.serials.is_empty() {
            let class = naming.uri(&Named::Class(line.item.clone(), line.lot.clone()));
            let unit = units.get(&line.item).copied().and_then(code);
            quantities.push(Amount { class, quantity: line.quantity.get(), unit });
        }
        for serial in &line.serials {
            let piece = naming.uri(&Named::Piece(line.item.clone(), line.lot.clone(), serial.clone()));
            // A list names each piece once.
            if !pieces.contains(&piece) {
                pieces.push(piece);
            }
        }
    }
    observe(event, pieces, quantities);
}

/// Puts lists into an event.
pub(crate) fn observe(event: &mut Event, pieces: Vec<String>, quantities: Vec<Amount>) {
    let pieces = (!pieces.is_empty() || quantities.is_empty()).then_some(pieces);
    let quantities = (!quantities.is_empty()).then_some(quantities);
    match event.sort {
        Sort::Object | Sort::Transaction => (event.pieces, event.quantities) = (pieces, quantities),
        Sort::Aggregation => (event.child_pieces, event.child_quantities) = (pieces, quantities),
    }
}

/// Goods as an event names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Goods {
    /// Pieces, in order.
    pub(crate) pieces: Vec<(ItemCode, Option<LotId>, SerialNumber)>,
    /// Numbers of classes, in order; may be zero.
    pub(crate) counted: Vec<(ItemCode, Option<LotId>, Quantity)>,
    /// Packages, vehicles and consignments.
    pub(crate) closed: Vec<Named>,
}

impl Goods {
    /// As lines: pieces of one item and lot in one line, where the first of them stands.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for (item, lot, serial) in &self.pieces {
            match lines.iter_mut().find(|line| &line.item == item && &line.lot == lot) {
                Some(line) => line.serials.push(serial.clone()),
                None => lines.push(Line {
                    item: item.clone(),
                    quantity: Quantity::ZERO,
                    lot: lot.clone(),
                    serials: vec![serial.clone()],
                }),
            }
        }
        for line in &mut lines {
            // An event is bounded far below the largest quantity.
            line.quantity = Quantity::new(line.serials.len() as u64).unwrap_or_default();
        }
        lines.extend(self.counted.iter().map(|(item, lot, quantity)| Line {
            item: item.clone(),
            quantity: *quantity,
            lot: lot.clone(),
            serials: Vec::new(),
        }));
        lines
    }
}
