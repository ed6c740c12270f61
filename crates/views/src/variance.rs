//! What does not simply lie in stock, and whether anything explains it. What nothing explains comes first.

use crate::scope::{Admits, pledge_of};
use crate::{Account, At, CheckState, FindingKind, MatterKind, PieceResult, Posting, Rung, Scope, Views};
use model::{AdjustmentReason, CheckResult, Reference};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, ItemCode, LotId, PledgeId, SerialNumber};

/// Why stock was adjusted, by the statement that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adjustments(BTreeMap<Digest, AdjustmentReason>);

impl Adjustments {
    pub(crate) fn noted(&mut self, at: &At<'_>, reason: AdjustmentReason) {
        self.0.insert(at.said.leaf, reason);
    }
}

/// What became of goods that are not simply in stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Accepted beyond every list, and no open matter is about it.
    Unlisted,
    /// A statement says that it moved, and the book could not follow.
    Unposted,
    /// A count found more or less than the book, and nobody says why.
    Counted,
    /// The book has it in stock; who looked for it did not find it.
    Absent,
    /// In an open matter.
    Matter,
    /// On the way, or waiting at the crossing.
    InTransit,
    /// Back with the giver.
    Returned,
    /// Used up for its purpose.
    Consumed,
    /// Destroyed.
    Destroyed,
    /// Lost, with or without a name for who caused it.
    Lost,
    /// Spoiled, or written off to correct an earlier statement.
    WrittenOff,
    /// Received from outside the operation, or added to correct an earlier statement.
    Added,
}

impl Cause {
    /// Whether it says what became of the goods.
    pub const fn explains(self) -> bool {
        match self {
            Self::Unlisted | Self::Unposted | Self::Counted | Self::Absent => false,
            Self::Matter
            | Self::InTransit
            | Self::Returned
            | Self::Consumed
            | Self::Destroyed
            | Self::Lost
            | Self::WrittenOff
            | Self::Added => true,
        }
    }
}

/// So many of an item that are not simply in stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variance {
    /// What became of them.
    pub cause: Cause,
    /// Of what.
    pub item: ItemCode,
    /// Which batch.
    pub lot: Option<LotId>,
    /// Under which pledge, where that is known.
    pub pledge: Option<PledgeId>,
    /// How many.
    pub quantity: u128,
    /// Those of them that have names.
    pub serials: Vec<SerialNumber>,
    /// The statements behind it.
    pub why: Vec<Reference>,
}

type Key = (Cause, ItemCode, Option<LotId>, Option<PledgeId>);

#[derive(Default)]
struct Sum {
    quantity: u128,
    serials: Vec<SerialNumber>,
    why: Vec<Reference>,
}

#[derive(Default)]
struct Variances(BTreeMap<Key, Sum>);

impl Variances {
    fn add(&mut self, key: Key, quantity: u128, serials: &[SerialNumber], why: impl IntoIterator<Item = Reference>) {
        let sum = self.0.entry(key).or_default();
        sum.quantity += quantity;
        sum.serials.extend(serials.iter().cloned());
        for by in why {
            if sum.why.last() != Some(&by) {
                sum.why.push(by);
            }
        }
    }

    /// Takes out what a posting brings back of what was gone: pieces by name, the rest first where it went under
    /// the same pledge.
    fn take_back(&mut self, views: &Views, cause: Cause, posting: &Posting) {
        let line = &posting.line;
        let same = |key: &&Key| key.0 == cause && key.1 == line.item && key.2 == line.lot;
        let mut keys: Vec<Key> = self.0.keys().filter(same).cloned().collect();
        let pledge = pledge_of(views, posting);
        keys.sort_by_key(|key| key.3.as_ref() != pledge);
        let mut nameless = u128::from(line.quantity.get()).saturating_sub(line.serials.len() as u128);
        for key in keys {
            let Some(sum) = self.0.get_mut(&key) else { continue };
            let named = sum.serials.len();
            sum.serials.retain(|serial| !line.serials.contains(serial));
            sum.quantity = sum.quantity.saturating_sub((named - sum.serials.len()) as u128);
            let taken = nameless.min(sum.quantity.saturating_sub(sum.serials.len() as u128));
            (sum.quantity, nameless) = (sum.quantity - taken, nameless - taken);
            if sum.quantity == 0 {
                self.0.remove(&key);
            }
        }
    }

    fn post(&mut self, views: &Views, cause: Cause, posting: &Posting) {
        let line = &posting.line;
        let key = (cause, line.item.clone(), line.lot.clone(), pledge_of(views, posting).cloned());
        self.add(key, line.quantity.get().into(), &line.serials, [posting.by.clone()]);
    }
}

/// Everything in scope that is not simply in stock; what nothing explains first.
pub(crate) fn variances(
    views: &Views,
    scope: &Scope,
    goods: &[Cow<'_, Posting>],
    checks: &[PieceResult],
) -> Vec<Variance> {
    let (mut found, admits) = (Variances::default(), scope.admits(views));
    for posting in goods {
        if let Some(cause) = gone(&posting.from) {
            found.take_back(views, cause, posting);
        }
        if let Some(cause) = ended(views, posting).filter(|_| admits.touches(posting)) {
            found.post(views, cause, posting);
        }
    }
    still_open(views, &admits, goods, &mut found);
    if scope.serial.is_some() {
        // Pieces beyond a list may have been made up for by others without a name.
        unlisted(views, scope, &admits, &Scope { serial: None, ..scope.clone() }.goods(views), &mut found);
    } else {
        unlisted(views, scope, &admits, goods, &mut found);
    }
    for piece in checks.iter().filter(|piece| piece.held.is_some() && piece.state == CheckState::Failed) {
        let Some(look) = piece.last.as_ref().filter(|look| look.result == CheckResult::Absent) else { continue };
        let key = (Cause::Absent, piece.item.clone(), None, Some(piece.pledge.clone()));
        found.add(key, 1, std::slice::from_ref(&piece.serial), [look.by.clone()]);
    }
    unposted(views, scope, &mut found);
    let variance = |((cause, item, lot, pledge), sum): (Key, Sum)| {
        let Sum { quantity, serials, why } = sum;
        Variance { cause, item, lot, pledge, quantity, serials, why }
    };
    found.0.into_iter().map(variance).collect()
}

/// What became of goods in an account outside, from which a settlement may bring them back.
fn gone(account: &Account) -> Option<Cause> {
    match account {
        Account::Consumed => Some(Cause::Consumed),
        Account::Destroyed => Some(Cause::Destroyed),
        Account::Lost { .. } => Some(Cause::Lost),
        Account::Stock { .. }
        | Account::Reserved { .. }
        | Account::Moving { .. }
        | Account::Way { .. }
        | Account::Disputed { .. }
        | Account::Source
        | Account::Unlisted => None,
    }
}

/// How a posting takes goods out of stock and way for good, or brings them in from outside.
fn ended(views: &Views, posting: &Posting) -> Option<Cause> {
    let reason = views.adjustments.0.get(&posting.by.leaf);
    match (&posting.from, &posting.to) {
        (_, to @ (Account::Consumed | Account::Destroyed | Account::Lost { .. })) => gone(to),
        (from, Account::Source) | (Account::Source, from) => match reason {
            Some(AdjustmentReason::Counted) => Some(Cause::Counted),
            Some(_) if from == &posting.from => Some(Cause::WrittenOff),
            Some(_) => Some(Cause::Added),
            // Declared when the book opened.
            None => None,
        },
        (Account::Way { .. } | Account::Disputed { .. }, Account::Stock { .. })
            if posting.climb.as_ref().is_some_and(|climb| climb.reaches(Rung::Returned)) =>
        {
            Some(Cause::Returned)
        }
        (
            Account::Stock { .. }
            | Account::Reserved { .. }
            | Account::Moving { .. }
            | Account::Way { .. }
            | Account::Disputed { .. }
            | Account::Unlisted
            | Account::Consumed
            | Account::Destroyed
            | Account::Lost { .. },
            Account::Stock { .. }
            | Account::Reserved { .. }
            | Account::Moving { .. }
            | Account::Way { .. }
            | Account::Disputed { .. }
            | Account::Unlisted,
        ) => None,
    }
}

/// What is on the way or in an open matter at the end.
fn still_open(views: &Views, admits: &Admits<'_>, goods: &[Cow<'_, Posting>], found: &mut Variances) {
    /// What an account still has, and who brought it there.
    #[derive(Default)]
    struct Left<'p> {
        quantity: i128,
        serials: Vec<SerialNumber>,
        why: Vec<&'p Reference>,
        pledge: Option<&'p PledgeId>,
    }
    let mut left: BTreeMap<(&ItemCode, &Option<LotId>, &Account), Left<'_>> = BTreeMap::new();
    for posting in goods {
        let line = &posting.line;
        let quantity = i128::from(line.quantity.get());
        for (account, amount) in [(&posting.from, -quantity), (&posting.to, quantity)] {
            if account.is_outside() || matches!(account, Account::Stock { .. } | Account::Reserved { .. }) {
                continue;
            }
            let at = left.entry((&line.item, &line.lot, account)).or_default();
            at.quantity += amount;
            at.pledge = pledge_of(views, posting);
            if amount > 0 {
                at.serials.extend(line.serials.iter().cloned());
                at.why.push(&posting.by);
            } else {
                at.serials.retain(|serial| !line.serials.contains(serial));
            }
        }
    }
    for ((item, lot, account), at) in left.into_iter().filter(|((_, _, it), _)| admits.account(it)) {
        let Some(quantity) = u128::try_from(at.quantity).ok().filter(|quantity| *quantity > 0) else { continue };
        let cause = if matches!(account, Account::Disputed { .. }) { Cause::Matter } else { Cause::InTransit };
        let key = (cause, item.clone(), lot.clone(), at.pledge.cloned());
        found.add(key, quantity, &at.serials, at.why.into_iter().cloned());
    }
}

/// What came in beyond every list, without what open matters still hold of it and what was listed later.
fn unlisted(views: &Views, scope: &Scope, admits: &Admits<'_>, goods: &[Cow<'_, Posting>], found: &mut Variances) {
    #[derive(Default)]
    struct Beyond<'p> {
        quantity: i128,
        serials: BTreeSet<SerialNumber>,
        why: Vec<&'p Reference>,
        touched: bool,
        in_matters: BTreeMap<&'p Account, (i128, i128)>,
    }
    let mut beyond: BTreeMap<(&ItemCode, &Option<LotId>), Beyond<'_>> = BTreeMap::new();
    for posting in goods {
        let line = &posting.line;
        let quantity = i128::from(line.quantity.get());
        let at = beyond.entry((&line.item, &line.lot)).or_default();
        for (account, other, amount) in
            [(&posting.from, &posting.to, quantity), (&posting.to, &posting.from, -quantity)]
        {
            if account == &Account::Unlisted {
                at.quantity += amount;
                at.serials.extend(line.serials.iter().cloned());
                at.why.push(&posting.by);
                at.touched |= admits.touches(posting);
                at.in_matters.entry(other).or_default().0 += amount;
            }
            // What the matter has left bounds what of it can be beyond the list.
            if matches!(account, Account::Disputed { .. }) {
                at.in_matters.entry(account).or_default().1 -= amount;
            }
        }
    }
    for ((item, lot), at) in beyond.into_iter().filter(|(_, at)| at.touched) {
        let matters = at.in_matters.iter().filter(|(account, _)| matches!(account, Account::Disputed { .. }));
        let explained: i128 = matters.map(|(_, (over, left))| (*over).min(*left).max(0)).sum();
        let Some(quantity) = u128::try_from(at.quantity - explained).ok().filter(|quantity| *quantity > 0) else {
            continue;
        };
        let key = (Cause::Unlisted, item.clone(), lot.clone(), None);
        let in_stock = |serial: &&SerialNumber| {
            let account = views.custody.serials().get(&(item.clone(), (*serial).clone()));
            account.is_some_and(|account| account.kept().is_some()) && scope.admits_serial(serial)
        };
        let serials: Vec<SerialNumber> = at.serials.iter().filter(in_stock).cloned().collect();
        let quantity = if scope.serial.is_some() { serials.len() as u128 } else { quantity };
        if quantity > 0 {
            found.add(key, quantity, &serials, at.why.into_iter().cloned());
        }
    }
}

/// What statements say that moved, and the book could not follow. Such a statement posted nothing, so it
/// belongs to no pledge, lot, holder or place: it is in scope wherever its item and piece are.
fn unposted(views: &Views, scope: &Scope, found: &mut Variances) {
    let open = |leaf: &Digest| {
        let matter = views.custody.matters().get(leaf);
        matter.is_some_and(|matter| matter.kind == MatterKind::Handover && matter.settled.is_none())
    };
    // A claim on a piece that the book has elsewhere stands in its matter as long as that is open.
    for finding in views.findings.iter().filter(|finding| !open(&finding.by.leaf)) {
        let (item, quantity, serial) = match &finding.kind {
            FindingKind::Overdrawn { item, wanted, .. }
            | FindingKind::SerialMissing { item, wanted, .. }
            | FindingKind::MoreThanDisputed { item, wanted, .. } => (item, u128::from(wanted.get()), None),
            FindingKind::SerialElsewhere { item, serial } => (item, 1, Some(serial)),
            FindingKind::NotUnderstood { .. }
            | FindingKind::BadSignature
            | FindingKind::NotGranted { .. }
            | FindingKind::OtherRole { .. }
            | FindingKind::InDoubt { .. }
            | FindingKind::BreaksRule { .. }
            | FindingKind::WrongParty { .. }
            | FindingKind::UnknownAgreement { .. }
            | FindingKind::UnknownPledge { .. }
            | FindingKind::UnknownPledgeLine { .. }
            | FindingKind::UnknownItem { .. }
            | FindingKind::UnknownConsignment { .. }
            | FindingKind::UnknownConvoy { .. }
            | FindingKind::UnknownReference { .. }
            | FindingKind::AlreadyDeclared { .. }
            | FindingKind::ReasonMissing { .. }
            | FindingKind::AnsweredTwice
            | FindingKind::MatterClosed
            | FindingKind::ReasonMisfits { .. }
            | FindingKind::OfferWithdrawn
            | FindingKind::WithdrawnUnseen
            | FindingKind::VoidLost
            | FindingKind::NothingToClose
            | FindingKind::ConsignmentsDiffer { .. }
            | FindingKind::PackageDiffers { .. }
            | FindingKind::AgreementStopped { .. }
            | FindingKind::BadArgument { .. }
            | FindingKind::UnitDiffers { .. } => continue,
        };
        let wanted = serial.map_or(scope.serial.is_none(), |serial| scope.admits_serial(serial));
        if wanted && scope.admits_item(item) {
            let key = (Cause::Unposted, item.clone(), None, None);
            found.add(key, quantity, serial.map_or(&[][..], std::slice::from_ref), [finding.by.clone()]);
        }
    }
}
