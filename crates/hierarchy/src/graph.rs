//! Numbered nodes and the edges between them: what a hierarchy is built over.

use thiserror::Error;

/// Most nodes a graph may have; numbers of arcs above them still fit in 32 bits.
pub const NODES_MAX: u32 = 1 << 28;

/// Most edges a graph may have; METIS counts both directions in 31 bits.
pub const EDGES_MAX: u32 = 1 << 29;

/// A weight that cannot be travelled.
///
/// Every weight is below it, or means closed. Two of them still fit in a `u32`, so a sum never
/// wraps; a sum that reaches it counts as unreachable.
pub const CLOSED: u32 = u32::MAX / 2;

/// What a graph cannot be made of.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum GraphError {
    /// More nodes than numbers allow.
    #[error("{nodes} nodes, above {NODES_MAX}; divide the graph")]
    Nodes {
        /// How many were given.
        nodes: u32,
    },
    /// More edges than numbers allow.
    #[error("{edges} edges, above {EDGES_MAX}; divide the graph")]
    Edges {
        /// How many were given.
        edges: usize,
    },
    /// An edge ends at a node that does not exist.
    #[error("edge {edge} ends at node {node}, and the graph has {nodes} nodes, from 0")]
    End {
        /// Which edge.
        edge: usize,
        /// Where it ends.
        node: u32,
        /// How many nodes there are.
        nodes: u32,
    },
    /// A node is named that does not exist.
    #[error("node {node} is named, and the graph has {nodes} nodes, from 0")]
    Node {
        /// Which node.
        node: u32,
        /// How many nodes there are.
        nodes: u32,
    },
}

/// Nodes `0..nodes()` and undirected edges `0..edges()`, each from its tail to its head.
///
/// Edges may be parallel. An edge from a node to itself keeps its number and leads nowhere.
/// Direction is a matter of weights: an edge may be [`CLOSED`] one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graph {
    nodes: u32,
    ends: Vec<[u32; 2]>,
    loops: u32,
}

impl Graph {
    /// A graph of `nodes` nodes, and edges given as tail and head.
    ///
    /// # Errors
    ///
    /// Too many nodes or edges, or an end that does not exist.
    pub fn new(nodes: u32, ends: Vec<[u32; 2]>) -> Result<Self, GraphError> {
        if nodes > NODES_MAX {
            return Err(GraphError::Nodes { nodes });
        }
        if ends.len() > EDGES_MAX as usize {
            return Err(GraphError::Edges { edges: ends.len() });
        }
        let mut loops = 0;
        for (edge, &[tail, head]) in ends.iter().enumerate() {
            let node = tail.max(head);
            if node >= nodes {
                return Err(GraphError::End { edge, node, nodes });
            }
            loops += u32::from(tail == head);
        }
        Ok(Self { nodes, ends, loops })
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// How many edges there are, loops included.
    pub fn edges(&self) -> u32 {
        number(self.ends.len())
    }

    /// How many edges lead from a node to itself.
    pub fn loops(&self) -> u32 {
        self.loops
    }

    /// Tail and head of every edge.
    pub fn ends(&self) -> &[[u32; 2]] {
        &self.ends
    }

    /// Whether a node exists.
    ///
    /// # Errors
    ///
    /// It does not.
    pub(crate) fn check(&self, node: u32) -> Result<(), GraphError> {
        if node < self.nodes { Ok(()) } else { Err(GraphError::Node { node, nodes: self.nodes }) }
    }
}

/// Things listed under the numbers `0..n`: those of one number lie together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists {
    first: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Sorts pairs of number and item; items keep their order.
    pub(crate) fn of(numbers: u32, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut first = vec![0; numbers as usize + 1];
        for (number, _) in pairs.clone() {
            first[number as usize + 1] += 1;
        }
        for number in 0..numbers as usize {
            first[number + 1] += first[number];
        }
        let mut items = vec![0; first[numbers as usize] as usize];
        let mut next = first.clone();
        for (number, item) in pairs {
            let place = &mut next[number as usize];
            items[*place as usize] = item;
            *place += 1;
        }
        Self { first, items }
    }

    /// What is listed under a number.
    pub(crate) fn at(&self, number: u32) -> &[u32] {
        &self.items[self.range(number)]
    }

    /// Where that stands among all items.
    pub(crate) fn range(&self, number: u32) -> std::ops::Range<usize> {
        self.first[number as usize] as usize..self.first[number as usize + 1] as usize
    }

    /// All items.
    pub(crate) fn items(&self) -> &[u32] {
        &self.items
    }

    /// Memory held, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        (self.first.capacity() + self.items.capacity()) * size_of::<u32>()
    }
}

/// A count as a number; counts are bounded by [`EDGES_MAX`] or by memory of arcs.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).expect("counts are bounded when a graph and its arcs are made")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_named() {
        let error = |nodes, ends| Graph::new(nodes, ends).unwrap_err().to_string();
        assert_eq!(error(2, vec![[0, 1], [1, 2]]), "edge 1 ends at node 2, and the graph has 2 nodes, from 0");
        assert_eq!(error(NODES_MAX + 1, vec![]), "268435457 nodes, above 268435456; divide the graph");
    }

    #[test]
    fn loops_are_counted() {
        let graph = Graph::new(2, vec![[0, 1], [1, 1], [1, 0]]).unwrap();
        assert_eq!((graph.nodes(), graph.edges(), graph.loops()), (2, 3, 1));
    }

    #[test]
    fn lists_keep_the_order_of_items() {
        let lists = Lists::of(3, [(2, 7), (0, 5), (2, 6)].into_iter());
        assert_eq!([0, 1, 2].map(|at| lists.at(at).to_vec()), [vec![5], vec![], vec![7, 6]]);
    }
}
