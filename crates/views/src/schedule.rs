//! End-use checks against their schedule: what is due, what is overdue, and what will be at the present pace.

use crate::outlook::seconds_at_pace;
use crate::reconcile::accepted_under;
use crate::{Account, PieceCheck, SiteCheck, Views};
use model::{CheckResult, Reference, StorageResult, Tracking};
use std::collections::BTreeMap;
use units::{ConsignmentId, ItemCode, Moment, PartyId, PlaceId, PledgeId, SerialNumber};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Where a piece stands in its check schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckState {
    /// Seen, in time or late; the next look is not due yet.
    Verified,
    /// Looked for, not seen whole.
    Failed,
    /// Not looked for yet, still in time.
    Due,
    /// Not looked for, and late.
    Overdue,
}

/// One accepted piece that a check is or was due for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PieceResult {
    /// Of what.
    pub item: ItemCode,
    /// Which piece.
    pub serial: SerialNumber,
    /// Under which pledge it was accepted.
    pub pledge: PledgeId,
    /// When it was accepted.
    pub accepted: Moment,
    /// Who has it, and where, if anybody has it in stock.
    pub held: Option<(PartyId, PlaceId)>,
    /// How often it is to be looked at.
    pub schedule: Schedule,
    /// When the next look is due at the latest; the last one was, where none is outstanding.
    pub due: Moment,
    /// Whether a look is still to be made.
    pub outstanding: bool,
    /// Where it stands.
    pub state: CheckState,
    /// The latest look.
    pub last: Option<PieceCheck>,
    /// The statement by which it was accepted.
    pub by: Reference,
}

/// How often pieces are to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Days from acceptance to the first look.
    pub initial_days: u16,
    /// Days from one look to the next.
    pub periodic_days: Option<u16>,
    /// Days from one look at the site to the next.
    pub storage_days: Option<u16>,
    /// The statement that says so; absent where the catalogue does.
    pub by: Option<Reference>,
}

/// A site that holds pieces whose storage is to be looked at, or that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteResult {
    /// Where.
    pub site: PlaceId,
    /// How many such pieces are there.
    pub pieces: usize,
    /// When the next look is due; none where no schedule asks for one.
    pub due: Option<Moment>,
    /// Where it stands.
    pub state: CheckState,
    /// The latest look.
    pub last: Option<SiteCheck>,
}

/// What goes overdue by a moment, if looks go on at the present pace, those due first made first. Only the
/// next look at each piece counts, not those that follow from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckForecast {
    /// The moment looked ahead to.
    pub until: Moment,
    /// Looks that came to a result so far.
    pub looks: usize,
    /// Since when: the first acceptance of a piece with a schedule.
    pub since: Option<Moment>,
    /// In how many seconds.
    pub seconds: u64,
    /// Looks that are due before `until`.
    pub wanted: usize,
    /// Those of them that are late now or will be, by due time.
    pub late: Vec<Foreseen>,
}

/// One look that is late or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// Of what.
    pub item: ItemCode,
    /// Which piece.
    pub serial: SerialNumber,
    /// When it is due.
    pub due: Moment,
    /// When its turn comes; absent where nothing was looked at so far.
    pub reached: Option<Moment>,
}

impl PieceResult {
    /// Whether a look is outstanding, and late.
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.outstanding && self.due < now
    }
}

/// Every piece that was accepted of an item that checks are due for. A piece that left its stock
/// unchecked needs no check any more; the statement that says so accounts for it.
pub fn checks_due(views: &Views, now: Moment) -> Vec<PieceResult> {
    let mut accepted: BTreeMap<(ItemCode, SerialNumber), Accepted<'_>> = BTreeMap::new();
    for posting in views.custody.postings().iter().filter(|posting| !posting.line.serials.is_empty()) {
        let Some(consignment) = accepted_under(views, posting) else { continue };
        for serial in &posting.line.serials {
            let piece = (posting.line.item.clone(), serial.clone());
            accepted.insert(piece, Accepted { consignment, when: posting.occurred, by: &posting.by });
        }
    }
    let results = accepted.into_iter().filter_map(|(piece, accepted)| result(views, piece, &accepted, now));
    results.filter(|result| result.held.is_some() || result.last.is_some()).collect()
}

/// How a piece came to its receiver.
struct Accepted<'v> {
    consignment: &'v ConsignmentId,
    when: Moment,
    by: &'v Reference,
}

fn result(
    views: &Views,
    (item, serial): (ItemCode, SerialNumber),
    accepted: &Accepted<'_>,
    now: Moment,
) -> Option<PieceResult> {
    let consignment = views.custody.consignments().get(accepted.consignment)?;
    let pledge = consignment.packed.pledge.clone();
    let schedule = schedule(views, &pledge, &item)?;
    let kept = views.custody.serials().get(&(item.clone(), serial.clone())).and_then(Account::kept);
    let held = kept.filter(|(holder, _)| *holder != &consignment.giver);
    let held = held.map(|(holder, site)| (holder.clone(), site.clone()));
    let looks = views.checks.of(&item, &serial).iter();
    let mut looks = looks.filter(|look| look.when >= accepted.when && look.when <= now);
    let performed = looks.clone().rfind(|look| look.is_performed());
    let first = days_after(accepted.when, schedule.initial_days);
    let next = performed.map_or(Some(first), |look| Some(days_after(look.when, schedule.periodic_days?)));
    let (due, outstanding) = (next.unwrap_or(first), next.is_some() && held.is_some());
    let last = looks.next_back().cloned();
    let state = match last.as_ref().map(|look| look.result) {
        Some(CheckResult::Absent | CheckResult::Damaged | CheckResult::NotShown) => CheckState::Failed,
        _ if outstanding && due < now => CheckState::Overdue,
        Some(CheckResult::Present) => CheckState::Verified,
        None => CheckState::Due,
    };
    let (accepted, by) = (accepted.when, accepted.by.clone());
    Some(PieceResult { item, serial, pledge, accepted, held, schedule, due, outstanding, state, last, by })
}

fn days_after(moment: Moment, days: u16) -> Moment {
    moment.plus_seconds(i64::from(days) * DAY)
}

/// The schedule of an item under a pledge: as set under its agreement, or as the catalogue has it.
fn schedule(views: &Views, pledge: &PledgeId, item: &ItemCode) -> Option<Schedule> {
    let known = views.catalogue.get(item);
    let agreement = views.agreements.pledge(pledge).map(|pledge| &pledge.made.agreement);
    let serial = known.is_some_and(|item| item.tracking == Tracking::Serial);
    let word = agreement.and_then(|agreement| views.checks.schedule(agreement, item));
    if let Some(word) = word.filter(|word| word.set.item.is_some() || serial) {
        let set = &word.set;
        return Some(Schedule {
            initial_days: set.initial_days,
            periodic_days: set.periodic_days,
            storage_days: set.storage_days,
            by: Some(word.by.clone()),
        });
    }
    let initial_days = known?.check_days?;
    Some(Schedule { initial_days, periodic_days: None, storage_days: None, by: None })
}

/// Every site whose storage is to be looked at, and every one that was.
pub fn sites_due(views: &Views, pieces: &[PieceResult], now: Moment) -> Vec<SiteResult> {
    /// Pieces at a site, since when, and how often to look; the strictest schedule stands.
    #[derive(Default)]
    struct Kept {
        pieces: usize,
        since: Option<Moment>,
        days: Option<u16>,
    }
    let mut kept: BTreeMap<&PlaceId, Kept> = BTreeMap::new();
    for piece in pieces {
        let Some((_, site)) = &piece.held else { continue };
        let Some(days) = piece.schedule.storage_days else { continue };
        let at = kept.entry(site).or_default();
        at.pieces += 1;
        at.since = Some(at.since.map_or(piece.accepted, |since| since.min(piece.accepted)));
        at.days = Some(at.days.map_or(days, |known| known.min(days)));
    }
    for (site, _) in views.checks.sites() {
        kept.entry(site).or_default();
    }
    let site = |(site, kept): (&PlaceId, Kept)| {
        let last = views.checks.of_site(site).iter().rfind(|look| look.when <= now).cloned();
        let from = last.as_ref().map(|look| look.when).or(kept.since);
        let due = from.zip(kept.days).map(|(from, days)| days_after(from, days));
        let bad = |look: &SiteCheck| look.points.iter().any(|point| point.result != StorageResult::Met);
        let state = match &last {
            _ if due.is_some_and(|due| due < now) => CheckState::Overdue,
            Some(look) if bad(look) => CheckState::Failed,
            Some(_) => CheckState::Verified,
            None => CheckState::Due,
        };
        SiteResult { site: site.clone(), pieces: kept.pieces, due, state, last }
    };
    kept.into_iter().map(site).collect()
}

/// What is late now, and what goes overdue before `until` if looks go on at the pace so far.
pub fn check_forecast(views: &Views, pieces: &[PieceResult], now: Moment, until: Moment) -> CheckForecast {
    let since = pieces.iter().map(|piece| piece.accepted).min();
    let seconds = since.map_or(0, |since| u64::try_from(now.seconds().saturating_sub(since.seconds())).unwrap_or(0));
    let made = |piece: &PieceResult| {
        let looks = views.checks.of(&piece.item, &piece.serial).iter();
        looks.filter(|look| look.is_performed() && look.when >= piece.accepted && look.when <= now).count()
    };
    let looks: usize = pieces.iter().map(made).sum();
    let mut wanted: Vec<&PieceResult> = pieces.iter().filter(|piece| piece.outstanding && piece.due < until).collect();
    wanted.sort_by_key(|piece| (piece.due, &piece.item, &piece.serial));
    let foreseen = |(at, piece): (usize, &&PieceResult)| {
        let reached = seconds_at_pace(at as u128 + 1, looks as u128, seconds).map(|after| now.plus_seconds(after));
        let late = reached.is_none_or(|reached| reached > piece.due);
        late.then(|| Foreseen { item: piece.item.clone(), serial: piece.serial.clone(), due: piece.due, reached })
    };
    let late = wanted.iter().enumerate().filter_map(foreseen).collect();
    CheckForecast { until, looks, since, seconds, wanted: wanted.len(), late }
}
