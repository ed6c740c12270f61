//! The first report's annotation, which is JSON with offsets, as one report of a set.

use super::set::{Days, Report, SetError, Statement, Tier, day, open};
use reader::{Language, Modality, Polarity, ReportKind, SourceClass};
use serde_json::Value;
use std::ops::Range;
use std::path::Path;

/// Reads `NAME.gold.json` and the text it names beside it.
///
/// Its negatives are in words of their own (the test `gold` holds them) and its places are
/// keys of its own, so neither is scored here; nor is a time that hangs on an event.
pub(crate) fn load(path: &Path) -> Result<Report, SetError> {
    let refuse = |what: &str| SetError::Annotation { path: path.to_owned(), what: what.to_owned() };
    let gold: Value = serde_json::from_str(&open(path)?).map_err(|error| refuse(&error.to_string()))?;
    let doc = &gold["doc"];
    let file = doc["file"].as_str().ok_or_else(|| refuse("doc.file names no text"))?;
    let date = day(doc["report_date"]["value"].as_str().unwrap_or("")).map_err(|what| refuse(&what))?;
    let language = doc["lang"].as_str().and_then(Language::from_code).ok_or_else(|| refuse("doc.lang is unknown"))?;
    let entries = gold["statements"].as_array().ok_or_else(|| refuse("it has no statements"))?;
    let statements = entries.iter().map(|entry| {
        statement(entry, &gold["times"])
            .ok_or_else(|| refuse(&format!("statement {} is not in the scheme", entry["id"])))
    });
    Ok(Report {
        name: file.to_owned(),
        language,
        text: open(&path.with_file_name(file))?,
        date,
        // As the report prints its name; its English name in brackets is no part of the text.
        outlet: doc["outlet"].as_str().map(printed_name),
        statements: statements.collect::<Result<_, _>>()?,
        negatives: Vec::new(),
    })
}

fn printed_name(outlet: &str) -> String {
    let inner = outlet.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inner.map_or(outlet, |(name, _)| name).to_owned()
}

fn statement(entry: &Value, times: &Value) -> Option<Statement> {
    let text = |key: &str| entry[key].as_str();
    let also = entry["also_spans"].as_array().into_iter().flatten();
    let kind = ReportKind::from_code(text("kind")?)?;
    Some(Statement {
        tier: match text("tier")? {
            "core" => Tier::Core,
            "secondary" => Tier::Secondary,
            _ => Tier::Optional,
        },
        kind,
        spans: std::iter::once(&entry["span"]).chain(also).map(range).collect::<Option<_>>()?,
        polarity: Polarity::from_code(text("polarity")?)?,
        modality: Modality::from_code(text("modality")?)?,
        background: entry["background"].as_bool().unwrap_or(false),
        // Its states are written more freely than the closed list.
        state: None,
        class: SourceClass::from_code(text("attribution_class")?)?,
        grade: text("grade")?.to_owned(),
        days: text("time").map_or(Some(Days::None), |key| days(&times[key]))?,
        places: Vec::new(),
    })
}

fn days(time: &Value) -> Option<Days> {
    if time["precision"] == "external" {
        return Some(Days::Any);
    }
    let Some(from) = time["from"].as_str().or(time["value"].as_str()) else { return Some(Days::None) };
    let to = time["to"].as_str().unwrap_or(from);
    Some(Days::Between(day(from).ok()?, Some(day(to).ok()?)))
}

fn range(span: &Value) -> Option<Range<usize>> {
    let at = |key: &str| usize::try_from(span[key].as_u64()?).ok();
    Some(at("start")?..at("end")?)
}
