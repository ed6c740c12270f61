//! An encrypted line to PostgreSQL: its certificate and its name are judged, or nothing is said.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

/// Who vouches for the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Authority {
    /// The authorities that browsers trust.
    Public,
    /// Those whose certificates are in this file, in PEM.
    File(PathBuf),
}

/// Makes lines that are encrypted, to a server that this authority vouches for.
pub(super) fn maker(authority: &Authority) -> Result<MakeRustlsConnect, Box<dyn Error + Send + Sync>> {
    let mut roots = RootCertStore::empty();
    match authority {
        Authority::Public => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Authority::File(path) => read(path, &mut roots)?,
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(MakeRustlsConnect::new(config.with_root_certificates(roots).with_no_client_auth()))
}

fn read(path: &Path, roots: &mut RootCertStore) -> Result<(), Box<dyn Error + Send + Sync>> {
    let told = |why: &dyn std::fmt::Display| format!("`sslrootcert` names `{}`: {why}", path.display());
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| told(&error))? {
        roots.add(certificate.map_err(|error| told(&error))?).map_err(|error| told(&error))?;
    }
    if roots.is_empty() { Err(told(&"it holds no certificate").into()) } else { Ok(()) }
}
