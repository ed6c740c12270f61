//! Who is on which stretch and at which crossing, and the earliest free time for one more column.
//!
//! Prioritised insertion: columns are timed one after another, each as early as those before it
//! allow; none is moved again. A column may stand at any place as long as it must; on a stretch
//! it only rests. Each vehicle stands as long as the head does, so the tail follows the head by
//! the pass time everywhere.

use crate::calendar::{earliest_in_hours, earliest_in_openings};
use crate::endurance::{Endurance, filling};
use crate::march::{Impossible, Rest, Size, driven_since_rest, metres_after, rests_on, seconds};
use crate::ways::{Step, Ways};
use convoy::{Column, Crossing, CrossingRefusal, DailyHours, Halt, HaltAt, Leg, PlanInput, Spent, WaitCause};
use std::collections::BTreeMap;
use units::{ConvoyId, Deciseconds, Interval, Kmh, Moment, PlaceId, SegmentId};

/// No column is planned to clear later than this after the input's start: thirty days.
///
/// Longer than any march of the region; it ends the search where hours never fit.
pub(crate) const HORIZON_SECONDS: i64 = 30 * 86_400;

/// A column on a stretch.
#[derive(Clone, Debug)]
struct Slot {
    convoy: ConvoyId,
    from: PlaceId,
    enter: Moment,
    tail_in: Moment,
    exit: Moment,
    clear: Moment,
    /// Entered before the plan began.
    fact: bool,
}

/// Reservations of all columns timed so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timetable {
    roads: BTreeMap<SegmentId, Vec<Slot>>,
    crossings: BTreeMap<PlaceId, Vec<(ConvoyId, Moment, Moment)>>,
}

/// A column to be timed along a way.
pub(crate) struct March<'a> {
    pub(crate) convoy: &'a ConvoyId,
    pub(crate) size: Size,
    /// What it has driven, or is driving, when the plan begins; with its halts.
    pub(crate) facts: &'a [Leg],
    pub(crate) fact_halts: &'a [Halt],
    /// What it has behind it where it stood first.
    pub(crate) spent: Spent,
    /// What is still to be timed.
    pub(crate) steps: &'a [Step],
    pub(crate) crossing: &'a Crossing,
    pub(crate) earliest: Moment,
}

/// A wait for something, the departure included.
#[derive(Clone, Debug)]
pub(crate) struct Wait {
    pub(crate) place: PlaceId,
    pub(crate) from: Moment,
    pub(crate) until: Moment,
    pub(crate) cause: WaitCause,
}

/// A column with its times.
#[derive(Clone, Debug)]
pub(crate) struct Timed {
    pub(crate) rate: Kmh,
    pub(crate) pass_time: Deciseconds,
    pub(crate) legs: Vec<Leg>,
    pub(crate) halts: Vec<Halt>,
    pub(crate) waits: Vec<Wait>,
}

/// One leg at one time.
struct Attempt {
    enter: Moment,
    exit: Moment,
    clear: Moment,
    tail_in: Moment,
    rests: Vec<i64>,
    driven: i64,
}

impl Attempt {
    /// When it may enter a defile that a column comes through the other way; nothing where the
    /// two do not meet.
    fn after(&self, slot: &Slot, gap: i64) -> Option<Moment> {
        let free = slot.clear.plus_seconds(gap);
        let apart = self.clear.plus_seconds(gap) <= slot.enter || free <= self.enter;
        (!apart).then_some(free)
    }

    /// When it may enter behind a column that goes the same way; nothing where it is far enough
    /// behind, or ahead.
    fn behind(&self, slot: &Slot, gap: i64) -> Option<Moment> {
        let ahead = self.tail_in.plus_seconds(gap) <= slot.enter && self.clear.plus_seconds(gap) <= slot.exit;
        let late_in = slot.tail_in.plus_seconds(gap).seconds() - self.enter.seconds();
        let late_out = slot.clear.plus_seconds(gap).seconds() - self.exit.seconds();
        let missing = late_in.max(late_out);
        (!ahead && missing > 0).then(|| self.enter.plus_seconds(missing))
    }
}

/// Why a leg cannot be entered then, and when it may be tried again.
struct Push {
    until: Moment,
    cause: WaitCause,
}

/// It can never be entered within the horizon.
struct Never;

/// What a column has behind it before a leg.
#[derive(Clone, Copy)]
struct Before<'a> {
    arrived: Moment,
    /// Driving since the last rest, in seconds.
    driven: i64,
    endurance: Endurance<'a>,
    /// Whether it fills its tanks.
    fills: bool,
}

impl Timetable {
    /// The earliest times for a column; no time where it cannot clear within the horizon, or
    /// where the horizon lies beyond what can be written.
    pub(crate) fn fit(&self, input: &PlanInput, ways: &Ways<'_>, march: &March<'_>) -> Result<Timed, CrossingRefusal> {
        let mut endurance = Endurance::new(input, march.size, march.spent);
        endurance.along(ways, march.facts, march.fact_halts, march.spent.since);
        let fills = endurance.fillings(march.steps)?;
        let until = input.start.plus_seconds(HORIZON_SECONDS);
        let within = until.seconds() - input.start.seconds() >= HORIZON_SECONDS;
        let timed = if within { self.fit_steps(input, march, endurance, &fills) } else { None };
        timed.ok_or(CrossingRefusal::NoTime { until })
    }

    fn fit_steps(
        &self,
        input: &PlanInput,
        march: &March<'_>,
        mut endurance: Endurance<'_>,
        fills: &[bool],
    ) -> Option<Timed> {
        let rest = Rest::of(input.policy.rest.as_ref()).map_err(|Impossible| ()).ok()?;
        let rates = march.facts.iter().map(|leg| leg.rate).chain(march.steps.iter().map(|step| step.rate));
        let rate = rates.min()?;
        let pass_time = march.size.pass_time(&input.policy.gaps, rate);
        let (legs, halts) = (self.facts(input, march, pass_time).ok()?, march.fact_halts.to_vec());
        let mut here = legs.last().map_or(march.earliest, |leg| leg.exit_head);
        let mut driven = driven_since_rest(&legs, &halts, rest);
        let mut timed = Timed { rate, pass_time, legs, halts, waits: Vec::new() };
        for (index, step) in march.steps.iter().enumerate() {
            let last = index + 1 == march.steps.len();
            let fills = fills.get(index).copied().unwrap_or(false);
            let before = Before { arrived: here, driven, endurance, fills };
            let (attempt, cause) = self.fit_leg(input, march, (step, last), before, (rest, pass_time)).ok()?;
            endurance.stand(&step.from, attempt.enter.seconds() - here.seconds());
            endurance.drive(step.length, step.driving);
            note_wait(&mut timed, step, here, attempt.enter, cause);
            timed.halts.extend(rests_of(step, &attempt, rest));
            timed.legs.push(leg(step, &attempt));
            (here, driven) = (attempt.exit, attempt.driven);
        }
        Some(timed)
    }

    /// What is driven already, with the tail the column has now. It must leave those that are
    /// planned around it in peace; a crossing that is yet to be reached must be open and free.
    fn facts(&self, input: &PlanInput, march: &March<'_>, pass_time: Deciseconds) -> Result<Vec<Leg>, Never> {
        let mut legs = Vec::new();
        for (index, fact) in march.facts.iter().enumerate() {
            let last = march.steps.is_empty() && index + 1 == march.facts.len();
            let attempt = attempt_of(fact, march, pass_time, last);
            if self.taken(input, march.convoy, (&fact.segment, &fact.from), true, &attempt).is_some() {
                return Err(Never);
            }
            if last && attempt.exit > input.start && self.crossing_shut_or_busy(march, &attempt)?.is_some() {
                return Err(Never);
            }
            legs.push(Leg { clear_tail: attempt.clear, ..fact.clone() });
        }
        Ok(legs)
    }

    /// Moves the entry of a leg on until nothing stands against it.
    fn fit_leg(
        &self,
        input: &PlanInput,
        march: &March<'_>,
        (step, last): (&Step, bool),
        before: Before<'_>,
        (rest, pass_time): (Option<Rest>, Deciseconds),
    ) -> Result<(Attempt, Option<WaitCause>), Never> {
        let pass = seconds(pass_time);
        let takes = if last { march.size.service_seconds(pass_time, march.crossing.vehicles_per_hour) } else { pass };
        let horizon = input.start.plus_seconds(HORIZON_SECONDS);
        let Before { arrived, driven, endurance, fills } = before;
        let mut enter = arrived.max(input.start);
        let mut cause = (enter > arrived).then_some(WaitCause::Orders);
        if fills && enter < arrived.plus_seconds(filling(input)) {
            (enter, cause) = (arrived.plus_seconds(filling(input)), Some(WaitCause::Fuel));
        }
        loop {
            if enter > horizon {
                return Err(Never);
            }
            let rested = rest.is_some_and(|rest| enter.seconds() - arrived.seconds() >= rest.halt);
            let driven = if rested { 0 } else { driven };
            if let Some(rest) = rest.filter(|rest| driven >= rest.after) {
                (enter, cause) = (arrived.plus_seconds(rest.halt), Some(WaitCause::Rest));
                continue;
            }
            if step.driving > HORIZON_SECONDS {
                return Err(Never);
            }
            if let Some(rest) = long_rest(input, step, endurance, enter.seconds() - arrived.seconds())? {
                (enter, cause) = (arrived.plus_seconds(rest), Some(WaitCause::Hours));
                continue;
            }
            let attempt = attempt(step, enter, driven, rest, (pass, takes));
            if attempt.clear > horizon {
                return Err(Never);
            }
            match self.obstacle(input, march, step, last, &attempt)? {
                None => return Ok((attempt, cause)),
                Some(push) => (enter, cause) = (push.until, Some(push.cause)),
            }
        }
    }

    /// The first thing that stands against a leg at its time.
    fn obstacle(
        &self,
        input: &PlanInput,
        march: &March<'_>,
        step: &Step,
        last: bool,
        attempt: &Attempt,
    ) -> Result<Option<Push>, Never> {
        if let Some(push) = dark(input, step, attempt)? {
            return Ok(Some(push));
        }
        if let Some(push) = used_by_others(input, step, attempt)? {
            return Ok(Some(push));
        }
        if let Some(push) = self.taken(input, march.convoy, (&step.segment, &step.from), false, attempt) {
            return Ok(Some(push));
        }
        if last { self.crossing_shut_or_busy(march, attempt) } else { Ok(None) }
    }

    /// Another column on the stretch: opposed in a defile, or too close ahead or behind.
    fn taken(
        &self,
        input: &PlanInput,
        convoy: &ConvoyId,
        (segment, from): (&SegmentId, &PlaceId),
        fact: bool,
        attempt: &Attempt,
    ) -> Option<Push> {
        let gap = seconds(input.policy.gaps.between_columns);
        let defile = input.stretch(segment).is_some_and(|stretch| stretch.defile);
        let others = self.roads.get(segment)?.iter();
        others.filter(|slot| slot.convoy != *convoy && !(fact && slot.fact)).find_map(|slot| {
            let (segment, convoy) = (segment.clone(), slot.convoy.clone());
            if slot.from == *from {
                let until = attempt.behind(slot, gap)?;
                return Some(Push { until, cause: WaitCause::Headway { segment, convoy } });
            }
            let until = attempt.after(slot, gap).filter(|_| defile)?;
            Some(Push { until, cause: WaitCause::Defile { segment, convoy } })
        })
    }

    fn crossing_shut_or_busy(&self, march: &March<'_>, attempt: &Attempt) -> Result<Option<Push>, Never> {
        let crossing = march.crossing;
        let takes = attempt.clear.seconds() - attempt.exit.seconds();
        let opens = earliest_in_openings(&crossing.openings, attempt.exit, takes).ok_or(Never)?;
        let later = |due: Moment| attempt.enter.plus_seconds(due.seconds() - attempt.exit.seconds());
        if opens > attempt.exit {
            let cause = WaitCause::Opening { crossing: crossing.place.clone(), opens };
            return Ok(Some(Push { until: later(opens), cause }));
        }
        if let Some(ready) = &crossing.ready {
            let from = earliest_in_openings(ready, attempt.exit, takes).ok_or(Never)?;
            if from > attempt.exit {
                let cause = WaitCause::Receiver { crossing: crossing.place.clone(), from };
                return Ok(Some(Push { until: later(from), cause }));
            }
        }
        let apart = seconds(crossing.separation);
        let busy = self.crossings.get(&crossing.place).into_iter().flatten().find(|(_, due, clear)| {
            attempt.clear.plus_seconds(apart) > *due && clear.plus_seconds(apart) > attempt.exit
        });
        Ok(busy.map(|(convoy, _, clear)| {
            let cause = WaitCause::CrossingBusy { crossing: crossing.place.clone(), convoy: convoy.clone() };
            Push { until: later(clear.plus_seconds(apart)), cause }
        }))
    }

    /// Whether nothing stands against the times a column already has, its facts aside.
    pub(crate) fn admits(&self, input: &PlanInput, march: &March<'_>, column: &Column) -> bool {
        let Ok(facts) = self.facts(input, march, column.pass_time) else { return false };
        let to_come = &column.legs[facts.len().min(column.legs.len())..];
        facts.iter().zip(&column.legs).all(|(is, was)| is.clear_tail == was.clear_tail)
            && to_come.iter().zip(march.steps).enumerate().all(|(index, (leg, step))| {
                let last = index + 1 == to_come.len();
                let attempt = attempt_of(leg, march, column.pass_time, last);
                attempt.clear == leg.clear_tail && matches!(self.obstacle(input, march, step, last, &attempt), Ok(None))
            })
    }

    /// Reserves what a column is driving or has driven, whatever becomes of it after.
    pub(crate) fn reserve_facts(&mut self, column: &Column, facts: &[Leg]) {
        self.reserve_roads(&column.convoy, column.pass_time, facts, facts.len());
    }

    /// Reserves what a timed column uses; its first legs may be facts.
    pub(crate) fn reserve(&mut self, column: &Column, facts: usize) {
        self.reserve_legs(&column.convoy, &column.crossing, (column.pass_time, &column.legs), facts);
    }

    /// The same for a column that is not yet one.
    pub(crate) fn reserve_legs(
        &mut self,
        convoy: &ConvoyId,
        crossing: &PlaceId,
        (pass_time, legs): (Deciseconds, &[Leg]),
        facts: usize,
    ) {
        self.reserve_roads(convoy, pass_time, legs, facts);
        if let Some(last) = legs.last() {
            let visit = (convoy.clone(), last.exit_head, last.clear_tail);
            self.crossings.entry(crossing.clone()).or_default().push(visit);
        }
    }

    /// Gives back what such a column had.
    pub(crate) fn release(&mut self, convoy: &ConvoyId, crossing: &PlaceId, legs: &[Leg]) {
        for leg in legs {
            if let Some(slots) = self.roads.get_mut(&leg.segment) {
                slots.retain(|slot| slot.convoy != *convoy);
            }
        }
        if let Some(visits) = self.crossings.get_mut(crossing) {
            visits.retain(|(other, ..)| other != convoy);
        }
    }

    fn reserve_roads(&mut self, convoy: &ConvoyId, pass_time: Deciseconds, legs: &[Leg], facts: usize) {
        for (index, leg) in legs.iter().enumerate() {
            self.roads.entry(leg.segment.clone()).or_default().push(Slot {
                convoy: convoy.clone(),
                from: leg.from.clone(),
                enter: leg.enter_head,
                tail_in: leg.enter_head.plus_seconds(seconds(pass_time)),
                exit: leg.exit_head,
                clear: leg.clear_tail,
                fact: index < facts,
            });
        }
    }
}

/// A leg that has its times, with the tail it has by pass time and crossing.
fn attempt_of(leg: &Leg, march: &March<'_>, pass_time: Deciseconds, last: bool) -> Attempt {
    let pass = seconds(pass_time);
    let takes = if last { march.size.service_seconds(pass_time, march.crossing.vehicles_per_hour) } else { pass };
    Attempt {
        enter: leg.enter_head,
        exit: leg.exit_head,
        clear: leg.exit_head.plus_seconds(takes),
        tail_in: leg.enter_head.plus_seconds(pass),
        rests: Vec::new(),
        driven: 0,
    }
}

/// A stretch entered at a moment and driven without regard to anything but rests: for a column
/// that is late, and on it.
pub(crate) fn driven_late(input: &PlanInput, step: &Step, since: Moment, pass_time: Deciseconds) -> (Leg, Vec<Halt>) {
    let rest = Rest::of(input.policy.rest.as_ref()).ok().flatten();
    let pass = seconds(pass_time);
    let attempt = attempt(step, since, 0, rest, (pass, pass));
    (leg(step, &attempt), rests_of(step, &attempt, rest))
}

/// The leg entered at a moment, after so much driving without a rest.
fn attempt(step: &Step, enter: Moment, driven: i64, rest: Option<Rest>, (pass, takes): (i64, i64)) -> Attempt {
    let (rests, driven) = rests_on(step.driving, driven, rest);
    let standing = rests.iter().fold(0_i64, |sum, _| sum.saturating_add(rest.map_or(0, |rest| rest.halt)));
    let exit = enter.plus_seconds(step.driving.saturating_add(standing));
    let (clear, tail_in) = (exit.plus_seconds(takes), enter.plus_seconds(pass));
    Attempt { enter, exit, clear, tail_in, rests, driven }
}

/// How long a column must stand before a leg, where its drivers may not drive it after standing so long.
fn long_rest(input: &PlanInput, step: &Step, mut endurance: Endurance<'_>, stood: i64) -> Result<Option<i64>, Never> {
    let Some(rule) = input.policy.hours else { return Ok(None) };
    endurance.stand(&step.from, stood);
    if endurance.drivers_hold(step.driving) {
        return Ok(None);
    }
    // Where even a long rest is not enough, nothing is.
    if stood >= seconds(rule.rest) { Err(Never) } else { Ok(Some(seconds(rule.rest))) }
}

/// The hours in which a stretch may be driven.
pub(crate) fn light_on<'a>(input: &'a PlanInput, segment: &SegmentId) -> Option<&'a DailyHours> {
    let ordered = &input.policy.daylight_on;
    input.policy.daylight.as_ref().filter(|_| ordered.is_empty() || ordered.contains(segment))
}

fn dark(input: &PlanInput, step: &Step, attempt: &Attempt) -> Result<Option<Push>, Never> {
    let Some(light) = light_on(input, &step.segment) else { return Ok(None) };
    let takes = attempt.clear.seconds() - attempt.enter.seconds();
    let from = earliest_in_hours(light, attempt.enter, takes).ok_or(Never)?;
    Ok((from > attempt.enter).then_some(Push { until: from, cause: WaitCause::Daylight { from } }))
}

fn used_by_others(input: &PlanInput, step: &Step, attempt: &Attempt) -> Result<Option<Push>, Never> {
    let span = Interval { from: Some(attempt.enter), to: Some(attempt.clear) };
    let on_it =
        |activity: &&convoy::Activity| activity.segments.contains(&step.segment) && activity.window.overlaps(&span);
    let Some(activity) = input.activities.iter().find(on_it) else { return Ok(None) };
    let until = activity.window.to.filter(|until| *until > attempt.enter).ok_or(Never)?;
    let (segment, party) = (step.segment.clone(), activity.party.clone());
    Ok(Some(Push { until, cause: WaitCause::Activity { segment, party, until } }))
}

fn leg(step: &Step, attempt: &Attempt) -> Leg {
    Leg {
        segment: step.segment.clone(),
        from: step.from.clone(),
        to: step.to.clone(),
        rate: step.rate,
        exposure: step.exposure,
        enter_head: attempt.enter,
        exit_head: attempt.exit,
        clear_tail: attempt.clear,
    }
}

/// Waiting before a leg: a halt at the place, but for the departure, which is only later.
fn note_wait(timed: &mut Timed, step: &Step, from: Moment, until: Moment, cause: Option<WaitCause>) {
    let Some(cause) = cause.filter(|_| until > from) else { return };
    if !timed.legs.is_empty() {
        let at = HaltAt::Place { place: step.from.clone() };
        timed.halts.push(Halt { at, from, to: until, cause: cause.clone() });
    }
    timed.waits.push(Wait { place: step.from.clone(), from, until, cause });
}

fn rests_of(step: &Step, attempt: &Attempt, rest: Option<Rest>) -> Vec<Halt> {
    let halt = rest.map_or(0, |rest| rest.halt);
    let mut stood = 0;
    let mut halts = Vec::new();
    for driven in &attempt.rests {
        let from = attempt.enter.plus_seconds(driven + stood);
        let at = HaltAt::Stretch { segment: step.segment.clone(), after: metres_after(*driven, step.rate) };
        halts.push(Halt { at, from, to: from.plus_seconds(halt), cause: WaitCause::Rest });
        stood += halt;
    }
    halts
}
