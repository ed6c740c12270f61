//! What is wrong or odd with a network: islands, dead ends, speeds and lengths that cannot be.
//!
//! Nothing here keeps a network from being used; a person looks, and mends the source or not.

use crate::distance::distance;
use crate::groups::{Groups, joined, round_trips};
use crate::handles::Segment;
use crate::network::{Network, NodeIndex};
use crate::parts::{NodeKind, Surface};
use std::collections::BTreeMap;
use units::{Kmh, PlaceId, Point, SegmentId};

/// Findings listed of each kind; all are counted.
pub const LISTED_MAX: usize = 100;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// A part that no road joins to the largest.
    Island,
    /// Places that can be reached but not left, or left but not reached, because of one-way roads.
    OneWayTrap,
    /// A place where one road ends; a town, site or crossing may well be one.
    DeadEnd,
    /// Faster than its surface lets anybody drive.
    Speed,
    /// Shorter than the way straight from end to end.
    Short,
    /// Another segment with the same ends and length.
    Duplicate,
    /// A crossing that roads reach from one side only.
    OneSided,
    /// A turn of segments that do not meet where it says.
    Turn,
}

impl FindingKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Island,
        Self::OneWayTrap,
        Self::DeadEnd,
        Self::Speed,
        Self::Short,
        Self::Duplicate,
        Self::OneSided,
        Self::Turn,
    ];

    /// The word used in answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Island => "island",
            Self::OneWayTrap => "one_way_trap",
            Self::DeadEnd => "dead_end",
            Self::Speed => "speed",
            Self::Short => "short",
            Self::Duplicate => "duplicate",
            Self::OneSided => "one_sided",
            Self::Turn => "turn",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// The place, or one of them.
    pub place: PlaceId,
    /// Where that is.
    pub point: Point,
    /// The segment, where it is about one.
    pub segment: Option<SegmentId>,
    /// Places of an island or trap, metres or km/h there are; the kind tells.
    pub found: u64,
    /// What it is held against: places in all, metres of the straight line, km/h that are plausible.
    pub against: u64,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// How many of each kind that there is any of.
    pub counts: BTreeMap<FindingKind, usize>,
    /// The first of each kind, at most [`LISTED_MAX`]; islands by size, others by name.
    pub listed: Vec<Finding>,
    /// Places in all.
    pub places: usize,
    /// Parts that roads join, one-way roads counted both ways.
    pub parts: usize,
    /// Places of the largest.
    pub largest: usize,
    /// Places of the largest part in which one can drive from everywhere to everywhere.
    pub round: usize,
}

/// Fastest speed that is plausible on a surface.
const fn plausible(surface: Surface) -> Kmh {
    match surface {
        Surface::Paved => Kmh::new(130),
        Surface::Gravel => Kmh::new(90),
        Surface::Track => Kmh::new(70),
        Surface::Sand => Kmh::new(50),
    }
}

/// Lengths below the straight line by less than a 50th and this much are rounding.
const SLACK: u64 = 50;

/// Looks at everything.
pub fn check(network: &Network) -> Findings {
    let (joined, round) = (joined(network), round_trips(network));
    let findings = Findings {
        places: network.node_count(),
        parts: joined.sizes.len(),
        largest: joined.largest_size(),
        round: round.largest_size(),
        ..Findings::default()
    };
    let mut found = Collected { network, findings };
    found.groups(FindingKind::Island, &joined, |_| true);
    // An island is told once.
    found.groups(FindingKind::OneWayTrap, &round, |at| joined.of[at.at()] as usize == joined.largest());
    found.dead_ends();
    found.segments();
    found.crossings();
    found.turns();
    found.findings.listed.sort_by_key(|finding| finding.kind);
    found.findings
}

struct Collected<'n> {
    network: &'n Network,
    findings: Findings,
}

impl Collected<'_> {
    /// Counts a finding, and lists it while there is room.
    fn push(&mut self, kind: FindingKind, at: NodeIndex, segment: Option<Segment<'_>>, found: u64, against: u64) {
        let count = self.findings.counts.entry(kind).or_default();
        *count += 1;
        if *count <= LISTED_MAX {
            let node = self.network.node_at(at);
            let segment = segment.map(Segment::id);
            let (place, point) = (node.place(), node.point());
            self.findings.listed.push(Finding { kind, place, point, segment, found, against });
        }
    }

    /// Every group but the largest, told by its first place; the larger ones first.
    fn groups(&mut self, kind: FindingKind, groups: &Groups, counts: impl Fn(NodeIndex) -> bool) {
        let mut first: Vec<Option<NodeIndex>> = vec![None; groups.sizes.len()];
        for node in self.network.nodes() {
            first[groups.of[node.index().at()] as usize].get_or_insert(node.index());
        }
        let all = self.network.node_count() as u64;
        let mut small: Vec<(usize, NodeIndex)> = (first.into_iter().enumerate())
            .filter(|(at, _)| *at != groups.largest())
            .filter_map(|(at, first)| Some((groups.sizes[at], first.filter(|first| counts(*first))?)))
            .collect();
        small.sort_by_key(|(size, first)| (std::cmp::Reverse(*size), *first));
        for (size, first) in small {
            self.push(kind, first, None, size as u64, all);
        }
    }

    fn dead_ends(&mut self) {
        for node in self.network.nodes() {
            let met = node.meeting().len();
            if met == 1
                && node.kind() == NodeKind::Junction
                && node.names_as_written().iter().all(|name| name.is_empty())
            {
                self.push(FindingKind::DeadEnd, node.index(), node.meeting().next(), 1, 2);
            }
        }
    }

    fn segments(&mut self) {
        for segment in self.network.segments() {
            let (speed, most) = (segment.speed(), plausible(segment.surface()));
            if speed > most {
                self.push(FindingKind::Speed, segment.tail(), Some(segment), speed.get().into(), most.get().into());
            }
            let [from, to] = [segment.tail(), segment.head()].map(|end| self.network.node_at(end).point());
            let (length, straight) = (segment.length().get(), distance(from, to).get());
            if straight > length + length / 50 + SLACK {
                self.push(FindingKind::Short, segment.tail(), Some(segment), length, straight);
            }
            let ends = |one: Segment<'_>| (one.tail().min(one.head()), one.tail().max(one.head()), one.length());
            let mut before =
                self.network.node_at(segment.tail()).meeting().take_while(|one| one.index() < segment.index());
            if before.any(|one| ends(one) == ends(segment)) {
                self.push(FindingKind::Duplicate, segment.tail(), Some(segment), length, length);
            }
        }
    }

    fn crossings(&mut self) {
        for node in self.network.nodes().filter(|node| node.kind() == NodeKind::Crossing) {
            let met = node.meeting().len();
            if met < 2 {
                self.push(FindingKind::OneSided, node.index(), node.meeting().next(), met as u64, 2);
            }
        }
    }

    fn turns(&mut self) {
        for (from, via, to, _) in self.network.turns() {
            let meets = |at| {
                let segment = self.network.segment_at(at);
                segment.tail() == via || segment.head() == via
            };
            if !meets(from) || !meets(to) {
                self.push(FindingKind::Turn, via, Some(self.network.segment_at(from)), 0, 0);
            }
        }
    }
}
