//! Road statuses from a table, as CSV, XLSX or an export of KoBo or ODK, into drafts of reports.
//!
//! Which column holds what, a mapping says that the user names, or else the headings do in three
//! languages; of `group/field` the field counts. A row is one claim; each cell that cannot be read is
//! named by row and column. Nothing is signed here, and no grade is made up: letter and number
//! come from columns, from the mapping, or from the person.

mod cells;
mod mapping;

pub use cells::{BadCell, CellRule};
pub use mapping::{Field, Mapping, MappingError};

use super::GoOn;
use crate::operation::Operation;
use crate::reading::{NOT_SAID, subject};
use cells::Cells;
use mapping::Columns;
use model::{
    Argument, Body, Draft, Grade, Modality, Polarity, ReportFiled, ReportKind, ReportSource, RoadState, SourceClass,
    Subject, Text,
};
use reader::{Date, Gazetteer, Nearness, Spelling, Zone};
use sheets::Sheet;
use units::{AxisId, Digest, Interval, OfficerId, SourceId};

/// What is known of a table besides its cells.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// SHA-256 of the file: all its rows are of one origin.
    pub file: Digest,
    /// Who made the table.
    pub outlet: Option<&'a str>,
    /// Who will sign.
    pub officer: Option<OfficerId>,
}

/// What a table comes to.
#[derive(Clone, Debug, Default)]
pub struct Statuses {
    /// Row and draft, in the order of the rows.
    pub drafts: Vec<(u32, Draft)>,
    /// Every cell at fault.
    pub bad: Vec<BadCell>,
    /// Headings that nothing was read from.
    pub ignored: Vec<String>,
}

/// Reads a table of road statuses. `go_on` is told how many rows are read, and answers whether to read the next.
pub fn statuses(
    sheet: &Sheet,
    mapping: &Mapping,
    operation: &Operation,
    gazetteer: &Gazetteer,
    zone: &Zone,
    origin: &Origin<'_>,
    go_on: GoOn<'_>,
) -> Result<Statuses, MappingError> {
    let columns = Columns::of(sheet, mapping)?;
    let names = Names { operation, gazetteer };
    let mut statuses = Statuses { ignored: columns.ignored.clone(), ..Statuses::default() };
    for (read, row) in (0..).zip(&sheet.rows[columns.first_row..]) {
        if !go_on(read) {
            return Err(MappingError::BrokenOff);
        }
        let mut cells = Cells::new(sheet, row, &columns, mapping);
        if cells.is_empty() {
            continue;
        }
        let draft = draft(&mut cells, &names, zone, origin);
        statuses.bad.append(&mut cells.faults);
        statuses.drafts.extend(draft.map(|draft| (row.number, draft)));
    }
    Ok(statuses)
}

/// One row; `None` where a cell is at fault, after every cell was looked at.
fn draft(cells: &mut Cells<'_>, names: &Names<'_>, zone: &Zone, origin: &Origin<'_>) -> Option<Draft> {
    let about = cells.must(Field::About).and_then(|name| cells.settle(Field::About, names.subject(&name)));
    let state = cells.must(Field::State).and_then(|word| cells.code(Field::State, &word, state_word));
    let date = cells.must(Field::Date).and_then(|text| cells.settle(Field::Date, day(&text)));
    let letter = cells.must(Field::Letter).and_then(|text| cells.code(Field::Letter, &text.to_uppercase(), |_| None));
    let number = cells.must(Field::Number).and_then(|text| cells.code(Field::Number, &text, |_| None));
    let class = match cells.text(Field::Class) {
        Some(text) => cells.code(Field::Class, &text, |_| None),
        None => Some(SourceClass::UnspecifiedReport),
    };
    let source = cells.text(Field::Source).or_else(|| origin.outlet.map(str::to_owned));
    let source = SourceId::new(slug(source.as_deref().unwrap_or("table")));
    let source = cells.settle(Field::Source, source.map_err(|error| CellRule::Text(error.to_string())));
    let origin_id = SourceId::new(format!("file:{}", origin.file.short())).ok();
    let arguments = arguments(cells);
    let (about, date): (Subject, Date) = (about?, date?);
    let kind = match about {
        Subject::Place(_) => ReportKind::CrossingStatus,
        Subject::Axis(_) | Subject::Segment(_) => ReportKind::RoadStatus,
    };
    let report = ReportFiled {
        kind,
        about: vec![about],
        state: Some(state?),
        actor: None,
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        background: false,
        source: ReportSource { source: source?, class: class?, origin: origin_id? },
        suggested: None,
        grade: Grade { reliability: letter?, credibility: number? },
        time: Interval { from: Some(date.begins(zone)), to: Some(date.plus_days(1).begins(zone)) },
        excerpt: None,
        arguments: arguments?,
    };
    let occurred = Some(date.begins(zone));
    Some(Draft { officer: origin.officer.clone(), occurred, ..Draft::of(Body::ReportFiled(report)) })
}

/// What else the row says, and where it stands.
fn arguments(cells: &mut Cells<'_>) -> Option<Vec<Argument>> {
    let mut arguments = Vec::new();
    for field in [Field::Cause, Field::Note] {
        let Some(text) = cells.text(field) else { continue };
        let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let value = Text::new(&visible).map_err(|error| CellRule::Text(error.to_string()));
        let value = cells.settle(field, value)?;
        arguments.push(Argument { name: Text::new(field.code()).ok()?, value });
    }
    let place = Text::new(&cells.place()).ok()?;
    arguments.push(Argument { name: Text::new("row").ok()?, value: place });
    Some(arguments)
}

/// Where names of roads and places are looked up.
struct Names<'n> {
    operation: &'n Operation,
    gazetteer: &'n Gazetteer,
}

impl Names<'_> {
    /// A key of the operation, or a name of one of its roads and places as people spell it.
    fn subject(&self, name: &str) -> Result<Subject, CellRule> {
        if let Ok(subject) = subject(name.trim(), self.operation) {
            return Ok(subject);
        }
        let asked = Spelling::new(name);
        let fits =
            |names: &[&str]| names.iter().any(|known| asked.nearness(&Spelling::new(known)) == Some(Nearness::Same));
        let axes = self.operation.axes.iter().filter(|(_, names)| fits(&[&names.en, &names.fr, &names.ar]));
        let places = self.operation.network.nodes().filter(|node| {
            let names = node.names();
            fits(&[&names.en, &names.fr, &names.ar])
        });
        let known = self.gazetteer.near(&asked).into_iter().filter(|(_, _, how)| *how <= Nearness::Joined);
        let listed = known.filter_map(|(key, _, _)| subject(key.as_str(), self.operation).ok());
        let mut found: Vec<Subject> = axes.map(|(axis, _): (&AxisId, _)| Subject::Axis(axis.clone())).collect();
        found.extend(places.map(|node| Subject::Place(node.place())));
        found.extend(listed);
        found.sort();
        found.dedup();
        match found.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(CellRule::Unknown { near: self.near(&asked) }),
            [_, ..] => Err(CellRule::Several {
                keys: found.iter().map(|one| crate::reading::subject_name(one).to_owned()).collect(),
            }),
        }
    }

    /// Keys whose names are near.
    fn near(&self, asked: &Spelling) -> Vec<String> {
        let near = self.gazetteer.near(asked).into_iter().map(|(key, _, _)| key.to_string());
        near.filter(|key| subject(key, self.operation).is_ok()).take(3).collect()
    }
}

/// A day as people of every country read it: `2013-02-08`, with or without a time behind it.
fn day(text: &str) -> Result<Date, CellRule> {
    let text = sheets::digits::european(text.trim());
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    day.parse().map_err(|_| CellRule::Day)
}

fn slug(words: &str) -> String {
    let letters: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    let slug: String = parts.join("-").to_lowercase().chars().take(30).collect();
    if slug.is_empty() { NOT_SAID.to_owned() } else { slug }
}

/// A state in the words of the three languages, folded.
fn state_word(folded: &str) -> Option<RoadState> {
    const WORDS: &[(RoadState, &[&str])] = &[
        (RoadState::Open, &["open", "ouvert", "ouverte", "مفتوح", "مفتوحه", "opened"]),
        (RoadState::Closed, &["closed", "ferme", "fermee", "مغلق", "مغلقه", "مسدود", "blocked", "bloquee"]),
        (RoadState::Cut, &["cut", "cut off", "coupe", "coupee", "مقطوع", "مقطوعه"]),
        (RoadState::Passable, &["passable", "practicable", "praticable", "سالك", "سالكه"]),
        (RoadState::Impassable, &["impassable", "not passable", "impraticable", "غير سالك", "غير سالكه"]),
        (RoadState::Restricted, &["restricted", "limited", "restreint", "restreinte", "limitee", "مقيد", "مقيده"]),
        (RoadState::Threatened, &["threatened", "menace", "menacee", "مهدد", "مهدده"]),
    ];
    WORDS.iter().find(|(_, words)| words.contains(&folded)).map(|(state, _)| *state)
}
