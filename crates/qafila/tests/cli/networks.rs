//! Road networks as files: what is read, shown, found wrong, joined and named.

use crate::support::run;
use std::path::Path;

/// A row of places to the north, 1112 m apart; the second half is another country.
const LINES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,20],[1,20.01]]},"properties":{"from":1,"to":2,"from_ctry":"DZA","to_ctry":"DZA","distance":1200.0,"duration":2.0,"add":false}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,20.01],[1,20.03]]},"properties":{"from":2,"to":3,"from_ctry":"DZA","to_ctry":"MLI","distance":2400.0,"duration":4.0,"add":false}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,20],[1,20.03]]},"properties":{"from":1,"to":3,"from_ctry":"DZA","to_ctry":"MLI","distance":3000.0,"duration":4.0,"add":true}}]}"#;

const PLACES: &str = "place,kind,lon,lat,name_en,name_fr,name_ar\ngao,town,-0.05,16.27,Gao,Gao,غاو\n\
                      border,crossing,-0.05,16.28,,,\n";
const ROADS: &str = "segment,from,to,length_m,surface,speed_kmh\nr,gao,border,1200,track,40\n";

fn dir() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [("lines.geojson", LINES), ("places.csv", PLACES), ("roads.csv", ROADS)] {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn imported(dir: &Path) {
    run(dir, &["network", "import", "lines.geojson", "--to", "lines.net", "--source", "a survey"]).ended(0);
    run(dir, &["network", "import", "places.csv", "roads.csv", "--to", "csv.net"]).ended(0);
}

#[test]
fn what_is_imported_is_told_with_what_is_left_out() {
    let dir = dir();
    let ran = run(dir.path(), &["network", "import", "lines.geojson", "--to", "out.net"]).ended(0);
    assert_eq!(ran.out, "out.net: places 4, segments 3\n");
    assert_eq!(ran.err, "left out, only proposed: 1 (first at 3)\n");
    let json = run(dir.path(), &["network", "import", "lines.geojson", "--to", "out.net", "--json"]).ended(0).json();
    assert_eq!((&json["segments"], &json["left_out"]["proposed"]["count"]), (&3.into(), &1.into()));
    let two = run(dir.path(), &["network", "import", "places.csv", "roads.csv", "--to", "csv.net"]).ended(0);
    assert_eq!(two.out, "csv.net: places 2, segments 1\n");
}

#[test]
fn a_network_shows_what_it_has() {
    let dir = dir();
    imported(dir.path());
    let json = run(dir.path(), &["network", "info", "lines.net", "--json"]).ended(0).json();
    assert_eq!(
        (&json["source"], &json["length_m"], &json["kinds"]["crossing"]),
        (&"a survey".into(), &3600.into(), &1.into())
    );
    for lang in ["en", "fr", "ar"] {
        let ran = run(dir.path(), &["network", "info", "csv.net", "--lang", lang]).ended(0);
        let plain = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
        let class = match lang {
            "en" => "minor road",
            "fr" => "route mineure",
            _ => "طريق غير مصنف",
        };
        assert!(plain.contains(class), "{plain}");
    }
    // GeoJSON is written and read back as the same network.
    let geojson = run(dir.path(), &["network", "geojson", "lines.net"]).ended(0);
    std::fs::write(dir.path().join("own.geojson"), &geojson.out).unwrap();
    let again = run(dir.path(), &["network", "geojson", "own.geojson"]).ended(0);
    assert_eq!(again.out, geojson.out);
}

#[test]
fn a_check_ends_with_three_where_something_is_found() {
    let dir = dir();
    imported(dir.path());
    let ran = run(dir.path(), &["network", "check", "csv.net"]).ended(3);
    assert!(ran.out.contains("crossing with one side"), "{}", ran.out);
    let json = run(dir.path(), &["network", "check", "csv.net", "--json"]).ended(3).json();
    assert_eq!(json["findings"][0]["place"], "border");
    let map = run(dir.path(), &["network", "check", "csv.net", "--geojson"]).ended(3).json();
    assert_eq!(map["features"][0]["geometry"]["coordinates"][1], 16.28);
}

#[test]
fn axes_lead_from_place_to_place() {
    let dir = dir();
    imported(dir.path());
    let axis = |args: &[&str]| run(dir.path(), &[&["network", "axis", "lines.net", "axis-a"], args].concat());
    let ran = axis(&["--from", "1,20.0001", "--to", "n3"]).ended(0);
    assert_eq!(ran.out, "axis axis-a: n1 to n3, 3.6 km, segments: 3\n");
    let info = run(dir.path(), &["network", "info", "lines.net", "--json"]).ended(0).json();
    assert_eq!((&info["axes"][0]["axis"], &info["axes"][0]["segments"]), (&"axis-a".into(), &3.into()));
    axis(&["--segment", "s1"]).ended(0);
    axis(&["--from", "n1", "--to", "n9"]).told(1, &["no place `n9` is in the network"]);
    axis(&["--from", "n1", "--to", "n3", "--via", "n1", "--via", "n3", "--via", "n1"]).told(1, &["is no chain"]);
    axis(&[]).ended(2);
}

#[test]
fn places_are_found_by_name_or_point_and_near_names_offered() {
    let dir = dir();
    imported(dir.path());
    let find = |name: &str| run(dir.path(), &["network", "places", "csv.net", name, "--json"]);
    for name in ["GAO", "غاو", "-0.05,16.27"] {
        assert_eq!(find(name).ended(0).json()[0]["place"], "gao", "{name}");
    }
    let ran = run(dir.path(), &["network", "places", "csv.net", "gaoh"]);
    ran.told(1, &["no place `gaoh` is in the network", "did you mean gao?"]);
}

#[test]
fn networks_join_or_say_why_not() {
    let dir = dir();
    imported(dir.path());
    let join = |args: &[&str]| {
        run(dir.path(), &[&["network", "join", "lines.net", "csv.net", "--to", "both.net"], args].concat())
    };
    join(&[]).told(1, &["no crossing joins the two networks: 1 crossings in the first, 1 in the second", "--within"]);
    let ran = join(&["--pair", "x-s2=border"]).ended(0);
    assert_eq!(ran.out, "x-s2 is joined with border\nboth.net: places 5, segments 4\n");
    let json = join(&["--within", "500000", "--prefix-other", "ml/", "--json"]).ended(0).json();
    assert_eq!((&json["joined"][0]["place"], &json["apart"]), (&"x-s2".into(), &serde_json::json!([])));
    join(&["--pair", "x-s2"]).told(1, &["--pair `x-s2` is not of the form PLACE=PLACE"]);
}

#[test]
fn what_is_no_network_is_told_as_what_it_is() {
    let dir = dir();
    imported(dir.path());
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).unwrap();
    let told = |name: &str, code, words: &[&str]| drop(run(dir.path(), &["network", "info", name]).told(code, words));
    let whole = std::fs::read(dir.path().join("lines.net")).unwrap();
    write("cut.net", &whole[..whole.len() - 9]);
    told("cut.net", 3, &["its header says", "qafila network import"]);
    let mut bent = whole.clone();
    let at = bent.len() - 5;
    bent[at] ^= 1;
    write("bent.net", &bent);
    told("bent.net", 3, &["is damaged: its checksum is"]);
    write("text", b"hello");
    told("text", 1, &["is neither a network file nor GeoJSON, CSV or OpenStreetMap PBF", "docs/network.md"]);
    write("other.geojson", LINES.replace("from\":", "a\":").as_bytes());
    told("other.geojson", 1, &["no preset knows their members", "african-roads, plain"]);
    write("utm.geojson", LINES.replace("[1,20", "[512000,3014000").as_bytes());
    told("utm.geojson", 1, &["is in another projection", "EPSG:4326"]);
    told("absent", 1, &["could not read `absent`"]);
    let ran = run(dir.path(), &["network", "import", "lines.geojson", "--to", "out.net", "--preset", "african-road"]);
    ran.told(1, &["did you mean african-roads?"]);
    assert!(!dir.path().join("out.net").exists());
}

/// An extract beside the checkout; without it there is nothing to read.
#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn extract() -> Option<std::path::PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/osm/andorra.osm.pbf"));
    if !path.is_file() {
        println!("skipped: no extracts beside the checkout");
        return None;
    }
    Some(path.to_owned())
}

#[test]
fn an_extract_of_openstreetmap_becomes_a_network_that_names_its_licence() {
    let Some(extract) = extract() else { return };
    let (dir, extract) = (dir(), extract.to_str().unwrap().to_owned());
    let import = ["network", "import", extract.as_str(), "--to", "out.net"];
    let ran = run(dir.path(), &[&import[..], &["--licence", "as agreed"]].concat()).ended(0);
    assert_eq!(ran.out, "out.net: places 2,018, segments 2,349\n");
    assert!(ran.err.starts_with("roads 1,321 of 2,725 ways"), "{}", ran.err);
    let json = run(dir.path(), &["network", "info", "out.net", "--json"]).ended(0).json();
    let licence = json["licence"].as_str().unwrap();
    assert!(licence.starts_with("as agreed; ") && licence.contains("OpenStreetMap contributors"), "{licence}");
    let json = run(dir.path(), &[&import[..], &["--json"]].concat()).ended(0).json();
    assert_eq!(json["openstreetmap"][0]["roads"], 1321);
    let arabic = run(dir.path(), &[&import[..], &["--lang", "ar"]].concat()).ended(0);
    assert!(arabic.err.contains("تُرك"), "{}", arabic.err);
}

#[test]
fn an_import_that_was_broken_off_goes_on_and_leaves_nothing_behind() {
    let Some(extract) = extract() else { return };
    let (dir, extract) = (dir(), extract.to_str().unwrap().to_owned());
    let import = ["network", "import", extract.as_str(), "--to", "out.net"];
    // Where a folder stands in the way, the passes are done and the network cannot be written.
    std::fs::create_dir_all(dir.path().join("out.net/in-the-way")).unwrap();
    let ran = run(dir.path(), &import).told(1, &["out.net"]);
    assert!(!ran.err.contains("goes on"), "{}", ran.err);
    assert!(dir.path().join("out.net.import").is_file());
    std::fs::remove_dir_all(dir.path().join("out.net")).unwrap();
    let ran = run(dir.path(), &import).ended(0);
    assert!(ran.err.contains("an import that was broken off goes on"), "{}", ran.err);
    assert_eq!(ran.out, "out.net: places 2,018, segments 2,349\n");
    assert!(!dir.path().join("out.net.import").exists());
    // What is kept of another file is no help, and does no harm.
    std::fs::write(dir.path().join("out.net.import"), b"something else").unwrap();
    let ran = run(dir.path(), &import).ended(0);
    assert!(!ran.err.contains("goes on") && !dir.path().join("out.net.import").exists(), "{}", ran.err);
}

#[test]
fn a_broken_extract_is_one_error_and_leaves_the_network_that_was() {
    let Some(extract) = extract() else { return };
    let dir = dir();
    imported(dir.path());
    let before = std::fs::read(dir.path().join("lines.net")).unwrap();
    let whole = std::fs::read(extract).unwrap();
    std::fs::write(dir.path().join("cut.pbf"), &whole[..whole.len() / 2]).unwrap();
    let ran = run(dir.path(), &["network", "import", "cut.pbf", "--to", "lines.net"]);
    ran.told(1, &["the file is cut off", "fetch it again"]);
    std::fs::write(dir.path().join("page.pbf"), "<html>not here</html>").unwrap();
    run(dir.path(), &["network", "import", "page.pbf", "--to", "lines.net"]).told(1, &["OpenStreetMap"]);
    assert_eq!(std::fs::read(dir.path().join("lines.net")).unwrap(), before);
}
