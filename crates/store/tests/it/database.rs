//! One SQLite file: appends whole or not at all, waits for others, names what is damaged.

use crate::support::{growth, hiding, known, origin, row};
use app::ports::{Append, EntryRow, Store, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use store::{DATABASE_FILE, SqliteStore};
use tempfile::TempDir;

/// A node's folder with a journal of five entries.
fn five() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(DATABASE_FILE);
    let mut store = SqliteStore::create(&path).unwrap();
    store.append(&growth(0, 5)).unwrap();
    store.keep(&[("plan/b".into(), vec![2]), ("plan/a".into(), vec![1]), ("text/a".into(), vec![3])]).unwrap();
    (dir, path)
}

/// Changes the database past its own rules.
pub(crate) fn tamper(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(&format!("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; {sql}"))
        .unwrap();
}

#[test]
fn what_was_appended_is_there_after_reopening() {
    let (_dir, path) = five();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.journals().unwrap(), [growth(0, 5).journal]);
    assert_eq!(store.entries(&origin()).unwrap(), (0..5).map(|index| row(index, true)).collect::<Vec<_>>());
    assert_eq!(store.document("plan/a").unwrap(), Some(vec![1]));
    assert_eq!(store.document("plan/c").unwrap(), None);
    assert_eq!(store.documents("plan/").unwrap(), ["plan/a", "plan/b"]);
}

#[test]
fn documents_are_replaced_whole() {
    let (_dir, path) = five();
    let mut store = SqliteStore::open(&path).unwrap();
    store.keep(&[("plan/a".into(), vec![9, 9])]).unwrap();
    assert_eq!(store.document("plan/a").unwrap(), Some(vec![9, 9]));
}

#[test]
fn an_append_that_fails_half_way_leaves_nothing() {
    let (_dir, path) = five();
    let mut store = SqliteStore::open(&path).unwrap();
    let mut append = growth(5, 8);
    // The third statement of the transaction meets a row that is there.
    append.entries[2].index = 4;
    assert!(matches!(store.append(&append), Err(StoreError::Failed { .. })));
    assert_eq!(store.journals().unwrap(), [growth(0, 5).journal]);
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
    store.append(&growth(5, 8)).unwrap();
    assert_eq!(store.entries(&origin()).unwrap().len(), 8);
}

/// The names of database and log must outlive a power cut before anything is committed under them.
#[cfg(unix)]
#[test]
fn after_a_failed_sync_nothing_is_written_until_the_node_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let (there, away) = (dir.path().join("node"), dir.path().join("away"));
    std::fs::create_dir(&there).unwrap();
    let path = there.join(DATABASE_FILE);
    SqliteStore::create(&path).unwrap().append(&growth(0, 5)).unwrap();

    let mut store = SqliteStore::open(&path).unwrap();
    std::fs::rename(&there, &away).unwrap();
    let error = store.append(&growth(5, 6)).unwrap_err();
    assert_eq!(error.to_string(), "could not sync the folder of the database");
    std::fs::rename(&away, &there).unwrap();
    for error in [store.append(&growth(5, 6)).unwrap_err(), store.keep(&[("a".into(), vec![])]).unwrap_err()] {
        assert_eq!(error.to_string(), "could not write");
    }
    // What is there can still be read, and another opening begins anew.
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
    drop(store);
    SqliteStore::open(&path).unwrap().append(&growth(5, 6)).unwrap();
}

#[test]
fn a_head_that_moved_is_not_swapped() {
    let (_dir, path) = five();
    let mut store = SqliteStore::open(&path).unwrap();
    let error = store.append(&growth(4, 6)).unwrap_err();
    assert_eq!(error.to_string(), "journal `test.example/ab` moved: it has 5 entries, expected 4");
    let error = store.append(&growth(6, 7)).unwrap_err();
    assert!(matches!(error, StoreError::HeadMoved { .. }), "{error}");
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
}

#[test]
fn content_may_follow_once_and_counts_from_then() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(&dir.path().join(DATABASE_FILE)).unwrap();
    let mut withheld = growth(0, 3);
    withheld.entries = (0..3).map(|index| row(index, index == 0)).collect();
    store.append(&withheld).unwrap();

    let mut later = growth(3, 3);
    later.disclosed = vec![app::ports::EntryRow { known: known(9), ..row(2, true) }];
    store.append(&later).unwrap();
    let entries = store.entries(&origin()).unwrap();
    assert_eq!(entries[1], row(1, false));
    assert_eq!((&entries[2].content, entries[2].known), (&row(2, true).content, known(9)));

    // What is there is not replaced, nor is another entry's content taken, nor one that is not here.
    let other = app::ports::EntryRow { index: 1, ..row(2, true) };
    for wrong in [row(2, true), other, row(7, true)] {
        later.disclosed = vec![row(1, true), wrong];
        let error = store.append(&later).unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert_eq!(store.entries(&origin()).unwrap(), entries);
    }
}

#[test]
fn what_opens_fields_is_kept_and_may_follow() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(DATABASE_FILE);
    let mut store = SqliteStore::create(&path).unwrap();
    let mut append = growth(0, 3);
    append.entries[1] = hiding(1, 3);
    append.entries[2] = row(2, false);
    store.append(&append).unwrap();
    assert_eq!(store.entries(&origin()).unwrap(), append.entries);

    // With the content, or after it; what is there keeps the time from which it was known.
    let mut later = growth(3, 3);
    later.disclosed = vec![hiding(0, 1), hiding(1, 5), hiding(2, 2)];
    store.append(&later).unwrap();
    let entries = SqliteStore::open(&path).unwrap().entries(&origin()).unwrap();
    assert_eq!(entries, later.disclosed);
    // Nothing new, or for a content that is another.
    let other = EntryRow { content: row(1, true).content, ..hiding(0, 4) };
    for wrong in [hiding(1, 5), hiding(1, 2), other] {
        later.disclosed = vec![wrong];
        assert!(matches!(store.append(&later).unwrap_err(), StoreError::Damaged { .. }));
        assert_eq!(store.entries(&origin()).unwrap(), entries);
    }
    let cases = ["value = x'00'", "salt = x'00'", "commitment = zeroblob(32)", "known = 'then'", "idx = 9"];
    for change in cases.map(|change| format!("UPDATE field SET {change} WHERE idx = 0")) {
        let copy = tempfile::tempdir().unwrap();
        let path = copy.path().join(DATABASE_FILE);
        let mut store = SqliteStore::create(&path).unwrap();
        store.append(&Append { entries: entries.clone(), ..growth(0, 3) }).unwrap();
        drop(store);
        tamper(&path, &change);
        let error = SqliteStore::open(&path).unwrap().entries(&origin()).unwrap_err();
        let entry = if change.contains("idx = 9") { 9 } else { 0 };
        let named = format!("entry {entry} of journal `test.example/ab`");
        assert!(matches!(&error, StoreError::Damaged { what, .. } if *what == named), "{change}: {error}");
    }
}

#[test]
fn documents_are_kept_with_what_they_are_about_or_not_at_all() {
    let mut store = SqliteStore::in_memory().unwrap();
    let about = |text: &str| vec![("answer/1".to_owned(), text.as_bytes().to_vec())];
    store.append(&Append { documents: about("three"), ..growth(0, 3) }).unwrap();
    assert_eq!(store.document("answer/1").unwrap(), Some(b"three".to_vec()));
    let moved = store.append(&Append { documents: about("one"), ..growth(2, 3) }).unwrap_err();
    assert!(matches!(moved, StoreError::HeadMoved { .. }), "{moved}");
    // Refused at the last step.
    let other = EntryRow { content: row(2, true).content, ..hiding(1, 4) };
    let wrong = Append { disclosed: vec![other], documents: about("none"), ..growth(3, 4) };
    assert!(matches!(store.append(&wrong).unwrap_err(), StoreError::Damaged { .. }));
    assert_eq!(store.document("answer/1").unwrap(), Some(b"three".to_vec()));
    assert_eq!(store.entries(&origin()).unwrap().len(), 3);
}

#[test]
fn tables_of_an_earlier_version_are_brought_up() {
    let (_dir, path) = five();
    tamper(&path, "DROP TABLE field; DROP TABLE erasure; PRAGMA user_version = 1;");
    let mut store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.entries(&origin()).unwrap().len(), 5);
    store.append(&Append { disclosed: vec![hiding(1, 1)], ..growth(5, 5) }).unwrap();
    drop(store);
    assert_eq!(SqliteStore::open(&path).unwrap().entries(&origin()).unwrap()[1], hiding(1, 1));
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let (_dir, path) = five();
    let first = Connection::open(&path).unwrap();
    first.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (started, waiting) = mpsc::channel();
    let second = std::thread::spawn({
        let path = path.clone();
        move || {
            let mut store = SqliteStore::open_waiting(&path, Duration::from_secs(20)).unwrap();
            // Readers need not wait.
            assert_eq!(store.entries(&origin()).unwrap().len(), 5);
            started.send(()).unwrap();
            store.append(&growth(5, 6))
        }
    });
    waiting.recv().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(!second.is_finished());
    first.execute_batch("COMMIT").unwrap();
    second.join().unwrap().unwrap();
}

#[test]
fn a_second_writer_that_waited_long_enough_says_so() {
    let (_dir, path) = five();
    let first = Connection::open(&path).unwrap();
    first.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut store = SqliteStore::open_waiting(&path, Duration::from_millis(200)).unwrap();
    let begun = Instant::now();
    let error = store.append(&growth(5, 6)).unwrap_err();
    assert_eq!(error.to_string(), "the node is in use by another process");
    assert!(begun.elapsed() >= Duration::from_millis(200));
    assert!(matches!(store.keep(&[("a".into(), vec![])]), Err(StoreError::Busy)));
}

#[test]
fn of_many_writers_at_once_each_append_counts_once() {
    let (_dir, path) = five();
    let race = |_| {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut store = SqliteStore::open(&path).unwrap();
            let size = || store.journals().unwrap()[0].frontier.size().get();
            let from = size();
            match store.append(&growth(from, from + 1)) {
                Ok(()) => 1,
                Err(StoreError::HeadMoved { .. }) => 0,
                Err(error) => panic!("{error}"),
            }
        })
    };
    let threads: Vec<_> = (0..8).map(race).collect();
    let appended: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    let store = SqliteStore::open(&path).unwrap();
    assert!(appended > 0);
    assert_eq!(store.entries(&origin()).unwrap().len(), 5 + appended);
}

#[test]
fn damage_is_named() {
    let entry = |index: u64| format!("entry {index} of journal `test.example/ab`");
    let journal = || "journal `test.example/ab`".to_owned();
    let cases = [
        ("UPDATE entry SET commitment = x'00' WHERE idx = 2", entry(2)),
        ("UPDATE entry SET commitment = 'text' WHERE idx = 2", entry(2)),
        ("UPDATE entry SET salt = x'0102' WHERE idx = 3", entry(3)),
        ("UPDATE entry SET salt = NULL WHERE idx = 3", entry(3)),
        ("UPDATE entry SET statement = NULL WHERE idx = 0", entry(0)),
        ("UPDATE entry SET statement = 7 WHERE idx = 0", entry(0)),
        ("UPDATE entry SET known = 'yesterday' WHERE idx = 4", entry(4)),
        ("DELETE FROM entry WHERE idx = 1", entry(1)),
        ("DELETE FROM entry WHERE idx = 4", journal()),
        ("UPDATE entry SET idx = -1 WHERE idx = 0", entry(0)),
        ("UPDATE journal SET size = 4", journal()),
        ("UPDATE journal SET size = -1", "the database".to_owned()),
        ("UPDATE journal SET peaks = x'00'", journal()),
        ("UPDATE journal SET peaks = x''", journal()),
        ("UPDATE journal SET vkey = 'no key'", journal()),
        ("UPDATE journal SET party = 'NO PARTY'", journal()),
        ("UPDATE journal SET origin = ''", "journal ``".to_owned()),
        ("INSERT INTO erasure SELECT origin, 3, 0, '' FROM journal", entry(3)),
        ("INSERT INTO erasure SELECT origin, 8, 0, '' FROM journal", entry(8)),
        ("DROP TABLE entry", String::new()),
        ("PRAGMA user_version = 7", "the database".to_owned()),
    ];
    for (sql, expected) in cases {
        let (_dir, path) = five();
        tamper(&path, sql);
        let opened = SqliteStore::open(&path);
        let error = opened.and_then(|store| {
            store.journals()?;
            store.entries(&origin())
        });
        let error = error.unwrap_err();
        // A table that is gone is no row that could be named.
        let named = if let StoreError::Damaged { what, .. } = &error { what.as_str() } else { "" };
        assert_eq!(named, expected, "{sql}: {error:?}");
    }
}

#[test]
fn a_file_that_is_no_database_is_damage() {
    let (_dir, path) = five();
    for name in ["node.sqlite-wal", "node.sqlite-shm"] {
        let _ = std::fs::remove_file(path.with_file_name(name));
    }
    std::fs::write(&path, "not a database, but long enough to look like the header of one\n".repeat(100)).unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    assert!(matches!(&error, StoreError::Damaged { what, .. } if what == "the database"), "{error:?}");

    std::fs::write(&path, "").unwrap();
    let error = SqliteStore::open(&path).err().unwrap();
    assert!(error.to_string().contains("version 0"), "{error:?}");
}

#[test]
fn a_database_is_made_once_and_for_its_owner() {
    let (_dir, path) = five();
    let error = SqliteStore::create(&path).err().unwrap();
    assert_eq!(error.to_string(), "could not create the database");
    assert_eq!(SqliteStore::open(&path).unwrap().entries(&origin()).unwrap().len(), 5);
    assert!(SqliteStore::open(&path.with_file_name("none")).is_err());
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}
