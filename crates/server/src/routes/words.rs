//! The messages of a language, in the files that the command line reads too.

use crate::ask;
use crate::problem::{Details, Problem};
use ::words::{Lang, locale_files};
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Files that a page needs; columns and findings are called the same on the command line.
const SHOWN: [&str; 6] = ["common.ftl", "codes.ftl", "cli.ftl", "desk.ftl", "page.ftl", "phone.ftl"];

/// One language.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Words {
    /// Its code.
    lang: String,
    /// Its name for itself.
    name: String,
    /// Whether it is written from right to left.
    rtl: bool,
    files: Vec<MessageFile>,
}

/// A Fluent file.
#[derive(Debug, Serialize, ToSchema)]
struct MessageFile {
    name: String,
    text: String,
}

/// The messages of a language, as Fluent files.
#[utoipa::path(get, path = "/words/{lang}", params(("lang" = String, Path, description = "`ar`, `fr` or `en`")), responses(
    (status = 200, description = "The messages", body = Words),
    (status = 404, description = "No such language", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn words(Path(lang): Path<String>, headers: HeaderMap) -> Response {
    let Some(lang) = Lang::ALL.iter().copied().find(|known| known.code() == lang) else {
        let known: Vec<&str> = Lang::ALL.iter().map(|lang| lang.code()).collect();
        let detail = format!("there are {}", known.join(", "));
        return Problem::unknown("No such language", detail).into_response();
    };
    let shown = locale_files(lang).iter().filter(|(name, _)| SHOWN.contains(name));
    let words = Words {
        lang: lang.code().to_owned(),
        name: lang.name().to_owned(),
        rtl: lang.is_rtl(),
        files: shown.map(|(name, text)| MessageFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect(),
    };
    match serde_json::to_vec(&words) {
        Ok(json) => ask::send(&headers, "application/json", "no-cache", json),
        Err(error) => Problem::internal("The answer cannot be written", &error).into_response(),
    }
}
