//! Slips: one statement with the proof of its place, from hand to hand.
//!
//! Two devices that share nothing but a cable or a camera exchange the offer and its answer so. A slip is a
//! C2SP tlog-proof whose extra data discloses the statement; whoever takes one knows the journal's key from
//! before. What comes by hand counts at once, ahead of the journal that it is from; when that arrives, the slip
//! is one entry of it, or shows that there are two histories.

use crate::attest::disclosed;
use crate::grants;
use crate::node::{Node, NodeError};
use crate::ports::{Append, EntryRow, JournalRow, StoreError};
use journal::checkpoint::SignedCheckpoint;
use journal::entry::Entry;
use journal::evidence::SplitView;
use journal::note::VerifierKey;
use journal::tlog_proof::{TlogProof, TlogProofError};
use journal::tree::{Size, Tree};
use model::Head;
use std::collections::BTreeMap;
use units::{Digest, Moment, OriginLine, PartyId};
use views::{Content, Said, Standing};

/// Slips are kept as documents under this, followed by origin and leaf hash.
const SLIP_PREFIX: &str = "slip/";

/// Most slips that wait for one journal. They come from officers of known parties alone, and few a day.
pub const SLIPS_MAX: usize = 1000;

/// Why a slip is refused.
#[derive(Debug, thiserror::Error)]
pub enum SlipError {
    /// It is no proof, or proves nothing.
    #[error(transparent)]
    Proof(#[from] TlogProofError),
    /// It does not say what it proves.
    #[error("the proof does not disclose its statement")]
    Undisclosed,
    /// The statement is of a kind or form that is not known here.
    #[error("the statement cannot be read: {why}")]
    Unreadable {
        /// Why.
        why: String,
    },
    /// No officer whom the journal has appointed, as far as it is held here, signed the statement.
    #[error("the statement is not soundly signed by an officer of `{party}`, as far as their journal is known here")]
    Unsigned {
        /// Whose journal it is.
        party: PartyId,
    },
    /// It does not fit the history that is held here.
    #[error("journal `{origin}` is held here with another history than the slip proves")]
    OtherHistory {
        /// Which journal.
        origin: OriginLine,
    },
    /// Too many wait already.
    #[error("{SLIPS_MAX} slips wait for journal `{origin}` already")]
    TooMany {
        /// Which journal.
        origin: OriginLine,
    },
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// A slip that was taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenSlip {
    /// The statement.
    pub said: Said,
    /// Whether it was not here before.
    pub new: bool,
}

/// A slip as it is kept.
struct Kept {
    proof: TlogProof,
    known: Moment,
}

impl Kept {
    /// The entry that it proves, with what that says.
    fn row(&self) -> Option<EntryRow> {
        let (salt, statement) = self.proof.extra.as_deref().and_then(disclosed)?;
        Some(EntryRow {
            index: self.proof.index.get(),
            entry: Entry::commit(&salt, statement),
            content: Some((salt, statement.to_vec())),
            fields: Vec::new(),
            erased: None,
            known: self.known,
        })
    }
}

impl Node {
    /// Takes over a statement that somebody handed over with its proof.
    pub fn take_slip(&mut self, bytes: &[u8]) -> Result<TakenSlip, SlipError> {
        let kept = Kept { proof: TlogProof::parse(bytes)?, known: self.now() };
        let row = kept.row().ok_or(SlipError::Undisclosed)?;
        let origin = &kept.proof.checkpoint.checkpoint().origin;
        let journal = self.journals()?.into_iter().find(|journal| &journal.origin == origin);
        let journal = journal.ok_or_else(|| NodeError::UnknownJournal { origin: origin.clone() })?;
        self.judge(&kept.proof, &row.entry.leaf(), &journal)?;
        self.check_history(&kept.proof, &row, &journal)?;
        let rows = self.rows(&journal).map_err(NodeError::from)?;
        let held = usize::try_from(row.index).ok().and_then(|index| rows.get(index)).cloned();
        let said = self.judged(&journal, rows, &row)?;
        let new = match held {
            Some(held) => self.disclose(journal, &held, row)?,
            None => self.keep_slip(&journal, &row.entry.leaf(), &kept, bytes)?,
        };
        Ok(TakenSlip { said, new })
    }

    /// The proof must lead to a head that one of the journal's keys signed.
    fn judge(&self, proof: &TlogProof, leaf: &Digest, journal: &JournalRow) -> Result<(), SlipError> {
        let mut keys: Vec<VerifierKey> = vec![journal.key.clone()];
        keys.extend(self.lineage(journal)?.map_or_else(Vec::new, |lineage| lineage.verifier_keys()));
        let mut refused = None;
        for key in &keys {
            match proof.verify(leaf, key, &[]) {
                Ok(_) => return Ok(()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.map_or(SlipError::Undisclosed, SlipError::Proof))
    }

    /// Where both reach, slip and journal must be one history; two leave their evidence.
    fn check_history(&mut self, proof: &TlogProof, row: &EntryRow, journal: &JournalRow) -> Result<(), SlipError> {
        let head = proof.checkpoint.checkpoint();
        let rows = self.rows(journal).map_err(NodeError::from)?;
        let tree: Tree = rows.iter().map(|row| row.entry.leaf()).collect();
        let refused = SlipError::OtherHistory { origin: journal.origin.clone() };
        if head.size <= tree.size() && tree.root_at(head.size).is_ok_and(|root| root != head.root) {
            let ours = SignedCheckpoint::parse(&journal.checkpoint).map_err(NodeError::from)?;
            if let Ok(Some(split)) = SplitView::new(journal.key.clone(), proof.checkpoint.clone(), ours, &tree) {
                self.keep_evidence(&split).map_err(NodeError::from)?;
            }
            return Err(refused);
        }
        let held = usize::try_from(row.index).ok().and_then(|index| rows.get(index));
        if held.is_some_and(|held| held.entry != row.entry) { Err(refused) } else { Ok(()) }
    }

    /// The statement as views take it; it must be readable and soundly signed.
    fn judged(&self, journal: &JournalRow, mut rows: Vec<EntryRow>, row: &EntryRow) -> Result<Said, SlipError> {
        // What was erased here is judged like anything else; it is not taken in again.
        rows.retain(|held| held.index != row.index || held.entry != row.entry);
        lay(&mut rows, row.clone());
        let party = &journal.party;
        let all = grants::said(&grants::Journal { origin: &journal.origin, party, doubt: None }, rows);
        let said = all.into_iter().find(|said| said.index == row.index);
        let said = said.ok_or_else(|| SlipError::Unreadable { why: "it is not there".to_owned() })?;
        match (&said.content, &said.standing) {
            (Content::Known(_), Standing::Sound) => Ok(said),
            (Content::Opaque { why }, _) => Err(SlipError::Unreadable { why: why.clone() }),
            (Content::Known(_) | Content::Withheld | Content::Erased { .. }, _) => {
                Err(SlipError::Unsigned { party: party.clone() })
            }
        }
    }

    /// Lays the content into an entry that is held without it.
    fn disclose(&mut self, journal: JournalRow, held: &EntryRow, row: EntryRow) -> Result<bool, SlipError> {
        if held.content.is_some() || held.erased.is_some() {
            return Ok(false);
        }
        let expected = journal.frontier.size();
        let (entries, disclosed, documents) = (Vec::new(), vec![row], Vec::new());
        let append = Append { journal, expected, entries, disclosed, retires: None, signed_here: false, documents };
        self.store_mut().append(&append).map_err(NodeError::from)?;
        Ok(true)
    }

    fn keep_slip(&mut self, journal: &JournalRow, leaf: &Digest, kept: &Kept, bytes: &[u8]) -> Result<bool, SlipError> {
        let name = slip_name(&journal.origin, leaf);
        let slips = self.slips(&journal.origin)?;
        if slips.iter().filter_map(Kept::row).any(|row| &row.entry.leaf() == leaf) {
            return Ok(false);
        }
        let waiting = slips.iter().filter(|kept| kept.proof.index.get() >= journal.frontier.size().get());
        if waiting.count() >= SLIPS_MAX {
            return Err(SlipError::TooMany { origin: journal.origin.clone() });
        }
        let document = [kept.known.to_string().as_bytes(), b"\n", bytes].concat();
        self.store_mut().keep(&[(name, document)]).map_err(NodeError::from)?;
        Ok(true)
    }

    /// Every slip that was taken over from one journal.
    fn slips(&self, origin: &OriginLine) -> Result<Vec<Kept>, NodeError> {
        let mut slips = Vec::new();
        for name in self.store().documents(&format!("{SLIP_PREFIX}{origin}@"))? {
            let bytes = self.store().document(&name)?.filter(|bytes| !bytes.is_empty());
            let Some(bytes) = bytes else { continue };
            let kept = read(&bytes).ok_or_else(|| StoreError::Damaged { what: name, why: "no slip".to_owned() })?;
            slips.push(kept);
        }
        Ok(slips)
    }

    /// Every slip there is, as it is kept.
    pub(crate) fn slip_documents(&self) -> Result<BTreeMap<String, Vec<u8>>, NodeError> {
        let mut kept = BTreeMap::new();
        for name in self.store().documents(SLIP_PREFIX)? {
            if let Some(bytes) = self.store().document(&name)? {
                kept.insert(name, bytes);
            }
        }
        Ok(kept)
    }

    /// Empties the slip of a statement, if there is one.
    pub(crate) fn forget_slip(&mut self, origin: &OriginLine, leaf: &Digest) -> Result<(), StoreError> {
        let name = slip_name(origin, leaf);
        match self.store().document(&name)? {
            Some(bytes) if !bytes.is_empty() => self.store_mut().keep(&[(name, Vec::new())]),
            Some(_) | None => Ok(()),
        }
    }

    /// The entries of a journal, and those that came by hand ahead of it.
    pub(crate) fn rows_and_slips(&self, journal: &JournalRow) -> Result<Vec<EntryRow>, NodeError> {
        let mut rows = self.rows(journal)?;
        let slips = self.slips(&journal.origin)?;
        slips.iter().filter_map(Kept::row).for_each(|row| lay(&mut rows, row));
        Ok(rows)
    }

    /// The furthest head of a journal that was seen, by hand or as it is held.
    pub(crate) fn furthest(&self, journal: &JournalRow) -> Result<(Size, Digest), NodeError> {
        let heads = self.slips(&journal.origin)?.into_iter().map(|kept| {
            let head = kept.proof.checkpoint.checkpoint();
            (head.size, head.root)
        });
        let held = (journal.frontier.size(), journal.frontier.root());
        Ok(heads.fold(held, |furthest, head| if head.0 > furthest.0 { head } else { furthest }))
    }
}

fn slip_name(origin: &OriginLine, leaf: &Digest) -> String {
    format!("{SLIP_PREFIX}{origin}@{leaf}")
}

/// The head that a statement's author cites, as far as he has seen.
pub(crate) fn head(origin: OriginLine, seen: (Size, Digest), cosignature: Option<Digest>) -> Head {
    Head { origin, size: seen.0.get(), root: seen.1, cosignature }
}

/// Lays a row that came by hand among those of its journal: into the entry that it is, or behind all that
/// come before it. An entry that is held otherwise stays as it is held.
fn lay(rows: &mut Vec<EntryRow>, row: EntryRow) {
    match rows.binary_search_by_key(&row.index, |held| held.index) {
        Err(place) => rows.insert(place, row),
        Ok(place) => {
            let held = &mut rows[place];
            if held.entry == row.entry && held.content.is_none() && held.erased.is_none() {
                held.content = row.content;
            }
        }
    }
}

fn read(bytes: &[u8]) -> Option<Kept> {
    let at = bytes.iter().position(|byte| *byte == b'\n')?;
    let known = std::str::from_utf8(&bytes[..at]).ok()?.parse().ok()?;
    Some(Kept { proof: TlogProof::parse(&bytes[at + 1..]).ok()?, known })
}
