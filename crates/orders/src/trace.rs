//! The course of a route on a map, in as many pieces as it is known in.

use crate::Orders;
use convoy::Column;
use units::{PlaceId, Point, SegmentId};

/// From where a column stands to its crossing.
pub(crate) fn to_the_crossing(orders: &Orders, column: &Column) -> Vec<Vec<Point>> {
    trace(orders, column.legs.first().map(|leg| &leg.from), column.route())
}

/// The receiver's way on.
pub(crate) fn onward(orders: &Orders, column: &Column) -> Vec<Vec<Point>> {
    trace(orders, Some(&column.crossing), column.onward.segments.iter())
}

/// Roads one after another, each turned the way it is driven; a road that is not known here leaves a gap.
fn trace<'p>(
    orders: &'p Orders,
    from: Option<&'p PlaceId>,
    roads: impl Iterator<Item = &'p SegmentId>,
) -> Vec<Vec<Point>> {
    let (mut pieces, mut here): (Vec<Vec<Point>>, Option<PlaceId>) = (vec![Vec::new()], from.cloned());
    for segment in roads {
        let Some(road) = orders.road(segment) else {
            pieces.push(Vec::new());
            here = None;
            continue;
        };
        let forward = here.as_ref().is_none_or(|here| *here == road.from);
        let ends = if forward { [&road.from, &road.to] } else { [&road.to, &road.from] };
        let mut line = if road.line.len() > 1 {
            road.line.clone()
        } else {
            [&road.from, &road.to].into_iter().filter_map(|end| orders.point(end)).collect()
        };
        if !forward {
            line.reverse();
        }
        if let Some(piece) = pieces.last_mut() {
            let joined = line.first() == piece.last();
            piece.extend(line.into_iter().skip(usize::from(joined)));
        }
        here = Some(ends[1].clone());
    }
    pieces.retain(|piece| piece.len() > 1);
    pieces
}
