//! Where a test's store lies: a SQLite file, or a database of its own in the PostgreSQL that `scripts/postgres` runs.

use app::ports::{Store, StoreError};
use postgres::{Client, NoTls};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use store::{DATABASE_FILE, PgStore, PgUrl, SqliteStore};
use tempfile::TempDir;

/// Names a PostgreSQL for tests.
const SERVER_ENV: &str = "QAFILA_TEST_POSTGRES";

/// Where a store lies; gone at the end of the test.
pub(crate) enum Place {
    Sqlite(TempDir),
    Postgres(Database),
}

impl Place {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    /// None, with a message, where no PostgreSQL is named.
    pub(crate) fn postgres() -> Option<Self> {
        Database::new().map(Self::Postgres)
    }

    /// Another of the same kind.
    pub(crate) fn another(&self) -> Self {
        match self {
            Self::Sqlite(_) => Self::sqlite(),
            Self::Postgres(_) => Self::postgres().unwrap(),
        }
    }

    fn file(dir: &TempDir) -> PathBuf {
        dir.path().join(DATABASE_FILE)
    }

    pub(crate) fn create(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(dir) => Box::new(SqliteStore::create(&Self::file(dir))?),
            Self::Postgres(database) => Box::new(PgStore::create(&database.url())?),
        })
    }

    pub(crate) fn create_from(&self, from: &dyn Store) -> Result<Box<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(dir) => Box::new(SqliteStore::create_from(&Self::file(dir), from)?),
            Self::Postgres(database) => Box::new(PgStore::create_from(&database.url(), from)?),
        })
    }

    pub(crate) fn open(&self) -> Result<Box<dyn Store>, StoreError> {
        Ok(match self {
            Self::Sqlite(dir) => Box::new(SqliteStore::open(&Self::file(dir))?),
            Self::Postgres(database) => Box::new(PgStore::open(&database.url())?),
        })
    }

    /// Changes the database past its own rules.
    pub(crate) fn tamper(&self, sql: &str) {
        match self {
            Self::Sqlite(dir) => crate::database::tamper(&Self::file(dir), sql),
            Self::Postgres(database) => database.tamper(sql),
        }
    }
}

/// The URL of the PostgreSQL for tests, if there is one.
#[expect(clippy::print_stdout, reason = "a skipped test must not look like one that passed")]
pub(crate) fn server() -> Option<String> {
    let named = std::env::var(SERVER_ENV).ok();
    if named.is_none() {
        println!("skipped: no PostgreSQL is named by {SERVER_ENV}; `scripts/postgres cargo test -p store` runs one");
    }
    named
}

/// A database that this test has for itself.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    pub(crate) fn new() -> Option<Self> {
        Some(Self::at(server()?))
    }

    pub(crate) fn at(server: String) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        Client::connect(&server, NoTls).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        Self { server, name }
    }

    fn text(&self) -> String {
        self.server.replace("/postgres?", &format!("/{}?", self.name))
    }

    pub(crate) fn url(&self) -> PgUrl {
        self.text().parse().unwrap()
    }

    /// The same database, for another operation's rows.
    pub(crate) fn of(&self, operation: &str) -> PgUrl {
        format!("{}&operation={operation}", self.text()).parse().unwrap()
    }

    pub(crate) fn client(&self) -> Client {
        Client::connect(&self.text(), NoTls).unwrap()
    }

    pub(crate) fn tamper(&self, sql: &str) {
        // Foreign keys are triggers, which a replica does not fire; checks have to go.
        let checks = "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS tab, conname FROM \
                      pg_constraint WHERE contype = 'c' AND connamespace = 'qafila'::regnamespace LOOP \
                      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', c.tab, c.conname); END LOOP; END $$;";
        let sql = format!("{checks} SET session_replication_role = replica; SET search_path = qafila; {sql}");
        self.client().batch_execute(&sql).unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A server that a test stopped is gone with all it has.
        if let Ok(mut client) = Client::connect(&self.server, NoTls) {
            let _ = client.batch_execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        }
    }
}

/// Makes two tests of each function: over SQLite, and over PostgreSQL where one is named.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $test() { super::$test(&$crate::place::Place::sqlite()); })+
        }
        mod postgres {
            $(#[test] fn $test() { if let Some(place) = $crate::place::Place::postgres() { super::$test(&place); } })+
        }
    };
}

pub(crate) use on_both;
