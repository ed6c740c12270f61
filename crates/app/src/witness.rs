//! Witnessing: every party cosigns what it replicates, and keeps what others cosigned.
//!
//! A cosignature says: at this time, this was the longest history of that journal I had seen, and it
//! continued the one before. Two histories can then not both find the same witnesses.

use crate::lineage::Lineage;
use crate::node::{Node, NodeError};
use crate::ports::{CheckpointRow, JournalRow, StoreError, WITNESS_KEY};
use journal::checkpoint::{CHECKPOINT_BYTES_MAX, SignedCheckpoint, UNJUDGED_BYTES_MAX};
use journal::note::{KeyLineError, SignatureLine, Signer, Verdict, Verifier, VerifierKey};
use journal::policy::{Policy, PolicyError};
use journal::tree::{Frontier, Size, Tree};
use journal::witness::Latest;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use units::{Digest, Moment, OriginLine, PartyId};

/// Document under which a node keeps its own policy (C2SP tlog-policy).
const POLICY: &str = "witness/policy";

/// Hours after which entries that nobody cosigned are an alarm.
///
/// Two days: partners on these roads meet daily where there is a network, and carry a stick with the
/// next convoy where there is none.
pub const ALARM_HOURS: i64 = 48;

/// Most lines kept on one checkpoint: the log's own keys, and every party of a large operation.
const LINES_MAX: usize = 32;

/// Most bytes of this node's own cosignature: its name, and a time and a signature in base64.
const OWN_LINE_BYTES_MAX: usize = units::ID_BYTES_MAX + 128;

/// Name of a journal's witness key: C2SP asks for another name than the log's own.
pub fn witness_name(origin: &OriginLine) -> Result<OriginLine, units::IdError> {
    OriginLine::new(format!("{origin}/witness"))
}

/// A checkpoint that somebody cosigned, judged.
#[derive(Clone, Debug)]
pub struct Cosigned {
    /// The checkpoint with all its lines.
    pub signed: SignedCheckpoint,
    /// The cosignatures on it that verify, each with its time.
    pub verdicts: Vec<Verdict>,
}

/// How far a journal is cosigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tail {
    /// Which journal.
    pub origin: OriginLine,
    /// How many entries it has here.
    pub size: Size,
    /// How many of these the quorum has cosigned.
    pub cosigned: Size,
    /// Who cosigned how much, and when last.
    pub witnesses: BTreeMap<PartyId, (Size, Moment)>,
    /// Since when the first entry beyond the quorum is known here.
    pub waiting_since: Option<Moment>,
    /// Whether that is too long ago.
    pub alarm: bool,
}

impl Node {
    /// The cosigner keys of every journal held here, with the party each belongs to.
    pub fn witnesses(&self) -> Result<BTreeMap<PartyId, Vec<VerifierKey>>, NodeError> {
        let mut found: BTreeMap<PartyId, Vec<VerifierKey>> = BTreeMap::new();
        for journal in self.journals()? {
            let Some(lineage) = self.lineage(&journal)? else { continue };
            let verifier = Verifier::Cosigner(lineage.declared.witness_key);
            // A name too long to be extended cannot witness; its journal can still be read.
            let key = witness_name(&journal.origin).ok().and_then(|name| VerifierKey::new(name, verifier).ok());
            found.entry(journal.party).or_default().extend(key);
        }
        Ok(found)
    }

    /// What a journal says of its own keys.
    pub(crate) fn lineage(&self, journal: &JournalRow) -> Result<Option<Lineage>, NodeError> {
        Ok(Lineage::read(&journal.origin, &self.rows(journal)?))
    }

    /// Whose word is enough: the node's own policy, or that of any one party but the journal's own.
    pub fn witness_policy(&self) -> Result<Policy, NodeError> {
        if let Some(bytes) = self.store().document(POLICY)? {
            return Policy::parse(&bytes).map_err(|error| damaged(POLICY, &error).into());
        }
        let keys: Vec<VerifierKey> = self.witnesses()?.into_values().flatten().collect();
        let mut text: String = keys.iter().map(|key| format!("witness {} {key}\n", key.name())).collect();
        if keys.is_empty() {
            text.push_str("quorum none\n");
        } else {
            let names: Vec<&str> = keys.iter().map(|key| key.name().as_str()).collect();
            text.push_str(&format!("group partners any {}\nquorum partners\n", names.join(" ")));
        }
        Policy::parse(text.as_bytes()).map_err(|error| damaged(POLICY, &error).into())
    }

    /// Replaces the node's policy, once it is one.
    pub fn set_witness_policy(&mut self, bytes: &[u8]) -> Result<Policy, WitnessError> {
        let policy = Policy::parse(bytes)?;
        self.store_mut().keep(&[(POLICY.to_owned(), policy.to_bytes())]).map_err(NodeError::from)?;
        Ok(policy)
    }

    /// The checkpoints of a journal that are kept here and cosigned, judged, the smallest first.
    ///
    /// A line that does not verify is left out, as if it were not there: others may have added it. So is one of
    /// the journal's own party, which does not attest itself.
    pub fn cosigned(&self, journal: &JournalRow) -> Result<Vec<Cosigned>, NodeError> {
        let others = self.witnesses()?.into_iter().filter(|(party, _)| party != &journal.party);
        let known: Vec<VerifierKey> = others.flat_map(|(_, keys)| keys).collect();
        let mut found = Vec::new();
        for row in self.store().checkpoints(&journal.origin)? {
            let Ok(signed) = SignedCheckpoint::parse(&row.note) else { continue };
            let verdicts: Vec<Verdict> =
                known.iter().filter_map(|key| signed.note().verify(std::slice::from_ref(key)).ok()).flatten().collect();
            if !verdicts.is_empty() {
                found.push(Cosigned { signed, verdicts });
            }
        }
        Ok(found)
    }

    /// SHA-256 of the newest cosignature line held for a journal, with its newline.
    pub(crate) fn newest_cosignature(&self, origin: &OriginLine) -> Result<Option<Digest>, NodeError> {
        let Some(newest) = self.store().checkpoints(origin)?.pop() else { return Ok(None) };
        let Ok(signed) = SignedCheckpoint::parse(&newest.note) else { return Ok(None) };
        let line = signed.note().lines().iter().rfind(|line| line.name() != origin.as_str());
        Ok(line.map(line_hash))
    }

    /// Cosigns the newest head of a partner's journal, where it goes beyond the last one cosigned.
    ///
    /// The node holds all entries under that head, so that it continues the last one is checked on
    /// them. Answers whether there was anything to sign.
    pub fn cosign(&mut self, origin: &OriginLine) -> Result<bool, WitnessError> {
        let journals = self.journals()?;
        let own = journals.iter().find(|journal| journal.own).ok_or(NodeError::NoJournal)?;
        let journal = journals.iter().find(|journal| &journal.origin == origin && !journal.own);
        let journal = journal.ok_or_else(|| WitnessError::NotAPartner { origin: origin.clone() })?;
        let held = self.store().cosigned(origin).map_err(NodeError::from)?;
        let head = Latest { size: journal.frontier.size(), root: journal.frontier.root() };
        if held == Some(head) {
            return Ok(false);
        }
        self.check_continues(journal, held)?;
        let signer = self.witness_signer(&own.origin)?;
        let mut signed = self.newest(journal)?;
        signed.cosign(&signer);
        let row = self.checkpoint_row(&signed);
        self.store_mut().cosign(held, &row).map_err(NodeError::from)?;
        Ok(true)
    }

    /// The entries held here must have, over as many as were cosigned last, the root that was.
    fn check_continues(&self, journal: &JournalRow, held: Option<Latest>) -> Result<(), WitnessError> {
        let Some(held) = held else { return Ok(()) };
        let (origin, found) = (journal.origin.clone(), journal.frontier.size());
        if held.size > found {
            return Err(WitnessError::Behind { origin, cosigned: held.size, found });
        }
        let rows = self.rows(journal).map_err(NodeError::from)?;
        let mut frontier = Frontier::default();
        let known = usize::try_from(held.size.get()).unwrap_or(usize::MAX);
        rows.iter().take(known).for_each(|row| {
            frontier.push(row.entry.leaf());
        });
        let root = frontier.root();
        if root == held.root { Ok(()) } else { Err(WitnessError::Rewritten { origin, size: held.size }) }
    }

    /// The node's own cosigner, at this moment.
    pub(crate) fn witness_signer(&self, own: &OriginLine) -> Result<Signer, WitnessError> {
        let secret = self.secret(WITNESS_KEY)?;
        Ok(Signer::cosigner(witness_name(own)?, secret, self.now())?)
    }

    pub(crate) fn checkpoint_row(&self, signed: &SignedCheckpoint) -> CheckpointRow {
        let head = signed.checkpoint();
        let (origin, note) = (head.origin.clone(), signed.to_string().into_bytes());
        CheckpointRow { origin, size: head.size, root: head.root, note, known: self.now() }
    }

    /// The newest head of a journal, with every line that is known for it.
    pub(crate) fn newest(&self, journal: &JournalRow) -> Result<SignedCheckpoint, NodeError> {
        let head = (journal.frontier.size(), journal.frontier.root());
        let kept = self.store().checkpoints(&journal.origin)?;
        let kept = kept.into_iter().find(|row| (row.size, row.root) == head).map(|row| row.note);
        SignedCheckpoint::parse(kept.as_deref().unwrap_or(&journal.checkpoint)).map_err(NodeError::from)
    }

    /// Takes over cosignatures that others put on a head of a journal held here; answers how many are new.
    ///
    /// The checkpoint must be signed by the journal's key and lie on the history that is held; lines by
    /// keys that are not known, or that do not verify, are left out.
    pub fn take_cosignatures(&mut self, journal: &JournalRow, shown: &SignedCheckpoint) -> Result<usize, NodeError> {
        let head = shown.checkpoint();
        let tree: Tree = self.rows(journal)?.iter().map(|row| row.entry.leaf()).collect();
        let fits = head.origin == journal.origin && tree.root_at(head.size).is_ok_and(|root| root == head.root);
        let lineage = self.lineage(journal)?;
        let keys = lineage.map_or_else(Vec::new, |lineage| lineage.verifier_keys());
        let keys = if keys.is_empty() { vec![journal.key.clone()] } else { keys };
        let signed = keys.iter().find(|key| fits && shown.clone().judge(key, &[]).is_ok());
        let Some(log) = signed else { return Ok(0) };
        let kept = self.store().checkpoints(&journal.origin)?;
        let kept = kept.into_iter().find(|row| (row.size, row.root) == (head.size, head.root));
        let mut merged = match kept.as_ref().and_then(|row| SignedCheckpoint::parse(&row.note).ok()) {
            Some(kept) => kept,
            None => shown.bare(log),
        };
        let before = merged.clone();
        let new = merge_lines(&mut merged, shown, &self.witnesses()?.into_values().flatten().collect::<Vec<_>>());
        if merged != before || (kept.is_none() && new > 0) {
            let row = self.checkpoint_row(&merged);
            self.store_mut().keep_checkpoint(&row)?;
        }
        Ok(new)
    }

    /// How far each journal is cosigned, and what has waited too long.
    pub fn tails(&self) -> Result<Vec<Tail>, NodeError> {
        let policy = self.witness_policy()?;
        self.journals()?.iter().map(|journal| self.tail(journal, &policy)).collect()
    }

    fn tail(&self, journal: &JournalRow, policy: &Policy) -> Result<Tail, NodeError> {
        let names = self.witnesses()?;
        let mut tail = Tail {
            origin: journal.origin.clone(),
            size: journal.frontier.size(),
            cosigned: if policy.quorum().is_none() { journal.frontier.size() } else { Size::ZERO },
            witnesses: BTreeMap::new(),
            waiting_since: None,
            alarm: false,
        };
        for Cosigned { signed, verdicts } in self.cosigned(journal)? {
            let size = signed.checkpoint().size;
            if policy.standing(&verdicts).is_satisfied() {
                tail.cosigned = tail.cosigned.max(size);
            }
            for verdict in verdicts {
                let party = names.iter().find(|(_, keys)| keys.contains(&verdict.key)).map(|(party, _)| party.clone());
                if let (Some(party), Some(time)) = (party, verdict.time) {
                    tail.witnesses.insert(party, (size, time));
                }
            }
        }
        let first = usize::try_from(tail.cosigned.get()).unwrap_or(usize::MAX);
        tail.waiting_since = self.rows(journal)?.get(first).map(|row| row.known);
        let since = |since: Moment| self.now().seconds().saturating_sub(since.seconds());
        tail.alarm = tail.waiting_since.is_some_and(|known| since(known) >= ALARM_HOURS * 3600);
        Ok(tail)
    }
}

/// Puts the lines of one copy of a checkpoint onto another; answers how many cosignatures are new.
///
/// Lines of known witnesses must verify. Those of others are kept as they are, a few: the journal that
/// makes their witness known may come with the next folder, and they are judged whenever they are read.
fn merge_lines(merged: &mut SignedCheckpoint, shown: &SignedCheckpoint, known: &[VerifierKey]) -> usize {
    let sound = |signed: &SignedCheckpoint, key: &VerifierKey| signed.note().verify(std::slice::from_ref(key)).is_ok();
    let mut new = 0;
    for line in shown.note().lines().iter().filter(|line| line.name() != shown.checkpoint().origin.as_str()) {
        let named = |held: &SignatureLine| (held.name(), held.id()) == (line.name(), line.id());
        match known.iter().find(|key| key.names(line)) {
            Some(key) if sound(shown, key) && !sound(merged, key) => {
                new += usize::from(merged.attach_within(line, CHECKPOINT_BYTES_MAX - OWN_LINE_BYTES_MAX));
            }
            Some(_) => {}
            None if merged.note().lines().len() < LINES_MAX && !merged.note().lines().iter().any(named) => {
                merged.attach_within(line, UNJUDGED_BYTES_MAX);
            }
            None => {}
        }
    }
    // Judged lines come last: the newest of them is what the node cites.
    let judged: Vec<SignatureLine> = known
        .iter()
        .filter(|key| sound(merged, key))
        .filter_map(|key| merged.note().lines().iter().find(|line| key.names(line)).cloned())
        .collect();
    judged.into_iter().for_each(|line| merged.attach(line));
    new
}

/// Names one cosignature: SHA-256 of its line, with its newline.
pub(crate) fn line_hash(line: &SignatureLine) -> Digest {
    Digest::new(Sha256::digest(format!("{line}\n")).into())
}

fn damaged(what: &str, why: &impl ToString) -> StoreError {
    StoreError::Damaged { what: what.to_owned(), why: why.to_string() }
}

/// Why a head is not cosigned, or a policy not taken.
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Nobody attests his own journal, or one that is not here.
    #[error("no partner's journal `{origin}` is held here")]
    NotAPartner {
        /// Its identity.
        origin: OriginLine,
    },
    /// More was cosigned than is held now.
    #[error("journal `{origin}` was cosigned over {cosigned} entries, and has {found} here")]
    Behind {
        /// Its identity.
        origin: OriginLine,
        /// How many were cosigned.
        cosigned: Size,
        /// How many are here.
        found: Size,
    },
    /// The entries held are not those that were cosigned.
    #[error("journal `{origin}` is not the one whose first {size} entries were cosigned here")]
    Rewritten {
        /// Its identity.
        origin: OriginLine,
        /// Over how many entries.
        size: Size,
    },
    /// The text is no policy.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The journal's name cannot be extended to that of a witness.
    #[error(transparent)]
    Name(#[from] units::IdError),
    /// The name cannot stand in a key line.
    #[error(transparent)]
    KeyLine(#[from] KeyLineError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}
