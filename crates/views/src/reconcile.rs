//! Reconciliation: from promise to proof, per pledge line, with every account beside it.

use crate::{Account, CheckState, Ladder, PieceResult, Posting, Views};
use model::{CheckResult, PledgeLine};
use std::collections::BTreeMap;
use units::{ItemCode, LotId, Moment, PledgeId, Quantity, SerialNumber};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The whole account at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// A row for each pledge line.
    pub lines: Vec<LineRow>,
    /// A book for each item that moved.
    pub items: Vec<ItemBook>,
    /// Pieces that a check is or was due for.
    pub checks: Vec<PieceResult>,
}

/// One pledge line, from promise to proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// The pledge.
    pub pledge: PledgeId,
    /// Its line.
    pub line: u16,
    /// Of what.
    pub item: ItemCode,
    /// Promised, amendments applied.
    pub pledged: Quantity,
    /// What was posted to each rung since. Where lines of a pledge share an item, they are filled one
    /// after the other, by priority.
    pub ladder: Ladder,
    /// In open matters now, short and over together.
    pub disputed: u128,
    /// Pieces seen by an end-use check.
    pub verified: u128,
    /// Still owed: promised, not yet accepted.
    pub owed: u128,
}

/// Every account of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemBook {
    /// Of what.
    pub item: ItemCode,
    /// The accounts that are not at zero.
    pub accounts: Vec<AccountRow>,
    /// Their sum: zero, always.
    pub sum: i128,
}

/// One account of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Where it is.
    pub account: Account,
    /// Which batch.
    pub lot: Option<LotId>,
    /// How many; below zero only outside the operation.
    pub amount: i128,
}

/// The account as of `now`, which only decides which checks are overdue.
pub fn reconcile(views: &Views, now: Moment) -> Reconciliation {
    let checks = checks_due(views, now);
    Reconciliation { lines: lines(views, &checks), items: items(views), checks }
}

fn lines(views: &Views, checks: &[PieceResult]) -> Vec<LineRow> {
    let disputed = disputed(views);
    let mut verified: BTreeMap<(PledgeId, ItemCode), u128> = BTreeMap::new();
    for piece in checks.iter().filter(|piece| piece.state == CheckState::Verified) {
        *verified.entry((piece.pledge.clone(), piece.item.clone())).or_default() += 1;
    }
    let mut rows = Vec::new();
    for (pledge, made) in views.agreements.pledges() {
        for (line, share) in made.made.lines.iter().zip(shares(&made.made.lines)) {
            let key = (pledge.clone(), line.item.clone());
            let ladder = views.custody.ladder(pledge, &line.item).map(|total| share.of(total));
            rows.push(LineRow {
                pledge: pledge.clone(),
                line: line.line,
                item: line.item.clone(),
                pledged: line.quantity,
                ladder,
                disputed: share.of(disputed.get(&key).copied().unwrap_or(0)),
                verified: share.of(verified.get(&key).copied().unwrap_or(0)),
                owed: u128::from(line.quantity.get()).saturating_sub(ladder.accepted),
            });
        }
    }
    rows
}

/// What falls to one line of what was posted to its pledge and item.
struct Share {
    /// What lines before it take.
    before: u128,
    /// What it takes; the last line of an item takes all the rest.
    takes: Option<u128>,
}

impl Share {
    fn of(&self, total: u128) -> u128 {
        let left = total.saturating_sub(self.before);
        self.takes.map_or(left, |takes| left.min(takes))
    }
}

/// A posting names pledge and item but no line, so lines of one item are filled one after the
/// other: by priority, then as they stand.
fn shares(lines: &[PledgeLine]) -> Vec<Share> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| (lines[*at].priority, *at));
    let mut shares: Vec<(usize, Share)> = Vec::with_capacity(lines.len());
    let mut taken: BTreeMap<&ItemCode, (u128, usize)> = BTreeMap::new();
    for at in order {
        let (before, last) = taken.entry(&lines[at].item).or_default();
        let takes = u128::from(lines[at].quantity.get());
        shares.push((at, Share { before: *before, takes: Some(takes) }));
        (*before, *last) = (*before + takes, shares.len() - 1);
    }
    for (_, last) in taken.into_values() {
        shares[last].1.takes = None;
    }
    shares.sort_by_key(|(at, _)| *at);
    shares.into_iter().map(|(_, share)| share).collect()
}

/// What open matters hold of each pledge and item.
fn disputed(views: &Views) -> BTreeMap<(PledgeId, ItemCode), u128> {
    let mut disputed: BTreeMap<(PledgeId, ItemCode), u128> = BTreeMap::new();
    for (leaf, matter) in views.custody.matters() {
        let consignment = matter.consignment.as_ref().and_then(|id| views.custody.consignments().get(id));
        let Some(consignment) = consignment else { continue };
        for line in views.custody.book.contents(&Account::Disputed { matter: *leaf }) {
            let key = (consignment.packed.pledge.clone(), line.item);
            *disputed.entry(key).or_default() += u128::from(line.quantity.get());
        }
    }
    disputed
}

fn items(views: &Views) -> Vec<ItemBook> {
    let mut books: BTreeMap<ItemCode, Vec<AccountRow>> = BTreeMap::new();
    for ((item, lot, account), amount) in views.custody.balances() {
        let row = AccountRow { account: account.clone(), lot: lot.clone(), amount: *amount };
        books.entry(item.clone()).or_default().push(row);
    }
    books
        .into_iter()
        .map(|(item, accounts)| ItemBook { sum: accounts.iter().map(|row| row.amount).sum(), item, accounts })
        .collect()
}

/// Every piece that was accepted of an item that checks are due for. A piece that left its stock
/// unchecked needs no check any more; the statement that says so accounts for it.
fn checks_due(views: &Views, now: Moment) -> Vec<PieceResult> {
    let mut accepted: BTreeMap<(ItemCode, SerialNumber), (PledgeId, Moment)> = BTreeMap::new();
    for posting in views.custody.postings().iter().filter(|posting| !posting.line.serials.is_empty()) {
        let Some(pledge) = accepted_under(views, posting) else { continue };
        for serial in &posting.line.serials {
            accepted.insert((posting.line.item.clone(), serial.clone()), (pledge.clone(), posting.occurred));
        }
    }
    let scheduled = accepted.into_iter().filter_map(|(piece, (pledge, accepted))| {
        let days = views.catalogue.get(&piece.0)?.check_days?;
        let held = matches!(views.custody.serials().get(&piece), Some(Account::Stock { .. }));
        let due = accepted.plus_seconds(i64::from(days) * DAY);
        let result = result(views, piece, pledge, accepted, due, now);
        (held || result.last.is_some()).then_some(result)
    });
    scheduled.collect()
}

/// The pledge that a posting serves, where it takes pieces into the receiver's stock.
fn accepted_under(views: &Views, posting: &Posting) -> Option<PledgeId> {
    let Account::Stock { holder, .. } = &posting.to else { return None };
    let consignment = match &posting.from {
        Account::Way { holder: giver, consignment, .. } if giver != holder => consignment,
        Account::Disputed { matter } => {
            let matter = views.custody.matters().get(matter).filter(|matter| &matter.receiver == holder)?;
            matter.consignment.as_ref()?
        }
        Account::Way { .. }
        | Account::Stock { .. }
        | Account::Reserved { .. }
        | Account::Moving { .. }
        | Account::Source
        | Account::Unlisted
        | Account::Consumed
        | Account::Destroyed
        | Account::Lost { .. } => return None,
    };
    Some(views.custody.consignments().get(consignment)?.packed.pledge.clone())
}

fn result(
    views: &Views,
    (item, serial): (ItemCode, SerialNumber),
    pledge: PledgeId,
    accepted: Moment,
    due: Moment,
    now: Moment,
) -> PieceResult {
    let mut looks = views.checks.of(&item, &serial).iter().filter(|look| look.when >= accepted && look.when <= now);
    let last = looks.next_back().cloned();
    let state = match last.as_ref().map(|look| look.result) {
        Some(CheckResult::Present) => CheckState::Verified,
        Some(CheckResult::Absent | CheckResult::Damaged | CheckResult::NotShown) => CheckState::Failed,
        None if due < now => CheckState::Overdue,
        None => CheckState::Due,
    };
    PieceResult { item, serial, pledge, accepted, due, state, last }
}
