//! Exchange with partners: journals out as static files, partners' journals in, verified
//! before anything is stored.

use crate::lineage::{Lineage, operation_of, party_of};
use crate::node::{Node, NodeError, check_head, may_read};
use crate::ports::{Append, EntryRow, HeldField, JournalRow, SealError, StoreError};
use crate::sealed::Opened;
use journal::checkpoint::{CHECKPOINT_BYTES_MAX, CheckpointError, SignedCheckpoint};
use journal::entry::Entry;
use journal::evidence::SplitView;
use journal::field::Opening;
use journal::files::Files;
use journal::log::{FolderError, Record, static_files};
use journal::note::{Verifier, VerifierKey};
use journal::tree::{Size, Tree, root_of};
use journal::verify::{Fault, Progress, Verified, VerifiedEntry};
use model::Body;
use std::collections::BTreeSet;
use units::{Digest, Moment, OriginLine, PartyId, PublicKey};
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
    /// Hidden fields, of contents known before, that are open here only now.
    pub new_fields: u64,
    /// Entries the journal has now.
    pub size: Size,
    /// Entries whose content is not here.
    pub withheld: u64,
    /// Cosignatures of others that are new here.
    pub new_cosignatures: u64,
    /// Packs of the folder that are sealed for somebody else.
    pub closed: u64,
    /// Entries that were stored damaged here, and are whole again.
    pub mended: u64,
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
    /// Two histories under one name; the evidence is kept under [`evidence_name`].
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
    /// Nothing can be sealed for a party whose first word is not held here.
    #[error("no key to seal for `{reader}` is known here")]
    NoSealKey {
        /// The party.
        reader: PartyId,
    },
    /// The content cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
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

/// What becomes of entries of the node's own journal that it does not have itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    /// Somebody else would have written them, or this node was restored: a person decides.
    Refuse,
    /// A person has decided.
    Take,
}

/// Path of the earlier cosigned heads below a journal's folder.
pub const COSIGNED_PATH: &str = "cosigned";
/// Most earlier heads that are handed on: a year of weekly meetings, twice over.
const COSIGNED_MAX: usize = 104;
/// Documents that hold evidence begin so.
pub const EVIDENCE_PREFIX: &str = "evidence/";
/// Most pieces of evidence kept against one journal.
pub const EVIDENCE_MAX: usize = 16;

/// A file to be written: path below the export folder, and bytes.
pub type OutFile = (String, Vec<u8>);

/// Folder of a journal below an export: `<party>`, or `<party>.<name>` for a further one of the party.
pub fn folder(journal: &JournalRow) -> String {
    let tail = journal.origin.as_str().strip_prefix(operation_of(&journal.origin, &journal.party));
    tail.map_or_else(|| journal.party.to_string(), |tail| tail.trim_start_matches('/').replace('/', "."))
}

impl Node {
    /// Every journal held here as static files, with the content that `reader` may see; all of
    /// it without a reader. One journal a step, so that a long export can show progress.
    pub fn export(&self, journal: &JournalRow, reader: Option<&PartyId>) -> Result<Vec<OutFile>, ExchangeError> {
        check_head(journal)?;
        let rows = self.rows(journal)?;
        let granted = self.granted_to(reader)?;
        // Whether the reader may have the statement, and whether its hidden fields too.
        let admitted = |row: &EntryRow| match (reader, &row.content) {
            (_, None) => (false, false),
            (None, Some(_)) => (true, true),
            (Some(reader), Some((_, bytes))) => {
                let known = journal::cose::decode(bytes).ok();
                let statement = known.and_then(|envelope| model::canonical::decode(&envelope.payload).ok());
                let granted = granted.contains(&row.entry.leaf());
                // What cannot be read here is relayed to nobody but its author.
                let author = (reader == &journal.party, reader == &journal.party);
                statement.map_or(author, |said| (may_read(&said, reader, granted), said.opens_to(reader)))
            }
        };
        let record = |row: &EntryRow| {
            let (reads, opens) = admitted(row);
            let fields = row.fields.iter().filter(|_| reads && opens).map(|field| field.opening.clone()).collect();
            Record { entry: row.entry, content: row.content.clone().filter(|_| reads), fields }
        };
        let records: Vec<Record> = rows.iter().map(record).collect();
        let signed = self.newest(journal)?;
        let vkeys = self.vkeys(journal, &signed)?;
        let files = static_files(&signed, &vkeys, &records).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let files = files.map_err(|error| damaged(journal, &rows, &error))?;
        let mut files = files;
        // Before the checkpoint, which comes last.
        if let Some(cosigned) = self.cosigned_file(journal, signed.checkpoint().size)? {
            files.insert(0, cosigned);
        }
        let below = |(path, bytes)| (format!("{}/{path}", folder(journal)), bytes);
        Ok(files.into_iter().map(below).collect())
    }

    /// The journal's keys, the one in force first, then those of the witnesses on its checkpoint.
    pub(crate) fn vkeys(&self, journal: &JournalRow, signed: &SignedCheckpoint) -> Result<Vec<VerifierKey>, NodeError> {
        let mut keys = vec![journal.key.clone()];
        let former = self.lineage(journal)?.map_or_else(Vec::new, |lineage| lineage.verifier_keys());
        keys.extend(former.into_iter().rev().filter(|key| key != &journal.key));
        let witnesses = self.witnesses()?.into_values().flatten();
        keys.extend(witnesses.filter(|key| signed.note().lines().iter().any(|line| key.names(line))));
        Ok(keys)
    }

    /// Earlier heads that others cosigned, in one file of notes: what an older statement is attested by.
    pub(crate) fn cosigned_file(&self, journal: &JournalRow, newest: Size) -> Result<Option<OutFile>, NodeError> {
        let cosigned = self.cosigned(journal)?;
        let earlier: Vec<String> = cosigned
            .iter()
            .map(|found| &found.signed)
            .filter(|signed| signed.checkpoint().size < newest)
            .map(ToString::to_string)
            .collect();
        let from = earlier.len().saturating_sub(COSIGNED_MAX);
        let text = earlier[from..].join("\n");
        Ok((!text.is_empty()).then(|| (COSIGNED_PATH.to_owned(), text.into_bytes())))
    }

    /// Statements that a later word of their author opened to a reader.
    pub(crate) fn granted_to(&self, reader: Option<&PartyId>) -> Result<BTreeSet<Digest>, NodeError> {
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
        self.import_as(files, expected, Own::Refuse, progress)
    }

    /// The same for the end of the node's own journal, which a restored copy lacks and a partner has.
    pub fn fetch_tail(
        &mut self,
        files: &dyn Files,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ExchangeError> {
        self.import_as(files, None, Own::Take, progress)
    }

    fn import_as(
        &mut self,
        files: &dyn Files,
        expected: Option<&VerifierKey>,
        own: Own,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, ExchangeError> {
        let Opened { verified, closed } = self.verify(files, expected, progress)?;
        let held = self.journals()?;
        let known = held.iter().find(|journal| &journal.origin == verified.origin());
        let mended = known.map_or(Ok(0), |known| self.mend(&verified, known))?;
        let rows = known.map_or_else(|| Ok(Vec::new()), |known| self.rows(known))?;
        match known {
            Some(known) => self.check_continues_here(&verified, known, &rows, own)?,
            None => self.check_newcomer(&verified, &held)?,
        }
        let mut imported = self.take(&verified, known.cloned(), &rows)?;
        imported.new_cosignatures = self.take_shown(files, &verified)?;
        (imported.closed, imported.mended) = (closed, mended);
        Ok(imported)
    }

    /// Takes over the cosignatures on the folder's checkpoint, and on the earlier ones beside it.
    fn take_shown(&mut self, files: &dyn Files, verified: &Verified) -> Result<u64, ExchangeError> {
        let journals = self.journals()?;
        let Some(journal) = journals.iter().find(|journal| &journal.origin == verified.origin()) else { return Ok(0) };
        let earlier = files.read(COSIGNED_PATH, COSIGNED_MAX * (CHECKPOINT_BYTES_MAX + 1)).map_err(Fault::from)?;
        let mut shown = notes(&earlier.unwrap_or_default());
        shown.push(verified.opened.signed.clone());
        let mut new = 0;
        for signed in &shown {
            new += self.take_cosignatures(journal, signed)? as u64;
        }
        Ok(new)
    }

    /// [`check_continues`], and where two histories show, their evidence is kept.
    fn check_continues_here(
        &mut self,
        verified: &Verified,
        known: &JournalRow,
        rows: &[EntryRow],
        own: Own,
    ) -> Result<(), ExchangeError> {
        let checked = check_continues(verified, known, rows, own);
        if let Err(ExchangeError::SplitView { .. }) = &checked {
            let ours: Tree = rows.iter().map(|row| row.entry.leaf()).collect();
            let signed = SignedCheckpoint::parse(&known.checkpoint)?;
            let theirs = verified.opened.signed.clone();
            let (key, found) = (known.key.clone(), verified.size());
            let split = if known.frontier.size() <= found {
                SplitView::new(key, signed, theirs, &verified.tree)
            } else {
                SplitView::new(key, theirs, signed, &ours)
            };
            if let Ok(Some(split)) = split {
                self.keep_evidence(&split)?;
            }
        }
        checked
    }

    /// Keeps evidence of two histories. One file convicts; an author who signs many gets a few kept, not all.
    pub(crate) fn keep_evidence(&mut self, split: &SplitView) -> Result<(), StoreError> {
        let shorter = split.shorter.checkpoint();
        let held = self.store().documents(&format!("{EVIDENCE_PREFIX}{}@", shorter.origin))?;
        if held.len() >= EVIDENCE_MAX {
            return Ok(());
        }
        let document = (evidence_name(&shorter.origin, shorter.size), split.to_string().into_bytes());
        self.store_mut().keep(&[document])
    }

    /// A journal that is new here must be what its first entry says, must not speak in the name of a
    /// party that has one and does not vouch for it, nor come from another operation.
    fn check_newcomer(&self, verified: &Verified, held: &[JournalRow]) -> Result<(), ExchangeError> {
        let journal = journal_row(verified)?;
        let origin = journal.origin.clone();
        let lineage = lineage_of(verified);
        if let Some(lineage) = lineage.as_ref().filter(|lineage| !is_key(&journal.key, lineage.key())) {
            let known = lineage.verifier_keys().pop().unwrap_or_else(|| journal.key.clone());
            let keys = TwoKeys { found: journal.key.clone(), known };
            return Err(ExchangeError::OtherKey { origin, keys: Box::new(keys) });
        }
        let same: Vec<&JournalRow> = held.iter().filter(|held| held.party == journal.party).collect();
        let theirs = same.iter().map(|known| self.lineage(known)).collect::<Result<Vec<_>, _>>()?;
        let vouched = |theirs: &Lineage| lineage.as_ref().is_some_and(|new| new.vouches(theirs) || theirs.vouches(new));
        if let Some(known) = same.first().filter(|_| !theirs.iter().flatten().any(vouched)) {
            let known = known.origin.clone();
            return Err(ExchangeError::PartyTaken { origin, party: journal.party, known });
        }
        let own = held.iter().find(|held| held.own);
        match own.filter(|own| operation_of(&own.origin, &own.party) != operation_of(&origin, &journal.party)) {
            Some(own) => Err(ExchangeError::OtherOperation { origin, own: own.origin.clone() }),
            None => Ok(()),
        }
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
        let found = verified.entries.iter().map(|found| row_of(found, now));
        let (entries, earlier): (Vec<_>, Vec<_>) = found.partition(|row| row.index >= from);
        let (mut disclosed, mut new_contents, mut new_fields) = (Vec::new(), 0, 0);
        for (held, found) in rows.iter().zip(earlier) {
            let fields = held.fields.len();
            let Some(row) = arrived(held, found) else { continue };
            match held.content {
                Some(_) => new_fields += (row.fields.len() - fields) as u64,
                None => new_contents += 1,
            }
            disclosed.push(row);
        }
        let grown = verified.size().get() > from;
        let mut imported = Imported {
            origin: origin.clone(),
            new_entries: entries.len() as u64,
            new_contents,
            new_fields,
            size: Size::new(verified.size().get().max(from)),
            withheld: 0,
            new_cosignatures: 0,
            closed: 0,
            mended: 0,
        };
        let journal = match known {
            Some(known) if !grown => known,
            Some(known) => JournalRow { party: known.party, own: known.own, ..journal_row(verified)? },
            None => journal_row(verified)?,
        };
        if !entries.is_empty() || !disclosed.is_empty() {
            let expected = Size::new(from);
            self.store_mut().append(&Append {
                journal,
                expected,
                entries,
                disclosed,
                retires: None,
                signed_here: false,
                documents: Vec::new(),
            })?;
        }
        let rows = self.store().entries(&imported.origin)?;
        imported.withheld = rows.iter().filter(|row| row.content.is_none()).count() as u64;
        Ok(imported)
    }
}

fn journal_row(verified: &Verified) -> Result<JournalRow, ExchangeError> {
    let origin = verified.origin().clone();
    let declared = lineage_of(verified).map(|lineage| lineage.declared.party);
    let party = party_of(&origin, declared.as_ref());
    let party = party.ok_or_else(|| ExchangeError::NoParty { origin: origin.clone() })?;
    Ok(JournalRow {
        origin,
        party,
        key: verified.log_key().clone(),
        own: false,
        frontier: verified.tree.frontier(),
        checkpoint: verified.opened.signed.bare(verified.log_key()).to_string().into_bytes(),
    })
}

/// An entry that was verified, as it is stored.
pub(crate) fn row_of(found: &VerifiedEntry, known: Moment) -> EntryRow {
    EntryRow {
        index: found.index.get(),
        entry: Entry { commitment: found.commitment },
        content: found.content.as_ref().map(|content| (content.salt, content.statement.clone())),
        fields: held_fields(found, known),
        erased: None,
        known,
    }
}

/// What opens hidden fields of an entry that was verified, as it is stored.
pub(crate) fn held_fields(found: &VerifiedEntry, known: Moment) -> Vec<HeldField> {
    let held = |opening: &Opening| HeldField { opening: opening.clone(), known };
    found.content.iter().flat_map(|content| &content.fields).map(held).collect()
}

/// The row of an entry that is here, with what a verified copy of it brings; nothing where it brings nothing.
fn arrived(held: &EntryRow, found: EntryRow) -> Option<EntryRow> {
    // Nothing brings back what was erased.
    if found.content.is_none() || held.erased.is_some() {
        return None;
    }
    if held.content.is_none() {
        return Some(found);
    }
    let new: Vec<HeldField> = found.fields.into_iter().filter(|new| !opened(held, new)).collect();
    if new.is_empty() {
        return None;
    }
    let mut row = held.clone();
    row.fields.extend(new);
    row.fields.sort_by_key(|field| field.opening.commitment());
    Some(row)
}

fn opened(held: &EntryRow, new: &HeldField) -> bool {
    held.fields.iter().any(|field| field.opening == new.opening)
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

/// Whether one of the two keys is an earlier one of the journal, and rotations lead from the earlier to
/// the later: what is held here and what the folder shows are read as one.
fn leads(verified: &Verified, known: &JournalRow, rows: &[EntryRow]) -> bool {
    let longer = if verified.size().get() > rows.len() as u64 {
        lineage_of(verified)
    } else {
        Lineage::read(&known.origin, rows)
    };
    let Some(lineage) = longer else { return false };
    let place = |key: &VerifierKey| lineage.keys.iter().position(|known| is_key(key, *known));
    let (found, ours) = (place(verified.log_key()), place(&known.key));
    let newest = if verified.size().get() > rows.len() as u64 { found } else { ours };
    found.is_some() && ours.is_some() && newest == Some(lineage.keys.len() - 1)
}

fn is_key(key: &VerifierKey, public: PublicKey) -> bool {
    match key.verifier() {
        Verifier::Ed25519(key) => *key == public,
        Verifier::Cosigner(_) | Verifier::Other { .. } => false,
    }
}

/// What a verified folder says of its journal's keys.
fn lineage_of(verified: &Verified) -> Option<Lineage> {
    // When it was learned has no part in it.
    let rows: Vec<EntryRow> = verified.entries.iter().map(|found| row_of(found, Moment::MIN)).collect();
    Lineage::read(verified.origin(), &rows)
}

/// Reads notes that follow each other, an empty line between them; stops where one is none.
fn notes(bytes: &[u8]) -> Vec<SignedCheckpoint> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let blocks: Vec<&str> = text.split("\n\n").take(2 * COSIGNED_MAX).collect();
    let note = |parts: &[&str]| {
        let [text, lines] = parts else { return None };
        SignedCheckpoint::parse(format!("{text}\n\n{}\n", lines.trim_end_matches('\n')).as_bytes()).ok()
    };
    blocks.chunks(2).map_while(note).collect()
}

/// Name of the document under which evidence of a split view is kept.
pub fn evidence_name(origin: &OriginLine, size: Size) -> String {
    format!("{EVIDENCE_PREFIX}{origin}@{size}")
}

/// The folder and what is known must be two lengths of one history, under one line of keys.
fn check_continues(verified: &Verified, known: &JournalRow, rows: &[EntryRow], take: Own) -> Result<(), ExchangeError> {
    let (origin, own, found) = (known.origin.clone(), known.frontier.size(), verified.size());
    if verified.log_key() != &known.key && !leads(verified, known, rows) {
        let keys = TwoKeys { found: verified.log_key().clone(), known: known.key.clone() };
        return Err(ExchangeError::OtherKey { origin, keys: Box::new(keys) });
    }
    if known.own && found > own && take == Own::Refuse {
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
    let journal = crate::grants::Journal { origin: &row.origin, party: &row.party, doubt: None };
    crate::grants::judged(&journal, &verified.entries)
}
