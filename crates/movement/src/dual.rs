//! A bound that no schedule beats: roads are shared, but a tick on each has its price.
//!
//! Whatever the prices (none negative), what every column's cheapest trip costs with them, less the sum
//! of all prices, is no more than any schedule costs: a schedule takes each road at each tick at most
//! once, so it pays at most that sum. Prices go up where more than one column wants to be, and down
//! where none does, by steps in the direction of the shortage and some of the last step (Polyak 1969;
//! Held, Wolfe, Crowder 1974). Everything is counted in whole parts, so the bound holds exactly.

use crate::field::Prices;
use crate::problem::{Problem, TICKS_MAX, Trip};
use crate::space::{PARTS, Scratch, Space, cheapest};

/// Prices in the making, and the best bound they gave.
pub struct Dual<'a> {
    space: Space<'a>,
    /// Arrivals that no schedule as good as the best known has after: by column.
    by: Vec<u32>,
    upper: u64,
    /// By road and tick.
    prices: Vec<i64>,
    moves: Vec<i64>,
    sums: Prices,
    scratch: Scratch,
    bound: i64,
    /// Thousandths of the step that would close the gap at once.
    step: i64,
    idle: u32,
    trips: Vec<Trip>,
    paid: Vec<i64>,
    /// By road and tick: columns too many, or one too few; and columns that want to be there.
    short: Vec<i64>,
    wanted: Vec<i64>,
}

/// Steps without a better bound after which they become shorter.
const PATIENCE: u32 = 12;

impl<'a> Dual<'a> {
    /// Prices of zero; `upper` is what some schedule of the problem costs.
    pub fn new(problem: &'a Problem, upper: u64) -> Self {
        let space = Space::new(problem);
        let most = problem.ticks().unwrap_or(0);
        let by: Vec<u32> = latest(&space, upper).into_iter().map(|by| by.min(most)).collect();
        let ticks = by.iter().copied().max().unwrap_or(0) + longer(problem);
        let cells = problem.links.len() * (ticks as usize + 1);
        let mut dual = Self {
            space,
            by,
            upper,
            prices: vec![0; cells],
            moves: vec![0; cells],
            sums: Prices::new(&problem.links, ticks),
            scratch: Scratch::default(),
            bound: 0,
            step: 1500,
            idle: 0,
            trips: Vec::new(),
            paid: Vec::new(),
            short: Vec::new(),
            wanted: Vec::new(),
        };
        dual.improve();
        dual
    }

    /// Tells of a better schedule.
    pub fn tell(&mut self, upper: u64) {
        if upper < self.upper {
            self.upper = upper;
            for (by, late) in self.by.iter_mut().zip(latest(&self.space, upper)) {
                *by = late.min(*by);
            }
        }
    }

    /// No schedule costs less.
    pub fn bound(&self) -> u64 {
        let whole = u64::try_from(self.bound).unwrap_or(0).div_ceil(PARTS.unsigned_abs());
        whole.min(self.upper)
    }

    /// The trips that the last prices made: they meet, and tell an order to insert them in.
    pub fn trips(&self) -> &[Trip] {
        &self.trips
    }

    /// One step of the prices.
    pub fn improve(&mut self) {
        self.sums.set(&self.prices);
        let mut cost = -self.prices.iter().sum::<i64>();
        self.trips.clear();
        self.paid.clear();
        for number in 0..self.space.problem.columns.len() {
            match cheapest(&self.space, &self.sums, number, self.by[number], &mut self.scratch) {
                Some((paid, trip)) => {
                    cost += paid;
                    self.paid.push(paid);
                    self.trips.push(trip);
                }
                // No schedule is as good as the best known.
                None => {
                    self.bound = i64::MAX;
                    return;
                }
            }
        }
        self.narrow(cost);
        if cost > self.bound {
            (self.bound, self.idle) = (cost, 0);
        } else {
            self.idle += 1;
            if self.idle > PATIENCE {
                (self.step, self.idle) = ((self.step * 7 / 10).max(2), 0);
            }
        }
        self.shift(cost);
    }

    /// A column that arrives so late that its arrival alone, beside what all others pay at least, costs more than
    /// the best schedule known is in no better one.
    fn narrow(&mut self, cost: i64) {
        let most = i64::try_from(self.upper).unwrap_or(i64::MAX / PARTS).saturating_mul(PARTS);
        let columns = self.space.problem.columns.iter().zip(&self.paid);
        for (by, (column, paid)) in self.by.iter_mut().zip(columns) {
            let late = most.saturating_sub(cost).saturating_add(*paid) / (i64::from(column.weight) * PARTS);
            *by = (*by).min(u32::try_from(late.max(0)).unwrap_or(u32::MAX));
        }
        let ticks = (self.by.iter().copied().max().unwrap_or(0) + longer(self.space.problem)) as usize + 1;
        if ticks * 8 < self.sums.ticks * 7 {
            let before = self.sums.ticks;
            let kept = |all: &[i64]| all.chunks(before).flat_map(|of| &of[..ticks]).copied().collect::<Vec<i64>>();
            (self.prices, self.moves) = (kept(&self.prices), kept(&self.moves));
            self.sums = Prices::new(&self.space.problem.links, u32::try_from(ticks - 1).unwrap_or(u32::MAX));
        }
    }

    fn shift(&mut self, cost: i64) {
        let ticks = self.sums.ticks;
        let Self { short, wanted, .. } = self;
        short.clear();
        short.extend(self.prices.iter().map(|price| if *price > 0 { -1 } else { 0 }));
        wanted.clear();
        wanted.resize(short.len(), 0);
        for stay in self.trips.iter().flat_map(|trip| &trip.stays) {
            let begin = stay.link as usize * ticks;
            wanted[begin + stay.from as usize..begin + stay.to as usize].iter_mut().for_each(|n| *n += 1);
        }
        for (short, wanted) in short.iter_mut().zip(wanted.iter()) {
            if *wanted > 0 {
                *short = wanted - 1;
            }
        }
        let norm: i64 = short.iter().map(|n| n * n).sum();
        let missing = i64::try_from(self.upper).unwrap_or(i64::MAX / PARTS).saturating_mul(PARTS) - cost;
        let length = missing.max(PARTS).saturating_mul(self.step) / 1000 / norm.max(1);
        for ((price, moved), short) in self.prices.iter_mut().zip(&mut self.moves).zip(short.iter()) {
            if *short == 0 && *moved == 0 {
                continue;
            }
            *moved = short * length + *moved * 6 / 10;
            *price = (*price + *moved).max(0);
        }
    }
}

/// Ticks after the last arrival in which something may still be taken.
fn longer(problem: &Problem) -> u32 {
    let routes = problem.columns.iter().flat_map(|column| column.routes());
    let after =
        routes.flat_map(|route| route.takes.iter().map(|one| (one.after + one.lasts).saturating_sub(route.lasts)));
    after.max().unwrap_or(0) + 1
}

/// When each column must have arrived in a schedule that costs no more than that: all others
/// cost at least what they cost alone.
fn latest(space: &Space<'_>, upper: u64) -> Vec<u32> {
    let columns = &space.problem.columns;
    let alone: Vec<u32> = (0..columns.len()).map(|number| space.alone(number)).collect();
    let least: Vec<u64> = columns.iter().zip(&alone).map(|(column, at)| column.cost(*at)).collect();
    let spare = upper.saturating_sub(least.iter().sum());
    let one = |(column, least): (&crate::Column, &u64)| {
        let late = (spare + least) / u64::from(column.weight.max(1));
        u32::try_from(late).unwrap_or(u32::MAX).min(u32::try_from(TICKS_MAX).unwrap_or(u32::MAX))
    };
    columns.iter().zip(&least).map(one).collect()
}
