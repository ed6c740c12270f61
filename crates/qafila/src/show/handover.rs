//! Offers and answers side by side, and matters with their age and end.

use super::names::Namer;
use super::picture::cited;
use super::table;
use model::Outcome;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use units::{Digest, Moment, PartyId, Quantity};
use views::{Matter, Offer, Settlement, Views};
use words::{Align, Table};

/// Offered and counted, line by line.
pub(crate) fn compared(namer: &Namer<'_>, offer: &Offer) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-item", Align::Start),
            ("col-offered", Align::Number),
            ("col-counted", Align::Number),
            ("col-difference", Align::Start),
        ],
    );
    let counted = offer.answer.iter().flat_map(|(_, _, answered)| &answered.lines);
    let counted: Vec<_> = counted.collect();
    for line in &offer.offered.lines {
        let count = counted.iter().find(|count| count.item == line.item && count.lot == line.lot);
        let reason = count.and_then(|count| count.reason);
        table.row([
            namer.item(&line.item),
            namer.quantity(&line.item, line.quantity),
            count.map(|count| namer.quantity(&line.item, count.counted)).unwrap_or_default(),
            reason.map(|reason| words.code("difference reason", reason.code())).unwrap_or_default(),
        ]);
    }
    for extra in counted.iter().filter(|count| !offer.offered.lines.iter().any(|line| line.item == count.item)) {
        table.row([
            namer.item(&extra.item),
            namer.quantity(&extra.item, Quantity::ZERO),
            namer.quantity(&extra.item, extra.counted),
            extra.reason.map(|reason| words.code("difference reason", reason.code())).unwrap_or_default(),
        ]);
    }
    table
}

/// Every matter, open ones first, oldest first.
pub(crate) fn matters(namer: &Namer<'_>, now: Moment) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-matter", Align::Start),
            ("col-status", Align::Start),
            ("col-age", Align::Start),
            ("col-item", Align::Start),
            ("col-offered", Align::Number),
            ("col-counted", Align::Number),
            ("col-opened-by", Align::Start),
            ("col-words-so-far", Align::Start),
        ],
    );
    let mut matters: Vec<(&Digest, &Matter)> = namer.views.custody.matters().iter().collect();
    matters.sort_by_key(|(leaf, matter)| (matter.settled.is_some(), matter.since, **leaf));
    for (leaf, matter) in matters {
        let until = matter.settled.as_ref().map_or(now, |(_, when)| *when);
        let age = until.seconds().saturating_sub(matter.since.seconds()).max(0).unsigned_abs();
        let status = if matter.settled.is_some() { "settled" } else { "open" };
        let said: Vec<String> = matter.proposals.keys().map(ToString::to_string).collect();
        for difference in &matter.differences {
            table.row([
                leaf.short(),
                words.code("matter", status),
                words.duration(units::Deciseconds::new(age.saturating_mul(10))),
                namer.item(&difference.item),
                namer.quantity(&difference.item, difference.offered),
                namer.quantity(&difference.item, difference.counted),
                cited(&matter.by),
                said.join(", "),
            ]);
        }
    }
    table
}

/// How matters end, in the words of those who have spoken: the same words of both sides are one row.
pub(crate) fn ends(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-matter", Align::Start),
            ("col-item", Align::Start),
            ("col-amount", Align::Number),
            ("col-outcome", Align::Start),
            ("col-site", Align::Start),
            ("col-words-so-far", Align::Start),
            ("col-note", Align::Start),
        ],
    );
    for (leaf, matter) in namer.views.custody.matters() {
        let ended = matter.ended.iter().flat_map(|words| by_outcomes(words, true));
        let open = matter.settled.is_none().then(|| by_outcomes(&matter.proposals, false));
        for (outcomes, (parties, notes)) in ended.chain(open.into_iter().flatten()) {
            for outcome in outcomes {
                table.row([
                    leaf.short(),
                    namer.item(&outcome.line.item),
                    namer.quantity(&outcome.line.item, outcome.line.quantity),
                    words.code("verdict", outcome.verdict.code()),
                    outcome.site.as_ref().map(|site| namer.place(site)).unwrap_or_default(),
                    parties.join(", "),
                    notes.join("\n"),
                ]);
            }
        }
    }
    table
}

/// The same end is said by these parties, with these notes.
type Sayers<'m> = (Vec<&'m str>, Vec<&'m str>);

/// Who says what; where both are known to say the `same`, the order of their words does not matter.
fn by_outcomes(proposals: &BTreeMap<PartyId, Settlement>, same: bool) -> Vec<(&[Outcome], Sayers<'_>)> {
    let mut said: Vec<(&[Outcome], Sayers<'_>)> = Vec::new();
    for (party, settlement) in proposals {
        let at = said.iter().position(|(outcomes, _)| same || *outcomes == settlement.outcomes.as_slice());
        let at = at.unwrap_or_else(|| {
            said.push((&settlement.outcomes, Sayers::default()));
            said.len() - 1
        });
        if let Some((_, (parties, notes))) = said.get_mut(at) {
            parties.push(party.as_str());
            notes.extend(Some(settlement.note.as_str()).filter(|note| !note.is_empty()));
        }
    }
    said
}

/// Every matter for programs.
pub(crate) fn matters_json(views: &Views) -> Vec<Value> {
    let matters = views.custody.matters().iter().map(|(leaf, matter)| {
        let words = matter.proposals.iter().map(|(party, settlement)| {
            let words = json!({
                "by": settlement.by, "outcomes": outcomes_json(&settlement.outcomes), "note": settlement.note,
            });
            (party.to_string(), words)
        });
        let ended = matter.ended.iter().filter_map(|words| words.get(&matter.receiver));
        let outcomes: Vec<Value> = ended.flat_map(|settlement| outcomes_json(&settlement.outcomes)).collect();
        json!({
            "matter": leaf, "since": matter.since, "giver": matter.giver, "receiver": matter.receiver,
            "settled": matter.settled.as_ref().map(|(_, when)| when),
            "differences": matter.differences.iter().map(|d| json!({
                "item": d.item, "lot": d.lot, "offered": d.offered, "counted": d.counted,
                "serials": d.serials, "reason": d.reason.map(|reason| reason.code()), "note": d.note,
            })).collect::<Vec<_>>(),
            "words": words.collect::<serde_json::Map<_, _>>(),
            "outcomes": (!outcomes.is_empty()).then_some(outcomes),
        })
    });
    matters.collect()
}

fn outcomes_json(outcomes: &[Outcome]) -> Vec<Value> {
    let outcome = |outcome: &Outcome| {
        json!({
            "item": outcome.line.item, "lot": outcome.line.lot, "quantity": outcome.line.quantity,
            "serials": outcome.line.serials, "verdict": outcome.verdict.code(), "site": outcome.site,
        })
    };
    outcomes.iter().map(outcome).collect()
}

/// Offers that nobody answered yet.
pub(crate) fn unanswered(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-offer", Align::Start),
            ("col-convoy", Align::Start),
            ("col-place", Align::Start),
            ("col-receiver", Align::Start),
            ("col-since", Align::Start),
        ],
    );
    for (leaf, offer) in namer.views.custody.offers().iter().filter(|(_, offer)| offer.answer.is_none()) {
        table.row([
            leaf.short(),
            offer.offered.convoy.to_string(),
            namer.place(&offer.offered.place),
            namer.party(&offer.offered.receiver),
            words.moment(offer.offered_at),
        ]);
    }
    table
}
