//! One story of statements that moves goods in every way that events can tell.

use epcis::{Exported, Imported, Importing, Naming, export, import};
use jiff::tz::TimeZone;
use model::{Audience, Body, Draft, Line, Reference, SCHEMA, Statement};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use units::{Digest, Moment, OfficerId, OriginLine, PartyId};
use views::{Content, Said, Standing};

/// A folder of ../shared, or nothing (said aloud) where it is not at hand.
#[expect(clippy::print_stdout, reason = "a skipped test must not look like one that passed")]
pub(crate) fn shared(below: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(below);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: ../shared is not beside the checkout");
    None
}

pub(crate) fn leaf(index: u64) -> Digest {
    let mut bytes = [0xab; 32];
    bytes[..8].copy_from_slice(&index.to_be_bytes());
    Digest::new(bytes)
}

/// Statements of two parties, in the order in which they are said.
#[derive(Default)]
pub(crate) struct Story(pub(crate) Vec<Said>);

impl Story {
    pub(crate) fn reference(&self, index: usize) -> Value {
        serde_json::to_value(self.0[index].reference()).unwrap()
    }

    /// Says a body; answers its number.
    pub(crate) fn say(&mut self, party: &str, kind: &str, body: Value) -> usize {
        self.say_citing(party, kind, body, &[])
    }

    pub(crate) fn say_citing(&mut self, party: &str, kind: &str, body: Value, cites: &[usize]) -> usize {
        let draft = Draft::from_json(&json!({"kind": kind, "body": body}).to_string()).unwrap();
        self.push(party, draft.body, cites)
    }

    pub(crate) fn push(&mut self, party: &str, body: Body, cites: &[usize]) -> usize {
        let index = self.0.len();
        let at = Moment::from_seconds(1_360_500_000 + i64::try_from(index).unwrap() * 3600);
        let references: Vec<Reference> = cites.iter().map(|cited| self.0[*cited].reference()).collect();
        let party = PartyId::new(party).unwrap();
        let statement = Statement {
            schema: SCHEMA,
            party: party.clone(),
            officer: OfficerId::new(format!("{party}/stores")).unwrap(),
            occurred: at,
            stated: at.plus_seconds(60),
            seen: Vec::new(),
            references,
            audience: Audience::Everyone,
            body,
            field_audience: None,
        };
        self.0.push(Said {
            origin: OriginLine::new(format!("test.example/{party}")).unwrap(),
            party,
            index: index as u64,
            leaf: leaf(index as u64),
            known: at.plus_seconds(120),
            content: Content::Known(Box::new(statement)),
            standing: Standing::Sound,
        });
        index
    }

    pub(crate) fn exported(&self) -> Exported {
        export(&self.0, &Naming::default(), &TimeZone::get("Africa/Algiers").unwrap())
    }

    pub(crate) fn bodies(&self) -> Vec<Body> {
        self.0.iter().map(|said| said.statement().unwrap().body.clone()).collect()
    }
}

pub(crate) fn item(code: &str, unit: &str, tracking: &str) -> Value {
    json!({"item": code, "name": {"en": "Flour", "fr": "Farine", "ar": "دقيق"}, "unit": unit, "mass": 1000,
        "volume": 0, "tracking": tracking, "hazard": null, "vehicle": null, "check_days": null})
}

pub(crate) fn line(item: &str, quantity: u64) -> Value {
    json!({"item": item, "quantity": quantity})
}

pub(crate) fn pieces(item: &str, serials: &[&str]) -> Value {
    json!({"item": item, "quantity": serials.len(), "serials": serials})
}

/// Every kind that events can carry, at least once, in one chain from stock to end use.
pub(crate) fn whole() -> Story {
    let mut story = Story::default();
    let donor = "dz-log";
    story.say(donor, "item_defined", item("flour", "each", "bulk"));
    story.say(donor, "item_defined", item("diesel", "litre", "lot"));
    story.say(donor, "item_defined", item("80614141123458", "each", "serial"));
    let gtin = "80614141123458";
    story.say(
        donor,
        "stock_declared",
        json!({"site": "depot-reggane", "lines": [
        line("flour", 1_000), {"item": "diesel", "quantity": 9_000, "lot": "L:7"},
        pieces(gtin, &["S1", "S2", "S/3"])]}),
    );
    for (reason, increase) in [("counted", false), ("received", true), ("spoiled", false), ("corrected", true)] {
        story.say(
            donor,
            "stock_adjusted",
            json!({"site": "depot-reggane", "line": line("flour", 3),
            "increase": increase, "reason": reason, "note": "à l’inventaire"}),
        );
    }
    story.say(
        donor,
        "consignment_packed",
        json!({"consignment": "11-DZ-01/a", "pledge": "p-1",
        "site": "depot-reggane", "receiver": "ml-army", "loads": [
            {"vehicle": "v-1", "lines": [line("flour", 800)], "package": null, "seal": "seal-9"},
            {"vehicle": "v-2", "lines": [{"item": "diesel", "quantity": 4000, "lot": "L:7"}],
             "package": "106141412345678908", "seal": null},
            {"vehicle": null, "lines": [pieces(gtin, &["S1", "S2"])], "package": null, "seal": null}]}),
    );
    story.say(
        donor,
        "movement_ordered",
        json!({"convoy": "11-DZ-01", "consignments": ["11-DZ-01/a"],
        "plan": leaf(99), "commander": "dz-log/convoy", "vehicles": ["v-1", "v-2"], "route": ["s-1"],
        "timings": [{"place": "depot-reggane", "due": "2013-02-11T04:00:00Z", "clear": "2013-02-11T05:00:00Z"}],
        "reason": null}),
    );
    for (event, place) in
        [("departed", "depot-reggane"), ("passed", "bidon-5"), ("halted", "bidon-5"), ("arrived", "in-khalil")]
    {
        story.say(donor, "progress", json!({"convoy": "11-DZ-01", "event": event, "place": place, "note": null}));
    }
    for (kind, attribution) in
        [("loss", "known"), ("loss", "unknown"), ("damage", "suspected"), ("breakdown", "unknown")]
    {
        story.say(
            donor,
            "incident",
            json!({"convoy": "11-DZ-01", "kind": kind, "place": "bidon-5", "vehicle": "v-1",
            "lines": [line("flour", 5)], "attribution": attribution, "note": "نهب",
            "cause": (attribution == "known").then_some("an armed group")}),
        );
    }
    let offer = story.say(
        donor,
        "handover_offered",
        json!({"consignment": "11-DZ-01/a", "convoy": "11-DZ-01",
        "place": "in-khalil", "receiver": "ml-army", "lines": [line("flour", 790),
            {"item": "diesel", "quantity": 4000, "lot": "L:7"}, pieces(gtin, &["S1", "S2"])]}),
    );
    let receiver = "ml-army";
    let answer = story.say_citing(
        receiver,
        "handover_answered",
        json!({"offer": story.reference(offer), "lines": [
        {"item": "flour", "counted": 794, "reason": "over", "note": "quatre sacs de plus", "photo": leaf(6)},
        {"item": "diesel", "counted": 4000, "lot": "L:7", "reason": null, "note": null},
        {"item": gtin, "counted": 2, "serials": ["S2", "S9"], "reason": "wrong_serial", "note": null}]}),
        &[offer],
    );
    story.say(
        receiver,
        "matter_opened",
        json!({"about": [story.reference(answer)], "owner": "dz-log",
        "lines": [pieces(gtin, &["S9"])], "note": "Whose is it?"}),
    );
    for party in [donor, receiver] {
        story.say(
            party,
            "matter_settled",
            json!({"matter": story.reference(answer), "note": "ensemble", "outcomes": [
            {"line": line("flour", 4), "verdict": "added_from_giver", "site": "depot-reggane"},
            {"line": pieces(gtin, &["S1"]), "verdict": "lost", "site": null},
            {"line": pieces(gtin, &["S9"]), "verdict": "with_giver", "site": "depot-reggane"},
            {"line": line("flour", 1), "verdict": "destroyed", "site": null},
            {"line": line("flour", 2), "verdict": "as_booked", "site": null}]}),
        );
    }
    story.say(
        receiver,
        "check_performed",
        json!({"site": "kidal", "item": gtin, "pieces": [
        {"serial": "S2", "result": "present", "method": "scan", "note": null},
        {"serial": "S1", "result": "absent", "method": "typed", "note": null},
        {"serial": "S8", "result": "damaged", "method": "photo", "note": "axle", "photo": leaf(5)},
        {"serial": "S7", "result": "not_shown", "method": "witnessed", "note": "on patrol",
            "obstacle": "deployed", "witness": "Lt A. Maïga"}]}),
    );
    story.say(receiver, "consumed", json!({"site": "kidal", "line": line("flour", 12), "purpose": "bread"}));
    story.say(receiver, "destroyed", json!({"site": "kidal", "line": pieces(gtin, &["S8"]), "reason": "burnt"}));
    story.say(
        receiver,
        "parts_taken",
        json!({"site": "kidal", "item": gtin, "from": "S8", "into": "S2", "parts": "radio"}),
    );
    on_the_way(&mut story, donor, gtin);
    between_sites(&mut story, receiver, gtin);
    story
}

/// A consignment is loaded over and divided, and what is offered of it is taken back.
fn on_the_way(story: &mut Story, donor: &str, gtin: &str) {
    for (into, loads) in [
        (
            "11-DZ-01/a",
            json!([{"vehicle": "v-3", "lines": [{"item": "diesel", "quantity": 4000, "lot": "L:7"}],
                "package": "106141412345678908", "seal": "seal-10"}]),
        ),
        (
            "11-DZ-01/b",
            json!([{"vehicle": "v-1", "lines": [line("flour", 300)], "package": null, "seal": null},
            {"vehicle": null, "lines": [pieces(gtin, &["S1"])], "package": null, "seal": null}]),
        ),
    ] {
        story.say(
            donor,
            "consignment_reloaded",
            json!({"from": "11-DZ-01/a", "into": into, "place": "bidon-5", "loads": loads, "reason": "عطل"}),
        );
    }
    let offer = story.say(
        donor,
        "handover_offered",
        json!({"consignment": "11-DZ-01/b", "convoy": "11-DZ-01", "place": "in-khalil", "receiver": "ml-army",
        "lines": [line("flour", 300)]}),
    );
    story.say(
        donor,
        "handover_voided",
        json!({"offer": story.reference(offer), "reason": "the list names the wrong place"}),
    );
}

/// Stock is set aside, sent to a unit, counted there in parts, and what nobody counted is withdrawn.
fn between_sites(story: &mut Story, party: &str, gtin: &str) {
    story.say(party, "lot_declared", json!({"item": "diesel", "lot": "L:7", "expires": "2014-05-31"}));
    let reserved = json!({"pledge": "p-1", "site": "kidal", "lines": [line("flour", 9)]});
    story.say(party, "stock_reserved", reserved);
    story.say(
        party,
        "reservation_released",
        json!({"pledge": "p-1", "site": "kidal", "lines": [line("flour", 9)], "reason": "not needed"}),
    );
    let moved = story.say(
        party,
        "stock_moved",
        json!({"site": "kidal", "to": "aguelhok", "receiver": "ml-army-3", "note": "par piste",
        "lines": [line("flour", 40), pieces(gtin, &["S2", "S7"])]}),
    );
    let package = |tag: &str, seal: Option<&str>, state: &str, note: Option<&str>| json!({"package": tag, "seal": seal, "state": state, "note": note});
    story.say(
        "ml-army-3",
        "handover_answered",
        json!({"offer": story.reference(moved), "partial": true, "lines": [
        {"item": "flour", "counted": 15, "reason": null, "note": null}],
        "packages": [package("PK-7", Some("s-1"), "intact", None), package("106141412345678908", Some("s-9"), "broken", None),
            package("PK-8", None, "missing", None), package("PK-9", None, "other", Some("mouillé"))]}),
    );
    story.say(
        "ml-army-3",
        "handover_answered",
        json!({"offer": story.reference(moved), "partial": true, "lines": [
        {"item": "flour", "counted": 20, "reason": "short", "note": null},
        {"item": gtin, "counted": 1, "serials": ["S7"], "reason": null, "note": null}]}),
    );
    story.say(party, "handover_closed", json!({"offer": story.reference(moved), "note": "S2 stays here"}));
    story.say(
        party,
        "stock_moved",
        json!({"site": "kidal", "to": "depot-reggane", "receiver": "dz-log", "returns": "p-1",
        "lines": [line("flour", 7)]}),
    );
    for (attribution, cause) in [("known", Some("the roof leaked")), ("suspected", Some("thieves")), ("unknown", None)]
    {
        story.say(
            party,
            "stock_lost",
            json!({"site": "kidal", "lines": [line("flour", 2)], "attribution": attribution, "cause": cause,
            "note": "à l’inventaire"}),
        );
    }
}

pub(crate) fn importing() -> Importing {
    let units = [("flour", units::Unit::Each), ("diesel", units::Unit::Litre), ("80614141123458", units::Unit::Each)];
    let units = units.map(|(code, unit)| (code.parse().unwrap(), unit)).into();
    Importing { units, ..Importing::default() }
}

pub(crate) fn imported(document: &str) -> Imported {
    import(document.as_bytes(), &importing()).unwrap()
}

/// Lines in an order in which two of the same content are the same.
pub(crate) fn sorted(mut lines: Vec<Line>) -> Vec<Line> {
    lines.iter_mut().for_each(|line| line.serials.sort());
    lines.sort_by(|a, b| (&a.item, &a.lot, a.quantity, &a.serials).cmp(&(&b.item, &b.lot, b.quantity, &b.serials)));
    lines
}
