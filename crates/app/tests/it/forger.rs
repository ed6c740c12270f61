//! A journal that says whatever a test wants, under whatever signatures.

use crate::sticker::Sticker;
use crate::world::{Files, Named, key, moment, party};
use app::SCHEMA_NAME;
use app::ports::{Keys, LOG_KEY, NEXT_LOG_KEY, RECOVERY_KEY, SEAL_KEY, Seals, WITNESS_KEY};
use journal::cose::{self, Header, Schema};
use journal::entry::{Entry, Salt};
use journal::field::Opening;
use journal::keys::SecretKey;
use journal::log::{Head, Record, static_files};
use journal::note::Signer;
use journal::tree::Frontier;
use model::{
    Audience, Body, Names, OfficerAppointed, OfficerRole, PartyDeclared, PartyRole, Reference, SCHEMA, Statement, Text,
};
use units::{OfficerId, OriginLine};

/// Where the journals of the operation have their names from.
pub(crate) const OPERATION: &str = "sahel-2013.example";

pub(crate) struct Forger {
    pub(crate) origin: OriginLine,
    name: String,
    head: Head,
    records: Vec<Record>,
    log: SecretKey,
}

impl Forger {
    /// An empty journal of a party, with the log key that its node would have.
    pub(crate) fn of(name: &str) -> Self {
        Self::under(&format!("{OPERATION}/{name}"), name, &format!("{name} {LOG_KEY}"))
    }

    /// An empty journal under any name and key.
    pub(crate) fn under(origin: &str, name: &str, log_key: &str) -> Self {
        let origin = OriginLine::new(origin).unwrap();
        let head = Head::new(origin.clone(), Frontier::default());
        Self { origin, name: name.to_owned(), head, records: Vec::new(), log: key(log_key) }
    }

    /// A journal that begins as it should, with the officers `stores` and `movement`.
    pub(crate) fn begun(name: &str) -> Self {
        let mut forger = Self::of(name);
        let genesis = forger.genesis();
        forger.sound(genesis);
        forger
    }

    pub(crate) fn genesis(&self) -> Body {
        let officer = |name: &str| OfficerAppointed {
            officer: self.officer(name),
            role: OfficerRole::Logistics,
            key: self.key_of(name).public(),
        };
        let name = Text::new(&self.name).unwrap();
        Body::PartyDeclared(PartyDeclared {
            party: party(&self.name),
            name: Names { en: name.clone(), fr: name.clone(), ar: name },
            role: PartyRole::Partner,
            log_key: self.log.public(),
            officers: vec![officer("stores"), officer("movement")],
            witness_key: self.other_key(WITNESS_KEY).public(),
            recovery_key: self.other_key(RECOVERY_KEY).public(),
            next_log_key: app::key_hash(&self.other_key(NEXT_LOG_KEY).public()),
            seal_key: Sticker.recipient(&self.other_key(SEAL_KEY)),
            follows: None,
        })
    }

    pub(crate) fn officer(&self, name: &str) -> OfficerId {
        format!("{}/{name}", self.name).parse().unwrap()
    }

    /// A key of the party that is not an officer's.
    fn other_key(&self, name: &str) -> SecretKey {
        Named(self.name.clone()).secret(name).unwrap()
    }

    pub(crate) fn key_of(&self, name: &str) -> SecretKey {
        Named(self.name.clone()).secret(self.officer(name).as_str()).unwrap()
    }

    /// What an officer of the party would sign.
    pub(crate) fn statement(&self, officer: &str, body: Body) -> Statement {
        let time = moment("2013-02-05T12:00:00Z");
        Statement {
            schema: SCHEMA,
            party: party(&self.name),
            officer: self.officer(officer),
            occurred: time,
            stated: time,
            seen: Vec::new(),
            references: Vec::new(),
            audience: Audience::Everyone,
            body,
            field_audience: None,
        }
    }

    pub(crate) fn header(&self, officer: &str) -> Header {
        let schema = Schema::new(SCHEMA_NAME).unwrap();
        Header { issuer: self.origin.clone(), kid: self.officer(officer), schema }
    }

    /// Adds what the stores officer properly signs.
    pub(crate) fn sound(&mut self, body: Body) -> Reference {
        self.signed("stores", body)
    }

    /// Adds what an officer signs, granted or not.
    pub(crate) fn signed(&mut self, officer: &str, body: Body) -> Reference {
        let (header, statement) = (self.header(officer), self.statement(officer, body));
        self.envelope(&header, &statement, &self.key_of(officer))
    }

    pub(crate) fn envelope(&mut self, header: &Header, statement: &Statement, key: &SecretKey) -> Reference {
        let payload = model::canonical::encode(statement).unwrap();
        self.raw(cose::sign(header, &payload, key).unwrap())
    }

    /// Adds any bytes.
    pub(crate) fn raw(&mut self, bytes: Vec<u8>) -> Reference {
        let salt = Salt::new([u8::try_from(self.records.len()).unwrap(); 32]);
        let entry = Entry::commit(&salt, &bytes);
        let appended = self.head.append(&entry);
        self.records.push(Record { entry, content: Some((salt, bytes)), fields: Vec::new() });
        Reference { origin: self.origin.clone(), index: appended.index.get(), leaf: appended.leaf }
    }

    /// Opens a field of what was added last.
    pub(crate) fn opening(&mut self, opening: Opening) {
        self.records.last_mut().unwrap().fields.push(opening);
    }

    /// The folder that the journal's own key signs.
    pub(crate) fn files(&self) -> Files {
        self.withholding(&[])
    }

    /// The same, without the content of some entries.
    pub(crate) fn withholding(&self, entries: &[usize]) -> Files {
        let signer = Signer::log(self.origin.clone(), self.log.clone()).unwrap();
        let signed = self.head.checkpoint().sign(&signer).unwrap();
        let mut records = self.records.clone();
        entries.iter().for_each(|at| records[*at].content = None);
        let vkeys = [signer.verifier_key().clone()];
        let files = static_files(&signed, &vkeys, &records).unwrap();
        files.collect::<Result<_, _>>().unwrap()
    }
}
