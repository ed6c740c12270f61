//! A small extract of OpenStreetMap, written by the test: imported, driven, and refused where it is broken.

#[path = "../../../osm/tests/common/mod.rs"]
mod common;

use crate::support::run;
use common::Pbf;
use std::fs;
use std::path::Path;

/// A road from `n1` over `n2` to `n3`, 112 m a step, rounded up, a track beside it, and a house that is no road. Positions
/// are in microdegrees.
fn file() -> Pbf {
    Pbf::new()
        .node(1, 20_000_000, 0, &[])
        .node(2, 20_001_000, 0, &[])
        .node(3, 20_002_000, 0, &[])
        .node(4, 20_001_000, 1000, &[])
        .way(10, &[1, 2, 3], &[("highway", "primary"), ("surface", "asphalt")])
        .way(11, &[2, 4], &[("highway", "track")])
        .way(12, &[1, 4], &[("building", "yes")])
}

fn import(dir: &Path, more: &[&str]) -> crate::support::Ran {
    run(dir, &[&["network", "import", "small.osm.pbf", "--to", "small.net"], more].concat())
}

#[test]
fn a_small_extract_becomes_roads_that_a_route_is_found_on() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("small.osm.pbf"), file().bytes()).unwrap();
    let ran = import(dir.path(), &[]).ended(0);
    assert_eq!(ran.out, "small.net: places 4, segments 3\n");
    assert!(ran.err.starts_with("roads 2 of 3 ways"), "{}", ran.err);
    let info = run(dir.path(), &["network", "info", "small.net", "--json"]).ended(0).json();
    assert!(info["licence"].as_str().unwrap().contains("OpenStreetMap contributors"), "{info}");
    let way = run(dir.path(), &["network", "route", "n1", "n3", "--network", "small.net", "--json"]).ended(0).json();
    assert_eq!((way["way"]["length_m"].as_u64(), way["way"]["legs"].as_array().map(Vec::len)), (Some(224), Some(2)));
    for (lang, word) in [("fr", "lieux"), ("ar", "الأماكن")] {
        let out = import(dir.path(), &["--lang", lang]).ended(0).out;
        assert!(out.contains(word), "{out}");
    }
}

#[test]
fn a_broken_small_extract_is_one_error_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    let whole = file().bytes();
    let mut turned = whole.clone();
    // Within the last block: what is packed there is no stream any more.
    let at = turned.len() - 12;
    turned[at] ^= 0xff;
    let strange = file().requires("TimeTravel").bytes();
    for (name, bytes, words) in [
        ("cut", &whole[..whole.len() - 20], "the file is cut off"),
        ("turned", &turned[..], "the file is damaged, fetch it again"),
        ("strange", &strange[..], "TimeTravel"),
    ] {
        fs::write(dir.path().join("small.osm.pbf"), bytes).unwrap();
        let ran = import(dir.path(), &[]).told(1, &[words]);
        assert_eq!(ran.err.matches("Error").count().max(1), 1, "{name}: {}", ran.err);
        let error = import(dir.path(), &["--json"]).ended(1).json_error();
        assert!(!error.is_empty(), "{name}");
        assert!(!dir.path().join("small.net").exists(), "{name}");
    }
}
