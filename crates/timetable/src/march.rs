//! A column's march along a way, put around those that stand.

use crate::claims::{Claim, after, conflict};
use std::collections::BTreeMap;

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
    columns: BTreeMap<u32, Standing>,
}

/// What stands of a column: its whole way, or how far it was put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Standing {
    ready: u64,
    pass: u64,
    passages: Vec<(Passage, bool)>,
}

impl Standing {
    /// How much of a march stands already, up to a place where it may halt.
    fn agrees(&self, march: &March<'_>) -> usize {
        if (self.ready, self.pass) != (march.ready, march.pass) {
            return 0;
        }
        let same = |(step, (passage, forwards)): &(&Step, &(Passage, bool))| {
            (step.piece, step.forwards, step.takes)
                == (passage.piece, *forwards, passage.leaves.saturating_sub(passage.enters))
        };
        let agrees = march.way.iter().zip(&self.passages).take_while(same).count();
        let halts = |place: &usize| march.way.get(*place).is_none_or(|step| step.halt_before);
        (1..=agrees).rev().find(halts).unwrap_or(0)
    }
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
        self.remove(march.column);
        self.put(march, |_| false).0
    }

    /// Puts a column in as if those for which `yields` says so were not there, and takes out each of them
    /// that is then in its way, from there on. They are told in order of their numbers, to be put in again.
    ///
    /// What stands of the column and agrees with the way stays as it is, up to the last place before the first
    /// difference where it may halt: only the rest is sought. Single lanes and places to halt are taken to be what
    /// they were.
    pub fn insert_over(&mut self, march: &March<'_>, yields: impl Fn(u32) -> bool) -> (Vec<Passage>, Vec<u32>) {
        let (passages, pushed) = self.put(march, yields);
        for (column, enters) in &pushed {
            let standing = self.columns.get(column).map_or(&[][..], |standing| &standing.passages);
            self.cut(*column, standing.partition_point(|(passage, _)| passage.enters < *enters));
        }
        (passages, pushed.into_keys().collect())
    }

    /// Takes a column out; one that is not in changes nothing.
    pub fn remove(&mut self, column: u32) {
        self.cut(column, 0);
        self.columns.remove(&column);
    }

    /// Takes a column out from a passage on.
    fn cut(&mut self, column: u32, from: usize) {
        let Some(standing) = self.columns.get_mut(&column) else { return };
        for (passage, _) in standing.passages.drain(from.min(standing.passages.len())..) {
            if let Some(claims) = self.pieces.get_mut(passage.piece as usize) {
                claims.remove(column, passage.enters);
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

    /// Puts in what does not stand yet; those that yield and are in the way are told, each with the first moment at
    /// which it is.
    fn put(&mut self, march: &March<'_>, yields: impl Fn(u32) -> bool) -> (Vec<Passage>, BTreeMap<u32, u64>) {
        let kept = self.columns.get(&march.column).map_or(0, |standing| standing.agrees(march));
        self.cut(march.column, kept);
        let mut standing = self.columns.remove(&march.column).unwrap_or_default();
        let mut at = standing.passages.last().map_or(march.ready, |(passage, _)| passage.leaves);
        let rest = &march.way[kept..];
        for run in rest.chunk_by(|_, next| !next.halt_before) {
            at = self.start(march, run, at, &mut |column| !yields(column));
            for step in run {
                let leaves = at + step.takes;
                standing.passages.push((Passage { piece: step.piece, enters: at, leaves }, step.forwards));
                at = leaves;
            }
        }
        let mut pushed = BTreeMap::new();
        for (step, (passage, _)) in rest.iter().zip(&standing.passages[kept..]) {
            let claim = claim(march, step, passage.enters);
            for (column, enters) in self.at_odds(step, &claim) {
                let first = pushed.entry(column).or_insert(enters);
                *first = enters.min(*first);
            }
            self.claims(step.piece).insert(claim);
        }
        (standing.ready, standing.pass) = (march.ready, march.pass);
        let passages = standing.passages.iter().map(|(passage, _)| *passage).collect();
        self.columns.insert(march.column, standing);
        (passages, pushed)
    }

    /// Claims of others on a piece that are at odds with one: whose, and when they enter.
    fn at_odds(&self, step: &Step, claim: &Claim) -> impl Iterator<Item = (u32, u64)> {
        let others = self.near(step.piece, claim).iter().filter(|other| other.column != claim.column);
        others
            .filter(|other| conflict(claim, other, step.single_lane, self.rules.gap).is_some())
            .map(|other| (other.column, other.enters))
    }

    fn claims(&mut self, piece: u32) -> &mut Claims {
        let place = piece as usize;
        if place >= self.pieces.len() {
            self.pieces.resize_with(place + 1, Claims::default);
        }
        &mut self.pieces[place]
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
                .filter(|other| other.column != march.column && counts(other.column))
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
