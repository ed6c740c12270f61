//! Places and times together, and the best trip for one column.

use crate::field::{Fee, Taken};
use crate::problem::{Column, Link, Occupation, Problem, Route, Stay, Trip, Ways};
use std::collections::BinaryHeap;

/// Parts of a unit of cost in which prices are counted.
pub(crate) const PARTS: i64 = 4096;

/// No tick, or no road.
pub(crate) const NEVER: u32 = u32::MAX;

/// The roads of a problem, ready to be searched, with every column's distances.
pub(crate) struct Space<'a> {
    pub(crate) problem: &'a Problem,
    /// Where the roads of each place begin in `arcs`.
    first: Vec<usize>,
    arcs: Vec<Arc>,
    /// For each column that goes freely: ticks from every place to its end.
    away: Vec<Vec<u32>>,
}

#[derive(Clone, Copy)]
struct Arc {
    link: u32,
    to: u32,
    time: u32,
}

impl<'a> Space<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let ends = |link: &Link| [(link.a, link.b), (link.b, link.a)];
        let mut all: Vec<(u32, Arc)> = (0..)
            .zip(&problem.links)
            .flat_map(|(number, link)| ends(link).map(|(from, to)| (from, Arc { link: number, to, time: link.time })))
            .collect();
        all.sort_by_key(|(from, arc)| (*from, arc.to, arc.link));
        let first = (0..=problem.places).map(|place| all.partition_point(|(from, _)| *from < place)).collect();
        let arcs = all.into_iter().map(|(_, arc)| arc).collect();
        let away = |column: &Column| match &column.ways {
            Ways::Given(_) => Vec::new(),
            Ways::Free { to, .. } => problem.distances(*to).into_iter().map(|far| far.unwrap_or(NEVER)).collect(),
        };
        Self { problem, first, arcs, away: problem.columns.iter().map(away).collect() }
    }

    fn leaving(&self, place: u32) -> &[Arc] {
        &self.arcs[self.first[place as usize]..self.first[place as usize + 1]]
    }

    /// A column's shortest way.
    fn shortest(&self, number: usize, from: u32) -> Route {
        let (away, pass) = (&self.away[number], self.problem.columns[number].pass);
        let (mut here, mut after, mut takes) = (from, 0, Vec::new());
        while away[here as usize] > 0 {
            let nearer = |arc: &&Arc| away[arc.to as usize].checked_add(arc.time) == Some(away[here as usize]);
            let Some(arc) = self.leaving(here).iter().find(nearer) else { break };
            takes.push(Occupation { link: arc.link, after, lasts: arc.time + pass });
            (here, after) = (arc.to, after + arc.time);
        }
        Route { takes, lasts: after + pass, ready: 0, extra: 0 }
    }

    /// How many given routes a column has.
    pub(crate) fn routes(&self, number: usize) -> usize {
        match &self.problem.columns[number].ways {
            Ways::Given(routes) => routes.len(),
            Ways::Free { .. } => 0,
        }
    }

    /// The soonest trip around what is taken, by one of its given routes alone where that is asked.
    pub(crate) fn put(
        &self,
        taken: &Taken,
        number: usize,
        (by, only): (u32, Option<usize>),
        scratch: &mut Scratch,
    ) -> Option<Trip> {
        let found = match (&self.problem.columns[number].ways, only) {
            (Ways::Given(routes), Some(at)) => given(self, taken, number, (by, &routes[at..=at])),
            _ => cheapest(self, taken, number, by, scratch),
        };
        found.map(|(_, trip)| trip)
    }

    /// When a column's tail has arrived if it has the roads to itself.
    pub(crate) fn alone(&self, number: usize) -> u32 {
        let column = &self.problem.columns[number];
        match &column.ways {
            Ways::Given(routes) => {
                let soonest = |route: &Route| column.ready.max(route.ready) + route.lasts;
                routes.iter().map(soonest).min().unwrap_or(0)
            }
            Ways::Free { from, .. } => column.ready + self.away[number][*from as usize] + column.pass,
        }
    }
}

/// Memory of one search, kept for the next.
///
/// A state is a place and the arrival it promises: the tick at which a head is there and the way that is
/// left, together. Along a trip it never gets less, and at one place it tells the tick.
#[derive(Default)]
pub(crate) struct Scratch {
    /// By promise and place: in which search it was reached, by which road, at what cost.
    states: Vec<State>,
    round: u32,
    /// By promise: places to look at.
    open: Vec<Vec<u32>>,
}

#[derive(Clone, Copy, Default)]
struct State {
    round: u32,
    by: u32,
    cost: i64,
}

/// The trip of least cost and fees together whose tail has arrived by a tick; with what it costs, in [`PARTS`].
pub(crate) fn cheapest<F: Fee>(
    space: &Space<'_>,
    fees: &F,
    number: usize,
    by: u32,
    scratch: &mut Scratch,
) -> Option<(i64, Trip)> {
    match &space.problem.columns[number].ways {
        Ways::Given(routes) => given(space, fees, number, (by, routes)),
        // Walks that went in circles may hold all places on the way; the shortest way is free at last.
        Ways::Free { from, to } => free(space, fees, number, (*from, *to, by), scratch)
            .or_else(|| given(space, fees, number, (by, &[space.shortest(number, *from)]))),
    }
}

fn given<F: Fee>(space: &Space<'_>, fees: &F, number: usize, (by, routes): (u32, &[Route])) -> Option<(i64, Trip)> {
    let column = &space.problem.columns[number];
    let mut best: Option<(i64, &Route, u32)> = None;
    for route in routes.iter().filter(|route| route.lasts <= by) {
        for starts in column.ready.max(route.ready)..=by - route.lasts {
            let least = parts(column.cost(starts + route.lasts).saturating_add(route.extra));
            if best.is_some_and(|(cost, ..)| cost <= least) {
                break;
            }
            let fee = |sum: i64, one: &Occupation| {
                let from = starts + one.after;
                Some(sum + fees.fee(one.link, from, from + one.lasts)?)
            };
            let Some(cost) = route.takes.iter().try_fold(least, fee) else { continue };
            if best.is_none_or(|(known, ..)| cost < known) {
                best = Some((cost, route, starts));
            }
        }
    }
    best.map(|(cost, route, starts)| (cost, started(route, starts)))
}

fn parts(cost: u64) -> i64 {
    i64::try_from(cost).unwrap_or(i64::MAX).saturating_mul(PARTS)
}

fn started(route: &Route, starts: u32) -> Trip {
    let shifted =
        |one: &Occupation| Stay { link: one.link, from: starts + one.after, to: starts + one.after + one.lasts };
    Trip { starts, arrives: starts + route.lasts, extra: route.extra, stays: route.takes.iter().map(shifted).collect() }
}

/// Where a search is: the promise it looks at, and where promises begin.
#[derive(Clone, Copy)]
struct Here {
    number: usize,
    least: u32,
    promise: u32,
}

/// Promise after promise, and in each the places in the order in which they are reached.
fn free<F: Fee>(
    space: &Space<'_>,
    fees: &F,
    number: usize,
    (from, to, by): (u32, u32, u32),
    scratch: &mut Scratch,
) -> Option<(i64, Trip)> {
    let column = &space.problem.columns[number];
    let away = &space.away[number];
    let (least, last) = (column.ready + away[from as usize], by.checked_sub(column.pass)?);
    scratch.begin();
    let mut best: Option<(i64, u32)> = None;
    for promise in least..=last {
        let floor = parts(column.cost(promise + column.pass));
        if best.is_some_and(|(known, _)| known <= floor) {
            break;
        }
        let here = Here { number, least, promise };
        scratch.reach(space, here, from, (NEVER, 0));
        let mut near: BinaryHeap<(u32, u32)> =
            scratch.opened(here).map(|place| (away[place as usize], place)).collect();
        while let Some((left, place)) = near.pop() {
            let cost = scratch.states[here.state(space, place)].cost;
            if best.is_some_and(|(known, _)| cost + floor >= known) {
                continue;
            }
            if place == to {
                best = Some((cost + floor, promise));
                continue;
            }
            let now = promise - left;
            for arc in space.leaving(place) {
                let there = now + arc.time;
                let next = Here { promise: there.saturating_add(away[arc.to as usize]), ..here };
                if next.promise > last {
                    continue;
                }
                let Some(fee) = fees.fee(arc.link, now, there + column.pass) else { continue };
                if F::DRIVEN && scratch.behind_itself(space, here, place, arc.link) {
                    continue;
                }
                if scratch.reach(space, next, arc.to, (arc.link, cost + fee)) && next.promise == promise {
                    near.push((away[arc.to as usize], arc.to));
                }
            }
        }
    }
    let (cost, promise) = best?;
    Some((cost, scratch.walked(space, Here { number, least, promise }, to)))
}

impl Here {
    fn state(self, space: &Space<'_>, place: u32) -> usize {
        (self.promise - self.least) as usize * space.problem.places as usize + place as usize
    }

    /// Where a column came from that is at a place, by a road.
    fn before(self, space: &Space<'_>, place: u32, by: u32) -> (Self, u32) {
        let (link, away) = (&space.problem.links[by as usize], &space.away[self.number]);
        let other = if link.a == place { link.b } else { link.a };
        let then = self.promise - away[place as usize] - link.time;
        (Self { promise: then + away[other as usize], ..self }, other)
    }
}

impl Scratch {
    fn begin(&mut self) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.states.fill(State::default());
            self.round = 1;
        }
        for open in &mut self.open {
            open.clear();
        }
    }

    /// Places reached with a promise, each once.
    fn opened(&mut self, here: Here) -> impl Iterator<Item = u32> + use<> {
        let mut places = std::mem::take(&mut self.open[(here.promise - here.least) as usize]);
        places.sort_unstable();
        places.dedup();
        places.into_iter()
    }

    /// Notes a place reached by a road, if it was not reached at less cost; says whether it was noted.
    fn reach(&mut self, space: &Space<'_>, here: Here, place: u32, (by, cost): (u32, i64)) -> bool {
        let (row, state) = ((here.promise - here.least) as usize, here.state(space, place));
        let places = space.problem.places as usize;
        if self.open.len() <= row {
            self.open.resize(row + 1, Vec::new());
        }
        if self.states.len() < (row + 1) * places {
            self.states.resize((row + 1) * places, State::default());
        }
        let known = &mut self.states[state];
        if known.round == self.round && known.cost <= cost {
            return false;
        }
        *known = State { round: self.round, by, cost };
        self.open[row].push(place);
        true
    }

    /// Whether a head would enter a road that its own tail has not left.
    fn behind_itself(&self, space: &Space<'_>, mut here: Here, mut place: u32, link: u32) -> bool {
        let tick = |here: Here, place: u32| here.promise - space.away[here.number][place as usize];
        let now = tick(here, place);
        loop {
            let by = self.states[here.state(space, place)].by;
            if by == NEVER || tick(here, place) + space.problem.columns[here.number].pass <= now {
                return false;
            }
            if by == link {
                return true;
            }
            (here, place) = here.before(space, place, by);
        }
    }

    /// The trip that led to a place, told backwards by the roads noted.
    fn walked(&self, space: &Space<'_>, mut here: Here, mut place: u32) -> Trip {
        let pass = space.problem.columns[here.number].pass;
        let arrives = here.promise + pass;
        let mut stays = Vec::new();
        loop {
            let now = here.promise - space.away[here.number][place as usize];
            let by = self.states[here.state(space, place)].by;
            if by == NEVER {
                stays.reverse();
                return Trip { starts: now, arrives, extra: 0, stays };
            }
            stays.push(Stay { link: by, from: now - space.problem.links[by as usize].time, to: now + pass });
            (here, place) = here.before(space, place, by);
        }
    }
}
