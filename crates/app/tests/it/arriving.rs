//! Folders that travel, and the desk where they arrive in one order or another.
//!
//! The fuzz target `arrivals` includes this file, and those that it uses.

use crate::memory::{Held, Memory};
use crate::world::{Files, World, files, item, moment, operation_file, party};
use app::AsOf;
use app::account::csv;
use serde_json::{Value, json};
use std::cell::RefCell;

/// What nobody but its author may read.
pub(crate) fn secret(of: &str, code: &str) -> Value {
    let mut said = item(of, code);
    said["audience"] = json!({"parties": []});
    said
}

/// An auditor's desk that knows the operation and no journal.
pub(crate) fn empty_desk() -> Held {
    let mut desk = World::of(&[]).seat("desk", Memory::default());
    desk.node.join(&operation_file).unwrap();
    desk.memory.0.borrow().clone()
}

/// What travels: journals at several lengths, some for a reader who may not see all of them.
pub(crate) fn travelling() -> Vec<Files> {
    let mut world = World::of(&["dz-log", "ml-army", "fr-force"]);
    let mut deliveries = Vec::new();
    let mut show = |world: &World, of: &str| {
        let node = &world.seats[of].node;
        for journal in node.journals().unwrap().iter().filter(|journal| journal.party == party(of)) {
            deliveries.extend([Some("fr-force"), None].map(|reader| files(node, journal, reader)));
        }
    };
    show(&world, "dz-log");
    world.say_file("ml-army", "statements/02-ml-army.jsonl");
    world.pass("ml-army", "ml-army", "dz-log");
    show(&world, "ml-army");
    world.say("ml-army", &[item("ml-army", "tent"), item("ml-army", "rope")]);
    world.say_file("dz-log", "statements/01-dz-log.jsonl");
    world.say("dz-log", &[secret("dz-log", "hidden"), item("dz-log", "rope"), item("dz-log", "doubtful")]);
    world.pass("dz-log", "dz-log", "fr-force");
    world.say_file("fr-force", "statements/03-fr-force.jsonl");
    show(&world, "fr-force");
    world.pass("fr-force", "fr-force", "ml-army");
    world.say("ml-army", &[item("ml-army", "tent")]);
    world.node("dz-log").new_epoch(Some(22)).unwrap();
    world.say("dz-log", &[item("dz-log", "after")]);
    ["dz-log", "ml-army", "fr-force"].iter().for_each(|of| show(&world, of));
    deliveries
}

/// What an auditor's desk comes to, after these folders in this order: its views and account, as text.
pub(crate) fn come_to(desk: &Held, deliveries: &[Files], order: &[usize]) -> (String, String) {
    let world = World::of(&[]);
    let memory = Memory(RefCell::new(desk.clone()).into());
    let mut node = world.seat("desk", memory).node;
    for at in order {
        world.clock.set(world.clock.get().plus_seconds(60));
        node.import(&deliveries[*at], None, &mut |_| {}).unwrap();
    }
    let at = moment("2013-03-01T00:00:00Z");
    let accounted = node.account(&AsOf { occurred: Some(at), known: None }).unwrap();
    (format!("{:?}", accounted.views), csv(&accounted))
}
