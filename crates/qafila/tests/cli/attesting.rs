//! What others attest, told in words; keys replaced, thefts revoked, devices added, from the command line.

use crate::support::{Place, command, run};
use serde_json::json;
use std::fs;
use std::path::Path;

/// One party hands all it holds to another, who takes it over and cosigns.
fn meet(place: &Place, from: &str, to: &str) {
    let stick = place.path("stick");
    let stick = stick.to_str().unwrap();
    run(&place.path(from), &["journal", "export", stick, "--reader", to, "--plain"]).ended(0);
    run(&place.path(to), &["journal", "import", stick]).ended(0);
    fs::remove_dir_all(stick).unwrap();
}

fn leaf_of_last(dir: &Path) -> String {
    let log = run(dir, &["journal", "log", "--json"]).ended(0).out;
    let own = log.lines().rfind(|line| line.contains("/dz-log\""));
    let last: serde_json::Value = serde_json::from_str(own.unwrap()).unwrap();
    last["leaf"].as_str().unwrap().to_owned()
}

#[test]
fn a_proof_is_handed_over_and_judged_without_a_node() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let (giver, army) = (place.path("dz-log"), place.path("ml-army"));
    let leaf = leaf_of_last(&giver);
    place.run(&["journal", "prove", &leaf[..10]]).told(0, &["No other party has attested it yet"]);
    meet(&place, "dz-log", "ml-army");
    run(&army, &["journal", "witness"]).told(0, &["cosigned now: 1"]);
    meet(&place, "ml-army", "dz-log");
    let told = place.run(&["journal", "prove", &leaf[..10], "--disclose", "--out", "../proof"]);
    told.told(0, &["It was in that journal before", "as 1 other attests: ml-army"]);
    let french = place.run(&["journal", "prove", &leaf[..10], "--out", "../other", "--lang", "fr"]);
    french.told(0, &["comme 1 autre partie l’atteste : ml-army"]);

    let root = place.root();
    run(root, &["journal", "prove", "--check", "proof"]).told(1, &["whose key?", "--key"]);
    place.run(&["journal", "export", "../all"]).ended(0);
    let key = fs::read_to_string(place.path("all/dz-log/vkeys")).unwrap().lines().next().unwrap().to_owned();
    let sound = run(root, &["journal", "prove", "--check", "proof", "--key", &key]).ended(0);
    assert!(sound.out.contains("Sound: entry") && sound.out.contains("It says: "), "{}", sound.out);
    run(root, &["journal", "prove", "--check", "other", "--key", &key]).told(1, &["which statement?"]);
    let bare = run(root, &["journal", "prove", "--check", "other", "--key", &key, "--leaf", &leaf]).ended(0);
    assert!(bare.out.contains("Sound: entry") && !bare.out.contains("It says"), "{}", bare.out);
    // With the node at hand its witnesses are judged too.
    let known = run(&army, &["journal", "prove", "--check", "../proof", "--json"]).ended(0).json();
    assert_eq!(known["cosignatures"][0]["witness"], "sahel-2013.example/ml-army/witness");
    let mut bent = fs::read(place.path("proof")).unwrap();
    let at = bent.windows(6).position(|window| window == b"index ").unwrap() + 6;
    bent[at] = if bent[at] == b'9' { b'8' } else { b'9' };
    fs::write(place.path("proof"), bent).unwrap();
    run(root, &["journal", "prove", "--check", "proof", "--key", &key]).ended(3);
}

#[test]
fn a_receipt_is_signed_for_own_entries_alone_and_judged_without_a_node() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let (army, root) = (place.path("ml-army"), place.root());
    let leaf = leaf_of_last(&place.path("dz-log"));
    place
        .run(&["journal", "prove", &leaf[..10], "--receipt", "../receipt.cbor"])
        .told(0, &["Receipt of", "bytes signed"]);
    place.run(&["journal", "export", "../all"]).ended(0);
    let key = fs::read_to_string(place.path("all/dz-log/vkeys")).unwrap().lines().next().unwrap().to_owned();
    let judged =
        |leaf: &str| run(root, &["journal", "prove", "--check", "receipt.cbor", "--key", &key, "--leaf", leaf]);
    assert!(judged(&leaf).ended(0).out.contains("Sound: entry"));
    let mut other = leaf.clone().into_bytes();
    other[0] = if other[0] == b'0' { b'1' } else { b'0' };
    judged(std::str::from_utf8(&other).unwrap()).told(3, &["the receipt's signature is not over root"]);
    meet(&place, "dz-log", "ml-army");
    let partner = run(&army, &["journal", "prove", &leaf[..10], "--receipt", "../partner.cbor"]);
    partner.told(1, &["is not this node's own"]);
    assert!(!place.path("partner.cbor").exists());
}

#[test]
fn a_tail_without_cosignatures_is_an_alarm() {
    let place = Place::of(&["dz-log", "ml-army"]);
    meet(&place, "ml-army", "dz-log");
    place.run(&["journal", "witness"]).ended(0);
    let later = command(&place.path("dz-log"), &["journal", "witness", "--json"])
        .env("QAFILA_NOW", "2013-03-30T00:00:00Z")
        .output()
        .unwrap();
    assert_eq!(later.status.code(), Some(3));
    let later: serde_json::Value = serde_json::from_slice(&later.stdout).unwrap();
    assert_eq!(later["journals"][0]["alarm"], true);
    fs::write(place.path("policy"), "quorum nobody\n").unwrap();
    place.run(&["journal", "witness", "--policy", "../policy"]).told(1, &["policy, line 1", "`nobody`"]);
    fs::write(place.path("policy"), "quorum none\n").unwrap();
    place.run(&["journal", "witness", "--policy", "../policy"]).ended(0);
}

#[test]
fn a_key_is_replaced_and_a_theft_revoked() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let army = place.path("ml-army");
    meet(&place, "dz-log", "ml-army");
    let before = place.entries() as u64;
    place.run(&["journal", "rotate", "--officer", "dz-log/authority"]).told(0, &["signed by", "from now on"]);
    let names: Vec<String> = serde_json::from_value(place.run(&["keys", "list", "--json"]).ended(0).json()).unwrap();
    assert!(["log", "next-log", "later-log"].iter().all(|name| names.contains(&(*name).to_owned())), "{names:?}");
    meet(&place, "dz-log", "ml-army");
    place.run(&["journal", "epoch", "--good", &(before + 9).to_string()]).told(1, &["were named"]);
    place.run(&["journal", "epoch", "--good", &before.to_string()]).told(0, &["dz-log/e2 is open"]);
    meet(&place, "dz-log", "ml-army");
    let log = run(&army, &["journal", "log"]).ended(0).out;
    assert!(log.contains("is in doubt") && log.contains("dz-log/e2#0"), "{log}");
}

#[test]
fn a_second_device_writes_for_the_same_party() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let root = place.root();
    run(root, &["init", "phone", "--party", "dz-log", "--device", "phone"]).ended(2);
    run(root, &["init", "phone", "--party", "dz-log", "--device", "phone", "--beside", "dz-log"]).ended(0);
    let word = json!({"officer": "dz-log/authority", "kind": "regime_set", "body": {"crossings": ["crossing-in-khalil"],
        "status": "open", "exceptions": [], "vehicles_per_hour": 9, "window": {}, "reason": "phone"}});
    fs::write(place.path("word.jsonl"), word.to_string()).unwrap();
    run(&place.path("phone"), &["say", "../word.jsonl"]).ended(0);
    for from in ["dz-log", "phone"] {
        meet(&place, from, "ml-army");
    }
    let log = run(&place.path("ml-army"), &["journal", "log"]).ended(0).out;
    assert!(log.contains("dz-log/phone#1"), "{log}");
}

#[test]
fn evidence_that_there_is_none_of_is_said_so() {
    let place = Place::donor();
    place.run(&["journal", "evidence"]).told(0, &["No evidence"]);
    fs::write(place.path("nonsense"), "nonsense").unwrap();
    place.run(&["journal", "evidence", "../nonsense"]).told(3, &["evidence, line 1"]);
}

#[test]
fn a_restored_node_refuses_to_fork_and_fetches_its_tail() {
    let place = Place::of(&["dz-log", "ml-army"]);
    let giver = place.path("dz-log");
    crate::support::copy(&giver, &place.path("backup"));
    let word = json!({"officer": "dz-log/authority", "kind": "regime_set", "body": {"crossings": ["crossing-in-khalil"],
        "status": "open", "exceptions": [], "vehicles_per_hour": 9, "window": {}, "reason": "said"}});
    let say = || place.fed(&["say", "-"], word.to_string());
    say().ended(0);
    meet(&place, "dz-log", "ml-army");
    // The database of yesterday, with the other files of today.
    for name in ["node.sqlite", "node.sqlite-wal", "node.sqlite-shm"] {
        let (from, to) = (place.path("backup").join(name), giver.join(name));
        let _ = fs::remove_file(&to);
        if from.exists() {
            fs::copy(from, to).unwrap();
        }
    }
    say().told(3, &["24 entries here, and 25 were signed", "journal restore"]);
    run(&place.path("ml-army"), &["journal", "export", "../stick"]).ended(0);
    place.run(&["journal", "import", "../stick"]).told(3, &["this node's own"]);
    place.run(&["journal", "restore", "../stick"]).told(0, &["entries fetched 1"]);
    // A backup leaves the record of the last head out; then a person must say that nothing is missing.
    let head = fs::read(giver.join("head")).unwrap();
    fs::remove_file(giver.join("head")).unwrap();
    say().told(3, &["no record of how many were signed"]);
    place.run(&["journal", "restore"]).ended(2);
    place.run(&["journal", "restore", "--complete"]).ended(0);
    assert_eq!(fs::read(giver.join("head")).unwrap(), head);
    place.run(&["journal", "verify"]).ended(0);
    say().ended(0);
}
