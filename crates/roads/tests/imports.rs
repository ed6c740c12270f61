//! Files of others: what their features become, what is left out, and what is told of bad ones.

use roads::{
    Conditions, Format, ImportError, Imported, LeftOut, Network, NodeKind, Passability, Permille, Preset, Weights,
    import_csv, import_geojson, route,
};
use std::path::Path;
use units::{Kmh, Point};

fn collection(features: &[&str]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn feature(coordinates: &str, properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"LineString","coordinates":{coordinates}}},"properties":{{{properties}}}}}"#
    )
}

fn plain(features: &[&str]) -> Result<Imported, ImportError> {
    import_geojson(collection(features).as_bytes(), Preset::shipped("plain").as_ref())
}

fn left(imported: &Imported) -> Vec<(LeftOut, usize, Vec<usize>)> {
    imported.left.iter().map(|(why, left)| (*why, left.count, left.first.clone())).collect()
}

#[test]
fn lines_that_share_an_end_within_the_distance_meet_there() {
    // 0.00005 degrees are 6 m, 0.0002 are 22 m.
    let a = feature("[[1,20],[1,21]]", "");
    let b = feature("[[1,21.00005],[1,22]]", "");
    let c = feature("[[1,22.0002],[1,23]]", "");
    let network = Network::build(plain(&[&a, &b, &c]).unwrap().parts).unwrap();
    assert_eq!((network.node_count(), network.segment_count()), (5, 3));
    let lengths: Vec<u64> = network.segments().map(|one| one.length().get()).collect();
    assert_eq!(lengths, [111_195, 111_189, 111_173]);
}

#[test]
fn what_harms_nobody_is_left_out_and_counted() {
    let a = feature("[[1,20],[1,21]]", "");
    let none = feature("[[1,20],[1,20]]", "");
    let ring = feature("[[1,20],[2,20],[2,21],[1,20]]", "");
    let imported = plain(&[&a, &none, &ring, &a]).unwrap();
    assert_eq!(
        left(&imported),
        [(LeftOut::NoLength, 1, vec![2]), (LeftOut::Loop, 1, vec![3]), (LeftOut::Twice, 1, vec![4])]
    );
    assert_eq!(imported.parts.segments.len(), 1);
}

#[test]
fn bad_features_are_told_by_number() {
    let good = feature("[[1,20],[1,21]]", "");
    let null = feature("[[1,20],[null,21]]", "");
    let short = feature("[[1,20]]", "");
    let error = plain(&[&good, &null, &short]).unwrap_err().to_string();
    insta::assert_snapshot!(error, @"
    2 of the network file's features are not as they should be:
    feature 2: coordinates is [null,21], expected longitude and latitude
    feature 3: coordinates is [[1,20]], expected two positions or more
    ");
    let nan = collection(&[&good, &feature("[[1,20],[NaN,21]]", "")]);
    let error = import_geojson(nan.as_bytes(), Preset::shipped("plain").as_ref()).unwrap_err();
    assert_eq!(error.to_string(), "the network file is no GeoJSON: it ends or errs after feature 1");
}

#[test]
fn one_name_at_two_points_is_a_fault_of_the_later_feature() {
    let ends = |from: u8, to: u8| format!(r#""from":{from},"to":{to},"distance":112000,"duration":90"#);
    let preset = Preset { apart_m: 100, ..Preset::shipped("african-roads").unwrap() };
    let read = |second: &str| {
        let text = collection(&[&feature("[[1,20],[1,21]]", &ends(1, 2)), &feature(second, &ends(2, 3))]);
        import_geojson(text.as_bytes(), Some(&preset))
    };
    assert!(read("[[1,21.0005],[1,22]]").is_ok());
    let error = read("[[1,21.05],[1,22]]").unwrap_err().to_string();
    assert!(error.ends_with("feature 2: coordinates is place `2`, which feature 1 puts 5560 m away"), "{error}");
}

#[test]
fn another_projection_is_one_error_that_says_so() {
    let far = feature("[[512000,3014000],[513000,3014000]]", "");
    let error = plain(&[&far, &far]).unwrap_err();
    assert!(matches!(error, ImportError::Projection { .. }), "{error}");
    let crs = |name: &str| {
        let text = collection(&[&feature("[[1,20],[1,21]]", "")]);
        let crs = format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features""#);
        import_geojson(text.replace(r#""features""#, &crs).as_bytes(), Preset::shipped("plain").as_ref())
    };
    assert!(crs("urn:ogc:def:crs:OGC:1.3:CRS84").is_ok());
    assert!(matches!(crs("urn:ogc:def:crs:EPSG::32631"), Err(ImportError::Projection { .. })));
}

#[test]
fn features_of_nobody_known_are_not_guessed_at() {
    let text = collection(&[&feature("[[1,20],[1,21]]", r#""ref":"N1""#)]);
    let error = import_geojson(text.as_bytes(), None).unwrap_err();
    assert!(matches!(&error, ImportError::Whose { members } if members == "ref"), "{error}");
}

#[test]
fn formats_are_told_apart_by_content() {
    let of = |text: &[u8]| Format::of(text);
    assert_eq!(of(b" {\"type\":"), Some(Format::GeoJson));
    assert_eq!(of(b"\xef\xbb\xbfsegment,from,to\n"), Some(Format::Csv));
    assert_eq!(of(b"\0\0\0\x0d\x0a\x09OSMHeader\x18"), Some(Format::Pbf));
    assert_eq!(of(Network::default().as_bytes()), Some(Format::Network));
    assert_eq!(of(b"<osm>"), None);
    assert_eq!(of(b""), None);
}

const PLACES: &str = "place;kind;lon;lat;name_ar\ngao;town;-0.05;16.27;غاو\nbourem;town;-0.35;16.95;\n";
const ROADS: &str = "segment,from,to,length_m,surface,speed_kmh,lanes,class,mass_max_g,axis\n\
                     n18-1,gao,bourem,95000,paved,60,2,primary,30000000,axis-n18\n";

#[test]
fn csv_gives_places_and_segments() {
    let mut imported = import_csv(PLACES.as_bytes()).unwrap();
    imported.append(import_csv(ROADS.as_bytes()).unwrap());
    let network = Network::build(imported.parts).unwrap();
    let segment = network.segments().next().unwrap();
    assert_eq!(segment.road().mass_max.unwrap().get(), 30_000_000);
    assert_eq!(network.axes().len(), 1);
    assert_eq!(network.node(&segment.from()).unwrap().names().ar, "غاو");
    let bad = ROADS.replace("paved", "tarmac").replace("95000", "95.5");
    let error = import_csv(bad.as_bytes()).unwrap_err().to_string();
    assert!(error.ends_with("row 2 `n18-1`: length_m is 95.5, expected a whole number within its range"), "{error}");
    assert!(matches!(import_csv(b"a,b\n1,2\n"), Err(ImportError::Columns { .. })));
    assert!(matches!(import_csv(b"segment,from\na\n"), Err(ImportError::Csv(_))));
}

#[test]
fn a_road_leads_from_in_salah_to_gao_over_the_border() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/african_roads/sahel_algeria_network.geojson");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let imported = import_geojson(&bytes, None).unwrap();
    println!("{:?}", left(&imported));
    assert!(imported.left[&LeftOut::Proposed].count > 0);
    let network = Network::build(imported.parts).unwrap();
    let near = |lon: i64, lat: i64| network.nodes_near(Point::new(lat, lon).unwrap()).next().unwrap();
    let ((salah, _), (gao, _)) = (near(2_470_000, 27_190_000), near(-40_000, 16_270_000));
    let weights =
        Weights { lambda: 0, restricted: Permille::new(0), unknown: Permille::new(0), speed_cap: Kmh::new(200) };
    let open = Conditions::all(Passability::Open);
    let way = route(&network, &open, &salah.place(), &gao.place(), &weights).unwrap();
    let crossed = way.steps.iter().filter(|step| network.node(&step.to).unwrap().kind() == NodeKind::Crossing).count();
    println!("{} km, {} borders", way.length.get() / 1000, crossed);
    assert!(crossed > 0);
}

#[test]
fn the_roads_of_a_continent_are_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/african_roads/africa_network.geojson");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let network = Network::build(import_geojson(&bytes, None).unwrap().parts).unwrap();
    let findings = roads::check(&network);
    println!("{} places, {} segments, {:?}", network.node_count(), network.segment_count(), findings.counts);
    assert!(findings.largest * 10 > network.node_count() * 9);
}
