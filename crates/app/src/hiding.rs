//! Hidden fields: salts drawn when a statement is signed, values put in place when it is read.
//!
//! Among the same readers a value has one salt, whoever of them says it, and so one commitment: a closed
//! reader can follow a piece from stock to handover to check without learning its number. Among other
//! readers it has another.

use crate::node::{Node, NodeError};
use crate::ports::{HeldField, JournalRow, StoreError};
use journal::entry::Salt;
use journal::field::{FIELDS_MAX, Opening};
use model::{FieldKind, Hiding, Statement};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, PartyId};

/// Salts in use: for whom a field opens, what it is, its value.
#[derive(Default)]
pub(crate) struct Salts(BTreeMap<(BTreeSet<PartyId>, FieldKind, Vec<u8>), Salt>);

fn readers(author: &PartyId, parties: &[PartyId]) -> BTreeSet<PartyId> {
    parties.iter().chain([author]).cloned().collect()
}

impl Node {
    /// The salts of every field that is open here, the node's own before its partners'.
    pub(crate) fn field_salts(&self) -> Result<Salts, StoreError> {
        let (own, others): (Vec<_>, Vec<_>) = self.store().journals()?.into_iter().partition(|journal| journal.own);
        let mut salts = Salts::default();
        for journal in own.iter().chain(&others) {
            for row in self.rows(journal)?.iter().filter(|row| !row.fields.is_empty()) {
                let Some((_, bytes)) = &row.content else { continue };
                salts.learn(journal, bytes, &row.fields);
            }
        }
        Ok(salts)
    }

    /// Hides what a draft wants hidden, and gives what opens it.
    pub(crate) fn hide(
        &mut self,
        statement: &mut Statement,
        hiding: Option<&Hiding>,
        salts: &mut Salts,
    ) -> Result<Vec<HeldField>, NodeError> {
        let Some(hiding) = hiding else { return Ok(Vec::new()) };
        let readers = readers(&statement.party, &hiding.parties);
        let known = self.now();
        let mut fields = BTreeMap::new();
        statement.hide(hiding, |kind, value| -> Result<Digest, NodeError> {
            let key = (readers.clone(), kind, value.as_bytes().to_vec());
            let salt = match salts.0.get(&key) {
                Some(salt) => *salt,
                None => self.salt()?,
            };
            let opening = Opening { salt, value: key.2.clone() };
            salts.0.insert(key, salt);
            let commitment = opening.commitment();
            fields.insert(commitment, HeldField { opening, known });
            Ok(commitment)
        })?;
        if fields.len() > FIELDS_MAX {
            return Err(NodeError::TooManyHidden { fields: fields.len() });
        }
        Ok(fields.into_values().collect())
    }
}

impl Salts {
    /// Learns the salts of one statement, as far as they are open here; the first one known stays.
    fn learn(&mut self, journal: &JournalRow, bytes: &[u8], fields: &[HeldField]) {
        let payload = journal::cose::decode(bytes).map(|envelope| envelope.payload);
        let statement = payload.ok().and_then(|payload| model::canonical::decode(&payload).ok());
        let Some(statement) = statement.filter(|statement| statement.party == journal.party) else { return };
        let Some(parties) = &statement.field_audience else { return };
        let readers = readers(&statement.party, parties);
        let open: BTreeMap<Digest, &Opening> =
            fields.iter().map(|field| (field.opening.commitment(), &field.opening)).collect();
        for (kind, hidden) in statement.hidden() {
            if let Some(Opening { salt, value }) = open.get(&hidden) {
                self.0.entry((readers.clone(), kind, value.clone())).or_insert(*salt);
            }
        }
    }
}

/// Puts what is open here in its place.
pub(crate) fn open(statement: &mut Statement, fields: &[HeldField]) {
    if fields.is_empty() {
        return;
    }
    let values: BTreeMap<Digest, &[u8]> =
        fields.iter().map(|field| (field.opening.commitment(), field.opening.value.as_slice())).collect();
    statement.open(|hidden| values.get(hidden).and_then(|value| std::str::from_utf8(value).ok()));
}
