//! Network files: what is refused, what comes back, and the network of the built-in operation.

#![expect(clippy::unwrap_used, reason = "a test may stop at once")]

use roads::{
    Conditions, ImportError, NetworkFault, NodeKind, Passability, Permille, Weights, read_axis_names, read_geojson,
    route, write_geojson,
};
use std::collections::BTreeSet;
use units::{AxisId, Kmh, PlaceId};

const OPERATION: &str = include_str!("../../../operations/sahel-2013/network.geojson");
const AXES: &str = include_str!("../../../operations/sahel-2013/axes.toml");

fn file(features: &[&str]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn place(name: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[1.0,21.5]}},
        "properties":{{"place":"{name}","kind":"town","name_en":"x","name_fr":"x","name_ar":"س"}}}}"#
    )
}

fn road(name: &str, from: &str, to: &str, rest: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"LineString","coordinates":[[1.0,21.5],[1.0,21.6]]}},
        "properties":{{"segment":"{name}","from":"{from}","to":"{to}","surface":"track",{rest}}}}}"#
    )
}

const REST: &str = r#""length_m":1000,"lanes":2,"speed_kmh":30,"axis":["axis-x"]"#;

#[test]
fn every_bad_feature_is_named_with_its_field() {
    let text = file(&[
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[200,21.5]},"properties":{"place":"a","kind":"town"}}"#,
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"place":"a b","kind":"town"}}"#,
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"place":"c","kind":"village"}}"#,
        r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[]},"properties":{}}"#,
        r#"{"type":"Feature","geometry":null,"properties":null}"#,
        &road("s1", "a", "b", r#""length_m":1.5,"lanes":2,"speed_kmh":30"#),
        &road("s2", "a", "b", r#""length_m":1000,"lanes":256,"speed_kmh":30"#),
        &road("s3", "a", "b", r#""length_m":1000,"lanes":2"#),
        &road("s4", "a", "b", r#""length_m":1000,"lanes":2,"speed_kmh":30,"axis":"axis-x""#),
    ]);
    insta::assert_snapshot!(read_geojson(&text).unwrap_err(), @r#"
    9 of the network file's features are not as they should be:
    feature 1 `a`: coordinates is [200,21.5], expected longitude and latitude
    feature 2 `a b`: place is no identifier: place `a b` holds ' '; letters, digits and - _ . / : + # are allowed
    feature 3 `c`: kind is "village", expected town, junction, crossing or site
    feature 4: geometry is Polygon, expected Point or LineString
    feature 5: geometry is missing
    feature 6 `s1`: length_m is 1.5, expected a whole number within its range
    feature 7 `s2`: lanes is 256, expected a whole number within its range
    feature 8 `s3`: speed_kmh is missing
    feature 9 `s4`: axis is "axis-x", expected a list of axes
    "#);
}

#[test]
fn a_file_out_of_bounds_is_refused_before_it_is_read() {
    assert!(matches!(read_geojson("{"), Err(ImportError::Form { .. })));
    assert!(matches!(read_geojson(r#"{"type":"Point","coordinates":[1,2]}"#), Err(ImportError::Type { .. })));
    let long = " ".repeat(roads::FILE_BYTES_MAX + 1);
    assert!(matches!(read_geojson(&long), Err(ImportError::TooLong { .. })));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(read_geojson(&deep), Err(ImportError::Form { .. })));
}

#[test]
fn what_does_not_fit_together_is_named() {
    let network = |roads: &[&str]| {
        let places = ["a", "b", "c", "d"].map(place);
        let all: Vec<&str> = places.iter().map(String::as_str).chain(roads.iter().copied()).collect();
        match read_geojson(&file(&all)) {
            Err(ImportError::Network(error)) => error.faults[0].clone(),
            other => panic!("{other:?}"),
        }
    };
    let (ab, cd, bc) = (road("s1", "a", "b", REST), road("s2", "c", "d", REST), road("s3", "c", "b", REST));
    assert!(matches!(network(&[&ab, &ab]), NetworkFault::SegmentTwice { .. }));
    assert!(matches!(network(&[&road("s1", "a", "z", REST)]), NetworkFault::EndMissing { .. }));
    assert!(matches!(network(&[&road("s1", "a", "a", REST)]), NetworkFault::Loop { .. }));
    for (from, to) in [("1000", "2000001"), ("1000", "0"), ("\"speed_kmh\":30", "\"speed_kmh\":0"), (":2,", ":0,")] {
        let bad = network(&[&road("s1", "a", "b", &REST.replace(from, to))]);
        assert!(
            matches!(bad, NetworkFault::Length { .. } | NetworkFault::Speed { .. } | NetworkFault::Lanes { .. }),
            "{bad}"
        );
    }
    assert!(matches!(network(&[&ab, &cd]), NetworkFault::NoChain { segments: 2, ends: 4, .. }));
    assert!(matches!(network(&[&ab, &cd, &bc, &road("s4", "a", "d", REST)]), NetworkFault::NoChain { ends: 0, .. }));
    assert!(matches!(network(&[&ab, &bc, &road("s4", "b", "d", REST)]), NetworkFault::NoChain { ends: 3, .. }));
}

fn operation() -> roads::Network {
    read_geojson(OPERATION).unwrap()
}

#[test]
fn the_operations_network_comes_back_byte_for_byte() {
    assert_eq!(write_geojson(&operation()), OPERATION);
}

#[test]
fn the_operations_network_is_connected() {
    let network = operation();
    assert_eq!((network.nodes().count(), network.segments().count()), (83, 91));
    let start = network.nodes().next().unwrap().place();
    let mut seen = BTreeSet::from([start.clone()]);
    let mut open = vec![start];
    while let Some(here) = open.pop() {
        for next in network.meeting(&here).flat_map(|segment| [segment.from(), segment.to()]) {
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    let apart: Vec<_> = network.nodes().filter(|node| !seen.contains(&node.place())).collect();
    assert!(apart.is_empty(), "{apart:?}");
}

#[test]
fn every_axis_of_the_operation_is_a_named_chain() {
    let network = operation();
    let names = read_axis_names(AXES).unwrap();
    let chains: BTreeSet<AxisId> = network.axes().map(|axis| axis.axis).collect();
    assert_eq!(chains, names.keys().cloned().collect());
    let ends: Vec<String> = network
        .axes()
        .map(|axis| format!("{}: {} ... {}", axis.axis, axis.places[0], axis.places[axis.places.len() - 1]))
        .collect();
    insta::assert_snapshot!(ends.join("\n"), @"
    axis-abeibara-aghli: abeibara ... aghli
    axis-access-reggane: depot-reggane ... reggane
    axis-access-tamanrasset: depot-tamanrasset ... tamanrasset
    axis-agamor: in_tassit ... gao
    axis-aguelhok-anefis: aguelhok ... anefis
    axis-boghassa-tinzaouaten: boghassa ... tinzaouaten
    axis-border-track: bbm ... crossing-tinzaouaten
    axis-hoggar: tamanrasset ... timiaouine
    axis-in-guezzam: in_guezzam ... tinzaouaten_dz
    axis-in-khalil: bbm ... kidal
    axis-kidal-gao: kidal ... gao
    axis-tanezrouft: adrar ... bbm
    axis-tessalit-talhandak: tessalit ... talhandak
    axis-timbuktu: gao ... timbuktu
    axis-timiaouine: timiaouine ... kidal
    axis-tin-essako: tidouitine ... tin_essako
    axis-tinzaouaten: kidal ... crossing-tinzaouaten
    axis-trans-sahara: reggane ... in_guezzam
    ");
}

#[test]
fn places_of_the_operation_are_what_the_plan_expects() {
    let network = operation();
    let kinds = |kind| network.nodes().filter(|node| node.kind() == kind).map(|node| node.name()).collect::<Vec<_>>();
    assert_eq!(kinds(NodeKind::Crossing), ["crossing-in-khalil", "crossing-timiaouine", "crossing-tinzaouaten"]);
    assert_eq!(kinds(NodeKind::Site), ["depot-reggane", "depot-tamanrasset"]);
    assert_eq!(network.segments().filter(|segment| segment.lanes() == 1).count(), 10);
}

#[test]
fn an_open_road_leads_from_each_depot_to_gao() {
    let network = operation();
    let weights =
        Weights { lambda: 0, restricted: Permille::new(0), unknown: Permille::new(0), speed_cap: Kmh::new(50) };
    let id = |name| PlaceId::new(name).unwrap();
    let open = Conditions::all(Passability::Open);
    let km = |from, to| route(&network, &open, &id(from), &id(to), &weights).unwrap().length.get() / 1000;
    let lengths = [
        km("depot-reggane", "crossing-in-khalil"),
        km("depot-tamanrasset", "crossing-timiaouine"),
        km("crossing-in-khalil", "gao"),
        km("crossing-timiaouine", "gao"),
    ];
    insta::assert_debug_snapshot!(lengths, @"
    [
        656,
        548,
        684,
        658,
    ]
    ");
}
