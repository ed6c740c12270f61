//! Routes and the points of march tables as GeoJSON (RFC 7946).

use crate::Orders;
use crate::atlas::vehicles;
use crate::trace;
use convoy::Column;
use serde_json::{Number, Value, json};
use units::{Moment, PlaceId, Point};
use words::Words;

pub(crate) fn write(orders: &Orders, words: &Words) -> String {
    let features = orders.plan.columns.iter().flat_map(|column| features(orders, words, column));
    let lines: Vec<String> = features.map(|feature| feature.to_string()).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

fn features(orders: &Orders, words: &Words, column: &Column) -> Vec<Value> {
    let when = |at: Option<Moment>| at.map(|at| at.to_string());
    let ordered = orders.issue(&column.convoy).is_some_and(|issue| issue.same);
    let mut all = vec![
        json!({ "type": "Feature", "geometry": lines(&trace::to_the_crossing(orders, column)), "properties": {
            "kind": "route", "plan": orders.digest, "convoy": column.convoy, "credit": column.credit, "ordered": ordered,
            "from": column.origin, "to": column.crossing, "segments": column.route().collect::<Vec<_>>(),
            "from_name": orders.place(words, &column.origin), "to_name": orders.place(words, &column.crossing),
            "departs": when(column.departs()), "due": when(column.arrives().map(|timing| timing.due)),
            "clear": when(column.arrives().map(|timing| timing.clear)), "vehicles": vehicles(column),
            "length_m": orders.length(column).get(), "rate_kmh": column.rate.get(),
            "road_space_m": column.road_space.get(), "pass_time_s": column.pass_time.get().div_ceil(10),
        }}),
        json!({ "type": "Feature", "geometry": lines(&trace::onward(orders, column)), "properties": {
            "kind": "onward", "plan": orders.digest, "convoy": column.convoy, "from": column.crossing,
            "to": column.onward.destination, "segments": column.onward.segments,
        }}),
    ];
    all.extend(column.march_table.iter().map(|timing| {
        let names = orders.names(&timing.place).map(|names| json!({"en": names.en, "fr": names.fr, "ar": names.ar}));
        json!({ "type": "Feature", "geometry": at(orders, &timing.place), "properties": {
            "kind": "point", "convoy": column.convoy, "point": timing.kind.code(), "place": timing.place,
            "name": orders.place(words, &timing.place), "names": names, "due": timing.due, "clear": timing.clear,
        }})
    }));
    all
}

fn at(orders: &Orders, place: &PlaceId) -> Value {
    orders.point(place).map_or(Value::Null, |point| json!({ "type": "Point", "coordinates": position(point) }))
}

/// One line, or several where roads between them are not known here; nothing where none is.
fn lines(pieces: &[Vec<Point>]) -> Value {
    let line = |piece: &Vec<Point>| piece.iter().map(|point| position(*point)).collect::<Vec<_>>();
    match pieces {
        [] => Value::Null,
        [one] => json!({ "type": "LineString", "coordinates": line(one) }),
        [_, ..] => json!({ "type": "MultiLineString", "coordinates": pieces.iter().map(line).collect::<Vec<_>>() }),
    }
}

fn position(point: Point) -> [Value; 2] {
    point.degrees().map(|text| text.parse::<Number>().map_or(Value::Null, Value::Number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_numbers_with_every_digit() {
        assert_eq!(json!(position(Point::new(-1, 948_333).unwrap())).to_string(), "[0.948333,-1e-6]");
    }
}
