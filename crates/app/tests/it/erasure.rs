//! What is erased stays erased, and the journal stays whole.

use crate::forger::Forger;
use crate::world::{World, item, journal};
use app::erasure::EraseError;
use app::{AsOf, Node};
use journal::verify::verify_journal;
use model::Reference;
use serde_json::{Value, json};
use units::Digest;
use views::{Content, FindingKind};

fn erase(world: &mut World, name: &str, said: &Reference) -> Result<bool, EraseError> {
    world.node(name).erase(&said.leaf, "asked for by the officer").map(|erased| erased.before)
}

fn content(node: &Node, said: &Reference) -> Content {
    let all = node.said(&AsOf::default()).unwrap();
    all.iter().find(|found| found.leaf == said.leaf).unwrap().content.clone()
}

/// Stock at a place that only the monitor may see.
fn stock() -> Value {
    json!({"officer": "dz-log/stores", "kind": "stock_declared", "hidden": {"fields": ["place"], "parties": ["monitor"]},
        "body": {"site": "depot-secret", "lines": [{"item": "a", "quantity": 4}]}})
}

#[test]
fn the_entry_stays_and_the_tree_verifies() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let said = world.say("dz-log", &[item("dz-log", "a"), stock(), item("dz-log", "b")]);
    let whole = world.files("dz-log", "dz-log", None);
    world.pass("dz-log", "dz-log", "monitor");
    world.at("2013-02-06T12:00:00Z");
    assert!(!erase(&mut world, "dz-log", &said[1]).unwrap());
    let mark = Content::Erased { at: world.clock.get(), reason: "asked for by the officer".to_owned() };
    assert_eq!(content(&world.seats["dz-log"].node, &said[1]), mark);
    let views = world.views("dz-log");
    assert_eq!((views.findings.len(), views.custody.balances().len()), (0, 0));

    // Exported, it is withheld from everybody, and all else is as it was.
    let files = world.files("dz-log", "dz-log", None);
    let verified = verify_journal(&files, None, &mut |_| {}).unwrap();
    let there: Vec<bool> = verified.entries.iter().map(|entry| entry.content.is_some()).collect();
    assert_eq!(there, [true, true, false, true]);
    let told = |bytes: &Vec<u8>| bytes.windows(12).any(|window| window == b"depot-secret");
    assert!(whole.values().any(told) && !files.values().any(told));
    for (path, bytes) in &whole {
        assert_eq!(files[path] == *bytes, !path.starts_with("content/"), "{path}");
    }
    // And the journal goes on.
    world.say("dz-log", &[item("dz-log", "c")]);
    assert_eq!(world.pass("dz-log", "dz-log", "ml-army").withheld, 1);
}

#[test]
fn no_copy_brings_it_back() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let said = world.say("dz-log", &[item("dz-log", "a"), stock()]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.pass("dz-log", "dz-log", "monitor");
    // A partner's journal, and one's own as a partner still has it; with fields that are open now.
    for (name, of) in [("ml-army", "dz-log"), ("dz-log", "dz-log")] {
        erase(&mut world, name, &said[1]).unwrap();
        let held = world.memory(name).0.borrow().clone();
        let copy = world.files("monitor", of, None);
        let again = world.import(name, &copy).unwrap();
        assert_eq!((again.new_entries, again.new_contents, again.new_fields, again.withheld), (0, 0, 0, 1));
        assert_eq!(*world.memory(name).0.borrow(), held);
    }
    // The partner keeps what it has.
    assert!(matches!(content(&world.seats["monitor"].node, &said[1]), Content::Known(_)));
}

#[test]
fn asked_twice_it_is_the_first_time_that_counts() {
    let mut world = World::of(&["dz-log"]);
    let said = world.say("dz-log", &[item("dz-log", "a")]);
    assert!(!erase(&mut world, "dz-log", &said[0]).unwrap());
    let held = world.memory("dz-log").0.borrow().clone();
    world.at("2013-03-06T12:00:00Z");
    let again = world.node("dz-log").erase(&said[0].leaf, "another reason").unwrap();
    assert!(again.before && again.mark.reason == "asked for by the officer");
    assert_eq!(*world.memory("dz-log").0.borrow(), held);
}

#[test]
fn what_cannot_be_erased_is_told() {
    let mut forger = Forger::begun("ml-army");
    let appointed = json!({"kind": "officer_revoked", "body": {"officer": "ml-army/movement", "reason": "left"}});
    let revoked = forger.sound(serde_json::from_value(appointed).unwrap());
    let junk = forger.raw(b"no statement".to_vec());
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &forger.withholding(&[2])).unwrap();
    let before = world.memory("dz-log").0.borrow().clone();
    let own = journal(&world.seats["dz-log"].node, "dz-log");
    let genesis = world.memory("dz-log").0.borrow().entries[&own.origin][0].entry.leaf();
    let mut told = |leaf: Digest, reason: &str| world.node("dz-log").erase(&leaf, reason).unwrap_err().to_string();
    let lines = [
        told(Digest::new([1; 32]), "x"),
        told(junk.leaf, "x"),
        told(genesis, "x"),
        told(revoked.leaf, "x"),
        told(revoked.leaf, " "),
        told(revoked.leaf, &"x".repeat(2000)),
    ];
    insta::assert_snapshot!(lines.join("\n"), @r"
    no statement with leaf hash 0101010101010101010101010101010101010101010101010101010101010101 is known here
    the content of entry 2 of journal `sahel-2013.example/ml-army` is not on this node; there is nothing to erase
    entry 0 of journal `sahel-2013.example/dz-log` is party_declared: signatures after it are judged by it, so it stays
    entry 1 of journal `sahel-2013.example/ml-army` is officer_revoked: signatures after it are judged by it, so it stays
    a reason must be given
    text has 2000 bytes, at most 1024 are allowed
    ");
    assert_eq!(*world.memory("dz-log").0.borrow(), before);
    // What nobody understands can be.
    world.import("dz-log", &forger.files()).unwrap();
    assert!(!world.node("dz-log").erase(&junk.leaf, "x").unwrap().before);
    assert_eq!(world.views("dz-log").findings, []);
}

#[test]
fn a_later_statement_that_cites_it_becomes_a_finding() {
    let mut world = World::of(&["dz-log"]);
    let parsed = app::jsonl::parse(&crate::world::operation_file("statements/05-dz-log-roads.jsonl").unwrap());
    let report =
        parsed.drafts.into_iter().map(|(_, draft)| draft).find(|draft| draft.body.kind().code() == "report_filed");
    let report = world.node("dz-log").say(&[report.unwrap()]).unwrap();
    let retracted = json!({"officer": "dz-log/movement", "kind": "report_retracted", "body": {"report": report[0], "reason": "wrong road"}});
    let retracted = world.say("dz-log", &[retracted]);
    assert_eq!(world.views("dz-log").findings, []);
    erase(&mut world, "dz-log", &report[0]).unwrap();
    let findings = world.views("dz-log").findings.clone();
    assert_eq!((findings.len(), &findings[0].by), (1, &retracted[0]));
    assert!(matches!(findings[0].kind, FindingKind::UnknownReference { index: 1 }), "{findings:?}");
}
