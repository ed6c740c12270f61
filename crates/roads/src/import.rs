//! Reads a network from GeoJSON (RFC 7946).
//!
//! A FeatureCollection: a Point with `place`, `kind`, `name_en`, `name_fr`, `name_ar` is a
//! place; a LineString with `segment`, `from`, `to`, `length_m`, `surface`, `lanes`,
//! `speed_kmh`, and as wanted `oneway` and a list `axis`, is a segment. Other members are
//! passed over. Every bad feature is reported at once, by its number and name.

use crate::names::Names;
use crate::network::{Network, NetworkError, Node, NodeKind, SegmentParts, Surface};
use crate::road::Road;
use geojson::{Feature, FeatureCollection, GeometryValue, JsonObject, JsonValue, Position};
use std::fmt;
use units::{AxisId, IdError, Kmh, Metres, PlaceId, Point, SegmentId};

/// Longest file accepted, in bytes: 64 MiB, some hundred thousand features as written here.
pub const FILE_BYTES_MAX: usize = 64 << 20;

/// Most features accepted: a country's road network with a few thousand of a corridor to spare.
pub const FEATURES_MAX: usize = 200_000;

/// Most points in one line: a point each 200 m of the longest segment.
pub const LINE_POINTS_MAX: usize = 10_000;

/// Most axes one segment may belong to.
pub const AXES_PER_SEGMENT_MAX: usize = 16;

/// Most faults reported of one file: more than anybody mends in one go.
pub const FAULTS_MAX: usize = 100;

/// Longest name of a place, in bytes.
pub const NAME_BYTES_MAX: usize = 200;

/// Why a file is no network.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Too long to be read.
    #[error("the network file has {bytes} bytes, at most {FILE_BYTES_MAX} are read")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// No GeoJSON FeatureCollection.
    #[error("the network file is no GeoJSON FeatureCollection")]
    Form(#[source] Box<geojson::Error>),
    /// Too many features.
    #[error("the network file has {features} features, at most {FEATURES_MAX} are read")]
    TooMany {
        /// How many.
        features: usize,
    },
    /// Some features are not as they should be; at most [`FAULTS_MAX`] are listed.
    #[error("{}", list(faults))]
    Features {
        /// The faults, in the order of the file.
        faults: Vec<FeatureFault>,
    },
    /// The features do not fit together.
    #[error("the network does not fit together: {0}")]
    Network(#[from] NetworkError),
}

/// What is wrong with one feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureFault {
    /// Its number in the file, from 1.
    pub feature: usize,
    /// Its `place` or `segment`, where it has one.
    pub name: Option<String>,
    /// The member.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a member of a feature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It is not there.
    #[error("is missing")]
    Missing,
    /// It is something else.
    #[error("is {found}, expected {expected}")]
    Other {
        /// What was expected.
        expected: &'static str,
        /// What was found, cut to 80 characters.
        found: String,
    },
    /// It breaks the rule of identifiers.
    #[error("is no identifier: {0}")]
    Id(#[from] IdError),
    /// There are too many of it.
    #[error("has {found}, at most {most} are accepted")]
    TooMany {
        /// How many.
        found: usize,
        /// How many are accepted.
        most: usize,
    },
}

impl fmt::Display for FeatureFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "feature {}", self.feature)?;
        if let Some(name) = &self.name {
            write!(f, " `{name}`")?;
        }
        write!(f, ": {} {}", self.field, self.problem)
    }
}

fn list(faults: &[FeatureFault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("{} of the network file's features are not as they should be:\n{}", faults.len(), lines.join("\n"))
}

/// Reads a network.
pub fn read_geojson(text: &str) -> Result<Network, ImportError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(ImportError::TooLong { bytes: text.len() });
    }
    let collection: FeatureCollection = text.parse().map_err(|error| ImportError::Form(Box::new(error)))?;
    if collection.features.len() > FEATURES_MAX {
        return Err(ImportError::TooMany { features: collection.features.len() });
    }
    let mut nodes = Vec::new();
    let mut segments = Vec::new();
    let mut faults = Vec::new();
    for (index, feature) in collection.features.iter().enumerate() {
        let read = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
            Some(GeometryValue::Point { coordinates }) => node(feature, coordinates).map(|node| nodes.push(node)),
            Some(GeometryValue::LineString { coordinates }) => {
                segment(feature, coordinates).map(|segment| segments.push(segment))
            }
            other => Err(("geometry", other_geometry(other))),
        };
        if let Err((field, problem)) = read
            && faults.len() < FAULTS_MAX
        {
            faults.push(FeatureFault { feature: index + 1, name: name_of(feature), field, problem });
        }
    }
    if !faults.is_empty() {
        return Err(ImportError::Features { faults });
    }
    Ok(Network::new(nodes, segments)?)
}

type Fault = (&'static str, Problem);

fn node(feature: &Feature, coordinates: &Position) -> Result<Node, Fault> {
    let members = members(feature)?;
    Ok(Node {
        place: PlaceId::new(text(members, "place")?).map_err(|error| ("place", error.into()))?,
        point: point(coordinates)?,
        kind: word(members, "kind", "town, junction, crossing or site", NodeKind::read)?,
        names: Names { en: name(members, "name_en")?, fr: name(members, "name_fr")?, ar: name(members, "name_ar")? },
    })
}

fn segment(feature: &Feature, coordinates: &[Position]) -> Result<SegmentParts, Fault> {
    let members = members(feature)?;
    if coordinates.len() > LINE_POINTS_MAX {
        return Err(("coordinates", Problem::TooMany { found: coordinates.len(), most: LINE_POINTS_MAX }));
    }
    Ok(SegmentParts {
        segment: SegmentId::new(text(members, "segment")?).map_err(|error| ("segment", error.into()))?,
        from: PlaceId::new(text(members, "from")?).map_err(|error| ("from", error.into()))?,
        to: PlaceId::new(text(members, "to")?).map_err(|error| ("to", error.into()))?,
        length: Metres::new(number(members, "length_m", u64::MAX)?),
        surface: word(members, "surface", "paved, gravel, track or sand", Surface::read)?,
        lanes: u8::try_from(number(members, "lanes", u64::from(u8::MAX))?).unwrap_or(u8::MAX),
        speed: Kmh::new(u32::try_from(number(members, "speed_kmh", u64::from(u32::MAX))?).unwrap_or(u32::MAX)),
        oneway: flag(members, "oneway")?,
        road: Road::default(),
        axes: axes(members)?,
        line: coordinates.iter().map(point).collect::<Result<_, _>>()?,
    })
}

fn members(feature: &Feature) -> Result<&JsonObject, Fault> {
    feature.properties.as_ref().ok_or(("properties", Problem::Missing))
}

fn name_of(feature: &Feature) -> Option<String> {
    let members = feature.properties.as_ref()?;
    let name = members.get("place").or_else(|| members.get("segment"))?.as_str()?;
    Some(name.chars().filter(|c| !c.is_control()).take(80).collect())
}

fn other(expected: &'static str, found: &JsonValue) -> Problem {
    Problem::Other { expected, found: found.to_string().chars().take(80).collect() }
}

fn other_geometry(found: Option<&GeometryValue>) -> Problem {
    match found {
        None => Problem::Missing,
        Some(value) => Problem::Other { expected: "Point or LineString", found: value.type_name().to_owned() },
    }
}

fn text<'a>(members: &'a JsonObject, field: &'static str) -> Result<&'a str, Fault> {
    let value = members.get(field).ok_or((field, Problem::Missing))?;
    value.as_str().ok_or_else(|| (field, other("a text", value)))
}

fn name(members: &JsonObject, field: &'static str) -> Result<String, Fault> {
    let name = text(members, field)?;
    if name.len() > NAME_BYTES_MAX {
        return Err((field, Problem::TooMany { found: name.len(), most: NAME_BYTES_MAX }));
    }
    Ok(name.to_owned())
}

fn number(members: &JsonObject, field: &'static str, most: u64) -> Result<u64, Fault> {
    let value = members.get(field).ok_or((field, Problem::Missing))?;
    let number = value.as_u64().filter(|number| *number <= most);
    number.ok_or_else(|| (field, other("a whole number within its range", value)))
}

fn flag(members: &JsonObject, field: &'static str) -> Result<bool, Fault> {
    match members.get(field) {
        None => Ok(false),
        Some(value) => value.as_bool().ok_or_else(|| (field, other("true or false", value))),
    }
}

fn word<T>(
    members: &JsonObject,
    field: &'static str,
    expected: &'static str,
    read: fn(&str) -> Option<T>,
) -> Result<T, Fault> {
    let value = members.get(field).ok_or((field, Problem::Missing))?;
    value.as_str().and_then(read).ok_or_else(|| (field, other(expected, value)))
}

fn axes(members: &JsonObject) -> Result<Vec<AxisId>, Fault> {
    let Some(value) = members.get("axis") else { return Ok(Vec::new()) };
    let list = value.as_array().ok_or_else(|| ("axis", other("a list of axes", value)))?;
    if list.len() > AXES_PER_SEGMENT_MAX {
        return Err(("axis", Problem::TooMany { found: list.len(), most: AXES_PER_SEGMENT_MAX }));
    }
    let one = |value: &JsonValue| {
        let text = value.as_str().ok_or_else(|| ("axis", other("a text", value)))?;
        AxisId::new(text).map_err(|error| ("axis", error.into()))
    };
    list.iter().map(one).collect()
}

/// Degrees, longitude first, become whole microdegrees.
#[expect(clippy::float_arithmetic, reason = "GeoJSON gives degrees as decimal fractions")]
fn point(position: &Position) -> Result<Point, Fault> {
    let outside = || {
        let found = format!("{:?}", position.as_slice()).chars().take(80).collect();
        ("coordinates", Problem::Other { expected: "longitude and latitude", found })
    };
    let [lon, lat, ..] = position.as_slice() else { return Err(outside()) };
    // A cast from f64 to i64 saturates and maps NaN to zero, so a wild number only fails the range.
    #[expect(clippy::cast_possible_truncation, reason = "saturates; the range is checked after it")]
    let micro = |degrees: f64| (degrees * 1e6).round() as i64;
    Point::new(micro(*lat), micro(*lon)).map_err(|_| outside())
}
