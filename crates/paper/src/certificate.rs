//! The handover certificate: the giver's list beside the receiver's count, and what stays open.
//!
//! Printed before the count, it has room for it in ink; after a part of it, for the rest.

use crate::code::Code;
use crate::sheet::{Block, Cell, Column, Part, Sheet, codes, moment, said};
use crate::text::Printable;
use crate::waybill::{amount, statement};
use crate::{Mark, Package, PaperError};
use units::{ConsignmentId, ConvoyId, ItemCode, LotId, Moment, PackageId, Quantity, SealNumber, SerialNumber, Unit};
use words::{Arg, Words};

/// An offer, and its answers as far as there are any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The giver's statement.
    pub offer: Mark,
    /// When it was made.
    pub offered: Moment,
    /// Who gives, by name.
    pub giver: String,
    /// Who receives, by name.
    pub receiver: String,
    /// Where, by name.
    pub place: String,
    /// By which convoy; none where goods were sent from a site.
    pub convoy: Option<ConvoyId>,
    /// What is handed over; none where goods were sent from a site.
    pub consignment: Option<ConsignmentId>,
    /// Where it stands: a code of the list `offer status`.
    pub status: &'static str,
    /// The receiver's statements, in order.
    pub answers: Vec<Answered>,
    /// Closed units, whose seals the receiver looks at.
    pub packages: Vec<Package>,
    /// Closed units as the receiver found them, once he has looked.
    pub found: Vec<FoundPackage>,
    /// List and count, line by line.
    pub lines: Vec<HandedLine>,
    /// What both sides see differently.
    pub matters: Vec<OpenMatter>,
}

/// The receiver's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The statement.
    pub mark: Mark,
    /// When.
    pub when: Moment,
}

/// A closed unit as the receiver found it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPackage {
    /// Its tag.
    pub tag: PackageId,
    /// The seal on the list.
    pub listed: Option<SealNumber>,
    /// The seal that was read.
    pub seen: Option<SealNumber>,
    /// Its state: a code of the list `package state`.
    pub state: &'static str,
    /// In the receiver's words.
    pub note: Option<String>,
}

/// One item and lot on the list, in the count, or in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedLine {
    /// What.
    pub item: ItemCode,
    /// Its name.
    pub name: String,
    /// What one of it is, where that is known.
    pub unit: Option<Unit>,
    /// Which batch.
    pub lot: Option<LotId>,
    /// On the giver's list.
    pub offered: Quantity,
    /// Counted by the receiver, once an answer speaks of it.
    pub counted: Option<Quantity>,
    /// What of the list no answer speaks of: still offered, or taken back.
    pub uncounted: Quantity,
    /// Why they differ: a code of the list `difference reason`.
    pub reason: Option<&'static str>,
    /// In the receiver's words.
    pub note: Option<String>,
    /// Pieces on the list.
    pub listed: Vec<SerialNumber>,
    /// Pieces in the count.
    pub seen: Vec<SerialNumber>,
}

/// A matter that the handover left, or one line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenMatter {
    /// The statement that opened it.
    pub mark: Mark,
    /// Since when.
    pub since: Moment,
    /// When it was settled.
    pub settled: Option<Moment>,
    /// Of what, by name.
    pub name: String,
    /// What one of it is, where that is known.
    pub unit: Option<Unit>,
    /// What is disputed.
    pub disputed: Quantity,
    /// The pieces in question.
    pub serials: Vec<SerialNumber>,
}

impl Certificate {
    pub(crate) fn sheet(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let mut blocks = vec![self.facts(words)?, self.table(words)];
        blocks.extend(self.pieces(words));
        blocks.extend(self.seals(words)?);
        blocks.extend(self.seals_found(words));
        blocks.extend(self.differences(words));
        blocks.push(Block::sign(words, ["paper-sign-giver", "paper-sign-receiver"]));
        let heading = self.consignment.as_ref().map(Printable::code).unwrap_or_default();
        let parts = vec![Part { heading, landscape: false, blocks }];
        let name = self.convoy.as_ref().map_or_else(|| Printable::name(&self.place), Printable::code);
        Ok(Sheet::new("paper-certificate", name, printed, words, parts).resting_on(&self.offer))
    }

    fn facts(&self, words: &Words) -> Result<Block, PaperError> {
        let each = |shown: fn(&Words, &Answered) -> Printable| {
            Printable::list(self.answers.iter().map(|answer| shown(words, answer)), "\n")
        };
        let facts = [
            ("paper-giver", Printable::name(&self.giver)),
            ("paper-receiver", Printable::name(&self.receiver)),
            ("col-place", Printable::name(&self.place)),
            ("col-convoy", self.convoy.as_ref().map(Printable::code).unwrap_or_default()),
            ("paper-consignments", self.consignment.as_ref().map(Printable::code).unwrap_or_default()),
            ("col-status", Printable::ours(words.code("offer status", self.status))),
            ("paper-offered-at", moment(words, self.offered)),
            ("paper-counted-at", each(|words, answer| moment(words, answer.when))),
            ("paper-offer-statement", statement(words, &self.offer)),
            ("paper-answer-statement", each(|words, answer| statement(words, &answer.mark))),
        ];
        Ok(Block::facts(words, facts, Some(Code::of_mark(&self.offer)?)))
    }

    /// Where no answer speaks of a line, the columns of the count are for ink.
    fn table(&self, words: &Words) -> Block {
        let columns = vec![
            Column::of(words, "paper-code", 11),
            Column::of(words, "col-item", 15),
            Column::of(words, "paper-lot", 10),
            Column::number(words, "col-offered", 10),
            Column::number(words, "col-counted", 10),
            Column::number(words, "paper-more-or-less", 7),
            Column::of(words, "col-reason", 15),
        ];
        Block::table(words, "paper-list-and-count", columns, self.lines.iter().map(|line| line.row(words)).collect())
    }

    /// Every piece, with a box where it is still to be counted.
    fn pieces(&self, words: &Words) -> Option<Block> {
        let with_pieces = |line: &&HandedLine| !line.listed.is_empty() || !line.seen.is_empty();
        let rows: Vec<_> = self.lines.iter().filter(with_pieces).map(|line| line.pieces(words)).collect();
        let columns = vec![Column::of(words, "col-item", 3), Column::of(words, "col-serials", 9)];
        (!rows.is_empty()).then(|| Block::table(words, "paper-pieces", columns, rows))
    }

    fn seals(&self, words: &Words) -> Result<Option<Block>, PaperError> {
        let shown = self.packages.iter().map(|package| {
            let seal = package.seal.as_ref().map(|seal| words.say("paper-seal", &[("seal", Arg::code(seal))]));
            let vehicle = package.vehicle.as_ref().map(Printable::code);
            let captions = [Printable::code(&package.tag)].into_iter().chain(seal.map(Printable::ours)).chain(vehicle);
            Code::of_package(package, captions.collect())
        });
        codes(words, "paper-packages", shown.collect())
    }

    fn seals_found(&self, words: &Words) -> Option<Block> {
        let columns = vec![
            Column::of(words, "col-package", 11),
            Column::of(words, "col-state", 9),
            Column::of(words, "col-seal-listed", 10),
            Column::of(words, "col-seal-found", 10),
            Column::of(words, "col-note", 14),
        ];
        let rows: Vec<_> = self.found.iter().map(|package| package.row(words)).collect();
        (!rows.is_empty()).then(|| Block::table(words, "paper-packages-found", columns, rows))
    }

    fn differences(&self, words: &Words) -> Option<Block> {
        let columns = vec![
            Column::of(words, "col-matter", 7),
            Column::of(words, "col-since", 16),
            Column::of(words, "col-item", 14),
            Column::number(words, "col-disputed", 9),
            Column::of(words, "col-serials", 11),
            Column::of(words, "col-status", 16),
        ];
        let rows: Vec<_> = self.matters.iter().map(|matter| matter.row(words)).collect();
        (!rows.is_empty()).then(|| Block::table(words, "paper-matters", columns, rows))
    }
}

impl FoundPackage {
    fn row(&self, words: &Words) -> Vec<Cell> {
        vec![
            Printable::code(&self.tag).into(),
            Printable::ours(words.code("package state", self.state)).into(),
            Cell::code(self.listed.as_ref()),
            Cell::code(self.seen.as_ref()),
            self.note.as_deref().map(Printable::name).unwrap_or_default().into(),
        ]
    }
}

impl HandedLine {
    fn row(&self, words: &Words) -> Vec<Cell> {
        let quantity = |quantity| Cell::from(amount(words, quantity, self.unit));
        let counted = self.counted.map(|counted| {
            let difference =
                i128::from(counted.get()) + i128::from(self.uncounted.get()) - i128::from(self.offered.get());
            let signed = (difference != 0).then(|| format!("{difference:+}"));
            [quantity(counted), Cell::code(signed), self.why(words).into()]
        });
        let mut cells = vec![
            Printable::code(&self.item).into(),
            Printable::name(&self.name).into(),
            Cell::code(self.lot.as_ref()),
            quantity(self.offered),
        ];
        cells.extend(counted.unwrap_or([Cell::BLANK, Cell::BLANK, Cell::BLANK]));
        cells
    }

    /// The reason, and the receiver's words.
    fn why(&self, words: &Words) -> Printable {
        let reason = self.reason.map(|reason| words.code("difference reason", reason));
        match (reason, &self.note) {
            (Some(reason), Some(note)) => {
                let args = [("reason", Arg::Text(reason)), ("note", Arg::Text(Printable::name(note).0))];
                Printable::ours(words.say("paper-reason-note", &args))
            }
            (Some(reason), None) => Printable::ours(reason),
            (None, Some(note)) => Printable::name(note),
            (None, None) => Printable::default(),
        }
    }

    fn pieces(&self, words: &Words) -> Vec<Cell> {
        let name = Cell::from(Printable::name(&self.name));
        if self.counted.is_none() {
            return vec![name, Cell::Boxes { boxes: self.listed.iter().map(Printable::code).collect() }];
        }
        let (listed, seen) = (sorted(&self.listed), sorted(&self.seen));
        let groups = [
            ("paper-listed-and-seen", listed.intersection(&seen).copied().collect::<Vec<_>>()),
            ("paper-listed-not-seen", listed.difference(&seen).copied().collect()),
            ("paper-seen-not-listed", seen.difference(&listed).copied().collect()),
        ];
        let lines = groups.into_iter().filter(|(_, serials)| !serials.is_empty()).map(|(title, serials)| {
            let serials = Printable::list(serials.into_iter().map(Printable::code), &words.say("list-separator", &[]));
            Printable::list([said(words, title), serials], " ")
        });
        vec![name, Printable::list(lines, "\n").into()]
    }
}

impl OpenMatter {
    fn row(&self, words: &Words) -> Vec<Cell> {
        let status = if self.settled.is_some() { "settled" } else { "open" };
        let until = self.settled.map(|when| moment(words, when));
        let serials = Printable::list(self.serials.iter().map(Printable::code), &words.say("list-separator", &[]));
        let status = [Some(Printable::ours(words.code("matter", status))), until];
        vec![
            Printable::code(self.mark.leaf.short()).into(),
            moment(words, self.since).into(),
            Printable::name(&self.name).into(),
            amount(words, self.disputed, self.unit).into(),
            serials.into(),
            Printable::list(status.into_iter().flatten(), "\n").into(),
        ]
    }
}

fn sorted(serials: &[SerialNumber]) -> std::collections::BTreeSet<&SerialNumber> {
    serials.iter().collect()
}
