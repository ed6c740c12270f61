//! What a template lays out: parts with headings, facts, tables, codes and room for ink.
//!
//! A document becomes a [`Sheet`], in the language of its reader; the template knows no document.

use crate::code::Code;
use crate::text::Printable;
use crate::{Mark, PaperError};
use serde::Serialize;
use units::{Digest, Moment};
use words::{Arg, Words};

/// A document as it is laid out.
#[derive(Debug, Serialize)]
pub(crate) struct Sheet {
    /// ISO 639-1.
    lang: &'static str,
    rtl: bool,
    /// What it is: `Waybill`. On every page.
    title: Printable,
    /// Which one: `11-DZ-01`. On every page.
    name: Printable,
    /// `page {n} of {m}`, with [`PAGE`] and [`PAGES`] for the numbers.
    pages: String,
    /// What the template puts page numbers in place of.
    page_marks: [&'static str; 2],
    /// At the foot of every page: when it was printed, and the statement that it rests on.
    foot: Printable,
    reference: Printable,
    parts: Vec<Part>,
}

/// Pages under one heading.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    /// Beside the name, on each of its pages: the vehicle.
    pub(crate) heading: Printable,
    pub(crate) landscape: bool,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(crate) enum Block {
    /// Labels and values, with the code of the document beside them.
    Facts { facts: Vec<(Printable, Printable)>, code: Option<Code> },
    /// A table whose headings are repeated on each page.
    Table { title: Printable, columns: Vec<Column>, rows: Vec<Vec<Cell>> },
    /// Codes in a grid.
    Codes { title: Printable, codes: Vec<Code> },
    /// A sentence.
    Note { text: Printable },
    /// Room for the ink of those who sign, side by side.
    Sign { hands: Vec<Hand> },
}

/// A column of a table.
#[derive(Debug, Serialize)]
pub(crate) struct Column {
    title: Printable,
    /// Its share of the width.
    share: u8,
    /// Numbers stand at the end of their cell.
    number: bool,
}

/// A cell of a table.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    Text(Printable),
    /// Boxes to be ticked by hand.
    Boxes {
        boxes: Vec<Printable>,
    },
    /// A line to write on.
    Blank {
        blank: bool,
    },
}

/// Somebody who signs in ink.
#[derive(Debug, Serialize)]
pub(crate) struct Hand {
    pub(crate) title: Printable,
    /// What is written beside lines.
    pub(crate) lines: Vec<Printable>,
}

/// Stand for the numbers in [`Sheet::pages`]: characters of private use, which no other text keeps.
const PAGE: &str = "\u{E000}";
const PAGES: &str = "\u{E001}";

impl Sheet {
    /// A sheet called by a message, about one thing.
    pub(crate) fn new(title: &str, name: Printable, printed: Moment, words: &Words, parts: Vec<Part>) -> Self {
        Self {
            reference: Printable::default(),
            lang: words.lang().code(),
            rtl: words.lang().is_rtl(),
            title: said(words, title),
            name,
            pages: words.say("paper-page", &[("n", Arg::code(PAGE)), ("m", Arg::code(PAGES))]),
            page_marks: [PAGE, PAGES],
            foot: Printable::ours(words.say("paper-printed", &[("at", printed.into())])),
            parts,
        }
    }

    /// Resting on a statement.
    pub(crate) fn resting_on(self, mark: &Mark) -> Self {
        Self { reference: Printable::code(mark.leaf.short()), ..self }
    }

    /// About a plan.
    pub(crate) fn of_plan(self, plan: &Digest) -> Self {
        Self { reference: Printable::code(plan.short()), ..self }
    }

    /// Rows of all tables, and the codes.
    pub(crate) fn rows(&self) -> usize {
        let rows = |block: &Block| match block {
            Block::Table { rows, .. } => rows.len(),
            Block::Codes { codes, .. } => codes.len(),
            Block::Facts { .. } | Block::Note { .. } | Block::Sign { .. } => 1,
        };
        self.parts.iter().flat_map(|part| &part.blocks).map(rows).sum()
    }
}

impl Column {
    /// Of words, with a heading by its message.
    pub(crate) fn of(words: &Words, title: &str, share: u8) -> Self {
        Self { title: said(words, title), share, number: false }
    }

    /// Of numbers.
    pub(crate) fn number(words: &Words, title: &str, share: u8) -> Self {
        Self { number: true, ..Self::of(words, title, share) }
    }
}

impl Cell {
    /// Room for ink.
    pub(crate) const BLANK: Self = Self::Blank { blank: true };

    /// A code, or nothing.
    pub(crate) fn code(text: Option<impl ToString>) -> Self {
        Self::Text(text.map(Printable::code).unwrap_or_default())
    }
}

impl From<Printable> for Cell {
    fn from(text: Printable) -> Self {
        Self::Text(text)
    }
}

impl Block {
    /// Facts whose values are there, labelled by their messages.
    pub(crate) fn facts<const N: usize>(words: &Words, facts: [(&str, Printable); N], code: Option<Code>) -> Self {
        let there = facts.into_iter().filter(|(_, value)| !value.is_empty());
        Self::Facts { facts: there.map(|(label, value)| (said(words, label), value)).collect(), code }
    }

    /// A table, under the title of a message.
    pub(crate) fn table(words: &Words, title: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self::Table { title: said(words, title), columns, rows }
    }

    /// Those who sign: the message of what each signs as, and a name where it is known.
    pub(crate) fn sign<const N: usize>(words: &Words, hands: [&str; N]) -> Self {
        let lines = ["paper-ink-name", "paper-ink-function", "paper-ink-time", "paper-ink-signature"];
        let hand =
            |title: &str| Hand { title: said(words, title), lines: lines.map(|line| said(words, line)).to_vec() };
        Self::Sign { hands: hands.map(hand).into() }
    }
}

/// A message without values.
pub(crate) fn said(words: &Words, id: &str) -> Printable {
    Printable::ours(words.say(id, &[]))
}

/// A moment, whole.
pub(crate) fn moment(words: &Words, at: Moment) -> Printable {
    Printable::code(words.moment(at))
}

/// Codes in a grid, where there are any.
pub(crate) fn codes(
    words: &Words,
    title: &str,
    codes: Vec<Result<Code, PaperError>>,
) -> Result<Option<Block>, PaperError> {
    let codes = codes.into_iter().collect::<Result<Vec<_>, _>>()?;
    Ok((!codes.is_empty()).then(|| Block::Codes { title: said(words, title), codes }))
}
