//! What a new plan changes of its parent.

use crate::input::NeedId;
use crate::outcome::Share;
use units::{ConvoyId, Moment, PlaceId, Quantity, SegmentId, VehicleId};

/// Differences between a plan and its parent; empty lists mean nothing changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlanDiff {
    /// Columns only the new plan has.
    pub added: Vec<ConvoyId>,
    /// Columns only the parent has, that did not arrive.
    pub removed: Vec<ConvoyId>,
    /// Columns that arrived.
    pub arrived: Vec<ConvoyId>,
    /// Columns in both with nothing of theirs changed.
    pub unchanged: Vec<ConvoyId>,
    /// Columns with other vehicles or self-propelled goods.
    pub vehicles: Vec<ConvoyId>,
    /// Vehicles with another load.
    pub loads: Vec<LoadChange>,
    /// Needs of which columns bring more or less.
    #[serde(default)]
    pub lines: Vec<LineChange>,
    /// Columns with another crossing.
    pub crossings: Vec<CrossingChange>,
    /// Columns with another way ahead.
    pub routes: Vec<RouteChange>,
    /// Points passed at another time.
    pub times: Vec<TimeChange>,
}

/// A vehicle carries something else.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LoadChange {
    /// The vehicle.
    pub vehicle: VehicleId,
    /// Before.
    pub before: Vec<Share>,
    /// After.
    pub after: Vec<Share>,
}

/// Columns that did not arrive bring more or less of a need.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LineChange {
    /// The need.
    pub need: NeedId,
    /// Before.
    pub before: Quantity,
    /// After.
    pub after: Quantity,
}

/// A column goes to another crossing.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CrossingChange {
    /// The column.
    pub convoy: ConvoyId,
    /// Before.
    pub before: PlaceId,
    /// After.
    pub after: PlaceId,
}

/// A column takes other roads from where it stands.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RouteChange {
    /// The column.
    pub convoy: ConvoyId,
    /// Roads no longer used.
    pub dropped: Vec<SegmentId>,
    /// Roads now used.
    pub taken: Vec<SegmentId>,
}

/// A column reaches or clears a point at another time.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TimeChange {
    /// The column.
    pub convoy: ConvoyId,
    /// The point.
    pub place: PlaceId,
    /// Due before; absent where the point is new.
    pub before: Option<Moment>,
    /// Due after; absent where the point is no longer passed.
    pub after: Option<Moment>,
}
