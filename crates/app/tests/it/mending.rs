//! Silent damage to what is stored is repaired from a partner's copy, and accuses nobody.

use crate::forger::OPERATION;
use crate::memory::Held;
use crate::world::{Files, World, item};
use app::exchange::{EVIDENCE_PREFIX, ExchangeError};
use app::ports::{EntryRow, StoreError};
use units::OriginLine;

fn origin() -> OriginLine {
    format!("{OPERATION}/dz-log").parse().unwrap()
}

/// Of four entries the monitor holds all; two and four as copies.
fn world() -> (World, Files, Files) {
    let mut world = World::of(&["dz-log", "monitor"]);
    world.say("dz-log", &[item("dz-log", "a")]);
    let short = world.files("dz-log", "dz-log", None);
    world.say("dz-log", &[item("dz-log", "b"), item("dz-log", "c")]);
    let whole = world.files("dz-log", "dz-log", None);
    world.import("monitor", &whole).unwrap();
    (world, short, whole)
}

fn damage(world: &World, holder: &str, change: impl Fn(&mut Vec<EntryRow>)) -> Held {
    let memory = world.memory(holder);
    let before = memory.0.borrow().clone();
    change(memory.0.borrow_mut().entries.get_mut(&origin()).unwrap());
    // Looked at by a program that remembers nothing of how it was.
    memory.0.borrow_mut().turn();
    before
}

#[test]
fn a_copy_that_leads_to_the_signed_head_repairs_entries_and_contents() {
    let (mut world, short, whole) = world();
    let changes: [fn(&mut Vec<EntryRow>); 3] = [
        |rows| rows[1].entry = rows[0].entry,
        |rows| rows[1].content.as_mut().unwrap().1[40] ^= 1,
        |rows| rows[1].content.as_mut().unwrap().0 = journal::entry::Salt::new([1; 32]),
    ];
    // Also the author, from a partner; and from a copy that ends before the head, as the rest is whole.
    for (holder, copy) in [("monitor", &whole), ("monitor", &short), ("dz-log", &whole), ("dz-log", &short)] {
        for change in changes {
            let before = damage(&world, holder, change);
            assert_eq!(world.import(holder, copy).unwrap().mended, 1);
            assert_eq!(*world.memory(holder).0.borrow(), before);
            assert_eq!(world.files(holder, "dz-log", None), whole);
        }
    }
    assert_eq!(world.import("monitor", &whole).unwrap().mended, 0);
}

#[test]
fn damage_here_accuses_nobody_else() {
    let (mut world, short, whole) = world();
    damage(&world, "monitor", |rows| rows[3].entry = rows[0].entry);
    let error = world.import("monitor", &short).unwrap_err();
    assert!(matches!(error, ExchangeError::Store(StoreError::Damaged { .. })), "{error}");
    assert_eq!(world.node("monitor").store().documents(EVIDENCE_PREFIX).unwrap(), [""; 0]);
    assert_eq!(world.import("monitor", &whole).unwrap().mended, 1);
}
