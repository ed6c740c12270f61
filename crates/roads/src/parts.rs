//! What an import hands over: places, pieces of road and turns, before their rules are checked.

use crate::names::Names;
use crate::road::{Road, Turn};
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

            /// Its number in network files; numbers are appended to and never reused.
            pub(crate) const fn code(self) -> u8 {
                self as u8
            }

            /// The value of that number.
            pub(crate) fn of_code(code: u8) -> Option<Self> {
                Self::ALL.get(usize::from(code)).copied()
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
