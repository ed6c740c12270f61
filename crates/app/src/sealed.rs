//! Content sealed for one reader: packs go out sealed, and come in opened where this node can.
//!
//! A sealed pack is the file `content/<N>.age` in the place of `content/<N>`, which it becomes
//! again when it is opened; everything else of the folder stays public. A pack that another
//! reader opens counts as withheld, not as damage.

use crate::exchange::{ExchangeError, OutFile};
use crate::node::{Node, NodeError};
use crate::ports::{JournalRow, Keys, KeysError, SEAL_KEY, SealError, Seals};
use crate::{AsOf, exchange};
use journal::content::{CONTENT_FOLDER, SEALED_ENDING};
use journal::files::{Files, ReadError};
use journal::keys::SecretKey;
use journal::note::VerifierKey;
use journal::verify::{Progress, Verified, verify_journal};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use units::{PartyId, SealKey};

/// What sealing adds to a file at most: a header of 4 KiB, and for each 64 KiB far less than 1/1024.
pub(crate) const fn sealed_bytes_max(plain: usize) -> usize {
    plain + plain / 1024 + 4096
}

/// A journal folder that was verified, and what of it stayed closed.
pub struct Opened {
    /// The journal.
    pub verified: Verified,
    /// Packs that are sealed for somebody else.
    pub closed: u64,
}

impl Node {
    /// The key to seal with for a party, where its first word is held here.
    pub fn seal_key_of(&self, party: &PartyId) -> Result<Option<SealKey>, NodeError> {
        Ok(self.views(&AsOf::default())?.parties.get(party).map(|party| party.seal_key))
    }

    /// As [`Node::export`], with every pack sealed so that the reader alone opens it.
    pub fn export_sealed(
        &self,
        journal: &JournalRow,
        reader: &PartyId,
        to: &SealKey,
    ) -> Result<Vec<OutFile>, ExchangeError> {
        let packs = format!("{}/{CONTENT_FOLDER}", exchange::folder(journal));
        let seal = |(path, bytes): OutFile| {
            if path.starts_with(&packs) {
                Ok((format!("{path}{SEALED_ENDING}"), self.seals().seal(to, &bytes)?))
            } else {
                Ok((path, bytes))
            }
        };
        self.export(journal, Some(reader))?.into_iter().map(seal).collect()
    }

    /// A journal's files as this node would hand them on, in the open.
    pub fn files_of(&self, journal: &JournalRow) -> Result<BTreeMap<String, Vec<u8>>, ExchangeError> {
        let below = format!("{}/", exchange::folder(journal));
        let files = self.export(journal, None)?.into_iter();
        Ok(files.map(|(path, bytes)| (path.strip_prefix(&below).unwrap_or(&path).to_owned(), bytes)).collect())
    }

    /// Verifies a journal as it is held here, under the key by which it was known first.
    pub fn audit(&self, journal: &JournalRow, progress: &mut dyn FnMut(Progress)) -> Result<Verified, ExchangeError> {
        Ok(verify(&self.files_of(journal)?, Some(&journal.key), progress)?.verified)
    }

    /// Verifies a journal folder, with the packs that are sealed for this node opened.
    pub fn verify(
        &self,
        files: &dyn Files,
        expected: Option<&VerifierKey>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Opened, ExchangeError> {
        Unsealing { files, own: Some((self.keys(), self.seals())), closed: Cell::new(0), locked: RefCell::default() }
            .verify(expected, progress)
    }
}

/// Verifies a journal folder for somebody who has no key: what is sealed stays closed.
pub fn verify(
    files: &dyn Files,
    expected: Option<&VerifierKey>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Opened, ExchangeError> {
    Unsealing { files, own: None, closed: Cell::new(0), locked: RefCell::default() }.verify(expected, progress)
}

/// Why a pack is not read.
#[derive(Debug, thiserror::Error)]
enum PackFileError {
    /// It is sealed for this node, and broken.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// It lies there sealed and open: what is in which cannot be told.
    #[error("it is there sealed and open")]
    Twice,
    /// The key that would open it is not at hand.
    #[error("it is sealed, and the key to open it is not at hand")]
    Locked,
}

/// A folder whose sealed packs read as open ones.
struct Unsealing<'f> {
    files: &'f dyn Files,
    own: Option<(&'f dyn Keys, &'f dyn Seals)>,
    closed: Cell<u64>,
    /// Why the node's own key was not at hand.
    locked: RefCell<Option<KeysError>>,
}

impl Unsealing<'_> {
    fn verify(
        self,
        expected: Option<&VerifierKey>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Opened, ExchangeError> {
        let verified = verify_journal(&self, expected, progress);
        if let Some(error) = self.locked.take() {
            return Err(NodeError::from(error).into());
        }
        Ok(Opened { verified: verified?, closed: self.closed.get() })
    }

    /// The node's own key and how it opens; nothing where there is none to try.
    fn own(&self) -> Result<Option<(SecretKey, &dyn Seals)>, PackFileError> {
        let Some((keys, seals)) = self.own else { return Ok(None) };
        match keys.secret(SEAL_KEY) {
            Ok(key) => Ok(Some((key, seals))),
            Err(KeysError::Missing { .. }) => Ok(None),
            Err(error) => {
                self.locked.replace(Some(error));
                Err(PackFileError::Locked)
            }
        }
    }

    /// The pack inside, unless it is for somebody else.
    fn open(&self, sealed: &[u8], limit: usize) -> Result<Option<Vec<u8>>, PackFileError> {
        let opened = self.own()?.map_or(Err(SealError::OtherReader), |(key, seals)| seals.open(&key, sealed, limit));
        match opened {
            Ok(pack) => Ok(Some(pack)),
            Err(SealError::OtherReader) => {
                self.closed.set(self.closed.get() + 1);
                Ok(None)
            }
            Err(error @ (SealError::Damaged { .. } | SealError::TooLong { .. } | SealError::WeakKey { .. })) => {
                Err(error.into())
            }
        }
    }
}

impl Files for Unsealing<'_> {
    fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>, ReadError> {
        let open = self.files.read(path, limit)?;
        if !path.starts_with(CONTENT_FOLDER) {
            return Ok(open);
        }
        let sealed = format!("{path}{SEALED_ENDING}");
        let Some(bytes) = self.files.read(&sealed, sealed_bytes_max(limit))? else { return Ok(open) };
        let pack = if open.is_some() { Err(PackFileError::Twice) } else { self.open(&bytes, limit) };
        pack.map_err(|cause| ReadError::Failed { path: sealed, cause: Box::new(cause) })
    }
}
