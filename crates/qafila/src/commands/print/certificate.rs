//! From views to a handover certificate.

use super::mark;
use crate::show::names::Namer;
use model::Load;
use paper::{Answered, Certificate, FoundPackage, HandedLine, OpenMatter, Package};
use std::collections::BTreeMap;
use units::{ItemCode, LotId, Quantity, Unit};
use views::{Answer, Matter, Offer};

/// An item and lot: what list and count are compared by.
type Key<'a> = (&'a ItemCode, Option<&'a LotId>);

pub(super) fn of(namer: &Namer<'_>, offer: &Offer) -> Certificate {
    let consignment = offer.consignment.as_ref().and_then(|id| namer.views.custody.consignments().get(id));
    let loads = consignment.map(|known| known.loads.as_slice()).unwrap_or_default();
    let packages = loads.iter().filter_map(|load| {
        Some(Package { tag: load.package.clone()?, seal: load.seal.clone(), vehicle: load.vehicle.clone() })
    });
    // A matter is known by the answer that opened it.
    let matters: Vec<&Matter> =
        offer.answers.iter().filter_map(|answer| namer.views.custody.matters().get(&answer.by.leaf)).collect();
    Certificate {
        offer: mark(&offer.by),
        offered: offer.offered_at,
        giver: namer.party(&offer.giver),
        receiver: namer.party(&offer.receiver),
        place: namer.place(&offer.place),
        convoy: offer.convoy.clone(),
        consignment: offer.consignment.clone(),
        status: offer.status().code(),
        answers: offer.answers.iter().map(|answer| Answered { mark: mark(&answer.by), when: answer.when }).collect(),
        found: found(loads, &offer.answers, &matters),
        packages: packages.collect(),
        lines: lines(namer, offer),
        matters: matters.iter().flat_map(|matter| of_matter(namer, matter)).collect(),
    }
}

/// Packages as the receiver found them; those that he did not find, as a matter says, behind them.
fn found(loads: &[Load], answers: &[Answer], matters: &[&Matter]) -> Vec<FoundPackage> {
    let listed = |tag| loads.iter().find(|load| load.package.as_ref() == Some(tag)).and_then(|load| load.seal.clone());
    let seen = answers.iter().flat_map(|answer| &answer.answered.packages).map(|package| FoundPackage {
        tag: package.package.clone(),
        listed: listed(&package.package),
        seen: package.seal.clone(),
        state: package.state.code(),
        note: package.note.as_ref().map(ToString::to_string),
    });
    let mut all: Vec<FoundPackage> = seen.collect();
    for package in matters.iter().flat_map(|matter| &matter.packages) {
        if all.iter().all(|seen| seen.tag != package.package) {
            all.push(FoundPackage {
                tag: package.package.clone(),
                listed: package.listed.clone(),
                seen: package.found.clone(),
                state: package.state.code(),
                note: package.note.as_ref().map(ToString::to_string),
            });
        }
    }
    all
}

/// List and count side by side, in the order of the list, what is on no list behind it.
fn lines(namer: &Namer<'_>, offer: &Offer) -> Vec<HandedLine> {
    let mut places: BTreeMap<Key<'_>, usize> = BTreeMap::new();
    let mut lines: Vec<HandedLine> = Vec::new();
    let mut place = |lines: &mut Vec<HandedLine>, item, lot| {
        *places.entry((item, lot)).or_insert_with(|| {
            lines.push(empty(namer, item, lot));
            lines.len() - 1
        })
    };
    for line in &offer.lines {
        let at = place(&mut lines, &line.item, line.lot.as_ref());
        lines[at].offered = sum(lines[at].offered, line.quantity);
        lines[at].listed.extend(line.serials.iter().cloned());
    }
    let offered_still = offer.left.iter().filter(|_| !offer.complete);
    let taken_back = offer.withdrawn.iter().flat_map(|withdrawn| &withdrawn.lines);
    for line in offered_still.chain(taken_back) {
        let at = place(&mut lines, &line.item, line.lot.as_ref());
        lines[at].uncounted = sum(lines[at].uncounted, line.quantity);
    }
    for count in offer.answers.iter().flat_map(|answer| &answer.answered.lines) {
        let at = place(&mut lines, &count.item, count.lot.as_ref());
        let line = &mut lines[at];
        line.counted = Some(sum(line.counted.unwrap_or_default(), count.counted));
        line.seen.extend(count.serials.iter().cloned());
        line.reason = count.reason.map(model::DifferenceReason::code).or(line.reason);
        line.note = count.note.as_ref().map(ToString::to_string).or(line.note.take());
    }
    if !offer.answers.is_empty() {
        // What an answer leaves out, and does not leave for another, is counted as none.
        for line in lines.iter_mut().filter(|line| line.uncounted < line.offered) {
            line.counted.get_or_insert_default();
        }
    }
    lines
}

fn empty(namer: &Namer<'_>, item: &ItemCode, lot: Option<&LotId>) -> HandedLine {
    HandedLine {
        item: item.clone(),
        name: namer.item(item),
        unit: unit(namer, item),
        lot: lot.cloned(),
        offered: Quantity::ZERO,
        counted: None,
        uncounted: Quantity::ZERO,
        reason: None,
        note: None,
        listed: Vec::new(),
        seen: Vec::new(),
    }
}

/// One line a difference.
fn of_matter(namer: &Namer<'_>, matter: &Matter) -> Vec<OpenMatter> {
    let line = |difference: &views::Difference| OpenMatter {
        mark: mark(&matter.by),
        since: matter.since,
        settled: matter.settled.as_ref().map(|(_, when)| *when),
        name: namer.item(&difference.item),
        unit: unit(namer, &difference.item),
        disputed: difference.disputed(),
        serials: difference.serials.clone(),
    };
    matter.differences.iter().map(line).collect()
}

fn unit(namer: &Namer<'_>, item: &ItemCode) -> Option<Unit> {
    namer.views.catalogue.get(item).map(|known| known.unit)
}

/// Quantities of one statement never reach their limit together where each line keeps it; if so, the limit stands.
fn sum(one: Quantity, other: Quantity) -> Quantity {
    one.checked_add(other).unwrap_or(one.max(other))
}
