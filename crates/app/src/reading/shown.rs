//! Drafts of a reading as programs read them: on the command line and over HTTP alike.

use reader::{ArgValue, Doubt, Draft, Reading};
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

/// What made the reader stop without a draft, as `read --json` prints it behind the drafts: a name that may be a place, a
/// word of roads in a sentence that says nothing of one.
pub fn doubts_json(reading: &Reading, text: &str) -> impl Iterator<Item = Value> {
    let digest = super::document_digest(text);
    reading.doubts.iter().filter_map(move |doubt| {
        let (span, of) = match doubt {
            Doubt::OneSignal { span, kind } => (span, json!({ "kind": kind.code() })),
            Doubt::PlaceAmbiguous { span, candidates } => (span, json!({ "candidates": candidates })),
            Doubt::RoadUnresolved { span, candidates } => (span, json!({ "candidates": candidates })),
            Doubt::Misprint { span }
            | Doubt::DayAhead { span }
            | Doubt::Disguised { span }
            | Doubt::TimeAmbiguous { span, .. } => (span, json!({})),
            // These are of a draft, never of none.
            Doubt::MayDuplicate { .. } | Doubt::Contradicts { .. } | Doubt::AttributionUncertain { .. } => return None,
        };
        let mut line = of;
        line["doubt"] = json!(doubt.code());
        line["words"] = json!(span.of(text));
        line["start"] = json!(span.start);
        line["end"] = json!(span.end);
        line["byte_start"] = json!(span.byte_start);
        line["byte_end"] = json!(span.byte_end);
        line["text"] = json!(digest);
        line["lexicon"] = json!(reading.lexicon_hash);
        Some(line)
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
