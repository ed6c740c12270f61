//! A journal's key is replaced, a theft revoked, a restored node goes on, a second device writes.

use crate::forger::OPERATION;
use crate::memory::Memory;
use crate::world::{World, files, item, key, operation_file, party};
use app::AsOf;
use app::exchange::ExchangeError;
use app::ports::{JournalRow, LATER_LOG_KEY, LOG_KEY};
use model::{Body, Draft, LogKeyRotated};
use units::{OfficerId, OriginLine, SignatureBytes};
use views::{FindingKind, Standing};

fn stores(of: &str) -> Option<OfficerId> {
    Some(format!("{of}/stores").parse().unwrap())
}

fn rotate(world: &mut World, name: &str) {
    let later = key(&format!("{name} {LATER_LOG_KEY}")).public();
    world.node(name).rotate(stores(name), &later).unwrap();
}

fn journal(world: &World, holder: &str, origin: &str) -> JournalRow {
    let origin = format!("{OPERATION}/{origin}");
    let journals = world.seats[holder].node.journals().unwrap();
    journals.into_iter().find(|journal| journal.origin.as_str() == origin).unwrap()
}

/// One party takes over a journal that another holds, by its name.
fn pass(world: &mut World, from: &str, origin: &str, to: &str) -> Result<(), ExchangeError> {
    let files = files(&world.seats[from].node, &journal(world, from, origin), Some(to));
    world.import(to, &files).map(|_| ())
}

#[test]
fn a_rotated_key_goes_on_where_the_old_one_stopped() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    world.say("dz-log", &[item("dz-log", "a")]);
    world.pass("dz-log", "dz-log", "ml-army");
    let stolen = world.memory("dz-log").0.borrow().clone();
    let old = journal(&world, "dz-log", "dz-log").key;
    rotate(&mut world, "dz-log");
    world.say("dz-log", &[item("dz-log", "b")]);
    assert_ne!(journal(&world, "dz-log", "dz-log").key, old);
    // One who knew the old key, and one who never did.
    world.pass("dz-log", "dz-log", "ml-army");
    world.pass("dz-log", "dz-log", "monitor");
    for name in ["dz-log", "ml-army", "monitor"] {
        let views = world.views(name);
        assert_eq!(views.findings, [], "{name}");
        assert!(views.catalogue.get(&"b".parse().unwrap()).is_some(), "{name}");
        assert_ne!(journal(&world, name, "dz-log").key, old, "{name}");
    }
    // Whoever has the old key cannot go on from before the rotation.
    let thief = Memory::default();
    *thief.0.borrow_mut() = stolen;
    let mut seat = world.seat("dz-log", thief);
    let drafts: Vec<Draft> = ["x", "y", "z"].map(|code| crate::world::draft(&item("dz-log", code))).to_vec();
    seat.node.say(&drafts).unwrap();
    let forked = files(&seat.node, &seat.node.own().unwrap().unwrap(), None);
    assert!(matches!(world.import("ml-army", &forked), Err(ExchangeError::OtherKey { .. })));
}

#[test]
fn a_second_rotation_follows_the_first() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    rotate(&mut world, "dz-log");
    rotate(&mut world, "dz-log");
    world.pass("dz-log", "dz-log", "ml-army");
    assert_eq!(world.views("ml-army").findings, []);
    let expected = key(&format!("dz-log {LATER_LOG_KEY}")).public();
    assert_eq!(world.views("ml-army").parties.get(&party("dz-log")).unwrap().log_key, expected);
}

#[test]
fn a_rotation_to_a_key_that_was_not_promised_is_none() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let thief = key("thief").public();
    let none = SignatureBytes::new([7; 64]);
    let body = LogKeyRotated { key: thief, next_log_key: app::key_hash(&thief), by_old: none, by_new: none };
    let draft = Draft { officer: stores("dz-log"), ..Draft::of(Body::LogKeyRotated(body)) };
    world.node("dz-log").say(&[draft]).unwrap();
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    assert_eq!(said[1].standing, Standing::BadSignature);
    assert_ne!(world.views("dz-log").parties.get(&party("dz-log")).unwrap().log_key, thief);
}

#[test]
fn what_lies_above_the_last_good_entry_is_in_doubt_and_stays_shown() {
    for later_first in [false, true] {
        let mut world = World::of(&["dz-log", "ml-army"]);
        world.say("dz-log", &[item("dz-log", "good"), item("dz-log", "stolen")]);
        world.node("dz-log").new_epoch(Some(2)).unwrap();
        world.say("dz-log", &[item("dz-log", "after")]);
        assert_eq!(world.node("dz-log").own().unwrap().unwrap().origin.as_str(), format!("{OPERATION}/dz-log/e2"));
        let mut order = ["dz-log", "dz-log/e2"];
        if later_first {
            order.reverse();
        }
        for origin in order {
            pass(&mut world, "dz-log", origin, "ml-army").unwrap();
        }
        let views = world.views("ml-army");
        let epoch: OriginLine = format!("{OPERATION}/dz-log/e2").parse().unwrap();
        let kinds: Vec<&FindingKind> = views.findings.iter().map(|finding| &finding.kind).collect();
        assert_eq!(kinds, [&FindingKind::InDoubt { epoch }], "later first: {later_first}");
        let defined = |code: &str| views.catalogue.get(&code.parse().unwrap()).is_some();
        assert_eq!(["good", "stolen", "after"].map(defined), [true, false, true]);
        assert!(
            world.node("ml-army").said(&AsOf::default()).unwrap().iter().any(|said| said.standing != Standing::Sound)
        );
        world.pass("ml-army", "ml-army", "dz-log");
        assert!(world.views("dz-log") == views);
    }
}

#[test]
fn only_the_recovery_key_revokes() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.say("dz-log", &[item("dz-log", "good"), item("dz-log", "also-good")]);
    let mut other = world.seat("dz-log", Memory::default());
    let operation = other.node.join(&operation_file).unwrap();
    let mut genesis = operation.genesis(&party("dz-log")).unwrap();
    genesis.origin = format!("{OPERATION}/dz-log/e2").parse().unwrap();
    // A device's letter of vouching, called a revocation.
    let log_key = key(&format!("dz-log {LOG_KEY}")).public();
    let mut follows = world.node("dz-log").vouch(&genesis.origin, &log_key).unwrap();
    follows.succession = model::Succession::Revocation;
    follows.head.size = 1;
    genesis.follows = Some(follows);
    other.node.init(&genesis).unwrap();
    world.pass("dz-log", "dz-log", "ml-army");
    let forged = files(&other.node, &other.node.own().unwrap().unwrap(), None);
    assert!(matches!(world.import("ml-army", &forged), Err(ExchangeError::PartyTaken { .. })));
    assert_eq!(world.views("ml-army").findings, []);
}

#[test]
fn a_restored_node_fetches_its_tail_or_opens_a_new_epoch() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.say("dz-log", &[item("dz-log", "a")]);
    let backup = world.memory("dz-log").0.borrow().clone();
    world.say("dz-log", &[item("dz-log", "b")]);
    world.pass("dz-log", "dz-log", "ml-army");
    let copy = world.files("ml-army", "dz-log", Some("dz-log"));
    let restored = |world: &World| {
        let memory = Memory::default();
        *memory.0.borrow_mut() = backup.clone();
        world.seat("dz-log", memory)
    };

    let mut tail = restored(&world);
    assert!(matches!(
        tail.node.import(&copy, None, &mut |_| {}),
        Err(ExchangeError::OwnJournal { own, found, .. }) if (own.get(), found.get()) == (2, 3)
    ));
    assert_eq!(tail.node.fetch_tail(&copy, &mut |_| {}).unwrap().new_entries, 1);
    tail.node.say(&[crate::world::draft(&item("dz-log", "c"))]).unwrap();
    assert_eq!(tail.node.own().unwrap().unwrap().frontier.size().get(), 4);
    let files_of = |seat: &crate::world::Seat, row: &JournalRow| files(&seat.node, row, None);
    world.import("ml-army", &files_of(&tail, &tail.node.own().unwrap().unwrap())).unwrap();
    assert_eq!(world.views("ml-army").findings, []);

    // Without anybody to ask: what was said since the backup still counts, once it is found.
    let mut epoch = restored(&world);
    epoch.node.new_epoch(None).unwrap();
    epoch.node.say(&[crate::world::draft(&item("dz-log", "d"))]).unwrap();
    world.import("ml-army", &files_of(&epoch, &epoch.node.own().unwrap().unwrap())).unwrap();
    let views = world.views("ml-army");
    assert_eq!(views.findings, []);
    assert!(["a", "b", "c", "d"].iter().all(|code| views.catalogue.get(&code.parse().unwrap()).is_some()));
}

#[test]
fn two_devices_of_one_party_are_one_party_in_the_views() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let mut phone = world.seat("phone", Memory::default());
    let operation = phone.node.join(&operation_file).unwrap();
    let mut genesis = operation.genesis(&party("dz-log")).unwrap();
    genesis.origin = format!("{OPERATION}/dz-log/phone").parse().unwrap();
    let log_key = key(&format!("phone {LOG_KEY}")).public();
    genesis.follows = Some(world.node("dz-log").vouch(&genesis.origin, &log_key).unwrap());
    phone.node.init(&genesis).unwrap();
    world.say("dz-log", &[item("dz-log", "at-the-office")]);
    phone.node.say(&[crate::world::draft(&item("dz-log", "on-the-road"))]).unwrap();
    let carried = files(&phone.node, &phone.node.own().unwrap().unwrap(), None);
    for first in [true, false] {
        let mut reader = world.seat("reader", Memory::default());
        let office = world.files("dz-log", "dz-log", None);
        let both = if first { [&office, &carried] } else { [&carried, &office] };
        for folder in both {
            reader.node.import(folder, None, &mut |_| {}).unwrap();
        }
        let views = reader.node.views(&AsOf::default()).unwrap();
        assert_eq!(views.findings, []);
        let defined = |code: &str| views.catalogue.get(&code.parse().unwrap()).is_some();
        assert!(defined("at-the-office") && defined("on-the-road"));
        assert_eq!(views.parties.iter().count(), 1);
    }
    // Without the office's word it speaks for nobody.
    let mut stranger = world.seat("stranger", Memory::default());
    stranger.node.join(&operation_file).unwrap();
    genesis.follows = None;
    stranger.node.init(&genesis).unwrap();
    world.pass("dz-log", "dz-log", "ml-army");
    let forged = files(&stranger.node, &stranger.node.own().unwrap().unwrap(), None);
    assert!(matches!(world.import("ml-army", &forged), Err(ExchangeError::PartyTaken { .. })));
}
