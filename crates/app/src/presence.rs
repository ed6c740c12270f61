//! Where a convoy is and when: by its order, and by what was last heard of it.

use model::{MovementOrdered, ProgressEvent};
use roads::Network;
use units::{Interval, Moment, PlaceId, SegmentId};
use views::Convoy;

/// A piece of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A stretch.
    Segment(SegmentId),
    /// A place on it.
    Place(PlaceId),
}

/// When a column is on a piece of its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pass {
    /// Which.
    pub(crate) place: Piece,
    /// From the head's coming to the tail's going.
    pub(crate) span: Interval,
}

/// At least a second, so that who only passes a place is there as well.
pub(crate) fn span(from: Moment, to: Moment) -> Interval {
    Interval { from: Some(from), to: Some(to.max(from.plus_seconds(1))) }
}

/// When a convoy is on each piece of its way: from the head's time in the last row of the march table before the piece
/// to the tail's in the first behind it; where no row tells, as long as its credits hold. What lies before a
/// convoy that is late comes as much later, and what it has passed it has left.
pub(crate) fn passes(network: &Network, convoy: &Convoy, now: Moment) -> Vec<Pass> {
    let ordered = &convoy.order().ordered;
    let along = along(network, ordered);
    let rows = rows(ordered, &along);
    let heard = Heard::of(convoy, &along, &rows, now);
    let enters = |at: usize| rows.iter().rev().find(|row| row.0 <= at).map(|row| row.1.0);
    let leaves = |at: usize| rows.iter().find(|row| row.0 >= at).map(|row| row.1.1);
    let credit = |segment: &SegmentId| {
        let credits = convoy.credits.iter().rev().map(|(_, credit)| credit);
        credits.filter(|credit| credit.route.contains(segment)).map(|credit| credit.window).next().unwrap_or_default()
    };
    let real = |begins, span| heard.as_ref().map_or(span, |heard| heard.real(begins, span));
    let segments = ordered.route.iter().enumerate().map(|(at, segment)| {
        let credit = credit(segment);
        let span = Interval { from: enters(at).or(credit.from), to: leaves(at + 1).or(credit.to) };
        Pass { place: Piece::Segment(segment.clone()), span: real(at, span) }
    });
    let places = along.iter().enumerate().filter_map(|(at, place)| {
        let span = match (enters(at), leaves(at)) {
            (Some(from), Some(to)) => span(from, to),
            (from, to) => Interval { from, to },
        };
        Some(Pass { place: Piece::Place(place.clone()?), span: real(at, span) })
    });
    segments.chain(places).collect()
}

/// Where a convoy was last heard of on its way.
struct Heard {
    /// At which of its places.
    at: usize,
    /// When it was there; now, where it stands.
    when: Moment,
    /// Seconds by which it is late, at least.
    late: i64,
    /// Seconds from its head to its tail.
    length: i64,
}

impl Heard {
    fn of(convoy: &Convoy, along: &[Option<PlaceId>], rows: &[Row], now: Moment) -> Option<Self> {
        let (progress, told) = convoy.latest()?;
        // What came before the order is in its times.
        let since = told >= convoy.order().given;
        let at = along.iter().position(|place| place.as_ref() == Some(&progress.place)).filter(|_| since)?;
        let when = if progress.event == ProgressEvent::Halted { told.max(now) } else { told };
        // A row is as long as the column, and longer where it rests.
        let length = rows.iter().map(|(_, (due, clear))| clear.seconds() - due.seconds()).min().unwrap_or(0).max(0);
        let (_, (_, clear)) = rows.iter().find(|row| row.0 >= at)?;
        let late = (when.seconds() - (clear.seconds() - length)).max(0);
        Some(Self { at, when, late, length })
    }

    /// When it really is on what begins at one of its places.
    fn real(&self, begins: usize, ordered: Interval) -> Interval {
        if begins < self.at {
            let gone = self.when.plus_seconds(self.length);
            return Interval { from: ordered.from, to: Some(ordered.to.map_or(gone, |to| to.min(gone))) };
        }
        let later = |moment: Option<Moment>| moment.map(|moment| moment.plus_seconds(self.late));
        // It is still where it stands.
        let from = if begins == self.at { ordered.from } else { later(ordered.from) };
        Interval { from, to: later(ordered.to) }
    }
}

/// The places along a route, one more than its segments; none where a segment is not of these roads.
pub(crate) fn along(network: &Network, ordered: &MovementOrdered) -> Vec<Option<PlaceId>> {
    let ends = |segment: &SegmentId| network.segment(segment).map(|segment| (segment.from(), segment.to()));
    let first = ordered.route.first().and_then(ends);
    let begins = ordered.timings.first().map(|timing| &timing.place);
    let mut here = match (first, ordered.route.get(1).and_then(ends)) {
        (Some((_, to)), _) if begins == Some(&to) => Some(to),
        (Some((from, _)), _) if begins == Some(&from) => Some(from),
        (Some((from, to)), Some((a, b))) if [&a, &b].contains(&&from) => Some(to),
        (first, _) => first.map(|(from, _)| from),
    };
    let mut along = vec![here.clone()];
    for segment in &ordered.route {
        here = ends(segment).map(|(from, to)| if here.as_ref() == Some(&to) { from } else { to });
        along.push(here.clone());
    }
    along
}

/// A row of the march table: at which of the places on the way, when due and when clear.
type Row = (usize, (Moment, Moment));

/// The rows of the march table that lie on the way.
fn rows(ordered: &MovementOrdered, along: &[Option<PlaceId>]) -> Vec<Row> {
    let mut from = 0;
    let mut rows = Vec::new();
    for timing in &ordered.timings {
        let found = along.iter().skip(from).position(|place| place.as_ref() == Some(&timing.place));
        if let Some(found) = found {
            from += found;
            rows.push((from, (timing.due, timing.clear)));
        }
    }
    rows
}
