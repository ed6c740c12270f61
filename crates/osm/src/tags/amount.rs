//! Masses and lengths, exact: wiki pages Key:maxweight, Key:maxheight, Key:width, Map_Features/Units.
//!
//! A number without a unit is in tonnes or metres. A comma is not read, since it has two readings.
//! What has no whole gram or millimetre is rounded down, on the safe side of a limit.

use super::Reading;
use units::{Grams, Millimetres};

/// Digits behind the point that are read.
const DECIMALS: usize = 6;

/// Words that say there is no such limit, or none that is posted (Key:maxheight, Key:maxweight).
const NO_LIMIT: [&str; 8] =
    ["none", "default", "unsigned", "no_sign", "no_indications", "unknown", "below_default", "no"];

/// Grams of a unit, as a fraction. `st` is the short ton of 2000 lb, `lt` the long one of 2240 lb.
fn grams_of(unit: &str) -> Option<(u128, u128)> {
    Some(match unit {
        "" | "t" | "mt" | "tonne" | "tonnes" => (1_000_000, 1),
        "kg" | "kgs" => (1000, 1),
        "st" => (90_718_474, 100),
        "lt" => (10_160_469_088, 10_000),
        "lb" | "lbs" => (45_359_237, 100_000),
        _ => return None,
    })
}

/// Tenths of a millimetre of a unit.
fn tenths_of(unit: &str) -> Option<u128> {
    Some(match unit {
        "" | "m" | "metre" | "metres" | "meter" | "meters" => 10_000,
        "cm" => 100,
        "mm" => 10,
        "ft" | "feet" | "foot" | "'" | "\u{2019}" | "\u{2032}" => 3048,
        "in" | "inch" | "inches" | "\"" | "\u{201d}" | "\u{2033}" | "''" => 254,
        _ => return None,
    })
}

const FEET: [&str; 6] = ["ft", "feet", "foot", "'", "\u{2019}", "\u{2032}"];
const INCHES: [&str; 7] = ["in", "inch", "inches", "\"", "\u{201d}", "\u{2033}", "''"];

/// A mass, such as `3.5`, `7.5 t`, `16 st`, `12000 lbs`; of several with `;`, the lowest.
pub(crate) fn mass(value: &str) -> Reading<Grams> {
    lowest(value, |part| {
        let (number, unit, rest) = number_unit(part)?;
        let grams = rest.is_empty().then(|| scaled(number, grams_of(unit)?))??;
        (grams > 0 && grams <= 10_000_000_000).then(|| Grams::new(grams))
    })
}

/// A length, such as `4`, `3.5 m`, `350 cm`, `12'6"`, `12 ft 6 in`; of several with `;`, the lowest.
pub(crate) fn length(value: &str) -> Reading<Millimetres> {
    lowest(value, |part| {
        let (number, unit, rest) = number_unit(part)?;
        let mut length = number * tenths_of(unit)?;
        if !rest.is_empty() {
            let (inches, inch, rest) = number_unit(rest)?;
            if !FEET.contains(&unit) || !INCHES.contains(&inch) || !rest.is_empty() {
                return None;
            }
            length += inches * tenths_of(inch)?;
        }
        let length = u32::try_from(length / 10_000_000).ok().filter(|length| (1..=1_000_000).contains(length))?;
        Some(Millimetres::new(length))
    })
}

fn lowest<T: Ord>(value: &str, read: impl Fn(&str) -> Option<T>) -> Reading<T> {
    if NO_LIMIT.contains(&value) {
        return Reading::Nothing;
    }
    let parts: Option<Vec<T>> = value.split(';').map(|part| read(part.trim())).collect();
    parts.and_then(|parts| parts.into_iter().min()).map_or(Reading::Unread, Reading::Is)
}

/// A number in millionths, its unit, and what stands behind.
pub(super) fn number_unit(text: &str) -> Option<(u128, &str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || whole.len() > 9 || decimals.len() > DECIMALS || decimals.contains('.') {
        return None;
    }
    let millionths = format!("{whole}{decimals:0<DECIMALS$}").parse().ok()?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| c.is_ascii_digit() || c.is_whitespace()).unwrap_or(rest.len());
    let (unit, rest) = rest.split_at(end);
    Some((millionths, unit, rest.trim_start()))
}

fn scaled(millionths: u128, (over, under): (u128, u128)) -> Option<u64> {
    u64::try_from(millionths * over / (under * 1_000_000)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_are_exact() {
        let table = [
            ("3.5", Some(3_500_000)),
            ("7.5 t", Some(7_500_000)),
            ("7.5t", Some(7_500_000)),
            ("0.000001", Some(1)),
            ("12000 lbs", Some(5_443_108)),
            ("16 st", Some(14_514_955)),
            ("10 lt", Some(10_160_469)),
            ("3500 kg", Some(3_500_000)),
            ("20;7.5", Some(7_500_000)),
            ("none", Some(0)),
            ("unsigned", Some(0)),
            ("7,5", None),
            ("0", None),
            ("-3", None),
            ("3.5.1", None),
            ("3.5 tx", None),
            ("3.5 t 2", None),
            ("heavy", None),
            ("", None),
            ("1.0000001", None),
            ("99999999999", None),
        ];
        for (text, grams) in table {
            let expected = match grams {
                Some(0) => Reading::Nothing,
                Some(grams) => Reading::Is(Grams::new(grams)),
                None => Reading::Unread,
            };
            assert_eq!(mass(text), expected, "{text}");
        }
    }

    #[test]
    fn lengths_are_exact() {
        let table = [
            ("4", Some(4000)),
            ("3.5 m", Some(3500)),
            ("3.81m", Some(3810)),
            ("350 cm", Some(3500)),
            ("12'", Some(3657)),
            ("12'6\"", Some(3810)),
            ("12 ft 6 in", Some(3810)),
            ("12ft6in", Some(3810)),
            ("6\"", Some(152)),
            ("12'6", None),
            ("6\"12'", None),
            ("3.5 m 2", None),
            ("2 lanes", None),
            ("2 km", None),
            ("1001", None),
            ("0.0001", None),
            ("default", Some(0)),
        ];
        for (text, length) in table {
            let expected = match length {
                Some(0) => Reading::Nothing,
                Some(length) => Reading::Is(Millimetres::new(length)),
                None => Reading::Unread,
            };
            assert_eq!(self::length(text), expected, "{text}");
        }
    }
}
