//! A node's storage in memory, which writes down what it changed so that a browser can keep it.
//!
//! Everything lies under a name, as bytes: `journal/ORIGIN`, `entry/ORIGIN@INDEX`, `checkpoint/ORIGIN@SIZE@ROOT`,
//! `cosigned/ORIGIN`, `document/NAME`. What one call changes is kept in one transaction or not at all; then the
//! pocket is thrown away and read anew.

use crate::rows::{self, entry_name, journal_name};
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, JournalRow, Store, StoreError, TURN};
use journal::entry::Entry;
use journal::tree::Size;
use journal::witness::Latest;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use units::OriginLine;

/// Bytes by name, and which of them changed.
#[derive(Debug, Default)]
struct Held {
    bytes: BTreeMap<String, Vec<u8>>,
    changed: BTreeMap<String, Vec<u8>>,
}

/// The storage; clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct Pocket(Rc<RefCell<Held>>);

impl Pocket {
    /// What a browser kept.
    pub fn of(bytes: BTreeMap<String, Vec<u8>>) -> Self {
        Self(Rc::new(RefCell::new(Held { bytes, changed: BTreeMap::new() })))
    }

    /// What changed since this was asked last, for the browser to keep.
    pub fn take_changes(&self) -> BTreeMap<String, Vec<u8>> {
        std::mem::take(&mut self.0.borrow_mut().changed)
    }

    fn put(&self, name: String, bytes: Vec<u8>) {
        let mut held = self.0.borrow_mut();
        held.changed.insert(name.clone(), bytes.clone());
        held.bytes.insert(name, bytes);
    }

    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.0.borrow().bytes.get(name).cloned()
    }

    /// What lies under names that begin so, in order: the rest of the name, and the bytes.
    fn below(&self, prefix: &str) -> Vec<(String, Vec<u8>)> {
        let held = self.0.borrow();
        let from = held.bytes.range(prefix.to_owned()..);
        let these = from.map_while(|(name, bytes)| Some((name.strip_prefix(prefix)?.to_owned(), bytes.clone())));
        these.collect()
    }

    fn journal(&self, origin: &OriginLine) -> Result<Option<JournalRow>, StoreError> {
        self.get(&journal_name(origin)).map(|bytes| rows::read_journal(origin, &bytes)).transpose()
    }

    fn entry(&self, origin: &OriginLine, index: u64) -> Result<Option<EntryRow>, StoreError> {
        self.get(&entry_name(origin, index)).map(|bytes| rows::read_entry(origin, index, &bytes)).transpose()
    }

    /// Tells those who remember that entries are not as they were: by the next number.
    fn turn(&self) {
        let name = format!("document/{TURN}");
        let turn = self.get(&name).and_then(|bytes| bytes.try_into().ok()).map_or(0, u64::from_be_bytes);
        self.put(name, turn.wrapping_add(1).to_be_bytes().to_vec());
    }

    fn put_entry(&self, origin: &OriginLine, row: &EntryRow) -> Result<(), StoreError> {
        self.put(entry_name(origin, row.index), rows::entry(origin, row)?);
        Ok(())
    }
}

fn checkpoints(origin: &OriginLine) -> String {
    format!("checkpoint/{origin}@")
}

fn cosigned_name(origin: &OriginLine) -> String {
    format!("cosigned/{origin}")
}

impl Store for Pocket {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        let read = |(origin, bytes): (String, Vec<u8>)| rows::read_journal(&rows::origin(&origin)?, &bytes);
        self.below("journal/").into_iter().map(read).collect()
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        let size = self.journal(origin)?.map_or(0, |journal| journal.frontier.size().get());
        let read = |index| {
            self.entry(origin, index)?.ok_or_else(|| rows::damaged(&entry_name(origin, index), "it is missing"))
        };
        (from..size).map(read).collect()
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        let origin = &append.journal.origin;
        let found = self.journal(origin)?.map_or(Size::ZERO, |journal| journal.frontier.size());
        if found != append.expected {
            return Err(StoreError::HeadMoved { origin: origin.clone(), expected: append.expected, found });
        }
        self.put(journal_name(origin), rows::journal(&append.journal)?);
        for row in &append.entries {
            self.put_entry(origin, row)?;
        }
        for row in &append.disclosed {
            let held = self.entry(origin, row.index)?.filter(|held| held.entry == row.entry);
            let other = || rows::damaged(&entry_name(origin, row.index), "it is not the one that was disclosed");
            let held = held.ok_or_else(other)?;
            // Erased since the append was made ready: the mark wins.
            if held.erased.is_none() {
                self.put_entry(origin, row)?;
            }
        }
        if !append.disclosed.is_empty() {
            self.turn();
        }
        if let Some(retired) = append.retires.as_ref().map(|retired| self.journal(retired)).transpose()?.flatten() {
            self.put(journal_name(&retired.origin), rows::journal(&JournalRow { own: false, ..retired.clone() })?);
        }
        self.keep(&append.documents)
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        let whole = |held: &EntryRow, row: &EntryRow| {
            let commits = |(salt, bytes): &(_, Vec<u8>)| Entry::commit(salt, bytes) == row.entry;
            held.entry == row.entry && held.content.as_ref().is_none_or(commits)
        };
        let mut mended = 0;
        for row in rows {
            if !self.entry(origin, row.index).ok().flatten().is_some_and(|held| whole(&held, row)) {
                self.put_entry(origin, row)?;
                mended += 1;
            }
        }
        if mended > 0 {
            self.turn();
        }
        Ok(mended)
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        let read = |(_, bytes): (String, Vec<u8>)| rows::read_checkpoint(origin, &bytes);
        let mut found: Vec<_> = self.below(&checkpoints(origin)).into_iter().map(read).collect::<Result<_, _>>()?;
        found.sort_by_key(|row: &CheckpointRow| (row.size, row.root));
        Ok(found)
    }

    fn keep_checkpoint(&mut self, row: &CheckpointRow) -> Result<(), StoreError> {
        let name = format!("{}{}@{}", checkpoints(&row.origin), row.size, row.root);
        let known = self.get(&name).map(|bytes| rows::read_checkpoint(&row.origin, &bytes)).transpose();
        let known = known.ok().flatten().map_or(row.known, |kept: CheckpointRow| kept.known);
        self.put(name, rows::checkpoint(&CheckpointRow { known, ..row.clone() })?);
        Ok(())
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        self.get(&cosigned_name(origin)).map(|bytes| rows::read_latest(origin, &bytes)).transpose()
    }

    fn cosign(&mut self, expected: Option<Latest>, row: &CheckpointRow) -> Result<(), StoreError> {
        let found = self.cosigned(&row.origin)?;
        if found != expected {
            let size = |latest: Option<Latest>| latest.unwrap_or_default().size;
            let (expected, found) = (size(expected), size(found));
            return Err(StoreError::HeadMoved { origin: row.origin.clone(), expected, found });
        }
        self.keep_checkpoint(row)?;
        self.put(cosigned_name(&row.origin), rows::latest(Latest { size: row.size, root: row.root })?);
        Ok(())
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        let held = self.entry(origin, index)?;
        let held = held.ok_or_else(|| rows::damaged(&entry_name(origin, index), "it is not here"))?;
        let erased = held.erased.or_else(|| Some(mark.clone()));
        self.put_entry(origin, &EntryRow { content: None, fields: Vec::new(), erased, ..held })?;
        self.turn();
        Ok(())
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.get(&format!("document/{name}")).filter(|bytes| !bytes.is_empty()))
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        documents.iter().for_each(|(name, bytes)| self.put(format!("document/{name}"), bytes.clone()));
        Ok(())
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        // The browser is told what to put, never what to remove; no document is empty.
        let held = |name: &&String| self.get(&format!("document/{name}")).is_some();
        names.iter().filter(held).for_each(|name| self.put(format!("document/{name}"), Vec::new()));
        Ok(())
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let below = self.below(&format!("document/{prefix}")).into_iter();
        Ok(below.filter(|(_, bytes)| !bytes.is_empty()).map(|(rest, _)| format!("{prefix}{rest}")).collect())
    }
}
