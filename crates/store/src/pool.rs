//! Databases that stay open from one question to the next, for a program that goes on.
//!
//! Opening one costs more than most questions: tables are looked up, caches are cold, and whoever closes a SQLite file last
//! folds its log into it. So one that was used without a fault waits to be used again, as long as it is still where
//! the node keeps its rows.

use crate::location::Location;
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, JournalRow, Store, StoreError};
use journal::witness::Latest;
use std::cell::Cell;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use units::OriginLine;

/// How many wait at most: as many as questions are answered side by side on a few processors.
const IDLE_MAX: usize = 8;

/// The open databases of one node that nobody uses just now.
#[derive(Default)]
pub struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    place: Place,
    store: Box<dyn Store + Send>,
}

/// What an open database is of: its location, and of a file which one that was.
#[derive(Clone, PartialEq, Eq)]
struct Place {
    location: Location,
    file: Option<(u64, u64)>,
}

impl Place {
    fn of(location: &Location) -> Self {
        let file = match location {
            Location::File(path) => number(path),
            Location::Server(_) => None,
        };
        Self { location: location.clone(), file }
    }
}

/// By what the system tells a file from another that takes its name.
#[cfg(unix)]
fn number(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    path.metadata().ok().map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn number(_: &Path) -> Option<(u64, u64)> {
    None
}

impl Pool {
    /// One that waits, or one that is opened.
    pub fn open(self: &Arc<Self>, location: &Location) -> Result<Box<dyn Store>, StoreError> {
        let place = Place::of(location);
        let waiting = {
            let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            idle.retain(|idle| idle.place == place);
            idle.pop().map(|idle| idle.store)
        };
        let store = match waiting {
            Some(store) => store,
            None => location.open_to_send()?,
        };
        Ok(Box::new(Lent { store: Some(store), place, pool: Arc::clone(self), fault: Cell::new(false) }))
    }
}

/// A database in use, which goes back when it is let go.
struct Lent {
    /// Taken only when it is let go.
    store: Option<Box<dyn Store + Send>>,
    place: Place,
    pool: Arc<Pool>,
    /// Whether anything it was asked failed: then it is closed.
    fault: Cell<bool>,
}

impl Lent {
    fn ask<T>(&self, ask: impl FnOnce(&dyn Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let answer = self.store.as_deref().map_or_else(|| Err(StoreError::Busy), |store| ask(store));
        self.fault.set(self.fault.get() || answer.is_err());
        answer
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut dyn Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let answer = self.store.as_deref_mut().map_or_else(|| Err(StoreError::Busy), |store| change(store));
        self.fault.set(self.fault.get() || answer.is_err());
        answer
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let sound = !self.fault.get() && !std::thread::panicking();
        let Some(store) = self.store.take().filter(|_| sound) else { return };
        let mut idle = self.pool.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX {
            idle.push(Idle { place: self.place.clone(), store });
        }
    }
}

impl Store for Lent {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        self.ask(|store| store.journals())
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        self.ask(|store| store.entries_from(origin, from))
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        self.change(|store| store.append(append))
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        self.change(|store| store.mend(origin, rows))
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        self.ask(|store| store.checkpoints(origin))
    }

    fn keep_checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        self.change(|store| store.keep_checkpoint(checkpoint))
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        self.ask(|store| store.cosigned(origin))
    }

    fn cosign(&mut self, expected: Option<Latest>, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        self.change(|store| store.cosign(expected, checkpoint))
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        self.change(|store| store.erase(origin, index, mark))
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.ask(|store| store.document(name))
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        self.change(|store| store.keep(documents))
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        self.change(|store| store.forget(names))
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.ask(|store| store.documents(prefix))
    }
}
