//! A metric that was updated is the one that would have been made anew.

mod common;

use common::{Random, skeleton};
use hierarchy::{CLOSED, Graph, Metric, Updater, Weights};

/// Thousands of updates, raising and lowering, one edge or many, each compared with everything weighed anew.
#[test]
fn an_update_equals_weighing_everything() {
    for seed in 0..400 {
        let mut random = Random::new(seed);
        let nodes = 2 + random.below(if seed % 20 == 0 { 400 } else { 40 });
        let graph = random.graph(nodes);
        let edges = graph.edges();
        if edges == 0 {
            continue;
        }
        let mut weights: Vec<Weights<4>> = (0..edges).map(|_| random.weights()).collect();
        let skeleton = skeleton(graph, &[]);
        let mut metric = Metric::new(&skeleton, weights.clone(), 1).unwrap();
        let mut updater = Updater::new(&skeleton);
        for _ in 0..12 {
            let count = if random.one_in(2) { 1 } else { 1 + random.below(12) };
            let mut changes = Vec::new();
            for _ in 0..count {
                let edge = random.below(edges);
                changes.push((edge, other(&mut random, &weights[edge as usize])));
            }
            for (edge, changed) in &changes {
                weights[*edge as usize] = *changed;
            }
            updater.apply(&skeleton, &mut metric, &changes, 1).unwrap();
            assert_eq!(metric, Metric::new(&skeleton, weights.clone(), 1).unwrap(), "seed {seed}");
        }
    }
}

/// Closed, a little more or less in some lanes, or anything.
fn other(random: &mut Random, weights: &Weights<4>) -> Weights<4> {
    let mut changed = *weights;
    match random.below(4) {
        0 => changed = Weights::CLOSED,
        1 => changed = random.weights(),
        _ => {
            for lane in changed.forward.iter_mut().chain(&mut changed.backward) {
                match random.below(4) {
                    0 => *lane = (*lane + random.below(9)).min(CLOSED),
                    1 => *lane = lane.saturating_sub(random.below(9)),
                    _ => {}
                }
            }
        }
    }
    changed
}

#[test]
fn what_cannot_be_taken_changes_nothing() {
    let skeleton = skeleton(Graph::new(3, vec![[0, 1], [1, 2]]).unwrap(), &[]);
    let weights = vec![Weights::both([1, 2]); 2];
    let mut metric = Metric::new(&skeleton, weights.clone(), 1).unwrap();
    let (mut updater, before) = (Updater::new(&skeleton), metric.clone());
    let mut error = |changes: &[_]| updater.apply(&skeleton, &mut metric, changes, 1).unwrap_err().to_string();
    let fine = (0, Weights::both([5, 5]));
    assert_eq!(error(&[fine, (2, fine.1)]), "edge 2 is changed, and the graph has 2 edges, from 0");
    assert_eq!(
        error(&[fine, (1, Weights::both([5, CLOSED + 1]))]),
        "edge 1 weighs 2147483648, above 2147483647; use a larger unit, or the largest for closed"
    );
    assert_eq!(metric, before);
    assert_eq!(
        Metric::<2>::new(&skeleton, weights[..1].to_vec(), 1).unwrap_err().to_string(),
        "weights of 1 edges, and the graph has 2; give one for each"
    );
}
