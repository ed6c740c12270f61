//! `qafila keys`: what the key file holds, under which passphrase, and what is kept elsewhere.

use crate::args::KeysCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::system::{self, other_passphrase};
use app::NodeError;
use app::ports::KeysError;
use journal::keys::SecretKey;
use serde_json::json;
use std::path::Path;
use store::KeyFile;
use store::secrecy::ExposeSecret as _;
use words::Arg;

pub(crate) fn run(context: &Context, command: KeysCommand) -> Result<Outcome, Failure> {
    let file = KeyFile::open(&context.node_dir()?, Box::new(system::passphrase));
    match command {
        KeysCommand::List => list(context, &file)?,
        KeysCommand::Passphrase => passphrase(context, file)?,
        KeysCommand::Identity => identity(context, &file)?,
        KeysCommand::TakeOut { name, file: to } => take_out(context, file, &name, &to)?,
        KeysCommand::PutBack { file: from } => put_back(context, file, &from)?,
    }
    Ok(Outcome::Done)
}

fn list(context: &Context, file: &KeyFile) -> Result<(), Failure> {
    let names: Vec<String> = file.keys().map_err(NodeError::from)?.into_iter().map(|(name, _)| name).collect();
    if context.json {
        context.print_json(&json!(names));
    } else {
        names.iter().for_each(|name| context.print(&format!("{name}\n")));
    }
    Ok(())
}

fn passphrase(context: &Context, mut file: KeyFile) -> Result<(), Failure> {
    // The old one is tried before a new one is asked for.
    file.keys().map_err(NodeError::from)?;
    file.lock_again(system::new_other_passphrase()?).map_err(NodeError::from)?;
    context.tell(&context.screen().line(&context.words.say("keys-locked-again", &[])));
    Ok(())
}

fn identity(context: &Context, file: &KeyFile) -> Result<(), Failure> {
    let identity = file.identity().map_err(NodeError::from)?;
    context.tell(&context.screen().line(&context.words.say("keys-identity", &[])));
    context.print(&format!("{}\n", identity.expose_secret()));
    Ok(())
}

fn take_out(context: &Context, mut file: KeyFile, name: &str, to: &Path) -> Result<(), Failure> {
    file.keys().map_err(NodeError::from)?;
    file.take_out(name, to, &system::new_other_passphrase()?).map_err(NodeError::from)?;
    let args = [("name", Arg::code(name)), ("file", Arg::code(to.display()))];
    context.tell(&context.screen().line(&context.words.say("keys-taken-out", &args)));
    Ok(())
}

fn put_back(context: &Context, mut file: KeyFile, from: &Path) -> Result<(), Failure> {
    let held = file.keys().map_err(NodeError::from)?;
    let keys = KeyFile::at(from, Box::new(other_passphrase)).keys().map_err(|error| {
        if matches!(error, KeysError::Locked) { Failure::other_locked() } else { NodeError::from(error).into() }
    })?;
    let differs = |(name, key): &&(String, SecretKey)| {
        held.iter().any(|(known, own)| known == name && own.public() != key.public())
    };
    if let Some((name, _)) = keys.iter().find(differs) {
        return Err(Failure::user(format!("the node has another key `{name}` than `{}`", from.display()), None));
    }
    file.put(&keys).map_err(NodeError::from)?;
    let names: Vec<&str> = keys.iter().map(|(name, _)| name.as_str()).collect();
    let args = [("names", Arg::code(names.join(", "))), ("file", Arg::code(from.display()))];
    context.tell(&context.screen().line(&context.words.say("keys-put-back", &args)));
    Ok(())
}
