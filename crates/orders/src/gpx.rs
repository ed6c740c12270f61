//! Routes for a satellite receiver: GPX 1.1, elements in the order of its schema.
//!
//! A column is a route, with a point and the head's time for each place on it, and a track along the road.

use crate::Orders;
use crate::atlas::{called, vehicles};
use crate::trace;
use crate::xml;
use convoy::{Column, Timing};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use units::{Moment, PlaceId, Point};
use words::{Arg, Words};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Qafila\" \
                    xmlns=\"http://www.topografix.com/GPX/1/1\">\n";

pub(crate) fn write(orders: &Orders, words: &Words) -> String {
    let mut out = String::from(HEAD);
    let title = xml::text(called(&orders.title, words.lang()));
    // A String never fails to grow.
    let _ = writeln!(out, "  <metadata>\n    <name>{title}</name>\n    <time>{}</time>\n  </metadata>", orders.dated());
    let columns = &orders.plan.columns;
    let mut seen = BTreeSet::new();
    for timing in columns.iter().flat_map(|column| &column.march_table) {
        if seen.insert(&timing.place) {
            put(&mut out, orders, words, ("  ", "wpt"), (&timing.place, None));
        }
    }
    for (number, column) in (1_u32..).zip(columns) {
        route(&mut out, orders, words, (number, column));
    }
    for column in columns {
        track(&mut out, orders, column);
    }
    out + "</gpx>\n"
}

fn route(out: &mut String, orders: &Orders, words: &Words, (number, column): (u32, &Column)) {
    let told = [
        ("credit", Arg::code(&column.credit)),
        ("vehicles", vehicles(column).into()),
        ("crossing", Arg::text(orders.place(words, &column.crossing))),
        ("plan", Arg::code(orders.digest.short())),
    ];
    let (name, about) = (xml::text(column.convoy.as_str()), xml::text(&words.say("event-about", &told)));
    let _ = writeln!(out, "  <rte>\n    <name>{name}</name>\n    <desc>{about}</desc>\n    <number>{number}</number>");
    for passed in passed(column) {
        put(out, orders, words, ("    ", "rtept"), passed);
    }
    out.push_str("  </rte>\n");
}

/// Every place on the way with the head's time there: leaving the first, reaching the others.
fn passed(column: &Column) -> Vec<(&PlaceId, Option<Moment>)> {
    if column.legs.is_empty() {
        let row = |timing: &'_ Timing| timing.due;
        return column.march_table.iter().map(|timing| (&timing.place, Some(row(timing)))).collect();
    }
    let first = column.legs.first().map(|leg| (&leg.from, Some(leg.enter_head)));
    first.into_iter().chain(column.legs.iter().map(|leg| (&leg.to, Some(leg.exit_head)))).collect()
}

/// A point, where it is known where that is.
fn put(
    out: &mut String,
    orders: &Orders,
    words: &Words,
    (indent, element): (&str, &str),
    (place, at): (&PlaceId, Option<Moment>),
) {
    let Some(point) = orders.point(place) else { return };
    let time = at.map(|at| format!("<time>{at}</time>")).unwrap_or_default();
    let (name, code) = (xml::text(&orders.place(words, place)), xml::text(place.as_str()));
    let _ =
        writeln!(out, "{indent}<{element} {}>{time}<name>{name}</name><cmt>{code}</cmt></{element}>", position(point));
}

fn track(out: &mut String, orders: &Orders, column: &Column) {
    let pieces = trace::to_the_crossing(orders, column);
    if pieces.is_empty() {
        return;
    }
    let _ = writeln!(out, "  <trk>\n    <name>{}</name>", xml::text(column.convoy.as_str()));
    for piece in pieces {
        out.push_str("    <trkseg>\n");
        for point in piece {
            let _ = writeln!(out, "      <trkpt {}/>", position(point));
        }
        out.push_str("    </trkseg>\n");
    }
    out.push_str("  </trk>\n");
}

fn position(point: Point) -> String {
    let [lon, lat] = point.degrees();
    // The schema's longitudes end before 180 degrees east, which is as far west.
    let lon = if lon == "180.000000" { "-180.000000".to_owned() } else { lon };
    format!("lat=\"{lat}\" lon=\"{lon}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_line_lies_in_the_west() {
        let text = |lon| position(Point::new(0, lon).unwrap());
        assert_eq!(text(180_000_000), "lat=\"0.000000\" lon=\"-180.000000\"");
        assert_eq!(text(179_999_999), "lat=\"0.000000\" lon=\"179.999999\"");
    }
}
