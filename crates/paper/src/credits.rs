//! Movement credits: a page for each, with its number, its roads, and the times between which it holds.

use crate::code::Code;
use crate::orders::{OrderedColumn, Orders};
use crate::sheet::{Block, Part, Sheet, moment, said};
use crate::text::Printable;
use crate::waybill::{named, statement};
use crate::{Mark, PaperError};
use units::Moment;
use words::Words;

impl Orders {
    pub(crate) fn credits(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let parts = self.columns.iter().map(|column| self.credit(column, words)).collect::<Result<Vec<_>, _>>()?;
        Ok(self.paper("paper-credit", printed, words, parts))
    }

    fn credit(&self, column: &OrderedColumn, words: &Words) -> Result<Part, PaperError> {
        let issued = column.credited.as_ref();
        let state = if issued.is_some() { "paper-credit-issued" } else { "paper-credit-asked" };
        let facts = [
            ("col-credit", Printable::code(&column.credit)),
            ("paper-state", said(words, state)),
            ("paper-ordered-by", Printable::name(&self.by)),
            ("col-convoy", Printable::code(&column.convoy)),
            ("paper-commander", column.commander.as_ref().map(Printable::code).unwrap_or_default()),
            ("col-from", Printable::name(&column.from)),
            ("paper-to", Printable::name(&column.crossing)),
            ("col-first-in", column.first().map(|at| moment(words, at)).unwrap_or_default()),
            ("col-last-out", column.last().map(|at| moment(words, at)).unwrap_or_default()),
            ("col-vehicles", Printable::code(words.number(column.vehicles))),
            ("col-length", Printable::ours(words.distance(column.length))),
            ("paper-rate", Printable::ours(words.speed(column.rate))),
            ("col-road-space", Printable::ours(words.distance(column.road_space))),
            ("col-pass-time", Printable::ours(words.duration(column.pass_time))),
            ("paper-route", named(words, &column.route)),
            ("paper-statement", issued.map(|mark: &Mark| statement(words, mark)).unwrap_or_default()),
        ];
        let code = issued.map_or_else(|| Code::of_plan(&self.plan), Code::of_mark)?;
        let blocks = vec![
            Block::facts(words, facts, Some(code)),
            Block::Note { text: said(words, "paper-credit-means") },
            column.table(words, &self.zone(words)),
            Block::sign(words, ["paper-sign-issued", "paper-sign-commander"]),
        ];
        Ok(Part { heading: Printable::code(&column.credit), landscape: false, blocks })
    }
}
