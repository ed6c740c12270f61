//! A real `qafila serve` is killed while clients write: what it answered is in the journal afterwards, and what it did
//! not answer is done once when it is sent again.

use crate::chance::Chance;
use crate::show::Progress;
use crate::{Outcome, node, server};
use app::exchange::judge;
use journal::verify::{Verified, verify_journal};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use units::Digest;
use ureq::Agent;

const PASSPHRASE: &str = "a passphrase of these kills, which protects nothing";
const PARTY: &str = "dz-log";
const OFFICER: &str = "dz-log/movement";
/// Clients that write at once.
const CLIENTS: usize = 8;
/// Longest time from the first answer to the kill.
const DELAY_MICROS_MAX: u64 = 300_000;
/// A node goes on for so many kills.
const KILLS: u64 = 20;

/// What the kills met.
#[derive(Default)]
pub(crate) struct Tally {
    kills: u64,
    nodes: u64,
    acknowledged: u64,
    /// Requests without an answer that were carried out, and that were not.
    cut_off: [u64; 2],
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kills, nodes, acknowledged, cut_off: [done, undone] } = self;
        write!(
            f,
            "{kills} kills, {nodes} nodes, {acknowledged} statements acknowledged, 0 lost, 0 twice; \
             {done} requests were carried out and not answered, {undone} neither"
        )
    }
}

/// A request: its key, and how many statements it holds.
struct Asked {
    key: String,
    body: String,
    statements: usize,
}

/// What was answered: where each statement stands.
struct Promise {
    asked: Asked,
    answer: Value,
    places: Vec<(usize, Digest)>,
}

/// A node, and what it promised.
struct Patient {
    folder: TempDir,
    promises: Vec<Promise>,
    /// Sent, and not answered.
    open: Vec<Asked>,
    /// Entries that the node had before anybody asked.
    first: usize,
    keys: AtomicU64,
}

/// Kills so many times; nodes live in files, or in the PostgreSQL that is named.
pub(crate) fn run(kills: u64, seed: u64, postgres: Option<&str>) -> Outcome<Tally> {
    let program = std::env::current_exe()?.with_file_name("qafila");
    let mut tally = Tally::default();
    let mut progress = Progress::new("kills of a server", kills);
    let mut patient = None;
    for round in 0..kills {
        // Another row than that of the nodes which were killed before: operations in one database have names of their own.
        let mut chance = Chance::new(!seed, round);
        let failed = |error| format!("seed {seed}, kill {round} of a server: {error}");
        let mut struck = match patient.take() {
            Some(patient) => patient,
            None => newcomer(&program, postgres, &mut chance, &mut tally).map_err(failed)?,
        };
        strike(&program, &mut struck, &mut chance, &mut tally).map_err(failed)?;
        patient = ((round + 1) % KILLS != 0).then_some(struck);
        progress.step();
    }
    Ok(tally)
}

fn newcomer(program: &Path, postgres: Option<&str>, chance: &mut Chance, tally: &mut Tally) -> Outcome<Patient> {
    let folder = tempfile::tempdir()?;
    let mut init = Command::new(program);
    init.args(["init", PARTY, "--party", PARTY]).current_dir(folder.path()).env("QAFILA_PASSPHRASE", PASSPHRASE);
    if let Some(postgres) = postgres {
        init.args(["--store", &server::operation(postgres, chance)]);
    }
    let ended = init.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if !ended.success() {
        return Err(format!("`qafila init`: {ended}").into());
    }
    tally.nodes += 1;
    let mut patient = Patient { folder, promises: Vec::new(), open: Vec::new(), first: 0, keys: AtomicU64::new(0) };
    patient.first = patient.audit()?.tree.leaves().len();
    Ok(patient)
}

/// One round: what was left open is asked again, clients write, the server is killed, the journal is judged.
fn strike(program: &Path, patient: &mut Patient, chance: &mut Chance, tally: &mut Tally) -> Outcome<()> {
    let mut served = Served::start(program, &patient.folder.path().join(PARTY))?;
    served.sign_in()?;
    patient.ask_again(&served, chance, tally)?;
    let delay = Duration::from_micros(chance.below(DELAY_MICROS_MAX));
    let (answered, open) = load(&mut served, patient, delay, chance)?;
    tally.kills += 1;
    tally.acknowledged += answered.iter().map(|promise| promise.places.len() as u64).sum::<u64>();
    patient.promises.extend(answered);
    patient.open = open;
    let verified = patient.audit()?;
    let leaves = verified.tree.leaves();
    for (index, leaf) in patient.promises.iter().flat_map(|promise| &promise.places) {
        if leaves.get(*index) != Some(leaf) {
            return Err(format!("LOST: entry {index} was answered with leaf {leaf}").into());
        }
    }
    if chance.one_in(8) && judge(&verified) != (leaves.len() as u64, 0) {
        return Err("LOST: not every statement can be read and has a good signature".into());
    }
    Ok(())
}

/// Clients write until the server is killed under them; what was answered, and what was not.
fn load(
    served: &mut Served,
    patient: &Patient,
    delay: Duration,
    chance: &mut Chance,
) -> Outcome<(Vec<Promise>, Vec<Asked>)> {
    let killed = AtomicBool::new(false);
    let (first, answered) = std::sync::mpsc::channel();
    let chances: Vec<Chance> = (0..CLIENTS).map(|client| Chance::new(chance.next(), client as u64)).collect();
    let (line, killed) = (served.line.clone(), &killed);
    let each = |mut chance: Chance| {
        let (line, first) = (line.clone(), first.clone());
        move || -> Result<(Vec<Promise>, Asked), String> {
            let mut promises = Vec::new();
            loop {
                let asked = patient.fresh(&mut chance);
                match line.post(&asked) {
                    Ok((201, answer, _)) => promises.push(Promise::of(asked, answer)?),
                    Ok((status, answer, _)) => return Err(format!("it answered {status}: {answer}")),
                    // Before the kill, a broken line is a fault of the server's.
                    Err(_) if killed.load(Ordering::SeqCst) => return Ok((promises, asked)),
                    Err(error) => return Err(error),
                }
                // Nobody waits for it after the first.
                let _ = first.send(());
            }
        }
    };
    std::thread::scope(|scope| {
        let clients: Vec<_> = chances.into_iter().map(|chance| scope.spawn(each(chance))).collect();
        let begun = answered.recv_timeout(Duration::from_secs(60));
        std::thread::sleep(delay);
        killed.store(true, Ordering::SeqCst);
        served.kill()?;
        begun.map_err(|_| "nothing was answered in a minute")?;
        let (mut promises, mut open) = (Vec::new(), Vec::new());
        for client in clients {
            let (kept, last) = client.join().map_err(|_| "a client failed")??;
            promises.extend(kept);
            open.push(last);
        }
        Ok((promises, open))
    })
}

impl Promise {
    fn of(asked: Asked, answer: Value) -> Result<Self, String> {
        let place = |said: &Value| {
            let index = usize::try_from(said["index"].as_u64()?).ok()?;
            Some((index, said["leaf"].as_str()?.parse().ok()?))
        };
        let places: Option<Vec<_>> = answer["appended"].as_array().into_iter().flatten().map(place).collect();
        match places.filter(|places| places.len() == asked.statements) {
            Some(places) => Ok(Self { asked, answer, places }),
            None => Err(format!("{} statements were sent, it answered {answer}", asked.statements)),
        }
    }
}

impl Patient {
    fn fresh(&self, chance: &mut Chance) -> Asked {
        let number = self.keys.fetch_add(1, Ordering::SeqCst);
        let statements = if chance.one_in(4) { 1 + chance.below(6) } else { 1 };
        let bodies: Vec<Value> = (0..statements).map(|one| filed(number * 10 + one)).collect();
        Asked { key: format!("kill-{number:08}"), statements: bodies.len(), body: json!(bodies).to_string() }
    }

    /// Sends what was left open again, and something that was answered; all of it is in the journal once.
    fn ask_again(&mut self, served: &Served, chance: &mut Chance, tally: &mut Tally) -> Outcome<()> {
        for asked in std::mem::take(&mut self.open) {
            let (status, answer, again) = served.line.post(&asked)?;
            if status != 201 {
                return Err(format!("what was left open is answered {status}: {answer}").into());
            }
            tally.cut_off[usize::from(!again)] += 1;
            self.promises.push(Promise::of(asked, answer)?);
        }
        let known = self.promises.len() as u64;
        if let Some(promise) = self.promises.get(usize::try_from(chance.below(known))?) {
            let (_, answer, again) = served.line.post(&promise.asked)?;
            if (again, &answer["appended"]) != (true, &promise.answer["appended"]) {
                return Err(format!("asked again, it answers {answer} and not {}", promise.answer).into());
            }
        }
        let expected = self.first + self.promises.iter().map(|promise| promise.places.len()).sum::<usize>();
        let there = self.audit()?.tree.leaves().len();
        if there != expected {
            return Err(format!("TWICE or LOST: {expected} entries were answered, {there} are there").into());
        }
        Ok(())
    }

    fn audit(&self) -> Outcome<Verified> {
        let node = node::open(&self.folder.path().join(PARTY), 0)?;
        let own = node.own()?.ok_or("the node has no journal")?;
        Ok(verify_journal(&crate::promises::export(&node)?, Some(&own.key), &mut |_| {})?)
    }
}

/// A report as an officer files it by hand.
fn filed(number: u64) -> Value {
    json!({"officer": OFFICER, "kind": "report_filed", "body": {
        "kind": "road_status", "about": [{"axis": "axis-hoggar"}], "state": "open", "actor": null,
        "polarity": "positive", "modality": "asserted", "background": false,
        "source": {"source": "patrol", "class": "field_source", "origin": format!("patrol/{number}")},
        "suggested": null, "grade": {"reliability": "B", "credibility": "2"},
        "time": {"from": "2013-02-11T06:00:00Z", "to": null}, "excerpt": null, "arguments": []}})
}

/// A running server.
struct Served {
    child: Child,
    line: Line,
}

/// A way to ask it.
#[derive(Clone)]
struct Line {
    agent: Agent,
    address: String,
    cookie: String,
}

impl Served {
    fn start(program: &Path, node: &Path) -> Outcome<Self> {
        let mut child = Command::new(program)
            .args(["serve", "--port", "0"])
            .current_dir(node)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut said = BufReader::new(child.stderr.take().ok_or("no standard error")?);
        let config = Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).http_status_as_error(false);
        let line = Line { agent: config.build().into(), address: String::new(), cookie: String::new() };
        let mut served = Self { child, line };
        let mut text = String::new();
        while said.read_line(&mut text)? > 0 {
            if let Some((_, rest)) = text.split_once("://") {
                served.line.address = format!("http://{}", rest.split('/').next().unwrap_or_default());
                // Read on, so that it can go on to say something.
                std::thread::spawn(move || said.lines().map_while(Result::ok).for_each(drop));
                return Ok(served);
            }
            text.clear();
        }
        Err("`qafila serve` never said where".into())
    }

    fn sign_in(&mut self) -> Outcome<()> {
        let body = json!({"officer": OFFICER, "passphrase": PASSPHRASE}).to_string();
        let request = self.line.agent.post(format!("{}/api/v1/session", self.line.address));
        let answer = request.header("content-type", "application/json").send(body)?;
        let cookie = answer.headers().get("set-cookie").ok_or("no session")?.to_str()?;
        self.line.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(())
    }

    fn kill(&mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It is gone, or was already.
        let _ = self.kill();
    }
}

impl Line {
    /// Status, body, and whether it was answered before.
    fn post(&self, asked: &Asked) -> Result<(u16, Value, bool), String> {
        let told = |error: ureq::Error| error.to_string();
        let request = self.agent.post(format!("{}/api/v1/statements", self.address));
        let request = request.header("cookie", &self.cookie).header("idempotency-key", &asked.key);
        let mut answer = request.header("content-type", "application/json").send(&asked.body).map_err(told)?;
        let text = answer.body_mut().read_to_string().map_err(told)?;
        let value = serde_json::from_str(&text).map_err(|error| format!("{error}: {text}"))?;
        Ok((answer.status().as_u16(), value, answer.headers().contains_key("idempotency-replayed")))
    }
}
