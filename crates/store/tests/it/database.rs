//! One SQLite file: appends whole or not at all, waits for others, names what is damaged.

use crate::support::{growth, hiding, origin};
use app::ports::{Append, Store, StoreError};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};
use store::{DATABASE_FILE, Location, Pool, SqliteStore};
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

/// Whoever closes a file last takes its log away; and a file of the same name may be another.
#[test]
fn a_database_waits_for_the_next_question_as_long_as_it_is_the_one_that_is_there() {
    let (dir, path) = five();
    let log = dir.path().join(format!("{DATABASE_FILE}-wal"));
    let (pool, location) = (Arc::new(Pool::default()), Location::File(path.clone()));
    pool.open(&location).unwrap().append(&growth(5, 6)).unwrap();
    assert!(log.exists());
    assert_eq!(pool.open(&location).unwrap().journals().unwrap(), [growth(5, 6).journal]);

    // One that was asked what it could not do is closed.
    assert!(pool.open(&location).unwrap().append(&growth(5, 6)).is_err());
    assert!(!log.exists());

    drop(pool.open(&location).unwrap());
    std::fs::rename(&path, dir.path().join("away")).unwrap();
    drop(SqliteStore::create(&path).unwrap());
    assert_eq!(pool.open(&location).unwrap().journals().unwrap(), []);
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

#[test]
fn fields_that_open_nothing_are_damage() {
    let mut append = growth(0, 3);
    append.entries[0] = hiding(0, 1);
    let cases = ["value = x'00'", "salt = x'00'", "commitment = zeroblob(32)", "known = 'then'", "idx = 9"];
    for change in cases.map(|change| format!("UPDATE field SET {change} WHERE idx = 0")) {
        let copy = tempfile::tempdir().unwrap();
        let path = copy.path().join(DATABASE_FILE);
        SqliteStore::create(&path).unwrap().append(&append).unwrap();
        tamper(&path, &change);
        let error = SqliteStore::open(&path).unwrap().entries(&origin()).unwrap_err();
        let entry = if change.contains("idx = 9") { 9 } else { 0 };
        let named = format!("entry {entry} of journal `test.example/ab`");
        assert!(matches!(&error, StoreError::Damaged { what, .. } if *what == named), "{change}: {error}");
    }
}
