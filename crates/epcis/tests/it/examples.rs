//! The standard's own examples: each event a draft or a refusal by name, none lost.

use crate::support::shared;
use epcis::{Importing, Rule, import};
use std::path::PathBuf;

fn files(folder: PathBuf) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(path));
        } else if path.extension().is_some_and(|ending| ending == "jsonld") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_event_is_accounted_for() {
    let Some(folder) = shared("data/epcis-2.0/JSON") else { return };
    let (mut drafts, mut refused, mut events) = (0, 0, 0);
    for path in files(folder) {
        let bytes = std::fs::read(&path).unwrap();
        if path.ends_with("AssociationEvent-h.jsonld") {
            // The standard's own example gives one event two names.
            let error = import(&bytes, &Importing::default()).unwrap_err().to_string();
            assert!(error.ends_with("`eventID` stands twice in one object"), "{error}");
            continue;
        }
        let imported = import(&bytes, &Importing::default()).unwrap();
        let drafted: usize = {
            let mut numbers: Vec<usize> = imported.drafts.iter().flat_map(|draft| draft.events.clone()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.len()
        };
        let told: std::collections::BTreeSet<usize> = imported.refusals.iter().map(|refusal| refusal.event).collect();
        let accounted = drafted + told.len() + imported.in_error + imported.held;
        assert_eq!(accounted, imported.events, "{}", path.display());
        for refusal in &imported.refusals {
            assert!(refusal.path.starts_with("$.epcisBody."), "{refusal:?}");
        }
        (drafts, refused, events) = (drafts + imported.drafts.len(), refused + told.len(), events + imported.events);
    }
    assert!(events > 40 && drafts >= 8 && refused > 20, "{events} events, {drafts} drafts, {refused} refused");
}

#[test]
fn receiving_of_a_partner_becomes_stock_that_was_received() {
    let Some(folder) = shared("data/epcis-2.0/JSON") else { return };
    for (name, item) in [("Example_9.6.2-ObjectEvent.jsonld", "flat"), ("Example_9.6.1-ObjectEvent.jsonld", "two")] {
        let imported = import(&std::fs::read(folder.join(name)).unwrap(), &Importing::default()).unwrap();
        assert!(!imported.drafts.is_empty(), "{item}: {imported:#?}");
        for draft in &imported.drafts {
            assert_eq!(draft.draft.body.kind().code(), "stock_adjusted", "{item}");
        }
        let no_statement = |rule: &Rule| matches!(rule, Rule::NoStatement { .. });
        assert!(imported.refusals.iter().all(|refusal| no_statement(&refusal.rule)), "{imported:#?}");
    }
}
