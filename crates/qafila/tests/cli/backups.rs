//! A node in one file and back: whole or not at all, and it signs nothing before a person says that it may.

use crate::support::{Place, item, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The donor's backup beside its node.
fn backed_up(place: &Place) {
    place.run(&["backup", "../node.tar"]).told(0, &["node.tar: journals 1, entries", "all of it verified"]);
}

fn account(dir: &Path) -> Value {
    run(dir, &["account", "--json"]).ended(0).json()
}

#[test]
fn a_restored_node_shows_all_of_it_and_signs_nothing_until_a_person_says_so() {
    let place = Place::donor();
    backed_up(&place);
    let restored = place.path("again");
    run(place.root(), &["restore", "node.tar", "again"])
        .told(0, &["It signs nothing yet", "journal restore --complete"]);
    assert_eq!(place.names("again"), ["keys.age", "node.sqlite"]);
    assert_eq!(account(&restored), account(&place.path("dz-log")));
    fs::write(place.path("one.jsonl"), item("tent")).unwrap();
    run(&restored, &["say", "../one.jsonl"]).told(3, &["the database may be an older copy", "journal restore"]);
    // The first node went on after its backup: a copy of its journal brings the rest.
    place.run(&["say", "../one.jsonl"]).ended(0);
    place.run(&["journal", "export", "../copy"]).ended(0);
    run(&restored, &["journal", "restore", "../copy"]).told(0, &["entries fetched 1"]);
    run(&restored, &["journal", "restore", "--complete"]).ended(0);
    fs::write(place.path("two.jsonl"), item("stove")).unwrap();
    run(&restored, &["say", "../two.jsonl"]).ended(0);
    run(&restored, &["journal", "verify"]).ended(0);
}

#[test]
fn a_backup_is_taken_while_others_write_and_holds_one_moment() {
    let place = Place::donor();
    let writer = rusqlite::Connection::open(place.path("dz-log/node.sqlite")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE; INSERT INTO document VALUES ('half', x'00');").unwrap();
    let answer = place.run(&["backup", "../node.tar", "--json"]).ended(0).json();
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(answer["keys"], true);
    assert_eq!(answer["journals"][0]["size"], place.entries());
}

#[test]
fn keys_may_stay_where_they_are() {
    let place = Place::donor();
    place.run(&["backup", "../node.tar", "--no-keys"]).ended(0);
    fs::create_dir(place.path("again")).unwrap();
    run(place.root(), &["restore", "node.tar", "again"]).ended(0);
    assert_eq!(place.names("again"), ["node.sqlite"]);
    assert_eq!(account(&place.path("again")), account(&place.path("dz-log")));
}

#[test]
fn a_damaged_backup_leaves_nothing() {
    let place = Place::donor();
    backed_up(&place);
    let whole = fs::read(place.path("node.tar")).unwrap();
    let database = whole.windows(15).position(|window| window == b"SQLite format 3").unwrap();
    let mut flipped = whole.clone();
    flipped[database + 20_000] ^= 1;
    let mut form = whole.clone();
    let at = whole.windows(11).position(|window| window == b"\"format\": 1").unwrap();
    form[at + 10] = b'2';
    for (bytes, words) in [
        (flipped, "`node.sqlite` is not as it was written"),
        (whole[..database + 40_000].to_vec(), "bad.tar"),
        (whole[..300].to_vec(), "bad.tar"),
        (b"no archive".to_vec(), "bad.tar"),
        (Vec::new(), "`backup.json` is not in it"),
        (form, "has form 2, this program reads form 1"),
    ] {
        fs::write(place.path("bad.tar"), bytes).unwrap();
        run(place.root(), &["restore", "bad.tar", "again"]).told(1, &[words]);
        assert!(!place.path("again").exists());
    }
    assert_eq!(place.names("."), ["bad.tar", "dz-log", "node.tar"]);
}

#[test]
fn a_bundle_of_journals_is_no_backup() {
    let place = Place::donor();
    place.run(&["journal", "export", "../journals.tar"]).ended(0);
    run(place.root(), &["restore", "journals.tar", "again"]).told(1, &["is no backup of a node", "qafila backup"]);
}

#[test]
fn nothing_that_is_there_is_replaced() {
    let place = Place::donor();
    backed_up(&place);
    place.run(&["backup", "../node.tar"]).told(1, &["a backup replaces none", "the date in its name"]);
    run(place.root(), &["restore", "node.tar", "dz-log"]).told(1, &["exists and is not an empty folder"]);
}

#[cfg(unix)]
#[test]
fn what_lies_open_in_a_backup_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::donor();
    backed_up(&place);
    run(place.root(), &["restore", "node.tar", "again"]).ended(0);
    for file in ["node.tar", "again/node.sqlite", "again/keys.age"] {
        assert_eq!(fs::metadata(place.path(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
}
