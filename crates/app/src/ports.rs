//! What a node is handed: clock, randomness, keys and store.

use journal::entry::{Entry, Salt};
use journal::keys::SecretKey;
use journal::note::VerifierKey;
use journal::tree::{Frontier, Size};
use std::error::Error;
use units::{Moment, OriginLine, PartyId};

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;
}

/// Gives random bytes for salts and keys.
pub trait Entropy {
    /// Fills the buffer.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), EntropyError>;
}

/// The system gave no random bytes.
#[derive(Debug, thiserror::Error)]
#[error("the system gave no random bytes: {why}")]
pub struct EntropyError {
    /// What the system says.
    pub why: String,
}

/// Name under which the key of the party's own journal is kept.
pub const LOG_KEY: &str = "log";

/// Keeps private keys: [`LOG_KEY`] and one for each officer of the node.
pub trait Keys {
    /// The private key of that name.
    fn secret(&self, name: &str) -> Result<SecretKey, KeysError>;
}

/// Why a private key is not at hand.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The node has no such key.
    #[error("this node has no key for `{name}`")]
    Missing {
        /// Which key.
        name: String,
    },
    /// No passphrase was given.
    #[error("the keys of this node are locked")]
    Locked,
    /// The passphrase does not open the key.
    #[error("the passphrase does not open the key of `{name}`")]
    WrongPassphrase {
        /// Which key.
        name: String,
    },
    /// The key file cannot be read or written.
    #[error("could not use the key file of `{name}`")]
    File {
        /// Which key.
        name: String,
        /// What failed.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
}

/// What the store knows of one journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Its identity.
    pub origin: OriginLine,
    /// Whose it is.
    pub party: PartyId,
    /// The key of its checkpoints.
    pub key: VerifierKey,
    /// Whether this node writes it.
    pub own: bool,
    /// Its right edge: size and root follow from it.
    pub frontier: Frontier,
    /// The signed checkpoint of that size, as bytes of the file `checkpoint`.
    pub checkpoint: Vec<u8>,
}

/// One entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Which entry.
    pub index: u64,
    /// The public entry.
    pub entry: Entry,
    /// Salt and statement, where they were disclosed to this node.
    pub content: Option<(Salt, Vec<u8>)>,
    /// When this node first held it with its content; without, where it still has none.
    pub known: Moment,
}

/// Everything that one append changes; stored whole or not at all.
#[derive(Clone, Debug)]
pub struct Append {
    /// The journal as it will be.
    pub journal: JournalRow,
    /// Its size before: the store compares, then swaps.
    pub expected: Size,
    /// New entries, from `expected` on.
    pub entries: Vec<EntryRow>,
    /// Earlier entries whose content only now arrived, known from now on.
    pub disclosed: Vec<EntryRow>,
}

/// Why the store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else appended in between.
    #[error("journal `{origin}` moved: it has {found} entries, expected {expected}")]
    HeadMoved {
        /// Which journal.
        origin: OriginLine,
        /// The size it was expected to have.
        expected: Size,
        /// The size it has.
        found: Size,
    },
    /// Another process holds the node.
    #[error("the node is in use by another process")]
    Busy,
    /// What is stored does not decode.
    #[error("what is stored under {what} is damaged: {why}")]
    Damaged {
        /// Where.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The system does not let this process open or write the node's files.
    #[error("the system does not allow to {doing}")]
    Denied {
        /// What was being done.
        doing: &'static str,
        /// What the system says.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
    /// The database or disk failed.
    #[error("could not {doing}")]
    Failed {
        /// What was being done.
        doing: &'static str,
        /// What failed.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
}

/// One node's storage: journals with their entries, and documents (network, rules, texts).
pub trait Store {
    /// Every journal, by origin.
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError>;
    /// The entries of one journal, in order and without gaps.
    fn entries(&self, origin: &OriginLine) -> Result<Vec<EntryRow>, StoreError>;
    /// Appends, or changes nothing.
    fn append(&mut self, append: &Append) -> Result<(), StoreError>;
    /// One document.
    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps documents under their names, all or none.
    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError>;
    /// Names of documents that begin so, in order.
    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
}
