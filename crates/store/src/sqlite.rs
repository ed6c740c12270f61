//! The node's database: one file, write-ahead log, every commit on disk before it counts.

use app::ports::{Append, EntryRow, JournalRow, Store, StoreError};
use journal::entry::{Entry, Salt};
use journal::tree::{Frontier, Size};
use rusqlite::{Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use std::io;
use std::path::Path;
use std::time::Duration;
use units::{Digest, Moment, OriginLine};

/// Name of the database below a node's folder.
pub const DATABASE_FILE: &str = "node.sqlite";

/// How long a second process waits for the first. A statement takes milliseconds, a large
/// import a few seconds.
pub const BUSY_WAIT: Duration = Duration::from_secs(10);

/// What errors call the database as a whole.
const DATABASE: &str = "the database";

/// Version of the tables, in SQLite's `user_version`.
const SCHEMA_VERSION: i64 = 1;

/// A node's database.
pub struct SqliteStore {
    connection: Connection,
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
        let tx = store.write()?;
        tx.execute_batch(include_str!("schema.sql")).map_err(failed("create the tables"))?;
        tx.commit().map_err(failed("create the tables"))?;
        Ok(store)
    }

    /// Opens the database of an existing node.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_waiting(path, BUSY_WAIT)
    }

    /// Opens it, to wait so long for other processes instead of [`BUSY_WAIT`].
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        let store = Self::connect(path, wait)?;
        let version = store.version()?;
        if version == SCHEMA_VERSION {
            return Ok(store);
        }
        let why = format!("its tables have version {version}, this program knows version {SCHEMA_VERSION}");
        Err(StoreError::Damaged { what: DATABASE.to_owned(), why })
    }

    fn connect(path: &Path, wait: Duration) -> Result<Self, StoreError> {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_WRITE | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(failed("open the database"))?;
        connection.busy_timeout(wait).map_err(failed("set up the database"))?;
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
        connection.execute_batch(pragmas).map_err(failed("set up the database"))?;
        Ok(Self { connection })
    }

    /// A database in memory, for tests and one-off audits.
    pub fn in_memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory().map_err(failed("open a database in memory"))?;
        connection.execute_batch(include_str!("schema.sql")).map_err(failed("create the tables"))?;
        Ok(Self { connection })
    }

    fn version(&self) -> Result<i64, StoreError> {
        let version = self.connection.query_row("PRAGMA user_version", [], |row| row.get(0));
        version.map_err(failed("read the version of the tables"))
    }

    fn write(&mut self) -> Result<Transaction<'_>, StoreError> {
        // Taking the lock at once, so that what is compared is still so when it is swapped.
        let begun = self.connection.transaction_with_behavior(TransactionBehavior::Immediate);
        begun.map_err(failed("begin to write"))
    }
}

fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
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

fn damaged(what: impl Into<String>, why: impl Into<String>) -> StoreError {
    StoreError::Damaged { what: what.into(), why: why.into() }
}

fn entry_of(index: u64, origin: &OriginLine) -> String {
    format!("entry {index} of journal `{origin}`")
}

impl Store for SqliteStore {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        let doing = failed("read the journals");
        let mut query = self
            .connection
            .prepare_cached("SELECT origin, party, vkey, own, size, peaks, checkpoint FROM journal ORDER BY origin")
            .map_err(&doing)?;
        let rows = query.query_map([], RawJournal::read).map_err(&doing)?;
        rows.map(|row| row.map_err(&doing)?.check()).collect()
    }

    fn entries(&self, origin: &OriginLine) -> Result<Vec<EntryRow>, StoreError> {
        let doing = failed("read the entries of a journal");
        // One transaction, so that head and entries are of one moment.
        let tx = self.connection.unchecked_transaction().map_err(&doing)?;
        let size = held(&tx, origin)?;
        let mut query = tx
            .prepare_cached("SELECT idx, commitment, known, salt, statement FROM entry WHERE origin = ? ORDER BY idx")
            .map_err(&doing)?;
        let mut rows = query.query([origin.as_str()]).map_err(&doing)?;
        let mut entries = Vec::new();
        for index in 0.. {
            let Some(row) = rows.next().map_err(&doing)? else { break };
            entries.push(entry_row(row, index).map_err(|why| damaged(entry_of(index, origin), why))?);
        }
        if entries.len() as u64 == size.get() {
            return Ok(entries);
        }
        let why = format!("it has {} entries, and a head over {size}", entries.len());
        Err(damaged(format!("journal `{origin}`"), why))
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        let doing = failed("append to a journal");
        let journal = &append.journal;
        let tx = self.write()?;
        let found = held(&tx, &journal.origin)?;
        if found != append.expected {
            return Err(StoreError::HeadMoved { origin: journal.origin.clone(), expected: append.expected, found });
        }
        put_journal(&tx, journal).map_err(&doing)?;
        put_entries(&tx, append).map_err(&doing)?;
        disclose(&tx, append)?;
        tx.commit().map_err(&doing)
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.connection.query_row("SELECT bytes FROM document WHERE name = ?", [name], |row| row.get(0));
        found.optional().map_err(failed("read a document"))
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let doing = failed("keep documents");
        let tx = self.write()?;
        for (name, bytes) in documents {
            let put = "INSERT INTO document VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes";
            tx.execute(put, params![name, bytes]).map_err(&doing)?;
        }
        tx.commit().map_err(&doing)
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let doing = failed("list documents");
        let list = "SELECT name FROM document WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name";
        let mut query = self.connection.prepare_cached(list).map_err(&doing)?;
        let rows = query.query_map([prefix], |row| row.get(0)).map_err(&doing)?;
        rows.map(|row| row.map_err(&doing)).collect()
    }
}

/// How many entries the head of a journal covers; none where it is not known.
fn held(tx: &Transaction<'_>, origin: &OriginLine) -> Result<Size, StoreError> {
    let size = tx.query_row("SELECT size FROM journal WHERE origin = ?", [origin.as_str()], |row| row.get(0));
    Ok(Size::new(size.optional().map_err(failed("read the head of a journal"))?.unwrap_or(0)))
}

fn put_journal(tx: &Transaction<'_>, journal: &JournalRow) -> rusqlite::Result<()> {
    let peaks: Vec<u8> = journal.frontier.peaks().iter().flat_map(|peak| peak.as_bytes()).copied().collect();
    let put = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin) DO UPDATE \
               SET size = excluded.size, peaks = excluded.peaks, checkpoint = excluded.checkpoint";
    tx.execute(
        put,
        params![
            journal.origin.as_str(),
            journal.party.as_str(),
            journal.key.to_string(),
            journal.own,
            journal.frontier.size().get(),
            peaks,
            journal.checkpoint
        ],
    )?;
    Ok(())
}

fn put_entries(tx: &Transaction<'_>, append: &Append) -> rusqlite::Result<()> {
    let origin = append.journal.origin.as_str();
    let mut insert = tx.prepare_cached("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)")?;
    for row in &append.entries {
        let (salt, statement) = content(row);
        let commitment = row.entry.commitment.as_bytes().as_slice();
        insert.execute(params![origin, row.index, commitment, row.known.seconds(), salt, statement])?;
    }
    Ok(())
}

fn disclose(tx: &Transaction<'_>, append: &Append) -> Result<(), StoreError> {
    let doing = failed("disclose earlier entries");
    let origin = &append.journal.origin;
    let update = "UPDATE entry SET salt = ?, statement = ?, known = ? \
                  WHERE origin = ? AND idx = ? AND commitment = ? AND statement IS NULL";
    let mut update = tx.prepare_cached(update).map_err(&doing)?;
    for row in &append.disclosed {
        let (salt, statement) = content(row);
        let commitment = row.entry.commitment.as_bytes().as_slice();
        let known = row.known.seconds();
        let changed = update.execute(params![salt, statement, known, origin.as_str(), row.index, commitment]);
        if changed.map_err(&doing)? != 1 {
            return Err(damaged(entry_of(row.index, origin), "it is not the one that was disclosed"));
        }
    }
    Ok(())
}

fn content(row: &EntryRow) -> (Option<&[u8]>, Option<&[u8]>) {
    row.content.as_ref().map(|(salt, bytes)| (salt.as_bytes().as_slice(), bytes.as_slice())).unzip()
}

/// Reads the row that should be that of the entry with this index.
fn entry_row(row: &Row<'_>, index: u64) -> Result<EntryRow, String> {
    let failed = |error: rusqlite::Error| error.to_string();
    let found: u64 = row.get(0).map_err(failed)?;
    if found != index {
        return Err(format!("it is missing; entry {found} comes next"));
    }
    let salt: Option<[u8; 32]> = row.get(3).map_err(failed)?;
    let statement: Option<Vec<u8>> = row.get(4).map_err(failed)?;
    if salt.is_some() != statement.is_some() {
        return Err("of salt and statement only one is there".to_owned());
    }
    Ok(EntryRow {
        index,
        entry: Entry { commitment: Digest::new(row.get(1).map_err(failed)?) },
        known: Moment::from_seconds(row.get(2).map_err(failed)?),
        content: salt.map(Salt::new).zip(statement),
    })
}

/// A row of the table `journal`, not judged yet.
struct RawJournal {
    origin: String,
    party: String,
    vkey: String,
    own: bool,
    size: u64,
    peaks: Vec<u8>,
    checkpoint: Vec<u8>,
}

impl RawJournal {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            origin: row.get(0)?,
            party: row.get(1)?,
            vkey: row.get(2)?,
            own: row.get(3)?,
            size: row.get(4)?,
            peaks: row.get(5)?,
            checkpoint: row.get(6)?,
        })
    }

    fn check(self) -> Result<JournalRow, StoreError> {
        let origin = self.origin.clone();
        self.checked().map_err(|why| damaged(format!("journal `{origin}`"), why))
    }

    fn checked(self) -> Result<JournalRow, String> {
        let peaks = self.peaks.chunks(32).map(|peak| <[u8; 32]>::try_from(peak).map(Digest::new));
        let peaks: Vec<Digest> = peaks.collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        Ok(JournalRow {
            origin: OriginLine::new(self.origin).map_err(|error| error.to_string())?,
            party: self.party.parse().map_err(|error: units::IdError| error.to_string())?,
            key: self.vkey.parse().map_err(|error: journal::note::KeyLineError| error.to_string())?,
            own: self.own,
            frontier: Frontier::restore(Size::new(self.size), peaks).map_err(|error| error.to_string())?,
            checkpoint: self.checkpoint,
        })
    }
}
