//! Chains: nodes with two edges are merged, since no route turns there.
//!
//! What remains is the core: nodes where edges meet or end, and chains between them. A chain's
//! weight in a lane and direction is the sum of its edges', closed if any is. Ends of a route
//! inside a chain stand at a [`Place`].
//!
//! - A chain that comes back to its own node leads nowhere in the core, but nodes inside it are
//!   reached over it.
//! - A ring without any core node keeps its lowest node.

use crate::graph::{CLOSED, Graph, GraphError, Lists, number};

/// Marks a node inside a chain.
const INSIDE: u32 = 1 << 31;

/// A graph, its core, and how they hang together.
#[derive(Clone, Debug)]
pub struct Chains {
    graph: Graph,
    core: Graph,
    /// Number in the graph of each core node.
    origin: Vec<u32>,
    /// Of each node: its number in the core, or [`INSIDE`] and the link that leaves it.
    places: Vec<u32>,
    /// All links, chain after chain: the edge twice, plus one if it is passed from head to tail.
    links: Vec<u32>,
    /// Where each chain's links begin; one more at the end.
    first: Vec<u32>,
    /// The chain of each link.
    chain: Vec<u32>,
    /// The link of each edge; none for loops.
    link_of: Vec<u32>,
}

/// Where a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the core, under this number.
    Core(u32),
    /// Inside a chain, at the beginning of this link.
    Inside {
        /// Which chain.
        chain: u32,
        /// Which link, among all.
        link: u32,
    },
}

/// An edge as a chain passes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) edge: u32,
    /// From its head to its tail.
    pub(crate) reversed: bool,
}

impl Link {
    fn of(code: u32) -> Self {
        Self { edge: code >> 1, reversed: code & 1 == 1 }
    }
}

/// No link: a loop stands in no chain.
pub(crate) const NO_LINK: u32 = u32::MAX;

impl Chains {
    /// Merges all chains of a graph, but keeps the nodes in `keep` in the core.
    ///
    /// # Errors
    ///
    /// A node to keep that does not exist.
    pub fn merge(graph: Graph, keep: &[u32]) -> Result<Self, GraphError> {
        for node in keep {
            graph.check(*node)?;
        }
        Ok(Walk::new(&graph, keep).through(graph))
    }

    /// The graph itself.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The core: its nodes in the order of the graph, its edges the chains. This is what an
    /// order is made for.
    pub fn core(&self) -> &Graph {
        &self.core
    }

    pub(crate) fn place(&self, node: u32) -> Place {
        let place = self.places[node as usize];
        if place & INSIDE == 0 {
            return Place::Core(place);
        }
        let link = place & !INSIDE;
        Place::Inside { chain: self.chain[link as usize], link }
    }

    /// Number in the graph of a core node.
    ///
    /// # Panics
    ///
    /// If there is no such core node.
    pub fn origin(&self, core: u32) -> u32 {
        self.origin[core as usize]
    }

    /// Core nodes at both ends of a chain.
    pub(crate) fn ends(&self, chain: u32) -> [u32; 2] {
        self.core.ends()[chain as usize]
    }

    /// Numbers of a chain's links.
    pub(crate) fn span(&self, chain: u32) -> std::ops::Range<u32> {
        self.first[chain as usize]..self.first[chain as usize + 1]
    }

    pub(crate) fn link(&self, link: u32) -> Link {
        Link::of(self.links[link as usize])
    }

    /// The link and chain that an edge stands in; nothing for loops.
    pub(crate) fn link_of(&self, edge: u32) -> Option<(u32, u32)> {
        let link = self.link_of[edge as usize];
        (link != NO_LINK).then(|| (link, self.chain[link as usize]))
    }

    /// Memory held, in bytes.
    pub fn bytes(&self) -> usize {
        let words = self.origin.len() + self.places.len() + self.links.len() + self.first.len();
        let ends = self.graph.ends().len() + self.core.ends().len();
        (words + self.chain.len() + self.link_of.len() + 2 * ends) * size_of::<u32>()
    }
}

/// Adds lane by lane; what reaches [`CLOSED`] stays there.
pub(crate) fn add<const K: usize>(one: [u32; K], other: &[u32; K]) -> [u32; K] {
    std::array::from_fn(|lane| (one[lane] + other[lane]).min(CLOSED))
}

/// Walks along every chain once.
struct Walk {
    /// Edges at each node, as the walk would leave by them.
    around: Lists,
    is_core: Vec<bool>,
    links: Vec<u32>,
    first: Vec<u32>,
    chain: Vec<u32>,
    link_of: Vec<u32>,
    /// The link that leaves a node inside a chain.
    leaves_by: Vec<u32>,
    ends: Vec<[u32; 2]>,
}

impl Walk {
    fn new(graph: &Graph, keep: &[u32]) -> Self {
        let leaving = graph.ends().iter().zip(0..).filter(|(ends, _)| ends[0] != ends[1]);
        let around = Lists::of(
            graph.nodes(),
            leaving.flat_map(|(&[tail, head], edge)| [(tail, edge << 1), (head, edge << 1 | 1)]),
        );
        let mut is_core: Vec<bool> = (0..graph.nodes()).map(|node| around.at(node).len() != 2).collect();
        for node in keep {
            is_core[*node as usize] = true;
        }
        let (nodes, edges) = (graph.nodes() as usize, graph.ends().len());
        Self {
            around,
            is_core,
            links: Vec::with_capacity(edges),
            first: vec![0],
            chain: Vec::with_capacity(edges),
            link_of: vec![NO_LINK; edges],
            leaves_by: vec![NO_LINK; nodes],
            ends: Vec::new(),
        }
    }

    fn through(mut self, graph: Graph) -> Chains {
        for node in 0..graph.nodes() {
            if self.is_core[node as usize] {
                self.leave(&graph, node);
            }
        }
        for node in 0..graph.nodes() {
            let seen = self.is_core[node as usize] || self.leaves_by[node as usize] != NO_LINK;
            if !seen {
                self.is_core[node as usize] = true;
                self.leave(&graph, node);
            }
        }
        self.settle(graph)
    }

    /// Follows every chain that leaves a core node and was not followed yet.
    fn leave(&mut self, graph: &Graph, node: u32) {
        for place in self.around.range(node) {
            let code = self.around.items()[place];
            if self.link_of[(code >> 1) as usize] == NO_LINK {
                self.follow(graph, node, code);
            }
        }
    }

    fn follow(&mut self, graph: &Graph, from: u32, mut code: u32) {
        let chain = number(self.ends.len());
        loop {
            let edge = code >> 1;
            self.link_of[edge as usize] = number(self.links.len());
            self.links.push(code);
            self.chain.push(chain);
            let next = graph.ends()[edge as usize][usize::from(code & 1 == 0)];
            if self.is_core[next as usize] {
                self.first.push(number(self.links.len()));
                self.ends.push([from, next]);
                return;
            }
            self.leaves_by[next as usize] = number(self.links.len());
            let around = self.around.at(next);
            code = if around[0] >> 1 == edge { around[1] } else { around[0] };
        }
    }

    fn settle(self, graph: Graph) -> Chains {
        let origin: Vec<u32> = (0..graph.nodes()).filter(|node| self.is_core[*node as usize]).collect();
        let mut places: Vec<u32> = self.leaves_by.iter().map(|link| INSIDE | link).collect();
        for (core, node) in (0..).zip(&origin) {
            places[*node as usize] = core;
        }
        let ends = self.ends.iter().map(|ends| ends.map(|node| places[node as usize])).collect();
        let core = Graph::new(number(origin.len()), ends).expect("a core is no larger than its graph");
        let Self { links, first, chain, link_of, .. } = self;
        Chains { graph, core, origin, places, links, first, chain, link_of }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(nodes: u32, ends: &[[u32; 2]], keep: &[u32]) -> Chains {
        Chains::merge(Graph::new(nodes, ends.to_vec()).unwrap(), keep).unwrap()
    }

    fn links(chains: &Chains) -> Vec<Vec<(u32, bool)>> {
        let link = |at| (chains.link(at).edge, chains.link(at).reversed);
        (0..chains.core().edges()).map(|chain| chains.span(chain).map(link).collect()).collect()
    }

    #[test]
    fn a_line_becomes_one_chain() {
        let chains = merged(4, &[[0, 1], [2, 1], [2, 3]], &[]);
        assert_eq!(chains.core().ends(), [[0, 1]]);
        assert_eq!(links(&chains), [vec![(0, false), (1, true), (2, false)]]);
        assert_eq!(chains.place(3), Place::Core(1));
        assert_eq!(chains.place(2), Place::Inside { chain: 0, link: 2 });
        assert_eq!(chains.link_of(1), Some((1, 0)));
    }

    #[test]
    fn a_node_that_is_kept_divides_its_chain() {
        let chains = merged(4, &[[0, 1], [2, 1], [2, 3]], &[2]);
        assert_eq!(chains.core().ends(), [[0, 1], [1, 2]]);
        assert_eq!(chains.origin(1), 2);
        assert!(Chains::merge(Graph::new(1, vec![]).unwrap(), &[1]).is_err());
    }

    #[test]
    fn rings_and_lollipops_come_back_to_where_they_began() {
        // A ring of three; a stick from 3 to 4 with a ring 4-5-6 at its end.
        let chains = merged(7, &[[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 6], [6, 4]], &[]);
        assert_eq!(chains.core().loops(), 2);
        assert_eq!((chains.origin(0), chains.origin(1), chains.origin(2)), (0, 3, 4));
        assert_eq!(chains.core().ends(), [[1, 2], [2, 2], [0, 0]]);
        assert_eq!(links(&chains)[2], [(0, false), (1, false), (2, false)]);
    }

    #[test]
    fn two_parallel_edges_at_an_end_are_a_ring() {
        let chains = merged(3, &[[0, 1], [1, 2], [2, 1]], &[]);
        assert_eq!(chains.core().ends(), [[0, 1], [1, 1]]);
    }

    #[test]
    fn loops_are_left_out() {
        let chains = merged(2, &[[0, 0], [0, 1]], &[]);
        assert_eq!((chains.link_of(0), chains.core().edges()), (None, 1));
    }
}
