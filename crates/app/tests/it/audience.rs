//! Who may read it: exports hold back what a reader was not meant to see, until its author opens it.

use crate::forger::Forger;
use crate::world::{World, item, key};
use app::AsOf;
use model::{AudienceGranted, Body, Reference};
use serde_json::{Value, json};

fn secret(of: &str, code: &str, readers: &[&str]) -> Value {
    let mut draft = item(of, code);
    draft["audience"] = json!({"parties": readers});
    draft
}

fn grant(of: &str, statement: &Reference, to: &str) -> Value {
    json!({"officer": format!("{of}/stores"), "kind": "audience_granted", "body": {"statement": statement, "to": to}})
}

/// Codes of the items that a node can read of.
fn items(world: &mut World, name: &str) -> Vec<String> {
    world.views(name).catalogue.iter().map(|(item, _)| item.to_string()).collect()
}

#[test]
fn content_goes_to_its_audience_and_the_entry_to_everybody() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor", "fr-force"]);
    world.say("dz-log", &[item("dz-log", "open"), secret("dz-log", "hidden", &["ml-army", "monitor"])]);
    let withheld = ["ml-army", "monitor", "fr-force"].map(|to| world.pass("dz-log", "dz-log", to).withheld);
    assert_eq!(withheld, [0, 0, 1]);
    assert_eq!(items(&mut world, "ml-army"), ["hidden", "open"]);
    assert_eq!(items(&mut world, "fr-force"), ["open"]);
    // What was withheld is no finding, and every node has the same journal.
    assert_eq!(world.views("fr-force").findings, []);
    let root = |world: &World, of: &str| crate::world::journal(&world.seats[of].node, "dz-log").frontier.root();
    assert_eq!(root(&world, "fr-force"), root(&world, "dz-log"));
    // The author reads all of his own, whoever hands it to him; nobody's bytes hold the hidden name.
    let files = world.files("ml-army", "dz-log", Some("dz-log"));
    assert_eq!(files, world.files("dz-log", "dz-log", None));
    let shown = world.files("dz-log", "dz-log", Some("fr-force"));
    let tells = |bytes: &Vec<u8>| bytes.windows(6).any(|window| window == b"hidden");
    assert!(files.values().any(tells) && !shown.values().any(tells));
}

#[test]
fn a_reader_passes_on_only_what_the_next_may_read() {
    let mut world = World::of(&["dz-log", "ml-army", "fr-force", "monitor"]);
    world.say("dz-log", &[secret("dz-log", "hidden", &["ml-army", "monitor"])]);
    world.pass("dz-log", "dz-log", "ml-army");
    assert_eq!(world.pass("ml-army", "dz-log", "fr-force").withheld, 1);
    assert_eq!(world.pass("ml-army", "dz-log", "monitor").withheld, 0);
    // Who has not got it cannot hand it on, and takes nothing away from who has.
    let again = world.pass("fr-force", "dz-log", "monitor");
    assert_eq!((again.new_entries, again.new_contents, again.withheld), (0, 0, 0));
}

#[test]
fn a_grant_opens_a_statement_later() {
    let mut world = World::of(&["dz-log", "fr-force"]);
    let said = world.say("dz-log", &[secret("dz-log", "hidden", &[]), secret("dz-log", "other", &[])]);
    world.pass("dz-log", "dz-log", "fr-force");
    assert_eq!(items(&mut world, "fr-force"), Vec::<String>::new());

    world.say("dz-log", &[grant("dz-log", &said[0], "fr-force")]);
    let opened = world.pass("dz-log", "dz-log", "fr-force");
    assert_eq!((opened.new_entries, opened.new_contents, opened.withheld), (1, 1, 1));
    assert_eq!(items(&mut world, "fr-force"), ["hidden"]);
}

#[test]
fn nobody_opens_what_another_said() {
    let mut world = World::of(&["dz-log", "ml-army", "fr-force"]);
    let said = world.say("dz-log", &[secret("dz-log", "hidden", &["ml-army"])]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.say("ml-army", &[grant("ml-army", &said[0], "fr-force")]);
    assert_eq!(world.pass("ml-army", "dz-log", "fr-force").withheld, 1);
}

#[test]
fn a_grant_that_nobody_properly_signed_opens_nothing() {
    let mut forger = Forger::begun("ml-army");
    let mut statement = forger.statement("stores", crate::world::draft(&item("ml-army", "hidden")).body);
    statement.audience = model::Audience::Parties(Vec::new());
    let header = forger.header("stores");
    let hidden = forger.envelope(&header, &statement, &forger.key_of("stores"));
    let grant = Body::AudienceGranted(AudienceGranted { statement: hidden, to: "fr-force".parse().unwrap() });
    let statement = forger.statement("stores", grant.clone());
    forger.envelope(&header, &statement, &key("forger"));

    let mut world = World::of(&["dz-log", "fr-force"]);
    world.import("dz-log", &forger.files()).unwrap();
    assert_eq!(world.pass("dz-log", "ml-army", "fr-force").withheld, 1);
    forger.sound(grant);
    world.import("dz-log", &forger.files()).unwrap();
    assert_eq!(world.pass("dz-log", "ml-army", "fr-force").withheld, 0);
    assert!(world.node("fr-force").said(&AsOf::default()).unwrap().len() > 3);
}
