//! Hidden fields and erasure, as a person meets them.

use crate::support::{Place, files, run};
use serde_json::{Value, json};

fn stock() -> Value {
    json!({"officer": "dz-log/stores", "kind": "stock_declared", "hidden": {"fields": ["place", "serial"], "parties": []},
        "body": {"site": "depot-unnamed", "lines": [{"item": "truck-4x4", "quantity": 2, "serials": ["SECRET-1", "SECRET-2"]}]}})
}

fn holds(dir: &std::path::Path, text: &str) -> bool {
    let read = |path: &std::path::PathBuf| std::fs::read(path).unwrap();
    files(dir).iter().map(read).any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[test]
fn hidden_fields_are_told_in_words_and_stay_hidden() {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.fed(&["say", "-", "--unknown"], stock().to_string()).ended(0);
    let why = |node: &str, lang: &str| {
        run(&place.path(node), &["account", "--item", "truck-4x4", "--why", "--lang", lang]).ended(0).out
    };
    assert!(why("dz-log", "en").contains("depot-unnamed") && why("dz-log", "en").contains("SECRET-1 SECRET-2"));
    place.run(&["journal", "export", "../stick", "--reader", "ml-army", "--plain"]).ended(0);
    run(&place.path("ml-army"), &["journal", "import", "../stick"]).ended(0);
    for (lang, word) in [("en", "hidden ("), ("fr", "masqué ("), ("ar", "محجوب (")] {
        let shown = why("ml-army", lang);
        assert!(shown.matches(word).count() >= 3 && !shown.contains("hidden:"), "{shown}");
    }
    for secret in ["depot-unnamed", "SECRET-"] {
        assert!(!holds(&place.path("stick"), secret) && !holds(&place.path("ml-army"), secret), "{secret}");
        assert!(holds(&place.path("dz-log"), secret));
    }
    // Nobody writes the commitment.
    let mut by_hand = stock();
    by_hand["body"]["site"] = json!(format!("hidden:{}", "0".repeat(64)));
    place
        .fed(&["say", "-"], by_hand.to_string())
        .told(1, &["nobody writes it by hand", "Hint: what starts with `hidden:`"]);
}

#[test]
fn what_is_erased_is_gone_from_the_nodes_folder() {
    let place = Place::donor();
    let said = place.fed(&["say", "-", "--unknown", "--json"], stock().to_string()).ended(0).json();
    let leaf = said["appended"][0]["leaf"].as_str().unwrap();
    assert!(holds(&place.path("dz-log"), "SECRET-1"));
    let erase = |leaf: &str| place.run(&["journal", "erase", leaf, "--reason", "named by mistake"]);
    erase("").told(1, &["statements have a leaf hash that begins with ``", "Hint: `qafila journal log`"]);
    erase("zz").told(1, &["no statement has a leaf hash that begins with `zz`"]);
    let done = erase(&leaf[..12]).ended(0);
    assert!(done.out.contains("erased from this node"), "{}", done.out);
    for secret in ["depot-unnamed", "SECRET-"] {
        assert!(!holds(&place.path("dz-log"), secret), "{secret}");
    }
    assert!(erase(leaf).ended(0).out.contains("erased before"));
    let log = place.run(&["journal", "log"]).ended(0).out;
    assert!(log.contains("named by mistake"), "{log}");
    let entry = place.run(&["journal", "log", "--leaf", leaf]).ended(0).json();
    assert_eq!(entry["content"]["erased"]["reason"], "named by mistake");
    place.run(&["journal", "verify"]).ended(0);
    let genesis = place.run(&["journal", "log", "--json"]).ended(0).out;
    let genesis: Value = serde_json::from_str(genesis.lines().next().unwrap()).unwrap();
    erase(genesis["leaf"].as_str().unwrap()).told(1, &["party_declared", "so it stays"]);
}
