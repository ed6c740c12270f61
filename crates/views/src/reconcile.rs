//! Reconciliation: from promise to proof, per pledge line, with every account beside it.

use crate::rungs::{behind, ladders};
use crate::scope::pledge_of;
use crate::variance::variances;
use crate::{Account, Ladder, PieceResult, Posting, Rung, Scope, Variance, Views, checks_due};
use model::{CheckResult, PledgeLine, Reference};
use std::borrow::Cow;
use std::collections::BTreeMap;
use units::{ConsignmentId, ItemCode, LotId, Moment, PledgeId, Quantity};

/// The whole account at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// What is not simply in stock, and why; what nothing explains first.
    pub variances: Vec<Variance>,
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
    /// In accounts that were not asked for.
    pub elsewhere: i128,
    /// Their sum, with what is elsewhere: zero, always.
    pub sum: i128,
}

/// One account of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Where it is.
    pub account: Account,
    /// Which batch.
    pub lot: Option<LotId>,
    /// How many, at the end of the period; below zero only outside the operation, and in stock where goods
    /// are followed from a pledge on.
    pub amount: i128,
    /// How many entered in the period.
    pub entered: u128,
    /// How many left in the period.
    pub left: u128,
}

/// The account as of `now`, which only decides which checks are overdue.
pub fn reconcile(views: &Views, now: Moment) -> Reconciliation {
    reconcile_in(views, &Scope::default(), now)
}

/// The part of the account that is asked for, as of `now`.
pub fn reconcile_in(views: &Views, scope: &Scope, now: Moment) -> Reconciliation {
    let (goods, admits) = (scope.goods(views), scope.admits(views));
    let postings: Vec<Cow<'_, Posting>> = goods.iter().filter(|posting| admits.touches(posting)).cloned().collect();
    let checks: Vec<PieceResult> = checks_due(views, now).into_iter().filter(|it| asked(views, scope, it)).collect();
    Reconciliation {
        variances: variances(views, scope, &goods, &checks),
        lines: lines(views, scope, &postings, &checks),
        items: items(views, scope, &postings),
        checks,
    }
}

/// The statements behind the rungs of each pledge and item in scope, each once, in canonical order.
pub fn behind_lines(views: &Views, scope: &Scope) -> BTreeMap<(PledgeId, ItemCode), BTreeMap<Rung, Vec<Reference>>> {
    let mut postings = scope.postings(views);
    postings.retain(|posting| scope.period.contains(posting.occurred));
    behind(&postings)
}

fn asked(views: &Views, scope: &Scope, piece: &PieceResult) -> bool {
    let held = || piece.held.as_ref().is_some_and(|(holder, site)| scope.admits_site(holder, site));
    scope.admits_pledged(views, &piece.pledge, &piece.item)
        && scope.admits_serial(&piece.serial)
        // A look names no lot.
        && scope.lot.is_none()
        && (!scope.narrows_accounts() || held())
}

/// A row for each pledge line, without what checks found.
pub(crate) fn line_rows(views: &Views) -> Vec<LineRow> {
    let scope = Scope::default();
    lines(views, &scope, &scope.postings(views), &[])
}

fn lines(views: &Views, scope: &Scope, postings: &[Cow<'_, Posting>], checks: &[PieceResult]) -> Vec<LineRow> {
    let disputed = disputed(views, scope, postings);
    let within: Vec<Cow<'_, Posting>> =
        postings.iter().filter(|posting| scope.period.contains(posting.occurred)).cloned().collect();
    let ladders = ladders(&within);
    let mut verified: BTreeMap<(PledgeId, ItemCode), u128> = BTreeMap::new();
    for piece in checks.iter().filter(|piece| is_seen(piece)) {
        *verified.entry((piece.pledge.clone(), piece.item.clone())).or_default() += 1;
    }
    let mut rows = Vec::new();
    for (pledge, made) in views.agreements.pledges() {
        for (line, share) in made.made.lines.iter().zip(shares(&made.made.lines)) {
            let key = (pledge.clone(), line.item.clone());
            let of_line = scope.line.is_none_or(|wanted| wanted == line.line);
            let moved = ladders.get(&key);
            if !of_line
                || !scope.admits_pledged(views, pledge, &line.item)
                || (scope.narrows_within_lines() && moved.is_none())
            {
                continue;
            }
            let accepted = share.of(views.custody.ladder(pledge, &line.item).accepted);
            rows.push(LineRow {
                pledge: pledge.clone(),
                line: line.line,
                item: line.item.clone(),
                pledged: line.quantity,
                ladder: moved.copied().unwrap_or_default().map(|total| share.of(total)),
                disputed: share.of(disputed.get(&key).copied().unwrap_or(0)),
                verified: share.of(verified.get(&key).copied().unwrap_or(0)),
                owed: u128::from(line.quantity.get()).saturating_sub(accepted),
            });
        }
    }
    rows
}

/// Whether the latest look saw the piece whole, be the next one late or not.
fn is_seen(piece: &PieceResult) -> bool {
    piece.last.as_ref().is_some_and(|look| look.result == CheckResult::Present)
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
fn disputed(views: &Views, scope: &Scope, postings: &[Cow<'_, Posting>]) -> BTreeMap<(PledgeId, ItemCode), u128> {
    let admits = scope.admits(views);
    let mut disputed: BTreeMap<(PledgeId, ItemCode), i128> = BTreeMap::new();
    for posting in postings {
        let quantity = i128::from(posting.line.quantity.get());
        for (account, amount) in [(&posting.from, -quantity), (&posting.to, quantity)] {
            let in_scope = matches!(account, Account::Disputed { .. }) && admits.account(account);
            if let Some(pledge) = pledge_of(views, posting).filter(|_| in_scope) {
                *disputed.entry((pledge.clone(), posting.line.item.clone())).or_default() += amount;
            }
        }
    }
    disputed.into_iter().map(|(key, amount)| (key, u128::try_from(amount).unwrap_or(0))).collect()
}

fn items(views: &Views, scope: &Scope, postings: &[Cow<'_, Posting>]) -> Vec<ItemBook> {
    let mut books: BTreeMap<&ItemCode, BTreeMap<(&Account, &Option<LotId>), AccountRow>> = BTreeMap::new();
    for posting in postings {
        let line = &posting.line;
        let quantity = line.quantity.get();
        let began = scope.period.from.is_none_or(|from| from <= posting.occurred);
        let moved = if began { u128::from(quantity) } else { 0 };
        let book = books.entry(&line.item).or_default();
        let new = |account: &Account| AccountRow::new(account, &line.lot);
        let from = book.entry((&posting.from, &line.lot)).or_insert_with(|| new(&posting.from));
        from.left += moved;
        from.amount -= i128::from(quantity);
        let to = book.entry((&posting.to, &line.lot)).or_insert_with(|| new(&posting.to));
        to.entered += moved;
        to.amount += i128::from(quantity);
    }
    let admits = scope.admits(views);
    let book = |(item, rows): (&ItemCode, BTreeMap<_, AccountRow>)| {
        let sum = rows.values().map(|row| row.amount).sum();
        let asked = |row: &AccountRow| admits.account(&row.account) && (row.amount != 0 || scope.shows(row));
        let accounts: Vec<AccountRow> = rows.into_values().filter(asked).collect();
        let elsewhere = sum - accounts.iter().map(|row| row.amount).sum::<i128>();
        ItemBook { item: item.clone(), accounts, elsewhere, sum }
    };
    let books = books.into_iter().map(book);
    books.filter(|book| !book.accounts.is_empty()).collect()
}

impl AccountRow {
    fn new(account: &Account, lot: &Option<LotId>) -> Self {
        Self { account: account.clone(), lot: lot.clone(), amount: 0, entered: 0, left: 0 }
    }

    /// What it had before the period began.
    pub fn opening(&self) -> i128 {
        let moved = |quantity: u128| i128::try_from(quantity).unwrap_or(i128::MAX);
        self.amount - moved(self.entered) + moved(self.left)
    }
}

impl Scope {
    /// Whether an account that is at zero is shown: where a period is asked for, and something moved in it.
    fn shows(&self, row: &AccountRow) -> bool {
        self.period.from.is_some() && (row.entered != 0 || row.left != 0)
    }
}

/// The consignment that a posting serves, where it takes goods into the receiver's stock.
pub(crate) fn accepted_under<'v>(views: &'v Views, posting: &'v Posting) -> Option<&'v ConsignmentId> {
    let Account::Stock { holder, .. } = &posting.to else { return None };
    match &posting.from {
        Account::Way { holder: giver, consignment, .. } if giver != holder => Some(consignment),
        Account::Disputed { matter } => {
            let matter = views.custody.matters().get(matter).filter(|matter| &matter.receiver == holder)?;
            matter.consignment.as_ref()
        }
        Account::Way { .. }
        | Account::Stock { .. }
        | Account::Reserved { .. }
        | Account::Moving { .. }
        | Account::Source
        | Account::Unlisted
        | Account::Consumed
        | Account::Destroyed
        | Account::Lost { .. } => None,
    }
}
