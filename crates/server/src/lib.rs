//! What a node shows over HTTP: an interface for programs under `/api/v1`, and the page.
//!
//! - Writes only for officers who signed in at a [`Desk`]; without one, every method but `GET`
//!   and `HEAD` is refused. Beyond the loopback address, reading asks for a session as well ([`Gate`]).
//!   Partners' programs are served apart ([`partner_router`]), and nothing else with them.
//! - Asks what is stored at each request, on a thread that may block: what is shown is
//!   so now, and a node in use elsewhere is a problem told, not a server stopped.
//! - Owns its response types; `openapi.json` beside this crate is written from them.
//! - Decides nothing: what is so comes from `app`, what words say it from `words`.

mod access;
mod ask;
mod attempts;
mod bearer;
mod cap;
mod cbor;
mod ceremonies;
mod desk;
mod gate;
mod guard;
mod health;
mod hold;
mod intake;
mod jobs;
mod limits;
mod live;
mod metrics;
mod observe;
mod page;
mod partners;
mod problem;
mod pruning;
mod refusal;
mod routes;
mod session;
mod signed;
mod telling;
mod tls;

/// What is served, and from where connections come.
pub use axum::{Router, serve::Listener};
pub use desk::{Desk, OpenWith, Unlock};
pub use gate::{Gate, Site};
pub use live::{LISTENERS_MAX, Live, Stamp};
pub use partners::partner_router;
pub use telling::{RESET, Told};
pub use tls::{Tls, TlsError, TlsListener};

use crate::metrics::Metrics;
use app::Node;
use axum::Extension;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use std::error::Error;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use utoipa::openapi::OpenApi;

/// Opens the node of one request.
pub type Source = Arc<dyn Fn() -> Result<Node, Box<dyn Error + Send + Sync>> + Send + Sync>;

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others than this machine could reach the address.
    #[error("{address} can be reached from outside this machine: it is served only under TLS, to those who sign in")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// Accepting connections failed.
    #[error("could not serve")]
    Failed(#[source] io::Error),
}

/// All routes over a node that is only shown, watched by a look every half a second while somebody listens.
pub fn router(source: Source) -> Router {
    live_site(source, Live::default(), Gate::default()).router
}

/// All routes over a node, where officers sign in to write.
pub fn router_with(source: Source, desk: Desk) -> Router {
    live_site(source, Live::default(), Gate::with_desk(desk)).router
}

/// All routes over a node, with a watch that the caller ends, and who is let in.
pub fn live_site(source: Source, live: Live, gate: Gate) -> Site {
    let gate = Arc::new(gate.noting(&source));
    let (api, _) = routes::api().split_for_parts();
    let metrics = Metrics::new();
    let router = Router::new()
        .merge(api.layer(from_fn(cbor::translate)))
        .merge(health::signs())
        .merge(health::counts())
        .fallback(page::page)
        .method_not_allowed_fallback(guard::no_method)
        .with_state(source.clone())
        .layer(Extension(live))
        .layer(Extension(metrics.clone()))
        .layer(from_fn_with_state((gate.clone(), source), guard::admit))
        .layer(map_response(guard::harden))
        .layer(from_fn_with_state(metrics, observe::observe));
    Site::new(router, &gate)
}

/// The description of the interface, as `openapi.json` holds it.
pub fn openapi() -> OpenApi {
    let (_, openapi) = routes::api().split_for_parts();
    openapi
}

/// [`openapi`] as the bytes of the file.
pub fn openapi_json() -> String {
    // A description built from types has no value that JSON could not hold.
    openapi().to_pretty_json().map(|json| json + "\n").unwrap_or_default()
}

/// How long open requests may go on once the server is to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Serves until `stop` is done, then lets open requests end. Refuses addresses that others can reach, but for a site
/// whose gate asks everybody over an encrypted line.
pub async fn serve<L: Listener<Addr = SocketAddr>>(
    listener: L,
    site: impl Into<Site>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = listener.local_addr().map_err(ServeError::Failed)?;
    let Site { router, far } = site.into();
    if !address.ip().is_loopback() && !far {
        return Err(ServeError::NotLoopback { address });
    }
    serve_partners(listener, router, stop).await
}

/// The same on any address, for [`partner_router`], which shows nothing that must be kept back.
pub async fn serve_partners<L: Listener<Addr = SocketAddr>>(
    listener: L,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let (ends, ending) = tokio::sync::oneshot::channel();
    let stop = async move {
        stop.await;
        tracing::info!("ending");
        // Where nobody waits for it any more, the server has failed before.
        let _ = ends.send(());
    };
    let serving = hold::hold(listener, router, stop);
    let patience = async {
        match ending.await {
            Ok(()) => tokio::time::sleep(PATIENCE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = serving => Ok(()),
        () = patience => {
            tracing::warn!("open requests were broken off");
            Ok(())
        }
    }
}
