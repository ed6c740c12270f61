//! Tables that stay straight in three languages and without colour.

use crate::Screen;
use crate::bidi::{self, FSI, PDI};

/// Space between columns.
const GAP: usize = 2;

/// Narrowest a column is made so that a table fits: one short word.
const COLUMN_MIN: usize = 8;

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Where lines begin: left in English and French, right in Arabic.
    Start,
    /// Where lines end.
    End,
    /// At the right in every language, so that ones stand under ones; never wrapped.
    Number,
}

#[derive(Clone, Debug)]
struct Column {
    header: String,
    align: Align,
}

#[derive(Clone, Debug)]
enum Row {
    Cells(Vec<String>),
    Rule,
}

/// Rows under headers. Cells may hold anybody's text; `\n` begins a new line in a cell.
#[derive(Clone, Debug, Default)]
pub struct Table {
    title: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

impl Table {
    /// No columns yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A line above the headers.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// One more column, after those already there.
    pub fn column(mut self, header: impl Into<String>, align: Align) -> Self {
        self.columns.push(Column { header: header.into(), align });
        self
    }

    /// One more row; cells that are missing at its end stay empty.
    pub fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        let cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        debug_assert!(cells.len() <= self.columns.len(), "a row of {} in {} columns", cells.len(), self.columns.len());
        self.rows.push(Row::Cells(cells));
    }

    /// A rule, such as the one above totals.
    pub fn rule(&mut self) {
        self.rows.push(Row::Rule);
    }

    /// Whether no row has been added.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table as lines. A cell that is too wide is wrapped, never cut.
    pub fn render(&self, screen: &Screen) -> String {
        let widths = self.widths(screen.width);
        let mut out = self.title.as_ref().map(|title| screen.text(title)).unwrap_or_default();
        if self.columns.iter().any(|column| !column.header.is_empty()) {
            let headers = self.columns.iter().map(|column| column.header.clone()).collect();
            self.write(&mut out, screen, &widths, &Row::Cells(headers));
            self.write(&mut out, screen, &widths, &Row::Rule);
        }
        for row in &self.rows {
            self.write(&mut out, screen, &widths, row);
        }
        out
    }

    /// Natural widths; where their sum is above the limit, the widest column gives way.
    fn widths(&self, limit: Option<usize>) -> Vec<usize> {
        let widest = |index: usize, column: &Column| {
            let cells = self.rows.iter().filter_map(|row| match row {
                Row::Cells(cells) => cells.get(index),
                Row::Rule => None,
            });
            let lines = cells.chain([&column.header]).flat_map(|cell| cell.split('\n'));
            lines.map(|line| bidi::width(&bidi::balanced(line))).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = self.columns.iter().enumerate().map(|(i, c)| widest(i, c)).collect();
        let gaps = GAP * widths.len().saturating_sub(1);
        while limit.is_some_and(|limit| widths.iter().sum::<usize>() + gaps > limit) {
            let gives = |&index: &usize| self.columns[index].align != Align::Number && widths[index] > COLUMN_MIN;
            let Some(widest) = (0..widths.len()).filter(gives).max_by_key(|&index| widths[index]) else { break };
            widths[widest] -= 1;
        }
        widths
    }

    fn write(&self, out: &mut String, screen: &Screen, widths: &[usize], row: &Row) {
        let cells: Vec<Vec<String>> = match row {
            Row::Rule => widths.iter().map(|width| vec!["─".repeat(*width)]).collect(),
            Row::Cells(cells) => {
                let lines = |(cell, width): (&str, &usize)| {
                    cell.split('\n').flat_map(|line| bidi::wrap(&bidi::balanced(line), *width)).collect()
                };
                let cells = cells.iter().map(String::as_str).chain(std::iter::repeat(""));
                cells.zip(widths).map(lines).collect()
            }
        };
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let part = |index: usize| cells[index].get(line).map_or("", String::as_str);
            let padded = (0..widths.len()).map(|i| self.cell(screen, part(i), i, widths[i]));
            let padded: Vec<String> = padded.collect();
            out.push_str(&screen.finish(&padded.join(&" ".repeat(GAP))));
        }
    }

    /// A cell at its width, isolated where its direction could meet another's.
    fn cell(&self, screen: &Screen, text: &str, index: usize, width: usize) -> String {
        let pad = " ".repeat(width.saturating_sub(bidi::width(text)));
        let shown = if text.is_empty() || (!screen.rtl && !bidi::has_rtl(text)) {
            text.to_owned()
        } else {
            format!("{FSI}{text}{PDI}")
        };
        match (self.columns[index].align, screen.rtl) {
            (Align::Start, _) | (Align::Number, true) => format!("{shown}{pad}"),
            (Align::End, _) | (Align::Number, false) => format!("{pad}{shown}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BidiMode, Lang, Words};
    use proptest::prelude::*;
    use unicode_bidi::Level;

    fn stock() -> Table {
        let mut table = Table::new()
            .column("Party", Align::Start)
            .column("Item", Align::Start)
            .column("Held", Align::Number)
            .column("Since", Align::End);
        table.row(["dz-log", "fuel", "12,000", "2013-02-08"]);
        table.row(["اللجنة المشتركة", "وقود (ديزل)", "400", "2013-02-09"]);
        table.row(["車両", "e\u{301}te\u{301}", "7", "x"]);
        table.rule();
        table.row(["Total", "", "12,407"]);
        table
    }

    fn render(table: &Table, lang: Lang, mode: BidiMode, width: Option<usize>) -> String {
        table.render(&Words::new(lang).screen(mode, width))
    }

    #[test]
    fn columns_stand_under_each_other() {
        insta::assert_snapshot!(render(&stock(), Lang::En, BidiMode::Visual, None), @"
        Party            Item           Held       Since
        ───────────────  ───────────  ──────  ──────────
        dz-log           fuel         12,000  2013-02-08
        ةكرتشملا ةنجللا  (لزيد) دوقو     400  2013-02-09
        車両             été               7           x
        ───────────────  ───────────  ──────  ──────────
        Total                         12,407
        ");
    }

    #[test]
    fn arabic_runs_from_the_right() {
        insta::assert_snapshot!(render(&stock(), Lang::Ar, BidiMode::Visual, None), @"
        Since         Held         Item            Party
        ──────────  ──────  ───────────  ───────────────
        2013-02-08  12,000         fuel           dz-log
        2013-02-09     400  (لزيد) دوقو  ةكرتشملا ةنجللا
        x                7          été             車両
        ──────────  ──────  ───────────  ───────────────
                    12,407                         Total
        ");
    }

    #[test]
    fn logical_lines_carry_their_direction() {
        let mut table = Table::new().column("الصنف", Align::Start).column("الكمية", Align::Number);
        table.row(["وقود", "12"]);
        let marked = render(&table, Lang::Ar, BidiMode::Logical, None).escape_unicode().to_string();
        let marks = ["200f", "2067", "2068", "2069"].map(|mark| marked.matches(&format!("u{{{mark}}}")).count());
        // Three lines, each with a mark at both ends, one isolate a line and one a cell.
        assert_eq!(marks, [6, 3, 6, 9]);
    }

    #[test]
    fn wide_cells_are_wrapped_not_cut() {
        let mut table = Table::new().title("العنوان").column("Road", Align::Start).column("Why", Align::Start);
        table = table.column("Vehicles seen that day", Align::Number);
        table.row(["N4", "regained on Friday, says an unnamed officer", "12"]);
        table.row(["N6", "استعيد الطريق يوم الجمعة بحسب ضابط لم يذكر اسمه في 2013-02-08", "4"]);
        insta::assert_snapshot!(render(&table, Lang::Ar, BidiMode::Visual, Some(50)), @"
                                                   ناونعلا
        Vehicles seen that day                   Why  Road
        ──────────────────────  ────────────────────  ────
                            12   regained on Friday,    N4
                                     says an unnamed
                                             officer
                             4     موي قيرطلا ديعتسا    N6
                                 مل طباض بسحب ةعمجلا
                                        يف همسا ركذي
                                          2013-02-08
        ");
    }

    proptest! {
        /// Whoever reorders (the terminal, whatever direction it gives the line, or we), the
        /// eye sees the same line at the same place of the table.
        #[test]
        fn both_modes_look_the_same(
            cells in prop::collection::vec("[a-zA-Z0-9قافلة\u{64f}٠-٩ .:()+-]{0,14}", 4..16),
            limit in prop::option::of(30..70_usize),
        ) {
            let mut table = Table::new();
            for (header, align) in [("بلد", Align::Start), ("No", Align::Number), ("c", Align::End), ("د", Align::Start)] {
                table = table.column(header, align);
            }
            for row in cells.chunks(4) {
                table.row(row.to_vec());
            }
            let logical = render(&table, Lang::Ar, BidiMode::Logical, limit);
            let visual = render(&table, Lang::Ar, BidiMode::Visual, limit);
            let columns = logical.lines().next().map_or(0, bidi::width);
            for (marked, seen) in logical.lines().zip(visual.lines()) {
                for base in [Level::rtl(), Level::ltr()] {
                    let terminal = bidi::visual(marked, Some(base));
                    let margin = " ".repeat(limit.unwrap_or(80).saturating_sub(columns));
                    prop_assert_eq!(format!("{margin}{}", terminal.trim_end()), seen);
                }
            }
        }

        #[test]
        fn no_line_is_wider_than_the_limit(
            cells in prop::collection::vec("[a-zقافلة车 \u{202e}\u{2068}\u{2069}\u{1b}]{0,40}", 3..12),
            limit in 30..60_usize,
        ) {
            let mut table = Table::new().column("a", Align::Start).column("b", Align::End).column("c", Align::Start);
            for row in cells.chunks(3) {
                table.row(row.to_vec());
            }
            for lang in Lang::ALL {
                let shown = render(&table, lang, BidiMode::Logical, Some(limit));
                prop_assert!(shown.lines().all(|line| bidi::width(line) <= limit), "{}", shown);
                let unsafe_mark = shown.contains(['\u{1b}', '\u{202e}']);
                prop_assert!(!unsafe_mark);
            }
        }
    }
}
