//! `qafila handover`: the crossing.

use super::{pair, say, slip, value};
use crate::args::HandoverCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::handover::{Count, Found, proposed};
use app::operation::Operation;
use app::{AsOf, Node};
use model::{DifferenceReason, Line, OfficerRole, Outcome as End, PackageCount, PackageState, Text, Verdict};
use serde_json::json;
use std::path::Path;
use units::{ItemCode, LotId, OfficerId, Quantity};
use views::Views;

pub(crate) fn run(context: &Context, command: HandoverCommand) -> Result<Outcome, Failure> {
    let (mut node, operation, local) = context.open()?;
    match command {
        HandoverCommand::Slip { statement, out, qr } => {
            slip::give(&local, &node, &statement, out.as_deref(), qr.as_deref())
        }
        HandoverCommand::Take { file } => slip::take(&local, &mut node, &file),
        HandoverCommand::Offer { convoy, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Commander)?;
            let drafts = node.offer(&convoy, &officer)?;
            say::append(&local, &mut node, &drafts)
        }
        HandoverCommand::Answer { offer, count, package, photo, partial, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Receiving)?;
            let mut counts = count.iter().map(|given| read_count(given)).collect::<Result<Vec<_>, _>>()?;
            photo.iter().try_for_each(|given| picture(&mut counts, given))?;
            let packages = package.iter().map(|given| read_package(given)).collect::<Result<_, _>>()?;
            let draft = node.answer(offer.as_deref(), Found { counts, packages, partial }, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Close { offer, note, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Logistics)?;
            let note = note.map(|note| text("--note", &note)).transpose()?;
            let draft = node.close(offer.as_deref(), note, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Void { offer, reason, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Logistics)?;
            let draft = node.void(offer.as_deref(), text("--reason", &reason)?, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Settle { matter, outcome, agree, note, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Logistics)?;
            let views = node.views(&AsOf::default())?;
            let ends = if agree { agreed(&node, &views, matter.as_deref())? } else { read_ends(&outcome)? };
            let note = text("--note", &note)?;
            let draft = node.settle(matter.as_deref(), ends, note, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Matters { all } => matters(&local, &node, &operation, all),
    }
}

pub(super) fn signing(
    node: &Node,
    operation: &Operation,
    named: Option<OfficerId>,
    role: OfficerRole,
) -> Result<OfficerId, Failure> {
    let fitting = operation.officer(&node.party()?, role);
    named.or(fitting).ok_or_else(|| Failure::user("who signs?", Some(("hint-officer", Vec::new()))))
}

/// Reads `ITEM=N`, `ITEM@LOT=N:REASON` or `ITEM=N:REASON:SERIAL,SERIAL`.
fn read_count(given: &str) -> Result<Count, Failure> {
    let (goods, rest) = pair("--count", given, "ration-box=804:over")?;
    let (item, lot) = goods.split_once('@').map_or((goods, None), |(item, lot)| (item, Some(lot)));
    let mut parts = rest.splitn(3, ':');
    let (number, reason, serials) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let serials = serials.map(|serials| serials.split(',').map(|serial| value("--count", serial)).collect());
    Ok(Count {
        item: value("--count", item)?,
        lot: lot.map(|lot| value("--count", lot)).transpose()?,
        counted: quantity("--count", number)?,
        serials: serials.transpose()?,
        reason: reason.map(|reason| value::<DifferenceReason>("--count", reason)).transpose()?,
        note: None,
        photo: None,
    })
}

/// Reads `ITEM=FILE` or `ITEM@LOT=FILE`: the picture is of what was counted of the item.
fn picture(counts: &mut [Count], given: &str) -> Result<(), Failure> {
    let (goods, path) = pair("--photo", given, "ration-box=wet.jpg")?;
    let (item, lot) = goods.split_once('@').map_or((goods, None), |(item, lot)| (item, Some(lot)));
    let item: ItemCode = value("--photo", item)?;
    let lot = lot.map(|lot| value::<LotId>("--photo", lot)).transpose()?;
    let mut counted = counts.iter_mut().filter(|count| count.item == item && count.lot == lot);
    let count = counted.next().ok_or_else(|| Failure::user(format!("--photo: no --count of `{goods}`"), None))?;
    count.photo = Some(super::look::photograph(Path::new(path))?);
    Ok(())
}

/// Reads `PACKAGE=STATE`, `PACKAGE=STATE:SEAL` or `PACKAGE=STATE:SEAL:NOTE`.
fn read_package(given: &str) -> Result<PackageCount, Failure> {
    let (package, rest) = pair("--package", given, "PK-7=broken:DZ-118204")?;
    let mut parts = rest.splitn(3, ':');
    let (state, seal, note) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let seal = seal.filter(|seal| !seal.is_empty());
    Ok(PackageCount {
        package: value("--package", package)?,
        seal: seal.map(|seal| value("--package", seal)).transpose()?,
        state: value::<PackageState>("--package", state)?,
        note: note.map(|note| text("--package", note)).transpose()?,
        photo: None,
    })
}

pub(super) fn text(flag: &str, given: &str) -> Result<Text, Failure> {
    Text::new(given).map_err(|error| Failure::user(format!("{flag}: {error}"), None))
}

fn quantity(flag: &str, given: &str) -> Result<Quantity, Failure> {
    let number: u64 = value(flag, given)?;
    Quantity::new(number).map_err(|error| Failure::user(format!("{flag}: {error}"), None))
}

/// Reads `ITEM=N:VERDICT` or `ITEM=N:VERDICT:SITE`.
fn read_ends(given: &[String]) -> Result<Vec<End>, Failure> {
    if given.is_empty() {
        return Err(Failure::user("how does the matter end?", Some(("hint-outcome", Vec::new()))));
    }
    let read = |given: &String| {
        let (item, rest) = pair("--outcome", given, "ration-box=4:added_from_giver:depot-reggane")?;
        let mut parts = rest.splitn(3, ':');
        let (number, verdict, site) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next());
        let quantity = quantity("--outcome", number)?;
        Ok(End {
            line: Line { item: value("--outcome", item)?, quantity, lot: None, serials: Vec::new() },
            verdict: value::<Verdict>("--outcome", verdict)?,
            site: site.map(|site| value("--outcome", site)).transpose()?,
        })
    };
    given.iter().map(read).collect()
}

/// The other side's words, as they are.
fn agreed(node: &Node, views: &Views, matter: Option<&str>) -> Result<Vec<End>, Failure> {
    let (leaf, known) = node.matter(views, matter)?;
    let words = proposed(known, &node.party()?);
    words.map(<[End]>::to_vec).ok_or_else(|| {
        let message = format!("the other side has not said how matter `{}` ends", leaf.short());
        Failure::user(message, Some(("hint-matters", Vec::new())))
    })
}

fn matters(context: &Context, node: &Node, operation: &Operation, all: bool) -> Result<Outcome, Failure> {
    let views = node.views(&AsOf::default())?;
    let open = views.custody.matters().values().filter(|matter| matter.settled.is_none()).count();
    let unanswered = views.custody.offers().values().filter(|offer| offer.is_open()).count();
    if context.json {
        let offers = show::handover::unanswered_json(&views);
        let matters = show::handover::matters_json(&views, node.now(), all);
        context.print_json(&json!({ "matters": matters, "unanswered": offers }));
        return Ok(Outcome::of_findings(open > 0));
    }
    let namer = Namer { words: &context.words, operation, views: &views };
    let screen = context.screen();
    context.print(
        &screen.line(&context.words.say("matters-open", &[("open", open.into()), ("unanswered", unanswered.into())])),
    );
    let tables = [
        show::handover::unanswered(&namer),
        show::handover::matters(&namer, node.now(), all),
        show::handover::packages(&namer, all),
        show::handover::ends(&namer, all),
    ];
    for table in tables.iter().filter(|table| !table.is_empty()) {
        context.table(table);
    }
    Ok(Outcome::of_findings(open > 0))
}
