//! What the columns of a plan go round, and why, by what was known when the plan was ordered.

use crate::node::AsOf;
use crate::operation::Operation;
use crate::picture::Corridor;
use crate::planning::PlanningError;
use crate::ways::{Explained, Land, Obstructed, WayError, Ways, Wish};
use crate::{Node, NodeError};
use convoy::Plan;
use roads::{Passability, Season};
use routing::{Reason, Shape, ShapeError};
use std::collections::BTreeSet;
use units::{ConvoyId, Digest, PlaceId, SegmentId};

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum AvoidError {
    /// The plan is not to be had.
    #[error(transparent)]
    Planning(#[from] PlanningError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// No such column.
    #[error("no column `{convoy}` is in the plan")]
    UnknownColumn {
        /// As given.
        convoy: ConvoyId,
    },
    /// The roads cannot be searched.
    #[error(transparent)]
    Shape(#[from] ShapeError),
    /// A place is not of the roads, or the search is too large.
    #[error(transparent)]
    Way(#[from] WayError),
}

/// What one column goes round on its whole way, the receiver's way on included.
#[derive(Clone, Debug)]
pub struct Avoided {
    /// The picture that it is judged by.
    pub corridor: Corridor,
    /// Where the column begins.
    pub from: PlaceId,
    /// Where the goods end.
    pub to: PlaceId,
    /// What stands on the way that everybody would drive and is not on the column's, in its order.
    pub explained: Explained,
    /// Whether the column drives the way that is best by this picture.
    pub best: bool,
}

impl Node {
    /// What a column of a plan goes round; without times, by what was known when the plan was ordered.
    pub fn avoided(
        &self,
        operation: &Operation,
        plan: (&Digest, &Plan),
        convoy: &ConvoyId,
        as_of: &AsOf,
    ) -> Result<Avoided, AvoidError> {
        let (digest, plan) = plan;
        let unknown = || AvoidError::UnknownColumn { convoy: convoy.clone() };
        let column = plan.columns.iter().find(|column| &column.convoy == convoy).ok_or_else(unknown)?;
        let corridor = self.picture(operation, &self.by_order(digest, as_of)?)?;
        let depart = column.march_table.first().map_or(corridor.at, |row| row.due);
        let land = Land::of(operation, &corridor, depart);
        let (from, to) = (column.origin.clone(), operation.settings.destination.clone());
        let wish = Wish {
            from: from.clone(),
            stops: vec![to.clone()],
            vehicle: None,
            season: Season::Always,
            mix: None,
            avoid_segments: BTreeSet::new(),
            avoid_places: BTreeSet::new(),
            depart,
        };
        let network = &operation.network;
        let shape = Shape::new(routing::topology(network), &network.order(), &mut |_| {})?;
        let found = Ways::new(&land, &shape, &wish, 1)?.best(true)?;
        let driven: BTreeSet<&SegmentId> = column.route().chain(&column.onward.segments).collect();
        let best = found.way.as_ref().is_some_and(|way| {
            way.legs.iter().map(|leg| &leg.segment).eq(column.route().chain(&column.onward.segments))
        });
        let mut explained = found.explained;
        explained.obstacles.retain(|without| match &without.obstacle {
            Obstructed::Segments { segments, .. } => !segments.iter().any(|segment| driven.contains(segment)),
            Obstructed::Place(place) => !passes(operation, &driven, place),
        });
        Ok(Avoided { corridor, from, to, explained, best })
    }

    /// The times that are asked for; where none are, those at which a plan was ordered.
    fn by_order(&self, digest: &Digest, as_of: &AsOf) -> Result<AsOf, NodeError> {
        if as_of.occurred.is_some() || as_of.known.is_some() {
            return Ok(*as_of);
        }
        let views = self.views(&AsOf::default())?;
        let orders = views.movements.iter().map(|(_, convoy)| convoy.order());
        let given = orders.filter(|order| &order.ordered.plan == digest).map(|order| order.given).min();
        Ok(AsOf { occurred: given, known: None })
    }
}

/// The state of a road that is not driven for it; none where the road itself bars the way.
pub fn state_of(reason: Reason) -> Option<Passability> {
    match reason {
        Reason::State(state) => Some(state),
        Reason::Forbidden | Reason::Barred(_) => None,
    }
}

fn passes(operation: &Operation, driven: &BTreeSet<&SegmentId>, place: &PlaceId) -> bool {
    let ends = |segment: roads::Segment<'_>| segment.from() == *place || segment.to() == *place;
    driven.iter().filter_map(|segment| operation.network.segment(segment)).any(ends)
}
