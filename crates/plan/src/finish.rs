//! March tables, the objective, and what the report says of the whole.

use crate::march::seconds;
use crate::ways::Ways;
use crate::weigh::{dues, since, weight};
use convoy::{Column, Leg, Need, NeedId, Objective, Plan, PlanInput, PointKind, Reason, Timing, Undelivered};
use std::collections::BTreeSet;
use units::{Moment, PlaceId};

/// Writes the march table of every column: places passed, the ends of defiles and the start
/// points of others marked critical.
pub(crate) fn march_tables(ways: &Ways<'_>, columns: &mut [Column]) {
    let starts: Vec<PlaceId> = columns.iter().map(|column| column.origin.clone()).collect();
    for (index, column) in columns.iter_mut().enumerate() {
        let others = starts.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, place)| place);
        let others: BTreeSet<&PlaceId> = others.collect();
        column.march_table = march_table(ways, column, &others);
    }
}

fn march_table(ways: &Ways<'_>, column: &Column, others: &BTreeSet<&PlaceId>) -> Vec<Timing> {
    let pass = seconds(column.pass_time);
    let mut rows: Vec<Timing> = Vec::new();
    for (index, leg) in column.legs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| column.legs.get(index));
        let defile = ways.is_defile(&leg.segment) || before.is_some_and(|before| ways.is_defile(&before.segment));
        let kind = match before {
            None => PointKind::Start,
            Some(_) if defile || others.contains(&leg.from) => PointKind::Critical,
            Some(_) => PointKind::Passage,
        };
        let due = before.map_or(leg.enter_head, |before| before.exit_head);
        rows.push(Timing { place: leg.from.clone(), kind, due, clear: leg.enter_head.plus_seconds(pass) });
    }
    rows.extend(column.legs.last().map(release));
    rows
}

fn release(last: &Leg) -> Timing {
    Timing { place: last.to.clone(), kind: PointKind::Release, due: last.exit_head, clear: last.clear_tail }
}

/// One entry for each need and reason.
pub(crate) fn merged(undelivered: Vec<Undelivered>) -> Vec<Undelivered> {
    let mut merged: Vec<Undelivered> = Vec::new();
    for one in undelivered {
        let same = merged.iter_mut().find(|other| other.need == one.need && other.reason == one.reason);
        match same {
            Some(other) => other.quantity = other.quantity.checked_add(one.quantity).unwrap_or(other.quantity),
            None => merged.push(one),
        }
    }
    merged.sort_by(|a, b| a.need.cmp(&b.need));
    merged
}

/// Needs a column brings that are due, each once.
fn due_needs<'a>(input: &'a PlanInput, plan: &Plan, column: &Column) -> Vec<(&'a Need, Moment)> {
    let brought: BTreeSet<&NeedId> = plan.shares_of(column).map(|share| &share.need).collect();
    let due = |id| input.need(id).and_then(|need| Some((need, need.due?)));
    brought.into_iter().filter_map(due).collect()
}

pub(crate) fn objective(input: &PlanInput, plan: &Plan) -> Objective {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let behind: BTreeSet<&NeedId> = plan.undelivered.iter().map(|one| &one.need).collect();
    let mut total =
        Objective { undelivered: count(behind.len()), columns: count(plan.columns.len()), ..Objective::default() };
    for column in &plan.columns {
        let Some(last) = column.legs.last() else { continue };
        let taken = since(input.start, last.clear_tail);
        total.span = total.span.max(taken);
        total.time = total.time.saturating_add(taken).saturating_add(column.onward.travel);
        let exposed = column.legs.iter().fold(column.onward.exposure, |sum, leg| sum.saturating_add(leg.exposure));
        total.exposure = total.exposure.saturating_add(exposed);
        let driven = column.driven.iter().fold(0_u64, |sum, share| sum.saturating_add(share.quantity.get()));
        total.vehicles = total.vehicles.saturating_add(driven).saturating_add(column.vehicles.len() as u64);
        total.weighted = total.weighted.saturating_add(weigh(input, plan, column));
        for (_, due) in due_needs(input, plan, column) {
            total.lateness = total.lateness.saturating_add(since(due, last.clear_tail));
        }
    }
    total
}

/// What a column weighs by the policy.
pub(crate) fn weigh(input: &PlanInput, plan: &Plan, column: &Column) -> u64 {
    let Some(last) = column.legs.last() else { return 0 };
    let exposure = column.legs.iter().fold(column.onward.exposure, |sum, leg| sum.saturating_add(leg.exposure));
    weight(input, last.clear_tail, (column.onward.travel, exposure), &dues(input, plan.shares_of(column)))
}

pub(crate) fn tell_late(input: &PlanInput, plan: &Plan, reasons: &mut Vec<Reason>) {
    for column in &plan.columns {
        let Some(clear) = column.legs.last().map(|leg| leg.clear_tail) else { continue };
        for (need, due) in due_needs(input, plan, column).into_iter().filter(|(_, due)| *due < clear) {
            let (convoy, need) = (column.convoy.clone(), need.id.clone());
            reasons.push(Reason::Late { convoy, need, due, clear });
        }
    }
}

pub(crate) fn tell_behind(plan: &Plan, reasons: &mut Vec<Reason>) {
    for one in &plan.undelivered {
        reasons.push(Reason::StaysBehind { need: one.need.clone(), quantity: one.quantity });
    }
}
