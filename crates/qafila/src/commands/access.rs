//! `qafila access`: who read what was said to few, and signing it.

use crate::args::AccessCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show::table;
use app::access::{Accesses, Period};
use model::AccessReader;
use serde_json::{Value, json};
use units::OfficerId;
use words::{Align, Table, Words};

pub(crate) fn run(context: &Context, command: &AccessCommand) -> Result<Outcome, Failure> {
    match command {
        AccessCommand::List => list(context),
        AccessCommand::Sign { by } => sign(context, by.as_ref()),
    }
}

fn list(context: &Context) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let accesses = node.accesses()?.accesses;
    if local.json {
        let all: Vec<Value> = accesses.iter().map(|(reader, period)| told(reader, period)).collect();
        local.print_json(&json!(all));
    } else if accesses.is_empty() {
        local.tell(&local.screen().line(&local.words.say("access-none", &[])));
    } else {
        local.table(&listed(&local.words, &accesses));
    }
    Ok(Outcome::Done)
}

fn sign(context: &Context, by: Option<&OfficerId>) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let signed = node.sign_accesses(by)?;
    if local.json {
        local.print_json(&json!({ "appended": signed }));
    } else if signed.is_empty() {
        local.tell(&local.screen().line(&local.words.say("access-none", &[])));
    } else {
        local.tell(&local.screen().line(&local.words.say("access-signed", &[("n", signed.len().into())])));
    }
    Ok(Outcome::Done)
}

fn told(reader: &AccessReader, period: &Period) -> Value {
    json!({
        "reader": reader, "from": period.from, "to": period.to, "statements": period.statements,
        "views": period.views, "served": period.ranges(),
    })
}

fn listed(words: &Words, accesses: &Accesses) -> Table {
    let columns = [
        ("col-reader", Align::Start),
        ("col-reader-sort", Align::Start),
        ("col-from", Align::Start),
        ("col-to", Align::Start),
        ("col-statements-read", Align::End),
        ("col-served", Align::End),
        ("col-views", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-access", &[]));
    for (reader, period) in accesses.iter() {
        let entries: u64 = period.ranges().iter().map(|range| range.last - range.first + 1).sum();
        table.row([
            reader.name().to_owned(),
            words.cell(sort(reader), &[]),
            words.moment(period.from),
            words.moment(period.to),
            period.statements.len().to_string(),
            entries.to_string(),
            period.views.iter().cloned().collect::<Vec<_>>().join(", "),
        ]);
    }
    table
}

fn sort(reader: &AccessReader) -> &'static str {
    match reader {
        AccessReader::Officer(_) => "reader-officer",
        AccessReader::Token(_) => "reader-token",
        AccessReader::Partner(_) => "reader-partner",
    }
}
