//! Offers, goods sent from a site, the counts of both, and what the giver withdraws.

use super::{Bench, Made, consignment, convoy, lines, meaning, needs, paper, place, statement};
use crate::cbv::{BizStep, Disposition, Transaction};
use crate::names::Named;
use crate::read::Seen;
use crate::refusal::{Refusal, Rule};
use model::{
    Body, CountLine, DifferenceReason, HandoverAnswered, HandoverClosed, HandoverOffered, HandoverVoided, Line,
    PackageCount, PackageState, StockMoved, Text,
};
use units::{Digest, Quantity};

impl Bench<'_> {
    pub(super) fn offered(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "handover_offered";
        let receiver = seen.receiver.clone();
        let offered = HandoverOffered {
            consignment: consignment(seen, kind)?,
            convoy: convoy(seen, kind)?,
            place: place(seen, kind)?,
            receiver: receiver
                .ok_or_else(|| needs(seen, kind, "a destination `possessing_party` that names a party"))?,
            lines: lines(seen, kind)?,
        };
        self.add(seen, None, Body::HandoverOffered(offered));
        Ok(())
    }

    pub(super) fn answered(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "handover_answered";
        let offer = statement(seen, Transaction::Desadv);
        let offer = offer
            .ok_or_else(|| needs(seen, kind, "a business transaction `desadv` that names the offer it answers"))?;
        let side = seen.term("held")?;
        if seen.step == BizStep::Holding.code() && side.is_none() {
            return Err(needs(seen, kind, "`qafila:held`: whether what is held is `short` or `over`"));
        }
        let reason = seen.coded("reason", "a reason of a difference")?;
        let reason = reason.or_else(|| reason_of(seen.state, side));
        let note = seen.words("note")?;
        let recadv = seen.raw_papers.iter().find(|(kind, _)| *kind == Transaction::Recadv.code());
        let key = self.key(seen, kind, recadv.map(|(_, uri)| *uri));
        let held = seen.goods.lines();
        let photo = seen.coded::<Digest>("photo", "the SHA-256 of a photograph")?;
        let packages = packages_found(seen, note.as_ref(), photo)?;
        if held.is_empty() && packages.is_empty() {
            return Err(needs(seen, kind, "pieces, quantities or packages"));
        }
        let partial = seen.is_set("partial");
        let words = (note.as_ref(), photo);
        if let Some(work) = self.begun(seen, key.as_ref()) {
            let first = work.events[0];
            let Body::HandoverAnswered(begun) = &mut work.body else { return Ok(()) };
            if begun.offer != offer || begun.partial != partial {
                return Err(seen.refused("", Rule::Differs { kind, first }));
            }
            begun.packages.extend(packages);
            held.into_iter().for_each(|line| count(&mut begun.lines, line, side, reason, words));
            return Ok(());
        }
        let mut answered = HandoverAnswered { offer, lines: Vec::new(), partial, packages };
        held.into_iter().for_each(|line| count(&mut answered.lines, line, side, reason, words));
        self.add(seen, key, Body::HandoverAnswered(answered));
        Ok(())
    }

    /// Goods that leave a site, where no convoy but a place to go to is named.
    pub(super) fn moved(&mut self, seen: &Seen<'_>) -> Made {
        let kind = "stock_moved";
        let to = seen.to.clone().ok_or_else(|| needs(seen, kind, "a destination `location` that names a place"))?;
        let receiver = seen.receiver.clone();
        let moved = StockMoved {
            site: place(seen, kind)?,
            to,
            receiver: receiver
                .ok_or_else(|| needs(seen, kind, "a destination `possessing_party` that names a party"))?,
            lines: lines(seen, kind)?,
            returns: paper(seen, Transaction::Po, |named| {
                let Named::Pledge(pledge) = named else { return None };
                Some(pledge.clone())
            }),
            note: seen.words("note")?,
        };
        self.add(seen, None, Body::StockMoved(moved));
        Ok(())
    }

    /// With a reason the giver takes back what nobody has counted; without one he has read the counts.
    pub(super) fn withdrawn(&mut self, seen: &Seen<'_>) -> Made {
        let reason = seen.words("reason")?;
        let kind = if reason.is_some() { "handover_voided" } else { "handover_closed" };
        let offer = statement(seen, Transaction::Desadv);
        let offer = offer.ok_or_else(|| needs(seen, kind, "a business transaction `desadv` that names the offer"))?;
        let body = match reason {
            Some(reason) => Body::HandoverVoided(HandoverVoided { offer, reason }),
            None => Body::HandoverClosed(HandoverClosed { offer, note: seen.words("note")? }),
        };
        self.add(seen, None, body);
        Ok(())
    }
}

/// Packages as the receiver found them.
fn packages_found(seen: &Seen<'_>, note: Option<&Text>, photo: Option<Digest>) -> Result<Vec<PackageCount>, Refusal> {
    let kind = "handover_answered";
    let found = |named: &Named| {
        let Named::Package(package) = named else { return Err(needs(seen, kind, "packages, not what carries them")) };
        let state = meaning(PACKAGES, Disposition::read(seen.state));
        let state = state.ok_or_else(|| needs(seen, kind, "a disposition that says how a package was found"))?;
        let seal = seen.coded("seal", "the number of a seal")?;
        Ok(PackageCount { package: package.clone(), seal, state, note: note.cloned(), photo })
    };
    seen.goods.closed.iter().map(found).collect()
}

/// How a package was found, by its disposition.
const PACKAGES: &[(Disposition, PackageState)] = &[
    (Disposition::ContainerClosed, PackageState::Intact),
    (Disposition::ContainerOpen, PackageState::Broken),
    (Disposition::Unknown, PackageState::Missing),
    (Disposition::NonConformant, PackageState::Other),
];

/// Adds to a count: what is accepted or over was counted, what is short was not.
fn count(
    lines: &mut Vec<CountLine>,
    line: Line,
    side: Option<&str>,
    reason: Option<DifferenceReason>,
    (note, photo): (Option<&Text>, Option<Digest>),
) {
    let told = side.is_some() || reason.is_some() || note.is_some() || photo.is_some();
    let same = |count: &&mut CountLine| told && count.item == line.item && count.lot == line.lot;
    let at = lines.iter_mut().rposition(|count| same(&count));
    let at = at.unwrap_or_else(|| {
        let (item, lot) = (line.item.clone(), line.lot.clone());
        let counted = Quantity::ZERO;
        lines.push(CountLine { item, counted, lot, serials: Vec::new(), reason: None, note: None, photo: None });
        lines.len() - 1
    });
    let count = &mut lines[at];
    if side != Some("short") {
        // A sum beyond what can be counted stays at the part; no statement could hold it.
        count.counted = count.counted.checked_add(line.quantity).unwrap_or(count.counted);
        count.serials.extend(line.serials);
    }
    count.reason = reason.or(count.reason);
    count.note = note.cloned().or_else(|| count.note.take());
    count.photo = photo.or(count.photo);
}

/// The reason of a difference as far as the disposition tells it.
fn reason_of(state: &str, side: Option<&str>) -> Option<DifferenceReason> {
    match (Disposition::read(state)?, side) {
        (Disposition::MismatchQuantity, Some("short")) => Some(DifferenceReason::Short),
        (Disposition::MismatchQuantity, Some("over")) => Some(DifferenceReason::Over),
        (Disposition::Damaged, _) => Some(DifferenceReason::Damaged),
        (Disposition::MismatchClass, _) => Some(DifferenceReason::Substituted),
        (Disposition::MismatchInstance, _) => Some(DifferenceReason::WrongSerial),
        (Disposition::ContainerOpen, _) => Some(DifferenceReason::SealBroken),
        _ => None,
    }
}
