//! PostgreSQL: the rows of one operation in a database that many processes and machines may share.
//!
//! Every append, cosignature and erasure first swaps or locks the one row that heads its journal, against what was
//! compared; whoever comes second finds it moved. That holds at any isolation level and on one machine or many.

mod fill;
mod read;
mod session;
mod tables;
mod tls;
mod url;
mod watch;
mod write;

pub use url::{PgUrl, PgUrlError};
pub use watch::Watch;

use crate::copy::pour;
use app::ports::{Append, CheckpointRow, EntryRow, Erasure, JournalRow, Store, StoreError};
use fill::Filling;
use journal::witness::Latest;
use session::{Session, Step};
use std::cell::RefCell;
use std::time::Duration;
use units::OriginLine;

/// How long a database that does not answer, or a lock of another process, is waited for.
pub const SERVER_WAIT: Duration = Duration::from_secs(10);

/// What errors call the database as a whole.
const DATABASE: &str = "the database";

/// A node's rows in a PostgreSQL database.
pub struct PgStore {
    /// Reading takes the connection too.
    session: RefCell<Session>,
    operation: String,
}

impl PgStore {
    /// Makes room for a new node, and the tables where they are missing; refuses an operation that is there.
    pub fn create(url: &PgUrl) -> Result<Self, StoreError> {
        let store = Self::build(url, SERVER_WAIT)?;
        store.session.borrow_mut().write("make room for a node", |step| tables::begin(step, url))?;
        Ok(store)
    }

    /// Makes a new node with all that another store holds, in one transaction.
    pub fn create_from(url: &PgUrl, from: &dyn Store) -> Result<Self, StoreError> {
        let store = Self::build(url, SERVER_WAIT)?;
        store.session.borrow_mut().write("copy a node", |step| {
            tables::begin(step, url)?;
            pour(from, &mut Filling { step, operation: url.operation() })
        })?;
        Ok(store)
    }

    /// Opens the rows of an existing node.
    pub fn open(url: &PgUrl) -> Result<Self, StoreError> {
        Self::open_waiting(url, SERVER_WAIT)
    }

    /// Opens them, to wait so long instead of [`SERVER_WAIT`].
    pub fn open_waiting(url: &PgUrl, wait: Duration) -> Result<Self, StoreError> {
        let mut session = Session::new(url.clone(), wait);
        tables::bring_up(&mut session)?;
        session.read("open the database", |step| tables::is_here(step, url))?;
        Ok(Self { session: RefCell::new(session), operation: url.operation().to_owned() })
    }

    /// Whether any row of this operation is there.
    pub fn exists(url: &PgUrl) -> Result<bool, StoreError> {
        let store = Self::build(url, SERVER_WAIT)?;
        store.session.borrow_mut().read("look for a node", |step| tables::holds(step, url))
    }

    /// Deletes every row of this operation.
    pub fn remove(url: &PgUrl) -> Result<(), StoreError> {
        let store = Self::build(url, SERVER_WAIT)?;
        store.session.borrow_mut().write("remove a node", |step| tables::remove(step, url))
    }

    fn build(url: &PgUrl, wait: Duration) -> Result<Self, StoreError> {
        let mut session = Session::new(url.clone(), wait);
        tables::build(&mut session)?;
        Ok(Self { session: RefCell::new(session), operation: url.operation().to_owned() })
    }
}

impl Store for PgStore {
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("read the journals", |step| read::journals(step, &self.operation))
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("read the entries of a journal", |step| read::entries(step, &self.operation, origin, from))
    }

    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        let (session, operation) = (self.session.get_mut(), &self.operation);
        let ended = session.write("append to a journal", |step| write::append(step, operation, append));
        // A head is signed over new salts, so one over new entries can be there by this append only; one over the same
        // entries was there before, and tells nothing.
        let grows = !append.entries.is_empty();
        match ended {
            Err(StoreError::Unsure { .. })
                if grows && self.journals().is_ok_and(|held| held.contains(&append.journal)) =>
            {
                Ok(())
            }
            ended => ended,
        }
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        let doing = "mend the entries of a journal";
        let operation = &self.operation;
        self.session.get_mut().write(doing, |step| write::mend(step, operation, origin, rows))
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("read the checkpoints of a journal", |step| read::checkpoints(step, &self.operation, origin))
    }

    fn keep_checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        let operation = &self.operation;
        self.session.get_mut().write("keep a checkpoint", |step| write::checkpoint(step, operation, checkpoint))
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("read the last cosigned head", |step| read::cosigned(step, &self.operation, origin))
    }

    fn cosign(&mut self, expected: Option<Latest>, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        let doing = "keep a cosigned checkpoint";
        let operation = &self.operation;
        self.session.get_mut().write(doing, |step| write::cosign(step, operation, expected, checkpoint))
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        let doing = "erase the content of an entry";
        let (session, operation) = (self.session.get_mut(), &self.operation);
        session.write(doing, |step| write::erase(step, operation, origin, index, mark))?;
        tables::scrub(session)
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("read a document", |step| read::document(step, &self.operation, name))
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let operation = &self.operation;
        let keep =
            |step: &mut Step<'_>, (name, bytes): &(String, Vec<u8>)| write::document(step, operation, name, bytes);
        self.session.get_mut().write("keep documents", |step| documents.iter().try_for_each(|one| keep(step, one)))
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        let operation = &self.operation;
        let forget = |step: &mut Step<'_>, name: &String| write::no_document(step, operation, name);
        self.session.get_mut().write("let documents go", |step| names.iter().try_for_each(|name| forget(step, name)))
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let mut session = self.session.borrow_mut();
        session.read("list documents", |step| read::names(step, &self.operation, prefix))
    }
}
