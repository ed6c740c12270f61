//! For those who run the server: does it live, is it ready, what has it counted.

use crate::Source;
use crate::live::Live;
use crate::metrics::{Gauge, Metrics};
use crate::problem::Problem;
use app::Node;
use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// `/healthz` and `/readyz`: words that any stranger may hear.
pub(crate) fn signs() -> Router<Source> {
    Router::new().route("/healthz", get(healthz)).route("/readyz", get(readyz))
}

/// `/metrics`, for the machine's own.
pub(crate) fn counts() -> Router<Source> {
    Router::new().route("/metrics", get(metrics))
}

/// The process answers. Asks nothing of the node: a store that is slow is no reason to end the process.
async fn healthz() -> Response {
    said("ok\n")
}

/// The node can be opened and its journals read.
async fn readyz(State(source): State<Source>) -> Response {
    match heads(source).await {
        Ok(_) => said("ready\n"),
        // Why is the business of those who read the log.
        Err(problem) => {
            tracing::warn!(why = problem.detail(), "not ready");
            Problem::not_ready().into_response()
        }
    }
}

async fn metrics(
    State(source): State<Source>,
    Extension(live): Extension<Live>,
    Extension(metrics): Extension<Metrics>,
) -> Response {
    let journals = heads(source).await;
    let one = |name, help, value| Gauge { name, help, rows: vec![(Vec::new(), value)] };
    let mut gauges = vec![
        Gauge {
            name: "qafila_build_info",
            help: "The version of this program.",
            rows: vec![(vec![("version", env!("CARGO_PKG_VERSION").to_owned())], 1)],
        },
        one("qafila_listeners", "Who listens to events now.", live.listeners() as u64),
        one("qafila_events", "Events told since this server began.", live.events()),
        one("qafila_looks", "Looks at the node taken for those who listen.", live.looks()),
        one("qafila_ready", "1 where the node can be opened and read.", u64::from(journals.is_ok())),
    ];
    let label = |row: Row| (vec![("journal", row.name), ("own", row.own.to_string())], row.entries);
    gauges.push(Gauge {
        name: "qafila_journal_entries",
        help: "Entries held, by journal.",
        rows: journals.unwrap_or_default().into_iter().map(label).collect(),
    });
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics.text(&gauges)).into_response()
}

struct Row {
    name: String,
    own: bool,
    entries: u64,
}

async fn heads(source: Source) -> Result<Vec<Row>, Problem> {
    let row = |row: app::ports::JournalRow| Row {
        name: row.origin.to_string(),
        own: row.own,
        entries: row.frontier.size().get(),
    };
    let read = move |node: &Node| Ok(node.journals()?.into_iter().map(row).collect());
    crate::ask::asked(source, read).await
}

fn said(word: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], word).into_response()
}
