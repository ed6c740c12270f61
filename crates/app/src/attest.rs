//! What others attest of one statement: who holds it, who cosigned it, and between which moments it was made.
//!
//! `occurred` and `stated` are claims. A statement that cites a cosignature was made after it, because nobody
//! can cite what does not exist; and it was made before the first cosignature over a journal that holds it.
//! Between the two lies what is provable, whatever its author claims.

use crate::evidence::Cosigner;
use crate::node::{Node, NodeError};
use crate::ports::{EntryRow, JournalRow, StoreError};
use crate::witness::{Cosigned, line_hash};
use journal::checkpoint::SignedCheckpoint;
use journal::entry::{Entry, Salt};
use journal::note::{Signer, Verdict, VerifierKey};
use journal::policy::Reached;
use journal::receipt::Receipt;
use journal::tlog_proof::{EXTRA_BYTES_MAX, TlogProof};
use journal::tree::{EntryIndex, Tree};
use model::{Head, Reference, Statement};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};
use views::Said;

/// What others attest of one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attested {
    /// The statement.
    pub statement: Reference,
    /// Whose journal it is in.
    pub party: PartyId,
    /// Who signed it, where that can be read here.
    pub officer: Option<OfficerId>,
    /// When its author says it was written.
    pub stated: Option<Moment>,
    /// Other parties that have shown to hold it: they cosigned it, or cite a head that covers it.
    pub held_by: BTreeSet<PartyId>,
    /// Other parties' first cosignatures over it.
    pub cosigned: BTreeMap<PartyId, Moment>,
    /// Whether the policy's quorum has cosigned it, and since when.
    pub quorum: Reached,
    /// It was made after this: the newest cosignature that it cites, and whose.
    pub not_before: Option<(Moment, PartyId)>,
    /// It was made before this: the first cosignature that covers it, and whose.
    pub not_after: Option<(Moment, PartyId)>,
}

impl Attested {
    /// Whether the author's own time lies outside what is provable.
    pub fn contradicts_claim(&self) -> bool {
        let early = |stated: Moment| self.not_before.as_ref().is_some_and(|(after, _)| stated < *after);
        let late = |stated: Moment| self.not_after.as_ref().is_some_and(|(before, _)| stated > *before);
        self.stated.is_some_and(|stated| early(stated) || late(stated))
    }
}

/// One statement's place in its journal, to hand over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proved {
    /// Index, hashes and signed checkpoint (C2SP tlog-proof), with salt and statement as extra data where
    /// they are handed over too.
    pub proof: TlogProof,
    /// The leaf that it proves.
    pub leaf: Digest,
}

/// Salt and statement, as the extra data of a proof: 32 bytes, then the envelope.
pub fn disclosed(extra: &[u8]) -> Option<(Salt, &[u8])> {
    let (salt, statement) = extra.split_first_chunk::<32>()?;
    (!statement.is_empty()).then_some((Salt::new(*salt), statement))
}

/// The leaf that the extra data of a proof commits to.
pub fn disclosed_leaf(extra: &[u8]) -> Option<Digest> {
    disclosed(extra).map(|(salt, statement)| Entry::commit(&salt, statement).leaf())
}

impl Node {
    /// What others attest of a statement held here.
    pub fn attested(&self, statement: &Reference, all: &[Said]) -> Result<Attested, NodeError> {
        let journal = self.journal_of(&statement.origin)?;
        let rows = self.rows(&journal)?;
        let tree: Tree = rows.iter().map(|row| row.entry.leaf()).collect();
        let words = all.iter().find(|said| said.origin == statement.origin && said.index == statement.index);
        let words = words.and_then(Said::statement);
        let cosigned = self.cosigned_over(&journal, statement.index)?;
        let names = self.witnesses()?;
        let mut attested = Attested {
            statement: statement.clone(),
            party: journal.party.clone(),
            officer: words.map(|words| words.officer.clone()),
            stated: words.map(|words| words.stated),
            held_by: citing(all, &journal, statement.index, &tree),
            cosigned: BTreeMap::new(),
            quorum: Reached::NotYet,
            not_before: None,
            not_after: None,
        };
        let policy = self.witness_policy()?;
        for found in &cosigned {
            for (party, time) in attesting(&names, found) {
                let first = attested.cosigned.entry(party).or_insert(time);
                *first = (*first).min(time);
            }
            attested.quorum = earlier(attested.quorum, policy.standing(&found.verdicts).reached);
        }
        attested.held_by.extend(attested.cosigned.keys().cloned());
        attested.not_after = attested.cosigned.iter().map(|(party, time)| (*time, party.clone())).min();
        attested.not_before = words.map_or(Ok(None), |words| self.newest_cited(words, &names))?;
        Ok(attested)
    }

    fn journal_of(&self, origin: &OriginLine) -> Result<JournalRow, NodeError> {
        let found = self.journals()?.into_iter().find(|journal| &journal.origin == origin);
        found.ok_or_else(|| NodeError::UnknownJournal { origin: origin.clone() })
    }

    /// The cosigned checkpoints that cover an entry, the smallest first.
    fn cosigned_over(&self, journal: &JournalRow, index: u64) -> Result<Vec<Cosigned>, NodeError> {
        let mut found = self.cosigned(journal)?;
        found.retain(|found| found.signed.checkpoint().size.contains(EntryIndex::new(index)));
        Ok(found)
    }

    /// Every cosignature over a journal by another party, with how far it reaches.
    pub(crate) fn cosigners(&self, origin: &OriginLine) -> Result<Vec<Cosigner>, NodeError> {
        let journal = self.journal_of(origin)?;
        let names = self.witnesses()?;
        let cosigned = self.cosigned(&journal)?;
        let each = cosigned.iter().flat_map(|found| {
            let size = found.signed.checkpoint().size.get();
            attesting(&names, found).into_iter().map(move |(party, time)| Cosigner { party, size, time })
        });
        Ok(each.collect())
    }

    /// The newest cosignature that a statement cites, of those whose line is held here and verifies.
    fn newest_cited(&self, words: &Statement, names: &Witnesses) -> Result<Option<(Moment, PartyId)>, NodeError> {
        let mut newest = None;
        for Head { origin, cosignature, .. } in &words.seen {
            let Some(cited) = cosignature else { continue };
            let Ok(journal) = self.journal_of(origin) else { continue };
            for found in self.cosigned(&journal)? {
                let line = found.signed.note().lines().iter().find(|line| line_hash(line) == *cited);
                let Some(line) = line else { continue };
                let verdict = found.verdicts.iter().find(|verdict| verdict.key.names(line));
                let Some((verdict, time)) = verdict.and_then(|verdict| Some((verdict, verdict.time?))) else {
                    continue;
                };
                let party = names.iter().find(|(_, keys)| keys.contains(&verdict.key)).map(|(party, _)| party.clone());
                newest = newest.max(party.map(|party| (time, party)));
            }
        }
        Ok(newest)
    }

    /// Proves a statement to be in its journal, under the smallest checkpoint that the quorum cosigned, else
    /// under the newest; with `disclose`, salt and statement go along.
    pub fn prove(&self, statement: &Reference, disclose: bool) -> Result<Proved, NodeError> {
        let journal = self.journal_of(&statement.origin)?;
        let rows = self.rows(&journal)?;
        let tree: Tree = rows.iter().map(|row| row.entry.leaf()).collect();
        let policy = self.witness_policy()?;
        let enough = |found: &Cosigned| policy.quorum().is_some() && policy.standing(&found.verdicts).is_satisfied();
        let cosigned = self.cosigned_over(&journal, statement.index)?;
        let checkpoint: SignedCheckpoint = match cosigned.into_iter().find(enough) {
            Some(found) => found.signed,
            None => self.newest(&journal)?,
        };
        let outside = |error: &dyn ToString| StoreError::Damaged {
            what: format!("journal `{}`", journal.origin),
            why: error.to_string(),
        };
        let index = EntryIndex::new(statement.index);
        let mut proof = TlogProof::new(&tree, index, checkpoint).map_err(|error| outside(&error))?;
        if disclose {
            let row = usize::try_from(statement.index).ok().and_then(|index| rows.get(index));
            proof.extra = Some(extra(row, statement)?);
        }
        Ok(Proved { proof, leaf: statement.leaf })
    }

    /// Signs a receipt for a statement in the node's own journal, as it stands now.
    pub fn receipt(&self, statement: &Reference) -> Result<Receipt, NodeError> {
        let journal = self.journal_of(&statement.origin)?;
        if !journal.own {
            return Err(NodeError::NotOwn { origin: journal.origin });
        }
        let tree: Tree = self.rows(&journal)?.iter().map(|row| row.entry.leaf()).collect();
        let signer = Signer::log(journal.origin.clone(), self.log_secret(&journal)?)?;
        Ok(Receipt::inclusion(&tree, EntryIndex::new(statement.index), tree.size(), &signer)?)
    }
}

/// The bytes to disclose beside a proof.
fn extra(row: Option<&EntryRow>, statement: &Reference) -> Result<Vec<u8>, NodeError> {
    let content = row.and_then(|row| row.content.as_ref());
    let (salt, bytes) = content.ok_or(NodeError::NotHere { leaf: statement.leaf })?;
    let extra = [salt.as_bytes().as_slice(), bytes].concat();
    if extra.len() > EXTRA_BYTES_MAX {
        return Err(NodeError::TooLongToProve { bytes: extra.len(), most: EXTRA_BYTES_MAX });
    }
    Ok(extra)
}

type Witnesses = BTreeMap<PartyId, Vec<VerifierKey>>;

/// Who cosigned a checkpoint, and when.
fn attesting(names: &Witnesses, found: &Cosigned) -> Vec<(PartyId, Moment)> {
    let party = |verdict: &Verdict| {
        let party = names.iter().find(|(_, keys)| keys.contains(&verdict.key)).map(|(party, _)| party.clone())?;
        Some((party, verdict.time?))
    };
    found.verdicts.iter().filter_map(party).collect()
}

/// Parties whose statements cite a head of this journal that covers the entry and lies on its history.
fn citing(all: &[Said], journal: &JournalRow, index: u64, tree: &Tree) -> BTreeSet<PartyId> {
    let covers = |head: &Head| {
        let root = tree.root_at(journal::tree::Size::new(head.size));
        head.origin == journal.origin && head.size > index && root.is_ok_and(|root| root == head.root)
    };
    let others = all.iter().filter(|said| said.party != journal.party);
    let citing = others.filter(|said| said.statement().is_some_and(|words| words.seen.iter().any(covers)));
    citing.map(|said| said.party.clone()).collect()
}

fn earlier(a: Reached, b: Reached) -> Reached {
    match (a, b) {
        (Reached::At(a), Reached::At(b)) => Reached::At(a.min(b)),
        (Reached::At(time), _) | (_, Reached::At(time)) => Reached::At(time),
        (Reached::Unasked, _) | (_, Reached::Unasked) => Reached::Unasked,
        (Reached::NotYet, Reached::NotYet) => Reached::NotYet,
    }
}
