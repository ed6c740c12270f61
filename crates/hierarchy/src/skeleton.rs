//! The skeleton: which arcs a contraction in a given order makes, whatever the weights.
//!
//! Contracting a node joins all its neighbours that come later. So the later neighbours of a
//! node are joined to each other, and all of them stand on its way to the root of the
//! elimination tree, whose parent is the first later neighbour (Dibbelt, Strasser, Wagner,
//! *Customizable Contraction Hierarchies*, 2016). Nodes are numbered by their **rank**: the
//! tree in post-order, so that everything below a node lies just before it, in memory too.
//!
//! An **arc** joins a node to a later one and is numbered by its lower end, then its upper. A
//! **triangle** under the arc `(y, z)` is a node `x` before both that is joined to both.

use crate::chains::Chains;
use crate::graph::{Lists, number};
use crate::order::{ARCS_MAX, Order, OrderError};
use std::ops::Range;

/// No node: the parent of a root.
pub(crate) const NONE: u32 = u32::MAX;

/// A graph with merged chains, contracted in an order.
#[derive(Clone, Debug)]
pub struct Skeleton {
    chains: Chains,
    /// Rank of each core node.
    rank: Vec<u32>,
    /// Core node of each rank.
    core: Vec<u32>,
    /// Where the arcs of each rank begin; one more at the end.
    first: Vec<u32>,
    /// Lower end of each arc.
    tail: Vec<u32>,
    /// Upper end of each arc.
    head: Vec<u32>,
    /// The arcs that end at each rank.
    down: Lists,
    /// The lower end of each of these.
    below: Vec<u32>,
    /// First rank in the subtree of each rank.
    subtree: Vec<u32>,
    /// The arc of each chain twice, plus one if the chain's head is the lower end; or [`NONE`].
    arc_of: Vec<u32>,
    /// The chains on each arc, coded likewise.
    chains_on: Lists,
    /// Subtrees that can be worked on side by side.
    parts: Vec<Range<u32>>,
}

/// Work is divided into about so many parts: enough for any number of threads to end together.
const PARTS: u64 = 64;

/// A chain as it lies on an arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Laid {
    /// The chain, or the arc, that is not the one asked from.
    pub(crate) number: u32,
    /// The chain's tail is the arc's upper end.
    pub(crate) reversed: bool,
}

impl Laid {
    fn of(code: u32) -> Self {
        Self { number: code >> 1, reversed: code & 1 == 1 }
    }
}

/// Two arcs from one lower node: `(x, y)` and `(x, z)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Triangle {
    pub(crate) lowest: u32,
    pub(crate) to_lower: u32,
    pub(crate) to_upper: u32,
}

impl Skeleton {
    /// Contracts the core of `chains` in the order made for it.
    ///
    /// # Errors
    ///
    /// The order is for a core of another size, or makes more than [`ARCS_MAX`] arcs.
    pub fn new(chains: Chains, order: &Order) -> Result<Self, OrderError> {
        let (listed, nodes) = (order.nodes().len(), chains.core().nodes());
        if listed != nodes as usize {
            return Err(OrderError::NotOnce { listed, place: listed.min(nodes as usize), nodes });
        }
        let contraction = Contraction::of(&chains, order);
        let arcs = contraction.heads.len();
        if arcs > ARCS_MAX {
            return Err(OrderError::Arcs { arcs });
        }
        let place = contraction.post_order();
        Ok(contraction.numbered(chains, order, &place))
    }

    /// The graph and its chains.
    pub fn chains(&self) -> &Chains {
        &self.chains
    }

    /// How many core nodes there are.
    pub fn nodes(&self) -> u32 {
        number(self.core.len())
    }

    /// How many arcs there are.
    pub fn arcs(&self) -> u32 {
        number(self.head.len())
    }

    /// How many triangles a customization visits.
    pub fn triangles(&self) -> u64 {
        (0..self.nodes()).map(|rank| self.up(rank).len() as u64).map(|arcs| arcs * arcs.saturating_sub(1) / 2).sum()
    }

    /// The most nodes from a leaf to a root of the elimination tree.
    pub fn height(&self) -> u32 {
        let mut height = vec![1; self.core.len()];
        let mut highest = 0;
        for rank in 0..self.nodes() {
            let own: u32 = height[rank as usize];
            highest = highest.max(own);
            if let Some(above) = self.parent(rank) {
                height[above as usize] = own.saturating_add(1).max(height[above as usize]);
            }
        }
        highest
    }

    /// Memory held, in bytes, chains included.
    pub fn bytes(&self) -> usize {
        let words = self.rank.len() + self.core.len() + self.first.len() + self.head.len() + self.below.len();
        let rest = (words + self.tail.len() + self.subtree.len() + self.arc_of.len()) * size_of::<u32>();
        rest + self.down.bytes() + self.chains_on.bytes() + self.chains.bytes()
    }

    pub(crate) fn rank(&self, core: u32) -> u32 {
        self.rank[core as usize]
    }

    /// Arcs that begin at a rank.
    pub(crate) fn up(&self, rank: u32) -> Range<usize> {
        self.first[rank as usize] as usize..self.first[rank as usize + 1] as usize
    }

    /// Upper ends of the arcs that begin at a rank, ascending.
    pub(crate) fn heads(&self, rank: u32) -> &[u32] {
        &self.head[self.up(rank)]
    }

    /// Arcs that begin at any of these ranks.
    pub(crate) fn arcs_of(&self, ranks: &Range<u32>) -> Range<usize> {
        self.first[ranks.start as usize] as usize..self.first[ranks.end as usize] as usize
    }

    /// The number behind the last arc that begins at a rank.
    pub(crate) fn up_end(&self, rank: u32) -> usize {
        self.first[rank as usize + 1] as usize
    }

    /// Disjoint subtrees, ascending, with similar numbers of triangles.
    pub(crate) fn parts(&self) -> &[Range<u32>] {
        &self.parts
    }

    /// Ranks that are in no part, ascending.
    pub(crate) fn above_parts(&self) -> impl Iterator<Item = u32> + '_ {
        let begins = std::iter::once(0).chain(self.parts.iter().map(|part| part.end));
        let ends = self.parts.iter().map(|part| part.start).chain([self.nodes()]);
        begins.zip(ends).flat_map(|(begin, end)| begin..end)
    }

    /// Lower end of an arc.
    pub(crate) fn tail(&self, arc: u32) -> u32 {
        self.tail[arc as usize]
    }

    /// Upper end of an arc.
    pub(crate) fn head(&self, arc: u32) -> u32 {
        self.head[arc as usize]
    }

    /// Upper ends of all arcs.
    pub(crate) fn all_heads(&self) -> &[u32] {
        &self.head
    }

    /// The arc between two ranks, the lower first.
    pub(crate) fn arc(&self, lower: u32, upper: u32) -> Option<u32> {
        let place = self.heads(lower).binary_search(&upper).ok()?;
        Some(self.first[lower as usize] + number(place))
    }

    /// The next node towards the root.
    pub(crate) fn parent(&self, rank: u32) -> Option<u32> {
        self.heads(rank).first().copied()
    }

    /// First rank of the subtree that a rank is the root of.
    pub(crate) fn subtree(&self, rank: u32) -> u32 {
        self.subtree[rank as usize]
    }

    /// Lower ends of the arcs that end at a rank, ascending, and these arcs.
    pub(crate) fn down(&self, rank: u32) -> (&[u32], &[u32]) {
        let range = self.down.range(rank);
        (&self.below[range.clone()], &self.down.items()[range])
    }

    /// Triangles under the arc between two ranks, the lower first; by their lowest node, ascending.
    pub(crate) fn triangles_under(&self, lower: u32, upper: u32) -> impl Iterator<Item = Triangle> + '_ {
        let (below_lower, to_lower) = self.down(lower);
        let (below_upper, to_upper) = self.down(upper);
        // Whatever lies below the lower end is in its subtree.
        let from = below_upper.partition_point(|rank| *rank < self.subtree(lower));
        let (mut one, mut other) = (0, from);
        std::iter::from_fn(move || {
            loop {
                let (x, w) = (*below_lower.get(one)?, *below_upper.get(other)?);
                if x == w {
                    let found = Triangle { lowest: x, to_lower: to_lower[one], to_upper: to_upper[other] };
                    (one, other) = (one + 1, other + 1);
                    return Some(found);
                }
                one += usize::from(x < w);
                other += usize::from(w < x);
            }
        })
    }

    /// The arc that a chain lies on, and whether it lies there reversed; nothing if the chain
    /// comes back to its own node.
    pub(crate) fn arc_of(&self, chain: u32) -> Option<Laid> {
        let code = self.arc_of[chain as usize];
        (code != NONE).then(|| Laid::of(code))
    }

    /// The chains on an arc, by number.
    pub(crate) fn chains_on(&self, arc: u32) -> impl Iterator<Item = Laid> + '_ {
        self.chains_on.at(arc).iter().map(|code| Laid::of(*code))
    }
}

/// Later neighbours of each node, nodes numbered by the order given.
struct Contraction {
    first: Vec<usize>,
    heads: Vec<u32>,
}

impl Contraction {
    fn of(chains: &Chains, order: &Order) -> Self {
        let mut turn = vec![0; order.nodes().len()];
        for (place, node) in (0..).zip(order.nodes()) {
            turn[*node as usize] = place;
        }
        let nodes = number(turn.len());
        let joined = chains.core().ends().iter().map(|ends| ends.map(|node| turn[node as usize]));
        let joined = joined.filter(|ends| ends[0] != ends[1]);
        let later = Lists::of(nodes, joined.map(|ends| (ends[0].min(ends[1]), ends[0].max(ends[1]))));
        let mut made = Self { first: vec![0], heads: Vec::with_capacity(later.items().len() * 4) };
        // Children by parent: the last child found, and each child's sibling.
        let (mut child, mut sibling) = (vec![NONE; turn.len()], vec![NONE; turn.len()]);
        let mut seen = vec![NONE; turn.len()];
        for node in 0..nodes {
            made.contract(node, later.at(node), child[node as usize], &sibling, &mut seen);
            if let Some(parent) = made.heads.get(made.first[node as usize]) {
                sibling[node as usize] = std::mem::replace(&mut child[*parent as usize], node);
            }
        }
        made
    }

    /// Later neighbours of a node: its own, and those of its children.
    fn contract(&mut self, node: u32, own: &[u32], mut child: u32, sibling: &[u32], seen: &mut [u32]) {
        let begin = self.heads.len();
        seen[node as usize] = node;
        for head in own {
            if std::mem::replace(&mut seen[*head as usize], node) != node {
                self.heads.push(*head);
            }
        }
        while child != NONE {
            for place in self.first[child as usize]..self.first[child as usize + 1] {
                let head = self.heads[place];
                if std::mem::replace(&mut seen[head as usize], node) != node {
                    self.heads.push(head);
                }
            }
            child = sibling[child as usize];
        }
        self.heads[begin..].sort_unstable();
        self.first.push(self.heads.len());
    }

    fn heads(&self, node: usize) -> &[u32] {
        &self.heads[self.first[node]..self.first[node + 1]]
    }

    /// The place of each node in the elimination tree's post-order.
    fn post_order(&self) -> Vec<u32> {
        let nodes = self.first.len() - 1;
        // Sizes of subtrees, then places handed down from each node to its children.
        let mut size = vec![1; nodes];
        for node in 0..nodes {
            if let Some(parent) = self.heads(node).first() {
                size[*parent as usize] += size[node];
            }
        }
        let mut place = vec![0; nodes];
        // The place behind the last subtree that was handed out below each node, from above.
        let mut end = vec![0; nodes];
        let mut roots_end = number(nodes);
        for node in (0..nodes).rev() {
            let end_here = match self.heads(node).first() {
                Some(parent) => &mut end[*parent as usize],
                None => &mut roots_end,
            };
            place[node] = *end_here - 1;
            *end_here -= size[node];
            end[node] = place[node];
        }
        place
    }

    fn numbered(self, chains: Chains, order: &Order, place: &[u32]) -> Skeleton {
        let mut at = vec![0_u32; place.len()];
        for (node, rank) in (0..).zip(place) {
            at[*rank as usize] = node;
        }
        let core: Vec<u32> = at.iter().map(|node| order.nodes()[*node as usize]).collect();
        let mut rank = vec![0; core.len()];
        for (number, node) in (0..).zip(&core) {
            rank[*node as usize] = number;
        }
        let (mut first, mut head) = (vec![0], Vec::with_capacity(self.heads.len()));
        let mut tail = Vec::with_capacity(self.heads.len());
        let mut subtree: Vec<u32> = (0..number(at.len())).collect();
        for (lower, node) in (0..).zip(&at) {
            // All stand on one way to the root, so their order is the same in post-order.
            head.extend(self.heads(*node as usize).iter().map(|head| place[*head as usize]));
            tail.resize(head.len(), lower);
            first.push(number(head.len()));
            if let Some(parent) = self.heads(*node as usize).first() {
                let parent = place[*parent as usize] as usize;
                subtree[parent] = subtree[parent].min(subtree[lower as usize]);
            }
        }
        drop(self);
        let down = Lists::of(number(core.len()), head.iter().copied().zip(0..));
        let below = down.items().iter().map(|arc| tail[*arc as usize]).collect();
        let (arc_of, chains_on, parts) = (Vec::new(), Lists::default(), Vec::new());
        let mut made =
            Skeleton { chains, rank, core, first, tail, head, down, below, subtree, arc_of, chains_on, parts };
        made.lay_chains();
        made.divide();
        made
    }
}

impl Skeleton {
    fn lay_chains(&mut self) {
        let lay = |ends: &[u32; 2]| {
            let [tail, head] = ends.map(|core| self.rank(core));
            let arc = self.arc(tail.min(head), tail.max(head));
            arc.map_or(NONE, |arc| arc << 1 | u32::from(head < tail))
        };
        self.arc_of = self.chains.core().ends().iter().map(lay).collect();
        let laid = (0..).zip(&self.arc_of).filter(|(_, code)| **code != NONE);
        self.chains_on = Lists::of(self.arcs(), laid.map(|(chain, code): (u32, _)| (code >> 1, chain << 1 | code & 1)));
    }
}

impl Skeleton {
    /// Finds the largest subtrees with at most their share of the triangles.
    fn divide(&mut self) {
        let mut work = vec![0; self.core.len()];
        for rank in 0..self.nodes() {
            for (others, head) in self.heads(rank).iter().rev().enumerate() {
                work[*head as usize] += others as u64;
            }
        }
        for rank in 0..self.nodes() {
            if let Some(parent) = self.parent(rank) {
                work[parent as usize] += work[rank as usize];
            }
        }
        let share = self.triangles() / PARTS + 1;
        let small = |rank: u32| work[rank as usize] <= share;
        let roots = (0..self.nodes()).filter(|rank| small(*rank) && !self.parent(*rank).is_some_and(small));
        self.parts = roots.map(|root| self.subtree(root)..root + 1).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;

    fn contracted(nodes: u32, ends: &[[u32; 2]], order: &[u32]) -> Skeleton {
        let keep: Vec<u32> = (0..nodes).collect();
        let chains = Chains::merge(Graph::new(nodes, ends.to_vec()).unwrap(), &keep).unwrap();
        Skeleton::new(chains, &Order::from_kept(order.to_vec(), nodes).unwrap()).unwrap()
    }

    #[test]
    fn contracting_a_node_joins_its_later_neighbours() {
        // A star: its middle first joins all leaves, its middle last joins none.
        let star = [[0, 1], [0, 2], [0, 3]];
        let (first, last) = (contracted(4, &star, &[0, 1, 2, 3]), contracted(4, &star, &[1, 2, 3, 0]));
        assert_eq!((first.arcs(), first.triangles(), first.height()), (6, 4, 4));
        assert_eq!((last.arcs(), last.triangles(), last.height()), (3, 0, 2));
    }

    #[test]
    fn subtrees_lie_together() {
        // A line of seven, halved and halved again.
        let line: Vec<[u32; 2]> = (0..6).map(|node| [node, node + 1]).collect();
        let skeleton = contracted(7, &line, &[0, 4, 2, 6, 1, 5, 3]);
        let subtrees: Vec<(u32, u32)> =
            (0..7).map(|rank| (skeleton.core[rank as usize], skeleton.subtree(rank))).collect();
        assert_eq!(subtrees, [(0, 0), (2, 1), (1, 0), (4, 3), (6, 4), (5, 3), (3, 0)]);
        assert_eq!(skeleton.parent(6), None);
    }

    #[test]
    fn triangles_are_found_from_their_upper_arc() {
        let skeleton = contracted(4, &[[0, 1], [0, 2], [0, 3]], &[0, 1, 2, 3]);
        let under: Vec<u32> = skeleton.triangles_under(2, 3).map(|triangle| triangle.lowest).collect();
        assert_eq!(under, [0, 1]);
    }

    #[test]
    fn an_order_of_another_size_is_refused() {
        let chains = Chains::merge(Graph::new(3, vec![[0, 1]]).unwrap(), &[]).unwrap();
        let order = Order::from_kept(vec![1, 0], 2).unwrap();
        assert_eq!(
            Skeleton::new(chains, &order).unwrap_err().to_string(),
            "the order names 2 nodes, place 2 is wrong, and the graph has 3 nodes; order it anew"
        );
    }
}
