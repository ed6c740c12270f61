//! A table that is sent whole, read into drafts as a job. It signs nothing: whoever wants the drafts in the journal
//! sends them to `statements`.

use crate::jobs::Job;
use crate::problem::{Cell, Line, Problem};
use crate::refusal::hinted;
use ::words::Lang;
use app::Node;
use app::import::reports::Mapping;
use app::import::{Asked, Bad, List, Listed, listed, opened};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use units::OfficerId;
use utoipa::ToSchema;

/// A table of at most 5 000 rows: as `csv` or as `xlsx`, one of them.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ImportTable {
    list: ListName,
    /// The table as CSV.
    csv: Option<String>,
    /// The table as a workbook (XLSX), in base64.
    xlsx: Option<String>,
    /// The sheet of a workbook; the first that is not hidden, when absent.
    sheet: Option<String>,
    /// Of road statuses, which column holds what: `columns`, `values` and `defaults`, as `docs/reader.md` has them.
    #[schema(value_type = Option<Object>)]
    mapping: Option<Mapping>,
    /// Of road statuses, who made the table.
    outlet: Option<String>,
    /// Who the drafts say will sign.
    #[schema(value_type = Option<String>)]
    officer: Option<OfficerId>,
    /// Draft the good rows where others are at fault.
    #[serde(default)]
    skip_bad: bool,
}

/// Which list a table is.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ListName {
    /// Items, as `qafila catalogue import`.
    Catalogue,
    /// What stands at sites, as `qafila stock import`.
    Stock,
    /// Road statuses, as `qafila import reports`.
    Reports,
}

/// What a table came to.
#[derive(Serialize)]
struct Imported {
    sheet: String,
    drafts: Vec<Value>,
    good_rows: usize,
    bad_rows: usize,
    unchanged: usize,
    bad: Vec<Line>,
    more_bad: usize,
    ignored: Vec<String>,
}

impl ImportTable {
    /// What is asked for, and whether bad rows are passed over.
    pub(super) fn asked(self) -> Result<(Asked, bool), Problem> {
        let file = match (self.csv, self.xlsx) {
            (Some(csv), None) => csv.into_bytes(),
            (None, Some(book)) => STANDARD.decode(book).map_err(|error| {
                refused("Not base64", error.to_string())
                    .at("body, `import.xlsx`")
                    .hint("send the bytes of the file in base64")
            })?,
            (Some(_), Some(_)) | (None, None) => {
                let detail = "one of `csv` and `xlsx` holds the table";
                return Err(refused("Not one table", detail).at("body, `import`"));
            }
        };
        let list = match self.list {
            ListName::Reports => List::Reports { mapping: self.mapping.unwrap_or_default(), outlet: self.outlet },
            ListName::Catalogue | ListName::Stock if self.mapping.is_some() || self.outlet.is_some() => {
                let detail =
                    "`mapping` and `outlet` are of road statuses; of other lists the headings say what is where";
                return Err(refused("Not of this list", detail).at("body, `import`"));
            }
            ListName::Catalogue => List::Catalogue,
            ListName::Stock => List::Stock,
        };
        Ok((Asked { list, file, sheet: self.sheet, officer: self.officer }, self.skip_bad))
    }
}

/// Reads a table into drafts: of all its rows, or with `skip_bad` of the good ones.
pub(super) fn import(node: &Node, job: &Job, asked: &Asked, skip_bad: bool, lang: Lang) -> Result<Value, Problem> {
    let sheet = opened(asked).map_err(|error| Problem::refused(&error, lang))?;
    let rows = sheet.rows.len() as u64;
    job.is_of(rows);
    let listed =
        listed(node, &sheet, asked, &mut |read| job.go_on(read)).map_err(|error| Problem::refused(&error, lang))?;
    job.go_on(rows);
    let bad = listed.bad.iter().map(|bad| line(bad, lang)).collect();
    if listed.bad_rows > 0 && (!skip_bad || listed.drafts.is_empty()) {
        return Err(at_fault(&listed, skip_bad).lines(bad));
    }
    Ok(json!(Imported {
        sheet: listed.sheet,
        drafts: listed.drafts.iter().map(|draft| json!(draft)).collect(),
        good_rows: listed.good_rows,
        bad_rows: listed.bad_rows,
        unchanged: listed.unchanged,
        bad,
        more_bad: listed.more_bad,
        ignored: listed.ignored,
    }))
}

fn at_fault(listed: &Listed, skip_bad: bool) -> Problem {
    let more =
        if listed.more_bad > 0 { format!("; {} more cells are not listed", listed.more_bad) } else { String::new() };
    let detail =
        format!("{} rows are at fault and {} are good; nothing was drafted{more}", listed.bad_rows, listed.good_rows);
    let problem = refused("Rows at fault", detail);
    if skip_bad { problem } else { problem.hint("correct the cells, or draft the good rows with `skip_bad`") }
}

fn line(bad: &Bad, lang: Lang) -> Line {
    Line {
        line: bad.row.into(),
        cell: Some(Cell { name: bad.cell.clone(), column: bad.column.clone(), value: bad.value.clone() }),
        fault: bad.fault.clone(),
        hint: bad.hint.as_ref().map(|hint| hinted(lang, hint)),
    }
}

fn refused(title: &str, detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", title, detail)
}
