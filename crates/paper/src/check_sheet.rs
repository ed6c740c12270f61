//! The check sheet: pieces that somebody is to look at on a site, with boxes for what is found and how.

use crate::PaperError;
use crate::code::Code;
use crate::sheet::{Block, Cell, Column, Part, Sheet, moment, said};
use crate::text::Printable;
use units::{ItemCode, Moment, PartyId, PlaceId, PledgeId, SerialNumber};
use words::Words;

/// Pieces due on one site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckSheet {
    /// The site.
    pub site: PlaceId,
    /// Its name.
    pub name: String,
    /// Whose node this is, which answers for the list.
    pub party: PartyId,
    /// Its name.
    pub by: String,
    /// As of when.
    pub at: Moment,
    /// What may be found: codes of the list `check result`.
    pub results: Vec<&'static str>,
    /// How one looks: codes of the list `check method`.
    pub methods: Vec<&'static str>,
    /// Why a piece may not be shown: codes of the list `check obstacle`.
    pub obstacles: Vec<&'static str>,
    /// The pieces, the most urgent first.
    pub pieces: Vec<DuePiece>,
}

/// A piece that a check is due for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuePiece {
    /// Of what.
    pub item: ItemCode,
    /// Its name.
    pub name: String,
    /// Which piece.
    pub serial: SerialNumber,
    /// Under which pledge it was accepted.
    pub pledge: PledgeId,
    /// When it was accepted.
    pub accepted: Moment,
    /// When it is to be checked at the latest.
    pub due: Moment,
    /// Whether that time has passed.
    pub overdue: bool,
}

/// First line of the code on a check sheet.
const CHECKS: &str = "qafila checks";

impl CheckSheet {
    pub(crate) fn sheet(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let overdue = self.pieces.iter().filter(|piece| piece.overdue).count();
        let count = [("n", self.pieces.len().into()), ("overdue", overdue.into())];
        let facts = [
            ("col-site", Printable::name(&self.name)),
            ("paper-code", Printable::code(&self.site)),
            ("paper-list-by", Printable::name(&self.by)),
            ("paper-as-of", moment(words, self.at)),
            ("paper-due-count", Printable::ours(words.say("paper-due-counted", &count))),
        ];
        let text = format!("{CHECKS}\n{} {}\n{}", self.party, self.site, self.at);
        let code = Code::of(&text, vec![Printable::code(&self.site)])?;
        let blocks = vec![
            Block::facts(words, facts, Some(code)),
            Block::Note { text: said(words, "paper-check-how") },
            Block::Note { text: self.reasons(words) },
            self.table(words),
            Block::sign(words, ["paper-sign-checked", "paper-sign-keeper", "paper-sign-witness"]),
        ];
        let parts = vec![Part { heading: Printable::name(&self.name), landscape: true, blocks }];
        Ok(Sheet::new("paper-check-sheet", Printable::code(&self.site), printed, words, parts))
    }

    /// What may be written beside a piece that was not shown.
    fn reasons(&self, words: &Words) -> Printable {
        let reasons = self.obstacles.iter().map(|code| Printable::ours(words.code("check obstacle", code)));
        let all = [said(words, "paper-check-reasons")].into_iter().chain(reasons);
        Printable::list(all, " · ")
    }

    fn table(&self, words: &Words) -> Block {
        let columns = vec![
            Column::number(words, "col-number", 3),
            Column::of(words, "col-item", 12),
            Column::of(words, "col-serial", 10),
            Column::of(words, "paper-accepted-on", 8),
            Column::of(words, "paper-due-on", 8),
            Column::of(words, "paper-found", 20),
            Column::of(words, "paper-how", 23),
            Column::of(words, "col-note", 12),
        ];
        let rows = self.pieces.iter().zip(1_u32..).map(|(piece, number)| self.row(piece, number, words));
        Block::table(words, "paper-pieces-due", columns, rows.collect())
    }

    fn row(&self, piece: &DuePiece, number: u32, words: &Words) -> Vec<Cell> {
        let boxes = |list: &str, codes: &[&str]| Cell::Boxes {
            boxes: codes.iter().map(|code| Printable::ours(words.code(list, code))).collect(),
        };
        let due = [
            Some(Printable::code(words.date(piece.due))),
            piece.overdue.then(|| Printable::ours(words.code("check state", "overdue"))),
        ];
        vec![
            Printable::code(words.number(number)).into(),
            Printable::name(&piece.name).into(),
            Printable::code(&piece.serial).into(),
            Printable::code(words.date(piece.accepted)).into(),
            Printable::list(due.into_iter().flatten(), "\n").into(),
            boxes("check result", &self.results),
            boxes("check method", &self.methods),
            Cell::BLANK,
        ]
    }
}
