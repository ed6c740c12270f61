//! `qafila handover`: the crossing.

use super::{pair, say, slip, value};
use crate::args::HandoverCommand;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::handover::{Count, proposed};
use app::operation::Operation;
use app::{AsOf, Node};
use model::{DifferenceReason, Line, OfficerRole, Outcome as End, Text, Verdict};
use serde_json::json;
use units::{OfficerId, Quantity};
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
        HandoverCommand::Answer { offer, count, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Receiving)?;
            let counts = count.iter().map(|given| read_count(given)).collect::<Result<Vec<_>, _>>()?;
            let draft = node.answer(offer.as_deref(), &counts, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Settle { matter, outcome, agree, note, officer } => {
            let officer = signing(&node, &operation, officer, OfficerRole::Logistics)?;
            let views = node.views(&AsOf::default())?;
            let ends = if agree { agreed(&node, &views, matter.as_deref())? } else { read_ends(&outcome)? };
            let note = Text::new(&note).map_err(|error| Failure::user(format!("--note: {error}"), None))?;
            let draft = node.settle(matter.as_deref(), ends, note, &officer)?;
            say::append(&local, &mut node, &[draft])
        }
        HandoverCommand::Matters => matters(&local, &node, &operation),
    }
}

fn signing(
    node: &Node,
    operation: &Operation,
    named: Option<OfficerId>,
    role: OfficerRole,
) -> Result<OfficerId, Failure> {
    let fitting = operation.officer(&node.party()?, role);
    named.or(fitting).ok_or_else(|| Failure::user("who signs?", Some(("hint-officer", Vec::new()))))
}

/// Reads `ITEM=N` or `ITEM=N:REASON`.
fn read_count(given: &str) -> Result<Count, Failure> {
    let (item, rest) = pair("--count", given, "ration-box=804:over")?;
    let (number, reason) = rest.split_once(':').map_or((rest, None), |(number, reason)| (number, Some(reason)));
    Ok(Count {
        item: value("--count", item)?,
        counted: quantity("--count", number)?,
        serials: None,
        reason: reason.map(|reason| value::<DifferenceReason>("--count", reason)).transpose()?,
        note: None,
    })
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

fn matters(context: &Context, node: &Node, operation: &Operation) -> Result<Outcome, Failure> {
    let views = node.views(&AsOf::default())?;
    let open = views.custody.matters().values().filter(|matter| matter.settled.is_none()).count();
    let unanswered = views.custody.offers().values().filter(|offer| offer.answer.is_none()).count();
    if context.json {
        let offers = views.custody.offers().iter().filter(|(_, offer)| offer.answer.is_none());
        let offers = offers.map(|(leaf, offer)| json!({ "offer": leaf, "convoy": offer.offered.convoy, "receiver": offer.offered.receiver }));
        let matters = show::handover::matters_json(&views);
        context.print_json(&json!({ "matters": matters, "unanswered": offers.collect::<Vec<_>>() }));
        return Ok(Outcome::of_findings(open > 0));
    }
    let namer = Namer { words: &context.words, operation, views: &views };
    let screen = context.screen();
    context.print(
        &screen.line(&context.words.say("matters-open", &[("open", open.into()), ("unanswered", unanswered.into())])),
    );
    let offers = show::handover::unanswered(&namer);
    if !offers.is_empty() {
        context.table(&offers);
    }
    let table = show::handover::matters(&namer, node.now());
    if !table.is_empty() {
        context.table(&table);
    }
    let ends = show::handover::ends(&namer);
    if !ends.is_empty() {
        context.table(&ends);
    }
    Ok(Outcome::of_findings(open > 0))
}
