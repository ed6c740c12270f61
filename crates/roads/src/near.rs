//! What is near a point: places and segments in a packed tree of boxes, sixteen to a box.
//!
//! The items stand in the order of a curve that keeps neighbours together (Morton's), sixteen at a time share
//! a box, sixteen boxes share the next (Guttman's R-tree, packed: Kamel and Faloutsos 1993). Nothing is found
//! across the meridian of 180 degrees.

use crate::distance::{Plane, metres};
use crate::file::{Corner, PointRecord, Section, Sections};
use crate::handles::{NodeRef, Segment};
use crate::network::{Network, NodeIndex, SegmentIndex, count};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use units::{Metres, Point};

/// Items in a box, and boxes in the next.
pub(crate) const FAN: usize = 16;

/// A south-west and a north-east corner.
pub(crate) type Around = (Point, Point);

/// The box around two.
pub(crate) fn around(one: Around, other: Around) -> Around {
    let corner = |a: Point, b: Point, pick: fn(i32, i32) -> i32| {
        let (lat, lon) = (pick(a.lat_micro(), b.lat_micro()), pick(a.lon_micro(), b.lon_micro()));
        Point::new(lat.into(), lon.into()).expect("between two points of the globe")
    };
    (corner(one.0, other.0, i32::min), corner(one.1, other.1, i32::max))
}

/// How many boxes each level has above so many items, from the lowest to the one that holds all.
pub(crate) fn levels(items: usize) -> Vec<usize> {
    let mut levels = Vec::new();
    let mut below = items;
    while below > 1 || (below == 1 && levels.is_empty()) {
        below = below.div_ceil(FAN);
        levels.push(below);
    }
    levels
}

/// Writes the tree of items of which these are the boxes.
pub(crate) fn tree(sections: &mut Sections<'_>, [order, corners]: [Section; 2], boxes: impl Iterator<Item = Around>) {
    let mut items: Vec<(u64, u32, Around)> =
        boxes.enumerate().map(|(at, item)| (morton(item), count(at), item)).collect();
    items.sort_unstable_by_key(|(place, at, _)| (*place, *at));
    items.iter().for_each(|(_, at, _)| sections.push(order, &at.to_le_bytes()));
    let mut level: Vec<Around> = items.into_iter().map(|(_, _, item)| item).collect();
    for _ in levels(level.len()) {
        level = level.chunks(FAN).map(|some| some.iter().copied().reduce(around).unwrap_or(some[0])).collect();
        for (low, high) in &level {
            sections.push(corners, &Corner { low: PointRecord::of(*low), high: PointRecord::of(*high) });
        }
    }
}

/// Where the middle of a box lies on the curve.
fn morton((low, high): Around) -> u64 {
    let unsigned = |low: i32, high: i32| u64::from(i32::midpoint(low, high).wrapping_sub(i32::MIN).cast_unsigned());
    spread(unsigned(low.lat_micro(), high.lat_micro())) << 1 | spread(unsigned(low.lon_micro(), high.lon_micro()))
}

/// Puts a zero before each of 32 bits.
fn spread(bits: u64) -> u64 {
    [(16, 0x0000_ffff_0000_ffff), (8, 0x00ff_00ff_00ff_00ff), (4, 0x0f0f_0f0f_0f0f_0f0f)]
        .into_iter()
        .chain([(2, 0x3333_3333_3333_3333), (1, 0x5555_5555_5555_5555)])
        .fold(bits, |bits, (by, mask)| (bits | bits << by) & mask)
}

/// Items of a tree by growing distance from a point.
struct Nearest<'n, F> {
    order: Section,
    corners: &'n [Corner],
    network: &'n Network,
    /// Where each level begins.
    starts: Vec<usize>,
    here: Point,
    /// Square of the distance to an item.
    square: F,
    /// By distance; boxes before items, so that of items equally far the smallest number comes first.
    heap: BinaryHeap<Reverse<(u64, Kind, usize)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Box(usize),
    Item,
}

impl<'n, F: Fn(Plane, u32) -> u64> Nearest<'n, F> {
    fn new(network: &'n Network, [order, corners]: [Section; 2], here: Point, square: F) -> Self {
        let levels = levels(network.numbers(order).len());
        let starts = levels.iter().scan(0, |end, boxes| Some(std::mem::replace(end, *end + boxes))).collect();
        let top = levels.len().checked_sub(1).map(|top| Reverse((0, Kind::Box(top), 0)));
        let corners = network.records(corners);
        Self { order, corners, network, starts, here, square, heap: top.into_iter().collect() }
    }
}

impl<F: Fn(Plane, u32) -> u64> Iterator for Nearest<'_, F> {
    type Item = (u32, Metres);

    fn next(&mut self) -> Option<(u32, Metres)> {
        let plane = Plane::at(self.here.lat_micro());
        while let Some(Reverse((square, kind, at))) = self.heap.pop() {
            let level = match kind {
                Kind::Item => return Some((count(at), metres(square))),
                Kind::Box(level) => level,
            };
            let inside = at * FAN..(at + 1) * FAN;
            if level == 0 {
                let order = self.network.numbers(self.order);
                for item in &order[inside.start..inside.end.min(order.len())] {
                    let square = (self.square)(plane, item.get());
                    self.heap.push(Reverse((square, Kind::Item, item.get() as usize)));
                }
            } else {
                let (start, end) = (self.starts[level - 1], self.starts[level]);
                for inner in inside.start..inside.end.min(end - start) {
                    let corner = self.corners[start + inner];
                    let square = plane.square_to_box(self.here, (corner.low.point(), corner.high.point()));
                    self.heap.push(Reverse((square, Kind::Box(level - 1), inner)));
                }
            }
        }
        None
    }
}

impl Network {
    /// Places by growing distance from a point, within 1 % over a few hundred kilometres.
    pub fn nodes_near(&self, point: Point) -> impl Iterator<Item = (NodeRef<'_>, Metres)> {
        let square = move |plane: Plane, at| plane.square(point, self.node_at(NodeIndex(at)).point());
        let near = Nearest::new(self, [Section::NodeTree, Section::NodeBoxes], point, square);
        near.map(|(at, far)| (self.node_at(NodeIndex(at)), far))
    }

    /// Segments by growing distance of their course from a point.
    pub fn segments_near(&self, point: Point) -> impl Iterator<Item = (Segment<'_>, Metres)> {
        let square = move |plane: Plane, at| square_to(self.segment_at(SegmentIndex(at)), plane, point);
        let near = Nearest::new(self, [Section::SegmentTree, Section::SegmentBoxes], point, square);
        near.map(|(at, far)| (self.segment_at(SegmentIndex(at)), far))
    }
}

/// Square of the distance from a point to the course of a segment.
fn square_to(segment: Segment<'_>, plane: Plane, here: Point) -> u64 {
    let ends = [segment.tail(), segment.head()].map(|end| segment.network.node_at(end).point());
    let line: Vec<Point> = if segment.line().len() > 0 { segment.line().collect() } else { ends.to_vec() };
    let straight = line.windows(2).map(|pair| plane.square_to_line(here, pair[0], pair[1]));
    straight.chain([plane.square(here, line[0])]).min().unwrap_or(u64::MAX)
}
