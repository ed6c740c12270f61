//! Header, sections and records, as they lie in the file. All numbers are little-endian; no record needs alignment.

use std::ops::Range;
use units::Point;
use zerocopy::byteorder::little_endian::{I32, U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

/// First bytes of every network file. The line ends show a transfer that changed them.
pub const FILE_MAGIC: [u8; 8] = *b"QAFNET\r\n";

/// The form described here.
pub const FILE_VERSION: u32 = 1;

/// Sections begin at multiples of this.
pub(crate) const ALIGN: usize = 8;

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident = $number:literal of $size:literal $word:literal,)*) => {
        /// A section of the file; each stands in every file, in this order, empty where there is nothing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Section { $($(#[$doc])* $name = $number,)* }

        impl Section {
            /// Every section, in the order of the file.
            pub const ALL: [Self; SECTIONS] = [$(Self::$name,)*];

            /// What it is called in messages.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// Bytes of one record.
            pub(crate) const fn record(self) -> usize {
                match self { $(Self::$name => $size,)* }
            }
        }
    };
}

/// How many sections a file has.
pub(crate) const SECTIONS: usize = 30;

sections! {
    /// Where the network comes from, UTF-8.
    Source = 0 of 1 "source",
    /// Under which licence, UTF-8.
    Licence = 1 of 1 "licence",
    /// When it was read: seconds since 1970 as one i64, or nothing.
    Read = 2 of 8 "read",
    /// Positions of places.
    NodePoints = 3 of 8 "node points",
    /// What each place is.
    NodeKinds = 4 of 1 "node kinds",
    /// Where each place's identifier ends.
    NodeIdEnds = 5 of 4 "node identifier ends",
    /// Identifiers of places, ascending.
    NodeIds = 6 of 1 "node identifiers",
    /// Places that have a name, ascending.
    NamedNodes = 7 of 4 "named nodes",
    /// Where each name ends: English, French, Arabic of each.
    NameEnds = 8 of 12 "name ends",
    /// Names.
    Names = 9 of 1 "names",
    /// Segments.
    Segments = 10 of 24 "segments",
    /// Where each segment's identifier ends.
    SegmentIdEnds = 11 of 4 "segment identifier ends",
    /// Identifiers of segments, ascending.
    SegmentIds = 12 of 1 "segment identifiers",
    /// Where each segment's line ends.
    LineEnds = 13 of 4 "line ends",
    /// Points of all lines.
    LinePoints = 14 of 8 "line points",
    /// Where each place's list of segments ends.
    MeetingEnds = 15 of 4 "meeting ends",
    /// Segments that meet at each place, ascending.
    Meeting = 16 of 4 "meeting",
    /// Limits that segments refer to.
    Limits = 17 of 36 "limits",
    /// Turns, ascending.
    Turns = 18 of 16 "turns",
    /// Where each axis's identifier ends.
    AxisIdEnds = 19 of 4 "axis identifier ends",
    /// Identifiers of axes, ascending.
    AxisIds = 20 of 1 "axis identifiers",
    /// Where each axis's segments end.
    AxisEnds = 21 of 4 "axis ends",
    /// Segments of each axis, from end to end.
    AxisSegments = 22 of 4 "axis segments",
    /// Places of each axis: one more than segments.
    AxisPlaces = 23 of 4 "axis places",
    /// The same by segment, ascending.
    SegmentAxes = 24 of 8 "segment axes",
    /// Places by nearness.
    NodeTree = 25 of 4 "node tree",
    /// Boxes around sixteen of them, around sixteen boxes, and so on.
    NodeBoxes = 26 of 16 "node boxes",
    /// Segments by nearness.
    SegmentTree = 27 of 4 "segment tree",
    /// Boxes around sixteen of them, and so on.
    SegmentBoxes = 28 of 16 "segment boxes",
    /// An order of the places that makes a search fast, from whoever computed it; may be empty.
    Order = 29 of 4 "order",
}

/// The first 32 bytes.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Header {
    pub(crate) magic: [u8; 8],
    pub(crate) version: U32,
    pub(crate) sections: U32,
    pub(crate) length: U64,
    /// CRC-32 of the table.
    pub(crate) table_crc: U32,
    pub(crate) reserved: U32,
}

/// One row of the table behind the header.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct TableRow {
    pub(crate) section: U32,
    /// CRC-32 of its bytes.
    pub(crate) crc: U32,
    pub(crate) offset: U64,
    pub(crate) length: U64,
}

/// Microdegrees.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct PointRecord {
    pub(crate) lat: I32,
    pub(crate) lon: I32,
}

impl PointRecord {
    pub(crate) fn of(point: Point) -> Self {
        Self { lat: point.lat_micro().into(), lon: point.lon_micro().into() }
    }

    /// The point; what lies off the globe was refused when the file was opened.
    pub(crate) fn point(self) -> Point {
        Point::new(self.lat.get().into(), self.lon.get().into()).expect("judged when the network was opened")
    }
}

/// A segment, but for its identifier, line and axes.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct SegmentRecord {
    pub(crate) from: U32,
    pub(crate) to: U32,
    /// Metres.
    pub(crate) length: U32,
    /// Row of the limits, or [`LIMITS_NONE`].
    pub(crate) limits: U32,
    /// Kilometres an hour.
    pub(crate) speed: u8,
    pub(crate) lanes: u8,
    pub(crate) surface: u8,
    pub(crate) class: u8,
    /// 1 to 5, or 0 where nothing is said.
    pub(crate) grade: u8,
    pub(crate) access: u8,
    pub(crate) season: u8,
    /// [`Marks`].
    pub(crate) marks: u8,
}

/// A segment that nothing limits.
pub(crate) const LIMITS_NONE: u32 = u32::MAX;

/// Bits of [`SegmentRecord::marks`].
pub(crate) struct Marks;

impl Marks {
    pub(crate) const ONEWAY: u8 = 1;
    pub(crate) const BRIDGE: u8 = 2;
    pub(crate) const FORD: u8 = 4;
    pub(crate) const TUNNEL: u8 = 8;
    pub(crate) const BARRIER: u8 = 16;
    /// Nothing beyond these is known.
    pub(crate) const ALL: u8 = 31;
}

/// Limits; which of them are set stands in `set`, a bit each in the order of the fields.
#[derive(Clone, Copy, PartialEq, Eq, Hash, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct LimitsRecord {
    /// Millimetres: carriageway; highest, widest, longest vehicle.
    pub(crate) sizes: [U32; 4],
    /// Grams: heaviest vehicle, heaviest axle.
    pub(crate) masses: [U64; 2],
    pub(crate) load_class: U16,
    pub(crate) set: u8,
    pub(crate) reserved: u8,
}

/// A turn, by numbers; `only` is 0 or 1.
#[derive(Clone, Copy, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct TurnRecord {
    pub(crate) from: U32,
    pub(crate) via: U32,
    pub(crate) to: U32,
    pub(crate) only: U32,
}

/// A box around places or lines.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct Corner {
    /// South-west.
    pub(crate) low: PointRecord,
    /// North-east.
    pub(crate) high: PointRecord,
}

/// A segment and one of its axes.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(crate) struct AxisOf {
    pub(crate) segment: U32,
    pub(crate) axis: U32,
}

/// The stretch of row `at` in a list of ends.
pub(crate) fn range(ends: &[U32], at: usize) -> Range<usize> {
    let end = |at: usize| usize::try_from(ends[at].get()).unwrap_or(usize::MAX);
    at.checked_sub(1).map_or(0, end)..end(at)
}

/// Whether a mark is set.
pub(crate) fn has(marks: u8, mark: u8) -> bool {
    marks & mark != 0
}
