//! `say`: every bad line is told with its number, and one bad line keeps the others out.

use crate::support::{Place, item};
use std::fmt::Write as _;
use std::fs;

fn lines(count: usize) -> Vec<String> {
    (1..=count).map(|at| item(&format!("tent-{at}"))).collect()
}

#[test]
fn one_bad_line_of_a_thousand_is_found_and_nothing_appended() {
    let place = Place::donor();
    let before = place.entries();
    let mut all = lines(1000);
    all[616] = all[616].replace("\"bulk\"", "\"by_colour\"");
    fs::write(place.path("all.jsonl"), all.join("\n")).unwrap();
    let ran = place.run(&["say", "../all.jsonl"]).told(1, &["617", "by_colour", "--skip-bad"]);
    assert_eq!(ran.out, "");
    assert_eq!(place.entries(), before);

    place.run(&["say", "../all.jsonl", "--skip-bad", "--dry-run"]).ended(3);
    assert_eq!(place.entries(), before);
    let ran = place.run(&["say", "../all.jsonl", "--skip-bad"]).told(3, &["617", "by_colour"]);
    assert_eq!(ran.out.lines().count(), 999);
    assert_eq!(place.entries(), before + 999);
    place.run(&["journal", "verify"]).ended(0);
}

#[test]
fn all_bad_lines_are_told_at_once() {
    let place = Place::donor();
    let before = place.entries();
    let bad = [
        "no json".to_owned(),
        item("a").replace("item_defined", "item_defind"),
        item("a").replace("\"mass\":1000", "\"mass\":-1"),
        item("a").replace("\"officer\"", "\"officr\""),
        "[1,2]".to_owned(),
        "{}".to_owned(),
        "[".repeat(100_000),
    ];
    let input = format!("{}\n{}\n{}", item("good-1"), bad.join("\n"), item("good-2"));
    let numbers: Vec<String> = (2..=8).map(|line| format!("line {line}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let ran = place.fed(&["say", "-"], input).ended(1);
    let talk = ran.err.to_lowercase();
    assert!(numbers.iter().all(|number| talk.contains(number)), "{talk}");
    assert!(talk.contains("did you mean item_defined?"), "{talk}");
    assert_eq!(place.entries(), before);
}

#[test]
fn of_very_many_bad_lines_the_first_are_told_and_the_rest_counted() {
    let place = Place::donor();
    let ran = place.fed(&["say", "-"], "no json\n".repeat(5_000)).told(1, &["4,980"]);
    assert!(ran.err.lines().count() < 100, "{}", ran.err.lines().count());
}

#[test]
fn blank_lines_comments_windows_ends_and_marks_are_passed_over() {
    let place = Place::donor();
    let before = place.entries();
    let mut input = String::from("\u{feff}# a comment\r\n\r\n   \r\n");
    for line in lines(3) {
        let _ = write!(input, "  {line}  \r\n\t# {line}\r\n");
    }
    let ran = place.fed(&["say", "-"], input).ended(0);
    assert_eq!(ran.out.lines().count(), 3);
    place.fed(&["say", "-"], format!("\u{feff}{}", item("other"))).ended(0);
    assert_eq!(place.entries(), before + 4);
}

#[test]
fn nothing_to_say_is_told() {
    let place = Place::donor();
    for input in ["", "\n\n", "# nothing\n", "\u{feff}"] {
        place.fed(&["say", "-"], input).told(1, &["holds no statement", "one JSON object"]);
    }
    place.run(&["say", "../none.jsonl"]).told(1, &["could not read", "No such file"]);
    place.run(&["say", ".."]).told(1, &["could not read", "directory"]);
}

#[test]
fn bytes_that_are_no_text_are_told_by_line() {
    let place = Place::donor();
    let before = place.entries();
    let mut input = format!("{}\n", item("good")).into_bytes();
    input.extend_from_slice(b"{\"kind\": \"\xff\xfe\"}\n");
    place.fed(&["say", "-"], input).told(1, &["2", "not UTF-8"]);
    let utf16: Vec<u8> = item("good").encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.fed(&["say", "-"], [&[0xff, 0xfe][..], &utf16].concat()).told(1, &["not UTF-8"]);
    assert_eq!(place.entries(), before);
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read_to_its_end() {
    let place = Place::donor();
    let limit: u64 = 64 * 1024 * 1024;
    let file = fs::File::create(place.path("long.jsonl")).unwrap();
    file.set_len(limit + 1).unwrap();
    place.run(&["say", "../long.jsonl"]).told(1, &["67108864", "split it"]);
    #[cfg(unix)]
    place.run(&["say", "/dev/zero"]).told(1, &["67108864"]);
}

#[test]
fn who_cannot_sign_and_what_is_not_there_is_told() {
    let place = Place::donor();
    let before = place.entries();
    let stranger = item("a").replace("dz-log/stores", "dz-log/stranger");
    place.fed(&["say", "-"], stranger).told(1, &["this node has no key for `dz-log/stranger`"]);
    let nobody = item("a").replace("\"dz-log/stores\"", "null");
    place.fed(&["say", "-"], nobody).told(1, &["which officer signs?", "dz-log/movement, dz-log/stores"]);
    let citing = item("a").replace("{\"body\"", &format!("{{\"cites\":[\"{}\"],\"body\"", "0f".repeat(32)));
    place.fed(&["say", "-"], citing).told(1, &["no statement with leaf hash 0f0f", "journal log"]);
    assert_eq!(place.entries(), before);
}

#[test]
fn what_does_not_fit_is_said_and_ends_with_three() {
    let place = Place::donor();
    let ran = place.fed(&["say", "-"], item("ration-box")).ended(3);
    assert_eq!(ran.out.lines().count(), 1);
    assert!(!ran.err.is_empty());
}
