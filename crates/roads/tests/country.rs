//! Checks, axes, joins and names over whole networks.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use roads::{
    AxisError, FindingKind, Gazetteer, JoinBy, JoinError, Joint, Names, Network, Node, NodeKind, Parts, SegmentParts,
    Surface, Turn, check, info, join, read_geojson,
};
use units::{AxisId, Kmh, Metres, PlaceId, Point, SegmentId};

const OPERATION: &str = include_str!("../../../operations/sahel-2013/network.geojson");

fn operation() -> Network {
    read_geojson(OPERATION).unwrap()
}

fn place(name: &str) -> PlaceId {
    PlaceId::new(name).unwrap()
}

fn axis(name: &str) -> AxisId {
    AxisId::new(name).unwrap()
}

/// A place a hundredth of a degree north for each number.
fn node(name: &str, number: i64, kind: NodeKind) -> Node {
    let names = Names { en: String::new(), fr: String::new(), ar: String::new() };
    Node { place: place(name), point: Point::new(20_000_000 + number * 10_000, 1_000_000).unwrap(), kind, names }
}

fn road(name: &str, from: &str, to: &str, length: u64, oneway: bool) -> SegmentParts {
    SegmentParts {
        segment: SegmentId::new(name).unwrap(),
        from: place(from),
        to: place(to),
        length: Metres::new(length),
        surface: Surface::Track,
        lanes: 2,
        speed: Kmh::new(30),
        oneway,
        road: roads::Road::default(),
        axes: Vec::new(),
        line: Vec::new(),
    }
}

/// Towns a, b, c ... in a row to the north, 1112 m apart.
fn row(names: &[&str], segments: Vec<SegmentParts>) -> Parts {
    let nodes = names.iter().zip(0..).map(|(name, number)| node(name, number, NodeKind::Town)).collect();
    Parts { nodes, segments, turns: Vec::new() }
}

fn kinds(network: &Network) -> Vec<(FindingKind, String)> {
    check(network).listed.into_iter().map(|one| (one.kind, one.place.to_string())).collect()
}

#[test]
fn each_kind_of_finding_is_found_and_only_there() {
    let sound = || row(&["a", "b", "c"], vec![road("ab", "a", "b", 1200, false), road("bc", "b", "c", 1200, false)]);
    let with = |change: &dyn Fn(&mut Parts)| {
        let mut parts = sound();
        change(&mut parts);
        kinds(&Network::build(parts).unwrap())
    };
    let told = |kind, place: &str| vec![(kind, place.to_owned())];
    assert_eq!(with(&|_| {}), []);
    assert_eq!(with(&|parts| parts.nodes.push(node("z", 3, NodeKind::Town))), told(FindingKind::Island, "z"));
    assert_eq!(with(&|parts| parts.segments[1].oneway = true), told(FindingKind::OneWayTrap, "c"));
    assert_eq!(with(&|parts| parts.nodes[2].kind = NodeKind::Junction), told(FindingKind::DeadEnd, "c"));
    assert_eq!(with(&|parts| parts.segments[0].speed = Kmh::new(71)), told(FindingKind::Speed, "a"));
    assert_eq!(with(&|parts| parts.segments[0].length = Metres::new(1000)), told(FindingKind::Short, "a"));
    assert_eq!(with(&|parts| parts.segments.push(road("x", "b", "a", 1200, false))), told(FindingKind::Duplicate, "b"));
    assert_eq!(with(&|parts| parts.nodes[2].kind = NodeKind::Crossing), told(FindingKind::OneSided, "c"));
    let turn = |via| {
        let segment = |name| SegmentId::new(name).unwrap();
        Turn { from: segment("ab"), via: place(via), to: segment("bc"), only: false }
    };
    assert_eq!(with(&|parts| parts.turns.push(turn("b"))), []);
    assert_eq!(with(&|parts| parts.turns.push(turn("c"))), told(FindingKind::Turn, "c"));
}

proptest! {
    /// Groups against plain reachability.
    #[test]
    fn islands_and_round_trips_are_those_of_trying_every_pair(
        drawn in proptest::collection::vec((0..9_usize, 1..9_usize, any::<bool>()), 0..14),
    ) {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let roads: Vec<_> = drawn.iter().enumerate()
            .map(|(at, (from, step, oneway))| road(&format!("s{at}"), names[*from], names[(from + step) % 9], 9000, *oneway))
            .collect();
        let network = Network::build(row(&names, roads)).unwrap();
        let reach = |start: usize, both: bool| {
            let mut seen = vec![false; 9];
            let mut open = vec![start];
            seen[start] = true;
            while let Some(here) = open.pop() {
                for (from, step, oneway) in &drawn {
                    let to = (from + step) % 9;
                    for (one, other, may) in [(*from, to, true), (to, *from, both || !oneway)] {
                        if may && one == here && !seen[other] {
                            seen[other] = true;
                            open.push(other);
                        }
                    }
                }
            }
            seen
        };
        let size = |start: usize| reach(start, true).iter().filter(|seen| **seen).count();
        let round = |start: usize| (0..9).filter(|end| reach(start, false)[*end] && reach(*end, false)[start]).count();
        let findings = check(&network);
        prop_assert_eq!(findings.largest, (0..9).map(size).max().unwrap());
        prop_assert_eq!(findings.round, (0..9).map(round).max().unwrap());
    }
}

#[test]
fn an_axis_is_found_over_places_and_kept() {
    let network = operation();
    let way = network.way_over(&[place("gao"), place("kidal")]).unwrap();
    let with = network.with_axis(&axis("axis-new"), &way).unwrap();
    let new = with.axis(&axis("axis-new")).unwrap();
    assert_eq!(new.segments.len(), way.len());
    assert_eq!(with.axes().len(), network.axes().len() + 1);
    assert!(with.segment(&way[0]).unwrap().axes().contains(&axis("axis-new")));
    // The file and the GeoJSON of it hold the same.
    assert_eq!(read_geojson(&roads::write_geojson(&with)).unwrap(), with);
    let again = with.with_axis(&axis("axis-new"), &way[..1]).unwrap();
    assert_eq!(again.axis(&axis("axis-new")).unwrap().segments.len(), 1);
    let back = [place("gao"), place("kidal"), place("gao")];
    let turned = network.with_axis(&axis("axis-new"), &network.way_over(&back).unwrap());
    assert!(matches!(turned, Err(AxisError::NoChain(_))));
    assert!(matches!(network.way_over(&[place("gao"), place("x")]), Err(AxisError::Missing { what: "place", .. })));
    assert!(matches!(network.way_over(&back[..1]), Err(AxisError::TooFew { places: 1 })));
}

/// Two countries with a crossing each; the second one's lies 1112 m further north.
fn countries() -> (Network, Network) {
    let mut one = row(&["a", "x"], vec![road("r", "a", "x", 1200, false)]);
    one.nodes[1].kind = NodeKind::Crossing;
    let mut other = row(&["q", "w", "y", "a"], vec![road("r", "y", "a", 1200, false)]);
    other.nodes[2].kind = NodeKind::Crossing;
    (Network::build(one).unwrap(), Network::build(other).unwrap())
}

#[test]
fn networks_join_where_told_or_where_near() {
    let (one, other) = countries();
    let joint = |network, prefix| Joint { network, prefix };
    let joined = |by: &JoinBy| join(joint(&one, "dz/"), joint(&other, "ml/"), by);
    let none = joined(&JoinBy::default()).unwrap_err();
    assert_eq!(none, JoinError::NoCrossing { one: 1, other: 1 });
    let near = |within| joined(&JoinBy { within: Some(Metres::new(within)), pairs: Vec::new() });
    assert!(near(1000).is_err());
    let (network, report) = near(1200).unwrap();
    assert_eq!(report.places, [(place("dz/x"), place("y"))]);
    assert_eq!(report.apart, []);
    assert_eq!(network.way_over(&[place("dz/a"), place("ml/a")]).unwrap().len(), 2);
    let (by_pair, report) = joined(&JoinBy { within: None, pairs: vec![(place("a"), place("a"))] }).unwrap();
    assert_eq!(by_pair.node_count(), 5);
    assert_eq!(report.apart, [place("x"), place("y")]);
    let same_names =
        join(joint(&one, ""), joint(&other, ""), &JoinBy { within: Some(Metres::new(1200)), pairs: Vec::new() });
    assert!(matches!(same_names, Err(JoinError::Network(_))));
}

#[test]
fn places_are_found_however_they_are_written() {
    let network = operation();
    let gazetteer = Gazetteer::new(&network);
    let names =
        |found: Vec<roads::NodeRef<'_>>| found.into_iter().map(|node| node.name().to_owned()).collect::<Vec<_>>();
    let kidal = network.node(&place("kidal")).unwrap().names();
    for written in ["kidal", "KIDAL", &kidal.ar, &kidal.fr] {
        assert_eq!(names(gazetteer.find(written)), ["kidal"], "{written}");
    }
    assert!(gazetteer.find("kidale").is_empty());
    assert_eq!(names(gazetteer.near("kidale"))[0], "kidal");
    assert!(gazetteer.near("xxxxxxxxxxxxxx").is_empty());
}

#[test]
fn what_the_operation_has_is_counted() {
    let info = info(&operation());
    assert_eq!(info.kinds.values().sum::<usize>(), 83);
    assert_eq!(info.classes.values().map(|(count, _)| count).sum::<usize>(), 91);
    assert_eq!(info.surfaces.values().map(|(_, length)| length.get()).sum::<u64>(), info.length.get());
    assert_eq!(info.defiles, 10);
}
