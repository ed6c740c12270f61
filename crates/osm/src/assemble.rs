//! What both passes found becomes the parts of a network; the file is not needed any more.

use crate::cut::cut;
use crate::error::OsmError;
use crate::found::at_most;
use crate::geo;
use crate::pbf::block::Position;
use crate::placed::Placed;
use crate::places::{Attached, attach};
use crate::report::{Oddities, OffNetwork, Report};
use crate::settings::Settings;
use crate::tags::node::Standing;
use crate::tags::road::{Direction, Meaning};
use crate::turns::Ends;
use roads::{Access, LENGTH_MAX, Names, Node, NodeKind, Parts, SegmentParts};
use units::{Metres, PlaceId, SegmentId};

/// A network's parts, and what the import came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Nodes by id in the map, segments by way and number, turns in their own order.
    pub parts: Parts,
    /// Everything that was read, left out, or not understood.
    pub report: Report,
    /// Settlements and border posts too far from every road, in order of kind and id.
    pub off_network: Vec<OffNetwork>,
}

impl Import {
    /// Cuts roads into segments, names places, and forbids turns.
    pub fn assemble(mut placed: Placed, settings: &Settings) -> Result<Self, OsmError> {
        let attached = attach(&mut placed);
        let builder = Builder::new(&placed, &attached, settings);
        let Built { segments, ends, is_end, mut oddities } = builder.segments()?;
        if segments.is_empty() {
            let report = &placed.found.report;
            return Err(OsmError::NoRoad { ways: report.ways, highways: report.roads });
        }
        let mut turn_counts = placed.found.report.turns;
        let mut turns = ends.turns(&placed.found, &segments, &mut turn_counts);
        let blocked: Vec<u32> =
            placed.standing.iter().filter(|(_, standing)| standing.blocked).map(|(node, _)| *node).collect();
        oddities.blocked = blocked.len() as u64;
        oddities.blocked_junctions = ends.block(&blocked, &segments, &mut turns);
        turns.sort_unstable();
        turns.dedup();
        drop(ends);
        let Attached { nodes: mut named, counts, off_network } = attached;
        let borders = placed.standing.iter().filter(|(_, standing)| standing.border);
        for (node, _) in borders {
            named.entry(*node).or_insert_with(|| (NodeKind::Crossing, no_names()));
        }
        let nodes = nodes(&placed, &is_end, named);
        let report = Report { oddities, turns: turn_counts, places: counts, ..placed.found.report };
        Ok(Self { parts: Parts { nodes, segments, turns }, report, off_network })
    }
}

fn nodes(placed: &Placed, is_end: &[bool], mut named: std::collections::BTreeMap<u32, (NodeKind, Names)>) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(is_end.iter().filter(|is_end| **is_end).count());
    for (node, id) in (0..).zip(&placed.found.nodes).filter(|(node, _)| is_end.get(*node as usize) == Some(&true)) {
        let (Some(place), Some(point)) = (place_id(*id), placed.position(node).and_then(geo::point)) else { continue };
        let (kind, names) = named.remove(&node).unwrap_or_else(|| (NodeKind::Junction, no_names()));
        nodes.push(Node { place, point, kind, names });
    }
    nodes
}

const fn no_names() -> Names {
    Names { en: String::new(), fr: String::new(), ar: String::new() }
}

fn place_id(id: i64) -> Option<PlaceId> {
    PlaceId::new(format!("n{id}")).ok()
}

struct Builder<'a> {
    placed: &'a Placed,
    /// By node: whether segments end there.
    is_joint: Vec<bool>,
    /// In millimetres.
    stretch: u64,
    segments_max: u64,
}

struct Built {
    segments: Vec<SegmentParts>,
    ends: Ends,
    /// By node: whether some segment ends there.
    is_end: Vec<bool>,
    oddities: Oddities,
}

/// A road without what is missing of it.
struct Run<'r> {
    nodes: &'r [u32],
    way: i64,
    meaning: &'r Meaning,
}

impl<'a> Builder<'a> {
    fn new(placed: &'a Placed, attached: &Attached, settings: &Settings) -> Self {
        let mut times_named = vec![0_u8; placed.found.nodes.len()];
        for (_, refs) in placed.found.roads() {
            for node in refs {
                if let Some(times) = times_named.get_mut(*node as usize) {
                    *times = times.saturating_add(1);
                }
            }
        }
        let mut is_joint: Vec<bool> = times_named.into_iter().map(|times| times > 1).collect();
        let marked = placed.standing.iter().map(|(node, _)| node).chain(attached.nodes.keys());
        for node in marked {
            if let Some(is_joint) = is_joint.get_mut(*node as usize) {
                *is_joint = true;
            }
        }
        let stretch = settings.stretch.get().max(1).saturating_mul(1000);
        Self { placed, is_joint, stretch, segments_max: settings.limits.segments }
    }

    fn segments(&self) -> Result<Built, OsmError> {
        let found = &self.placed.found;
        let mut built = Built {
            segments: Vec::new(),
            ends: Ends::default(),
            is_end: vec![false; found.nodes.len()],
            oddities: found.report.oddities,
        };
        let mut nodes = Vec::new();
        for (way, refs) in found.roads() {
            built.ends.first.push(u32::try_from(built.segments.len()).unwrap_or(u32::MAX));
            let Some(meaning) = found.meanings.get(way.meaning as usize) else { continue };
            nodes.clear();
            nodes.extend_from_slice(refs);
            nodes.dedup();
            built.oddities.nodes_repeated += (refs.len() - nodes.len()) as u64;
            if meaning.direction == Direction::Backward {
                nodes.reverse();
            }
            let (mut number, mut known) = (0, 0);
            for nodes in nodes.split(|node| self.placed.position(*node).is_none()) {
                known += nodes.len();
                self.run(&Run { nodes, way: way.id, meaning }, &mut number, &mut built);
            }
            at_most("segments", built.segments.len(), self.segments_max)?;
            built.oddities.roads_cut_short += u64::from(known < nodes.len());
            built.oddities.roads_without_length += u64::from(number == 0);
        }
        built.ends.first.push(u32::try_from(built.segments.len()).unwrap_or(u32::MAX));
        Ok(built)
    }

    /// Cuts one run of nodes and makes its segments.
    fn run(&self, run: &Run<'_>, number: &mut u64, built: &mut Built) {
        let positions: Vec<Position> = run.nodes.iter().filter_map(|node| self.placed.position(*node)).collect();
        let hops: Vec<u64> = positions.windows(2).map(|two| geo::distance(two[0], two[1])).collect();
        let is_joint = |node: u32| self.is_joint.get(node as usize).copied().unwrap_or(false);
        for (first, last) in cut(run.nodes, &hops, is_joint, self.stretch) {
            *number += 1;
            let millimetres: u64 = hops[first..last].iter().sum();
            let length = Metres::new(millimetres.div_ceil(1000).max(1));
            if length > LENGTH_MAX {
                built.oddities.segments_too_long += 1;
                continue;
            }
            built.oddities.segments_without_length += u64::from(millimetres == 0);
            built.oddities.segments_beyond_stretch += u64::from(millimetres > self.stretch);
            let (from, to) = (run.nodes[first], run.nodes[last]);
            // What stands between two segments of a road is on the first; at its beginning, on the only one there is.
            let standing = [(first == 0).then_some(from), Some(to)];
            let standing = standing.into_iter().flatten().filter_map(|node| self.standing(node));
            let Some(mut segment) = self.segment(run, *number, from, to, length) else { continue };
            standing.for_each(|standing| put_on(&mut segment, standing));
            segment.line = positions[first..=last].iter().copied().filter_map(geo::point).collect();
            for node in [from, to] {
                if let Some(is_end) = built.is_end.get_mut(node as usize) {
                    *is_end = true;
                }
            }
            built.segments.push(segment);
            built.ends.nodes.push((from, to));
        }
    }

    fn segment(&self, run: &Run<'_>, number: u64, from: u32, to: u32, length: Metres) -> Option<SegmentParts> {
        let place = |node: u32| self.placed.found.nodes.get(node as usize).and_then(|id| place_id(*id));
        let meaning = run.meaning;
        Some(SegmentParts {
            segment: SegmentId::new(format!("w{}.{number}", run.way)).ok()?,
            from: place(from)?,
            to: place(to)?,
            length,
            surface: meaning.surface,
            lanes: meaning.lanes,
            speed: meaning.speed,
            oneway: meaning.direction != Direction::Both,
            road: meaning.road(),
            axes: Vec::new(),
            line: Vec::new(),
        })
    }

    fn standing(&self, node: u32) -> Option<Standing> {
        let standing = &self.placed.standing;
        let at = standing.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        standing.get(at).map(|(_, standing)| *standing)
    }
}

fn put_on(segment: &mut SegmentParts, standing: Standing) {
    segment.road.ford |= standing.ford;
    segment.road.barrier |= standing.barrier;
    if standing.private {
        segment.road.access = Access::Private;
    }
}
