//! `qafila journal`: verify, checkpoint, export, import, log, erase.

use super::{erase, log, proof, receipt, succession, value};
use crate::args::JournalCommand;
use crate::bundle::{self, Writing};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use app::NodeError;
use app::device::Request;
use app::exchange::{ExchangeError, Imported};
use app::sealed::{self, Opened};
use indicatif::{ProgressBar, ProgressDrawTarget};
use journal::files::Files;
use journal::note::VerifierKey;
use journal::verify::Progress;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;
use units::PartyId;
use words::Arg;

/// Most bytes of a request: it is one line.
const REQUEST_BYTES_MAX: usize = 1024;

pub(crate) fn run(context: &Context, command: JournalCommand) -> Result<Outcome, Failure> {
    match command {
        JournalCommand::Verify { dir, key } => verify(context, dir.as_deref(), key.as_deref()),
        JournalCommand::Checkpoint => checkpoint(context),
        JournalCommand::Export { dir, reader, plain } => export(context, &dir, reader.as_ref(), plain),
        JournalCommand::Import { dir } => import(context, &dir),
        JournalCommand::Pass { request, out } => pass(context, &request, &out),
        JournalCommand::Prove { check: Some(file), key, leaf, .. } => {
            proof::check(context, &file, key.as_deref(), leaf.as_deref())
        }
        JournalCommand::Prove { statement, receipt: Some(file), .. } => {
            receipt::sign(context, statement.as_deref().unwrap_or_default(), &file)
        }
        JournalCommand::Prove { statement, disclose, out, .. } => {
            proof::prove(context, statement.as_deref().unwrap_or_default(), disclose, out.as_deref())
        }
        JournalCommand::Witness { policy } => proof::witness(context, policy.as_deref()),
        JournalCommand::Evidence { file, out } => proof::evidence(context, file.as_deref(), out.as_deref()),
        JournalCommand::Rotate { officer } => succession::rotate(context, officer),
        JournalCommand::Epoch { good } => succession::epoch(context, good),
        JournalCommand::Restore { dir, complete } => succession::restore(context, dir.as_deref(), complete),
        JournalCommand::Log { leaf } => log::run(context, leaf.as_deref()),
        JournalCommand::Erase { leaf, reason } => erase::run(context, &leaf, &reason),
    }
}

/// Answers the request of a device with its pass.
fn pass(context: &Context, request: &Path, out: &Path) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let text = disk::read_input(request, REQUEST_BYTES_MAX)?;
    let request: Request = String::from_utf8_lossy(&text).parse()?;
    let mut writing = Writing::new(out)?;
    writing.add(&node.pass_for(&request)?)?;
    writing.place()?;
    if local.json {
        local.print_json(&json!({ "device": request.name, "pass": out }));
    } else {
        let args = [("device", Arg::code(&request.name)), ("file", Arg::code(out.display()))];
        local.tell(&local.screen().line(&local.words.say("pass-done", &args)));
    }
    Ok(Outcome::Done)
}

/// A bar on a terminal, nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        let hidden = !std::io::stderr().is_terminal();
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Self(ProgressBar::with_draw_target(None, target))
    }

    fn show(&self, progress: Progress) {
        self.0.set_length(progress.total);
        self.0.set_position(progress.done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A journal by name, its key where it is known, and its files or why they cannot be had.
type Named = (String, Option<VerifierKey>, Result<Box<dyn Files>, ExchangeError>);

fn verify(context: &Context, dir: Option<&Path>, key: Option<&str>) -> Result<Outcome, Failure> {
    let key = key.map(|key| value::<VerifierKey>("--key", key)).transpose()?;
    let mut journals: Vec<Named> = Vec::new();
    // Anybody may verify; what is sealed for a node is opened where that node is at hand.
    let own = if dir.is_some() { context.open().ok().map(|(node, _, _)| node) } else { None };
    if let Some(dir) = dir {
        for (name, files) in disk::sources(dir)? {
            journals.push((name.display().to_string(), key.clone(), Ok(files)));
        }
    } else {
        let (node, _, _) = context.open()?;
        for journal in node.journals()? {
            let files = node.files_of(&journal).map(|files| -> Box<dyn Files> { Box::new(files) });
            // The node holds each journal under the key it first knew it by.
            let known = key.clone().unwrap_or_else(|| journal.key.clone());
            journals.push((journal.origin.to_string(), Some(known), files));
        }
    }
    if journals.is_empty() {
        return Err(Failure::user(
            "no journal is there: no folder with a file `checkpoint`",
            Some(("hint-journal-folder", Vec::new())),
        ));
    }
    let mut damaged = 0;
    let mut answers = Vec::new();
    for (name, key, files) in journals {
        let bar = Bar::new();
        let verified = files.and_then(|files| {
            let (files, key, progress) = (files.as_ref(), key.as_ref(), &mut |progress| bar.show(progress));
            match &own {
                Some(node) => node.verify(files, key, progress),
                None => sealed::verify(files, key, progress),
            }
        });
        drop(bar);
        match verified {
            Ok(opened) => answers.push(sound(context, &name, &opened)),
            // The passphrase is missing or wrong: that says nothing about the folder.
            Err(error @ ExchangeError::Node(NodeError::Keys(_))) => return Err(error.into()),
            Err(error) => {
                damaged += 1;
                answers.push(unsound(context, &name, error));
            }
        }
    }
    if context.json {
        context.print_json(&json!(answers));
    }
    Ok(Outcome::of_findings(damaged > 0))
}

/// Says in words what is wrong with a journal.
fn unsound(context: &Context, name: &str, error: ExchangeError) -> serde_json::Value {
    let entry = match &error {
        ExchangeError::Fault(fault) => fault.entry().map(|entry| entry.get()),
        ExchangeError::NoParty { .. }
        | ExchangeError::PartyTaken { .. }
        | ExchangeError::OtherOperation { .. }
        | ExchangeError::OwnJournal { .. }
        | ExchangeError::OtherKey { .. }
        | ExchangeError::SplitView { .. }
        | ExchangeError::NoSealKey { .. }
        | ExchangeError::Seal(_)
        | ExchangeError::Checkpoint(_)
        | ExchangeError::Node(_)
        | ExchangeError::Store(_) => None,
    };
    let fault = error.to_string();
    let failure = Failure::from(error);
    if context.json {
        let hint = failure.json(&context.words)["hint"].take();
        return json!({ "journal": name, "sound": false, "entry": entry, "fault": fault, "hint": hint });
    }
    context.tell(&context.screen().line(&context.words.say("verify-damaged", &[("journal", Arg::code(name))])));
    context.tell_failure(&failure);
    json!(null)
}

/// Says in words what was verified, with every officer's signature that the folder discloses.
fn sound(context: &Context, name: &str, opened: &Opened) -> serde_json::Value {
    let Opened { verified, closed } = opened;
    let (read, unsigned) = app::exchange::judge(verified);
    if !context.json {
        let said = context.words.say(
            "verify-sound",
            &[
                ("journal", Arg::code(name)),
                ("n", verified.size().get().into()),
                ("key", Arg::code(verified.log_key())),
                ("read", read.into()),
                ("unsigned", unsigned.into()),
            ],
        );
        context.print(&context.screen().line(&said));
        if !verified.key_was_expected {
            context.tell(&context.screen().detail(&context.words.say("verify-own-key", &[])));
        }
        tell_closed(context, *closed);
    }
    json!({
        "journal": name, "sound": true, "origin": verified.origin().as_str(), "size": verified.size().get(),
        "root": verified.root(), "key": verified.log_key().to_string(), "readable": read, "unsigned": unsigned,
        "closed": closed,
    })
}

/// Says how many packs are sealed for somebody else, if any.
fn tell_closed(context: &Context, closed: u64) {
    if closed > 0 {
        context.tell(&context.screen().detail(&context.words.say("packs-closed", &[("n", closed.into())])));
    }
}

fn checkpoint(context: &Context) -> Result<Outcome, Failure> {
    let (node, _, _) = context.open()?;
    let own = node.own()?.ok_or(app::NodeError::NoJournal)?;
    let checkpoint = String::from_utf8_lossy(&own.checkpoint);
    if context.json {
        context.print_json(&json!({
            "origin": own.origin, "size": own.frontier.size().get(), "root": own.frontier.root(),
            "checkpoint": checkpoint,
        }));
    } else {
        context.print(&checkpoint);
    }
    Ok(Outcome::Done)
}

fn export(context: &Context, dir: &Path, reader: Option<&PartyId>, plain: bool) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    if let Some(reader) = reader {
        operation.genesis(reader)?;
    }
    let seal_for = reader.filter(|_| !plain).map(|reader| {
        let key = node.seal_key_of(reader)?;
        Ok::<_, ExchangeError>((reader, key.ok_or_else(|| ExchangeError::NoSealKey { reader: reader.clone() })?))
    });
    let seal_for = seal_for.transpose()?;
    let mut answers = Vec::new();
    let mut writing = if bundle::is_bundle(dir) { Some(Writing::new(dir)?) } else { None };
    for journal in &node.journals()? {
        let name = app::exchange::folder(journal);
        let files = match &seal_for {
            Some((reader, key)) => node.export_sealed(journal, reader, key)?,
            None => node.export(journal, reader)?,
        };
        match &mut writing {
            Some(writing) => writing.add(&files)?,
            None => disk::write_journal(dir, &name, &files)?,
        }
        let (size, below) = (journal.frontier.size().get(), dir.join(name));
        answers.push(json!({
            "origin": journal.origin, "size": size, "files": files.len(), "dir": below, "sealed": seal_for.is_some(),
        }));
        if !local.json {
            local.tell(&local.screen().line(&local.words.say(
                "export-done",
                &[
                    ("journal", Arg::code(&journal.origin)),
                    ("n", size.into()),
                    ("files", files.len().into()),
                    ("dir", Arg::code(below.display())),
                ],
            )));
        }
    }
    if let Some(writing) = writing {
        writing.place()?;
    }
    if local.json {
        local.print_json(&json!(answers));
    }
    if let Some((reader, _)) = seal_for {
        local.tell(&local.screen().line(&local.words.say("export-sealed", &[("reader", Arg::code(reader))])));
    }
    Ok(Outcome::Done)
}

fn import(context: &Context, dir: &Path) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let sources = disk::sources(dir)?;
    if sources.is_empty() {
        return Err(Failure::user(
            format!("no journal is below `{}`", dir.display()),
            Some(("hint-journal-folder", Vec::new())),
        ));
    }
    let mut refused = false;
    let mut answers = Vec::new();
    for (folder, files) in sources {
        let bar = Bar::new();
        let imported = node.import(files.as_ref(), None, &mut |progress| bar.show(progress));
        drop(bar);
        answers.push(match imported {
            Ok(imported) => taken_over(&local, &folder, &imported),
            // The node itself cannot take anything over.
            Err(error @ (ExchangeError::Node(_) | ExchangeError::Store(_))) => return Err(error.into()),
            // One bad folder does not keep the others out.
            Err(error) => {
                refused = true;
                kept_out(&local, &folder, error.into())
            }
        });
    }
    if local.json {
        local.print_json(&json!(answers));
    }
    Ok(Outcome::of_findings(refused))
}

/// Says what an import brought.
fn taken_over(context: &Context, folder: &Path, imported: &Imported) -> serde_json::Value {
    if !context.json {
        tell_imported(context, imported);
    }
    let mut answer = imported_json(imported);
    answer["dir"] = json!(folder);
    answer
}

/// What an import brought, for programs.
pub(super) fn imported_json(imported: &Imported) -> serde_json::Value {
    json!({
        "origin": imported.origin, "new_entries": imported.new_entries,
        "new_contents": imported.new_contents, "size": imported.size.get(), "withheld": imported.withheld,
        "new_fields": imported.new_fields, "new_cosignatures": imported.new_cosignatures, "closed": imported.closed,
        "mended": imported.mended,
    })
}

pub(super) fn tell_imported(context: &Context, imported: &Imported) {
    let journal = || ("journal", Arg::code(&imported.origin));
    let (words, screen) = (&context.words, context.screen());
    let counts = [
        journal(),
        ("entries", imported.new_entries.into()),
        ("contents", imported.new_contents.into()),
        ("n", imported.size.get().into()),
        ("withheld", imported.withheld.into()),
    ];
    context.print(&screen.line(&words.say("import-done", &counts)));
    tell_closed(context, imported.closed);
    let more = [
        ("import-mended", imported.mended),
        ("import-cosignatures", imported.new_cosignatures),
        ("import-fields", imported.new_fields),
    ];
    for (id, new) in more {
        if new > 0 {
            context.print(&screen.line(&words.say(id, &[journal(), ("n", new.into())])));
        }
    }
}

/// Says why nothing of a folder was taken over.
fn kept_out(context: &Context, folder: &Path, failure: Failure) -> serde_json::Value {
    if !context.json {
        let said = context.words.say("import-refused", &[("dir", Arg::code(folder.display()))]);
        context.tell(&context.screen().line(&said));
        context.tell_failure(&failure);
    }
    let mut answer = failure.json(&context.words);
    answer["dir"] = json!(folder);
    answer
}
