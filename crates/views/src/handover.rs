//! Handover: the giver's list, the receiver's count, and matters that stay open until
//! both sides have said the same end.

use crate::book::{Account, Stage};
use crate::custody::{Custody, way};
use crate::tally::{Key, Part, Split, Tally, tally_count, tally_list};
use crate::{At, Catalogue, FindingKind};
use model::{
    Attribution, DifferenceReason, HandoverAnswered, HandoverOffered, Line, MatterOpened, MatterSettled, Outcome,
    Reference, Text, Tracking, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConsignmentId, ItemCode, LotId, Moment, PartyId, PlaceId, Quantity, SerialNumber};

/// An offer and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The giver's statement.
    pub by: Reference,
    /// Who gives.
    pub giver: PartyId,
    /// When.
    pub offered_at: Moment,
    /// The list.
    pub offered: HandoverOffered,
    /// The receiver's statement, once there is one.
    pub answer: Option<(Reference, Moment, HandoverAnswered)>,
}

/// A disagreement, open until both sides have said the same end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The statement that opened it.
    pub by: Reference,
    /// Since when.
    pub since: Moment,
    /// Who gave; the first to be asked.
    pub giver: PartyId,
    /// Who received.
    pub receiver: PartyId,
    /// Where.
    pub place: Option<PlaceId>,
    /// In which consignment.
    pub consignment: Option<ConsignmentId>,
    /// What is disputed.
    pub differences: Vec<Difference>,
    /// What each side has said of its end so far.
    pub proposals: BTreeMap<PartyId, Settlement>,
    /// Words that both sides said alike, and that ended it or a part of it; in order.
    pub ended: Vec<BTreeMap<PartyId, Settlement>>,
    /// The two statements that settled it, and when.
    pub settled: Option<(Vec<Reference>, Moment)>,
}

/// One disputed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what.
    pub item: ItemCode,
    /// Which batch.
    pub lot: Option<LotId>,
    /// On the giver's list.
    pub offered: Quantity,
    /// Counted by the receiver.
    pub counted: Quantity,
    /// The pieces in question.
    pub serials: Vec<SerialNumber>,
    /// The receiver's reason.
    pub reason: Option<DifferenceReason>,
    /// The receiver's words.
    pub note: Option<Text>,
}

/// One side's word on the end of a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The statement.
    pub by: Reference,
    /// How each quantity ends.
    pub outcomes: Vec<Outcome>,
    /// In words.
    pub note: Text,
}

impl Difference {
    /// What is disputed: the distance between list and count.
    pub fn disputed(&self) -> Quantity {
        let larger = self.offered.max(self.counted);
        larger.checked_sub(self.offered.min(self.counted)).unwrap_or_default()
    }
}

impl Custody {
    pub(crate) fn offered(&mut self, at: &mut At<'_>, offered: &HandoverOffered) {
        let Some(giver) = self.giver(at, &offered.consignment) else { return };
        let from = way(&giver, &offered.consignment, Stage::AtCrossing);
        let to = way(&giver, &offered.consignment, Stage::Offered);
        let mut listed = offered.clone();
        // A line that could not be posted is a finding, and no part of the offer.
        listed.lines.retain(|line| self.book.post(at, from.clone(), to.clone(), line.clone()));
        for line in &listed.lines {
            self.climb(&offered.consignment, &line.item, line.quantity, |ladder| &mut ladder.offered);
        }
        let by = at.said.reference();
        let offered_at = at.statement.occurred;
        self.offers.insert(at.said.leaf, Offer { by, giver, offered_at, offered: listed, answer: None });
    }

    pub(crate) fn answered(&mut self, at: &mut At<'_>, answered: &HandoverAnswered, catalogue: &Catalogue) {
        let Some(offer) = self.offers.get(&answered.offer.leaf).cloned() else {
            return at.note(FindingKind::UnknownReference { index: answered.offer.index });
        };
        if !at.is_from(&offer.offered.receiver) {
            return;
        }
        if offer.answer.is_some() {
            return at.note(FindingKind::AnsweredTwice);
        }
        let (listed, counted) = (tally_list(&offer.offered.lines), tally_count(&answered.lines));
        let keys: BTreeSet<&Key> = listed.keys().chain(counted.keys()).collect();
        let mut differences = Vec::new();
        for key in keys {
            let list = listed.get(key).cloned().unwrap_or_default();
            let count = counted.get(key).cloned().unwrap_or_default();
            let Some(item) = catalogue.get(&key.0) else {
                at.note(FindingKind::UnknownItem { item: key.0.clone() });
                continue;
            };
            let named = count.serials.len();
            if item.tracking == Tracking::Serial && named as u64 != count.quantity.get() {
                at.note(FindingKind::SerialMissing { item: key.0.clone(), wanted: count.quantity, serials: named });
            }
            differences.extend(self.take_over(at, &offer, key, &list, &count));
        }
        if !differences.is_empty() {
            self.matters.insert(at.said.leaf, Matter::of(at, &offer, differences));
        }
        let answer = (at.said.reference(), at.statement.occurred, answered.clone());
        if let Some(offer) = self.offers.get_mut(&answered.offer.leaf) {
            offer.answer = Some(answer);
        }
    }

    /// Posts what both sides agree on to the receiver, the rest to the matter.
    fn take_over(&mut self, at: &mut At<'_>, offer: &Offer, key: &Key, list: &Tally, count: &Tally) -> Vec<Difference> {
        let consignment = &offer.offered.consignment;
        let from = way(&offer.giver, consignment, Stage::Offered);
        let stock = Account::Stock { holder: offer.offered.receiver.clone(), site: offer.offered.place.clone() };
        let disputed = Account::Disputed { matter: at.said.leaf };
        let split = Split::of(list, count);
        let agreed = line(key, &split.agreed);
        if !agreed.quantity.is_zero() && self.book.post(at, from.clone(), stock, agreed) {
            self.climb(consignment, &key.0, split.agreed.quantity, |ladder| &mut ladder.accepted);
        }
        if !split.short.quantity.is_zero() {
            self.book.post(at, from, disputed.clone(), line(key, &split.short));
        }
        let over = self.new_to_the_book(at, key, &split.over);
        if !over.quantity.is_zero() {
            self.book.post(at, Account::Unlisted, disputed, line(key, &over));
        }
        let found = differences(key, list, count, &split);
        if !found.is_empty() && count.reason.is_none() {
            at.note(FindingKind::ReasonMissing { item: key.0.clone() });
        }
        found
    }

    /// What is over without the pieces that the book has elsewhere: those stay where they are,
    /// and both claims stand in the matter.
    fn new_to_the_book(&self, at: &mut At<'_>, key: &Key, over: &Part) -> Part {
        let mut new = over.clone();
        for serial in &over.serials {
            if self.serials().contains_key(&(key.0.clone(), serial.clone())) {
                at.note(FindingKind::SerialElsewhere { item: key.0.clone(), serial: serial.clone() });
                new.remove(serial);
            }
        }
        new
    }

    pub(crate) fn matter_opened(&mut self, at: &At<'_>, opened: &MatterOpened) {
        let differences = opened.lines.iter().map(|line| Difference {
            item: line.item.clone(),
            lot: line.lot.clone(),
            offered: line.quantity,
            counted: Quantity::ZERO,
            serials: line.serials.clone(),
            reason: None,
            note: Some(opened.note.clone()),
        });
        let matter = Matter {
            by: at.said.reference(),
            since: at.statement.occurred,
            giver: opened.owner.clone(),
            receiver: at.said.party.clone(),
            place: None,
            consignment: None,
            differences: differences.collect(),
            proposals: BTreeMap::new(),
            ended: Vec::new(),
            settled: None,
        };
        self.matters.insert(at.said.leaf, matter);
    }

    pub(crate) fn matter_settled(&mut self, at: &mut At<'_>, settled: &MatterSettled) {
        let Some(matter) = self.matters.get_mut(&settled.matter.leaf) else {
            return at.note(FindingKind::UnknownReference { index: settled.matter.index });
        };
        if matter.settled.is_some() {
            return at.note(FindingKind::MatterClosed);
        }
        if at.said.party != matter.giver && at.said.party != matter.receiver {
            let expected = matter.giver.clone();
            return at.note(FindingKind::WrongParty { party: at.said.party.clone(), expected });
        }
        let word =
            Settlement { by: at.said.reference(), outcomes: settled.outcomes.clone(), note: settled.note.clone() };
        matter.proposals.insert(at.said.party.clone(), word);
        let both = matter.proposals.get(&matter.giver).zip(matter.proposals.get(&matter.receiver));
        let Some((giver, receiver)) = both else { return };
        if comparable(&giver.outcomes) != comparable(&receiver.outcomes) {
            return;
        }
        let (by, matter) = (vec![giver.by.clone(), receiver.by.clone()], matter.clone());
        let mut done = true;
        // A matter that no handover left holds nothing; what follows from its end is said by other statements.
        if matter.consignment.is_some() {
            for outcome in &settled.outcomes {
                done &= self.settle(at, &settled.matter, &matter, outcome);
            }
        }
        self.close(at, &settled.matter, by, done);
    }

    /// Whether the outcome now stands in the book; a finding where not.
    fn settle(&mut self, at: &mut At<'_>, reference: &Reference, matter: &Matter, outcome: &Outcome) -> bool {
        let line = &outcome.line;
        let disputed = Account::Disputed { matter: reference.leaf };
        let over = matter.is_over(line);
        let receiver = matter.place.clone().map(|site| Account::Stock { holder: matter.receiver.clone(), site });
        let giver = outcome.site.clone().map(|site| Account::Stock { holder: matter.giver.clone(), site });
        let posted = match (outcome.verdict, receiver, giver) {
            (Verdict::Received, Some(receiver), _) => self.settle_by(at, disputed, receiver, line),
            (Verdict::AddedFromGiver, Some(receiver), Some(giver)) if over => {
                self.add_from_giver(at, giver, disputed, receiver, line)
            }
            // The receiver gives up a claim to pieces that never left where the book has them.
            (Verdict::WithGiver, _, _) if over && self.is_elsewhere(line, &disputed) => true,
            (Verdict::WithGiver, _, _) if over => self.settle_by(at, disputed, Account::Unlisted, line),
            (Verdict::WithGiver, _, Some(giver)) => self.settle_by(at, disputed, giver, line),
            (Verdict::Lost, _, _) => {
                self.settle_by(at, disputed, Account::Lost { attribution: Attribution::Unknown }, line)
            }
            (Verdict::AddedFromGiver, _, _) if !over => {
                at.note(FindingKind::BreaksRule { fault: format!("{}: {} is not over", outcome.verdict, line.item) });
                false
            }
            (Verdict::Received | Verdict::AddedFromGiver | Verdict::WithGiver, _, _) => {
                at.note(FindingKind::BreaksRule { fault: format!("{}: `site` is missing", outcome.verdict) });
                false
            }
        };
        let rung: fn(&mut crate::Ladder) -> &mut u128 = match outcome.verdict {
            Verdict::Received | Verdict::AddedFromGiver => |ladder| &mut ladder.accepted,
            // What was over and never there is nothing that came back.
            Verdict::WithGiver if over => return posted,
            Verdict::WithGiver => |ladder| &mut ladder.returned,
            Verdict::Lost => |ladder| &mut ladder.lost,
        };
        if let (true, Some(consignment)) = (posted, &matter.consignment) {
            self.climb(consignment, &line.item, line.quantity, rung);
        }
        posted
    }

    /// Whether the line names pieces, and the book has all of them outside this account.
    fn is_elsewhere(&self, line: &Line, account: &Account) -> bool {
        let place = |serial: &SerialNumber| self.serials().get(&(line.item.clone(), serial.clone()));
        let elsewhere = |serial: &SerialNumber| place(serial).is_some_and(|place| place != account);
        !line.serials.is_empty() && line.serials.iter().all(elsewhere)
    }

    /// Moves what is disputed to where it ends, or leaves a finding.
    fn settle_by(&mut self, at: &mut At<'_>, disputed: Account, to: Account, line: &Line) -> bool {
        let (held, wanted) = (self.held(&line.item, &disputed), line.quantity);
        if i128::from(wanted.get()) > held {
            at.note(FindingKind::MoreThanDisputed { item: line.item.clone(), wanted, disputed: held });
            return false;
        }
        self.book.post(at, disputed, to, line.clone())
    }

    /// What was beyond the list leaves the giver's stock that it came from.
    fn add_from_giver(&mut self, at: &mut At<'_>, giver: Account, disputed: Account, to: Account, line: &Line) -> bool {
        if !line.serials.is_empty() && self.book.objection(&giver, &to, line).is_none() {
            // The giver's book has these very pieces, so they never were unlisted.
            return self.book.post(at, giver, disputed.clone(), line.clone())
                && self.book.post(at, disputed, to, line.clone());
        }
        // The giver's stock does not know the pieces by name; nameless ones make up for what is unlisted.
        let nameless = Line { serials: Vec::new(), ..line.clone() };
        if let Some(objection) = self.book.objection(&giver, &Account::Unlisted, &nameless) {
            at.note(objection);
            return false;
        }
        self.settle_by(at, disputed, to, line) && self.book.post(at, giver, Account::Unlisted, nameless)
    }

    fn close(&mut self, at: &At<'_>, reference: &Reference, by: Vec<Reference>, done: bool) {
        let nothing_left = self.book.is_empty(&Account::Disputed { matter: reference.leaf });
        let Some(matter) = self.matters.get_mut(&reference.leaf) else { return };
        if done {
            matter.ended.push(matter.proposals.clone());
        }
        if done && nothing_left {
            matter.settled = Some((by, at.statement.occurred));
        } else {
            // A part is settled; the rest needs new words from both sides.
            matter.proposals.clear();
        }
    }
}

impl Matter {
    fn of(at: &At<'_>, offer: &Offer, differences: Vec<Difference>) -> Self {
        Self {
            by: at.said.reference(),
            since: at.statement.occurred,
            giver: offer.giver.clone(),
            receiver: offer.offered.receiver.clone(),
            place: Some(offer.offered.place.clone()),
            consignment: Some(offer.offered.consignment.clone()),
            differences,
            proposals: BTreeMap::new(),
            ended: Vec::new(),
            settled: None,
        }
    }

    /// Whether a line of an outcome is about what the receiver counted beyond the list.
    fn is_over(&self, line: &Line) -> bool {
        let meant = |difference: &&Difference| {
            let nameless = difference.disputed().get() > difference.serials.len() as u64;
            let named = line.serials.iter().all(|serial| difference.serials.contains(serial));
            let pieces = if line.serials.is_empty() { nameless } else { named };
            difference.item == line.item && difference.lot == line.lot && pieces
        };
        self.differences.iter().filter(meant).any(|difference| difference.counted > difference.offered)
    }
}

/// Outcomes in a form in which the order of lines and of pieces does not matter.
fn comparable(outcomes: &[Outcome]) -> BTreeMap<ComparableOutcome<'_>, usize> {
    let mut counted = BTreeMap::new();
    for Outcome { line, verdict, site } in outcomes {
        let serials: BTreeSet<&SerialNumber> = line.serials.iter().collect();
        let outcome = (&line.item, &line.lot, line.quantity, serials, *verdict, site);
        *counted.entry(outcome).or_default() += 1;
    }
    counted
}

type ComparableOutcome<'a> =
    (&'a ItemCode, &'a Option<LotId>, Quantity, BTreeSet<&'a SerialNumber>, Verdict, &'a Option<PlaceId>);

fn line(key: &Key, part: &Part) -> Line {
    Line {
        item: key.0.clone(),
        quantity: part.quantity,
        lot: key.1.clone(),
        serials: part.serials.iter().cloned().collect(),
    }
}

/// What a matter says of one item and lot: both numbers, short and over apart.
fn differences(key: &Key, list: &Tally, count: &Tally, split: &Split) -> Vec<Difference> {
    let difference = |part: &Part, offered: Quantity, counted: Quantity| Difference {
        item: key.0.clone(),
        lot: key.1.clone(),
        offered,
        counted,
        serials: part.serials.iter().cloned().collect(),
        reason: count.reason,
        note: count.note.clone(),
    };
    // Where nothing is agreed because no serials were read, the count is still the count.
    let unread = split.agreed.quantity.is_zero() && count.serials.is_empty();
    let seen = if unread { count.quantity } else { split.agreed.quantity };
    let short = (!split.short.quantity.is_zero()).then(|| difference(&split.short, list.quantity, seen));
    let over = (!split.over.quantity.is_zero()).then(|| difference(&split.over, split.agreed.quantity, count.quantity));
    short.into_iter().chain(over).collect()
}
