//! Setting fields of a draft anew, one after another, each checked as it is typed.

use super::super::{Desk, flags};
use super::asking::{Answer, Asking};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::reading::{Edit, day, forwards, state_of, subjects};
use model::{Modality, Polarity};
use reader::Draft;
use views::Views;
use words::Arg;

/// Fields in the order of their numbers.
const FIELDS: [&str; 7] = [
    "read-field-about",
    "read-field-state",
    "read-field-from",
    "read-field-to",
    "read-field-modality",
    "read-field-polarity",
    "read-field-background",
];

/// Edits until an empty line; `None` when nobody is there any more.
pub(super) fn edit(
    desk: &Desk<'_>,
    views: &Views,
    asking: &mut Asking<'_>,
    at: usize,
    mut edit: Edit,
) -> Result<Option<Edit>, Failure> {
    let Some(draft) = desk.reading.drafts.get(at) else { return Ok(Some(edit)) };
    loop {
        show_fields(desk, views, asking, draft, &edit);
        let Answer::Given(field) = asking.line() else { return Ok(None) };
        if field.is_empty() {
            return Ok(Some(edit));
        }
        let index = field.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(index) = index.filter(|index| *index < FIELDS.len()) else {
            asking.refuse(&field);
            continue;
        };
        if let Some(known) = known(draft, index) {
            asking.tell("read-values", &[("values", Arg::code(known.join(" ")))]);
        }
        asking.tell("read-new-value", &[]);
        let Answer::Given(value) = asking.line() else { return Ok(None) };
        let mut tried = edit.clone();
        match set(desk, draft, &mut tried, index, &value) {
            Ok(()) => edit = tried,
            Err(message) => asking.refuse(&message),
        }
    }
}

/// The words a field can have, where they are few.
fn known(draft: &Draft, index: usize) -> Option<Vec<&'static str>> {
    match index {
        1 => Some(draft.kind.states().iter().map(|state| state.code()).collect()),
        4 => Some(Modality::ALL.iter().map(|modality| modality.code()).collect()),
        5 => Some(Polarity::ALL.iter().map(|polarity| polarity.code()).collect()),
        6 => Some(vec!["true", "false"]),
        _ => None,
    }
}

/// Sets one field; what is wrong with the value where it cannot be.
fn set(desk: &Desk<'_>, draft: &Draft, edit: &mut Edit, index: usize, value: &str) -> Result<(), String> {
    let say = |fault: app::reading::DraftFault| fault.to_string();
    match index {
        0 => edit.about = Some(flags::subjects(value, &desk.operation).map_err(Failure::message)?),
        1 => edit.state = Some(state_of(draft, value).map_err(say)?),
        2 => edit.from = Some(day(value).map_err(say)?),
        3 => edit.to = Some(day(value).map_err(say)?),
        4 => edit.modality = Some(value.parse().map_err(|error: model::CodeError| error.to_string())?),
        5 => edit.polarity = Some(value.parse().map_err(|error: model::CodeError| error.to_string())?),
        _ => edit.background = Some(value.parse().map_err(|_| value.to_owned())?),
    }
    forwards(draft, edit).map_err(say)
}

/// Every field with its number and what it is now.
fn show_fields(desk: &Desk<'_>, views: &Views, asking: &Asking<'_>, draft: &Draft, edit: &Edit) {
    let namer = Namer { words: &desk.context.words, operation: &desk.operation, views };
    let words = namer.words;
    let day = |day: Option<reader::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let state = edit.state.or(draft.state).map(|state| words.code("report state", state.code()));
    let modality = edit.modality.map_or(draft.modality.code(), Modality::code);
    let polarity = edit.polarity.map_or(draft.polarity.code(), Polarity::code);
    let about = edit.about.clone().unwrap_or_else(|| subjects(draft));
    let values = [
        show::card::about(&namer, &about),
        state.unwrap_or_else(|| "-".to_owned()),
        day(edit.from.unwrap_or(draft.time.from)),
        day(edit.to.unwrap_or(draft.time.to)),
        words.code("modality", modality),
        words.code("polarity", polarity),
        edit.background.unwrap_or(draft.background).to_string(),
    ];
    let screen = desk.context.screen();
    for (number, (field, value)) in FIELDS.iter().zip(values).enumerate() {
        let label = format!("{} {}", words.number((number + 1) as u64), words.cell(field, &[]));
        desk.context.print(&screen.labelled(&label, &value));
    }
    asking.tell("read-which-field", &[]);
}
