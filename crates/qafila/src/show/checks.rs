//! End-use checks: pieces, sites, and what goes overdue.

use super::names::{Namer, shown};
use super::table;
use model::StoragePoint;
use serde_json::{Value, json};
use units::Moment;
use views::{CheckForecast, Foreseen, PieceCheck, PieceResult, SiteCheck, SiteResult};
use words::{Align, Arg, Table, Words};

/// A row for each piece, the one due first first.
pub(crate) fn pieces(namer: &Namer<'_>, pieces: &[&PieceResult]) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-item", Align::Start),
            ("col-serial", Align::Start),
            ("col-holder", Align::Start),
            ("col-accepted", Align::Start),
            ("col-due", Align::Start),
            ("col-status", Align::Start),
            ("col-last-look", Align::Start),
        ],
    );
    let mut pieces = pieces.to_vec();
    pieces.sort_by_key(|piece| (!piece.outstanding, piece.due));
    for piece in pieces {
        let held = piece.held.as_ref().map(|(holder, site)| {
            let args = [("holder", Arg::text(namer.party(holder))), ("site", Arg::text(namer.place(site)))];
            words.cell("account-stock", &args)
        });
        table.row([
            namer.item(&piece.item),
            shown(words, piece.serial.as_str()),
            held.unwrap_or_default(),
            words.date(piece.accepted),
            words.date(piece.due),
            words.code("check state", piece.state.code()),
            piece.last.as_ref().map(|look| looked(words, look)).unwrap_or_default(),
        ]);
    }
    table
}

/// When, what was found and how; or why it could not be.
fn looked(words: &Words, look: &PieceCheck) -> String {
    let found = words.code("check result", look.result.code());
    let how = look.obstacle.map_or_else(
        || words.code("check method", look.method.code()),
        |obstacle| words.code("check obstacle", obstacle.code()),
    );
    let args = [("when", Arg::text(words.date(look.when))), ("found", Arg::text(found)), ("how", Arg::text(how))];
    words.cell("checks-look", &args)
}

/// A row for each site.
pub(crate) fn sites(namer: &Namer<'_>, sites: &[SiteResult]) -> Table {
    let words = namer.words;
    let mut table = table(
        words,
        &[
            ("col-site", Align::Start),
            ("col-pieces", Align::Number),
            ("col-due", Align::Start),
            ("col-status", Align::Start),
            ("col-last-look", Align::Start),
        ],
    )
    .title(words.cell("title-storage", &[]));
    for site in sites {
        table.row([
            namer.place(&site.site),
            words.number(i128::try_from(site.pieces).unwrap_or(i128::MAX)),
            site.due.map(|due| words.date(due)).unwrap_or_default(),
            words.code("check state", site.state.code()),
            site.last.as_ref().map(|look| stored(words, look)).unwrap_or_default(),
        ]);
    }
    table
}

fn stored(words: &Words, look: &SiteCheck) -> String {
    let point = |point: &StoragePoint| {
        let condition = words.code("storage condition", point.condition.code());
        format!("{condition}: {}", words.code("storage result", point.result.code()))
    };
    let points: Vec<String> = look.points.iter().map(point).collect();
    format!("{} {}", words.date(look.when), points.join(" · "))
}

/// What the sentence on the pace is given.
pub(crate) fn pace<'a>(words: &Words, forecast: &CheckForecast) -> [(&'a str, Arg); 2] {
    let since = forecast.since.map(|since| words.date(since)).unwrap_or_default();
    [("n", forecast.looks.into()), ("since", Arg::text(since))]
}

/// Looks that are late or will be.
pub(crate) fn late(namer: &Namer<'_>, forecast: &CheckForecast) -> Table {
    let words = namer.words;
    let columns = [
        ("col-item", Align::Start),
        ("col-serial", Align::Start),
        ("col-due", Align::Start),
        ("col-turn", Align::Start),
    ];
    let mut table = table(words, &columns);
    for piece in &forecast.late {
        table.row([
            namer.item(&piece.item),
            shown(words, piece.serial.as_str()),
            words.date(piece.due),
            piece.reached.map(|reached| words.date(reached)).unwrap_or_default(),
        ]);
    }
    table
}

/// Pieces for programs.
pub(crate) fn pieces_json(pieces: &[&PieceResult], now: Moment) -> Value {
    let look = |look: &PieceCheck| {
        json!({
            "by": look.by, "party": look.party, "when": look.when, "site": look.site, "result": look.result.code(),
            "method": look.method.code(), "obstacle": look.obstacle.map(|obstacle| obstacle.code()),
            "photo": look.photo, "witness": look.witness, "note": look.note,
        })
    };
    let piece = |piece: &&PieceResult| {
        let schedule = &piece.schedule;
        json!({
            "item": piece.item, "serial": piece.serial, "pledge": piece.pledge, "accepted": piece.accepted,
            "holder": piece.held.as_ref().map(|(holder, _)| holder), "site": piece.held.as_ref().map(|(_, site)| site),
            "due": piece.due, "outstanding": piece.outstanding, "overdue": piece.is_overdue(now),
            "state": piece.state.code(), "last": piece.last.as_ref().map(look), "by": piece.by,
            "schedule": {
                "initial_days": schedule.initial_days, "periodic_days": schedule.periodic_days,
                "storage_days": schedule.storage_days, "by": schedule.by,
            },
        })
    };
    pieces.iter().map(piece).collect()
}

/// Sites for programs.
pub(crate) fn sites_json(sites: &[SiteResult]) -> Value {
    let look =
        |look: &SiteCheck| json!({ "by": look.by, "party": look.party, "when": look.when, "points": look.points });
    let site = |site: &SiteResult| {
        json!({
            "site": site.site, "pieces": site.pieces, "due": site.due, "state": site.state.code(),
            "last": site.last.as_ref().map(look),
        })
    };
    sites.iter().map(site).collect()
}

/// The forecast for programs.
pub(crate) fn forecast_json(forecast: &CheckForecast) -> Value {
    let late = |piece: &Foreseen| json!({ "item": piece.item, "serial": piece.serial, "due": piece.due, "reached": piece.reached });
    json!({
        "until": forecast.until, "looks": forecast.looks, "since": forecast.since, "seconds": forecast.seconds,
        "wanted": forecast.wanted, "late": forecast.late.iter().map(late).collect::<Vec<_>>(),
    })
}
