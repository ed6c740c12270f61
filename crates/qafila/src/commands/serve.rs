//! `qafila serve`: API and page of a node, on this machine only; or its journals, to partners.

use crate::args::ServeArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::system;
use app::Node;
use server::{ServeError, Source};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use words::Arg;

pub(crate) fn run(context: &Context, args: &ServeArgs) -> Result<Outcome, Failure> {
    let dir = context.node_dir()?;
    if args.partners {
        // Asked for once: nobody sits at the terminal when a partner calls.
        let passphrase = system::passphrase();
        let source = source(move || system::open_with(&dir, passphrase.clone()));
        let address = args.listen.unwrap_or_else(|| loopback(args.port));
        return listen(context, address, "serve-partners-at", async |listener| {
            server::serve_partners(listener, server::partner_router(source), interrupted()).await
        });
    }
    serve(context, args.port, move || system::open(&dir))
}

/// Serves a node, opened anew for each request, until interrupted; port 0 takes any that is free.
pub(crate) fn serve(
    context: &Context,
    port: u16,
    open: impl Fn() -> Result<Node, Failure> + Send + Sync + 'static,
) -> Result<Outcome, Failure> {
    let source = source(open);
    listen(context, loopback(port), "serve-at", async |listener| {
        server::serve(listener, server::router(source), interrupted()).await
    })
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
}

fn source(open: impl Fn() -> Result<Node, Failure> + Send + Sync + 'static) -> Source {
    Arc::new(move || open().map_err(|failure| failure.message().into()))
}

/// Listens on an address, says so, and serves there.
fn listen(
    context: &Context,
    asked: SocketAddr,
    said: &str,
    serve: impl AsyncFnOnce(TcpListener) -> Result<(), ServeError>,
) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::ours(error.to_string()))?;
    runtime
        .block_on(async {
            let busy =
                |error| Failure::user(format!("could not listen on {asked}: {error}"), Some(("hint-port", Vec::new())));
            let listener = TcpListener::bind(asked).await.map_err(busy)?;
            let address = listener.local_addr().unwrap_or(asked);
            let said = context.words.say(said, &[("url", Arg::code(format!("http://{address}/")))]);
            context.tell(&context.screen().line(&said));
            Ok(serve(listener).await?)
        })
        .map(|()| Outcome::Done)
}

/// Done when the terminal interrupts; never where the system has no such signal.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
