//! Two processes on one machine: one serves, the other exchanges everything with it.

use crate::support::{Place, command, run, started};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command};

/// A node that serves its partners until it is dropped.
struct Served {
    child: Child,
    url: String,
}

impl Served {
    fn of(dir: &Path) -> Self {
        let mut child = started(&mut command(dir, &["serve", "--partners", "--port", "0"]));
        let mut talk = BufReader::new(child.stderr.take().unwrap()).lines();
        let at = talk.find_map(|line| line.unwrap().split_once("http://").map(|(_, rest)| rest.to_owned())).unwrap();
        Self { child, url: format!("http://{}", at.split('/').next().unwrap()) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// Donor and army that hold each other's first words.
fn met() -> Place {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.introduce("ml-army", "dz-log");
    place.introduce("dz-log", "ml-army");
    place
}

fn account(dir: &Path) -> Value {
    run(dir, &["account", "--json"]).json()
}

#[cfg(unix)]
#[test]
fn one_call_between_two_processes_and_both_come_to_the_same_account() {
    let place = met();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let note = serde_json::json!({"officer": "ml-army/stores", "audience": {"parties": ["dz-log"]},
        "kind": "item_defined", "body": {"item": "tent", "name": {"en": "Tent", "fr": "Tente", "ar": "خيمة"},
        "unit": "each", "mass": 1000, "volume": 0, "tracking": "bulk"}});
    fs::write(place.path("tent.jsonl"), note.to_string()).unwrap();
    run(&army, &["say", "../tent.jsonl"]).ended(0);
    let served = Served::of(&giver);
    let answer = run(&army, &["sync", &served.url, "--json"]).ended(0).json();
    assert_eq!(answer["given"]["hindrance"], Value::Null, "{answer}");
    assert_eq!((&answer["given"]["entries"], &answer["given"]["packs"]), (&1.into(), &1.into()), "{answer}");
    assert_eq!(answer["given"]["cosignatures"], 1);
    assert_eq!(account(&army)["lines"], account(&giver)["lines"]);
    assert_eq!(run(&army, &["picture", "--json"]).out, run(&giver, &["picture", "--json"]).out);
    let log = run(&giver, &["journal", "log", "--json"]).ended(0).out;
    assert!(log.contains("item_defined") && log.contains("sahel-2013.example/ml-army"), "{log}");

    let again = run(&army, &["sync", &served.url]).ended(0);
    assert!(again.out.contains("Given: 0 entries, 0 packs"), "{}", again.out);
    for lang in ["fr", "ar"] {
        run(&army, &["sync", &served.url, "--lang", lang]).ended(0);
    }
    run(&giver, &["journal", "verify"]).ended(0);
    run(&army, &["journal", "verify"]).ended(0);
}

#[test]
fn what_is_no_partner_is_said_to_be_none() {
    let place = met();
    for url in ["partner.example", "ftp://partner.example", "https://", "http://name@partner.example/"] {
        place.run(&["sync", url]).told(1, &["is no address of a partner's program", "--partners"]);
    }
    place
        .run(&["sync", "http://127.0.0.1:9"])
        .told(1, &["could not reach `log/` at the partner", "goes on from there"]);
    fs::write(place.path("ca.pem"), "no certificate").unwrap();
    place.run(&["sync", "https://127.0.0.1:9", "--ca", "../ca.pem"]).told(1, &["--ca ../ca.pem"]);
}

#[cfg(unix)]
#[test]
fn the_page_of_a_node_is_no_partner() {
    let place = met();
    let mut child = started(&mut command(&place.path("dz-log"), &["serve", "--port", "0"]));
    let mut talk = BufReader::new(child.stderr.take().unwrap()).lines();
    let at = talk.find_map(|line| line.unwrap().split_once("http://").map(|(_, rest)| rest.to_owned())).unwrap();
    let served = Served { child, url: format!("http://{}", at.split('/').next().unwrap()) };
    run(&place.path("ml-army"), &["sync", &served.url]).told(1, &["there is no list of journals at that address"]);
}
