//! `qafila account`: the reconciliation, and why each figure is what it is.

use crate::args::AccountArgs;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::account::csv;

pub(crate) fn run(context: &Context, args: &AccountArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let accounted = node.account(&AsOf { occurred: args.times.at, known: args.times.known })?;
    if let Some(item) = args.item.as_ref().filter(|item| accounted.views.catalogue.get(item).is_none()) {
        let known = accounted.views.catalogue.iter().map(|(item, _)| item);
        return Err(Failure::unknown("item", item.as_str(), known));
    }
    let findings = Outcome::of_findings(!accounted.views.findings.is_empty());
    if args.csv {
        local.print(&csv(&accounted));
        return Ok(findings);
    }
    if local.json {
        local.print_json(&show::account::json(&accounted));
        return Ok(findings);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &accounted.views };
    let (screen, only) = (local.screen(), args.item.as_ref());
    local.print(&screen.line(&local.words.say("account-at", &[("at", accounted.at.into())])));
    local.table(&show::account::lines(&namer, &accounted, only));
    local.table(&show::account::books(&namer, &accounted, only));
    let checks = show::account::checks(&namer, &accounted, only);
    if !checks.is_empty() {
        local.table(&checks);
    }
    if let (true, Some(item)) = (args.why, only) {
        local.table(&show::account::postings(&namer, &accounted, item));
    }
    if !accounted.views.findings.is_empty() {
        local
            .print(&screen.line(&local.words.say("account-findings", &[("n", accounted.views.findings.len().into())])));
        local.table(&show::findings::findings(&local.words, &accounted.views.findings));
    }
    Ok(findings)
}
