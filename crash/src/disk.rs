//! A disk that loses power: what of a folder is left when only what was synced is certain.
//!
//! - What a sync covered is there. What was not synced may be there, or not, or in part: each 512-byte
//!   sector by itself.
//! - What a failed sync covered may never reach the disk, even if a later sync succeeds: the system has
//!   marked those pages clean (Rebello and others, "Can Applications Recover from fsync Failures?", 2020).
//! - A name that was made or removed is certain only after a sync of the folder, as POSIX has it.

use crate::chance::Chance;
use crate::trace::{Call, Record};
use std::collections::BTreeMap;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// Files of a folder: name, bytes.
pub(crate) type Contents = BTreeMap<String, Vec<u8>>;

/// How sure a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Pending,
    Durable,
    /// Its sync failed.
    Doomed,
}

#[derive(Clone, Debug)]
enum Change {
    Write(u64, Vec<u8>),
    Truncate(u64),
}

/// A file without its name.
#[derive(Clone, Debug, Default)]
struct File {
    durable: Vec<u8>,
    /// In order, from the first that is not certain.
    changes: Vec<(Change, State)>,
}

/// Which file a name stands for, from then on.
#[derive(Clone, Debug)]
struct Naming {
    name: String,
    file: Option<usize>,
    state: State,
}

/// What happens to everything that is not certain.
#[derive(Clone)]
pub(crate) enum Loss {
    /// All of it is gone.
    Everything,
    /// Chance decides.
    Torn(Chance),
}

/// The folder, as the program sees it and as the disk has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    files: Vec<File>,
    names: BTreeMap<String, usize>,
    namings: Vec<Naming>,
}

impl Disk {
    /// A folder that is on disk whole.
    pub(crate) fn of(contents: Contents) -> Self {
        let mut disk = Self::default();
        for (name, durable) in contents {
            disk.name(&name, Some(disk.files.len()));
            disk.files.push(File { durable, changes: Vec::new() });
        }
        disk.sync_folder(false);
        disk
    }

    /// Follows one call of the program.
    pub(crate) fn apply(&mut self, record: &Record) {
        if record.is_of_index() {
            return;
        }
        match record.call {
            Call::Sync => self.sync(&record.name, record.failed),
            Call::SyncFolder => self.sync_folder(record.failed),
            Call::Write | Call::Truncate | Call::Create | Call::Unlink | Call::Said if record.failed => {}
            Call::Write => self.change(&record.name, Change::Write(record.offset, record.bytes.clone())),
            Call::Truncate => self.change(&record.name, Change::Truncate(record.offset)),
            Call::Create => {
                self.name(&record.name, Some(self.files.len()));
                self.files.push(File::default());
            }
            Call::Unlink => self.name(&record.name, None),
            Call::Said => {}
        }
    }

    /// What is there after power was lost and came back.
    pub(crate) fn after(&self, loss: &mut Loss) -> Contents {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        for naming in &self.namings {
            if naming.state == State::Durable || loss.keeps() {
                match naming.file {
                    Some(file) => names.insert(&naming.name, file),
                    None => names.remove(naming.name.as_str()),
                };
            }
        }
        names.into_iter().map(|(name, file)| (name.to_owned(), self.files[file].after(loss))).collect()
    }

    fn name(&mut self, name: &str, file: Option<usize>) {
        match file {
            Some(file) => self.names.insert(name.to_owned(), file),
            None => self.names.remove(name),
        };
        self.namings.push(Naming { name: name.to_owned(), file, state: State::Pending });
    }

    fn change(&mut self, name: &str, change: Change) {
        if let Some(file) = self.names.get(name) {
            self.files[*file].changes.push((change, State::Pending));
        }
    }

    fn sync(&mut self, name: &str, failed: bool) {
        if let Some(file) = self.names.get(name) {
            self.files[*file].sync(failed);
        }
    }

    fn sync_folder(&mut self, failed: bool) {
        settle(self.namings.iter_mut().map(|naming| &mut naming.state), failed);
    }
}

/// What a sync makes of the changes that waited for it.
fn settle<'s>(states: impl Iterator<Item = &'s mut State>, failed: bool) {
    let settled = if failed { State::Doomed } else { State::Durable };
    states.filter(|state| **state == State::Pending).for_each(|state| *state = settled);
}

impl File {
    fn sync(&mut self, failed: bool) {
        settle(self.changes.iter_mut().map(|(_, state)| state), failed);
        let certain = self.changes.iter().take_while(|(_, state)| *state == State::Durable).count();
        for (change, _) in self.changes.drain(..certain) {
            change.apply(&mut self.durable);
        }
    }

    fn after(&self, loss: &mut Loss) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        for (change, state) in &self.changes {
            match (state, change) {
                (State::Durable, change) => change.apply(&mut bytes),
                (State::Pending | State::Doomed, Change::Truncate(_)) if loss.keeps() => change.apply(&mut bytes),
                (State::Pending | State::Doomed, Change::Truncate(_)) => {}
                (State::Pending | State::Doomed, Change::Write(offset, written)) => {
                    for (at, part) in sectors(*offset, written) {
                        if loss.keeps() {
                            put(&mut bytes, at, part);
                        }
                    }
                }
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(offset, written) => put(bytes, place(*offset), written),
            Self::Truncate(length) => bytes.resize(place(*length), 0),
        }
    }
}

impl Loss {
    fn keeps(&mut self) -> bool {
        match self {
            Self::Everything => false,
            Self::Torn(chance) => chance.one_in(2),
        }
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    let end = at + written.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(written);
}

/// The parts of a write, cut where sectors of the file end.
fn sectors(offset: u64, written: &[u8]) -> Vec<(usize, &[u8])> {
    let mut parts = Vec::new();
    let (mut at, mut rest) = (place(offset), written);
    while !rest.is_empty() {
        let (part, further) = rest.split_at(rest.len().min(SECTOR - at % SECTOR));
        parts.push((at, part));
        (at, rest) = (at + part.len(), further);
    }
    parts
}

fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(call: Call, name: &str, offset: u64, bytes: &[u8]) -> Record {
        Record { call, name: name.into(), offset, bytes: bytes.into(), failed: false }
    }

    fn failed(record: Record) -> Record {
        Record { failed: true, ..record }
    }

    fn after(records: &[Record]) -> Contents {
        let mut disk = Disk::of([("a".to_owned(), b"old".to_vec())].into());
        records.iter().for_each(|record| disk.apply(record));
        disk.after(&mut Loss::Everything)
    }

    fn only_a(bytes: &[u8]) -> Contents {
        [("a".to_owned(), bytes.to_vec())].into()
    }

    #[test]
    fn only_what_was_synced_is_certain() {
        let write = call(Call::Write, "a", 1, b"new");
        let sync = call(Call::Sync, "a", 0, b"");
        assert_eq!(after(std::slice::from_ref(&write)), only_a(b"old"));
        assert_eq!(after(&[write.clone(), sync.clone()]), only_a(b"onew"));
        assert_eq!(after(&[write.clone(), call(Call::Truncate, "a", 2, b""), sync.clone()]), only_a(b"on"));
        // The failed sync took the page with it; the next one covers only what was written since.
        let again = call(Call::Write, "a", 0, b"O");
        assert_eq!(after(&[write.clone(), failed(sync.clone()), sync.clone()]), only_a(b"old"));
        assert_eq!(after(&[write.clone(), failed(sync.clone()), again, sync.clone()]), only_a(b"Old"));
        assert_eq!(after(&[failed(write), sync]), only_a(b"old"));
    }

    #[test]
    fn a_name_is_certain_once_the_folder_was_synced() {
        let (create, unlink) = (call(Call::Create, "b", 0, b""), call(Call::Unlink, "a", 0, b""));
        let made = [create, call(Call::Write, "b", 0, b"x"), call(Call::Sync, "b", 0, b""), unlink];
        let folder = call(Call::SyncFolder, ".", 0, b"");
        assert_eq!(after(&made), only_a(b"old"));
        let synced = [&made[..], std::slice::from_ref(&folder)].concat();
        assert_eq!(after(&synced), [("b".to_owned(), b"x".to_vec())].into());
        assert_eq!(after(&[&made[..], &[failed(folder)]].concat()), only_a(b"old"));
    }

    #[test]
    fn what_is_torn_is_torn_at_sectors() {
        let mut disk = Disk::of([("a".to_owned(), vec![0; 4096])].into());
        disk.apply(&call(Call::Write, "a", 100, &[1; 3000]));
        let torn = disk.after(&mut Loss::Torn(Chance::new(1, 1)));
        let whole = |part: &[u8]| part.iter().all(|byte| *byte == part[0]);
        assert!(torn["a"][512..3072].chunks(512).all(whole));
        assert!(torn["a"].contains(&1) && torn["a"][512..3072].contains(&0));
    }
}
