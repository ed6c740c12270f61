//! `qafila checks`: end-use checks against their schedule.

use super::account::known;
use super::look;
use crate::args::{ChecksArgs, ChecksCommand};
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use serde_json::json;
use views::{CheckState, PieceResult, Scope, SiteResult, check_forecast, sites_due};
use words::Arg;

pub(crate) fn run(context: &Context, args: ChecksArgs) -> Result<Outcome, Failure> {
    match args.command {
        Some(ChecksCommand::Record(looked)) => look::record(context, &looked),
        Some(ChecksCommand::Storage { site, point, officer }) => look::storage(context, &site, &point, officer),
        None => due(context, &args),
    }
}

fn due(context: &Context, args: &ChecksArgs) -> Result<Outcome, Failure> {
    let (node, operation, local) = context.open()?;
    let scope = Scope {
        agreement: args.agreement.clone(),
        item: args.item.clone(),
        holder: args.holder.clone(),
        ..Scope::default()
    };
    let accounted = node.account_in(&AsOf { occurred: args.times.at, known: args.times.known }, &scope)?;
    let (views, now) = (&accounted.views, accounted.at);
    known(views, scope.agreement.as_ref(), scope.item.as_ref(), scope.holder.as_ref())?;
    if let Some(until) = args.forecast.filter(|until| *until <= now) {
        return Err(Failure::user(format!("--forecast: {until} is not after {now}"), None));
    }
    let all = &accounted.reconciliation.checks;
    let wanted = |piece: &&PieceResult| (!args.due || piece.outstanding) && (!args.overdue || piece.is_overdue(now));
    let pieces: Vec<&PieceResult> = all.iter().filter(wanted).collect();
    let site_wanted =
        |site: &SiteResult| (!args.due || site.due.is_some()) && (!args.overdue || site.state == CheckState::Overdue);
    let sites: Vec<SiteResult> = sites_due(views, all, now).into_iter().filter(site_wanted).collect();
    let forecast = args.forecast.map(|until| check_forecast(views, all, now, until));
    let late = all.iter().filter(|piece| piece.is_overdue(now)).count();
    let late_sites = sites.iter().filter(|site| site.state == CheckState::Overdue).count();
    let outcome = Outcome::of_findings(late + late_sites > 0);
    if local.json {
        local.print_json(&json!({
            "at": now, "pieces": show::checks::pieces_json(&pieces, now), "sites": show::checks::sites_json(&sites),
            "forecast": forecast.as_ref().map(show::checks::forecast_json),
        }));
        return Ok(outcome);
    }
    let namer = Namer { words: &local.words, operation: &operation, views };
    let say = |id: &str, args: &[(&str, Arg)]| local.print(&local.screen().line(&local.words.say(id, args)));
    say("checks-at", &[("at", now.into()), ("n", all.len().into()), ("late", late.into())]);
    let tables = [show::checks::pieces(&namer, &pieces), show::checks::sites(&namer, &sites)];
    for table in tables.iter().filter(|table| !table.is_empty()) {
        local.table(table);
    }
    if let Some(forecast) = &forecast {
        say("checks-pace", &show::checks::pace(&local.words, forecast));
        say(
            "checks-forecast",
            &[("until", forecast.until.into()), ("n", forecast.late.len().into()), ("wanted", forecast.wanted.into())],
        );
        if !forecast.late.is_empty() {
            local.table(&show::checks::late(&namer, forecast));
        }
    }
    Ok(outcome)
}
