//! The objective, added up again.

use crate::arithmetic::vehicle_count;
use crate::objection::{Objection, ObjectiveNumber};
use convoy::{NeedId, Plan, PlanInput};
use std::collections::BTreeSet;
use units::Moment;

pub(crate) fn check(input: &PlanInput, plan: &Plan, found: &mut Vec<Objection>) {
    let since = |from: Moment, to: Moment| {
        u64::try_from(to.seconds().saturating_sub(from.seconds())).unwrap_or(0).saturating_mul(10)
    };
    let behind: BTreeSet<&NeedId> = plan.undelivered.iter().map(|one| &one.need).collect();
    let weights = &input.policy.objective;
    let (mut lateness, mut span, mut time, mut exposure, mut vehicles) = (0_u64, 0, 0_u64, 0_u64, 0_u64);
    let mut late_weighted = 0_u64;
    for column in &plan.columns {
        let Some(clear) = column.legs.last().map(|leg| leg.clear_tail) else { continue };
        let taken = since(input.start, clear);
        span = span.max(taken);
        time = time.saturating_add(taken).saturating_add(column.onward.travel.get());
        let legs = column.legs.iter().fold(0_u64, |sum, leg| sum.saturating_add(leg.exposure.get()));
        exposure = exposure.saturating_add(legs).saturating_add(column.onward.exposure.get());
        vehicles = vehicles.saturating_add(vehicle_count(column));
        let brought: BTreeSet<&NeedId> = plan.shares_of(column).map(|share| &share.need).collect();
        for need in brought.into_iter().filter_map(|need| input.need(need)) {
            let late = need.due.map_or(0, |due| since(due, clear));
            lateness = lateness.saturating_add(late);
            late_weighted = late_weighted.saturating_add(late.saturating_mul(u64::from(weights.late(need.priority))));
        }
    }
    let risk = exposure.saturating_mul(u64::from(input.policy.risk.lambda));
    let weighted = time.saturating_add(risk).saturating_mul(u64::from(weights.time)).saturating_add(late_weighted);
    let told = &plan.objective;
    let numbers = [
        (ObjectiveNumber::Undelivered, u64::from(told.undelivered), behind.len() as u64),
        (ObjectiveNumber::Lateness, told.lateness.get(), lateness),
        (ObjectiveNumber::Span, told.span.get(), span),
        (ObjectiveNumber::Time, told.time.get(), time),
        (ObjectiveNumber::Exposure, told.exposure.get(), exposure),
        (ObjectiveNumber::Columns, u64::from(told.columns), plan.columns.len() as u64),
        (ObjectiveNumber::Vehicles, told.vehicles, vehicles),
        (ObjectiveNumber::Weighted, told.weighted, weighted),
        (ObjectiveNumber::Bound, told.bound, told.bound.min(weighted)),
    ];
    for (number, told, is) in numbers {
        if told != is {
            found.push(Objection::ObjectiveWrong { number, told, is });
        }
    }
}
