//! What a network has, in numbers.

use crate::network::Network;
use crate::parts::{NodeKind, Surface};
use crate::road::{Access, RoadClass, Season};
use std::collections::BTreeMap;
use units::Metres;

/// Numbers of one network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Places of each kind that there is any of.
    pub kinds: BTreeMap<NodeKind, usize>,
    /// Places with a name.
    pub named: usize,
    /// Segments and their length, by class.
    pub classes: BTreeMap<RoadClass, (usize, Metres)>,
    /// The same by surface.
    pub surfaces: BTreeMap<Surface, (usize, Metres)>,
    /// All segments.
    pub length: Metres,
    /// Segments that may be driven one way only.
    pub oneway: usize,
    /// Segments that something limits: size, mass, load class, access, season, a barrier.
    pub limited: usize,
    /// Segments on which columns cannot pass each other.
    pub defiles: usize,
    /// Points that draw the segments.
    pub points: usize,
}

/// Counts.
pub fn info(network: &Network) -> Info {
    let mut info = Info { named: network.named_nodes().len(), ..Info::default() };
    for node in network.nodes() {
        *info.kinds.entry(node.kind()).or_default() += 1;
    }
    for segment in network.segments() {
        let (road, length) = (segment.road(), segment.length());
        let add = |(count, sum): &mut (usize, Metres)| (*count, *sum) = (*count + 1, sum.saturating_add(length));
        add(info.classes.entry(road.class).or_default());
        add(info.surfaces.entry(segment.surface()).or_default());
        info.length = info.length.saturating_add(length);
        info.oneway += usize::from(segment.oneway());
        info.defiles += usize::from(segment.lanes() == 1);
        let sizes = [road.height_max, road.width_max, road.length_max];
        let limited = sizes.iter().any(Option::is_some)
            || road.mass_max.is_some()
            || road.axle_max.is_some()
            || road.load_class.is_some()
            || road.access != Access::Public
            || road.season != Season::Always
            || road.barrier;
        info.limited += usize::from(limited);
        info.points += segment.line().len();
    }
    info
}
