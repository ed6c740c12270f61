//! One decided draft as the report that is signed: the reader's suggestion and the person's verdict beside it.

use super::{Decision, Document, ReadingError, document_digest};
use model::{
    Argument, Credibility, Excerpt, Grade, Modality, Polarity, Reliability, ReportFiled, ReportKind, ReportSource,
    RoadState, SourceClass, Subject, Text, TextError,
};
use reader::{ArgName, ArgValue, Date, State, Zone};
use units::{Interval, SourceId};

pub(super) fn report(
    document: &Document<'_>,
    draft: &reader::Draft,
    decision: &Decision,
    origin: SourceId,
    zone: &Zone,
) -> Result<ReportFiled, ReadingError> {
    let suggested = Grade {
        reliability: draft.grade.letter.code().parse::<Reliability>()?,
        credibility: draft.grade.number.to_string().parse::<Credibility>()?,
    };
    let class = draft.source.class.code().parse::<SourceClass>()?;
    let edit = &decision.edit;
    let state = edit.state.or(draft.state);
    Ok(ReportFiled {
        kind: draft.kind.code().parse::<ReportKind>()?,
        about: edit.about.clone().unwrap_or_else(|| subjects(draft)),
        state: state.and_then(road_state),
        actor: actor(draft).map(|text| shortened(&text)).transpose()?,
        polarity: edit.polarity.map_or_else(|| draft.polarity.code().parse::<Polarity>(), Ok)?,
        modality: edit.modality.map_or_else(|| draft.modality.code().parse::<Modality>(), Ok)?,
        background: edit.background.unwrap_or(draft.background),
        source: ReportSource { source: source_id(document, draft, class)?, class, origin },
        grade: Grade {
            reliability: decision.reliability.unwrap_or(suggested.reliability),
            credibility: decision.credibility.unwrap_or(suggested.credibility),
        },
        suggested: Some(suggested),
        time: interval(edit.from.unwrap_or(draft.time.from), edit.to.unwrap_or(draft.time.to), zone),
        excerpt: Some(Excerpt {
            document: document_digest(document.text),
            start: position(draft.span.start),
            end: position(draft.span.end),
            text: shortened(&reader::shown(draft.span.of(&reader::plain(document.text))))?,
        }),
        arguments: arguments(draft, decision)?,
    })
}

/// Kinds whose state is a stage or an action have none of the road's states.
fn road_state(state: State) -> Option<RoadState> {
    state.code().parse().ok()
}

/// A text of at most a megabyte has positions far below 2^32.
pub(super) fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Roads and places that the claim itself is about; a force that arrived somewhere is about the place.
pub fn subjects(draft: &reader::Draft) -> Vec<Subject> {
    let mut about: Vec<Subject> = draft
        .args
        .iter()
        .filter(|argument| matches!(argument.name, ArgName::Road | ArgName::Crossing | ArgName::Place))
        .filter_map(|argument| match &argument.value {
            ArgValue::Axis(axis) => Some(Subject::Axis(axis.clone())),
            ArgValue::Place(place) => Some(Subject::Place(place.clone())),
            ArgValue::Unresolved(_)
            | ArgValue::Actor(_)
            | ArgValue::Items(_)
            | ArgValue::Count(_)
            | ArgValue::Text(_) => None,
        })
        .collect();
    about.sort();
    about.dedup();
    about
}

fn actor(draft: &reader::Draft) -> Option<String> {
    draft.args.iter().find_map(|argument| match &argument.value {
        ArgValue::Actor(actor) => Some(actor.text.clone()),
        ArgValue::Axis(_)
        | ArgValue::Place(_)
        | ArgValue::Unresolved(_)
        | ArgValue::Items(_)
        | ArgValue::Count(_)
        | ArgValue::Text(_) => None,
    })
}

/// Whole-day ends become half-open moments.
fn interval(from: Option<Date>, to: Option<Date>, zone: &Zone) -> Interval {
    Interval { from: from.map(|day| day.begins(zone)), to: to.map(|day| day.plus_days(1).begins(zone)) }
}

/// A source is kept under its class and outlet, the finest that wording alone can tell.
fn source_id(document: &Document<'_>, draft: &reader::Draft, class: SourceClass) -> Result<SourceId, ReadingError> {
    let words = document.outlet.unwrap_or(super::NOT_SAID);
    let slug: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let slug: String = slug.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let short: String = slug.to_lowercase().chars().take(20).collect();
    let specific = if draft.source.uncertain { "uncertain/" } else { "" };
    Ok(SourceId::new(format!("{short}/{specific}{class}"))?)
}

/// The draft's arguments, a state that is none of the road's, and what the reader had read where a person
/// decided otherwise.
fn arguments(draft: &reader::Draft, decision: &Decision) -> Result<Vec<Argument>, ReadingError> {
    let texts = draft.args.iter().flat_map(|argument| {
        let name = argument.name.code();
        let values: Vec<String> = match &argument.value {
            ArgValue::Items(items) => items.iter().map(|item| item.category.code().to_owned()).collect(),
            ArgValue::Count(count) => vec![count.to_string()],
            ArgValue::Text(text) => vec![text.clone()],
            ArgValue::Actor(actor) => vec![actor.text.clone()],
            ArgValue::Place(place) => vec![place.to_string()],
            ArgValue::Axis(axis) => vec![axis.to_string()],
            ArgValue::Unresolved(candidates) => candidates.iter().map(ToString::to_string).collect(),
        };
        values.into_iter().map(move |value| (name, value))
    });
    let state = decision.edit.state.or(draft.state).filter(|state| road_state(*state).is_none());
    let stage = state.map(|state| (draft.kind.state_name().unwrap_or("state"), state.code().to_owned()));
    let all = texts.chain(stage).map(|(name, value)| (name.to_owned(), value)).chain(read_otherwise(draft, decision));
    all.map(|(name, value)| Ok(Argument { name: Text::new(&name)?, value: shortened(&value)? })).collect()
}

/// What stood in the draft for each field that a person set anew, under `read.` and the field's name.
fn read_otherwise(draft: &reader::Draft, decision: &Decision) -> Vec<(String, String)> {
    let edit = &decision.edit;
    let code = |code: Option<&str>| code.unwrap_or(NOTHING).to_owned();
    let day = |day: Option<Date>| day.map_or_else(|| NOTHING.to_owned(), |day| day.to_string());
    let about = || {
        let names: Vec<String> = subjects(draft).iter().map(|subject| subject_name(subject).to_owned()).collect();
        if names.is_empty() { NOTHING.to_owned() } else { names.join("+") }
    };
    let read = [
        ("about", edit.about.as_ref().map(|_| about())),
        ("state", edit.state.map(|_| code(draft.state.map(State::code)))),
        ("polarity", edit.polarity.map(|_| code(Some(draft.polarity.code())))),
        ("modality", edit.modality.map(|_| code(Some(draft.modality.code())))),
        ("background", edit.background.map(|_| draft.background.to_string())),
        ("from", edit.from.map(|_| day(draft.time.from))),
        ("to", edit.to.map(|_| day(draft.time.to))),
    ];
    read.into_iter().filter_map(|(field, value)| Some((format!("read.{field}"), value?))).collect()
}

/// Written where the draft had nothing.
const NOTHING: &str = "-";

/// The key of an axis, segment or place.
pub fn subject_name(subject: &Subject) -> &str {
    match subject {
        Subject::Axis(axis) => axis.as_str(),
        Subject::Segment(segment) => segment.as_str(),
        Subject::Place(place) => place.as_str(),
    }
}

/// Cuts to what a statement may hold, at a character.
fn shortened(text: &str) -> Result<Text, TextError> {
    let mut end = text.len().min(model::TEXT_BYTES_MAX / 2);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let visible: String = text[..end].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Text::new(&visible)
}
