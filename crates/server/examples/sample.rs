//! Serves the node of the tests' story, for the page's tests and for work on the page.
//!
//! `cargo run -p server --example sample -- PORT` only shows; with `--desk` officers sign in. Each run has a node
//! of its own. Port 0 takes a free one; the address is told on standard output.

#![expect(clippy::unwrap_used, reason = "a sample that cannot set its stage has to stop")]
#![expect(clippy::print_stdout, reason = "whoever took a free port is told which")]

#[path = "../tests/it/desk.rs"]
mod desk;
#[path = "../tests/it/story.rs"]
mod story;

#[tokio::main]
async fn main() {
    let port: u16 = std::env::args().nth(1).map_or(4180, |port| port.parse().unwrap());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    let router = if std::env::args().any(|given| given == "--desk") {
        server::router_with(story::source(), desk::desk(&story::database(story::played())))
    } else {
        server::router(story::source())
    };
    println!("http://{}", listener.local_addr().unwrap());
    server::serve(listener, router, std::future::pending()).await.unwrap();
}
