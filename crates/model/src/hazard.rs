//! Dangerous goods data of an item, as the transport documents give it.

use crate::Text;

/// UN number, class or division, and compatibility group for class 1.
#[derive(Clone, Debug, PartialEq, Eq, minicbor::Encode, minicbor::Decode, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazard {
    /// UN number, four digits.
    #[n(0)]
    pub un: u16,
    /// Class or division as written: `3`, `5.1`, `1.4`. A class no rule set knows
    /// is kept, and refused at loading.
    #[n(1)]
    pub class: Text,
    /// Compatibility group, one letter; only for class 1.
    #[n(2)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Text>,
    /// Net explosive mass of one unit, in grams; only for class 1.
    #[n(3)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub net_explosive: Option<units::Grams>,
}
