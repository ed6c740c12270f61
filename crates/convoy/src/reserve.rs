//! What a plan leaves at sites.

use crate::input::Permille;
use std::collections::BTreeMap;
use units::ItemCode;

/// Shares of what stands at a site that stay there; a piece begun counts as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReserveRule {
    /// Of the vehicles that carry.
    #[serde(default)]
    pub vehicles: Permille,
    /// Of the stock of an item.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub stock: BTreeMap<ItemCode, Permille>,
}

impl Permille {
    /// So many of a number, a piece begun as one.
    pub fn of(self, number: u64) -> u64 {
        let begun = (u128::from(number) * u128::from(self.get())).div_ceil(1000);
        u64::try_from(begun).unwrap_or(number)
    }
}
