//! What axles bear: empty, with a load, and at most.

use crate::input::{NeedId, Permille};
use std::collections::BTreeMap;
use units::{Grams, ItemCode, VehicleId};

/// Axles by item, front axle first; of other items nothing is known, and nothing is judged.
pub type AxleRule = BTreeMap<ItemCode, Vec<Axle>>;

/// An axle, or a group of axles that the road counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Axle {
    /// What it bears when nothing is loaded.
    pub tare: Grams,
    /// How much of the load it bears. Of all axles together the whole; where they do not add up to it, nobody has
    /// said where the load lies, and the axles are known for the empty vehicle alone.
    #[serde(default)]
    pub share: Permille,
    /// What it may bear; nobody has said so when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<Grams>,
}

/// Whose axle it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AxleOf {
    /// A vehicle with its load.
    Vehicle {
        /// The vehicle.
        vehicle: VehicleId,
    },
    /// A piece that is towed, or that drives by itself.
    Piece {
        /// Of which need.
        need: NeedId,
    },
}

/// An axle that bears more than it may.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AxleLoad {
    /// Whose.
    pub of: AxleOf,
    /// Which one, from 1, the front one first.
    pub axle: u16,
    /// What it bears.
    pub bears: Grams,
    /// What it may.
    pub most: Grams,
}
