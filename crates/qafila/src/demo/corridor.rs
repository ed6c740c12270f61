//! Steps 1 to 3: a report is read, the agreement stands behind it, the corridor shows.

use super::stage::{DONOR, Stage};
use super::{Teller, moment, officer, reports};
use crate::commands::shipped;
use crate::embedded;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::operation::ReportEntry;
use app::reading::{Decision, Document};
use model::OfficerRole;
use reader::Reading;
use serde_json::json;
use words::Arg;

/// The report that the story opens with.
const FIRST: &str = "01-ar.txt";
/// Reports from this day on come while the convoys march.
const LATER: &str = "2013-02-12";

/// Step 1: draft statements with their words, source and suggested grade; a person confirms.
pub(crate) fn read_report(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-read");
    stage.at(moment("2013-02-08T15:00:00Z")?);
    let reports = reports()?;
    let first = reports.iter().find(|report| report.file == FIRST);
    let first = first.ok_or_else(|| Failure::ours(format!("the built-in operation has no report {FIRST}")))?;
    let (text, reading) = read(first)?;
    teller.text("demo-read", &[("file", Arg::code(FIRST)), ("n", reading.drafts.len().into())]);
    teller.table(&show::reading::drafts(&teller.context.words, &reading, &text));
    let signed = file(stage, first)?;
    teller.text("demo-signed", &[("n", signed.into())]);
    teller.came_to("report", FIRST);
    teller.came_to("drafts", reading.drafts.len());
    teller.came_to("signed", signed);
    let earlier = reports.iter().filter(|report| report.file != FIRST && report.date.as_str() < LATER);
    let (mut others, mut statements) = (0_u64, 0_u64);
    for report in earlier {
        stage.at(moment(&format!("{}T15:30:00Z", report.date))?);
        statements += file(stage, report)?;
        others += 1;
    }
    stage.at(moment("2013-02-10T09:00:00Z")?);
    for (party, file) in [("fr-force", "03-fr-force"), ("af-mission", "04-af-mission"), (DONOR, "05-dz-log-roads")] {
        stage.say_file(party, &format!("statements/{file}.jsonl"))?;
    }
    teller.text("demo-other-reports", &[("reports", others.into()), ("statements", statements.into())]);
    teller.came_to("other_reports", others);
    teller.came_to("other_statements", statements);
    Ok(())
}

fn read(report: &ReportEntry) -> Result<(String, Reading), Failure> {
    let text = embedded::text(&format!("reports/{}", report.file))?;
    let (lexicons, gazetteer) = shipped()?;
    let reading = app::reading::read(&document(report, &text)?, &lexicons, &gazetteer)?;
    Ok((text, reading))
}

fn document<'t>(report: &'t ReportEntry, text: &'t str) -> Result<Document<'t>, Failure> {
    let date = report.date.parse().map_err(|error: reader::DateError| Failure::ours(error.to_string()))?;
    Ok(Document { text, date, outlet: report.outlet.as_deref() })
}

/// The party that a report reached confirms every draft with the suggested grade and signs.
pub(crate) fn file(stage: &mut Stage, report: &ReportEntry) -> Result<u64, Failure> {
    let (text, reading) = read(report)?;
    let party = report.filed_by.as_str();
    let roles = [OfficerRole::Movement, OfficerRole::Liaison, OfficerRole::Auditor, OfficerRole::Receiving];
    let signer = roles.into_iter().find_map(|role| officer(stage, party, role).ok());
    let signer = signer.ok_or_else(|| Failure::ours(format!("nobody of `{party}` files reports")))?;
    let decisions: Vec<Decision> =
        (0..reading.drafts.len()).map(|draft| Decision { draft, ..Decision::default() }).collect();
    let (occurred, zone) = (stage.now(), stage.operation.zone()?);
    let document = document(report, &text)?;
    let drafts = stage.node(party)?.confirm(&document, &reading, &decisions, &signer, occurred, &zone)?;
    Ok(stage.say(party, &drafts)?.len() as u64)
}

/// Step 2: the agreement's life, and what was pledged under it.
pub(crate) fn agreement(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-agreement");
    let views = stage.views()?;
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &views };
    teller.table(&show::agreements::agreements(&namer));
    teller.text("demo-pledges", &[]);
    teller.table(&show::agreements::pledges(&namer));
    let agreements = views.agreements.iter().map(|(id, agreement)| {
        let status = agreement.changes.last().map_or("concluded", |change| change.status.code());
        json!({ "agreement": id, "status": status })
    });
    teller.came_to("agreements", agreements.collect::<Vec<_>>());
    let pledges = views.agreements.pledges();
    let pledges = pledges.map(|(id, pledge)| json!({ "pledge": id, "lines": pledge.made.lines.len() }));
    teller.came_to("pledges", pledges.collect::<Vec<_>>());
    Ok(())
}

/// Step 3: axes and crossings, and the reports behind one of them.
pub(crate) fn picture(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-picture");
    stage.at(moment("2013-02-10T18:00:00Z")?);
    let operation = stage.operation.clone();
    let corridor = stage.node(DONOR)?.picture(&operation, &AsOf::default())?;
    let namer = Namer { words: &teller.context.words, operation: &operation, views: &corridor.views };
    teller.text("picture-at", &[("at", corridor.at.into())]);
    teller.table(&show::picture::axes(&namer, &corridor, true));
    let silent = operation.network.axes().filter(|axis| !corridor.picture.axes.contains_key(&axis.axis)).count();
    teller.text("demo-silent-axes", &[("n", silent.into())]);
    teller.table(&show::picture::crossings(&namer, &corridor));
    let axis = "axis-in-khalil".parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
    let axis = model::Subject::Axis(axis);
    teller.table(&show::why::table(&namer, &corridor, &axis, &corridor.why(&operation, &axis)));
    let mut seen = show::picture::json(&operation, &corridor);
    for part in ["at", "axes", "crossings"] {
        teller.came_to(part, seen[part].take());
    }
    Ok(())
}
