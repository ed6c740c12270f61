//! One file for each command: what was typed, into a use case, into words.

mod access;
mod account;
mod activity;
mod backup;
mod catalogue;
mod checks;
mod epcis;
mod erase;
mod export;
mod handover;
mod hook;
mod init;
mod journals;
mod keys;
mod lexicon;
mod log;
mod look;
mod network;
mod orders;
mod partner;
mod passkey;
mod picture;
mod place;
mod plan;
mod plan_diff;
#[cfg(feature = "print")]
mod print;
#[cfg(not(feature = "print"))]
#[path = "print_absent.rs"]
mod print;
mod proof;
mod read;
mod receipt;
mod reports;
mod say;
mod schedule;
mod serve;
mod slip;
mod store;
mod succession;
mod sync;
mod telling;
mod token;
mod traces;

pub(crate) use plan::{verdict, write as write_plan};
pub(crate) use proof::in_words as attested_in_words;
pub(crate) use read::shipped;
pub(crate) use serve::{desk, serve as serve_node};

use crate::args::{Args, Command, ImportCommand};
use crate::context::{Context, Outcome};
use crate::demo;
use crate::failure::Failure;
use app::AsOf;
use clap::CommandFactory;
use model::Reference;

/// Runs a command.
pub(crate) fn run(context: &Context, command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Demo(args) => demo::run(context, &args),
        Command::Init(args) => init::run(context, &args),
        Command::Say(args) => say::run(context, &args),
        Command::Read(args) => read::run(context, &args),
        Command::Lexicon(command) => lexicon::run(context, command),
        Command::Place(command) => place::run(context, command),
        Command::Picture(args) => picture::run(context, &args),
        Command::Activity(command) => activity::run(context, command),
        Command::Network(command) => network::run(context, &command),
        Command::Plan(args) => plan::run(context, &args),
        Command::Handover(command) => handover::run(context, command),
        Command::Sync(args) => sync::run(context, &args),
        Command::Account(args) => account::run(context, &args),
        Command::Checks(args) => checks::run(context, args),
        Command::Import(ImportCommand::Epcis(args)) => epcis::import(context, &args),
        Command::Import(ImportCommand::Reports(args)) => reports::import(context, args),
        Command::Catalogue(command) => catalogue::run(context, &command),
        Command::Stock(command) => catalogue::stock(context, &command),
        Command::Export(command) => export::run(context, &command),
        Command::Keys(command) => keys::run(context, command),
        Command::Journal(command) => journals::run(context, command),
        Command::Store(command) => store::run(context, command),
        Command::Print(command) => print::run(context, command),
        Command::Serve(args) => serve::run(context, &args),
        Command::Hook(command) => hook::run(context, command),
        Command::Access(command) => access::run(context, &command),
        Command::Token(command) => token::run(context, command),
        Command::Passkey(command) => passkey::run(context, command),
        Command::Partner(command) => partner::run(context, command),
        Command::Backup(args) => backup::backup(context, &args),
        Command::Restore(args) => backup::restore(context, &args),
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

/// The one statement whose leaf hash begins so: what cannot be undone is not done to whichever comes first.
fn find_statement(node: &app::Node, given: &str) -> Result<Reference, Failure> {
    let said = node.said(&AsOf::default())?;
    let mut fits: Vec<Reference> = Vec::new();
    for said in said.iter().filter(|said| said.leaf.to_string().starts_with(given)) {
        if fits.iter().all(|found| found.leaf != said.leaf) {
            fits.push(said.reference());
        }
    }
    let hint = || Some(("hint-log", Vec::new()));
    match fits.as_slice() {
        [found] => Ok(found.clone()),
        [] => Err(Failure::user(format!("no statement has a leaf hash that begins with `{given}`"), hint())),
        [_, ..] => {
            let count = fits.len();
            Err(Failure::user(format!("{count} statements have a leaf hash that begins with `{given}`"), hint()))
        }
    }
}
