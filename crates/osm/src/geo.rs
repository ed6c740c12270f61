//! Distances on the globe.

use crate::pbf::block::Position;
use units::Point;

/// Mean radius of the earth in millimetres (IUGG: 6 371 008.8 m).
const EARTH_RADIUS_MM: f64 = 6_371_008_800.0;

/// Radians of 10^-7 degrees.
const RADIANS: f64 = std::f64::consts::PI / 1.8e9;

/// The great-circle distance in whole millimetres, by the haversine formula; up to 0.6 % off the ellipsoid.
///
/// `libm` gives the same digits on every machine, which the system's sine does not.
#[expect(clippy::float_arithmetic, reason = "a sine has no whole numbers; the result is rounded at once")]
pub(crate) fn distance(from: Position, to: Position) -> u64 {
    let (lat, other) = (f64::from(from.lat) * RADIANS, f64::from(to.lat) * RADIANS);
    let across = libm::sin((other - lat) / 2.0);
    let along = libm::sin((f64::from(to.lon) - f64::from(from.lon)) * RADIANS / 2.0);
    let square = across * across + libm::cos(lat) * libm::cos(other) * along * along;
    let millimetres = 2.0 * EARTH_RADIUS_MM * libm::asin(libm::sqrt(square).min(1.0));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most half the globe, never negative"
    )]
    let whole = millimetres.round() as u64;
    whole
}

/// How many 10^-7 degrees of longitude a distance spans at most, at a latitude; at most the whole circle.
#[expect(clippy::float_arithmetic, reason = "a cosine has no whole numbers; the result is rounded up")]
pub(crate) fn longitude_span(lat: i32, millimetres: u64) -> i64 {
    #[expect(clippy::cast_precision_loss, reason = "distances of a few kilometres")]
    let radians = millimetres as f64 / EARTH_RADIUS_MM;
    // At the far edge of the circle around the place, where meridians lie closest.
    let edge = (f64::from(lat).abs() * RADIANS + radians).min(1.57);
    let span = radians / libm::cos(edge) / RADIANS;
    #[expect(clippy::cast_possible_truncation, reason = "held below the whole circle")]
    let whole = span.ceil().min(3.6e9) as i64;
    whole
}

/// How many 10^-7 degrees of latitude a distance spans.
pub(crate) fn latitude_span(millimetres: u64) -> i64 {
    longitude_span(0, millimetres)
}

/// Rounded to whole microdegrees; halves go north and east.
pub(crate) fn point(position: Position) -> Option<Point> {
    let micro = |tenths: i32| (i64::from(tenths) + 5).div_euclid(10);
    Point::new(micro(position.lat), micro(position.lon)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(lat: i32, lon: i32) -> Position {
        Position { lat, lon }
    }

    #[test]
    fn distances_of_the_sphere() {
        // A degree of a great circle of that radius is 111 195 080 mm.
        assert_eq!(distance(at(0, 0), at(10_000_000, 0)), 111_195_080);
        assert_eq!(distance(at(0, 1_795_000_000), at(0, -1_795_000_000)), 111_195_080);
        assert_eq!(distance(at(600_000_000, 0), at(600_000_000, 10_000_000)), 55_597_011);
        assert_eq!(distance(at(5, 7), at(5, 7)), 0);
        assert_eq!(distance(at(900_000_000, 0), at(-900_000_000, 0)), 20_015_114_442);
        assert_eq!(latitude_span(111_195_080), 10_001_524);
        assert!(longitude_span(600_000_000, 111_195_080) > 20_000_000);
    }

    #[test]
    fn positions_are_rounded_to_microdegrees() {
        let table = [(14, 1), (15, 2), (-15, -1), (-16, -2), (0, 0)];
        for (tenths, micro) in table {
            assert_eq!(point(at(tenths, 0)).unwrap().lat_micro(), micro);
        }
        assert_eq!(point(at(i32::MIN, 0)), None);
    }
}
