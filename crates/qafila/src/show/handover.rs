//! Offers and answers side by side, and matters with their age and end.

use super::names::Namer;
use super::picture::cited;
use super::table;
use model::Outcome;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use units::{Digest, Moment, PartyId, Quantity};
use views::{Held, Matter, Offer, Settlement, Views};
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
    let counted: Vec<_> = offer.answers.iter().flat_map(|answer| &answer.answered.lines).collect();
    for line in &offer.lines {
        let count = counted.iter().find(|count| count.item == line.item && count.lot == line.lot);
        let reason = count.and_then(|count| count.reason);
        table.row([
            namer.item(&line.item),
            namer.quantity(&line.item, line.quantity),
            count.map(|count| namer.quantity(&line.item, count.counted)).unwrap_or_default(),
            reason.map(|reason| words.code("difference reason", reason.code())).unwrap_or_default(),
        ]);
    }
    for extra in counted.iter().filter(|count| !offer.lines.iter().any(|line| line.item == count.item)) {
        table.row([
            namer.item(&extra.item),
            namer.quantity(&extra.item, Quantity::ZERO),
            namer.quantity(&extra.item, extra.counted),
            extra.reason.map(|reason| words.code("difference reason", reason.code())).unwrap_or_default(),
        ]);
    }
    table
}

/// Open matters, oldest first; then the settled ones, where all are asked for.
fn sorted(views: &Views, all: bool) -> Vec<(&Digest, &Matter)> {
    let asked = views.custody.matters().iter().filter(|(_, matter)| all || matter.settled.is_none());
    let mut matters: Vec<(&Digest, &Matter)> = asked.collect();
    matters.sort_by_key(|(leaf, matter)| (matter.settled.is_some(), matter.since, **leaf));
    matters
}

/// What disagrees, how old it is and who is to settle it.
pub(crate) fn matters(namer: &Namer<'_>, now: Moment, all: bool) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-matter", Align::Start),
            ("col-kind", Align::Start),
            ("col-status", Align::Start),
            ("col-age", Align::Start),
            ("col-owner", Align::Start),
            ("col-item", Align::Start),
            ("col-offered", Align::Number),
            ("col-counted", Align::Number),
            ("col-difference", Align::Start),
            ("col-opened-by", Align::Start),
            ("col-words-so-far", Align::Start),
        ],
    );
    for (leaf, matter) in sorted(namer.views, all) {
        let status = if matter.settled.is_some() { "settled" } else { "open" };
        let said: Vec<String> = matter.proposals.keys().map(ToString::to_string).collect();
        for difference in &matter.differences {
            table.row([
                leaf.short(),
                words.code("matter kind", matter.kind.code()),
                words.code("matter", status),
                words.duration(units::Deciseconds::new(matter.age_seconds(now).saturating_mul(10))),
                matter.giver.to_string(),
                namer.item(&difference.item),
                namer.quantity(&difference.item, difference.offered),
                namer.quantity(&difference.item, difference.counted),
                difference.reason.map(|reason| words.code("difference reason", reason.code())).unwrap_or_default(),
                cited(&matter.by),
                said.join(", "),
            ]);
        }
    }
    table
}

/// Packages that were not found as they were listed.
pub(crate) fn packages(namer: &Namer<'_>, all: bool) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-matter", Align::Start),
            ("col-package", Align::Start),
            ("col-state", Align::Start),
            ("col-seal-listed", Align::Start),
            ("col-seal-found", Align::Start),
            ("col-note", Align::Start),
        ],
    );
    for (leaf, matter) in sorted(namer.views, all) {
        for package in &matter.packages {
            let seal = |seal: &Option<units::SealNumber>| seal.as_ref().map(ToString::to_string).unwrap_or_default();
            table.row([
                leaf.short(),
                package.package.to_string(),
                words.code("package state", package.state.code()),
                seal(&package.listed),
                seal(&package.found),
                package.note.as_ref().map(ToString::to_string).unwrap_or_default(),
            ]);
        }
    }
    table
}

/// How matters end, in the words of those who have spoken: the same words of all sides are one row.
pub(crate) fn ends(namer: &Namer<'_>, all: bool) -> Table {
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
    for (leaf, matter) in sorted(namer.views, all) {
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

/// Matters for programs.
pub(crate) fn matters_json(views: &Views, now: Moment, all: bool) -> Vec<Value> {
    sorted(views, all).into_iter().map(|(leaf, matter)| matter_json(leaf, matter, now)).collect()
}

fn matter_json(leaf: &Digest, matter: &Matter, now: Moment) -> Value {
    let words = matter.proposals.iter().map(|(party, settlement)| {
        let words = json!({
            "by": settlement.by, "outcomes": outcomes_json(&settlement.outcomes), "note": settlement.note,
        });
        (party.to_string(), words)
    });
    let ended = matter.ended.iter().filter_map(|words| words.get(&matter.receiver));
    let outcomes: Vec<Value> = ended.flat_map(|settlement| outcomes_json(&settlement.outcomes)).collect();
    let held = |held: &Held| match held {
        Held::InMatter => "disputed".to_owned(),
        Held::Booked(account) => app::account::account_name(account),
        Held::Nowhere => String::new(),
    };
    json!({
        "matter": leaf, "kind": matter.kind.code(), "since": matter.since, "age_seconds": matter.age_seconds(now),
        "owner": matter.giver, "giver": matter.giver, "receiver": matter.receiver, "sides": matter.sides,
        "evidence": matter.evidence, "settled": matter.settled.as_ref().map(|(_, when)| when),
        "differences": matter.differences.iter().map(|d| json!({
            "item": d.item, "lot": d.lot, "offered": d.offered, "counted": d.counted, "disputed": d.disputed(),
            "held": held(&d.held), "serials": d.serials, "reason": d.reason.map(|reason| reason.code()),
            "note": d.note, "photo": d.photo,
        })).collect::<Vec<_>>(),
        "packages": matter.packages.iter().map(|package| json!({
            "package": package.package, "listed": package.listed, "found": package.found,
            "state": package.state.code(), "note": package.note,
            "photo": package.photo,
        })).collect::<Vec<_>>(),
        "words": words.collect::<serde_json::Map<_, _>>(),
        "outcomes": (!outcomes.is_empty()).then_some(outcomes),
    })
}

/// Offers that wait for a count, for programs.
pub(crate) fn unanswered_json(views: &Views) -> Vec<Value> {
    let open = views.custody.offers().iter().filter(|(_, offer)| offer.is_open());
    let offer = |(leaf, offer): (&Digest, &Offer)| {
        json!({
            "offer": leaf, "convoy": offer.convoy, "receiver": offer.receiver, "status": offer.status().code(),
            "left": offer.left,
        })
    };
    open.map(offer).collect()
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

/// Offers that wait for a count, of all that is listed or of the rest.
pub(crate) fn unanswered(namer: &Namer<'_>) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-offer", Align::Start),
            ("col-convoy", Align::Start),
            ("col-place", Align::Start),
            ("col-receiver", Align::Start),
            ("col-status", Align::Start),
            ("col-since", Align::Start),
        ],
    );
    for (leaf, offer) in namer.views.custody.offers().iter().filter(|(_, offer)| offer.is_open()) {
        table.row([
            leaf.short(),
            offer.convoy.as_ref().map(ToString::to_string).unwrap_or_default(),
            namer.place(&offer.place),
            namer.party(&offer.receiver),
            words.code("offer status", offer.status().code()),
            words.moment(offer.offered_at),
        ]);
    }
    table
}
