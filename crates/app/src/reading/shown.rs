//! Drafts of a reading as programs read them: on the command line and over HTTP alike.

use reader::{ArgValue, Draft, Reading};
use serde_json::{Value, json};

/// The drafts as `read --json` prints them, numbered, with the hashes that a file of decisions names.
pub fn drafts_json(reading: &Reading, text: &str) -> impl Iterator<Item = Value> {
    let digest = super::document_digest(text);
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
