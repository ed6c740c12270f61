//! Our own GeoJSON (RFC 7946), which [`write_geojson`](crate::write_geojson) writes; members in `docs/network.md`.
//!
//! A FeatureCollection: a Point with `place` is a place, a LineString with `segment` is a segment, and the
//! collection's member `turns` lists turns. Other members are passed over.

use super::LINE_POINTS_MAX;
use super::collection;
use super::fault::{Fault, Faults, ImportError, Problem, Unit};
use super::member::{Members, axes, geometry, line, members, name, name_of, number, point, text, word};
use super::road::{Named, road};
use crate::names::Names;
use crate::parts::{Node, NodeKind, Parts, SegmentParts, Surface};
use crate::road::Turn;
use serde_json::Value;
use units::{Kmh, Metres, PlaceId, SegmentId};

/// Reads parts.
pub(crate) fn read(bytes: &[u8], most: usize) -> Result<Parts, ImportError> {
    let mut parts = Parts::default();
    let mut faults = Faults::default();
    let collection = collection::read(bytes, most, |number, feature| {
        if let Err(fault) = one(feature, &mut parts) {
            faults.push(Unit::Feature, number, name_of(feature), fault);
        }
    })?;
    let turns = collection.turns.unwrap_or(Value::Array(Vec::new()));
    let list = turns.as_array().map_or(&[] as &[Value], Vec::as_slice);
    if !turns.is_array() {
        faults.push(Unit::Turn, 0, None, ("turns", Problem::other("a list of turns", &turns)));
    }
    for (at, entry) in list.iter().enumerate() {
        match turn(entry) {
            Ok(turn) => parts.turns.push(turn),
            Err(fault) => faults.push(Unit::Turn, at + 1, None, fault),
        }
    }
    faults.judge()?;
    Ok(parts)
}

fn one(feature: &Value, parts: &mut Parts) -> Result<(), Fault> {
    match geometry(feature)? {
        ("Point", coordinates) => parts.nodes.push(node(members(feature)?, coordinates)?),
        ("LineString", coordinates) => parts.segments.push(segment(members(feature)?, coordinates)?),
        (kind, _) => return Err(("geometry", Problem::other("Point or LineString", kind))),
    }
    Ok(())
}

fn place(members: &Members, field: &'static str) -> Result<PlaceId, Fault> {
    PlaceId::new(text(members, field)?).map_err(|error| (field, error.into()))
}

fn segment_id(members: &Members, field: &'static str) -> Result<SegmentId, Fault> {
    SegmentId::new(text(members, field)?).map_err(|error| (field, error.into()))
}

fn node(members: &Members, coordinates: &Value) -> Result<Node, Fault> {
    Ok(Node {
        place: place(members, "place")?,
        point: point(coordinates)?,
        kind: word(members, "kind", "town, junction, crossing or site", NodeKind::read)?,
        names: Names { en: name(members, "name_en")?, fr: name(members, "name_fr")?, ar: name(members, "name_ar")? },
    })
}

fn segment(members: &Members, coordinates: &Value) -> Result<SegmentParts, Fault> {
    if let Some(found) = coordinates.as_array().map(Vec::len).filter(|found| *found > LINE_POINTS_MAX) {
        return Err(("coordinates", Problem::TooMany { found, most: LINE_POINTS_MAX }));
    }
    Ok(SegmentParts {
        segment: segment_id(members, "segment")?,
        from: place(members, "from")?,
        to: place(members, "to")?,
        length: Metres::new(number(members, "length_m")?),
        surface: word(members, "surface", "paved, gravel, track or sand", Surface::read)?,
        lanes: number(members, "lanes")?,
        speed: Kmh::new(number(members, "speed_kmh")?),
        oneway: members.flag("oneway")?,
        road: road(members)?,
        axes: axes(members)?,
        line: line(coordinates)?,
    })
}

fn turn(entry: &Value) -> Result<Turn, Fault> {
    let members = entry.as_object().ok_or_else(|| ("turns", Problem::other("an object", entry)))?;
    Ok(Turn {
        from: segment_id(members, "from")?,
        via: place(members, "via")?,
        to: segment_id(members, "to")?,
        only: members.flag("only")?,
    })
}
