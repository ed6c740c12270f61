//! Signing and keeping: batches against the bare signature, one against the bare commit.

use super::scratch;
use crate::line::{Line, Report};
use crate::measure::{Clock, Effort, Laps};
use crate::{Outcome, node, story};
use app::Node;
use model::Draft;
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::Duration;
use store::SqliteStore;

/// Statements of one lap, in batches.
const STATEMENTS: usize = 4000;
/// Commits of one lap.
const SINGLES: usize = 100;
/// Entries a journal has when one more is said without naming the officer.
const HELD: usize = 2000;

/// Measures appends.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    for batch in [100, 1000] {
        let count = effort.size(STATEMENTS).max(batch);
        let laps = batches(effort, batch, count)?;
        let what = format!("signed appends, batches of {batch}");
        report.line(Line::new(what, "bare Ed25519 signatures", count, laps).rate("").target(700));
    }
    let laps = singles(effort)?;
    let what = "one signed append, on disk before it counts";
    let against = "one SQLite commit of the same rows, WAL, FULL";
    report.line(Line::new(what, against, SINGLES, laps).target(550));
    let (laps, held) = without_officer(effort)?;
    let what = format!("one signed append that names no officer, {held} entries held");
    report.line(Line::new(what, "the same with the officer named", 1, laps));
    Ok(())
}

fn batches(effort: &Effort, batch: usize, count: usize) -> Outcome<Laps> {
    let folder = scratch()?;
    let mut node = node::open(SqliteStore::create(&folder.path().join("node.sqlite"))?)?;
    let drafts: Vec<Draft> = (0..batch).map(story::report).collect::<Outcome<_>>()?;
    node.say(&drafts)?;
    let message = vec![7; statement_bytes(&node)?];
    let key = node::secret(node::OFFICER);
    let ours = |clock: Clock| clock.try_lap(|| (0..count / batch).try_for_each(|_| node.say(&drafts).map(drop)));
    let bare = |clock: Clock| -> Outcome<Duration> {
        Ok(clock
            .lap(|| (0..count).map(|_| key.sign(std::hint::black_box(&message))).fold(None, |_, signed| Some(signed))))
    };
    effort.compare(Clock::Cpu, ours, bare)
}

/// How long a statement of the node is, as signed.
fn statement_bytes(node: &Node) -> Outcome<usize> {
    let own = node.own()?.ok_or("no journal")?;
    let entries = node.store().entries(&own.origin)?;
    let (_, bytes) = entries.last().and_then(|entry| entry.content.as_ref()).ok_or("no statement")?;
    Ok(bytes.len())
}

fn singles(effort: &Effort) -> Outcome<Laps> {
    let folder = scratch()?;
    let mut node = node::open(SqliteStore::create(&folder.path().join("node.sqlite"))?)?;
    let draft = [story::report(0)?];
    node.say(&draft)?;
    let mut bare = Bare::create(&folder.path().join("bare.sqlite"), statement_bytes(&node)?)?;
    let ours = |clock: Clock| clock.try_lap(|| (0..SINGLES).try_for_each(|_| node.say(&draft).map(drop)));
    let other = |clock: Clock| clock.try_lap(|| (0..SINGLES).try_for_each(|_| bare.commit()));
    effort.compare(Clock::Wall, ours, other)
}

/// Nothing but the rows of an append: an entry, and the journal's new head.
struct Bare {
    connection: Connection,
    index: u64,
    statement: Vec<u8>,
}

impl Bare {
    fn create(path: &Path, bytes: usize) -> Outcome<Self> {
        let connection = Connection::open(path)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE head (origin TEXT PRIMARY KEY, size INTEGER, peaks BLOB, checkpoint BLOB) WITHOUT ROWID;
             CREATE TABLE entry (origin TEXT, idx INTEGER, commitment BLOB, known INTEGER, salt BLOB, statement BLOB,
                                 PRIMARY KEY (origin, idx)) WITHOUT ROWID;
             INSERT INTO head VALUES ('bench.example/bench', 0, x'', x'');",
        )?;
        Ok(Self { connection, index: 0, statement: vec![7; bytes] })
    }

    fn commit(&mut self) -> rusqlite::Result<()> {
        let tx = self.connection.transaction()?;
        let (hash, checkpoint) = ([7_u8; 32].as_slice(), [7_u8; 250].as_slice());
        self.index += 1;
        tx.prepare_cached("UPDATE head SET size = ?, peaks = ?, checkpoint = ?")?.execute(params![
            self.index,
            [7_u8; 192].as_slice(),
            checkpoint
        ])?;
        tx.prepare_cached("INSERT INTO entry VALUES ('bench.example/bench', ?, ?, ?, ?, ?)")?.execute(params![
            self.index,
            hash,
            1_360_000_000,
            hash,
            self.statement
        ])?;
        tx.commit()
    }
}

fn without_officer(effort: &Effort) -> Outcome<(Laps, usize)> {
    let mut node = node::open(SqliteStore::in_memory()?)?;
    let held = effort.size(HELD);
    let drafts: Vec<Draft> = (0..held).map(story::report).collect::<Outcome<_>>()?;
    node.say(&drafts)?;
    let node = std::cell::RefCell::new(node);
    let (named, nameless) = (story::report(0)?, Draft { officer: None, ..story::report(0)? });
    let say = |draft: &Draft, clock: Clock| clock.try_lap(|| node.borrow_mut().say(std::slice::from_ref(draft)));
    let laps = effort.compare(Clock::Cpu, |clock| say(&nameless, clock), |clock| say(&named, clock))?;
    Ok((laps, held))
}
