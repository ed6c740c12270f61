//! The march: rates, times, halts, rests, light, opening hours, activities, the table itself.

use crate::arithmetic::{
    begins_another, driving_seconds, duration, motions, road_space_and_pass_time, seconds, service_seconds,
    within_hours, within_opening,
};
use crate::is_fact;
use crate::objection::Objection;
use convoy::{Column, Halt, HaltAt, Leg, Plan, PlanInput, PointKind, Timing};
use units::{Interval, Kmh, Metres, Moment};

pub(crate) fn check(input: &PlanInput, plan: &Plan, column: &Column, found: &mut Vec<Objection>) {
    size(input, plan, column, found);
    departure(input, column, found);
    rates(input, column, found);
    times(column, input, found);
    rests(input, column, found);
    tails(input, column, found);
    hours(input, column, found);
    table(input, plan, column, found);
}

/// What holds of vehicles on the road whatever they march for.
pub(crate) fn on_the_way(input: &PlanInput, plan: &Plan, column: &Column, found: &mut Vec<Objection>) {
    size(input, plan, column, found);
    rates(input, column, found);
    times(column, input, found);
    rests(input, column, found);
    tails(input, column, found);
    hours(input, column, found);
}

/// Road space and pass time by the formulas, at the column's rate.
fn size(input: &PlanInput, plan: &Plan, column: &Column, found: &mut Vec<Objection>) {
    let (space, pass) = road_space_and_pass_time(input, plan, column);
    let convoy = || column.convoy.clone();
    if column.road_space != space {
        found.push(Objection::RoadSpaceWrong { convoy: convoy(), told: column.road_space, is: space });
    }
    if column.pass_time != pass {
        found.push(Objection::PassTimeWrong { convoy: convoy(), told: column.pass_time, is: pass });
    }
}

fn departure(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let Some(departs) = column.departs() else { return };
    let earliest = match input.progress_of(&column.convoy) {
        Some(progress) => progress.at,
        None => input.start,
    };
    if departs < earliest {
        found.push(Objection::LeavesEarly { convoy: column.convoy.clone(), departs, earliest });
    }
}

fn rates(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let slowest = motions(input, column).iter().map(|(motion, _)| motion.speed).min();
    for leg in &column.legs {
        let Some(stretch) = input.stretch(&leg.segment) else { continue };
        let most = [Some(stretch.speed), Some(input.policy.rate_cap), slowest].into_iter().flatten().min();
        let most = most.unwrap_or(Kmh::ZERO);
        if (leg.rate > most && !is_fact(input, column, leg)) || leg.rate == Kmh::ZERO {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            found.push(Objection::RateTooHigh { convoy, segment, rate: leg.rate, most });
        }
        if column.rate > leg.rate {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            found.push(Objection::RateTooHigh { convoy, segment, rate: column.rate, most: leg.rate });
        }
    }
}

/// Halts on a stretch while the column drives this leg.
pub(crate) fn halts_on<'a>(column: &'a Column, leg: &'a Leg) -> impl Iterator<Item = (&'a Halt, Metres)> {
    column.halts.iter().filter_map(move |halt| match &halt.at {
        HaltAt::Stretch { segment, after } if *segment == leg.segment && within(halt, leg) => Some((halt, *after)),
        HaltAt::Stretch { .. } | HaltAt::Place { .. } => None,
    })
}

fn within(halt: &Halt, leg: &Leg) -> bool {
    leg.enter_head <= halt.from && halt.from <= halt.to && halt.to <= leg.exit_head
}

/// Head times: driving as long as the road asks, standing only where a halt says so.
fn times(column: &Column, input: &PlanInput, found: &mut Vec<Objection>) {
    let convoy = || column.convoy.clone();
    let mut explained = 0;
    let mut before: Option<&Leg> = None;
    for leg in &column.legs {
        if let Some(before) = before {
            explained += between(column, before, leg, found);
        }
        let mut standing = 0;
        for (halt, after) in halts_on(column, leg) {
            explained += 1;
            let driven = halt.from.seconds() - leg.enter_head.seconds() - standing;
            let metres = u128::from(driven.unsigned_abs()) * u128::from(leg.rate.get()) * 1000 / 3600;
            if driven < 0 || metres != u128::from(after.get()) {
                found.push(Objection::HaltWrong { convoy: convoy(), from: halt.from });
            }
            standing += halt.to.seconds() - halt.from.seconds();
        }
        if let Some(stretch) = input.stretch(&leg.segment).filter(|_| !is_fact(input, column, leg)) {
            let takes = leg.exit_head.seconds() - leg.enter_head.seconds() - standing;
            let least = driving_seconds(stretch.length, leg.rate);
            if takes < least {
                let (takes, least) = (duration(takes), duration(least));
                found.push(Objection::TooFast { convoy: convoy(), segment: leg.segment.clone(), takes, least });
            } else if takes > least {
                let (from, to) = (leg.enter_head, leg.exit_head);
                found.push(Objection::TimeUnexplained { convoy: convoy(), place: leg.from.clone(), from, to });
            }
        }
        before = Some(leg);
    }
    if explained != column.halts.len() {
        let stray = column.halts.iter().find(|halt| !fits(column, halt));
        if let Some(halt) = stray.or(column.halts.first()) {
            found.push(Objection::HaltWrong { convoy: convoy(), from: halt.from });
        }
    }
}

fn fits(column: &Column, halt: &Halt) -> bool {
    let on_leg = column.legs.iter().any(|leg| halts_on(column, leg).any(|(other, _)| other == halt));
    let at_place = column.legs.windows(2).any(|legs| stands_between(halt, &legs[0], &legs[1]));
    on_leg || at_place
}

fn stands_between(halt: &Halt, before: &Leg, leg: &Leg) -> bool {
    let here = matches!(&halt.at, HaltAt::Place { place } if *place == leg.from);
    here && halt.from == before.exit_head && halt.to == leg.enter_head && halt.from < halt.to
}

/// Between two legs there is no time, or one halt at the place. Counts the halts that explain it.
fn between(column: &Column, before: &Leg, leg: &Leg, found: &mut Vec<Objection>) -> usize {
    let convoy = column.convoy.clone();
    let halts = column.halts.iter().filter(|halt| stands_between(halt, before, leg)).count();
    if leg.enter_head < before.exit_head {
        let (enters, leaves) = (leg.enter_head, before.exit_head);
        found.push(Objection::LegsOverlap { convoy, segment: leg.segment.clone(), enters, leaves });
    } else if leg.enter_head > before.exit_head && halts != 1 {
        let (from, to) = (before.exit_head, leg.enter_head);
        found.push(Objection::TimeUnexplained { convoy, place: leg.from.clone(), from, to });
    }
    halts
}

/// Driving without a halt that is long enough never exceeds the rule.
fn rests(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    let Some(rule) = input.policy.rest else { return };
    let most = i64::try_from(rule.after.get() / 10).unwrap_or(i64::MAX);
    let counts = |from: Moment, to: Moment| to.seconds() - from.seconds() >= seconds(rule.halt);
    let mut driven = 0;
    let mut before: Option<&Leg> = None;
    for leg in &column.legs {
        if before.is_some_and(|before| counts(before.exit_head, leg.enter_head)) {
            driven = 0;
        }
        let mut since = leg.enter_head;
        for (halt, _) in halts_on(column, leg) {
            driven += halt.from.seconds() - since.seconds();
            too_long(input, column, leg, (driven, most), found);
            if counts(halt.from, halt.to) {
                driven = 0;
            }
            since = halt.to;
        }
        driven += leg.exit_head.seconds() - since.seconds();
        too_long(input, column, leg, (driven, most), found);
        before = Some(leg);
    }
}

fn too_long(input: &PlanInput, column: &Column, leg: &Leg, (driven, most): (i64, i64), found: &mut Vec<Objection>) {
    if driven > most && !is_fact(input, column, leg) {
        let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
        found.push(Objection::RestMissing { convoy, segment, driven: duration(driven), most: duration(most) });
    }
}

/// The tail leaves each stretch a pass time after the head, the last one as the crossing lets it.
fn tails(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    for (index, leg) in column.legs.iter().enumerate() {
        let last = index + 1 == column.legs.len();
        let takes =
            if last { service_seconds(input.crossing(&column.crossing), column) } else { seconds(column.pass_time) };
        let is = leg.exit_head.plus_seconds(takes);
        if leg.clear_tail != is {
            let (convoy, segment) = (column.convoy.clone(), leg.segment.clone());
            found.push(Objection::ClearWrong { convoy, segment, told: leg.clear_tail, is });
        }
    }
}

/// Light, activities of partner forces, and the crossing's opening, for head and tail alike.
fn hours(input: &PlanInput, column: &Column, found: &mut Vec<Objection>) {
    for leg in column.legs.iter().filter(|leg| !is_fact(input, column, leg)) {
        let (convoy, segment) = (|| column.convoy.clone(), || leg.segment.clone());
        let (enters, clears) = (leg.enter_head, leg.clear_tail);
        let ordered = &input.policy.daylight_on;
        let by_day = ordered.is_empty() || ordered.contains(&leg.segment);
        if by_day && input.policy.daylight.is_some_and(|light| !within_hours(&light, enters, clears)) {
            found.push(Objection::InTheDark { convoy: convoy(), segment: segment(), enters, clears });
        }
        let span = Interval { from: Some(enters), to: Some(clears) };
        for activity in &input.activities {
            if activity.segments.contains(&leg.segment) && activity.window.overlaps(&span) {
                let party = activity.party.clone();
                found.push(Objection::DuringActivity { convoy: convoy(), segment: segment(), party });
            }
        }
    }
    let (Some(last), Some(crossing)) = (column.legs.last(), input.crossing(&column.crossing)) else { return };
    let (due, clear) = (last.exit_head, last.clear_tail);
    let is_there = is_fact(input, column, last) && due <= input.start;
    if is_there {
        return;
    }
    if crossing.ready.as_ref().is_some_and(|ready| !ready.iter().any(|opening| within_opening(opening, due, clear))) {
        let (convoy, crossing) = (column.convoy.clone(), column.crossing.clone());
        found.push(Objection::ReceiverNotReady { convoy, crossing, due, clear });
    }
    if !crossing.openings.iter().any(|opening| within_opening(opening, due, clear)) {
        let (convoy, crossing) = (column.convoy.clone(), column.crossing.clone());
        found.push(Objection::CrossingShut { convoy, crossing, due, clear });
    }
}

/// The march table row by row, computed again from the legs.
fn table(input: &PlanInput, plan: &Plan, column: &Column, found: &mut Vec<Objection>) {
    let pass = seconds(column.pass_time);
    let narrow =
        |leg: Option<&Leg>| leg.and_then(|leg| input.stretch(&leg.segment)).is_some_and(|stretch| stretch.defile);
    let mut rows = Vec::new();
    let mut before: Option<&Leg> = None;
    for leg in &column.legs {
        let critical = narrow(before) || narrow(Some(leg)) || begins_another(plan, column, &leg.from);
        let kind = match before {
            None => PointKind::Start,
            Some(_) if critical => PointKind::Critical,
            Some(_) => PointKind::Passage,
        };
        let due = before.map_or(leg.enter_head, |before| before.exit_head);
        rows.push(Timing { place: leg.from.clone(), kind, due, clear: leg.enter_head.plus_seconds(pass) });
        before = Some(leg);
    }
    if let Some(last) = before {
        let (place, due, clear) = (last.to.clone(), last.exit_head, last.clear_tail);
        rows.push(Timing { place, kind: PointKind::Release, due, clear });
    }
    let wrong = rows.iter().zip(&column.march_table).position(|(is, told)| is != told);
    let missing = (rows.len() != column.march_table.len()).then_some(rows.len().min(column.march_table.len()));
    if let Some(row) = wrong.or(missing) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        found.push(Objection::MarchTableWrong { convoy: column.convoy.clone(), row });
    }
}
