//! Partners' programs that this node exchanges with by itself: their addresses, and how that went last.
//!
//! An address stands apart from how it went: an exchange that ends late brings back no partner that was removed.

use crate::lineage::party_of;
use crate::node::{Node, NodeError};
use crate::ports::StoreError;
use crate::sync::{Remote, SyncError, Synced};
use crate::witness::Tail;
use journal::verify::Progress;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::error::Error;
use units::{Moment, OriginLine, PartyId};

/// Documents under this prefix are partners' addresses, by the partner's name.
const CONTACTS: &str = "partner/";

/// Documents under this prefix tell how the last exchange went.
const STANDINGS: &str = "partner-last/";

/// The longest name.
const NAME_CHARS_MAX: usize = 40;

/// Most partners that are exchanged with; one after another.
pub const CONTACTS_MAX: usize = 64;

/// What is kept of why an exchange failed.
const ERROR_CHARS_MAX: usize = 300;

/// A partner's program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// What it is called here.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The certificate of its own authority, in PEM.
    pub ca: Option<String>,
    /// Since when it is known.
    pub added: Moment,
}

/// How exchanges with a partner went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// When the last one began.
    pub tried: Option<Moment>,
    /// When the last one that came to its end did.
    pub reached: Option<Moment>,
    /// Whose journal the partner writes, where it said so.
    pub device: Option<OriginLine>,
    /// Exchanges that failed since.
    pub failures: u32,
    /// Why the last one failed.
    pub error: Option<String>,
    /// Entries that the partner listed of journals held here, and that were not taken over.
    pub behind: u64,
    /// Journals of the partner's that were refused.
    pub refused: u64,
}

/// A partner, how it went, and how far it vouches for this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Which partner.
    pub contact: Contact,
    /// How it went.
    pub standing: Standing,
    /// Whose program it is.
    pub party: Option<PartyId>,
    /// Entries of this node's journal that this party has cosigned.
    pub cosigned: u64,
    /// Entries of this node's journal.
    pub size: u64,
}

/// Why a partner is not added, or not removed.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// It cannot be called so.
    #[error("`{name:.60}` is no name for a partner: 1 to {NAME_CHARS_MAX} small letters, digits, `-`, `_`, `.`")]
    Name {
        /// What was given.
        name: String,
    },
    /// One is called so.
    #[error("a partner `{name}` is known already, at {url}")]
    Taken {
        /// Its name.
        name: String,
        /// Its address.
        url: String,
    },
    /// There are enough.
    #[error("{CONTACTS_MAX} partners are known, and no more are exchanged with")]
    TooMany,
    /// None is called so.
    #[error("no partner `{name}` is known here")]
    Unknown {
        /// What was given.
        name: String,
        /// Those that are known.
        known: Vec<String>,
    },
}

impl Node {
    /// Puts down a partner's address.
    pub fn add_contact(&mut self, name: &str, url: &str, ca: Option<String>) -> Result<Contact, ContactError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
        if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.bytes().all(plain) {
            return Err(ContactError::Name { name: name.to_owned() });
        }
        let known = self.contacts()?;
        if let Some(taken) = known.iter().find(|known| known.name == name) {
            return Err(ContactError::Taken { name: name.to_owned(), url: taken.url.clone() });
        }
        if known.len() >= CONTACTS_MAX {
            return Err(ContactError::TooMany);
        }
        let contact = Contact { name: name.to_owned(), url: url.to_owned(), ca, added: self.now() };
        self.store_mut().keep(&[document(CONTACTS, name, &contact)]).map_err(NodeError::from)?;
        Ok(contact)
    }

    /// Lets a partner's address go; its journals stay.
    pub fn remove_contact(&mut self, name: &str) -> Result<Contact, ContactError> {
        let known = self.contacts()?;
        let Some(contact) = known.iter().find(|known| known.name == name).cloned() else {
            let known = known.into_iter().map(|known| known.name).collect();
            return Err(ContactError::Unknown { name: name.to_owned(), known });
        };
        let names = [CONTACTS, STANDINGS].map(|prefix| format!("{prefix}{name}"));
        self.store_mut().forget(&names).map_err(NodeError::from)?;
        Ok(contact)
    }

    /// The partners, by name.
    pub fn contacts(&self) -> Result<Vec<Contact>, NodeError> {
        let names = self.store().documents(CONTACTS)?.into_iter();
        names.filter_map(|name| self.read_contact(&name).transpose()).collect()
    }

    /// How exchanges with a partner went.
    pub fn standing(&self, name: &str) -> Result<Standing, NodeError> {
        Ok(self.read_contact(&format!("{STANDINGS}{name}"))?.unwrap_or_default())
    }

    /// The partners, how it went with each, and how far each vouches for this node.
    pub fn relations(&self) -> Result<Vec<Relation>, NodeError> {
        let contacts = self.contacts()?;
        let own = self.own()?;
        if contacts.is_empty() {
            return Ok(Vec::new());
        }
        let tails = self.tails()?;
        let tail = own.as_ref().and_then(|own| tails.iter().find(|tail| tail.origin == own.origin));
        let relation = |contact: Contact| {
            let standing = self.standing(&contact.name)?;
            let party = standing.device.as_ref().and_then(|device| party_of(device, None));
            let vouched =
                |tail: &Tail| party.as_ref().and_then(|party| tail.witnesses.get(party)).map(|(n, _)| n.get());
            let cosigned = tail.and_then(vouched).unwrap_or_default();
            let size = own.as_ref().map_or(0, |own| own.frontier.size().get());
            Ok(Relation { contact, standing, party, cosigned, size })
        };
        contacts.into_iter().map(relation).collect()
    }

    /// Exchanges everything with a partner, and puts down how it went.
    pub fn sync_contact(
        &mut self,
        name: &str,
        remote: &dyn Remote,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Synced, SyncError> {
        let tried = self.now();
        let result = self.sync(remote, progress);
        let last = Standing { tried: Some(tried), ..self.standing(name)? };
        let standing = match &result {
            Ok(synced) => Standing {
                reached: Some(self.now()),
                device: synced.partner.clone().or(last.device),
                failures: 0,
                error: None,
                behind: synced.behind,
                refused: synced.pulled.iter().filter(|pulled| pulled.outcome.is_err()).count() as u64,
                tried: last.tried,
            },
            Err(error) => Standing { failures: last.failures.saturating_add(1), error: Some(told(error)), ..last },
        };
        // One that was removed meanwhile stays so.
        if self.contacts()?.iter().any(|contact| contact.name == name) {
            self.store_mut().keep(&[document(STANDINGS, name, &standing)])?;
        }
        result
    }

    fn read_contact<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, NodeError> {
        let read = self.store().document(name)?.map(|bytes| serde_json::from_slice(&bytes)).transpose();
        let damaged = |error: serde_json::Error| StoreError::Damaged {
            what: format!("the document `{name}`"),
            why: error.to_string(),
        };
        Ok(read.map_err(damaged)?)
    }
}

fn document<T: Serialize>(prefix: &str, name: &str, value: &T) -> (String, Vec<u8>) {
    // Texts, times and numbers always can be written.
    (format!("{prefix}{name}"), serde_json::to_vec(value).unwrap_or_default())
}

/// An error with its causes in one line. What a partner answered stands in it, so it is cut, and holds no control signs.
fn told(error: &SyncError) -> String {
    let mut said = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push(error.to_string());
        cause = error.source();
    }
    said.dedup();
    said.join(": ").chars().filter(|sign| !sign.is_control()).take(ERROR_CHARS_MAX).collect()
}
