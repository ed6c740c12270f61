//! Where routes begin and end: any nodes of the graph, brought to the core over their chains.

use crate::chains::{Place, add};
use crate::graph::{CLOSED, GraphError};
use crate::metric::Metric;
use crate::skeleton::Skeleton;
use std::ops::Range;

/// Where a route may begin or end, and what that costs in each lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End<const K: usize> {
    /// A node of the graph.
    pub node: u32,
    /// Weight before a route's first edge, or after its last; [`CLOSED`] denies the lane.
    pub weights: [u32; K],
}

impl<const K: usize> From<u32> for End<K> {
    fn from(node: u32) -> Self {
        Self { node, weights: [0; K] }
    }
}

/// The two sides of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    From,
    To,
}

/// An end as the core sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seed<const K: usize> {
    pub(crate) rank: u32,
    pub(crate) weights: [u32; K],
    pub(crate) side: Side,
    /// Links between the end and the core node.
    pub(crate) links: Range<u32>,
    /// These are passed as the chain runs, in the direction of travel.
    pub(crate) forwards: bool,
    /// The node of the graph.
    pub(crate) node: u32,
}

/// A way from end to end inside one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Inside<const K: usize> {
    pub(crate) weights: [u32; K],
    pub(crate) links: Range<u32>,
    pub(crate) forwards: bool,
    pub(crate) node: u32,
}

/// What one or two core nodes see of an end.
///
/// # Errors
///
/// The node does not exist.
pub(crate) fn seeds<const K: usize>(
    skeleton: &Skeleton,
    metric: &Metric<K>,
    end: &End<K>,
    side: Side,
    seeds: &mut Vec<Seed<K>>,
) -> Result<(), GraphError> {
    let chains = skeleton.chains();
    chains.graph().check(end.node)?;
    let (node, given) = (end.node, end.weights.map(|weight| weight.min(CLOSED)));
    match chains.place(node) {
        Place::Core(core) => {
            seeds.push(Seed { rank: skeleton.rank(core), weights: given, side, links: 0..0, forwards: true, node });
        }
        Place::Inside { chain, link } => {
            let (span, [tail, head]) = (chains.span(chain), chains.ends(chain).map(|core| skeleton.rank(core)));
            let (before, behind) = (span.start..link, link..span.end);
            let to_tail = metric.along(skeleton, before.clone());
            let to_head = metric.along(skeleton, behind.clone());
            let (by_tail, by_head) = match side {
                Side::From => (to_tail.backward, to_head.forward),
                Side::To => (to_tail.forward, to_head.backward),
            };
            let mut seed = |rank, weights, links, forwards| {
                seeds.push(Seed { rank, weights: add(given, &weights), side, links, forwards, node });
            };
            seed(tail, by_tail, before, side == Side::To);
            seed(head, by_head, behind, side == Side::From);
        }
    }
    Ok(())
}

/// The way between two ends that does not leave their chain, if they share one.
pub(crate) fn inside<const K: usize>(
    skeleton: &Skeleton,
    metric: &Metric<K>,
    from: &End<K>,
    to: &End<K>,
) -> Option<Inside<K>> {
    let chains = skeleton.chains();
    let (Place::Inside { chain, link }, Place::Inside { chain: other, link: end }) =
        (chains.place(from.node), chains.place(to.node))
    else {
        return None;
    };
    if chain != other {
        return None;
    }
    let forwards = link <= end;
    let links = link.min(end)..link.max(end);
    let sum = metric.along(skeleton, links.clone());
    let given = add(from.weights.map(|weight| weight.min(CLOSED)), &to.weights.map(|weight| weight.min(CLOSED)));
    let weights = add(given, if forwards { &sum.forward } else { &sum.backward });
    Some(Inside { weights, links, forwards, node: from.node })
}
