//! A byte that changed is found and named, in a bundle and in the node itself.

use crate::support::{Place, files, run};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

/// The donor's journal as a bundle.
fn bundle() -> Place {
    let place = Place::donor();
    place.run(&["journal", "export", "../bundle"]).ended(0);
    place
}

fn flip(path: &Path, at: usize) {
    let mut bytes = fs::read(path).unwrap();
    bytes[at] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn file(place: &Place, part: &str) -> std::path::PathBuf {
    let all = files(&place.path("bundle/dz-log"));
    all.into_iter().find(|path| path.to_str().unwrap().contains(part)).unwrap()
}

#[test]
fn a_flipped_byte_is_named_wherever_it_is() {
    let cases: [(&str, usize, &[&str]); 6] = [
        ("tile/entries", 39 * 12 + 20, &["entry 12 is damaged"]),
        ("tile/entries", 39 * 7, &["entry 7 is damaged"]),
        ("tile/0/", 32 * 5 + 3, &["tile/0/", "is damaged at position 5"]),
        ("content/000", 40, &["content of entry 0 is damaged"]),
        ("checkpoint", 35, &["`checkpoint` is refused"]),
        ("vkeys", 5, &["vkeys"]),
    ];
    for (part, at, words) in cases {
        let place = bundle();
        flip(&file(&place, part), at);
        let ran = run(place.root(), &["journal", "verify", "bundle"]).told(3, words);
        assert!(ran.err.contains("NOT sound") && ran.err.contains("Hint:"), "{}", ran.err);
        let answer = run(place.root(), &["journal", "verify", "bundle", "--json"]).ended(3).json();
        assert_eq!(answer[0]["sound"], false);
        if words[0].contains("entry 12") {
            assert_eq!(answer[0]["entry"], 12);
        }
        // Nor does a partner take it over.
        let before = place.run(&["journal", "checkpoint"]).ended(0).out;
        let import = place.run(&["journal", "import", "../bundle"]).ended(3);
        assert!(import.out.is_empty(), "{import:?}");
        assert_eq!(place.run(&["journal", "checkpoint"]).ended(0).out, before);
    }
}

#[test]
fn missing_files_are_named() {
    for part in ["tile/entries", "tile/0/", "vkeys"] {
        let place = bundle();
        fs::remove_file(file(&place, part)).unwrap();
        run(place.root(), &["journal", "verify", "bundle"]).told(3, &[part, "is missing"]);
    }
    let place = bundle();
    fs::remove_file(place.path("bundle/dz-log/checkpoint")).unwrap();
    run(place.root(), &["journal", "verify", "bundle"]).told(1, &["no journal is there"]);
    run(place.root(), &["journal", "verify", "nowhere"]).told(1, &["could not read `nowhere`"]);
    place.run(&["journal", "import", ".."]).told(1, &["no journal is below"]);
}

#[test]
fn another_key_than_the_expected_one_is_refused() {
    let place = Place::of(&["dz-log", "ml-army"]);
    place.run(&["journal", "export", "../bundle"]).ended(0);
    run(&place.path("ml-army"), &["journal", "export", "../other"]).ended(0);
    let key = |path: &str| fs::read_to_string(place.path(path)).unwrap().trim().to_owned();
    let verify = |key: &str| run(place.root(), &["journal", "verify", "bundle", "--key", key]);
    let right = verify(&key("bundle/dz-log/vkeys")).ended(0);
    assert!(!right.err.contains("--key"), "{}", right.err);
    verify(&key("other/ml-army/vkeys")).told(3, &["NOT sound"]);
    verify("no key").told(1, &["--key"]);
    // Whose journals stand in the node itself, it knows the keys.
    let own = place.run(&["journal", "verify"]).ended(0);
    assert!(own.err.is_empty(), "{}", own.err);
}

#[test]
fn a_second_history_is_refused_and_told_with_both_roots() {
    let place = Place::of(&["dz-log", "ml-army"]);
    crate::support::copy(&place.path("dz-log"), &place.path("fork"));
    for (node, code) in [("dz-log", "tent-1"), ("fork", "tent-2")] {
        crate::support::fed(&place.path(node), &["say", "-"], crate::support::item(code).as_bytes()).ended(0);
        run(&place.path(node), &["journal", "export", &format!("../from-{node}")]).ended(0);
    }
    let army = place.path("ml-army");
    run(&army, &["journal", "import", "../from-dz-log"]).ended(0);
    run(&army, &["journal", "import", "../from-dz-log"]).ended(0);
    let ran = run(&army, &["journal", "import", "../from-fork"]).told(3, &["two histories", "keep both copies"]);
    let roots = ran.err.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 64).count();
    assert_eq!(roots, 2, "{}", ran.err);
}

#[test]
fn a_restored_node_is_warned() {
    let place = Place::of(&["dz-log", "ml-army"]);
    crate::support::copy(&place.path("dz-log"), &place.path("backup"));
    place.fed(&["say", "-"], crate::support::item("tent")).ended(0);
    place.run(&["journal", "export", "../bundle"]).ended(0);
    let restored = run(&place.path("backup"), &["journal", "import", "../bundle"]);
    restored.told(3, &["is this node's own", "restored from an old copy"]);
}

#[test]
fn damage_in_the_node_itself_is_named() {
    let cases: [(&str, &[&str]); 5] = [
        ("UPDATE entry SET statement = zeroblob(300) WHERE idx = 4", &["entry 4 of journal"]),
        ("UPDATE entry SET commitment = zeroblob(32) WHERE idx = 6", &["entry 6 of journal"]),
        ("DELETE FROM entry WHERE idx = 3", &["entry 3 of journal", "missing"]),
        ("UPDATE journal SET peaks = zeroblob(length(peaks))", &["journal `sahel-2013.example/dz-log`"]),
        ("UPDATE journal SET checkpoint = x'00'", &["journal `sahel-2013.example/dz-log`"]),
    ];
    for (sql, words) in cases {
        let place = Place::donor();
        let database = Connection::open(place.path("dz-log/node.sqlite")).unwrap();
        database.execute_batch(sql).unwrap();
        drop(database);
        let ran = place.run(&["journal", "verify"]);
        assert_eq!(ran.code, Some(3), "{sql}: {ran:?}");
        let talk = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.iter().all(|word| talk.contains(word)), "{sql}: {talk}");
        // Nothing more is signed on a head that is not the one that was signed last.
        if sql.contains("journal SET") {
            let said = place.fed(&["say", "-"], crate::support::item("tent"));
            assert_eq!(said.code, Some(3), "{sql}: {said:?}");
        }
    }
    let place = Place::donor();
    fs::write(place.path("dz-log/node.sqlite"), vec![7; 8192]).unwrap();
    place.run(&["picture"]).told(3, &["the database", "damaged"]);
}

#[test]
fn a_copy_repairs_the_node() {
    let place = Place::donor();
    place.run(&["journal", "export", "../bundle"]).ended(0);
    for sql in ["UPDATE entry SET commitment = zeroblob(32) WHERE idx = 6", "DELETE FROM entry WHERE idx = 3"] {
        let database = Connection::open(place.path("dz-log/node.sqlite")).unwrap();
        database.execute_batch(sql).unwrap();
        drop(database);
        place.run(&["journal", "verify"]).ended(3);
        let mended = place.run(&["journal", "import", "../bundle"]).ended(0);
        assert!(mended.out.contains("whole again: 1"), "{}", mended.out);
        place.run(&["journal", "verify"]).ended(0);
    }
}

#[test]
fn a_file_without_end_is_not_read() {
    let place = Place::donor();
    place.run(&["journal", "export", "../bundle"]).ended(0);
    let tile = std::fs::File::options().write(true).open(place.path("bundle/dz-log/checkpoint")).unwrap();
    // No block of it is on any disk, and no memory holds it.
    tile.set_len(1 << 42).unwrap();
    place.run(&["journal", "verify", "../bundle"]).told(3, &["`checkpoint` is longer than"]);
}
