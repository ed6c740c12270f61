//! Serves the node of the tests' story, for the page's tests and for work on the page.
//!
//! `cargo run -p server --example sample -- PORT`

#![expect(clippy::unwrap_used, reason = "a sample that cannot set its stage has to stop")]

#[path = "../tests/it/story.rs"]
mod story;

#[tokio::main]
async fn main() {
    let port: u16 = std::env::args().nth(1).map_or(4180, |port| port.parse().unwrap());
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    server::serve(listener, server::router(story::source()), std::future::pending()).await.unwrap();
}
