//! Habits of this repository, as commands: `cargo xtask layers`, `cargo xtask tidy`, `cargo xtask
//! phone`, `cargo xtask picture`.
//!
//! The first three prove rules that review would otherwise have to keep; the last draws the README's picture.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command for developers talks on its terminal")]

mod layers;
mod phone;
mod picture;
mod tidy;

use anyhow::{Result, bail};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let command = std::env::args().nth(1);
    match run(command.as_deref()) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Option<&str>) -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match command {
        Some("layers") => layers::prove(&root),
        Some("tidy") => tidy::prove(&root),
        Some("phone") if std::env::args().any(|argument| argument == "--record") => phone::record(&root),
        Some("phone") => phone::prove(&root),
        Some("picture") => picture::draw(&root),
        Some(other) => bail!("no command `{other}`; there are layers, tidy, phone and picture"),
        None => bail!("name a command: layers, tidy, phone or picture"),
    }
}

/// Fails with every objection on a line of its own.
fn settle(what: &str, looked_at: usize, objections: &[String]) -> Result<String> {
    if objections.is_empty() {
        return Ok(format!("{what}: {looked_at} looked at, nothing to object to"));
    }
    bail!("{what}: {} objections\n  {}", objections.len(), objections.join("\n  "))
}
