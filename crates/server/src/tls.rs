//! Connections under TLS 1.2 or 1.3, with a certificate of the party's own.
//!
//! A handshake is done apart from accepting: who connects and says nothing holds up nobody else.

use axum::serve::Listener;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error as RustlsError, ServerConfig};
use tokio_rustls::server::TlsStream;

/// Handshakes under way at once.
const HANDSHAKES_MAX: usize = 256;

/// How long one may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// What is waited after the system could not accept, such as for want of files.
const PAUSE: Duration = Duration::from_secs(1);

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file does not hold what it should.
    #[error("`{path}` holds no {what} in PEM")]
    Pem {
        /// Which file.
        path: String,
        /// What it should hold.
        what: &'static str,
        /// Why not.
        #[source]
        cause: PemError,
    },
    /// The two do not belong together, or are of a kind that is not known.
    #[error("certificate and key cannot be used together")]
    Pair(#[source] RustlsError),
}

/// A certificate with its key.
#[derive(Clone)]
pub struct Tls(TlsAcceptor);

impl Tls {
    /// Reads a chain of certificates, the server's own first, and the private key of the first.
    pub fn read(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let refused = |path: &Path, what| {
            let path = path.display().to_string();
            move |cause| TlsError::Pem { path, what, cause }
        };
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .and_then(|chain| if chain.is_empty() { Err(PemError::NoItemsFound) } else { Ok(chain) })
            .map_err(refused(certificate, "certificate"))?;
        let key = PrivateKeyDer::from_pem_file(key).map_err(refused(key, "private key"))?;
        // Named, since other crates of the program could bring a second provider.
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(TlsError::Pair)?.with_no_client_auth().with_single_cert(chain, key);
        let mut config = config.map_err(TlsError::Pair)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Accepts connections of a listener, and hands on those whose handshake was done.
    pub fn over(self, listener: TcpListener) -> io::Result<TlsListener> {
        let address = listener.local_addr()?;
        let (done, ready) = mpsc::channel(HANDSHAKES_MAX);
        let accepting = tokio::spawn(accept(listener, self.0, done));
        Ok(TlsListener { address, ready, accepting })
    }
}

type Connection = (TlsStream<TcpStream>, SocketAddr);

/// A listener whose connections are under TLS.
pub struct TlsListener {
    address: SocketAddr,
    ready: mpsc::Receiver<Connection>,
    accepting: JoinHandle<()>,
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> Connection {
        match self.ready.recv().await {
            Some(connection) => connection,
            // Nobody accepts any more: the program ends.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, done: mpsc::Sender<Connection>) {
    let room = Arc::new(Semaphore::new(HANDSHAKES_MAX));
    // Ends only with the task: the semaphore is never closed.
    while let Ok(permit) = Arc::clone(&room).acquire_owned().await {
        let Ok((stream, peer)) = listener.accept().await else {
            tracing::warn!("a connection could not be accepted");
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let (acceptor, done) = (acceptor.clone(), done.clone());
        tokio::spawn(async move {
            let _permit = permit;
            match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                // Nobody takes it where the server has ended meanwhile.
                Ok(Ok(stream)) => _ = done.send((stream, peer)).await,
                Ok(Err(error)) => tracing::debug!(%error, "no handshake"),
                Err(_) => tracing::debug!("a handshake took too long"),
            }
        });
    }
}
