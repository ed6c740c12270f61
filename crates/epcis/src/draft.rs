//! A document as drafts: all of its events read, or named with what keeps them out.

use crate::goods::Units;
use crate::json;
use crate::names::{Named, Naming};
use crate::read::Reader;
use crate::refusal::{DocumentError, Refusal, Rule};
use crate::work::{Bench, Work};
use model::{Body, Draft, Text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use units::{Digest, ItemCode, Unit};

/// What reading a document needs to know of this place.
#[derive(Clone, Debug, Default)]
pub struct Importing {
    /// How things are named.
    pub naming: Naming,
    /// What known items are counted in.
    pub units: BTreeMap<ItemCode, Unit>,
    /// Leaf hashes of statements that are held here: their events say nothing new.
    pub held: BTreeSet<Digest>,
}

/// A draft, and the events that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What the importer would say.
    pub draft: Draft,
    /// Numbers of the events, from 1.
    pub events: Vec<usize>,
    /// What the first of them calls itself.
    pub source: Option<String>,
}

/// What a document says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Drafts, in the order of their first events.
    pub drafts: Vec<Import>,
    /// Events that become no draft.
    pub refusals: Vec<Refusal>,
    /// How many events there are.
    pub events: usize,
    /// Events of statements that are held here already.
    pub held: usize,
    /// Events that are declared errors.
    pub in_error: usize,
    /// Fields without a meaning here, and how often each was kept out.
    pub kept_out: BTreeMap<String, usize>,
}

/// Reads a document, or one event on its own.
pub fn import(bytes: &[u8], importing: &Importing) -> Result<Imported, DocumentError> {
    let document = json::parse(bytes)?;
    let mut imported = Imported::default();
    let (path, events) = events(&document, &mut imported.kept_out)?;
    if events.len() > json::EVENTS_MAX {
        return Err(DocumentError::TooMany { what: "events", most: json::EVENTS_MAX });
    }
    imported.events = events.len();
    let units: &Units = &importing.units;
    let reader = Reader { naming: &importing.naming, units };
    let mut bench = Bench { naming: &importing.naming, works: Vec::new() };
    for (at, event) in events.iter().enumerate() {
        let path = if path == "$" { path.to_owned() } else { format!("{path}[{at}]") };
        let seen = match reader.event(at + 1, path, event) {
            Ok(seen) => seen,
            Err(refusal) => {
                imported.refusals.push(refusal);
                continue;
            }
        };
        for (name, count) in &seen.strange {
            *imported.kept_out.entry(name.clone()).or_default() += count;
        }
        let by = seen.id.and_then(|id| importing.naming.read(id).ok());
        if let Some(Named::Statement(by, _)) = by
            && importing.held.contains(&by.leaf)
        {
            imported.held += 1;
        } else if seen.error {
            imported.in_error += 1;
        } else if let Err(refusal) = bench.take(&seen) {
            imported.refusals.push(refusal);
        }
    }
    for work in bench.works {
        match finished(work, &importing.naming) {
            Ok(import) => imported.drafts.push(import),
            Err(refusal) => imported.refusals.push(refusal),
        }
    }
    imported.refusals.sort_by(|a, b| (a.event, &a.path).cmp(&(b.event, &b.path)));
    Ok(imported)
}

/// The events of a document and where they stand; the rest of it is counted.
fn events<'v>(
    document: &'v Value,
    kept_out: &mut BTreeMap<String, usize>,
) -> Result<(&'static str, Vec<&'v Value>), DocumentError> {
    let not = |path, why| DocumentError::NotEpcis { path, why };
    let Value::Object(fields) = document else { return Err(not("$", "is no object")) };
    let version = fields.get("schemaVersion").and_then(Value::as_str);
    if version.is_some_and(|version| version != "2" && !version.starts_with("2.")) {
        return Err(not("$.schemaVersion", "is not 2.0"));
    }
    let (path, list) = match fields.get("type").and_then(Value::as_str) {
        Some("EPCISDocument") => ("$.epcisBody.eventList", document.pointer("/epcisBody/eventList")),
        Some("EPCISQueryDocument") => (
            "$.epcisBody.queryResults.resultsBody.eventList",
            document.pointer("/epcisBody/queryResults/resultsBody/eventList"),
        ),
        Some(event) if event.ends_with("Event") => return Ok(("$", vec![document])),
        Some(_) | None => return Err(not("$.type", "names no document of events")),
    };
    for name in fields.keys().filter(|name| name.contains(':') || *name == "epcisHeader") {
        *kept_out.entry(crate::names::cut(name)).or_default() += 1;
    }
    match list {
        Some(Value::Array(list)) => Ok((path, list.iter().collect())),
        Some(_) | None => Err(not(path, "is no list of events")),
    }
}

/// A draft that keeps the rules of its kind.
fn finished(mut work: Work, naming: &Naming) -> Result<Import, Refusal> {
    let own = work.source.as_deref().is_some_and(|id| matches!(naming.read(id), Ok(Named::Statement(..))));
    if !own {
        name_source(&mut work);
    }
    let Work { body, occurred, events, path, source, .. } = work;
    let draft = Draft { occurred: Some(occurred), ..Draft::of(body) };
    match draft.validate() {
        Ok(()) => Ok(Import { draft, events, source }),
        Err(fault) => {
            Err(Refusal { event: events.first().copied().unwrap_or_default(), path, rule: Rule::Fault { fault } })
        }
    }
}

/// Says where a statement comes from, where it has room for words and none are there; an event of ours names
/// the signed statement itself.
fn name_source(work: &mut Work) {
    let note = if let Body::StockAdjusted(adjusted) = &mut work.body {
        &mut adjusted.note
    } else if let Body::Progress(progress) = &mut work.body {
        &mut progress.note
    } else if let Body::Incident(incident) = &mut work.body {
        &mut incident.note
    } else if let Body::StockMoved(moved) = &mut work.body {
        &mut moved.note
    } else if let Body::StockLost(lost) = &mut work.body {
        &mut lost.note
    } else if let Body::HandoverClosed(closed) = &mut work.body {
        &mut closed.note
    } else {
        return;
    };
    let source = work.source.as_ref().map_or_else(String::new, |id| format!(" {id}"));
    if note.is_none() {
        // A name that no statement can hold stays in the line before the draft alone.
        *note = Text::new(&format!("EPCIS{source}")).ok().filter(|_| !source.is_empty());
    }
}
