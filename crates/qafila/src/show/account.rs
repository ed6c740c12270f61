//! The account: from promise to proof, books that sum to zero, checks.

use super::names::{Namer, shown};
use super::picture::cited;
use super::table;
use app::account::{Accounted, why_in};
use model::Attribution;
use serde_json::{Value, json};
use units::ItemCode;
use views::{Account, CheckState, LineRow, Posting, Scope};
use words::{Align, Arg, Table};

/// Whether an item was asked for; every one is, where none is named.
fn asked(only: &[ItemCode], item: &ItemCode) -> bool {
    only.is_empty() || only.contains(item)
}

/// A row for each pledge line.
pub(crate) fn lines(namer: &Namer<'_>, accounted: &Accounted, only: &[ItemCode]) -> Table {
    let words = namer.words;
    let rungs = [
        "pledged",
        "packed",
        "dispatched",
        "at-crossing",
        "offered",
        "accepted",
        "disputed",
        "verified",
        "lost",
        "owed",
    ];
    let headers: Vec<String> = rungs.iter().map(|rung| format!("col-{rung}")).collect();
    let mut columns = vec![("col-item", Align::Start)];
    columns.extend(headers.iter().map(|header| (header.as_str(), Align::Number)));
    let mut table = table(words, &columns);
    for row in accounted.reconciliation.lines.iter().filter(|row| asked(only, &row.item)) {
        let mut cells = vec![namer.item(&row.item)];
        cells.extend(figures(row).map(|figure| words.number(i128::try_from(figure).unwrap_or(i128::MAX))));
        table.row(cells);
    }
    table
}

fn figures(row: &LineRow) -> [u128; 10] {
    let l = &row.ladder;
    let pledged = u128::from(row.pledged.get());
    [
        pledged,
        l.packed,
        l.dispatched,
        l.at_crossing,
        l.offered,
        l.accepted,
        row.disputed,
        row.verified,
        l.lost,
        row.owed,
    ]
}

/// Every account of each item, and the sum.
pub(crate) fn books(namer: &Namer<'_>, accounted: &Accounted, scope: &Scope, only: &[ItemCode]) -> Table {
    let words = namer.words;
    let moving = scope.period.from.is_some();
    let mut columns = vec![("col-item", Align::Start), ("col-account", Align::Start)];
    if moving {
        columns.extend([("col-opening", Align::Number), ("col-entered", Align::Number), ("col-left", Align::Number)]);
    }
    columns.push(("col-amount", Align::Number));
    let mut table = table(words, &columns);
    let total = |id: &str, amount: i128| {
        let blank = std::iter::repeat_n(String::new(), if moving { 3 } else { 0 });
        let ends = [String::new(), words.cell(id, &[])].into_iter().chain(blank);
        ends.chain([words.number(amount)]).collect::<Vec<_>>()
    };
    for book in accounted.reconciliation.items.iter().filter(|book| asked(only, &book.item)) {
        for row in &book.accounts {
            let mut cells = vec![namer.item(&book.item), account(namer, &row.account)];
            if moving {
                let moved = |count: u128| words.number(i128::try_from(count).unwrap_or(i128::MAX));
                cells.extend([words.number(row.opening()), moved(row.entered), moved(row.left)]);
            }
            cells.push(words.number(row.amount));
            table.row(cells);
        }
        if book.elsewhere != 0 {
            table.row(total("account-elsewhere", book.elsewhere));
        }
        table.row(total("total", book.sum));
        table.rule();
    }
    table
}

/// An account in the reader's language.
pub(crate) fn account(namer: &Namer<'_>, account: &Account) -> String {
    let words = namer.words;
    match account {
        Account::Stock { holder, site } => words.cell(
            "account-stock",
            &[("holder", Arg::text(namer.party(holder))), ("site", Arg::text(namer.place(site)))],
        ),
        Account::Way { consignment, stage, .. } => words.cell(
            "account-way",
            &[("stage", Arg::text(words.code("stage", stage.code()))), ("consignment", Arg::code(consignment))],
        ),
        Account::Reserved { holder, site, pledge } => words.cell(
            "account-reserved",
            &[
                ("holder", Arg::text(namer.party(holder))),
                ("site", Arg::text(namer.place(site))),
                ("pledge", Arg::code(pledge)),
            ],
        ),
        Account::Moving { holder, to, .. } => words.cell(
            "account-moving",
            &[("holder", Arg::text(namer.party(holder))), ("site", Arg::text(namer.place(to)))],
        ),
        Account::Disputed { matter } => words.cell("account-disputed", &[("matter", Arg::code(matter.short()))]),
        Account::Source => words.cell("account-source", &[]),
        Account::Unlisted => words.cell("account-unlisted", &[]),
        Account::Consumed => words.code("stage", "consumed"),
        Account::Destroyed => words.code("stage", "destroyed"),
        Account::Lost { attribution } => words.cell("account-lost", &[("by", Arg::text(lost_by(namer, *attribution)))]),
    }
}

fn lost_by(namer: &Namer<'_>, attribution: Attribution) -> String {
    namer.words.code("attribution", attribution.code())
}

/// The postings behind the figures, a table for each item that moved.
pub(crate) fn postings(namer: &Namer<'_>, accounted: &Accounted, scope: &Scope) -> Vec<Table> {
    let postings = why_in(&accounted.views, scope);
    let moved = accounted.reconciliation.items.iter().map(|book| &book.item);
    moved.map(|item| postings_of(namer, &postings, item)).collect()
}

/// The same for programs, as one list, item by item.
pub(crate) fn postings_json(accounted: &Accounted, scope: &Scope) -> Value {
    let mut postings = why_in(&accounted.views, scope);
    postings.sort_by(|a, b| a.line.item.cmp(&b.line.item));
    let postings = postings.iter().map(|posting| {
        json!({
            "item": posting.line.item, "occurred": posting.occurred, "by": posting.by,
            "from": app::account::account_name(&posting.from), "to": app::account::account_name(&posting.to),
            "amount": posting.line.quantity, "lot": posting.line.lot, "serials": posting.line.serials,
        })
    });
    postings.collect()
}

fn postings_of(namer: &Namer<'_>, postings: &[Posting], item: &ItemCode) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-when", Align::Start),
            ("col-statement", Align::Start),
            ("col-from", Align::Start),
            ("col-to", Align::Start),
            ("col-amount", Align::Number),
            ("col-serials", Align::Start),
        ],
    )
    .title(words.cell("title-why-item", &[("item", Arg::text(namer.item(item)))]));
    for posting in postings.iter().filter(|posting| &posting.line.item == item) {
        let serials: Vec<String> = posting.line.serials.iter().map(|serial| shown(words, serial.as_str())).collect();
        table.row([
            words.moment(posting.occurred),
            cited(&posting.by),
            account(namer, &posting.from),
            account(namer, &posting.to),
            words.number(posting.line.quantity.get()),
            serials.join(" "),
        ]);
    }
    table
}

/// Pieces that an end-use check is due for.
pub(crate) fn checks(namer: &Namer<'_>, accounted: &Accounted, only: &[ItemCode]) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-item", Align::Start),
            ("col-serial", Align::Start),
            ("col-accepted", Align::Start),
            ("col-due", Align::Start),
            ("col-status", Align::Start),
            ("col-last-look", Align::Start),
        ],
    );
    for piece in accounted.reconciliation.checks.iter().filter(|piece| asked(only, &piece.item)) {
        let looked = piece.last.as_ref().map(|look| {
            let result = words.code("check result", look.result.code());
            format!("{} {result}", words.date(look.when))
        });
        table.row([
            namer.item(&piece.item),
            shown(words, piece.serial.as_str()),
            words.date(piece.accepted),
            words.date(piece.due),
            words.code("check state", piece.state.code()),
            looked.unwrap_or_default(),
        ]);
    }
    table
}

/// Whether any check is overdue.
pub(crate) fn overdue(accounted: &Accounted) -> usize {
    accounted.reconciliation.checks.iter().filter(|piece| piece.state == CheckState::Overdue).count()
}

/// The account for programs.
pub(crate) fn json(accounted: &Accounted) -> Value {
    let rungs = [
        "pledged",
        "packed",
        "dispatched",
        "at_crossing",
        "offered",
        "accepted",
        "disputed",
        "verified",
        "lost",
        "owed",
    ];
    let lines: Vec<Value> = accounted
        .reconciliation
        .lines
        .iter()
        .map(|row| {
            let mut line = json!({ "pledge": row.pledge, "line": row.line, "item": row.item, "returned": number(row.ladder.returned) });
            for (rung, figure) in rungs.iter().zip(figures(row)) {
                line[*rung] = number(figure);
            }
            line
        })
        .collect();
    let items: Vec<Value> =
        accounted
            .reconciliation
            .items
            .iter()
            .map(|book| {
                let accounts: Vec<Value> = book
                .accounts
                .iter()
                .map(|row| json!({
                    "account": app::account::account_name(&row.account), "lot": row.lot,
                    "opening": row.opening().to_string(), "entered": number(row.entered), "left": number(row.left),
                    "amount": row.amount.to_string(),
                }))
                .collect();
                json!({
                    "item": book.item, "accounts": accounts, "elsewhere": book.elsewhere.to_string(),
                    "sum": book.sum.to_string(),
                })
            })
            .collect();
    let checks: Vec<Value> = accounted
        .reconciliation
        .checks
        .iter()
        .map(|piece| json!({ "item": piece.item, "serial": piece.serial, "accepted": piece.accepted, "due": piece.due, "state": piece.state.code() }))
        .collect();
    json!({ "at": accounted.at, "lines": lines, "items": items, "checks": checks, "findings": accounted.views.findings.len() })
}

/// A count as a JSON number where every reader can hold it, as text beyond.
pub(crate) fn number(count: u128) -> Value {
    u64::try_from(count).map_or_else(|_| json!(count.to_string()), |count| json!(count))
}
