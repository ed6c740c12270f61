//! Turn restrictions of the map, and things that block a road, as turns between segments.

use crate::found::Found;
use crate::report::TurnCounts;
use crate::restriction::Restriction;
use roads::{SegmentParts, Turn};
use std::collections::BTreeMap;

/// Where more segments than this meet at something that blocks the way, their turns are not forbidden one by one:
/// their number grows with the square.
const BLOCKED_SEGMENTS_MAX: usize = 6;

/// Segments as their way left them: which nodes they join.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    /// First and last node of each segment.
    pub(crate) nodes: Vec<(u32, u32)>,
    /// For each way the place of its first segment, and behind the last way the number of segments.
    pub(crate) first: Vec<u32>,
}

/// Why a restriction is not obeyed.
enum Fault {
    OffNetwork,
    Ambiguous,
    UTurn,
}

impl Ends {
    /// Turns that restrictions of the map forbid or allow alone.
    pub(crate) fn turns(&self, found: &Found, segments: &[SegmentParts], counts: &mut TurnCounts) -> Vec<Turn> {
        let mut turns = Vec::new();
        for restriction in &found.restrictions {
            let (before, mut fault) = (turns.len(), None);
            for from in &restriction.from {
                for to in &restriction.to {
                    match self.turn(found, segments, restriction, *from, *to) {
                        Ok(turn) => turns.push(turn),
                        Err(why) => fault = fault.or(Some(why)),
                    }
                }
            }
            *match fault {
                Some(Fault::OffNetwork) if turns.len() == before => &mut counts.off_network,
                Some(Fault::Ambiguous) if turns.len() == before => &mut counts.ambiguous,
                Some(Fault::UTurn) if turns.len() == before => &mut counts.u_turns,
                Some(_) | None => &mut counts.obeyed,
            } += 1;
        }
        turns
    }

    fn turn(
        &self,
        found: &Found,
        segments: &[SegmentParts],
        restriction: &Restriction,
        from: i64,
        to: i64,
    ) -> Result<Turn, Fault> {
        if restriction.u_turn && from == to {
            return Err(Fault::UTurn);
        }
        let via = found.nodes.binary_search(&restriction.via).map_err(|_| Fault::OffNetwork)?;
        let via = u32::try_from(via).map_err(|_| Fault::OffNetwork)?;
        let from = self.only(found, from, |at| self.arrives(segments, at, via))?;
        let to = self.only(found, to, |at| self.leaves(segments, at, via))?;
        if from == to {
            Err(Fault::UTurn)
        } else {
            self.make(segments, from, via, to, restriction.only).ok_or(Fault::Ambiguous)
        }
    }

    /// The one segment of a way for which something holds.
    fn only(&self, found: &Found, way: i64, holds: impl Fn(usize) -> bool) -> Result<usize, Fault> {
        let way = found.ways.binary_search_by_key(&way, |way| way.id).map_err(|_| Fault::OffNetwork)?;
        let bound = |way: usize| self.first.get(way).map_or(0, |first| *first as usize);
        let mut fitting = (bound(way)..bound(way + 1)).filter(|at| holds(*at));
        let one = fitting.next().ok_or(Fault::Ambiguous)?;
        if fitting.next().is_some() { Err(Fault::Ambiguous) } else { Ok(one) }
    }

    /// Whether one may come along a segment to a node.
    fn arrives(&self, segments: &[SegmentParts], at: usize, node: u32) -> bool {
        self.nodes.get(at).is_some_and(|(from, to)| {
            *to == node || *from == node && segments.get(at).is_some_and(|segment| !segment.oneway)
        })
    }

    /// Whether one may go from a node into a segment.
    fn leaves(&self, segments: &[SegmentParts], at: usize, node: u32) -> bool {
        self.nodes.get(at).is_some_and(|(from, to)| {
            *from == node || *to == node && segments.get(at).is_some_and(|segment| !segment.oneway)
        })
    }

    fn make(&self, segments: &[SegmentParts], from: usize, via: u32, to: usize, only: bool) -> Option<Turn> {
        let (first, _) = self.nodes.get(from)?;
        let (from, to) = (segments.get(from)?, segments.get(to)?);
        let via = if *first == via { &from.from } else { &from.to };
        Some(Turn { from: from.segment.clone(), via: via.clone(), to: to.segment.clone(), only })
    }

    /// Forbids every way past the nodes that are blocked. Says at how many junctions it does not.
    pub(crate) fn block(&self, blocked: &[u32], segments: &[SegmentParts], turns: &mut Vec<Turn>) -> u64 {
        let mut meeting: BTreeMap<u32, Vec<usize>> = blocked.iter().map(|node| (*node, Vec::new())).collect();
        for (at, (from, to)) in self.nodes.iter().enumerate() {
            for node in [from, to] {
                if let Some(segments) = meeting.get_mut(node) {
                    segments.push(at);
                }
            }
        }
        let mut crowded = 0;
        for (node, meeting) in meeting {
            if meeting.len() > BLOCKED_SEGMENTS_MAX {
                crowded += 1;
                continue;
            }
            for from in meeting.iter().filter(|at| self.arrives(segments, **at, node)) {
                let others = meeting.iter().filter(|to| *to != from && self.leaves(segments, **to, node));
                turns.extend(others.filter_map(|to| self.make(segments, *from, node, *to, false)));
            }
        }
        crowded
    }
}
