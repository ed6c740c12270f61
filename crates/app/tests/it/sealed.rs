//! Packs sealed for one reader: he takes over the contents, all others the entries alone.

use crate::sticker::Sticker;
use crate::world::{Files, World, item, journal, party};
use app::exchange::{ExchangeError, folder};
use app::ports::{Keys, KeysError, SealError, Seals};
use app::{Node, sealed};
use journal::files::{Files as _, ReadError};
use journal::keys::SecretKey;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the donor says first, and one thing for the army alone.
fn world() -> World {
    let mut world = World::of(&["dz-log", "ml-army", "monitor"]);
    let mut secret = item("dz-log", "hidden-item");
    secret["audience"] = serde_json::json!({"parties": ["ml-army"]});
    world.say("dz-log", &[item("dz-log", "open-item"), secret]);
    // Whoever seals must hold the reader's first word.
    world.pass("ml-army", "ml-army", "dz-log");
    world.pass("monitor", "monitor", "dz-log");
    world
}

/// The donor's journal, sealed for a reader.
fn sealed_for(world: &World, reader: &str) -> Files {
    let node = &world.seats["dz-log"].node;
    let journal = journal(node, "dz-log");
    let to = node.seal_key_of(&party(reader)).unwrap().unwrap();
    let below = format!("{}/", folder(&journal));
    let files = node.export_sealed(&journal, &party(reader), &to).unwrap().into_iter();
    files.map(|(path, bytes)| (path.strip_prefix(&below).unwrap().to_owned(), bytes)).collect()
}

fn holds(files: &Files, text: &str) -> bool {
    files.values().any(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()))
}

#[test]
fn the_reader_takes_over_what_he_would_in_the_open() {
    let mut world = world();
    let files = sealed_for(&world, "ml-army");
    let open = world.files("dz-log", "dz-log", Some("ml-army"));
    assert!(holds(&open, "hidden-item") && !holds(&files, "hidden-item") && !holds(&files, "open-item"));
    assert!(files.contains_key("content/000.age") && !files.contains_key("content/000"));
    assert_eq!(files.len(), open.len());
    let imported = world.import("ml-army", &files).unwrap();
    assert_eq!((imported.new_entries, imported.withheld, imported.closed), (3, 0, 0));
    assert_eq!(world.files("ml-army", "dz-log", None), world.files("dz-log", "dz-log", None));
}

#[test]
fn for_all_others_the_contents_are_withheld_and_nothing_is_wrong() {
    let mut world = world();
    let files = sealed_for(&world, "ml-army");
    let imported = world.import("monitor", &files).unwrap();
    assert_eq!((imported.new_entries, imported.withheld, imported.closed), (3, 3, 1));
    let stranger = sealed::verify(&files, None, &mut |_| {}).unwrap();
    assert_eq!((stranger.verified.size().get(), stranger.closed), (3, 1));
    assert!(stranger.verified.entries.iter().all(|entry| entry.content.is_none()));
    // Later the monitor is given its own copy.
    let own = sealed_for(&world, "monitor");
    let imported = world.import("monitor", &own).unwrap();
    assert_eq!((imported.new_entries, imported.new_contents, imported.withheld, imported.closed), (0, 2, 1, 0));
}

#[test]
fn the_reader_sees_by_its_name_which_sealed_pack_is_damaged() {
    let mut world = world();
    let whole = sealed_for(&world, "ml-army");
    let damaged = |change: fn(&mut Vec<u8>)| {
        let mut files = whole.clone();
        change(files.get_mut("content/000.age").unwrap());
        files
    };
    let changes: [fn(&mut Vec<u8>); 3] = [|pack| pack[300] ^= 1, |pack| pack.truncate(100), |pack| pack.clear()];
    for change in changes {
        let error = world.import("ml-army", &damaged(change)).unwrap_err();
        assert!(matches!(error, ExchangeError::Fault(_)), "{error:?}");
        assert_eq!(error.to_string(), "could not read `content/000.age`");
    }
    assert_eq!(world.import("ml-army", &whole).unwrap().new_entries, 3);
}

#[test]
fn a_pack_that_is_there_sealed_and_open_is_refused() {
    let mut world = world();
    let mut files = sealed_for(&world, "ml-army");
    files.extend(world.files("dz-log", "dz-log", Some("monitor")));
    for node in ["ml-army", "monitor"] {
        let error = world.import(node, &files).unwrap_err();
        assert!(
            format!("{error:?}").contains("content/000.age") && format!("{error:?}").contains("Twice"),
            "{error:?}"
        );
    }
}

#[test]
fn a_sealed_file_that_is_too_long_is_not_read() {
    let world = world();
    let mut files = sealed_for(&world, "ml-army");
    let most = journal::content::PACK_BYTES_MAX;
    files.insert("content/000.age".into(), vec![0; most + most / 512 + 8192]);
    let error = sealed::verify(&files, None, &mut |_| {}).err().unwrap();
    assert!(error.to_string().contains("`content/000.age` is longer than"), "{error}");
    assert!(files.read("content/000.age", most * 2).unwrap().is_some());
}

/// A folder that counts what it is asked for.
struct Counted<'f>(&'f Files, RefCell<Vec<(String, usize)>>);

impl journal::files::Files for Counted<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        self.1.borrow_mut().push((path.to_owned(), limit));
        self.0.read(path, limit)
    }
}

/// Seals that count how much of a pack may come out.
struct Measured(Rc<Cell<usize>>);

impl Seals for Measured {
    fn recipient(&self, key: &SecretKey) -> units::SealKey {
        Sticker.recipient(key)
    }

    fn seal(&self, to: &units::SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        Sticker.seal(to, plain)
    }

    fn open(&self, key: &SecretKey, sealed: &[u8], most: usize) -> Result<Vec<u8>, SealError> {
        self.0.set(self.0.get().max(most));
        Sticker.open(key, sealed, most)
    }
}

#[test]
fn nothing_is_read_or_opened_without_its_bound() {
    let world = world();
    let files = sealed_for(&world, "ml-army");
    let counted = Counted(&files, RefCell::default());
    let opened = Rc::new(Cell::new(0));
    let mut node = world.seat_sealing("ml-army", world.memory("ml-army"), Box::new(Measured(opened.clone()))).node;
    assert_eq!(node.import(&counted, None, &mut |_| {}).unwrap().new_entries, 3);
    let pack = journal::content::PACK_BYTES_MAX;
    assert_eq!(opened.get(), pack);
    let most = |path: &str| match path.split('/').next().unwrap() {
        "checkpoint" => journal::checkpoint::CHECKPOINT_BYTES_MAX,
        "vkeys" => journal::verify::VKEYS_BYTES_MAX,
        "tile" => journal::log::TILE_BYTES_MAX,
        "content" => pack + pack / 512,
        // A hundred notes, and a line after each.
        "cosigned" => 104 * (journal::checkpoint::CHECKPOINT_BYTES_MAX + 1),
        other => panic!("{other}"),
    };
    let asked = counted.1.into_inner();
    assert!(asked.len() >= files.len());
    for (path, limit) in asked {
        assert!(limit <= most(&path), "{path}: {limit}");
    }
}

/// A node whose key file nobody unlocks.
struct Shut;

impl Keys for Shut {
    fn secret(&self, _: &str) -> Result<SecretKey, KeysError> {
        Err(KeysError::Locked)
    }
}

#[test]
fn without_the_passphrase_the_keys_are_asked_for_only_where_something_is_sealed() {
    let world = world();
    let mut locked: Node = world.seat_with("ml-army", world.memory("ml-army"), Box::new(Shut)).node;
    let error = locked.import(&sealed_for(&world, "ml-army"), None, &mut |_| {}).unwrap_err();
    assert!(matches!(error, ExchangeError::Node(app::NodeError::Keys(KeysError::Locked))), "{error:?}");
    let open = world.files("dz-log", "dz-log", Some("ml-army"));
    assert_eq!(locked.import(&open, None, &mut |_| {}).unwrap().new_entries, 3);
}
