//! Step 6: the giver's list, the receiver's count, a matter and its end.

use super::stage::{DONOR, RECIPIENT, Stage};
use super::{Teller, officer};
use crate::failure::Failure;
use crate::show;
use crate::show::names::Namer;
use app::AsOf;
use app::handover::{Count, Found, proposed};
use model::{DifferenceReason, Line, OfficerRole, Outcome, Reference, Text, Verdict};
use serde_json::json;
use units::{ConvoyId, ItemCode, Quantity};
use views::{Matter, Views};
use words::Arg;

/// The line on which the receiver counts fewer, and by how many.
const SHORT: (&str, u64) = ("cartridge-762", 2);
/// The line on which the receiver counts more, and by how many.
const OVER: (&str, u64) = ("ration-box", 4);
/// Seconds from the offer to the count.
const COUNTING_SECONDS: i64 = 2 * 3600;

/// Every convoy hands over; the first with one line short and one over.
pub(crate) fn hand_over(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    teller.step("demo-step-handover");
    let arrived: Vec<ConvoyId> = stage.views()?.movements.iter().map(|(convoy, _)| convoy.clone()).collect();
    let mut offered = Vec::new();
    for convoy in arrived {
        let offers = offer(stage, &convoy)?;
        for reference in offers {
            teller
                .text("demo-offered", &[("convoy", Arg::code(&convoy)), ("offer", Arg::code(reference.leaf.short()))]);
            answer(stage, &reference)?;
            offered.push(json!({ "convoy": convoy, "offer": reference.leaf }));
            let views = stage.views()?;
            let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &views };
            if let Some(offer) = views.custody.offers().get(&reference.leaf) {
                teller.table(&show::handover::compared(&namer, offer));
            }
        }
    }
    show_holders(teller, stage)?;
    show_matters(teller, stage)?;
    settle(teller, stage)?;
    show_matters(teller, stage)?;
    teller.came_to("offers", offered);
    let views = stage.views()?;
    teller.came_to("matters", show::handover::matters_json(&views, stage.now(), true));
    Ok(())
}

fn offer(stage: &mut Stage, convoy: &ConvoyId) -> Result<Vec<Reference>, Failure> {
    let commander = officer(stage, DONOR, OfficerRole::Commander)?;
    stage.at(stage.now().plus_seconds(COUNTING_SECONDS / 2));
    let drafts = stage.node(DONOR)?.offer(convoy, &commander)?;
    stage.say(DONOR, &drafts)
}

/// The receiver counts by himself; what the story bends is in [`SHORT`] and [`OVER`].
fn answer(stage: &mut Stage, offer: &Reference) -> Result<(), Failure> {
    stage.at(stage.now().plus_seconds(COUNTING_SECONDS));
    let views = stage.views()?;
    let listed = views.custody.offers().get(&offer.leaf).map(|offer| offer.lines.clone()).unwrap_or_default();
    let counts = listed.iter().filter_map(count).collect();
    let receiving = officer(stage, RECIPIENT, OfficerRole::Receiving)?;
    let draft = stage.node(RECIPIENT)?.answer(
        Some(&offer.leaf.to_string()),
        Found { counts, ..Found::default() },
        &receiving,
    )?;
    stage.say(RECIPIENT, &[draft])?;
    Ok(())
}

fn count(line: &Line) -> Option<Count> {
    let listed = line.quantity.get();
    let (counted, reason, note) = if line.item.as_str() == SHORT.0 {
        (
            listed.checked_sub(SHORT.1)?,
            DifferenceReason::Short,
            "Deux caisses de moins que sur la liste ; scellés intacts",
        )
    } else if line.item.as_str() == OVER.0 {
        (listed + OVER.1, DifferenceReason::Over, "Quatre caisses de plus que sur la liste")
    } else {
        return None;
    };
    let counted = Quantity::new(counted).ok()?;
    Some(Count {
        item: line.item.clone(),
        lot: None,
        counted,
        serials: None,
        reason: Some(reason),
        note: Text::new(note).ok(),
        photo: None,
    })
}

/// The giver finds both at the depot and says so; the receiver agrees: a joint statement.
fn settle(teller: &mut Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    stage.at(stage.now().plus_seconds(24 * 3600));
    let views = stage.views()?;
    let open: Vec<(String, Matter)> = open_matters(&views);
    for (leaf, matter) in open {
        let outcomes: Vec<Outcome> = matter
            .differences
            .iter()
            .map(|difference| {
                let over = difference.counted > difference.offered;
                let line = Line {
                    item: difference.item.clone(),
                    quantity: difference.disputed(),
                    lot: difference.lot.clone(),
                    serials: difference.serials.clone(),
                };
                let verdict = if over { Verdict::AddedFromGiver } else { Verdict::WithGiver };
                let site = views
                    .custody
                    .consignments()
                    .get(matter.consignment.as_ref()?)
                    .map(|known| known.packed.site.clone());
                Some(Outcome { line, verdict, site })
            })
            .collect::<Option<_>>()
            .unwrap_or_default();
        let note = Text::new("Toutes retrouvées dans le livre du dépôt").unwrap_or_default();
        let stores = officer(stage, DONOR, OfficerRole::Logistics)?;
        let draft = stage.node(DONOR)?.settle(Some(&leaf), outcomes, note, &stores)?;
        stage.say(DONOR, &[draft])?;
        agree(stage, &leaf)?;
        teller.text("demo-settled", &[("matter", Arg::code(&leaf[..8]))]);
    }
    Ok(())
}

fn open_matters(views: &Views) -> Vec<(String, Matter)> {
    let open = views.custody.matters().iter().filter(|(_, matter)| matter.settled.is_none());
    open.map(|(leaf, matter)| (leaf.to_string(), matter.clone())).collect()
}

fn agree(stage: &mut Stage, leaf: &str) -> Result<(), Failure> {
    let views = stage.views()?;
    let recipient = RECIPIENT.parse().map_err(|error: units::IdError| Failure::ours(error.to_string()))?;
    let words = open_matters(&views)
        .iter()
        .find(|(known, _)| known == leaf)
        .and_then(|(_, matter)| proposed(matter, &recipient).map(<[Outcome]>::to_vec));
    let stores = officer(stage, RECIPIENT, OfficerRole::Logistics)?;
    let draft = stage.node(RECIPIENT)?.settle(Some(leaf), words.unwrap_or_default(), Text::default(), &stores)?;
    stage.say(RECIPIENT, &[draft])?;
    Ok(())
}

fn show_matters(teller: &Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    let (views, now) = (stage.views()?, stage.now());
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &views };
    let open = open_matters(&views).len();
    teller.text("matters-open", &[("open", open.into()), ("unanswered", 0_u64.into())]);
    teller.table(&show::handover::matters(&namer, now, true));
    let ends = show::handover::ends(&namer, true);
    if !ends.is_empty() {
        teller.table(&ends);
    }
    Ok(())
}

/// Where the two items stand between count and settlement.
fn show_holders(teller: &Teller<'_>, stage: &mut Stage) -> Result<(), Failure> {
    let accounted = stage.node(DONOR)?.account(&AsOf::default())?;
    let namer = Namer { words: &teller.context.words, operation: &stage.operation, views: &accounted.views };
    teller.text("demo-holders", &[]);
    teller.table(&show::account::books(&namer, &accounted, &views::Scope::default(), &disputed_items()?));
    Ok(())
}

/// The items that a matter was about.
pub(crate) fn disputed_items() -> Result<Vec<ItemCode>, Failure> {
    let read = |item: &str| item.parse().map_err(|error: units::IdError| Failure::ours(error.to_string()));
    [SHORT.0, OVER.0].into_iter().map(read).collect()
}
