//! One statement by hand: it counts ahead of its journal, and convicts a journal that tells another history.

use crate::world::{World, item};
use app::erasure::EraseError;
use app::exchange::EVIDENCE_PREFIX;
use app::ports::Store;
use app::slips::{SLIPS_MAX, SlipError};
use app::{AsOf, Node};
use journal::evidence::SplitView;
use model::Reference;
use units::ItemCode;

fn slip(node: &Node, statement: &Reference) -> Vec<u8> {
    node.prove(statement, true).unwrap().proof.to_string().into_bytes()
}

/// Giver and receiver, who hold each other's first words.
fn met() -> World {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.pass("ml-army", "ml-army", "dz-log");
    world
}

fn knows(world: &mut World, who: &str, code: &str) -> bool {
    world.views(who).catalogue.get(&ItemCode::new(code).unwrap()).is_some()
}

#[test]
fn a_slip_counts_ahead_of_its_journal_and_once_with_it() {
    let mut world = met();
    let said = world.say("dz-log", &[item("dz-log", "tent"), item("dz-log", "lamp")]);
    let bytes = slip(world.node("dz-log"), &said[1]);
    assert!(world.node("ml-army").take_slip(&bytes).unwrap().new);
    assert!(!world.node("ml-army").take_slip(&bytes).unwrap().new);
    assert!(knows(&mut world, "ml-army", "lamp") && !knows(&mut world, "ml-army", "tent"));
    // What the receiver says next cites the head that the slip showed.
    world.say("ml-army", &[item("ml-army", "stove")]);
    let all = world.node("ml-army").said(&AsOf::default()).unwrap();
    let own = all.iter().rfind(|said| said.party.as_str() == "ml-army").unwrap();
    let seen = own.statement().unwrap().seen.iter().find(|head| head.origin == said[1].origin).unwrap();
    assert_eq!(seen.size, 3);
    assert_eq!(all.iter().position(|it| it.leaf == said[1].leaf).unwrap() + 1, all.len() - 1);

    world.pass("dz-log", "dz-log", "ml-army");
    assert!(!world.node("ml-army").take_slip(&bytes).unwrap().new);
    world.pass("ml-army", "ml-army", "dz-log");
    assert!(knows(&mut world, "ml-army", "tent"));
    assert_eq!(world.views("ml-army"), world.views("dz-log"));
    assert_eq!(world.views("ml-army").findings, []);
}

#[test]
fn a_slip_of_another_history_is_refused_and_leaves_its_evidence() {
    let mut world = met();
    let fork = world.memory("dz-log").0.borrow().clone();
    let said = world.say("dz-log", &[item("dz-log", "tent")]);
    let bytes = slip(world.node("dz-log"), &said[0]);
    *world.memory("dz-log").0.borrow_mut() = fork;
    world.say("dz-log", &[item("dz-log", "lamp"), item("dz-log", "stove")]);
    world.pass("dz-log", "dz-log", "ml-army");
    let before = world.memory("ml-army").0.borrow().documents.len();
    let refused = world.node("ml-army").take_slip(&bytes).unwrap_err();
    assert!(matches!(refused, SlipError::OtherHistory { .. }), "{refused}");
    let memory = world.memory("ml-army");
    let names = memory.documents(EVIDENCE_PREFIX).unwrap();
    assert_eq!((names.len(), memory.0.borrow().documents.len()), (1, before + 1));
    let evidence = memory.document(&names[0]).unwrap().unwrap();
    SplitView::parse(&evidence).unwrap().verify().unwrap();
    assert!(!knows(&mut world, "ml-army", "tent"));
}

#[test]
fn a_slip_of_nobody_known_is_refused() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let said = world.say("dz-log", &[item("dz-log", "tent")]);
    let bytes = slip(world.node("dz-log"), &said[0]);
    let stranger = world.node("ml-army").take_slip(&bytes).unwrap_err();
    assert!(matches!(&stranger, SlipError::Node(app::NodeError::UnknownJournal { .. })), "{stranger}");
    // The journal is known, but not the officer: he was appointed after it was last seen here.
    let mut world = met();
    let key = crate::world::key("dz-log dz-log/new").public();
    let appointed = serde_json::json!({"officer": "dz-log/authority", "kind": "officer_appointed",
        "body": {"officer": "dz-log/new", "role": "logistics", "key": key}});
    world.say("dz-log", &[appointed]);
    let mut by_new = item("dz-log", "tent");
    by_new["officer"] = "dz-log/new".into();
    let said = world.say("dz-log", &[by_new]);
    let bytes = slip(world.node("dz-log"), &said[0]);
    let unsigned = world.node("ml-army").take_slip(&bytes).unwrap_err();
    assert!(matches!(unsigned, SlipError::Unsigned { .. }), "{unsigned}");
    world.pass("dz-log", "dz-log", "ml-army");
    assert!(!world.node("ml-army").take_slip(&bytes).unwrap().new);
}

#[test]
fn what_came_by_hand_is_erased_with_its_entry() {
    let mut world = met();
    let said = world.say("dz-log", &[item("dz-log", "tent")]);
    let bytes = slip(world.node("dz-log"), &said[0]);
    world.node("ml-army").take_slip(&bytes).unwrap();
    let early = world.node("ml-army").erase(&said[0].leaf, "asked for").unwrap_err();
    assert!(matches!(early, EraseError::ByHand { .. }), "{early}");
    world.pass("dz-log", "dz-log", "ml-army");
    world.node("ml-army").erase(&said[0].leaf, "asked for").unwrap();
    let left = world.memory("ml-army").0.borrow().documents.values().flatten().copied().collect::<Vec<u8>>();
    assert!(!left.windows(6).any(|part| part == b"extra "), "the slip still says it");
    assert!(!world.node("ml-army").take_slip(&bytes).unwrap().new);
    assert!(!knows(&mut world, "ml-army", "tent"));
}

#[test]
fn slips_wait_for_their_journal_and_no_longer() {
    let mut world = met();
    let said = world.say("dz-log", &[item("dz-log", "tent"), item("dz-log", "lamp")]);
    let slips: Vec<Vec<u8>> = said.iter().map(|one| slip(world.node("dz-log"), one)).collect();
    world.node("ml-army").take_slip(&slips[0]).unwrap();
    let memory = world.memory("ml-army");
    let name = memory.documents("slip/").unwrap().remove(0);
    let kept = memory.document(&name).unwrap().unwrap();
    for number in 1..SLIPS_MAX {
        memory.0.borrow_mut().documents.insert(format!("{name}{number}"), kept.clone());
    }
    let full = world.node("ml-army").take_slip(&slips[1]).unwrap_err();
    assert!(matches!(full, SlipError::TooMany { .. }), "{full}");
    // When the journal is here they wait no longer, and the next one is taken.
    world.pass("dz-log", "dz-log", "ml-army");
    let next = world.say("dz-log", &[item("dz-log", "stove")]);
    let bytes = slip(world.node("dz-log"), &next[0]);
    assert!(world.node("ml-army").take_slip(&bytes).unwrap().new);
}
