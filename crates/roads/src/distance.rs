//! Distances on the ground from whole microdegrees, in whole numbers.
//!
//! Plane geometry in which a degree of longitude shrinks with the cosine of the latitude, the cosine by
//! Bhaskara's rational formula (7th century; within 0.17 % of a degree's length between the poles). Right within
//! 1 % over the few hundred kilometres of a segment, which is enough to find what is near and what cannot be so.

use units::{Metres, Point};

/// Length of 1 000 000 microdegrees of latitude in metres, on a sphere of 6 371 km.
const DEGREE: u64 = 111_195;

/// One, in the fixed-point numbers used for cosines.
const ONE: i64 = 1 << 16;

/// Cosine of a latitude, times 65 536.
fn cosine(lat_micro: i32) -> i64 {
    let milli = i64::from(lat_micro) / 1000;
    let square = milli * milli;
    let whole = 32_400 * 1_000_000;
    ((whole - 4 * square).max(0) * ONE) / (whole + square)
}

/// A plane that touches the globe at one latitude; all its numbers are microdegrees of latitude.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plane {
    cosine: i64,
}

impl Plane {
    pub(crate) fn at(lat_micro: i32) -> Self {
        Self { cosine: cosine(lat_micro) }
    }

    /// East-west and north-south of a point from another.
    fn offset(self, from: Point, to: Point) -> (i64, i64) {
        let east = i64::from(to.lon_micro()) - i64::from(from.lon_micro());
        (east * self.cosine / ONE, i64::from(to.lat_micro()) - i64::from(from.lat_micro()))
    }

    pub(crate) fn square(self, from: Point, to: Point) -> u64 {
        let (x, y) = self.offset(from, to);
        length_square(x, y)
    }

    /// Square of the distance from a point to the straight line between two others.
    pub(crate) fn square_to_line(self, here: Point, from: Point, to: Point) -> u64 {
        let (ax, ay) = self.offset(here, from);
        let (bx, by) = self.offset(here, to);
        let (dx, dy) = (bx - ax, by - ay);
        let whole = i128::from(length_square(dx, dy));
        let along = -(i128::from(ax) * i128::from(dx) + i128::from(ay) * i128::from(dy));
        if whole == 0 || along <= 0 {
            return length_square(ax, ay);
        }
        if along >= whole {
            return length_square(bx, by);
        }
        let foot = |a: i64, d: i64| i64::try_from(i128::from(a) + i128::from(d) * along / whole).unwrap_or(i64::MAX);
        length_square(foot(ax, dx), foot(ay, dy))
    }

    /// Square of the least distance from a point to a box; nothing inside it.
    pub(crate) fn square_to_box(self, here: Point, (low, high): (Point, Point)) -> u64 {
        let nearest = |at: i32, low: i32, high: i32| i64::from(at.max(low).min(high)) - i64::from(at);
        let north = nearest(here.lat_micro(), low.lat_micro(), high.lat_micro());
        let east = nearest(here.lon_micro(), low.lon_micro(), high.lon_micro());
        length_square(east * self.cosine / ONE, north)
    }
}

fn length_square(x: i64, y: i64) -> u64 {
    let (x, y) = (x.unsigned_abs(), y.unsigned_abs());
    x.saturating_mul(x).saturating_add(y.saturating_mul(y))
}

/// Metres of a square of microdegrees, rounded to the nearest.
pub(crate) fn metres(square: u64) -> Metres {
    Metres::new((square.isqrt().saturating_mul(DEGREE) + 500_000) / 1_000_000)
}

/// Distance between two points, within 1 % over a few hundred kilometres.
pub fn distance(from: Point, to: Point) -> Metres {
    let middle = i32::midpoint(from.lat_micro(), to.lat_micro());
    metres(Plane::at(middle).square(from, to))
}

/// Length of a line through points.
pub(crate) fn line_length(line: impl IntoIterator<Item = Point>) -> Metres {
    let mut line = line.into_iter();
    let Some(mut here) = line.next() else { return Metres::ZERO };
    line.fold(Metres::ZERO, |sum, next| sum.saturating_add(distance(std::mem::replace(&mut here, next), next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances_are_within_a_hundredth() {
        let point = |lat, lon| Point::new(lat, lon).unwrap();
        // Great-circle distances by haversine on the same sphere.
        for (from, to, metres) in [
            ((0, 0), (0, 1_000_000), 111_195),
            ((27_190_000, 2_470_000), (16_270_000, -40_000), 1_241_498),
            ((60_000_000, 24_000_000), (60_000_000, 25_000_000), 55_597),
            ((22_785_000, 5_522_800), (16_266_700, -50_000), 930_533),
        ] {
            let found = distance(point(from.0, from.1), point(to.0, to.1)).get();
            assert!(found.abs_diff(metres) * 100 <= metres, "{from:?} {to:?}: {found}, expected {metres}");
        }
    }
}
