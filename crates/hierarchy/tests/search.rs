//! Distances and routes on random graphs are those of a plain search.

#![expect(clippy::unwrap_used, reason = "a failure is a failed test")]

mod common;

use common::{Random, plain, skeleton};
use hierarchy::{CLOSED, End, Graph, Metric, Route, Searcher, Weights};

/// Closed edges, one-way edges, edges of no weight, parallel edges, loops, islands, chains.
#[test]
fn distances_and_routes_are_those_of_a_plain_search() {
    for seed in 0..1500 {
        let mut random = Random::new(seed);
        let nodes = 2 + random.below(if seed % 10 == 0 { 200 } else { 30 });
        let graph = random.graph(nodes);
        let keep: Vec<u32> = (0..nodes).filter(|_| random.one_in(9)).collect();
        compare::<8>(&mut random, graph, &keep, seed);
    }
}

#[test]
fn one_lane_and_sixteen_are_as_good_as_eight() {
    for seed in 0..100 {
        let mut random = Random::new(seed);
        let graph = random.graph(25);
        compare::<1>(&mut random, graph.clone(), &[], seed);
        compare::<3>(&mut random, graph.clone(), &[], seed);
        compare::<16>(&mut random, graph, &[], seed);
    }
}

fn compare<const K: usize>(random: &mut Random, graph: Graph, keep: &[u32], seed: u64) {
    let weights: Vec<Weights<K>> = (0..graph.edges()).map(|_| random.weights()).collect();
    let skeleton = skeleton(graph.clone(), keep);
    let metric = Metric::new(&skeleton, weights.clone(), 1).unwrap();
    assert_eq!(metric, Metric::new(&skeleton, weights.clone(), 2).unwrap());
    let mut searcher = Searcher::new(&skeleton);
    for _ in 0..4 {
        let from = random.below(graph.nodes());
        let reached: Vec<Vec<u32>> = (0..K).map(|lane| plain(&graph, &weights, lane, from)).collect();
        for to in 0..graph.nodes() {
            let expected: [u32; K] = std::array::from_fn(|lane| reached[lane][to as usize]);
            let (from, to) = ([End::from(from)], [End::from(to)]);
            let found = searcher.distances(&skeleton, &metric, &from, &to).unwrap();
            assert_eq!(found, expected, "seed {seed}, {from:?} to {to:?}");
            let routes = searcher.routes(&skeleton, &metric, &from, &to).unwrap();
            for (lane, route) in routes.iter().enumerate() {
                judge(&graph, &weights, lane, (&from[0], &to[0]), expected[lane], route.as_ref());
            }
            let again = searcher.route(&skeleton, &metric, K - 1, &from, &to).unwrap();
            assert_eq!(again, routes[K - 1]);
        }
    }
}

/// A route leads from end to end over edges that hang together, weighs what it says, and passes
/// no node twice.
fn judge<const K: usize>(
    graph: &Graph,
    weights: &[Weights<K>],
    lane: usize,
    (from, to): (&End<K>, &End<K>),
    expected: u32,
    route: Option<&Route>,
) {
    let Some(route) = route else {
        assert_eq!(expected, CLOSED);
        return;
    };
    assert_eq!(route.weight, expected);
    assert_eq!((route.nodes.first(), route.nodes.last()), (Some(&from.node), Some(&to.node)));
    assert_eq!(route.nodes.len(), route.steps.len() + 1);
    let mut sum = from.weights[lane] + to.weights[lane];
    for (step, nodes) in route.steps.iter().zip(route.nodes.windows(2)) {
        let ([tail, head], weights) = (graph.ends()[step.edge as usize], &weights[step.edge as usize]);
        let (ends, weight) =
            if step.forwards { ([tail, head], weights.forward) } else { ([head, tail], weights.backward) };
        assert_eq!(ends, nodes);
        sum += weight[lane];
    }
    assert_eq!(sum, expected);
    let mut nodes = route.nodes.clone();
    nodes.sort_unstable();
    nodes.dedup();
    assert_eq!(nodes.len(), route.nodes.len());
}

#[test]
fn several_ends_are_searched_at_once() {
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let graph = random.graph(40);
        let weights: Vec<Weights<2>> = (0..graph.edges()).map(|_| random.weights()).collect();
        let skeleton = skeleton(graph.clone(), &[]);
        let metric = Metric::new(&skeleton, weights.clone(), 1).unwrap();
        let mut ends = |count| -> Vec<End<2>> {
            let end = |_| End { node: random.below(40), weights: [random.below(30), random.weight()] };
            (0..count).map(end).collect()
        };
        let (from, to) = (ends(3), ends(4));
        let mut searcher = Searcher::new(&skeleton);
        let found = searcher.distances(&skeleton, &metric, &from, &to).unwrap();
        let routes = searcher.routes(&skeleton, &metric, &from, &to).unwrap();
        for lane in 0..2 {
            let sums = from.iter().flat_map(|begin| {
                let reached = plain(&graph, &weights, lane, begin.node);
                to.iter()
                    .map(move |end| (begin.weights[lane] + reached[end.node as usize]).min(CLOSED) + end.weights[lane])
            });
            let least = sums.min().unwrap().min(CLOSED);
            assert_eq!(found[lane], least, "seed {seed}");
            assert_eq!(routes[lane].as_ref().map_or(CLOSED, |route| route.weight), least);
        }
    }
}

#[test]
fn a_node_that_does_not_exist_is_named() {
    let skeleton = skeleton(Graph::new(2, vec![[0, 1]]).unwrap(), &[]);
    let metric = Metric::<1>::new(&skeleton, vec![Weights::both([1])], 1).unwrap();
    let mut searcher = Searcher::new(&skeleton);
    let error = searcher.distances(&skeleton, &metric, &[0.into()], &[2.into()]).unwrap_err();
    assert_eq!(error.to_string(), "node 2 is named, and the graph has 2 nodes, from 0");
}
