//! Small files written by hand: what becomes of each of their elements.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

mod common;

use common::{Pbf, Tags};
use osm::{Import, OsmError, Pass, PlaceKind, Settings, Source};
use roads::{Access, Network, NodeKind, SegmentParts};
use std::io::Cursor;
use units::{Metres, SegmentId};

const ROAD: Tags<'_> = &[("highway", "primary")];

fn import(file: &Pbf) -> Import {
    import_by(file, &Settings::default())
}

/// Imports, and holds the result to what a network demands.
fn import_by(file: &Pbf, settings: &Settings) -> Import {
    let mut source = Source::new(Cursor::new(file.bytes())).unwrap();
    let import = osm::import(&mut source, settings, &mut |_| {}).unwrap();
    Network::new(import.parts.nodes.clone(), import.parts.segments.clone()).unwrap();
    import
}

/// `id from-to length`, one for each segment.
fn segments(import: &Import) -> Vec<String> {
    let line = |s: &SegmentParts| format!("{} {}-{} {}", s.segment, s.from, s.to, s.length.get());
    import.parts.segments.iter().map(line).collect()
}

fn turns(import: &Import) -> Vec<String> {
    let turns = import.parts.turns.iter();
    turns.map(|t| format!("{}{} {} {}", if t.only { "only " } else { "" }, t.from, t.via, t.to)).collect()
}

fn kinds(import: &Import) -> Vec<(String, NodeKind, String)> {
    import.parts.nodes.iter().map(|node| (node.place.to_string(), node.kind, node.names.fr.clone())).collect()
}

/// Nodes 1 to `count` on a meridian, 0.001 degrees (111.2 m) apart.
fn row(count: i64) -> Pbf {
    (1..=count).fold(Pbf::new(), |file, id| file.node(id, id * 1000, 0, &[]))
}

#[test]
fn roads_are_cut_where_they_meet() {
    let file = row(5).node(9, 3000, 5000, &[]).way(20, &[1, 2, 3, 4, 5], ROAD).way(10, &[3, 9], ROAD);
    let import = import(&file);
    assert_eq!(segments(&import), ["w10.1 n3-n9 556", "w20.1 n1-n3 223", "w20.2 n3-n5 223"]);
    assert_eq!(import.parts.segments[1].line.len(), 3);
    let places: Vec<&str> = import.parts.nodes.iter().map(|node| node.place.as_str()).collect();
    assert_eq!(places, ["n1", "n3", "n5", "n9"]);
    let report = &import.report;
    assert_eq!((report.nodes, report.ways, report.roads), (6, 2, 2));
}

#[test]
fn each_way_of_writing_a_file_gives_the_same() {
    let tags: Tags<'_> = &[("ford", "yes")];
    let make = |file: Pbf| {
        let nodes =
            file.node(1, 0, 0, &[]).node(2, 1000, -7, tags).node(3, 2000, 5, &[("place", "town"), ("name", "x")]);
        nodes.way(10, &[1, 2, 3], ROAD).relation(7, &[("from", 1, 10)], &[("type", "restriction")])
    };
    let (dense, plain) = (import(&make(Pbf::new())), import(&make(Pbf::new().plain())));
    assert_eq!(dense, plain);
    assert_eq!(dense.report.relations, 1);
    // Ways before nodes, and in another order.
    let first = import(&row(3).way(10, &[1, 2], ROAD).way(11, &[2, 3], ROAD));
    let late = Pbf::new().way(11, &[2, 3], ROAD).way(10, &[1, 2], ROAD);
    let late = (1..=3).rev().fold(late, |file, id| file.node(id, id * 1000, 0, &[]));
    assert_eq!(first, import(&late));
}

#[test]
fn rings_and_detours_never_end_where_they_began() {
    let file =
        row(5).way(10, &[1, 2, 3, 4, 1], &[("highway", "service"), ("junction", "roundabout")]).way(11, &[1, 5], ROAD);
    let ring = import(&file);
    assert_eq!(segments(&ring)[..2], ["w10.1 n1-n4 334", "w10.2 n4-n1 334"]);
    assert!(ring.parts.segments[0].oneway && !ring.parts.segments[2].oneway);
    assert_eq!(segments(&import(&row(2).way(10, &[1, 2, 1], ROAD))), ["w10.1 n1-n2 112", "w10.2 n2-n1 112"]);
}

#[test]
fn long_roads_are_cut_into_stretches() {
    let stretch = |metres| Settings { stretch: Metres::new(metres), ..Settings::default() };
    let ids: Vec<i64> = (1..=21).collect();
    let file = row(21).way(10, &ids, ROAD);
    let cut = import_by(&file, &stretch(800));
    // 2224 m in three parts of about 741 m.
    assert_eq!(segments(&cut), ["w10.1 n1-n8 779", "w10.2 n8-n15 779", "w10.3 n15-n21 668"]);
    assert_eq!(import_by(&file, &stretch(5000)).parts.segments.len(), 1);
    let every = import_by(&file, &stretch(1));
    assert_eq!((every.parts.segments.len(), every.report.oddities.segments_beyond_stretch), (20, 20));
}

#[test]
fn against_the_arrow_is_turned_round() {
    let import = import(&row(3).way(10, &[1, 2, 3], &[("highway", "primary"), ("oneway", "-1")]));
    assert_eq!(segments(&import), ["w10.1 n3-n1 223"]);
    let line = &import.parts.segments[0].line;
    assert_eq!((line[0].lat_micro(), line[2].lat_micro()), (3000, 1000));
    assert!(import.parts.segments[0].oneway);
}

#[test]
fn what_is_odd_is_counted_and_never_stops_the_import() {
    let file = row(4)
        .node(4, 90_000_000, 0, &[])
        .node(5, 1000, 0, &[])
        .node(6, 0, 200_000_000, &[])
        .way(10, &[1, 2, 99, 3, 4], ROAD)
        .way(11, &[1, 1, 2, 2], ROAD)
        .way(12, &[98, 97], ROAD)
        .way(13, &[1], ROAD)
        .way(14, &[1, 5], ROAD)
        .way(10, &[1, 4], ROAD)
        .way(15, &[2, 6], ROAD)
        .way(16, &[], ROAD);
    let import = import(&file);
    assert_eq!(segments(&import), ["w10.1 n1-n2 112", "w10.2 n3-n4 112", "w11.1 n1-n2 112", "w14.1 n1-n5 1"]);
    let odd = import.report.oddities;
    assert_eq!((odd.ways_twice, odd.nodes_twice, odd.nodes_missing, odd.roads_cut_short), (1, 1, 4, 3));
    assert_eq!((odd.roads_without_length, odd.nodes_repeated, odd.segments_without_length), (4, 2, 1));
}

#[test]
fn what_stands_on_a_road_is_on_one_segment() {
    let file = Pbf::new()
        .node(1, 1000, 0, &[("barrier", "gate"), ("access", "private")])
        .node(2, 2000, 0, &[])
        .node(3, 3000, 0, &[("ford", "yes")])
        .node(4, 4000, 0, &[])
        .node(5, 5000, 0, &[("barrier", "border_control")])
        .node(6, 6000, 0, &[])
        .way(10, &[1, 2, 3, 4, 5, 6], ROAD);
    let import = import(&file);
    assert_eq!(segments(&import), ["w10.1 n1-n3 223", "w10.2 n3-n5 223", "w10.3 n5-n6 112"]);
    let flags = |s: &SegmentParts| (s.road.barrier, s.road.ford, s.road.access);
    let flags: Vec<_> = import.parts.segments.iter().map(flags).collect();
    let none = (false, false, Access::Public);
    assert_eq!(flags, [(true, true, Access::Private), none, none]);
    assert_eq!(kinds(&import)[2].1, NodeKind::Crossing);
}

#[test]
fn nobody_drives_past_a_bollard() {
    let file = row(3).node(4, 4000, 0, &[("barrier", "bollard")]).node(5, 5000, 0, &[]).node(6, 4000, 900, &[]);
    let import =
        import(&file.way(10, &[1, 2, 3, 4, 5], ROAD).way(11, &[4, 6], &[("highway", "primary"), ("oneway", "yes")]));
    // From 11 one cannot come, into it one could go.
    let expected = ["w10.1 n4 w10.2", "w10.1 n4 w11.1", "w10.2 n4 w10.1", "w10.2 n4 w11.1"];
    assert_eq!(turns(&import), expected);
    assert_eq!(import.report.oddities.blocked, 1);
}

#[test]
fn turn_restrictions_are_obeyed_or_counted() {
    let base = row(5).node(9, 3000, 5000, &[]).node(8, 3000, -5000, &[]);
    // West-east road 20 (two ways at node 3), north-south road 10 through it.
    let base = base.way(10, &[1, 2, 3, 4, 5], ROAD).way(20, &[8, 3], ROAD).way(21, &[3, 9], ROAD).way(
        30,
        &[1, 5],
        &[("highway", "footway")],
    );
    let via3 = |from, to| [("from", 1, from), ("via", 0, 3), ("to", 1, to)];
    let restriction = |value: &'static str| [("type", "restriction"), ("restriction", value)];
    let file = base
        .relation(1, &via3(20, 21), &restriction("no_straight_on"))
        .relation(2, &via3(21, 20), &restriction("only_straight_on"))
        .relation(3, &via3(20, 20), &restriction("no_u_turn"))
        .relation(4, &via3(20, 10), &restriction("no_left_turn"))
        .relation(5, &via3(20, 30), &restriction("no_left_turn"))
        .relation(6, &[("from", 1, 20), ("to", 1, 21)], &restriction("no_left_turn"))
        .relation(7, &[("from", 1, 20), ("via", 1, 10), ("to", 1, 21)], &restriction("no_left_turn"))
        .relation(8, &via3(20, 21), &restriction("no_singing"))
        .relation(9, &via3(20, 21), &[("type", "restriction"), ("restriction:hgv", "no_left_turn")])
        .relation(10, &via3(20, 21), &[("type", "restriction"), ("restriction:bus", "no_left_turn")])
        .relation(11, &via3(20, 21), &[("type", "restriction"), ("restriction", "no_left_turn"), ("except", "psv;hgv")])
        .relation(12, &via3(20, 21), &[("type", "restriction"), ("restriction:conditional", "no_left_turn @ (Mo-Fr)")])
        .relation(13, &[("from", 1, 20), ("from", 1, 77), ("via", 0, 3), ("to", 1, 21)], &restriction("no_entry"))
        .relation(14, &via3(20, 21), &[("type", "multipolygon")])
        .relation(15, &via3(20, 20), &restriction("no_left_turn"));
    let import = import(&file);
    assert_eq!(turns(&import), ["w20.1 n3 w21.1", "only w21.1 n3 w20.1"]);
    let t = import.report.turns;
    assert_eq!((t.relations, t.obeyed, t.u_turns, t.ambiguous, t.off_network), (14, 4, 2, 1, 1));
    assert_eq!((t.incomplete, t.via_way, t.unknown, t.for_others, t.conditional), (1, 1, 1, 2, 1));
}

#[test]
fn places_take_the_nearest_node_of_a_road_the_greater_first() {
    let village: Tags<'_> = &[("place", "village"), ("name", "V")];
    let town: Tags<'_> = &[("place", "town"), ("name", "T"), ("name:ar", "م"), ("name:fr", "Ville")];
    let far: Tags<'_> = &[("place", "village"), ("name", "Far")];
    let file = row(9)
        .node(20, 5100, 100, village)
        .node(21, 5000, 3000, town)
        .node(22, 28_000, 0, far)
        .node(23, 9100, 100, &[("barrier", "border_control"), ("name", "Post")])
        .way(10, &[1, 2, 3, 4, 5, 6, 7, 8, 9], ROAD);
    let import = import(&file);
    let junction = |id: &str| (id.to_owned(), NodeKind::Junction, String::new());
    let expected = [
        junction("n1"),
        ("n5".to_owned(), NodeKind::Town, "Ville".to_owned()),
        ("n6".to_owned(), NodeKind::Town, "V".to_owned()),
        ("n9".to_owned(), NodeKind::Crossing, "Post".to_owned()),
    ];
    assert_eq!(kinds(&import), expected);
    assert_eq!(
        (import.off_network.len(), import.off_network[0].id, import.off_network[0].kind),
        (1, 22, PlaceKind::Village)
    );
    assert_eq!(import.report.places[&PlaceKind::Village], 1);
}

#[test]
fn places_are_found_across_the_date_line() {
    let file = Pbf::new()
        .node(1, 0, 179_995_000, &[])
        .node(2, 5000, 179_995_000, &[])
        .node(3, 0, -179_995_000, &[("place", "village"), ("name", "V")])
        .way(10, &[1, 2], ROAD);
    assert_eq!(kinds(&import(&file))[0].1, NodeKind::Town);
}

#[test]
fn progress_ends_where_the_file_does() {
    let bytes = row(3).way(10, &[1, 2, 3], ROAD).bytes();
    let total = bytes.len() as u64;
    let mut source = Source::new(Cursor::new(bytes)).unwrap();
    let mut seen = Vec::new();
    osm::import(&mut source, &Settings::default(), &mut |progress| seen.push(progress)).unwrap();
    for pass in [Pass::Roads, Pass::Nodes] {
        let of_pass: Vec<u64> = seen.iter().filter(|p| p.pass == pass).map(|p| p.done).collect();
        assert!(of_pass.is_sorted() && of_pass.last() == Some(&total), "{seen:?}");
    }
}

#[test]
fn limits_are_told_with_their_number() {
    let tight = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        let file = row(3).node(7, 0, 0, &[("place", "town")]).node(8, 0, 0, &[("place", "town")]);
        let mut source = Source::new(Cursor::new(file.way(10, &[1, 2], ROAD).way(11, &[2, 3], ROAD).bytes())).unwrap();
        osm::import(&mut source, &settings, &mut |_| {}).unwrap_err().to_string()
    };
    let hint = "cut a smaller extract, or raise the limit";
    assert_eq!(tight(|s| s.limits.roads = 1), format!("the file has more than 1 roads; {hint}"));
    assert_eq!(tight(|s| s.limits.road_nodes = 3), format!("the file has more than 3 nodes of roads; {hint}"));
    assert_eq!(tight(|s| s.limits.segments = 1), format!("the file has more than 1 segments; {hint}"));
    assert_eq!(tight(|s| s.limits.places = 1), format!("the file has more than 1 places; {hint}"));
}

#[test]
fn a_file_without_a_road_is_told() {
    let without = |file: Pbf| {
        let mut source = Source::new(Cursor::new(file.bytes())).unwrap();
        osm::import(&mut source, &Settings::default(), &mut |_| {}).unwrap_err()
    };
    let error = without(row(2).way(10, &[1, 2], &[("highway", "footway")]).way(11, &[1, 2], &[("waterway", "river")]));
    assert!(matches!(error, OsmError::NoRoad { ways: 2, highways: 1 }), "{error}");
    assert!(matches!(without(row(1)), OsmError::NoRoad { ways: 0, highways: 0 }));
    assert!(matches!(without(row(0).way(10, &[1, 2], ROAD)), OsmError::NoRoad { ways: 1, highways: 1 }));
}

#[test]
fn ids_that_are_not_yet_of_the_map_are_accepted() {
    let file = Pbf::new().node(-1, 0, 0, &[]).node(-2, 1000, 0, &[]).way(-7, &[-1, -2], ROAD);
    let import = import(&file);
    assert_eq!(import.parts.segments[0].segment, SegmentId::new("w-7.1").unwrap());
    assert_eq!(segments(&import), ["w-7.1 n-1-n-2 112"]);
}
