//! Pledge lines: what is owed, late and foreseen, each forecast with its basis.

use super::names::Namer;
use super::picture::cited;
use super::{account::number, table};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use units::PledgeId;
use views::{Arrival, ByPace, ByPlan, Outlook, Views};
use words::{Align, Arg, Table};

/// A table for each pledge.
pub(crate) fn tables(namer: &Namer<'_>, lines: &[Outlook]) -> Vec<Table> {
    let pledges: BTreeSet<&PledgeId> = lines.iter().map(|line| &line.pledge).collect();
    let of = |pledge: &PledgeId| lines.iter().filter(|line| &line.pledge == pledge).cloned().collect::<Vec<_>>();
    pledges.into_iter().map(|pledge| of_pledge(namer, pledge, &of(pledge))).collect()
}

fn of_pledge(namer: &Namer<'_>, pledge: &PledgeId, lines: &[Outlook]) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-line", Align::Number),
            ("col-item", Align::Start),
            ("col-pledged", Align::Number),
            ("col-accepted", Align::Number),
            ("col-owed", Align::Number),
            ("col-due", Align::Start),
            ("col-state", Align::Start),
            ("col-condition", Align::Start),
            ("col-by-plan", Align::Start),
            ("col-by-pace", Align::Start),
        ],
    )
    .title(words.cell("title-pledge", &[("pledge", Arg::code(pledge))]));
    for line in lines {
        let count = |count: u128| words.number(i128::try_from(count).unwrap_or(i128::MAX));
        table.row([
            words.number(line.line),
            namer.item(&line.item),
            namer.quantity(&line.item, line.promised),
            count(line.accepted),
            count(line.owed),
            line.window.to.map(|to| words.date(to)).unwrap_or_default(),
            words.code("line state", line.state.code()),
            words.code("condition state", line.condition.code()),
            if line.owed == 0 { String::new() } else { plan(namer, &line.plan) },
            line.pace.filter(|_| line.owed > 0).map(|pace| by_pace(namer, pace)).unwrap_or_default(),
        ]);
    }
    table
}

/// When the plan completes a line, and with which convoys; or what of it is in no movement.
fn plan(namer: &Namer<'_>, plan: &ByPlan) -> String {
    let words = namer.words;
    let convoys: BTreeSet<&str> = plan.arrivals.iter().map(|arrival| arrival.convoy.as_str()).collect();
    let convoys = Arg::code(convoys.into_iter().collect::<Vec<_>>().join(" "));
    let unplanned = Arg::text(words.number(i128::try_from(plan.unplanned).unwrap_or(i128::MAX)));
    if let Some(due) = plan.behind {
        return words.cell("outlook-plan-behind", &[("due", Arg::text(words.date(due))), ("convoys", convoys)]);
    }
    match plan.completes {
        Some(when) => words.cell("outlook-plan", &[("when", Arg::text(words.date(when))), ("convoys", convoys)]),
        None if plan.arrivals.is_empty() => words.cell("outlook-plan-none", &[]),
        None => words.cell("outlook-plan-part", &[("left", unplanned), ("convoys", convoys)]),
    }
}

fn by_pace(namer: &Namer<'_>, pace: ByPace) -> String {
    let words = namer.words;
    let accepted = Arg::text(words.number(i128::try_from(pace.accepted).unwrap_or(i128::MAX)));
    let (when, since) = (Arg::text(words.date(pace.completes)), Arg::text(words.date(pace.since)));
    words.cell("outlook-pace", &[("when", when), ("accepted", accepted), ("since", since)])
}

/// The statements behind each line: the promise, and the orders that its forecast rests on.
pub(crate) fn why(namer: &Namer<'_>, lines: &[Outlook]) -> Table {
    let columns = [
        ("col-pledge", Align::Start),
        ("col-line", Align::Number),
        ("col-statement", Align::Start),
        ("col-by-plan", Align::Start),
    ];
    let mut table = table(namer.words, &columns);
    for line in lines {
        let join = |statements: Vec<String>| statements.join(" · ");
        table.row([
            line.pledge.to_string(),
            namer.words.number(line.line),
            join(line.why.iter().map(cited).collect()),
            join(line.plan.arrivals.iter().map(|arrival| cited(&arrival.by)).collect()),
        ]);
    }
    table
}

/// For programs.
pub(crate) fn json(views: &Views, lines: &[Outlook]) -> Value {
    lines.iter().map(|line| line_json(views, line)).collect()
}

fn line_json(views: &Views, line: &Outlook) -> Value {
    let arrival = |arrival: &Arrival| {
        json!({
            "convoy": arrival.convoy, "consignment": arrival.consignment, "due": arrival.due,
            "quantity": number(arrival.quantity), "by": arrival.by,
        })
    };
    let pace = line.pace.map(|pace| {
        json!({
            "accepted": number(pace.accepted), "since": pace.since, "seconds": pace.seconds,
            "completes": pace.completes,
        })
    });
    let pledge = views.agreements.pledge(&line.pledge);
    let promised = pledge.and_then(|pledge| pledge.made.lines.iter().find(|made| made.line == line.line));
    json!({
        "agreement": line.agreement, "pledge": line.pledge, "line": line.line, "item": line.item,
        "unit": views.catalogue.get(&line.item).map(|item| item.unit), "priority": line.priority,
        "promised": line.promised, "accepted": number(line.accepted), "owed": number(line.owed),
        "window": line.window, "state": line.state.code(),
        "condition": { "state": line.condition.code(), "text": promised.and_then(|line| line.condition.as_ref()) },
        "plan": {
            "completes": line.plan.completes, "behind": line.plan.behind, "unplanned": number(line.plan.unplanned),
            "arrivals": line.plan.arrivals.iter().map(arrival).collect::<Vec<_>>(),
        },
        "pace": pace, "why": line.why,
    })
}
