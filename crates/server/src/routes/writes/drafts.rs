//! A draft as a person decides it: a line of `read --json`, with what it is about and every doubt as a question.

use super::super::{Subject, texts};
use app::reading::subjects;
use reader::{Doubt, Draft, Span};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A draft, as a line of `qafila read --json` has it, and what a card shows besides.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the description is made of it; the line itself comes from the use case")]
pub(super) struct ReadDraft {
    /// Its number, from 1.
    draft: u64,
    /// Code of the list `report kind`.
    kind: String,
    polarity: String,
    modality: String,
    background: bool,
    /// First code point of its words.
    start: u64,
    /// The code point after the last.
    end: u64,
    byte_start: u64,
    byte_end: u64,
    /// Code of the list `source class`.
    source_class: String,
    /// Letter and number, as suggested.
    grade: String,
    /// Codes of the list `grade reason`.
    reasons: Vec<String>,
    /// The first day; an open beginning where null.
    time_from: Option<String>,
    /// The last day; an open end where null.
    time_to: Option<String>,
    time_precision: String,
    #[schema(value_type = Object)]
    args: Value,
    doubts: Vec<String>,
    rule: String,
    /// `signed` or `rejected`; null where it waits.
    fate: Option<String>,
    /// The state that it claims, where its kind has any.
    state: Option<String>,
    /// States that its kind may have.
    states: Vec<String>,
    /// Roads and places that the claim is about.
    about: Vec<Subject>,
    /// Who says it, in the words of the text.
    source_words: String,
    questions: Vec<Question>,
}

/// A doubt of the reader, for a person to answer.
#[derive(Debug, Default, Serialize, ToSchema)]
#[schema(as = ReadQuestion)]
pub(super) struct Question {
    /// `road_unresolved`, `place_ambiguous`, `attribution_uncertain`, `time_ambiguous`, `may_duplicate`, `contradicts`,
    /// `misprint`, `day_ahead`, `disguised` or `one_signal`.
    doubt: &'static str,
    /// The words of the text that it is about.
    words: Option<String>,
    /// Roads or places that could be meant.
    candidates: Vec<Subject>,
    /// Codes of the list `source class`, or days, that it could be as well.
    alternatives: Vec<String>,
}

/// Adds to a line what its card shows besides.
pub(super) fn beside(line: &mut Value, draft: &Draft, text: &str) {
    line["state"] = json!(draft.state.map(reader::State::code));
    line["states"] = draft.kind.states().iter().map(|state| state.code()).collect();
    line["about"] = json!(subjects(draft).iter().map(Subject::from).collect::<Vec<_>>());
    line["source_words"] = json!(draft.source.text);
    let plain = &*reader::plain(text);
    line["questions"] = json!(draft.doubts.iter().map(|doubt| question(doubt, plain)).collect::<Vec<_>>());
}

fn question(doubt: &Doubt, text: &str) -> Question {
    let of = |span: &Span| {
        let words = Some(reader::shown(span.of(text)).to_string());
        Question { doubt: doubt.code(), words, ..Question::default() }
    };
    match doubt {
        Doubt::RoadUnresolved { span, candidates } => {
            let candidates = candidates.iter().map(|axis| Subject::Axis(axis.to_string())).collect();
            Question { candidates, ..of(span) }
        }
        Doubt::PlaceAmbiguous { span, candidates } => {
            let candidates = candidates.iter().map(|place| Subject::Place(place.to_string())).collect();
            Question { candidates, ..of(span) }
        }
        Doubt::AttributionUncertain { alternatives } => {
            let alternatives = alternatives.iter().map(|class| class.code().to_owned()).collect();
            Question { doubt: doubt.code(), alternatives, ..Question::default() }
        }
        Doubt::TimeAmbiguous { span, alternatives } => Question { alternatives: texts(alternatives), ..of(span) },
        Doubt::MayDuplicate { other: span }
        | Doubt::Contradicts { other: span }
        | Doubt::Misprint { span }
        | Doubt::DayAhead { span }
        | Doubt::Disguised { span }
        | Doubt::OneSignal { span, .. } => of(span),
    }
}
