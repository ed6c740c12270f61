//! The closures of a real border, as an officer would say them: the route of each day.

#[path = "../../../app/tests/it/mali.rs"]
mod mali;

use crate::support::{copy, fed, operation, run};
use serde_json::json;
use std::fs;
use std::path::Path;

/// A node on the roads of Mali, with the borders' decrees said in advance.
fn node(dir: &Path, mali: &mali::Mali) {
    fs::write(dir.join("places.csv"), mali.places_csv()).unwrap();
    fs::write(dir.join("roads.csv"), mali.roads_csv()).unwrap();
    run(dir, &["network", "import", "places.csv", "roads.csv", "--to", "mali.net", "--source", "FabFlee, mali2012"])
        .ended(0);
    copy(&operation(""), &dir.join("operation"));
    let geojson = run(dir, &["network", "geojson", "mali.net"]).ended(0).out;
    fs::write(dir.join("operation/network.geojson"), geojson).unwrap();
    run(dir, &["init", "node", "--party", "dz-log", "--operation", "operation"]).ended(0);
    let decree = |crossings: Vec<String>, status: &str, from: String, until: Option<String>| {
        json!({
            "officer": "dz-log/authority", "occurred": from, "kind": "regime_set",
            "body": {"crossings": crossings, "status": status, "window": {"from": from, "to": until}, "reason": "Replayed"},
        })
    };
    let open = decree(mali.crossings(), "open", "2012-02-28T00:00:00Z".to_owned(), None);
    let closures = mali.closures().into_iter().map(|closure| {
        decree(closure.crossings, "closed", mali::moment(closure.from, 0), Some(mali::moment(closure.until, 0)))
    });
    let lines: Vec<String> = [open].into_iter().chain(closures).map(|line| line.to_string()).collect();
    fed(&dir.join("node"), &["say", "-"], lines.join("\n").as_bytes()).ended(0);
}

#[test]
fn the_route_of_each_day_obeys_the_decrees_of_a_real_border() {
    let Some(mali) = mali::read() else { return };
    let dir = tempfile::tempdir().unwrap();
    node(dir.path(), &mali);
    let ask = |from: &str, to: &str, day: u32, more: &[&str]| {
        let noon = mali::moment(day, 12);
        let asked = ["network", "route", from, to, "--at", &noon, "--depart", &noon, "--risk", "0"];
        run(&dir.path().join("node"), &[&asked[..], more].concat())
    };
    // The days on which a border opens, and those before: the table of docs/routes.md.
    for (day, niger, burkina) in
        [(0, false, false), (21, false, false), (22, false, true), (32, false, true), (33, true, true)]
    {
        for (from, to, open, km) in [
            ("gao", "niamey", niger, 453),
            ("gao", "tabareybarey", niger, 248),
            ("bamako", "bobo-dioulasso", burkina, 616),
            ("mopti", "mentao", burkina, 360),
            ("gao", "fassala-mbera", true, 812),
        ] {
            let expected = open.then_some(km * 1000);
            let ran = ask(from, to, day, &["--json"]).ended(if open { 0 } else { 3 });
            assert_eq!(ran.json()["way"]["length_m"].as_u64(), expected, "day {day}, {from} to {to}");
            assert_eq!(mali.kilometres(from, to, day).map(|km| km * 1000), expected, "by the files themselves");
        }
    }
    let shut = ask("gao", "tabareybarey", 32, &[]).told(3, &["no way from `gao` to `tabareybarey` is open"]);
    let out = shut.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains("in the way: x-ansongo-tabareybarey, not open when one would pass"), "{out}");
}
