//! Random graphs, and the plain search that everything is held against.

#![allow(dead_code, clippy::unwrap_used, reason = "each test takes what it needs, and a failure is a failed test")]

use hierarchy::{CLOSED, Chains, Graph, Order, Skeleton, Weights};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Repeatable random numbers (xorshift).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 32) % u64::from(bound.max(1))).unwrap()
    }

    pub(crate) fn one_in(&mut self, chance: u32) -> bool {
        self.below(chance) == 0
    }

    pub(crate) fn weight(&mut self) -> u32 {
        match self.below(12) {
            0 => CLOSED,
            1 => 0,
            2 => CLOSED / 2 - self.below(3),
            3 => CLOSED - 1 - self.below(3),
            _ => self.below(40),
        }
    }

    pub(crate) fn weights<const K: usize>(&mut self) -> Weights<K> {
        if self.one_in(8) {
            return Weights::CLOSED;
        }
        let forward = std::array::from_fn(|_| self.weight());
        let backward = match self.below(4) {
            0 => [CLOSED; K],
            1 => std::array::from_fn(|_| self.weight()),
            _ => forward,
        };
        Weights { forward, backward }
    }

    /// A tree with some edges more, nodes far from each other in number but not in place; chains
    /// in it, loops, parallel edges and parts that hang together with nothing.
    pub(crate) fn graph(&mut self, nodes: u32) -> Graph {
        let mut ends = Vec::new();
        for node in 1..nodes {
            let near = if self.one_in(3) { self.below(node) } else { node - 1 };
            match self.below(12) {
                0 => {}
                1 => ends.extend([[node, near], [near, node]]),
                2 => ends.extend([[node, near], [node, node]]),
                _ => ends.push([node, near]),
            }
        }
        for _ in 0..self.below(nodes / 3 + 1) {
            ends.push([self.below(nodes), self.below(nodes)]);
        }
        Graph::new(nodes, ends).unwrap()
    }
}

pub(crate) fn skeleton(graph: Graph, keep: &[u32]) -> Skeleton {
    let chains = Chains::merge(graph, keep).unwrap();
    let order = Order::of(chains.core(), &mut |_| {}).unwrap();
    Skeleton::new(chains, &order).unwrap()
}

/// Least weights from a node in one lane, by Dijkstra's method; sums that reach the limit are closed.
pub(crate) fn plain<const K: usize>(graph: &Graph, weights: &[Weights<K>], lane: usize, from: u32) -> Vec<u32> {
    let mut around = vec![Vec::new(); graph.nodes() as usize];
    for (&[tail, head], weights) in graph.ends().iter().zip(weights) {
        around[tail as usize].push((head, weights.forward[lane]));
        around[head as usize].push((tail, weights.backward[lane]));
    }
    let mut least = vec![CLOSED; around.len()];
    let mut queue = BinaryHeap::from([(Reverse(0), from)]);
    least[from as usize] = 0;
    while let Some((Reverse(so_far), node)) = queue.pop() {
        for (next, weight) in &around[node as usize] {
            let sum = so_far + weight;
            if sum < least[*next as usize] {
                least[*next as usize] = sum;
                queue.push((Reverse(sum), *next));
            }
        }
    }
    least
}
