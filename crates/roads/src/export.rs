//! Writes a network as GeoJSON: one feature a line, in order of names, the same bytes each time.

use crate::network::{Network, Node, Segment};
use serde_json::{Value, json};
use units::{Point, SegmentId};

/// The network as a FeatureCollection that [`read_geojson`](crate::read_geojson) reads back unchanged.
pub fn write_geojson(network: &Network) -> String {
    let places = network.nodes().map(node);
    let segments = network.segments().map(segment);
    let lines: Vec<String> = places.chain(segments).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn node(node: &Node) -> String {
    let members = [
        ("place", json!(node.place)),
        ("kind", json!(node.kind.word())),
        ("name_en", json!(node.names.en)),
        ("name_fr", json!(node.names.fr)),
        ("name_ar", json!(node.names.ar)),
    ];
    feature("Point", &position(node.point), &members)
}

fn segment(segment: &Segment) -> String {
    let id: &SegmentId = segment.id();
    let mut members = vec![
        ("segment", json!(id)),
        ("from", json!(segment.from())),
        ("to", json!(segment.to())),
        ("length_m", json!(segment.length())),
        ("surface", json!(segment.surface().word())),
        ("lanes", json!(segment.lanes())),
        ("speed_kmh", json!(segment.speed())),
        ("axis", json!(segment.axes())),
    ];
    if segment.oneway() {
        members.push(("oneway", json!(true)));
    }
    let line: Vec<String> = segment.line().iter().copied().map(position).collect();
    feature("LineString", &format!("[{}]", line.join(",")), &members)
}

/// A feature on one line, its members in the order given.
fn feature(geometry: &str, coordinates: &str, members: &[(&str, Value)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!(
        "{{\"type\":\"Feature\",\"geometry\":{{\"type\":\"{geometry}\",\"coordinates\":{coordinates}}},\"properties\":{{{}}}}}",
        members.join(",")
    )
}

fn position(point: Point) -> String {
    format!("[{},{}]", degrees(point.lon_micro()), degrees(point.lat_micro()))
}

/// Microdegrees as a decimal fraction without trailing zeros beyond the fifth decimal.
fn degrees(micro: i32) -> String {
    let sign = if micro < 0 { "-" } else { "" };
    let size = micro.unsigned_abs();
    let (whole, part) = (size / 1_000_000, size % 1_000_000);
    if part % 10 == 0 { format!("{sign}{whole}.{:05}", part / 10) } else { format!("{sign}{whole}.{part:06}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_exact() {
        assert_eq!(degrees(0), "0.00000");
        assert_eq!(degrees(-44_720), "-0.04472");
        assert_eq!(degrees(180_000_000), "180.00000");
        assert_eq!(degrees(-1), "-0.000001");
    }
}
