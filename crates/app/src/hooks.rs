//! Programs of others that are told when a view changes: their addresses, how that went, and by what they know who told
//! them (Standard Webhooks 1.0, with its Ed25519 signatures).
//!
//! - What is told names a view and what in it changed; who may not ask the node learns nothing more of it.
//! - All are told under one key of the node, which follows from its others: whoever is told keeps no secret.

use crate::node::{Node, NodeError};
use crate::ports::{SEAL_KEY, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use journal::keys::SecretKey;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{Moment, PublicKey};

/// Documents under this prefix are addresses, by name.
const HOOKS: &str = "hook/";

/// Documents under this prefix tell how it went last.
const STANDINGS: &str = "hook-last/";

/// Most programs that are told.
pub const HOOKS_MAX: usize = 64;

const NAME_CHARS_MAX: usize = 40;
const URL_CHARS_MAX: usize = 500;
const ERROR_CHARS_MAX: usize = 300;

/// Parts the key of hooks from all else that may follow from the same seed.
const KEY_CONTEXT: &[u8] = b"qafila hook key v1\n";

/// A program that is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hook {
    /// What it is called here.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The certificate of its own authority, in PEM.
    pub ca: Option<String>,
    /// Of which views it is told; of all where empty.
    pub views: BTreeSet<String>,
    /// Since when.
    pub added: Moment,
}

impl Hook {
    /// Whether it is told of this view.
    pub fn wants(&self, view: &str) -> bool {
        self.views.is_empty() || self.views.contains(view)
    }
}

/// How telling a program went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookStanding {
    /// When it was told last.
    pub told: Option<Moment>,
    /// Attempts that failed since.
    pub failures: u32,
    /// Why the last one failed.
    pub error: Option<String>,
}

/// Why no program is added, or none removed.
#[derive(Debug, thiserror::Error)]
pub enum HookError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// It cannot be called so.
    #[error("`{name:.60}` is no name for a hook: 1 to {NAME_CHARS_MAX} small letters, digits, `-`, `_`, `.`")]
    Name {
        /// What was given.
        name: String,
    },
    /// Nothing is told to such an address.
    #[error("`{url:.200}` is no address that is told anything: `https://...`, or `http://` of this machine")]
    Url {
        /// What was given.
        url: String,
    },
    /// No such view.
    #[error("there is no view `{view:.60}`; there are {}", crate::news::VIEWS.join(", "))]
    View {
        /// What was given.
        view: String,
    },
    /// One is called so.
    #[error("a hook `{name}` is there already, to {url}")]
    Taken {
        /// Its name.
        name: String,
        /// Its address.
        url: String,
    },
    /// There are enough.
    #[error("{HOOKS_MAX} hooks are there, and no more are told")]
    TooMany,
    /// None is called so.
    #[error("there is no hook `{name}` here")]
    Unknown {
        /// What was given.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
}

impl Node {
    /// Puts down a program to be told.
    pub fn add_hook(&mut self, name: &str, url: &str, ca: Option<String>, views: &[String]) -> Result<Hook, HookError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
        if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.bytes().all(plain) {
            return Err(HookError::Name { name: name.to_owned() });
        }
        if !is_told(url) {
            return Err(HookError::Url { url: url.to_owned() });
        }
        if let Some(view) = views.iter().find(|view| !crate::news::VIEWS.contains(&view.as_str())) {
            return Err(HookError::View { view: view.clone() });
        }
        let known = self.hooks()?;
        if let Some((taken, _)) = known.iter().find(|(known, _)| known.name == name) {
            return Err(HookError::Taken { name: name.to_owned(), url: taken.url.clone() });
        }
        if known.len() >= HOOKS_MAX {
            return Err(HookError::TooMany);
        }
        let views = views.iter().cloned().collect();
        let hook = Hook { name: name.to_owned(), url: url.to_owned(), ca, views, added: self.now() };
        self.store_mut().keep(&[document(HOOKS, name, &hook)]).map_err(NodeError::from)?;
        Ok(hook)
    }

    /// Tells a program nothing any more.
    pub fn remove_hook(&mut self, name: &str) -> Result<Hook, HookError> {
        let known = self.hooks()?;
        let Some((hook, _)) = known.iter().find(|(known, _)| known.name == name).cloned() else {
            let known = known.into_iter().map(|(known, _)| known.name).collect();
            return Err(HookError::Unknown { name: name.to_owned(), known });
        };
        let names = [HOOKS, STANDINGS].map(|prefix| format!("{prefix}{name}"));
        self.store_mut().forget(&names).map_err(NodeError::from)?;
        Ok(hook)
    }

    /// Every program that is told, and how that went, by name.
    pub fn hooks(&self) -> Result<Vec<(Hook, HookStanding)>, NodeError> {
        let mut hooks = Vec::new();
        for name in self.store().documents(HOOKS)? {
            let Some(hook) = read::<Hook>(self, &name)? else { continue };
            let standing = read(self, &format!("{STANDINGS}{}", hook.name))?.unwrap_or_default();
            hooks.push((hook, standing));
        }
        Ok(hooks)
    }

    /// Puts down how telling a program went; nothing where it is told no more.
    pub fn hook_told(&mut self, name: &str, outcome: Result<(), &str>) -> Result<(), NodeError> {
        if self.store().document(&format!("{HOOKS}{name}"))?.is_none() {
            return Ok(());
        }
        let before: HookStanding = read(self, &format!("{STANDINGS}{name}"))?.unwrap_or_default();
        let standing = match outcome {
            Ok(()) => HookStanding { told: Some(self.now()), failures: 0, error: None },
            Err(why) => HookStanding {
                failures: before.failures.saturating_add(1),
                error: Some(why.chars().take(ERROR_CHARS_MAX).collect()),
                ..before
            },
        };
        Ok(self.store_mut().keep(&[document(STANDINGS, name, &standing)])?)
    }

    /// The key under which programs are told; it follows from the node's seal key, which is never replaced.
    pub fn hook_key(&self) -> Result<SecretKey, NodeError> {
        let seed = self.secret(SEAL_KEY)?.seed();
        let derived = Sha256::new().chain_update(KEY_CONTEXT).chain_update(&seed[..]).finalize();
        Ok(SecretKey::from_seed(&zeroize::Zeroizing::new(derived.into())))
    }
}

/// The public half as those who are told keep it.
pub fn shown_key(key: &PublicKey) -> String {
    format!("whpk_{}", STANDARD.encode(key.as_bytes()))
}

/// What stands in `webhook-signature`: over identifier, time and body, so that neither is exchanged.
pub fn signature(key: &SecretKey, id: &str, at: Moment, body: &[u8]) -> String {
    let mut signed = format!("{id}.{}.", at.seconds()).into_bytes();
    signed.extend_from_slice(body);
    format!("v1a,{}", STANDARD.encode(key.sign(&signed).as_bytes()))
}

/// Whether an address is one that anything is told to: encrypted, or on this machine.
pub fn is_told(url: &str) -> bool {
    let plain = |rest: &str| !rest.is_empty() && !rest.starts_with(['/', ':']);
    let clean =
        url.len() <= URL_CHARS_MAX && url.bytes().all(|byte| byte.is_ascii_graphic()) && !url.contains(['#', '@']);
    let here = |rest: &str| {
        let host = rest.split(['/', '?']).next().unwrap_or_default();
        let host = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
        let host = host.unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
        host == "localhost" || address.is_ok_and(|address| address.is_loopback())
    };
    let open = url.strip_prefix("http://").is_some_and(here);
    clean && (open || url.strip_prefix("https://").is_some_and(plain))
}

fn document(prefix: &str, name: &str, kept: &impl Serialize) -> (String, Vec<u8>) {
    // Texts, numbers and times always can be written.
    (format!("{prefix}{name}"), serde_json::to_vec(kept).unwrap_or_default())
}

fn read<T: DeserializeOwned>(node: &Node, name: &str) -> Result<Option<T>, StoreError> {
    let bytes = node.store().document(name)?;
    let read = bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    read.map_err(|error| StoreError::Damaged { what: format!("the document `{name}`"), why: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_encrypted_or_stays_on_this_machine_is_an_address() {
        for (url, told) in [
            ("https://office.example/hook?q=1", true),
            ("http://localhost:8080/hook", true),
            ("http://127.0.0.1/", true),
            ("http://[::1]:9000/x", true),
            ("http://10.0.0.1/", false),
            ("http://localhost.example/", false),
            ("http://127.0.0.1@example.org/", false),
            ("https://", false),
            ("https:///x", false),
            ("ftp://127.0.0.1/", false),
            ("https://a.example/\nx", false),
        ] {
            assert_eq!(is_told(url), told, "{url}");
        }
    }

    #[test]
    fn what_is_signed_is_identifier_time_and_body() {
        let key = SecretKey::from_seed(&[7; 32]);
        let at = Moment::from_seconds(1_360_332_120);
        let signature = signature(&key, "a-1", at, b"{}");
        let bytes: [u8; 64] = STANDARD.decode(signature.strip_prefix("v1a,").unwrap()).unwrap().try_into().unwrap();
        let signature = journal::keys::Signature::new(bytes);
        assert!(journal::keys::verify(&key.public(), b"a-1.1360332120.{}", &signature).is_ok());
        assert!(journal::keys::verify(&key.public(), b"a-1.1360332121.{}", &signature).is_err());
    }
}
