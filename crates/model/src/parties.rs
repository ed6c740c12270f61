//! Parties, officers, keys and audiences.

use crate::body::record;
use crate::{Head, Names, OfficerRole, PartyRole, Reference, Succession, Text};
use units::{Digest, OfficerId, OriginLine, PartyId, PublicKey, SealKey, SignatureBytes};

record! {
    /// Genesis: the party names itself, its journal key and its first officers.
    PartyDeclared {
        /// The party; also the last part of the journal's origin line.
        party: PartyId = 0,
        /// Its name.
        name: Names = 1,
        /// What it is in the operation.
        role: PartyRole = 2,
        /// The key that signs the journal's checkpoints.
        log_key: PublicKey = 3,
        /// Officers who may sign from entry 0 on.
        officers: Vec<OfficerAppointed> = 4,
        /// The key that countersigns partners' checkpoints.
        witness_key: PublicKey = 5,
        /// The key, kept offline, that speaks for the party when others are lost.
        recovery_key: PublicKey = 6,
        /// SHA-256 of the 32 bytes of the journal key that comes after this one.
        next_log_key: Digest = 7,
        /// The key to which content is sealed that only this party should open.
        seal_key: SealKey = 8,
        /// Set where the party already has a journal, which this one stands beside or comes after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follows: Option<Follows> = 9,
    }
}

record! {
    /// A further journal of a party: of a second device, or a new epoch of the first.
    Follows {
        /// The journal it follows, up to its last good entry.
        head: Head = 0,
        /// Why there is another.
        succession: Succession = 1,
        /// By the log key of the journal followed, or by its recovery key where that is revoked; over
        /// [`Follows::message`].
        signature: SignatureBytes = 2,
    }
}

impl Follows {
    /// What is signed: `"qafila/follow/v1" || 0x00 || CBOR [origin, log key, head, succession]` of the new
    /// journal, so that nobody else's journal can borrow the signature.
    pub fn message(origin: &OriginLine, log_key: &PublicKey, head: &Head, succession: Succession) -> Vec<u8> {
        signed(b"qafila/follow/v1\0", &(origin, log_key, head, succession))
    }
}

record! {
    /// The journal's checkpoints are signed by another key from this entry on.
    LogKeyRotated {
        /// The new key, whose hash was promised.
        key: PublicKey = 0,
        /// SHA-256 of the 32 bytes of the key that will come after it.
        next_log_key: Digest = 1,
        /// By the old key, over [`LogKeyRotated::message`].
        by_old: SignatureBytes = 2,
        /// By the new key, over the same.
        by_new: SignatureBytes = 3,
    }
}

impl LogKeyRotated {
    /// What both keys sign: `"qafila/rotate/v1" || 0x00 || CBOR [origin, old key, new key, next hash]`.
    pub fn message(origin: &OriginLine, old: &PublicKey, new: &PublicKey, next: &Digest) -> Vec<u8> {
        signed(b"qafila/rotate/v1\0", &(origin, old, new, next))
    }
}

fn signed(prefix: &[u8], body: &impl minicbor::Encode<()>) -> Vec<u8> {
    let mut bytes = prefix.to_vec();
    // Writing into a growing vector has no way to fail.
    let result = minicbor::encode(body, &mut bytes);
    debug_assert!(result.is_ok());
    bytes
}

record! {
    /// A grant to sign for the party, from this entry on.
    OfficerAppointed {
        /// The officer.
        officer: OfficerId = 0,
        /// What for.
        role: OfficerRole = 1,
        /// The officer's signing key.
        key: PublicKey = 2,
    }
}

record! {
    /// The grant ends at this entry, not at a clock time.
    OfficerRevoked {
        /// The officer.
        officer: OfficerId = 0,
        /// Why.
        reason: Text = 1,
    }
}

record! {
    /// The officer signs with another key after this entry.
    KeyRotated {
        /// The officer.
        officer: OfficerId = 0,
        /// The new key.
        key: PublicKey = 1,
    }
}

record! {
    /// A further party may read an earlier statement of this journal.
    AudienceGranted {
        /// The statement.
        statement: Reference = 0,
        /// Who may read it from now on.
        to: PartyId = 1,
    }
}
