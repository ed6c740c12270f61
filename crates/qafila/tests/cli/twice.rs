//! Two processes at one node: the second waits, and says so when it waited too long.

use crate::support::{Place, command, item, started};
use rusqlite::Connection;
use std::fs;
use std::time::{Duration, Instant};

#[test]
fn a_command_waits_for_the_writer_before_it() {
    let place = Place::donor();
    let before = place.entries();
    fs::write(place.path("one.jsonl"), item("tent")).unwrap();
    let writer = Connection::open(place.path("dz-log/node.sqlite")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut waiting = started(&mut command(&place.path("dz-log"), &["say", "../one.jsonl"]));
    // Who only reads need not wait.
    assert_eq!(place.entries(), before);
    std::thread::sleep(Duration::from_millis(700));
    assert!(waiting.try_wait().unwrap().is_none());
    writer.execute_batch("COMMIT").unwrap();
    assert!(waiting.wait().unwrap().success());
    assert_eq!(place.entries(), before + 1);
}

#[test]
fn a_command_that_waited_too_long_says_so() {
    let place = Place::donor();
    place.run(&["journal", "export", "../bundle"]).ended(0);
    fs::write(place.path("one.jsonl"), item("tent")).unwrap();
    let writer = Connection::open(place.path("dz-log/node.sqlite")).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = Instant::now();
    // Planning keeps its plan, so it writes too.
    let args = [&["say", "../one.jsonl"][..], &["plan", "--from", "2013-02-11T04:00:00Z"]];
    let waiting = args.map(|args| started(&mut command(&place.path("dz-log"), args)));
    for child in waiting {
        let output = child.wait_with_output().unwrap();
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{talk}");
        assert!(talk.contains("in use by another process") && talk.contains("try again"), "{talk}");
    }
    assert!(begun.elapsed() >= Duration::from_secs(9));
    drop(writer);
    place.run(&["say", "../one.jsonl"]).ended(0);
}

#[test]
fn of_several_at_once_each_is_whole_or_told_to_come_again() {
    let place = Place::donor();
    let before = place.entries();
    let children: Vec<_> = (0..6)
        .map(|at| {
            let lines: String = (0..20).map(|line| format!("{}\n", item(&format!("tent-{at}-{line}")))).collect();
            fs::write(place.path(&format!("{at}.jsonl")), lines).unwrap();
            started(&mut command(&place.path("dz-log"), &["say", &format!("../{at}.jsonl")]))
        })
        .collect();
    let mut appended = 0;
    for child in children {
        let output = child.wait_with_output().unwrap();
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            Some(0) => appended += 20,
            code => assert!(code == Some(1) && talk.contains("moved") && talk.contains("again"), "{code:?} {talk}"),
        }
    }
    assert!(appended > 0);
    assert_eq!(place.entries(), before + appended);
    place.run(&["journal", "verify"]).ended(0);
}
