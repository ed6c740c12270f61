//! `qafila import reports`: road statuses in a table, into drafts of reports; nothing is signed.

use crate::args::ImportReportsArgs;
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use app::hints::Advice as _;
use app::import::reports::{BadCell, Field, Mapping, MappingError, Origin, Statuses, statuses};
use reader::LEXICON_BYTES_MAX;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::Path;
use units::Digest;
use words::Arg;

/// Bad cells shown one by one; the rest is counted.
const BAD_SHOWN: usize = 20;

pub(crate) fn import(context: &Context, args: ImportReportsArgs) -> Result<Outcome, Failure> {
    let bytes = disk::read_input(&args.file, sheets::limits::FILE_BYTES)?;
    let sheet = sheets::read(&bytes, args.sheet.as_deref())?;
    let mapping = mapping(&args)?;
    let (node, operation, local) = context.open()?;
    let file = Digest::new(Sha256::digest(&bytes).into());
    let origin = Origin { file, outlet: args.outlet.as_deref(), officer: args.officer.clone() };
    let read = statuses(&sheet, &mapping, &operation, &node.gazetteer()?, &operation.zone()?, &origin, &mut |_| true)?;
    let bad: Vec<Value> = read.bad.iter().map(cell).collect();
    if !local.json {
        tell(&local, &read);
    }
    if !read.bad.is_empty() && (!args.skip_bad || read.drafts.is_empty()) {
        let mut rows: Vec<u32> = read.bad.iter().map(|cell| cell.at.row).collect();
        rows.dedup();
        let counts = [("bad", rows.len().into()), ("good", read.drafts.len().into())];
        let message = local.words.say("reports-none", &counts);
        return Err(Failure::user(message, Some(("hint-reports-map", Vec::new()))).of_lines(bad));
    }
    let lines = lines(&args.file, &read);
    match &args.out {
        Some(out) => disk::write(out, lines.as_bytes())?,
        None if local.json => {}
        None => local.print(&lines),
    }
    if local.json {
        let drafts: Vec<Value> = read.drafts.iter().map(|(row, draft)| json!({ "row": row, "draft": draft })).collect();
        local.print_json(&json!({ "drafts": drafts, "bad": bad, "ignored": read.ignored, "out": args.out }));
    } else {
        let said = [("n", read.drafts.len().into())];
        local.tell(&local.screen().text(&local.words.say("reports-drafted", &said)));
    }
    Ok(Outcome::of_findings(!read.bad.is_empty()))
}

/// The mapping that is named, and the grade of the command line for rows without one.
fn mapping(args: &ImportReportsArgs) -> Result<Mapping, Failure> {
    let mut mapping = match &args.map {
        Some(file) => {
            let text = String::from_utf8(disk::read_input(file, LEXICON_BYTES_MAX)?);
            let utf8 = |_| Failure::user(format!("`{}` is not UTF-8", file.display()), Some(("hint-utf8", Vec::new())));
            Mapping::parse(&text.map_err(utf8)?)?
        }
        None => Mapping::default(),
    };
    for (field, given) in [(Field::Letter, &args.letter), (Field::Number, &args.number)] {
        if let Some(given) = given {
            mapping.defaults.insert(field, given.clone());
        }
    }
    Ok(mapping)
}

fn cell(bad: &BadCell) -> Value {
    json!({
        "sheet": bad.sheet, "row": bad.at.row, "cell": bad.at.to_string(), "column": bad.heading, "value": bad.value,
        "fault": bad.rule.to_string(),
    })
}

fn tell(context: &Context, read: &Statuses) {
    let (screen, words) = (context.screen(), &context.words);
    for bad in read.bad.iter().take(BAD_SHOWN) {
        context.tell(&screen.line(&bad.to_string()));
    }
    if let Some(more) = read.bad.len().checked_sub(BAD_SHOWN).filter(|more| *more > 0) {
        context.tell(&screen.line(&words.say("import-bad-more", &[("n", more.into())])));
    }
    if !read.ignored.is_empty() {
        let names = [("names", Arg::code(read.ignored.join(", ")))];
        context.tell(&screen.line(&words.say("import-ignored", &names)));
    }
}

/// JSON lines for `say`, each under a line that names its row.
fn lines(file: &Path, read: &Statuses) -> String {
    let name = file.file_name().map_or_else(|| "-".into(), |name| name.to_string_lossy());
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    read.drafts.iter().map(|(row, draft)| format!("# {name} {row}\n{}\n", json!(draft))).collect()
}

impl From<MappingError> for Failure {
    fn from(error: MappingError) -> Self {
        Self::user(error.to_string(), error.advice().1)
    }
}
