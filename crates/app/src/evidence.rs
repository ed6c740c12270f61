//! What stands behind a statement: who signed it, what it rests on, who has cosigned the journal over it.

use crate::node::{Node, NodeError};
use model::{Kind, Reference};
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};
use views::{Said, cited};

/// One statement with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The statement.
    pub statement: Reference,
    /// What it is.
    pub kind: Kind,
    /// Whose journal it is in.
    pub party: PartyId,
    /// Who signed it.
    pub officer: OfficerId,
    /// When it was so: a claim.
    pub occurred: Moment,
    /// When it was written: a claim.
    pub stated: Moment,
    /// When this node first held it.
    pub known: Moment,
    /// Earlier statements that it cites.
    pub rests_on: Vec<Reference>,
    /// Other parties' first cosignatures over it.
    pub cosigned: BTreeMap<PartyId, Moment>,
}

impl Node {
    /// What stands behind statements and behind those that they cite, of all that is held here; in
    /// canonical order.
    pub fn evidence(&self, all: &[Said], wanted: &BTreeSet<Digest>) -> Result<Vec<Evidence>, NodeError> {
        let by_leaf: BTreeMap<Digest, &Said> = all.iter().map(|said| (said.leaf, said)).collect();
        let mut chain = BTreeSet::new();
        let mut next: Vec<Digest> = wanted.iter().copied().collect();
        // A citation may only go back, and each statement is followed once.
        while let Some(leaf) = next.pop() {
            if chain.insert(leaf) {
                next.extend(by_leaf.get(&leaf).into_iter().flat_map(|said| rests_on(said)).map(|cited| cited.leaf));
            }
        }
        let mut cosigners: BTreeMap<&OriginLine, Vec<Cosigner>> = BTreeMap::new();
        let mut found = Vec::new();
        for said in all.iter().filter(|said| chain.contains(&said.leaf)) {
            let Some(statement) = said.statement() else { continue };
            if !cosigners.contains_key(&said.origin) {
                cosigners.insert(&said.origin, self.cosigners(&said.origin)?);
            }
            let mut cosigned: BTreeMap<PartyId, Moment> = BTreeMap::new();
            let over = cosigners.get(&said.origin).into_iter().flatten().filter(|cosigner| cosigner.size > said.index);
            for Cosigner { party, time, .. } in over {
                let first = cosigned.entry(party.clone()).or_insert(*time);
                *first = (*first).min(*time);
            }
            found.push(Evidence {
                statement: said.reference(),
                kind: statement.body.kind(),
                party: said.party.clone(),
                officer: statement.officer.clone(),
                occurred: statement.occurred,
                stated: statement.stated,
                known: said.known,
                rests_on: rests_on(said),
                cosigned,
            });
        }
        Ok(found)
    }
}

/// Everything that a statement cites, in itself or in its body.
fn rests_on(said: &Said) -> Vec<Reference> {
    let Some(statement) = said.statement() else { return Vec::new() };
    let mut cites = statement.references.clone();
    for reference in cited(&statement.body) {
        if !cites.contains(reference) {
            cites.push(reference.clone());
        }
    }
    cites
}

/// Who cosigned a journal at a size.
pub(crate) struct Cosigner {
    /// Who.
    pub(crate) party: PartyId,
    /// How many entries it then had.
    pub(crate) size: u64,
    /// When.
    pub(crate) time: Moment,
}
