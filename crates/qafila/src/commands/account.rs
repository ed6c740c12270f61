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
    let only = args.item.as_slice();
    if local.json {
        let mut answer = show::account::json(&accounted);
        if args.why {
            answer["postings"] = show::account::postings_json(&accounted, only);
        }
        local.print_json(&answer);
        return Ok(findings);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &accounted.views };
    let screen = local.screen();
    local.print(&screen.line(&local.words.say("account-at", &[("at", accounted.at.into())])));
    if accounted.reconciliation.lines.is_empty() && accounted.reconciliation.items.is_empty() {
        local.print(&screen.line(&local.words.say("account-nothing", &[])));
    } else {
        local.table(&show::account::lines(&namer, &accounted, only));
        local.table(&show::account::books(&namer, &accounted, only));
    }
    let checks = show::account::checks(&namer, &accounted, only);
    if !checks.is_empty() {
        local.table(&checks);
    }
    if args.why {
        for table in show::account::postings(&namer, &accounted, only) {
            local.table(&table);
        }
    }
    if !accounted.views.findings.is_empty() {
        local
            .print(&screen.line(&local.words.say("account-findings", &[("n", accounted.views.findings.len().into())])));
        local.table(&show::findings::findings(&local.words, &accounted.views.findings));
    }
    Ok(findings)
}
