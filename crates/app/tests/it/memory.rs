//! A store in memory, which tests can look into and damage.

use app::ports::{Append, CheckpointRow, EntryRow, Erasure, JournalRow, Store, StoreError, TURN};
use journal::tree::Size;
use journal::witness::Latest;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use units::OriginLine;

/// What a [`Memory`] holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) journals: BTreeMap<OriginLine, JournalRow>,
    pub(crate) entries: BTreeMap<OriginLine, Vec<EntryRow>>,
    pub(crate) documents: BTreeMap<String, Vec<u8>>,
    pub(crate) cosigned: BTreeMap<OriginLine, Latest>,
    pub(crate) checkpoints: BTreeMap<(OriginLine, u64, units::Digest), CheckpointRow>,
    /// Another process appends this right before the next append.
    pub(crate) meanwhile: Option<(JournalRow, EntryRow)>,
    pub(crate) turns: Turns,
}

/// How often entries were changed; two stores that hold the same are the same however that came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Turns(u64);

impl PartialEq for Turns {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Turns {}

impl Held {
    /// Tells those who remember that entries are not as they were.
    pub(crate) fn turn(&mut self) {
        self.turns.0 += 1;
    }
}

#[derive(Clone, Default)]
pub(crate) struct Memory(pub(crate) Rc<RefCell<Held>>);

impl Store for Memory {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        Ok(self.0.borrow().journals.values().cloned().collect())
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        let held = self.0.borrow();
        let entries = held.entries.get(origin).into_iter().flatten();
        Ok(entries.skip(usize::try_from(from).unwrap()).cloned().collect())
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        let mut held = self.0.borrow_mut();
        if let Some((journal, entry)) = held.meanwhile.take() {
            held.entries.entry(journal.origin.clone()).or_default().push(entry);
            held.journals.insert(journal.origin.clone(), journal);
        }
        let origin = append.journal.origin.clone();
        let found = held.journals.get(&origin).map_or(Size::ZERO, |journal| journal.frontier.size());
        if found != append.expected {
            return Err(StoreError::HeadMoved { origin, expected: append.expected, found });
        }
        held.journals.insert(origin.clone(), append.journal.clone());
        let entries = held.entries.entry(origin).or_default();
        entries.extend(append.entries.iter().cloned());
        for row in &append.disclosed {
            entries[usize::try_from(row.index).unwrap()] = row.clone();
        }
        if !append.disclosed.is_empty() {
            held.turn();
        }
        held.documents.extend(append.documents.iter().cloned());
        if let Some(retired) = append.retires.as_ref().and_then(|retired| held.journals.get_mut(retired)) {
            retired.own = false;
        }
        let entries = &held.entries[&append.journal.origin];
        assert_eq!(entries.len() as u64, append.journal.frontier.size().get());
        Ok(())
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        let mut held = self.0.borrow_mut();
        let entries = held.entries.get_mut(origin).unwrap();
        let mut mended = 0;
        for row in rows {
            let at = usize::try_from(row.index).unwrap();
            let commits = |held: &EntryRow| {
                held.content
                    .as_ref()
                    .is_none_or(|(salt, bytes)| journal::entry::Entry::commit(salt, bytes) == row.entry)
            };
            if !entries.get(at).is_some_and(|held| held.entry == row.entry && commits(held)) {
                entries[at] = row.clone();
                mended += 1;
            }
        }
        if mended > 0 {
            held.turn();
        }
        Ok(mended)
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        Ok(self.0.borrow().checkpoints.values().filter(|row| &row.origin == origin).cloned().collect())
    }

    fn keep_checkpoint(&mut self, row: &CheckpointRow) -> Result<(), StoreError> {
        let key = (row.origin.clone(), row.size.get(), row.root);
        let held = &mut self.0.borrow_mut().checkpoints;
        held.entry(key).and_modify(|kept| kept.note.clone_from(&row.note)).or_insert_with(|| row.clone());
        Ok(())
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        Ok(self.0.borrow().cosigned.get(origin).copied())
    }

    fn cosign(&mut self, expected: Option<Latest>, row: &CheckpointRow) -> Result<(), StoreError> {
        assert_eq!(self.cosigned(&row.origin)?, expected);
        self.keep_checkpoint(row)?;
        let latest = Latest { size: row.size, root: row.root };
        self.0.borrow_mut().cosigned.insert(row.origin.clone(), latest);
        Ok(())
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        let mut held = self.0.borrow_mut();
        let row = &mut held.entries.get_mut(origin).unwrap()[usize::try_from(index).unwrap()];
        (row.content, row.fields) = (None, Vec::new());
        row.erased.get_or_insert_with(|| mark.clone());
        held.turn();
        Ok(())
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let held = self.0.borrow();
        let turn = (name == TURN).then(|| held.turns.0.to_be_bytes().to_vec());
        Ok(turn.or_else(|| held.documents.get(name).cloned()))
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        self.0.borrow_mut().documents.extend(documents.iter().cloned());
        Ok(())
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        names.iter().for_each(|name| drop(self.0.borrow_mut().documents.remove(name)));
        Ok(())
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.0.borrow().documents.keys().filter(|name| name.starts_with(prefix)).cloned().collect())
    }
}
