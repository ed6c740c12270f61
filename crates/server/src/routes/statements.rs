//! What was said, statement by statement, in the order in which this node came to know it.

use crate::access::Leaves;
use crate::ask::{Ask, unreadable};
use crate::problem::{Details, Problem};
use app::listing::entry_json;
use app::{AsOf, Node};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use views::Said;

/// Statements in an answer where nobody says how many.
const LIMIT: usize = 50;

/// The most in one answer.
const LIMIT_MAX: usize = 500;

/// Fewest digits of a leaf hash by which one statement is asked for.
const DIGITS_MIN: usize = 8;

/// Which statements, and how many.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// How many, 1 to 500; 50 where absent.
    limit: Option<usize>,
    /// Those behind the last one of another answer: its `next`.
    cursor: Option<String>,
    /// Only of this kind.
    kind: Option<String>,
    /// Only of this party.
    party: Option<String>,
    /// `oldest` first, by when this node came to know them, or `newest`.
    order: Option<String>,
}

/// Some statements.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Statements {
    /// Each as `qafila journal log --json` has it: `origin`, `index`, `leaf`, `known`, `standing`, `content`.
    #[schema(value_type = Vec<Object>)]
    statements: Vec<Value>,
    /// Ask with this cursor for those behind; absent where there are none.
    next: Option<String>,
    /// How many there are of this kind and party.
    total: u64,
}

/// Statements, some at a time.
#[utoipa::path(get, path = "/statements", params(Wanted), responses(
    (status = 200, description = "The statements", body = Statements),
    (status = 400, description = "A parameter cannot be read", body = Details,
        content_type = "application/problem+json"),
))]
pub(super) async fn statements(wanted: Result<Query<Wanted>, QueryRejection>, ask: Ask) -> Response {
    match wanted {
        Ok(Query(wanted)) => ask.answer_of(move |node| list(node, &wanted)).await,
        Err(rejection) => unreadable(&rejection).into_response(),
    }
}

/// One statement.
#[utoipa::path(get, path = "/statements/{leaf}", params(
    ("leaf" = String, Path, description = "The first digits of its leaf hash, 8 or more"),
), responses(
    (status = 200, description = "The statement, as `qafila journal log --json` has it", body = Object),
    (status = 404, description = "None, or several, begin so", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn statement(Path(leaf): Path<String>, ask: Ask) -> Response {
    ask.answer_of(move |node| one(node, &leaf)).await
}

fn list(node: &Node, wanted: &Wanted) -> Result<(Statements, Leaves), Problem> {
    let limit = match wanted.limit.unwrap_or(LIMIT) {
        limit @ 1..=LIMIT_MAX => limit,
        limit => return Err(Problem::query("limit", &format!("{limit} is not from 1 to {LIMIT_MAX}"))),
    };
    let newest = match wanted.order.as_deref() {
        None | Some("oldest") => false,
        Some("newest") => true,
        Some(other) => return Err(Problem::query("order", &format!("`{other:.40}` is neither `oldest` nor `newest`"))),
    };
    if let Some(kind) = wanted.kind.as_deref()
        && !model::Kind::ALL.iter().any(|known| known.code() == kind)
    {
        return Err(Problem::query("kind", &format!("`{kind:.40}` is no kind of statement")));
    }
    let held = node.said(&AsOf::default())?;
    let mut all: Vec<&Said> = held.iter().filter(|said| fits(said, wanted)).collect();
    all.sort_by(|a, b| (a.known, &a.origin, a.index).cmp(&(b.known, &b.origin, b.index)));
    if newest {
        all.reverse();
    }
    let begin = match &wanted.cursor {
        None => 0,
        Some(cursor) => {
            let last = all.iter().position(|said| said.leaf.to_string() == *cursor);
            last.ok_or_else(|| Problem::query("cursor", "no statement of this list is the one that it names"))? + 1
        }
    };
    let shown = &all[begin..all.len().min(begin + limit)];
    let more = begin + shown.len() < all.len();
    let leaves = Leaves::of(shown.iter().copied(), &node.party()?);
    let answer = Statements {
        statements: shown.iter().copied().map(entry_json).collect(),
        next: shown.last().filter(|_| more).map(|said| said.leaf.to_string()),
        total: all.len() as u64,
    };
    Ok((answer, leaves))
}

fn fits(said: &Said, wanted: &Wanted) -> bool {
    let of_party = wanted.party.as_ref().is_none_or(|party| said.party.as_str() == party);
    let kind = said.statement().map(|statement| statement.body.kind().code());
    of_party && wanted.kind.as_ref().is_none_or(|wanted| kind == Some(wanted.as_str()))
}

fn one(node: &Node, leaf: &str) -> Result<(Value, Leaves), Problem> {
    let all = node.said(&AsOf::default())?;
    let readable = leaf.len() >= DIGITS_MIN && leaf.bytes().all(|byte| byte.is_ascii_hexdigit());
    let begin = leaf.to_ascii_lowercase();
    let mut fitting = all.iter().filter(|said| readable && said.leaf.to_string().starts_with(&begin));
    let leaf: String = leaf.chars().take(80).collect();
    match (fitting.next(), fitting.next()) {
        (Some(said), None) => Ok((entry_json(said), Leaves::of([said], &node.party()?))),
        (Some(_), Some(_)) => Err(Problem::unknown("Several statements", format!("several begin with `{leaf}`"))),
        (None, _) => {
            Err(Problem::unknown("No such statement", format!("no statement's leaf hash begins with `{leaf}`"))
                .hint("give 8 digits of it or more; GET /api/v1/statements lists them"))
        }
    }
}
