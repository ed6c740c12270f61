//! What no plan can go below that brings the same on the same columns.
//!
//! Each column alone: over no roads is it sooner at a crossing than by the quickest, though it rests nowhere and
//! meets nobody; by none does it take less risk than by the safest; and a crossing lets it through in its
//! hours only. All together: a crossing lets through one column at a time, told to the convoy
//! movement problem, with minutes for ticks, each time rounded so that it binds less. The greater of the two
//! is the bound. Where there is no time for prices, what is certain of the queue at all crossings together: no sum of
//! times is below that of columns that wait for one crossing as fast as all of them.

use crate::calendar::{earliest_in_hours, earliest_in_openings};
use crate::improve::Entry;
use crate::march::{Size, seconds};
use crate::queue::{Job, least_sum};
use crate::timetable::{HORIZON_SECONDS, light_on};
use crate::ways::{Step, Ways};
use crate::weigh::{since, weight};
use convoy::{Crossing, Onward, PlanInput};
use movement::{Column, Dual, Due, Link, Occupation, Problem, Route};
use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, Kmh, Moment, PlaceId};

/// Rounds of a search after which prices are asked for.
const FIRST_PRICES: u64 = 128;

/// Seconds of a tick.
const TICK: i64 = 60;

/// The bound of some columns, which gets better with time.
pub(crate) struct Bound {
    alone: u64,
    /// The same, where they wait for one another at crossings.
    waiting: u64,
    columns: Vec<Column>,
    crossings: Vec<Crossing>,
    start: Moment,
    /// Whether time weighs anything: otherwise a crossing that is busy costs nothing.
    timed: bool,
    /// Made when it is first asked for.
    problem: Option<Problem>,
    /// The best bound that prices gave, and the rounds after which they are asked again.
    priced: u64,
    again: u64,
}

/// A column at a crossing, at its best.
struct Least {
    arrives: Moment,
    /// Seconds in which the crossing is taken, the time to set up again aside.
    served: i64,
    clear: Moment,
    exposure: Deciseconds,
    weight: u64,
}

/// Columns that wait for one another at crossings, whichever they take.
#[derive(Default)]
struct Queue {
    jobs: Vec<Job>,
    /// What they weigh besides their time until they are through: the best of each for itself.
    besides: u64,
}

impl Queue {
    fn add(&mut self, input: &PlanInput, entry: &Entry<'_>, least: &[(usize, Least, &Onward)]) {
        let of = |one: fn(&Least) -> i64| least.iter().map(|(_, least, _)| one(least)).min();
        let (Some(arrives), Some(takes)) = (of(|least| least.arrives.seconds()), of(|least| least.served)) else {
            return;
        };
        let there = arrives.saturating_sub(input.start.seconds()).max(0);
        self.jobs.push(Job { there, takes: takes.saturating_add(setting_up(input)) });
        let extra = |least: &Least, onward: &Onward| {
            weight(input, input.start, (onward.travel, least.exposure.saturating_add(onward.exposure)), &[])
        };
        let extra = least.iter().map(|(_, least, onward)| extra(least, onward)).min().unwrap_or(0);
        let nothing = (Deciseconds::ZERO, Deciseconds::ZERO);
        let late = |clear: Moment| {
            weight(input, clear, nothing, &entry.dues).saturating_sub(weight(input, clear, nothing, &[]))
        };
        let late = least.iter().map(|(_, least, _)| late(least.clear)).min().unwrap_or(0);
        self.besides = self.besides.saturating_add(extra).saturating_add(late);
    }

    fn weighs(self, input: &PlanInput) -> u64 {
        // The last of a day need not set up again for anybody.
        let idle = setting_up(input);
        let open: Vec<(i64, i64)> = input.crossings.iter().flat_map(|one| open(input.start, one, idle)).collect();
        let many = i64::try_from(self.jobs.len()).unwrap_or(i64::MAX);
        let sum = least_sum(self.jobs, &open).saturating_sub(many.saturating_mul(idle));
        let time = u64::try_from(sum).unwrap_or(0).saturating_mul(10);
        self.besides.saturating_add(time.saturating_mul(u64::from(input.policy.objective.time)))
    }
}

/// The least time to set up again at any crossing.
fn setting_up(input: &PlanInput) -> i64 {
    input.crossings.iter().map(|crossing| seconds(crossing.separation)).min().unwrap_or(0)
}

/// Seconds in which a crossing is open, each span as much longer; whole minutes on the side that binds less.
fn open(start: Moment, crossing: &Crossing, longer: i64) -> Vec<(i64, i64)> {
    let mut from = 0;
    let mut open = Vec::new();
    let shut = hours(start, crossing).shut;
    let end = tick(HORIZON_SECONDS / TICK);
    for (shuts, opens) in shut.into_iter().chain([(end, end)]) {
        if shuts > from {
            open.push((i64::from(from) * TICK, i64::from(shuts) * TICK + longer));
        }
        from = opens;
    }
    open
}

impl Bound {
    pub(crate) fn new(input: &PlanInput, ways: &Ways<'_>, entries: &[Entry<'_>]) -> Self {
        let mut known: BTreeMap<(PlaceId, Moment, Kmh, u64), Reach> = BTreeMap::new();
        let crossings: Vec<&Crossing> = input.crossings.iter().collect();
        let mut columns = Vec::new();
        let (mut alone, mut queue) = (0_u64, Queue::default());
        for entry in entries {
            let start = &entry.draft.start;
            let from = start.free_from().clone();
            // One that waits for those who come back might have had them sooner.
            let earliest = start.facts.last().map_or(input.start, |leg| leg.exit_head).max(input.start);
            let pass = pass_least(input, entry.size);
            let key = (from.clone(), earliest, entry.size.slowest, pass.unsigned_abs());
            let reach =
                known.entry(key).or_insert_with(|| Reach::new(input, ways, (&from, earliest), entry.size, pass));
            let least: Vec<(usize, Least, &Onward)> = entry
                .reachable
                .iter()
                .filter_map(|one| {
                    let number = crossings.iter().position(|crossing| crossing.place == one.crossing.place)?;
                    Some((number, reach.at(input, one.crossing, (entry, pass), &one.onward)?, &one.onward))
                })
                .collect();
            let own = least.iter().map(|(_, least, _)| least.weight).min().unwrap_or(0);
            alone = alone.saturating_add(own);
            queue.add(input, entry, &least);
            columns.push(column(input, entry, &least));
        }
        let crossings = crossings.into_iter().cloned().collect();
        Self {
            alone,
            waiting: queue.weighs(input),
            columns,
            crossings,
            start: input.start,
            timed: input.policy.objective.time > 0,
            problem: None,
            priced: 0,
            again: FIRST_PRICES,
        }
    }

    /// The bound, knowing a plan of that weight; works on it now and then.
    pub(crate) fn tighten(&mut self, weighted: u64, rounds: u64) -> u64 {
        if self.timed && rounds >= self.again && self.best() < weighted {
            self.again = rounds * 2;
            let problem = self.problem.get_or_insert_with(|| {
                let hours = |crossing| [free(), hours(self.start, crossing)];
                let links = self.crossings.iter().flat_map(hours).collect();
                Problem { places: 1, links, columns: std::mem::take(&mut self.columns) }
            });
            if problem.ticks().is_ok() {
                let mut dual = Dual::new(problem, weighted);
                for _ in 0..steps(problem.columns.len(), rounds) {
                    dual.improve();
                }
                self.priced = self.priced.max(dual.bound());
            }
        }
        self.best()
    }

    fn best(&self) -> u64 {
        self.alone.max(self.waiting).max(self.priced)
    }
}

/// Few steps at first, more where a search goes on.
fn steps(columns: usize, rounds: u64) -> u64 {
    (rounds / 4 + 400 / (columns as u64 + 1)).clamp(4, 400)
}

/// A crossing between two columns: taken for the time of one and the time to set up again.
fn free() -> Link {
    Link { a: 0, b: 0, time: 1, shut: Vec::new() }
}

/// A crossing's hours: shut in every minute that lies wholly outside its openings.
fn hours(start: Moment, crossing: &Crossing) -> Link {
    let ticks = HORIZON_SECONDS / TICK;
    let mut shut: Vec<(u32, u32)> = Vec::new();
    let mut at = 0;
    while at < ticks {
        let now = start.plus_seconds(at * TICK);
        let opens = earliest_in_openings(&crossing.openings, now, 1);
        let opens = opens.map_or(ticks, |opens| (opens.seconds() - start.seconds()) / TICK);
        if opens > at {
            shut.push((tick(at), tick(opens.min(ticks))));
        }
        at = opens.max(at) + 1;
    }
    shut.dedup_by(|next, last| {
        let joins = last.1 == next.0;
        if joins {
            last.1 = next.1;
        }
        joins
    });
    Link { shut, ..free() }
}

fn tick(at: i64) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A column as the movement problem has it: one route for each crossing, which takes the crossing alone.
fn column(input: &PlanInput, entry: &Entry<'_>, least: &[(usize, Least, &Onward)]) -> Column {
    let per_tick = TICK.unsigned_abs() * 10;
    let of = |weight: u32| u32::try_from(u64::from(weight) * per_tick).unwrap_or(u32::MAX);
    let after = |moment: Moment| (moment.seconds() - input.start.seconds()).max(0);
    let route = |(number, least, onward): &(usize, Least, &Onward)| {
        let setting_up = seconds(input.crossings[*number].separation);
        let link = u32::try_from(*number * 2).unwrap_or(u32::MAX);
        // Of the first minute and the last one a part may be free.
        let whole = |link: u32, seconds: i64| Occupation { link, after: 1, lasts: tick((seconds / TICK - 1).max(0)) };
        let takes = [whole(link, least.served + setting_up), whole(link + 1, least.served)];
        let takes = takes.into_iter().filter(|taken| taken.lasts > 0).collect();
        let exposure = least.exposure.saturating_add(onward.exposure);
        let extra = weight(input, input.start, (onward.travel, exposure), &[]);
        Route { takes, lasts: tick(least.served / TICK), ready: tick(after(least.arrives) / TICK), extra }
    };
    let due = |late: &crate::weigh::Late| {
        // What is late from the beginning on costs what it costs; rounded up, it binds less.
        Due { by: tick((after(late.due) + TICK - 1) / TICK), weight: of(late.weight) }
    };
    Column {
        pass: 1,
        ready: 0,
        weight: of(input.policy.objective.time),
        dues: entry.dues.iter().map(due).collect(),
        ways: movement::Ways::Given(least.iter().map(route).collect()),
    }
}

/// Pass time at the best rate a column may have anywhere.
fn pass_least(input: &PlanInput, size: Size) -> i64 {
    seconds(size.pass_time(&input.policy.gaps, size.slowest.min(input.policy.rate_cap)))
}

/// From one place and moment: how soon, at what driving cost, at what exposure each place can be had, each for itself.
struct Reach {
    soonest: BTreeMap<PlaceId, u64>,
    cost: BTreeMap<PlaceId, u64>,
    exposure: BTreeMap<PlaceId, u64>,
    begin: Moment,
}

impl Reach {
    fn new(input: &PlanInput, ways: &Ways<'_>, (from, begin): (&PlaceId, Moment), size: Size, pass: i64) -> Self {
        let roads = Roads::new(ways, size.slowest);
        let risk = u64::from(input.policy.risk.lambda);
        let lit = |step: &Step, sum: u64| {
            let now = begin.plus_seconds(i64::try_from(sum).ok()?);
            let enters = match light_on(input, &step.segment) {
                Some(light) => earliest_in_hours(light, now, step.driving.saturating_add(pass))?,
                None => now,
            };
            let there = enters.plus_seconds(step.driving).seconds() - begin.seconds();
            u64::try_from(there).ok().filter(|_| there <= HORIZON_SECONDS)
        };
        let driving = |step: &Step| u64::try_from(step.driving).unwrap_or(0).saturating_mul(10);
        let cost = |step: &Step, sum: u64| {
            Some(sum.saturating_add(driving(step)).saturating_add(step.exposure.get().saturating_mul(risk)))
        };
        let exposure = |step: &Step, sum: u64| Some(sum.saturating_add(step.exposure.get()));
        Self {
            soonest: roads.spread(from, &lit),
            cost: roads.spread(from, &cost),
            exposure: roads.spread(from, &exposure),
            begin,
        }
    }

    /// The least that a column can make of a crossing; nothing where it is never through.
    fn at(
        &self,
        input: &PlanInput,
        crossing: &Crossing,
        (entry, pass): (&Entry<'_>, i64),
        onward: &Onward,
    ) -> Option<Least> {
        let soonest = *self.soonest.get(&crossing.place)?;
        let arrives = self.begin.plus_seconds(i64::try_from(soonest).ok()?);
        let pass_time = Deciseconds::new(pass.unsigned_abs().saturating_mul(10));
        let served = entry.size.service_seconds(pass_time, crossing.vehicles_per_hour);
        let opens = earliest_in_openings(&crossing.openings, arrives, served).filter(|_| served >= 0)?;
        let clear = opens.plus_seconds(served);
        let exposure = Deciseconds::new(self.exposure.get(&crossing.place).copied().unwrap_or(0));
        let by_time = weight(input, clear, (onward.travel, exposure.saturating_add(onward.exposure)), &entry.dues);
        let driven = self.cost.get(&crossing.place).copied().unwrap_or(0);
        let time = since(input.start, self.begin.plus_seconds(served)).get().saturating_add(driven);
        let late = weight(input, clear, (Deciseconds::ZERO, Deciseconds::ZERO), &entry.dues)
            - weight(input, clear, (Deciseconds::ZERO, Deciseconds::ZERO), &[]);
        let onward_alone = weight(input, input.start, (onward.travel, onward.exposure), &[]);
        let by_cost = time.saturating_mul(u64::from(input.policy.objective.time));
        let by_cost = by_cost.saturating_add(onward_alone).saturating_add(late);
        Some(Least { arrives, served, clear, exposure, weight: by_time.max(by_cost) })
    }
}

/// The stretches that one kind of column can drive, by where they are entered.
struct Roads {
    leaving: BTreeMap<PlaceId, Vec<Step>>,
}

impl Roads {
    fn new(ways: &Ways<'_>, slowest: Kmh) -> Self {
        let mut leaving: BTreeMap<PlaceId, Vec<Step>> = BTreeMap::new();
        for stretch in ways.usable() {
            for (from, to) in [(&stretch.from, &stretch.to), (&stretch.to, &stretch.from)] {
                if let Some(step) = ways.step(&stretch.segment, from, to, slowest) {
                    leaving.entry(from.clone()).or_default().push(step);
                }
            }
        }
        Self { leaving }
    }

    /// The least sum at every place, where a step makes a sum of a sum that is never less for a greater one.
    fn spread(&self, from: &PlaceId, add: &dyn Fn(&Step, u64) -> Option<u64>) -> BTreeMap<PlaceId, u64> {
        let mut least: BTreeMap<PlaceId, u64> = BTreeMap::new();
        let mut open = BTreeSet::from([(0_u64, from.clone())]);
        while let Some((sum, place)) = open.pop_first() {
            if least.contains_key(&place) {
                continue;
            }
            for step in self.leaving.get(&place).into_iter().flatten() {
                if let Some(next) = add(step, sum).filter(|_| !least.contains_key(&step.to)) {
                    open.insert((next, step.to.clone()));
                }
            }
            least.insert(place, sum);
        }
        least
    }
}
