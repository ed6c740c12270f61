//! The one binary: commands, tables, errors to exit codes.
//!
//! Data goes to standard output, talk to standard error. What a command does stands in
//! `app`; what it says, in `words`.

mod args;
mod commands;
mod context;
mod demo;
mod disk;
mod embedded;
mod failure;
mod scratch;
mod show;
mod system;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let context = context::Context::of(&args);
    // A fault of ours has said so by then, and ends as every other of ours.
    let run = || commands::run(&context, args.command).and_then(|outcome| context.printed().map(|()| outcome));
    let Ok(result) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) else { return ExitCode::from(255) };
    match result {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            context.tell(&failure.shown(&context));
            failure.exit_code()
        }
    }
}
