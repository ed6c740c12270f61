//! Least amounts by plain search from every target: for small networks, and as the measure of others.

use crate::bounds::{Least, Towards};
use crate::cost::{Cost, Costs, Mix};
use crate::topology::Topology;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Least amounts from every node to every target.
pub struct Trees {
    /// Of each target: time, exposure and mix from each node, [`u64::MAX`] where there is no way.
    of: Vec<[Vec<u64>; 3]>,
}

impl Trees {
    /// Searches backwards from each target; a way may begin at a gate, but not pass one.
    pub fn new(graph: &Topology, costs: &Costs, gates: &BTreeSet<u32>, targets: &[u32], mix: Mix) -> Self {
        let tree = |target: &u32| {
            let search = |mix: Mix| search(graph, costs, gates, *target, mix);
            [search(Mix::FASTEST), search(Mix::SAFEST), search(mix)]
        };
        Self { of: targets.iter().map(tree).collect() }
    }
}

impl Towards for Trees {
    fn mixed(&mut self, node: u32, target: usize) -> Option<u64> {
        Some(self.of[target][2][node as usize]).filter(|mixed| *mixed < u64::MAX)
    }

    fn least(&mut self, node: u32, target: usize) -> Option<Least> {
        let [time, exposure, _] = &self.of[target];
        let node = node as usize;
        (time[node] < u64::MAX).then(|| Least { time: time[node], exposure: exposure[node] })
    }
}

fn search(graph: &Topology, costs: &Costs, gates: &BTreeSet<u32>, target: u32, mix: Mix) -> Vec<u64> {
    let mut least = vec![u64::MAX; graph.nodes() as usize];
    let mut heap = BinaryHeap::new();
    for node in graph.standing_for(target) {
        least[node as usize] = 0;
        heap.push(Reverse((0, node)));
    }
    while let Some(Reverse((amount, node))) = heap.pop() {
        let place = graph.original(node);
        if amount > least[node as usize] || (place != target && gates.contains(&place)) {
            continue;
        }
        for (edge, _, from) in graph.arriving(node) {
            let piece = graph.edges()[edge as usize].piece;
            let Some(Some(Cost { time, exposure })) = costs.get(piece as usize).copied() else { continue };
            let amount = amount.saturating_add(mix.of(u64::from(time), u64::from(exposure)));
            if amount < least[from as usize] {
                least[from as usize] = amount;
                heap.push(Reverse((amount, from)));
            }
        }
    }
    least
}
