//! Agreements with what became of them, and pledges.

use super::names::Namer;
use super::table;
use serde_json::{Value, json};
use units::Moment;
use views::{Agreement, StatusChange, Views};
use words::{Align, Table};

/// The life of each agreement, oldest first.
pub(crate) fn agreements(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-agreement", Align::Start),
            ("col-status", Align::Start),
            ("col-since", Align::Start),
            ("col-reason", Align::Start),
        ],
    );
    for (_, agreement) in namer.views.agreements.iter() {
        let title = namer.names(&agreement.concluded.title);
        let annex = agreement.concluded.annex.as_ref().map(ToString::to_string).unwrap_or_default();
        table.row([title, words.code("agreement status", "concluded"), words.date(agreement.since), annex]);
        for change in &agreement.changes {
            let status = words.code("agreement status", change.status.code());
            table.row([String::new(), status, words.date(change.since), change.reason.to_string()]);
        }
    }
    table
}

/// The lines of each pledge.
pub(crate) fn pledges(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-line", Align::Number),
            ("col-item", Align::Start),
            ("col-pledged", Align::Number),
            ("col-mass", Align::Number),
            ("col-hazard", Align::Start),
            ("col-priority", Align::Number),
            ("col-due", Align::Start),
        ],
    );
    for (_, pledge) in namer.views.agreements.pledges() {
        for line in &pledge.made.lines {
            let item = namer.views.catalogue.get(&line.item);
            let mass = item.map(|item| words.mass(item.mass.saturating_mul(line.quantity.get()))).unwrap_or_default();
            let hazard = item.and_then(|item| item.hazard.as_ref()).map(hazard).unwrap_or_default();
            let due = pledge.made.window.to.map(|due| words.date(due)).unwrap_or_default();
            table.row([
                words.number(line.line),
                namer.item(&line.item),
                namer.quantity(&line.item, line.quantity),
                mass,
                hazard,
                words.number(line.priority),
                due,
            ]);
        }
    }
    table
}

/// The life of each agreement for programs, with what holds at a moment.
pub(crate) fn json(views: &Views, at: Moment) -> Value {
    let change = |change: &StatusChange| json!({ "status": change.status, "since": change.since, "reason": change.reason, "by": change.by });
    let agreement = |agreement: &Agreement| {
        json!({
            "agreement": agreement.concluded.agreement, "parties": agreement.concluded.parties,
            "since": agreement.since, "by": agreement.by,
            "status": agreement.status_at(at).map_or("concluded", |change| change.status.code()),
            "stopped": agreement.stopped_at(at).is_some(),
            "changes": agreement.changes.iter().map(change).collect::<Vec<_>>(),
        })
    };
    views.agreements.iter().map(|(_, known)| agreement(known)).collect()
}

/// As transport documents write it: `UN 0328 1.2C`.
fn hazard(hazard: &model::Hazard) -> String {
    let group = hazard.group.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("UN {:04} {}{group}", hazard.un, hazard.class)
}
