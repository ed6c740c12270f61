//! Exchange with partners: journals out as static files, partners' journals in, verified
//! before anything is stored.

use crate::node::{Node, NodeError, check_head, may_read};
use crate::ports::{Append, EntryRow, JournalRow, StoreError};
use journal::checkpoint::{CheckpointError, SignedCheckpoint};
use journal::entry::Entry;
use journal::files::Files;
use journal::log::{FolderError, Record, static_files};
use journal::note::VerifierKey;
use journal::tree::{Size, root_of};
use journal::verify::{Fault, Progress, Verified, VerifiedEntry, verify_journal};
use model::Body;
use std::collections::BTreeSet;
use units::{Digest, Moment, OriginLine, PartyId};
use views::Standing;

/// What one import brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Which journal.
    pub origin: OriginLine,
    /// Entries that were new here.
    pub new_entries: u64,
    /// Entries known before whose content is new here.
    pub new_contents: u64,
    /// Entries the journal has now.
    pub size: Size,
    /// Entries whose content is not here.
    pub withheld: u64,
}

/// Why a journal was not imported or exported; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The folder is damaged.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The journal's name does not end in a party.
    #[error("journal `{origin}` does not name a party after its last `/`")]
    NoParty {
        /// Its identity.
        origin: OriginLine,
    },
    /// Another journal speaks for that party here.
    #[error("journal `{origin}` would speak for `{party}`, whose journal here is `{known}`")]
    PartyTaken {
        /// Its identity.
        origin: OriginLine,
        /// The party that its name ends in.
        party: PartyId,
        /// The party's journal that is known here.
        known: OriginLine,
    },
    /// The journals of an operation share all of their names but the party.
    #[error("journal `{origin}` is of another operation than this node's own, `{own}`")]
    OtherOperation {
        /// Its identity.
        origin: OriginLine,
        /// The journal that this node writes.
        own: OriginLine,
    },
    /// This node writes that journal; partners cannot extend it.
    #[error("journal `{origin}` is this node's own, which has {own} entries; the folder has {found}")]
    OwnJournal {
        /// Its identity.
        origin: OriginLine,
        /// Entries here.
        own: Size,
        /// Entries in the folder.
        found: Size,
    },
    /// The journal is signed by another key than before.
    #[error("journal `{origin}` is signed by {}, but {} is known here", keys.found, keys.known)]
    OtherKey {
        /// Its identity.
        origin: OriginLine,
        /// Both keys.
        keys: Box<TwoKeys>,
    },
    /// Two histories under one name.
    #[error(
        "journal `{origin}` shows two histories: over the first {size} entries the folder has root {found}, this node holds root {known}"
    )]
    SplitView {
        /// Its identity.
        origin: OriginLine,
        /// Over how many entries.
        size: Size,
        /// Root in the folder.
        found: Digest,
        /// Root here.
        known: Digest,
    },
    /// A stored checkpoint does not parse.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The two keys that one journal was signed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoKeys {
    /// The key in the folder.
    pub found: VerifierKey,
    /// The key known here.
    pub known: VerifierKey,
}

/// A file to be written: path below the export folder, and bytes.
pub type OutFile = (String, Vec<u8>);

/// Folder of a party's journal below an export: `<party>`.
pub fn folder(journal: &JournalRow) -> String {
    journal.party.to_string()
}

impl Node {
    /// Every journal held here as static files, with the content that `reader` may see; all of
    /// it without a reader. One journal a step, so that a long export can show progress.
    pub fn export(&self, journal: &JournalRow, reader: Option<&PartyId>) -> Result<Vec<OutFile>, ExchangeError> {
        check_head(journal)?;
        let rows = self.rows(journal)?;
        let granted = self.granted_to(reader)?;
        let admitted = |row: &EntryRow| match (reader, &row.content) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(reader), Some((_, bytes))) => {
                let known = journal::cose::decode(bytes).ok();
                let statement = known.and_then(|envelope| model::canonical::decode(&envelope.payload).ok());
                let granted = granted.contains(&row.entry.leaf());
                // What cannot be read here is relayed to nobody but its author.
                statement.map_or(reader == &journal.party, |statement| may_read(&statement, reader, granted))
            }
        };
        let record =
            |row: &EntryRow| Record { entry: row.entry, content: row.content.clone().filter(|_| admitted(row)) };
        let records: Vec<Record> = rows.iter().map(record).collect();
        let signed = SignedCheckpoint::parse(&journal.checkpoint)?;
        let vkeys = [journal.key.clone()];
        let files = static_files(&signed, &vkeys, &records).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let files = files.map_err(|error| damaged(journal, &rows, &error))?;
        let below = |(path, bytes)| (format!("{}/{path}", folder(journal)), bytes);
        Ok(files.into_iter().map(below).collect())
    }

    /// Statements that a later word of their author opened to a reader.
    fn granted_to(&self, reader: Option<&PartyId>) -> Result<BTreeSet<Digest>, NodeError> {
        let Some(reader) = reader else { return Ok(BTreeSet::new()) };
        let said = self.said(&crate::AsOf::default())?;
        let granted = said.iter().filter_map(|said| {
            // A grant opens what its own journal holds, and counts like any other word.
            let sound = said.standing == Standing::Sound;
            let Body::AudienceGranted(grant) = &said.statement().filter(|_| sound)?.body else { return None };
            let fits = &grant.to == reader && grant.statement.origin == said.origin;
            fits.then_some(grant.statement.leaf)
        });
        Ok(granted.collect())
    }

    /// Verifies a journal folder and takes over what is new in it.
    pub fn import(
        &mut self,
        files: &dyn Files,
        expected: Option<&VerifierKey>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ExchangeError> {
        let verified = verify_journal(files, expected, progress)?;
        let held = self.journals()?;
        let known = held.iter().find(|journal| &journal.origin == verified.origin());
        let rows = known.map_or_else(|| Ok(Vec::new()), |known| self.rows(known))?;
        match known {
            Some(known) => check_continues(&verified, known, &rows)?,
            None => check_newcomer(&journal_row(&verified)?, &held)?,
        }
        self.take(&verified, known.cloned(), &rows)
    }

    fn take(
        &mut self,
        verified: &Verified,
        known: Option<JournalRow>,
        rows: &[EntryRow],
    ) -> Result<Imported, ExchangeError> {
        let from = rows.len() as u64;
        let origin = verified.origin().clone();
        let now = self.now();
        let held: BTreeSet<u64> = rows.iter().filter(|row| row.content.is_some()).map(|row| row.index).collect();
        let found = verified.entries.iter().map(|found| row_of(found, now));
        let (entries, earlier): (Vec<_>, Vec<_>) = found.partition(|row| row.index >= from);
        let arrived = |row: &EntryRow| row.content.is_some() && !held.contains(&row.index);
        let disclosed: Vec<EntryRow> = earlier.into_iter().filter(arrived).collect();
        let grown = verified.size().get() > from;
        let mut imported = Imported {
            origin: origin.clone(),
            new_entries: entries.len() as u64,
            new_contents: disclosed.len() as u64,
            size: Size::new(verified.size().get().max(from)),
            withheld: 0,
        };
        let journal = match known {
            Some(known) if !grown => known,
            Some(_) | None => journal_row(verified)?,
        };
        if !entries.is_empty() || !disclosed.is_empty() {
            self.store_mut().append(&Append { journal, expected: Size::new(from), entries, disclosed })?;
        }
        let rows = self.store().entries(&imported.origin)?;
        imported.withheld = rows.iter().filter(|row| row.content.is_none()).count() as u64;
        Ok(imported)
    }
}

fn journal_row(verified: &Verified) -> Result<JournalRow, ExchangeError> {
    let origin = verified.origin().clone();
    let party = origin.as_str().rsplit_once('/').and_then(|(_, party)| PartyId::new(party).ok());
    let party = party.ok_or_else(|| ExchangeError::NoParty { origin: origin.clone() })?;
    Ok(JournalRow {
        origin,
        party,
        key: verified.log_key().clone(),
        own: false,
        frontier: verified.tree.frontier(),
        checkpoint: verified.opened.signed.to_string().into_bytes(),
    })
}

/// An entry that was verified, as it is stored.
fn row_of(found: &VerifiedEntry, known: Moment) -> EntryRow {
    EntryRow {
        index: found.index.get(),
        entry: Entry { commitment: found.commitment },
        content: found.content.as_ref().map(|content| (content.salt, content.statement.clone())),
        known,
    }
}

/// What is stored does not follow from its own checkpoint: names the entry, where its content tells.
fn damaged(journal: &JournalRow, rows: &[EntryRow], error: &FolderError) -> ExchangeError {
    let contradicts =
        |row: &&EntryRow| row.content.as_ref().is_some_and(|(salt, bytes)| Entry::commit(salt, bytes) != row.entry);
    let (what, why) = match rows.iter().find(contradicts) {
        Some(row) => {
            let what = format!("entry {} of journal `{}`", row.index, journal.origin);
            (what, "the entry does not commit to its content".to_owned())
        }
        None => (format!("journal `{}`", journal.origin), error.to_string()),
    };
    StoreError::Damaged { what, why }.into()
}

/// A journal that is new here must not speak in the name of a party that has one, nor come from
/// another operation.
fn check_newcomer(journal: &JournalRow, held: &[JournalRow]) -> Result<(), ExchangeError> {
    let origin = journal.origin.clone();
    if let Some(known) = held.iter().find(|held| held.party == journal.party) {
        let (party, known) = (journal.party.clone(), known.origin.clone());
        return Err(ExchangeError::PartyTaken { origin, party, known });
    }
    let operation = |origin: &OriginLine| origin.as_str().rsplit_once('/').map(|(operation, _)| operation.to_owned());
    match held.iter().find(|held| held.own).map(|own| own.origin.clone()) {
        Some(own) if operation(&own) != operation(&origin) => Err(ExchangeError::OtherOperation { origin, own }),
        Some(_) | None => Ok(()),
    }
}

/// The folder and what is known must be two lengths of one history, under one key.
fn check_continues(verified: &Verified, known: &JournalRow, rows: &[EntryRow]) -> Result<(), ExchangeError> {
    let (origin, own, found) = (known.origin.clone(), known.frontier.size(), verified.size());
    if verified.log_key() != &known.key {
        let keys = TwoKeys { found: verified.log_key().clone(), known: known.key.clone() };
        return Err(ExchangeError::OtherKey { origin, keys: Box::new(keys) });
    }
    if known.own && found > own {
        return Err(ExchangeError::OwnJournal { origin, own, found });
    }
    let size = own.min(found);
    let shared = usize::try_from(size.get()).unwrap_or(usize::MAX);
    let ours: Vec<Digest> = rows.iter().take(shared).map(|row| row.entry.leaf()).collect();
    let theirs: Vec<Digest> = verified.entries.iter().take(shared).map(|entry| entry.leaf).collect();
    let (known, found) = (root_of(&ours), root_of(&theirs));
    if known == found { Ok(()) } else { Err(ExchangeError::SplitView { origin, size, found, known }) }
}

/// How many statements of a verified journal can be read here, and how many of these are not
/// signed by an officer whom the journal itself had granted.
pub fn judge(verified: &Verified) -> (u64, u64) {
    let Ok(row) = journal_row(verified) else { return (0, 0) };
    // When it was learned has no part in the verdict.
    let entries = verified.entries.iter().map(|found| row_of(found, Moment::MIN));
    let said = crate::grants::said(&row.origin, &row.party, entries.collect());
    let read = said.iter().filter(|said| said.statement().is_some());
    let unsigned = read.clone().filter(|said| said.standing != Standing::Sound).count();
    (read.count() as u64, unsigned as u64)
}
