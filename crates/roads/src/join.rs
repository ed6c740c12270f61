//! Several networks become one where they meet: at crossings that both know, or at places near each other.
//!
//! Everything of a network gets its prefix, so that two networks may use one name for different things; what is joined
//! keeps the name it has in the first of them. Places are joined by pairs that somebody lists, by crossings of one name,
//! and, where a distance is given, by crossings nearest to each other within it.

use crate::fault::NetworkError;
use crate::network::{Network, NodeIndex};
use crate::parts::{NodeKind, Parts};
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, IdError, Metres, PlaceId, SegmentId};

/// One of the networks to join.
#[derive(Clone, Copy, Debug)]
pub struct Joint<'n> {
    /// The network.
    pub network: &'n Network,
    /// Put before each of its names; may be empty.
    pub prefix: &'n str,
}

/// By what places are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinBy {
    /// Places of the first and the second network, by their names there.
    pub pairs: Vec<(PlaceId, PlaceId)>,
    /// Crossings this near to each other are one.
    pub within: Option<Metres>,
}

/// What was joined and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Places of the joined network that stand for two, with the name of the one that is gone.
    pub places: Vec<(PlaceId, PlaceId)>,
    /// Crossings of either network that nothing was joined to.
    pub apart: Vec<PlaceId>,
}

/// Why networks do not join.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// No place of one is a place of the other.
    #[error("no crossing joins the two networks: {one} crossings in the first, {other} in the second, none in common")]
    NoCrossing {
        /// Crossings of the first.
        one: usize,
        /// Crossings of the second.
        other: usize,
    },
    /// A pair names what is not there.
    #[error("place `{place}` of the pairs is not in its network")]
    NoPlace {
        /// The place.
        place: PlaceId,
    },
    /// A name with its prefix is no name.
    #[error("a name is none with its prefix")]
    Id(#[from] IdError),
    /// Both have the same names, and no prefix tells them apart.
    #[error("the networks do not fit together: {0}")]
    Network(#[from] NetworkError),
}

/// Joins two networks; what comes of it may be joined to a third.
pub fn join(one: Joint<'_>, other: Joint<'_>, by: &JoinBy) -> Result<(Network, Joined), JoinError> {
    let pairs = pairs(one.network, other.network, by)?;
    let crossings = |network: &Network| network.nodes().filter(|node| node.kind() == NodeKind::Crossing).count();
    if pairs.is_empty() {
        return Err(JoinError::NoCrossing { one: crossings(one.network), other: crossings(other.network) });
    }
    let mut parts = renamed(one, &BTreeMap::new())?;
    let mut kept: BTreeMap<PlaceId, PlaceId> = BTreeMap::new();
    let mut joined = Joined::default();
    for (here, there) in &pairs {
        let (mine, theirs) = (one.network.node_at(*here).place(), other.network.node_at(*there).place());
        let mine = PlaceId::new(format!("{}{mine}", one.prefix))?;
        joined.places.push((mine.clone(), theirs.clone()));
        kept.insert(theirs, mine);
    }
    let gone: BTreeSet<PlaceId> = joined.places.iter().map(|(mine, _)| mine.clone()).collect();
    let mut rest = renamed(other, &kept)?;
    rest.nodes.retain(|node| !gone.contains(&node.place));
    let mine: BTreeSet<NodeIndex> = pairs.iter().map(|(here, _)| *here).collect();
    let theirs: BTreeSet<NodeIndex> = pairs.iter().map(|(_, there)| *there).collect();
    for (joint, met) in [(one, mine), (other, theirs)] {
        let alone =
            joint.network.nodes().filter(|node| node.kind() == NodeKind::Crossing && !met.contains(&node.index()));
        joined.apart.extend(alone.map(|node| node.place()));
    }
    parts.nodes.append(&mut rest.nodes);
    parts.segments.append(&mut rest.segments);
    parts.turns.append(&mut rest.turns);
    Ok((Network::build(parts)?, joined))
}

/// Places that are one, each at most once.
fn pairs(one: &Network, other: &Network, by: &JoinBy) -> Result<Vec<(NodeIndex, NodeIndex)>, JoinError> {
    let mut pairs: Vec<(NodeIndex, NodeIndex)> = Vec::new();
    let mut taken: (BTreeSet<NodeIndex>, BTreeSet<NodeIndex>) = Default::default();
    let mut pair = |here: NodeIndex, there: NodeIndex| {
        if !taken.0.contains(&here) && !taken.1.contains(&there) {
            taken.0.insert(here);
            taken.1.insert(there);
            pairs.push((here, there));
        }
    };
    let known = |network: &Network, place: &PlaceId| {
        network.node(place).map(|node| node.index()).ok_or_else(|| JoinError::NoPlace { place: place.clone() })
    };
    for (here, there) in &by.pairs {
        pair(known(one, here)?, known(other, there)?);
    }
    let crossings = || one.nodes().filter(|node| node.kind() == NodeKind::Crossing);
    for node in crossings() {
        let same = other.node(&node.place()).filter(|node| node.kind() == NodeKind::Crossing);
        if let Some(there) = same {
            pair(node.index(), there.index());
        }
    }
    if let Some(within) = by.within {
        let mut near: Vec<(Metres, NodeIndex, NodeIndex)> = Vec::new();
        for node in crossings() {
            let around = other.nodes_near(node.point()).take_while(|(_, far)| *far <= within);
            let crossings = around.filter(|(node, _)| node.kind() == NodeKind::Crossing);
            near.extend(crossings.map(|(there, far)| (far, node.index(), there.index())));
        }
        near.sort_unstable();
        near.into_iter().for_each(|(_, here, there)| pair(here, there));
    }
    Ok(pairs)
}

/// Parts under their prefix, or under the name they are joined by.
fn renamed(joint: Joint<'_>, kept: &BTreeMap<PlaceId, PlaceId>) -> Result<Parts, IdError> {
    let prefix = joint.prefix;
    let place = |id: &PlaceId| match kept.get(id) {
        Some(mine) => Ok(mine.clone()),
        None => PlaceId::new(format!("{prefix}{id}")),
    };
    let segment = |id: &SegmentId| SegmentId::new(format!("{prefix}{id}"));
    let mut parts = joint.network.to_parts();
    for node in &mut parts.nodes {
        node.place = place(&node.place)?;
    }
    for one in &mut parts.segments {
        one.segment = segment(&one.segment)?;
        one.from = place(&one.from)?;
        one.to = place(&one.to)?;
        for axis in &mut one.axes {
            *axis = AxisId::new(format!("{prefix}{axis}"))?;
        }
    }
    for turn in &mut parts.turns {
        turn.from = segment(&turn.from)?;
        turn.via = place(&turn.via)?;
        turn.to = segment(&turn.to)?;
    }
    Ok(parts)
}
