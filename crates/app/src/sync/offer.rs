//! Offering a journal: its head to be cosigned, then its new entries.

use super::{Answer, Remote, SyncError};
use crate::node::{Node, NodeError};
use crate::ports::{JournalRow, StoreError};
use journal::checkpoint::SignedCheckpoint;
use journal::entry::Entry;
use journal::mirror::{
    Header, INFO_BYTES_MAX, Info, PACKAGE_ENTRIES_MAX, PACKAGES_MAX, REQUEST_CONTENT_TYPE, write_request,
};
use journal::note::VerifierKey;
use journal::tree::{EntryIndex, MissingNode, Size, Tree, consistency_proof};
use journal::witness::{AddCheckpoint, RESPONSE_BYTES_MAX, parse_size, take_cosignatures};

/// How often a head is offered anew because the partner's state was another.
const TRIES: usize = 3;

/// Longest answer that is read.
const ANSWER_BYTES_MAX: usize = if RESPONSE_BYTES_MAX > INFO_BYTES_MAX { RESPONSE_BYTES_MAX } else { INFO_BYTES_MAX };

/// Content type of a request for a cosignature.
const TEXT: &str = "text/plain; charset=utf-8";

/// What the partner took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Its cosignatures that are new here.
    pub cosignatures: u64,
    /// Entries that it did not have.
    pub entries: u64,
    /// Packs of contents that it wanted.
    pub packs: u64,
    /// Why it took no more.
    pub hindrance: Option<Hindrance>,
}

/// Why a partner does not take what is offered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindrance {
    /// It does not know this node's journal yet.
    #[error("the partner does not know this journal yet")]
    Unknown,
    /// It has seen more of it than this node has.
    #[error("the partner has cosigned {theirs} entries of this journal, which has {ours} here")]
    Ahead {
        /// Entries it cosigned.
        theirs: Size,
        /// Entries here.
        ours: Size,
    },
    /// It refused, or its answer makes no sense.
    #[error("the partner answered {status}: {says}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The first line of its answer, cut to 200 characters.
        says: String,
    },
}

impl Hindrance {
    pub(super) fn of(answer: &Answer) -> Self {
        if answer.status == 404 {
            return Self::Unknown;
        }
        let text = String::from_utf8_lossy(&answer.body);
        let line = text.lines().next().unwrap_or_default();
        let says = line.chars().filter(|sign| !sign.is_control()).take(200).collect();
        Self::Refused { status: answer.status, says }
    }
}

impl Node {
    /// Offers a journal to a partner, who has `theirs` entries of it.
    pub(super) fn offer_journal(
        &mut self,
        remote: &dyn Remote,
        row: &JournalRow,
        theirs: Option<u64>,
    ) -> Result<Offered, SyncError> {
        let entries: Vec<Entry> = self.rows(row)?.into_iter().map(|row| row.entry).collect();
        let journal = Offering { row, tree: entries.iter().map(Entry::leaf).collect(), entries };
        let mut offered = Offered::default();
        match journal.offer_head(remote, self.newest(row)?, theirs.unwrap_or_default(), &self.cosigner_keys()?)? {
            Ok(signed) => offered.cosignatures = self.take_cosignatures(row, &signed)? as u64,
            Err(hindrance) => return Ok(Offered { hindrance: Some(hindrance), ..offered }),
        }
        (offered.entries, offered.hindrance) = journal.push(remote, theirs.unwrap_or_default())?;
        Ok(offered)
    }

    fn cosigner_keys(&self) -> Result<Vec<VerifierKey>, NodeError> {
        Ok(self.witnesses()?.into_values().flatten().collect())
    }
}

/// The journal that is offered, in memory.
struct Offering<'o> {
    row: &'o JournalRow,
    entries: Vec<Entry>,
    tree: Tree,
}

impl Offering<'_> {
    /// Asks for a cosignature; answers with the checkpoint that carries it.
    fn offer_head(
        &self,
        remote: &dyn Remote,
        newest: SignedCheckpoint,
        theirs: u64,
        cosigners: &[VerifierKey],
    ) -> Result<Result<SignedCheckpoint, Hindrance>, SyncError> {
        let (ours, mut signed) = (self.tree.size(), newest.bare(&self.row.key));
        let mut old = Size::new(theirs.min(ours.get()));
        let mut last = None;
        for _ in 0..TRIES {
            let proof = consistency_proof(&self.tree, old, ours).map_err(|error| self.damaged(&error))?;
            let asked = AddCheckpoint { old, proof, checkpoint: signed.clone() };
            let body = asked.to_string().into_bytes();
            let answer = remote.post("add-checkpoint", TEXT, &body, ANSWER_BYTES_MAX)?;
            match answer.status {
                200 => {
                    let taken = take_cosignatures(&mut signed, &answer.body, cosigners);
                    return Ok(taken.map(|_| signed).map_err(|_| Hindrance::of(&answer)));
                }
                409 => match parse_size(&answer.body) {
                    Ok(theirs) if theirs > ours => return Ok(Err(Hindrance::Ahead { theirs, ours })),
                    Ok(theirs) => old = theirs,
                    Err(_) => return Ok(Err(Hindrance::of(&answer))),
                },
                _ => return Ok(Err(Hindrance::of(&answer))),
            }
            last = Some(Hindrance::of(&answer));
        }
        Ok(last.map_or(Ok(signed), Err))
    }

    /// Sends the entries that the partner lacks, in as many requests as it takes.
    fn push(&self, remote: &dyn Remote, theirs: u64) -> Result<(u64, Option<Hindrance>), SyncError> {
        let end = self.tree.size();
        let (mut next, mut ticket) = (theirs.min(end.get()), Vec::new());
        let mut sent = 0;
        // One request for each 8 192 entries, and some for a partner that was told meanwhile by others.
        let most = (end.get() - next).div_ceil(PACKAGES_MAX as u64 * PACKAGE_ENTRIES_MAX) + TRIES as u64;
        for _ in 0..most {
            if next == end.get() {
                return Ok((sent, None));
            }
            let body = self.request(next, ticket)?;
            let answer = remote.post("add-entries", REQUEST_CONTENT_TYPE, &body, ANSWER_BYTES_MAX)?;
            match (answer.status, Info::parse(&answer.body)) {
                (200, _) => return Ok((sent + end.get() - next, None)),
                (202 | 409, Ok(info)) if info.size == end && info.next.get() <= end.get() => {
                    sent += if answer.status == 202 { info.next.get().saturating_sub(next) } else { 0 };
                    (next, ticket) = (info.next.get(), info.ticket);
                }
                _ => return Ok((sent, Some(Hindrance::of(&answer)))),
            }
        }
        Ok((sent, None))
    }

    fn request(&self, next: u64, ticket: Vec<u8>) -> Result<Vec<u8>, SyncError> {
        let header = Header::new(self.row.origin.clone(), EntryIndex::new(next), self.tree.size(), ticket);
        let header = header.map_err(|error| self.damaged(&error))?;
        let missing = |index: EntryIndex| {
            let node = journal::tree::Node { level: 0, index: index.get() };
            MissingNode { node, size: self.tree.size() }
        };
        let entry = |index: EntryIndex| {
            let found = usize::try_from(index.get()).ok().and_then(|at| self.entries.get(at));
            found.map(Entry::to_bytes).ok_or_else(|| missing(index))
        };
        write_request(&header, &self.tree, entry).map_err(|error| self.damaged(&error))
    }

    fn damaged(&self, why: &impl ToString) -> SyncError {
        StoreError::Damaged { what: format!("journal `{}`", self.row.origin), why: why.to_string() }.into()
    }
}
