//! The node as its users reach it: a real `qafila serve` on loopback, against the library by itself.
//!
//! Each client has a session and a connection of its own. A request is answered when its statements are on disk and
//! the views have told what of them does not fit.

use super::wire::PASSPHRASE;
use super::{beside, scratch};
use crate::line::{Line, Report, time};
use crate::measure::{Clock, Effort, Laps};
use crate::{Outcome, node, story};
use app::AsOf;
use model::Draft;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::SqliteStore;
use ureq::Agent;

pub(super) const PARTY: &str = "dz-log";
const OFFICER: &str = "dz-log/movement";
const CLIENTS: usize = 32;
/// Requests of each client in a lap: few, since each makes the journal longer, and a session may ask 600 times at once.
const REQUESTS: usize = 2;
/// Statements of a journal that is read.
const HELD: [usize; 3] = [1_000, 10_000, 100_000];
const READS: usize = 40;
/// Most statements of one request.
pub(super) const BATCH_MAX: usize = 1_000;

/// Measures a server, where the program was built beside this one.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Some(program) = beside() else {
        report.note("not measured: `qafila serve`, for target/release/qafila is not built");
        return Ok(());
    };
    for batch in [1, 20] {
        let folder = scratch()?;
        let served = Served::start(&program, folder.path())?;
        let clients: Vec<Client> = (0..CLIENTS).map(|_| served.client()).collect::<Outcome<_>>()?;
        let laps = writes(effort, &served, &clients, batch)?;
        let what = format!("signed statements over HTTP, {CLIENTS} clients, {batch} a request");
        let against = format!("the library alone, {batch} an append, on disk");
        report.line(Line::new(what, against, CLIENTS * REQUESTS * batch, laps).rate("").target(500));
    }
    for held in HELD {
        reads(effort, &program, report, effort.size(held))?;
    }
    Ok(())
}

/// An officer at a screen of his own.
pub(super) struct Client {
    agent: Agent,
    cookie: String,
}

/// A server over a node of its own; it ends with this.
pub(super) struct Served {
    child: Child,
    address: String,
    database: PathBuf,
    keys: AtomicU64,
}

impl Served {
    pub(super) fn start(program: &Path, folder: &Path) -> Outcome<Self> {
        let init = Command::new(program)
            .args(["init", PARTY, "--party", PARTY])
            .current_dir(folder)
            .env("QAFILA_PASSPHRASE", PASSPHRASE)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        if !init.success() {
            return Err(format!("`qafila init`: {init}").into());
        }
        let node = folder.join(PARTY);
        let mut child = Command::new(program)
            .args(["serve", "--port", "0"])
            .current_dir(&node)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child.stderr.take().ok_or("no standard error")?;
        let mut served = Self { child, address: String::new(), database: database(&node)?, keys: AtomicU64::new(0) };
        for line in BufReader::new(said).lines() {
            let line = line?;
            if let Some((_, rest)) = line.split_once("://") {
                served.address = format!("http://{}", rest.split('/').next().unwrap_or_default());
                return Ok(served);
            }
        }
        Err("`qafila serve` never said where".into())
    }

    /// One who has signed in.
    pub(super) fn client(&self) -> Outcome<Client> {
        let agent: Agent = Agent::config_builder().timeout_global(Some(Duration::from_secs(120))).build().into();
        let body = json!({"officer": OFFICER, "passphrase": PASSPHRASE}).to_string();
        let request = agent.post(format!("{}/api/v1/session", self.address));
        let answer = request.header("content-type", "application/json").send(body)?;
        let cookie = answer.headers().get("set-cookie").ok_or("no session")?.to_str()?;
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(Client { agent, cookie })
    }

    pub(super) fn post(&self, client: &Client, path: &str, body: &Value) -> Outcome<()> {
        let key = format!("bench-{:08}", self.keys.fetch_add(1, Ordering::Relaxed));
        let request = client.agent.post(format!("{}/api/v1/{path}", self.address));
        let request = request.header("cookie", &client.cookie).header("idempotency-key", key);
        let mut answer = request.header("content-type", "application/json").send(body.to_string())?;
        answer.body_mut().read_to_vec()?;
        Ok(())
    }

    fn get(&self, client: &Client, path: &str) -> Outcome<()> {
        let request = client.agent.get(format!("{}/api/v1/{path}", self.address));
        request.header("cookie", &client.cookie).call()?.body_mut().read_to_vec()?;
        Ok(())
    }

    /// The most memory that the process has had, in kilobytes.
    fn memory(&self) -> Outcome<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It is gone, or was already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The database of a node that keeps itself in a file.
fn database(node: &Path) -> Outcome<PathBuf> {
    let mut files = std::fs::read_dir(node)?.flatten().map(|entry| entry.path());
    files.find(|path| path.extension().is_some_and(|end| end == "sqlite")).ok_or_else(|| "no database".into())
}

/// A report as an officer files it by hand.
fn filed(number: u64) -> Value {
    let source = format!("patrol-{}", number % 7);
    json!({"officer": OFFICER, "kind": "report_filed", "body": {
        "kind": "road_status", "about": [{"axis": "axis-hoggar"}], "state": "open", "actor": null,
        "polarity": "positive", "modality": "asserted", "background": false,
        "source": {"source": source, "class": "field_source", "origin": format!("{source}/{number}")},
        "suggested": null, "grade": {"reliability": "B", "credibility": "2"},
        "time": {"from": "2013-02-11T06:00:00Z", "to": null}, "excerpt": null, "arguments": []}})
}

pub(super) fn list(count: usize) -> Value {
    (0..count as u64).map(filed).collect()
}

fn writes(effort: &Effort, served: &Served, clients: &[Client], batch: usize) -> Outcome<Laps> {
    let body = &list(batch);
    served.post(clients.first().ok_or("no client")?, "statements", body)?;
    let folder = scratch()?;
    let mut alone = node::open(SqliteStore::create(&folder.path().join("node.sqlite"))?)?;
    let drafts: Vec<Draft> = (0..batch).map(story::report).collect::<Outcome<_>>()?;
    let ours = |clock: Clock| {
        clock.try_lap(|| {
            std::thread::scope(|scope| {
                let each = |client| scope.spawn(move || (0..REQUESTS).try_for_each(|_| post_all(served, client, body)));
                let running: Vec<_> = clients.iter().map(each).collect();
                let joined = running.into_iter().map(|one| one.join().unwrap_or_else(|_| Err("it panicked".into())));
                joined.collect::<Result<(), String>>()
            })
        })
    };
    let other = |clock: Clock| clock.try_lap(|| (0..CLIENTS * REQUESTS).try_for_each(|_| alone.say(&drafts).map(drop)));
    effort.compare(Clock::Wall, ours, other)
}

/// An error that may go from thread to thread.
fn post_all(served: &Served, client: &Client, body: &Value) -> Result<(), String> {
    served.post(client, "statements", body).map_err(|error| error.to_string())
}

/// One client who reads while nobody writes, against the same view in a process that has opened the node.
fn reads(effort: &Effort, program: &Path, report: &mut Report, held: usize) -> Outcome<()> {
    let folder = scratch()?;
    let served = Served::start(program, folder.path())?;
    let client = served.client()?;
    for begun in (0..held).step_by(BATCH_MAX) {
        served.post(&client, "statements", &list(BATCH_MAX.min(held - begun)))?;
    }
    let reads = if effort.is_full() { READS } else { READS / 10 };
    served.get(&client, "account")?;
    let mut over = Vec::with_capacity(reads);
    let mut within = Vec::with_capacity(reads);
    let node = node::over(SqliteStore::open(&served.database)?);
    for _ in 0..reads {
        let begun = Instant::now();
        served.get(&client, "account")?;
        over.push(begun.elapsed());
        let begun = Instant::now();
        std::hint::black_box(node.views(&AsOf::default())?);
        within.push(begun.elapsed());
    }
    let mut sorted = over.clone();
    sorted.sort_unstable();
    let p99 = sorted.get(reads * 99 / 100).copied().unwrap_or_default();
    let what = format!("the account over HTTP, {held} statements held, p50");
    report.line(Line::new(what, "the views in the process", 1, Laps { clock: Clock::Wall, ours: over, other: within }));
    report.note(format!(
        "service: with {held} statements the account is read with a p99 of {}; the server has had {} MB",
        time(p99.as_nanos()),
        served.memory()? / 1_000
    ));
    Ok(())
}
