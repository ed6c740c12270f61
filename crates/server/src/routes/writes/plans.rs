//! Plans: made and kept, and ordered by officers.

use super::stage::{Appended, Drafted, Stage};
use crate::intake::COMMAND_BYTES_MAX;
use crate::problem::Problem;
use crate::signed::Signed;
use app::AsOf;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use units::Moment;
use utoipa::ToSchema;

/// The longest search for a better plan in one request.
const SECONDS_MAX: u64 = 60;

/// What to plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakePlan {
    /// From when; now where absent.
    #[schema(value_type = Option<String>)]
    from: Option<Moment>,
    /// What chance draws from: the same plan every time.
    #[serde(default)]
    seed: u64,
    /// Plans again for what has changed: the hash of a plan, its first digits, or `last` for the one in force.
    replan: Option<String>,
    /// Looks for a better one, at most 60 seconds.
    seconds: Option<u64>,
    /// Looks for a better one, so many rounds.
    rounds: Option<u64>,
}

/// Nothing more to say.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuePlan {}

/// A plan with everything it was judged by.
#[derive(Serialize, ToSchema)]
struct Proposal {
    /// Hash of the plan, by which orders name it.
    digest: String,
    #[schema(value_type = Object)]
    plan: Value,
    /// Why it is as it is.
    #[schema(value_type = Object)]
    report: Value,
    /// What it changes of the plan before.
    #[schema(value_type = Option<Object>)]
    diff: Value,
    /// What the checker objects to; empty means that it can be ordered.
    #[schema(value_type = Vec<Object>)]
    objections: Value,
}

/// Make a plan and keep it. Nothing is ordered.
#[utoipa::path(post, path = "/plans", request_body = MakePlan, responses(
    (status = 201, description = "The plan, as `qafila plan --json` has it", body = Proposal),
))]
pub(super) async fn make(signed: Signed, request: Request) -> Response {
    signed.make(request, planned).await
}

/// Sign the orders of a plan that was made here.
#[utoipa::path(post, path = "/plans/{digest}/orders", request_body = IssuePlan, params(
    ("digest" = String, Path, description = "The hash of the plan, or its first digits"),
), responses(
    (status = 201, description = "Signed; `appended` is empty where nothing is to be ordered anew", body = Appended),
))]
pub(super) async fn issue(digest: Result<Path<String>, PathRejection>, signed: Signed, request: Request) -> Response {
    match digest {
        Ok(Path(digest)) => {
            let draft = move |stage: &Stage, _: &IssuePlan| issued(stage, &digest);
            signed.write(request, COMMAND_BYTES_MAX, draft).await
        }
        Err(rejection) => Problem::no_path(&rejection.body_text()).into_response(),
    }
}

fn planned(stage: &mut Stage, asked: &MakePlan) -> Result<Value, Problem> {
    if asked.seconds.is_some_and(|seconds| seconds > SECONDS_MAX) {
        let detail = format!("{} seconds were asked for, at most {SECONDS_MAX} are given", asked.seconds.unwrap_or(0));
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "Too long a search", detail);
        return Err(problem.at("body, `seconds`").hint("search on with `qafila plan --time`"));
    }
    let lang = stage.lang();
    let start = asked.from.unwrap_or_else(|| stage.node.now());
    let parent = match &asked.replan {
        Some(given) => {
            let views = stage.node.views(&AsOf::default())?;
            Some(stage.node.plan_named(&views, given).map_err(|error| Problem::refused(&error, lang))?.0)
        }
        None => None,
    };
    let (begun, most) = (Instant::now(), Duration::from_secs(asked.seconds.unwrap_or(SECONDS_MAX)));
    let searches = asked.seconds.is_some() || asked.rounds.is_some();
    let rounds = asked.rounds;
    let Stage { node, operation, .. } = stage;
    let planned = match (parent, searches) {
        (None, false) => node.plan(operation, start, asked.seed),
        (Some(parent), false) => node.replan(operation, start, &parent),
        (None, true) => node.plan_while(
            operation,
            start,
            asked.seed,
            Some(&mut |stage| rounds.is_none_or(|rounds| stage.rounds < rounds) && begun.elapsed() < most),
        ),
        (Some(parent), true) => node.replan_while(
            operation,
            start,
            &parent,
            Some(&mut |stage| rounds.is_none_or(|rounds| stage.rounds < rounds) && begun.elapsed() < most),
        ),
    };
    let planned = planned.map_err(|error| Problem::refused(&error, lang))?;
    Ok(json!(Proposal {
        digest: planned.digest.to_string(),
        plan: json!(planned.plan),
        report: json!(planned.report),
        diff: json!(planned.diff),
        objections: json!(planned.objections),
    }))
}

fn issued(stage: &Stage, given: &str) -> Result<Drafted, Problem> {
    let views = stage.node.views(&AsOf::default())?;
    let (digest, _) = stage.node.plan_named(&views, given).map_err(|error| stage.refused(error))?;
    let planned = stage.node.judged_again(&stage.operation, &digest).map_err(|error| stage.refused(error))?;
    let drafts = stage.node.orders(&stage.operation, &planned).map_err(|error| stage.refused(error))?;
    drafts.iter().filter_map(|draft| draft.officer.as_ref()).try_for_each(|officer| stage.may_sign(officer))?;
    Ok(drafts.into())
}
