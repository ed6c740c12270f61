//! Axes: named chains of segments.

use crate::build::write_axes;
use crate::conditions::{Conditions, Passability, Permille, Weights};
use crate::fault::NetworkFault;
use crate::network::{Network, SegmentIndex};
use crate::parts::SPEED_MAX;
use crate::search::route;
use std::collections::{BTreeMap, BTreeSet};
use units::{AxisId, PlaceId, SegmentId};

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

/// An axis by numbers of segments and places.
pub(crate) struct Chain {
    pub(crate) segments: Vec<u32>,
    pub(crate) places: Vec<u32>,
}

/// Orders the segments of an axis from end to end; `ends` tells where a segment leads from and to.
///
/// Of the two ends, the one from which its first segment was drawn comes first; where that tells
/// nothing, the smaller name.
pub(crate) fn chain(axis: &AxisId, members: &[u32], ends: impl Fn(u32) -> (u32, u32)) -> Result<Chain, NetworkFault> {
    let mut meeting: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for segment in members {
        let (from, to) = ends(*segment);
        meeting.entry(from).or_default().push(*segment);
        meeting.entry(to).or_default().push(*segment);
    }
    let tips: Vec<u32> = meeting.iter().filter(|(_, at)| at.len() == 1).map(|(place, _)| *place).collect();
    let broken = || NetworkFault::NoChain { axis: axis.clone(), segments: members.len(), ends: tips.len() };
    let [one, other] = tips[..] else { return Err(broken()) };
    if meeting.values().any(|at| at.len() > 2) {
        return Err(broken());
    }
    let drawn_from = |tip: u32| ends(meeting[&tip][0]).0 == tip;
    let mut here = if !drawn_from(one) && drawn_from(other) { other } else { one };
    let mut chain = Chain { segments: Vec::new(), places: vec![here] };
    let mut used = BTreeSet::new();
    while let Some(next) = meeting[&here].iter().copied().find(|segment| !used.contains(segment)) {
        used.insert(next);
        chain.segments.push(next);
        let (from, to) = ends(next);
        here = if from == here { to } else { from };
        chain.places.push(here);
    }
    if chain.segments.len() == members.len() { Ok(chain) } else { Err(broken()) }
}

/// Why no axis comes about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AxisError {
    /// Something named is not there.
    #[error("{what} `{name}` is not in the network")]
    Missing {
        /// `place` or `segment`.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// No road leads from one place to the next.
    #[error("no road leads from `{from}` to `{to}`")]
    NoWay {
        /// From this place
        from: PlaceId,
        /// to this one.
        to: PlaceId,
    },
    /// Fewer than two places.
    #[error("an axis leads from one place to another; {places} places are named")]
    TooFew {
        /// Places named.
        places: usize,
    },
    /// The segments make no chain, as where the way over a third place turns back.
    #[error(transparent)]
    NoChain(#[from] NetworkFault),
}

impl Network {
    /// The segments of the fastest way over these places, in their order, as everybody would drive it.
    pub fn way_over(&self, places: &[PlaceId]) -> Result<Vec<SegmentId>, AxisError> {
        if places.len() < 2 {
            return Err(AxisError::TooFew { places: places.len() });
        }
        for place in places {
            if self.node(place).is_none() {
                return Err(AxisError::Missing { what: "place", name: place.to_string() });
            }
        }
        let none = Permille::new(0);
        let weights = Weights { lambda: 0, restricted: none, unknown: none, speed_cap: SPEED_MAX };
        let open = Conditions::all(Passability::Open);
        let mut segments = Vec::new();
        for pair in places.windows(2) {
            let way = route(self, &open, &pair[0], &pair[1], &weights);
            let way = way.ok_or_else(|| AxisError::NoWay { from: pair[0].clone(), to: pair[1].clone() })?;
            segments.extend(way.steps.into_iter().map(|step| step.segment));
        }
        Ok(segments)
    }

    /// The same network with an axis of these segments, in place of one of that name; the segments need no order.
    pub fn with_axis(&self, axis: &AxisId, segments: &[SegmentId]) -> Result<Self, AxisError> {
        let missing = |id: &SegmentId| AxisError::Missing { what: "segment", name: id.to_string() };
        let number = |id: &SegmentId| Ok(self.segment(id).ok_or_else(|| missing(id))?.index().0);
        let members: Vec<u32> = segments.iter().map(number).collect::<Result<_, AxisError>>()?;
        let mut axes: BTreeMap<AxisId, Chain> = self.axes().map(|axis| self.numbered(axis)).collect();
        let ends = |segment| {
            let segment = self.segment_at(SegmentIndex(segment));
            (segment.tail().0, segment.head().0)
        };
        axes.insert(axis.clone(), chain(axis, &members, ends)?);
        let mut sections = self.sections();
        write_axes(&mut sections, &axes);
        Ok(Self::of_sections(sections))
    }

    fn numbered(&self, axis: Axis) -> (AxisId, Chain) {
        let segments = axis.segments.iter().filter_map(|id| Some(self.segment(id)?.index().0)).collect();
        let places = axis.places.iter().filter_map(|id| Some(self.node(id)?.index().0)).collect();
        (axis.axis, Chain { segments, places })
    }
}
