//! What others attest of a statement, and what its author cannot pretend.

use crate::world::{World, item, party};
use app::AsOf;
use app::attest::{Attested, disclosed_leaf};
use journal::policy::Reached;
use journal::tlog_proof::TlogProof;
use model::{Kind, Reference};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment};

const NAMES: [&str; 3] = ["dz-log", "ml-army", "monitor"];

fn world() -> World {
    let mut world = World::of(&NAMES);
    meet(&mut world);
    world
}

/// All hear of all, and cosign what they hear.
fn meet(world: &mut World) {
    for from in NAMES {
        for to in NAMES.iter().filter(|to| **to != from) {
            let origin = world.pass(from, from, to).origin;
            world.node(to).cosign(&origin).unwrap();
        }
    }
    for of in NAMES {
        for from in NAMES.iter().filter(|from| **from != of) {
            world.pass(from, of, of);
        }
    }
}

fn attested(world: &mut World, name: &str, statement: &Reference) -> Attested {
    let node = world.node(name);
    node.attested(statement, &node.said(&AsOf::default()).unwrap()).unwrap()
}

fn at(time: &str) -> Moment {
    time.parse().unwrap()
}

#[test]
fn a_statement_lies_between_what_it_cites_and_what_cites_it() {
    let mut world = world();
    world.at("2013-02-06T08:00:00Z");
    let said = world.say("dz-log", &[item("dz-log", "a")]).remove(0);
    let alone = attested(&mut world, "dz-log", &said);
    assert_eq!((alone.held_by.len(), alone.quorum, alone.not_after), (0, Reached::NotYet, None));
    assert_eq!(alone.not_before.as_ref().map(|(after, _)| *after), Some(at("2013-02-05T12:00:00Z")));
    world.at("2013-02-07T09:30:00Z");
    meet(&mut world);
    for name in NAMES {
        let found = attested(&mut world, name, &said);
        assert_eq!(found.stated, Some(at("2013-02-06T08:00:00Z")), "{name}");
        assert_eq!(found.quorum, Reached::At(at("2013-02-07T09:30:00Z")), "{name}");
        assert_eq!(found.not_after.as_ref().map(|(before, _)| *before), Some(at("2013-02-07T09:30:00Z")), "{name}");
        // The author has the lines back from both; of the others each knows its own.
        let expected = if name == "dz-log" { vec![party("ml-army"), party("monitor")] } else { vec![party(name)] };
        assert_eq!(found.held_by.iter().cloned().collect::<Vec<_>>(), expected, "{name}");
        assert!(!found.contradicts_claim());
    }
}

#[test]
fn backdating_outside_the_bracket_is_told() {
    let mut world = world();
    // The author's clock, or the author, is two weeks behind what the statement itself cites.
    world.at("2013-01-20T08:00:00Z");
    let early = world.say("dz-log", &[item("dz-log", "early")]).remove(0);
    assert!(attested(&mut world, "dz-log", &early).contradicts_claim());
    // And one that claims a time after others had cosigned it.
    world.at("2013-03-01T00:00:00Z");
    let late = world.say("dz-log", &[item("dz-log", "late")]).remove(0);
    assert!(!attested(&mut world, "dz-log", &late).contradicts_claim());
    world.at("2013-02-20T00:00:00Z");
    meet(&mut world);
    assert!(attested(&mut world, "monitor", &late).contradicts_claim());
}

#[test]
fn a_proof_can_be_judged_with_the_logs_key_alone() {
    let mut world = world();
    let said = world.say("dz-log", &[item("dz-log", "a")]).remove(0);
    meet(&mut world);
    world.say("dz-log", &[item("dz-log", "b")]);
    let key = crate::world::journal(world.node("dz-log"), "dz-log").key;
    let witnesses: Vec<_> = world.node("dz-log").witnesses().unwrap().into_values().flatten().collect();
    for disclose in [false, true] {
        let proved = world.node("ml-army").prove(&said, disclose).unwrap();
        let text = proved.proof.to_string();
        let read = TlogProof::parse(text.as_bytes()).unwrap();
        let leaf = read.extra.as_deref().map_or(said.leaf, |extra| disclosed_leaf(extra).unwrap());
        assert_eq!(leaf, said.leaf);
        // Under the head that others cosigned, not under the newest.
        assert_eq!(read.checkpoint.checkpoint().size.get(), 2);
        assert_eq!(read.verify(&leaf, &key, &witnesses).unwrap().others.len(), 1);
        let other = world.say("dz-log", &[item("dz-log", "c")]).remove(0);
        assert!(read.verify(&other.leaf, &key, &witnesses).is_err());
    }
    // What is not here cannot be handed over.
    world.node("ml-army").erase(&said.leaf, "asked to").unwrap();
    assert!(world.node("ml-army").prove(&said, true).is_err());
    assert!(world.node("ml-army").prove(&said, false).is_ok());
}

#[test]
fn ones_own_cosignature_attests_nothing() {
    let mut world = world();
    let said = world.say("dz-log", &[item("dz-log", "a")]).remove(0);
    let journal = crate::world::journal(world.node("dz-log"), "dz-log");
    let mut forged = journal::checkpoint::SignedCheckpoint::parse(&journal.checkpoint).unwrap();
    let name = app::witness::witness_name(&journal.origin).unwrap();
    let key = crate::world::key("dz-log witness");
    forged.cosign(&journal::note::Signer::cosigner(name, key, at("2013-02-05T13:00:00Z")).unwrap());
    assert_eq!(world.node("dz-log").take_cosignatures(&journal, &forged).unwrap(), 1, "its line does verify");
    let found = attested(&mut world, "dz-log", &said);
    assert_eq!((found.cosigned.len(), found.quorum, found.not_after), (0, Reached::NotYet, None));
}

/// From a statement back to what it cites, each with its signer and those who cosigned its journal over it.
#[test]
fn evidence_goes_back_to_what_is_cited_and_names_who_cosigned() {
    let mut world = world();
    let first = world.say("dz-log", &[item("dz-log", "a")]).remove(0);
    world.say("dz-log", &[item("dz-log", "b")]);
    world.at("2013-02-07T09:30:00Z");
    meet(&mut world);
    let granted = serde_json::json!({"officer": "dz-log/stores", "kind": "audience_granted",
        "body": {"statement": first, "to": "monitor"}});
    let second = world.say("dz-log", &[granted]).remove(0);
    let node = world.node("dz-log");
    let all = node.said(&AsOf::default()).unwrap();
    let found = node.evidence(&all, &BTreeSet::from([second.leaf])).unwrap();
    let leaves: Vec<Digest> = found.iter().map(|known| known.statement.leaf).collect();
    assert_eq!(leaves, [first.leaf, second.leaf]);
    assert_eq!((found[0].kind, found[1].kind), (Kind::ItemDefined, Kind::AudienceGranted));
    assert_eq!(found[1].rests_on, [first]);
    let when = at("2013-02-07T09:30:00Z");
    let both = BTreeMap::from([(party("ml-army"), when), (party("monitor"), when)]);
    assert_eq!((&found[0].cosigned, found[1].cosigned.len()), (&both, 0));
}
