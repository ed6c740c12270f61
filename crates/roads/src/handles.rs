//! A place and a segment of a network, as a number and where to look it up.

use crate::distance::line_length;
use crate::file::{AxisOf, LIMITS_NONE, LimitsRecord, Marks, PointRecord, Section, SegmentRecord, has, range};
use crate::names::Names;
use crate::network::{Network, NodeIndex, SegmentIndex, id};
use crate::parts::{Node, NodeKind, SegmentParts, Surface};
use crate::road::{Access, Road, RoadClass, Season, TrackGrade};
use std::fmt;
use units::{AxisId, Grams, Kmh, Metres, Millimetres, PlaceId, Point, SegmentId};
use zerocopy::FromBytes;
use zerocopy::byteorder::little_endian::U32;

/// A place of a network.
#[derive(Clone, Copy)]
pub struct NodeRef<'n> {
    pub(crate) network: &'n Network,
    pub(crate) at: NodeIndex,
}

impl fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "place {}", self.name())
    }
}

impl<'n> NodeRef<'n> {
    /// Its number.
    pub fn index(self) -> NodeIndex {
        self.at
    }

    /// Its identity, as written.
    pub fn name(self) -> &'n str {
        self.network.text(Section::NodeIdEnds, Section::NodeIds, self.at.at())
    }

    /// Its identity.
    pub fn place(self) -> PlaceId {
        id(PlaceId::new(self.name()))
    }

    /// Where it is.
    pub fn point(self) -> Point {
        self.network.records::<PointRecord>(Section::NodePoints)[self.at.at()].point()
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        let code = self.network.section(Section::NodeKinds)[self.at.at()];
        NodeKind::of_code(code).expect("judged when the network was opened")
    }

    /// Its names as they lie: English, French, Arabic; empty where it has none.
    pub fn names_as_written(self) -> [&'n str; 3] {
        let named = self.network.numbers(Section::NamedNodes);
        let Ok(at) = named.binary_search_by(|number| number.get().cmp(&self.at.0)) else { return [""; 3] };
        let names = self.network.section(Section::Names);
        let ends: &[U32] =
            <[U32]>::ref_from_bytes(self.network.section(Section::NameEnds)).expect("three numbers a name");
        [0, 1, 2].map(|language| {
            std::str::from_utf8(&names[range(ends, at * 3 + language)]).expect("judged when the network was opened")
        })
    }

    /// Its names.
    pub fn names(self) -> Names {
        let [en, fr, ar] = self.names_as_written().map(str::to_owned);
        Names { en, fr, ar }
    }

    /// Segments that end here, in order of their names.
    pub fn meeting(self) -> impl ExactSizeIterator<Item = Segment<'n>> {
        let network = self.network;
        let stretch = range(network.numbers(Section::MeetingEnds), self.at.at());
        let meeting = &network.numbers(Section::Meeting)[stretch];
        meeting.iter().map(move |at| network.segment_at(SegmentIndex(at.get())))
    }

    /// All of it as a part.
    pub fn to_node(self) -> Node {
        Node { place: self.place(), point: self.point(), kind: self.kind(), names: self.names() }
    }
}

/// A piece of road between two places.
#[derive(Clone, Copy)]
pub struct Segment<'n> {
    pub(crate) network: &'n Network,
    pub(crate) at: SegmentIndex,
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {}", self.name())
    }
}

impl<'n> Segment<'n> {
    fn record(self) -> &'n SegmentRecord {
        &self.network.records::<SegmentRecord>(Section::Segments)[self.at.at()]
    }

    /// Its number.
    pub fn index(self) -> SegmentIndex {
        self.at
    }

    /// Its identity, as written.
    pub fn name(self) -> &'n str {
        self.network.text(Section::SegmentIdEnds, Section::SegmentIds, self.at.at())
    }

    /// Its identity.
    pub fn id(self) -> SegmentId {
        id(SegmentId::new(self.name()))
    }

    /// One end, by number.
    pub fn tail(self) -> NodeIndex {
        NodeIndex(self.record().from.get())
    }

    /// The other end, by number.
    pub fn head(self) -> NodeIndex {
        NodeIndex(self.record().to.get())
    }

    /// One end.
    pub fn from(self) -> PlaceId {
        self.network.node_at(self.tail()).place()
    }

    /// The other end.
    pub fn to(self) -> PlaceId {
        self.network.node_at(self.head()).place()
    }

    /// How long it is.
    pub fn length(self) -> Metres {
        Metres::new(self.record().length.get().into())
    }

    /// What it is made of.
    pub fn surface(self) -> Surface {
        Surface::of_code(self.record().surface).expect("judged when the network was opened")
    }

    /// Lanes; 1 means a defile.
    pub fn lanes(self) -> u8 {
        self.record().lanes
    }

    /// Speed on it.
    pub fn speed(self) -> Kmh {
        Kmh::new(self.record().speed.into())
    }

    /// Whether it may be driven only from its first end to its second.
    pub fn oneway(self) -> bool {
        has(self.record().marks, Marks::ONEWAY)
    }

    /// Class, structures and limits.
    pub fn road(self) -> Road {
        let record = self.record();
        let marks = record.marks;
        let mut road = Road {
            class: RoadClass::of_code(record.class).unwrap_or_default(),
            grade: TrackGrade::new(record.grade),
            access: Access::of_code(record.access).unwrap_or_default(),
            season: Season::of_code(record.season).unwrap_or_default(),
            bridge: has(marks, Marks::BRIDGE),
            ford: has(marks, Marks::FORD),
            tunnel: has(marks, Marks::TUNNEL),
            barrier: has(marks, Marks::BARRIER),
            ..Road::default()
        };
        if record.limits.get() != LIMITS_NONE {
            self.network.records::<LimitsRecord>(Section::Limits)[record.limits.get() as usize].limit(&mut road);
        }
        road
    }

    /// Axes it belongs to, in order of their names.
    pub fn axes(self) -> Vec<AxisId> {
        let all = self.network.records::<AxisOf>(Section::SegmentAxes);
        let first = all.partition_point(|of| of.segment.get() < self.at.0);
        let mine = all[first..].iter().take_while(|of| of.segment.get() == self.at.0);
        mine.map(|of| self.network.axis_id(of.axis.get() as usize)).collect()
    }

    /// Its course on a map.
    pub fn line(self) -> impl ExactSizeIterator<Item = Point> + 'n {
        let stretch = range(self.network.numbers(Section::LineEnds), self.at.at());
        self.network.records::<PointRecord>(Section::LinePoints)[stretch].iter().map(|point| point.point())
    }

    /// How long its line is on the map, or the way straight from end to end where it has none.
    pub fn drawn_length(self) -> Metres {
        if self.line().len() > 1 {
            return line_length(self.line());
        }
        line_length([self.tail(), self.head()].map(|end| self.network.node_at(end).point()))
    }

    /// The end that is not this one, where it may be driven from here.
    pub fn other_end(self, here: &PlaceId) -> Option<PlaceId> {
        let here = self.network.node(here)?.index();
        self.onward(here).map(|at| self.network.node_at(at).place())
    }

    /// The same by numbers.
    pub fn onward(self, here: NodeIndex) -> Option<NodeIndex> {
        let record = self.record();
        if here.0 == record.from.get() {
            Some(NodeIndex(record.to.get()))
        } else if here.0 == record.to.get() && !has(record.marks, Marks::ONEWAY) {
            Some(NodeIndex(record.from.get()))
        } else {
            None
        }
    }

    /// All of it as parts.
    pub fn to_parts(self) -> SegmentParts {
        SegmentParts {
            segment: self.id(),
            from: self.from(),
            to: self.to(),
            length: self.length(),
            surface: self.surface(),
            lanes: self.lanes(),
            speed: self.speed(),
            oneway: self.oneway(),
            road: self.road(),
            axes: self.axes(),
            line: self.line().collect(),
        }
    }
}

impl LimitsRecord {
    /// The limits of a road; nothing where there are none.
    pub(crate) fn of(road: &Road) -> Option<Self> {
        let sizes = [road.width, road.height_max, road.width_max, road.length_max];
        let masses = [road.mass_max, road.axle_max];
        let given = sizes.iter().map(Option::is_some).chain(masses.iter().map(Option::is_some));
        let set = given
            .chain([road.load_class.is_some()])
            .enumerate()
            .fold(0, |set, (bit, given)| if given { set | 1 << bit } else { set });
        (set != 0).then(|| Self {
            sizes: sizes.map(|size| size.unwrap_or_default().get().into()),
            masses: masses.map(|mass| mass.unwrap_or_default().get().into()),
            load_class: road.load_class.unwrap_or_default().into(),
            set,
            reserved: 0,
        })
    }

    fn limit(&self, road: &mut Road) {
        let size = |bit: usize| has(self.set, 1 << bit).then(|| Millimetres::new(self.sizes[bit].get()));
        let mass = |bit: usize| has(self.set, 16 << bit).then(|| Grams::new(self.masses[bit].get()));
        [road.width, road.height_max, road.width_max, road.length_max] = [0, 1, 2, 3].map(size);
        [road.mass_max, road.axle_max] = [0, 1].map(mass);
        road.load_class = has(self.set, 64).then(|| self.load_class.get());
    }
}
