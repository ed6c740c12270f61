//! The march table: of each column, and at each point that is timed.

use crate::orders::{OrderedColumn, Orders, TimedPoint};
use crate::sheet::{Block, Cell, Column, Part, Sheet};
use crate::text::Printable;
use crate::waybill::day_and_hour;
use crate::{PaperError, code::Code};
use units::Moment;
use words::{Arg, Words};

/// Columns at one point, in the order in which they come.
type At<'o> = (&'o str, Vec<(&'o OrderedColumn, &'o TimedPoint)>);

impl Orders {
    pub(crate) fn march_table(&self, printed: Moment, words: &Words) -> Result<Sheet, PaperError> {
        let facts = [("paper-ordered-by", Printable::name(&self.by)), ("paper-plan", Printable::code(self.plan))];
        let mut blocks = vec![Block::facts(words, facts, Some(Code::of_plan(&self.plan)?)), self.table(words)];
        let zone = self.zone(words);
        blocks.extend(self.points().iter().map(|point| at_point(words, point, &zone)));
        let mut parts = vec![Part { heading: Printable::default(), landscape: false, blocks }];
        parts.extend(self.columns.iter().map(|column| Part {
            heading: Printable::code(&column.convoy),
            landscape: false,
            blocks: column.march(words, &zone),
        }));
        Ok(self.paper("sheet-march-table", printed, words, parts))
    }

    /// Every point that is timed, the earliest first.
    fn points(&self) -> Vec<At<'_>> {
        let mut points: Vec<At<'_>> = Vec::new();
        for column in &self.columns {
            for point in column.points.iter().filter(|point| point.timed) {
                match points.iter_mut().find(|(place, _)| *place == point.place) {
                    Some((_, all)) => all.push((column, point)),
                    None => points.push((&point.place, vec![(column, point)])),
                }
            }
        }
        for (_, all) in &mut points {
            all.sort_by_key(|(column, point)| (point.due, &column.convoy));
        }
        points.sort_by_key(|(_, all)| all.first().map(|(_, point)| point.due));
        points
    }
}

impl OrderedColumn {
    /// Who commands it, its points, and what marches in it.
    fn march(&self, words: &Words, zone: &str) -> Vec<Block> {
        let commander = self.commander.as_ref().map(Printable::code);
        let commander = commander.map(|officer| Block::facts(words, [("paper-commander", officer)], None));
        commander.into_iter().chain([self.table(words, zone)]).chain(self.in_order(words)).collect()
    }
}

fn at_point(words: &Words, (place, all): &At<'_>, zone: &str) -> Block {
    let columns = vec![
        Column::of(words, "col-convoy", 4),
        Column::of(words, "col-point", 5),
        Column::number(words, "col-vehicles", 3),
        Column::of(words, "col-due", 5),
        Column::of(words, "col-clear", 5),
        Column::of(words, "paper-passed", 5),
    ];
    let row = |(column, point): &(&OrderedColumn, &TimedPoint)| {
        vec![
            Printable::code(&column.convoy).into(),
            Printable::ours(words.code("point", point.kind)).into(),
            Printable::code(words.number(column.vehicles)).into(),
            day_and_hour(words, point.due).into(),
            day_and_hour(words, point.clear.minute_over()).into(),
            Cell::BLANK,
        ]
    };
    let title = words.say("paper-at-point", &[("place", Arg::text(place)), ("zone", Arg::code(zone))]);
    Block::Table { title: Printable::ours(title), columns, rows: all.iter().map(row).collect() }
}
