//! A column's march along a way, put around those that stand.

use crate::claims::{Claim, after, conflict};
use std::collections::{BTreeMap, BTreeSet};

/// One piece of a way, as a column would drive it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The piece.
    pub piece: u32,
    /// From its first end to its second.
    pub forwards: bool,
    /// Driving time.
    pub takes: u64,
    /// Opposing columns exclude each other on it.
    pub single_lane: bool,
    /// There is room to halt, off the road, before it is entered.
    pub halt_before: bool,
}

/// A column that is to march.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct March<'a> {
    /// Its number; each column is in the timetable once.
    pub column: u32,
    /// Where it goes, piece after piece. It may always wait before the first.
    pub way: &'a [Step],
    /// It does not start before.
    pub ready: u64,
    /// How long it takes to pass a point.
    pub pass: u64,
}

/// A column's time on one piece of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The piece.
    pub piece: u32,
    /// Its head enters, after any halt.
    pub enters: u64,
    /// Its head leaves.
    pub leaves: u64,
}

/// What holds for all columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Kept between the tail of one column and the head of the next.
    pub gap: u64,
}

/// Every claim on every piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    rules: Rules,
    /// By piece, up to the last that any column was on.
    pieces: Vec<Claims>,
    /// Pieces of each column, and when it enters them.
    columns: BTreeMap<u32, Vec<(u32, u64)>>,
}

/// Claims on one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Claims {
    /// In order of entering, then of columns.
    sorted: Vec<Claim>,
    /// None of them, nor any that was here, lasted longer from entering to clearing.
    longest: u64,
}

impl Claims {
    /// Claims that may be at odds with a wanted one: others have cleared before, or enter after it has.
    fn near(&self, wanted: &Claim, gap: u64) -> &[Claim] {
        let before = wanted.enters.saturating_sub(self.longest.saturating_add(gap));
        let behind = wanted.clears().saturating_add(gap);
        let from = self.sorted.partition_point(|claim| claim.enters < before);
        let to = self.sorted.partition_point(|claim| claim.enters <= behind);
        &self.sorted[from..to]
    }

    fn insert(&mut self, claim: Claim) {
        let place = self.sorted.partition_point(|other| (other.enters, other.column) <= (claim.enters, claim.column));
        self.longest = self.longest.max(claim.clears() - claim.enters);
        self.sorted.insert(place, claim);
    }

    fn remove(&mut self, column: u32, enters: u64) {
        let place = self.sorted.partition_point(|other| (other.enters, other.column) < (enters, column));
        if self.sorted.get(place).is_some_and(|claim| (claim.enters, claim.column) == (enters, column)) {
            self.sorted.remove(place);
        }
    }
}

impl Timetable {
    /// An empty one.
    pub fn new(rules: Rules) -> Self {
        Self { rules, pieces: Vec::new(), columns: BTreeMap::new() }
    }

    /// Puts a column in as early as those that stand allow; one that is in already is taken out first.
    pub fn insert(&mut self, march: &March<'_>) -> Vec<Passage> {
        self.insert_among(march, &mut |_| true)
    }

    /// Puts a column in as if those for which `yields` says so were not there, and takes out each of them
    /// that is then in its way. They are told in order of their numbers, to be put in again.
    pub fn insert_over(&mut self, march: &March<'_>, yields: impl Fn(u32) -> bool) -> (Vec<Passage>, Vec<u32>) {
        let passages = self.insert_among(march, &mut |column| !yields(column));
        let mut pushed = BTreeSet::new();
        for (step, passage) in march.way.iter().zip(&passages) {
            let claim = claim(march, step, passage.enters);
            let hit = self
                .near(step.piece, &claim)
                .iter()
                .filter(|other| other.column != march.column && yields(other.column));
            let hit = hit.filter(|other| conflict(&claim, other, step.single_lane, self.rules.gap).is_some());
            pushed.extend(hit.map(|other| other.column));
        }
        for column in &pushed {
            self.remove(*column);
        }
        (passages, pushed.into_iter().collect())
    }

    /// Takes a column out; one that is not in changes nothing.
    pub fn remove(&mut self, column: u32) {
        for (piece, enters) in self.columns.remove(&column).unwrap_or_default() {
            if let Some(claims) = self.pieces.get_mut(piece as usize) {
                claims.remove(column, enters);
            }
        }
    }

    /// Claims on a piece, in order of entering.
    pub fn on(&self, piece: u32) -> &[Claim] {
        self.pieces.get(piece as usize).map_or(&[], |claims| &claims.sorted)
    }

    fn near(&self, piece: u32, wanted: &Claim) -> &[Claim] {
        self.pieces.get(piece as usize).map_or(&[], |claims| claims.near(wanted, self.rules.gap))
    }

    fn insert_among(&mut self, march: &March<'_>, counts: &mut dyn FnMut(u32) -> bool) -> Vec<Passage> {
        self.remove(march.column);
        let mut passages: Vec<Passage> = Vec::with_capacity(march.way.len());
        let mut at = march.ready;
        for run in march.way.chunk_by(|_, next| !next.halt_before) {
            at = self.start(march, run, at, counts);
            for step in run {
                let leaves = at + step.takes;
                passages.push(Passage { piece: step.piece, enters: at, leaves });
                at = leaves;
            }
        }
        for (step, passage) in march.way.iter().zip(&passages) {
            let place = step.piece as usize;
            if place >= self.pieces.len() {
                self.pieces.resize_with(place + 1, Claims::default);
            }
            self.pieces[place].insert(claim(march, step, passage.enters));
        }
        self.columns.insert(march.column, passages.iter().map(|passage| (passage.piece, passage.enters)).collect());
        passages
    }

    /// The first moment from `at` on at which a run of pieces can be driven without a halt between.
    fn start(&self, march: &March<'_>, run: &[Step], mut at: u64, counts: &mut dyn FnMut(u32) -> bool) -> u64 {
        loop {
            let began = at;
            let mut offset = 0;
            for step in run {
                at = self.free(march, step, at + offset, counts) - offset;
                offset += step.takes;
            }
            if at == began {
                return at;
            }
        }
    }

    /// The first moment from `at` on at which one piece can be entered.
    fn free(&self, march: &March<'_>, step: &Step, mut at: u64, counts: &mut dyn FnMut(u32) -> bool) -> u64 {
        loop {
            let wanted = claim(march, step, at);
            let hit = self
                .near(step.piece, &wanted)
                .iter()
                .filter(|other| counts(other.column))
                .find(|other| conflict(&wanted, other, step.single_lane, self.rules.gap).is_some());
            match hit {
                Some(other) => at = after(other, &wanted, self.rules.gap).max(at + 1),
                None => return at,
            }
        }
    }
}

fn claim(march: &March<'_>, step: &Step, enters: u64) -> Claim {
    Claim { column: march.column, forwards: step.forwards, enters, leaves: enters + step.takes, pass: march.pass }
}
