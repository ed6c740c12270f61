//! Members of a GeoJSON feature as typed values, or what is wrong with them.

use super::fault::{Fault, Problem};
use super::road::Named;
use super::{AXES_PER_SEGMENT_MAX, LINE_POINTS_MAX, NAME_BYTES_MAX};
use serde_json::{Map, Value};
use units::{AxisId, Point};

/// The properties of a feature.
pub(crate) type Members = Map<String, Value>;

fn other(expected: &'static str, found: &Value) -> Problem {
    Problem::other(expected, found)
}

/// The properties of a feature; null counts as none.
pub(crate) fn members(feature: &Value) -> Result<&Members, Fault> {
    match feature.get("properties") {
        Some(Value::Object(members)) => Ok(members),
        None | Some(Value::Null) => Err(("properties", Problem::Missing)),
        Some(value) => Err(("properties", other("an object", value))),
    }
}

/// What a feature calls itself.
pub(crate) fn name_of(feature: &Value) -> Option<String> {
    let members = feature.get("properties")?;
    let name = members.get("place").or_else(|| members.get("segment"))?.as_str()?;
    Some(name.chars().filter(|c| !c.is_control()).take(80).collect())
}

/// Type and coordinates of a feature's geometry.
pub(crate) fn geometry(feature: &Value) -> Result<(&str, &Value), Fault> {
    match feature.get("geometry") {
        None | Some(Value::Null) => Err(("geometry", Problem::Missing)),
        Some(geometry) => {
            let kind = geometry.get("type").and_then(Value::as_str);
            let kind = kind.ok_or_else(|| ("geometry", other("a geometry of GeoJSON", geometry)))?;
            Ok((kind, geometry.get("coordinates").unwrap_or(&Value::Null)))
        }
    }
}

pub(crate) fn text<'a>(members: &'a Members, field: &'static str) -> Result<&'a str, Fault> {
    let value = members.get(field).ok_or((field, Problem::Missing))?;
    value.as_str().ok_or_else(|| (field, other("a text", value)))
}

pub(crate) fn name(members: &Members, field: &'static str) -> Result<String, Fault> {
    let name = text(members, field)?;
    if name.len() > NAME_BYTES_MAX {
        return Err((field, Problem::TooMany { found: name.len(), most: NAME_BYTES_MAX }));
    }
    Ok(name.to_owned())
}

/// A whole number that its type can hold.
pub(crate) fn number<T: TryFrom<u64>>(members: &Members, field: &'static str) -> Result<T, Fault> {
    members.number(field)?.ok_or((field, Problem::Missing))
}

pub(crate) fn word<T>(
    members: &Members,
    field: &'static str,
    expected: &'static str,
    read: fn(&str) -> Option<T>,
) -> Result<T, Fault> {
    Named::word(members, field, expected, read)?.ok_or((field, Problem::Missing))
}

impl Named for Members {
    fn whole(&self, field: &'static str) -> Result<Option<u64>, Fault> {
        let Some(value) = self.get(field) else { return Ok(None) };
        let number = value.as_u64().ok_or_else(|| (field, other("a whole number within its range", value)))?;
        Ok(Some(number))
    }

    fn flag(&self, field: &'static str) -> Result<bool, Fault> {
        match self.get(field) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| (field, other("true or false", value))),
        }
    }

    fn word<T>(
        &self,
        field: &'static str,
        expected: &'static str,
        read: fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(value) = self.get(field) else { return Ok(None) };
        value.as_str().and_then(read).map(Some).ok_or_else(|| (field, other(expected, value)))
    }
}

pub(crate) fn axes(members: &Members) -> Result<Vec<AxisId>, Fault> {
    let Some(value) = members.get("axis") else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| ("axis", other("a list of axes", value)))?;
    if list.len() > AXES_PER_SEGMENT_MAX {
        return Err(("axis", Problem::TooMany { found: list.len(), most: AXES_PER_SEGMENT_MAX }));
    }
    let one = |value: &Value| {
        let text = value.as_str().ok_or_else(|| ("axis", other("a text", value)))?;
        AxisId::new(text).map_err(|error| ("axis", error.into()))
    };
    list.iter().map(one).collect()
}

/// A position: longitude, latitude, and whatever else.
pub(crate) fn point(position: &Value) -> Result<Point, Fault> {
    let outside = || ("coordinates", other("longitude and latitude", position));
    let number = |at: usize| position.get(at).and_then(Value::as_f64);
    let (Some(lon), Some(lat)) = (number(0), number(1)) else { return Err(outside()) };
    microdegrees(lat, lon).ok_or_else(outside)
}

/// Whether a position is two numbers that are no degrees.
pub(crate) fn is_projected(position: &Value) -> bool {
    position.get(0).is_some_and(Value::is_number)
        && position.get(1).is_some_and(Value::is_number)
        && point(position).is_err()
}

/// Degrees become whole microdegrees; nothing off the globe.
#[expect(clippy::float_arithmetic, reason = "files give degrees as decimal fractions")]
pub(crate) fn microdegrees(lat: f64, lon: f64) -> Option<Point> {
    if !lat.is_finite() || !lon.is_finite() {
        return None;
    }
    // A cast from f64 to i64 saturates, so a wild number only fails the range.
    #[expect(clippy::cast_possible_truncation, reason = "saturates; the range is checked after it")]
    let micro = |degrees: f64| (degrees * 1e6).round() as i64;
    Point::new(micro(lat), micro(lon)).ok()
}

/// The points of a line.
pub(crate) fn line(coordinates: &Value) -> Result<Vec<Point>, Fault> {
    let list = coordinates.as_array().ok_or_else(|| ("coordinates", other("a list of positions", coordinates)))?;
    if list.len() > LINE_POINTS_MAX {
        return Err(("coordinates", Problem::TooMany { found: list.len(), most: LINE_POINTS_MAX }));
    }
    list.iter().map(point).collect()
}
