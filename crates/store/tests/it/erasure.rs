//! What is erased is gone from every file of the database.

use crate::support::{growth, known, origin, row};
use app::ports::{Append, EntryRow, Erasure, HeldField, Store, StoreError};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use std::path::Path;
use store::{DATABASE_FILE, SqliteStore};

pub(crate) fn mark() -> Erasure {
    Erasure { at: known(5), reason: "asked for".to_owned() }
}

/// A row with phrases of its own in statement and field; statements of all lengths, so that rows move
/// between pages and spill over into others.
pub(crate) fn telling(index: u64) -> EntryRow {
    let phrase = format!("statement-phrase-{index:04}-end ");
    let length = usize::try_from(index * index * 7919 % 9001).unwrap();
    let statement = phrase.repeat(1 + length / phrase.len()).into_bytes();
    let salt = Salt::new([9; 32]);
    let opening = Opening { salt: Salt::new([1; 32]), value: format!("field-phrase-{index:04}-end").into_bytes() };
    let fields = vec![HeldField { opening, known: known(0) }];
    EntryRow { entry: Entry::commit(&salt, &statement), content: Some((salt, statement)), fields, ..row(index, true) }
}

/// How often a phrase stands in the files of a database.
pub(crate) fn found(dir: &Path, phrase: &str) -> usize {
    let files = std::fs::read_dir(dir).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.map(|bytes| bytes.windows(phrase.len()).filter(|window| *window == phrase.as_bytes()).count()).sum()
}

#[test]
fn no_file_holds_a_byte_of_what_was_erased() {
    const COUNT: u64 = 120;
    let dir = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::create(&dir.path().join(DATABASE_FILE)).unwrap();
    // Entries first; contents later and in an order of their own, as they come from partners.
    let bare = |row: EntryRow| EntryRow { content: None, fields: Vec::new(), ..row };
    let entries = (0..COUNT).map(telling).map(bare).collect();
    store.append(&Append { entries, ..growth(0, COUNT) }).unwrap();
    for step in 0..COUNT {
        let disclosed = vec![telling(step * 77 % COUNT)];
        store.append(&Append { entries: Vec::new(), disclosed, ..growth(COUNT, COUNT) }).unwrap();
    }
    let phrases = |index: u64| [format!("statement-phrase-{index:04}-end"), format!("field-phrase-{index:04}-end")];
    for index in (0..COUNT).step_by(15) {
        assert!(phrases(index).iter().all(|phrase| found(dir.path(), phrase) > 0), "{index}");
        store.erase(&origin(), index, &mark()).unwrap();
    }
    let read = store.entries(&origin()).unwrap();
    for index in 0..COUNT {
        let erased = index % 15 == 0;
        for phrase in phrases(index) {
            assert_eq!(found(dir.path(), &phrase) == 0, erased, "{phrase}");
        }
        let left = EntryRow { erased: Some(mark()), ..bare(telling(index)) };
        let right = if erased { left } else { telling(index) };
        assert_eq!(read[usize::try_from(index).unwrap()], right);
    }
}

#[test]
fn who_reads_the_log_is_waited_for_and_then_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(DATABASE_FILE);
    let mut store = SqliteStore::create(&path).unwrap();
    store.append(&Append { entries: (0..3).map(telling).collect(), ..growth(0, 3) }).unwrap();
    let mut store = SqliteStore::open_waiting(&path, std::time::Duration::from_millis(100)).unwrap();
    let reader = rusqlite::Connection::open(&path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM entry").unwrap();
    assert!(matches!(store.erase(&origin(), 1, &mark()), Err(StoreError::Busy)));
    // It no longer counts as content, and asking again finishes the work.
    assert_eq!(store.entries(&origin()).unwrap()[1].erased, Some(mark()));
    assert!(found(dir.path(), "statement-phrase-0001") > 0);
    drop(reader);
    store.erase(&origin(), 1, &mark()).unwrap();
    assert_eq!(found(dir.path(), "statement-phrase-0001"), 0);
}
