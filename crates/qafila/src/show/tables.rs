//! Statements and accounts as typed tables, for programs that reckon over many: one fact a column, codes and no names.
//!
//! Folders are named as Hive names partitions (`party=…/month=…`), which DuckDB, Spark and Trino read as columns.

use app::account::{Accounted, account_name};
use app::listing::entry_json;
use sheets::{Cells, Column};
use std::collections::BTreeMap;
use units::Moment;
use views::{Account, Posting, Said};

/// The folders of an export.
pub(crate) const FOLDERS: [&str; 4] = ["balances", "postings", "reconciliation", "statements"];

/// One file, made when its turn comes: all of them at once would be the node twice over.
pub(crate) struct Part<'a> {
    /// Below the folder of the export.
    pub(crate) folder: String,
    rows: Rows<'a>,
}

enum Rows<'a> {
    Statements(Vec<&'a Said>),
    Postings(Vec<&'a Posting>),
    Balances(&'a Accounted),
    Lines(&'a Accounted),
}

/// All files: statements by party and month, postings by month, and how the account stands.
pub(crate) fn parts<'a>(said: &'a [Said], accounted: &'a Accounted) -> Vec<Part<'a>> {
    let mut statements: BTreeMap<String, Vec<&Said>> = BTreeMap::new();
    for one in said {
        let month = one.statement().map_or("unknown".to_owned(), |statement| month(statement.occurred));
        statements.entry(format!("statements/party={}/month={month}", one.party)).or_default().push(one);
    }
    let mut postings: BTreeMap<String, Vec<&Posting>> = BTreeMap::new();
    for posting in accounted.views.custody.postings() {
        postings.entry(format!("postings/month={}", month(posting.occurred))).or_default().push(posting);
    }
    let statements = statements.into_iter().map(|(folder, rows)| Part { folder, rows: Rows::Statements(rows) });
    let postings = postings.into_iter().map(|(folder, rows)| Part { folder, rows: Rows::Postings(rows) });
    let state = [("balances", Rows::Balances(accounted)), ("reconciliation", Rows::Lines(accounted))];
    let state = state.map(|(folder, rows)| Part { folder: folder.to_owned(), rows });
    statements.chain(postings).chain(state).collect()
}

impl Part<'_> {
    /// Its columns.
    pub(crate) fn columns(&self) -> Vec<Column> {
        match &self.rows {
            Rows::Statements(rows) => statements(rows),
            Rows::Postings(rows) => postings(rows),
            Rows::Balances(accounted) => balances(accounted),
            Rows::Lines(accounted) => lines(accounted),
        }
    }
}

/// Such as `2013-02`.
fn month(at: Moment) -> String {
    at.to_string().chars().take(7).collect()
}

fn text<R>(name: &'static str, rows: &[R], cell: impl Fn(&R) -> Option<String>) -> Column {
    Column { name, cells: Cells::Text(rows.iter().map(cell).collect()) }
}

fn moment<R>(name: &'static str, rows: &[R], cell: impl Fn(&R) -> Option<Moment>) -> Column {
    Column { name, cells: Cells::Moment(rows.iter().map(|row| cell(row).map(Moment::seconds)).collect()) }
}

fn count<R>(name: &'static str, rows: &[R], cell: impl Fn(&R) -> u64) -> Column {
    Column { name, cells: Cells::Count(rows.iter().map(|row| i64::try_from(cell(row)).ok()).collect()) }
}

fn amount<R>(name: &'static str, rows: &[R], cell: impl Fn(&R) -> Option<i128>) -> Column {
    Column { name, cells: Cells::Amount(rows.iter().map(cell).collect()) }
}

fn statements(rows: &[&Said]) -> Vec<Column> {
    let of = |name, cell: fn(&model::Statement) -> String| text(name, rows, move |said| said.statement().map(cell));
    let at = |name, cell: fn(&model::Statement) -> Moment| moment(name, rows, move |said| said.statement().map(cell));
    vec![
        text("origin", rows, |said| Some(said.origin.to_string())),
        count("entry", rows, |said| said.index),
        text("leaf", rows, |said| Some(said.leaf.to_string())),
        of("officer", |statement| statement.officer.to_string()),
        of("kind", |statement| statement.body.kind().code().to_owned()),
        at("occurred", |statement| statement.occurred),
        at("stated", |statement| statement.stated),
        moment("known", rows, |said| Some(said.known)),
        text("standing", rows, |said| Some(said.standing.code().to_owned())),
        text("content", rows, |said| entry_json(said).get("content").map(ToString::to_string)),
    ]
}

fn postings(rows: &[&Posting]) -> Vec<Column> {
    let whose = |account: &Account| account.holder().map(ToString::to_string);
    vec![
        moment("occurred", rows, |posting| Some(posting.occurred)),
        text("item", rows, |posting| Some(posting.line.item.to_string())),
        text("lot", rows, |posting| posting.line.lot.as_ref().map(ToString::to_string)),
        count("quantity", rows, |posting| posting.line.quantity.get()),
        text("from_account", rows, |posting| Some(account_name(&posting.from))),
        text("from_holder", rows, move |posting| whose(&posting.from)),
        text("to_account", rows, |posting| Some(account_name(&posting.to))),
        text("to_holder", rows, move |posting| whose(&posting.to)),
        text("serials", rows, |posting| {
            let serials: Vec<&str> = posting.line.serials.iter().map(units::SerialNumber::as_str).collect();
            // A serial may hold any sign that could part two of them.
            (!serials.is_empty()).then(|| serde_json::json!(serials).to_string())
        }),
        text("origin", rows, |posting| Some(posting.by.origin.to_string())),
        count("entry", rows, |posting| posting.by.index),
        text("leaf", rows, |posting| Some(posting.by.leaf.to_string())),
    ]
}

fn balances(accounted: &Accounted) -> Vec<Column> {
    let books = &accounted.reconciliation.items;
    let rows: Vec<_> = books.iter().flat_map(|book| book.accounts.iter().map(move |row| (&book.item, row))).collect();
    vec![
        text("item", &rows, |(item, _)| Some(item.to_string())),
        text("lot", &rows, |(_, row)| row.lot.as_ref().map(ToString::to_string)),
        text("account", &rows, |(_, row)| Some(account_name(&row.account))),
        text("holder", &rows, |(_, row)| row.account.holder().map(ToString::to_string)),
        text("site", &rows, |(_, row)| row.account.kept().map(|(_, site)| site.to_string())),
        amount("amount", &rows, |(_, row)| Some(row.amount)),
    ]
}

fn lines(accounted: &Accounted) -> Vec<Column> {
    let rows = &accounted.reconciliation.lines;
    let sum = |name, cell: fn(&views::LineRow) -> u128| {
        amount(name, rows, move |row: &views::LineRow| i128::try_from(cell(row)).ok())
    };
    vec![
        text("pledge", rows, |row| Some(row.pledge.to_string())),
        count("line", rows, |row| row.line.into()),
        text("item", rows, |row| Some(row.item.to_string())),
        count("pledged", rows, |row| row.pledged.get()),
        sum("packed", |row| row.ladder.packed),
        sum("dispatched", |row| row.ladder.dispatched),
        sum("at_crossing", |row| row.ladder.at_crossing),
        sum("offered", |row| row.ladder.offered),
        sum("accepted", |row| row.ladder.accepted),
        sum("disputed", |row| row.disputed),
        sum("verified", |row| row.verified),
        sum("lost", |row| row.ladder.lost),
        sum("returned", |row| row.ladder.returned),
        sum("owed", |row| row.owed),
    ]
}
