//! The plan in force as files to be taken away: tables, workbook, calendar, routes.

use super::read;
use crate::ask::{Ask, Attachment, unreadable};
use crate::problem::{Details, Problem};
use ::words::{Lang, Words};
use app::Node;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use orders::{Format, Orders};
use serde::Deserialize;
use utoipa::IntoParams;

/// Every file, and the format that it is in.
const FILES: [(&str, Format); 7] = [
    ("march-table.csv", Format::Csv),
    ("loads.csv", Format::Csv),
    ("credits.csv", Format::Csv),
    ("orders.xlsx", Format::Xlsx),
    ("orders.ics", Format::Ics),
    ("orders.gpx", Format::Gpx),
    ("orders.geojson", Format::GeoJson),
];

/// For whom a file is.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Language of headings and sentences: `ar`, `fr` or `en`; `en` where absent.
    lang: Option<String>,
}

/// The plan in force as a file.
#[utoipa::path(get, path = "/plan/files/{name}", params(
    ("name" = String, Path, description = "`march-table.csv`, `loads.csv`, `credits.csv`, `orders.xlsx`, `orders.ics`, \
        `orders.gpx` or `orders.geojson`"),
    Wanted,
), responses(
    (status = 200, description = "The file, in the type that its name says", content_type = "application/octet-stream"),
    (status = 400, description = "No such language", body = Details, content_type = "application/problem+json"),
    (status = 404, description = "No such file, or no plan is in force", body = Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn plan_file(
    Path(name): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
    ask: Ask,
) -> Response {
    let lang = match language(wanted) {
        Ok(lang) => lang,
        Err(problem) => return problem.into_response(),
    };
    let Some((name, format)) = FILES.iter().copied().find(|(known, _)| *known == name) else {
        let known: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
        let detail = format!("there are {}", known.join(", "));
        return Problem::unknown("No such file", detail).into_response();
    };
    ask.attach(move |node| build(node, (name, format), lang)).await
}

fn language(wanted: Result<Query<Wanted>, QueryRejection>) -> Result<Lang, Problem> {
    let Query(wanted) = wanted.map_err(|rejection| unreadable(&rejection))?;
    let read = |lang: String| lang.parse().map_err(|why: ::words::LangError| Problem::query("lang", &why.to_string()));
    wanted.lang.map_or(Ok(Lang::En), read)
}

fn build(node: &Node, (name, format): (&'static str, Format), lang: Lang) -> Result<Attachment, Problem> {
    let (operation, views) = read(node)?;
    let (digest, plan) = node.plan_named(&views, "last")?;
    let failed = |error: &(dyn std::error::Error + 'static)| Problem::internal("The file cannot be written", error);
    let words = Words::new(lang).with_zone(&operation.settings.zone).map_err(|error| failed(&error))?;
    let orders = Orders::of(&operation, &views, digest, plan, node.now());
    let files = orders::files(&orders, format, &words, false).map_err(|error| failed(&error))?;
    let file = files.into_iter().find(|file| file.name == name);
    let file = file.ok_or_else(|| Problem::unknown("No such file", format!("`{name}` was not made")))?;
    Ok(Attachment { name, kind: file.kind, bytes: file.bytes })
}
