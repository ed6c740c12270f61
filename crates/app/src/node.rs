//! A node: one party's own journal, the partners' journals it holds, and what follows from them.

use crate::erasure::KEYS;
use crate::hiding::Salts;
use crate::lineage::{self, party_of};
use crate::memory::{Memory, judged};
use crate::ports::{
    Append, Clock, Entropy, EntropyError, EntryRow, HeldField, JournalRow, Keys, KeysError, LATER_LOG_KEY, LOG_KEY,
    NEXT_LOG_KEY, RECOVERY_KEY, SEAL_KEY, Seals, Store, StoreError, WITNESS_KEY,
};
use crate::slips;
use journal::checkpoint::SignedCheckpoint;
use journal::cose::{self, Header, Schema};
use journal::entry::{Entry, Salt};
use journal::keys::SecretKey;
use journal::log::Head;
use journal::note::{Signer, Verifier};
use journal::receipt::IssueError;
use journal::tree::{Frontier, MissingNode, Size};
use model::{
    Audience, Body, Draft, Follows, Names, OfficerAppointed, OfficerRole, PartyDeclared, PartyRole, Reference,
    Statement,
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Digest, Moment, OfficerId, OriginLine, PartyId, PublicKey};
use views::{Said, Views, order};

/// Content type of a signed statement of this version.
pub const SCHEMA_NAME: &str = "application/vnd.qafila.statement.v1+cbor";

/// One party's node.
pub struct Node {
    store: Box<dyn Store>,
    clock: Box<dyn Clock>,
    entropy: Box<dyn Entropy>,
    keys: Box<dyn Keys>,
    seals: Box<dyn Seals>,
    pub(crate) memory: Option<Arc<Memory>>,
}

/// What a new node says first.
#[derive(Clone, Debug)]
pub struct Genesis {
    /// Identity of its journal.
    pub origin: OriginLine,
    /// The party.
    pub party: PartyId,
    /// Its name.
    pub name: Names,
    /// What it is in the operation.
    pub role: PartyRole,
    /// Its officers; the first signs the genesis.
    pub officers: Vec<(OfficerId, OfficerRole)>,
    /// Set where the party already has a journal, which this one stands beside or comes after.
    pub follows: Option<Follows>,
}

/// Which statements a question is asked of: two times, both inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// Only what was so by then.
    pub occurred: Option<Moment>,
    /// Only what this node knew by then.
    pub known: Option<Moment>,
}

/// Why a node cannot do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The store refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key is not at hand.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// The node has no journal of its own.
    #[error("this node has no journal of its own")]
    NoJournal,
    /// The node already has one.
    #[error("this node already is `{party}`")]
    AlreadyInitialised {
        /// Whose it is.
        party: PartyId,
    },
    /// Nobody is named who could sign.
    #[error("a party needs at least one officer")]
    NoOfficers,
    /// Several officers could sign, and none is named.
    #[error("which officer signs? this node has {}", officers.iter().map(OfficerId::as_str).collect::<Vec<_>>().join(", "))]
    WhichOfficer {
        /// Who could.
        officers: Vec<OfficerId>,
    },
    /// A statement that is cited is not here.
    #[error("no statement with leaf hash {leaf} is known here")]
    UnknownCitation {
        /// The leaf hash.
        leaf: Digest,
    },
    /// A statement breaks a rule of its kind.
    #[error("{kind}: {fault}")]
    Fault {
        /// Which kind.
        kind: &'static str,
        /// Which rule.
        fault: model::Fault,
    },
    /// An officer would say what is for another role.
    #[error("`{officer}` is {role}, and {kind} is for {}", wanted.iter().map(|role| role.code()).collect::<Vec<_>>().join(" or "))]
    OtherRole {
        /// Who would sign.
        officer: OfficerId,
        /// What he is.
        role: &'static str,
        /// What he would say.
        kind: &'static str,
        /// Who may.
        wanted: &'static [OfficerRole],
        /// Those of the party who do.
        holders: Vec<OfficerId>,
    },
    /// A statement hides more than a pack can open.
    #[error("a statement would hide {fields} fields, at most {} are allowed", journal::field::FIELDS_MAX)]
    TooManyHidden {
        /// How many.
        fields: usize,
    },
    /// A statement is too long.
    #[error(transparent)]
    TooLong(#[from] model::canonical::EncodeError),
    /// No such journal is held here.
    #[error("no journal `{origin}` is held here")]
    UnknownJournal {
        /// Its identity.
        origin: OriginLine,
    },
    /// The content of a statement is not here.
    #[error("what statement {leaf} says is not here, so it cannot be handed over")]
    NotHere {
        /// Its leaf hash.
        leaf: Digest,
    },
    /// A receipt is asked of a party that did not sign the journal.
    #[error("journal `{origin}` is not this node's own, and only its party can sign a receipt")]
    NotOwn {
        /// Its identity.
        origin: OriginLine,
    },
    /// A receipt cannot be issued.
    #[error(transparent)]
    Receipt(#[from] IssueError<MissingNode>),
    /// A statement is too long to ride on a proof.
    #[error("salt and statement have {bytes} bytes, at most {most} ride on a proof")]
    TooLongToProve {
        /// Their bytes.
        bytes: usize,
        /// How many fit.
        most: usize,
    },
    /// The first entry of a journal cannot be read here.
    #[error("the first entry of journal `{origin}` cannot be read here, so its keys are not known")]
    NoGenesis {
        /// Its identity.
        origin: OriginLine,
    },
    /// More entries are named than the journal has.
    #[error("journal `{origin}` has {held} entries here, {wanted} were named")]
    NotSoMany {
        /// Its identity.
        origin: OriginLine,
        /// How many were named.
        wanted: u64,
        /// How many it has.
        held: u64,
    },
    /// A name cannot be made.
    #[error(transparent)]
    Name(#[from] units::IdError),
    /// The journal's name or key cannot be used in a checkpoint.
    #[error(transparent)]
    KeyLine(#[from] journal::note::KeyLineError),
    /// The head cannot be signed.
    #[error(transparent)]
    Checkpoint(#[from] journal::checkpoint::CheckpointError),
    /// The envelope cannot be made.
    #[error(transparent)]
    Envelope(#[from] cose::CoseError),
}

impl Node {
    /// Takes up a node over its ports.
    pub fn new(
        store: Box<dyn Store>,
        clock: Box<dyn Clock>,
        entropy: Box<dyn Entropy>,
        keys: Box<dyn Keys>,
        seals: Box<dyn Seals>,
    ) -> Self {
        Self { store, clock, entropy, keys, seals, memory: None }
    }

    /// Opens the journal of a party: entry 0 names the party, its keys and officers.
    pub fn init(&mut self, genesis: &Genesis) -> Result<Reference, NodeError> {
        if let Some(own) = self.own()? {
            return Err(NodeError::AlreadyInitialised { party: own.party });
        }
        self.begin(genesis, [LOG_KEY, NEXT_LOG_KEY], None)
    }

    /// Opens a journal under the first of two keys, promising the second.
    pub(crate) fn begin(
        &mut self,
        genesis: &Genesis,
        [log_key, next]: [&str; 2],
        retires: Option<OriginLine>,
    ) -> Result<Reference, NodeError> {
        let (signing, _) = genesis.officers.first().ok_or(NodeError::NoOfficers)?;
        let appoint = |(officer, role): &(OfficerId, OfficerRole)| -> Result<OfficerAppointed, NodeError> {
            let key = self.keys.secret(officer.as_str())?.public();
            Ok(OfficerAppointed { officer: officer.clone(), role: *role, key })
        };
        let declared = PartyDeclared {
            party: genesis.party.clone(),
            name: genesis.name.clone(),
            role: genesis.role,
            log_key: self.keys.secret(log_key)?.public(),
            officers: genesis.officers.iter().map(appoint).collect::<Result<_, _>>()?,
            witness_key: self.keys.secret(WITNESS_KEY)?.public(),
            recovery_key: self.keys.secret(RECOVERY_KEY)?.public(),
            next_log_key: key_hash(&self.keys.secret(next)?.public()),
            seal_key: self.seals.recipient(&self.keys.secret(SEAL_KEY)?),
            follows: genesis.follows.clone(),
        };
        let draft = Draft { officer: Some(signing.clone()), ..Draft::of(Body::PartyDeclared(declared)) };
        let key = Signer::log(genesis.origin.clone(), self.keys.secret(log_key)?)?.verifier_key().clone();
        let empty = JournalRow {
            origin: genesis.origin.clone(),
            party: genesis.party.clone(),
            key,
            own: true,
            frontier: Frontier::default(),
            checkpoint: Vec::new(),
        };
        let mut references = self.append(empty, &[draft], retires)?;
        Ok(references.remove(0))
    }

    /// Signs drafts and appends them to the node's own journal: all of them, or none.
    pub fn say(&mut self, drafts: &[Draft]) -> Result<Vec<Reference>, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        check_head(&own)?;
        self.append(own, drafts, None)
    }

    /// The same, and keeps documents about what was said in the same step: all of it, or nothing.
    pub fn say_beside(
        &mut self,
        drafts: &[Draft],
        documents: impl FnOnce(&[Reference]) -> Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Reference>, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        if drafts.is_empty() {
            self.store.keep(&documents(&[]))?;
            return Ok(Vec::new());
        }
        check_head(&own)?;
        self.append_beside(own, drafts, None, documents)
    }

    /// Signs drafts and appends them under the key that the journal row names; that of a journal which is
    /// continued is its next one where it rotates, so its head was checked before.
    pub(crate) fn append(
        &mut self,
        journal: JournalRow,
        drafts: &[Draft],
        retires: Option<OriginLine>,
    ) -> Result<Vec<Reference>, NodeError> {
        self.append_beside(journal, drafts, retires, |_| Vec::new())
    }

    fn append_beside(
        &mut self,
        mut journal: JournalRow,
        drafts: &[Draft],
        retires: Option<OriginLine>,
        documents: impl FnOnce(&[Reference]) -> Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Reference>, NodeError> {
        let expected = journal.frontier.size();
        let mut head = Head::new(journal.origin.clone(), journal.frontier.clone());
        let statements = self.statements(&journal, drafts)?;
        self.check_roles(&journal, &statements)?;
        let hiding = drafts.iter().any(|draft| draft.hidden.is_some());
        let mut salts = if hiding { self.field_salts()? } else { Salts::default() };
        let known = self.clock.now();
        let mut entries = Vec::with_capacity(statements.len());
        let mut references = Vec::with_capacity(statements.len());
        for (mut statement, draft) in statements.into_iter().zip(drafts) {
            let fields = self.hide(&mut statement, draft.hidden.as_ref(), &mut salts)?;
            let (salt, bytes) = self.seal(&journal.origin, &statement)?;
            let entry = Entry::commit(&salt, &bytes);
            let appended = head.append(&entry);
            let index = appended.index.get();
            entries.push(EntryRow { index, entry, content: Some((salt, bytes)), fields, erased: None, known });
            references.push(Reference { origin: journal.origin.clone(), index, leaf: appended.leaf });
        }
        let signer = Signer::log(journal.origin.clone(), self.log_secret(&journal)?)?;
        journal.checkpoint = head.checkpoint().sign(&signer)?.to_string().into_bytes();
        journal.frontier = head.frontier().clone();
        let (disclosed, documents) = (Vec::new(), documents(&references));
        self.store.append(&Append { journal, expected, entries, disclosed, retires, signed_here: true, documents })?;
        Ok(references)
    }

    /// The private half of the key that signs a journal's checkpoints, under whatever name it is kept: a
    /// rotation may have been broken off before the key file was put in order.
    pub(crate) fn log_secret(&self, journal: &JournalRow) -> Result<SecretKey, NodeError> {
        let public = match journal.key.verifier() {
            Verifier::Ed25519(key) => Some(*key),
            Verifier::Cosigner(_) | Verifier::Other { .. } => None,
        };
        self.held_key(|key| Some(*key) == public, LOG_KEY)
    }

    /// The journal key that fits, of those held here; an error about `wanted` where none does.
    pub(crate) fn held_key(&self, fits: impl Fn(&PublicKey) -> bool, wanted: &str) -> Result<SecretKey, NodeError> {
        for name in [LOG_KEY, NEXT_LOG_KEY, LATER_LOG_KEY] {
            match self.keys.secret(name) {
                Ok(key) if fits(&key.public()) => return Ok(key),
                Ok(_) | Err(KeysError::Missing { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(KeysError::Missing { name: wanted.to_owned(), known: Vec::new() }.into())
    }

    /// A private key of this node by name.
    pub(crate) fn secret(&self, name: &str) -> Result<SecretKey, NodeError> {
        Ok(self.keys.secret(name)?)
    }

    /// Fills in what signing adds to drafts: party, times, heads seen, references.
    fn statements(&self, journal: &JournalRow, drafts: &[Draft]) -> Result<Vec<Statement>, NodeError> {
        let journals = self.store.journals()?;
        let seen = journals.iter().map(|held| self.seen(held, journal)).collect::<Result<Vec<_>, _>>()?;
        let seen: Vec<model::Head> = seen.into_iter().flatten().collect();
        let stated = self.clock.now();
        // Both are asked of everything that is held, so once for all drafts, and only where needed.
        let unnamed = drafts.iter().any(|draft| draft.officer.is_none());
        let only = if unnamed { Some(self.only_officer()?) } else { None };
        let cited = self.cited(drafts)?;
        let sign = |draft: &Draft| -> Result<Statement, NodeError> {
            let kind = draft.body.kind().code();
            draft.validate().map_err(|fault| NodeError::Fault { kind, fault })?;
            let officer = draft.officer.clone().or_else(|| only.clone()).ok_or(NodeError::NoOfficers)?;
            let find = |leaf| cited.get(leaf).cloned().ok_or(NodeError::UnknownCitation { leaf: *leaf });
            let references = draft.cites.iter().map(find).collect::<Result<_, _>>()?;
            Ok(Statement {
                schema: model::SCHEMA,
                party: journal.party.clone(),
                officer,
                occurred: draft.occurred.unwrap_or(stated),
                stated,
                seen: seen.clone(),
                references,
                audience: draft.audience.clone(),
                body: draft.body.clone(),
                field_audience: None,
            })
        };
        drafts.iter().map(sign).collect()
    }

    /// Refuses what is for another role than the officer's: the one place where it is, whichever way it was asked.
    fn check_roles(&self, journal: &JournalRow, statements: &[Statement]) -> Result<(), NodeError> {
        let needs = |statement: &&Statement| !statement.body.kind().roles().is_empty();
        if !statements.iter().any(|statement| needs(&statement)) {
            return Ok(());
        }
        let party = &journal.party;
        let views = match self.recalled()? {
            Some(recalled) => recalled.views,
            None => Arc::new(Views::fold(&self.said_of_keys(party)?)),
        };
        let parties = &views.parties;
        for Statement { officer, body, .. } in statements.iter().filter(needs) {
            let (kind, wanted) = (body.kind().code(), body.kind().roles());
            let Some(role) = parties.other_role(party, officer, body.kind()) else { continue };
            let officers = parties.get(party).into_iter().flat_map(|party| &party.officers);
            let holders = officers.filter(|(_, one)| one.until.is_none() && wanted.contains(&one.role));
            let (holders, role) = (holders.map(|(id, _)| id.clone()).collect(), role.code());
            return Err(NodeError::OtherRole { officer: officer.clone(), role, kind, wanted, holders });
        }
        Ok(())
    }

    /// The head of a journal as its author knew it; of his own only where others cosigned it, since what
    /// he appends shows the rest.
    fn seen(&self, held: &JournalRow, own: &JournalRow) -> Result<Option<model::Head>, NodeError> {
        let cosignature = self.newest_cosignature(&held.origin)?;
        let told = held.origin != own.origin || cosignature.is_some();
        Ok(if told { Some(slips::head(held.origin.clone(), self.furthest(held)?, cosignature)) } else { None })
    }

    fn seal(&mut self, origin: &OriginLine, statement: &Statement) -> Result<(Salt, Vec<u8>), NodeError> {
        let payload = model::canonical::encode(statement)?;
        let schema = Schema::new(SCHEMA_NAME).map_err(cose::CoseError::from)?;
        let header = Header { issuer: origin.clone(), kid: statement.officer.clone(), schema };
        let secret = self.keys.secret(statement.officer.as_str())?;
        let bytes = cose::sign(&header, &payload, &secret)?;
        Ok((self.salt()?, bytes))
    }

    /// Draws a salt.
    pub(crate) fn salt(&mut self) -> Result<Salt, EntropyError> {
        let mut salt = [0; 32];
        self.entropy.fill(&mut salt)?;
        Ok(Salt::new(salt))
    }

    fn only_officer(&self) -> Result<OfficerId, NodeError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let views = self.views(&AsOf::default())?;
        let in_force = |(id, officer): (&OfficerId, &views::Officer)| officer.until.is_none().then(|| id.clone());
        let officers: Vec<OfficerId> =
            views.parties.get(&own.party).into_iter().flat_map(|party| &party.officers).filter_map(in_force).collect();
        match officers.as_slice() {
            [only] => Ok(only.clone()),
            [] | [_, ..] => Err(NodeError::WhichOfficer { officers }),
        }
    }

    /// Where the statements stand that the drafts cite, as far as they are here.
    fn cited(&self, drafts: &[Draft]) -> Result<BTreeMap<Digest, Reference>, NodeError> {
        let wanted: BTreeSet<&Digest> = drafts.iter().flat_map(|draft| &draft.cites).collect();
        let mut found = BTreeMap::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        if let Some(recalled) = self.recalled()? {
            let cited = recalled.said.iter().filter(|said| wanted.contains(&said.leaf));
            return Ok(cited.map(|said| (said.leaf, said.reference())).collect());
        }
        for journal in self.store.journals()? {
            for row in self.rows_and_slips(&journal)? {
                let leaf = row.entry.leaf();
                if wanted.contains(&leaf) {
                    found.insert(leaf, Reference { origin: journal.origin.clone(), index: row.index, leaf });
                }
            }
        }
        Ok(found)
    }

    /// The entries of a journal as it was read; another process may have appended since.
    pub(crate) fn rows(&self, journal: &JournalRow) -> Result<Vec<EntryRow>, StoreError> {
        let mut rows = self.store.entries(&journal.origin)?;
        rows.truncate(usize::try_from(journal.frontier.size().get()).unwrap_or(usize::MAX));
        Ok(rows)
    }

    /// The journal that this node writes.
    pub fn own(&self) -> Result<Option<JournalRow>, NodeError> {
        Ok(self.store.journals()?.into_iter().find(|journal| journal.own))
    }

    /// The party that this node speaks for.
    pub fn party(&self) -> Result<PartyId, NodeError> {
        Ok(self.own()?.ok_or(NodeError::NoJournal)?.party)
    }

    /// Every journal held here.
    pub fn journals(&self) -> Result<Vec<JournalRow>, NodeError> {
        Ok(self.store.journals()?)
    }

    /// Everything held here, signatures judged, in canonical order.
    pub fn said(&self, as_of: &AsOf) -> Result<Arc<Vec<Said>>, NodeError> {
        let recalled = if as_of.known.is_none() { self.recalled()? } else { None };
        let mut all = match recalled {
            Some(recalled) if as_of.admits_until(recalled.latest) => return Ok(recalled.said),
            Some(recalled) => recalled.said.to_vec(),
            None => self.said_in(as_of, |_| true, |_| true)?,
        };
        all.retain(|said| as_of.admits(said));
        Ok(Arc::new(order(all)))
    }

    /// What a party has said of its officers and keys: as much as shows who may say what, without judging all the
    /// signatures of its journals before each statement.
    fn said_of_keys(&self, party: &PartyId) -> Result<Vec<Said>, NodeError> {
        let of_keys = |row: &EntryRow| lineage::statement(row).is_some_and(|said| KEYS.contains(&said.body.kind()));
        Ok(order(self.said_in(&AsOf::default(), |journal| &journal.party == party, of_keys)?))
    }

    /// The wanted rows of the wanted journals, signatures judged.
    fn said_in(
        &self,
        as_of: &AsOf,
        journals: impl Fn(&JournalRow) -> bool,
        wanted: impl Fn(&EntryRow) -> bool,
    ) -> Result<Vec<Said>, NodeError> {
        let mut held = Vec::new();
        for journal in self.store.journals()?.into_iter().filter(journals) {
            let mut rows = self.rows_and_slips(&journal)?;
            // Before signatures are judged: what came later cannot vouch for anybody either.
            rows.retain(|row| as_of.known.is_none_or(|limit| row.known <= limit) && wanted(row));
            let known = |field: &HeldField| as_of.known.is_none_or(|limit| field.known <= limit);
            rows.iter_mut().for_each(|row| row.fields.retain(known));
            held.push((journal, rows));
        }
        Ok(judged(held).0)
    }

    /// All views, as of two times.
    pub fn views(&self, as_of: &AsOf) -> Result<Arc<Views>, NodeError> {
        let recalled = if as_of.known.is_none() { self.recalled()? } else { None };
        match recalled {
            Some(recalled) if as_of.admits_until(recalled.latest) => Ok(recalled.views),
            Some(_) | None => Ok(Arc::new(Views::fold(&self.said(as_of)?))),
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    pub(crate) fn keys(&self) -> &dyn Keys {
        self.keys.as_ref()
    }

    pub(crate) fn seals(&self) -> &dyn Seals {
        self.seals.as_ref()
    }

    /// The node's storage, for documents and exchange.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// The node's storage, to be written.
    pub fn store_mut(&mut self) -> &mut dyn Store {
        self.store.as_mut()
    }
}

impl AsOf {
    /// Whether everything was so by then, if the last of it occurred at this moment.
    fn admits_until(&self, latest: Option<Moment>) -> bool {
        self.occurred.is_none_or(|limit| latest.is_none_or(|latest| latest <= limit))
    }

    fn admits(&self, said: &Said) -> bool {
        let so = said.statement().map(|statement| statement.occurred);
        self.occurred.is_none_or(|limit| so.is_none_or(|when| when <= limit))
    }
}

/// How a key is promised before it is shown: the SHA-256 of its 32 bytes.
pub fn key_hash(key: &PublicKey) -> Digest {
    Digest::new(Sha256::digest(key.as_bytes()).into())
}

/// Before a journal is continued or handed on: what is stored as its head must be what its key signed
/// last, or the next signature would show a second history; and its party one that its name speaks for.
pub(crate) fn check_head(journal: &JournalRow) -> Result<(), StoreError> {
    if journal.checkpoint.is_empty() && journal.frontier.size() == Size::ZERO {
        return Ok(());
    }
    let damaged = |why| StoreError::Damaged { what: format!("journal `{}`", journal.origin), why };
    if party_of(&journal.origin, Some(&journal.party)).is_none() {
        return Err(damaged(format!("it is stored as of party `{}`, which its name does not hold", journal.party)));
    }
    let opened = SignedCheckpoint::open(&journal.checkpoint, &journal.key, &[]);
    let opened = opened.map_err(|error| damaged(error.to_string()))?;
    let signed = opened.signed.checkpoint();
    let stored = Head::new(journal.origin.clone(), journal.frontier.clone()).checkpoint();
    if *signed == stored {
        return Ok(());
    }
    Err(damaged(format!(
        "{} entries with root {} are stored, {} with root {} were signed",
        stored.size, stored.root, signed.size, signed.root
    )))
}

/// Whether a party may read a statement, grants of later audience included.
pub(crate) fn may_read(statement: &Statement, reader: &PartyId, granted: bool) -> bool {
    granted || Audience::admits(&statement.audience, &statement.party, reader)
}
