//! Two processes on one machine: one serves, the other exchanges everything with it.

use crate::support::{Place, Ran, command, item, run, started};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A node that serves its partners until it is dropped.
struct Served {
    child: Child,
    url: String,
}

impl Served {
    fn of(dir: &Path) -> Self {
        Self::with(dir, &["--partners", "--port", "0"])
    }

    fn with(dir: &Path, args: &[&str]) -> Self {
        let port: &[&str] = if args.contains(&"--port") { &[] } else { &["--port", "0"] };
        let mut child = started(&mut command(dir, &[&["serve"], args, port].concat()));
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
    let served = Served::with(&place.path("dz-log"), &[]);
    run(&place.path("ml-army"), &["sync", &served.url]).told(1, &["there is no list of journals at that address"]);
}

/// What the API of an office says of its partners, when that is so.
fn partners(office: &Served, so: impl Fn(&Value) -> bool) -> Value {
    let begun = Instant::now();
    loop {
        let mut answer = ureq::get(format!("{}/api/v1/partners", office.url)).call().unwrap();
        let told: Value = serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        if so(&told[0]) {
            return told[0].clone();
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it never came to that: {told}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[cfg(unix)]
#[test]
fn a_server_exchanges_with_its_partners_by_itself_and_comes_back_to_one_that_was_away() {
    let place = met();
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let served = Served::of(&giver);
    let port = served.url.rsplit(':').next().unwrap().to_owned();
    run(&army, &["partner", "add", "giver", &served.url]).ended(0);
    let office = Served::with(&army, &["--sync-every", "1s"]);
    let told = partners(&office, |partner| partner["reached"].is_string());
    assert_eq!((&told["name"], &told["party"], &told["failures"]), (&"giver".into(), &"dz-log".into(), &0.into()));
    assert_eq!(
        (&told["cosigned"], &told["size"], &told["behind"]),
        (&told["size"], &told["size"], &0.into()),
        "{told}"
    );
    assert_eq!(account(&army)["lines"], account(&giver)["lines"]);

    // Whoever listens is told that it is away, and that it is back.
    let mut events =
        BufReader::new(ureq::get(format!("{}/api/v1/events", office.url)).call().unwrap().into_body().into_reader());
    let mut until = |wanted: &str| {
        let mut line = String::new();
        while line.trim_end() != wanted {
            line.clear();
            assert_ne!(events.read_line(&mut line).unwrap(), 0, "the stream ended before `{wanted}`");
        }
    };
    until("event: hello");
    drop(served);
    let away = partners(&office, |partner| partner["failures"].as_u64() > Some(0));
    assert!(away["error"].as_str().unwrap().starts_with("could not reach `log/` at the partner"), "{away}");
    assert_eq!(away["cosigned"], told["cosigned"]);
    until("event: partners");
    let listed = run(&army, &["partner", "list"]).ended(0);
    assert!(listed.out.contains("giver") && listed.err.contains("could not reach"), "{listed:?}");
    for lang in ["fr", "ar"] {
        run(&army, &["partner", "list", "--lang", lang]).ended(0);
    }

    fs::write(place.path("more.jsonl"), item("new-item")).unwrap();
    run(&giver, &["say", "../more.jsonl"]).ended(0);
    let served = Served::with(&giver, &["--partners", "--port", &port]);
    partners(&office, |partner| partner["failures"] == 0);
    until("event: partners");
    let log = run(&army, &["journal", "log", "--json"]).ended(0).out;
    assert!(log.contains("new-item") || run(&army, &["catalogue", "list"]).out.contains("new-item"), "{log}");
    drop((served, office));
}

#[test]
fn partners_are_put_down_listed_and_let_go() {
    let place = Place::donor();
    let one = "http://127.0.0.1:9";
    place.run(&["partner", "list"]).told(0, &["no partner is known"]);
    place.run(&["partner", "add", "army", "partner.example"]).told(1, &["is no address of a partner's program"]);
    place.run(&["partner", "add", "The Army", one]).told(1, &["is no name for a partner"]);
    place.run(&["partner", "add", "army", one]).told(0, &["`qafila serve --sync-every 5m` exchanges with it"]);
    place
        .run(&["partner", "add", "army", one])
        .told(1, &["is known already, at http://127.0.0.1:9", "choose another name"]);
    // By its name, and what came of it is put down.
    place.run(&["sync", "army"]).told(1, &["could not reach `log/` at the partner"]);
    let listed = place.run(&["partner", "list", "--json"]).ended(0).json();
    assert_eq!((&listed[0]["failures"], &listed[0]["reached"]), (&1.into(), &Value::Null), "{listed}");
    place.run(&["partner", "remove", "armi"]).told(1, &["no partner `armi` is known here", "did you mean army"]);
    place.run(&["partner", "remove", "army"]).told(0, &["its journals stay"]);
    assert_eq!(place.run(&["partner", "list", "--json"]).ended(0).out.trim(), "[]");
    for (every, why) in [("5", "such as 5m"), ("0s", "such as 5m"), ("25h", "such as 5m"), ("5é", "such as 5m")] {
        let ran = place.run(&["serve", "--sync-every", every]);
        assert!(ran.code != Some(0) && ran.err.contains(why), "{ran:?}");
    }
}

#[test]
fn a_schedule_does_not_begin_with_a_passphrase_that_does_not_fit() {
    let place = Place::donor();
    let mut command = command(&place.path("dz-log"), &["serve", "--port", "0", "--sync-every", "5m"]);
    let ran = Ran::of(&command.env("QAFILA_PASSPHRASE", "another").output().unwrap());
    ran.told(1, &["the passphrase does not open"]);
}
