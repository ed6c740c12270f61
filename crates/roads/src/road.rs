//! What is known of a piece of road beyond where it leads: class, structures, limits.
//!
//! The words are those of files; meanings follow the OpenStreetMap tags they are read from
//! (wiki pages Key:highway, Key:tracktype, Key:maxweight, Key:access, Relation:restriction).

use crate::parts::words;
use units::{Grams, Millimetres, PlaceId, SegmentId};

/// What a road is for, from the widest to the least made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoadClass {
    /// Motorway, with its ramps.
    Motorway,
    /// Trunk road.
    Trunk,
    /// Primary road.
    Primary,
    /// Secondary road.
    Secondary,
    /// Tertiary road.
    Tertiary,
    /// Minor public road.
    #[default]
    Unclassified,
    /// Street of a settlement.
    Residential,
    /// Access road.
    Service,
    /// Track, desert pistes included.
    Track,
    /// Ferry.
    Ferry,
}
words! { RoadClass {
    Motorway = "motorway", Trunk = "trunk", Primary = "primary", Secondary = "secondary", Tertiary = "tertiary",
    Unclassified = "unclassified", Residential = "residential", Service = "service", Track = "track", Ferry = "ferry",
} }

/// Who may use a road by law or sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Everybody.
    #[default]
    Public,
    /// Only to reach what lies on it.
    Destination,
    /// Nobody without leave.
    Private,
}
words! { Access { Public = "public", Destination = "destination", Private = "private", } }

/// When in the year a road can be driven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// All year.
    #[default]
    Always,
    /// Only in the dry season.
    Dry,
    /// Only in the wet season, or on ice.
    Wet,
}
words! { Season { Always = "always", Dry = "dry", Wet = "wet", } }

/// How firm a track is: OpenStreetMap's grade 1 (paved) to 5 (soft ground).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackGrade(u8);

impl TrackGrade {
    /// A grade of 1 to 5.
    pub const fn new(grade: u8) -> Option<Self> {
        if matches!(grade, 1..=5) { Some(Self(grade)) } else { None }
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// Class, structures and limits of a segment; nothing is limited unless said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Road {
    /// What it is for.
    pub class: RoadClass,
    /// How firm it is, where it is a track and somebody says.
    pub grade: Option<TrackGrade>,
    /// Who may use it.
    pub access: Access,
    /// When it can be driven.
    pub season: Season,
    /// It is a bridge.
    pub bridge: bool,
    /// It goes through water.
    pub ford: bool,
    /// It is a tunnel.
    pub tunnel: bool,
    /// A gate, block or lifting bar stands on it.
    pub barrier: bool,
    /// Width of the carriageway.
    pub width: Option<Millimetres>,
    /// Heaviest vehicle.
    pub mass_max: Option<Grams>,
    /// Heaviest axle.
    pub axle_max: Option<Grams>,
    /// Highest vehicle.
    pub height_max: Option<Millimetres>,
    /// Widest vehicle.
    pub width_max: Option<Millimetres>,
    /// Longest vehicle.
    pub length_max: Option<Millimetres>,
    /// Highest military load class (STANAG 2021), for bridges that are posted with one.
    pub load_class: Option<u16>,
}

/// A turn that may not be made, or the only one that may.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// Coming along this segment,
    pub from: SegmentId,
    /// at this end of it,
    pub via: PlaceId,
    /// into this one.
    pub to: SegmentId,
    /// Whether it is the only turn allowed (`only_*`), rather than a forbidden one (`no_*`).
    pub only: bool,
}
