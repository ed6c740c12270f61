//! PostgreSQL against SQLite against signing alone: the same appends, in turns.

use super::scratch;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort};
use crate::{Outcome, node, story};
use app::Node;
use model::Draft;
use std::time::{SystemTime, UNIX_EPOCH};
use store::{PgStore, PgUrl, SqliteStore};

/// Names a PostgreSQL; `scripts/postgres` runs one.
const SERVER_ENV: &str = "QAFILA_TEST_POSTGRES";

/// Statements of one lap, in batches.
const STATEMENTS: usize = 2000;
/// Appends of one lap, one by one.
const SINGLES: usize = 100;

/// Measures both stores, where there is a PostgreSQL.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Ok(server) = std::env::var(SERVER_ENV) else {
        report.note(format!("stores: left out, since {SERVER_ENV} names no PostgreSQL; `scripts/postgres` runs one"));
        return Ok(());
    };
    for (batch, count) in [(1, SINGLES), (100, effort.size(STATEMENTS)), (1000, STATEMENTS)] {
        let count = count.max(batch);
        let folder = scratch()?;
        let mut postgres = node::open(PgStore::create(&operation(&server, batch)?)?)?;
        let mut sqlite = node::open(SqliteStore::create(&folder.path().join("node.sqlite"))?)?;
        let drafts: Vec<Draft> = (0..batch).map(story::report).collect::<Outcome<_>>()?;
        let say = |node: &mut Node, clock: Clock| {
            clock.try_lap(|| (0..count / batch).try_for_each(|_| node.say(&drafts).map(drop)))
        };
        let both = effort.compare(Clock::Wall, |clock| say(&mut postgres, clock), |clock| say(&mut sqlite, clock))?;
        let what = format!("signed appends to PostgreSQL on a socket, {batch} at a time");
        report.line(Line::new(&what, "the same to SQLite", count, both).rate(""));
        let key = node::secret(node::OFFICER);
        let message = vec![7; 400];
        let bare = |clock: Clock| -> Outcome<_> {
            Ok(clock.lap(|| {
                (0..count).fold(0_u8, |mixed, _| mixed ^ key.sign(std::hint::black_box(&message)).as_bytes()[0])
            }))
        };
        let signing = effort.compare(Clock::Wall, |clock| say(&mut postgres, clock), bare)?;
        report.line(Line::new(what, "bare Ed25519 signatures", count, signing).rate(""));
    }
    Ok(())
}

/// An operation that no other run has.
fn operation(server: &str, batch: usize) -> Outcome<PgUrl> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{server}&operation=bench-{batch}-{now}").parse()?)
}
