//! Passkeys: what is kept of one, what opens it, and when it opens nothing any more.

use crate::world::{World, key};
use app::passkeys::{Answer, LABEL_CHARS_MAX, New, PASSKEYS_MAX, Passkey, PasskeyError};
use app::ports::{LATER_LOG_KEY, LOG_KEY};
use app::{Node, NodeError};
use serde_json::json;
use units::{Digest, OfficerId};
use zeroize::Zeroizing;

fn stores() -> OfficerId {
    "dz-log/stores".parse().unwrap()
}

fn answer(byte: u8) -> Answer {
    Answer::new(Zeroizing::new([byte; 32]))
}

fn register(node: &mut Node, id: u8, label: &str, question: Digest) -> Result<Passkey, PasskeyError> {
    let officer = stores();
    let new = New { officer: &officer, label, id: &[id; 16], credential: json!({"counter": 0}), question };
    node.add_passkey(&new, &answer(id))
}

fn word(error: &PasskeyError) -> &'static str {
    match error {
        PasskeyError::Node(_) => "node",
        PasskeyError::Label { .. } => "label",
        PasskeyError::Taken => "taken",
        PasskeyError::TooMany { .. } => "many",
        PasskeyError::OtherQuestion => "question",
        PasskeyError::Unknown { .. } => "unknown",
        PasskeyError::Shut => "shut",
        PasskeyError::Stale { .. } => "stale",
    }
}

#[test]
fn a_passkey_opens_the_key_of_its_officer_and_the_journals_own() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    assert_eq!(node.passkey_question().unwrap(), None);
    let question = node.begin_passkey().unwrap();
    assert_eq!(node.begin_passkey().unwrap(), question);
    register(node, 1, " grey ", question).unwrap();
    let kept = node.passkey(&[1; 16]).unwrap().unwrap();
    assert_eq!((kept.label.as_str(), &kept.officer), ("grey", &stores()));
    let keys = node.open_passkey(&kept, &[1; 16], &answer(1)).unwrap();
    let names: Vec<&str> = keys.keys().map(String::as_str).collect();
    assert_eq!(names, ["dz-log/stores", LOG_KEY]);
    assert_eq!(keys["dz-log/stores"].public(), key("dz-log dz-log/stores").public());
    assert_eq!(keys[LOG_KEY].public(), key("dz-log log").public());
    // Another answer, and the ring of another passkey, open nothing.
    let shut = |kept: &Passkey, id: u8, given: u8| {
        word(&world.seats["dz-log"].node.open_passkey(kept, &[id; 16], &answer(given)).unwrap_err())
    };
    assert_eq!(shut(&kept, 1, 2), "shut");
    assert_eq!(shut(&kept, 2, 1), "shut");
    let mut other = kept.clone();
    other.officer = "dz-log/movement".parse().unwrap();
    assert_eq!(shut(&other, 1, 1), "shut");
}

#[test]
fn what_cannot_be_registered_is_refused_and_leaves_nothing() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let refused = |done: Result<Passkey, PasskeyError>| word(&done.unwrap_err());
    assert_eq!(refused(register(node, 1, "a", Digest::new([0; 32]))), "question");
    let question = node.begin_passkey().unwrap();
    assert_eq!(refused(register(node, 1, "a", Digest::new([0; 32]))), "question");
    for label in ["", "  ", "a\nb", &"é".repeat(LABEL_CHARS_MAX + 1)] {
        assert_eq!(refused(register(node, 1, label, question)), "label", "{label:?}");
    }
    assert_eq!(node.passkeys().unwrap().len(), 0);
    for id in 0..PASSKEYS_MAX {
        register(node, u8::try_from(id).unwrap(), &"é".repeat(LABEL_CHARS_MAX), question).unwrap();
    }
    assert_eq!(refused(register(node, 3, "a", question)), "taken");
    assert_eq!(refused(register(node, 200, "a", question)), "many");
    // One who is no officer of this party any more, or never was.
    let nobody: OfficerId = "dz-log/nobody".parse().unwrap();
    let new = New { officer: &nobody, label: "a", id: &[100; 16], credential: json!({}), question };
    let error = node.add_passkey(&new, &answer(9)).unwrap_err();
    assert!(matches!(error, PasskeyError::Node(NodeError::Keys(_))), "{error}");
    let stranger: OfficerId = "dz-log/stranger".parse().unwrap();
    let new = New { officer: &stranger, ..new };
    assert_eq!(word(&node.add_passkey(&new, &answer(9)).unwrap_err()), "stale");
}

#[test]
fn a_use_that_is_put_down_late_brings_back_nothing() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let question = node.begin_passkey().unwrap();
    let kept = register(node, 1, "a", question).unwrap();
    node.passkey_used(&kept, json!({"counter": 7})).unwrap();
    assert_eq!(node.passkey(&[1; 16]).unwrap().unwrap().credential, json!({"counter": 7}));
    assert!(node.passkeys().unwrap()[0].used.is_some());
    let other: OfficerId = "dz-log/movement".parse().unwrap();
    assert_eq!(word(&node.remove_passkey(&kept.id, Some(&other)).unwrap_err()), "unknown");
    node.remove_passkey(&kept.id, Some(&stores())).unwrap();
    node.passkey_used(&kept, json!({"counter": 8})).unwrap();
    assert!(node.passkey(&[1; 16]).unwrap().is_none());
    assert_eq!(node.passkeys().unwrap().len(), 0);
    assert_eq!(word(&node.remove_passkey(&kept.id, None).unwrap_err()), "unknown");
}

#[test]
fn keys_that_were_replaced_make_a_passkey_stale_and_the_next_one_lets_it_go() {
    let mut world = World::of(&["dz-log"]);
    let node = world.node("dz-log");
    let question = node.begin_passkey().unwrap();
    register(node, 1, "a", question).unwrap();
    assert!(!node.passkeys().unwrap()[0].stale);
    let later = key(&format!("dz-log {LATER_LOG_KEY}")).public();
    node.rotate(Some(stores()), &later).unwrap();
    assert!(node.passkeys().unwrap()[0].stale);
    let kept = node.passkey(&[1; 16]).unwrap().unwrap();
    assert_eq!(word(&node.open_passkey(&kept, &[1; 16], &answer(1)).unwrap_err()), "stale");
    assert_eq!(word(&node.open_passkey(&kept, &[1; 16], &answer(2)).unwrap_err()), "shut");
    register(node, 2, "b", question).unwrap();
    let left: Vec<String> = node.passkeys().unwrap().into_iter().map(|told| told.passkey.label).collect();
    assert_eq!(left, ["b"]);
}
