//! Steps 4 and 5: a plan that the checker approves, and a march that a report changes.

use super::stage::{DONOR, Stage};
use super::{Teller, corridor, moment, officer, reports};
use crate::commands;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::planning::Planned;
use convoy::Column;
use model::{Attribution, Body, Draft, Incident, IncidentKind, OfficerRole, Progress, ProgressEvent, Text};
use serde_json::json;
use units::Moment;

/// The report that closes a stretch ahead of the second convoy.
const CLOSING: &str = "2013-02-12";

/// The march as it came out.
pub(crate) struct Marched {
    /// The plan that was ordered first.
    pub(crate) first: Planned,
    /// The plan in force at the end.
    pub(crate) last: Planned,
}

/// Step 4: loads, columns, march tables, reasons, the checker's word; then orders.
pub(crate) fn plan(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<Planned, Failure> {
    teller.step("demo-step-plan");
    let operation = stage.operation.clone();
    let planned = stage.node(DONOR)?.plan(&operation, operation.settings.plan_from, 1)?;
    let views = stage.views()?;
    let namer = Namer { words: &teller.context.words, operation: &operation, views: &views };
    teller.table(&show::plan::loads(&namer, &planned));
    teller.table(&show::plan::columns(&namer, &planned));
    for column in &planned.plan.columns {
        teller.table(&show::plan::march_table(&namer, column));
    }
    reasons(teller, &namer, &planned);
    if !teller.quiet {
        commands::verdict(teller.context, &planned);
    }
    stage.at(moment("2013-02-10T20:00:00Z")?);
    let orders = stage.node(DONOR)?.orders(&operation, &planned)?;
    let signed = stage.say(DONOR, &orders)?.len();
    teller.text("demo-ordered", &[("n", signed.into())]);
    plan_came_to(teller, &planned, signed);
    Ok(planned)
}

fn plan_came_to(teller: &mut Teller<'_>, planned: &Planned, signed: usize) {
    let columns = planned.plan.columns.iter().map(|column| {
        json!({
            "convoy": column.convoy, "crossing": column.crossing, "vehicles": column.vehicles.len(),
            "departs": column.departs(), "clear": column.arrives().map(|timing| timing.clear),
        })
    });
    teller.came_to("plan", json!(planned.digest));
    teller.came_to("parent", json!(planned.plan.parent));
    teller.came_to("columns", columns.collect::<Vec<_>>());
    teller.came_to("undelivered", planned.plan.undelivered.len());
    teller.came_to("objections", planned.objections.len());
    teller.came_to("orders", signed);
}

fn reasons(teller: &Teller<'_>, namer: &Namer<'_>, planned: &Planned) {
    teller.text("plan-why", &[]);
    for reason in show::reasons::reasons(namer, &planned.report) {
        teller.item(&reason);
    }
    for left in &planned.plan.undelivered {
        teller.item(&show::reasons::undelivered(namer, left));
    }
}

/// Step 5: departures, passes, a breakdown, a report that closes a road, a new plan.
pub(crate) fn march(teller: &mut Teller<'_>, stage: &mut Stage, first: Planned) -> Result<Marched, Failure> {
    teller.step("demo-step-march");
    let closing = moment(&format!("{CLOSING}T06:00:00Z"))?;
    advance(stage, &first.plan.columns, Moment::MIN, closing)?;
    break_down(stage, &first)?;
    halt_underway(stage, &first.plan.columns, closing)?;
    log(teller, stage)?;
    stage.at(closing);
    let mut statements = 0;
    for report in reports()?.iter().filter(|report| report.date.as_str() >= CLOSING) {
        statements += corridor::file(stage, report)?;
    }
    teller.text("demo-closing-report", &[("at", closing.into()), ("n", statements.into())]);
    let operation = stage.operation.clone();
    let seen = stage.node(DONOR)?.picture(&operation, &AsOf::default())?;
    let namer = Namer { words: &teller.context.words, operation: &operation, views: &seen.views };
    teller.table(&show::picture::axes(&namer, &seen, true));
    let axis = "axis-timiaouine".parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
    let axis = model::Subject::Axis(axis);
    teller.table(&show::why::table(&namer, &seen, &axis, &seen.why(&operation, &axis)));
    let last = stage.node(DONOR)?.replan(&operation, closing, &first.digest)?;
    teller.text("demo-replanned", &[]);
    reasons(teller, &namer, &last);
    teller.text("plan-changes", &[]);
    for change in last.diff.iter().flat_map(|diff| show::reasons::changes(&namer, diff)) {
        teller.item(&change);
    }
    teller.table(&show::plan::columns(&namer, &last));
    if !teller.quiet {
        commands::verdict(teller.context, &last);
    }
    let orders = stage.node(DONOR)?.orders(&operation, &last)?;
    let signed = stage.say(DONOR, &orders)?.len();
    advance(stage, &last.plan.columns, closing, Moment::MAX)?;
    log(teller, stage)?;
    plan_came_to(teller, &last, signed);
    teller.came_to("report_statements", statements);
    Ok(Marched { first, last })
}

/// Signs what the columns did between two moments, as their march tables have it.
fn advance(stage: &mut Stage, columns: &[Column], after: Moment, until: Moment) -> Result<(), Failure> {
    let mut steps: Vec<(Moment, Draft)> = Vec::new();
    let commander = officer(stage, DONOR, OfficerRole::Commander)?;
    for column in columns {
        let last = column.march_table.len().saturating_sub(1);
        for (at, timing) in column.march_table.iter().enumerate() {
            // The head departs when it is due; it has arrived when the tail is clear.
            let (event, when) = match at {
                0 => (ProgressEvent::Departed, timing.due),
                at if at == last => (ProgressEvent::Arrived, timing.clear),
                _ => (ProgressEvent::Passed, timing.due),
            };
            if when > after && when <= until {
                let progress =
                    Progress { convoy: column.convoy.clone(), event, place: timing.place.clone(), note: None };
                let draft = Draft::of(Body::Progress(progress));
                steps.push((when, Draft { officer: Some(commander.clone()), occurred: Some(when), ..draft }));
            }
        }
    }
    steps.sort_by_key(|(when, _)| *when);
    if let Some((last, _)) = steps.last() {
        stage.at(*last);
    }
    let drafts: Vec<Draft> = steps.into_iter().map(|(_, draft)| draft).collect();
    stage.say(DONOR, &drafts)?;
    Ok(())
}

/// A truck of the first column that is under way breaks down and is towed.
fn break_down(stage: &mut Stage, planned: &Planned) -> Result<(), Failure> {
    let Some(column) = planned.plan.columns.first() else { return Ok(()) };
    let passed = column.march_table.iter().rfind(|timing| timing.due <= stage.now());
    let (Some(timing), Some(vehicle)) = (passed, column.vehicles.first()) else { return Ok(()) };
    let incident = Incident {
        convoy: column.convoy.clone(),
        kind: IncidentKind::Breakdown,
        place: Some(timing.place.clone()),
        vehicle: Some(vehicle.clone()),
        lines: Vec::new(),
        attribution: Attribution::Known,
        note: Text::new("Courroie de ventilateur ; réparé par l’équipe de dépannage, chargement intact").ok(),
        cause: None,
    };
    let (commander, when) = (officer(stage, DONOR, OfficerRole::Commander)?, timing.due.plus_seconds(1200));
    let draft = Draft { officer: Some(commander), occurred: Some(when), ..Draft::of(Body::Incident(incident)) };
    stage.say(DONOR, &[draft])?;
    Ok(())
}

/// Columns between start and release point are told to halt where they last passed.
fn halt_underway(stage: &mut Stage, columns: &[Column], now: Moment) -> Result<(), Failure> {
    let commander = officer(stage, DONOR, OfficerRole::Commander)?;
    let mut drafts = Vec::new();
    for column in columns {
        let underway = column.march_table.last().is_some_and(|timing| timing.clear > now);
        let passed = column.march_table.iter().rfind(|timing| timing.due <= now);
        if let (true, Some(timing)) = (underway, passed) {
            let note = Text::new("Attend des nouvelles de la route").ok();
            let (convoy, place) = (column.convoy.clone(), timing.place.clone());
            let progress = Progress { convoy, event: ProgressEvent::Halted, place, note };
            let draft = Draft::of(Body::Progress(progress));
            drafts.push(Draft { officer: Some(commander.clone()), occurred: Some(now), ..draft });
        }
    }
    stage.at(now);
    stage.say(DONOR, &drafts)?;
    Ok(())
}

fn log(teller: &Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    let views = stage.views()?;
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &views };
    teller.table(&show::convoys::log(&namer, 0));
    Ok(())
}
