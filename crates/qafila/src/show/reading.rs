//! What the reader made of a text.

use super::table;
use reader::{ArgValue, Draft, Reading};
use serde_json::{Value, json};
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

/// The drafts as `read --json` prints them, numbered, with the hashes that a file of decisions names.
pub(crate) fn json(reading: &Reading, text: &str) -> impl Iterator<Item = Value> {
    let digest = app::reading::document_digest(text);
    reading.drafts.iter().enumerate().map(move |(at, draft)| {
        let mut line = draft_json(draft);
        line["draft"] = json!(at + 1);
        line["text"] = json!(digest);
        line["lexicon"] = json!(reading.lexicon_hash);
        line
    })
}

/// One draft: positions in code points and in bytes.
fn draft_json(draft: &Draft) -> Value {
    let source_span = draft.source.span.as_ref().map(|span| json!({ "start": span.start, "end": span.end }));
    let mut args = serde_json::Map::new();
    for argument in &draft.args {
        let value = argument_json(&argument.value);
        match args.get_mut(argument.name.code()) {
            // An argument that stands several times is a list.
            Some(Value::Array(list)) => list.push(value),
            Some(single) => *single = json!([single.take(), value]),
            None => {
                args.insert(argument.name.code().to_owned(), value);
            }
        }
    }
    if let Some(state) = draft.state {
        args.insert(draft.kind.state_name().unwrap_or("state").to_owned(), json!(state.code()));
    }
    json!({
        "kind": draft.kind.code(),
        "polarity": draft.polarity.code(),
        "modality": draft.modality.code(),
        "background": draft.background,
        "start": draft.span.start,
        "end": draft.span.end,
        "byte_start": draft.span.byte_start,
        "byte_end": draft.span.byte_end,
        "source_class": draft.source.class.code(),
        "source_span": source_span,
        "source_uncertain": draft.source.uncertain,
        "grade": draft.grade.to_string(),
        "reasons": draft.grade_reasons.iter().map(|reason| reason.code()).collect::<Vec<_>>(),
        "time_from": draft.time.from.map(|day| day.to_string()),
        "time_to": draft.time.to.map(|day| day.to_string()),
        "time_precision": draft.time.precision.code(),
        "args": args,
        "doubts": draft.doubts.iter().map(|doubt| doubt.code()).collect::<Vec<_>>(),
        "rule": draft.rule,
    })
}

fn argument_json(value: &ArgValue) -> Value {
    match value {
        ArgValue::Place(place) => json!(place.as_str()),
        ArgValue::Axis(axis) => json!(axis.as_str()),
        ArgValue::Unresolved(candidates) => json!({ "unresolved": candidates }),
        ArgValue::Actor(actor) => json!(actor.text),
        ArgValue::Items(items) => json!(
            items.iter().map(|item| json!({ "category": item.category.code(), "text": item.text })).collect::<Vec<_>>()
        ),
        ArgValue::Count(count) => json!(count.get()),
        ArgValue::Text(text) => json!(text),
    }
}
