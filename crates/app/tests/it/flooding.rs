//! Floods: what is unknown, unproved or too much is not stored, and takes no room from what is.

use crate::forger::{Forger, OPERATION};
use crate::world::{Files, World, draft, item, journal, key};
use app::exchange::{EVIDENCE_MAX, EVIDENCE_PREFIX, ExchangeError};
use app::ports::LOG_KEY;
use journal::checkpoint::{CHECKPOINT_BYTES_MAX, Checkpoint, SignedCheckpoint};
use journal::mirror::{Header, write_request};
use journal::note::Signer;
use journal::tree::{EntryIndex, Size, Tree, leaf_hash};
use journal::witness::{AddCheckpoint, Status};
use units::{Digest, OriginLine};

fn origin(of: &str) -> OriginLine {
    format!("{OPERATION}/{of}").parse().unwrap()
}

/// A journal with so many items after its first word.
fn journal_of(items: usize, named: &str) -> Forger {
    let mut forger = Forger::begun("ml-army");
    (0..items).for_each(|at| {
        forger.sound(draft(&item("ml-army", &format!("{named}-{at}"))).body);
    });
    forger
}

/// A head that the journal's key signs, asked to be cosigned by one who has nothing of it.
fn asked(of: &str, size: u64, root: Digest) -> AddCheckpoint {
    let signer = Signer::log(origin(of), key(&format!("{of} {LOG_KEY}"))).unwrap();
    let checkpoint = Checkpoint { origin: origin(of), size: Size::new(size), root }.sign(&signer).unwrap();
    AddCheckpoint { old: Size::ZERO, proof: Vec::new(), checkpoint }
}

/// The same folder, its head filled up with lines that nobody can judge.
fn crowded(folder: &Files, name: &str) -> Files {
    let mut folder = folder.clone();
    let head = folder.get_mut("checkpoint").unwrap();
    for number in 0.. {
        // The first four bytes are the id of a key, so each line is of another.
        let line = format!("— {name} {number:04}{}\n", "A".repeat(400));
        if head.len() + line.len() > CHECKPOINT_BYTES_MAX {
            break;
        }
        head.extend(line.into_bytes());
    }
    folder
}

#[test]
fn lines_of_strangers_on_a_head_crowd_out_no_witness() {
    for names in [["stranger", "another"], ["sahel-2013.example/dz-log", "stranger"]] {
        let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
        world.pass("ml-army", "ml-army", "monitor");
        world.pass("dz-log", "dz-log", "ml-army");
        let whole = world.files("dz-log", "dz-log", None);
        for name in names {
            world.import("monitor", &crowded(&whole, name)).unwrap();
            let handed_on = world.files("monitor", "dz-log", None);
            assert!(SignedCheckpoint::parse(&handed_on["checkpoint"]).is_ok(), "{names:?}");
        }
        world.node("ml-army").cosign(&origin("dz-log")).unwrap();
        assert_eq!(world.pass("ml-army", "dz-log", "monitor").new_cosignatures, 1, "{names:?}");
        assert!(world.node("monitor").cosign(&origin("dz-log")).unwrap(), "there is room for one's own");
        let handed_on = world.files("monitor", "dz-log", None);
        assert!(SignedCheckpoint::parse(&handed_on["checkpoint"]).is_ok(), "{names:?}");
        let held = journal(world.node("monitor"), "dz-log");
        assert_eq!(world.node("monitor").cosigned(&held).unwrap()[0].verdicts.len(), 2, "{names:?}");
    }
}

#[test]
fn nothing_is_stored_that_was_not_verified() {
    let mut world = World::of(&["dz-log"]);
    let empty = world.memory("dz-log").0.borrow().clone();
    let whole = journal_of(3, "item").files();
    for (path, bytes) in &whole {
        let mut damaged = whole.clone();
        // Inside a signature, a key, a hash, an entry, a statement.
        damaged.get_mut(path).unwrap()[bytes.len() * 3 / 4] ^= 1;
        assert!(world.import("dz-log", &damaged).is_err(), "{path}");
        assert_eq!(*world.memory("dz-log").0.borrow(), empty, "{path}");
    }
    world.import("dz-log", &whole).unwrap();
}

#[test]
fn of_whom_nobody_knows_nothing_is_taken() {
    let mut world = World::of(&["dz-log"]);
    let empty = world.memory("dz-log").0.borrow().clone();
    let tree: Tree = [leaf_hash(b"flood")].into_iter().collect();
    let stranger = asked("ml-army", 1, tree.root());
    let node = world.node("dz-log");
    assert_eq!(node.add_checkpoint(stranger.to_string().as_bytes()).unwrap().status, Status::NotFound);
    let header = Header::new(origin("ml-army"), EntryIndex::new(0), tree.size(), Vec::new()).unwrap();
    let upload = write_request(&header, &tree, |_| Ok(b"flood".to_vec())).unwrap();
    assert_eq!(node.add_entries(&upload).unwrap().status, Status::NotFound);
    assert_eq!(*world.memory("dz-log").0.borrow(), empty);
}

#[test]
fn whom_everybody_knows_cannot_fill_the_disk() {
    let mut world = World::of(&["dz-log"]);
    let known = Forger::begun("ml-army");
    world.import("dz-log", &known.files()).unwrap();
    let first = world.node("dz-log").store().entries(&origin("ml-army")).unwrap()[0].entry;
    // A head so far beyond what is held here that all before it would have to wait.
    let far = asked("ml-army", (1 << 20) + 2, Digest::new([7; 32]));
    let before = world.memory("dz-log").0.borrow().clone();
    assert_eq!(world.node("dz-log").add_checkpoint(far.to_string().as_bytes()).unwrap().status, Status::Forbidden);
    assert_eq!(*world.memory("dz-log").0.borrow(), before);
    // Entries as long as tiles allow, under a head that the journal's key signs.
    let long = vec![7; usize::from(u16::MAX)];
    let tree: Tree = [first.leaf(), leaf_hash(&long)].into_iter().collect();
    let head = asked("ml-army", 2, tree.root());
    assert_eq!(world.node("dz-log").add_checkpoint(head.to_string().as_bytes()).unwrap().status, Status::Success);
    let before = world.memory("dz-log").0.borrow().clone();
    let header = Header::new(origin("ml-army"), EntryIndex::new(1), tree.size(), Vec::new()).unwrap();
    let upload = write_request(&header, &tree, |_| Ok(long.clone())).unwrap();
    let answer = world.node("dz-log").add_entries(&upload).unwrap();
    assert!(!matches!(answer.status, Status::Success | Status::Accepted), "{answer:?}");
    assert_eq!(*world.memory("dz-log").0.borrow(), before);
}

#[test]
fn of_many_histories_a_few_are_kept_as_evidence() {
    let mut world = World::of(&["dz-log"]);
    world.import("dz-log", &journal_of(EVIDENCE_MAX + 4, "said").files()).unwrap();
    for items in 1..=EVIDENCE_MAX + 4 {
        let error = world.import("dz-log", &journal_of(items, "instead").files()).unwrap_err();
        assert!(matches!(error, ExchangeError::SplitView { .. }), "{error}");
    }
    let kept = world.node("dz-log").store().documents(EVIDENCE_PREFIX).unwrap();
    assert_eq!(kept.len(), EVIDENCE_MAX);
}
