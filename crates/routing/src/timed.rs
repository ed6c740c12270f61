//! The best way when places can be passed only at times: waiting included, exactly.
//!
//! With gates that open and shut, a way that costs more so far may be the better one: while a gate is
//! shut, a slower and safer road costs nothing. So each node keeps every pair of arrival and exposure
//! that no other beats in both, and the search ends when the destination is taken from the heap, guided
//! by lower bounds. Waiting happens at gates alone and exposes nobody. Literature: Kleff, Schulz,
//! Wagenblatt, Zeitz 2020 (closures, waiting); Martins 1984 (labels of two costs).

use crate::cost::{Costs, Mix};
use crate::openings::Gates;
use crate::topology::Topology;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap}; // order never shows: only asked for single keys

/// Most labels a search keeps: some 300 MB. Beyond, it tells how far from the best it may be.
pub const LABELS_MAX: usize = 4_000_000;

/// What is asked: through `stops`, in order, the last of which is the destination.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The graph.
    pub graph: &'a Topology,
    /// Cost of each piece.
    pub costs: &'a Costs,
    /// Places that cannot always be passed.
    pub gates: &'a Gates,
    /// Where the way begins.
    pub from: u32,
    /// Compulsory points in order, and the destination.
    pub stops: &'a [u32],
    /// What is least.
    pub mix: Mix,
    /// Most labels kept.
    pub labels_max: usize,
}

/// A lower bound on what is still to pay, from a node onwards.
pub trait Bounds {
    /// At a node on the way to stop number `stage`, so much after the departure: at least so much of the
    /// mix is still to come, waiting included. `None` where the rest cannot be driven at all.
    fn rest(&mut self, stage: usize, node: u32, at: u64) -> Option<u64>;
}

/// Bounds that know nothing: right, and slow.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoBounds;

impl Bounds for NoBounds {
    fn rest(&mut self, _: usize, _: u32, _: u64) -> Option<u64> {
        Some(0)
    }
}

/// One piece of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The edge of the graph.
    pub edge: u32,
    /// Whether from its first end to its second.
    pub forwards: bool,
    /// Where it leads: a node of the graph.
    pub to: u32,
    /// When it is entered, after the departure.
    pub enters: u64,
    /// When its end is reached.
    pub leaves: u64,
    /// How long one waits there before going on.
    pub waits: u64,
}

/// A way through all stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimedWay {
    /// Its pieces, in order.
    pub stretches: Vec<Stretch>,
    /// From departure to arrival, waiting included.
    pub time: u64,
    /// Exposure on the way.
    pub exposure: u64,
}

/// How a search ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The best way.
    Best(TimedWay),
    /// There is none.
    NoWay,
    /// Too many labels: nothing better than `at_least` of the mix exists, more is not known.
    GaveUp {
        /// Lower bound of the mix.
        at_least: u64,
    },
}

#[derive(Clone, Copy)]
struct Label {
    node: u32,
    stage: u32,
    at: u64,
    exposure: u64,
    /// How long was waited on arrival; `at` is after it.
    waited: u64,
    /// The label before, and the edge between.
    before: Option<(u32, u32, bool)>,
}

/// The search and its state.
struct Search<'a, B> {
    question: Question<'a>,
    bounds: B,
    labels: Vec<Label>,
    /// Of each node at each stage, arrival and exposure of labels that none beats.
    best: HashMap<(u32, u32), Vec<(u64, u64)>>,
    heap: BinaryHeap<Reverse<(u64, u64, u32)>>,
}

/// The way that is best for the mix; of equal ones the earliest, then the one found first.
pub fn timed_way<B: Bounds>(question: Question<'_>, bounds: B) -> Ended {
    let mut search = Search { question, bounds, labels: Vec::new(), best: HashMap::new(), heap: BinaryHeap::new() };
    search.reach(Label { node: question.from, stage: 0, at: 0, exposure: 0, waited: 0, before: None });
    while let Some(Reverse((least, _, number))) = search.heap.pop() {
        let label = search.labels[number as usize];
        if label.stage as usize == question.stops.len() {
            return Ended::Best(search.trace(number));
        }
        if search.is_beaten(&label) {
            continue;
        }
        if search.labels.len() > question.labels_max {
            return Ended::GaveUp { at_least: least };
        }
        search.go_on(number, &label);
    }
    Ended::NoWay
}

impl<B: Bounds> Search<'_, B> {
    fn go_on(&mut self, number: u32, label: &Label) {
        for (edge, forwards, to) in self.question.graph.leaving(label.node) {
            let piece = self.question.graph.edges()[edge as usize].piece;
            let Some(Some(cost)) = self.question.costs.get(piece as usize) else { continue };
            self.reach(Label {
                node: to,
                stage: label.stage,
                at: label.at + u64::from(cost.time),
                exposure: label.exposure + u64::from(cost.exposure),
                waited: 0,
                before: Some((number, edge, forwards)),
            });
        }
    }

    /// Takes a label in: moves it past stops, lets it wait at a gate, and keeps it if none beats it.
    fn reach(&mut self, mut label: Label) {
        let place = self.question.graph.original(label.node);
        while self.question.stops.get(label.stage as usize) == Some(&place) {
            label.stage += 1;
        }
        let done = label.stage as usize == self.question.stops.len();
        if !done
            && label.before.is_some()
            && let Some(gate) = self.question.gates.get(&place)
        {
            let Some(open) = gate.next(label.at) else { return };
            (label.waited, label.at) = (open - label.at, open);
        }
        let known = self.best.entry((label.node, label.stage)).or_default();
        if known.iter().any(|(at, exposure)| *at <= label.at && *exposure <= label.exposure) {
            return;
        }
        let rest = if done { Some(0) } else { self.bounds.rest(label.stage as usize, label.node, label.at) };
        let Some(rest) = rest else { return };
        known.retain(|(at, exposure)| *at < label.at || *exposure < label.exposure);
        known.push((label.at, label.exposure));
        let Ok(number) = u32::try_from(self.labels.len()) else { return };
        self.labels.push(label);
        let least = self.question.mix.of(label.at, label.exposure).saturating_add(rest);
        self.heap.push(Reverse((least, label.at, number)));
    }

    /// Whether a label found later beats it in both.
    fn is_beaten(&self, label: &Label) -> bool {
        let known = self.best.get(&(label.node, label.stage));
        !known.is_some_and(|known| known.contains(&(label.at, label.exposure)))
    }

    fn trace(&self, last: u32) -> TimedWay {
        let end = self.labels[last as usize];
        let mut way = TimedWay { stretches: Vec::new(), time: end.at, exposure: end.exposure };
        let mut here = end;
        while let Some((before, edge, forwards)) = here.before {
            let from = self.labels[before as usize];
            let (leaves, waits) = (here.at - here.waited, here.waited);
            way.stretches.push(Stretch { edge, forwards, to: here.node, enters: from.at, leaves, waits });
            here = from;
        }
        way.stretches.reverse();
        way
    }
}
