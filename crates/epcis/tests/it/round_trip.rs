//! Out and in again says the same, for every kind that events carry.

use crate::support::{Story, imported, importing, item, line, pieces, sorted, whole};
use epcis::{Importing, import};
use model::{Body, CountLine, Kind, Line};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Kinds that events carry.
fn carried(kind: Kind) -> bool {
    match kind {
        Kind::StockDeclared
        | Kind::StockAdjusted
        | Kind::ConsignmentPacked
        | Kind::Progress
        | Kind::Incident
        | Kind::HandoverOffered
        | Kind::HandoverAnswered
        | Kind::MatterOpened
        | Kind::MatterSettled
        | Kind::CheckPerformed
        | Kind::Consumed
        | Kind::Destroyed
        | Kind::PartsTaken
        | Kind::StockMoved
        | Kind::ConsignmentReloaded
        | Kind::StockLost
        | Kind::HandoverClosed
        | Kind::HandoverVoided => true,
        Kind::PartyDeclared
        | Kind::OfficerAppointed
        | Kind::OfficerRevoked
        | Kind::KeyRotated
        | Kind::LogKeyRotated
        | Kind::AudienceGranted
        | Kind::AccessRecorded
        | Kind::AgreementConcluded
        | Kind::AgreementStatusChanged
        | Kind::PledgeMade
        | Kind::PledgeAmended
        | Kind::ItemDefined
        | Kind::ReportFiled
        | Kind::ReportRetracted
        | Kind::StateOverridden
        | Kind::OverrideWithdrawn
        | Kind::RegimeSet
        | Kind::ActivityNotified
        | Kind::ActivityAcknowledged
        | Kind::ClearanceRequested
        | Kind::ClearanceDecided
        | Kind::MovementOrdered
        | Kind::CreditIssued
        | Kind::PledgeConditionMet
        | Kind::CheckScheduleSet
        | Kind::StorageChecked
        | Kind::LotDeclared
        | Kind::StockReserved
        | Kind::ReservationReleased => false,
    }
}

/// The order of lines, and of pieces in them, is nothing that a statement says.
fn comparable(mut body: Body) -> Body {
    let sort = |lines: &mut Vec<Line>| *lines = sorted(std::mem::take(lines));
    if let Body::StockDeclared(stock) = &mut body {
        sort(&mut stock.lines);
    } else if let Body::HandoverOffered(offered) = &mut body {
        sort(&mut offered.lines);
    } else if let Body::StockMoved(moved) = &mut body {
        sort(&mut moved.lines);
    } else if let Body::HandoverAnswered(answered) = &mut body {
        answered.lines.iter_mut().for_each(|line| line.serials.sort());
        answered.lines.sort_by(|a: &CountLine, b: &CountLine| (&a.item, &a.lot).cmp(&(&b.item, &b.lot)));
    }
    body
}

#[track_caller]
fn assert_comes_back(story: &Story) {
    let exported = story.exported();
    let imported = imported(&exported.document);
    assert_eq!(imported.refusals, []);
    let carried = |body: &Body| carried(body.kind());
    let said: Vec<Body> = story.bodies().into_iter().filter(carried).map(comparable).collect();
    let read: Vec<Body> = imported.drafts.iter().map(|import| comparable(import.draft.body.clone())).collect();
    for (said, read) in said.iter().zip(&read) {
        assert_eq!(said, read);
    }
    assert_eq!(said.len(), read.len());
    assert_eq!(imported.events, exported.events);
}

#[test]
fn the_whole_story_comes_back() {
    let story = whole();
    let said: BTreeSet<Kind> = story.bodies().iter().map(Body::kind).filter(|kind| carried(*kind)).collect();
    assert_eq!(said.len(), Kind::ALL.iter().filter(|kind| carried(**kind)).count(), "a kind is not in the story");
    assert_comes_back(&story);
}

#[test]
fn the_same_statements_make_the_same_bytes() {
    assert_eq!(whole().exported(), whole().exported());
}

#[test]
fn times_and_identifiers_are_those_of_the_statement() {
    let story = whole();
    let document: Value = serde_json::from_str(&story.exported().document).unwrap();
    let first = &document["epcisBody"]["eventList"][0];
    let said = &story.0[3];
    let id = format!("urn:qafila:statement/test.example%2Fdz-log/3/{}", said.leaf);
    assert_eq!(first["eventID"], id.as_str());
    assert_eq!(first["eventTime"], "2013-02-10T16:40:00+01:00");
    assert_eq!(first["eventTimeZoneOffset"], "+01:00");
    assert_eq!(first["recordTime"], said.known.to_string().as_str());
    let pieces = ["S1", "S2", "S%2F3"].map(|serial| format!("https://id.gs1.org/01/80614141123458/21/{serial}"));
    assert_eq!(first["epcList"], json!(pieces));
    assert_eq!(
        first["quantityList"],
        json!([{"epcClass": "urn:qafila:item/flour", "quantity": 1000},
            {"epcClass": "urn:qafila:item/diesel/lot/L%3A7", "quantity": 9000, "uom": "LTR"}])
    );
    let newest = story.0.last().unwrap().known.to_string();
    assert_eq!(document["creationDate"], newest.as_str());
}

#[test]
fn a_difference_is_held_apart_from_what_changes_hands() {
    let document: Value = serde_json::from_str(&whole().exported().document).unwrap();
    let events = document["epcisBody"]["eventList"].as_array().unwrap();
    let told: Vec<String> = events
        .iter()
        .filter(|event| {
            event["qafila:kind"] == "handover_answered" && event["qafila:party"] == "urn:qafila:party/ml-army"
        })
        .map(|event| {
            let number = event["quantityList"][0]["quantity"].clone();
            let goods = if number.is_null() { event["epcList"].clone() } else { number };
            format!("{} {} {goods}", event["bizStep"].as_str().unwrap(), event["disposition"].as_str().unwrap())
        })
        .collect();
    let piece = |serial: &str| format!("[\"https://id.gs1.org/01/80614141123458/21/{serial}\"]");
    assert_eq!(
        told,
        [
            "accepting in_progress 4000".to_owned(),
            "accepting in_progress 790".to_owned(),
            "holding mismatch_quantity 4".to_owned(),
            format!("accepting in_progress {}", piece("S2")),
            format!("holding mismatch_instance {}", piece("S1")),
            format!("holding mismatch_instance {}", piece("S9")),
        ]
    );
}

#[test]
fn a_part_leaves_the_rest_offered_until_the_giver_withdraws_it() {
    let document: Value = serde_json::from_str(&whole().exported().document).unwrap();
    let events = document["epcisBody"]["eventList"].as_array().unwrap();
    let told = |kind: &str, party: &str| -> Vec<String> {
        let party = format!("urn:qafila:party/{party}");
        let of = events.iter().filter(|event| event["qafila:kind"] == kind && event["qafila:party"] == *party);
        let shown = of.map(|event| {
            let number = event["quantityList"][0]["quantity"].clone();
            let goods = if number.is_null() { event["epcList"][0].clone() } else { number };
            let goods = goods.to_string();
            let goods = goods.rsplit('/').next().unwrap().trim_matches('"');
            format!("{} {} {goods}", event["bizStep"].as_str().unwrap(), event["disposition"].as_str().unwrap())
        });
        shown.collect()
    };
    assert_eq!(told("stock_moved", "ml-army")[0], "departing in_transit 40");
    assert_eq!(
        told("handover_answered", "ml-army-3"),
        [
            "accepting in_progress 15",
            "inspecting container_closed PK-7",
            "inspecting container_open 106141412345678908",
            "inspecting unknown PK-8",
            "inspecting non_conformant PK-9",
            "accepting in_progress S7",
            // Of the 25 that were left.
            "accepting in_progress 20",
            "holding mismatch_quantity 5",
        ]
    );
    assert_eq!(told("handover_closed", "ml-army"), ["void_shipping in_progress S2"]);
    assert_eq!(told("handover_voided", "dz-log"), ["void_shipping in_progress 300"]);
}

#[test]
fn counts_of_every_sort_come_back() {
    let (flour, gtin) = ("flour", "80614141123458");
    let offers = [Some(vec![line(flour, 10)]), Some(vec![pieces(gtin, &["A", "B"])]), Some(vec![line(gtin, 2)]), None];
    let counts = [
        json!({"item": flour, "counted": 10, "reason": null, "note": null}),
        json!({"item": flour, "counted": 0, "reason": "short", "note": null}),
        json!({"item": flour, "counted": 7, "reason": "seal_broken", "note": "cut"}),
        json!({"item": flour, "counted": 10, "reason": "damaged", "note": null}),
        json!({"item": flour, "counted": 12, "reason": null, "note": null}),
        json!({"item": flour, "counted": 0, "reason": null, "note": "empty"}),
        json!({"item": gtin, "counted": 3, "serials": ["B", "A", "C"], "reason": "over", "note": null}),
        json!({"item": gtin, "counted": 1, "reason": "wrong_lot", "note": "no plate"}),
        json!({"item": gtin, "counted": 0, "reason": "substituted", "note": null}),
    ];
    for offered in &offers {
        for counted in &counts {
            let mut story = Story::default();
            story.say("dz-log", "item_defined", item(flour, "each", "bulk"));
            let mut offer = json!({"origin": "test.example/dz-log", "index": 7, "leaf": crate::support::leaf(7)});
            if let Some(lines) = offered {
                let said = story.say(
                    "dz-log",
                    "handover_offered",
                    json!({"consignment": "c", "convoy": "v",
                    "place": "in-khalil", "receiver": "ml-army", "lines": lines}),
                );
                offer = story.reference(said);
            }
            story.say("ml-army", "handover_answered", json!({"offer": offer, "lines": [counted]}));
            assert_comes_back(&story);
        }
    }
}

#[test]
fn a_correction_declares_the_error_and_says_all_of_it_again() {
    let mut story = Story::default();
    let stock = story.say(
        "dz-log",
        "stock_declared",
        json!({"site": "kidal", "lines": [line("flour", 100), pieces("truck", &["A", "B"])]}),
    );
    let fix = |line: Value, increase: bool| json!({"site": "kidal", "line": line, "increase": increase, "reason": "corrected", "note": null});
    let first = story.say_citing("dz-log", "stock_adjusted", fix(line("flour", 30), false), &[stock]);
    let second = story.say_citing("dz-log", "stock_adjusted", fix(pieces("truck", &["B"]), false), &[first]);
    // A correction that does not fit stays an event of its own.
    story.say_citing("dz-log", "stock_adjusted", fix(line("flour", 71), false), &[stock]);
    let document = story.exported().document;
    let events: Value = serde_json::from_str(&document).unwrap();
    let error = |at: usize| events["epcisBody"]["eventList"][at]["errorDeclaration"].clone();
    let id = |at: usize| format!("urn:qafila:statement/test.example%2Fdz-log/{at}/{}", story.0[at].leaf);
    assert_eq!(error(0)["reason"], "incorrect_data");
    assert_eq!(error(0)["declarationTime"], story.0[first].statement().unwrap().stated.to_string().as_str());
    assert_eq!(error(0)["correctiveEventIDs"], json!([id(first)]));
    assert_eq!(error(1)["correctiveEventIDs"], json!([id(second)]));
    assert_eq!((error(2), error(3)), (Value::Null, Value::Null));
    let imported = imported(&document);
    assert_eq!((imported.in_error, imported.drafts.len(), imported.refusals.len()), (2, 2, 0));
    let body = serde_json::to_value(&imported.drafts[0].draft.body).unwrap();
    let lines = json!([pieces("truck", &["A"]), line("flour", 70)]);
    assert_eq!(body, json!({"kind": "stock_declared", "body": {"site": "kidal", "lines": lines}}));
}

#[test]
fn a_correction_to_nothing_did_not_occur() {
    let mut story = Story::default();
    let stock = story.say("dz-log", "stock_declared", json!({"site": "kidal", "lines": [line("flour", 100)]}));
    story.say_citing(
        "dz-log",
        "stock_adjusted",
        json!({"site": "kidal", "line": line("flour", 100),
        "increase": false, "reason": "corrected", "note": null}),
        &[stock],
    );
    let exported = story.exported();
    let document: Value = serde_json::from_str(&exported.document).unwrap();
    let declared = &document["epcisBody"]["eventList"][0]["errorDeclaration"];
    assert_eq!((declared["reason"].as_str(), declared.get("correctiveEventIDs")), (Some("did_not_occur"), None));
    assert_eq!(exported.left_out[&Kind::StockAdjusted].count, 1);
}

#[test]
fn what_is_held_already_says_nothing_new() {
    let story = whole();
    let held = story.0.iter().map(|said| said.leaf).collect();
    let imported = import(story.exported().document.as_bytes(), &Importing { held, ..importing() }).unwrap();
    assert_eq!((imported.drafts.len(), imported.refusals.len()), (0, 0));
    assert_eq!(imported.held, imported.events);
}

#[test]
fn another_base_of_names_comes_back_under_itself_alone() {
    let naming: epcis::Naming = "https://id.example.org/aid/".parse().unwrap();
    let exported = epcis::export(&whole().0, &naming, &jiff::tz::TimeZone::UTC);
    let same = import(exported.document.as_bytes(), &Importing { naming, ..importing() }).unwrap();
    assert_eq!((same.refusals.len(), same.events), (0, exported.events));
    assert!(!imported(&exported.document).refusals.is_empty());
}

#[test]
fn the_page_names_every_kind() {
    let page = include_str!("../../../../docs/epcis.md");
    for kind in Kind::ALL {
        assert!(page.contains(&format!("`{}`", kind.code())), "{}", kind.code());
    }
}
