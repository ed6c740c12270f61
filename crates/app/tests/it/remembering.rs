//! Where a node's own journal grows, and what was remembered cannot just be added to.

use crate::forger::Forger;
use crate::memory::Memory;
use crate::world::{World, draft, item, journal};
use app::AsOf;
use model::{Body, Head};
use std::cell::RefCell;
use std::rc::Rc;
use units::Digest;

fn defined(of: &str, code: &str) -> Body {
    let mut draft = item(of, code);
    draft.as_object_mut().and_then(|fields| fields.remove("officer")).unwrap();
    serde_json::from_value(draft).unwrap()
}

#[test]
fn who_claims_to_have_seen_what_comes_only_now_is_put_in_order_anew() {
    let mut world = World::of(&["dz-log"]);
    let own = journal(&world.seats["dz-log"].node, "dz-log").origin;
    let mut forger = Forger::begun("ml-army");
    let mut ahead = forger.statement("stores", defined("ml-army", "ahead"));
    ahead.seen = vec![Head { origin: own, size: 9, root: Digest::new([0; 32]), cosignature: None }];
    let (header, key) = (forger.header("stores"), forger.key_of("stores"));
    forger.envelope(&header, &ahead, &key);
    for code in ["x", "y", "z"] {
        forger.sound(defined("ml-army", code));
    }
    world.import("dz-log", &forger.files()).unwrap();
    // Each is held against a node that forgets.
    for code in ["a", "b", "c"] {
        world.say("dz-log", &[item("dz-log", code)]);
    }
}

#[test]
fn what_another_program_signed_before_a_partner_arrived_is_not_put_behind_him() {
    let mut world = World::of(&["dz-log"]);
    let own = journal(&world.seats["dz-log"].node, "dz-log").origin;
    let memory = world.memory("dz-log");
    let earlier = Memory(Rc::new(RefCell::new(memory.0.borrow().clone())));
    let mut other = world.seat("dz-log", earlier.clone());
    for code in ["a", "b", "c", "d"] {
        other.node.say(&[draft(&item("dz-log", code))]).unwrap();
    }

    let mut forger = Forger::begun("ml-army");
    for code in ["w", "x", "y", "z"] {
        forger.sound(defined("ml-army", code));
    }
    world.import("dz-log", &forger.files()).unwrap();
    // Its append comes through last; only its own journal is another since.
    let signed = earlier.0.borrow();
    memory.0.borrow_mut().journals.insert(own.clone(), signed.journals[&own].clone());
    memory.0.borrow_mut().entries.insert(own.clone(), signed.entries[&own].clone());
    world.agrees_with_one_that_forgets("dz-log");
}

#[test]
fn a_corridor_stands_for_some_seconds_and_not_over_anything_that_was_said_since() {
    let mut world = World::of(&["dz-log"]);
    world.say_file("dz-log", "statements/01-dz-log.jsonl");
    let shown = |world: &World| {
        let node = &world.seats["dz-log"].node;
        let operation = node.operation().unwrap();
        let corridor = node.picture(&operation, &AsOf::default()).unwrap();
        // Another program weighs it anew.
        let other = world.seat("dz-log", world.memory("dz-log")).node;
        let anew = other.picture(&operation, &AsOf { occurred: Some(corridor.weighed), known: None }).unwrap();
        assert_eq!(corridor.picture, anew.picture);
        assert_eq!(corridor.at, world.clock.get());
        (corridor.weighed, corridor.picture)
    };
    world.at("2013-02-12T12:00:00Z");
    let (begun, empty) = shown(&world);
    world.at("2013-02-12T12:00:09Z");
    assert_eq!(shown(&world).0, begun);
    world.say_file("dz-log", "statements/05-dz-log-roads.jsonl");
    let (at, told) = shown(&world);
    assert_eq!(at, begun.plus_seconds(9));
    assert_ne!(told, empty);
    world.at("2013-02-12T12:00:19Z");
    assert_eq!(shown(&world).0, begun.plus_seconds(19));
    // A clock that was put back is no reason to show what is to come.
    world.at("2013-02-12T12:00:00Z");
    assert_eq!(shown(&world).0, begun);
}
