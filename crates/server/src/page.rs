//! The built page, kept inside the program. `ui/` is its source; `npm run build` there writes `page/`.

use crate::ask;
use crate::guard;
use crate::problem::Problem;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "page/"]
struct Page;

const INDEX: &str = "index.html";

/// The page of a telephone, a node by itself.
const TELEPHONE: &str = "phone.html";

/// Files here have names that change with their content.
const HASHED: &str = "assets/";

/// A file of the page; the page itself for paths that name no file; a problem for the rest.
pub(crate) async fn page(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    // Embedded files are looked up by their whole name: `..` leads nowhere, it is only unknown.
    if let Some(file) = Page::get(path) {
        return send(path, &file, &headers);
    }
    // Addresses of the page are plain words; whatever looks like a file or is escaped is none.
    if path.contains(['.', '%']) || path == "api" || path.starts_with("api/") {
        return Problem::no_path(uri.path()).into_response();
    }
    match Page::get(INDEX) {
        Some(file) => send(INDEX, &file, &headers),
        None => Problem::no_path(uri.path()).into_response(),
    }
}

fn send(path: &str, file: &EmbeddedFile, headers: &HeaderMap) -> Response {
    let kept = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = ask::send(headers, content_type(path), kept, file.data.to_vec());
    if path == TELEPHONE {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, guard::TELEPHONE);
        let (policy, camera) = guard::CAMERA;
        response.headers_mut().insert(policy, camera);
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some(_) | None => "application/octet-stream",
    }
}
