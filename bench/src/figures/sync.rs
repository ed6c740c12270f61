//! How many bytes go over the wire until a partner holds what is new, against the entries themselves.

use super::{beside, scratch};
use crate::Outcome;
use crate::line::Report;
use crate::measure::Effort;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// New entries: what the target names at least, and more.
const NEW: [usize; 3] = [1000, 4000, 20_000];
/// An entry of 37 bytes behind its length.
const ENTRY_BYTES: u64 = 39;
/// Bytes sent to bytes of entries, in thousandths.
const TARGET: u64 = 1100;
/// Most lines of one call of `say`.
const LINES: usize = 500;

/// Measures a partner that catches up: both directions, heads of requests and answers included.
pub(crate) fn measure(effort: &Effort, report: &mut Report) -> Outcome<()> {
    let Some(program) = beside() else {
        report.note("not measured: `qafila sync`, for the program is not built beside this one");
        return Ok(());
    };
    let dir = scratch()?;
    let run = |node: &str, args: &[&str]| run(&program, &dir.path().join(node), args);
    for party in ["dz-log", "monitor"] {
        run(".", &["init", party, "--party", party])?;
    }
    for (from, to) in [("dz-log", "monitor"), ("monitor", "dz-log")] {
        run(from, &["journal", "export", "../first"])?;
        run(to, &["journal", "import", "../first"])?;
        fs::remove_dir_all(dir.path().join("first"))?;
    }
    let served = Served::start(&program, &dir.path().join("dz-log"))?;
    let wire = Wire::to(served.address)?;
    let url = format!("http://{}", wire.address);
    run("monitor", &["sync", &url])?;
    for (round, new) in NEW.into_iter().map(|new| if effort.is_full() { new } else { new.min(1000) }).enumerate() {
        for part in 0..new.div_ceil(LINES) {
            let lines = (part * LINES..new.min((part + 1) * LINES)).map(|n| line(&format!("item-{round}-{n}")));
            fs::write(dir.path().join("lines.jsonl"), lines.collect::<String>())?;
            run("dz-log", &["say", "../lines.jsonl"])?;
        }
        let before = wire.bytes.load(Ordering::SeqCst);
        run("monitor", &["sync", &url])?;
        let sent = wire.bytes.load(Ordering::SeqCst) - before;
        let thousandths = sent * 1000 / (new as u64 * ENTRY_BYTES);
        let verdict = if thousandths <= TARGET { "met" } else { "NOT MET" };
        report.note(format!(
            "`qafila sync` of {new} new entries whose contents are for others: {sent} bytes over the wire both ways, \
             {}.{:03} of the entries' own; target 1.10, {verdict}",
            thousandths / 1000,
            thousandths % 1000,
        ));
    }
    Ok(())
}

/// A statement that the partner may not read: what it costs is its entry alone.
fn line(item: &str) -> String {
    let body = json!({"item": item, "name": {"en": item, "fr": item, "ar": item}, "unit": "each", "mass": 1, "volume": 1,
        "tracking": "bulk"});
    let said: Value =
        json!({"officer": "dz-log/stores", "audience": {"parties": ["ml-army"]}, "kind": "item_defined", "body": body});
    format!("{said}\n")
}

fn command(program: &Path, dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(dir).env("QAFILA_PASSPHRASE", "bench").stdin(Stdio::null());
    command
}

fn run(program: &Path, dir: &Path, args: &[&str]) -> Outcome<()> {
    let output = command(program, dir, args).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`qafila {}`: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)).into())
}

/// A node that serves its partners until this is dropped.
struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    fn start(program: &Path, dir: &Path) -> Outcome<Self> {
        let mut serve = command(program, dir, &["serve", "--partners", "--port", "0"]);
        let mut child = serve.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
        let talk = child.stderr.take().ok_or("no standard error")?;
        for line in BufReader::new(talk).lines() {
            let line = line?;
            let at = line.split_once("http://").and_then(|(_, rest)| rest.split('/').next()?.parse().ok());
            if let Some(address) = at {
                return Ok(Self { child, address });
            }
        }
        Err("`qafila serve` named no address".into())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Stands between two programs and counts the bytes that pass.
struct Wire {
    address: SocketAddr,
    bytes: Arc<AtomicU64>,
}

impl Wire {
    fn to(server: SocketAddr) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, bytes) = (listener.local_addr()?, Arc::new(AtomicU64::new(0)));
        let count = bytes.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(server) else { continue };
                let Ok((ask, answer)) = client.try_clone().and_then(|c| Ok((c, server.try_clone()?))) else { continue };
                let (there, back) = (count.clone(), count.clone());
                thread::spawn(move || pass(ask, server, &there));
                thread::spawn(move || pass(answer, client, &back));
            }
        });
        Ok(Self { address, bytes })
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, count: &AtomicU64) {
    let mut buffer = [0; 16 << 10];
    let mut one = || -> io::Result<usize> {
        let read = from.read(&mut buffer)?;
        to.write_all(&buffer[..read])?;
        count.fetch_add(read as u64, Ordering::SeqCst);
        Ok(read)
    };
    while one().is_ok_and(|read| read > 0) {}
    let _ = to.shutdown(Shutdown::Write);
}
