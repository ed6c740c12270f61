//! A node's own journal: all that is said at once is there, or none of it.

use crate::memory::Memory;
use crate::world::{World, draft, item, key, moment, operation_file, party};
use app::ports::StoreError;
use app::{AsOf, Node, NodeError};
use journal::log::Head;
use journal::note::Signer;
use model::{Body, Draft};
use serde_json::{Value, json};
use units::Digest;

fn refused(world: &mut World, drafts: &[Draft]) -> NodeError {
    let before = world.memory("dz-log").0.borrow().clone();
    let error = world.node("dz-log").say(drafts).unwrap_err();
    assert_eq!(*world.memory("dz-log").0.borrow(), before);
    error
}

#[test]
fn the_first_entry_says_who_it_is_and_is_said_once() {
    let mut world = World::of(&["dz-log"]);
    let operation = world.node("dz-log").operation().unwrap();
    let error = world.node("dz-log").init(&operation.genesis(&party("ml-army")).unwrap()).unwrap_err();
    assert_eq!(error.to_string(), "this node already is `dz-log`");
    let views = world.views("dz-log");
    assert_eq!(views.parties.get(&party("dz-log")).unwrap().officers.len(), 4);
    assert_eq!(views.findings, []);
    let error = operation.genesis(&party("dz-lag")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "operation sahel-2013 has no party `dz-lag`; it has dz-log, ml-army, fr-force, af-mission, monitor"
    );
}

#[test]
fn a_node_without_a_journal_says_nothing() {
    let world = World::of(&[]);
    let mut node: Node = world.seat("dz-log", Memory::default()).node;
    assert!(matches!(node.say(&[]), Err(NodeError::NoJournal)));
    assert!(matches!(node.party(), Err(NodeError::NoJournal)));
    assert!(node.views(&AsOf::default()).unwrap().findings.is_empty());
    assert!(node.operation().is_err());
    node.join(&operation_file).unwrap();
    assert_eq!(node.operation().unwrap().settings.name, "sahel-2013");
}

#[test]
fn a_batch_with_one_fault_leaves_nothing() {
    let mut world = World::of(&["dz-log"]);
    let good = draft(&item("dz-log", "good"));
    let with = |officer: &str| Draft { officer: Some(officer.parse().unwrap()), ..good.clone() };

    let error = refused(&mut world, &[good.clone(), with("dz-log/nobody")]);
    assert_eq!(error.to_string(), "this node has no key for `dz-log/nobody`");
    let leaf = Digest::new([9; 32]);
    let error = refused(&mut world, &[good.clone(), Draft { cites: vec![leaf], ..good.clone() }]);
    assert_eq!(error.to_string(), format!("no statement with leaf hash {leaf} is known here"));
    let error = refused(&mut world, &[good.clone(), Draft { officer: None, ..good.clone() }]);
    assert_eq!(
        error.to_string(),
        "which officer signs? this node has dz-log/authority, dz-log/convoy, dz-log/movement, dz-log/stores"
    );
    let long = Draft { body: long_body(), ..good.clone() };
    let error = refused(&mut world, &[good.clone(), long]);
    assert!(matches!(error, NodeError::Fault { .. } | NodeError::TooLong(_)), "{error}");

    assert_eq!(world.node("dz-log").say(&[good.clone(), good]).unwrap().len(), 2);
}

/// A statement longer than any journal takes.
fn long_body() -> Body {
    let line = json!({"item": "a", "quantity": 1, "lot": null, "serials": (0..2_000).map(|at| format!("SERIAL-{at:06}")).collect::<Vec<_>>()});
    let body = json!({"kind": "stock_declared", "body": {"site": "depot-reggane", "lines": [line]}});
    serde_json::from_value(body).unwrap()
}

#[test]
fn the_only_officer_signs_unasked() {
    let mut world = World::of(&["fr-force"]);
    let mut notice = item("fr-force", "a");
    notice["officer"] = Value::Null;
    world.say("fr-force", &[notice]);
    let said = world.node("fr-force").said(&AsOf::default()).unwrap();
    assert_eq!(said[1].statement().unwrap().officer.as_str(), "fr-force/liaison");
    assert_eq!(said[1].statement().unwrap().stated, moment("2013-02-05T12:00:00Z"));
}

#[test]
fn a_citation_finds_its_statement_in_any_journal() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let theirs = world.say("ml-army", &[item("ml-army", "a")]);
    world.pass("ml-army", "ml-army", "dz-log");
    let own = world.say("dz-log", &[item("dz-log", "b")]);
    let mut citing = item("dz-log", "c");
    citing["cites"] = json!([theirs[0].leaf, own[0].leaf]);
    world.say("dz-log", &[citing]);
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    let cited = said.iter().find(|said| said.origin == own[0].origin && said.index == 2).unwrap();
    assert_eq!(cited.statement().unwrap().references, [theirs[0].clone(), own[0].clone()]);
    // What this node held of the other journal is named with it.
    assert_eq!(cited.statement().unwrap().seen[0].size, 2);
}

#[test]
fn another_process_that_was_faster_is_noticed() {
    let mut world = World::of(&["dz-log"]);
    let before = world.memory("dz-log").0.borrow().clone();
    world.say("dz-log", &[item("dz-log", "first")]);
    let after = world.memory("dz-log").0.borrow().clone();
    let origin = after.journals.keys().next().unwrap().clone();
    // As if the word above came from elsewhere, between this node's look and its append.
    let meanwhile = (after.journals[&origin].clone(), after.entries[&origin][1].clone());
    *world.memory("dz-log").0.borrow_mut() = crate::memory::Held { meanwhile: Some(meanwhile), ..before };
    let error = world.node("dz-log").say(&[draft(&item("dz-log", "second"))]).unwrap_err();
    assert!(matches!(error, NodeError::Store(StoreError::HeadMoved { .. })), "{error}");
    assert_eq!(*world.memory("dz-log").0.borrow(), after);
}

#[test]
fn nothing_is_signed_on_a_damaged_head() {
    let mut world = World::of(&["dz-log"]);
    world.say("dz-log", &[item("dz-log", "a"), item("dz-log", "b")]);
    let memory = world.memory("dz-log");
    let whole = memory.0.borrow().clone();
    let origin = whole.journals.keys().next().unwrap().clone();

    // A head of the same length over other entries, and a checkpoint of another length.
    let mut other = Head::new(origin.clone(), journal::tree::Frontier::default());
    whole.entries[&origin].iter().rev().for_each(|row| {
        other.append(&row.entry);
    });
    memory.0.borrow_mut().journals.get_mut(&origin).unwrap().frontier = other.frontier().clone();
    let error = refused(&mut world, &[draft(&item("dz-log", "c"))]);
    assert!(
        error.to_string().starts_with("what is stored under journal `sahel-2013.example/dz-log` is damaged: 3 entries"),
        "{error}"
    );

    let signer = Signer::log(origin.clone(), key("dz-log log")).unwrap();
    let mut shorter = Head::new(origin.clone(), journal::tree::Frontier::default());
    shorter.append(&whole.entries[&origin][0].entry);
    *memory.0.borrow_mut() = whole;
    memory.0.borrow_mut().journals.get_mut(&origin).unwrap().checkpoint =
        shorter.checkpoint().sign(&signer).unwrap().to_string().into_bytes();
    let error = refused(&mut world, &[draft(&item("dz-log", "c"))]);
    assert!(matches!(error, NodeError::Store(StoreError::Damaged { .. })), "{error}");
}
