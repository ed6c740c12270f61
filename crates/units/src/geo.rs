//! Positions as whole microdegrees, so that equal places are equal bytes.

/// A position on WGS 84 in millionths of a degree (about 11 cm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Point {
    lat_micro: i32,
    lon_micro: i32,
}

/// Why two numbers are no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("latitude {lat_micro} and longitude {lon_micro} (millionths of a degree) leave ±90 and ±180 degrees")]
pub struct PointError {
    /// Latitude as given, in microdegrees.
    pub lat_micro: i64,
    /// Longitude as given, in microdegrees.
    pub lon_micro: i64,
}

impl Point {
    /// Accepts a position on the globe, given in microdegrees.
    pub fn new(lat_micro: i64, lon_micro: i64) -> Result<Self, PointError> {
        let outside = PointError { lat_micro, lon_micro };
        if lat_micro.abs() > 90_000_000 || lon_micro.abs() > 180_000_000 {
            return Err(outside);
        }
        Ok(Self {
            lat_micro: i32::try_from(lat_micro).map_err(|_| outside)?,
            lon_micro: i32::try_from(lon_micro).map_err(|_| outside)?,
        })
    }

    /// Latitude in microdegrees, north positive.
    pub fn lat_micro(self) -> i32 {
        self.lat_micro
    }

    /// Longitude in microdegrees, east positive.
    pub fn lon_micro(self) -> i32 {
        self.lon_micro
    }

    /// Longitude and latitude in degrees, with all six digits behind the point.
    pub fn degrees(self) -> [String; 2] {
        [self.lon_micro, self.lat_micro].map(|micro| {
            let sign = if micro < 0 { "-" } else { "" };
            let size = micro.unsigned_abs();
            format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_exact_on_both_sides_of_zero() {
        let text = |lat, lon| Point::new(lat, lon).unwrap().degrees().join(" ");
        assert_eq!(text(21_330_000, -10), "-0.000010 21.330000");
        assert_eq!(text(-90_000_000, 180_000_000), "180.000000 -90.000000");
    }
}
