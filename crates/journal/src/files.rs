//! Where the bytes of a journal folder come from: disk, archive, network, memory.

use std::collections::BTreeMap;
use std::error::Error;

/// Reads the files of one journal by their path below its folder.
pub trait Files {
    /// The whole file, or `None` where there is none.
    ///
    /// A file longer than `limit` bytes is refused before it is read into
    /// memory; paths have only ASCII letters, digits, `.` and `/`.
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError>;
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file is longer than any such file can be.
    #[error("`{path}` is longer than {limit} bytes")]
    TooLong {
        /// Its path below the journal's folder.
        path: String,
        /// The most that is read.
        limit: usize,
    },
    /// The disk, archive or network failed.
    #[error("could not read `{path}`")]
    Failed {
        /// Its path below the journal's folder.
        path: String,
        /// What failed.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
}

/// A journal folder in memory.
impl Files for BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        match self.get(path) {
            Some(bytes) if bytes.len() > limit => Err(ReadError::TooLong { path: path.to_owned(), limit }),
            found => Ok(found.cloned()),
        }
    }
}
