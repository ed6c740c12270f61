//! Convoys: what was ordered, where they stand, what befell them.

use super::names::Namer;
use super::table;
use views::{Convoy, Step};
use words::{Align, Table};

/// What a convoy did and what befell it, in order of time.
pub(crate) fn log(namer: &Namer<'_>, since: usize) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-when", Align::Start),
            ("col-convoy", Align::Start),
            ("col-event", Align::Start),
            ("col-place", Align::Start),
            ("col-note", Align::Start),
        ],
    );
    let mut rows: Vec<_> =
        namer.views.movements.iter().flat_map(|(id, convoy)| steps(namer, id.as_str(), convoy)).collect();
    rows.sort();
    for (_, row) in rows.into_iter().skip(since) {
        table.row(row);
    }
    table
}

fn steps(namer: &Namer<'_>, id: &str, convoy: &Convoy) -> Vec<(units::Moment, [String; 5])> {
    let words = namer.words;
    let row = |step: &Step| match step {
        Step::Progress(_, when, progress) => {
            let event = words.code("progress event", progress.event.code());
            let note = progress.note.as_ref().map(ToString::to_string).unwrap_or_default();
            (*when, [words.moment(*when), id.to_owned(), event, namer.place(&progress.place), note])
        }
        Step::Incident(_, when, incident) => {
            let event = words.code("incident kind", incident.kind.code());
            let place = incident.place.as_ref().map(|place| namer.place(place)).unwrap_or_default();
            let vehicle = incident.vehicle.as_ref().map(ToString::to_string);
            let note = incident.note.as_ref().map(ToString::to_string);
            let note: Vec<String> = vehicle.into_iter().chain(note).collect();
            (*when, [words.moment(*when), id.to_owned(), event, place, note.join(": ")])
        }
    };
    convoy.steps.iter().map(row).collect()
}
