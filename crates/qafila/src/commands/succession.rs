//! `qafila journal rotate`, `epoch`, `restore`: the journal's key is replaced, or another journal goes on.

use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::system::{self, new_key};
use app::NodeError;
use app::ports::{LATER_LOG_KEY, LOG_KEY, NEXT_LOG_KEY};
use journal::keys::SecretKey;
use serde_json::json;
use std::path::Path;
use store::KeyFile;
use units::OfficerId;
use words::Arg;

/// Puts the promised key in force and promises another.
///
/// The key file gets the later key before the entry that promises it is written, and its names are put in
/// order after; broken off in between, the node finds its keys by what they sign.
pub(crate) fn rotate(context: &Context, officer: Option<OfficerId>) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let mut file = KeyFile::open(&context.node_dir()?, Box::new(system::passphrase));
    let later = later_key(&mut file)?;
    let reference = node.rotate(officer, &later.public())?;
    let own = node.own()?.ok_or(NodeError::NoJournal)?;
    in_order(&mut file, &own.key)?;
    done(&local, "rotate-done", &reference, &own.key.to_string());
    Ok(Outcome::Done)
}

/// Opens a journal in place of the own one: after a restore, or, with `good` entries, after a theft.
pub(crate) fn epoch(context: &Context, good: Option<u64>) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let mut file = KeyFile::open(&context.node_dir()?, Box::new(system::passphrase));
    later_key(&mut file)?;
    let reference = node.new_epoch(good)?;
    let own = node.own()?.ok_or(NodeError::NoJournal)?;
    in_order(&mut file, &own.key)?;
    done(&local, "epoch-done", &reference, &own.key.to_string());
    Ok(Outcome::Done)
}

/// Fetches what the own journal lacks from a partner's copy; `complete` says that nobody holds more.
pub(crate) fn restore(context: &Context, dir: Option<&Path>, complete: bool) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let own = node.own()?.ok_or(NodeError::NoJournal)?;
    let mut fetched = 0;
    for (_, files) in dir.map_or(Ok(Vec::new()), disk::sources)? {
        let is_own = files.read("checkpoint", journal::checkpoint::CHECKPOINT_BYTES_MAX);
        let is_own =
            is_own.ok().flatten().is_some_and(|bytes| bytes.starts_with(format!("{}\n", own.origin).as_bytes()));
        if is_own {
            fetched += node.fetch_tail(files.as_ref(), &mut |_| {})?.new_entries;
        }
    }
    if complete {
        store::confirm_head(&context.node_dir()?, node.store()).map_err(NodeError::from)?;
    }
    if local.json {
        local.print_json(&json!({ "origin": own.origin, "fetched": fetched }));
    } else {
        let args = [("journal", Arg::code(&own.origin)), ("n", fetched.into())];
        local.tell(&local.screen().line(&local.words.say("restore-done", &args)));
    }
    Ok(Outcome::Done)
}

/// The key that will be promised, in the key file under its passing name.
fn later_key(file: &mut KeyFile) -> Result<SecretKey, Failure> {
    let later = new_key()?;
    file.put(&[(LATER_LOG_KEY.to_owned(), later.clone())]).map_err(NodeError::from)?;
    Ok(later)
}

/// Gives the keys the names of their turn: in force, next, later.
fn in_order(file: &mut KeyFile, in_force: &journal::note::VerifierKey) -> Result<(), Failure> {
    let held = file.keys().map_err(NodeError::from)?;
    let key = |name: &str| held.iter().find(|(held, _)| held == name).map(|(_, key)| key.clone());
    let (Some(next), Some(later)) = (key(NEXT_LOG_KEY), key(LATER_LOG_KEY)) else { return Ok(()) };
    let turned = journal::note::Verifier::Ed25519(next.public()) == *in_force.verifier();
    if turned {
        let named = [(LOG_KEY.to_owned(), next), (NEXT_LOG_KEY.to_owned(), later)];
        file.put(&named).map_err(NodeError::from)?;
    }
    Ok(())
}

fn done(local: &Context, message: &str, reference: &model::Reference, key: &str) {
    if local.json {
        local.print_json(&json!({ "statement": reference, "key": key }));
        return;
    }
    let args = [("journal", Arg::code(&reference.origin)), ("n", reference.index.into()), ("key", Arg::code(key))];
    local.tell(&local.screen().line(&local.words.say(message, &args)));
}
