//! What a node shows over HTTP: an interface for programs under `/api/v1`, and the page.
//!
//! - Reads only: writing over HTTP waits for sign-in, so every method but `GET` and `HEAD`
//!   is refused, and only a loopback address is served. Partners' programs are served apart
//!   ([`partner_router`]), and nothing else with them.
//! - Opens the node anew for each request, on a thread that may block: what is shown is
//!   what is stored, and a node in use elsewhere is a problem told, not a server stopped.
//! - Owns its response types; `openapi.json` beside this crate is written from them.
//! - Decides nothing: what is so comes from `app`, what words say it from `words`.

mod ask;
mod guard;
mod page;
mod partners;
mod problem;
mod routes;

pub use partners::partner_router;

use app::Node;
use axum::Router;
use axum::middleware::{from_fn, map_response};
use std::error::Error;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use utoipa::openapi::OpenApi;

/// Opens the node of one request.
pub type Source = Arc<dyn Fn() -> Result<Node, Box<dyn Error + Send + Sync>> + Send + Sync>;

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others than this machine could reach the address.
    #[error("{address} can be reached from outside this machine, and there is no sign-in yet")]
    NotLoopback {
        /// The address.
        address: SocketAddr,
    },
    /// Accepting connections failed.
    #[error("could not serve")]
    Failed(#[source] io::Error),
}

/// All routes over a node.
pub fn router(source: Source) -> Router {
    let (api, _) = routes::api().split_for_parts();
    Router::new()
        .merge(api)
        .fallback(page::page)
        .with_state(source)
        .layer(from_fn(guard::admit))
        .layer(map_response(guard::harden))
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

/// Serves until `stop` is done, then lets open requests end. Refuses addresses that others can reach.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = listener.local_addr().map_err(ServeError::Failed)?;
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback { address });
    }
    serve_partners(listener, router, stop).await
}

/// The same on any address, for [`partner_router`], which shows nothing that must be kept back.
pub async fn serve_partners(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    axum::serve(listener, router).with_graceful_shutdown(stop).await.map_err(ServeError::Failed)
}
