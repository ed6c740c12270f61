//! The account: pledge to proof, every balance, open matters, checks, and the postings behind.

use super::{Item, Place, Reference, moment, text, texts};
use crate::ask::{Ask, Times, unreadable};
use crate::problem::{Details, Problem};
use app::operation::Operation;
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use units::{Digest, ItemCode};
use utoipa::{IntoParams, ToSchema};
use views::Views;

/// The whole account at one moment.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Account {
    /// The moment that decides which checks are overdue.
    at: String,
    /// What was known by then; everything where absent.
    known: Option<String>,
    /// A row for each pledge line.
    lines: Vec<PledgeLine>,
    /// A book for each item that moved.
    books: Vec<Book>,
    /// Disagreements: open ones first, oldest first.
    matters: Vec<Matter>,
    /// Pieces that a check is or was due for.
    checks: Vec<Check>,
}

/// One pledge line, from promise to proof.
#[derive(Debug, Serialize, ToSchema)]
struct PledgeLine {
    pledge: String,
    line: u16,
    item: Item,
    pledged: u64,
    #[schema(value_type = u64)]
    packed: u128,
    #[schema(value_type = u64)]
    dispatched: u128,
    #[schema(value_type = u64)]
    at_crossing: u128,
    #[schema(value_type = u64)]
    offered: u128,
    #[schema(value_type = u64)]
    accepted: u128,
    #[schema(value_type = u64)]
    lost: u128,
    #[schema(value_type = u64)]
    returned: u128,
    /// In open matters now, short and over together.
    #[schema(value_type = u64)]
    disputed: u128,
    /// Pieces seen by an end-use check.
    #[schema(value_type = u64)]
    verified: u128,
    /// Promised, not yet accepted.
    #[schema(value_type = u64)]
    owed: u128,
}

/// Every account of one item.
#[derive(Debug, Serialize, ToSchema)]
struct Book {
    item: Item,
    accounts: Vec<Balance>,
    /// Sum of all accounts: zero, always.
    #[schema(value_type = i64)]
    sum: i128,
}

/// What one account holds.
#[derive(Debug, Serialize, ToSchema)]
struct Balance {
    account: Holding,
    lot: Option<String>,
    /// Below zero only outside the operation.
    #[schema(value_type = i64)]
    amount: i128,
}

/// Where a quantity is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Holding {
    /// In the stock of a party at a site.
    Stock { holder: String, site: Place },
    /// On the way, still in the giver's custody; `stage` as packed, on_road, at_crossing, offered.
    Way { holder: String, consignment: String, stage: String },
    /// In stock, set aside for a pledge.
    Reserved { holder: String, site: Place, pledge: String },
    /// Left a site for another site or party, not counted there yet.
    Moving { holder: String, to: Place },
    /// Counted differently, until the matter is settled.
    Disputed { matter: String },
    /// Outside: where stock came from before the book opened.
    Source,
    /// Outside: arrived beyond every list.
    Unlisted,
    /// Outside: used up for its purpose.
    Consumed,
    /// Outside: destroyed.
    Destroyed,
    /// Outside: lost; `attribution` as in the list of that name.
    Lost { attribution: String },
}

/// A disagreement between giver and receiver.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Matter {
    by: Reference,
    /// `handover`, `stated`, `double_custody`, `lost_serial` or `consumption`.
    kind: String,
    since: String,
    /// Whole days from `since` to `at`, or to its end.
    age_days: i64,
    /// Who gave; the first to be asked.
    giver: String,
    receiver: String,
    place: Option<Place>,
    consignment: Option<String>,
    differences: Vec<Difference>,
    /// Packages that were not found as listed.
    packages: Vec<Package>,
    /// The statements that disagree, and those that cite the matter.
    evidence: Vec<Reference>,
    /// Everyone whose word is needed.
    sides: Vec<String>,
    /// Sides that have said how it should end.
    proposals: Vec<String>,
    /// When both had said the same end; open where absent.
    settled: Option<String>,
    settled_by: Vec<Reference>,
}

/// A package that was not found as it was listed.
#[derive(Debug, Serialize, ToSchema)]
struct Package {
    package: String,
    /// The seal on the list.
    listed: Option<String>,
    /// The seal that was read.
    found: Option<String>,
    /// Code of the list `package state`.
    state: String,
    note: Option<String>,
    /// SHA-256 of the receiver's photograph.
    photo: Option<String>,
}

/// One disputed line.
#[derive(Debug, Serialize, ToSchema)]
struct Difference {
    item: Item,
    lot: Option<String>,
    /// On the giver's list.
    offered: u64,
    /// Counted by the receiver.
    counted: u64,
    serials: Vec<String>,
    /// Code of the list `difference reason`.
    reason: Option<String>,
    note: Option<String>,
    /// SHA-256 of the receiver's photograph.
    photo: Option<String>,
}

/// One accepted piece that a check is due for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Check {
    item: Item,
    serial: String,
    accepted: String,
    due: String,
    /// `verified`, `failed`, `due` or `overdue`.
    state: String,
    last: Option<Look>,
}

/// One look at a piece.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Look {
    by: Reference,
    party: String,
    when: String,
    site: Place,
    /// Code of the list `check result`.
    result: String,
    /// Code of the list `check method`.
    method: String,
    /// SHA-256 of the photograph, where there is one.
    photo: Option<String>,
}

/// One movement from account to account.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Posting {
    by: Reference,
    occurred: String,
    from: Holding,
    to: Holding,
    quantity: u64,
    lot: Option<String>,
    serials: Vec<String>,
}

/// Whose postings.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OfItem {
    /// Code of the item.
    item: String,
}

/// The account as of two times.
#[utoipa::path(get, path = "/account", params(Times), responses(
    (status = 200, description = "The account", body = Account),
    (status = 400, description = "A time that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn account(times: Result<Query<Times>, QueryRejection>, ask: Ask) -> Response {
    match Times::read(times) {
        Ok(as_of) => ask.answer(move |node| build(node, &as_of)).await,
        Err(problem) => problem.into_response(),
    }
}

/// The statements behind an item's figures, in canonical order.
#[utoipa::path(get, path = "/postings", params(OfItem), responses(
    (status = 200, description = "The postings", body = Vec<Posting>),
    (status = 400, description = "An item that is none", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn postings(of: Result<Query<OfItem>, QueryRejection>, ask: Ask) -> Response {
    let item = of
        .map_err(|rejection| unreadable(&rejection))
        .and_then(|Query(of)| ItemCode::new(of.item).map_err(|why| Problem::query("item", &why.to_string())));
    match item {
        Ok(item) => ask.answer(move |node| posted(node, &item)).await,
        Err(problem) => problem.into_response(),
    }
}

fn posted(node: &Node, item: &ItemCode) -> Result<Vec<Posting>, Problem> {
    let (operation, views) = super::read(node)?;
    Ok(app::account::why(&views, item).into_iter().map(|posting| posting_of(&operation, posting)).collect())
}

pub(super) fn posting_of(operation: &Operation, posting: &views::Posting) -> Posting {
    Posting {
        by: (&posting.by).into(),
        occurred: moment(posting.occurred),
        from: Holding::of(operation, &posting.from),
        to: Holding::of(operation, &posting.to),
        quantity: posting.line.quantity.get(),
        lot: text(posting.line.lot.as_ref()),
        serials: texts(&posting.line.serials),
    }
}

fn build(node: &Node, as_of: &AsOf) -> Result<Account, Problem> {
    let operation = node.operation()?;
    let accounted = node.account(as_of)?;
    let (views, reconciliation) = (&accounted.views, &accounted.reconciliation);
    let balance = |row: &views::AccountRow| Balance {
        account: Holding::of(&operation, &row.account),
        lot: text(row.lot.as_ref()),
        amount: row.amount,
    };
    let book = |book: &views::ItemBook| Book {
        item: Item::of(views, &book.item),
        accounts: book.accounts.iter().map(balance).collect(),
        sum: book.sum,
    };
    let open_first = |matter: &&views::Matter| (matter.settled.is_some(), matter.since, matter.by.leaf);
    let mut matters: Vec<&views::Matter> = views.custody.matters().values().collect();
    matters.sort_by_key(open_first);
    Ok(Account {
        at: moment(accounted.at),
        known: text(as_of.known),
        lines: reconciliation.lines.iter().map(|row| pledge_line(views, row)).collect(),
        books: reconciliation.items.iter().map(book).collect(),
        matters: matters.into_iter().map(|matter| matter_of(&operation, views, matter, accounted.at)).collect(),
        checks: reconciliation.checks.iter().map(|piece| check(&operation, views, piece)).collect(),
    })
}

fn pledge_line(views: &Views, row: &views::LineRow) -> PledgeLine {
    let views::Ladder { packed, dispatched, at_crossing, offered, accepted, lost, returned } = row.ladder;
    PledgeLine {
        pledge: row.pledge.to_string(),
        line: row.line,
        item: Item::of(views, &row.item),
        pledged: row.pledged.get(),
        packed,
        dispatched,
        at_crossing,
        offered,
        accepted,
        lost,
        returned,
        disputed: row.disputed,
        verified: row.verified,
        owed: row.owed,
    }
}

impl Holding {
    fn of(operation: &Operation, account: &views::Account) -> Self {
        match account {
            views::Account::Stock { holder, site } => {
                Self::Stock { holder: holder.to_string(), site: Place::of(operation, site) }
            }
            views::Account::Way { holder, consignment, stage } => Self::Way {
                holder: holder.to_string(),
                consignment: consignment.to_string(),
                stage: stage.code().to_owned(),
            },
            views::Account::Reserved { holder, site, pledge } => Self::Reserved {
                holder: holder.to_string(),
                site: Place::of(operation, site),
                pledge: pledge.to_string(),
            },
            views::Account::Moving { holder, to, .. } => {
                Self::Moving { holder: holder.to_string(), to: Place::of(operation, to) }
            }
            views::Account::Disputed { matter } => Self::Disputed { matter: Digest::to_string(matter) },
            views::Account::Source => Self::Source,
            views::Account::Unlisted => Self::Unlisted,
            views::Account::Consumed => Self::Consumed,
            views::Account::Destroyed => Self::Destroyed,
            views::Account::Lost { attribution } => Self::Lost { attribution: attribution.code().to_owned() },
        }
    }
}

pub(super) fn matter_of(operation: &Operation, views: &Views, matter: &views::Matter, at: units::Moment) -> Matter {
    let difference = |difference: &views::Difference| Difference {
        item: Item::of(views, &difference.item),
        lot: text(difference.lot.as_ref()),
        offered: difference.offered.get(),
        counted: difference.counted.get(),
        serials: texts(&difference.serials),
        reason: difference.reason.map(|reason| reason.code().to_owned()),
        note: text(difference.note.as_ref()),
        photo: text(difference.photo),
    };
    let package = |package: &views::PackageDifference| Package {
        package: package.package.to_string(),
        listed: text(package.listed.as_ref()),
        found: text(package.found.as_ref()),
        state: package.state.code().to_owned(),
        note: text(package.note.as_ref()),
        photo: text(package.photo),
    };
    Matter {
        by: (&matter.by).into(),
        kind: matter.kind.code().to_owned(),
        since: moment(matter.since),
        age_days: i64::try_from(matter.age_seconds(at) / 86_400).unwrap_or(i64::MAX),
        giver: matter.giver.to_string(),
        receiver: matter.receiver.to_string(),
        place: matter.place.as_ref().map(|place| Place::of(operation, place)),
        consignment: text(matter.consignment.as_ref()),
        differences: matter.differences.iter().map(difference).collect(),
        packages: matter.packages.iter().map(package).collect(),
        evidence: matter.evidence.iter().map(Reference::from).collect(),
        sides: texts(&matter.sides),
        proposals: texts(matter.proposals.keys()),
        settled: matter.settled.as_ref().map(|(_, when)| moment(*when)),
        settled_by: matter.settled.iter().flat_map(|(by, _)| by).map(Reference::from).collect(),
    }
}

pub(super) fn check(operation: &Operation, views: &Views, piece: &views::PieceResult) -> Check {
    Check {
        item: Item::of(views, &piece.item),
        serial: piece.serial.to_string(),
        accepted: moment(piece.accepted),
        due: moment(piece.due),
        state: piece.state.code().to_owned(),
        last: piece.last.as_ref().map(|look| look_of(operation, look)),
    }
}

pub(super) fn look_of(operation: &Operation, look: &views::PieceCheck) -> Look {
    Look {
        by: (&look.by).into(),
        party: look.party.to_string(),
        when: moment(look.when),
        site: Place::of(operation, &look.site),
        result: look.result.code().to_owned(),
        method: look.method.code().to_owned(),
        photo: text(look.photo),
    }
}
