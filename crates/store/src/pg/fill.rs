//! A new operation with everything that another store holds.

use super::session::{Fault, Step};
use super::write;
use crate::copy::Vessel;
use app::ports::{CheckpointRow, EntryRow, JournalRow};
use journal::witness::Latest;
use units::OriginLine;

/// A transaction that takes the rows of another store.
pub(super) struct Filling<'f, 's> {
    pub(super) step: &'f mut Step<'s>,
    pub(super) operation: &'f str,
}

impl Vessel for Filling<'_, '_> {
    type Error = Fault;

    fn journal(&mut self, journal: &JournalRow, entries: &[EntryRow]) -> Result<(), Fault> {
        write::begin(self.step, self.operation, journal)?;
        write::entries(self.step, self.operation, &journal.origin, entries)?;
        for row in entries {
            if let Some(mark) = &row.erased {
                write::marked(self.step, self.operation, &journal.origin, row.index, mark)?;
            }
        }
        Ok(())
    }

    fn checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), Fault> {
        write::checkpoint(self.step, self.operation, checkpoint)
    }

    fn cosigned(&mut self, origin: &OriginLine, latest: Latest) -> Result<(), Fault> {
        write::first_cosigned(self.step, self.operation, origin, latest).map(drop)
    }

    fn document(&mut self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        write::document(self.step, self.operation, name, bytes)
    }
}
