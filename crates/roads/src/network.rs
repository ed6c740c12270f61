//! Places, segments and axes that fit together: the columns of a network file, and handles into them.
//!
//! Places, segments and axes are numbered in order of their names, from 0; a number holds for one network only.
//! A network is built from [`Parts`](crate::Parts) or opened from the bytes of a file; both are the same bytes.

use crate::axes::Axis;
use crate::fault::NetworkError;
use crate::file::{
    Corner, FileError, Provenance, ProvenanceError, SECTIONS, Section, Sections, TurnRecord, open, provenance,
    provenance_sections, range, seal,
};
use crate::handles::{NodeRef, Segment};
use crate::parts::{Node, Parts, SegmentParts};
use crate::road::Turn;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use units::{AxisId, PlaceId, Point, SegmentId};
use zerocopy::byteorder::little_endian::U32;
use zerocopy::{FromBytes, Immutable, KnownLayout};

/// Number of a place within one network, in order of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIndex(pub u32);

/// Number of a segment within one network, in order of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentIndex(pub u32);

impl NodeIndex {
    /// As an index into a list of as many entries as there are places.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

impl SegmentIndex {
    /// As an index into a list of as many entries as there are segments.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Why a list is no order of a network's places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the order has {entries} entries for {nodes} places, or one of them twice")]
pub struct OrderError {
    /// Entries of the list.
    pub entries: usize,
    /// Places of the network.
    pub nodes: usize,
}

/// Bytes that many may hold: a vector, or a mapped file.
pub type SharedBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Places, segments, axes and turns that fit together.
#[derive(Clone)]
pub struct Network {
    bytes: SharedBytes,
    sections: [Range<usize>; SECTIONS],
}

impl PartialEq for Network {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Network {}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Network {{ {} places, {} segments }}", self.node_count(), self.segment_count())
    }
}

impl Default for Network {
    fn default() -> Self {
        Self::of_sections(Sections::default())
    }
}

impl Network {
    /// Checks that everything fits: ends exist, numbers are in bounds, axes are chains.
    pub fn new(
        nodes: impl IntoIterator<Item = Node>,
        segments: impl IntoIterator<Item = SegmentParts>,
    ) -> Result<Self, NetworkError> {
        let parts =
            Parts { nodes: nodes.into_iter().collect(), segments: segments.into_iter().collect(), turns: Vec::new() };
        Self::build(parts)
    }

    /// The same, with turns; as much memory as parts and columns take together.
    pub fn build(parts: Parts) -> Result<Self, NetworkError> {
        crate::build::build(parts).map(Self::of_sections)
    }

    /// Opens the bytes of a network file, which stay where they are; judges every number in them once.
    pub fn open(bytes: SharedBytes) -> Result<Self, FileError> {
        let sections = open((*bytes).as_ref())?;
        Ok(Self { bytes, sections })
    }

    /// The network of sections that we made.
    pub(crate) fn of_sections(sections: Sections<'_>) -> Self {
        let bytes: SharedBytes = Arc::new(seal(sections));
        let sections = crate::file::table((*bytes).as_ref()).expect("a table that was just written");
        Self { bytes, sections }
    }

    /// The bytes of its file.
    pub fn as_bytes(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// Where it comes from.
    pub fn provenance(&self) -> Provenance {
        provenance(|section| self.section(section)).unwrap_or_default()
    }

    /// The same network, from there.
    pub fn with_provenance(&self, of: &Provenance) -> Result<Self, ProvenanceError> {
        let mut sections = self.sections();
        provenance_sections(&mut sections, of)?;
        Ok(Self::of_sections(sections))
    }

    /// An order of places that somebody stored with the network; empty where there is none.
    pub fn order(&self) -> Vec<u32> {
        self.numbers(Section::Order).iter().map(|number| number.get()).collect()
    }

    /// The same network with an order of its places, each once.
    pub fn with_order(&self, order: &[u32]) -> Result<Self, OrderError> {
        if !crate::file::is_order(order.iter().copied(), self.node_count()) {
            return Err(OrderError { entries: order.len(), nodes: self.node_count() });
        }
        let mut sections = self.sections();
        sections.replace(Section::Order, order.iter().flat_map(|number| number.to_le_bytes()).collect());
        Ok(Self::of_sections(sections))
    }

    /// Its sections, to replace some.
    pub(crate) fn sections(&self) -> Sections<'_> {
        Sections::of(|section| self.section(section))
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        &self.as_bytes()[self.sections[section as usize].clone()]
    }

    /// A section as its records.
    pub(crate) fn records<T: FromBytes + Immutable + KnownLayout + zerocopy::Unaligned>(
        &self,
        section: Section,
    ) -> &[T] {
        <[T]>::ref_from_bytes(self.section(section)).expect("judged when the network was opened")
    }

    pub(crate) fn numbers(&self, section: Section) -> &[U32] {
        self.records(section)
    }

    pub(crate) fn text(&self, ends: Section, pool: Section, at: usize) -> &str {
        let bytes = &self.section(pool)[range(self.numbers(ends), at)];
        std::str::from_utf8(bytes).expect("judged when the network was opened")
    }

    /// The number of a name in a pool that is in order of names.
    fn find(&self, ends: Section, pool: Section, name: &str) -> Option<u32> {
        let mut rest = 0..self.numbers(ends).len();
        while !rest.is_empty() {
            let middle = usize::midpoint(rest.start, rest.end);
            match self.text(ends, pool, middle).cmp(name) {
                Ordering::Equal => return u32::try_from(middle).ok(),
                Ordering::Less => rest.start = middle + 1,
                Ordering::Greater => rest.end = middle,
            }
        }
        None
    }

    /// How many places there are.
    pub fn node_count(&self) -> usize {
        self.section(Section::NodeKinds).len()
    }

    /// How many segments there are.
    pub fn segment_count(&self) -> usize {
        self.numbers(Section::SegmentIdEnds).len()
    }

    /// How many turns are restricted.
    pub fn turn_count(&self) -> usize {
        self.records::<TurnRecord>(Section::Turns).len()
    }

    /// Places in order of their names, which is that of their numbers.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeRef<'_>> {
        (0..count(self.node_count())).map(|at| NodeRef { network: self, at: NodeIndex(at) })
    }

    /// Places that have a name in some language.
    pub fn named_nodes(&self) -> impl ExactSizeIterator<Item = NodeRef<'_>> {
        self.numbers(Section::NamedNodes).iter().map(|at| self.node_at(NodeIndex(at.get())))
    }

    /// Segments in order of their names, which is that of their numbers.
    pub fn segments(&self) -> impl ExactSizeIterator<Item = Segment<'_>> {
        (0..count(self.segment_count())).map(|at| Segment { network: self, at: SegmentIndex(at) })
    }

    /// Axes in order of their names.
    pub fn axes(&self) -> impl ExactSizeIterator<Item = Axis> {
        (0..self.numbers(Section::AxisIdEnds).len()).map(|at| self.axis_at(at))
    }

    /// The place of that number; a number of another network may panic.
    pub fn node_at(&self, at: NodeIndex) -> NodeRef<'_> {
        NodeRef { network: self, at }
    }

    /// The segment of that number; a number of another network may panic.
    pub fn segment_at(&self, at: SegmentIndex) -> Segment<'_> {
        Segment { network: self, at }
    }

    /// The place of that name.
    pub fn node(&self, place: &PlaceId) -> Option<NodeRef<'_>> {
        let at = self.find(Section::NodeIdEnds, Section::NodeIds, place.as_str())?;
        Some(self.node_at(NodeIndex(at)))
    }

    /// The segment of that name.
    pub fn segment(&self, segment: &SegmentId) -> Option<Segment<'_>> {
        let at = self.find(Section::SegmentIdEnds, Section::SegmentIds, segment.as_str())?;
        Some(self.segment_at(SegmentIndex(at)))
    }

    /// The axis of that name.
    pub fn axis(&self, axis: &AxisId) -> Option<Axis> {
        let at = self.find(Section::AxisIdEnds, Section::AxisIds, axis.as_str())?;
        Some(self.axis_at(at as usize))
    }

    fn axis_at(&self, at: usize) -> Axis {
        let segments = range(self.numbers(Section::AxisEnds), at);
        let places = segments.start + at..segments.end + at + 1;
        let segments = &self.numbers(Section::AxisSegments)[segments];
        let places = &self.numbers(Section::AxisPlaces)[places];
        Axis {
            axis: self.axis_id(at),
            segments: segments.iter().map(|at| self.segment_at(SegmentIndex(at.get())).id()).collect(),
            places: places.iter().map(|at| self.node_at(NodeIndex(at.get())).place()).collect(),
        }
    }

    pub(crate) fn axis_id(&self, at: usize) -> AxisId {
        id(AxisId::new(self.text(Section::AxisIdEnds, Section::AxisIds, at)))
    }

    /// Segments that end at a place, in order of their names.
    pub fn meeting(&self, place: &PlaceId) -> impl Iterator<Item = Segment<'_>> {
        self.node(place).into_iter().flat_map(NodeRef::meeting)
    }

    /// Turns by number, in order of (from, via, to): the last tells whether it is the only one allowed.
    pub fn turns(&self) -> impl ExactSizeIterator<Item = (SegmentIndex, NodeIndex, SegmentIndex, bool)> {
        self.records::<TurnRecord>(Section::Turns).iter().map(|turn| {
            let (from, to) = (SegmentIndex(turn.from.get()), SegmentIndex(turn.to.get()));
            (from, NodeIndex(turn.via.get()), to, turn.only.get() != 0)
        })
    }

    /// South-west and north-east corner of everything; nothing where there is nothing.
    pub fn bounds(&self) -> Option<(Point, Point)> {
        let corners = [Section::NodeBoxes, Section::SegmentBoxes].map(|boxes| self.records::<Corner>(boxes).last());
        let mut around: Option<(Point, Point)> = None;
        for corner in corners.into_iter().flatten() {
            let (low, high) = (corner.low.point(), corner.high.point());
            around = Some(around.map_or((low, high), |old| crate::near::around(old, (low, high))));
        }
        around
    }

    /// Everything as parts again: what [`Network::build`] makes the same network of, but for its provenance and order.
    pub fn to_parts(&self) -> Parts {
        Parts {
            nodes: self.nodes().map(|node| node.to_node()).collect(),
            segments: self.segments().map(Segment::to_parts).collect(),
            turns: self.turns().map(|turn| self.turn(turn)).collect(),
        }
    }

    /// A turn by names.
    pub fn turn(&self, (from, via, to, only): (SegmentIndex, NodeIndex, SegmentIndex, bool)) -> Turn {
        let segment = |at| self.segment_at(at).id();
        Turn { from: segment(from), via: self.node_at(via).place(), to: segment(to), only }
    }
}

/// A count that fits, as [`crate::build`] and [`crate::file`] see to.
pub(crate) fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

pub(crate) fn id<I, E: fmt::Debug>(read: Result<I, E>) -> I {
    read.expect("judged when the network was opened")
}
