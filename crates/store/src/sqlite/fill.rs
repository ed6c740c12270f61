//! A new database with everything that another store holds.

use super::open::{SqliteStore, failed};
use super::{put_checkpoint, put_entry, put_journal};
use crate::copy::{Vessel, pour};
use app::ports::{CheckpointRow, EntryRow, JournalRow, Store, StoreError};
use journal::witness::Latest;
use rusqlite::{Transaction, params};
use std::path::Path;
use units::OriginLine;

const DOING: &str = "copy a node";

impl SqliteStore {
    /// Creates the database of a new node with all that another store holds, in one transaction.
    pub fn create_from(path: &Path, from: &dyn Store) -> Result<Self, StoreError> {
        let mut store = Self::create(path)?;
        let tx = store.write()?;
        pour(from, &mut Filling(&tx))?;
        let ended = tx.commit();
        store.committed(DOING, ended)?;
        Ok(store)
    }
}

struct Filling<'t>(&'t Transaction<'t>);

impl Vessel for Filling<'_> {
    type Error = StoreError;

    fn journal(&mut self, journal: &JournalRow, entries: &[EntryRow]) -> Result<(), StoreError> {
        let doing = failed(DOING);
        let origin = journal.origin.as_str();
        put_journal(self.0, journal).map_err(&doing)?;
        for row in entries {
            put_entry(self.0, origin, row).map_err(&doing)?;
            if let Some(mark) = &row.erased {
                let insert = "INSERT INTO erasure VALUES (?, ?, ?, ?)";
                let values = params![origin, row.index, mark.at.seconds(), mark.reason];
                self.0.execute(insert, values).map_err(&doing)?;
            }
        }
        Ok(())
    }

    fn checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        put_checkpoint(self.0, checkpoint).map(drop).map_err(failed(DOING))
    }

    fn cosigned(&mut self, origin: &OriginLine, latest: Latest) -> Result<(), StoreError> {
        let values = params![origin.as_str(), latest.size.get(), latest.root.as_bytes().as_slice()];
        self.0.execute("INSERT INTO cosigned VALUES (?, ?, ?)", values).map(drop).map_err(failed(DOING))
    }

    fn document(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let put = self.0.execute("INSERT INTO document VALUES (?, ?)", params![name, bytes]);
        put.map(drop).map_err(failed(DOING))
    }
}
