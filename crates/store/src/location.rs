//! Where a node keeps its rows, and how that is said: a URL, a file, or the folder of a node.

use crate::pg::{PgStore, PgUrl, PgUrlError};
use crate::sqlite::{DATABASE_FILE, SqliteStore};
use app::ports::{Store, StoreError};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Name of the file below a node's folder that holds the URL of its database, where that is no file beside it.
pub const STORE_FILE: &str = "store";

/// Longest such file that is read.
const STORE_BYTES_MAX: u64 = 4096;

/// Where a node keeps its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// One SQLite file.
    File(PathBuf),
    /// A PostgreSQL database.
    Server(Box<PgUrl>),
}

/// Why it is not known where.
#[derive(Debug, thiserror::Error)]
pub enum LocationError {
    /// The URL is none.
    #[error(transparent)]
    Url(#[from] PgUrlError),
    /// The file that holds the URL holds none.
    #[error("`{}` holds no URL of a database", path.display())]
    Content {
        /// Which file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: PgUrlError,
    },
    /// The file that holds the URL cannot be read.
    #[error("could not read `{}`", path.display())]
    Unread {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
}

impl Location {
    /// Whether a folder is a node's.
    pub fn is_node(dir: &Path) -> bool {
        [STORE_FILE, DATABASE_FILE].iter().any(|name| dir.join(name).is_file())
    }

    /// Where the node in a folder keeps its rows; the file that names a server counts before one beside it.
    pub fn of_node(dir: &Path) -> Result<Self, LocationError> {
        let path = dir.join(STORE_FILE);
        match path.metadata() {
            Ok(file) if file.len() <= STORE_BYTES_MAX => {}
            Ok(_) => return Err(LocationError::Content { path, cause: PgUrlError::Scheme }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::File(dir.join(DATABASE_FILE))),
            Err(cause) => return Err(LocationError::Unread { path, cause }),
        }
        match std::fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(url) => Ok(Self::Server(Box::new(url))),
                Err(cause) => Err(LocationError::Content { path, cause }),
            },
            Err(cause) => Err(LocationError::Unread { path, cause }),
        }
    }

    /// As typed: a URL, a node's folder, or a file.
    pub fn parse(text: &str) -> Result<Self, LocationError> {
        if PgUrl::is_one(text) {
            return Ok(Self::Server(Box::new(text.parse()?)));
        }
        let path = Path::new(text);
        if path.is_dir() { Self::of_node(path) } else { Ok(Self::File(path.to_path_buf())) }
    }

    /// Opens the rows that are there.
    pub fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(self.open_to_send()?)
    }

    /// The same, to go from thread to thread.
    pub(crate) fn open_to_send(&self) -> Result<Box<dyn Store + Send>, StoreError> {
        Ok(match self {
            Self::File(path) => Box::new(SqliteStore::open(path)?),
            Self::Server(url) => Box::new(PgStore::open(url)?),
        })
    }
}

/// Without a password.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Server(url) => write!(f, "{url}"),
        }
    }
}
