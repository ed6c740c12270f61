//! Steps 7 to 9: a check, the account, and an audit by a stranger.

use super::crossing::disputed_items;
use super::march::Marched;
use super::stage::{DONOR, MONITOR, RECIPIENT, Stage};
use super::{Teller, moment, officer};
use crate::commands;
use crate::disk;
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::account::csv;
use app::picture::geojson;
use model::{Body, CheckMethod, CheckPerformed, CheckResult, CheckedSerial, Draft, OfficerRole};
use serde_json::{Value, json};
use std::path::Path;
use units::ItemCode;
use views::{Account, Scope};
use words::Arg;

/// The item whose pieces a check is due for within thirty days.
const CHECKED: &str = "apc";
/// When the monitor looks, and when the account is drawn up.
const LOOKED: &str = "2013-03-10T10:00:00Z";
const DRAWN_UP: &str = "2013-03-20T18:00:00Z";

/// Step 7: one piece is seen; the other nobody looked at in time.
pub(crate) fn check(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-check");
    stage.at(moment(LOOKED)?);
    let item: ItemCode = CHECKED.parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
    let views = stage.views()?;
    let mut pieces = views.custody.serials().iter().filter(|((code, _), _)| code == &item);
    if let Some(((_, serial), Account::Stock { holder, site })) = pieces.next() {
        debug_assert_eq!(holder.as_str(), RECIPIENT);
        let piece = CheckedSerial {
            serial: serial.clone(),
            result: CheckResult::Present,
            method: CheckMethod::Scan,
            note: None,
            obstacle: None,
            photo: None,
            witness: None,
        };
        let check = CheckPerformed { site: site.clone(), item: item.clone(), pieces: vec![piece] };
        let auditor = officer(stage, MONITOR, OfficerRole::Auditor)?;
        let draft = Draft { officer: Some(auditor), ..Draft::of(Body::CheckPerformed(check)) };
        stage.say(MONITOR, &[draft])?;
    }
    stage.at(moment(DRAWN_UP)?);
    let accounted = stage.node(DONOR)?.account(&AsOf::default())?;
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &accounted.views };
    teller.table(&show::account::checks(&namer, &accounted, &[]));
    let overdue = show::account::overdue(&accounted);
    teller.text("demo-overdue", &[("n", overdue.into())]);
    teller.came_to("checks", show::account::json(&accounted)["checks"].take());
    teller.came_to("overdue", overdue);
    Ok(())
}

/// Step 8: from pledge to verified, and every book at zero.
pub(crate) fn account(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-account");
    let accounted = stage.node(DONOR)?.account(&AsOf::default())?;
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &accounted.views };
    teller.table(&show::account::lines(&namer, &accounted, &[]));
    teller.text("demo-books", &[]);
    teller.table(&show::account::books(&namer, &accounted, &Scope::default(), &disputed_items()?));
    let sums = accounted.reconciliation.items.iter().filter(|book| book.sum != 0).count();
    let args = [("items", accounted.reconciliation.items.len().into()), ("off", sums.into())];
    teller.text("demo-sums", &args);
    let mut answer = show::account::json(&accounted);
    for part in ["at", "lines", "items", "findings"] {
        teller.came_to(part, answer[part].take());
    }
    if !accounted.views.findings.is_empty() {
        teller.table(&show::findings::findings(&teller.context.words, &accounted.views.findings));
    }
    Ok(())
}

/// Step 9: a fresh node verifies every journal from its bytes and comes to the same bytes.
pub(crate) fn audit(
    teller: &mut Teller<'_>,
    stage: &mut Stage,
    marched: &Marched,
    out: Option<&Path>,
) -> Result<Value, Failure> {
    teller.step("demo-step-audit");
    let kept = out.map_or_else(|| stage.folder("out"), Path::to_path_buf);
    let journals = kept.join("journals");
    stage.attest()?;
    attested(teller, stage)?;
    let files = stage.write_journals(&journals)?;
    let (stranger, entries) = stage.stranger(&journals)?;
    let ours = csv(&stage.node(DONOR)?.account(&AsOf::default())?);
    let theirs = csv(&stranger.account(&AsOf::default())?);
    let journals = stranger.journals()?;
    let mut verified = Vec::new();
    for journal in &journals {
        let (origin, size, root) = (&journal.origin, journal.frontier.size().get(), journal.frontier.root());
        verified.push(json!({ "journal": origin, "entries": size, "root": root }));
        let said = teller.context.words.say(
            "demo-journal",
            &[("journal", Arg::code(origin)), ("n", size.into()), ("root", Arg::code(root.short()))],
        );
        teller.item(&said);
    }
    let same = ours == theirs;
    teller.came_to("journals", verified);
    teller.came_to("files", files);
    teller.came_to("entries", entries);
    teller.came_to("same", same);
    let args = [("files", files.into()), ("entries", entries.into()), ("bytes", ours.len().into())];
    teller.text(if same { "demo-same" } else { "demo-differs" }, &args);
    if !same {
        return Err(Failure::findings("the stranger's reconciliation differs from the donor's", None));
    }
    if let Some(out) = out {
        write_out(teller, stage, marched, out, &ours)?;
    }
    Ok(json!({
        "plan": marched.last.digest, "parent": marched.first.digest, "journals": journals.len(), "files": files,
        "entries": entries,
        "reconciliation_bytes": ours.len(), "same": same,
    }))
}

/// Says in words what the others attest of the receiver's last count.
fn attested(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    let node = stage.node(RECIPIENT)?;
    let all = node.said(&AsOf::default())?;
    let counts = |said: &&views::Said| matches!(said.statement().map(|it| &it.body), Some(Body::HandoverAnswered(_)));
    let Some(count) = all.iter().rfind(counts) else { return Ok(()) };
    let attested = node.attested(&count.reference(), &all)?;
    teller.text("demo-attested", &[("statement", Arg::code(show::picture::cited(&count.reference())))]);
    for line in commands::attested_in_words(&teller.context.words, &attested) {
        teller.item(&line);
    }
    teller.came_to("attested_by", json!(attested.cosigned.keys().collect::<Vec<_>>()));
    Ok(())
}

fn write_out(
    teller: &Teller<'_>,
    stage: &mut Stage,
    marched: &Marched,
    out: &Path,
    account: &str,
) -> Result<(), Failure> {
    let operation = stage.operation.clone();
    let closing = marched.last.input.start;
    let node = stage.node(DONOR)?;
    let corridor = node.picture(&operation, &AsOf { occurred: Some(closing), known: None })?;
    let picture = format!("{:#}\n", geojson(&operation, &corridor, &node.party()?));
    disk::write(&out.join("picture.geojson"), picture.as_bytes())?;
    disk::write(&out.join("reconciliation.csv"), account.as_bytes())?;
    let namer = Namer { words: &teller.context.words, operation: &operation, views: &corridor.views };
    commands::write_plan(&namer, &marched.last, out, "")?;
    commands::write_plan(&namer, &marched.first, out, "-1")?;
    teller.text("demo-written", &[("dir", Arg::code(out.display()))]);
    Ok(())
}
