//! The timed search against one that knows nothing of heaps, labels' order or bounds.

mod common;

use common::any_case;
use proptest::prelude::*;
use routing::{
    Cost, Ended, GateBounds, Gates, Mix, NoBounds, Openings, Piece, Question, Topology, Trees, targets, timed_way,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn the_way_found_is_as_good_as_the_best_of_all(case in any_case(), from in 0..9_u32) {
        let from = from % case.nodes;
        let graph = case.graph();
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
