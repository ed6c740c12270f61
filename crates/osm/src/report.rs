//! What an import came to: everything read, left out, or not understood, counted.

use crate::tags::node::PlaceKind;
use crate::tags::road::LeftOut;
use roads::Names;
use std::collections::BTreeMap;
use units::Point;

/// Counts of an import; nothing is passed over in silence.
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Report {
    /// Nodes in the file, read or not.
    #[n(0)]
    pub nodes: u64,
    /// Ways in the file.
    #[n(1)]
    pub ways: u64,
    /// Relations in the file.
    #[n(2)]
    pub relations: u64,
    /// Ways that are roads for lorries.
    #[n(3)]
    pub roads: u64,
    /// Ways with a highway tag, and ferries, that are not, by reason.
    #[n(4)]
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Values of tags that were not understood, by key.
    #[n(5)]
    pub unread: BTreeMap<String, Unread>,
    /// Roads with a rule that holds only at times (`maxspeed:conditional`), which is not obeyed.
    #[n(6)]
    pub conditional: u64,
    /// What is odd about roads and their nodes.
    #[n(7)]
    pub oddities: Oddities,
    /// Turn restrictions.
    #[n(8)]
    pub turns: TurnCounts,
    /// Settlements and border posts with a node of a road, by kind.
    #[n(9)]
    pub places: BTreeMap<PlaceKind, u64>,
}

/// Values of one key that were not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Unread {
    /// How often.
    #[n(0)]
    pub count: u64,
    /// Up to five different ones, each cut to 80 bytes.
    #[n(1)]
    pub examples: Vec<String>,
}

/// What is odd about roads and their nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Oddities {
    /// Ways given again with an id that another has; the first one counts.
    #[n(0)]
    pub ways_twice: u64,
    /// Nodes of roads given again; the first one counts.
    #[n(1)]
    pub nodes_twice: u64,
    /// Nodes of roads that are not in the file, or lie nowhere on the globe.
    #[n(2)]
    pub nodes_missing: u64,
    /// Roads that lost a part to such a node.
    #[n(3)]
    pub roads_cut_short: u64,
    /// Roads of which nothing was left: less than two nodes that differ.
    #[n(4)]
    pub roads_without_length: u64,
    /// Times a road names the same node twice in a row; counted once.
    #[n(5)]
    pub nodes_repeated: u64,
    /// Segments between two nodes at the same place; they are 1 m long.
    #[n(6)]
    pub segments_without_length: u64,
    /// Segments longer than a stretch, because no node lies on them where they could be cut.
    #[n(7)]
    pub segments_beyond_stretch: u64,
    /// Segments left out because they are longer than a network accepts.
    #[n(8)]
    pub segments_too_long: u64,
    /// Nodes where something stands that lorries do not get past.
    #[n(9)]
    pub blocked: u64,
    /// Those of them where so many segments meet that their turns are not forbidden one by one.
    #[n(10)]
    pub blocked_junctions: u64,
}

/// Turn restrictions, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct TurnCounts {
    /// Relations of type restriction.
    #[n(0)]
    pub relations: u64,
    /// Those that are obeyed.
    #[n(1)]
    pub obeyed: u64,
    /// For other vehicles than lorries, or lorries are excepted.
    #[n(2)]
    pub for_others: u64,
    /// Holding only at times.
    #[n(3)]
    pub conditional: u64,
    /// Leading over a way rather than a node.
    #[n(4)]
    pub via_way: u64,
    /// Against turning back on the road one comes from, which no column does there.
    #[n(5)]
    pub u_turns: u64,
    /// Without from, via or to.
    #[n(6)]
    pub incomplete: u64,
    /// Of a kind that is not known.
    #[n(7)]
    pub unknown: u64,
    /// About a way that is no road of the network.
    #[n(8)]
    pub off_network: u64,
    /// About a road that does not end at the node, or ends there twice.
    #[n(9)]
    pub ambiguous: u64,
}

impl TurnCounts {
    pub(crate) const fn add(&mut self, other: Self) {
        self.relations += other.relations;
        self.obeyed += other.obeyed;
        self.for_others += other.for_others;
        self.conditional += other.conditional;
        self.via_way += other.via_way;
        self.u_turns += other.u_turns;
        self.incomplete += other.incomplete;
        self.unknown += other.unknown;
        self.off_network += other.off_network;
        self.ambiguous += other.ambiguous;
    }
}

/// A settlement or border post too far from every road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffNetwork {
    /// Its id in the map.
    pub id: i64,
    /// What it is.
    pub kind: PlaceKind,
    /// Where it is.
    pub point: Point,
    /// Its names.
    pub names: Names,
}
