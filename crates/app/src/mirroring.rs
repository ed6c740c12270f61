//! What a partner's program may hand to a node: heads to be cosigned (C2SP tlog-witness), and the entries
//! under them (C2SP tlog-mirror).
//!
//! Only journals that are known here are taken, never this node's own. A head is cosigned once it is proved
//! to continue the last one cosigned; entries are stored once they are proved to lie under such a head.
//! Entries of an upload that broke off wait in a document until the rest is there, because a journal is
//! stored with a head that its author signed, and with no other.

use crate::node::{Node, NodeError};
use crate::ports::{Append, EntryRow, JournalRow, StoreError};
use crate::witness::WitnessError;
use journal::checkpoint::SignedCheckpoint;
use journal::entry::{ENTRY_BYTES, Entry};
use journal::evidence::SplitView;
use journal::mirror::{Ending, Header, Held, INFO_CONTENT_TYPE, Info, PACKAGE_ENTRIES_MAX, PACKAGES_MAX, Upload};
use journal::note::VerifierKey;
use journal::tree::{EntryIndex, Tree};
use journal::witness::{AddCheckpoint, Latest, SIZE_CONTENT_TYPE, Status, cosignature_lines};

/// Most bytes of a request with entries: a header, and as many packages as a client puts into one, each with
/// 256 entries behind their lengths and a proof of 63 hashes.
#[expect(clippy::cast_possible_truncation, reason = "256 fits")]
pub const UPLOAD_BYTES_MAX: usize = journal::mirror::HEADER_BYTES_MAX
    + PACKAGES_MAX * (PACKAGE_ENTRIES_MAX as usize * (ENTRY_BYTES + 2) + 1 + journal::mirror::PROOF_HASHES_MAX * 32);

/// Content type of answers in words, and of signature lines.
pub const TEXT_CONTENT_TYPE: &str = "text/plain; charset=utf-8";

/// Most entries that a head may lie beyond what is held here: that many wait in one document until the last is there.
/// Whoever has more to hand over does it with a folder.
const AHEAD_MAX: u64 = 1 << 20;

/// Documents that hold entries of uploads that are not whole begin so.
const WAITING_PREFIX: &str = "mirror/";

/// What is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// How it ended.
    pub status: Status,
    /// Type of the body.
    pub content_type: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    pub(crate) fn says(status: Status, why: impl ToString) -> Self {
        let body = format!("{}\n", why.to_string()).into_bytes();
        Self { status, content_type: TEXT_CONTENT_TYPE, body }
    }

    fn lines(lines: String) -> Self {
        Self { status: Status::Success, content_type: TEXT_CONTENT_TYPE, body: lines.into_bytes() }
    }

    fn info(status: Status, info: &Info) -> Self {
        Self { status, content_type: INFO_CONTENT_TYPE, body: info.to_string().into_bytes() }
    }
}

impl Node {
    /// Answers `add-checkpoint`: judges the head, keeps it as the last one cosigned, cosigns it.
    pub fn add_checkpoint(&mut self, body: &[u8]) -> Result<Reply, WitnessError> {
        let asked = match AddCheckpoint::parse(body) {
            Ok(asked) => asked,
            Err(error) => return Ok(Reply::says(error.status(), error)),
        };
        let head = asked.checkpoint.checkpoint().clone();
        let Some(journal) = self.partner(&head.origin)? else {
            return Ok(unknown(&head.origin));
        };
        let key = self.trusted(&journal)?;
        let latest = self.store().cosigned(&head.origin).map_err(NodeError::from)?;
        let advance = match asked.judge(std::slice::from_ref(&key), latest) {
            Ok(advance) => advance,
            Err(refusal) => return Ok(refused(&refusal)),
        };
        let held = journal.frontier.size();
        if head.size.get().saturating_sub(held.get()) > AHEAD_MAX {
            return Ok(Reply::says(Status::Forbidden, format!("more than {AHEAD_MAX} entries are missing here")));
        }
        if self.contradicts(&journal, &advance.checkpoint)? {
            let body = format!("{held}\n").into_bytes();
            return Ok(Reply { status: Status::Conflict, content_type: SIZE_CONTENT_TYPE, body });
        }
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let signer = self.witness_signer(&own.origin)?;
        let kept = self.kept(advance.next, &advance.checkpoint)?;
        let mut signed = kept.unwrap_or_else(|| advance.checkpoint.bare(&key));
        signed.cosign(&signer);
        let row = self.checkpoint_row(&signed);
        self.store_mut().cosign(advance.expected, &row).map_err(NodeError::from)?;
        Ok(Reply::lines(cosignature_lines(&signed, std::slice::from_ref(&signer))))
    }

    /// Answers `add-entries`: authenticates package by package, and stores the entries when all are there.
    pub fn add_entries(&mut self, body: &[u8]) -> Result<Reply, NodeError> {
        let (header, length) = match Header::read(body) {
            Ok(Some(read)) => read,
            Ok(None) => return Ok(Reply::says(Status::BadRequest, "the request ends inside its header")),
            Err(error) => return Ok(Reply::says(error.status(), error)),
        };
        let Some(journal) = self.partner(header.origin())? else {
            return Ok(unknown(header.origin()));
        };
        let mut entries: Vec<Entry> = self.rows(&journal)?.into_iter().map(|row| row.entry).collect();
        let stored = entries.len();
        entries.extend(self.waiting(&journal)?);
        let pending = self.pending(&journal)?;
        let next = EntryIndex::new(entries.len() as u64);
        let held = Held { pending: &pending, mirrored: journal.frontier.size(), next };
        let latest = match Held::admit(Some(&held), &header) {
            Ok(latest) => latest,
            Err(refusal) => {
                let info = refusal.info(Vec::new());
                return Ok(info.map_or_else(
                    || Reply::says(refusal.status(), &refusal),
                    |info| Reply::info(refusal.status(), &info),
                ));
            }
        };
        let begun = entries.len();
        let (ending, fault) = read_packages(&header, latest, &body[length..], &mut entries)?;
        match ending {
            Ending::Complete if fault.is_none() => return self.mirror(&journal, latest, &entries),
            Ending::Complete | Ending::Partial(_) | Ending::Nothing => {}
        }
        if entries.len() > begun {
            self.keep_waiting(&journal, &entries[stored..])?;
        }
        if let Some(fault) = fault {
            return Ok(fault);
        }
        if ending == Ending::Nothing {
            return Ok(Reply::says(Status::BadRequest, "no package is whole"));
        }
        let next = EntryIndex::new(entries.len() as u64);
        Ok(Reply::info(Status::Accepted, &Info { size: latest.size, next, ticket: Vec::new() }))
    }

    /// A partner's journal that is held here.
    fn partner(&self, origin: &units::OriginLine) -> Result<Option<JournalRow>, NodeError> {
        Ok(self.journals()?.into_iter().find(|row| &row.origin == origin && !row.own))
    }

    /// The key in force of a journal, as far as it is known here.
    fn trusted(&self, journal: &JournalRow) -> Result<VerifierKey, NodeError> {
        let in_force = self.lineage(journal)?.and_then(|lineage| lineage.verifier_keys().pop());
        Ok(in_force.unwrap_or_else(|| journal.key.clone()))
    }

    /// Whether a head is of another history than the entries held here; the evidence is kept.
    fn contradicts(&mut self, journal: &JournalRow, shown: &SignedCheckpoint) -> Result<bool, NodeError> {
        let head = shown.checkpoint();
        let tree: Tree = self.rows(journal)?.iter().map(|row| row.entry.leaf()).collect();
        // A head beyond what is held is compared when its entries come.
        if tree.root_at(head.size).map_or(true, |root| root == head.root) {
            return Ok(false);
        }
        let ours = SignedCheckpoint::parse(&journal.checkpoint)?;
        if let Ok(Some(split)) = SplitView::new(journal.key.clone(), shown.clone(), ours, &tree) {
            self.keep_evidence(&split)?;
        }
        Ok(true)
    }

    /// The checkpoint of a head with all lines that are kept for it.
    fn kept(&self, head: Latest, shown: &SignedCheckpoint) -> Result<Option<SignedCheckpoint>, NodeError> {
        let rows = self.store().checkpoints(&shown.checkpoint().origin)?;
        let found = rows.into_iter().find(|row| (row.size, row.root) == (head.size, head.root));
        found.map(|row| SignedCheckpoint::parse(&row.note).map_err(NodeError::from)).transpose()
    }

    /// Heads that an upload may lead to: those kept here that are not shorter than the journal.
    fn pending(&self, journal: &JournalRow) -> Result<Vec<Latest>, NodeError> {
        let rows = self.store().checkpoints(&journal.origin)?;
        let latest = self.store().cosigned(&journal.origin)?;
        let size = journal.frontier.size();
        let heads = rows.iter().map(|row| Latest { size: row.size, root: row.root });
        let last = latest.map_or(size, |latest| latest.size);
        Ok(heads.filter(|head| head.size >= size && head.size <= last).collect())
    }

    /// Stores a whole upload under its head.
    fn mirror(&mut self, journal: &JournalRow, latest: Latest, entries: &[Entry]) -> Result<Reply, NodeError> {
        let size = journal.frontier.size();
        let from = usize::try_from(size.get()).unwrap_or(usize::MAX);
        let mut frontier = journal.frontier.clone();
        let new = entries.get(from..).unwrap_or_default();
        new.iter().for_each(|entry| {
            frontier.push(entry.leaf());
        });
        if (frontier.size(), frontier.root()) != (latest.size, latest.root) {
            return Ok(Reply::says(Status::Unprocessable, "the entries held here do not lead to that checkpoint"));
        }
        let rows = self.store().checkpoints(&journal.origin)?;
        let note = rows.into_iter().find(|row| (row.size, row.root) == (latest.size, latest.root)).map(|row| row.note);
        let signed = SignedCheckpoint::parse(note.as_deref().unwrap_or(&journal.checkpoint))?;
        if !new.is_empty() {
            let known = self.now();
            let row = |(entry, index): (&Entry, u64)| EntryRow {
                index,
                entry: *entry,
                content: None,
                fields: Vec::new(),
                erased: None,
                known,
            };
            let checkpoint = signed.bare(&self.trusted(journal)?).to_string().into_bytes();
            let grown = JournalRow { frontier, checkpoint, ..journal.clone() };
            let entries = new.iter().zip(size.get()..).map(row).collect();
            let append = Append {
                journal: grown,
                expected: size,
                entries,
                disclosed: Vec::new(),
                retires: None,
                signed_here: false,
                documents: Vec::new(),
            };
            self.store_mut().append(&append)?;
        }
        self.store_mut().keep(&[(waiting_name(journal), Vec::new())])?;
        // The line that add-checkpoint answered with says the same; the key is not needed again.
        let own = self.own()?.map(|own| own.party);
        let keys = self.witnesses()?.into_iter().filter(|(party, _)| Some(party) == own.as_ref());
        let keys: Vec<VerifierKey> = keys.flat_map(|(_, keys)| keys).collect();
        let lines = signed.note().lines().iter().filter(|line| keys.iter().any(|key| key.names(line)));
        Ok(Reply::lines(lines.map(|line| format!("{line}\n")).collect()))
    }

    /// Entries of an upload that is not whole, from the journal's end on.
    fn waiting(&self, journal: &JournalRow) -> Result<Vec<Entry>, NodeError> {
        let name = waiting_name(journal);
        let Some(bytes) = self.store().document(&name)? else { return Ok(Vec::new()) };
        let Some((start, rest)) = bytes.split_first_chunk::<8>() else { return Ok(Vec::new()) };
        let size = journal.frontier.size().get();
        // What came by another way meanwhile is left out; a gap means that the store was put back.
        let Some(known) = size.checked_sub(u64::from_be_bytes(*start)) else { return Ok(Vec::new()) };
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        let entries = rest.chunks(ENTRY_BYTES).skip(known).map(Entry::decode).collect::<Result<_, _>>();
        entries.map_err(|error| StoreError::Damaged { what: name, why: error.to_string() }.into())
    }

    fn keep_waiting(&mut self, journal: &JournalRow, entries: &[Entry]) -> Result<(), NodeError> {
        let mut bytes = journal.frontier.size().get().to_be_bytes().to_vec();
        entries.iter().for_each(|entry| bytes.extend_from_slice(&entry.to_bytes()));
        Ok(self.store_mut().keep(&[(waiting_name(journal), bytes)])?)
    }
}

fn waiting_name(journal: &JournalRow) -> String {
    format!("{WAITING_PREFIX}{}", journal.origin)
}

fn unknown(origin: &units::OriginLine) -> Reply {
    Reply::says(Status::NotFound, format!("log `{origin}` is not known here"))
}

fn refused(refusal: &journal::witness::Refusal) -> Reply {
    match refusal.size_body() {
        Some(size) => Reply { status: refusal.status(), content_type: SIZE_CONTENT_TYPE, body: size.into_bytes() },
        None => Reply::says(refusal.status(), refusal),
    }
}

/// Reads the packages of a body and adds what is new to the entries; answers how it ended, and with what fault.
fn read_packages(
    header: &Header,
    latest: Latest,
    mut bytes: &[u8],
    entries: &mut Vec<Entry>,
) -> Result<(Ending, Option<Reply>), NodeError> {
    let tree: Tree = entries.iter().map(Entry::leaf).collect();
    let longest = u16::try_from(ENTRY_BYTES).unwrap_or(u16::MAX);
    let damaged = |why: String| StoreError::Damaged { what: format!("journal `{}`", header.origin()), why };
    let mut upload = Upload::new(header, latest, longest, &tree).map_err(|error| damaged(error.to_string()))?;
    loop {
        match upload.feed(&mut bytes) {
            Ok(Some(package)) => {
                for entry in package.beyond(EntryIndex::new(entries.len() as u64)) {
                    match Entry::decode(entry) {
                        Ok(entry) => entries.push(entry),
                        // Its author signed it, and it is none: nothing after it can be stored.
                        Err(error) => {
                            return Ok((upload.ending(), Some(Reply::says(Status::Unprocessable, error))));
                        }
                    }
                }
            }
            Ok(None) => return Ok((upload.ending(), None)),
            Err(error) => return Ok((upload.ending(), Some(Reply::says(error.status(), error)))),
        }
    }
}
