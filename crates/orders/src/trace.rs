//! The course of a route on a map, in as many pieces as it is known in.

use crate::Orders;
use crate::atlas::Stretch;
use convoy::Column;
use units::{PlaceId, Point};

/// A road of a route: what is known of it, and the end it is entered at where that is told.
type Driven<'p> = (Option<&'p Stretch>, Option<&'p PlaceId>);

/// From where a column stands to its crossing.
pub(crate) fn to_the_crossing(orders: &Orders, column: &Column) -> Vec<Vec<Point>> {
    let roads: Vec<Driven<'_>> = column.legs.iter().map(|leg| (orders.road(&leg.segment), Some(&leg.from))).collect();
    trace(&roads, &|place| orders.point(place))
}

/// The receiver's way on.
pub(crate) fn onward(orders: &Orders, column: &Column) -> Vec<Vec<Point>> {
    let starts = std::iter::once(Some(&column.crossing)).chain(std::iter::repeat(None));
    let roads: Vec<Driven<'_>> =
        column.onward.segments.iter().map(|segment| orders.road(segment)).zip(starts).collect();
    trace(&roads, &|place| orders.point(place))
}

/// Roads one after another, each turned the way it is driven; a road that is not known here leaves a gap.
fn trace(roads: &[Driven<'_>], point: &dyn Fn(&PlaceId) -> Option<Point>) -> Vec<Vec<Point>> {
    let (mut pieces, mut here): (Vec<Vec<Point>>, Option<&PlaceId>) = (vec![Vec::new()], None);
    for (at, (road, start)) in roads.iter().enumerate() {
        let Some(road) = road else {
            pieces.push(Vec::new());
            here = None;
            continue;
        };
        let start = start.or(here).unwrap_or_else(|| free_end(road, roads.get(at + 1).and_then(|next| next.0)));
        let forward = *start == road.from;
        let ends = if forward { [&road.from, &road.to] } else { [&road.to, &road.from] };
        let mut line = if road.line.len() > 1 {
            road.line.clone()
        } else {
            [&road.from, &road.to].into_iter().filter_map(point).collect()
        };
        if !forward {
            line.reverse();
        }
        if let Some(piece) = pieces.last_mut() {
            let joined = line.first() == piece.last();
            piece.extend(line.into_iter().skip(usize::from(joined)));
        }
        here = Some(ends[1]);
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}

/// Behind a gap: the end of a road that the next one does not begin at.
fn free_end<'p>(road: &'p Stretch, next: Option<&Stretch>) -> &'p PlaceId {
    let leads_on = |end: &PlaceId| next.is_some_and(|next| *end == next.from || *end == next.to);
    if leads_on(&road.from) && !leads_on(&road.to) { &road.to } else { &road.from }
}

#[cfg(test)]
mod tests {
    use super::*;
    use units::Metres;

    fn id(name: &str) -> PlaceId {
        PlaceId::new(name).unwrap()
    }

    /// Places a to e lie a degree apart on the equator.
    fn point(place: &PlaceId) -> Option<Point> {
        let nth = i64::from(place.as_str().as_bytes()[0] - b'a');
        Point::new(0, nth * 1_000_000).ok()
    }

    fn road(from: &str, to: &str) -> Stretch {
        Stretch { from: id(from), to: id(to), length: Metres::new(1), line: Vec::new() }
    }

    fn degrees(roads: &[Driven<'_>]) -> Vec<Vec<i32>> {
        let pieces = trace(roads, &point);
        pieces.iter().map(|piece| piece.iter().map(|point| point.lon_micro() / 1_000_000).collect()).collect()
    }

    #[test]
    fn roads_are_turned_the_way_they_are_driven_behind_a_gap_too() {
        let (ab, cb, dc, ed) = (road("a", "b"), road("c", "b"), road("d", "c"), road("e", "d"));
        let a = id("a");
        let whole: [Driven<'_>; 4] = [(Some(&ab), Some(&a)), (Some(&cb), None), (Some(&dc), None), (Some(&ed), None)];
        assert_eq!(degrees(&whole), [[0, 1, 2, 3, 4]]);
        // The second is not known here: the third is driven towards the fourth, which begins where it ends.
        let gap = [whole[0], (None, None), whole[2], whole[3]];
        assert_eq!(degrees(&gap), [vec![0, 1], vec![2, 3, 4]]);
        // A leg tells where it is entered, with nothing behind it to go by.
        let d = id("d");
        assert_eq!(degrees(&[(None, None), (Some(&dc), Some(&d))]), [[3, 2]]);
    }
}
