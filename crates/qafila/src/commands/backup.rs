//! `qafila backup`, `qafila restore`: a node in one file, and back.
//!
//! A backup leaves out which head was signed last (`store::HEAD_FILE`): a node that was restored takes in and shows
//! everything, and signs nothing until a person has fetched the rest of its journal, said that there is none, or
//! opened another journal. Both commands verify every journal before they say that they are done.

use crate::args::{BackupArgs, RestoreArgs};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::scratch;
use crate::system::{self, SystemClock};
use app::Node;
use app::NodeError;
use app::ports::{Clock as _, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use store::{DATABASE_FILE, KEY_FILE, Location, SqliteStore};
use tar::{Archive, Builder, EntryType, Header};
use units::Digest;
use words::Arg;

/// The form of backups that this program writes.
const FORMAT: u32 = 1;

/// What a backup says of itself, first in it.
const MANIFEST: &str = "backup.json";

/// Longest manifest read: thousands of journals.
const MANIFEST_BYTES_MAX: u64 = 4 << 20;

/// What a backup holds.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: u32,
    /// The version of the program that wrote it.
    program: String,
    /// When.
    at: String,
    party: String,
    origin: String,
    journals: Vec<Held>,
    files: Vec<Listed>,
}

/// How far a journal reached.
#[derive(Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(deny_unknown_fields)]
struct Held {
    origin: String,
    size: u64,
    root: String,
}

/// One file in it.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    bytes: u64,
    sha256: String,
}

/// Why a file is not restored.
#[derive(Debug, thiserror::Error)]
enum BackupError {
    #[error("`{path}` is no backup of a node: {why}")]
    Bad { path: String, why: String },
    #[error("`{path}` has form {found}, this program reads form {FORMAT}")]
    Form { path: String, found: u32 },
}

/// What a node keeps, as of one moment, in a new file; wherever it keeps it.
fn snapshot(from: &Location, to: &Path) -> Result<(), StoreError> {
    match from {
        Location::File(database) => SqliteStore::open(database)?.snapshot(to),
        Location::Server(_) => {
            let held = from.open()?;
            let copied = SqliteStore::create_from(to, held.as_ref())?;
            store::compare(held.as_ref(), &copied)
        }
    }
}

pub(crate) fn backup(context: &Context, args: &BackupArgs) -> Result<Outcome, Failure> {
    let dir = context.node_dir()?;
    if args.file.exists() {
        let message = format!("`{}` exists; a backup replaces none", args.file.display());
        return Err(Failure::user(message, Some(("hint-backup-new", Vec::new()))));
    }
    let parent = args.file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let building = scratch::folder(".qafila-backup-", parent);
    let building = building.map_err(|error| Failure::io("make a folder in", parent, error))?;
    let copied = building.path().join(DATABASE_FILE);
    snapshot(&Location::of_node(&dir)?, &copied).map_err(NodeError::from)?;
    let node = system::open(building.path())?;
    let journals = verified(&node)?;
    let own = node.own()?.ok_or(NodeError::NoJournal)?;
    drop(node);
    let mut files = vec![(DATABASE_FILE, copied)];
    if !args.no_keys {
        files.push((KEY_FILE, dir.join(KEY_FILE)));
    }
    let listed = files.iter().map(|(name, path)| listed(name, path)).collect::<Result<Vec<_>, Failure>>()?;
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        at: SystemClock::new()?.now().to_string(),
        party: own.party.to_string(),
        origin: own.origin.to_string(),
        journals,
        files: listed,
    };
    write(&args.file, parent, &manifest, &files)?;
    told(context, "backup-done", &args.file, &manifest);
    Ok(Outcome::Done)
}

/// Writes the archive beside its place, onto the disk, and moves it there.
fn write(path: &Path, parent: &Path, manifest: &Manifest, files: &[(&str, std::path::PathBuf)]) -> Result<(), Failure> {
    let failed = |error| Failure::io("write", path, error);
    let filling = scratch::file(parent).map_err(failed)?.filling();
    let mut builder = Builder::new(filling);
    let json = serde_json::to_vec_pretty(manifest).map_err(|error| Failure::ours(error.to_string()))?;
    // Statements lie open in it, so it is for its owner's eyes, as the database is.
    let header = |bytes: u64| {
        let mut header = Header::new_ustar();
        header.set_size(bytes);
        header.set_mode(0o600);
        header
    };
    builder.append_data(&mut header(json.len() as u64), MANIFEST, json.as_slice()).map_err(failed)?;
    for ((name, file), listed) in files.iter().zip(&manifest.files) {
        let source = File::open(file).map_err(|error| Failure::io("read", file, error))?;
        builder.append_data(&mut header(listed.bytes), name, source).map_err(failed)?;
    }
    builder.into_inner().and_then(|file| file.place(path)).map_err(failed)
}

fn listed(name: &str, path: &Path) -> Result<Listed, Failure> {
    let failed = |error| Failure::io("read", path, error);
    let (bytes, sha256) = copy(File::open(path).map_err(failed)?, io::sink()).map_err(failed)?;
    Ok(Listed { name: name.to_owned(), bytes, sha256 })
}

/// Copies all there is; answers how many bytes, and their SHA-256.
fn copy(mut from: impl Read, mut to: impl Write) -> io::Result<(u64, String)> {
    let (mut hasher, mut buffer, mut bytes) = (Sha256::new(), vec![0; 1 << 16], 0_u64);
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, Digest::new(hasher.finalize().into()).to_string()));
        }
        hasher.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        bytes += read as u64;
    }
}

/// Every journal of a node, each read from its first byte to its last.
fn verified(node: &Node) -> Result<Vec<Held>, Failure> {
    let mut held = Vec::new();
    for journal in node.journals()? {
        let files = node.files_of(&journal)?;
        node.verify(&files, Some(&journal.key), &mut |_| {})?;
        let (size, root) = (journal.frontier.size().get(), journal.frontier.root().to_string());
        held.push(Held { origin: journal.origin.to_string(), size, root });
    }
    Ok(held)
}

pub(crate) fn restore(context: &Context, args: &RestoreArgs) -> Result<Outcome, Failure> {
    if args.dir.exists() && args.dir.read_dir().map_or(true, |mut inside| inside.next().is_some()) {
        let message = format!("`{}` exists and is not an empty folder", args.dir.display());
        return Err(Failure::user(message, Some(("hint-empty-folder", Vec::new()))));
    }
    let exists = args.dir.exists();
    let parent = args.dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // In the folder itself where there is one: it may be a volume of its own, which nothing is moved over.
    let apart = if exists { args.dir.as_path() } else { parent };
    std::fs::create_dir_all(apart).map_err(|error| Failure::io("make", apart, error))?;
    let building = scratch::folder(".qafila-restore-", apart);
    let building = building.map_err(|error| Failure::io("make a folder in", apart, error))?;
    let manifest = unpack(&args.file, building.path())?;
    let node = system::open(building.path())?;
    let found = verified(&node)?;
    drop(node);
    if found != manifest.journals {
        return Err(bad(&args.file, "its journals are not those that it lists".to_owned()));
    }
    let fill = |built: &Path| {
        // The database last: with it, the folder is a node.
        let names = manifest.files.iter().rev().map(|file| &file.name);
        names.into_iter().try_for_each(|name| std::fs::rename(built.join(name), args.dir.join(name)))
    };
    let placed = building.place(|built| if exists { fill(built) } else { std::fs::rename(built, &args.dir) });
    placed.map_err(|error| Failure::io("make", &args.dir, error))?;
    told(context, "restored-done", &args.dir, &manifest);
    if !context.json {
        context.tell(&context.screen().line(&context.words.say("restored-next", &[])));
    }
    Ok(Outcome::Done)
}

/// Takes the files that the manifest lists, and nothing else, into a folder of ours.
fn unpack(path: &Path, into: &Path) -> Result<Manifest, Failure> {
    let failed = |error| Failure::io("read", path, error);
    let mut archive = Archive::new(File::open(path).map_err(failed)?);
    // As they stand: extensions of the format could make one name stand for another.
    let mut entries = archive.entries().map_err(failed)?.raw(true);
    let mut next = |name: &str| -> Result<_, Failure> {
        let entry = entries.next().ok_or_else(|| bad(path, format!("`{name}` is not in it")))?;
        let entry = entry.map_err(|error| bad(path, error.to_string()))?;
        if *entry.path_bytes() != *name.as_bytes() || entry.header().entry_type() != EntryType::Regular {
            return Err(bad(path, format!("`{name}` is not where it should be")));
        }
        Ok(entry)
    };
    let first = next(MANIFEST)?;
    if first.size() > MANIFEST_BYTES_MAX {
        return Err(bad(path, format!("`{MANIFEST}` is longer than {MANIFEST_BYTES_MAX} bytes")));
    }
    let json: serde_json::Value = serde_json::from_reader(first).map_err(|error| bad(path, error.to_string()))?;
    let form = json["format"].as_u64().and_then(|form| u32::try_from(form).ok()).unwrap_or(0);
    if form != FORMAT {
        let error = BackupError::Form { path: path.display().to_string(), found: form };
        return Err(Failure::caused(&error, Some(("hint-backup", Vec::new()))));
    }
    let manifest: Manifest = serde_json::from_value(json).map_err(|error| bad(path, error.to_string()))?;
    let names: Vec<&str> = manifest.files.iter().map(|file| file.name.as_str()).collect();
    if names != [DATABASE_FILE, KEY_FILE] && names != [DATABASE_FILE] {
        return Err(bad(path, "it lists other files than those of a node".to_owned()));
    }
    for listed in &manifest.files {
        let entry = next(&listed.name)?;
        let mut file = private(&into.join(&listed.name)).map_err(|error| Failure::io("write", into, error))?;
        let (bytes, sha256) = copy(entry, &mut file).map_err(failed)?;
        if bytes != listed.bytes || sha256 != listed.sha256 {
            let why = format!("`{}` is not as it was written: {bytes} bytes of {}", listed.name, listed.bytes);
            return Err(bad(path, why));
        }
        file.sync_all().map_err(|error| Failure::io("write", into, error))?;
    }
    Ok(manifest)
}

/// A new file for its owner's eyes alone.
fn private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn bad(path: &Path, why: String) -> Failure {
    let error = BackupError::Bad { path: path.display().to_string(), why };
    Failure::caused(&error, Some(("hint-backup", Vec::new())))
}

fn told(context: &Context, message: &str, path: &Path, manifest: &Manifest) {
    if context.json {
        let keys = manifest.files.iter().any(|file| file.name == KEY_FILE);
        context.print_json(&json!({
            "path": path, "party": manifest.party, "origin": manifest.origin, "at": manifest.at,
            "journals": manifest.journals, "keys": keys,
        }));
        return;
    }
    let entries: u64 = manifest.journals.iter().map(|held| held.size).sum();
    let args = [
        ("path", Arg::code(path.display())),
        ("journals", manifest.journals.len().into()),
        ("entries", entries.into()),
        ("at", Arg::code(&manifest.at)),
    ];
    context.tell(&context.screen().line(&context.words.say(message, &args)));
}
