//! Dangerous goods data of an item, as the transport documents give it.

use crate::{Fault, Text};
use units::Grams;

/// The letters of compatibility groups: A to N without I and M, and S (UN Recommendations on the
/// Transport of Dangerous Goods, Model Regulations, 2.1.2.1.1).
pub const GROUPS: &str = "ABCDEFGHJKLNS";

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
    pub net_explosive: Option<Grams>,
}

impl Hazard {
    /// Whether the class is 1 or a division of it.
    pub fn is_explosive(&self) -> bool {
        let class = self.class.as_str();
        class == "1" || class.starts_with("1.")
    }

    /// Whether the parts fit each other and the mass of one unit.
    pub(crate) fn validate(&self, mass: Grams) -> Result<(), Fault> {
        if self.un > 9999 {
            return Err(Fault::Range { field: "un", given: self.un.into(), allowed: "four digits, 0 to 9999" });
        }
        let letter = |group: &&Text| group.as_str().len() == 1 && GROUPS.contains(group.as_str());
        if let Some(group) = &self.group
            && !Some(group).as_ref().is_some_and(letter)
        {
            return Err(Fault::Group { given: group.to_string() });
        }
        let class = || self.class.to_string();
        if !self.is_explosive() {
            return match (&self.group, &self.net_explosive) {
                (Some(_), _) => Err(Fault::OnlyExplosives { field: "group", class: class() }),
                (None, Some(_)) => Err(Fault::OnlyExplosives { field: "net_explosive", class: class() }),
                (None, None) => Ok(()),
            };
        }
        match self.net_explosive {
            Some(net) if net > mass => Err(Fault::NetAboveMass { net, mass }),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hazard(un: u16, class: &str, group: Option<&str>, net: Option<u64>) -> Result<(), String> {
        let text = |words| Text::new(words).unwrap();
        let hazard = Hazard { un, class: text(class), group: group.map(text), net_explosive: net.map(Grams::new) };
        hazard.validate(Grams::new(25_000)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn parts_fit_each_other() {
        for good in [(284, "1.1", Some("D"), Some(25_000)), (1202, "3", None, None), (9, "as told", None, None)] {
            assert_eq!(hazard(good.0, good.1, good.2, good.3), Ok(()), "{good:?}");
        }
        for (un, class, group, net, wanted) in [
            (10_000, "3", None, None, "`un` is 10000; it must be four digits, 0 to 9999"),
            (284, "1.1", Some("I"), None, "`I` is no compatibility group; it is one letter of ABCDEFGHJKLNS"),
            (284, "1.1", Some("DE"), None, "`DE` is no compatibility group; it is one letter of ABCDEFGHJKLNS"),
            (284, "1.1", Some(""), None, "`` is no compatibility group; it is one letter of ABCDEFGHJKLNS"),
            (1202, "3", Some("D"), None, "`group` is only for class 1, the class is 3"),
            (1202, "3", None, Some(5), "`net_explosive` is only for class 1, the class is 3"),
            (
                284,
                "1.1",
                None,
                Some(25_001),
                "the net explosive mass of one is 25001 g, more than its whole mass, 25000 g",
            ),
        ] {
            assert_eq!(hazard(un, class, group, net), Err(wanted.to_owned()));
        }
    }
}
