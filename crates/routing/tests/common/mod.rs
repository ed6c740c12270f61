//! Small networks drawn at random, and what is true of them found by spreading every state.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use routing::{Cost, Costs, Gates, Mix, NodeTurn, Openings, Piece, TimedWay, Topology};
use std::collections::BTreeSet;

/// Everything that a case is made of.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) nodes: u32,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) turns: Vec<NodeTurn>,
    pub(crate) costs: Costs,
    pub(crate) gates: Gates,
    pub(crate) stops: Vec<u32>,
    pub(crate) mix: Mix,
}

pub(crate) fn any_case() -> impl Strategy<Value = Case> {
    (2..9_u32).prop_flat_map(|nodes| {
        let piece = (0..nodes, 1..nodes, any::<bool>()).prop_map(move |(from, on, oneway)| Piece {
            from,
            to: (from + on) % nodes,
            oneway,
        });
        let cost = prop_oneof![
            1 => Just(None),
            6 => (1..30_u32).prop_flat_map(|time| (0..=time).prop_map(move |exposure| Some(Cost { time, exposure }))),
        ];
        let pieces = prop::collection::vec((piece, cost), 1..20);
        let openings = prop::collection::vec((0..120_u64, 1..30_u64), 0..4)
            .prop_map(|spans| Openings::new(spans.into_iter().map(|(from, long)| (from, from + long))));
        let gates = prop::collection::btree_map(0..nodes, openings, 0..3);
        let stops = prop::collection::vec(0..nodes, 1..3);
        let mix = (0..5_u32, 0..5_u32).prop_filter_map("nothing counts", |(time, exposure)| Mix::new(time, exposure));
        let turns = prop::collection::vec((0..nodes, 0..20_u32, 0..20_u32, any::<bool>()), 0..6);
        (pieces, gates, stops, mix, turns).prop_map(move |(pieces, gates, stops, mix, turns)| {
            let (pieces, costs) = pieces.into_iter().unzip();
            let turns = turns.into_iter().map(|(via, from, to, only)| NodeTurn { via, from, to, only }).collect();
            Case { nodes, pieces, turns, costs, gates, stops, mix }
        })
    })
}

/// Where one stands: node, the piece one came along, stops passed, time, exposure.
type State = (u32, Option<u32>, usize, u64, u64);

impl Case {
    /// Whether one may go on along a piece, by the rules of turns alone.
    fn may_turn(&self, node: u32, along: Option<u32>, on: u32) -> bool {
        let Some(along) = along else { return true };
        let meets =
            |piece: u32| self.pieces.get(piece as usize).is_some_and(|piece| piece.from == node || piece.to == node);
        let here: Vec<_> = self
            .turns
            .iter()
            .filter(|turn| turn.via == node && turn.from == along && meets(turn.from) && meets(turn.to))
            .collect();
        let only: Vec<_> = here.iter().filter(|turn| turn.only).collect();
        let forbidden = here.iter().any(|turn| !turn.only && turn.to == on);
        !forbidden && (only.is_empty() || only.iter().any(|turn| turn.to == on))
    }

    /// Takes a state past stops and gates; none where a gate never opens again.
    fn arrive(&self, (node, along, mut stage, mut at, exposure): State) -> Option<State> {
        while self.stops.get(stage) == Some(&node) {
            stage += 1;
        }
        if stage < self.stops.len()
            && along.is_some()
            && let Some(gate) = self.gates.get(&node)
        {
            at = gate.spans().iter().filter(|(_, to)| at < *to).map(|(from, _)| at.max(*from)).min()?;
        }
        Some((node, along, stage, at, exposure))
    }

    /// Its graph, turns included.
    pub(crate) fn graph(&self) -> Topology {
        Topology::new(self.nodes, &self.pieces, &self.turns)
    }

    /// Least mix over all ways.
    pub(crate) fn least(&self, from: u32) -> Option<u64> {
        self.ends(from).into_iter().map(|(at, exposure)| self.mix.of(at, exposure)).min()
    }

    /// Time and exposure of all ways, by spreading every state that no other beats until nothing is new.
    pub(crate) fn ends(&self, from: u32) -> Vec<(u64, u64)> {
        let mut states: BTreeSet<State> = BTreeSet::new();
        let mut new: Vec<State> = self.arrive((from, None, 0, 0, 0)).into_iter().collect();
        while let Some(state) = new.pop() {
            let (node, along, stage, at, exposure) = state;
            let beats = |other: &State| {
                (other.0, other.1, other.2) == (node, along, stage) && other.3 <= at && other.4 <= exposure
            };
            if states.iter().any(beats) {
                continue;
            }
            states.insert(state);
            if stage == self.stops.len() {
                continue;
            }
            for (number, piece) in (0_u32..).zip(&self.pieces) {
                let Some(cost) = self.costs[number as usize] else { continue };
                for (here, there, may) in [(piece.from, piece.to, true), (piece.to, piece.from, !piece.oneway)] {
                    if may && here == node && self.may_turn(node, along, number) {
                        let (at, exposure) = (at + u64::from(cost.time), exposure + u64::from(cost.exposure));
                        new.extend(self.arrive((there, Some(number), stage, at, exposure)));
                    }
                }
            }
        }
        let ends = states.iter().filter(|state| state.2 == self.stops.len());
        ends.map(|(_, _, _, at, exposure)| (*at, *exposure)).collect()
    }

    /// Drives a way and says what it costs: every turn, gate and stop is kept, or there is a panic.
    pub(crate) fn drive(&self, graph: &Topology, from: u32, way: &TimedWay) -> u64 {
        let mut state = self.arrive((from, None, 0, 0, 0)).unwrap();
        for stretch in &way.stretches {
            let edge = graph.edges()[stretch.edge as usize];
            let (here, there) = if stretch.forwards { (edge.from, edge.to) } else { (edge.to, edge.from) };
            assert_eq!((graph.original(here), there), (state.0, stretch.to));
            assert!(self.may_turn(state.0, state.1, edge.piece));
            let piece = self.pieces[edge.piece as usize];
            let there = graph.original(there);
            assert!(
                (piece.from, piece.to) == (state.0, there)
                    || (!piece.oneway && (piece.to, piece.from) == (state.0, there))
            );
            let cost = self.costs[edge.piece as usize].unwrap();
            let arrival = state.3 + u64::from(cost.time);
            assert_eq!((stretch.enters, stretch.leaves), (state.3, arrival));
            let exposure = state.4 + u64::from(cost.exposure);
            state = self.arrive((there, Some(edge.piece), state.2, arrival, exposure)).unwrap();
            assert_eq!(stretch.waits, state.3 - arrival);
        }
        assert_eq!((state.2, state.3, state.4), (self.stops.len(), way.time, way.exposure));
        self.mix.of(state.3, state.4)
    }
}
