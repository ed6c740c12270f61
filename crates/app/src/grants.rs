//! Whether the officer of each entry could say it: grants are read from the journal itself,
//! in entry order, so every node comes to the same answer.

use crate::node::SCHEMA_NAME;
use crate::ports::EntryRow;
use journal::cose::{self, Envelope};
use journal::keys::ReadyKey;
use model::{Body, Statement};
use std::collections::BTreeMap;
use units::{Digest, OfficerId, OriginLine, PartyId, PublicKey};
use views::{Content, Said, Standing};

/// Turns the stored entries of one journal into what views fold.
pub(crate) fn said(origin: &OriginLine, party: &PartyId, rows: Vec<EntryRow>) -> Vec<Said> {
    let mut grants = Grants::default();
    rows.into_iter().map(|row| grants.read(origin, party, row)).collect()
}

/// The keys in force, as the journal has granted them so far.
#[derive(Default)]
struct Grants {
    keys: BTreeMap<OfficerId, ReadyKey>,
}

impl Grants {
    fn read(&mut self, origin: &OriginLine, party: &PartyId, row: EntryRow) -> Said {
        let leaf: Digest = row.entry.leaf();
        let (content, standing) = match &row.content {
            None => (Content::Withheld, Standing::Sound),
            Some((_, bytes)) => self.judge(origin, party, row.index, bytes),
        };
        let (origin, party) = (origin.clone(), party.clone());
        Said { origin, party, index: row.index, leaf, known: row.known, content, standing }
    }

    fn judge(&mut self, origin: &OriginLine, party: &PartyId, index: u64, bytes: &[u8]) -> (Content, Standing) {
        let opaque = |why: String| (Content::Opaque { why }, Standing::Sound);
        let envelope = match cose::decode(bytes) {
            Ok(envelope) => envelope,
            Err(error) => return opaque(error.to_string()),
        };
        if envelope.header.schema.as_str() != SCHEMA_NAME {
            return opaque(format!("schema {} is not known here", envelope.header.schema));
        }
        let statement = match model::canonical::decode(&envelope.payload) {
            Ok(statement) => statement,
            Err(error) => return opaque(error.to_string()),
        };
        // The first entry appoints those who may sign it: a journal begins by itself.
        if let (0, Body::PartyDeclared(declared)) = (index, &statement.body) {
            declared.officers.iter().for_each(|officer| self.grant(&officer.officer, &officer.key));
        }
        let standing = self.standing(origin, &envelope, &statement);
        // What views refuse to count grants nothing either.
        let counts = &statement.party == party && statement.body.validate().is_ok();
        if standing == Standing::Sound && counts {
            self.learn(&statement.body);
        } else if index == 0 {
            self.keys.clear();
        }
        (Content::Known(Box::new(statement)), standing)
    }

    fn standing(&self, origin: &OriginLine, envelope: &Envelope, statement: &Statement) -> Standing {
        let officer = &envelope.header.kid;
        let Some(key) = self.keys.get(officer) else {
            return Standing::NotGranted { officer: officer.clone() };
        };
        let same = officer == &statement.officer && &envelope.header.issuer == origin;
        if same && envelope.verify(key).is_ok() { Standing::Sound } else { Standing::BadSignature }
    }

    fn grant(&mut self, officer: &OfficerId, key: &PublicKey) {
        // A key that no signature verifies under grants nothing.
        if let Ok(ready) = ReadyKey::new(key) {
            self.keys.insert(officer.clone(), ready);
        }
    }

    fn learn(&mut self, body: &Body) {
        if let Body::OfficerAppointed(appointed) = body {
            self.grant(&appointed.officer, &appointed.key);
        } else if let Body::KeyRotated(rotated) = body {
            if self.keys.contains_key(&rotated.officer) {
                self.grant(&rotated.officer, &rotated.key);
            }
        } else if let Body::OfficerRevoked(revoked) = body {
            self.keys.remove(&revoked.officer);
        }
    }
}
