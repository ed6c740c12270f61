//! A partner's program over HTTP: nothing followed, nothing unpacked, everything bounded.

use crate::failure::Failure;
use app::contacts::Contact;
use app::sync::{Answer, Remote, RemoteError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::path::Path;
use std::time::Duration;
use ureq::http::{StatusCode, header};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

/// No request takes longer: a pack of 256 long statements over a telephone line.
const TIMEOUT: Duration = Duration::from_secs(600);
/// A partner that is not there is given up soon.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// Most bytes of a certificate file.
const CERTIFICATE_BYTES_MAX: usize = 1 << 20;

/// A partner at an address.
pub(crate) struct Http {
    agent: Agent,
    base: String,
    bar: ProgressBar,
    bytes: Cell<u64>,
}

impl Http {
    /// The partner at `url`, whose certificate the one in `ca` vouches for; public authorities where absent.
    pub(crate) fn new(url: &str, ca: Option<Authority>) -> Result<Self, Failure> {
        let known = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if known.is_none_or(|rest| rest.is_empty() || rest.contains(['?', '#', '@'])) {
            let message = format!("`{url}` is no address of a partner's program");
            return Err(Failure::user(message, Some(("hint-sync-url", Vec::new()))));
        }
        let mut config = Agent::config_builder()
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("qafila/", env!("CARGO_PKG_VERSION")));
        if let Some(Authority(roots)) = ca {
            config = config.tls_config(TlsConfig::builder().root_certs(roots).build());
        }
        let style = ProgressStyle::with_template("{spinner} {bytes} {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        let bar = ProgressBar::new_spinner().with_style(style);
        Ok(Self {
            agent: config.build().new_agent(),
            base: format!("{}/", url.trim_end_matches('/')),
            bar,
            bytes: Cell::new(0),
        })
    }

    /// A partner that is known.
    pub(crate) fn to(contact: &Contact) -> Result<Self, Failure> {
        Self::new(&contact.url, contact.ca.as_deref().map(|pem| Authority::of(pem.as_bytes())).transpose()?)
    }

    /// The same, without a word of how far it is: nobody looks on.
    pub(crate) fn quiet(self) -> Self {
        self.bar.set_draw_target(ProgressDrawTarget::hidden());
        self
    }

    /// Bytes of bodies that went either way so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.get()
    }

    fn url(&self, path: &str) -> String {
        self.bar.set_message(path.to_owned());
        format!("{}{path}", self.base)
    }

    fn count(&self, bytes: usize) {
        self.bytes.set(self.bytes.get() + bytes as u64);
        self.bar.set_position(self.bytes.get());
    }

    fn read(&self, path: &str, body: &mut Body, limit: usize) -> Result<Vec<u8>, RemoteError> {
        // One more than is wanted tells that there is more.
        let read = body.with_config().limit(limit as u64 + 1).read_to_vec();
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(ureq::Error::BodyExceedsLimit(_)) => return Err(too_long(path, limit)),
            Err(error) => return Err(failed(path, error)),
        };
        self.count(bytes.len());
        if bytes.len() > limit { Err(too_long(path, limit)) } else { Ok(bytes) }
    }
}

impl Drop for Http {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Remote for Http {
    fn get(&self, path: &str, from: usize, limit: usize) -> Result<Option<Vec<u8>>, RemoteError> {
        let mut request = self.agent.get(self.url(path));
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let mut answer = request.call().map_err(|error| failed(path, error))?;
        match answer.status() {
            StatusCode::NOT_FOUND => Ok(None),
            StatusCode::RANGE_NOT_SATISFIABLE => Ok(Some(Vec::new())),
            StatusCode::PARTIAL_CONTENT => self.read(path, answer.body_mut(), limit).map(Some),
            // A plain file server may not know ranges, and sends all of it.
            StatusCode::OK => {
                let whole = self.read(path, answer.body_mut(), limit.saturating_add(from))?;
                Ok(Some(whole.get(from..).unwrap_or_default().to_vec()))
            }
            status => {
                let says = self.read(path, answer.body_mut(), 1024).unwrap_or_default();
                let line = String::from_utf8_lossy(&says).lines().next().unwrap_or_default().trim().to_owned();
                Err(failed(path, format!("the partner answered {status}: {line}")))
            }
        }
    }

    fn post(&self, path: &str, content_type: &str, body: &[u8], limit: usize) -> Result<Answer, RemoteError> {
        let request = self.agent.post(self.url(path)).header(header::CONTENT_TYPE, content_type);
        let mut answer = request.send(body).map_err(|error| failed(path, error))?;
        self.count(body.len());
        let status = answer.status().as_u16();
        Ok(Answer { status, body: self.read(path, answer.body_mut(), limit)? })
    }
}

fn failed(path: &str, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> RemoteError {
    RemoteError::Failed { path: path.to_owned(), cause: cause.into() }
}

fn too_long(path: &str, limit: usize) -> RemoteError {
    RemoteError::TooLong { path: path.to_owned(), limit }
}

/// A partner's own authority.
pub(crate) struct Authority(pub(crate) RootCerts);

impl Authority {
    /// Its certificate, in PEM.
    pub(crate) fn of(pem: &[u8]) -> Result<Self, Failure> {
        let certificate = Certificate::from_pem(pem).map_err(|error| Failure::user(format!("--ca: {error}"), None))?;
        Ok(Self(RootCerts::from([certificate])))
    }

    /// The certificate in a file, and its text.
    pub(crate) fn read(path: &Path) -> Result<(Self, String), Failure> {
        let pem = crate::disk::read_input(path, CERTIFICATE_BYTES_MAX)?;
        let wrong = |error: String| Failure::user(format!("--ca {}: {error}", path.display()), None);
        let certificate = Certificate::from_pem(&pem).map_err(|error| wrong(error.to_string()))?;
        let text = String::from_utf8(pem).map_err(|error| wrong(error.to_string()))?;
        Ok((Self(RootCerts::from([certificate])), text))
    }
}
