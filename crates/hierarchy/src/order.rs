//! The order in which nodes are contracted, by nested dissection.
//!
//! METIS halves the graph; the smallest set of nodes that covers the cut edges separates the
//! halves and comes last; each half is ordered likewise. Halves of at most [`LEAF`] nodes are
//! ordered by least degree.
//!
//! An order is made once for a network, and kept with it: it depends on which nodes are joined,
//! never on weights. Any order gives exact routes; a poor one gives slow ones.

use crate::graph::{Graph, Lists, number};
use crate::halves::{Idx, halve};
use thiserror::Error;

/// Up to this many nodes, least degree orders better than another cut; neighbours fit in a word.
const LEAF: usize = 64;

/// Most arcs a skeleton may have: their numbers share a word with a mark.
pub const ARCS_MAX: usize = 1 << 30;

/// Why there is no order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OrderError {
    /// An order that was kept does not name each node once.
    #[error("the order names {listed} nodes, place {place} is wrong, and the graph has {nodes} nodes; order it anew")]
    NotOnce {
        /// How many it names.
        listed: usize,
        /// The first place that is missing, named twice, or unknown.
        place: usize,
        /// How many nodes there are.
        nodes: u32,
    },
    /// Contracting in this order makes more arcs than numbers allow.
    #[error("contracting in this order makes {arcs} arcs, above {ARCS_MAX}; order the graph anew, or divide it")]
    Arcs {
        /// How many.
        arcs: usize,
    },
    /// METIS refused.
    #[error("METIS could not halve a graph of {nodes} nodes and {edges} edges: {cause}")]
    Metis {
        /// Nodes of the piece.
        nodes: usize,
        /// Edges of the piece.
        edges: usize,
        /// What it said.
        cause: String,
    },
}

/// How far long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is done.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u32,
    /// Of how much.
    pub of: u32,
}

/// What takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nodes are put in order.
    Order,
}

/// Nodes of a graph by the time they are contracted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order(Vec<u32>);

impl Order {
    /// Finds an order for a graph, usually the core of [`crate::Chains`].
    ///
    /// # Errors
    ///
    /// METIS had no memory.
    pub fn of(graph: &Graph, progress: &mut dyn FnMut(Progress)) -> Result<Self, OrderError> {
        let mut work = Dissection { piece_of: vec![0; graph.nodes() as usize], order: vec![0; graph.nodes() as usize] };
        let mut pending = work.components(graph);
        let mut done = 0;
        while let Some((piece, from)) = pending.pop() {
            done += work.divide(piece, from, &mut pending)?;
            progress(Progress { stage: Stage::Order, done, of: graph.nodes() });
        }
        Ok(Self(work.order))
    }

    /// Takes an order that was kept.
    ///
    /// # Errors
    ///
    /// It does not name each of `nodes` nodes once.
    pub fn from_kept(kept: Vec<u32>, nodes: u32) -> Result<Self, OrderError> {
        let mut named = vec![false; nodes as usize];
        let wrong = |place| OrderError::NotOnce { listed: kept.len(), place, nodes };
        for (place, node) in kept.iter().enumerate() {
            match named.get_mut(*node as usize) {
                Some(named) if !*named => *named = true,
                Some(_) | None => return Err(wrong(place)),
            }
        }
        if kept.len() != nodes as usize {
            return Err(wrong(kept.len()));
        }
        Ok(Self(kept))
    }

    /// The nodes, the first to be contracted first: what is kept.
    pub fn nodes(&self) -> &[u32] {
        &self.0
    }
}

/// A part of the graph, its nodes numbered anew from 0.
struct Piece {
    /// Numbers in the graph.
    origin: Vec<u32>,
    /// Where each node's neighbours begin; one more at the end.
    first: Vec<Idx>,
    /// Neighbours, each once.
    next: Vec<Idx>,
}

impl Piece {
    fn nodes(&self) -> usize {
        self.origin.len()
    }

    fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let range = index(self.first[node])..index(self.first[node + 1]);
        self.next[range].iter().map(|next| index(*next))
    }
}

struct Dissection {
    /// Scratch: number inside the piece being made.
    piece_of: Vec<u32>,
    order: Vec<u32>,
}

/// A piece and the place in the order where it begins.
type Pending = (Piece, usize);

impl Dissection {
    /// Connected parts, each with its place in the order.
    fn components(&mut self, graph: &Graph) -> Vec<Pending> {
        let ends = graph.ends().iter().filter(|ends| ends[0] != ends[1]);
        let around = Lists::of(graph.nodes(), ends.flat_map(|&[tail, head]| [(tail, head), (head, tail)]));
        let mut seen = vec![false; graph.nodes() as usize];
        let (mut found, mut from) = (Vec::new(), 0);
        for root in 0..graph.nodes() {
            if seen[root as usize] {
                continue;
            }
            seen[root as usize] = true;
            let (mut nodes, mut at) = (vec![root], 0);
            while let Some(node) = nodes.get(at).copied() {
                at += 1;
                for next in around.at(node) {
                    if !std::mem::replace(&mut seen[*next as usize], true) {
                        nodes.push(*next);
                    }
                }
            }
            let size = nodes.len();
            nodes.sort_unstable();
            let piece = self.piece(nodes, |node| around.at(node).iter().copied(), |_| true);
            found.push((piece, from));
            from += size;
        }
        found
    }

    /// The piece of some nodes; `around` may name others, which `inside` denies.
    fn piece<I: Iterator<Item = u32>>(
        &mut self,
        origin: Vec<u32>,
        around: impl Fn(u32) -> I,
        inside: impl Fn(u32) -> bool,
    ) -> Piece {
        for (number, node) in (0..).zip(&origin) {
            self.piece_of[*node as usize] = number;
        }
        let mut piece = Piece { origin: Vec::new(), first: vec![0], next: Vec::new() };
        let mut near = Vec::new();
        for node in &origin {
            near.clear();
            near.extend(around(*node).filter(|next| inside(*next)).map(|next| self.piece_of[next as usize]));
            near.sort_unstable();
            near.dedup();
            piece.next.extend(near.iter().map(|next| short(*next as usize)));
            piece.first.push(short(piece.next.len()));
        }
        piece.origin = origin;
        piece
    }

    /// Orders a small piece; of a large one, orders what separates its halves, and leaves these.
    /// Returns how many nodes found their place.
    fn divide(&mut self, piece: Piece, from: usize, pending: &mut Vec<Pending>) -> Result<u32, OrderError> {
        if piece.nodes() <= LEAF {
            for (place, node) in by_least_degree(&piece).into_iter().enumerate() {
                self.order[from + place] = piece.origin[node];
            }
            return Ok(number(piece.nodes()));
        }
        let side = sides(&piece)?;
        let mut place = from;
        for half in [Side::One, Side::Other] {
            let nodes: Vec<usize> = (0..piece.nodes()).filter(|node| side[*node] == half).collect();
            if nodes.is_empty() {
                continue;
            }
            let part = self.half(&piece, &nodes, &side, half);
            place += nodes.len();
            pending.push((part, place - nodes.len()));
        }
        let between = (0..piece.nodes()).filter(|node| side[*node] == Side::Between);
        let count = between.map(|node| {
            self.order[place] = piece.origin[node];
            place += 1;
        });
        Ok(number(count.count()))
    }

    /// One half of a piece; `piece_of` is by its numbers here.
    fn half(&mut self, piece: &Piece, nodes: &[usize], side: &[Side], half: Side) -> Piece {
        for (number, node) in (0..).zip(nodes) {
            self.piece_of[*node] = number;
        }
        let mut part = Piece { origin: Vec::with_capacity(nodes.len()), first: vec![0], next: Vec::new() };
        for node in nodes {
            let near = piece.around(*node).filter(|next| side[*next] == half);
            part.next.extend(near.map(|next| short(self.piece_of[next] as usize)));
            part.first.push(short(part.next.len()));
            part.origin.push(piece.origin[*node]);
        }
        part
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    One,
    Other,
    Between,
}

/// Halves a piece and finds the fewest nodes that touch every cut edge.
fn sides(piece: &Piece) -> Result<Vec<Side>, OrderError> {
    let mut half = vec![0; piece.nodes()];
    halve(&piece.first, &piece.next, &mut half).map_err(|cause| OrderError::Metis {
        nodes: piece.nodes(),
        edges: piece.next.len() / 2,
        cause,
    })?;
    let mut side: Vec<Side> = half.iter().map(|half| if *half == 0 { Side::One } else { Side::Other }).collect();
    if !half.contains(&0) || !half.contains(&1) {
        // METIS found nothing to divide: let the first node go, so that this ends.
        side[0] = Side::Between;
        return Ok(side);
    }
    for node in cover(piece, &half) {
        side[node] = Side::Between;
    }
    Ok(side)
}

/// The fewest nodes that touch every edge between the halves, by König's theorem: a largest
/// matching, then what alternating paths from unmatched nodes reach.
fn cover(piece: &Piece, half: &[Idx]) -> Vec<usize> {
    let mut matching =
        Matching { piece, half, mate: vec![usize::MAX; piece.nodes()], seen: vec![0; piece.nodes()], round: 0 };
    let left: Vec<usize> =
        (0..piece.nodes()).filter(|node| half[*node] == 0 && matching.across(*node).next().is_some()).collect();
    for node in &left {
        matching.round += 1;
        matching.augment(*node);
    }
    matching.round += 1;
    for node in &left {
        if matching.mate[*node] == usize::MAX {
            matching.reach(*node);
        }
    }
    let reached = |node: usize| matching.seen[node] == matching.round;
    let from_left = left.iter().copied().filter(|node| !reached(*node));
    let from_right = (0..piece.nodes()).filter(|node| half[*node] == 1 && reached(*node));
    from_left.chain(from_right).collect()
}

/// Nodes of the two halves matched over cut edges.
struct Matching<'p> {
    piece: &'p Piece,
    half: &'p [Idx],
    mate: Vec<usize>,
    /// The round in which a node was last seen.
    seen: Vec<u32>,
    round: u32,
}

impl<'p> Matching<'p> {
    fn across(&self, node: usize) -> impl Iterator<Item = usize> + use<'p> {
        let (piece, half) = (self.piece, self.half);
        piece.around(node).filter(move |next| half[*next] != half[node])
    }

    /// Looks breadth first for an alternating path to an unmatched node, and turns it over.
    fn augment(&mut self, root: usize) {
        let mut queue = vec![(root, usize::MAX, usize::MAX)];
        let mut at = 0;
        while let Some((node, _, _)) = queue.get(at).copied() {
            for next in self.across(node) {
                if std::mem::replace(&mut self.seen[next], self.round) == self.round {
                    continue;
                }
                if self.mate[next] == usize::MAX {
                    return self.turn(&queue, at, next);
                }
                queue.push((self.mate[next], at, next));
            }
            at += 1;
        }
    }

    /// Matches along the path that led to `queue[at]` and on to `end`.
    fn turn(&mut self, queue: &[(usize, usize, usize)], mut at: usize, mut end: usize) {
        loop {
            let (node, before, by) = queue[at];
            self.mate[node] = end;
            self.mate[end] = node;
            if before == usize::MAX {
                return;
            }
            (at, end) = (before, by);
        }
    }

    /// Marks what alternating paths from a node reach.
    fn reach(&mut self, root: usize) {
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut self.seen[node], self.round) == self.round {
                continue;
            }
            for next in self.across(node) {
                if std::mem::replace(&mut self.seen[next], self.round) != self.round {
                    stack.push(self.mate[next]);
                }
            }
        }
    }
}

/// Nodes of a small piece; the one with the fewest neighbours goes first and joins them.
fn by_least_degree(piece: &Piece) -> Vec<usize> {
    let mut near: Vec<u64> =
        (0..piece.nodes()).map(|node| piece.around(node).fold(0, |all, next| all | 1 << next)).collect();
    let mut left: Vec<usize> = (0..piece.nodes()).collect();
    let mut order = Vec::with_capacity(left.len());
    while let Some(place) = (0..left.len()).min_by_key(|place| near[left[*place]].count_ones()) {
        let node = left.remove(place);
        order.push(node);
        for next in &left {
            if near[node] & 1 << next != 0 {
                near[*next] = (near[*next] | near[node]) & !(1 << node | 1 << next);
            }
        }
    }
    order
}

fn index(value: Idx) -> usize {
    usize::try_from(value).expect("METIS is handed numbers from 0 on")
}

fn short(value: usize) -> Idx {
    Idx::try_from(value).expect("EDGES_MAX keeps both directions of all edges within 31 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of streets, `side` by `side`, and as many nodes that are joined to nothing.
    fn streets(side: u32) -> Graph {
        let node = |x: u32, y: u32| y * side + x;
        let along = (0..side).flat_map(|y| (1..side).map(move |x| [node(x - 1, y), node(x, y)]));
        let across = (1..side).flat_map(|y| (0..side).map(move |x| [node(x, y - 1), node(x, y)]));
        Graph::new(side * side + side, along.chain(across).collect()).unwrap()
    }

    #[test]
    fn each_node_is_named_once_and_the_same_way_each_time() {
        for side in [0, 1, 2, 5, 30] {
            let graph = streets(side);
            let mut told = Vec::new();
            let order = Order::of(&graph, &mut |progress| told.push((progress.done, progress.of))).unwrap();
            assert_eq!(Order::from_kept(order.nodes().to_vec(), graph.nodes()), Ok(order.clone()));
            assert_eq!(Order::of(&graph, &mut |_| {}), Ok(order));
            assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0));
            assert_eq!(told.last().copied().unwrap_or((0, 0)), (graph.nodes(), graph.nodes()));
        }
    }

    #[test]
    fn what_separates_the_halves_comes_last() {
        let side = 30;
        let order = Order::of(&streets(side), &mut |_| {}).unwrap();
        let last = order.nodes().iter().rev().filter(|node| **node < side * side);
        let mut open = vec![true; (side * side) as usize];
        last.take(side as usize * 3 / 2).for_each(|node| open[*node as usize] = false);
        let (mut seen, mut largest) = (vec![false; open.len()], 0);
        for root in (0..open.len()).filter(|node| open[*node]) {
            let (mut stack, mut size) = (vec![root], 0);
            while let Some(node) = stack.pop() {
                if !open[node] || std::mem::replace(&mut seen[node], true) {
                    continue;
                }
                size += 1;
                let (x, wide) = (node % 30, 30);
                stack.extend((x > 0).then(|| node - 1).into_iter().chain((x < 29).then_some(node + 1)));
                stack.extend(
                    node.checked_sub(wide).into_iter().chain(Some(node + wide).filter(|next| *next < open.len())),
                );
            }
            largest = largest.max(size);
        }
        assert!(largest < 700, "a part of {largest} nodes is left of 900");
    }

    #[test]
    fn an_order_that_was_kept_names_each_node_once() {
        let error = |kept: &[u32]| Order::from_kept(kept.to_vec(), 3).unwrap_err().to_string();
        let said = |listed, place| {
            format!("the order names {listed} nodes, place {place} is wrong, and the graph has 3 nodes; order it anew")
        };
        assert_eq!(error(&[0, 1, 1]), said(3, 2));
        assert_eq!(error(&[3, 1, 2]), said(3, 0));
        assert_eq!(error(&[0, 1]), said(2, 2));
    }
}
