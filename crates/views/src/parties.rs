//! Parties and their officers, as their own journals declare them.

use crate::{At, FindingKind};
use model::{
    KeyRotated, Kind, LogKeyRotated, Names, OfficerAppointed, OfficerRevoked, OfficerRole, PartyDeclared, PartyRole,
};
use std::collections::BTreeMap;
use units::{OfficerId, OriginLine, PartyId, PublicKey, SealKey};

/// Every party that has declared itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    parties: BTreeMap<PartyId, Party>,
}

/// One party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Its journal.
    pub origin: OriginLine,
    /// Its name.
    pub name: Names,
    /// What it is in the operation.
    pub role: PartyRole,
    /// The key of its journal's checkpoints.
    pub log_key: PublicKey,
    /// The key that countersigns partners' checkpoints.
    pub witness_key: PublicKey,
    /// Its further journals: of other devices, or later epochs.
    pub further: Vec<OriginLine>,
    /// The key to which content for it is sealed.
    pub seal_key: SealKey,
    /// Its officers, past ones too.
    pub officers: BTreeMap<OfficerId, Officer>,
}

/// One officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// What for.
    pub role: OfficerRole,
    /// Signing key.
    pub key: PublicKey,
    /// Entry of the party's journal from which the grant no longer holds.
    pub until: Option<u64>,
}

impl Parties {
    /// The parties by identifier.
    pub fn iter(&self) -> impl Iterator<Item = (&PartyId, &Party)> {
        self.parties.iter()
    }

    /// One party.
    pub fn get(&self, party: &PartyId) -> Option<&Party> {
        self.parties.get(party)
    }

    /// Whether the officer who signed is one who decides for the party on the corridor; a finding where not.
    pub(crate) fn may_override(&self, at: &mut At<'_>) -> bool {
        let officer = self.get(&at.said.party).and_then(|party| party.officers.get(&at.statement.officer));
        let may = officer.is_some_and(|one| matches!(one.role, OfficerRole::Movement | OfficerRole::Authority));
        if !may {
            at.note(FindingKind::NotGranted { officer: at.statement.officer.clone() });
        }
        may
    }

    /// What an officer of a party is instead, where a kind of statement is for other roles and the party has given one
    /// of them to somebody. A party that has not is small, and anybody speaks for it.
    pub fn other_role(&self, party: &PartyId, officer: &OfficerId, kind: Kind) -> Option<OfficerRole> {
        let officers = &self.get(party)?.officers;
        let role = officers.get(officer)?.role;
        let wanted = kind.roles();
        let held = |one: &Officer| one.until.is_none() && wanted.contains(&one.role);
        (!wanted.contains(&role) && officers.values().any(held)).then_some(role)
    }

    /// Notes where an officer says what is for another role. It counts all the same: his party answers for his key.
    pub(crate) fn in_role(&self, at: &mut At<'_>) {
        let statement = at.statement;
        let (officer, kind) = (&statement.officer, statement.body.kind());
        if let Some(role) = self.other_role(&at.said.party, officer, kind) {
            at.note(FindingKind::OtherRole { officer: officer.clone(), role, kind });
        }
    }

    pub(crate) fn declared(&mut self, at: &mut At<'_>, declared: &PartyDeclared) {
        if !at.is_from(&declared.party) {
            return;
        }
        if let Some(party) = self.parties.get_mut(&declared.party) {
            // A further journal of the party adds officers; whether it may call itself so was judged before.
            if declared.follows.is_none() {
                return at.note(FindingKind::AlreadyDeclared { name: declared.party.to_string() });
            }
            party.further.push(at.said.origin.clone());
            for officer in &declared.officers {
                party.officers.entry(officer.officer.clone()).or_insert_with(|| Officer::of(officer));
            }
            return;
        }
        let party = Party {
            origin: at.said.origin.clone(),
            name: declared.name.clone(),
            role: declared.role,
            log_key: declared.log_key,
            seal_key: declared.seal_key,
            witness_key: declared.witness_key,
            further: Vec::new(),
            officers: declared.officers.iter().map(|o| (o.officer.clone(), Officer::of(o))).collect(),
        };
        self.parties.insert(declared.party.clone(), party);
    }

    pub(crate) fn appointed(&mut self, at: &At<'_>, appointed: &OfficerAppointed) {
        if let Some(party) = self.parties.get_mut(&at.said.party) {
            party.officers.insert(appointed.officer.clone(), Officer::of(appointed));
        }
    }

    pub(crate) fn revoked(&mut self, at: &At<'_>, revoked: &OfficerRevoked) {
        if let Some(officer) = self.officer_mut(&at.said.party, &revoked.officer) {
            officer.until = Some(at.said.index);
        }
    }

    pub(crate) fn rotated(&mut self, at: &At<'_>, rotated: &KeyRotated) {
        if let Some(officer) = self.officer_mut(&at.said.party, &rotated.officer) {
            officer.key = rotated.key;
        }
    }

    pub(crate) fn log_key_rotated(&mut self, at: &At<'_>, rotated: &LogKeyRotated) {
        let origin = &at.said.origin;
        if let Some(party) = self.parties.get_mut(&at.said.party).filter(|party| &party.origin == origin) {
            party.log_key = rotated.key;
        }
    }

    fn officer_mut(&mut self, party: &PartyId, officer: &OfficerId) -> Option<&mut Officer> {
        self.parties.get_mut(party)?.officers.get_mut(officer)
    }
}

impl Officer {
    fn of(appointed: &OfficerAppointed) -> Self {
        Self { role: appointed.role, key: appointed.key, until: None }
    }
}
