//! Parts become columns: judged, sorted by name, numbered.

use crate::axes::{Chain, chain};
use crate::fault::{Faults, NetworkError, NetworkFault};
use crate::file::{
    AxisOf, LIMITS_NONE, LimitsRecord, Marks, PointRecord, Section, Sections, SegmentRecord, TurnRecord,
};
use crate::near::tree;
use crate::network::count;
use crate::parts::{LENGTH_MAX, Node, Parts, SPEED_MAX, SegmentParts};
use crate::road::Turn;
use std::collections::{BTreeMap, HashMap}; // order never shows: looked up, never walked
use units::{AxisId, Kmh, Metres, Point};

/// Most of anything that a file counts: numbers have 32 bits, and the highest says that there is none.
const COUNT_MAX: usize = u32::MAX as usize - 1;

/// Most names of one place are empty; those of all places together are held to this, as are identifiers.
const POOL_MAX: usize = u32::MAX as usize;

/// The sections of a network.
pub(crate) fn build(parts: Parts) -> Result<Sections<'static>, NetworkError> {
    let Parts { mut nodes, mut segments, turns } = parts;
    let mut faults = Faults::default();
    bound(&mut faults, &nodes, &segments, &turns);
    nodes.sort_unstable_by(|one, other| one.place.cmp(&other.place));
    nodes.dedup_by(|one, kept| {
        let twice = one.place == kept.place;
        if twice {
            faults.push(NetworkFault::PlaceTwice { place: kept.place.clone() });
        }
        twice
    });
    let numbers: HashMap<&str, u32> = nodes.iter().map(|node| node.place.as_str()).zip(0..).collect();
    segments.iter().for_each(|segment| judge(segment, &numbers, &mut faults));
    segments.sort_by(|one, other| one.segment.cmp(&other.segment));
    for pair in segments.windows(2).filter(|pair| pair[0].segment == pair[1].segment) {
        faults.push(NetworkFault::SegmentTwice { segment: pair[0].segment.clone() });
    }
    let turns = number_turns(&turns, &numbers, &segments, &mut faults);
    if faults.is_empty() {
        let ends: Vec<(u32, u32)> =
            segments.iter().map(|one| (numbers[one.from.as_str()], numbers[one.to.as_str()])).collect();
        let axes = chains(&mut segments, &ends, &mut faults);
        faults.judge()?;
        drop(numbers);
        let mut sections = Sections::default();
        turns.iter().for_each(|turn| sections.push(Section::Turns, turn));
        write_axes(&mut sections, &axes);
        write_meeting(&mut sections, nodes.len(), &ends);
        let points = write_nodes(&mut sections, nodes);
        write_segments(&mut sections, segments, &ends, &points);
        return Ok(sections);
    }
    faults.judge().map(|()| Sections::default())
}

fn bound(faults: &mut Faults, nodes: &[Node], segments: &[SegmentParts], turns: &[Turn]) {
    let ids = |lengths: &mut dyn Iterator<Item = usize>| lengths.sum::<usize>();
    for (what, found, most) in [
        ("places", nodes.len(), COUNT_MAX),
        ("segments", segments.len(), COUNT_MAX / 2),
        ("turns", turns.len(), COUNT_MAX),
        ("bytes of place identifiers", ids(&mut nodes.iter().map(|node| node.place.as_str().len())), POOL_MAX),
        ("bytes of segment identifiers", ids(&mut segments.iter().map(|one| one.segment.as_str().len())), POOL_MAX),
        (
            "bytes of names",
            ids(&mut nodes.iter().map(|node| node.names.all().iter().map(|name| name.len()).sum())),
            POOL_MAX,
        ),
        ("points of lines", ids(&mut segments.iter().map(|one| one.line.len())), COUNT_MAX),
        ("axes of segments", ids(&mut segments.iter().map(|one| one.axes.len())), COUNT_MAX / 2),
    ] {
        if found > most {
            faults.push(NetworkFault::TooMany { what, found, most });
        }
    }
}

fn judge(parts: &SegmentParts, numbers: &HashMap<&str, u32>, faults: &mut Faults) {
    let segment = || parts.segment.clone();
    for end in [&parts.from, &parts.to] {
        if !numbers.contains_key(end.as_str()) {
            faults.push(NetworkFault::EndMissing { segment: segment(), place: end.clone() });
        }
    }
    if parts.from == parts.to {
        faults.push(NetworkFault::Loop { segment: segment(), place: parts.from.clone() });
    }
    if parts.length == Metres::ZERO || parts.length > LENGTH_MAX {
        faults.push(NetworkFault::Length { segment: segment(), length: parts.length });
    }
    if parts.speed == Kmh::ZERO || parts.speed > SPEED_MAX {
        faults.push(NetworkFault::Speed { segment: segment(), speed: parts.speed });
    }
    if parts.lanes == 0 {
        faults.push(NetworkFault::Lanes { segment: segment() });
    }
}

fn number_turns(
    turns: &[Turn],
    numbers: &HashMap<&str, u32>,
    segments: &[SegmentParts],
    faults: &mut Faults,
) -> Vec<TurnRecord> {
    let segment = |id| segments.binary_search_by(|one| one.segment.cmp(id)).ok().map(count);
    let mut numbered: Vec<(u32, u32, u32, u32)> = Vec::with_capacity(turns.len());
    for turn in turns {
        match (segment(&turn.from), numbers.get(turn.via.as_str()), segment(&turn.to)) {
            (Some(from), Some(via), Some(to)) => numbered.push((from, *via, to, u32::from(turn.only))),
            (_, _, _) => faults.push(NetworkFault::TurnMissing {
                from: turn.from.clone(),
                via: turn.via.clone(),
                to: turn.to.clone(),
            }),
        }
    }
    numbered.sort_unstable();
    numbered.dedup();
    let record = |(from, via, to, only): (u32, u32, u32, u32)| TurnRecord {
        from: from.into(),
        via: via.into(),
        to: to.into(),
        only: only.into(),
    };
    numbered.into_iter().map(record).collect()
}

/// Every axis that segments name, as a chain; leaves the segments' lists of axes empty.
fn chains(segments: &mut [SegmentParts], ends: &[(u32, u32)], faults: &mut Faults) -> BTreeMap<AxisId, Chain> {
    let mut members: BTreeMap<AxisId, Vec<u32>> = BTreeMap::new();
    for (at, segment) in segments.iter_mut().enumerate() {
        for axis in std::mem::take(&mut segment.axes) {
            let members = members.entry(axis).or_default();
            if members.last() != Some(&count(at)) {
                members.push(count(at));
            }
        }
    }
    let mut axes = BTreeMap::new();
    for (axis, members) in members {
        match chain(&axis, &members, |segment| ends[segment as usize]) {
            Ok(chain) => drop(axes.insert(axis, chain)),
            Err(fault) => faults.push(fault),
        }
    }
    axes
}

/// Axes replace those that sections have.
pub(crate) fn write_axes(sections: &mut Sections<'_>, axes: &BTreeMap<AxisId, Chain>) {
    let all = [
        Section::AxisIdEnds,
        Section::AxisIds,
        Section::AxisEnds,
        Section::AxisSegments,
        Section::AxisPlaces,
        Section::SegmentAxes,
    ];
    all.into_iter().for_each(|section| sections.replace(section, Vec::new()));
    let mut by_segment: Vec<(u32, u32)> = Vec::new();
    let mut end = 0;
    for (number, (axis, chain)) in axes.iter().enumerate() {
        push_text(sections, Section::AxisIdEnds, Section::AxisIds, axis.as_str());
        end += chain.segments.len();
        sections.push(Section::AxisEnds, &count(end).to_le_bytes());
        for segment in &chain.segments {
            sections.push(Section::AxisSegments, &segment.to_le_bytes());
            by_segment.push((*segment, count(number)));
        }
        for place in &chain.places {
            sections.push(Section::AxisPlaces, &place.to_le_bytes());
        }
    }
    by_segment.sort_unstable();
    for (segment, axis) in by_segment {
        sections.push(Section::SegmentAxes, &AxisOf { segment: segment.into(), axis: axis.into() });
    }
}

/// A text and where it ends.
fn push_text(sections: &mut Sections<'_>, ends: Section, pool: Section, text: &str) {
    sections.push(pool, text.as_bytes());
    let end = count(sections.bytes(pool));
    sections.push(ends, &end.to_le_bytes());
}

fn write_meeting(sections: &mut Sections<'_>, nodes: usize, ends: &[(u32, u32)]) {
    let mut next = vec![0_u32; nodes + 1];
    for end in ends.iter().flat_map(|(from, to)| [*from, *to]) {
        next[end as usize + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    next[1..].iter().for_each(|end| sections.push(Section::MeetingEnds, &end.to_le_bytes()));
    let mut meeting = vec![0_u32; ends.len() * 2];
    for (segment, (from, to)) in ends.iter().enumerate() {
        for end in [from, to] {
            let place = &mut next[*end as usize];
            meeting[*place as usize] = count(segment);
            *place += 1;
        }
    }
    meeting.iter().for_each(|segment| sections.push(Section::Meeting, &segment.to_le_bytes()));
}

/// Writes places and returns where they are.
fn write_nodes(sections: &mut Sections<'_>, nodes: Vec<Node>) -> Vec<Point> {
    let mut points = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.into_iter().enumerate() {
        points.push(node.point);
        sections.push(Section::NodePoints, &PointRecord::of(node.point));
        sections.push(Section::NodeKinds, &node.kind.code());
        push_text(sections, Section::NodeIdEnds, Section::NodeIds, node.place.as_str());
        let names = node.names.all();
        if names.iter().any(|name| !name.is_empty()) {
            sections.push(Section::NamedNodes, &count(at).to_le_bytes());
            names.into_iter().for_each(|name| push_text(sections, Section::NameEnds, Section::Names, name));
        }
    }
    tree(sections, [Section::NodeTree, Section::NodeBoxes], points.iter().map(|point| (*point, *point)));
    points
}

fn write_segments(sections: &mut Sections<'_>, segments: Vec<SegmentParts>, ends: &[(u32, u32)], points: &[Point]) {
    let mut limits: HashMap<LimitsRecord, u32> = HashMap::new();
    let mut boxes = Vec::with_capacity(segments.len());
    let mut line_end = 0;
    for (one, (from, to)) in segments.into_iter().zip(ends) {
        let row = LimitsRecord::of(&one.road).map_or(LIMITS_NONE, |record| {
            let next = count(limits.len());
            *limits.entry(record).or_insert_with(|| {
                sections.push(Section::Limits, &record);
                next
            })
        });
        sections.push(Section::Segments, &record(&one, (*from, *to), row));
        push_text(sections, Section::SegmentIdEnds, Section::SegmentIds, one.segment.as_str());
        line_end += one.line.len();
        sections.push(Section::LineEnds, &count(line_end).to_le_bytes());
        let ends = [points[*from as usize], points[*to as usize]];
        let course = if one.line.is_empty() { &ends[..] } else { &one.line[..] };
        one.line.iter().for_each(|point| sections.push(Section::LinePoints, &PointRecord::of(*point)));
        boxes.push(course.iter().fold((course[0], course[0]), |all, point| crate::near::around(all, (*point, *point))));
    }
    tree(sections, [Section::SegmentTree, Section::SegmentBoxes], boxes.into_iter());
}

fn record(one: &SegmentParts, (from, to): (u32, u32), limits: u32) -> SegmentRecord {
    let road = &one.road;
    let marks = [
        (one.oneway, Marks::ONEWAY),
        (road.bridge, Marks::BRIDGE),
        (road.ford, Marks::FORD),
        (road.tunnel, Marks::TUNNEL),
        (road.barrier, Marks::BARRIER),
    ];
    SegmentRecord {
        from: from.into(),
        to: to.into(),
        length: u32::try_from(one.length.get()).unwrap_or(u32::MAX).into(),
        limits: limits.into(),
        speed: u8::try_from(one.speed.get()).unwrap_or(u8::MAX),
        lanes: one.lanes,
        surface: one.surface.code(),
        class: road.class.code(),
        grade: road.grade.map_or(0, |grade| grade.get()),
        access: road.access.code(),
        season: road.season.code(),
        marks: marks.iter().filter(|(set, _)| *set).fold(0, |all, (_, mark)| all | mark),
    }
}
