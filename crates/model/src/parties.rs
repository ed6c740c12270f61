//! Parties, officers, keys and audiences.

use crate::body::record;
use crate::{Names, OfficerRole, PartyRole, Reference, Text};
use units::{OfficerId, PartyId, PublicKey};

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
    }
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
