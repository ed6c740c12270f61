//! What the reader made of a text.

use super::table;
use reader::{Draft, Reading};
use words::{Align, Words};

/// A row for each draft: claim, words, source, suggested grade.
pub(crate) fn drafts(words: &Words, reading: &Reading, text: &str) -> words::Table {
    let mut table = table(
        words,
        &[
            ("col-number", Align::Number),
            ("col-claim", Align::Start),
            ("col-words", Align::Start),
            ("col-source", Align::Start),
            ("col-grade", Align::Start),
            ("col-when", Align::Start),
        ],
    );
    let text = reader::plain(text);
    for (at, draft) in reading.drafts.iter().enumerate() {
        table.row([
            words.number((at + 1) as u64),
            claim(words, draft),
            clipped(&reader::shown(draft.span.of(&text))),
            words.code("source class", draft.source.class.code()),
            draft.grade.to_string(),
            when(draft),
        ]);
    }
    table
}

/// Kind and state, and what makes it less than a plain fact.
pub(crate) fn claim(words: &Words, draft: &Draft) -> String {
    let mut parts = vec![words.code("report kind", draft.kind.code())];
    if let Some(state) = draft.state {
        parts.push(words.code("report state", state.code()));
    }
    if draft.modality.code() != "asserted" {
        parts.push(words.code("modality", draft.modality.code()));
    }
    if draft.polarity.code() != "positive" {
        parts.push(words.code("polarity", draft.polarity.code()));
    }
    if draft.background {
        parts.push(words.cell("cell-background", &[]));
    }
    parts.join(words.cell("list-separator", &[]).as_str())
}

/// Most characters of a quotation in a table.
const QUOTED_MAX: usize = 90;

pub(crate) fn clipped(text: &str) -> String {
    let one_line: Vec<&str> = text.split_whitespace().collect();
    let one_line = one_line.join(" ");
    if one_line.chars().count() <= QUOTED_MAX {
        return one_line;
    }
    let mut cut: String = one_line.chars().take(QUOTED_MAX).collect();
    cut.push('…');
    cut
}

pub(super) fn when(draft: &Draft) -> String {
    match (draft.time.from, draft.time.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}/{to}"),
        (Some(from), None) => format!("{from}/"),
        (None, Some(to)) => format!("/{to}"),
        (None, None) => String::new(),
    }
}
