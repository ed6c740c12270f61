//! `qafila store`: everything a node keeps is copied to another database, audited there, and used from there.

use crate::args::StoreCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::scratch;
use crate::system::{SystemClock, SystemEntropy};
use app::ports::{Store, StoreError};
use app::{Node, NodeError};
use serde_json::json;
use std::path::Path;
use store::{AgeSeals, DATABASE_FILE, KeyFile, Location, PgStore, PgUrl, STORE_FILE, SqliteStore};
use words::Arg;

pub(crate) fn run(context: &Context, command: StoreCommand) -> Result<Outcome, Failure> {
    match command {
        StoreCommand::Copy { from, to } => copy(context, &from, &to),
        StoreCommand::Use { store } => switch(context, &store),
    }
}

/// How much was copied.
struct Copied {
    journals: usize,
    entries: u64,
    documents: usize,
}

fn copy(context: &Context, from: &str, to: &str) -> Result<Outcome, Failure> {
    let (from, to) = (Location::parse(from)?, Location::parse(to)?);
    let source = from.open().map_err(NodeError::from)?;
    let copied = match &to {
        Location::File(path) => into_file(source, path)?,
        Location::Server(url) => into_server(source, url)?,
    };
    let Copied { journals, entries, documents } = copied;
    if context.json {
        context.print_json(&json!({
            "from": from.to_string(), "to": to.to_string(),
            "journals": journals, "entries": entries, "documents": documents,
        }));
        return Ok(Outcome::Done);
    }
    let args = [
        ("from", Arg::code(&from)),
        ("to", Arg::code(&to)),
        ("journals", journals.into()),
        ("entries", entries.into()),
        ("documents", documents.into()),
    ];
    context.tell(&context.screen().line(&context.words.say("store-copied", &args)));
    Ok(Outcome::Done)
}

/// Built apart and moved to its place when it was audited.
fn into_file(source: Box<dyn Store>, path: &Path) -> Result<Copied, Failure> {
    let taken = || NodeError::from(StoreError::Taken { place: format!("`{}`", path.display()) });
    if path.exists() {
        return Err(taken().into());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let building = scratch::folder(".qafila-store-", parent);
    let building = building.map_err(|error| Failure::io("make a folder in", parent, error))?;
    let file = building.path().join(DATABASE_FILE);
    let copy = SqliteStore::create_from(&file, source.as_ref()).map_err(NodeError::from)?;
    let copied = audited(source, Box::new(copy), building.path())?;
    let placed = building.place(|built| std::fs::rename(built.join(DATABASE_FILE), path));
    placed.map_err(|error| Failure::io("make", path, error))?;
    Ok(copied)
}

/// Copied in one transaction, and taken out again where the audit finds anything.
fn into_server(source: Box<dyn Store>, url: &PgUrl) -> Result<Copied, Failure> {
    let copy = PgStore::create_from(url, source.as_ref()).map_err(NodeError::from)?;
    audited(source, Box::new(copy), Path::new(".")).inspect_err(|_| {
        // The error of the audit is the one that counts.
        let _ = PgStore::remove(url);
    })
}

/// Compares a copy with what it was made of, and verifies every journal in it from its bytes.
fn audited(source: Box<dyn Store>, copy: Box<dyn Store>, dir: &Path) -> Result<Copied, Failure> {
    store::compare(source.as_ref(), copy.as_ref()).map_err(NodeError::from)?;
    let documents = copy.documents("").map_err(NodeError::from)?.len();
    let keys = KeyFile::open(dir, Box::new(|| None));
    let clock = Box::new(SystemClock::new()?);
    let node = Node::new(copy, clock, Box::new(SystemEntropy), Box::new(keys), Box::new(AgeSeals));
    let (mut journals, mut entries) = (0, 0);
    for journal in node.journals()? {
        let verified = node.audit(&journal, &mut |_| {})?;
        journals += 1;
        entries += verified.size().get();
    }
    Ok(Copied { journals, entries, documents })
}

/// Names another database in the node's folder, where that one has the node's journal.
fn switch(context: &Context, given: &str) -> Result<Outcome, Failure> {
    let dir = context.node_dir()?;
    let to = if given == "file" { Location::File(dir.join(DATABASE_FILE)) } else { Location::parse(given)? };
    let url = match &to {
        Location::Server(url) => Some(url.with_password()),
        Location::File(path) if *path == dir.join(DATABASE_FILE) => None,
        Location::File(_) => {
            let message = format!("`{given}` is not `file`, and no URL that begins with `postgres://`");
            return Err(Failure::user(message, Some(("hint-store-url", Vec::new()))));
        }
    };
    let own = |location: &Location| -> Result<_, Failure> {
        let journals = location.open().and_then(|store| store.journals()).map_err(NodeError::from)?;
        Ok(journals.into_iter().find(|journal| journal.own).map(|journal| journal.origin))
    };
    let (here, there) = (own(&Location::of_node(&dir)?)?, own(&to)?);
    if here != there {
        let message = format!("{to} holds another node than `{}`", dir.display());
        return Err(Failure::user(message, Some(("hint-store-copy", Vec::new()))));
    }
    name(&dir, url)?;
    if context.json {
        context.print_json(&json!({ "node": dir, "store": to.to_string() }));
    } else {
        let args = [("dir", Arg::code(dir.display())), ("store", Arg::code(&to))];
        context.tell(&context.screen().line(&context.words.say("store-used", &args)));
    }
    Ok(Outcome::Done)
}

/// Puts down where a node keeps its rows; without a URL, in the file beside it.
pub(super) fn name(dir: &Path, url: Option<&str>) -> Result<(), Failure> {
    let path = dir.join(STORE_FILE);
    let failed = |error| Failure::io("write", &path, error);
    match url {
        // The file is its owner's alone: a URL may hold a password.
        Some(url) => {
            scratch::file(dir).and_then(|file| file.place(&path, format!("{url}\n").as_bytes())).map_err(failed)
        }
        None => match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            Ok(()) | Err(_) => Ok(()),
        },
    }
}
