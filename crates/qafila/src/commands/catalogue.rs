//! `qafila catalogue` and `qafila stock`: items and what stands at sites; both from spreadsheets.

use super::say;
use crate::args::{CatalogueCommand, ImportArgs, StockCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, hinted};
use crate::show;
use crate::show::names::Namer;
use app::hints::Advice as _;
use app::import::{CellFault, Imported, TableError};
use app::operation::Operation;
use app::{AsOf, Node};
use model::{Draft, OfficerRole};
use serde_json::{Value, json};
use sheets::ReadError;
use std::collections::BTreeSet;
use units::PlaceId;
use views::Views;
use words::Arg;

/// Bad cells shown one by one; the rest is counted.
const BAD_SHOWN: usize = 20;

pub(crate) fn run(context: &Context, command: &CatalogueCommand) -> Result<Outcome, Failure> {
    match command {
        CatalogueCommand::List => list(context),
        CatalogueCommand::Show { item } => show(context, item),
        CatalogueCommand::Import(args) => import(context, args, |sheet, node, _| {
            let views = node.views(&AsOf::default())?;
            Ok(app::import::catalogue(sheet, &views.catalogue, &node.party()?, &mut |_| true)?)
        }),
    }
}

pub(crate) fn stock(context: &Context, command: &StockCommand) -> Result<Outcome, Failure> {
    match command {
        StockCommand::Import(args) => import(context, args, |sheet, node, operation| {
            let places: BTreeSet<PlaceId> = operation.network.nodes().map(|node| node.place()).collect();
            let views = node.views(&AsOf::default())?;
            Ok(app::import::stock(sheet, &views, &places, &node.party()?, &mut |_| true)?)
        }),
    }
}

fn list(context: &Context) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let views = node.views(&AsOf::default())?;
    if local.json {
        let items: Vec<Value> =
            views.catalogue.iter().filter_map(|(item, _)| show::catalogue::json(&views, item)).collect();
        local.print_json(&json!(items));
        return Ok(Outcome::Done);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &views };
    let table = show::catalogue::items(&namer);
    if table.is_empty() {
        local.print(&local.screen().line(&local.words.say("catalogue-empty", &[])));
    } else {
        local.table(&table);
    }
    Ok(Outcome::Done)
}

fn show(context: &Context, item: &units::ItemCode) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let views = node.views(&AsOf::default())?;
    let Some(known) = show::catalogue::json(&views, item) else {
        return Err(Failure::unknown("item", item.as_str(), views.catalogue.iter().map(|(item, _)| item)));
    };
    if local.json {
        local.print_json(&known);
        return Ok(Outcome::Done);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &views };
    for table in show::catalogue::item(&namer, item) {
        local.table(&table);
    }
    Ok(Outcome::Done)
}

/// Reads a list, tells every bad cell, and signs all of it or nothing; the good rows with `--skip-bad`.
fn import(
    context: &Context,
    args: &ImportArgs,
    read: impl FnOnce(&sheets::Sheet, &Node, &Operation) -> Result<Imported, Failure>,
) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, sheets::limits::FILE_BYTES)?;
    let sheet = sheets::read(&bytes, args.sheet.as_deref())?;
    let (mut node, operation, local) = context.open()?;
    let mut imported = read(&sheet, &node, &operation)?;
    let officer = args.officer.clone().or_else(|| operation.officer(&node.party().ok()?, OfficerRole::Logistics));
    imported.drafts.iter_mut().for_each(|draft| draft.officer.clone_from(&officer));
    let views = node.views(&AsOf::default())?;
    let known = Known { views: &views, operation: &operation };
    let bad: Vec<Value> = imported.bad.iter().enumerate().map(|(at, fault)| known.json(&local, at, fault)).collect();
    if !local.json {
        known.tell(&local, &imported);
    }
    let findings = Outcome::of_findings(!bad.is_empty());
    if !bad.is_empty() && (!args.skip_bad || imported.drafts.is_empty()) {
        let counts = [("bad", imported.bad_rows().into()), ("good", (imported.rows + imported.unchanged).into())];
        let message = local.words.say("import-none-appended", &counts);
        let hint = (!args.skip_bad).then(|| ("hint-import-skip", Vec::new()));
        return Err(Failure::user(message, hint).of_lines(bad));
    }
    if args.dry_run {
        dry(&local, &imported, &bad);
        return Ok(findings);
    }
    if imported.drafts.is_empty() {
        if local.json {
            local.print_json(&json!({ "appended": [], "skipped": bad, "findings": [] }));
        }
        return Ok(findings);
    }
    Ok(say::append_beside(&local, &mut node, &imported.drafts, &bad)?.and(findings))
}

/// What would be signed, an object a line, as `qafila say` takes it.
fn dry(context: &Context, imported: &Imported, bad: &[Value]) {
    if context.json {
        let drafts: Vec<Value> = imported.drafts.iter().map(|draft| json!(draft)).collect();
        context.print_json(&json!({ "would_sign": drafts, "unchanged": imported.unchanged, "skipped": bad }));
        return;
    }
    let line = |draft: &Draft| context.print(&format!("{}\n", json!(draft)));
    imported.drafts.iter().for_each(line);
    let count = [("n", imported.drafts.len().into())];
    context.tell(&context.screen().line(&context.words.say("say-dry-run", &count)));
}

/// What is known here instead of what a list names.
struct Known<'n> {
    views: &'n Views,
    operation: &'n Operation,
}

impl Known<'_> {
    fn tell(&self, context: &Context, imported: &Imported) {
        let (screen, words) = (context.screen(), &context.words);
        let tell = |id: &str, args: &[(&str, Arg)]| context.tell(&screen.line(&words.say(id, args)));
        for fault in imported.bad.iter().take(BAD_SHOWN) {
            context.tell(&screen.line(&fault.to_string()));
            if let Some(hint) = fault.hint(self.views, self.operation) {
                context.tell(&screen.labelled(&words.say("hint", &[]), &hinted(words, &hint)));
            }
        }
        if let Some(more) = imported.bad.len().checked_sub(BAD_SHOWN).filter(|more| *more > 0) {
            tell("import-bad-more", &[("n", more.into())]);
        }
        if !imported.ignored.is_empty() {
            tell("import-ignored", &[("names", Arg::code(imported.ignored.join(", ")))]);
        }
        if imported.unchanged > 0 {
            tell("import-unchanged", &[("n", imported.unchanged.into())]);
        }
    }

    /// A bad cell for programs; hints for the first, as they are dear.
    fn json(&self, context: &Context, at: usize, fault: &CellFault) -> Value {
        let hint = (at < BAD_SHOWN).then(|| fault.hint(self.views, self.operation)).flatten();
        json!({
            "sheet": fault.sheet, "row": fault.at.row, "cell": fault.at.to_string(), "column": fault.column.code(),
            "value": fault.value, "fault": fault.rule.to_string(),
            "hint": hint.map(|hint| hinted(&context.words, &hint)),
        })
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::user(error.to_string(), error.advice().1)
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        Self::user(error.to_string(), error.advice().1)
    }
}
