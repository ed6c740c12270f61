//! What a node is handed: clock, randomness, keys, seals and store.

use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::keys::SecretKey;
use journal::note::VerifierKey;
use journal::tree::{Frontier, Size};
use journal::witness::Latest;
use std::error::Error;
use units::{Digest, Moment, OriginLine, PartyId, SealKey};

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

/// Name of the journal key that comes after [`LOG_KEY`].
pub const NEXT_LOG_KEY: &str = "next-log";

/// Name of the key after that, while a rotation is under way.
pub const LATER_LOG_KEY: &str = "later-log";

/// Name of the key that countersigns partners' checkpoints.
pub const WITNESS_KEY: &str = "witness";

/// Name of the key that speaks for the party when others are lost; best kept elsewhere.
pub const RECOVERY_KEY: &str = "recovery";

/// Name of the key that opens what is sealed for the party. Signs nothing.
pub const SEAL_KEY: &str = "seal";

/// Names of the keys that every node has, whoever its officers are.
pub const NODE_KEYS: [&str; 5] = [LOG_KEY, NEXT_LOG_KEY, WITNESS_KEY, RECOVERY_KEY, SEAL_KEY];

/// Keeps private keys: [`NODE_KEYS`] and one for each officer of the node.
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
        /// The officers whose keys it has.
        known: Vec<String>,
    },
    /// No passphrase was given.
    #[error("the keys of this node are locked")]
    Locked,
    /// The passphrase does not open the key file.
    #[error("the passphrase does not open `{name}`")]
    WrongPassphrase {
        /// Which file.
        name: String,
    },
    /// The key file cannot be read or written.
    #[error("could not use the key file `{name}`")]
    File {
        /// Which file.
        name: String,
        /// What failed.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
}

/// Seals bytes so that one reader opens them, and nobody changes them unnoticed.
pub trait Seals {
    /// The public half of a key that opens.
    fn recipient(&self, key: &SecretKey) -> SealKey;
    /// Seals for one reader. The same bytes look different every time.
    fn seal(&self, to: &SealKey, plain: &[u8]) -> Result<Vec<u8>, SealError>;
    /// Opens what is sealed for this key, if it holds at most so many bytes.
    fn open(&self, key: &SecretKey, sealed: &[u8], most: usize) -> Result<Vec<u8>, SealError>;
}

/// Why bytes are not sealed or not opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Everybody could open what is sealed to such a key.
    #[error("{key} is no key to seal for: it keeps nothing secret")]
    WeakKey {
        /// The key as given.
        key: SealKey,
    },
    /// It is sealed for another key.
    #[error("sealed for somebody else")]
    OtherReader,
    /// It is sealed for this key but was cut or changed, or is nothing sealed at all.
    #[error("the seal is broken: {why}")]
    Damaged {
        /// What is wrong with it.
        why: String,
    },
    /// It holds more than fits.
    #[error("more than {most} bytes are sealed in it")]
    TooLong {
        /// How many would fit.
        most: usize,
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
    /// What opens hidden fields of the statement, as far as it was disclosed to this node; by commitment.
    pub fields: Vec<HeldField>,
    /// Set where its content was erased from this node; then there is none, and none is taken in again.
    pub erased: Option<Erasure>,
    /// When this node first held it with its content; without, where it still has none.
    pub known: Moment,
}

/// The mark that is left of an erased content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// What opens one hidden field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldField {
    /// Salt and value.
    pub opening: Opening,
    /// When this node first held it.
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
    /// Earlier entries whose content, or what opens fields of it, only now arrived; known from now on.
    pub disclosed: Vec<EntryRow>,
    /// A journal that this node no longer writes, because it writes this one instead.
    pub retires: Option<OriginLine>,
    /// Whether this node signs the new head; otherwise it takes over what others hold.
    pub signed_here: bool,
    /// Documents that are kept with it, under their names.
    pub documents: Vec<(String, Vec<u8>)>,
}

/// A signed checkpoint that somebody showed, kept whole.
///
/// Size and root would detect a second history; only the signature proves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckpointRow {
    /// Which journal.
    pub origin: OriginLine,
    /// Over how many entries.
    pub size: Size,
    /// Their root.
    pub root: Digest,
    /// The note, with the log's own line and all cosignatures that are known here.
    pub note: Vec<u8>,
    /// When this node first held it.
    pub known: Moment,
}

fn signed_more(signed: Option<Size>) -> String {
    match signed {
        Some(size) => format!("{size} were signed: the database was restored from an older copy"),
        None => "no record of how many were signed: the database may be an older copy".to_owned(),
    }
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
    /// The database is older than the last head that was signed, or nobody knows.
    #[error("journal `{origin}` has {found} entries here, and {}", signed_more(*signed))]
    Restored {
        /// Which journal.
        origin: OriginLine,
        /// How many entries it has.
        found: Size,
        /// How many were signed; none where there is no record of it.
        signed: Option<Size>,
    },
    /// Another process holds the node.
    #[error("the node is in use by another process")]
    Busy,
    /// A new node should begin where there is one.
    #[error("{place} already holds a node")]
    Taken {
        /// Where, without a password.
        place: String,
    },
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
    /// The server of the database does not let this process in, or not do this.
    #[error("the database server does not allow to {doing}")]
    Refused {
        /// What was being done.
        doing: &'static str,
        /// What the server says.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
    /// The server of the database does not answer.
    #[error("the database {place} cannot be reached")]
    Unreachable {
        /// Which, without a password.
        place: String,
        /// What the system or the server says.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
    /// The connection broke while a change was being committed.
    #[error("the connection to the database broke while it was asked to {doing}: that may be done or not")]
    Unsure {
        /// What was being done.
        doing: &'static str,
        /// What the system or the server says.
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

/// Name of the document that a store gives other bytes, in the same step, whenever something else of its entries changes than
/// that a journal has more of them: contents that come later, that are mended, that are erased. Who remembers what was stored sees by
/// it, and by the heads of the journals, whether that is still so.
pub const TURN: &str = "turn";

/// One node's storage: journals with their entries, and documents (network, rules, texts).
pub trait Store {
    /// Every journal, by origin.
    fn journals(&self) -> Result<Vec<JournalRow>, StoreError>;
    /// The entries of one journal, in order and without gaps.
    fn entries(&self, origin: &OriginLine) -> Result<Vec<EntryRow>, StoreError> {
        self.entries_from(origin, 0)
    }
    /// The same, from this index on.
    fn entries_from(&self, origin: &OriginLine, from: u64) -> Result<Vec<EntryRow>, StoreError>;
    /// Appends, or changes nothing.
    fn append(&mut self, append: &Append) -> Result<(), StoreError>;
    /// Puts each of these verified entries in the place of the one stored, where that cannot be read, is another, or
    /// does not commit to its content; all or none. Answers how many. What is whole stays, and what was erased.
    fn mend(&mut self, origin: &OriginLine, rows: &[EntryRow]) -> Result<u64, StoreError>;
    /// Checkpoints of one journal that were cosigned or shown by partners, by size.
    fn checkpoints(&self, origin: &OriginLine) -> Result<Vec<CheckpointRow>, StoreError>;
    /// Keeps a checkpoint; where one of that size and root is kept, its note takes the place of the older.
    fn keep_checkpoint(&mut self, checkpoint: &CheckpointRow) -> Result<(), StoreError>;
    /// The head of a journal that this node cosigned last.
    fn cosigned(&self, origin: &OriginLine) -> Result<Option<Latest>, StoreError>;
    /// Keeps a checkpoint as the last cosigned, if `expected` still is; both or neither.
    fn cosign(&mut self, expected: Option<Latest>, checkpoint: &CheckpointRow) -> Result<(), StoreError>;
    /// Deletes salt, statement and fields of an entry, so that no file of the store that it can reach holds their
    /// bytes any more, and marks it; a mark that is there stays as it is.
    fn erase(&mut self, origin: &OriginLine, index: u64, mark: &Erasure) -> Result<(), StoreError>;
    /// One document.
    fn document(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps documents under their names, all or none.
    fn keep(&mut self, documents: &[(String, Vec<u8>)]) -> Result<(), StoreError>;
    /// Lets documents go, all or none; a name that is not there is no fault.
    fn forget(&mut self, names: &[String]) -> Result<(), StoreError>;
    /// Names of documents that begin so, in order.
    fn documents(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
}
