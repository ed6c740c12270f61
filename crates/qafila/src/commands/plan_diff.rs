//! `qafila plan diff`: two plans held against each other.

use super::orders::named;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use convoy::{PlanReport, Reason};
use serde_json::json;
use std::collections::BTreeSet;
use words::Arg;

pub(super) fn run(context: &Context, before: &str, after: &str) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let views = node.views(&AsOf::default())?;
    let [(first, before), (second, after)] = [named(&node, &views, before)?, named(&node, &views, after)?];
    let diff = app::plans::compare(&views, &before, &after);
    let [known, new] = [node.kept_report(&first)?, node.kept_report(&second)?].map(Option::unwrap_or_default);
    let unchanged = diff.unchanged.iter().collect();
    let report = PlanReport { reasons: new_reasons(&known, &new, &unchanged), search: new.search };
    if local.json {
        local.print_json(&json!({
            "before": { "plan": first, "objective": before.objective },
            "after": { "plan": second, "parent": after.parent, "objective": after.objective },
            "diff": diff, "reasons": report.reasons,
        }));
        return Ok(Outcome::Done);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &views };
    let screen = local.screen();
    let plans = [("before", Arg::code(first.short())), ("after", Arg::code(second.short()))];
    local.table(&show::plan::objectives(&namer, local.words.cell("title-plans", &plans), [&before, &after]));
    if before == after {
        local.print(&screen.line(&local.words.say("plans-same", &[])));
        return Ok(Outcome::Done);
    }
    local.print(&screen.line(&local.words.say("plan-changes", &[])));
    for change in show::reasons::changes(&namer, &diff) {
        local.print(&screen.item(&change));
    }
    if !report.reasons.is_empty() {
        local.print(&screen.line(&local.words.say("plan-why", &[])));
    }
    for reason in show::reasons::reasons(&namer, &report) {
        local.print(&screen.item(&reason));
    }
    Ok(Outcome::Done)
}

/// What the later report says that the earlier does not, of columns that are not as they were.
fn new_reasons(known: &PlanReport, new: &PlanReport, unchanged: &BTreeSet<&units::ConvoyId>) -> Vec<Reason> {
    let told = |reason: &&Reason| {
        !known.reasons.contains(reason) && reason.convoy().is_none_or(|convoy| !unchanged.contains(convoy))
    };
    new.reasons.iter().filter(told).cloned().collect()
}
