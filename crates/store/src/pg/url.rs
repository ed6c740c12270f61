//! Where a node's rows are: a PostgreSQL URL, with the name of the operation among its parameters.

use super::tls::Authority;
use postgres::Config;
use postgres::config::{Host, SslMode};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// How such a URL begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// The parameter that names the operation; PostgreSQL itself does not know it.
const OPERATION: &str = "operation";

/// How the line is to be encrypted, and the file of who vouches for the server: as `psql` has them.
const MODE: &str = "sslmode";
const AUTHORITY: &str = "sslrootcert";

/// What encrypts, judged in full whichever of them is asked for.
const ENCRYPTED: [&str; 3] = ["require", "verify-ca", "verify-full"];

/// Of the authority: those that browsers trust.
const SYSTEM: &str = "system";

/// The operation where none is named.
const OPERATION_DEFAULT: &str = "main";

/// Most characters of an operation's name.
const OPERATION_CHARS_MAX: usize = 64;

/// The port where none is named.
const PORT: u16 = 5432;

/// Passwords that are not in the URL are looked for here, as `psql` does.
const PASSWORD_ENV: &str = "PGPASSWORD";

/// A PostgreSQL database, and whose rows in it.
#[derive(Clone)]
pub struct PgUrl {
    config: Config,
    operation: String,
    /// Who vouches for the server; nobody where nothing is encrypted.
    authority: Option<Authority>,
    given: String,
}

/// As they were given.
impl PartialEq for PgUrl {
    fn eq(&self, other: &Self) -> bool {
        self.given == other.given
    }
}

impl Eq for PgUrl {}

/// Why a text is no such URL.
#[derive(Debug, thiserror::Error)]
pub enum PgUrlError {
    /// It begins otherwise.
    #[error("a database is named by a URL that begins with `postgres://`")]
    Scheme,
    /// PostgreSQL's own part is wrong.
    #[error("the URL of the database cannot be read")]
    Form(#[source] postgres::Error),
    /// No host and no folder of a socket.
    #[error("the URL of the database names no host; for a socket add `?host=/run/postgresql`")]
    NoHost,
    /// The operation's name is too long or has other characters.
    #[error("`{given}` names no operation: 1 to {OPERATION_CHARS_MAX} letters, digits, `-`, `_` or `.` do")]
    Operation {
        /// As given, cut.
        given: String,
    },
    /// Contents would travel in the open.
    #[error("`{host}` is another machine, and the URL does not say that the line to it is encrypted")]
    InTheOpen {
        /// Which host.
        host: String,
    },
}

impl PgUrl {
    /// Whether a text is meant as such a URL.
    pub fn is_one(text: &str) -> bool {
        SCHEMES.iter().any(|scheme| text.starts_with(scheme))
    }

    /// The name that leads every row's key.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// As it was given, password included: for files that only their owner reads.
    pub fn with_password(&self) -> &str {
        &self.given
    }

    /// Who vouches for the server, where the line is encrypted.
    pub(super) fn authority(&self) -> Option<&Authority> {
        self.authority.as_ref()
    }

    /// What a connection is made from.
    pub(super) fn config(&self) -> Config {
        let mut config = self.config.clone();
        if let (None, Ok(password)) = (config.get_password(), std::env::var(PASSWORD_ENV)) {
            config.password(password);
        }
        config
    }
}

impl FromStr for PgUrl {
    type Err = PgUrlError;

    fn from_str(given: &str) -> Result<Self, PgUrlError> {
        if !Self::is_one(given) {
            return Err(PgUrlError::Scheme);
        }
        let (mut plain, mut taken) = take(given, &[OPERATION, MODE, AUTHORITY]);
        let operation = taken.remove(OPERATION).unwrap_or_else(|| OPERATION_DEFAULT.to_owned());
        let encrypted = taken.get(MODE).is_some_and(|mode| ENCRYPTED.contains(&mode.as_str()));
        let file = taken.remove(AUTHORITY).filter(|path| path != SYSTEM);
        let authority = encrypted.then(|| file.map_or(Authority::Public, |path| Authority::File(path.into())));
        // What it knows itself is judged by PostgreSQL's own part; what encrypts at all is required there.
        if let Some(mode) = taken.get(MODE) {
            let mode = if authority.is_some() { "require" } else { mode };
            plain += &format!("{}{MODE}={mode}", if plain.contains('?') { '&' } else { '?' });
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        if operation.is_empty() || operation.len() > OPERATION_CHARS_MAX || !operation.chars().all(fits) {
            let given = operation.chars().take(OPERATION_CHARS_MAX + 1).collect();
            return Err(PgUrlError::Operation { given });
        }
        let config: Config = plain.parse().map_err(PgUrlError::Form)?;
        if config.get_hosts().is_empty() {
            return Err(PgUrlError::NoHost);
        }
        // Whoever asks for no encryption in so many words has a tunnel or a network of his own.
        let asked = config.get_ssl_mode() == SslMode::Disable;
        match config.get_hosts().iter().find_map(far) {
            Some(host) if !asked && authority.is_none() => Err(PgUrlError::InTheOpen { host }),
            Some(_) | None => Ok(Self { config, operation, authority, given: given.to_owned() }),
        }
    }
}

/// The name of a host that is another machine.
fn far(host: &Host) -> Option<String> {
    match host {
        Host::Tcp(name) => {
            let loopback = name.parse().map_or(name == "localhost", |address: std::net::IpAddr| address.is_loopback());
            (!loopback).then(|| name.clone())
        }
        #[cfg(unix)]
        Host::Unix(_) => None,
    }
}

/// The URL without some of its parameters, and their values; of several the last counts.
fn take(given: &str, names: &[&'static str]) -> (String, BTreeMap<&'static str, String>) {
    let Some((front, query)) = given.split_once('?') else { return (given.to_owned(), BTreeMap::new()) };
    let (mut kept, mut taken) = (Vec::new(), BTreeMap::new());
    for part in query.split('&') {
        let pair = part.split_once('=');
        match pair.and_then(|(name, value)| Some((*names.iter().find(|one| **one == name)?, value))) {
            Some((name, value)) => _ = taken.insert(name, value.to_owned()),
            None => kept.push(part),
        }
    }
    let plain = if kept.is_empty() { front.to_owned() } else { format!("{front}?{}", kept.join("&")) };
    (plain, taken)
}

/// For people: without the password.
impl fmt::Display for PgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("postgres://")?;
        if let Some(user) = self.config.get_user() {
            write!(f, "{user}@")?;
        }
        for (index, host) in self.config.get_hosts().iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match host {
                Host::Tcp(name) => write!(f, "{comma}{name}")?,
                #[cfg(unix)]
                Host::Unix(folder) => write!(f, "{comma}{}", folder.display())?,
            }
            let port = self.config.get_ports().get(index).or(self.config.get_ports().first());
            if let Some(port) = port.filter(|port| **port != PORT) {
                write!(f, ":{port}")?;
            }
        }
        write!(f, "/{}?{OPERATION}={}", self.config.get_dbname().unwrap_or_default(), self.operation)
    }
}

impl fmt::Debug for PgUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PgUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    #[test]
    fn a_url_tells_where_and_whose_and_keeps_the_password_to_itself() {
        let cases = [
            ("postgres://me:word@localhost:5433/hub?operation=mali", "postgres://me@localhost:5433/hub?operation=mali"),
            ("postgresql://me:word@127.0.0.1/hub", "postgres://me@127.0.0.1/hub?operation=main"),
            (
                "postgres://me:word@/hub?host=/run/postgresql&operation=a.b-c_1&connect_timeout=3",
                "postgres://me@/run/postgresql/hub?operation=a.b-c_1",
            ),
            ("postgres://me:word@far.example/hub?sslmode=disable", "postgres://me@far.example/hub?operation=main"),
        ];
        for (given, shown) in cases {
            let url: PgUrl = given.parse().unwrap();
            assert_eq!(url.to_string(), shown);
            assert_eq!(format!("{url:?}"), format!("PgUrl({shown})"));
            assert_eq!(url.with_password(), given);
        }
    }

    #[test]
    fn whatever_encrypts_is_judged_by_somebody() {
        let file = |path: &str| Some(Authority::File(path.into()));
        for (query, authority) in [
            ("", None),
            ("?sslmode=disable", None),
            ("?sslmode=require", Some(Authority::Public)),
            ("?operation=a&sslmode=verify-full&sslrootcert=system", Some(Authority::Public)),
            ("?sslmode=verify-ca&sslrootcert=/etc/ca.pem&connect_timeout=3", file("/etc/ca.pem")),
        ] {
            let url: PgUrl = format!("postgres://localhost/hub{query}").parse().unwrap();
            assert_eq!(url.authority(), authority.as_ref(), "{query}");
            let required = url.config().get_ssl_mode() == SslMode::Require;
            assert_eq!(required, authority.is_some(), "{query}");
        }
        let far: PgUrl = "postgres://far.example/hub?sslmode=verify-full&sslrootcert=/etc/ca.pem".parse().unwrap();
        assert_eq!(far.authority(), file("/etc/ca.pem").as_ref());
    }

    #[test]
    fn what_is_no_url_of_a_database_is_refused() {
        let cases = [
            ("mysql://localhost/hub", "a database is named by a URL that begins with `postgres://`"),
            ("postgres://localhost/hub?colour=red", "the URL of the database cannot be read"),
            ("postgres:///hub", "the URL of the database names no host; for a socket add `?host=/run/postgresql`"),
            (
                "postgres://localhost/hub?operation=",
                "`` names no operation: 1 to 64 letters, digits, `-`, `_` or `.` do",
            ),
            (
                "postgres://localhost/hub?operation=mali%20",
                "`mali%20` names no operation: 1 to 64 letters, digits, `-`, `_` or `.` do",
            ),
            (
                "postgres://localhost,far.example/hub",
                "`far.example` is another machine, and the URL does not say that the line to it is encrypted",
            ),
            (
                "postgres://far.example/hub?sslmode=prefer",
                "`far.example` is another machine, and the URL does not say that the line to it is encrypted",
            ),
            ("postgres://localhost/hub?sslmode=sometimes", "the URL of the database cannot be read"),
        ];
        for (given, why) in cases {
            assert_eq!(given.parse::<PgUrl>().unwrap_err().to_string(), why, "{given}");
        }
    }
}
