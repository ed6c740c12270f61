//! A receiver's count beside the giver's list: what changes hands, what is missing, what is too much.

use crate::cbv::{BizStep, Disposition};
use model::{CountLine, DifferenceReason, Line};
use units::{Quantity, SerialNumber};

/// One line of the count, split.
pub(crate) struct Split {
    /// On the list and counted: changes hands.
    pub(crate) accepted: Option<Line>,
    /// On the list, not counted.
    pub(crate) short: Option<Line>,
    /// Counted, not on the list.
    pub(crate) over: Option<Line>,
}

/// Splits a line of the count; without the list all of it counts as accepted, or as over where a reason is given.
pub(crate) fn split(count: &CountLine, list: Option<&[Line]>) -> Split {
    let line = |quantity: u64, serials: Vec<SerialNumber>| {
        let quantity = Quantity::new(quantity).ok().filter(|quantity| !quantity.is_zero())?;
        Some(Line { item: count.item.clone(), quantity, lot: count.lot.clone(), serials })
    };
    let Some(list) = list else {
        let all = line(count.counted.get(), count.serials.clone());
        let clean = count.reason.is_none();
        return Split { accepted: all.clone().filter(|_| clean), short: None, over: all.filter(|_| !clean) };
    };
    let listed = || list.iter().filter(|line| line.item == count.item && line.lot == count.lot);
    let names: Vec<&SerialNumber> = listed().flat_map(|line| &line.serials).collect();
    if names.is_empty() || count.serials.is_empty() {
        // Told apart by number alone, on one side at least.
        let (list, counted) = (listed().map(|line| line.quantity.get()).sum::<u64>(), count.counted.get());
        let accepted = list.min(counted);
        let cut = usize::try_from(accepted).map_or(count.serials.len(), |cut| cut.min(count.serials.len()));
        let (here, more) = count.serials.split_at(cut);
        return Split {
            accepted: line(accepted, here.to_vec()),
            short: line(list.saturating_sub(counted), Vec::new()),
            over: line(counted.saturating_sub(list), more.to_vec()),
        };
    }
    let named = |pieces: Vec<SerialNumber>| line(pieces.len() as u64, pieces);
    let here = |serial: &&SerialNumber| count.serials.contains(serial);
    Split {
        accepted: named(count.serials.iter().filter(|serial| names.contains(serial)).cloned().collect()),
        short: named(names.iter().filter(|serial| !here(serial)).map(|serial| (*serial).clone()).collect()),
        over: named(count.serials.iter().filter(|serial| !names.contains(serial)).cloned().collect()),
    }
}

/// What is left of a list when a part of it was counted; a line that was given a reason is done with.
pub(crate) fn rest(list: &[Line], counted: &[CountLine]) -> Vec<Line> {
    let mut left = list.to_vec();
    for count in counted {
        let mut taken = count.counted.get();
        for line in left.iter_mut().filter(|line| line.item == count.item && line.lot == count.lot) {
            let here = if line.serials.is_empty() || count.serials.is_empty() {
                line.quantity.get().min(taken)
            } else {
                line.serials.iter().filter(|serial| count.serials.contains(serial)).count() as u64
            };
            line.serials.retain(|serial| !count.serials.contains(serial));
            let gone = if count.reason.is_some() { line.quantity.get() } else { here };
            line.quantity = Quantity::new(line.quantity.get().saturating_sub(gone)).unwrap_or_default();
            taken = taken.saturating_sub(here);
        }
    }
    left.retain(|line| !line.quantity.is_zero());
    left
}

/// How a difference is held, by the receiver's reason.
pub(crate) fn held(reason: Option<DifferenceReason>) -> (BizStep, Disposition) {
    match reason {
        Some(DifferenceReason::Short | DifferenceReason::Over) => (BizStep::Holding, Disposition::MismatchQuantity),
        Some(DifferenceReason::Damaged) => (BizStep::Holding, Disposition::Damaged),
        Some(DifferenceReason::Substituted | DifferenceReason::WrongLot) => {
            (BizStep::Holding, Disposition::MismatchClass)
        }
        Some(DifferenceReason::WrongSerial) => (BizStep::Holding, Disposition::MismatchInstance),
        Some(DifferenceReason::SealBroken) => (BizStep::Inspecting, Disposition::ContainerOpen),
        None => (BizStep::Holding, Disposition::Unknown),
    }
}
