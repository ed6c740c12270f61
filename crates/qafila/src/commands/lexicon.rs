//! `qafila lexicon`: the words of the theatre and of the user above the reader's shipped rules.

use super::read::{in_force, shipped};
use crate::args::{LexiconAddArgs, LexiconCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use app::lexicon::{Difference, LexiconsError};
use reader::{Draft, Entry, LEXICON_BYTES_MAX, Lexicons};
use serde_json::{Value, json};
use std::path::Path;
use words::Align;
use words::Arg;

pub(crate) fn run(context: &Context, command: LexiconCommand) -> Result<Outcome, Failure> {
    match command {
        LexiconCommand::Test { file } => test(context, file.as_deref()),
        LexiconCommand::Diff { file } => diff(context, &file),
        LexiconCommand::Add(args) => add(context, args),
        LexiconCommand::Suggest => suggest(context),
    }
}

/// A layer from a file.
fn layer(file: &Path) -> Result<String, Failure> {
    let bytes = disk::read_input(file, LEXICON_BYTES_MAX)?;
    let invalid = |_| Failure::user(format!("`{}` is not UTF-8", file.display()), Some(("hint-utf8", Vec::new())));
    String::from_utf8(bytes).map_err(invalid)
}

fn test(context: &Context, file: Option<&Path>) -> Result<Outcome, Failure> {
    let (lexicons, gazetteer) = match file {
        // Without a node a file is tried on the shipped rules alone.
        Some(file) if context.node_dir().is_ok() => {
            let (node, _, _) = context.open()?;
            (node.lexicons_with(&layer(file)?)?, node.gazetteer()?)
        }
        Some(file) => {
            let text = layer(file)?;
            let layers = [reader::Layer { name: "user", text: &text }];
            (Lexicons::layered(&layers).map_err(LexiconsError::from)?, shipped()?.1)
        }
        None => in_force(context)?,
    };
    let mut faults: Vec<(String, String)> = lexicons
        .check_frames(&gazetteer)
        .into_iter()
        .map(|(rule, fault)| (rule.to_owned(), fault.to_string()))
        .collect();
    let entries = lexicons.check_entries(&gazetteer).into_iter();
    faults.extend(
        entries.map(|(layer, entry, fault)| (format!("{layer}: {}", entry.words.join(", ")), fault.to_string())),
    );
    let (rules, entries) = (lexicons.examples().count(), lexicons.entries());
    if context.json {
        let faults: Vec<Value> = faults.iter().map(|(rule, fault)| json!({ "rule": rule, "fault": fault })).collect();
        context
            .print_json(&json!({ "lexicon": lexicons.hash(), "rules": rules, "entries": entries, "faults": faults }));
    } else {
        let screen = context.screen();
        for (rule, fault) in &faults {
            context.print(&screen.labelled(rule, fault));
        }
        let counts = [
            ("rules", rules.into()),
            ("entries", entries.into()),
            ("faults", faults.len().into()),
            ("hash", Arg::code(lexicons.hash())),
        ];
        context.print(&screen.text(&context.words.say("lexicon-tested", &counts)));
    }
    Ok(Outcome::of_findings(!faults.is_empty()))
}

fn diff(context: &Context, file: &Path) -> Result<Outcome, Failure> {
    let text = layer(file)?;
    let (node, _, local) = context.open()?;
    let (before, after) = (node.lexicons()?, node.lexicons_with(&text)?);
    let gazetteer = node.gazetteer()?;
    let differences = node.difference(&before, &after, &gazetteer)?;
    if local.json {
        let drafts = |list: &[(Draft, String)]| -> Vec<Value> {
            list.iter()
                .map(|(draft, words)| json!({ "rule": draft.rule, "kind": draft.kind.code(), "words": words }))
                .collect()
        };
        let texts: Vec<Value> = differences
            .iter()
            .map(|one| json!({ "text": one.text, "gained": drafts(&one.gained), "lost": drafts(&one.lost) }))
            .collect();
        local.print_json(&json!({ "before": before.hash(), "after": after.hash(), "texts": texts }));
        return Ok(Outcome::Done);
    }
    tell_differences(&local, &differences);
    Ok(Outcome::Done)
}

fn tell_differences(context: &Context, differences: &[Difference]) {
    let words = &context.words;
    let mut table = show::table(
        words,
        &[
            ("col-text", Align::Start),
            ("col-change", Align::Start),
            ("col-claim", Align::Start),
            ("col-words", Align::Start),
        ],
    );
    let (mut gained, mut lost) = (0_usize, 0_usize);
    for one in differences {
        let short: String = one.text.chars().take(8).collect();
        for (id, list) in [("lexicon-gained", &one.gained), ("lexicon-lost", &one.lost)] {
            for (draft, quoted) in list {
                let claim = show::reading::claim(words, draft);
                table.row([short.clone(), words.cell(id, &[]), claim, quoted.clone()]);
            }
        }
        gained += one.gained.len();
        lost += one.lost.len();
    }
    if !table.is_empty() {
        context.table(&table);
    }
    let counts = [("gained", gained.into()), ("lost", lost.into())];
    context.print(&context.screen().text(&words.say("lexicon-difference", &counts)));
}

fn add(context: &Context, args: LexiconAddArgs) -> Result<Outcome, Failure> {
    let (mut node, _, local) = context.open()?;
    let gazetteer = node.gazetteer()?;
    let LexiconAddArgs { word, read_as, language, kind, state, positive, negative } = args;
    let entry = Entry { language, words: word, read_as, kind, state, positive, negative };
    let lexicons = node.add_entry(entry, &gazetteer)?;
    if local.json {
        local.print_json(&json!({ "lexicon": lexicons.hash(), "entries": lexicons.entries() }));
    } else {
        let said = [("entries", lexicons.entries().into()), ("hash", Arg::code(lexicons.hash()))];
        local.print(&local.screen().text(&local.words.say("lexicon-added", &said)));
    }
    Ok(Outcome::Done)
}

fn suggest(context: &Context) -> Result<Outcome, Failure> {
    let (node, _, local) = context.open()?;
    let (lexicons, gazetteer) = (node.lexicons()?, node.gazetteer()?);
    let found = node.suggestions(&lexicons, &gazetteer)?;
    if local.json {
        let words: Vec<Value> =
            found.iter().map(|one| json!({ "word": one.word, "lines": one.lines, "line": one.line })).collect();
        local.print_json(&json!({ "lexicon": lexicons.hash(), "words": words }));
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        local.tell(&local.screen().text(&local.words.say("lexicon-nothing", &[])));
        return Ok(Outcome::Done);
    }
    let columns = [("col-word", Align::Start), ("col-lines", Align::Number), ("col-words", Align::Start)];
    let mut table = show::table(&local.words, &columns);
    for one in found {
        table.row([one.word, local.words.number(one.lines as u64), show::reading::clipped(&one.line)]);
    }
    local.table(&table);
    Ok(Outcome::Done)
}

impl From<LexiconsError> for Failure {
    fn from(error: LexiconsError) -> Self {
        match error {
            LexiconsError::Node(error) => error.into(),
            LexiconsError::Lexicon(_) | LexiconsError::Example { .. } | LexiconsError::NotUtf8 { .. } => {
                Self::caused(&error, Some(("hint-lexicon", Vec::new())))
            }
            LexiconsError::Write(_) | LexiconsError::Read(_) => Self::caused(&error, None),
        }
    }
}
