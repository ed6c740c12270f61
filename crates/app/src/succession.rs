//! Replacing a journal's key, and opening further journals of a party.

use crate::lineage::{Lineage, operation_of};
use crate::node::{Genesis, Node, NodeError, check_head, key_hash};
use crate::ports::{JournalRow, LATER_LOG_KEY, LOG_KEY, NEXT_LOG_KEY, RECOVERY_KEY};
use journal::note::{Verifier, VerifierKey};
use model::{Body, Draft, Follows, Head, LogKeyRotated, Reference, Succession};
use units::{OfficerId, OriginLine, PublicKey, SignatureBytes};

impl Node {
    /// Replaces the key of the node's own journal by the promised one, and promises `later`, whose private
    /// half the key file must hold already.
    ///
    /// The entry is signed as any other; the checkpoint over it is the first under the new key.
    pub fn rotate(&mut self, officer: Option<OfficerId>, later: &PublicKey) -> Result<Reference, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        check_head(&own)?;
        let lineage = self.own_lineage(&own)?;
        let old = self.log_secret(&own)?;
        let new = self.held_key(|key| key_hash(key) == lineage.promised, NEXT_LOG_KEY)?;
        let next_log_key = key_hash(later);
        let message = LogKeyRotated::message(&own.origin, &old.public(), &new.public(), &next_log_key);
        let sign = |key: &journal::keys::SecretKey| SignatureBytes::new(*key.sign(&message).as_bytes());
        let body = LogKeyRotated { key: new.public(), next_log_key, by_old: sign(&old), by_new: sign(&new) };
        let key = VerifierKey::new(own.origin.clone(), Verifier::Ed25519(new.public()))?;
        let draft = Draft { officer, ..Draft::of(Body::LogKeyRotated(body)) };
        let mut references = self.append(JournalRow { key, ..own }, &[draft], None)?;
        Ok(references.remove(0))
    }

    /// Signs for a further journal of this node's party: of a second device.
    pub fn vouch(&self, origin: &OriginLine, log_key: &PublicKey) -> Result<Follows, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        self.follows(&own, origin, log_key, Succession::Device)
    }

    /// Opens a new epoch: a journal in place of the own one, which is kept and no longer written.
    ///
    /// After a restore it is signed by the old key, and after a theft by the recovery key, with `good`, the
    /// number of entries that still hold. The new journal's key is the one that was promised.
    pub fn new_epoch(&mut self, good: Option<u64>) -> Result<Reference, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let lineage = self.own_lineage(&own)?;
        let succession = if good.is_some() { Succession::Revocation } else { Succession::Epoch };
        let origin = self.next_origin(&own)?;
        let key = self.held_key(|key| key_hash(key) == lineage.promised, NEXT_LOG_KEY)?.public();
        let rows = self.rows(&own)?;
        let held = rows.len() as u64;
        let size = good.unwrap_or(held);
        if size > held {
            return Err(NodeError::NotSoMany { origin: own.origin, wanted: size, held });
        }
        let kept = usize::try_from(size).unwrap_or(usize::MAX);
        let leaves: Vec<units::Digest> = rows.iter().take(kept).map(|row| row.entry.leaf()).collect();
        let head = Head { origin: own.origin.clone(), size, root: journal::tree::root_of(&leaves), cosignature: None };
        let follows = self.sign_follows(&own, &origin, &key, head, succession)?;
        let declared = lineage.declared;
        let genesis = Genesis {
            origin,
            party: own.party.clone(),
            name: declared.name,
            role: declared.role,
            officers: declared.officers.into_iter().map(|officer| (officer.officer, officer.role)).collect(),
            follows: Some(follows),
        };
        let names = if self.secret(NEXT_LOG_KEY)?.public() == key {
            [NEXT_LOG_KEY, LATER_LOG_KEY]
        } else {
            [LOG_KEY, NEXT_LOG_KEY]
        };
        self.begin(&genesis, names, Some(own.origin))
    }

    fn own_lineage(&self, own: &JournalRow) -> Result<Lineage, NodeError> {
        self.lineage(own)?.ok_or_else(|| NodeError::NoGenesis { origin: own.origin.clone() })
    }

    /// `operation/party/e2`, and so on: the first that no journal held here has.
    fn next_origin(&self, own: &JournalRow) -> Result<OriginLine, NodeError> {
        let held = self.journals()?;
        let operation = operation_of(&own.origin, &own.party);
        for number in 2_u64.. {
            let origin = OriginLine::new(format!("{operation}/{}/e{number}", own.party))?;
            if held.iter().all(|journal| journal.origin != origin) {
                return Ok(origin);
            }
        }
        Err(NodeError::NoJournal)
    }

    fn follows(
        &self,
        own: &JournalRow,
        origin: &OriginLine,
        log_key: &PublicKey,
        succession: Succession,
    ) -> Result<Follows, NodeError> {
        let (size, root) = (own.frontier.size().get(), own.frontier.root());
        let head = Head { origin: own.origin.clone(), size, root, cosignature: None };
        self.sign_follows(own, origin, log_key, head, succession)
    }

    fn sign_follows(
        &self,
        own: &JournalRow,
        origin: &OriginLine,
        log_key: &PublicKey,
        head: Head,
        succession: Succession,
    ) -> Result<Follows, NodeError> {
        let key = match succession {
            Succession::Device | Succession::Epoch => self.log_secret(own)?,
            Succession::Revocation => self.secret(RECOVERY_KEY)?,
        };
        let message = Follows::message(origin, log_key, &head, succession);
        Ok(Follows { head, succession, signature: SignatureBytes::new(*key.sign(&message).as_bytes()) })
    }
}
