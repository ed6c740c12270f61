//! The record of the last head beside the database: what it lets pass, and what it stops.

use crate::support::growth;
use app::ports::{Store, StoreError};
use journal::tree::Size;
use std::fs;
use std::path::Path;
use store::{DATABASE_FILE, HEAD_FILE, HeadGuard, SqliteStore};

fn opened(dir: &Path) -> HeadGuard {
    HeadGuard::new(Box::new(SqliteStore::open(&dir.join(DATABASE_FILE)).unwrap()), dir)
}

/// A node's folder whose journal has three entries.
fn node() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::create(&dir.path().join(DATABASE_FILE)).unwrap();
    HeadGuard::new(Box::new(store), dir.path()).append(&growth(0, 3)).unwrap();
    dir
}

fn signed(dir: &Path) -> String {
    fs::read_to_string(dir.join(HEAD_FILE)).unwrap()
}

#[test]
fn a_database_put_back_signs_nothing() {
    let dir = node();
    let database = dir.path().join(DATABASE_FILE);
    let backup = fs::read(&database).unwrap();
    opened(dir.path()).append(&growth(3, 5)).unwrap();
    fs::write(&database, backup).unwrap();
    let refused = opened(dir.path()).append(&growth(3, 4)).unwrap_err();
    let StoreError::Restored { found, signed, .. } = refused else { panic!("{refused}") };
    assert_eq!((found, signed), (Size::new(3), Some(Size::new(5))));
    // A backup that left the record out says nothing either.
    fs::remove_file(dir.path().join(HEAD_FILE)).unwrap();
    assert!(matches!(opened(dir.path()).append(&growth(3, 4)), Err(StoreError::Restored { signed: None, .. })));
}

#[test]
fn what_another_process_signed_meanwhile_is_no_old_copy() {
    let dir = node();
    let (mut one, mut other) = (opened(dir.path()), opened(dir.path()));
    one.append(&growth(3, 5)).unwrap();
    let refused = other.append(&growth(3, 4)).unwrap_err();
    let StoreError::HeadMoved { expected, found, .. } = refused else { panic!("{refused}") };
    assert_eq!((expected, found), (Size::new(3), Size::new(5)));
    other.append(&growth(5, 6)).unwrap();
    assert_eq!(signed(dir.path()), "test.example/ab 6\n");
}
