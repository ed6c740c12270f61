//! One file for each command: what was typed, into a use case, into words.

mod account;
mod erase;
mod handover;
mod init;
mod journals;
mod keys;
mod log;
mod picture;
mod plan;
mod read;
mod say;
mod serve;

pub(crate) use plan::{verdict, write as write_plan};
pub(crate) use read::shipped;
pub(crate) use serve::serve as serve_node;

use crate::args::{Args, Command};
use crate::context::{Context, Outcome};
use crate::demo;
use crate::failure::Failure;
use clap::CommandFactory;

/// Runs a command.
pub(crate) fn run(context: &Context, command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(args) => demo::run(context, &args),
        Command::Init(args) => init::run(context, &args),
        Command::Say(args) => say::run(context, &args),
        Command::Read(args) => read::run(context, &args),
        Command::Picture(args) => picture::run(context, &args),
        Command::Route(args) => picture::route(context, &args),
        Command::Plan(args) => plan::run(context, &args),
        Command::Handover(command) => handover::run(context, command),
        Command::Account(args) => account::run(context, &args),
        Command::Keys(command) => keys::run(context, command),
        Command::Journal(command) => journals::run(context, command),
        Command::Serve(args) => serve::run(context, &args),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "qafila", &mut out);
            context.print(&String::from_utf8_lossy(&out));
            Ok(Outcome::Done)
        }
    }
}

/// Splits `left=right`; the error names the argument and shows how it is written.
fn pair<'g>(flag: &str, given: &'g str, form: &str) -> Result<(&'g str, &'g str), Failure> {
    given
        .split_once('=')
        .filter(|(left, right)| !left.is_empty() && !right.is_empty())
        .ok_or_else(|| Failure::user(format!("{flag} `{given}` is not of the form {form}"), None))
}

/// Reads one value of an argument; the error names the argument.
fn value<T: std::str::FromStr<Err: std::fmt::Display>>(flag: &str, given: &str) -> Result<T, Failure> {
    given.parse().map_err(|error: T::Err| Failure::user(format!("{flag}: {error}"), None))
}
