//! What lies between two islands of a network: places that no road joins.

use crate::distance::distance;
use crate::groups::joined;
use crate::network::{Network, NodeIndex};
use units::{Metres, PlaceId};

/// The narrowest gap between the islands of two places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// A place of the first island.
    pub near: PlaceId,
    /// The place of the other that is nearest to it.
    pub far: PlaceId,
    /// How far they lie apart.
    pub distance: Metres,
    /// Places of the first island and of the other.
    pub places: [usize; 2],
}

/// The gap between the islands of two places; none where roads join them, one-way roads counted both ways.
pub fn gap(network: &Network, from: NodeIndex, to: NodeIndex) -> Option<Gap> {
    let groups = joined(network);
    let [one, other] = [from, to].map(|place| groups.of[place.at()]);
    if one == other {
        return None;
    }
    let sizes = [one, other].map(|group| groups.sizes[group as usize]);
    // From the smaller island fewer places have to look around.
    let (inner, outer) = if sizes[0] <= sizes[1] { (one, other) } else { (other, one) };
    let direct = distance(network.node_at(from).point(), network.node_at(to).point());
    let (mut best, mut pair) = (direct, (from, to));
    for node in network.nodes().filter(|node| groups.of[node.index().at()] == inner) {
        let near = network.nodes_near(node.point()).take_while(|(_, away)| *away < best);
        let mut across = near.filter(|(other, _)| groups.of[other.index().at()] == outer);
        if let Some((found, away)) = across.next() {
            best = away;
            pair = if inner == one { (node.index(), found.index()) } else { (found.index(), node.index()) };
        }
    }
    let place = |node: NodeIndex| network.node_at(node).place();
    Some(Gap { near: place(pair.0), far: place(pair.1), distance: best, places: sizes })
}
