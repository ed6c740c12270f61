//! The timed search against one that knows nothing of heaps, labels' order or bounds.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use routing::{
    Cost, Costs, Ended, GateBounds, Gates, Mix, NoBounds, NodeTurn, Openings, Piece, Question, TimedWay, Topology,
    Trees, targets, timed_way,
};
use std::collections::BTreeSet;

/// Everything that a case is made of.
#[derive(Clone, Debug)]
struct Case {
    nodes: u32,
    pieces: Vec<Piece>,
    turns: Vec<NodeTurn>,
    costs: Costs,
    gates: Gates,
    stops: Vec<u32>,
    mix: Mix,
}

fn any_case() -> impl Strategy<Value = Case> {
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

    /// Least mix over all ways, by spreading every state that no other beats until nothing is new.
    fn least(&self, from: u32) -> Option<u64> {
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
        ends.map(|(_, _, _, at, exposure)| self.mix.of(*at, *exposure)).min()
    }

    /// Drives a way and says what it costs: every turn, gate and stop is kept, or there is a panic.
    fn drive(&self, graph: &Topology, from: u32, way: &TimedWay) -> u64 {
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_way_found_is_as_good_as_the_best_of_all(case in any_case(), from in 0..9_u32) {
        let from = from % case.nodes;
        let graph = Topology::new(case.nodes, &case.pieces, &case.turns);
        let question = Question {
            graph: &graph, costs: &case.costs, gates: &case.gates, from, stops: &case.stops, mix: case.mix,
            labels_max: routing::LABELS_MAX,
        };
        let gates = case.gates.keys().copied().collect();
        let targets = targets(&case.gates, &case.stops);
        let trees = Trees::new(&graph, &case.costs, &gates, &targets, case.mix);
        let bounds = GateBounds::new(trees, &case.gates, &case.stops, case.mix);
        let least = case.least(from);
        for found in [timed_way(question, NoBounds), timed_way(question, bounds)] {
            match (found, least) {
                (Ended::Best(way), Some(least)) => prop_assert_eq!(case.drive(&graph, from, &way), least),
                (Ended::NoWay, None) => {}
                (found, least) => prop_assert!(false, "found {:?}, there is {:?}", found, least),
            }
        }
    }
}

#[test]
fn the_safer_road_is_taken_while_the_gate_is_shut() {
    let pieces = [(0, 1), (0, 1), (1, 2)].map(|(from, to)| Piece { from, to, oneway: false });
    let graph = Topology::new(3, &pieces, &[]);
    let costs = [(10, 10), (40, 0), (10, 0)].map(|(time, exposure)| Some(Cost { time, exposure })).to_vec();
    let edges = |gates: &Gates| {
        let mix = Mix::new(1, 1).unwrap();
        let question = Question { graph: &graph, costs: &costs, gates, from: 0, stops: &[2], mix, labels_max: 100 };
        match timed_way(question, NoBounds) {
            Ended::Best(way) => way.stretches.iter().map(|stretch| (stretch.edge, stretch.waits)).collect::<Vec<_>>(),
            Ended::NoWay | Ended::GaveUp { .. } => panic!("there is a way"),
        }
    };
    assert_eq!(edges(&Gates::new()), [(0, 0), (2, 0)]);
    assert_eq!(edges(&Gates::from([(1, Openings::new([(45, 60)]))])), [(1, 5), (2, 0)]);
    assert_eq!(edges(&Gates::from([(1, Openings::new([(15, 60)]))])), [(0, 5), (2, 0)]);
}

#[test]
fn a_search_without_room_says_what_it_knows() {
    let pieces = [(0, 1), (1, 2)].map(|(from, to)| Piece { from, to, oneway: false });
    let graph = Topology::new(3, &pieces, &[]);
    let costs = vec![Some(Cost { time: 10, exposure: 0 }); 2];
    let question = Question {
        graph: &graph,
        costs: &costs,
        gates: &Gates::new(),
        from: 0,
        stops: &[2],
        mix: Mix::FASTEST,
        labels_max: 1,
    };
    assert_eq!(timed_way(question, NoBounds), Ended::GaveUp { at_least: 10 });
}
