//! State of the roads at one moment, and what it weighs.

use crate::handles::Segment;
use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, Kmh, Metres, PlaceId, SegmentId};

/// Thousandths, from 0 to 1000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permille(u16);

impl Permille {
    /// The whole.
    pub const FULL: Self = Self(1000);

    /// Wraps a number of thousandths, held at 1000.
    pub const fn new(thousandths: u16) -> Self {
        Self(if thousandths > 1000 { 1000 } else { thousandths })
    }

    /// The number of thousandths.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// That share of a duration, rounded up.
    pub fn of(self, duration: Deciseconds) -> Deciseconds {
        let share = (u128::from(duration.get()) * u128::from(self.0)).div_ceil(1000);
        Deciseconds::new(u64::try_from(share).unwrap_or(u64::MAX))
    }
}

/// Whether a segment can be driven, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passability {
    /// Free.
    Open,
    /// Usable with limits.
    Restricted,
    /// Somebody disputes it.
    Contested {
        /// How sure that is.
        certainty: Permille,
    },
    /// Never used.
    Closed,
    /// Nothing is known of it.
    Unknown,
}

/// State of every segment at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    otherwise: Passability,
    segments: BTreeMap<SegmentId, Passability>,
    barred: BTreeSet<PlaceId>,
}

impl Conditions {
    /// One state for every segment that gets no other.
    pub fn all(otherwise: Passability) -> Self {
        Self { otherwise, segments: BTreeMap::new(), barred: BTreeSet::new() }
    }

    /// Gives a segment its own state.
    pub fn set(&mut self, segment: SegmentId, passability: Passability) {
        self.segments.insert(segment, passability);
    }

    /// Bars a place: a way may begin or end there, but not lead through it.
    pub fn bar(&mut self, place: PlaceId) {
        self.barred.insert(place);
    }

    /// State of a segment.
    pub fn of(&self, segment: &SegmentId) -> Passability {
        self.segments.get(segment).copied().unwrap_or(self.otherwise)
    }

    /// The segments that have a state of their own.
    pub(crate) fn set_apart(&self) -> impl Iterator<Item = (&SegmentId, Passability)> {
        self.segments.iter().map(|(segment, passability)| (segment, *passability))
    }

    /// The state of all others.
    pub(crate) fn otherwise(&self) -> Passability {
        self.otherwise
    }

    /// Places no way may lead through.
    pub fn bars(&self) -> impl Iterator<Item = &PlaceId> {
        self.barred.iter()
    }

    /// Whether no way may lead through the place.
    pub fn is_barred(&self, place: &PlaceId) -> bool {
        self.barred.contains(place)
    }

    /// The same barred places, every segment open.
    pub fn freed(&self) -> Self {
        Self { otherwise: Passability::Open, segments: BTreeMap::new(), barred: self.barred.clone() }
    }
}

/// What a way is judged by: driving time plus `lambda` times exposure.
///
/// Exposure of a segment is a share of its driving time: the certainty of a contested one,
/// or the shares given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Seconds of driving one would accept to avoid one second of full exposure.
    pub lambda: u32,
    /// Share of exposure on a restricted segment.
    pub restricted: Permille,
    /// Share of exposure on a segment nothing is known of.
    pub unknown: Permille,
    /// Nobody drives faster.
    pub speed_cap: Kmh,
}

impl Weights {
    /// Driving time and exposure of a segment in that state; nothing for a closed one, or
    /// where nobody may drive at all.
    pub fn judge(&self, segment: Segment<'_>, passability: Passability) -> Option<(Deciseconds, Deciseconds)> {
        let time = driving_time(segment.length(), segment.speed().min(self.speed_cap))?;
        Some((time, self.share(passability)?.of(time)))
    }

    /// Share of the driving time that is exposed in a state; nothing for a closed one.
    pub fn share(&self, passability: Passability) -> Option<Permille> {
        match passability {
            Passability::Open => Some(Permille::new(0)),
            Passability::Restricted => Some(self.restricted),
            Passability::Contested { certainty } => Some(certainty),
            Passability::Unknown => Some(self.unknown),
            Passability::Closed => None,
        }
    }

    /// Time and weighed exposure together, held at the largest duration.
    pub fn cost(&self, time: Deciseconds, exposure: Deciseconds) -> Deciseconds {
        time.saturating_add(exposure.saturating_mul(u64::from(self.lambda)))
    }
}

/// Length over speed, rounded up: 36 deciseconds for a metre at 1 km/h; nothing where nobody may drive.
pub fn driving_time(length: Metres, speed: Kmh) -> Option<Deciseconds> {
    let time = length.get().checked_mul(36)?.div_ceil(speed.get().max(1).into());
    (speed > Kmh::ZERO).then_some(Deciseconds::new(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_up_and_never_above_the_whole() {
        assert_eq!(Permille::new(1).of(Deciseconds::new(1)), Deciseconds::new(1));
        assert_eq!(Permille::new(500).of(Deciseconds::new(7)), Deciseconds::new(4));
        assert_eq!(Permille::new(0).of(Deciseconds::new(7)), Deciseconds::ZERO);
        assert_eq!(Permille::new(2000), Permille::FULL);
        assert_eq!(Permille::FULL.of(Deciseconds::new(u64::MAX)), Deciseconds::new(u64::MAX));
    }
}
