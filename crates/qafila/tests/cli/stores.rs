//! A node's statements in a file or in PostgreSQL: made, copied, audited, used, by several programs at once.

use crate::support::{Place, Ran, command, item, run};
use std::sync::atomic::{AtomicU32, Ordering};

/// An operation of its own in the PostgreSQL for tests; none, with a message, where none is named.
#[expect(clippy::print_stdout, reason = "a skipped test must not look like one that passed")]
fn operation() -> Option<String> {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let Ok(server) = std::env::var("QAFILA_TEST_POSTGRES") else {
        println!("skipped: no PostgreSQL is named by QAFILA_TEST_POSTGRES; `scripts/postgres COMMAND` runs one");
        return None;
    };
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    Some(format!("{server}&operation=cli-{}-{made}", std::process::id()))
}

fn log(place: &Place) -> String {
    place.run(&["journal", "log", "--json"]).ended(0).out
}

#[test]
fn a_node_lives_in_postgresql_as_in_a_file() {
    let Some(url) = operation() else { return };
    let place = Place::empty();
    let here = |args: &[&str]| run(&place.path(""), args);
    here(&["init", "dz-log", "--party", "dz-log", "--store", &url]).told(0, &["speaks for"]);
    assert_eq!(place.names("dz-log"), ["head", "keys.age", "store"]);
    let named = std::fs::read_to_string(place.path("dz-log/store")).unwrap();
    assert_eq!(named, format!("{url}\n"));
    let mode = std::fs::metadata(place.path("dz-log/store")).unwrap().permissions();
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);

    place.fed(&["say", "-"], item("a").as_bytes()).ended(0);
    let verified = place.run(&["journal", "verify", "--json"]).ended(0).json();
    assert_eq!((verified[0]["sound"].as_bool(), verified[0]["size"].as_u64()), (Some(true), Some(2)));

    // What is there is not made again, and nothing is left of the try.
    let taken = here(&["init", "other", "--party", "dz-log", "--store", &url]);
    taken.told(1, &["already holds a node", "`?operation=NAME`"]);
    assert_eq!(place.names(""), ["dz-log"]);
    // Where the folder cannot be made, the database is as it was.
    let url = format!("{url}-b");
    std::fs::write(place.path("file"), "").unwrap();
    here(&["init", "file/in", "--party", "dz-log", "--store", &url]).ended(1);
    here(&["init", "second", "--party", "dz-log", "--store", &url]).ended(0);
}

#[test]
fn of_several_programs_at_once_every_word_is_there_and_the_journal_is_one_line() {
    const PROGRAMS: usize = 4;
    const EACH: usize = 5;
    let Some(url) = operation() else { return };
    let place = Place::empty();
    run(&place.path(""), &["init", "dz-log", "--party", "dz-log", "--store", &url]).ended(0);
    let program = |number: usize| {
        for word in 0..EACH {
            let line = item(&format!("p{number}-{word}"));
            loop {
                let ran = place.fed(&["say", "-"], line.as_bytes());
                if ran.code == Some(0) {
                    break;
                }
                ran.told(1, &["moved: it has", "run the command again"]);
            }
        }
    };
    std::thread::scope(|scope| (0..PROGRAMS).for_each(|number| drop(scope.spawn(move || program(number)))));
    let said = log(&place);
    for (number, word) in (0..PROGRAMS).flat_map(|number| (0..EACH).map(move |word| (number, word))) {
        assert_eq!(said.matches(&format!("\"p{number}-{word}\"")).count().min(1), 1, "p{number}-{word}: {said}");
    }
    let verified = place.run(&["journal", "verify", "--json"]).ended(0).json();
    assert_eq!(verified[0]["size"].as_u64(), u64::try_from(1 + PROGRAMS * EACH).ok());
}

#[test]
fn a_node_moves_to_postgresql_and_back() {
    let Some(url) = operation() else { return };
    let place = Place::donor();
    let before = log(&place);
    place.run(&["store", "use", &url]).told(3, &["holds no operation"]);
    place.run(&["store", "copy", ".", &url]).told(0, &["audited there: journals 1", "entries", "documents"]);
    place.run(&["store", "copy", ".", &url]).told(1, &["already holds a node"]);
    place.run(&["store", "use", &url]).told(0, &["from now on"]);
    assert_eq!(log(&place), before);

    place.fed(&["say", "-"], item("later").as_bytes()).ended(0);
    let after = log(&place);
    // A backup is of where the node is kept, not of the file that it has left behind.
    place.run(&["backup", "../node.tar"]).told(0, &["all of it verified"]);
    run(place.root(), &["restore", "node.tar", "again"]).ended(0);
    assert_eq!(run(&place.path("again"), &["journal", "log", "--json"]).ended(0).out, after);
    // The file is behind by now: it may be looked at, and signs nothing.
    place.run(&["store", "use", "file"]).told(0, &["node.sqlite"]);
    assert_eq!(log(&place), before);
    place.fed(&["say", "-"], item("fork").as_bytes()).told(3, &["were signed"]);

    std::fs::remove_file(place.path("dz-log/node.sqlite")).unwrap();
    let copied = place.run(&["store", "copy", &url, "node.sqlite", "--json"]).ended(0).json();
    assert_eq!(copied["journals"], 1);
    assert_eq!(log(&place), after);
    place.fed(&["say", "-"], item("on").as_bytes()).ended(0);

    let other = Place::of(&["ml-army"]);
    let refused = run(&other.path("ml-army"), &["store", "use", &url]);
    refused.told(1, &["holds another node than", "`qafila store copy FROM TO`"]);
}

#[test]
fn a_copy_that_fails_leaves_nothing() {
    let place = Place::donor();
    place.run(&["store", "copy", ".", "copy.sqlite"]).told(0, &["audited there"]);
    place.run(&["store", "copy", ".", "copy.sqlite"]).told(1, &["`copy.sqlite` already holds a node"]);
    place.run(&["store", "copy", "none.sqlite", "b.sqlite"]).told(1, &["the database"]);
    let database = rusqlite::Connection::open(place.path("dz-log/node.sqlite")).unwrap();
    database.execute_batch("UPDATE entry SET statement = x'00' WHERE idx = 2").unwrap();
    drop(database);
    let targets = ["b.sqlite".to_owned()].into_iter().chain(operation());
    for target in targets {
        place.run(&["store", "copy", ".", &target]).told(3, &["entry 2"]);
        // A whole one finds the place free.
        place.run(&["store", "copy", "copy.sqlite", &target]).ended(0);
    }
    let left = place.names("dz-log");
    assert_eq!(left.iter().filter(|name| name.starts_with(".qafila")).count(), 0, "{left:?}");
}

fn refused(url: &str) -> Ran {
    let place = Place::empty();
    let ran = run(&place.path(""), &["init", "node", "--party", "dz-log", "--store", url]);
    assert_eq!(place.names(""), [""; 0]);
    ran
}

#[test]
fn a_url_that_names_no_database_is_told_with_what_to_do() {
    refused("node.sqlite").told(1, &["begins with `postgres://`", "Hint: such as"]);
    refused("postgres:///hub").told(1, &["names no host"]);
    refused("postgres://localhost/hub?operation=a/b").told(1, &["`a/b` names no operation"]);
    refused("postgres://db.example/hub").told(1, &["`db.example` is another machine", "`sslmode=disable`"]);
    let place = Place::donor();
    std::fs::write(place.path("dz-log/store"), "nothing\n").unwrap();
    place.run(&["picture"]).told(1, &["store` holds no URL of a database"]);
    let mut arabic = command(&place.path("dz-log"), &["picture", "--lang", "ar"]);
    Ran::of(&arabic.output().unwrap()).told(1, &["docs/stores.md"]);
}

#[test]
fn a_server_that_does_not_answer_is_named_without_the_password() {
    let ran = refused("postgres://me:secret@/hub?host=/nowhere");
    let ran = ran
        .told(1, &["the database postgres://me@/nowhere/hub?operation=main cannot be reached", "nothing was changed"]);
    assert!(!ran.err.contains("secret"), "{ran:?}");
}
