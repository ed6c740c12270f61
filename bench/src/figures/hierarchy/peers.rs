//! The same network as peers want it: arcs with one weight, and an order of all nodes.

use super::network::Network;
use hierarchy::{Chains, Order};
use routingkit_cch::CCH;

/// Numbers that are drawn the same each time.
pub(super) struct Draws(u64);

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `bound`.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound.max(1)
    }
}

/// Our order with the nodes inside chains before it: for both, the best there is.
pub(super) fn order(chains: &Chains, order: &Order) -> Vec<u32> {
    let core: Vec<u32> = order.nodes().iter().map(|core| chains.origin(*core)).collect();
    let mut inside = vec![true; chains.graph().nodes() as usize];
    for node in &core {
        inside[*node as usize] = false;
    }
    let mut all: Vec<u32> = (0..chains.graph().nodes()).filter(|node| inside[*node as usize]).collect();
    all.extend(core);
    all
}

/// Every edge as an arc, then every edge back.
pub(super) fn routing_kit(network: &Network, order: &[u32]) -> CCH {
    let side = |end: usize| network.ends.iter().map(move |ends| ends[end]);
    let tails: Vec<u32> = side(0).chain(side(1)).collect();
    let heads: Vec<u32> = side(1).chain(side(0)).collect();
    CCH::new(order, &tails, &heads, |_| {}, false)
}

/// Weights of these arcs.
pub(super) fn weights(network: &Network) -> Vec<u32> {
    network.times.iter().chain(&network.times).copied().collect()
}

/// The network with its arcs sorted by tail, each with its weight.
pub(super) fn sorted(network: &Network) -> cch::graph::Graph {
    let ends = network.ends.iter().zip(&network.times);
    let mut arcs: Vec<(u32, u32, u32)> =
        ends.flat_map(|(&[tail, head], time)| [(tail, head, *time), (head, tail, *time)]).collect();
    arcs.sort_unstable();
    let mut first_out = vec![0; network.nodes as usize + 1];
    for (tail, _, _) in &arcs {
        first_out[*tail as usize + 1] += 1;
    }
    for node in 0..network.nodes as usize {
        first_out[node + 1] += first_out[node];
    }
    let head = arcs.iter().map(|(_, head, _)| *head).collect();
    cch::graph::Graph { first_out, head, weight: arcs.iter().map(|(_, _, time)| *time).collect() }
}
