//! Better and better schedules: columns change their place in the order in which they are put in.
//!
//! A column is put in at the soonest trip around those that are there (Gopalan's prioritise and
//! idle, with the way free). A round moves one column in the order and puts in anew all from there on, or takes
//! out a few that stand in each other's way and puts them back (Shaw 1998). A schedule that is a little
//! worse is gone on from, less and less so within a wave of rounds (Kirkpatrick et al. 1983).

use crate::chance::Chance;
use crate::field::Taken;
use crate::problem::{Problem, Refused, Trip};
use crate::space::{Scratch, Space};

/// Rounds in which the first wave of tolerance ebbs; each wave is twice as long as the one before.
const FIRST_WAVE: u64 = 250;

/// A schedule that gets better.
pub struct Search<'a> {
    space: Space<'a>,
    ticks: u32,
    taken: Taken,
    scratch: Scratch,
    chance: Chance,
    now: State,
    best: State,
    least: u64,
    rounds: u64,
    /// The round in which the wave began, and the one in which it ends.
    wave: (u64, u64),
}

/// A schedule, and the order it was made in.
#[derive(Clone)]
struct State {
    order: Vec<usize>,
    trips: Vec<Trip>,
    cost: u64,
}

impl<'a> Search<'a> {
    /// A first schedule: the columns put in one after another, those that are through soonest first.
    ///
    /// # Errors
    ///
    /// [`Refused`] where the problem is none.
    pub fn new(problem: &'a Problem, seed: u64) -> Result<Self, Refused> {
        let ticks = problem.ticks()?;
        let space = Space::new(problem);
        let mut order: Vec<usize> = (0..problem.columns.len()).collect();
        order.sort_by_key(|number| (space.alone(*number), *number));
        let empty = State { trips: vec![Trip::default(); order.len()], order: order.clone(), cost: u64::MAX };
        let alone =
            problem.columns.iter().zip(0..).map(|(column, n)| u64::from(column.weight) * u64::from(space.alone(n)));
        let mut search = Self {
            ticks,
            taken: Taken::new(&problem.links, ticks),
            least: alone.sum(),
            space,
            scratch: Scratch::default(),
            chance: Chance::new(seed),
            now: empty.clone(),
            best: empty,
            rounds: 0,
            wave: (0, FIRST_WAVE),
        };
        search.put_in(&order);
        search.keep();
        Ok(search)
    }

    /// The best schedule found: each column's trip.
    pub fn best(&self) -> &[Trip] {
        &self.best.trips
    }

    /// What it costs.
    pub fn cost(&self) -> u64 {
        self.best.cost
    }

    /// How often it tried; the same seed and number give the same schedule.
    pub fn rounds(&self) -> u64 {
        self.rounds
    }

    /// Puts all columns in anew, in the order in which those trips start: of [`crate::Dual::trips`], say.
    pub fn follow(&mut self, trips: &[Trip]) {
        let mut order: Vec<usize> = (0..self.now.trips.len()).collect();
        order.sort_by_key(|number| (trips.get(*number).map(|trip| trip.starts), *number));
        self.attempt(order, 0, true);
    }

    /// One try.
    pub fn improve(&mut self) {
        self.rounds += 1;
        let columns = self.now.trips.len();
        if columns < 2 {
            return;
        }
        if self.rounds >= self.wave.1 {
            self.wave = (self.wave.1, self.wave.1 * 2);
            self.put_back(self.best.clone());
        }
        if self.chance.below(3) == 0 {
            let out = self.near();
            let mut order: Vec<usize> = self.now.order.iter().copied().filter(|number| !out.contains(number)).collect();
            let kept = order.len();
            order.extend(out);
            self.attempt(order, kept, true);
        } else {
            let (order, from) = self.moved();
            self.attempt(order, from, false);
        }
    }

    /// An order in which a column changed its place, and the first place that changed.
    fn moved(&mut self) -> (Vec<usize>, usize) {
        let columns = self.now.order.len();
        let mut order = self.now.order.clone();
        let from = self.chance.pick(columns);
        let far = if self.chance.below(4) == 0 { columns } else { 5 };
        let reach = 1 + self.chance.pick(far);
        let to = if self.chance.below(2) == 0 { from.saturating_sub(reach) } else { (from + reach).min(columns - 1) };
        if self.chance.below(3) == 0 {
            order.swap(from, to);
        } else {
            let moved = order.remove(from);
            order.insert(to, moved);
        }
        (order, from.min(to))
    }

    /// A column that is late, and some that take roads of its trip about that time, in any order.
    fn near(&mut self) -> Vec<usize> {
        let trips = &self.now.trips;
        let late = |number: usize| u64::from(trips[number].arrives.saturating_sub(self.space.alone(number))) + 1;
        let mut lot = self.chance.below((0..trips.len()).map(late).sum());
        let first = (0..trips.len()).find(|number| {
            let here = lot < late(*number);
            lot = lot.saturating_sub(late(*number));
            here
        });
        let first = first.unwrap_or(0);
        let mut others: Vec<(u64, usize)> = Vec::new();
        for (number, trip) in trips.iter().enumerate().filter(|(number, _)| *number != first) {
            let apart = u64::from(trips[first].starts.abs_diff(trip.starts));
            others.push((apart / (1 + shared(&trips[first], trip)) + self.chance.below(40), number));
        }
        others.sort_unstable();
        let many = 1 + self.chance.pick(4);
        let mut out = vec![first];
        out.extend(others.into_iter().map(|(_, number)| number).take(many));
        for at in (1..out.len()).rev() {
            let other = self.chance.pick(at + 1);
            out.swap(at, other);
        }
        out
    }

    /// Puts in anew all from a place in an order on, and goes on from what comes of it unless it is much worse.
    fn attempt(&mut self, order: Vec<usize>, from: usize, up: bool) {
        let before = self.now.clone();
        for number in &order[from..] {
            self.taken.give_back(&self.now.trips[*number]);
            self.now.trips[*number] = Trip::default();
        }
        self.put_in(&order[from..]);
        if up {
            self.move_up();
        }
        self.now.order = order;
        let (begun, ends) = self.wave;
        let ebb = ends.saturating_sub(self.rounds);
        let heat = self.best.cost.saturating_sub(self.least) * ebb / (ends - begun) / 30;
        let lots = [self.chance.below(heat + 1), self.chance.below(heat + 1)];
        if self.now.cost <= before.cost.saturating_add(lots[0].min(lots[1])) {
            self.keep();
        } else {
            self.put_back(before);
        }
    }

    /// Lets columns that are late move up into what became free, those that start first before others.
    fn move_up(&mut self) {
        let late = |number: &usize| self.now.trips[*number].arrives > self.space.alone(*number);
        let mut numbers: Vec<usize> = (0..self.now.trips.len()).filter(late).collect();
        numbers.sort_by_key(|number| (self.now.trips[*number].starts, *number));
        for number in numbers {
            self.taken.give_back(&self.now.trips[number]);
            self.put_in(&[number]);
        }
    }

    fn put_back(&mut self, state: State) {
        let changed = || self.now.trips.iter().zip(&state.trips).filter(|(old, new)| old != new);
        changed().for_each(|(old, _)| self.taken.give_back(old));
        changed().for_each(|(_, new)| self.taken.take(new));
        self.now = state;
    }

    fn keep(&mut self) {
        if self.now.cost < self.best.cost {
            self.best.clone_from(&self.now);
        }
    }

    /// Puts columns in, one after another. There is room for all in a row.
    fn put_in(&mut self, order: &[usize]) {
        for number in order {
            // Now and then a way that is not the soonest, for the sake of others.
            let routes = self.space.routes(*number);
            let only = (routes > 1 && self.chance.below(8) == 0).then(|| self.chance.pick(routes));
            let found = self.space.put(&self.taken, *number, (self.ticks, only), &mut self.scratch);
            let trip = found.unwrap_or_default();
            self.taken.take(&trip);
            self.now.trips[*number] = trip;
        }
        let whole = self.now.trips.iter().all(|trip| trip.arrives > 0);
        self.now.cost = if whole { self.space.problem.cost(&self.now.trips) } else { u64::MAX };
    }
}

fn shared(one: &Trip, other: &Trip) -> u64 {
    one.stays.iter().filter(|stay| other.stays.iter().any(|at| at.link == stay.link)).count() as u64
}
