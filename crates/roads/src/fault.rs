//! Why places and segments make no network: every fault at once, up to a bound.

use crate::parts::{LENGTH_MAX, SPEED_MAX};
use std::fmt;
use units::{AxisId, Kmh, Metres, PlaceId, SegmentId};

/// Most faults listed of one network: more than anybody mends in one go.
pub const FAULTS_MAX: usize = 100;

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkFault {
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
    /// A turn names what is not there.
    #[error("the turn from `{from}` at `{via}` into `{to}` names what is no part of the network")]
    TurnMissing {
        /// Coming along,
        from: SegmentId,
        /// at,
        via: PlaceId,
        /// into.
        to: SegmentId,
    },
    /// More than the numbers of the file form can count.
    #[error("the network has {found} {what}, at most {most} are accepted")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many.
        found: usize,
        /// How many are accepted.
        most: usize,
    },
}

/// Why parts make no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct NetworkError {
    /// The first faults found, at most [`FAULTS_MAX`]; never empty.
    pub faults: Vec<NetworkFault>,
    /// How many there are in all.
    pub count: usize,
}

impl fmt::Display for NetworkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        match self.count.saturating_sub(self.faults.len()) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more"),
        }
    }
}

/// Collects faults up to the bound, and counts the rest.
#[derive(Default)]
pub(crate) struct Faults {
    faults: Vec<NetworkFault>,
    count: usize,
}

impl Faults {
    pub(crate) fn push(&mut self, fault: NetworkFault) {
        self.count += 1;
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(fault);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// An error where there was any fault.
    pub(crate) fn judge(self) -> Result<(), NetworkError> {
        if self.is_empty() { Ok(()) } else { Err(NetworkError { faults: self.faults, count: self.count }) }
    }
}
