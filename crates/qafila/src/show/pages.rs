//! The account as pages of a workbook: one fact a column, one row a fact, codes beside names.
//!
//! No sums and no formulas: the reader adds his own. Times are RFC 3339 in UTC, identifiers as signed.

use super::names::Namer;
use app::account::Accounted;
use sheets::{Cell, Page};
use units::{ItemCode, SerialNumber};
use views::{Account, LineRow, Outlook, Variance, outlook};
use words::Lang;

/// A column: the message that names it, and its HXL tag (HXL 1.1; what its dictionary lacks is an attribute
/// of `#item`, the thing that is counted).
type Column = (&'static str, &'static str);

const RECONCILIATION: [Column; 16] = [
    ("col-pledge", "#activity+pledge+code"),
    ("col-line", "#activity+pledge+line"),
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-unit", "#item+unit"),
    ("col-pledged", "#item+num+pledged"),
    ("col-packed", "#item+num+packed"),
    ("col-dispatched", "#item+num+dispatched"),
    ("col-at-crossing", "#item+num+at_crossing"),
    ("col-offered", "#item+num+offered"),
    ("col-accepted", "#item+num+accepted"),
    ("col-disputed", "#item+num+disputed"),
    ("col-verified", "#item+num+verified"),
    ("col-lost", "#item+num+lost"),
    ("col-returned", "#item+num+returned"),
    ("col-owed", "#item+num+owed"),
];

const PLEDGES: [Column; 14] = [
    ("col-pledge", "#activity+pledge+code"),
    ("col-line", "#activity+pledge+line"),
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-unit", "#item+unit"),
    ("col-pledged", "#item+num+pledged"),
    ("col-accepted", "#item+num+accepted"),
    ("col-owed", "#item+num+owed"),
    ("col-due", "#date+due"),
    ("col-state", "#status"),
    ("col-condition", "#status+condition"),
    ("col-by-plan", "#date+plan"),
    ("col-unplanned", "#item+num+unplanned"),
    ("col-by-pace", "#date+pace"),
];

const VARIANCES: [Column; 9] = [
    ("col-cause", "#cause"),
    ("col-explained", "#indicator+explained"),
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-lot", "#item+lot"),
    ("col-pledge", "#activity+pledge+code"),
    ("col-amount", "#item+num"),
    ("col-serials", "#item+serial"),
    ("col-statement", "#meta+id"),
];

const BALANCES: [Column; 8] = [
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-lot", "#item+lot"),
    ("col-account", "#status+account"),
    ("col-holder", "#org+holder+code"),
    ("col-site", "#loc+code"),
    ("col-consignment", "#x_consignment+code"),
    ("col-amount", "#item+num"),
];

const MATTERS: [Column; 16] = [
    ("col-matter", "#event+code"),
    ("col-kind", "#event+type"),
    ("col-status", "#status"),
    ("col-since", "#date+start"),
    ("col-settled", "#date+end"),
    ("col-giver", "#org+giver+code"),
    ("col-receiver", "#org+receiver+code"),
    ("col-site", "#loc+code"),
    ("col-consignment", "#x_consignment+code"),
    ("col-code", "#item+code"),
    ("col-lot", "#item+lot"),
    ("col-offered", "#item+num+offered"),
    ("col-counted", "#item+num+counted"),
    ("col-serials", "#item+serial"),
    ("col-reason", "#cause"),
    ("col-note", "#description"),
];

const CHECKS: [Column; 9] = [
    ("col-code", "#item+code"),
    ("col-item", "#item+name"),
    ("col-serial", "#item+serial"),
    ("col-pledge", "#activity+pledge+code"),
    ("col-accepted", "#date+accepted"),
    ("col-due", "#date+due"),
    ("col-status", "#status"),
    ("col-last-look", "#date+checked"),
    ("col-outcome", "#status+checked"),
];

const STATEMENTS: [Column; 10] = [
    ("col-when", "#date+occurred"),
    ("col-journal", "#meta+journal"),
    ("col-number", "#meta+entry+num"),
    ("col-statement", "#meta+id"),
    ("col-code", "#item+code"),
    ("col-lot", "#item+lot"),
    ("col-from", "#status+from"),
    ("col-to", "#status+to"),
    ("col-amount", "#item+num"),
    ("col-serials", "#item+serial"),
];

/// All pages, each with the name of its file.
pub(crate) fn pages(namer: &Namer<'_>, accounted: &Accounted, hxl: bool) -> Vec<(&'static str, Page)> {
    let page = |name, title, columns: &[Column], rows| {
        let words = namer.words;
        let page = Page {
            name: words.cell(title, &[]),
            headings: columns.iter().map(|(id, _)| words.cell(id, &[])).collect(),
            tags: hxl.then(|| columns.iter().map(|(_, tag)| (*tag).to_owned()).collect()),
            rows,
            right_to_left: words.lang() == Lang::Ar,
        };
        (name, page)
    };
    vec![
        page("reconciliation", "sheet-reconciliation", &RECONCILIATION, reconciliation(namer, accounted)),
        page("pledges", "sheet-pledges", &PLEDGES, pledges(namer, accounted)),
        page("variances", "sheet-variances", &VARIANCES, variances(namer, accounted)),
        page("balances", "sheet-balances", &BALANCES, balances(namer, accounted)),
        page("matters", "sheet-matters", &MATTERS, matters(namer)),
        page("checks", "sheet-checks", &CHECKS, checks(namer, accounted)),
        page("statements", "sheet-statements", &STATEMENTS, statements(accounted)),
    ]
}

fn count(number: u128) -> Cell {
    Cell::Count(i128::try_from(number).unwrap_or(i128::MAX))
}

fn optional(id: Option<impl ToString>) -> Cell {
    id.map_or(Cell::Empty, |id| id.to_string().into())
}

/// In words, where the item is known.
fn unit(namer: &Namer<'_>, item: &ItemCode) -> Cell {
    optional(namer.views.catalogue.get(item).map(|known| namer.words.code("unit", known.unit.code())))
}

fn joined(serials: &[SerialNumber]) -> Cell {
    serials.iter().map(SerialNumber::as_str).collect::<Vec<_>>().join(" ").into()
}

fn reconciliation(namer: &Namer<'_>, accounted: &Accounted) -> Vec<Vec<Cell>> {
    let row = |row: &LineRow| {
        let l = &row.ladder;
        vec![
            row.pledge.as_str().into(),
            count(row.line.into()),
            row.item.as_str().into(),
            namer.item(&row.item).into(),
            unit(namer, &row.item),
            count(row.pledged.get().into()),
            count(l.packed),
            count(l.dispatched),
            count(l.at_crossing),
            count(l.offered),
            count(l.accepted),
            count(row.disputed),
            count(row.verified),
            count(l.lost),
            count(l.returned),
            count(row.owed),
        ]
    };
    accounted.reconciliation.lines.iter().map(row).collect()
}

/// What is owed, late and foreseen; when by what is ordered, and when at the pace so far.
fn pledges(namer: &Namer<'_>, accounted: &Accounted) -> Vec<Vec<Cell>> {
    let words = namer.words;
    let row = |line: Outlook| {
        let owed = line.owed > 0;
        vec![
            line.pledge.as_str().into(),
            count(line.line.into()),
            line.item.as_str().into(),
            namer.item(&line.item).into(),
            unit(namer, &line.item),
            count(line.promised.get().into()),
            count(line.accepted),
            count(line.owed),
            optional(line.window.to),
            words.code("line state", line.state.code()).into(),
            words.code("condition state", line.condition.code()).into(),
            optional(line.plan.completes.filter(|_| owed)),
            if owed { count(line.plan.unplanned) } else { Cell::Empty },
            optional(line.pace.filter(|_| owed).map(|pace| pace.completes)),
        ]
    };
    outlook(&accounted.views, accounted.at).into_iter().map(row).collect()
}

/// What does not simply lie in stock; what nothing explains first.
fn variances(namer: &Namer<'_>, accounted: &Accounted) -> Vec<Vec<Cell>> {
    let words = namer.words;
    let row = |variance: &Variance| {
        let statements: Vec<String> = variance.why.iter().map(|by| by.leaf.to_string()).collect();
        vec![
            words.code("cause", variance.cause.code()).into(),
            if variance.cause.explains() { words.cell("cell-yes", &[]).into() } else { Cell::Empty },
            variance.item.as_str().into(),
            namer.item(&variance.item).into(),
            optional(variance.lot.as_ref()),
            optional(variance.pledge.as_ref()),
            count(variance.quantity),
            joined(&variance.serials),
            statements.join(" ").into(),
        ]
    };
    accounted.reconciliation.variances.iter().map(row).collect()
}

fn balances(namer: &Namer<'_>, accounted: &Accounted) -> Vec<Vec<Cell>> {
    let rows = accounted.reconciliation.items.iter().flat_map(|book| {
        book.accounts.iter().map(|row| {
            let (holder, site, consignment) = match &row.account {
                Account::Stock { holder, site } | Account::Reserved { holder, site, .. } => {
                    (Some(holder), Some(site), None)
                }
                Account::Moving { holder, to, .. } => (Some(holder), Some(to), None),
                Account::Way { holder, consignment, .. } => (Some(holder), None, Some(consignment)),
                Account::Disputed { .. }
                | Account::Source
                | Account::Unlisted
                | Account::Consumed
                | Account::Destroyed
                | Account::Lost { .. } => (None, None, None),
            };
            vec![
                book.item.as_str().into(),
                namer.item(&book.item).into(),
                optional(row.lot.as_ref()),
                super::account::account(namer, &row.account).into(),
                optional(holder),
                optional(site),
                optional(consignment),
                Cell::Count(row.amount),
            ]
        })
    });
    rows.collect()
}

fn matters(namer: &Namer<'_>) -> Vec<Vec<Cell>> {
    let words = namer.words;
    let rows = namer.views.custody.matters().iter().flat_map(|(leaf, matter)| {
        let status = if matter.settled.is_some() { "settled" } else { "open" };
        matter.differences.iter().map(move |difference| {
            vec![
                leaf.to_string().into(),
                words.code("matter kind", matter.kind.code()).into(),
                words.code("matter", status).into(),
                matter.since.to_string().into(),
                optional(matter.settled.as_ref().map(|(_, when)| when)),
                matter.giver.as_str().into(),
                matter.receiver.as_str().into(),
                optional(matter.place.as_ref()),
                optional(matter.consignment.as_ref()),
                difference.item.as_str().into(),
                optional(difference.lot.as_ref()),
                count(difference.offered.get().into()),
                count(difference.counted.get().into()),
                joined(&difference.serials),
                optional(difference.reason.map(|reason| words.code("difference reason", reason.code()))),
                optional(difference.note.as_ref()),
            ]
        })
    });
    rows.collect()
}

fn checks(namer: &Namer<'_>, accounted: &Accounted) -> Vec<Vec<Cell>> {
    let words = namer.words;
    let rows = accounted.reconciliation.checks.iter().map(|piece| {
        vec![
            piece.item.as_str().into(),
            namer.item(&piece.item).into(),
            piece.serial.as_str().into(),
            piece.pledge.as_str().into(),
            piece.accepted.to_string().into(),
            piece.due.to_string().into(),
            words.code("check state", piece.state.code()).into(),
            optional(piece.last.as_ref().map(|look| look.when)),
            optional(piece.last.as_ref().map(|look| words.code("check result", look.result.code()))),
        ]
    });
    rows.collect()
}

/// Every posting with the statement behind it, as in `account --why`.
fn statements(accounted: &Accounted) -> Vec<Vec<Cell>> {
    let rows = accounted.views.custody.postings().iter().map(|posting| {
        vec![
            posting.occurred.to_string().into(),
            posting.by.origin.as_str().into(),
            count(posting.by.index.into()),
            posting.by.leaf.to_string().into(),
            posting.line.item.as_str().into(),
            optional(posting.line.lot.as_ref()),
            app::account::account_name(&posting.from).into(),
            app::account::account_name(&posting.to).into(),
            count(posting.line.quantity.get().into()),
            joined(&posting.line.serials),
        ]
    });
    rows.collect()
}
