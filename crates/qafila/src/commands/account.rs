//! `qafila account`: the reconciliation, and why each figure is what it is.

use crate::args::{AccountArgs, ScopeArgs};
use crate::context::{Context, Outcome};
use crate::disk;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::account::{Accounted, csv};
use app::evidence::Evidence;
use app::operation::Operation;
use app::{AsOf, Node, flow};
use serde_json::json;
use std::collections::BTreeSet;
use units::{AgreementId, Interval, ItemCode, PartyId};
use views::{LineState, Outlook, Scope, Views, outlook};

pub(crate) fn run(context: &Context, args: &AccountArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let scope = scope(&args.scope);
    let as_of = AsOf { occurred: args.times.at, known: args.times.known };
    let accounted = node.account_in(&as_of, &scope)?;
    known_scope(&accounted.views, &scope)?;
    let found = !accounted.views.findings.is_empty() || show::variance::unexplained(&accounted) > 0;
    let found = Outcome::of_findings(found);
    if args.pledges {
        return pledges(&local, &node, &operation, &accounted, &scope, args.why);
    }
    if let Some(path) = &args.flow {
        let flow = format!("{:#}\n", flow::json(&accounted, &scope));
        disk::write(path, flow.as_bytes())?;
    }
    if args.csv {
        local.print(&csv(&accounted));
        return Ok(found);
    }
    let evidence = if args.why { evidence(&node, &accounted, &scope)? } else { Vec::new() };
    if local.json {
        let mut answer = show::account::json(&accounted);
        answer["scope"] = flow::scope(&scope);
        answer["variances"] = show::variance::json(&accounted);
        if args.why {
            answer["postings"] = show::account::postings_json(&accounted, &scope);
            answer["figures"] = show::evidence::figures_json(&accounted, &scope);
            answer["evidence"] = show::evidence::json(&evidence);
        }
        local.print_json(&answer);
        return Ok(found);
    }
    let namer = Namer { words: &local.words, operation: &operation, views: &accounted.views };
    tables(&local, &namer, &accounted, &scope);
    if args.why {
        let figures = show::evidence::figures(&namer, &accounted, &scope);
        for table in figures.into_iter().chain(show::account::postings(&namer, &accounted, &scope)) {
            local.table(&table);
        }
        if !evidence.is_empty() {
            local.table(&show::evidence::table(&namer, &evidence));
        }
    }
    if !accounted.views.findings.is_empty() {
        let args = [("n", accounted.views.findings.len().into())];
        local.print(&local.screen().line(&local.words.say("account-findings", &args)));
        local.table(&show::findings::findings(&local.words, &accounted.views.findings));
    }
    Ok(found)
}

/// What nothing explains, then lines and books, then what is explained, then checks.
fn tables(local: &Context, namer: &Namer<'_>, accounted: &Accounted, scope: &Scope) {
    let (words, screen) = (namer.words, local.screen());
    local.print(&screen.line(&words.say("account-at", &[("at", accounted.at.into())])));
    if accounted.reconciliation.lines.is_empty() && accounted.reconciliation.items.is_empty() {
        let nothing = if scope == &Scope::default() { "account-nothing" } else { "account-nothing-there" };
        local.print(&screen.line(&words.say(nothing, &[])));
        return;
    }
    local.print(
        &screen.line(&words.say("account-unexplained", &[("n", show::variance::unexplained(accounted).into())])),
    );
    let sections = [
        show::variance::table(namer, accounted, false),
        show::account::lines(namer, accounted, &[]),
        show::account::books(namer, accounted, scope, &[]),
        show::variance::table(namer, accounted, true),
        show::account::checks(namer, accounted, &[]),
    ];
    for table in sections.iter().filter(|table| !table.is_empty()) {
        local.table(table);
    }
}

/// What stands behind every statement that a figure rests on.
fn evidence(node: &Node, accounted: &Accounted, scope: &Scope) -> Result<Vec<Evidence>, Failure> {
    let wanted = show::evidence::statements(accounted, scope);
    Ok(node.evidence(&node.said(&AsOf::default())?, &wanted)?)
}

/// Where every pledge line stands; late ones are findings.
fn pledges(
    local: &Context,
    node: &Node,
    operation: &Operation,
    accounted: &Accounted,
    scope: &Scope,
    why: bool,
) -> Result<Outcome, Failure> {
    let asked = |line: &Outlook| {
        accounted.reconciliation.lines.iter().any(|row| row.pledge == line.pledge && row.line == line.line)
    };
    let lines: Vec<Outlook> = outlook(&accounted.views, accounted.at).into_iter().filter(asked).collect();
    let outcome = Outcome::of_findings(lines.iter().any(|line| line.state == LineState::Late));
    let wanted: BTreeSet<_> = lines.iter().flat_map(|line| &line.why).map(|by| by.leaf).collect();
    let evidence = if why { node.evidence(&node.said(&AsOf::default())?, &wanted)? } else { Vec::new() };
    if local.json {
        let mut answer = json!({
            "at": accounted.at, "scope": flow::scope(scope),
            "agreements": show::agreements::json(&accounted.views, accounted.at),
            "lines": show::outlook::json(&accounted.views, &lines),
        });
        if why {
            answer["evidence"] = show::evidence::json(&evidence);
        }
        local.print_json(&answer);
        return Ok(outcome);
    }
    let namer = Namer { words: &local.words, operation, views: &accounted.views };
    local.print(&local.screen().line(&local.words.say("pledges-at", &[("at", accounted.at.into())])));
    if lines.is_empty() {
        local.print(&local.screen().line(&local.words.say("account-nothing-there", &[])));
        return Ok(outcome);
    }
    local.table(&show::agreements::agreements(&namer));
    for table in show::outlook::tables(&namer, &lines) {
        local.table(&table);
    }
    if why {
        local.table(&show::outlook::why(&namer, &lines));
        local.table(&show::evidence::table(&namer, &evidence));
    }
    Ok(outcome)
}

fn scope(args: &ScopeArgs) -> Scope {
    Scope {
        agreement: args.agreement.clone(),
        pledge: args.pledge.clone(),
        line: args.line,
        item: args.item.clone(),
        lot: args.lot.clone(),
        serial: args.serial.clone(),
        holder: args.holder.clone(),
        place: args.place.clone(),
        period: Interval { from: args.begin, to: args.end },
    }
}

/// Refuses names that are not known here, with the nearest that are.
fn known_scope(views: &Views, scope: &Scope) -> Result<(), Failure> {
    known(views, scope.agreement.as_ref(), scope.item.as_ref(), scope.holder.as_ref())?;
    let Some(pledge) = &scope.pledge else { return Ok(()) };
    let Some(found) = views.agreements.pledge(pledge) else {
        let known = views.agreements.pledges().map(|(pledge, _)| pledge);
        return Err(Failure::unknown("pledge", pledge.as_str(), known));
    };
    let lines = || found.made.lines.iter().map(|line| line.line);
    match scope.line.filter(|line| lines().all(|known| known != *line)) {
        Some(line) => Err(Failure::unknown("line", &line.to_string(), lines())),
        None => Ok(()),
    }
}

/// The same for those names that checks are asked by.
pub(crate) fn known(
    views: &Views,
    agreement: Option<&AgreementId>,
    item: Option<&ItemCode>,
    holder: Option<&PartyId>,
) -> Result<(), Failure> {
    if let Some(agreement) = agreement.filter(|agreement| views.agreements.get(agreement).is_none()) {
        let known = views.agreements.iter().map(|(agreement, _)| agreement);
        return Err(Failure::unknown("agreement", agreement.as_str(), known));
    }
    if let Some(item) = item.filter(|item| views.catalogue.get(item).is_none()) {
        return Err(Failure::unknown("item", item.as_str(), views.catalogue.iter().map(|(item, _)| item)));
    }
    if let Some(holder) = holder.filter(|holder| views.parties.get(holder).is_none()) {
        return Err(Failure::unknown("party", holder.as_str(), views.parties.iter().map(|(party, _)| party)));
    }
    Ok(())
}
