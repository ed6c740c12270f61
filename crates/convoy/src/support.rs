//! Who marches with a column besides what carries: escort, recovery, tankers; its parts, and who commands it.

use crate::input::{NeedId, Permille};
use std::collections::{BTreeMap, BTreeSet};
use units::{ItemCode, Metres, OfficerId, PlaceId, Quantity, SegmentId, VehicleId};

/// What a column is asked to have besides its load.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnRule {
    /// Whether a column marches that lacks some of it; otherwise it stays.
    #[serde(default)]
    pub march_short: bool,
    /// Who commands a column, where its site says nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commander: Option<OfficerId>,
    /// Who commands columns from a site.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub commanders: BTreeMap<PlaceId, OfficerId>,
    /// Escort, by the danger of the road.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escort: Option<EscortRule>,
    /// Vehicles that recover others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery: Option<RecoveryRule>,
    /// Vehicles that carry fuel for the column, where its tanks do not last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tankers: Option<TankerRule>,
}

/// Escort by the most dangerous stretch of a column's way to its crossing.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscortRule {
    /// Items whose pieces escort.
    pub items: BTreeSet<ItemCode>,
    /// How many from which danger on; the greatest that is reached counts.
    pub table: Vec<EscortShare>,
}

/// So many escort vehicles for so many others, from a danger on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscortShare {
    /// Certainty that a stretch is contested, or the share of exposure of one that is restricted or unknown.
    pub certainty: Permille,
    /// Escort vehicles.
    pub vehicles: u32,
    /// For so many vehicles begun; none are asked for when zero.
    pub per: u32,
}

/// One vehicle for so many others begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryRule {
    /// Items whose pieces recover.
    pub items: BTreeSet<ItemCode>,
    /// For so many vehicles begun; none are asked for when zero.
    pub per: u32,
}

/// Fuel that a column has with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TankerRule {
    /// Items whose pieces carry fuel for the column.
    pub items: BTreeSet<ItemCode>,
    /// For so many vehicles begun; none march when zero.
    pub per: u32,
    /// How much further a column goes that has as many as that.
    pub adds: Metres,
}

/// What a vehicle is in a column that does not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Protects.
    Escort,
    /// Tows and repairs.
    Recovery,
    /// Has fuel for the column.
    Tanker,
}

impl Role {
    /// The word used in files, answers and the list `march_role`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Escort => "escort",
            Self::Recovery => "recovery",
            Self::Tanker => "tanker",
        }
    }
}

/// A march unit of a column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Packet {
    /// The serial it belongs to, from 1.
    pub serial: u32,
    /// What marches in it, in order.
    pub members: Vec<Member>,
}

/// Where in a column something marches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarchPlace<'c> {
    /// Which vehicle of the column it is, or its first one, from 1.
    pub number: u64,
    /// In which serial, from 1.
    pub serial: u32,
    /// In which march unit of the column, from 1.
    pub packet: u32,
    /// What marches there.
    pub member: &'c Member,
}

/// A vehicle in marching order, or goods that drive by themselves.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Member {
    /// A vehicle.
    Vehicle {
        /// Which.
        vehicle: VehicleId,
    },
    /// Goods that drive by themselves.
    Driven {
        /// Of which need.
        need: NeedId,
        /// How many of it, one after another.
        quantity: Quantity,
    },
}

impl Member {
    /// How many vehicles it is.
    pub fn count(&self) -> u64 {
        match self {
            Self::Vehicle { .. } => 1,
            Self::Driven { quantity, .. } => quantity.get(),
        }
    }
}

/// Why vehicles march with a column.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportCause {
    /// The most dangerous stretch of its way.
    Road {
        /// The stretch.
        segment: SegmentId,
        /// How dangerous it counts.
        certainty: Permille,
    },
    /// One for so many vehicles.
    Share {
        /// So many.
        per: u32,
    },
    /// Tanks do not last on its way.
    Tanks {
        /// How far they last.
        range: Metres,
    },
}

impl ColumnRule {
    /// What pieces of an item are in a column; nothing where they carry, or are goods.
    pub fn role(&self, item: &ItemCode) -> Option<Role> {
        let of = |items: Option<&BTreeSet<ItemCode>>, role| items.filter(|items| items.contains(item)).map(|_| role);
        of(self.escort.as_ref().map(|rule| &rule.items), Role::Escort)
            .or_else(|| of(self.recovery.as_ref().map(|rule| &rule.items), Role::Recovery))
            .or_else(|| of(self.tankers.as_ref().map(|rule| &rule.items), Role::Tanker))
    }

    /// Who commands a column from a site.
    pub fn commander(&self, site: &PlaceId) -> Option<&OfficerId> {
        self.commanders.get(site).or(self.commander.as_ref())
    }
}
