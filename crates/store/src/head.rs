//! The head that this node signed last, kept apart from its database.
//!
//! A database restored from a backup is whole, and behind: whoever signs on from there shows a second
//! history. So the last head also stands in a small file beside the database, which backups leave out.
//! Where it is missing, or ahead of the database, the node takes in what others hold and signs nothing
//! until a person has said that it goes on.

use app::ports::{Append, CheckpointRow, EntryRow, Erasure, JournalRow, Store, StoreError};
use journal::tree::Size;
use journal::witness::Latest;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use units::OriginLine;

/// Name of the file below a node's folder. Backups must leave it out.
pub const HEAD_FILE: &str = "head";

/// Longest record read: an origin and a number.
const RECORD_BYTES_MAX: u64 = 256;

/// A store that signs on only from the head it signed last.
pub struct HeadGuard {
    inner: Box<dyn Store>,
    path: PathBuf,
}

impl HeadGuard {
    /// Guards the store of the node in a folder.
    pub fn new(inner: Box<dyn Store>, node: &Path) -> Self {
        Self { inner, path: node.join(HEAD_FILE) }
    }

    /// How much of a journal the database has now.
    fn held(&self, origin: &OriginLine) -> Result<Size, StoreError> {
        let journals = self.inner.journals()?;
        Ok(journals.iter().find(|row| row.origin == *origin).map_or(Size::ZERO, |row| row.frontier.size()))
    }

    /// Refuses to sign where the database is not known to be the newest.
    fn check(&self, append: &Append) -> Result<(), StoreError> {
        let (origin, found) = (append.journal.origin.clone(), append.expected);
        let begins = found == Size::ZERO;
        match recorded(&self.path)? {
            Some((known, size)) if known == origin && size <= found => Ok(()),
            // Another process signed meanwhile: the database has it too, and refuses what was built below it.
            Some((known, size)) if known == origin && size <= self.held(&origin)? => Ok(()),
            Some((known, _)) if begins && append.retires == Some(known.clone()) => Ok(()),
            None if begins => Ok(()),
            Some((known, size)) => {
                let signed = (known == origin).then_some(size);
                Err(StoreError::Restored { origin, found, signed })
            }
            None => Err(StoreError::Restored { origin, found, signed: None }),
        }
    }
}

/// Puts down the head that a node's database has now as the one it signed last.
///
/// For a new node, and for a person who knows that nobody holds more of its journal.
pub fn confirm_head(node: &Path, store: &dyn Store) -> Result<(), StoreError> {
    match store.journals()?.into_iter().find(|journal| journal.own) {
        Some(own) => record(&node.join(HEAD_FILE), &own.origin, own.frontier.size()),
        None => Ok(()),
    }
}

fn record(path: &Path, origin: &OriginLine, size: Size) -> Result<(), StoreError> {
    let failed = |cause| StoreError::Failed { doing: "put down the last head", cause };
    let folder = path.parent().unwrap_or(Path::new("."));
    // Moved into place, so that a kill leaves the old record or the new one; after a power cut an older one may
    // come back, which is behind the database and does no harm.
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(error.into()))?;
    writeln!(file, "{origin} {size}").map_err(|error| failed(error.into()))?;
    file.persist(path).map_err(|error| failed(error.error.into()))?;
    Ok(())
}

/// The journal and size that were put down; none where there is no such record.
fn recorded(path: &Path) -> Result<Option<(OriginLine, Size)>, StoreError> {
    let failed = |error: std::io::Error| StoreError::Failed { doing: "read the last head", cause: error.into() };
    match path.metadata() {
        Ok(file) if file.len() <= RECORD_BYTES_MAX => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let text = std::fs::read_to_string(path).map_err(failed)?;
    let parts = text.strip_suffix('\n').and_then(|line| line.split_once(' '));
    Ok(parts.and_then(|(origin, size)| Some((OriginLine::new(origin).ok()?, Size::new(size.parse().ok()?)))))
}

impl Store for HeadGuard {
    fn append(&mut self, append: &Append) -> Result<(), StoreError> {
        if !append.journal.own {
            return self.inner.append(append);
        }
        if append.signed_here {
            self.check(append)?;
        }
        self.inner.append(append)?;
        // What others hold may still be less than what was signed.
        let behind = |(known, size)| known == append.journal.origin && size > append.journal.frontier.size();
        if append.signed_here || !recorded(&self.path)?.is_some_and(behind) {
            // Of two processes the later one may come here first.
            let size = self.held(&append.journal.origin)?.max(append.journal.frontier.size());
            record(&self.path, &append.journal.origin, size)?;
        }
        Ok(())
    }

    fn journals(&self) -> Result<Vec<JournalRow>, StoreError> {
        self.inner.journals()
    }

    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError> {
        self.inner.entries_from(origin, from)
    }

    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError> {
        self.inner.mend(origin, rows)
    }

    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError> {
        self.inner.checkpoints(origin)
    }

    fn keep_checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        self.inner.keep_checkpoint(checkpoint)
    }

    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError> {
        self.inner.cosigned(origin)
    }

    fn cosign(&mut self, expected: Option<Latest>, checkpoint: &CheckpointRow) -> Result<(), StoreError> {
        self.inner.cosign(expected, checkpoint)
    }

    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError> {
        self.inner.erase(origin, index, mark)
    }

    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.inner.document(name)
    }

    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        self.inner.keep(documents)
    }

    fn forget(&mut self, names: &[String]) -> Result<(), StoreError> {
        self.inner.forget(names)
    }

    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.inner.documents(prefix)
    }
}
