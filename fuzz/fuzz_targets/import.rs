//! What a node is handed: a folder with any one file replaced, a slip, a request to witness or mirror, the lists that
//! a partner serves. Nothing fails, and what is refused changes nothing.
//!
//! The first byte says what the rest is.
#![no_main]
#![allow(dead_code, reason = "the files of the tests hold more than is needed here")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../../crates/app/tests/it/memory.rs"]
mod memory;
#[path = "../../crates/app/tests/it/sticker.rs"]
mod sticker;
#[path = "../../crates/app/tests/it/world.rs"]
mod world;

use app::deposit::Wanted;
use app::partners::{parse_index, parse_pack_list};
use libfuzzer_sys::fuzz_target;
use memory::{Held, Memory};
use qafila_fuzz::{add_checkpoint, plant, proof};
use std::cell::RefCell;
use std::sync::LazyLock;
use world::{Files, World, item, journal, party};

/// Files of a folder that are replaced in turn; the first byte counts on from there.
const FILES: [&str; 7] =
    ["checkpoint", "vkeys", "cosigned", "tile/0/000.p/3", "tile/entries/000.p/3", "content/000", "content/000.age"];

/// A node that holds the first entry of a journal, and the whole of it as folder, open and sealed.
struct Story {
    held: Held,
    open: Files,
    sealed: Files,
}

static STORY: LazyLock<Story> = LazyLock::new(|| {
    let mut world = World::of(&["dz-log", "ml-army"]);
    world.pass("dz-log", "dz-log", "ml-army");
    world.pass("ml-army", "ml-army", "dz-log");
    let own = journal(world.node("dz-log"), "dz-log").origin;
    world.node("ml-army").cosign(&own).unwrap();
    world.pass("ml-army", "dz-log", "dz-log");
    world.say("dz-log", &[item("dz-log", "a"), item("dz-log", "b")]);
    let held = world.memory("ml-army").0.borrow().clone();
    let open = world.files("dz-log", "dz-log", None);
    let node = world.node("dz-log");
    let to = node.seal_key_of(&party("ml-army")).unwrap().unwrap();
    let sealed = node.export_sealed(&journal(node, "dz-log"), &party("ml-army"), &to).unwrap().into_iter();
    let sealed = sealed.map(|(path, bytes)| (path.strip_prefix("dz-log/").unwrap().to_owned(), bytes)).collect();
    Story { held, open, sealed }
});

fn seeds() -> Vec<Vec<u8>> {
    let with = |kind: usize, bytes: &[u8]| [&[u8::try_from(kind).unwrap()], bytes].concat();
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for (kind, path) in FILES.iter().enumerate() {
        let found = STORY.open.get(*path).or_else(|| STORY.sealed.get(*path));
        seeds.extend(found.map(|bytes| with(kind, bytes)));
    }
    seeds.push(with(FILES.len(), proof(2, 3).to_string().as_bytes()));
    seeds.push(with(FILES.len() + 1, add_checkpoint(0, 9).to_string().as_bytes()));
    seeds.push(with(FILES.len() + 2, b"\x00\x19sahel-2013.example/dz-log"));
    seeds.push(with(FILES.len() + 3, b"000 0123456789abcdef\nx001/234 0123456789abcdef\n"));
    let wanted = "sahel-2013.example/dz-log";
    seeds.push(with(FILES.len() + 3, format!("dz-log {wanted}\n0123 000\n0123 x001/234\n").as_bytes()));
    seeds
}

fn lists(bytes: &[u8]) {
    for line in parse_pack_list(bytes) {
        assert!(line.number.bytes().all(|byte| byte.is_ascii_digit() || b"x/".contains(&byte)));
    }
    for line in parse_index(bytes) {
        assert!(!line.origin.as_str().is_empty());
    }
    if let Some(wanted) = Wanted::parse(bytes) {
        assert_eq!(Wanted::parse(wanted.to_string().as_bytes()), Some(wanted));
    }
}

fuzz_target!(
    init: plant(&seeds()),
    |bytes: &[u8]| {
        let Some((kind, rest)) = bytes.split_first() else { return };
        let memory = Memory(RefCell::new(STORY.held.clone()).into());
        let world = World::of(&[]);
        let mut node = world.seat("ml-army", memory.clone()).node;
        let kind = usize::from(*kind);
        let refused = match FILES.get(kind) {
            Some(path) => {
                let mut folder = if path.ends_with(".age") { STORY.sealed.clone() } else { STORY.open.clone() };
                folder.insert((*path).to_owned(), rest.to_vec());
                node.import(&folder, None, &mut |_| {}).is_err()
            }
            None if kind == FILES.len() => node.take_slip(rest).is_err(),
            None if kind == FILES.len() + 1 => node.add_checkpoint(rest).unwrap().status.code() >= 400,
            None if kind == FILES.len() + 2 => node.add_entries(rest).unwrap().status.code() >= 400,
            None => return lists(rest),
        };
        if refused {
            assert!(*memory.0.borrow() == STORY.held, "what was refused has changed something");
        }
        for journal in node.journals().unwrap() {
            node.export(&journal, None).unwrap();
        }
    }
);
