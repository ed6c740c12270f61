//! One connection to PostgreSQL, made anew when it breaks; transactions that are taken again when others were faster.
//!
//! - Until COMMIT is asked for, nothing of a transaction is there: it is taken again after a broken connection.
//! - A connection that breaks while COMMIT is under way leaves open whether it was done; that is said, not guessed.

use super::tls;
use super::url::PgUrl;
use app::ports::StoreError;
use postgres::error::{DbError, SqlState};
use postgres::types::ToSql;
use postgres::{Client, IsolationLevel, NoTls, Row, Statement, Transaction};
use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::time::{Duration, Instant};
use tokio_postgres_rustls::MakeRustlsConnect;

/// First pause before a connection or a transaction is tried again; doubled each time.
const PAUSE: Duration = Duration::from_millis(20);

/// Longest such pause.
const PAUSE_MAX: Duration = Duration::from_secs(1);

/// What a session waits for a peer that says nothing at all, before it takes the connection for broken.
const SILENCE: Duration = Duration::from_secs(20);

/// On which those who watch are told of writes.
pub(super) const CHANNEL: &str = "qafila";

/// Why a step of a transaction failed.
pub(super) enum Fault {
    /// PostgreSQL, or the way to it.
    Sql(postgres::Error),
    /// What was found there.
    Store(StoreError),
}

impl From<postgres::Error> for Fault {
    fn from(error: postgres::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Values of a statement's parameters.
pub(super) type Params<'p> = &'p [&'p (dyn ToSql + Sync)];

/// A transaction under way.
pub(super) struct Step<'s> {
    tx: Transaction<'s>,
    prepared: &'s mut BTreeMap<&'static str, Statement>,
}

impl Step<'_> {
    /// Each statement is parsed once for a connection.
    fn prepared(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.tx.prepare(sql)?;
        self.prepared.insert(sql, statement.clone());
        Ok(statement)
    }

    /// Answers how many rows were changed.
    pub(super) fn change(&mut self, sql: &'static str, params: Params<'_>) -> Result<u64, Fault> {
        let statement = self.prepared(sql)?;
        Ok(self.tx.execute(&statement, params)?)
    }

    pub(super) fn rows(&mut self, sql: &'static str, params: Params<'_>) -> Result<Vec<Row>, Fault> {
        let statement = self.prepared(sql)?;
        Ok(self.tx.query(&statement, params)?)
    }

    /// The first row, if there is one.
    pub(super) fn row(&mut self, sql: &'static str, params: Params<'_>) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, params)?.into_iter().next())
    }

    /// Whether there is any row.
    pub(super) fn any(&mut self, sql: &'static str, params: Params<'_>) -> Result<bool, Fault> {
        Ok(self.row(sql, params)?.is_some())
    }

    /// Hands every row to `each` as it comes, so that a long answer is never held twice.
    pub(super) fn each(
        &mut self,
        sql: &'static str,
        params: Params<'_>,
        mut each: impl FnMut(&Row) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        use postgres::fallible_iterator::FallibleIterator as _;
        let statement = self.prepared(sql)?;
        let mut rows = self.tx.query_raw(&statement, params.iter().copied())?;
        while let Some(row) = rows.next()? {
            each(&row)?;
        }
        Ok(())
    }
}

/// What a failed attempt asks for.
enum Next {
    Again,
    Reconnect,
    End(StoreError),
}

/// A connection that is there when it is needed.
pub(super) struct Session {
    url: PgUrl,
    wait: Duration,
    /// Whether those who watch can be told.
    tells: bool,
    open: Option<(Client, BTreeMap<&'static str, Statement>)>,
}

impl Session {
    pub(super) fn new(url: PgUrl, wait: Duration) -> Self {
        Self { url, wait, tells: true, open: None }
    }

    pub(super) fn url(&self) -> &PgUrl {
        &self.url
    }

    /// Reads in one transaction, so that everything is of one moment.
    pub(super) fn read<T>(
        &mut self,
        doing: &'static str,
        mut work: impl FnMut(&mut Step<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        self.transaction(doing, true, &mut work)
    }

    /// Writes in one transaction: all of it is there when this returns, or none of it.
    pub(super) fn write<T>(
        &mut self,
        doing: &'static str,
        mut work: impl FnMut(&mut Step<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let answer = self.transaction(doing, false, &mut work)?;
        self.tell();
        Ok(answer)
    }

    /// Tells those who watch that something was written; a database that knows no such word is told nothing more.
    fn tell(&mut self) {
        let Some((client, _)) = self.open.as_mut().filter(|_| self.tells) else { return };
        // An operation's name has no sign that would end a text.
        let told = client.batch_execute(&format!("NOTIFY {CHANNEL}, '{}'", self.url.operation()));
        // A line that broke is opened anew, and those who watch look anyway.
        self.tells = !told.is_err_and(|error| error.code().is_some());
    }

    /// Runs statements outside a transaction, for what PostgreSQL takes only so.
    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        let deadline = Instant::now() + self.wait;
        let (client, _) = self.client(deadline)?;
        Ok(client.batch_execute(sql)?)
    }

    fn transaction<T>(
        &mut self,
        doing: &'static str,
        reads: bool,
        work: &mut dyn FnMut(&mut Step<'_>) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let deadline = Instant::now() + self.wait;
        let mut pause = PAUSE;
        loop {
            let (client, prepared) = self.client(deadline)?;
            let mut committing = false;
            let mut attempt = || -> Result<T, Fault> {
                let begun = client.build_transaction();
                let begun =
                    if reads { begun.isolation_level(IsolationLevel::RepeatableRead).read_only(true) } else { begun };
                let mut step = Step { tx: begun.start()?, prepared };
                let answer = work(&mut step)?;
                committing = !reads;
                step.tx.commit()?;
                Ok(answer)
            };
            let fault = match attempt() {
                Ok(answer) => return Ok(answer),
                Err(Fault::Store(error)) => return Err(error),
                Err(Fault::Sql(error)) => error,
            };
            let late = Instant::now() >= deadline;
            match self.next(doing, fault, committing, late) {
                Next::End(error) => return Err(error),
                Next::Reconnect => self.open = None,
                Next::Again => {}
            }
            rest(&mut pause, deadline);
        }
    }

    fn next(&self, doing: &'static str, error: postgres::Error, committing: bool, late: bool) -> Next {
        match verdict(&error) {
            Verdict::Lost if committing => Next::End(StoreError::Unsure { doing, cause: Box::new(error) }),
            Verdict::Lost if late => Next::End(self.unreachable(error)),
            Verdict::Lost => Next::Reconnect,
            Verdict::Beaten if !late => Next::Again,
            Verdict::Beaten => Next::End(StoreError::Busy),
            Verdict::Unsure => Next::End(StoreError::Unsure { doing, cause: Box::new(error) }),
            Verdict::Failed => Next::End(failed(doing, error)),
        }
    }

    fn unreachable(&self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
        StoreError::Unreachable { place: self.url.to_string(), cause: cause.into() }
    }

    /// The connection, made where there is none; waits so long for a database that does not answer.
    fn client(
        &mut self,
        deadline: Instant,
    ) -> Result<(&mut Client, &mut BTreeMap<&'static str, Statement>), StoreError> {
        if self.open.as_ref().is_some_and(|(client, _)| client.is_closed()) {
            self.open = None;
        }
        let open = match self.open.take() {
            Some(open) => open,
            None => (self.connect(deadline)?, BTreeMap::new()),
        };
        let (client, prepared) = self.open.insert(open);
        Ok((client, prepared))
    }

    /// A connection of its own, if it can be had at once.
    pub(super) fn dial(&self) -> Result<Client, Box<dyn Error + Send + Sync>> {
        let maker = self.url.authority().map(tls::maker).transpose()?;
        Ok(self.connect_once(maker.as_ref())?)
    }

    fn connect(&self, deadline: Instant) -> Result<Client, StoreError> {
        let mut pause = PAUSE;
        let maker = self.url.authority().map(tls::maker).transpose();
        let maker = maker.map_err(|cause| StoreError::Failed { doing: "open the database", cause })?;
        loop {
            let error = match self.connect_once(maker.as_ref()) {
                Ok(client) => return Ok(client),
                Err(error) => error,
            };
            // A wrong name or password gets no better by waiting.
            if !matches!(verdict(&error), Verdict::Lost) {
                return Err(failed("open the database", error));
            }
            if Instant::now() >= deadline {
                return Err(self.unreachable(error));
            }
            rest(&mut pause, deadline);
        }
    }

    fn connect_once(&self, maker: Option<&MakeRustlsConnect>) -> Result<Client, postgres::Error> {
        let mut config = self.url.config();
        config.application_name("qafila").keepalives_idle(SILENCE / 2).tcp_user_timeout(SILENCE);
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(SILENCE);
        }
        let mut client = match maker {
            Some(maker) => config.connect(maker.clone())?,
            None => config.connect(NoTls)?,
        };
        // Acknowledged means on disk, whatever the database's own default is; stricter ones stay.
        let setting = "SELECT current_setting('synchronous_commit', true)";
        let kept: Option<Option<String>> = client.query_opt(setting, &[])?.map(|row| row.get(0));
        if kept.flatten().as_deref() == Some("off") {
            client.batch_execute("SET synchronous_commit = on")?;
        }
        client.batch_execute(&format!("SET lock_timeout = {}", self.wait.as_millis()))?;
        Ok(client)
    }
}

fn rest(pause: &mut Duration, deadline: Instant) {
    std::thread::sleep((*pause).min(deadline.saturating_duration_since(Instant::now())));
    *pause = (*pause * 2).min(PAUSE_MAX);
}

/// What an error of PostgreSQL means for whoever waits.
enum Verdict {
    /// The connection is gone, or the server takes none now.
    Lost,
    /// Another transaction was faster; the same again may pass.
    Beaten,
    /// Whether the transaction was committed is not known.
    Unsure,
    Failed,
}

fn verdict(error: &postgres::Error) -> Verdict {
    let Some(code) = error.code() else {
        // Our side of the wire: broken, or an answer of another shape than was asked for.
        let broken = error.source().and_then(|cause| cause.downcast_ref::<io::Error>());
        // A certificate gets no better by waiting.
        let broken = broken.is_some_and(|cause| !cause.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()));
        return if error.is_closed() || broken { Verdict::Lost } else { Verdict::Failed };
    };
    let passing = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::TOO_MANY_CONNECTIONS,
    ];
    match code.code() {
        "40001" | "40P01" => Verdict::Beaten,
        "40003" => Verdict::Unsure,
        class if class.starts_with("08") || passing.contains(code) => Verdict::Lost,
        _ => Verdict::Failed,
    }
}

/// An error that waiting does not mend.
pub(super) fn failed(doing: &'static str, error: postgres::Error) -> StoreError {
    match error.as_db_error().map(DbError::code) {
        // Waited for a lock, or for a statement, as long as was allowed.
        Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE || *code == SqlState::QUERY_CANCELED => StoreError::Busy,
        Some(code) if refused(code) => StoreError::Refused { doing, cause: Box::new(error) },
        Some(code) if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
            StoreError::Damaged { what: super::DATABASE.to_owned(), why: error.to_string() }
        }
        Some(_) | None => StoreError::Failed { doing, cause: Box::new(error) },
    }
}

/// Who we are, or what we may do: a person has to change it.
fn refused(code: &SqlState) -> bool {
    let codes = [
        SqlState::INSUFFICIENT_PRIVILEGE,
        SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
        SqlState::INVALID_PASSWORD,
        SqlState::INVALID_CATALOG_NAME,
        SqlState::READ_ONLY_SQL_TRANSACTION,
    ];
    codes.contains(code)
}
