//! Which places hang together: by roads at all, and by roads one may drive.

use crate::network::{Network, NodeIndex, count};

/// A place that belongs to no group yet.
const NONE: u32 = u32::MAX;

/// Places by the group they belong to.
pub(crate) struct Groups {
    /// The group of each place.
    pub(crate) of: Vec<u32>,
    /// Places of each group.
    pub(crate) sizes: Vec<usize>,
}

impl Groups {
    fn none(nodes: usize) -> Self {
        Self { of: vec![NONE; nodes], sizes: Vec::new() }
    }

    /// Makes a group of what can be reached from a place through places that have none.
    fn flood<I: Iterator<Item = NodeIndex>>(&mut self, start: NodeIndex, next: impl Fn(NodeIndex) -> I) {
        let number = count(self.sizes.len());
        self.of[start.at()] = number;
        let (mut size, mut open) = (1, vec![start]);
        while let Some(here) = open.pop() {
            for end in next(here) {
                if self.of[end.at()] == NONE {
                    self.of[end.at()] = number;
                    size += 1;
                    open.push(end);
                }
            }
        }
        self.sizes.push(size);
    }

    /// The largest group; of several, the first.
    pub(crate) fn largest(&self) -> usize {
        let most = self.sizes.iter().enumerate().max_by_key(|(at, size)| (**size, std::cmp::Reverse(*at)));
        most.map_or(0, |(at, _)| at)
    }

    /// Places of the largest group.
    pub(crate) fn largest_size(&self) -> usize {
        self.sizes.get(self.largest()).copied().unwrap_or(0)
    }
}

/// Parts that roads join, one-way roads both ways.
pub(crate) fn joined(network: &Network) -> Groups {
    let mut groups = Groups::none(network.node_count());
    for start in network.nodes().map(|node| node.index()) {
        if groups.of[start.at()] == NONE {
            groups.flood(start, |here| network.node_at(here).meeting().flat_map(|one| [one.tail(), one.head()]));
        }
    }
    groups
}

/// Parts in which one can drive from everywhere to everywhere (Kosaraju and Sharir).
pub(crate) fn round_trips(network: &Network) -> Groups {
    let mut groups = Groups::none(network.node_count());
    for start in left_order(network).into_iter().rev() {
        if groups.of[start.at()] == NONE {
            let into = |here| {
                let ends = network.node_at(here).meeting().flat_map(|one| [(one, one.tail()), (one, one.head())]);
                ends.filter(move |(one, end)| one.onward(*end) == Some(here)).map(|(_, end)| end)
            };
            groups.flood(start, into);
        }
    }
    groups
}

/// Places in the order in which a search that goes deep first leaves them for good.
fn left_order(network: &Network) -> Vec<NodeIndex> {
    let mut seen = vec![false; network.node_count()];
    let mut left = Vec::with_capacity(network.node_count());
    for start in network.nodes().map(|node| node.index()) {
        let mut open: Vec<(NodeIndex, usize)> = Vec::new();
        if !std::mem::replace(&mut seen[start.at()], true) {
            open.push((start, 0));
        }
        while let Some((here, edge)) = open.last_mut() {
            let Some(segment) = network.node_at(*here).meeting().nth(*edge) else {
                left.push(*here);
                open.pop();
                continue;
            };
            *edge += 1;
            if let Some(end) = segment.onward(*here)
                && !std::mem::replace(&mut seen[end.at()], true)
            {
                open.push((end, 0));
            }
        }
    }
    left
}
