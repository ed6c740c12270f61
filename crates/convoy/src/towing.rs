//! What hangs behind a vehicle instead of lying on it.

use std::collections::BTreeMap;
use units::{Grams, ItemCode, Metres};

/// Items that are towed, and those that tow.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TowingRule {
    /// Items whose pieces are towed: guns, trailers; with what each makes its vehicle longer.
    #[serde(default)]
    pub towed: BTreeMap<ItemCode, Metres>,
    /// Items whose pieces tow: the heaviest piece that each can have behind it.
    #[serde(default)]
    pub tows: BTreeMap<ItemCode, Grams>,
}
