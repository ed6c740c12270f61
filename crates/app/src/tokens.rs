//! Tokens for programs: what each may read, until when.
//!
//! - A token is its own name in the store and 32 random bytes; the store has their hash, so whoever copies the
//!   database has no token. They are drawn, not thought up: no slow hash makes them harder to guess.
//! - Tokens read. What signs needs keys, and keys need a person's passphrase.
//! - When one was used last stands apart from it: a use that is written down late undoes no revocation.

use crate::node::{Node, NodeError};
use crate::ports::StoreError;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq as _;
use units::{Digest, Moment};
use zeroize::Zeroizing;

/// Documents under this prefix are tokens, by their identifier.
const TOKENS: &str = "token/";

/// Documents under this prefix tell when one was used last.
const USES: &str = "token-used/";

/// What every token begins with, so that one that lies about is known for what it is.
const MARK: &str = "qafila_";

/// Bytes by which a token is found, and those by which it is known.
const ID_BYTES: usize = 8;
const SECRET_BYTES: usize = 32;

/// The longest that one may last.
pub const DAYS_MAX: u16 = 366;

/// How long one lasts where nobody says.
pub const DAYS: u16 = 90;

/// The longest name.
const NAME_CHARS_MAX: usize = 40;

/// What a token lets its holder read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything that the interface shows: whatever this node may read.
    Read,
    /// Which view changed, as it changes.
    Events,
    /// Ordered marches and crossings, as a calendar.
    Calendar,
    /// What is closed, as alerts.
    Alerts,
    /// Figures for those who run the server.
    Metrics,
}

impl Scope {
    /// Each of them.
    pub const ALL: [Self; 5] = [Self::Read, Self::Events, Self::Calendar, Self::Alerts, Self::Metrics];

    /// As it is written.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Events => "events",
            Self::Calendar => "calendar",
            Self::Alerts => "alerts",
            Self::Metrics => "metrics",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|scope| scope.code() == text);
        found.ok_or_else(|| format!("there are {}", Self::ALL.map(Self::code).join(", ")))
    }
}

/// What is kept of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// By what it is found; the part of it that is no secret.
    pub id: String,
    /// What its holder is called.
    pub name: String,
    /// What it lets be read.
    pub scopes: BTreeSet<Scope>,
    /// When it was made.
    pub made: Moment,
    /// Until when it is good.
    pub until: Moment,
    /// When it was taken back, where it was.
    pub revoked: Option<Moment>,
    hash: Digest,
}

impl Token {
    /// Why it is good no longer, where it is not.
    pub fn over(&self, now: Moment) -> Option<Over> {
        match self.revoked {
            Some(_) => Some(Over::Revoked),
            None if now >= self.until => Some(Over::Expired),
            None => None,
        }
    }
}

/// Why a token is good no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// Why a token is not made, or not taken back.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The node failed.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// It cannot be called so.
    #[error("`{name:.60}` is no name for a token: 1 to {NAME_CHARS_MAX} small letters, digits, `-`, `_`, `.`")]
    Name {
        /// What was given.
        name: String,
    },
    /// One is called so.
    #[error("a token `{name}` is good until {until}")]
    Taken {
        /// Its name.
        name: String,
        /// How long still.
        until: Moment,
    },
    /// It would let nothing be read.
    #[error("a token needs a scope")]
    NoScope,
    /// It would last for no time, or for too long.
    #[error("{days} days were asked for, 1 to {DAYS_MAX} are given")]
    Days {
        /// How many.
        days: u16,
    },
    /// None that is good is called so.
    #[error("no token `{name}` is good here")]
    Unknown {
        /// What was given.
        name: String,
        /// Those that are good.
        known: Vec<String>,
    },
}

/// Why what was shown lets nothing be read.
#[derive(Debug, thiserror::Error)]
pub enum NoToken {
    /// Nobody here made it.
    #[error("this is no token of this node")]
    Unknown,
    /// It was good once.
    #[error("this token was taken back, or its time is over")]
    Over(Over),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Node {
    /// Makes a token, and gives the words that are shown once.
    pub fn add_token(
        &mut self,
        name: &str,
        scopes: &[Scope],
        days: u16,
    ) -> Result<(Token, Zeroizing<String>), TokenError> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
        if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.bytes().all(plain) {
            return Err(TokenError::Name { name: name.to_owned() });
        }
        if scopes.is_empty() {
            return Err(TokenError::NoScope);
        }
        if !(1..=DAYS_MAX).contains(&days) {
            return Err(TokenError::Days { days });
        }
        let now = self.now();
        if let Some(token) = self.good_tokens()?.into_iter().find(|token| token.name == name) {
            return Err(TokenError::Taken { name: token.name, until: token.until });
        }
        let id = hex::encode(&self.salt().map_err(NodeError::from)?.as_bytes()[..ID_BYTES]);
        let secret = self.salt().map_err(NodeError::from)?;
        let token = Token {
            id,
            name: name.to_owned(),
            scopes: scopes.iter().copied().collect(),
            made: now,
            until: now.plus_seconds(i64::from(days) * 24 * 60 * 60),
            revoked: None,
            hash: hash(secret.as_bytes()),
        };
        self.keep_token(&token)?;
        let words = Zeroizing::new(format!("{MARK}{}_{}", token.id, hex::encode(secret.as_bytes())));
        Ok((token, words))
    }

    /// Every token that was made here, with its last use; the newest first.
    pub fn tokens(&self) -> Result<Vec<(Token, Option<Moment>)>, NodeError> {
        let mut tokens = Vec::new();
        for name in self.store().documents(TOKENS)? {
            let Some(token) = read(self.store().document(&name)?, &name)? else { continue };
            let used = self.store().document(&format!("{USES}{}", token.id))?;
            let used = used.and_then(|text| std::str::from_utf8(&text).ok()?.parse().ok());
            tokens.push((token, used));
        }
        tokens.sort_by(|(a, _), (b, _)| (b.made, &a.name).cmp(&(a.made, &b.name)));
        Ok(tokens)
    }

    /// Takes a token back, at once and for good.
    pub fn revoke_token(&mut self, name: &str) -> Result<Token, TokenError> {
        let good = self.good_tokens()?;
        let Some(mut token) = good.iter().find(|token| token.name == name).cloned() else {
            let known = good.into_iter().map(|token| token.name).collect();
            return Err(TokenError::Unknown { name: name.to_owned(), known });
        };
        token.revoked = Some(self.now());
        self.keep_token(&token)?;
        Ok(token)
    }

    /// The token whose words these are.
    pub fn token(&self, words: &str) -> Result<Token, NoToken> {
        let (id, secret) = parts(words).ok_or(NoToken::Unknown)?;
        let name = format!("{TOKENS}{id}");
        let token = read(self.store().document(&name)?, &name)?.ok_or(NoToken::Unknown)?;
        // As long for a first wrong byte as for a last one.
        if !bool::from(token.hash.as_bytes()[..].ct_eq(&hash(&secret[..]).as_bytes()[..])) {
            return Err(NoToken::Unknown);
        }
        token.over(self.now()).map_or(Ok(token), |over| Err(NoToken::Over(over)))
    }

    /// Puts down that a token was used now.
    pub fn token_used(&mut self, token: &Token) -> Result<(), StoreError> {
        let now = self.now().to_string().into_bytes();
        self.store_mut().keep(&[(format!("{USES}{}", token.id), now)])
    }

    fn good_tokens(&self) -> Result<Vec<Token>, NodeError> {
        let now = self.now();
        let tokens = self.tokens()?.into_iter().map(|(token, _)| token);
        Ok(tokens.filter(|token| token.over(now).is_none()).collect())
    }

    fn keep_token(&mut self, token: &Token) -> Result<(), NodeError> {
        // Texts, times and a hash always can be written.
        let json = serde_json::to_vec(token).unwrap_or_default();
        Ok(self.store_mut().keep(&[(format!("{TOKENS}{}", token.id), json)])?)
    }
}

fn read(bytes: Option<Vec<u8>>, name: &str) -> Result<Option<Token>, StoreError> {
    let read = bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose();
    read.map_err(|error| StoreError::Damaged { what: format!("the document `{name}`"), why: error.to_string() })
}

fn hash(secret: &[u8]) -> Digest {
    Digest::new(Sha256::digest(secret).into())
}

/// Identifier and secret of the words of a token, where they have its form.
fn parts(words: &str) -> Option<(&str, Zeroizing<[u8; SECRET_BYTES]>)> {
    let (id, secret) = words.strip_prefix(MARK)?.split_once('_')?;
    let small = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if id.len() != 2 * ID_BYTES || !id.bytes().all(small) {
        return None;
    }
    let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
    hex::decode_to_slice(secret, &mut bytes[..]).ok()?;
    Some((id, bytes))
}
