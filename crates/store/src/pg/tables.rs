//! The tables of all operations in a database, and which of these are there.

use super::session::{Fault, Session, Step, failed};
use super::{DATABASE, PgUrl};
use crate::rows::damaged;
use app::ports::StoreError;

/// The tables, step by step; `qafila.version` counts how many were taken. Steps are only ever added, and each may be
/// taken twice: where tables are not made in transactions, two programs may take one at the same time.
const STEPS: [&str; 1] = [include_str!("schema.sql")];

/// How often a step is tried while other programs take it too.
const TRIES: usize = 5;

/// How many steps were taken; none where there are no tables of ours.
fn taken(session: &mut Session) -> Result<i64, StoreError> {
    session.read("read the version of the tables", |step| {
        let there = "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = 'qafila' AND tablename = 'version'";
        if !step.any(there, &[])? {
            return Ok(0);
        }
        let row = step.row("SELECT steps FROM qafila.version", &[])?;
        Ok(row.map_or(0, |row| row.get(0)))
    })
}

/// The steps that are left. Tables of a later program are not touched.
fn left(taken: i64) -> Result<&'static [&'static str], StoreError> {
    let left = usize::try_from(taken).ok().and_then(|taken| STEPS.get(taken..));
    left.ok_or_else(|| {
        let why = format!("its tables have version {taken}, this program knows version {}", STEPS.len());
        damaged(DATABASE, why)
    })
}

/// Takes the steps that are left; all, where there are no tables.
pub(super) fn build(session: &mut Session) -> Result<(), StoreError> {
    let taken = taken(session)?;
    for (number, sql) in (taken + 1..).zip(left(taken)?) {
        take(session, sql)?;
        session.write("create the tables", |step| {
            // What another program, perhaps a later one, counted meanwhile stands.
            let count = "INSERT INTO qafila.version (id, steps) VALUES (1, $1) ON CONFLICT (id) DO UPDATE \
                         SET steps = excluded.steps WHERE version.steps < excluded.steps";
            step.change(count, &[&number]).map(drop)
        })?;
    }
    Ok(())
}

fn take(session: &mut Session, sql: &str) -> Result<(), StoreError> {
    let mut tried = 1;
    loop {
        match session.batch(sql) {
            Ok(()) => return Ok(()),
            Err(Fault::Store(error)) => return Err(error),
            // Two programs that make one table at the same time: the second finds it in the catalogue.
            Err(Fault::Sql(error)) if error.as_db_error().is_some() && tried < TRIES => tried += 1,
            Err(Fault::Sql(error)) => return Err(failed("create the tables", error)),
        }
    }
}

/// For a database that should have tables: takes the steps that are left.
pub(super) fn bring_up(session: &mut Session) -> Result<(), StoreError> {
    if taken(session)? == 0 {
        let why = format!("{} has no tables of this program", session.url());
        return Err(damaged(DATABASE, why));
    }
    build(session)
}

/// Whether any row of this operation is there.
pub(super) fn holds(step: &mut Step<'_>, url: &PgUrl) -> Result<bool, Fault> {
    step.any("SELECT 1 FROM qafila.node WHERE operation = $1", &[&url.operation()])
}

/// Fails where the operation is not there.
pub(super) fn is_here(step: &mut Step<'_>, url: &PgUrl) -> Result<(), Fault> {
    if holds(step, url)? {
        return Ok(());
    }
    Err(damaged(DATABASE, format!("it holds no operation `{}`", url.operation())).into())
}

/// Makes an operation; fails where it is there.
pub(super) fn begin(step: &mut Step<'_>, url: &PgUrl) -> Result<(), Fault> {
    let insert = "INSERT INTO qafila.node (operation) VALUES ($1) ON CONFLICT (operation) DO NOTHING";
    if step.change(insert, &[&url.operation()])? == 1 {
        return Ok(());
    }
    Err(StoreError::Taken { place: url.to_string() }.into())
}

/// Deletes an operation, what refers to others first.
pub(super) fn remove(step: &mut Step<'_>, url: &PgUrl) -> Result<(), Fault> {
    let tables = [
        "DELETE FROM qafila.document WHERE operation = $1",
        "DELETE FROM qafila.cosigned WHERE operation = $1",
        "DELETE FROM qafila.checkpoint WHERE operation = $1",
        "DELETE FROM qafila.erasure WHERE operation = $1",
        "DELETE FROM qafila.field WHERE operation = $1",
        "DELETE FROM qafila.entry WHERE operation = $1",
        "DELETE FROM qafila.journal WHERE operation = $1",
        "DELETE FROM qafila.node WHERE operation = $1",
    ];
    tables.into_iter().try_for_each(|delete| step.change(delete, &[&url.operation()]).map(drop))
}

/// Writes the tables anew in which something was erased: what a row was before stays in its file otherwise.
///
/// A server that does not know the word clears old versions away by itself, at a time of its own.
pub(super) fn scrub(session: &mut Session) -> Result<(), StoreError> {
    for sql in ["VACUUM FULL qafila.entry", "VACUUM FULL qafila.field"] {
        match session.batch(sql) {
            Ok(()) => {}
            Err(Fault::Store(error)) => return Err(error),
            Err(Fault::Sql(error)) if unknown_there(&error) => return Ok(()),
            Err(Fault::Sql(error)) => return Err(failed("overwrite what was erased", error)),
        }
    }
    Ok(())
}

fn unknown_there(error: &postgres::Error) -> bool {
    use postgres::error::SqlState;
    error.code().is_some_and(|code| *code == SqlState::SYNTAX_ERROR || *code == SqlState::FEATURE_NOT_SUPPORTED)
}
