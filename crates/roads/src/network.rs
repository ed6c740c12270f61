//! Places, segments and axes that fit together.

use crate::names::Names;
use crate::road::{Road, Turn};
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, Kmh, Metres, PlaceId, Point, SegmentId};

/// Longest segment accepted: no road of the region is longer between two named places.
pub const LENGTH_MAX: Metres = Metres::new(2_000_000);

/// Fastest speed accepted; no column marches faster.
pub const SPEED_MAX: Kmh = Kmh::new(200);

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A settlement.
    Town,
    /// A fork, well, pass or ford.
    Junction,
    /// A border point.
    Crossing,
    /// A depot or base.
    Site,
}

/// What a road is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// Tarmac.
    Paved,
    /// Graded gravel.
    Gravel,
    /// Wheel tracks on firm ground.
    Track,
    /// Sand.
    Sand,
}

macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal,)* }) => {
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used in files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Reads the word used in files.
            pub fn read(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! { NodeKind { Town = "town", Junction = "junction", Crossing = "crossing", Site = "site", } }
words! { Surface { Paved = "paved", Gravel = "gravel", Track = "track", Sand = "sand", } }

/// A place where segments meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its identity.
    pub place: PlaceId,
    /// Where it is.
    pub point: Point,
    /// What it is.
    pub kind: NodeKind,
    /// Its name.
    pub names: Names,
}

/// What a segment is made from, before its rules are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentParts {
    /// Its identity.
    pub segment: SegmentId,
    /// One end.
    pub from: PlaceId,
    /// The other end.
    pub to: PlaceId,
    /// How long it is; 1 to [`LENGTH_MAX`].
    pub length: Metres,
    /// What it is made of.
    pub surface: Surface,
    /// Lanes; 1 means a defile where columns cannot pass each other.
    pub lanes: u8,
    /// Speed on it; 1 to [`SPEED_MAX`].
    pub speed: Kmh,
    /// Only from `from` to `to`.
    pub oneway: bool,
    /// Class, structures and limits.
    pub road: Road,
    /// Axes it belongs to, in order of their names.
    pub axes: Vec<AxisId>,
    /// Its course on a map, ends included.
    pub line: Vec<Point>,
}

/// What a network is made from, before its rules are checked: what every import hands over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Places and junctions.
    pub nodes: Vec<Node>,
    /// Pieces of road between them.
    pub segments: Vec<SegmentParts>,
    /// Turns that may not be made.
    pub turns: Vec<Turn>,
}

/// A piece of road between two places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment(SegmentParts);

impl Segment {
    /// Its identity.
    pub fn id(&self) -> &SegmentId {
        &self.0.segment
    }
    /// One end.
    pub fn from(&self) -> &PlaceId {
        &self.0.from
    }
    /// The other end.
    pub fn to(&self) -> &PlaceId {
        &self.0.to
    }
    /// How long it is.
    pub fn length(&self) -> Metres {
        self.0.length
    }
    /// What it is made of.
    pub fn surface(&self) -> Surface {
        self.0.surface
    }
    /// Lanes; 1 means a defile.
    pub fn lanes(&self) -> u8 {
        self.0.lanes
    }
    /// Speed on it.
    pub fn speed(&self) -> Kmh {
        self.0.speed
    }
    /// Whether it may be driven only from its first end to its second.
    pub fn oneway(&self) -> bool {
        self.0.oneway
    }
    /// Class, structures and limits.
    pub fn road(&self) -> &Road {
        &self.0.road
    }
    /// Axes it belongs to.
    pub fn axes(&self) -> &[AxisId] {
        &self.0.axes
    }
    /// Its course on a map.
    pub fn line(&self) -> &[Point] {
        &self.0.line
    }
    /// The end that is not this one, where it may be driven from here.
    pub fn other_end(&self, here: &PlaceId) -> Option<&PlaceId> {
        if here == self.from() {
            Some(self.to())
        } else if here == self.to() && !self.oneway() {
            Some(self.from())
        } else {
            None
        }
    }
}

/// A named chain of segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its identity.
    pub axis: AxisId,
    /// Its segments from one end to the other.
    pub segments: Vec<SegmentId>,
    /// Its places from one end to the other: one more than segments.
    pub places: Vec<PlaceId>,
}

/// Why places and segments make no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// Two places of one name.
    #[error("place `{place}` is given twice")]
    PlaceTwice {
        /// The place.
        place: PlaceId,
    },
    /// Two segments of one name.
    #[error("segment `{segment}` is given twice")]
    SegmentTwice {
        /// The segment.
        segment: SegmentId,
    },
    /// A segment ends nowhere.
    #[error("segment `{segment}` ends at `{place}`, which is no place of the network")]
    EndMissing {
        /// The segment.
        segment: SegmentId,
        /// The end.
        place: PlaceId,
    },
    /// A segment leads back to where it begins.
    #[error("segment `{segment}` begins and ends at `{place}`")]
    Loop {
        /// The segment.
        segment: SegmentId,
        /// The place.
        place: PlaceId,
    },
    /// A segment's length is out of bounds.
    #[error("segment `{segment}` is {length} long, 1 m to {LENGTH_MAX} are accepted")]
    Length {
        /// The segment.
        segment: SegmentId,
        /// Its length.
        length: Metres,
    },
    /// A segment's speed is out of bounds.
    #[error("segment `{segment}` has a speed of {speed}, 1 km/h to {SPEED_MAX} are accepted")]
    Speed {
        /// The segment.
        segment: SegmentId,
        /// Its speed.
        speed: Kmh,
    },
    /// A segment has no lane.
    #[error("segment `{segment}` has no lane")]
    Lanes {
        /// The segment.
        segment: SegmentId,
    },
    /// Segments of an axis do not make one chain.
    #[error("axis `{axis}` is no chain: {segments} segments, and {ends} places where just one of them ends")]
    NoChain {
        /// The axis.
        axis: AxisId,
        /// How many segments name it.
        segments: usize,
        /// Places with one segment of the axis; a chain has two.
        ends: usize,
    },
}

/// Places, segments and axes that fit together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    nodes: BTreeMap<PlaceId, Node>,
    segments: BTreeMap<SegmentId, Segment>,
    axes: BTreeMap<AxisId, Axis>,
    meeting: BTreeMap<PlaceId, Vec<SegmentId>>,
}

impl Network {
    /// Checks that everything fits: ends exist, numbers are in bounds, axes are chains.
    pub fn new(
        nodes: impl IntoIterator<Item = Node>,
        segments: impl IntoIterator<Item = SegmentParts>,
    ) -> Result<Self, NetworkError> {
        let mut network = Self::default();
        for node in nodes {
            if let Some(old) = network.nodes.insert(node.place.clone(), node) {
                return Err(NetworkError::PlaceTwice { place: old.place });
            }
        }
        let mut chains: BTreeMap<AxisId, Vec<SegmentId>> = BTreeMap::new();
        for mut parts in segments {
            network.judge(&parts)?;
            parts.axes.sort();
            parts.axes.dedup();
            for axis in &parts.axes {
                chains.entry(axis.clone()).or_default().push(parts.segment.clone());
            }
            if let Some(old) = network.segments.insert(parts.segment.clone(), Segment(parts)) {
                return Err(NetworkError::SegmentTwice { segment: old.0.segment });
            }
        }
        for (id, segment) in &network.segments {
            for end in [segment.from(), segment.to()] {
                network.meeting.entry(end.clone()).or_default().push(id.clone());
            }
        }
        for (axis, members) in chains {
            let chain = network.chain(&axis, members)?;
            network.axes.insert(axis, chain);
        }
        Ok(network)
    }

    fn judge(&self, parts: &SegmentParts) -> Result<(), NetworkError> {
        let segment = || parts.segment.clone();
        for end in [&parts.from, &parts.to] {
            if !self.nodes.contains_key(end) {
                return Err(NetworkError::EndMissing { segment: segment(), place: end.clone() });
            }
        }
        if parts.from == parts.to {
            return Err(NetworkError::Loop { segment: segment(), place: parts.from.clone() });
        }
        if parts.length == Metres::ZERO || parts.length > LENGTH_MAX {
            return Err(NetworkError::Length { segment: segment(), length: parts.length });
        }
        if parts.speed == Kmh::ZERO || parts.speed > SPEED_MAX {
            return Err(NetworkError::Speed { segment: segment(), speed: parts.speed });
        }
        if parts.lanes == 0 {
            return Err(NetworkError::Lanes { segment: segment() });
        }
        Ok(())
    }

    /// Orders the segments of an axis from end to end. Of the two ends, the one from which
    /// its first segment was drawn comes first; where that tells nothing, the smaller name.
    fn chain(&self, axis: &AxisId, members: Vec<SegmentId>) -> Result<Axis, NetworkError> {
        let mut ends: BTreeMap<&PlaceId, Vec<&Segment>> = BTreeMap::new();
        for segment in members.iter().filter_map(|id| self.segments.get(id)) {
            ends.entry(segment.from()).or_default().push(segment);
            ends.entry(segment.to()).or_default().push(segment);
        }
        let tips: Vec<&PlaceId> = ends.iter().filter(|(_, at)| at.len() == 1).map(|(place, _)| *place).collect();
        let broken = || NetworkError::NoChain { axis: axis.clone(), segments: members.len(), ends: tips.len() };
        if tips.len() != 2 || ends.values().any(|at| at.len() > 2) {
            return Err(broken());
        }
        let first = tips.iter().find(|tip| ends[**tip][0].from() == **tip).unwrap_or(&tips[0]);
        let mut places = vec![(*first).clone()];
        let mut order: Vec<SegmentId> = Vec::new();
        let mut used = BTreeSet::new();
        let mut here: &PlaceId = first;
        while let Some(next) = ends[here].iter().find(|segment| !used.contains(segment.id())) {
            used.insert(next.id());
            order.push(next.id().clone());
            here = if next.from() == here { next.to() } else { next.from() };
            places.push(here.clone());
        }
        if order.len() != members.len() {
            return Err(broken());
        }
        Ok(Axis { axis: axis.clone(), segments: order, places })
    }

    /// Places in order of their names.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// Segments in order of their names.
    pub fn segments(&self) -> impl Iterator<Item = &Segment> {
        self.segments.values()
    }

    /// Axes in order of their names.
    pub fn axes(&self) -> impl Iterator<Item = &Axis> {
        self.axes.values()
    }

    /// The place of that name.
    pub fn node(&self, place: &PlaceId) -> Option<&Node> {
        self.nodes.get(place)
    }

    /// The segment of that name.
    pub fn segment(&self, segment: &SegmentId) -> Option<&Segment> {
        self.segments.get(segment)
    }

    /// The axis of that name.
    pub fn axis(&self, axis: &AxisId) -> Option<&Axis> {
        self.axes.get(axis)
    }

    /// Segments that end at a place, in order of their names.
    pub fn meeting(&self, place: &PlaceId) -> impl Iterator<Item = &Segment> {
        self.meeting.get(place).into_iter().flatten().filter_map(|id| self.segments.get(id))
    }
}
