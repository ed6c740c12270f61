//! The account: reconciliation as data and as CSV, and the statements behind a figure.

use crate::node::{AsOf, Node, NodeError};
use std::fmt::Write as _;
use std::sync::Arc;
use units::{ItemCode, Moment};
use views::{Account, Posting, Reconciliation, Scope, Views, reconcile_in};

/// The account at one moment.
#[derive(Clone, Debug)]
pub struct Accounted {
    /// The moment that decides which checks are overdue.
    pub at: Moment,
    /// All views that it rests on.
    pub views: Arc<Views>,
    /// Pledge lines, books and checks.
    pub reconciliation: Reconciliation,
}

impl Node {
    /// The account as of two times.
    pub fn account(&self, as_of: &AsOf) -> Result<Accounted, NodeError> {
        self.account_in(as_of, &Scope::default())
    }

    /// The part of the account that is asked for; as of the end of its period, where that comes first.
    pub fn account_in(&self, as_of: &AsOf, scope: &Scope) -> Result<Accounted, NodeError> {
        let at = as_of.occurred.unwrap_or_else(|| self.now());
        // The end of a period is the first moment after it.
        let at = scope.period.to.map_or(at, |to| at.min(to.plus_seconds(-1)));
        let views = self.views(&AsOf { occurred: Some(at), known: as_of.known })?;
        let reconciliation = reconcile_in(&views, scope, at);
        Ok(Accounted { at, views, reconciliation })
    }
}

/// The postings in scope, within its period, in canonical order; narrowed to the pieces asked for.
pub fn why_in(views: &Views, scope: &Scope) -> Vec<Posting> {
    scope.moved(views)
}

/// The postings behind an item's figures, in canonical order.
pub fn why<'v>(views: &'v Views, item: &ItemCode) -> Vec<&'v Posting> {
    views.custody.postings().iter().filter(|posting| &posting.line.item == item).collect()
}

/// The reconciliation as CSV (RFC 4180): a row for each pledge line, then a row for each account.
///
/// Depends on statements and the moment asked alone, so two nodes that hold the same
/// statements write the same bytes.
pub fn csv(accounted: &Accounted) -> String {
    let mut out = String::from(
        "section,pledge,line,item,account,pledged,packed,dispatched,at_crossing,offered,accepted,disputed,verified,lost,returned,owed,amount\r\n",
    );
    for row in &accounted.reconciliation.lines {
        let l = &row.ladder;
        // A String never fails to grow.
        let _ = write!(
            out,
            "line,{},{},{},,{},{},{},{},{},{},{},{},{},{},{},\r\n",
            quoted(row.pledge.as_str()),
            row.line,
            quoted(row.item.as_str()),
            row.pledged,
            l.packed,
            l.dispatched,
            l.at_crossing,
            l.offered,
            l.accepted,
            row.disputed,
            row.verified,
            l.lost,
            l.returned,
            row.owed,
        );
    }
    for book in &accounted.reconciliation.items {
        for row in &book.accounts {
            let (item, account) = (quoted(book.item.as_str()), quoted(&account_name(&row.account)));
            let _ = write!(out, "account,,,{item},{account},,,,,,,,,,,,{}\r\n", row.amount);
        }
        let _ = write!(out, "sum,,,{},,,,,,,,,,,,,{}\r\n", quoted(book.item.as_str()), book.sum);
    }
    out
}

/// An account in one plain word for files.
pub fn account_name(account: &Account) -> String {
    match account {
        Account::Stock { holder, site } => format!("stock {holder} {site}"),
        Account::Reserved { holder, site, pledge } => format!("reserved {holder} {site} {pledge}"),
        Account::Moving { holder, to, moved } => format!("moving {holder} {to} {}", moved.short()),
        Account::Way { holder, consignment, stage } => format!("{} {holder} {consignment}", stage.code()),
        Account::Disputed { matter } => format!("disputed {}", matter.short()),
        Account::Source => "source".to_owned(),
        Account::Unlisted => "unlisted".to_owned(),
        Account::Consumed => "consumed".to_owned(),
        Account::Destroyed => "destroyed".to_owned(),
        Account::Lost { attribution } => format!("lost {attribution}"),
    }
}

/// Quotes a field of CSV where RFC 4180 asks for it.
pub fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
