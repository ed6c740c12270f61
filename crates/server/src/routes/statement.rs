//! One statement as it was said: what every figure of the page leads to.

use super::{Reference, moment};
use crate::access::Leaves;
use crate::ask::{Ask, unreadable};
use crate::problem::{Details, Problem};
use app::{AsOf, Node};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use units::Digest;
use utoipa::{IntoParams, ToSchema};
use views::{Content, Said};

/// Which statement.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Its leaf hash, hexadecimal.
    leaf: String,
}

/// One entry of a journal.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Statement {
    by: Reference,
    party: String,
    /// When this node first held it.
    known: String,
    /// `sound`, `not_granted`, `bad_signature` or `in_doubt`.
    standing: String,
    /// What it says; absent where this node may not read it, does not understand it, or erased it.
    said: Option<Spoken>,
    /// Why it is not understood, or why it was erased.
    why: Option<String>,
    /// `read`, `opaque`, `withheld` or `erased`.
    content: String,
}

/// What an officer signed.
#[derive(Debug, Serialize, ToSchema)]
struct Spoken {
    officer: String,
    occurred: String,
    stated: String,
    /// Code of the list `kind`.
    kind: String,
    /// The body, as statements are written in files.
    #[schema(value_type = Object)]
    body: Value,
    references: Vec<Reference>,
}

/// One statement.
#[utoipa::path(get, path = "/statement", operation_id = "statement_shown", params(Which), responses(
    (status = 200, description = "The statement", body = Statement),
    (status = 400, description = "A hash that is none", body = Details, content_type = "application/problem+json"),
    (status = 404, description = "It is not held here", body = Details, content_type = "application/problem+json"),
))]
pub(super) async fn statement(asked: Result<Query<Which>, QueryRejection>, ask: Ask) -> Response {
    let leaf = asked
        .map_err(|rejection| unreadable(&rejection))
        .and_then(|Query(which)| which.leaf.parse::<Digest>().map_err(|why| Problem::query("leaf", &why.to_string())));
    match leaf {
        Ok(leaf) => ask.answer_of(move |node| build(node, &leaf)).await,
        Err(problem) => problem.into_response(),
    }
}

fn build(node: &Node, leaf: &Digest) -> Result<(Statement, Leaves), Problem> {
    let all = node.said(&AsOf::default())?;
    let said = all.iter().find(|said| &said.leaf == leaf);
    let said = said.ok_or_else(|| Problem::unknown("No such statement", format!("no entry held here has {leaf}")))?;
    let (content, why) = match &said.content {
        Content::Known(_) => ("read", None),
        Content::Opaque { why } => ("opaque", Some(why.clone())),
        Content::Withheld => ("withheld", None),
        Content::Erased { at: _, reason } => ("erased", Some(reason.clone())),
    };
    let shown = Statement {
        by: (&said.reference()).into(),
        party: said.party.to_string(),
        known: moment(said.known),
        standing: said.standing.code().to_owned(),
        said: spoken(said)?,
        why,
        content: content.to_owned(),
    };
    Ok((shown, Leaves::of([said], &node.party()?)))
}

fn spoken(said: &Said) -> Result<Option<Spoken>, Problem> {
    let Some(statement) = said.statement() else { return Ok(None) };
    let written = serde_json::to_value(&statement.body);
    let mut written = written.map_err(|error| Problem::internal("The statement cannot be written", &error))?;
    Ok(Some(Spoken {
        officer: statement.officer.to_string(),
        occurred: moment(statement.occurred),
        stated: moment(statement.stated),
        kind: statement.body.kind().code().to_owned(),
        body: written.get_mut("body").map(Value::take).unwrap_or_default(),
        references: statement.references.iter().map(Reference::from).collect(),
    }))
}
