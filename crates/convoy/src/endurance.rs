//! How far a column goes without fuel, and how long its drivers drive without sleep.

use std::collections::{BTreeMap, BTreeSet};
use units::{Deciseconds, ItemCode, Metres, Millilitres, Moment, PlaceId};

/// Where columns fill their tanks, and how far they come between.
///
/// A column leaves its site with full tanks and goes as far as its vehicle of least range.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FuelRule {
    /// Places where there is fuel for a whole column.
    #[serde(default)]
    pub points: BTreeSet<PlaceId>,
    /// Shortest halt there in which all fill.
    pub halt: Deciseconds,
    /// Vehicles whose range is known, by item; others go as far as need be.
    #[serde(default)]
    pub tanks: BTreeMap<ItemCode, Tank>,
}

/// How far a vehicle goes: told, or by its tank and what it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tank {
    /// The range itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Metres>,
    /// What the tank gives, the reserve left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tank: Option<Millilitres>,
    /// What a hundred kilometres take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_100_km: Option<Millilitres>,
}

impl Tank {
    /// The range, rounded down; nothing where it is not known.
    pub fn range(&self) -> Option<Metres> {
        let (tank, takes) = (self.tank, self.per_100_km.filter(|takes| *takes > Millilitres::ZERO));
        let driven = || Some(u128::from(tank?.get()) * 100_000 / u128::from(takes?.get()));
        self.range.or_else(|| Some(Metres::new(u64::try_from(driven()?).unwrap_or(u64::MAX))))
    }
}

/// After so much driving since the last long rest, a long rest; taken at places, never beside a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursRule {
    /// Longest driving between two long rests.
    pub driving: Deciseconds,
    /// Shortest halt that is a long rest.
    pub rest: Deciseconds,
}

/// What a column has behind it where its table begins: nothing for one that leaves its site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Spent {
    /// Driven since the tanks were filled.
    pub distance: Metres,
    /// Driving time since the last long rest.
    pub driving: Deciseconds,
    /// Since when it has stood there; it has only just come when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
}

impl Spent {
    /// Rested, with full tanks.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_told_or_reckoned() {
        let litres = |litres: u64| Some(Millilitres::new(litres * 1000));
        let of = |tank: Tank| tank.range().map(Metres::get);
        assert_eq!(of(Tank { tank: litres(300), per_100_km: litres(45), ..Tank::default() }), Some(666_666));
        assert_eq!(of(Tank { range: Some(Metres::new(5)), tank: litres(300), per_100_km: litres(45) }), Some(5));
        assert_eq!(of(Tank { tank: litres(300), per_100_km: litres(0), ..Tank::default() }), None);
        assert_eq!(of(Tank { tank: litres(300), ..Tank::default() }), None);
    }
}
