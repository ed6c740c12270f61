//! `qafila plan`: propose, show why, and with `--order` sign.

use super::say;
use crate::args::{PlanArgs, PlanCommand};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::planning::{Planned, Search};
use convoy::Counterfactual;
use indicatif::ProgressBar;
use orders::Orders;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use words::Arg;

pub(crate) fn run(context: &Context, args: &PlanArgs) -> Result<Outcome, Failure> {
    match &args.command {
        Some(PlanCommand::Export(args)) => return super::orders::run(context, args),
        Some(PlanCommand::Diff { before, after }) => return super::plan_diff::run(context, before, after),
        None => {}
    }
    let (mut node, operation, local) = context.open()?;
    let start = args.from.unwrap_or_else(|| node.now());
    let patience = Patience { time: args.time, rounds: args.rounds };
    let planned = match args.parent() {
        None => patience.search(|search| node.plan_while(&operation, start, args.seed, search))?,
        Some(Ok(digest)) => patience.search(|search| node.replan_while(&operation, start, &digest, search))?,
        Some(Err("last")) => {
            let views = node.views(&AsOf::default())?;
            let in_force = node.plan_in_force(&views)?;
            let parent =
                in_force.ok_or_else(|| Failure::user("no plan is in force", Some(("hint-order", Vec::new()))))?;
            patience.search(|search| node.replan_while(&operation, start, &parent, search))?
        }
        Some(Err(given)) => {
            return Err(Failure::user(
                format!("`{given}` is no hash of a plan, nor `last`"),
                Some(("hint-plan", Vec::new())),
            ));
        }
    };
    let views = node.views(&AsOf::default())?;
    let namer = Namer { words: &local.words, operation: &operation, views: &views };
    if let Some(out) = &args.out {
        write(&namer, &planned, out, "")?;
    }
    let would_change = node.would_change(&planned)?;
    if local.json {
        local.print_json(&json!({
            "digest": planned.digest, "plan": planned.plan, "report": planned.report,
            "diff": planned.diff, "objections": planned.objections, "would_change": would_change,
        }));
    } else {
        show_plan(&local, &namer, &planned);
        show_would_change(&local, &namer, &would_change);
        verdict(&local, &planned);
    }
    if !planned.objections.is_empty() {
        return Ok(Outcome::Findings);
    }
    if args.order {
        let drafts = node.orders(&operation, &planned)?;
        if drafts.is_empty() {
            local.tell(&local.screen().line(&local.words.say("plan-nothing-to-order", &[])));
            return Ok(Outcome::Done);
        }
        return say::append(&local, &mut node, &drafts);
    }
    Ok(Outcome::of_findings(!planned.plan.undelivered.is_empty()))
}

/// How long to look for a better plan.
struct Patience {
    time: Option<Duration>,
    rounds: Option<u64>,
}

impl Patience {
    /// Hands on whom to ask after each round, if more than what takes no time is wanted; shows on a terminal how
    /// far it is.
    fn search<T>(&self, plan: impl FnOnce(Option<Search<'_>>) -> T) -> T {
        if self.time.is_none() && self.rounds.is_none() {
            return plan(None);
        }
        let (begun, bar) = (Instant::now(), ProgressBar::new_spinner());
        let mut go_on = |stage: &plan::Stage| {
            let gap = show::plan::gap(stage.weighted, stage.bound) / 100;
            bar.set_message(format!("{} · {}.{:02} %", stage.rounds, gap / 100, gap % 100));
            bar.tick();
            self.rounds.is_none_or(|rounds| stage.rounds < rounds)
                && self.time.is_none_or(|time| begun.elapsed() < time)
        };
        let made = plan(Some(&mut go_on));
        bar.finish_and_clear();
        made
    }
}

/// Writes plan.json and march-table.csv; `which` stands before the dot where there are several.
pub(crate) fn write(namer: &Namer<'_>, planned: &Planned, out: &Path, which: &str) -> Result<(), Failure> {
    let bytes = serde_json::to_vec_pretty(&planned.plan).map_err(|error| Failure::ours(error.to_string()))?;
    disk::write(&out.join(format!("plan{which}.json")), &bytes)?;
    let orders = Orders::of(namer.operation, namer.views, planned.digest, planned.plan.clone(), planned.input.start);
    let march = orders::march_table(&orders, namer.words);
    disk::write(&out.join(format!("march-table{which}.csv")), march.as_bytes())
}

/// Columns, loads, march tables, reasons.
pub(crate) fn show_plan(context: &Context, namer: &Namer<'_>, planned: &Planned) {
    let (screen, words) = (context.screen(), &context.words);
    context.table(&show::plan::loads(namer, planned));
    if planned.plan.loads.iter().any(|load| load.shares.len() > 1) {
        context.print(&screen.line(&words.say("loads-unloading", &[])));
    }
    context.table(&show::plan::columns(namer, planned));
    for column in &planned.plan.columns {
        context.table(&show::plan::march_table(namer, column));
        if let Some(order) = show::plan::march_order(namer, &planned.plan, column) {
            context.table(&order);
        }
    }
    for left in &planned.plan.undelivered {
        context.print(&screen.item(&show::reasons::undelivered(namer, left)));
    }
    context.print(&screen.line(&show::plan::weighed(namer, planned)));
    context.print(&screen.line(&words.say("plan-why", &[])));
    for reason in show::reasons::reasons(namer, &planned.report) {
        context.print(&screen.item(&reason));
    }
    if let Some(diff) = &planned.diff {
        context.print(&screen.line(&words.say("plan-changes", &[])));
        for change in show::reasons::changes(namer, diff) {
            context.print(&screen.item(&change));
        }
    }
}

/// What would make the plan better, if anything that was tried would.
fn show_would_change(context: &Context, namer: &Namer<'_>, found: &[Counterfactual]) {
    let screen = context.screen();
    if !found.is_empty() {
        context.print(&screen.line(&context.words.say("plan-would-change", &[])));
    }
    for one in found {
        context.print(&screen.item(&show::would::sentence(namer, one)));
    }
}

/// What the independent checker says.
pub(crate) fn verdict(context: &Context, planned: &Planned) {
    let (screen, words) = (context.screen(), &context.words);
    let plan = Arg::code(planned.digest.short());
    if planned.objections.is_empty() {
        context.print(&screen.line(&words.say("plan-approved", &[("plan", plan)])));
        return;
    }
    let n = planned.objections.len().into();
    context.print(&screen.line(&words.say("plan-objected", &[("plan", plan), ("n", n)])));
    for objection in &planned.objections {
        context.print(&screen.item(&format!("{objection:?}")));
    }
}
