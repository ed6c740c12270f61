//! The network file: what is built comes back, and whatever is not whole is refused.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use proptest::prelude::*;
use roads::{
    Access, FileError, Names, Network, NetworkFault, Node, NodeKind, Parts, Provenance, Road, RoadClass, Season,
    SegmentParts, Surface, TrackGrade, Turn, distance, read_geojson, write_geojson,
};
use std::sync::Arc;
use units::{AxisId, Grams, Kmh, Metres, Millimetres, Moment, PlaceId, Point, SegmentId};

const OPERATION: &str = include_str!("../../../operations/sahel-2013/network.geojson");

fn point() -> impl Strategy<Value = Point> {
    (-90_000_000..=90_000_000_i64, -180_000_000..=180_000_000_i64).prop_map(|(lat, lon)| Point::new(lat, lon).unwrap())
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => "[a-zé]{1,9}", 1 => Just("تيمياوين".to_owned())]
}

fn node(number: usize) -> impl Strategy<Value = Node> {
    (point(), 0..4_usize, name(), name(), name()).prop_map(move |(point, kind, en, fr, ar)| Node {
        place: place(number),
        point,
        kind: NodeKind::ALL[kind],
        names: Names { en, fr, ar },
    })
}

fn place(number: usize) -> PlaceId {
    PlaceId::new(format!("p{number}")).unwrap()
}

fn segment_id(number: usize) -> SegmentId {
    SegmentId::new(format!("s{number}")).unwrap()
}

fn road() -> impl Strategy<Value = Road> {
    let sizes = proptest::array::uniform4(proptest::option::weighted(0.2, 0..5_u32));
    let masses = proptest::array::uniform2(proptest::option::weighted(0.2, any::<u64>()));
    let codes = (0..10_usize, 0..=5_u8, 0..3_usize, 0..3_usize);
    let load = proptest::option::weighted(0.2, any::<u16>());
    (codes, any::<[bool; 4]>(), sizes, masses, load).prop_map(
        |((class, grade, access, season), marks, sizes, masses, load)| Road {
            class: RoadClass::ALL[class],
            grade: TrackGrade::new(grade),
            access: Access::ALL[access],
            season: Season::ALL[season],
            bridge: marks[0],
            ford: marks[1],
            tunnel: marks[2],
            barrier: marks[3],
            width: sizes[0].map(Millimetres::new),
            height_max: sizes[1].map(Millimetres::new),
            width_max: sizes[2].map(Millimetres::new),
            length_max: sizes[3].map(Millimetres::new),
            mass_max: masses[0].map(Grams::new),
            axle_max: masses[1].map(Grams::new),
            load_class: load,
        },
    )
}

fn segment(number: usize, nodes: usize) -> impl Strategy<Value = SegmentParts> {
    let numbers = (0..nodes, 1..nodes, 1..2_000_000_u64, 1..=200_u32, 1..=255_u8);
    (numbers, any::<bool>(), 0..4_usize, road(), proptest::collection::vec(point(), 0..5)).prop_map(
        move |((from, step, length, speed, lanes), oneway, surface, road, line)| SegmentParts {
            segment: segment_id(number),
            from: place(from),
            to: place((from + step) % nodes),
            length: Metres::new(length),
            surface: Surface::ALL[surface],
            lanes,
            speed: Kmh::new(speed),
            oneway,
            road,
            // Each its own axis, so that every axis is a chain.
            axes: if number.is_multiple_of(3) {
                vec![AxisId::new(format!("axis-{number}")).unwrap()]
            } else {
                Vec::new()
            },
            line,
        },
    )
}

/// Parts in the order of a network: by name.
fn parts() -> impl Strategy<Value = Parts> {
    (2..40_usize, 0..60_usize).prop_flat_map(|(nodes, segments)| {
        let all = (0..nodes).map(node).collect::<Vec<_>>();
        let roads = (0..segments).map(|number| segment(number, nodes)).collect::<Vec<_>>();
        let turns = proptest::collection::btree_set((0..segments.max(1), 0..nodes, 0..segments.max(1)), 0..4);
        (all, roads, turns).prop_map(move |(mut nodes, mut roads, turns)| {
            nodes.sort_by(|one, other| one.place.cmp(&other.place));
            roads.sort_by(|one, other| one.segment.cmp(&other.segment));
            let turn = |(from, via, to)| Turn {
                from: segment_id(from),
                via: place(via),
                to: segment_id(to),
                only: via % 2 == 0,
            };
            let mut turns: Vec<Turn> =
                if roads.is_empty() { Vec::new() } else { turns.into_iter().map(turn).collect() };
            turns.sort();
            Parts { nodes, segments: roads, turns }
        })
    })
}

fn reopened(network: &Network) -> Result<Network, FileError> {
    Network::open(Arc::new(network.as_bytes().to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_built_comes_back(parts in parts()) {
        let network = Network::build(parts.clone()).unwrap();
        prop_assert_eq!(&reopened(&network).unwrap(), &network);
        let mut back = network.to_parts();
        back.turns.sort();
        prop_assert_eq!(back, parts);
        for (at, segment) in network.segments().enumerate() {
            prop_assert_eq!(segment.index().at(), at);
            prop_assert_eq!(network.segment(&segment.id()).unwrap().index(), segment.index());
            for end in [segment.tail(), segment.head()] {
                prop_assert!(network.node_at(end).meeting().any(|one| one.index() == segment.index()));
            }
        }
        let met: usize = network.nodes().map(|node| node.meeting().len()).sum();
        prop_assert_eq!(met, network.segment_count() * 2);
    }

    #[test]
    fn the_order_of_parts_does_not_matter(parts in parts()) {
        let mut other = parts.clone();
        other.nodes.reverse();
        other.segments.reverse();
        other.turns.reverse();
        prop_assert_eq!(Network::build(parts).unwrap(), Network::build(other).unwrap());
    }

    #[test]
    fn geojson_and_file_hold_the_same(parts in parts()) {
        let network = Network::build(parts).unwrap();
        prop_assert_eq!(read_geojson(&write_geojson(&network)).unwrap(), network);
    }

    #[test]
    fn any_byte_that_changes_is_noticed(parts in parts(), at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let network = Network::build(parts).unwrap();
        let mut bytes = network.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let opened = Network::open(Arc::new(bytes));
        // Bytes between sections, and the four that are kept free, mean nothing.
        prop_assert!(opened.is_err() || at >= 28, "byte {at}");
        if let Ok(opened) = opened {
            prop_assert_eq!(opened.to_parts(), network.to_parts());
        }
    }

    #[test]
    fn the_nearest_are_those_of_looking_at_all(parts in parts(), here in point()) {
        let network = Network::build(parts).unwrap();
        let found: Vec<Metres> = network.nodes_near(here).map(|(_, far)| far).collect();
        prop_assert_eq!(found.len(), network.node_count());
        prop_assert!(found.is_sorted());
        let segments: Vec<Metres> = network.segments_near(here).map(|(_, far)| far).collect();
        prop_assert_eq!(segments.len(), network.segment_count());
        prop_assert!(segments.is_sorted());
    }
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let network = read_geojson(OPERATION).unwrap();
    let bytes = network.as_bytes();
    for cut in (0..bytes.len()).step_by(97).chain(0..800) {
        assert!(Network::open(Arc::new(bytes[..cut].to_vec())).is_err(), "{cut}");
    }
    let mut longer = bytes.to_vec();
    longer.push(0);
    assert!(matches!(Network::open(Arc::new(longer)), Err(FileError::Length { .. })));
    assert_eq!(Network::open(Arc::new(b"PK".to_vec())), Err(FileError::Magic));
    let mut newer = bytes.to_vec();
    newer[8] = 2;
    assert_eq!(Network::open(Arc::new(newer)), Err(FileError::Version { version: 2 }));
}

#[test]
fn where_it_comes_from_and_an_order_are_kept() {
    let network = read_geojson(OPERATION).unwrap();
    assert_eq!(network.provenance(), Provenance::default());
    let said = Provenance {
        source: "a survey".to_owned(),
        licence: "as agreed".to_owned(),
        read: Some(Moment::from_seconds(1_360_332_120)),
    };
    let told = network.with_provenance(&said).unwrap();
    assert_eq!(reopened(&told).unwrap().provenance(), said);
    let order: Vec<u32> = (0..83).rev().collect();
    let ordered = told.with_order(&order).unwrap();
    let opened = reopened(&ordered).unwrap();
    assert_eq!((opened.order(), opened.provenance()), (order, said));
    assert_eq!(opened.to_parts(), network.to_parts());
    assert!(network.with_order(&[0; 83]).is_err());
    assert!(network.with_order(&[0, 1]).is_err());
    let long = Provenance { source: "x".repeat(4097), ..Provenance::default() };
    assert_eq!(
        network.with_provenance(&long).unwrap_err().to_string(),
        "the source has 4097 bytes, at most 4096 are kept"
    );
}

#[test]
fn every_fault_of_parts_is_told_at_once() {
    let mut parts = read_geojson(OPERATION).unwrap().to_parts();
    let twice = parts.nodes[0].clone();
    parts.nodes.push(twice);
    parts.segments[0].length = Metres::ZERO;
    parts.segments[1].lanes = 0;
    let turn = Turn { from: segment_id(1), via: place(1), to: segment_id(2), only: false };
    parts.turns.push(turn);
    let error = Network::build(parts).unwrap_err();
    assert_eq!(error.count, 4);
    assert!(matches!(
        error.faults[..],
        [
            NetworkFault::PlaceTwice { .. },
            NetworkFault::Length { .. },
            NetworkFault::Lanes { .. },
            NetworkFault::TurnMissing { .. }
        ]
    ));
}

#[test]
fn the_nearest_place_is_named() {
    let network = read_geojson(OPERATION).unwrap();
    let gao = network.node(&PlaceId::new("gao").unwrap()).unwrap();
    let beside = Point::new(i64::from(gao.point().lat_micro()) + 2_000, gao.point().lon_micro().into()).unwrap();
    let (nearest, far) = network.nodes_near(beside).next().unwrap();
    assert_eq!((nearest.name(), far), ("gao", Metres::new(222)));
    let by_hand = network.segments().map(|one| one.line().map(|at| distance(at, beside)).min().unwrap()).min();
    assert!(network.segments_near(beside).next().unwrap().1 <= by_hand.unwrap());
}
