//! Plans: made and kept, and ordered by officers.

use super::stage::{Appended, Drafted, Stage};
use crate::intake::COMMAND_BYTES_MAX;
use crate::problem::Problem;
use crate::signed::Signed;
use ::words::Lang;
use app::operation::Operation;
use app::{AsOf, Node};
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
    /// Looks for a better one, at most 60 seconds; in a job 3600.
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

impl MakePlan {
    /// Refuses a search that is longer than so many seconds.
    pub(super) fn at_most(&self, most: u64) -> Result<(), Problem> {
        let Some(seconds) = self.seconds.filter(|seconds| *seconds > most) else { return Ok(()) };
        let detail = format!("{seconds} seconds were asked for, at most {most} are given");
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused", "Too long a search", detail);
        let hint = if most == SECONDS_MAX { "ask for it as a job" } else { "search on with `qafila plan --time`" };
        Err(problem.at("body, `seconds`").hint(hint))
    }

    /// How many rounds are asked for.
    pub(super) fn rounds(&self) -> Option<u64> {
        self.rounds
    }
}

fn planned(stage: &mut Stage, asked: &MakePlan) -> Result<Value, Problem> {
    asked.at_most(SECONDS_MAX)?;
    let bounds = (Duration::from_secs(SECONDS_MAX), stage.lang());
    plan_for(&mut stage.node, &stage.operation, asked, bounds, &mut |_| true)
}

/// Makes a plan and keeps it, in so much time at most, and in that language; `go_on` is told each round.
pub(super) fn plan_for(
    node: &mut Node,
    operation: &Operation,
    asked: &MakePlan,
    (most, lang): (Duration, Lang),
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Value, Problem> {
    let start = asked.from.unwrap_or_else(|| node.now());
    let parent = match &asked.replan {
        Some(given) => {
            let views = node.views(&AsOf::default())?;
            Some(node.plan_named(&views, given).map_err(|error| Problem::refused(&error, lang))?.0)
        }
        None => None,
    };
    let (begun, most) = (Instant::now(), asked.seconds.map_or(most, Duration::from_secs));
    let mut further = |done| go_on(done) && asked.rounds.is_none_or(|rounds| done < rounds) && begun.elapsed() < most;
    let searches = asked.seconds.is_some() || asked.rounds.is_some();
    let planned = match (parent, searches) {
        (None, false) => node.plan(operation, start, asked.seed),
        (Some(parent), false) => node.replan(operation, start, &parent),
        (None, true) => node.plan_while(operation, start, asked.seed, Some(&mut |stage| further(stage.rounds))),
        (Some(parent), true) => node.replan_while(operation, start, &parent, Some(&mut |stage| further(stage.rounds))),
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
