//! What only a PostgreSQL does: it goes away and comes back, is shared by operations, and outlives this program.

use crate::erasure::{found, mark, telling};
use crate::place::{Database, Place, server};
use crate::suite::five;
use crate::support::{growth, origin};
use app::ports::{Append, Store, StoreError};
use postgres::{Client, NoTls};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use store::{PgStore, PgUrl, Watch};

/// A PostgreSQL that a test may stop.
struct Cluster {
    dir: tempfile::TempDir,
    url: String,
}

impl Cluster {
    /// None, with a message, where the others of these tests run over none either.
    fn new() -> Option<Self> {
        server()?;
        let dir = tempfile::Builder::new().prefix("qafila-pg-").tempdir_in("/tmp").unwrap();
        std::fs::set_permissions(dir.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        let mut cluster = Self { dir, url: String::new() };
        cluster.url = cluster.run("--start");
        Some(cluster)
    }

    fn run(&self, what: &str) -> String {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
        // The server outlives the script, and would hold a pipe of its errors open.
        let output = Command::new(script).arg(what).arg(self.dir.path()).stderr(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{what}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.run("--stop");
    }
}

fn size(store: &dyn Store) -> u64 {
    store.journals().unwrap()[0].frontier.size().get()
}

#[test]
fn a_server_that_went_away_is_named_waited_for_and_found_again() {
    let Some(cluster) = Cluster::new() else { return };
    let url: PgUrl = cluster.url.parse().unwrap();
    let mut store = PgStore::create(&url).unwrap();
    store.append(&growth(0, 5)).unwrap();
    let mut hurried = PgStore::open_waiting(&url, Duration::from_millis(300)).unwrap();

    cluster.run("--stop");
    let begun = Instant::now();
    let error = hurried.append(&growth(5, 6)).unwrap_err();
    assert!(matches!(error, StoreError::Unreachable { .. }), "{error:?}");
    let named = format!(
        "the database postgres://qafila@{}/postgres?operation=main cannot be reached",
        cluster.dir.path().display()
    );
    assert_eq!(error.to_string(), named);
    assert!(begun.elapsed() >= Duration::from_millis(300) && begun.elapsed() < Duration::from_secs(5));
    assert!(matches!(hurried.journals(), Err(StoreError::Unreachable { .. })));
    assert!(matches!(PgStore::open_waiting(&url, Duration::ZERO), Err(StoreError::Unreachable { .. })));

    // Who waits longer than it is away does not notice.
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| store.append(&growth(5, 6)));
        std::thread::sleep(Duration::from_millis(500));
        cluster.run("--start");
        waiting.join().unwrap().unwrap();
    });
    // Who gave up goes on.
    hurried.append(&growth(6, 7)).unwrap();
    assert_eq!(size(&hurried), 7);
}

#[test]
fn a_commit_whose_answer_was_lost_is_looked_up() {
    let Some(cluster) = Cluster::new() else { return };
    let url: PgUrl = cluster.url.parse().unwrap();
    let mut store = PgStore::create(&url).unwrap();
    store.append(&growth(0, 5)).unwrap();
    // A commit that waits for a replica that is not there is done here already.
    let mut admin = Client::connect(&cluster.url, NoTls).unwrap();
    admin.batch_execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'").unwrap();
    admin.batch_execute("SELECT pg_reload_conf()").unwrap();
    // The server takes the setting up when it gets to it; appends before that do not wait.
    let held = (5..100).find(|held| was_cut_off(&mut admin, &mut store, *held)).expect("none of them waited");
    assert_eq!(size(&store), held + 1);
}

/// Appends one entry, and cuts the connection where its commit waits for a replica; whether it did.
fn was_cut_off(admin: &mut Client, store: &mut PgStore, held: u64) -> bool {
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| store.append(&growth(held, held + 1)));
        let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        let mut cut = false;
        while !cut && !waiting.is_finished() {
            std::thread::sleep(Duration::from_millis(20));
            cut = !admin.query(end, &[]).unwrap().is_empty();
        }
        waiting.join().unwrap().unwrap();
        cut
    })
}

/// From now on the connection breaks while a new row of this table is committed.
fn falls_on_insert(database: &Database, table: &str) {
    let fall = format!(
        "CREATE FUNCTION qafila.fall() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$; \
         CREATE CONSTRAINT TRIGGER fall AFTER INSERT ON qafila.{table} DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW EXECUTE FUNCTION qafila.fall()"
    );
    database.client().batch_execute(&fall).unwrap();
}

#[test]
fn a_commit_that_broke_off_is_not_called_done() {
    let Some(database) = Database::new() else { return };
    let mut store = PgStore::create(&database.url()).unwrap();
    store.append(&growth(0, 5)).unwrap();
    falls_on_insert(&database, "entry");
    let error = store.append(&growth(5, 6)).unwrap_err();
    assert!(matches!(error, StoreError::Unsure { .. }), "{error:?}");
    database.client().batch_execute("DROP TRIGGER fall ON qafila.entry").unwrap();
    assert_eq!(size(&store), 5);
    store.append(&growth(5, 6)).unwrap();
}

#[test]
fn what_was_to_be_kept_beside_a_head_that_stays_is_not_called_kept_either() {
    let Some(database) = Database::new() else { return };
    let mut store = PgStore::create(&database.url()).unwrap();
    store.append(&growth(0, 5)).unwrap();
    falls_on_insert(&database, "document");
    let beside = Append { documents: vec![("answer/1".to_owned(), vec![1])], ..growth(5, 5) };
    let error = store.append(&beside).unwrap_err();
    assert!(matches!(error, StoreError::Unsure { .. }), "{error:?}");
    assert_eq!(store.document("answer/1").unwrap(), None);
}

#[test]
fn no_file_of_the_tables_holds_a_byte_of_what_was_erased() {
    let Some(cluster) = Cluster::new() else { return };
    let mut store = PgStore::create(&cluster.url.parse().unwrap()).unwrap();
    store.append(&Append { entries: (0..30).map(telling).collect(), ..growth(0, 30) }).unwrap();
    let mut admin = Client::connect(&cluster.url, NoTls).unwrap();
    let folder = |admin: &mut Client| -> PathBuf {
        // What is only in memory is not what an erasure has to reach.
        admin.batch_execute("CHECKPOINT").unwrap();
        let path: String = admin.query_one("SELECT pg_relation_filepath('qafila.entry')", &[]).unwrap().get(0);
        cluster.dir.path().join("data").join(path).parent().unwrap().to_path_buf()
    };
    // Long statements are compressed and lie in a table of their own; fields and short ones stand as they are.
    let phrases = ["field-phrase-0007-end", "statement-phrase-0000-end"];
    let before = folder(&mut admin);
    assert!(phrases.iter().all(|phrase| found(&before, phrase) > 0));
    store.erase(&origin(), 7, &mark()).unwrap();
    store.erase(&origin(), 0, &mark()).unwrap();
    let after = folder(&mut admin);
    assert_eq!(phrases.map(|phrase| found(&after, phrase)), [0, 0]);
    assert!(found(&after, "field-phrase-0008-end") > 0);
    assert_eq!(store.entries(&origin()).unwrap()[7].erased, Some(mark()));
}

#[test]
fn operations_in_one_database_do_not_meet() {
    let Some(database) = Database::new() else { return };
    let (mut one, mut other) =
        (PgStore::create(&database.of("one")).unwrap(), PgStore::create(&database.of("b")).unwrap());
    one.append(&growth(0, 5)).unwrap();
    other.append(&growth(0, 3)).unwrap();
    one.keep(&[("a".to_owned(), vec![1])]).unwrap();
    assert_eq!((size(&one), size(&other)), (5, 3));
    assert_eq!(other.documents("").unwrap(), [""; 0]);
    assert!(matches!(PgStore::create(&database.of("one")), Err(StoreError::Taken { .. })));
    let error = PgStore::open(&database.of("c")).err().unwrap().to_string();
    assert_eq!(error, "what is stored under the database is damaged: it holds no operation `c`");

    PgStore::remove(&database.of("one")).unwrap();
    assert!(!PgStore::exists(&database.of("one")).unwrap() && PgStore::exists(&database.of("b")).unwrap());
    assert_eq!(other.entries(&origin()).unwrap(), growth(0, 3).entries);
    PgStore::create(&database.of("one")).unwrap().append(&growth(0, 1)).unwrap();
}

#[test]
fn tables_of_a_later_program_are_not_touched() {
    let Some(database) = Database::new() else { return };
    let error = PgStore::open(&database.url()).err().unwrap().to_string();
    assert!(error.ends_with("has no tables of this program"), "{error}");
    drop(PgStore::create(&database.url()).unwrap());
    database.tamper("UPDATE version SET steps = 9");
    let refused = [PgStore::open(&database.url()), PgStore::create(&database.of("b"))];
    for refused in refused {
        let error = refused.err().unwrap().to_string();
        let expected = "what is stored under the database is damaged: its tables have version 9, \
                        this program knows version 1";
        assert_eq!(error, expected);
    }
}

#[test]
fn many_programs_make_the_tables_at_once() {
    let Some(database) = Database::new() else { return };
    std::thread::scope(|scope| {
        let makers = (0..6).map(|n| {
            scope.spawn({
                let url = database.of(&format!("n{n}"));
                move || PgStore::create(&url).map(drop)
            })
        });
        makers.collect::<Vec<_>>().into_iter().for_each(|maker| maker.join().unwrap().unwrap());
    });
}

#[test]
fn a_second_writer_waits_for_the_first_and_says_when_that_was_too_long() {
    let Some(place) = Place::postgres() else { return };
    drop(five(&place));
    let Place::Postgres(database) = &place else { return };
    let mut store = PgStore::open(&database.url()).unwrap();
    let mut hurried = PgStore::open_waiting(&database.url(), Duration::from_millis(200)).unwrap();
    let mut first = database.client();
    first.batch_execute("BEGIN; SELECT 1 FROM qafila.journal FOR UPDATE").unwrap();
    assert!(matches!(hurried.append(&growth(5, 6)), Err(StoreError::Busy)));
    // Readers need not wait.
    assert_eq!(hurried.entries(&origin()).unwrap().len(), 5);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| store.append(&growth(5, 6)));
        std::thread::sleep(Duration::from_millis(300));
        assert!(!second.is_finished());
        first.batch_execute("COMMIT").unwrap();
        second.join().unwrap().unwrap();
    });
}

#[test]
fn damage_is_named() {
    let Some(place) = Place::postgres() else { return };
    let Place::Postgres(database) = &place else { return };
    let entry = |index: u64| format!("entry {index} of journal `test.example/ab`");
    let journal = || "journal `test.example/ab`".to_owned();
    let cases = [
        ("UPDATE entry SET commitment = '\\x00' WHERE idx = 2", entry(2)),
        ("UPDATE entry SET salt = '\\x0102' WHERE idx = 3", entry(3)),
        ("UPDATE entry SET salt = NULL WHERE idx = 3", entry(3)),
        ("UPDATE entry SET statement = NULL WHERE idx = 0", entry(0)),
        ("DELETE FROM entry WHERE idx = 1", entry(1)),
        ("DELETE FROM entry WHERE idx = 4", journal()),
        ("UPDATE entry SET idx = -1 WHERE idx = 0", entry(0)),
        ("UPDATE journal SET size = 4", journal()),
        ("UPDATE journal SET size = -1", "the database".to_owned()),
        ("UPDATE journal SET peaks = '\\x00'", journal()),
        ("UPDATE journal SET vkey = 'no key'", journal()),
        ("UPDATE journal SET party = 'NO PARTY'", journal()),
        ("UPDATE journal SET origin = ''", "journal ``".to_owned()),
        ("INSERT INTO erasure SELECT operation, origin, 3, 0, '' FROM journal", entry(3)),
        ("INSERT INTO erasure SELECT operation, origin, 8, 0, '' FROM journal", entry(8)),
        ("ALTER TABLE entry ALTER known TYPE text", entry(0)),
        ("ALTER TABLE journal ALTER size TYPE text", "the database".to_owned()),
        ("DROP TABLE entry CASCADE", String::new()),
    ];
    let url = database.url();
    for (sql, expected) in cases {
        let place = place.another();
        drop(five(&place));
        place.tamper(sql);
        let read = place.open().and_then(|store| {
            store.journals()?;
            store.entries(&origin())
        });
        let error = read.unwrap_err();
        let named = if let StoreError::Damaged { what, .. } = &error { what.as_str() } else { "" };
        assert_eq!(named, expected, "{sql}: {error:?}");
    }
    // A role that may not, and a database that is not there: for a person to change.
    drop(PgStore::create(&url).unwrap());
    database.client().batch_execute("CREATE ROLE stranger LOGIN").unwrap();
    let text = url.with_password();
    for text in [text.replace("qafila@", "stranger@"), text.replace("/test_", "/none_")] {
        let error = PgStore::open(&text.parse().unwrap()).err().unwrap();
        assert!(matches!(error, StoreError::Refused { .. }), "{error:?}");
    }
    database.client().batch_execute("DROP ROLE stranger").unwrap();
}

#[test]
fn an_encrypted_line_is_opened_to_whom_the_authority_vouches_for_and_to_nobody_else() {
    let (Some(plain), Ok(url)) = (server(), std::env::var("QAFILA_TEST_POSTGRES_TLS")) else { return };
    let url = format!("{url}&operation=encrypted-{}", std::process::id());
    let mut store = PgStore::create(&url.parse().unwrap()).unwrap();
    store.append(&growth(0, 5)).unwrap();
    assert_eq!(size(&store), 5);
    let mut client = Client::connect(&plain, NoTls).unwrap();
    let lines = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) \
                 WHERE ssl AND application_name = 'qafila' AND client_addr = '127.0.0.1'";
    assert!(client.query_one(lines, &[]).unwrap().get::<_, i64>(0) >= 1);
    drop(store);

    let other = |from: &str, to: &str| {
        let url = url.replace(from, to) + "&hostaddr=127.0.0.1";
        assert!(url.contains(to));
        let begun = Instant::now();
        let error = PgStore::open(&url.parse().unwrap()).map(drop).unwrap_err();
        // It is not tried again and again: a certificate gets no better by waiting.
        assert!(begun.elapsed() < Duration::from_secs(5), "{url}");
        let mut told = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            told += &format!(": {error}");
            cause = error.source();
        }
        told
    };
    let authority = url.split("sslrootcert=").nth(1).unwrap().split('&').next().unwrap();
    for (from, to, why) in [
        (authority, "system", "UnknownIssuer"),
        ("127.0.0.1", "other.example", "not valid for name"),
        (authority, "/nowhere.pem", "`/nowhere.pem`"),
    ] {
        let told = other(from, to);
        assert!(told.contains(why), "{to}: {told}");
    }
}

#[test]
fn who_watches_is_told_of_every_write_of_his_operation_and_of_no_other() {
    let Some(database) = Database::new() else { return };
    let (url, other) = (database.url(), database.of("other"));
    let mut store = PgStore::create(&url).unwrap();
    let mut stranger = PgStore::create(&other).unwrap();
    let watch = Watch::begin(&url);
    let until = |changed: &dyn Fn(Option<u64>) -> bool| {
        let begun = Instant::now();
        while !changed(watch.stamp()) && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(5));
        }
        watch.stamp()
    };
    let first = until(&|stamp| stamp.is_some());
    assert!(first.is_some());
    stranger.append(&growth(0, 1)).unwrap();
    store.append(&growth(0, 5)).unwrap();
    let second = until(&|stamp| stamp != first);
    assert_eq!(second, first.map(|first| first + 1));
    store.keep(&[("a".to_owned(), b"b".to_vec())]).unwrap();
    assert_eq!(until(&|stamp| stamp != second), second.map(|second| second + 1));
}
