//! Speed limits: wiki pages Key:maxspeed, Default_speed_limits.

use super::amount::number_unit;
use super::{Notes, Reading, Tags};
use crate::defaults::Defaults;
use units::Kmh;

/// Keys for lorries before those for all; the first that says something counts.
const KEYS: [&str; 3] = ["maxspeed:hgv", "maxspeed:goods", "maxspeed"];

/// Where the other key has no number: the kind of place the limit follows from.
const KINDS: [&str; 3] = ["maxspeed:type", "source:maxspeed", "zone:maxspeed"];

/// The limit that holds for a lorry on the whole road.
pub(crate) fn limit(tags: &Tags<'_>, defaults: &Defaults, notes: &mut Notes) -> Option<Kmh> {
    let stated = KEYS.iter().find_map(|key| notes.read(tags, key, |value| speed(value, defaults)));
    // With different limits in each direction, the lower one holds for the segment.
    let ways = ["maxspeed:forward", "maxspeed:backward"];
    let directed = ways.iter().filter_map(|key| notes.read(tags, key, |value| speed(value, defaults))).min();
    let implied = || KINDS.iter().find_map(|key| worded(tags.get(key)?, defaults));
    stated.into_iter().chain(directed).min().or_else(implied)
}

/// A speed, such as `50`, `30 mph`, `10 knots`, `walk`, `FR:urban`; of several with `;`, the lowest.
pub(crate) fn speed(value: &str, defaults: &Defaults) -> Reading<Kmh> {
    if ["none", "signals", "variable", "no", "unposted", "default", "implicit", "unknown"].contains(&value) {
        return Reading::Nothing;
    }
    let parts: Option<Vec<Kmh>> =
        value.split(';').map(str::trim).map(|part| number(part).or_else(|| worded(part, defaults))).collect();
    parts.and_then(|parts| parts.into_iter().min()).map_or(Reading::Unread, Reading::Is)
}

fn number(text: &str) -> Option<Kmh> {
    let (millionths, unit, rest) = number_unit(text)?;
    // Metres an hour: a mile has 1609.344 m, a nautical mile 1852 m.
    let (over, under) = match unit {
        "" | "km/h" | "kmh" | "kph" => (1, 1),
        "mph" => (1_609_344, 1_000_000),
        "knots" | "knot" | "kn" => (1852, 1000),
        _ => return None,
    };
    let kmh = u32::try_from(millionths * over / (under * 1_000_000)).ok()?;
    (rest.is_empty() && (1..=400).contains(&kmh)).then(|| Kmh::new(kmh))
}

/// `urban`, `RU:urban`, `DE:zone30`, `DE:zone:30`.
fn worded(text: &str, defaults: &Defaults) -> Option<Kmh> {
    let (country, word) = text.split_once(':').unwrap_or(("", text));
    let zone = word.strip_prefix("zone").map(|zone| zone.trim_start_matches(':'));
    defaults.maxspeed(country, word).or_else(|| number(zone?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_in_every_written_form() {
        let defaults = Defaults::built_in();
        let table = [
            ("50", Some(50)),
            ("50.9", Some(50)),
            ("80 km/h", Some(80)),
            ("30 mph", Some(48)),
            ("50mph", Some(80)),
            ("107 mph", Some(172)),
            ("10 knots", Some(18)),
            ("walk", Some(5)),
            ("DE:walk", Some(7)),
            ("FR:urban", Some(50)),
            ("RU:urban", Some(60)),
            ("RU:rural", Some(70)),
            ("ML:rural", Some(80)),
            ("DE:zone30", Some(30)),
            ("DE:zone:20", Some(20)),
            ("80;60", Some(60)),
            ("none", Some(0)),
            ("signals", Some(0)),
            ("RU:fast", None),
            ("0", None),
            ("500", None),
            ("50 furlongs", None),
            ("50,5", None),
            ("fifty", None),
        ];
        for (text, kmh) in table {
            let expected = match kmh {
                Some(0) => Reading::Nothing,
                Some(kmh) => Reading::Is(Kmh::new(kmh)),
                None => Reading::Unread,
            };
            assert_eq!(speed(text, &defaults), expected, "{text}");
        }
    }

    #[test]
    fn the_limit_of_a_lorry_comes_first_and_of_two_directions_the_lower() {
        let limit = |pairs: &[(&str, &str)]| {
            super::limit(&Tags::from_pairs(pairs), &Defaults::built_in(), &mut Notes::default()).map(Kmh::get)
        };
        assert_eq!(limit(&[("maxspeed", "100"), ("maxspeed:hgv", "60")]), Some(60));
        assert_eq!(limit(&[("maxspeed", "100"), ("maxspeed:hgv", "none")]), Some(100));
        assert_eq!(limit(&[("maxspeed:forward", "70"), ("maxspeed:backward", "50")]), Some(50));
        assert_eq!(limit(&[("maxspeed:type", "RU:urban")]), Some(60));
        assert_eq!(limit(&[]), None);
    }
}
