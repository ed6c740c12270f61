//! What goes out keeps the standard's schema and code lists.

use crate::support::{shared, whole};
use epcis::{Action, BizStep, Disposition, ErrorReason, Party, Transaction};
use serde_json::Value;

fn validator() -> Option<jsonschema::Validator> {
    let path = shared("data/epcis-2.0/EPCIS-JSON-Schema.json")?;
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    Some(jsonschema::draft7::options().should_validate_formats(true).build(&schema).unwrap())
}

#[track_caller]
fn assert_valid(validator: &jsonschema::Validator, document: &str) {
    let document: Value = serde_json::from_str(document).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&document).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_whole_story_is_valid() {
    let Some(validator) = validator() else { return };
    let exported = whole().exported();
    assert!(exported.events > 30, "{}", exported.events);
    assert_valid(&validator, &exported.document);
    // The judge judges: codes and times of no form are seen.
    let broken = exported.document.replace("\"commissioning\"", "\"comissioning\"");
    assert!(!validator.is_valid(&serde_json::from_str(&broken).unwrap()));
    let broken = exported.document.replace("\"eventTimeZoneOffset\": \"+01:00\"", "\"eventTimeZoneOffset\": \"+1\"");
    assert!(!validator.is_valid(&serde_json::from_str(&broken).unwrap()));
}

#[test]
fn an_empty_story_is_valid() {
    let Some(validator) = validator() else { return };
    assert_valid(&validator, &crate::support::Story::default().exported().document);
}

#[test]
fn every_code_is_in_the_vocabulary() {
    let Some(path) = shared("domain/tables/epcis_cbv2_codes.json") else { return };
    let table: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let check = |list: &str, codes: Vec<&str>| {
        let known: Vec<&str> = table[list].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for code in codes {
            assert!(known.contains(&code), "`{code}` is no {list}");
        }
    };
    check("action", Action::ALL.iter().map(|code| code.code()).collect());
    check("bizStep", BizStep::ALL.iter().map(|code| code.code()).collect());
    check("disposition", Disposition::ALL.iter().map(|code| code.code()).collect());
    check("bizTransactionType", Transaction::ALL.iter().map(|code| code.code()).collect());
    check("sourceDestType", Party::ALL.iter().map(|code| code.code()).collect());
    check("errorReason", ErrorReason::ALL.iter().map(|code| code.code()).collect());
}
