//! What an import may be told: how long a stretch may be, how much is accepted, what is assumed.

use crate::defaults::Defaults;
use units::Metres;

/// How an import is made.
#[derive(Clone, Debug)]
pub struct Settings {
    /// A longer piece of road is cut, so that a report can name a part of it.
    pub stretch: Metres,
    /// How much is accepted.
    pub limits: Limits,
    /// What is assumed where the map says nothing.
    pub defaults: Defaults,
}

impl Default for Settings {
    /// Stretches of 20 km: half an hour on a piste, and what one report usually speaks of.
    fn default() -> Self {
        Self { stretch: Metres::new(20_000), limits: Limits::default(), defaults: Defaults::built_in() }
    }
}

/// How much of a file is accepted; memory follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Roads.
    pub roads: u64,
    /// Nodes of roads, each time a road names one.
    pub road_nodes: u64,
    /// Segments that roads are cut into; each takes about 350 bytes with its nodes.
    pub segments: u64,
    /// Settlements and border posts.
    pub places: u64,
    /// Turn restrictions.
    pub restrictions: u64,
}

impl Default for Limits {
    /// A country of three million nodes on roads, several times over, in less than 2 GB.
    fn default() -> Self {
        Self { roads: 3_000_000, road_nodes: 20_000_000, segments: 4_500_000, places: 1_000_000, restrictions: 200_000 }
    }
}
