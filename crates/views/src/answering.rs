//! The receiver's count: what both sides have changes holder, every difference has its own effect.
//!
//! | reason | what follows |
//! |---|---|
//! | short | what is missing leaves the giver and goes to the matter |
//! | over | what is beyond the list enters the matter from outside; pieces that the book has elsewhere stay there |
//! | damaged | what was refused goes to the matter; where all was taken, it is the receiver's, and in question |
//! | substituted, wrong lot, wrong serial | the listed goods are missing, what came instead is over, in one matter |
//! | seal broken | the goods are taken over as counted, and in question |

use crate::book::Account;
use crate::custody::Custody;
use crate::handover::{Answer, Offer};
use crate::ladder::{Climb, Rung};
use crate::matters::{Difference, Held, Matter, PackageDifference, differences};
use crate::tally::{Key, Part, Split, Tally, tally_count, tally_list};
use crate::{At, Catalogue, FindingKind};
use model::{DifferenceReason, HandoverAnswered, Line, Load, PackageState, Tracking};
use std::collections::{BTreeMap, BTreeSet};
use units::{ItemCode, Quantity, SerialNumber};

/// A difference that an answer gives no reason for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// Of what.
    pub item: ItemCode,
    /// On the list.
    pub offered: Quantity,
    /// Counted.
    pub counted: Quantity,
}

impl Offer {
    /// What an answer leaves without a reason: refused before signing, a finding where it comes from a partner.
    pub fn unexplained(&self, answered: &HandoverAnswered) -> Vec<Unexplained> {
        let (listed, counted) = (tally_list(&self.left), tally_count(&answered.lines));
        let keys: BTreeSet<&Key> = listed.keys().chain(counted.keys()).collect();
        let unexplained = |key: &Key| {
            let (list, count) = (listed.get(key).cloned().unwrap_or_default(), counted.get(key).cloned());
            let count = count.unwrap_or_default();
            let split = Split::of(&list, &count);
            let differs = !split.over.quantity.is_zero() || (!answered.partial && !split.short.quantity.is_zero());
            (differs && count.reason.is_none()).then(|| Unexplained {
                item: key.0.clone(),
                offered: list.quantity,
                counted: count.quantity,
            })
        };
        keys.into_iter().filter_map(unexplained).collect()
    }
}

/// What one answer comes to.
#[derive(Default)]
struct Outcome {
    differences: Vec<Difference>,
    packages: Vec<PackageDifference>,
    /// What stays offered.
    left: Vec<Line>,
    /// What was taken over and is in no question yet.
    taken: BTreeMap<Key, Part>,
}

impl Custody {
    pub(crate) fn answered(&mut self, at: &mut At<'_>, answered: &HandoverAnswered, catalogue: &Catalogue) {
        let Some(mut offer) = self.countable(at, &answered.offer) else { return };
        let (listed, counted) = (tally_list(&offer.left), tally_count(&answered.lines));
        let keys: BTreeSet<&Key> = listed.keys().chain(counted.keys()).collect();
        let mut outcome = Outcome::default();
        for key in keys {
            let list = listed.get(key).cloned().unwrap_or_default();
            let count = counted.get(key).cloned().unwrap_or_default();
            let Some(item) = catalogue.get(&key.0) else {
                at.note(FindingKind::UnknownItem { item: key.0.clone() });
                // Nobody can take over what nobody can name; in a part it may be counted again.
                outcome.left.extend(listed.contains_key(key).then(|| line(key, &Part::of(&list))));
                continue;
            };
            let named = count.serials.len();
            if item.tracking == Tracking::Serial && named as u64 != count.quantity.get() {
                at.note(FindingKind::SerialMissing { item: key.0.clone(), wanted: count.quantity, serials: named });
            }
            self.take_over(at, &offer, answered.partial, key, (&list, &count), &mut outcome);
        }
        self.look_at_packages(at, &offer, answered, &mut outcome);
        let Outcome { differences, packages, left, taken: _ } = outcome;
        if !differences.is_empty() {
            let matter = Matter::of_answer(at, &offer, differences, packages);
            self.matters.insert(at.said.leaf, matter);
        }
        offer.left = if answered.partial { left } else { Vec::new() };
        offer.complete = offer.left.is_empty();
        offer.answers.push(Answer { by: at.said.reference(), when: at.statement.occurred, answered: answered.clone() });
        self.offers.insert(answered.offer.leaf, offer);
    }

    /// Posts what both sides agree on to the receiver, the rest to the matter or, in a part, nowhere yet.
    fn take_over(
        &mut self,
        at: &mut At<'_>,
        offer: &Offer,
        partial: bool,
        key: &Key,
        (list, count): (&Tally, &Tally),
        outcome: &mut Outcome,
    ) {
        let stock = Account::Stock { holder: offer.receiver.clone(), site: offer.place.clone() };
        let disputed = Account::Disputed { matter: at.said.leaf };
        let mut split = Split::of(list, count);
        let agreed = line(key, &split.agreed);
        let climb = self.taken(offer);
        if !agreed.quantity.is_zero() && self.book.post_to(at, offer.from.clone(), stock.clone(), agreed.clone(), climb)
        {
            for serial in &agreed.serials {
                self.given_by.insert((agreed.item.clone(), serial.clone()), offer.giver.clone());
            }
            outcome.taken.insert(key.clone(), split.agreed.clone());
        }
        if partial && count.reason.is_none() && !split.short.quantity.is_zero() {
            outcome.left.push(line(key, &split.short));
            split.short = Part::default();
        }
        if !split.short.quantity.is_zero() {
            self.book.post(at, offer.from.clone(), disputed.clone(), line(key, &split.short));
        }
        let elsewhere = self.elsewhere(at, key, &mut split.over);
        if !split.over.quantity.is_zero() {
            self.book.post(at, Account::Unlisted, disputed, line(key, &split.over));
        }
        let mut found = differences(key, (list, count), &split);
        found.extend(elsewhere.into_iter().map(|(serial, account)| said_over(key, count, &serial, account)));
        let whole = found.is_empty();
        if let Some(reason) = count.reason.filter(|reason| !fits(*reason, &split, &found)) {
            at.note(FindingKind::ReasonMisfits { item: key.0.clone(), reason });
        }
        if !whole && count.reason.is_none() {
            at.note(FindingKind::ReasonMissing { item: key.0.clone() });
        }
        if whole && in_question(count.reason) && outcome.taken.remove(key).is_some() {
            found.push(
                Difference {
                    reason: count.reason,
                    note: count.note.clone(),
                    photo: count.photo,
                    held: Held::Booked(stock),
                    ..Difference::of(&key.0, key.1.as_ref(), split.agreed.quantity, split.agreed.quantity)
                }
                .about(&split.agreed),
            );
        }
        outcome.differences.extend(found);
    }

    /// Takes the pieces out of what is over that the book has elsewhere: those stay where they are, and both
    /// claims stand in the matter.
    fn elsewhere(&self, at: &mut At<'_>, key: &Key, over: &mut Part) -> Vec<(SerialNumber, Account)> {
        let mut elsewhere = Vec::new();
        for serial in over.serials.clone() {
            if let Some(account) = self.serials().get(&(key.0.clone(), serial.clone())) {
                at.note(FindingKind::SerialElsewhere { item: key.0.clone(), serial: serial.clone() });
                over.remove(&serial);
                elsewhere.push((serial, account.clone()));
            }
        }
        elsewhere
    }

    /// The rung that taken goods reach: accepted, or back with who gave them.
    fn taken(&self, offer: &Offer) -> Option<Climb> {
        match (&offer.consignment, &offer.returns) {
            (Some(consignment), _) if offer.giver == offer.receiver => self.climb(consignment, Rung::Returned),
            (Some(consignment), _) => self.climb(consignment, Rung::Accepted),
            (None, returns) => Some(Climb::to(returns.as_ref()?, Rung::Returned)),
        }
    }

    /// What was taken over in packages that were not as listed is in question.
    fn look_at_packages(&self, at: &mut At<'_>, offer: &Offer, answered: &HandoverAnswered, outcome: &mut Outcome) {
        if answered.packages.is_empty() {
            return;
        }
        let known = offer.consignment.as_ref().and_then(|consignment| self.consignments().get(consignment));
        let loads: Vec<&Load> = known.into_iter().flat_map(|known| &known.loads).collect();
        let stock = Account::Stock { holder: offer.receiver.clone(), site: offer.place.clone() };
        for (difference, load) in packages(&loads, answered) {
            let lines = load.map_or(&[][..], |load| load.lines.as_slice());
            let mut questioned = Vec::new();
            for line in lines {
                let key = (line.item.clone(), line.lot.clone());
                let Some(part) = outcome.taken.get_mut(&key).map(|taken| taken.draw(line)) else { continue };
                if part.quantity.is_zero() {
                    continue;
                }
                let one = Difference::of(&key.0, key.1.as_ref(), part.quantity, part.quantity).about(&part);
                questioned.push(Difference {
                    reason: Some(DifferenceReason::SealBroken),
                    note: difference.note.clone(),
                    photo: difference.photo,
                    held: Held::Booked(stock.clone()),
                    ..one
                });
            }
            if questioned.is_empty() {
                let (package, state) = (difference.package.clone(), difference.state);
                at.note(FindingKind::PackageDiffers { package, state });
            }
            outcome.differences.extend(questioned);
            outcome.packages.push(difference);
        }
    }
}

/// Packages that are not as listed, each with the load that was packed in it.
fn packages<'l>(loads: &[&'l Load], answered: &HandoverAnswered) -> Vec<(PackageDifference, Option<&'l Load>)> {
    let mut differing = Vec::new();
    for load in loads {
        let Some(package) = &load.package else { continue };
        let found = answered.packages.iter().find(|found| &found.package == package);
        let differs = match found {
            Some(found) => found.state != PackageState::Intact || found.seal != load.seal,
            // In a part it may come with the rest.
            None => !answered.partial,
        };
        if differs {
            let difference = PackageDifference {
                package: package.clone(),
                listed: load.seal.clone(),
                found: found.and_then(|found| found.seal.clone()),
                state: found.map_or(PackageState::Missing, |found| found.state),
                note: found.and_then(|found| found.note.clone()),
                photo: found.and_then(|found| found.photo),
            };
            differing.push((difference, Some(*load)));
        }
    }
    let listed = |found: &&model::PackageCount| loads.iter().any(|load| load.package.as_ref() == Some(&found.package));
    for found in answered.packages.iter().filter(|found| !listed(found)) {
        let difference = PackageDifference {
            package: found.package.clone(),
            listed: None,
            found: found.seal.clone(),
            state: found.state,
            note: found.note.clone(),
            photo: found.photo,
        };
        differing.push((difference, None));
    }
    differing
}

/// A piece beyond the list that the book has elsewhere.
fn said_over(key: &Key, count: &Tally, serial: &SerialNumber, account: Account) -> Difference {
    let one = Quantity::new(1).unwrap_or_default();
    let without = count.quantity.checked_sub(one).unwrap_or_default();
    Difference {
        serials: vec![serial.clone()],
        reason: count.reason,
        note: count.note.clone(),
        photo: count.photo,
        held: Held::Booked(account),
        ..Difference::of(&key.0, key.1.as_ref(), without, count.quantity)
    }
}

/// Whether a reason leaves goods in question that were taken over as listed.
fn in_question(reason: Option<DifferenceReason>) -> bool {
    match reason {
        Some(DifferenceReason::Damaged | DifferenceReason::SealBroken) => true,
        Some(
            DifferenceReason::Short
            | DifferenceReason::Over
            | DifferenceReason::Substituted
            | DifferenceReason::WrongSerial
            | DifferenceReason::WrongLot,
        )
        | None => false,
    }
}

/// Whether the numbers bear a reason out.
fn fits(reason: DifferenceReason, split: &Split, found: &[Difference]) -> bool {
    let over = found.iter().any(|difference| difference.counted > difference.offered);
    match reason {
        DifferenceReason::Short => !split.short.quantity.is_zero(),
        DifferenceReason::Over => over,
        DifferenceReason::Damaged => !over,
        DifferenceReason::SealBroken => true,
        DifferenceReason::WrongSerial => found.iter().any(|difference| !difference.serials.is_empty()),
        DifferenceReason::Substituted | DifferenceReason::WrongLot => !found.is_empty(),
    }
}

fn line(key: &Key, part: &Part) -> Line {
    Line {
        item: key.0.clone(),
        quantity: part.quantity,
        lot: key.1.clone(),
        serials: part.serials.iter().cloned().collect(),
    }
}
