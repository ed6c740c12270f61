//! `qafila network route`: what bars a road, what a way goes round, where none leads.

use crate::support::{Place, Ran, run};
use serde_json::Value;
use std::path::Path;

const PLACES: &str = "place,kind,lon,lat,name_en,name_fr,name_ar\n\
    a,town,0,20,Alpha,Alpha,ألفا\nb,junction,0.1,20,,,\nc,town,0.2,20,Charlie,Charlie,تشارلي\n\
    d,town,0.1,20.3,Delta,Delta,دلتا\ne,town,0.2,20.01,Echo,Echo,إيكو\nx,town,0.3,20,X-ray,X-ray,إكس\ny,town,0.4,20,Yankee,Yankee,يانكي\n";
/// From `a` to `c`: over a weak bridge, in the dry season only, or a long way round by `d`; `x` and `y` lie apart.
const ROADS: &str = "segment,from,to,length_m,surface,speed_kmh,mass_max_g,season,oneway\n\
    a-b,a,b,10000,paved,60,,,\nbridge,b,c,10000,paved,60,10000000,,\nford,b,c,12000,track,40,,dry,\n\
    a-d,a,d,40000,gravel,50,,,\nd-c,d,c,40000,gravel,50,,,\nc-e,c,e,2000,paved,50,,,yes\nx-y,x,y,11000,paved,60,,,\n";

fn roads() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("places.csv"), PLACES).unwrap();
    std::fs::write(dir.path().join("roads.csv"), ROADS).unwrap();
    run(dir.path(), &["network", "import", "places.csv", "roads.csv", "--to", "roads.net"]).ended(0);
    dir
}

fn route(dir: &Path, args: &[&str]) -> Ran {
    run(dir, &[&["network", "route", "--network", "roads.net"], args].concat())
}

fn segments(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    let legs = json["way"]["legs"].as_array().unwrap();
    legs.iter().map(|leg| leg["segment"].as_str().unwrap().to_owned()).collect()
}

/// The text on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn vehicle_season_and_wishes_choose_the_way() {
    let dir = roads();
    assert_eq!(run(dir.path(), &["network", "info", "roads.net", "--json"]).ended(0).json()["ordered"], true);
    for (args, expected) in [
        (&["a", "c"][..], &["a-b", "bridge"][..]),
        (&["ألفا", "0.2,20"], &["a-b", "bridge"]),
        (&["a", "c", "--vehicle", "truck"], &["a-d", "d-c"]),
        (&["a", "c", "--vehicle", "truck", "--season", "dry"], &["a-b", "ford"]),
        (&["a", "c", "--via", "Delta"], &["a-d", "d-c"]),
        (&["a", "c", "--avoid", "bridge"], &["a-b", "ford"]),
        (&["a", "c", "--avoid", "b"], &["a-d", "d-c"]),
        (&["a", "a"], &[]),
    ] {
        let ran = route(dir.path(), &[args, &["--json"]].concat()).ended(0);
        assert_eq!(segments(&ran), expected, "{args:?}");
    }
    let json = route(dir.path(), &["a", "c", "--vehicle", "truck", "--json", "--why"]).ended(0).json();
    // 80 km of gravel at 50 km/h, 420 ml a kilometre; the bridge alone would make it 80 - 2 x 10 minutes.
    assert_eq!((&json["way"]["time_ds"], &json["way"]["fuel_ml"]), (&57_600.into(), &33_600.into()));
    let obstacle = &json["obstacles"][0];
    assert_eq!(
        obstacle["reasons"][0],
        serde_json::json!({"barred": "mass_g", "limit": 10_000_000, "vehicle": 18_000_000})
    );
    assert_eq!(obstacle["time_saved_ds"], 57_600 - 12_000);
}

#[test]
fn what_is_gone_round_is_told_with_both_numbers_in_every_language() {
    let dir = roads();
    for (lang, words) in [
        (
            "en",
            "goes round junction b to Charlie, 10 km (up to 10.0 t, the vehicle has 18.0 t); without that: 1 h 16 min faster",
        ),
        ("fr", "jusqu’à 10,0 t, le véhicule pèse 18,0 t"),
        ("ar", "ووزن المركبة"),
    ] {
        let ran = route(dir.path(), &["a", "c", "--vehicle", "truck", "--why", "--lang", lang]).ended(0);
        let out = flat(&ran.out).replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{200f}'], "");
        assert!(out.contains(&words.replace("junction b", "b")), "{out}");
    }
}

#[test]
fn where_no_way_leads_the_gap_the_trap_or_the_bar_is_told() {
    let dir = roads();
    let told = |args: &[&str], words: &[&str]| drop(route(dir.path(), args).told(3, words));
    told(&["a", "y"], &["no road joins the 5 places around `a` and the 2 around `y`", "nearest at `c` and `x`, 104"]);
    told(&["e", "a"], &["one-way roads and forbidden turns keep `e` from `a`", "network check"]);
    let ran = route(dir.path(), &["a", "c", "--avoid", "b", "--avoid", "a-d"]);
    assert!(
        flat(&ran.out).contains("in the way: Alpha to b, 10 km") || flat(&ran.out).contains("in the way: b"),
        "{ran:?}"
    );
    ran.told(3, &["no way from `a` to `c` is open"]);
    let json = route(dir.path(), &["a", "y", "--json"]).ended(3).json();
    assert_eq!((&json["way"], &json["gap"]["near"], &json["gap"]["places"][1]), (&Value::Null, &"c".into(), &2.into()));
}

#[test]
fn what_makes_no_sense_is_refused() {
    let dir = roads();
    for (args, code, words) in [
        (&["a", "kharlie"][..], 1, &["no place `kharlie`", "did you mean c"][..]),
        (&["a", "c", "--vehicle", "lorry"], 1, &["no vehicle `lorry`", "articulated"]),
        (&["a", "c", "--via", "b", "--avoid", "b"], 1, &["`b` is to be passed (--via) and to be avoided (--avoid)"]),
        (&["a", "c", "--avoid", "brigde"], 1, &["no place `brigde`"]),
        (&["a", "c", "--risk", "a lot"], 2, &["`a lot` is no risk weight", "from 0 to 125"]),
        (&["a", "c", "--depart", "tomorrow"], 2, &["tomorrow"]),
        (&["a", "c", "--vehicle", "truck", "--vehicles", "roads.csv"], 1, &["vehicle profiles could not be read"]),
        (&["a", "c", "--refine"], 2, &["--alternatives"]),
    ] {
        route(dir.path(), args).told(code, words);
    }
}

#[test]
fn the_officer_waits_for_the_crossing_or_goes_where_a_report_leaves_a_way() {
    let place = Place::donor();
    let ask = |depart: &str, args: &[&str]| {
        let asked = ["network", "route", "depot-reggane", "kidal", "--json", "--depart", depart];
        place.run(&[&asked[..], args].concat())
    };
    let crossing = |way: &Value| {
        let legs = way["legs"].as_array().unwrap().iter();
        let mut found = legs.filter(|leg| leg["to"].as_str().unwrap().starts_with("crossing-"));
        let leg = found.next().unwrap();
        (leg["to"].as_str().unwrap().to_owned(), leg["waits_ds"].as_u64().unwrap())
    };
    // In the evening for the morning: there at 11:29, an open crossing.
    let evening = "2013-02-10T18:00:00Z";
    let before = ask(evening, &["--alternatives"]).ended(0).json();
    assert_eq!(crossing(&before["way"]), ("crossing-in-khalil".to_owned(), 0));
    let choices = before["choices"].as_array().unwrap();
    let times: Vec<u64> = choices.iter().map(|way| way["time_ds"].as_u64().unwrap()).collect();
    assert!(times.is_sorted() && times.len() > 1, "{times:?}");
    // In the morning for the night: while In Khalil is shut, the longer way to the other costs nothing.
    let morning = ask("2013-02-11T04:00:00Z", &[]).ended(0).json();
    let (at, waits) = crossing(&morning["way"]);
    assert!(at == "crossing-timiaouine" && waits > 4 * 36_000 && waits < 5 * 36_000, "{at} {waits}");

    let word = serde_json::json!({
        "kind": "state_overridden", "officer": "dz-log/movement",
        "body": { "about": [{ "segment": "in-khalil-02" }], "state": "closed",
            "window": { "from": "2013-02-10T06:00:00Z", "to": "2013-02-20T18:00:00Z" }, "reason": "Mines were seen" },
    });
    place.fed(&["say", "-"], word.to_string()).ended(0);
    let after = ask(evening, &["--why"]).ended(0).json();
    assert_eq!(crossing(&after["way"]).0, "crossing-timiaouine");
    let obstacles = after["obstacles"].as_array().unwrap();
    let shut = obstacles.iter().find(|one| one["reasons"][0] == serde_json::json!({"state": "closed"})).unwrap();
    assert_eq!(shut["segments"], serde_json::json!(["in-khalil-02"]));
    // As it was known before, the way is the old one.
    let known = place.run(&[
        "network",
        "route",
        "depot-reggane",
        "kidal",
        "--json",
        "--depart",
        "2013-02-11T04:00:00Z",
        "--known",
        "2013-02-10T17:00:00Z",
    ]);
    assert_eq!(known.code, Some(3), "before anything was said, no crossing is open: {known:?}");
}

#[test]
fn a_truck_goes_from_in_salah_to_gao_over_the_one_border_between() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/african_roads/sahel_algeria_network.geojson"
    ));
    if !path.is_file() {
        return println!("skipped: ../shared is not beside the checkout");
    }
    let dir = tempfile::tempdir().unwrap();
    let from = path.to_str().unwrap();
    run(dir.path(), &["network", "import", from, "--preset", "african-roads", "--to", "roads.net"]).ended(0);
    let ran = route(dir.path(), &["2.4833,27.2", "-0.05,16.27", "--vehicle", "truck", "--json"]).ended(0).json();
    let way = &ran["way"];
    assert_eq!(way["length_m"].as_u64().unwrap() / 1000, 1555);
    let crossings = way["legs"].as_array().unwrap().iter().filter(|leg| leg["to"].as_str().unwrap().starts_with("x-"));
    assert_eq!(crossings.count(), 1);
    let shut = route(dir.path(), &["2.4833,27.2", "-0.05,16.27", "--avoid", "x-s151", "--json"]);
    assert!(
        shut.json()["way"].is_null() || shut.json()["way"]["length_m"].as_u64() > way["length_m"].as_u64(),
        "{shut:?}"
    );
}
