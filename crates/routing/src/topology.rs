//! The road graph: numbered nodes and edges, with forbidden turns built into its shape.
//!
//! A junction at which a turn is forbidden gets a copy for each segment from which it is: whoever
//! comes along that segment arrives at the copy, and leaves it only by what is allowed. So a search
//! that knows nothing of turns obeys them all.

use std::collections::{BTreeMap, BTreeSet};

/// One piece of road as the graph is made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Node of one end.
    pub from: u32,
    /// Node of the other end.
    pub to: u32,
    /// Only from `from` to `to`.
    pub oneway: bool,
}

/// A turn at a node: coming along one piece, going on along another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NodeTurn {
    /// The node.
    pub via: u32,
    /// The piece one comes along.
    pub from: u32,
    /// The piece one would go on along.
    pub to: u32,
    /// The only turn allowed from there, rather than a forbidden one.
    pub only: bool,
}

/// A piece of road in the graph. The first edges are the pieces themselves, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The piece it goes along.
    pub piece: u32,
    /// Whether it may be driven from `from` to `to`.
    pub forwards: bool,
    /// Whether it may be driven from `to` to `from`.
    pub backwards: bool,
}

/// The graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topology {
    places: u32,
    edges: Vec<Edge>,
    /// Of each copy, in order of its number from `places` on, the node it copies.
    originals: Vec<u32>,
    copies: BTreeMap<u32, Vec<u32>>,
    /// Edges of a piece beyond its first.
    further: BTreeMap<u32, Vec<u32>>,
    leaving: Ends,
    arriving: Ends,
}

/// Edges by a node that they leave or arrive at, and whether they do so forwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ends {
    first: Vec<u32>,
    edges: Vec<(u32, bool)>,
}

impl Ends {
    fn new(nodes: usize, edges: &[Edge], end: impl Fn(&Edge, bool) -> u32) -> Self {
        let mut first = vec![0_u32; nodes + 1];
        let ways = || {
            edges.iter().zip(0_u32..).flat_map(|(edge, number)| {
                [(edge.forwards, true), (edge.backwards, false)]
                    .into_iter()
                    .filter(|(may, _)| *may)
                    .map(move |(_, forwards)| (edge, number, forwards))
            })
        };
        for (edge, _, forwards) in ways() {
            first[end(edge, forwards) as usize + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut sorted = vec![(0, false); first[nodes] as usize];
        for (edge, number, forwards) in ways() {
            let place = &mut next[end(edge, forwards) as usize];
            sorted[*place as usize] = (number, forwards);
            *place += 1;
        }
        Self { first, edges: sorted }
    }

    fn at(&self, node: u32) -> &[(u32, bool)] {
        let node = node as usize;
        match (self.first.get(node), self.first.get(node + 1)) {
            (Some(from), Some(to)) => &self.edges[*from as usize..*to as usize],
            (_, _) => &[],
        }
    }
}

impl Topology {
    /// A graph of so many nodes. Turns that name pieces which do not meet at their node change nothing.
    pub fn new(places: u32, pieces: &[Piece], turns: &[NodeTurn]) -> Self {
        let barred = Barred::new(pieces, turns);
        let mut graph = Self { places, ..Self::default() };
        let mut copy_of: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        for (via, from) in barred.by_arrival.keys().copied() {
            let copy = places + u32::try_from(graph.originals.len()).unwrap_or(u32::MAX - places);
            graph.originals.push(via);
            graph.copies.entry(via).or_default().push(copy);
            copy_of.insert((via, from), copy);
        }
        let pieces = pieces.iter().zip(0..);
        for (piece, number) in pieces.clone() {
            // Where a turn is forbidden at the far end one arrives at the copy, by an edge of its own.
            let forwards = !copy_of.contains_key(&(piece.to, number));
            let backwards = !piece.oneway && !copy_of.contains_key(&(piece.from, number));
            graph.edges.push(Edge { from: piece.from, to: piece.to, piece: number, forwards, backwards });
        }
        for (piece, number) in pieces {
            let ways = [(piece.from, piece.to, true), (piece.to, piece.from, !piece.oneway)];
            for (from, to, _) in ways.into_iter().filter(|(_, _, may)| *may) {
                graph.split(number, from, to, &copy_of, &barred);
            }
        }
        graph.connect();
        graph
    }

    /// Edges of a piece in one direction that touch a copy at either end.
    fn split(&mut self, piece: u32, from: u32, to: u32, copy_of: &BTreeMap<(u32, u32), u32>, barred: &Barred) {
        let arrival = copy_of.get(&(to, piece)).copied();
        let leaving = self.copies.get(&from).cloned().unwrap_or_default();
        let mut ends: Vec<(u32, u32)> = Vec::new();
        ends.extend(arrival.map(|copy| (from, copy)));
        for (&(via, along), &copy) in copy_of.range((from, 0)..=(from, u32::MAX)) {
            debug_assert!(via == from && leaving.contains(&copy), "a copy belongs to its node");
            if !barred.forbids(from, along, piece) {
                ends.push((copy, arrival.unwrap_or(to)));
            }
        }
        for (from, to) in ends {
            let edge = u32::try_from(self.edges.len()).unwrap_or(u32::MAX);
            self.edges.push(Edge { from, to, piece, forwards: true, backwards: false });
            self.further.entry(piece).or_default().push(edge);
        }
    }

    fn connect(&mut self) {
        let nodes = self.nodes() as usize;
        self.leaving = Ends::new(nodes, &self.edges, |edge, forwards| if forwards { edge.from } else { edge.to });
        self.arriving = Ends::new(nodes, &self.edges, |edge, forwards| if forwards { edge.to } else { edge.from });
    }

    /// How many places the network has.
    pub fn places(&self) -> u32 {
        self.places
    }

    /// How many nodes it has, copies included.
    pub fn nodes(&self) -> u32 {
        self.places + u32::try_from(self.originals.len()).unwrap_or(u32::MAX)
    }

    /// Its edges.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Edges that go along a piece.
    pub fn along(&self, piece: u32) -> impl Iterator<Item = u32> {
        std::iter::once(piece).chain(self.further.get(&piece).into_iter().flatten().copied())
    }

    /// The node of the network behind a node of the graph.
    pub fn original(&self, node: u32) -> u32 {
        let copy = node.checked_sub(self.places).and_then(|copy| self.originals.get(copy as usize));
        copy.copied().unwrap_or(node)
    }

    /// Every node of the graph that stands for a node of the network: itself, and its copies.
    pub fn standing_for(&self, node: u32) -> impl Iterator<Item = u32> {
        std::iter::once(node).chain(self.copies.get(&node).into_iter().flatten().copied())
    }

    /// Edges that leave a node: their number, whether forwards, and where they lead.
    pub fn leaving(&self, node: u32) -> impl Iterator<Item = (u32, bool, u32)> {
        self.leaving.at(node).iter().map(|(edge, forwards)| {
            let ends = &self.edges[*edge as usize];
            (*edge, *forwards, if *forwards { ends.to } else { ends.from })
        })
    }

    /// Edges that arrive at a node: their number, whether forwards, and where they come from.
    pub fn arriving(&self, node: u32) -> impl Iterator<Item = (u32, bool, u32)> {
        self.arriving.at(node).iter().map(|(edge, forwards)| {
            let ends = &self.edges[*edge as usize];
            (*edge, *forwards, if *forwards { ends.from } else { ends.to })
        })
    }
}

/// What is forbidden to whom, by the node and the piece one comes along.
struct Barred {
    by_arrival: BTreeMap<(u32, u32), Rules>,
}

#[derive(Default)]
struct Rules {
    forbidden: BTreeSet<u32>,
    only: BTreeSet<u32>,
}

impl Barred {
    fn new(pieces: &[Piece], turns: &[NodeTurn]) -> Self {
        let ends_at = |piece: u32, node: u32| {
            pieces.get(piece as usize).is_some_and(|piece| piece.from == node || piece.to == node)
        };
        let mut by_arrival: BTreeMap<(u32, u32), Rules> = BTreeMap::new();
        for turn in turns.iter().filter(|turn| ends_at(turn.from, turn.via) && ends_at(turn.to, turn.via)) {
            let rules = by_arrival.entry((turn.via, turn.from)).or_default();
            if turn.only {
                rules.only.insert(turn.to)
            } else {
                rules.forbidden.insert(turn.to)
            };
        }
        Self { by_arrival }
    }

    fn forbids(&self, via: u32, from: u32, to: u32) -> bool {
        self.by_arrival
            .get(&(via, from))
            .is_some_and(|rules| rules.forbidden.contains(&to) || !(rules.only.is_empty() || rules.only.contains(&to)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who can be reached from where, as pairs of pieces driven one after the other.
    fn turns_made(graph: &Topology) -> BTreeSet<(u32, u32, u32)> {
        let mut made = BTreeSet::new();
        for edge in 0..u32::try_from(graph.edges().len()).unwrap() {
            let known = graph.edges()[edge as usize];
            for (may, end) in [(known.forwards, known.to), (known.backwards, known.from)] {
                if may {
                    let on = graph.leaving(end).map(|(next, _, _)| graph.edges()[next as usize].piece);
                    made.extend(on.map(|next| (known.piece, graph.original(end), next)));
                }
            }
        }
        made
    }

    const CROSS: [Piece; 3] = [
        Piece { from: 0, to: 1, oneway: false },
        Piece { from: 1, to: 2, oneway: false },
        Piece { from: 1, to: 3, oneway: false },
    ];

    #[test]
    fn a_forbidden_turn_is_the_only_one_that_is_lost() {
        let all = turns_made(&Topology::new(4, &CROSS, &[]));
        let no = NodeTurn { via: 1, from: 0, to: 2, only: false };
        let graph = Topology::new(4, &CROSS, &[no]);
        let mut expected = all.clone();
        assert!(expected.remove(&(0, 1, 2)));
        assert_eq!(turns_made(&graph), expected);
        assert_eq!(graph.standing_for(1).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(graph.original(4), 1);
        let only = NodeTurn { only: true, ..no };
        let graph = Topology::new(4, &CROSS, &[only]);
        let mut expected = all;
        expected.retain(|turn| turn.0 != 0 || turn.1 != 1 || turn.2 == 2);
        assert_eq!(turns_made(&graph), expected);
    }

    #[test]
    fn a_piece_with_forbidden_turns_at_both_ends_is_driven_both_ways() {
        let line = [
            Piece { from: 0, to: 1, oneway: false },
            Piece { from: 1, to: 2, oneway: false },
            Piece { from: 2, to: 3, oneway: true },
        ];
        let both = [
            NodeTurn { via: 1, from: 1, to: 0, only: false },
            NodeTurn { via: 2, from: 1, to: 2, only: false },
            NodeTurn { via: 9, from: 1, to: 2, only: false },
        ];
        let all = turns_made(&Topology::new(4, &line, &[]));
        let graph = Topology::new(4, &line, &both);
        let mut expected = all;
        expected.retain(|turn| *turn != (1, 1, 0) && *turn != (1, 2, 2));
        assert_eq!(turns_made(&graph), expected);
    }
}
