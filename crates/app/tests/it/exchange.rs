//! Journals out and in: verified first, whole or not at all, and never a second history.

use crate::forger::{Forger, OPERATION};
use crate::world::{Files, World, draft, files, item, journal};
use app::AsOf;
use app::exchange::ExchangeError;
use app::ports::StoreError;
use journal::verify::verify_journal;
use model::Body;
use views::Content;

fn defines(code: &str) -> Body {
    draft(&item("ml-army", code)).body
}

/// The journal of `ml-army` with these items defined.
fn journal_of(items: &[&str]) -> Forger {
    let mut forger = Forger::begun("ml-army");
    items.iter().for_each(|code| {
        forger.sound(defines(code));
    });
    forger
}

/// Refused, with nothing changed; evidence against the journal may be kept.
fn refused(world: &mut World, to: &str, files: &Files) -> ExchangeError {
    let held = |world: &World| {
        let mut held = world.memory(to).0.borrow().clone();
        held.documents.retain(|name, _| !name.starts_with(app::exchange::EVIDENCE_PREFIX));
        held
    };
    let before = held(world);
    let error = world.import(to, files).unwrap_err();
    assert!(held(world) == before);
    error
}

#[test]
fn what_one_says_the_other_reads_and_hands_on_unchanged() {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let said = world.say_file("dz-log", "statements/01-dz-log.jsonl");
    let first = world.pass("dz-log", "dz-log", "ml-army");
    assert_eq!((first.new_entries, first.new_contents, first.withheld), (said.len() as u64 + 1, 0, 0));
    assert_eq!(first.origin.as_str(), format!("{OPERATION}/dz-log"));

    // By way of a third, the same bytes.
    assert_eq!(world.files("ml-army", "dz-log", None), world.files("dz-log", "dz-log", None));
    assert_eq!(world.pass("ml-army", "dz-log", "monitor").new_entries, first.new_entries);
    world.pass("ml-army", "ml-army", "dz-log");
    world.pass("ml-army", "ml-army", "monitor");
    world.pass("monitor", "monitor", "dz-log");
    world.pass("monitor", "monitor", "ml-army");
    let views = world.views("dz-log");
    assert_eq!(views.findings, []);
    assert_eq!((world.views("ml-army"), world.views("monitor")), (views.clone(), views));
}

#[test]
fn the_same_again_or_an_older_copy_changes_nothing() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.say("ml-army", &[item("ml-army", "a")]);
    let older = world.files("ml-army", "ml-army", None);
    world.say("ml-army", &[item("ml-army", "b")]);
    let newer = world.files("ml-army", "ml-army", None);
    world.import("dz-log", &newer).unwrap();
    let held = world.memory("dz-log").0.borrow().clone();
    world.at("2013-03-01T00:00:00Z");
    for copy in [&newer, &older] {
        let imported = world.import("dz-log", copy).unwrap();
        assert_eq!((imported.new_entries, imported.new_contents, imported.size.get()), (0, 0, 3));
        assert_eq!(*world.memory("dz-log").0.borrow(), held);
    }
    // Nor does one's own journal, as it comes back.
    let own = world.files("dz-log", "dz-log", None);
    assert_eq!(world.import("dz-log", &own).unwrap().new_entries, 0);
    assert_eq!(*world.memory("dz-log").0.borrow(), held);
}

#[test]
fn an_older_copy_may_still_disclose_more() {
    let forger = journal_of(&["a", "b"]);
    let mut world = World::of(&["dz-log"]);
    let older = {
        let mut shorter = Forger::begun("ml-army");
        shorter.sound(defines("a"));
        shorter.files()
    };
    let first = world.import("dz-log", &forger.withholding(&[1, 2])).unwrap();
    assert_eq!((first.new_entries, first.withheld), (3, 2));
    let second = world.import("dz-log", &older).unwrap();
    assert_eq!((second.new_entries, second.new_contents, second.size.get(), second.withheld), (0, 1, 3, 1));
    // The head is still that of the longer copy.
    assert_eq!(journal(&world.seats["dz-log"].node, "ml-army").frontier.size().get(), 3);
    let third = world.import("dz-log", &forger.files()).unwrap();
    assert_eq!((third.new_entries, third.new_contents, third.withheld), (0, 1, 0));
    assert_eq!(world.files("dz-log", "ml-army", None), forger.files());
}

#[test]
fn two_histories_under_one_key_are_refused_with_both_roots() {
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &journal_of(&["a", "b"]).files()).unwrap();
    for other in [journal_of(&["a", "x"]), journal_of(&["x"]), journal_of(&["a", "x", "c"])] {
        let error = refused(&mut world, "dz-log", &other.files());
        let ExchangeError::SplitView { size, found, known, .. } = &error else { panic!("{error}") };
        assert!(size.get() <= 3 && found != known);
        let said = error.to_string();
        assert!(said.contains(&found.to_string()) && said.contains(&known.to_string()), "{said}");
    }
    let longer = world.import("dz-log", &journal_of(&["a", "b", "c"]).files()).unwrap();
    assert_eq!(longer.new_entries, 1);
}

#[test]
fn another_key_under_a_known_name_is_refused() {
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &journal_of(&["a"]).files()).unwrap();
    let origin = format!("{OPERATION}/ml-army");
    let mut thief = Forger::under(&origin, "ml-army", "thief");
    let genesis = thief.genesis();
    thief.sound(genesis);
    let error = refused(&mut world, "dz-log", &thief.files());
    let ExchangeError::OtherKey { keys, .. } = &error else { panic!("{error}") };
    assert_ne!(keys.found, keys.known);
    assert!(error.to_string().contains(&keys.found.to_string()) && error.to_string().contains(&keys.known.to_string()));
}

#[test]
fn a_key_that_was_asked_for_must_be_the_one() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    let files = world.files("ml-army", "ml-army", None);
    let right = journal(&world.seats["ml-army"].node, "ml-army").key;
    let wrong = journal(&world.seats["dz-log"].node, "dz-log").key;
    let node = world.node("dz-log");
    assert!(node.import(&files, Some(&wrong), &mut |_| {}).is_err());
    assert!(node.import(&files, Some(&right), &mut |_| {}).is_ok());
}

#[test]
fn a_restored_backup_learns_that_its_own_journal_went_on() {
    let mut world = World::of(&["dz-log", "monitor"]);
    let backup = world.memory("dz-log").0.borrow().clone();
    world.say("dz-log", &[item("dz-log", "a")]);
    world.pass("dz-log", "dz-log", "monitor");
    *world.memory("dz-log").0.borrow_mut() = backup;
    let elsewhere = world.files("monitor", "dz-log", None);
    let error = refused(&mut world, "dz-log", &elsewhere);
    assert_eq!(
        error.to_string(),
        "journal `sahel-2013.example/dz-log` is this node's own, which has 1 entries; the folder has 2"
    );
    // And should it speak before it asks: the others see two histories.
    world.say("dz-log", &[item("dz-log", "b")]);
    let forked = world.files("dz-log", "dz-log", None);
    assert!(matches!(refused(&mut world, "monitor", &forked), ExchangeError::SplitView { .. }));
    assert!(matches!(refused(&mut world, "dz-log", &elsewhere), ExchangeError::SplitView { .. }));
}

#[test]
fn nobody_speaks_in_the_name_of_a_party_that_has_a_journal() {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.pass("ml-army", "ml-army", "dz-log");
    for (origin, of) in [("elsewhere.example/ml-army", "ml-army"), ("elsewhere.example/dz-log", "dz-log")] {
        let mut other = Forger::under(origin, of, "other");
        let genesis = other.genesis();
        other.sound(genesis);
        let error = refused(&mut world, "dz-log", &other.files());
        assert!(matches!(error, ExchangeError::PartyTaken { .. }), "{error}");
    }
}

#[test]
fn a_journal_of_another_operation_is_refused() {
    let mut world = World::of(&["dz-log"]);
    let cases = [("elsewhere.example/ml-army", "ml-army"), (&format!("{OPERATION}/deeper/ml-army"), "ml-army")];
    for (origin, of) in cases {
        let other = Forger::under(origin, of, "other");
        let error = refused(&mut world, "dz-log", &other.files());
        assert!(matches!(error, ExchangeError::OtherOperation { .. }), "{error}");
    }
    for origin in ["nameless", "ends.example/"] {
        let other = Forger::under(origin, "ml-army", "other");
        let error = refused(&mut world, "dz-log", &other.files());
        assert!(matches!(error, ExchangeError::NoParty { .. }), "{error}");
    }
    // Who writes no journal, an auditor's desk, takes any.
    let mut desk = world.seat("desk", crate::memory::Memory::default()).node;
    let other = Forger::under("elsewhere.example/ml-army", "ml-army", "other");
    assert_eq!(desk.import(&other.files(), None, &mut |_| {}).unwrap().new_entries, 0);
}

#[test]
fn a_folder_damaged_anywhere_is_refused() {
    let whole = journal_of(&["a", "b", "c"]).files();
    let mut world = World::of(&["dz-log"]);
    for (path, bytes) in &whole {
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut files = whole.clone();
            files.get_mut(path).unwrap()[at] ^= 1;
            let error = refused(&mut world, "dz-log", &files);
            assert!(matches!(error, ExchangeError::Fault(_)), "{path}, byte {at}: {error}");
        }
        let mut files = whole.clone();
        files.remove(path);
        let without = world.import("dz-log", &files);
        assert_eq!(without.is_ok(), path.starts_with("content/"), "{path}");
        *world.memory("dz-log").0.borrow_mut() = World::of(&["dz-log"]).memory("dz-log").0.borrow().clone();
    }
}

#[test]
fn progress_is_told_to_its_end() {
    let mut world = World::of(&["dz-log"]);
    let mut steps = Vec::new();
    let files = journal_of(&["a"]).files();
    world.node("dz-log").import(&files, None, &mut |step| steps.push(step)).unwrap();
    assert!(steps.iter().zip(1..).all(|(step, n)| step.done == n));
    assert_eq!(steps.last().map(|step| step.done), steps.last().map(|step| step.total));
}

#[test]
fn an_import_that_another_process_overtook_changes_nothing() {
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &journal_of(&["a"]).files()).unwrap();
    let before = world.memory("dz-log").0.borrow().clone();
    let longer = journal_of(&["a", "b"]);
    world.import("dz-log", &longer.files()).unwrap();
    let after = world.memory("dz-log").0.borrow().clone();
    let meanwhile = (after.journals[&longer.origin].clone(), after.entries[&longer.origin][2].clone());
    *world.memory("dz-log").0.borrow_mut() = crate::memory::Held { meanwhile: Some(meanwhile), ..before };
    let error = world.import("dz-log", &journal_of(&["a", "b", "c"]).files()).unwrap_err();
    assert!(matches!(error, ExchangeError::Store(StoreError::HeadMoved { .. })), "{error}");
    assert_eq!(*world.memory("dz-log").0.borrow(), after);
}

#[test]
fn a_journal_read_before_another_process_appended_is_exported_as_it_was() {
    let mut world = World::of(&["dz-log"]);
    let before = journal(&world.seats["dz-log"].node, "dz-log");
    let then = files(&world.seats["dz-log"].node, &before, None);
    world.say("dz-log", &[item("dz-log", "a")]);
    assert_eq!(files(&world.seats["dz-log"].node, &before, None), then);
    assert_eq!(verify_journal(&then, None, &mut |_| {}).unwrap().size().get(), 1);
}

#[test]
fn what_is_stored_damaged_is_not_handed_on_and_is_named() {
    let mut world = World::of(&["dz-log"]);
    world.say("dz-log", &[item("dz-log", "a"), item("dz-log", "b")]);
    let memory = world.memory("dz-log");
    let whole = memory.0.borrow().clone();
    let origin = whole.journals.keys().next().unwrap().clone();
    let named = |world: &World| {
        let node = &world.seats["dz-log"].node;
        let error = node.export(&journal(node, "dz-log"), None).unwrap_err();
        let ExchangeError::Store(StoreError::Damaged { what, .. }) = error else { panic!("{error}") };
        what
    };
    memory.0.borrow_mut().entries.get_mut(&origin).unwrap()[1].content.as_mut().unwrap().1[40] ^= 1;
    assert_eq!(named(&world), "entry 1 of journal `sahel-2013.example/dz-log`");
    // Such a content does not count either, once it is looked at anew: the signature is no longer that of the statement.
    memory.0.borrow_mut().turn();
    let said = world.node("dz-log").said(&AsOf::default()).unwrap();
    assert!(matches!(said[1].content, Content::Opaque { .. }) || said[1].standing != views::Standing::Sound);

    *memory.0.borrow_mut() = whole.clone();
    memory.0.borrow_mut().entries.get_mut(&origin).unwrap()[2].entry = whole.entries[&origin][0].entry;
    assert_eq!(named(&world), "entry 2 of journal `sahel-2013.example/dz-log`");

    *memory.0.borrow_mut() = whole.clone();
    memory.0.borrow_mut().journals.get_mut(&origin).unwrap().frontier = journal::tree::Frontier::default();
    assert_eq!(named(&world), "journal `sahel-2013.example/dz-log`");

    *memory.0.borrow_mut() = whole.clone();
    memory.0.borrow_mut().journals.get_mut(&origin).unwrap().checkpoint.truncate(40);
    assert_eq!(named(&world), "journal `sahel-2013.example/dz-log`");

    *memory.0.borrow_mut() = whole.clone();
    memory.0.borrow_mut().entries.get_mut(&origin).unwrap().swap(1, 2);
    assert_eq!(named(&world), "journal `sahel-2013.example/dz-log`");
}
