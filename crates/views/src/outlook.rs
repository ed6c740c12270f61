//! What is still owed of each pledge line, what is late, and what will be: from the plan, that is from
//! movements that are ordered, and from the pace so far. Whole numbers throughout.

use crate::{Account, ConditionState, ConvoyStatus, LineRow, Pledge, Views, reconcile::line_rows};
use model::{PledgeLine, Reference};
use std::collections::BTreeMap;
use units::{AgreementId, ConsignmentId, ConvoyId, Interval, ItemCode, Moment, PledgeId, Quantity};

/// Where a pledge line stands at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// The agreement.
    pub agreement: AgreementId,
    /// The pledge.
    pub pledge: PledgeId,
    /// Its line.
    pub line: u16,
    /// Of what.
    pub item: ItemCode,
    /// 1 is first.
    pub priority: u8,
    /// Promised now, amendments applied.
    pub promised: Quantity,
    /// Accepted by the receiver.
    pub accepted: u128,
    /// Promised, not yet accepted.
    pub owed: u128,
    /// When it is to be delivered.
    pub window: Interval,
    /// Where its condition stands.
    pub condition: ConditionState,
    /// Where it stands in all.
    pub state: LineState,
    /// When it is complete as the movements are ordered.
    pub plan: ByPlan,
    /// When it is complete at the pace so far; absent where nothing was accepted.
    pub pace: Option<ByPace>,
    /// The statements behind the promise.
    pub why: Vec<Reference>,
}

/// Where a pledge line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// Promised no longer.
    Withdrawn,
    /// All of it was accepted.
    Delivered,
    /// Its agreement is suspended or ended.
    Stopped,
    /// Its window is over.
    Late,
    /// Its condition is not met.
    Waiting,
    /// The forecast lies beyond its window.
    WillBeLate,
    /// The forecast lies within its window, or the window has no end.
    OnCourse,
    /// Neither plan nor pace say when.
    Unforeseen,
}

/// A forecast from ordered movements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByPlan {
    /// What is on its way for this line, in the order of arrival.
    pub arrivals: Vec<Arrival>,
    /// Owed, and in no movement that is ordered.
    pub unplanned: u128,
    /// When the last of what is owed has passed its release point; absent where some is unplanned or behind.
    pub completes: Option<Moment>,
    /// When the first of what should be here by now was due: the plan then no longer says when it comes.
    pub behind: Option<Moment>,
}

/// What one convoy brings for a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Which convoy.
    pub convoy: ConvoyId,
    /// In which consignment.
    pub consignment: ConsignmentId,
    /// When its tail has passed the release point, by its march table; now, where it has arrived and waits.
    pub due: Moment,
    /// How many.
    pub quantity: u128,
    /// The order that says so.
    pub by: Reference,
}

/// A forecast from what was accepted so far: `accepted` in `seconds`, the item's lines of a pledge together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByPace {
    /// How many were accepted.
    pub accepted: u128,
    /// Since when: the pledge was made, or its window began, whichever is later.
    pub since: Moment,
    /// In how many seconds.
    pub seconds: u64,
    /// When the line is complete at that pace, lines of more priority first.
    pub completes: Moment,
}

/// Where every pledge line stands, by pledge and line as promised.
pub fn outlook(views: &Views, now: Moment) -> Vec<Outlook> {
    let rows = line_rows(views);
    let rows: BTreeMap<(&PledgeId, u16), &LineRow> = rows.iter().map(|row| ((&row.pledge, row.line), row)).collect();
    let mut arrivals = arrivals(views, now);
    let mut all = Vec::with_capacity(rows.len());
    for (name, pledge) in views.agreements.pledges() {
        let mut lines: Vec<(usize, &PledgeLine)> = pledge.made.lines.iter().enumerate().collect();
        lines.sort_by_key(|(at, line)| (line.priority, *at));
        // Owed by lines of the same item that come first.
        let mut ahead: BTreeMap<&ItemCode, u128> = BTreeMap::new();
        let mut found: Vec<(usize, Outlook)> = Vec::with_capacity(lines.len());
        for (at, line) in lines {
            let row = rows.get(&(name, line.line));
            let (accepted, owed) = row.map_or((0, 0), |row| (row.ladder.accepted, row.owed));
            let before = ahead.entry(&line.item).or_default();
            *before += owed;
            let key = (name.clone(), line.item.clone());
            let plan = by_plan(arrivals.entry(key).or_default(), owed, now);
            let pace = by_pace(views, name, pledge, line, *before, now);
            let standing = Standing { views, pledge, line, owed, now };
            found.push((
                at,
                Outlook {
                    agreement: pledge.made.agreement.clone(),
                    pledge: name.clone(),
                    line: line.line,
                    item: line.item.clone(),
                    priority: line.priority,
                    promised: line.quantity,
                    accepted,
                    owed,
                    window: pledge.window(line),
                    condition: pledge.condition(line),
                    state: standing.state(&plan, pace.as_ref()),
                    plan,
                    pace,
                    why: pledge.why(line.line),
                },
            ));
        }
        found.sort_by_key(|(at, _)| *at);
        all.extend(found.into_iter().map(|(_, outlook)| outlook));
    }
    all
}

/// What of each pledge and item is packed and not yet handed over, and ordered to move; the earliest last.
fn arrivals(views: &Views, now: Moment) -> BTreeMap<(PledgeId, ItemCode), Vec<Arrival>> {
    let mut carried: BTreeMap<&ConsignmentId, BTreeMap<&ItemCode, u128>> = BTreeMap::new();
    for ((item, _, account), amount) in views.custody.balances() {
        if let Account::Way { consignment, .. } = account {
            *carried.entry(consignment).or_default().entry(item).or_default() += u128::try_from(*amount).unwrap_or(0);
        }
    }
    let mut coming: BTreeMap<(PledgeId, ItemCode), BTreeMap<&ConsignmentId, Arrival>> = BTreeMap::new();
    for (convoy, known) in views.movements.iter() {
        let order = known.order();
        let Some(release) = order.ordered.timings.last() else { continue };
        // What has arrived waits to be accepted, which may be any moment.
        let due = if known.status() == ConvoyStatus::Arrived { release.clear.max(now) } else { release.clear };
        for consignment in &order.ordered.consignments {
            let Some(packed) = views.custody.consignments().get(consignment) else { continue };
            for (item, quantity) in carried.get(consignment).into_iter().flatten() {
                let arrival = Arrival {
                    convoy: convoy.clone(),
                    consignment: consignment.clone(),
                    due,
                    quantity: *quantity,
                    by: order.by.clone(),
                };
                let of_item = coming.entry((packed.packed.pledge.clone(), (*item).clone())).or_default();
                // Ordered with two convoys it still comes once; with the one that is due first.
                if of_item.get(consignment).is_none_or(|other| arrival.due < other.due) {
                    of_item.insert(consignment, arrival);
                }
            }
        }
    }
    let latest_first = |arrivals: BTreeMap<&ConsignmentId, Arrival>| {
        let mut arrivals: Vec<Arrival> = arrivals.into_values().collect();
        arrivals.sort_by(|a, b| (b.due, &b.convoy, &b.consignment).cmp(&(a.due, &a.convoy, &a.consignment)));
        arrivals
    };
    coming.into_iter().map(|(key, arrivals)| (key, latest_first(arrivals))).collect()
}

/// Takes what a line is owed from what is coming, the earliest first.
fn by_plan(coming: &mut Vec<Arrival>, owed: u128, now: Moment) -> ByPlan {
    let mut plan = ByPlan { unplanned: owed, ..ByPlan::default() };
    while plan.unplanned > 0 {
        let Some(mut next) = coming.pop() else { break };
        let taken = next.quantity.min(plan.unplanned);
        plan.unplanned -= taken;
        if next.quantity > taken {
            coming.push(Arrival { quantity: next.quantity - taken, ..next.clone() });
        }
        next.quantity = taken;
        plan.arrivals.push(next);
    }
    plan.behind = plan.arrivals.first().map(|arrival| arrival.due).filter(|due| *due < now);
    let last = plan.arrivals.last().map(|arrival| arrival.due);
    plan.completes = last.filter(|_| plan.unplanned == 0 && plan.behind.is_none());
    plan
}

/// When as many as `owed` will have been accepted, at the pace at which the item was so far.
fn by_pace(
    views: &Views,
    name: &PledgeId,
    pledge: &Pledge,
    line: &PledgeLine,
    owed: u128,
    now: Moment,
) -> Option<ByPace> {
    let accepted = views.custody.ladder(name, &line.item).accepted;
    let since = pledge.made.window.from.map_or(pledge.since, |from| from.max(pledge.since));
    let seconds = u64::try_from(now.seconds().saturating_sub(since.seconds())).ok().filter(|seconds| *seconds > 0)?;
    let completes = now.plus_seconds(seconds_at_pace(owed, accepted, seconds)?);
    Some(ByPace { accepted, since, seconds, completes })
}

/// In how many seconds `wanted` more come, where `done` came in `seconds`; rounded up. None where nothing came.
pub(crate) fn seconds_at_pace(wanted: u128, done: u128, seconds: u64) -> Option<i64> {
    let needed = wanted.checked_mul(u128::from(seconds)).map_or(u128::MAX, |product| product);
    let needed = needed.checked_add(done.checked_sub(1)?).map_or(u128::MAX, |sum| sum) / done;
    Some(i64::try_from(needed).unwrap_or(i64::MAX))
}

struct Standing<'a> {
    views: &'a Views,
    pledge: &'a Pledge,
    line: &'a PledgeLine,
    owed: u128,
    now: Moment,
}

impl Standing<'_> {
    fn state(&self, plan: &ByPlan, pace: Option<&ByPace>) -> LineState {
        let agreement = self.views.agreements.get(&self.pledge.made.agreement);
        let until = self.pledge.window(self.line).to;
        // The plan knows more than the pace, where it covers all that is owed.
        let foreseen = plan.completes.or(pace.map(|pace| pace.completes));
        if self.pledge.withdrawn.contains(&self.line.line) {
            LineState::Withdrawn
        } else if self.owed == 0 {
            LineState::Delivered
        } else if agreement.is_some_and(|agreement| agreement.stopped_at(self.now).is_some()) {
            LineState::Stopped
        } else if until.is_some_and(|until| until <= self.now) {
            LineState::Late
        } else if matches!(self.pledge.condition(self.line), ConditionState::Open | ConditionState::Claimed) {
            LineState::Waiting
        } else {
            match (foreseen, until) {
                (Some(foreseen), Some(until)) if foreseen > until => LineState::WillBeLate,
                (Some(_), _) => LineState::OnCourse,
                (None, _) => LineState::Unforeseen,
            }
        }
    }
}
