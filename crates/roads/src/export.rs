//! Writes a network as GeoJSON: one feature a line, in order of names, the same bytes each time.

use crate::handles::{NodeRef, Segment};
use crate::network::Network;
use crate::road::{Road, Turn};
use serde_json::{Value, json};
use units::{Grams, Millimetres, Point};

/// The network as a FeatureCollection that [`read_geojson`](crate::read_geojson) reads back unchanged.
pub fn write_geojson(network: &Network) -> String {
    let places = network.nodes().map(node);
    let segments = network.segments().map(segment);
    let lines: Vec<String> = places.chain(segments).collect();
    let turns: Vec<Value> = network.turns().map(|numbers| turn(&network.turn(numbers))).collect();
    let turns = if turns.is_empty() { String::new() } else { format!("\"turns\":{},", Value::Array(turns)) };
    format!("{{\"type\":\"FeatureCollection\",{turns}\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn node(node: NodeRef<'_>) -> String {
    let [en, fr, ar] = node.names_as_written();
    let members = [
        ("place", json!(node.name())),
        ("kind", json!(node.kind().word())),
        ("name_en", json!(en)),
        ("name_fr", json!(fr)),
        ("name_ar", json!(ar)),
    ];
    feature("Point", &position(node.point()), &members)
}

fn segment(segment: Segment<'_>) -> String {
    let mut members = vec![
        ("segment", json!(segment.name())),
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
    members.extend(road(&segment.road()));
    let line: Vec<String> = segment.line().map(position).collect();
    feature("LineString", &format!("[{}]", line.join(",")), &members)
}

/// What is known of a road; nothing where it is as most are.
fn road(road: &Road) -> Vec<(&'static str, Value)> {
    let plain = Road::default();
    let word = |differs: bool, word: &str| differs.then(|| json!(word));
    let flag = |set: bool| set.then_some(Value::Bool(true));
    let size = |size: Option<Millimetres>| size.map(|size| json!(size));
    let mass = |mass: Option<Grams>| mass.map(|mass| json!(mass));
    let all = [
        ("class", word(road.class != plain.class, road.class.word())),
        ("grade", road.grade.map(|grade| json!(grade.get()))),
        ("access", word(road.access != plain.access, road.access.word())),
        ("season", word(road.season != plain.season, road.season.word())),
        ("bridge", flag(road.bridge)),
        ("ford", flag(road.ford)),
        ("tunnel", flag(road.tunnel)),
        ("barrier", flag(road.barrier)),
        ("width_mm", size(road.width)),
        ("mass_max_g", mass(road.mass_max)),
        ("axle_max_g", mass(road.axle_max)),
        ("height_max_mm", size(road.height_max)),
        ("width_max_mm", size(road.width_max)),
        ("length_max_mm", size(road.length_max)),
        ("load_class", road.load_class.map(|class| json!(class))),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn turn(turn: &Turn) -> Value {
    let mut entry = json!({ "from": turn.from, "via": turn.via, "to": turn.to });
    if turn.only {
        entry["only"] = json!(true);
    }
    entry
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
