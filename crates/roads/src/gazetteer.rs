//! Places by name, in any of three languages, as people type them.

use crate::handles::NodeRef;
use crate::network::{Network, NodeIndex};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use units::Point;

/// Names offered for one that is not known.
pub const OFFERED_MAX: usize = 3;

/// A name without what people leave out or write either way: case, accents, Arabic vowel marks and tatweel, the
/// forms of alef with or without hamza, alef maqsura for ya, ta marbuta for ha, and what is no letter or digit.
pub fn fold(name: &str) -> String {
    let letter = |c: char| match c {
        '\u{0640}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ا' => Some('ا'),
        'ى' | 'ئ' => Some('ي'),
        'ؤ' => Some('و'),
        'ة' => Some('ه'),
        other => Some(other).filter(|c| c.is_alphanumeric()),
    };
    let plain = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    plain.filter_map(letter).collect()
}

/// Named places of one network.
pub struct Gazetteer<'n> {
    network: &'n Network,
    by_name: BTreeMap<String, Vec<NodeIndex>>,
}

impl<'n> Gazetteer<'n> {
    /// Gathers all names once; identifiers of places are names too where the place has others.
    pub fn new(network: &'n Network) -> Self {
        let mut by_name: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
        for node in network.named_nodes() {
            for name in node.names_as_written().into_iter().chain([node.name()]).map(fold) {
                let places = by_name.entry(name).or_default();
                if places.last() != Some(&node.index()) {
                    places.push(node.index());
                }
            }
        }
        by_name.remove("");
        Self { network, by_name }
    }

    /// Places of exactly that identifier, or of that name but for how it is written; in order of identifiers.
    pub fn find(&self, name: &str) -> Vec<NodeRef<'n>> {
        let by_id = name.parse().ok().and_then(|place| self.network.node(&place));
        let named = self.by_name.get(&fold(name)).into_iter().flatten();
        let mut found: Vec<NodeIndex> = named.copied().chain(by_id.map(NodeRef::index)).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| self.network.node_at(at)).collect()
    }

    /// Places whose names are most like it, best first; none that differ in more than half of their letters.
    pub fn near(&self, name: &str) -> Vec<NodeRef<'n>> {
        let wanted = fold(name);
        let distance = |known: &String| {
            let most = known.chars().count().max(3) / 2;
            // The number of letters alone tells most of them apart.
            if known.chars().count().abs_diff(wanted.chars().count()) > most {
                return None;
            }
            Some(strsim::damerau_levenshtein(known, &wanted)).filter(|distance| *distance <= most)
        };
        let mut scored: Vec<(usize, NodeIndex)> =
            self.by_name.iter().filter_map(|(known, places)| Some((distance(known)?, *places.first()?))).collect();
        scored.sort_unstable();
        let mut offered: Vec<NodeIndex> = Vec::new();
        for (_, at) in scored {
            if offered.len() < OFFERED_MAX && !offered.contains(&at) {
                offered.push(at);
            }
        }
        offered.into_iter().map(|at| self.network.node_at(at)).collect()
    }
}

/// Two numbers in degrees, `lon,lat`: as GeoJSON has them.
pub fn read_point(text: &str) -> Option<Point> {
    let (lon, lat) = text.split_once(',')?;
    crate::import::microdegrees(lat.trim().parse().ok()?, lon.trim().parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_either_way_is_one_name() {
        for (one, other) in [
            ("Tombouctou", "TOMBOUCTOU"),
            ("Ménaka", "menaka"),
            ("In Guezzam", "in-guezzam"),
            ("أدرار", "ادرار"),
            ("تِمبُكتو", "تمبكتو"),
            ("تاودني", "تـاودني"),
            ("مدينة", "مدينه"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("gao"), fold("goa"));
        assert_eq!(fold("—"), "");
    }

    #[test]
    fn points_are_longitude_then_latitude() {
        assert_eq!(read_point("2.47, 27.19"), Point::new(27_190_000, 2_470_000).ok());
        assert_eq!(read_point("-0.04,16.27"), Point::new(16_270_000, -40_000).ok());
        for bad in ["gao", "1", "1,2,3", "200,20", "20,91", "nan,1"] {
            assert_eq!(read_point(bad), None, "{bad}");
        }
    }
}
