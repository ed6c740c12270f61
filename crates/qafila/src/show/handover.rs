//! Offers and answers side by side, and matters with their age.

use super::names::Namer;
use super::picture::cited;
use super::table;
use units::{Digest, Moment, Quantity};
use views::{Matter, Offer};
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
