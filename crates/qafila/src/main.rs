//! The one binary: commands, tables, errors to exit codes.
//!
//! Data goes to standard output, talk to standard error. What a command does stands in
//! `app`; what it says, in `words`.

mod args;
mod bundle;
mod commands;
mod context;
mod demo;
mod disk;
mod embedded;
mod failure;
mod remote;
mod scratch;
mod show;
mod system;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let context = context::Context::of(&args);
    // A fault of ours has said so by then, and ends as every other of ours.
    let run = || commands::run(&context, args.command).and_then(|outcome| context.printed().map(|()| outcome));
    let Ok(result) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) else { return ExitCode::from(255) };
    match result {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            context.tell_failure(&failure);
            failure.exit_code()
        }
    }
}

/// Wrong usage, or help that was asked for; as JSON where that was asked for too.
fn usage(error: &clap::Error) -> ExitCode {
    let code = u8::try_from(error.exit_code()).unwrap_or(u8::MAX);
    if error.use_stderr() && std::env::args_os().any(|arg| arg == "--json") {
        context::tell(&format!("{:#}\n", failure::error_json(error.render().to_string().trim(), &[], code)));
    } else {
        // Nobody is left to hear of a standard error that is closed.
        let _ = error.print();
    }
    ExitCode::from(code)
}
