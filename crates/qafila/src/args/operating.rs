//! A node that serves, and its keeping.

use super::PORT;
use clap::{Args as ClapArgs, ValueEnum, ValueHint};
use std::net::SocketAddr;
use std::path::PathBuf;

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
    /// Listen on this address, such as 0.0.0.0:7413; others reach it unencrypted, unless a certificate is given or a
    /// proxy with TLS stands in front
    #[arg(long, value_name = "ADDR", requires = "partners", conflicts_with = "port")]
    pub(crate) listen: Option<SocketAddr>,
    /// Serve under TLS with this certificate, in PEM, the server's own first
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
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
