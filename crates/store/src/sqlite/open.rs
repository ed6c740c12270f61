//! Opening the database of a node, and what a commit stands on.

use crate::rows::damaged;
use app::ports::StoreError;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Name of the database below a node's folder.
pub const DATABASE_FILE: &str = "node.sqlite";

/// How long a second process waits for the first. A statement takes milliseconds, a large
/// import a few seconds.
pub const BUSY_WAIT: Duration = Duration::from_secs(10);

/// What errors call the database as a whole.
pub(super) const DATABASE: &str = "the database";

/// The tables, step by step: SQLite's `user_version` counts how many were taken. Steps are only ever added.
const STEPS: [&str; 3] =
    [include_str!("../schema.sql"), include_str!("../schema_2.sql"), include_str!("../schema_3.sql")];

/// A node's database.
pub struct SqliteStore {
    pub(super) connection: Connection,
    footing: Footing,
}

/// What a commit stands on.
enum Footing {
    /// The names of database and log in this folder are not known to be on disk.
    Unsynced(PathBuf),
    Firm,
    /// A sync failed. The system may since hold as written what is not, and a later sync would not tell.
    Gone,
}

impl SqliteStore {
    /// Creates the database of a new node; refuses to replace one.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let mut file = std::fs::OpenOptions::new();
        file.write(true).create_new(true);
        // Contents are for their audience, so not for everyone who has an account on the machine.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
        file.open(path).map_err(|error| not_made("create the database", error))?;
        let mut store = Self::connect(path, BUSY_WAIT)?;
        store.build(0)?;
        Ok(store)
    }

    /// Opens the database of an existing node.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_waiting(path, BUSY_WAIT)
    }

    /// Opens it, to wait so long for other processes instead of [`BUSY_WAIT`].
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        let mut store = match Self::connect(path, wait) {
            Err(StoreError::Denied { .. }) => Self::connect_to_read(path, wait)?,
            connected => connected?,
        };
        let version = store.version()?;
        match usize::try_from(version) {
            Ok(taken) if taken == STEPS.len() => Ok(store),
            Ok(taken) if (1..STEPS.len()).contains(&taken) => {
                store.build(taken)?;
                Ok(store)
            }
            Ok(_) | Err(_) => {
                let why = format!("its tables have version {version}, this program knows version {}", STEPS.len());
                Err(damaged(DATABASE, why))
            }
        }
    }

    /// Takes the steps that are left; none that another process took meanwhile.
    fn build(&mut self, taken: usize) -> Result<(), StoreError> {
        let doing = failed("create the tables");
        let tx = self.write()?;
        let now: i64 = tx.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(&doing)?;
        if usize::try_from(now) == Ok(taken) {
            STEPS[taken..].iter().try_for_each(|step| tx.execute_batch(step)).map_err(&doing)?;
        }
        let ended = tx.commit();
        self.committed("create the tables", ended)
    }

    fn connect(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed("open the database"))?;
        connection.busy_timeout(wait).map_err(failed("set up the database"))?;
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                       PRAGMA secure_delete = ON;";
        connection.execute_batch(pragmas).map_err(failed("set up the database"))?;
        Ok(Self { connection, footing: Footing::Unsynced(folder_of(path)) })
    }

    /// Opens a database that this process may not write: it answers, and refuses to be changed.
    ///
    /// SQLite shares two files with other processes beside the database. Where it may not make
    /// them, and no log waits to be read there, the database is whole by itself and is read as one
    /// that does not change; should its owner write meanwhile, signatures and hashes tell.
    fn connect_to_read(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        let connect = |query: &str| {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection =
                Connection::open_with_flags(uri(path, query), flags).map_err(failed("open the database"))?;
            connection.busy_timeout(wait).map_err(failed("set up the database"))?;
            let store = Self { connection, footing: Footing::Firm };
            store.version()?;
            Ok(store)
        };
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let nothing_waits = Path::new(&log).metadata().map_or(true, |log| log.len() == 0);
        match connect("mode=ro") {
            Err(StoreError::Denied { .. }) if nothing_waits => connect("mode=ro&immutable=1"),
            connected => connected,
        }
    }

    /// A database in memory, for tests and one-off audits.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory().map_err(failed("open a database in memory"))?;
        let mut store = Self { connection, footing: Footing::Firm };
        store.build(0)?;
        Ok(store)
    }

    pub(super) fn version(&self) -> Result<i64, StoreError> {
        let version = self.connection.query_row("PRAGMA user_version", [], |row| row.get(0));
        version.map_err(failed("read the version of the tables"))
    }

    /// Writes the database anew and empties the log beside it. `secure_delete` alone overwrites a row where it
    /// stands; copies that the tree left behind when it moved rows between pages are in nobody's list.
    pub(super) fn scrub(&self) -> Result<(), StoreError> {
        let doing = failed("overwrite what was erased");
        // What is copied meanwhile must not lie in a file of its own.
        self.connection.execute_batch("PRAGMA temp_store = MEMORY; VACUUM;").map_err(&doing)?;
        let busy: bool =
            self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(&doing)?;
        // Somebody still reads the log as it was.
        if busy { Err(StoreError::Busy) } else { Ok(()) }
    }

    pub(super) fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        // Taking the lock at once, so that what is compared is still so when it is swapped.
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = begun.map_err(failed("begin to write"))?;
        match &self.footing {
            Footing::Firm => {}
            Footing::Gone => {
                let why = "a sync failed before; what is on disk shows once the node is opened again";
                return Err(StoreError::Failed { doing: "write", cause: why.into() });
            }
            // By now the log has its name, and keeps it until this connection is closed.
            Footing::Unsynced(folder) => {
                let synced = sync_folder(folder);
                self.footing = if synced.is_ok() { Footing::Firm } else { Footing::Gone };
                synced.map_err(|error| not_made("sync the folder of the database", error))?;
            }
        }
        Ok(tx)
    }

    /// Takes note of how a commit ended; after a failure of the disk no other is begun.
    pub(super) fn committed(&mut self, doing: &'static str, ended: rusqlite::Result<()>) -> Result<(), StoreError> {
        ended.map_err(|error| {
            if error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) {
                self.footing = Footing::Gone;
            }
            failed(doing)(error)
        })
    }
}

fn folder_of(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_path_buf()
}

/// Makes certain that the names of database and log outlive a power cut. SQLite tries to, but goes on when it
/// fails (`unixSync` in its `os_unix.c`), and what is then committed would hang on a name that is not on disk.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    std::fs::File::open(folder)?.sync_all()
}

/// Folders cannot be opened here; the file system keeps names by itself.
#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A path as SQLite takes it with parameters (<https://sqlite.org/uri.html>).
fn uri(path: &Path, query: &str) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // A String never fails to grow.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri + "?" + query
}

pub(super) fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(DATABASE, error.to_string()),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            StoreError::Denied { doing, cause: Box::new(error) }
        }
        Some(_) => StoreError::Failed { doing, cause: Box::new(error) },
        // Not SQLite's own word: a value is not of the type that its column has.
        None => damaged(DATABASE, error.to_string()),
    }
}

fn not_made(doing: &'static str, error: io::Error) -> StoreError {
    if error.kind() == io::ErrorKind::PermissionDenied || error.kind() == io::ErrorKind::ReadOnlyFilesystem {
        StoreError::Denied { doing, cause: Box::new(error) }
    } else {
        StoreError::Failed { doing, cause: Box::new(error) }
    }
}
