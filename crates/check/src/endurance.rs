//! Fuel and drivers' hours: neither runs out between the halts a column has.

use crate::arithmetic::{duration, motions, seconds};
use crate::is_fact;
use crate::objection::Objection;
use convoy::{Column, FuelRule, HoursRule, Leg, PlanInput};
use units::Metres;

pub(crate) fn check(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    if let Some(rule) = &input.policy.fuel {
        fuel(input, column, rule, found);
    }
    if let Some(rule) = &input.policy.hours {
        hours(input, column, rule, found);
    }
}

/// How long the column stands before a leg; before the first, since it came to its origin.
fn stood(column: &Column, index: usize) -> i64 {
    let before = index.checked_sub(1).map(|before| column.legs[before].exit_head);
    let since = before.or(column.spent.since);
    since.map_or(0, |since| column.legs[index].enter_head.seconds() - since.seconds())
}

fn fuel(input: &PlanInput, column: &Column, rule: &FuelRule, found: &mut Vec<Objection>) {
    let Some(least) = motions(input, column).iter().filter_map(|(motion, _)| motion.range).min() else { return };
    let range = least.saturating_add(crate::support::fuel_along(input, column));
    let mut driven = column.spent.distance;
    for (index, leg) in column.legs.iter().enumerate() {
        if rule.points.contains(&leg.from) && stood(column, index) >= seconds(rule.halt) {
            driven = Metres::ZERO;
        }
        driven = driven.saturating_add(input.stretch(&leg.segment).map_or(Metres::ZERO, |stretch| stretch.length));
        if driven > range && !is_fact(input, column, leg) {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            found.push(Objection::BeyondRange { convoy, segment, driven, range });
        }
    }
}

fn hours(input: &PlanInput, column: &Column, rule: &HoursRule, found: &mut Vec<Objection>) {
    let most = i64::try_from(rule.driving.get() / 10).unwrap_or(i64::MAX);
    let mut driven = seconds(column.spent.driving);
    for (index, leg) in column.legs.iter().enumerate() {
        if stood(column, index) >= seconds(rule.rest) {
            driven = 0;
        }
        driven = driven.saturating_add(driving(column, leg));
        if driven > most && !is_fact(input, column, leg) {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            let (driven, most) = (duration(driven), duration(most));
            found.push(Objection::HoursExceeded { convoy, segment, driven, most });
        }
    }
}

/// Seconds from entering a stretch to leaving it in which the column does not stand beside it.
fn driving(column: &Column, leg: &Leg) -> i64 {
    let stands = crate::march::halts_on(column, leg).map(|(halt, _)| halt.to.seconds() - halt.from.seconds());
    leg.exit_head.seconds() - leg.enter_head.seconds() - stands.sum::<i64>()
}
