//! Columns on one network: each on the best way there is, all at times that do not collide, kept so while
//! what is known of the roads changes.
//!
//! - A report changes what pieces of road cost. Only columns that it concerns are looked at: those on a
//!   piece that became dearer are routed anew; those that a piece made cheaper would serve better, too.
//! - Columns that drive otherwise, or for another time, are put into the timetable anew from there on, the first
//!   in rank first. A column takes out those of lower rank from where they are in its way; these follow.
//! - What comes out is the same whichever columns were looked at: every way is the best for its mix.
//! - Pure; it knows numbered places and pieces, and neither what a column carries nor why a road is closed.

use routing::{Cost, Ended, Mix, Seeker, Trip};
use std::collections::{BTreeMap, BTreeSet};
use timetable::{March, Passage, Rules, Step, Timetable};

/// A column that is to go from place to place. Its number is its rank: the smaller goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Where it begins.
    pub from: u32,
    /// Where it goes.
    pub to: u32,
    /// What its way is best for.
    pub mix: Mix,
    /// It does not start before.
    pub ready: u64,
    /// How long it takes to pass a point.
    pub pass: u64,
}

/// What the roads are like for columns that meet.
pub trait Land {
    /// Whether opposing columns exclude each other on a piece.
    fn single_lane(&self, piece: u32) -> bool;

    /// Whether there is room to halt at a place, off the road.
    fn room(&self, place: u32) -> bool;
}

/// What a report did to the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// Columns that drive another way than before.
    pub rerouted: BTreeSet<u32>,
    /// Columns whose times were sought anew.
    pub retimed: BTreeSet<u32>,
    /// Columns that no way is open for any more.
    pub stranded: BTreeSet<u32>,
}

/// An edge of the graph, and whether it is driven from its first end to its second.
pub type Leg = (u32, bool);

/// A column and what was found for it.
#[derive(Clone, Debug)]
struct Placed {
    column: Column,
    way: Option<Vec<Leg>>,
    /// What the way weighs for the column's mix.
    weighs: u64,
    passages: Vec<Passage>,
}

/// Columns, their ways and times.
#[derive(Debug)]
pub struct Columns<'s, L> {
    seeker: Seeker<'s>,
    land: L,
    timetable: Timetable,
    columns: Vec<Placed>,
}

impl<'s, L: Land> Columns<'s, L> {
    /// None yet, on roads as a seeker has weighed them.
    pub fn new(seeker: Seeker<'s>, land: L, rules: Rules) -> Self {
        Self { seeker, land, timetable: Timetable::new(rules), columns: Vec::new() }
    }

    /// Takes in columns, behind those that are there; returns those that no way is open for.
    pub fn add(&mut self, columns: impl IntoIterator<Item = Column>) -> BTreeSet<u32> {
        let first = self.columns.len();
        for column in columns {
            self.columns.push(Placed { column, way: None, weighs: u64::MAX, passages: Vec::new() });
        }
        let new: Vec<u32> = (first..self.columns.len()).filter_map(|number| u32::try_from(number).ok()).collect();
        for number in &new {
            self.route(*number);
        }
        self.time(new.iter().copied().collect());
        new.into_iter().filter(|number| self.way(*number).is_none()).collect()
    }

    /// The way of a column; none where it has none.
    pub fn way(&self, column: u32) -> Option<&[Leg]> {
        self.columns.get(column as usize)?.way.as_deref()
    }

    /// When a column is on each piece of its way.
    pub fn passages(&self, column: u32) -> &[Passage] {
        self.columns.get(column as usize).map_or(&[], |placed| &placed.passages)
    }

    /// The timetable of all.
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// Gives pieces other costs, and every column that this concerns another way and time.
    pub fn report(&mut self, changed: &BTreeMap<u32, Option<Cost>>) -> Affected {
        let before: BTreeMap<u32, Option<Cost>> = changed.keys().map(|piece| (*piece, self.cost(*piece))).collect();
        let on: BTreeSet<u32> = changed.keys().flat_map(|piece| self.on(*piece)).collect();
        self.seeker.change(changed);
        self.weigh(changed, &before);
        let mut seek = self.dearer(changed, &before);
        self.cheaper(changed, &before, &mut seek);
        let mut affected = Affected::default();
        for column in &seek {
            if self.route(*column) {
                affected.rerouted.insert(*column);
            }
            if self.way(*column).is_none() {
                affected.stranded.insert(*column);
            }
        }
        let slower_or_faster = on.into_iter().filter(|column| !seek.contains(column) || self.way(*column).is_some());
        let again = slower_or_faster.chain(affected.rerouted.iter().copied()).collect();
        affected.retimed = self.time(again);
        affected
    }

    fn cost(&self, piece: u32) -> Option<Cost> {
        self.seeker.costs().get(piece as usize).copied().flatten()
    }

    /// Columns on pieces that weigh more for their mix.
    fn dearer(&self, changed: &BTreeMap<u32, Option<Cost>>, before: &BTreeMap<u32, Option<Cost>>) -> BTreeSet<u32> {
        let on = changed.keys().flat_map(|piece| self.on(*piece).map(move |on| (piece, on)));
        let is_dearer = |(piece, column): &(&u32, u32)| {
            let mix = self.columns[*column as usize].column.mix;
            weight(mix, changed[*piece]) > weight(mix, before[*piece])
        };
        on.filter(is_dearer).map(|(_, column)| column).collect()
    }

    /// Adds columns that a piece made cheaper would serve better than their way.
    fn cheaper(
        &mut self,
        changed: &BTreeMap<u32, Option<Cost>>,
        before: &BTreeMap<u32, Option<Cost>>,
        seek: &mut BTreeSet<u32>,
    ) {
        let mixes: BTreeSet<Mix> = self.columns.iter().map(|placed| placed.column.mix).collect();
        for mix in mixes {
            let others: Vec<u32> = (0..)
                .zip(&self.columns)
                .filter(|(_, placed)| placed.column.mix == mix)
                .map(|(number, _)| number)
                .collect();
            for (piece, cost) in changed {
                if weight(mix, *cost) >= weight(mix, before[piece]) {
                    continue;
                }
                let asked: Vec<u32> = others.iter().copied().filter(|number| !seek.contains(number)).collect();
                let known: Vec<_> = asked.iter().map(|number| self.known(*number)).collect();
                match self.seeker.improves(*piece, mix, &known) {
                    Some(better) => seek
                        .extend(asked.into_iter().zip(better).filter(|(_, better)| *better).map(|(number, _)| number)),
                    None => seek.extend(asked),
                }
            }
        }
    }

    /// From where, to where, and what the way of a column weighs.
    fn known(&self, number: u32) -> (u32, u32, u64) {
        let Placed { column, weighs, .. } = &self.columns[number as usize];
        (column.from, column.to, *weighs)
    }

    /// Ways over some pieces weigh what these do now. One over a closed piece weighs anything: it is sought anew.
    fn weigh(&mut self, changed: &BTreeMap<u32, Option<Cost>>, before: &BTreeMap<u32, Option<Cost>>) {
        for (piece, cost) in changed {
            for claim in self.timetable.on(*piece) {
                let Placed { column, weighs, .. } = &mut self.columns[claim.column as usize];
                let (was, is) = (weight(column.mix, before[piece]), weight(column.mix, *cost));
                *weighs = weighs.saturating_sub(was).saturating_add(is);
            }
        }
    }

    /// Seeks the way of a column; whether it is another than before.
    fn route(&mut self, number: u32) -> bool {
        let Column { from, to, mix, .. } = self.columns[number as usize].column;
        let (found, weighs) = match self.seeker.way(Trip { from, stops: &[to] }, mix) {
            Ended::Best(way) => {
                let legs = way.stretches.iter().map(|stretch| (stretch.edge, stretch.forwards)).collect();
                (Some(legs), mix.of(way.time, way.exposure))
            }
            Ended::NoWay | Ended::GaveUp { .. } => (None, u64::MAX),
        };
        let placed = &mut self.columns[number as usize];
        placed.weighs = weighs;
        std::mem::replace(&mut placed.way, found) != placed.way
    }

    /// Columns on a piece: between two reports each that has a way is in the timetable with all of it.
    fn on(&self, piece: u32) -> impl Iterator<Item = u32> {
        self.timetable.on(piece).iter().map(|claim| claim.column)
    }

    /// Puts columns into the timetable, and those they push, the first in rank first; returns all of them.
    fn time(&mut self, mut pending: BTreeSet<u32>) -> BTreeSet<u32> {
        let mut timed = BTreeSet::new();
        while let Some(number) = pending.pop_first() {
            let steps = self.steps(number);
            let Column { ready, pass, .. } = self.columns[number as usize].column;
            let march = March { column: number, way: &steps, ready, pass };
            let (passages, pushed) = self.timetable.insert_over(&march, |other| other > number);
            self.columns[number as usize].passages = passages;
            pending.extend(pushed);
            timed.insert(number);
        }
        timed
    }

    /// The way of a column as the timetable takes it.
    fn steps(&self, number: u32) -> Vec<Step> {
        let graph = self.seeker.shape().graph();
        let mut here = self.columns[number as usize].column.from;
        let step = |(edge, forwards): &Leg| {
            let ends = graph.edges()[*edge as usize];
            let to = if *forwards { ends.to } else { ends.from };
            let room = self.land.room(std::mem::replace(&mut here, graph.original(to)));
            Step {
                piece: ends.piece,
                forwards: *forwards,
                takes: self.cost(ends.piece).map_or(0, |cost| u64::from(cost.time)),
                single_lane: self.land.single_lane(ends.piece),
                halt_before: room,
            }
        };
        self.way(number).unwrap_or_default().iter().map(step).collect()
    }
}

/// What a piece weighs for a mix; the largest number where it is closed.
fn weight(mix: Mix, cost: Option<Cost>) -> u64 {
    cost.map_or(u64::MAX, |cost| mix.of(cost.time.into(), cost.exposure.into()))
}
