//! A second device of a party: what it asks for, and the pass with which its own journal begins.
//!
//! The device makes its keys itself and shows the public half of one; a node of the party answers with a pass: its
//! word for the new journal, the files of the operation, and every journal as the party may read it. Both
//! travel as files, so a device needs no network to be taken in.

use crate::exchange::{ExchangeError, OutFile};
use crate::node::{Node, NodeError};
use crate::operation::{FILES, OperationError, PREFIX};
use crate::ports::LOG_KEY;
use journal::files::Files;
use model::{Follows, Reference};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use units::{OfficerId, OriginLine, PartyId, PublicKey};

/// First word of a request.
const REQUEST_TAG: &str = "qafila-device";

/// Folder of a pass that holds no journal.
pub const PASS_FOLDER: &str = "pass";

/// The party's word, below [`PASS_FOLDER`].
const VOUCHER: &str = "voucher.json";

/// Most bytes of a voucher, and of a file of the operation.
const VOUCHER_BYTES_MAX: usize = 64 * 1024;
const OPERATION_BYTES_MAX: usize = 64 << 20;

/// What a device shows: how it is to be called, and the key of its journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What stands behind the party's name in the origin line.
    pub name: String,
    /// The key of its journal.
    pub key: PublicKey,
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{REQUEST_TAG} {} {}", self.name, hex::encode(self.key.as_bytes()))
    }
}

impl FromStr for Request {
    type Err = DeviceError;

    fn from_str(text: &str) -> Result<Self, DeviceError> {
        let read = || {
            let mut parts = text.trim().split(' ');
            let (tag, name, digits, end) = (parts.next()?, parts.next()?, parts.next()?, parts.next());
            let mut key = [0; 32];
            hex::decode_to_slice(digits, &mut key).ok()?;
            let fits = tag == REQUEST_TAG && end.is_none() && is_name(name);
            fits.then(|| Self { name: name.to_owned(), key: PublicKey::new(key) })
        };
        read().ok_or(DeviceError::NoRequest)
    }
}

/// Whether a device may be called so: one part of an origin line.
pub fn is_name(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// A party's word for a journal of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Voucher {
    party: PartyId,
    origin: OriginLine,
    follows: Follows,
}

/// Why a device is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The text is no request.
    #[error(
        "a request has the form `{REQUEST_TAG} NAME KEY`: a name of 1 to 32 small letters, digits and `-`, a key of 64 hexadecimal digits"
    )]
    NoRequest,
    /// A journal of that name is there.
    #[error("journal `{origin}` is known here already; give the device another name")]
    NameTaken {
        /// The journal.
        origin: OriginLine,
    },
    /// A file of the pass is missing or not readable.
    #[error("this is no pass: `{PASS_FOLDER}/{file}` {why}")]
    NoPass {
        /// Which file.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The pass vouches for another key.
    #[error("the pass is for another device: its party did not sign for the key of this one")]
    OtherDevice,
    /// The officer is not one of the party.
    #[error("party `{party}` has no officer `{officer}` in this operation")]
    UnknownOfficer {
        /// Whose pass it is.
        party: PartyId,
        /// As given.
        officer: OfficerId,
        /// Who there is.
        known: Vec<OfficerId>,
    },
    /// A journal of the pass is refused.
    #[error(transparent)]
    Exchange(#[from] ExchangeError),
    /// The operation cannot be read.
    #[error(transparent)]
    Operation(#[from] OperationError),
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
}

/// A pass as a device reads it.
pub struct Pass<'p> {
    voucher: Voucher,
    operation: BTreeMap<String, Vec<u8>>,
    journals: Vec<&'p dyn Files>,
}

impl Node {
    /// The pass of a device that asks to be one of this party.
    pub fn pass_for(&self, request: &Request) -> Result<Vec<OutFile>, DeviceError> {
        let own = self.own()?.ok_or(NodeError::NoJournal)?;
        let origin = OriginLine::new(format!("{}/{}", own.origin, request.name)).map_err(NodeError::from)?;
        let journals = self.journals()?;
        if journals.iter().any(|journal| journal.origin == origin) {
            return Err(DeviceError::NameTaken { origin });
        }
        let follows = self.vouch(&origin, &request.key)?;
        let voucher = Voucher { party: own.party.clone(), origin, follows };
        let told = serde_json::to_vec(&voucher).map_err(|error| no_pass(VOUCHER, error))?;
        let mut files = vec![(format!("{PASS_FOLDER}/{VOUCHER}"), told)];
        for name in FILES {
            if let Some(bytes) = self.store().document(&format!("{PREFIX}{name}")).map_err(NodeError::from)? {
                files.push((format!("{PASS_FOLDER}/{PREFIX}{name}"), bytes));
            }
        }
        for journal in &journals {
            files.extend(self.export(journal, Some(&own.party))?);
        }
        Ok(files)
    }

    /// Begins the journal that a pass vouches for, signed by one officer, and takes over the journals beside it.
    ///
    /// The store must be thrown away where this fails: it is a beginning or nothing.
    pub fn take_up(&mut self, pass: &Pass<'_>, officer: &OfficerId) -> Result<Reference, DeviceError> {
        let Voucher { party, origin, follows } = &pass.voucher;
        let operation = self.join(&|name| pass.operation.get(name).cloned())?;
        let mut genesis = operation.genesis(party)?;
        let known: Vec<OfficerId> = genesis.officers.iter().map(|(id, _)| id.clone()).collect();
        genesis.officers.retain(|(id, _)| id == officer);
        if genesis.officers.is_empty() {
            return Err(DeviceError::UnknownOfficer { party: party.clone(), officer: officer.clone(), known });
        }
        genesis.origin = origin.clone();
        genesis.follows = Some(follows.clone());
        let begun = self.init(&genesis)?;
        for files in &pass.journals {
            match self.import(*files, None, &mut |_| {}) {
                // The party's first journal does not speak for this key.
                Err(ExchangeError::PartyTaken { party: ref theirs, .. }) if theirs == party => {
                    return Err(DeviceError::OtherDevice);
                }
                taken => taken?,
            };
        }
        if self.is_vouched(origin, &follows.head.origin)? { Ok(begun) } else { Err(DeviceError::OtherDevice) }
    }

    /// Whether one journal of this party vouches for another.
    fn is_vouched(&self, further: &OriginLine, first: &OriginLine) -> Result<bool, NodeError> {
        let journals = self.journals()?;
        let lineage = |origin: &OriginLine| {
            let journal = journals.iter().find(|journal| &journal.origin == origin);
            journal.map_or(Ok(None), |journal| self.lineage(journal))
        };
        Ok(lineage(first)?.zip(lineage(further)?).is_some_and(|(first, further)| first.vouches(&further)))
    }

    /// The public half of the key that the node's journal has, or will have.
    pub fn log_key(&self) -> Result<PublicKey, NodeError> {
        Ok(self.secret(LOG_KEY)?.public())
    }
}

impl<'p> Pass<'p> {
    /// Reads a pass: folders by name, one of them [`PASS_FOLDER`].
    pub fn read(folders: &'p BTreeMap<String, impl Files>) -> Result<Self, DeviceError> {
        let own = folders.get(PASS_FOLDER).ok_or_else(|| no_pass(VOUCHER, "is not in it"))?;
        let file = |name: &str, most| own.read(name, most).map_err(|error| no_pass(name, error));
        let voucher = file(VOUCHER, VOUCHER_BYTES_MAX)?.ok_or_else(|| no_pass(VOUCHER, "is not in it"))?;
        let voucher = serde_json::from_slice(&voucher).map_err(|error| no_pass(VOUCHER, error))?;
        let mut operation = BTreeMap::new();
        for name in FILES {
            let found = file(&format!("{PREFIX}{name}"), OPERATION_BYTES_MAX)?;
            operation.extend(found.map(|bytes| (name.to_owned(), bytes)));
        }
        let journals = folders.iter().filter(|(name, _)| *name != PASS_FOLDER);
        Ok(Self { voucher, operation, journals: journals.map(|(_, files)| files as &dyn Files).collect() })
    }

    /// Whose pass it is, and who of that party may sign on the device.
    pub fn officers(&self) -> Result<(PartyId, Vec<OfficerId>), DeviceError> {
        let operation = crate::operation::Operation::read(&|name| self.operation.get(name).cloned())?;
        let genesis = operation.genesis(&self.voucher.party)?;
        Ok((genesis.party, genesis.officers.into_iter().map(|(id, _)| id).collect()))
    }
}

fn no_pass(file: &str, why: impl fmt::Display) -> DeviceError {
    DeviceError::NoPass { file: file.to_owned(), why: why.to_string() }
}
