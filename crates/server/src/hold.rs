//! Connections: so many at once, each with its heads in time, let go kindly at the end.

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::serve::Listener;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// Connections at once: who listens to events, and as many who ask.
const CONNECTIONS_MAX: usize = 2 * crate::live::LISTENERS_MAX;

/// How long the head of a request may take, and a connection be silent between two of them.
pub(crate) const HEAD: Duration = Duration::from_secs(20);

/// Longest head of a request.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Requests at once on one connection of HTTP/2.
const STREAMS_MAX: u32 = 100;

/// Where a connection comes from.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) SocketAddr);

/// The port of this server that a connection came to.
#[derive(Clone, Copy)]
pub(crate) struct Local(pub(crate) u16);

/// Answers until `stop` is done, then lets open requests end.
pub(crate) async fn hold<L: Listener<Addr = SocketAddr>>(
    mut listener: L,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let (room, ending) = (Arc::new(Semaphore::new(CONNECTIONS_MAX)), GracefulShutdown::new());
    let (builder, mut stop) = (builder(), pin!(stop));
    let local = listener.local_addr().ok().map(|address| Local(address.port()));
    loop {
        let next = async {
            // Never closed; whoever comes when all are taken waits in the system's queue.
            let permit = Arc::clone(&room).acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, (io, peer)) = tokio::select! {
            () = &mut stop => break,
            next = next => next,
        };
        let router =
            router.clone().map_request(move |request: axum::http::Request<hyper::body::Incoming>| -> Request {
                let mut request = request.map(Body::new);
                request.extensions_mut().insert(Peer(peer));
                local.map(|local| request.extensions_mut().insert(local));
                request
            });
        let connection = builder.serve_connection(TokioIo::new(io), TowerToHyperService::new(router)).into_owned();
        let connection = ending.watch(connection);
        tokio::spawn(async move {
            let _permit = permit;
            if let Err(error) = connection.await {
                tracing::debug!(error, "a connection broke");
            }
        });
    }
    drop(listener);
    ending.shutdown().await;
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(HEAD_BYTES_MAX);
    let list = u32::try_from(HEAD_BYTES_MAX).unwrap_or(u32::MAX);
    let http2 = &mut builder.http2();
    http2.timer(TokioTimer::new()).max_concurrent_streams(STREAMS_MAX).max_header_list_size(list);
    http2.keep_alive_interval(HEAD).keep_alive_timeout(HEAD);
    builder
}
