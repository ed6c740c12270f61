//! Distances on real road graphs are those of another hierarchy, for thousands of pairs.
//!
//! The graphs lie beside the checkout; without them there is nothing to be tested.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a failure is a failed test, and what is skipped is said"
)]

mod common;

use common::{Random, plain, skeleton};
use hierarchy::{CLOSED, Graph, Metric, Searcher, Weights};
use std::path::Path;

/// Arcs of one weight, as lines `a TAIL HEAD WEIGHT`.
fn read(name: &str) -> Option<Vec<[u32; 3]>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/roadgraphs").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let numbers = |line: &str| {
        let all: Vec<u32> = line.split(' ').skip(1).map(|word| word.parse().unwrap()).collect();
        [all[0], all[1], all[2]]
    };
    Some(text.lines().filter(|line| line.starts_with("a ")).map(numbers).collect())
}

fn peer(nodes: u32, arcs: &[[u32; 3]]) -> (cch::Cch, cch::Metric) {
    let mut arcs = arcs.to_vec();
    arcs.sort_unstable();
    let mut first_out = vec![0; nodes as usize + 1];
    for [tail, _, _] in &arcs {
        first_out[*tail as usize + 1] += 1;
    }
    for node in 0..nodes as usize {
        first_out[node + 1] += first_out[node];
    }
    let [head, weight] = [1, 2].map(|at: usize| arcs.iter().map(|arc| arc[at]).collect());
    let graph = cch::graph::Graph { first_out, head, weight };
    let ends = arcs.iter().map(|arc| [arc[0], arc[1]]).collect();
    let keep: Vec<u32> = (0..nodes).collect();
    let chains = hierarchy::Chains::merge(Graph::new(nodes, ends).unwrap(), &keep).unwrap();
    let order = hierarchy::Order::of(chains.core(), &mut |_| {}).unwrap();
    let cch = cch::Cch::build(&graph, order.nodes());
    let metric = cch.customize(&graph.weight);
    (cch, metric)
}

#[test]
fn real_road_graphs_give_the_distances_of_another_hierarchy() {
    for name in ["fp_bremen_time.gr", "fp_south_seattle_car.gr", "fp_graph_ballard.gr"] {
        let Some(arcs) = read(name) else { continue };
        let nodes = arcs.iter().flat_map(|arc| [arc[0], arc[1]]).max().unwrap() + 1;
        let graph = Graph::new(nodes, arcs.iter().map(|arc| [arc[0], arc[1]]).collect()).unwrap();
        let forward = |weight: u32| Weights { forward: [weight, weight * 3, weight + 7], backward: [CLOSED; 3] };
        let weights: Vec<Weights<3>> = arcs.iter().map(|arc| forward(arc[2])).collect();
        let skeleton = skeleton(graph.clone(), &[]);
        let metric = Metric::new(&skeleton, weights.clone(), 2).unwrap();
        let (cch, cch_metric) = peer(nodes, &arcs);
        let (mut searcher, mut random) = (Searcher::new(&skeleton), Random::new(1));
        for _ in 0..300 {
            let from = random.below(nodes);
            let to: Vec<u32> = (0..10).map(|_| random.below(nodes)).collect();
            let expected = cch::distance_matrix(&cch.view(), &cch_metric.view(), &[from], &to);
            for (to, expected) in to.iter().zip(expected) {
                let found = searcher.distances(&skeleton, &metric, &[from.into()], &[(*to).into()]).unwrap();
                let expected = expected.min(CLOSED);
                let tripled = if expected == CLOSED { CLOSED } else { expected * 3 };
                assert_eq!((found[0], found[1]), (expected, tripled), "{name}: {from} to {to}");
            }
        }
        let from = random.below(nodes);
        let reached = plain(&graph, &weights, 2, from);
        for to in (0..nodes).step_by(17) {
            let found = searcher.distances(&skeleton, &metric, &[from.into()], &[to.into()]).unwrap();
            assert_eq!(found[2], reached[to as usize], "{name}: {from} to {to}");
        }
    }
}
