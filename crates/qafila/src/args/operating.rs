//! A node that serves, and its keeping.

use super::PORT;
use app::tokens::{DAYS, Scope};
use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;
use units::OfficerId;

#[derive(Debug, ClapArgs)]
pub(crate) struct ServeArgs {
    /// Port on the loopback address
    #[arg(long, default_value_t = PORT)]
    pub(crate) port: u16,
    /// Show the node only: nobody signs in, and nothing is written
    #[arg(long, conflicts_with = "partners")]
    pub(crate) read_only: bool,
    /// Serve partners' programs instead of the page: journals as static files, witness and mirror endpoints
    #[arg(long)]
    pub(crate) partners: bool,
    /// Listen on this address, such as 0.0.0.0:7413. The office's page is served there only under TLS, and whoever reads
    /// signs in; partners' programs also unencrypted, since nothing that they are given is secret
    #[arg(long, value_name = "ADDR", conflicts_with = "port")]
    pub(crate) listen: Option<SocketAddr>,
    /// Ask everybody who reads to sign in, on the loopback address too
    #[arg(long, conflicts_with_all = ["partners", "read_only"])]
    pub(crate) ask: bool,
    /// A proxy with TLS stands in front, which sets X-Forwarded-For; whoever reads signs in
    #[arg(long, conflicts_with_all = ["partners", "read_only", "tls_cert"])]
    pub(crate) behind_proxy: bool,
    /// A name under which the server is reached, besides its addresses and localhost; may be given several times
    #[arg(long, value_name = "HOST", conflicts_with = "partners")]
    pub(crate) name: Vec<String>,
    /// Serve under TLS with this certificate, in PEM, the server's own first
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Exchange with every partner that is known (`qafila partner add`) so often, such as 30s, 5m or 2h; the passphrase is
    /// asked for once
    #[arg(long, value_name = "TIME", value_parser = pause, conflicts_with = "read_only")]
    pub(crate) sync_every: Option<Duration>,
    /// Tell the programs of `qafila hook add` what changes; the passphrase is asked for once
    #[arg(long, conflicts_with = "partners")]
    pub(crate) hooks: bool,
    /// Send what the log has of each request to this address as OpenTelemetry spans (OTLP over HTTP, JSON), such as
    /// http://127.0.0.1:4318/v1/traces
    #[arg(long, value_name = "URL")]
    pub(crate) traces: Option<String>,
    /// What is logged to standard error: what went wrong (quiet), or a line for each request as text or JSON;
    /// never addresses, queries or content
    #[arg(long, value_name = "FORM", value_enum, default_value_t = LogForm::Quiet)]
    pub(crate) log: LogForm,
}

/// How the server logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    Quiet,
    Text,
    Json,
}

/// Times between two exchanges that are taken.
const PAUSES: RangeInclusive<u64> = 1..=24 * 60 * 60;

/// A time such as `5m`.
fn pause(text: &str) -> Result<Duration, String> {
    let wrong = || "a number and s, m or h, from 1s to 24h, such as 5m".to_owned();
    let units = [('s', 1), ('m', 60), ('h', 60 * 60)];
    let (digits, unit) =
        units.iter().find_map(|(sign, unit)| Some((text.strip_suffix(*sign)?, unit))).ok_or_else(wrong)?;
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    let seconds = number.checked_mul(*unit).filter(|seconds| PAUSES.contains(seconds)).ok_or_else(wrong)?;
    Ok(Duration::from_secs(seconds))
}

#[derive(Debug, Subcommand)]
pub(crate) enum PartnerCommand {
    /// Put down a partner's address, for `serve --sync-every` and `sync NAME`
    Add {
        /// What the partner is called here: small letters, digits, `-`, `_`, `.`
        name: String,
        /// Its address, such as https://partner.example/qafila
        url: String,
        /// The certificate of the partner's own authority, in PEM; public authorities when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        ca: Option<PathBuf>,
    },
    /// Show every partner: when it was reached last, how far behind it left this node, how far it has cosigned
    List,
    /// Let a partner's address go; its journals stay
    Remove {
        /// Its name
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum HookCommand {
    /// Put down the address of a program, which `serve --hooks` tells when a view changes; shows the key that signs it
    Add {
        /// What the program is called here: small letters, digits, `-`, `_`, `.`
        name: String,
        /// Its address, such as https://office.example/qafila; unencrypted only on this machine
        url: String,
        /// The certificate of its own authority, in PEM; public authorities when absent
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        ca: Option<PathBuf>,
        /// Only of this view: picture, convoys, plan, account, findings, parties, journals, partners; may be given several times
        #[arg(long, value_name = "VIEW")]
        view: Vec<String>,
    },
    /// Show the key under which programs are told
    Key,
    /// Show every program that is told, and how that went
    List,
    /// Tell a program nothing any more
    Remove {
        /// Its name
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccessCommand {
    /// Show who read what since it was signed last
    List,
    /// Sign it, for the own party alone
    Sign {
        /// Who signs; the node's only officer when absent
        #[arg(long, value_name = "ID")]
        by: Option<OfficerId>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token and show it, this once; the node keeps only its hash
    Add {
        /// What the program is called: small letters, digits, `-`, `_`, `.`
        name: String,
        /// What it may read: read (everything), events, calendar, alerts, metrics; may be given several times
        #[arg(long, required = true)]
        scope: Vec<Scope>,
        /// How long it lasts, at most 366 days
        #[arg(long, default_value_t = DAYS)]
        days: u16,
    },
    /// Show every token, until when it is good, when it was used last
    List,
    /// Take a token back, at once
    Revoke {
        /// Its name
        name: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum PasskeyCommand {
    /// Show every passkey: whose it is, when it was registered and used last, whether its keys are still in force
    List,
    /// Remove a passkey with the keys that were sealed for it; it signs nobody in any more
    Remove {
        /// Its identifier, as `list` shows it
        id: String,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct BackupArgs {
    /// The new file
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// Leave out the key file, which its passphrase locks: for a copy that others keep
    #[arg(long)]
    pub(crate) no_keys: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct RestoreArgs {
    /// The backup
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The node's folder; must not exist, or be empty
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) dir: PathBuf,
}
