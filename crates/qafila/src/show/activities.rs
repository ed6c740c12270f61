//! Stretches that forces give notice of, and who meets them there.

use super::names::Namer;
use super::picture::cited;
use super::table;
use super::why;
use app::activities::{Encounter, Meeting, Notice, Overlap};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use units::PartyId;
use words::{Align, Arg, Table};

/// A row for each convoy that meets a force: what nobody has acknowledged first.
pub(crate) fn encounters(namer: &Namer<'_>, encounters: &[Encounter]) -> Table {
    let words = namer.words;
    let columns = [
        ("col-convoy", Align::Start),
        ("col-meets", Align::Start),
        ("col-where", Align::Start),
        ("col-when", Align::Start),
        ("col-acknowledged", Align::Start),
        ("col-statement", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-encounters", &[]));
    for one in encounters {
        let (known, by) = (one.acknowledged, [("party", Arg::text(namer.party(&one.party)))]);
        table.row([
            words.cell("cell-convoy-of", &[("convoy", Arg::code(&one.convoy)), by[0].clone()]),
            namer.party(&one.notice.activity.party),
            on(namer, &one.meeting),
            words.interval(&one.meeting.span),
            words.cell(if known { "cell-acknowledged" } else { "cell-not-acknowledged" }, &by),
            cited(&one.notice.activity.by),
        ]);
    }
    table
}

/// A row for each two forces on one stretch at one time: those first of which one does not know the other's notice.
pub(crate) fn overlaps(namer: &Namer<'_>, overlaps: &[Overlap]) -> Table {
    let words = namer.words;
    let columns = [
        ("col-force", Align::Start),
        ("col-meets", Align::Start),
        ("col-where", Align::Start),
        ("col-when", Align::Start),
        ("col-acknowledged", Align::Start),
        ("col-statement", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-overlaps", &[]));
    for one in overlaps {
        let [first, second] = &one.notices;
        let unaware: Vec<String> = one.unaware().map(|party| namer.party(party)).collect();
        let known = if unaware.is_empty() {
            words.cell("cell-acknowledged-both", &[])
        } else {
            words.cell("cell-not-acknowledged", &[("party", Arg::text(unaware.join(" · ")))])
        };
        table.row([
            namer.party(&first.activity.party),
            namer.party(&second.activity.party),
            on(namer, &one.meeting),
            words.interval(&one.meeting.span),
            known,
            format!("{} · {}", cited(&first.activity.by), cited(&second.activity.by)),
        ]);
    }
    table
}

/// A row for each notice that is not over, with whoever has acknowledged it.
pub(crate) fn notices(namer: &Namer<'_>, notices: &[Notice]) -> Table {
    let words = namer.words;
    let columns = [
        ("col-force", Align::Start),
        ("col-where", Align::Start),
        ("col-when", Align::Start),
        ("col-acknowledged", Align::Start),
        ("col-note", Align::Start),
        ("col-statement", Align::Start),
    ];
    let mut table = table(words, &columns).title(words.cell("title-activities", &[]));
    for Notice { activity, .. } in notices {
        let about: Vec<String> = activity.notified.about.iter().map(|subject| why::name(namer, subject)).collect();
        let readers: Vec<String> = activity.read_by.iter().map(|party| namer.party(party)).collect();
        table.row([
            namer.party(&activity.party),
            about.join(" · "),
            words.interval(&activity.notified.window),
            if readers.is_empty() { words.cell("cell-by-nobody", &[]) } else { readers.join(" · ") },
            activity.notified.note.to_string(),
            cited(&activity.by),
        ]);
    }
    table
}

/// Where two meet: the axes, and segments and places of none.
fn on(namer: &Namer<'_>, meeting: &Meeting) -> String {
    let network = &namer.operation.network;
    let mut names: Vec<String> = Vec::new();
    for segment in &meeting.segments {
        let axes = network.segment(segment).map(|segment| segment.axes()).unwrap_or_default();
        let name = axes.first().map_or_else(|| segment.to_string(), |axis| namer.axis(axis));
        names.push(name);
    }
    // The ends of stretches that are met say nothing more.
    if names.is_empty() {
        names.extend(meeting.places.iter().map(|place| namer.place(place)));
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names.join(" · ")
}

/// A line for each notice that a way meets in its time.
pub(crate) fn met(namer: &Namer<'_>, met: &[(&Notice, Meeting)], me: &PartyId) -> Vec<String> {
    let line = |(notice, meeting): &(&Notice, Meeting)| {
        let told = [
            ("party", Arg::text(namer.party(&notice.activity.party))),
            ("where", Arg::text(on(namer, meeting))),
            ("when", Arg::text(namer.words.interval(&meeting.span))),
            ("note", Arg::text(notice.activity.notified.note.as_str())),
            ("statement", Arg::code(notice.activity.by.leaf.short())),
        ];
        let id = if notice.is_known_to(me) { "route-meets" } else { "route-meets-unread" };
        namer.words.cell(id, &told)
    };
    met.iter().map(line).collect()
}

/// Notices for programs.
pub(crate) fn notices_json(notices: &[Notice]) -> Value {
    let one = |notice: &Notice| {
        let activity = &notice.activity;
        json!({
            "statement": activity.by, "party": activity.party, "about": activity.notified.about,
            "window": activity.notified.window, "note": activity.notified.note, "audience": activity.audience,
            "acknowledged_by": activity.read_by, "segments": notice.segments, "places": notice.places,
        })
    };
    notices.iter().map(one).collect()
}

/// Encounters for programs.
pub(crate) fn encounters_json(encounters: &[Encounter]) -> Value {
    let one = |one: &Encounter| {
        let mut told = meeting_json(&one.notice, &one.meeting);
        told["convoy"] = json!(one.convoy);
        told["convoy_party"] = json!(one.party);
        told["own"] = json!(one.own);
        told["acknowledged"] = json!(one.acknowledged);
        told
    };
    encounters.iter().map(one).collect()
}

/// Forces that meet each other, for programs.
pub(crate) fn overlaps_json(overlaps: &[Overlap]) -> Value {
    let one = |one: &Overlap| {
        let [first, second] = &one.notices;
        let mut told = meeting_json(first, &one.meeting);
        told["other"] = json!({ "statement": second.activity.by, "party": second.activity.party });
        told["unaware"] = json!(one.unaware().collect::<Vec<_>>());
        told
    };
    overlaps.iter().map(one).collect()
}

/// What a way meets, for programs.
pub(crate) fn met_json(met: &[(&Notice, Meeting)], me: &PartyId) -> Value {
    let one = |(notice, meeting): &(&Notice, Meeting)| {
        let mut told = meeting_json(notice, meeting);
        told["acknowledged"] = json!(notice.is_known_to(me));
        told
    };
    met.iter().map(one).collect()
}

fn meeting_json(notice: &Notice, meeting: &Meeting) -> Value {
    json!({
        "statement": notice.activity.by, "party": notice.activity.party, "segments": meeting.segments,
        "places": meeting.places, "span": meeting.span,
    })
}
