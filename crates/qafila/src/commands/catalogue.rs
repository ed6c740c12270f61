//! `qafila catalogue` and `qafila stock`: items and what stands at sites; both from spreadsheets.

use super::say;
use crate::args::{CatalogueCommand, ImportArgs, StockCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::{Failure, Hint, hinted, near};
use crate::show;
use crate::show::names::Namer;
use app::import::{CellFault, Imported, Rule, TableError, UNIT_WORDS};
use app::operation::Operation;
use app::{AsOf, Node};
use model::{Draft, OfficerRole};
use serde_json::{Value, json};
use sheets::ReadError;
use sheets::digits::NumberError;
use std::collections::BTreeSet;
use units::PlaceId;
use words::Arg;

/// Bad cells shown one by one; the rest is counted.
const BAD_SHOWN: usize = 20;

pub(crate) fn run(context: &Context, command: &CatalogueCommand) -> Result<Outcome, Failure> {
    match command {
        CatalogueCommand::List => list(context),
        CatalogueCommand::Show { item } => show(context, item),
        CatalogueCommand::Import(args) => import(context, args, |sheet, node, _| {
            let views = node.views(&AsOf::default())?;
            Ok(app::import::catalogue(sheet, &views.catalogue, &node.party()?)?)
        }),
    }
}

pub(crate) fn stock(context: &Context, command: &StockCommand) -> Result<Outcome, Failure> {
    match command {
        StockCommand::Import(args) => import(context, args, |sheet, node, operation| {
            let places: BTreeSet<PlaceId> = operation.network.nodes().map(|node| node.place()).collect();
            let views = node.views(&AsOf::default())?;
            Ok(app::import::stock(sheet, &views, &places, &node.party()?)?)
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
    let known = Known { node: &node, operation: &operation };
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
    node: &'n Node,
    operation: &'n Operation,
}

impl Known<'_> {
    fn tell(&self, context: &Context, imported: &Imported) {
        let (screen, words) = (context.screen(), &context.words);
        let tell = |id: &str, args: &[(&str, Arg)]| context.tell(&screen.line(&words.say(id, args)));
        for fault in imported.bad.iter().take(BAD_SHOWN) {
            context.tell(&screen.line(&fault.to_string()));
            if let Some(hint) = self.hint(fault) {
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
        let hint = (at < BAD_SHOWN).then(|| self.hint(fault)).flatten();
        json!({
            "sheet": fault.sheet, "row": fault.at.row, "cell": fault.at.to_string(), "column": fault.column.code(),
            "value": fault.value, "fault": fault.rule.to_string(),
            "hint": hint.map(|hint| hinted(&context.words, &hint)),
        })
    }

    fn hint(&self, fault: &CellFault) -> Option<Hint> {
        let plain = |id| Some((id, Vec::new()));
        match &fault.rule {
            Rule::Formula | Rule::Failed => plain("hint-import-formula"),
            Rule::Merged { .. } => plain("hint-import-merged"),
            Rule::Number(NumberError::Ambiguous { .. }) => plain("hint-import-number"),
            Rule::IsDay | Rule::Day(_) => plain("hint-import-day"),
            Rule::Unit(_) => near(&fault.value, UNIT_WORDS.iter().flat_map(|(_, words)| words.iter())),
            Rule::Word(error) => near(&fault.value, error.known.iter()),
            Rule::Unknown { sort: "place" } => {
                near(&fault.value, self.operation.network.nodes().map(|node| node.name()))
            }
            Rule::Unknown { .. } => {
                let views = self.node.views(&AsOf::default()).ok()?;
                near(&fault.value, views.catalogue.iter().map(|(item, _)| item)).or_else(|| plain("hint-import-item"))
            }
            Rule::Conversion(_) => plain("hint-conversion"),
            Rule::Missing
            | Rule::Number(_)
            | Rule::Id(_)
            | Rule::Code(_)
            | Rule::Text(_)
            | Rule::Truth
            | Rule::ConversionForm { .. }
            | Rule::Entry(_)
            | Rule::Twice { .. }
            | Rule::TwoColumns { .. }
            | Rule::Foreign { .. }
            | Rule::Settled { .. }
            | Rule::AlreadyThere { .. }
            | Rule::SerialCount { .. } => None,
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let hint: Option<Hint> = match &error {
            ReadError::NotUtf8 { .. } | ReadError::Utf16 => Some(("hint-import-utf8", Vec::new())),
            ReadError::OldWorkbook | ReadError::NoWorkbook { .. } => Some(("hint-import-xlsx", Vec::new())),
            ReadError::NoSheet { given, known } => near(given, known),
            ReadError::TooLong { .. }
            | ReadError::TooManyRows { .. }
            | ReadError::TooManyColumns { .. }
            | ReadError::TooManyCells => Some(("hint-split", Vec::new())),
            ReadError::TooManyParts { .. }
            | ReadError::TooMuch
            | ReadError::Malformed { .. }
            | ReadError::TooManyMerged
            | ReadError::LongCell { .. }
            | ReadError::CellTwice { .. }
            | ReadError::Disorder { .. } => None,
        };
        Self::user(error.to_string(), hint)
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Read(error) => error.into(),
            TableError::NoHeadings | TableError::NoColumn { .. } | TableError::ColumnTwice { .. } => {
                Self::user(error.to_string(), Some(("hint-import-headings", Vec::new())))
            }
        }
    }
}
