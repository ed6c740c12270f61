//! Which keys speak for a journal, and which journals speak for a party.
//!
//! A journal names its key in its first entry, together with the hash of the key that comes next;
//! a rotation shows that key, signed by both. A party may have further journals: of a second device,
//! or a new epoch after a restore or a theft. Each names the journal it follows, under a signature
//! by that journal's key, or by the recovery key where that key is revoked.
//!
//! Everything here is read from the journals themselves, so every node comes to the same answer.

use crate::node::key_hash;
use crate::ports::EntryRow;
use journal::cose;
use journal::keys::{Signature, verify};
use journal::note::{Verifier, VerifierKey};
use model::{Body, Follows, LogKeyRotated, PartyDeclared, Statement, Succession};
use std::collections::BTreeMap;
use units::{Digest, OriginLine, PartyId, PublicKey, SignatureBytes};

/// What a journal says of its own keys.
#[derive(Clone, Debug)]
pub(crate) struct Lineage {
    pub(crate) origin: OriginLine,
    /// Its first entry.
    pub(crate) declared: PartyDeclared,
    /// Every key it has had, the one in force last.
    pub(crate) keys: Vec<PublicKey>,
    /// Hash of the key that comes next.
    pub(crate) promised: Digest,
}

impl Lineage {
    /// Reads a journal's keys from the entries that can be read here; none where the first cannot.
    pub(crate) fn read<'r>(origin: &OriginLine, rows: impl IntoIterator<Item = &'r EntryRow>) -> Option<Self> {
        let mut rows = rows.into_iter();
        let Body::PartyDeclared(declared) = statement(rows.next()?)?.body else { return None };
        let (keys, promised) = (vec![declared.log_key], declared.next_log_key);
        let mut lineage = Self { origin: origin.clone(), declared, keys, promised };
        for body in rows.filter_map(rotation) {
            lineage.rotate(&body);
        }
        Some(lineage)
    }

    /// The key in force.
    pub(crate) fn key(&self) -> PublicKey {
        self.keys.last().copied().unwrap_or(self.declared.log_key)
    }

    /// Every key it has had, as names on its checkpoints.
    pub(crate) fn verifier_keys(&self) -> Vec<VerifierKey> {
        let named = |key: &PublicKey| VerifierKey::new(self.origin.clone(), Verifier::Ed25519(*key)).ok();
        self.keys.iter().filter_map(named).collect()
    }

    /// Takes a rotation over, if it is what was promised and both keys signed it.
    pub(crate) fn rotate(&mut self, rotated: &LogKeyRotated) -> bool {
        let message = LogKeyRotated::message(&self.origin, &self.key(), &rotated.key, &rotated.next_log_key);
        let holds = key_hash(&rotated.key) == self.promised
            && signed(&self.key(), &message, &rotated.by_old)
            && signed(&rotated.key, &message, &rotated.by_new);
        if holds {
            self.keys.push(rotated.key);
            self.promised = rotated.next_log_key;
        }
        holds
    }

    /// Whether this journal vouches for one that says it follows it.
    pub(crate) fn vouches(&self, further: &Self) -> bool {
        let Some(follows) = &further.declared.follows else { return false };
        let Follows { head, succession, signature } = follows;
        let message = Follows::message(&further.origin, &further.declared.log_key, head, *succession);
        let by = |key: &PublicKey| signed(key, &message, signature);
        let holds = match succession {
            Succession::Device | Succession::Epoch => self.keys.iter().any(by),
            Succession::Revocation => by(&self.declared.recovery_key),
        };
        holds && head.origin == self.origin && further.declared.party == self.declared.party
    }
}

fn signed(key: &PublicKey, message: &[u8], signature: &SignatureBytes) -> bool {
    verify(key, message, &Signature::new(*signature.as_bytes())).is_ok()
}

/// The statement of an entry, as far as it is here and understood; its signature is not judged.
pub(crate) fn statement(row: &EntryRow) -> Option<Statement> {
    let (_, bytes) = row.content.as_ref()?;
    model::canonical::decode(&cose::decode(bytes).ok()?.payload).ok()
}

fn rotation(row: &EntryRow) -> Option<LogKeyRotated> {
    let Body::LogKeyRotated(rotated) = statement(row)?.body else { return None };
    Some(rotated)
}

/// From which entry on journals are in doubt, because the party revoked their key, and the journal
/// that says so.
pub(crate) fn doubts(lineages: &[Lineage]) -> BTreeMap<OriginLine, (u64, OriginLine)> {
    let mut doubts = BTreeMap::new();
    for further in lineages {
        let Some(follows) = further.declared.follows.as_ref() else { continue };
        let revoked = follows.succession == Succession::Revocation;
        let known = lineages.iter().find(|known| known.origin == follows.head.origin);
        if revoked && known.is_some_and(|known| known.vouches(further)) {
            let from = (follows.head.size, further.origin.clone());
            let doubt = doubts.entry(follows.head.origin.clone()).or_insert_with(|| from.clone());
            // Of two revocations the more cautious holds.
            *doubt = doubt.clone().min(from);
        }
    }
    doubts
}

/// The party that a journal's name speaks for: its last part, or the last but one where the first
/// entry says so (`operation/party/device`).
pub(crate) fn party_of(origin: &OriginLine, declared: Option<&PartyId>) -> Option<PartyId> {
    let mut parts = origin.as_str().rsplit('/');
    let (last, before) = (parts.next()?, parts.next()?);
    match declared {
        Some(party) if party.as_str() == last || (party.as_str() == before && parts.next().is_some()) => {
            Some(party.clone())
        }
        Some(_) => None,
        None => PartyId::new(last).ok(),
    }
}

/// The operation's part of a journal's name: what stands before its party.
pub(crate) fn operation_of<'o>(origin: &'o OriginLine, party: &PartyId) -> &'o str {
    let text = origin.as_str();
    let part = format!("/{party}");
    let ends = |at: &usize| matches!(text.as_bytes().get(at + part.len()), None | Some(b'/'));
    let at = text.match_indices(&part).map(|(at, _)| at).filter(ends).last();
    &text[..at.unwrap_or(0)]
}
