//! Exchange with a partner's program: what it has is pulled and verified, then cosigned; what is ours is
//! offered for its cosignature.
//!
//! Every step leaves the node whole, and rests on what is stored alone: broken off at any request, the next
//! run goes on where this one ended. Of a journal that is known here only new entries are fetched; the root
//! over those held and those fetched must be the signed one, which is all that has to be proved.

mod bring;
mod fetch;
mod offer;
mod packs;

pub use offer::{Hindrance, Offered};

use crate::deposit::{WANTED_BYTES_MAX, WANTED_PATH, Wanted};
use crate::exchange::{ExchangeError, Imported};
use crate::lineage::{operation_of, party_of};
use crate::node::{Node, NodeError};
use crate::partners::{INDEX_BYTES_MAX, IndexLine, LOGS_PATH, parse_index};
use crate::ports::{JournalRow, StoreError};
use crate::witness::{WitnessError, witness_name};
use fetch::Remotely;
use journal::verify::{Fault, Progress};
use std::error::Error;
use units::OriginLine;

/// A partner's program, as far as it can be asked.
pub trait Remote {
    /// The bytes of a file from `from` on, or nothing where there is none; never more than `limit` bytes.
    fn get(&self, path: &str, from: usize, limit: usize) -> Result<Option<Vec<u8>>, RemoteError>;
    /// What an endpoint answers to a body; never more than `limit` bytes.
    fn post(&self, path: &str, content_type: &str, body: &[u8], limit: usize) -> Result<Answer, RemoteError>;
}

/// What an endpoint answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

/// Why a partner did not answer.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The answer is longer than any can be.
    #[error("the partner's `{path}` is longer than {limit} bytes")]
    TooLong {
        /// What was asked for.
        path: String,
        /// The most that is read.
        limit: usize,
    },
    /// The network, or the program at its end, failed.
    #[error("could not reach `{path}` at the partner")]
    Failed {
        /// What was asked for.
        path: String,
        /// What failed.
        #[source]
        cause: Box<dyn Error + Send + Sync>,
    },
}

/// What came of one journal.
#[derive(Debug)]
pub struct Pulled {
    /// Which journal.
    pub origin: OriginLine,
    /// What it brought, or why nothing was taken.
    pub outcome: Result<Imported, ExchangeError>,
}

/// What one exchange came to.
#[derive(Debug)]
pub struct Synced {
    /// Every journal that the partner has.
    pub pulled: Vec<Pulled>,
    /// Partners' journals whose newest head was cosigned now.
    pub cosigned: Vec<OriginLine>,
    /// Partners' journals that contradict what was cosigned here before.
    pub contradicted: Vec<WitnessError>,
    /// What the partner took of this node's own journal.
    pub offered: Offered,
    /// Whose journal the partner writes, where it says so.
    pub partner: Option<OriginLine>,
    /// Entries that it listed of journals held here, and that are not here.
    pub behind: u64,
}

/// Why an exchange broke off. What was taken over before stays.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The address does not serve journals.
    #[error("there is no list of journals at that address")]
    NoIndex,
    /// The partner did not answer.
    #[error(transparent)]
    Remote(#[from] RemoteError),
    /// One journal was refused.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// A head could not be cosigned.
    #[error(transparent)]
    Witness(#[from] WitnessError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

impl From<StoreError> for SyncError {
    fn from(error: StoreError) -> Self {
        NodeError::from(error).into()
    }
}

impl From<Fault> for SyncError {
    fn from(fault: Fault) -> Self {
        ExchangeError::from(fault).into()
    }
}

impl Node {
    /// Exchanges everything with a partner.
    pub fn sync(&mut self, remote: &dyn Remote, progress: &mut dyn FnMut(Progress)) -> Result<Synced, SyncError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let index = remote.get(LOGS_PATH, 0, INDEX_BYTES_MAX)?.map(|bytes| parse_index(&bytes)).unwrap_or_default();
        if index.is_empty() {
            return Err(SyncError::NoIndex);
        }
        let mut pulled = Vec::with_capacity(index.len());
        for IndexLine { origin, .. } in &index {
            let outcome = self.pull(&Remotely::new(remote, origin, &own.party), &own, origin, progress);
            pulled.push(Pulled { origin: origin.clone(), outcome: kept_out(outcome)? });
        }
        let (cosigned, contradicted) = self.cosign_all(&index)?;
        let (offered, partner) = self.give(remote, &own, &index)?;
        let behind = self.behind(&index)?;
        Ok(Synced { pulled, cosigned, contradicted, offered, partner, behind })
    }

    /// Hands over what the partner lacks: heads and entries of every journal it takes, then the contents it wants.
    fn give(
        &mut self,
        remote: &dyn Remote,
        own: &JournalRow,
        index: &[IndexLine],
    ) -> Result<(Offered, Option<OriginLine>), SyncError> {
        let mut partner = wanted_by(remote)?;
        let mut offered = self.offer_all(remote, own, index, partner.as_ref())?;
        if offered.entries > 0 {
            // What it has just been told of, it may want to read.
            partner = wanted_by(remote)?;
        }
        let Some(partner) = partner else { return Ok((offered, None)) };
        for journal in self.journals()? {
            if !index.iter().any(|line| line.origin == journal.origin) {
                continue;
            }
            let (packs, hindrance) = self.bring(remote, &partner, &journal)?;
            offered.packs += packs;
            offered.hindrance = offered.hindrance.or(hindrance);
        }
        Ok((offered, Some(partner.origin)))
    }

    /// Entries that the index lists of journals held here, and that are not here.
    fn behind(&self, index: &[IndexLine]) -> Result<u64, SyncError> {
        let journals = self.journals()?;
        let held = |line: &IndexLine| journals.iter().find(|row| row.origin == line.origin);
        let missing = |line: &IndexLine| line.size.saturating_sub(held(line)?.frontier.size().get()).into();
        Ok(index.iter().filter_map(missing).fold(0, u64::saturating_add))
    }

    /// Hands over heads and entries: of this node's journal, and of every other of which the partner has less.
    fn offer_all(
        &mut self,
        remote: &dyn Remote,
        own: &JournalRow,
        index: &[IndexLine],
        partner: Option<&Wanted>,
    ) -> Result<Offered, SyncError> {
        let theirs = |origin: &OriginLine| index.iter().find(|line| &line.origin == origin).map(|line| line.size);
        let attested = match partner {
            Some(partner) => self.has_cosigned(own, &partner.origin)?,
            None => false,
        };
        let mut offered = Offered::default();
        if !attested || theirs(&own.origin) != Some(own.frontier.size().get()) {
            offered = self.offer_journal(remote, own, theirs(&own.origin))?;
        }
        for journal in self.journals()?.into_iter().filter(|journal| !journal.own) {
            if let Some(size) = theirs(&journal.origin).filter(|size| *size < journal.frontier.size().get()) {
                offered.entries += self.offer_journal(remote, &journal, Some(size))?.entries;
            }
        }
        Ok(offered)
    }

    /// Whether the head of a journal as it is here carries the cosignature of a device.
    fn has_cosigned(&self, journal: &JournalRow, device: &OriginLine) -> Result<bool, SyncError> {
        let name = witness_name(device).map_err(WitnessError::from)?;
        let keys = self.witnesses()?.into_values().flatten().filter(|key| key.name() == &name);
        let newest = self.newest(journal)?;
        Ok(keys.into_iter().any(|key| newest.note().lines().iter().any(|line| key.names(line))))
    }

    /// Takes over what is new in one journal of the partner.
    fn pull(
        &mut self,
        from: &Remotely<'_>,
        own: &JournalRow,
        origin: &OriginLine,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Imported, SyncError> {
        if let Some(known) = self.journals()?.into_iter().find(|known| &known.origin == origin) {
            return self.pull_known(from, &known, progress);
        }
        // Before anything is fetched: a stranger's journals are nothing to this node.
        let party = party_of(origin, None).ok_or_else(|| ExchangeError::NoParty { origin: origin.clone() })?;
        let (ours, theirs) = (operation_of(&own.origin, &own.party), operation_of(origin, &party));
        if !theirs.starts_with(ours) {
            let (origin, own) = (origin.clone(), own.origin.clone());
            return Err(ExchangeError::OtherOperation { origin, own }.into());
        }
        self.pull_whole(from, progress)
    }

    /// Fetches and audits a journal as a whole: one that is new here, or one that does not continue what is
    /// held by entries alone, as after a change of its key, or where there are two histories.
    fn pull_whole(&mut self, from: &Remotely<'_>, progress: &mut dyn FnMut(Progress)) -> Result<Imported, SyncError> {
        let imported = self.import(from, None, progress);
        // Where the partner did not answer, that says nothing about the journal.
        match from.failed() {
            Some(error) => Err(error.into()),
            None => Ok(imported?),
        }
    }

    /// Cosigns the partners' journals that the index names, as far as their entries are held.
    fn cosign_all(&mut self, index: &[IndexLine]) -> Result<(Vec<OriginLine>, Vec<WitnessError>), SyncError> {
        let (mut cosigned, mut contradicted) = (Vec::new(), Vec::new());
        for journal in self.journals()? {
            let shown = index.iter().any(|line| line.origin == journal.origin);
            let last = self.store().cosigned(&journal.origin)?;
            // A head may have been cosigned whose entries are still on their way.
            let behind = last.is_some_and(|last| last.size > journal.frontier.size());
            if journal.own || !shown || behind {
                continue;
            }
            match self.cosign(&journal.origin) {
                Ok(true) => cosigned.push(journal.origin),
                Ok(false) => {}
                Err(error @ WitnessError::Rewritten { .. }) => contradicted.push(error),
                Err(error) => return Err(error.into()),
            }
        }
        Ok((cosigned, contradicted))
    }
}

/// One journal that is refused does not keep the others out; a node or a network that fails does.
fn kept_out(outcome: Result<Imported, SyncError>) -> Result<Result<Imported, ExchangeError>, SyncError> {
    match outcome {
        Ok(imported) => Ok(Ok(imported)),
        Err(SyncError::Exchange(ExchangeError::Node(error))) => Err(error.into()),
        Err(SyncError::Exchange(ExchangeError::Store(error))) => Err(error.into()),
        Err(SyncError::Exchange(error)) => Ok(Err(error)),
        Err(error) => Err(error),
    }
}

/// Who the partner is and what it wants, where it says so.
fn wanted_by(remote: &dyn Remote) -> Result<Option<Wanted>, SyncError> {
    Ok(remote.get(WANTED_PATH, 0, WANTED_BYTES_MAX)?.and_then(|bytes| Wanted::parse(&bytes)))
}
