//! Plans that are kept here: by hash, with their reports, one held against another.

use crate::node::{AsOf, Node};
use crate::operation::Operation;
use crate::planning::{Planned, PlanningError, plan_input};
use convoy::{Counterfactual, Plan, PlanDiff, PlanInput, PlanReport};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use units::{ConvoyId, Digest, Moment};
use views::{ConvoyStatus, Views};

/// Documents under this prefix are plans, by hash.
const PLANS: &str = "plan/";
/// Documents under this prefix are reports of plans, by the plan's hash.
const REPORTS: &str = "plan-report/";
/// Documents under this prefix are the moments from which plans were made, by the plan's hash.
const STARTS: &str = "plan-start/";

impl Node {
    pub(crate) fn keep_plan(
        &mut self,
        input: PlanInput,
        plan: Plan,
        report: PlanReport,
        diff: Option<PlanDiff>,
    ) -> Result<Planned, PlanningError> {
        let objections = check::check(&input, &plan);
        let (digest, bytes) = written(&plan)?;
        let why = (format!("{REPORTS}{digest}"), serde_json::to_vec(&report)?);
        let from = (format!("{STARTS}{digest}"), input.start.to_string().into_bytes());
        self.store_mut().keep(&[(format!("{PLANS}{digest}"), bytes), why, from])?;
        Ok(Planned { input, plan, digest, report, diff, objections })
    }

    /// What would have to change for a plan that has just been made here to be better, by few plans made again.
    pub fn would_change(&self, planned: &Planned) -> Result<Vec<Counterfactual>, PlanningError> {
        let seed = plan::Seed(planned.plan.seed);
        let parent = planned.plan.parent.map(|digest| Ok::<_, PlanningError>((digest, self.kept_plan(&digest)?)));
        let parent = parent.transpose()?;
        let mut again = |input: &PlanInput| match &parent {
            Some((digest, before)) => plan::replan(input, before, *digest, seed).0,
            None => plan::plan(input, seed).0,
        };
        Ok(plan::would_change(&planned.input, &planned.plan, &planned.report, &mut again))
    }

    /// A plan that was made here.
    pub fn kept_plan(&self, digest: &Digest) -> Result<Plan, PlanningError> {
        let bytes = self.store().document(&format!("{PLANS}{digest}"))?;
        let bytes = bytes.ok_or_else(|| PlanningError::UnknownPlan { digest: digest.to_string() })?;
        Ok(serde_json::from_slice(&bytes)?)
    }

    /// A plan that was made here, judged anew: what was said since may speak against it.
    pub fn judged_again(&self, operation: &Operation, digest: &Digest) -> Result<Planned, PlanningError> {
        let plan = self.kept_plan(digest)?;
        let start = self.store().document(&format!("{STARTS}{digest}"))?;
        let start = start.and_then(|start| String::from_utf8(start).ok()?.parse::<Moment>().ok());
        let start = start.ok_or_else(|| PlanningError::UnknownPlan { digest: digest.to_string() })?;
        let report = self.kept_report(digest)?.unwrap_or_default();
        let corridor = self.picture(operation, &AsOf { occurred: Some(start), known: None })?;
        let input = plan_input(operation, &corridor, start)?;
        let objections = check::check(&input, &plan);
        Ok(Planned { input, plan, digest: *digest, report, diff: None, objections })
    }

    /// The plan that the latest order of this party comes from.
    pub fn plan_in_force(&self, views: &Views) -> Result<Option<Digest>, PlanningError> {
        let party = self.party()?;
        let own = views.movements.iter().filter(|(_, convoy)| convoy.party == party);
        Ok(own.map(|(_, convoy)| convoy.order()).max_by_key(|order| order.given).map(|order| order.ordered.plan))
    }

    /// A plan by its hash or the first digits of it, or the one in force by `last`.
    pub fn plan_named(&self, views: &Views, given: &str) -> Result<(Digest, Plan), PlanningError> {
        let digest = if given == "last" {
            self.plan_in_force(views)?.ok_or(PlanningError::NoneInForce)?
        } else {
            self.digest_named(given)?
        };
        Ok((digest, self.kept_plan(&digest)?))
    }

    /// Why a plan is as it is, where it was made here.
    pub fn kept_report(&self, digest: &Digest) -> Result<Option<PlanReport>, PlanningError> {
        let bytes = self.store().document(&format!("{REPORTS}{digest}"))?;
        Ok(bytes.map(|bytes| serde_json::from_slice(&bytes)).transpose()?)
    }

    fn digest_named(&self, given: &str) -> Result<Digest, PlanningError> {
        let unknown = || PlanningError::UnknownPlan { digest: given.chars().take(80).collect() };
        if given.is_empty() || !given.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(unknown());
        }
        let begin = format!("{PLANS}{}", given.to_ascii_lowercase());
        let found = self.store().documents(PLANS)?;
        let found: Vec<&str> =
            found.iter().filter(|name| name.starts_with(&begin)).filter_map(|name| name.strip_prefix(PLANS)).collect();
        match found.as_slice() {
            [one] => one.parse().map_err(|_| unknown()),
            [] => Err(unknown()),
            [_, ..] => Err(PlanningError::WhichPlan { given: given.to_owned(), count: found.len() }),
        }
    }
}

/// What the second plan changes of the first, with what is known of columns that arrived.
pub fn compare(views: &Views, before: &Plan, after: &Plan) -> PlanDiff {
    let arrived = views.movements.iter().filter(|(_, convoy)| convoy.status() == ConvoyStatus::Arrived);
    let arrived: BTreeSet<ConvoyId> = arrived.map(|(convoy, _)| convoy.clone()).collect();
    plan::compare(before, after, &arrived)
}

/// The hash of a plan, by which orders name it.
pub fn digest(plan: &Plan) -> Result<Digest, PlanningError> {
    Ok(written(plan)?.0)
}

/// A plan as it is kept, with the hash of that.
fn written(plan: &Plan) -> Result<(Digest, Vec<u8>), PlanningError> {
    let bytes = serde_json::to_vec(plan)?;
    Ok((Digest::new(Sha256::digest(&bytes).into()), bytes))
}
