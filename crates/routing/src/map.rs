//! A network as one vehicle finds it under what is known: the graph, and what each segment costs.

use crate::cost::{Cost, Costs};
use crate::topology::{NodeTurn, Piece, Topology};
use crate::vehicle::{Barred, Vehicle};
use roads::{Conditions, Network, Passability, Season, Segment, Weights, driving_time};
use std::collections::BTreeSet;
use units::{Kmh, SegmentId};

/// Who asks, and what may not be used whatever its state.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The vehicle; without one, every road is driven at its own speed and nothing bars.
    pub vehicle: Option<&'a Vehicle>,
    /// The season asked about.
    pub season: Season,
    /// Exposure of states, and the fastest anybody drives.
    pub weights: &'a Weights,
    /// Segments that are not to be used.
    pub forbidden: &'a BTreeSet<SegmentId>,
}

/// Why a segment is not used, or is dear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Its state.
    State(Passability),
    /// The vehicle does not fit.
    Barred(Barred),
    /// It was forbidden by whoever asked.
    Forbidden,
}

/// The graph of a network, turns included. Pieces are the network's segments, by number.
pub fn topology(network: &Network) -> Topology {
    let piece = |segment: Segment<'_>| Piece { from: segment.tail().0, to: segment.head().0, oneway: segment.oneway() };
    let pieces: Vec<Piece> = network.segments().map(piece).collect();
    let turn = |(from, via, to, only): (roads::SegmentIndex, roads::NodeIndex, roads::SegmentIndex, bool)| NodeTurn {
        via: via.0,
        from: from.0,
        to: to.0,
        only,
    };
    let turns: Vec<NodeTurn> = network.turns().map(turn).collect();
    Topology::new(u32::try_from(network.node_count()).unwrap_or(u32::MAX), &pieces, &turns)
}

impl Terms<'_> {
    /// What each segment costs as it is.
    pub fn costs(&self, network: &Network, conditions: &Conditions) -> Costs {
        network.segments().map(|segment| self.cost(segment, conditions)).collect()
    }

    /// What each segment would cost if it were open, without danger, and fit for the vehicle.
    pub fn free_costs(&self, network: &Network) -> Costs {
        network.segments().map(|segment| Self::driven(segment, self.free_speed(segment))).collect()
    }

    /// Why a segment is closed to whoever asks, or exposes it; nothing where it is simply open.
    pub fn reason(&self, segment: Segment<'_>, conditions: &Conditions) -> Option<Reason> {
        if self.forbidden.contains(&segment.id()) {
            return Some(Reason::Forbidden);
        }
        if let Err(barred) = self.speed(segment) {
            return Some(Reason::Barred(barred));
        }
        let state = conditions.of(&segment.id());
        (state != Passability::Open).then_some(Reason::State(state))
    }

    fn cost(&self, segment: Segment<'_>, conditions: &Conditions) -> Option<Cost> {
        if !self.forbidden.is_empty() && self.forbidden.contains(&segment.id()) {
            return None;
        }
        let driven = Self::driven(segment, self.speed(segment).ok()?)?;
        let share = self.weights.share(conditions.of(&segment.id()))?;
        let exposure = share.of(units::Deciseconds::new(driven.time.into()));
        Some(Cost { exposure: u32::try_from(exposure.get()).ok()?, ..driven })
    }

    fn speed(&self, segment: Segment<'_>) -> Result<Kmh, Barred> {
        let own = segment.speed().min(self.weights.speed_cap);
        match self.vehicle {
            Some(vehicle) => vehicle.on(&segment.road(), segment.surface(), own, self.season),
            None => Ok(own),
        }
    }

    /// Speed were the road fit for the vehicle: as on it, else the road's own.
    fn free_speed(&self, segment: Segment<'_>) -> Kmh {
        self.speed(segment).unwrap_or_else(|_| segment.speed().min(self.weights.speed_cap))
    }

    fn driven(segment: Segment<'_>, speed: Kmh) -> Option<Cost> {
        let time = driving_time(segment.length(), speed)?;
        Some(Cost { time: u32::try_from(time.get()).ok()?, exposure: 0 })
    }
}
