//! Matters: disagreements as objects, open until all sides have said the same end.

use crate::book::Account;
use crate::custody::Custody;
use crate::handover::Offer;
use crate::tally::{Key, Part};
use crate::{At, FindingKind};
use model::{DifferenceReason, Line, MatterOpened, Outcome, PackageState, Reference, Text};
use std::collections::{BTreeMap, BTreeSet};
use units::{
    ConsignmentId, Digest, ItemCode, LotId, Moment, PackageId, PartyId, PlaceId, PledgeId, Quantity, SealNumber,
    SerialNumber,
};

/// What sort of disagreement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatterKind {
    /// List and count of a handover differ.
    Handover,
    /// Opened by a statement of its own.
    Stated,
    /// Two parties have one piece.
    DoubleCustody,
    /// A piece is lost, or was not found.
    LostSerial,
    /// More was used up than was there, or what was used up is there.
    Consumption,
}

/// A disagreement, open until all sides have said the same end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// The statement that opened it.
    pub by: Reference,
    /// What sort it is.
    pub kind: MatterKind,
    /// Since when.
    pub since: Moment,
    /// Who is to settle it: who gave, or who has the goods by the book.
    pub giver: PartyId,
    /// Who received, or who says otherwise.
    pub receiver: PartyId,
    /// Everyone whose word is needed to end it.
    pub sides: BTreeSet<PartyId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// In which consignment.
    pub consignment: Option<ConsignmentId>,
    /// The pledge that goods go back under, where they return to who gave them.
    pub returns: Option<PledgeId>,
    /// What is disputed.
    pub differences: Vec<Difference>,
    /// Packages that were not as listed.
    pub packages: Vec<PackageDifference>,
    /// The statements that disagree, and those that cite the matter.
    pub evidence: Vec<Reference>,
    /// What each side has said of its end so far.
    pub proposals: BTreeMap<PartyId, Settlement>,
    /// Words that all sides said alike, and that ended it or a part of it; in order.
    pub ended: Vec<BTreeMap<PartyId, Settlement>>,
    /// The statements that settled it, and when.
    pub settled: Option<(Vec<Reference>, Moment)>,
}

/// One disputed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Of what.
    pub item: ItemCode,
    /// Which batch.
    pub lot: Option<LotId>,
    /// On the giver's list, or by the book.
    pub offered: Quantity,
    /// Counted by the receiver, or claimed.
    pub counted: Quantity,
    /// The pieces in question.
    pub serials: Vec<SerialNumber>,
    /// The receiver's reason.
    pub reason: Option<DifferenceReason>,
    /// The receiver's words.
    pub note: Option<Text>,
    /// SHA-256 of the receiver's photograph.
    pub photo: Option<Digest>,
    /// Where the goods in question are.
    pub held: Held,
    /// How much of it has ended.
    pub ended: Quantity,
}

/// Where goods in question are until a matter is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// In the matter's own account: nobody alone has them.
    InMatter,
    /// Where the book had them when the matter was opened: they are in question, but not moved.
    Booked(Account),
    /// Nowhere: a matter of words, from which no posting follows.
    Nowhere,
}

/// A package that was not found as it was listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageDifference {
    /// Which.
    pub package: PackageId,
    /// The seal on the list.
    pub listed: Option<SealNumber>,
    /// The seal that was read.
    pub found: Option<SealNumber>,
    /// Its state.
    pub state: PackageState,
    /// The receiver's words.
    pub note: Option<Text>,
    /// SHA-256 of the receiver's photograph.
    pub photo: Option<Digest>,
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
    /// What is disputed: the distance between list and count; all of it where the numbers agree and
    /// something else is wrong.
    pub fn disputed(&self) -> Quantity {
        let larger = self.offered.max(self.counted);
        let apart = larger.checked_sub(self.offered.min(self.counted)).unwrap_or_default();
        if apart.is_zero() { larger } else { apart }
    }

    /// What of it has not ended yet.
    pub fn open(&self) -> Quantity {
        self.disputed().checked_sub(self.ended).unwrap_or_default()
    }

    /// Both numbers of an item, and nothing else.
    pub(crate) fn of(item: &ItemCode, lot: Option<&LotId>, offered: Quantity, counted: Quantity) -> Self {
        Self {
            item: item.clone(),
            lot: lot.cloned(),
            offered,
            counted,
            serials: Vec::new(),
            reason: None,
            note: None,
            photo: None,
            held: Held::InMatter,
            ended: Quantity::ZERO,
        }
    }

    /// The same about a part of the goods.
    pub(crate) fn about(self, part: &Part) -> Self {
        Self { serials: part.serials.iter().cloned().collect(), ..self }
    }

    /// Whether a line of an outcome can be about this difference.
    pub(crate) fn means(&self, line: &Line) -> bool {
        let nameless = self.disputed().get() > self.serials.len() as u64;
        let named = line.serials.iter().all(|serial| self.serials.contains(serial));
        let pieces = if line.serials.is_empty() { nameless } else { named };
        self.item == line.item && self.lot == line.lot && pieces
    }
}

impl Matter {
    /// A matter between two parties that says nothing yet.
    pub(crate) fn new(at: &At<'_>, kind: MatterKind, giver: PartyId, receiver: PartyId) -> Self {
        Self {
            by: at.said.reference(),
            kind,
            since: at.statement.occurred,
            sides: [giver.clone(), receiver.clone()].into(),
            giver,
            receiver,
            place: None,
            consignment: None,
            returns: None,
            differences: Vec::new(),
            packages: Vec::new(),
            evidence: Vec::new(),
            proposals: BTreeMap::new(),
            ended: Vec::new(),
            settled: None,
        }
    }

    /// What an answer leaves open.
    pub(crate) fn of_answer(
        at: &At<'_>,
        offer: &Offer,
        differences: Vec<Difference>,
        packages: Vec<PackageDifference>,
    ) -> Self {
        Self {
            place: Some(offer.place.clone()),
            consignment: offer.consignment.clone(),
            returns: offer.returns.clone(),
            differences,
            packages,
            evidence: vec![offer.by.clone(), at.said.reference()],
            ..Self::new(at, MatterKind::Handover, offer.giver.clone(), offer.receiver.clone())
        }
    }

    /// Seconds from its opening to `now`, or to its end.
    pub fn age_seconds(&self, now: Moment) -> u64 {
        let until = self.settled.as_ref().map_or(now, |(_, when)| *when);
        until.seconds().saturating_sub(self.since.seconds()).max(0).unsigned_abs()
    }

    /// Another statement says the same: one more side, one more piece of evidence.
    pub(crate) fn joined(&mut self, author: &PartyId, by: &Reference) {
        self.sides.insert(author.clone());
        if !self.evidence.contains(by) {
            self.evidence.push(by.clone());
        }
    }

    /// Whether a line of an outcome is about what the receiver counted beyond the list.
    pub(crate) fn is_over(&self, line: &Line) -> bool {
        let meant = self.differences.iter().filter(|difference| difference.means(line));
        meant.into_iter().any(|difference| difference.counted > difference.offered)
    }
}

impl Custody {
    /// What of an account is in question by open matters that leave it there, matter by matter.
    pub fn in_question<'c>(&'c self, account: &'c Account) -> impl Iterator<Item = (&'c Digest, &'c Difference)> {
        let open = self.matters.iter().filter(|(_, matter)| matter.settled.is_none());
        open.flat_map(|(leaf, matter)| matter.differences.iter().map(move |difference| (leaf, difference)))
            .filter(move |(_, difference)| !difference.open().is_zero() && self.is_at(difference, account))
    }

    /// Whether the goods in question are in an account, though not moved by the matter.
    fn is_at(&self, difference: &Difference, account: &Account) -> bool {
        let place = |serial: &SerialNumber| self.serials().get(&(difference.item.clone(), serial.clone()));
        match &difference.held {
            Held::Booked(booked) if difference.serials.is_empty() => booked == account,
            // Pieces are in question wherever they went since.
            Held::Booked(_) => difference.serials.iter().any(|serial| place(serial) == Some(account)),
            Held::InMatter | Held::Nowhere => false,
        }
    }

    pub(crate) fn matter_opened(&mut self, at: &At<'_>, opened: &MatterOpened) {
        let difference = |line: &Line| Difference {
            serials: line.serials.clone(),
            note: Some(opened.note.clone()),
            held: Held::Nowhere,
            ..Difference::of(&line.item, line.lot.as_ref(), line.quantity, Quantity::ZERO)
        };
        let matter = Matter {
            differences: opened.lines.iter().map(difference).collect(),
            evidence: opened.about.clone(),
            ..Matter::new(at, MatterKind::Stated, opened.owner.clone(), at.said.party.clone())
        };
        self.matters.insert(at.said.leaf, matter);
    }

    /// A statement that cites an open matter is evidence in it.
    pub(crate) fn cited(&mut self, at: &At<'_>) {
        let by = at.said.reference();
        for reference in &at.statement.references {
            let open = self.matters.get_mut(&reference.leaf).filter(|matter| matter.settled.is_none());
            if let Some(matter) = open.filter(|matter| !matter.evidence.contains(&by)) {
                matter.evidence.push(by.clone());
            }
        }
    }
}

/// What a matter says of one item and lot of a count: both numbers, short and over apart.
pub(crate) fn differences(
    key: &Key,
    (list, count): (&crate::tally::Tally, &crate::tally::Tally),
    split: &crate::tally::Split,
) -> Vec<Difference> {
    let said = |offered, counted| Difference {
        reason: count.reason,
        note: count.note.clone(),
        photo: count.photo,
        ..Difference::of(&key.0, key.1.as_ref(), offered, counted)
    };
    // Where nothing is agreed because no serials were read, the count is still the count.
    let unread = split.agreed.quantity.is_zero() && count.serials.is_empty();
    let seen = if unread { count.quantity } else { split.agreed.quantity };
    let short = (!split.short.quantity.is_zero()).then(|| said(list.quantity, seen).about(&split.short));
    let over = (!split.over.quantity.is_zero()).then(|| said(split.agreed.quantity, count.quantity).about(&split.over));
    short.into_iter().chain(over).collect()
}

/// What is wrong with a settlement that names more than is in question.
pub(crate) fn too_much(line: &Line, disputed: i128) -> FindingKind {
    FindingKind::MoreThanDisputed { item: line.item.clone(), wanted: line.quantity, disputed }
}
