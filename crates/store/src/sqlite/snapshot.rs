//! A copy of the database as it is at one moment, while others read and write it.

use super::open::{SqliteStore, failed};
use crate::rows::damaged;
use app::ports::StoreError;
use std::path::Path;

impl SqliteStore {
    /// Writes the database as it is now into a new file, onto the disk. Of what was erased or overwritten it holds
    /// nothing.
    pub fn snapshot(&self, to: &Path) -> Result<(), StoreError> {
        let doing = "copy the database";
        let name = to.to_str().ok_or_else(|| damaged("the name of the copy", "it is not UTF-8"))?;
        // One statement reads as of one moment, whoever writes meanwhile.
        self.connection.execute("VACUUM INTO ?1", [name]).map_err(failed(doing))?;
        let file = std::fs::File::open(to).and_then(|file| file.sync_all());
        file.map_err(|error| StoreError::Failed { doing, cause: error.into() })
    }
}
