//! Events that become no draft, each with its number, its place and the rule.

use crate::support::{importing, whole};
use epcis::{Importing, import};
use serde_json::{Value, json};

fn document(events: &Value) -> Vec<u8> {
    json!({"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
        "schemaVersion": "2.0", "creationDate": "2013-02-10T00:00:00Z", "epcisBody": {"eventList": events}})
    .to_string()
    .into_bytes()
}

/// A good event with some fields changed; `null` takes one away.
fn event(changes: &Value) -> Value {
    let mut event = json!({"type": "ObjectEvent", "eventTime": "2013-02-10T00:00:00.500+01:00",
        "eventTimeZoneOffset": "+01:00", "action": "ADD", "bizStep": "commissioning", "disposition": "active",
        "bizLocation": {"id": "urn:qafila:place/kidal"},
        "quantityList": [{"epcClass": "urn:qafila:item/flour", "quantity": 7.0}]});
    for (name, value) in changes.as_object().unwrap() {
        event[name] = value.clone();
    }
    event.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    event
}

fn quantity(change: &Value) -> Value {
    let mut element = json!({"epcClass": "urn:qafila:item/flour", "quantity": 7});
    for (name, value) in change.as_object().unwrap() {
        element[name] = value.clone();
    }
    json!({ "quantityList": [element] })
}

#[test]
fn a_good_event_is_a_draft() {
    let imported = import(&document(&json!([event(&json!({}))])), &importing()).unwrap();
    assert_eq!(imported.refusals, []);
    let draft = serde_json::to_value(&imported.drafts[0].draft).unwrap();
    assert_eq!(draft["occurred"], "2013-02-09T23:00:00Z");
    assert_eq!(draft["body"], json!({"site": "kidal", "lines": [{"item": "flour", "quantity": 7}]}));
}

#[test]
fn what_is_wrong_is_named() {
    let table = [
        (json!({"eventTime": null}), ".eventTime", "it is missing"),
        (json!({"eventTime": "2013-02-10"}), ".eventTime", "it is not a date and time with its offset"),
        (json!({"eventTime": "2013-02-10T00:00:00"}), ".eventTime", "it is not a date and time with its offset"),
        (json!({"type": 7}), ".type", "it is not a text"),
        (json!({"epcList": {}}), ".epcList", "it is not a list"),
        (json!({"bizStep": "shipping"}), "", "no statement says ObjectEvent ADD shipping active"),
        (json!({"action": "OBSERVE"}), "", "no statement says ObjectEvent OBSERVE commissioning active"),
        (json!({"bizLocation": null}), "", "a stock_declared needs a `bizLocation` or a `readPoint`"),
        (
            json!({"bizLocation": {"id": "urn:qafila:party/kidal"}}),
            ".bizLocation.id",
            "`urn:qafila:party/kidal` does not name a place",
        ),
        (
            json!({"bizLocation": {"id": "urn:qafila:place/a%20b"}}),
            ".bizLocation.id",
            "place `a b` holds ' '; letters, digits and - _ . / : + # are allowed",
        ),
        (
            json!({"epcList": ["urn:epc:id:giai:4000001.1"]}),
            ".epcList[0]",
            "`urn:epc:id:giai:4000001.1` is neither an identifier below the base nor a GTIN, SSCC or GLN",
        ),
        (
            json!({"epcList": ["urn:qafila:package/p"]}),
            "",
            "a stock_declared needs the goods themselves, not a package or vehicle that holds them",
        ),
        (
            quantity(&json!({"quantity": 1.5})),
            ".quantityList[0].quantity",
            "`1.5` is not a whole number from 0 to 1000000000000",
        ),
        (
            quantity(&json!({"quantity": -1})),
            ".quantityList[0].quantity",
            "`-1` is not a whole number from 0 to 1000000000000",
        ),
        (
            quantity(&json!({"quantity": 1e30})),
            ".quantityList[0].quantity",
            "`1e+30` is not a whole number from 0 to 1000000000000",
        ),
        (
            quantity(&json!({"quantity": "7"})),
            ".quantityList[0].quantity",
            "`\"7\"` is not a whole number from 0 to 1000000000000",
        ),
        (quantity(&json!({"quantity": 0})), "", "item flour: the quantity is 0"),
        (quantity(&json!({"uom": "KGM"})), ".quantityList[0].uom", "the unit is `KGM`; the item is counted in pieces"),
        (
            json!({"quantityList": [{"epcClass": "urn:qafila:item/diesel", "quantity": 7}]}),
            ".quantityList[0].uom",
            "the unit is `none`; the item is counted in litres, LTR",
        ),
        (
            json!({"action": "DELETE", "bizStep": "cycle_counting", "qafila:note": "x".repeat(2000)}),
            "['qafila:note']",
            "text has 2000 bytes, at most 1024 are allowed",
        ),
        (
            json!({"action": "OBSERVE", "bizStep": "departing"}),
            "",
            "a progress needs a business transaction `bol` that names a convoy",
        ),
        (
            json!({"action": "OBSERVE", "bizStep": "accepting"}),
            "",
            "a handover_answered needs a business transaction `desadv` that names the offer it answers",
        ),
        (
            json!({"bizLocation": {"id": format!("urn:qafila:place/hidden%3A{}", "ab".repeat(32))}}),
            "",
            &format!("`hidden:{}` stands for something hidden; nobody writes it by hand", "ab".repeat(32)),
        ),
    ];
    for (changes, below, message) in table {
        let imported = import(&document(&json!([event(&json!({})), event(&changes)])), &importing()).unwrap();
        let told: Vec<(usize, &str, String)> = imported
            .refusals
            .iter()
            .map(|refusal| (refusal.event, refusal.path.as_str(), refusal.rule.to_string()))
            .collect();
        let path = format!("$.epcisBody.eventList[1]{below}");
        assert_eq!(told, [(2, path.as_str(), message.to_owned())], "{changes}");
        assert_eq!(imported.drafts.len(), 1, "{changes}");
    }
}

#[test]
fn what_is_no_document_is_refused_whole() {
    let refused = |bytes: &[u8]| import(bytes, &Importing::default()).unwrap_err().to_string();
    assert_eq!(refused(b"[]"), "$ is no object: not an EPCIS 2.0 document");
    assert_eq!(refused(b"{\"type\": \"Feature\"}"), "$.type names no document of events: not an EPCIS 2.0 document");
    let old = br#"{"type": "EPCISDocument", "schemaVersion": "1.2"}"#;
    assert_eq!(refused(old), "$.schemaVersion is not 2.0: not an EPCIS 2.0 document");
    let bare = br#"{"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {}}"#;
    assert_eq!(refused(bare), "$.epcisBody.eventList is no list of events: not an EPCIS 2.0 document");
    assert!(refused(b"\xff").starts_with("not JSON that can be read: line 1, column 1"));
}

#[test]
fn extensions_are_kept_out_and_counted() {
    let strange = event(&json!({"example:colour": "red", "sensorElementList": [], "qafila:unheard": 1}));
    let imported = import(&document(&json!([strange, strange])), &importing()).unwrap();
    let counted: Vec<(&str, usize)> = imported.kept_out.iter().map(|(name, n)| (name.as_str(), *n)).collect();
    assert_eq!(counted, [("example:colour", 2), ("qafila:unheard", 2), ("sensorElementList", 2)]);
    assert_eq!((imported.drafts.len(), imported.refusals.len()), (2, 0));
}

#[test]
fn no_cut_or_changed_byte_makes_it_fall() {
    let document = whole().exported().document;
    for at in (0..document.len()).step_by(97) {
        let _ = import(document.as_bytes().get(..at).unwrap(), &importing());
        let mut changed = document.clone().into_bytes();
        changed[at] ^= 0x11;
        let _ = import(&changed, &importing());
    }
}
