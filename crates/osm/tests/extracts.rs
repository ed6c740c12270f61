//! Real extracts, and a made-up country: counted here by another reader, and held against what the import says.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use osm::{Import, Settings, Source};
use osmpbf::{Element, ElementReader};
use roads::{Network, Parts};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Cursor;
use units::{Metres, SegmentId};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

/// Name, ways with a highway tag as `../shared/data/README.md` counts them.
const EXTRACTS: [(&str, u64); 5] = [
    ("monaco.osm.pbf", 2_927),
    ("liechtenstein-latest.osm.pbf", 4_660),
    ("andorra.osm.pbf", 1_615),
    ("helsinki-centre.osm.pbf", 2_650),
    ("nominatim-apidb-test.pbf", 10_441),
];

fn bytes(path: &str) -> Option<Vec<u8>> {
    std::fs::read(format!("{SHARED}/{path}")).ok()
}

fn import(bytes: Vec<u8>, stretch: u64) -> Import {
    let settings = Settings { stretch: Metres::new(stretch), ..Settings::default() };
    osm::import(&mut Source::new(Cursor::new(bytes)).unwrap(), &settings, &mut |_| {}).unwrap()
}

/// What another reader counts.
#[derive(Default)]
struct Counted {
    nodes: u64,
    ways: u64,
    relations: u64,
    highways: u64,
    ferries: u64,
    restrictions: u64,
    /// Nodes of each way with a highway tag.
    refs: BTreeMap<i64, Vec<i64>>,
}

fn count(bytes: &[u8]) -> Counted {
    let mut counted = Counted::default();
    let each = |element: Element<'_>| match element {
        Element::Node(_) | Element::DenseNode(_) => counted.nodes += 1,
        Element::Way(way) => {
            counted.ways += 1;
            if way.tags().any(|(key, _)| key == "highway") {
                counted.highways += 1;
                counted.refs.insert(way.id(), way.refs().collect());
            } else if way.tags().any(|tag| tag == ("route", "ferry")) {
                counted.ferries += 1;
                counted.refs.insert(way.id(), way.refs().collect());
            }
        }
        Element::Relation(relation) => {
            counted.relations += 1;
            let kind = relation.tags().find(|(key, _)| *key == "type").map_or("", |(_, kind)| kind);
            counted.restrictions += u64::from(kind == "restriction" || kind.starts_with("restriction:"));
        }
    };
    ElementReader::new(bytes).for_each(each).unwrap();
    counted
}

/// The way of a segment.
fn way(segment: &SegmentId) -> i64 {
    segment.as_str()[1..].split_once('.').unwrap().0.parse().unwrap()
}

/// Nodes that must be ends of segments by the simplest rule: ends of ways, and nodes that roads name twice.
fn must_be_ends(parts: &Parts, refs: &BTreeMap<i64, Vec<i64>>) -> BTreeSet<i64> {
    let roads: BTreeSet<i64> = parts.segments.iter().map(|segment| way(&segment.segment)).collect();
    let mut times: BTreeMap<i64, u32> = BTreeMap::new();
    for refs in roads.iter().map(|way| &refs[way]) {
        let mut refs = refs.clone();
        refs.dedup();
        refs.iter().for_each(|node| *times.entry(*node).or_default() += 1);
        *times.get_mut(refs.first().unwrap()).unwrap() += 1;
        *times.get_mut(refs.last().unwrap()).unwrap() += 1;
    }
    times.into_iter().filter(|(_, times)| *times > 1).map(|(node, _)| node).collect()
}

#[test]
fn every_extract_is_counted_as_another_reader_counts_it() {
    for (name, highways) in EXTRACTS {
        let Some(bytes) = bytes(&format!("osm/{name}")) else {
            println!("skipped: ../shared/data/osm/{name} is not beside the checkout");
            continue;
        };
        let counted = count(&bytes);
        assert_eq!(counted.highways, highways, "{name}");
        let Import { parts, report, off_network } = import(bytes, 20_000);
        assert_eq!((report.nodes, report.ways, report.relations), (counted.nodes, counted.ways, counted.relations));
        let left_out: u64 = report.left_out.values().sum();
        assert_eq!(report.roads + left_out, counted.highways + counted.ferries, "{name}");
        let t = report.turns;
        assert_eq!(t.relations, counted.restrictions, "{name}");
        let sum = [
            t.obeyed,
            t.for_others,
            t.conditional,
            t.via_way,
            t.u_turns,
            t.incomplete,
            t.unknown,
            t.off_network,
            t.ambiguous,
        ];
        assert_eq!(t.relations, sum.iter().sum::<u64>(), "{name}");

        let network = Network::new(parts.nodes.clone(), parts.segments.clone()).unwrap();
        assert!(network.nodes().count() > 100 && network.segments().count() > 100, "{name}");
        let ends: BTreeSet<i64> = parts.nodes.iter().map(|node| node.place.as_str()[1..].parse().unwrap()).collect();
        let missing = report.oddities.nodes_missing;
        let must: Vec<i64> = must_be_ends(&parts, &counted.refs).difference(&ends).copied().collect();
        assert!(must.len() as u64 <= missing, "{name}: {must:?} are no nodes, {missing} are not in the file");
        println!(
            "{name}: {} roads, {} nodes, {} segments, {} turns, {} places and {} off the network",
            report.roads,
            parts.nodes.len(),
            parts.segments.len(),
            parts.turns.len(),
            report.places.values().sum::<u64>(),
            off_network.len()
        );
    }
}

#[test]
fn a_country_has_the_nodes_edges_and_length_it_was_made_with() {
    let Some(bytes) = bytes("synthetic/sahel_a.osm.pbf") else {
        println!("skipped: ../shared/data/synthetic/sahel_a.osm.pbf is not beside the checkout");
        return;
    };
    // Cut at every node, each edge is a segment, rounded up to whole metres.
    let Import { parts, report, .. } = import(bytes, 1);
    assert_eq!((report.nodes, parts.nodes.len(), parts.segments.len()), (1_191_712, 1_191_712, 1_513_227));
    let metres: u64 = parts.segments.iter().map(|segment| segment.length.get()).sum();
    let made_km = 694_596;
    let rounding_km = 1_513_227 / 1000 + 1;
    assert!((made_km..=made_km + rounding_km).contains(&(metres / 1000)), "{} km", metres / 1000);
    assert_eq!(report.unread, BTreeMap::new());
}

#[test]
fn a_file_on_disk_is_read_like_one_in_memory() {
    let Some(bytes) = bytes("osm/andorra.osm.pbf") else {
        println!("skipped: ../shared/data/osm/andorra.osm.pbf is not beside the checkout");
        return;
    };
    let file = File::open(format!("{SHARED}/osm/andorra.osm.pbf")).unwrap();
    let from_disk = osm::import(&mut Source::new(file).unwrap(), &Settings::default(), &mut |_| {}).unwrap();
    assert_eq!(from_disk, import(bytes, 20_000));
}
