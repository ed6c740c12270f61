//! Programs on both ends of a line, and the line between them: its bytes are counted, and it may be slow and lossy.

use crate::Outcome;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Of every node that is measured; it protects nothing.
pub(super) const PASSPHRASE: &str = "a passphrase of the bench, which protects nothing";

/// What TCP sends at a time over most lines, in bytes.
const SEGMENT: usize = 1448;

/// How a line is worse than the loopback.
///
/// A model, for nothing here shapes real packets: each direction passes so many bits a second, whatever the number of connections;
/// of a thousand segments so many are lost, and each of these holds up its direction for one round trip, as a fast
/// retransmission does; everything arrives half a round trip after it was sent.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) bits_per_second: u64,
    pub(super) lost_of_thousand: u64,
    pub(super) round_trip: Duration,
}

pub(super) fn command(program: &Path, dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).current_dir(dir).env("QAFILA_PASSPHRASE", PASSPHRASE).stdin(Stdio::null());
    command
}

pub(super) fn run(program: &Path, dir: &Path, args: &[&str]) -> Outcome<()> {
    let output = command(program, dir, args).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("`qafila {}`: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)).into())
}

/// A node that serves its partners until this is dropped.
pub(super) struct Served {
    child: Child,
    pub(super) address: SocketAddr,
}

impl Served {
    pub(super) fn start(program: &Path, dir: &Path) -> Outcome<Self> {
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

/// Stands between two programs.
pub(super) struct Wire {
    pub(super) address: SocketAddr,
    counts: Arc<Counts>,
}

/// What passed, both ways.
#[derive(Default)]
struct Counts {
    bytes: AtomicU64,
    lost: AtomicU64,
}

/// One direction of a line: until when it is taken, and how many segments passed.
#[derive(Default)]
struct Lane(Mutex<(Option<Instant>, u64)>);

impl Wire {
    /// A line to a server that is listening; as the machine has it where no shape is named.
    pub(super) fn to(server: SocketAddr, shape: Option<Shape>) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, counts) = (listener.local_addr()?, Arc::new(Counts::default()));
        let (there, back) = (Arc::new(Lane::default()), Arc::new(Lane::default()));
        let counted = counts.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let Ok(server) = TcpStream::connect(server) else { continue };
                let Ok((ask, answer)) = client.try_clone().and_then(|c| Ok((c, server.try_clone()?))) else { continue };
                for (from, to, lane) in [(ask, server, &there), (answer, client, &back)] {
                    let (counts, lane) = (counted.clone(), lane.clone());
                    match shape {
                        Some(shape) => thread::spawn(move || pass_slowly(from, to, &counts, &lane, shape)),
                        None => thread::spawn(move || pass(from, to, &counts)),
                    };
                }
            }
        });
        Ok(Self { address, counts })
    }

    /// Bytes that passed, both ways.
    pub(super) fn bytes(&self) -> u64 {
        self.counts.bytes.load(Ordering::SeqCst)
    }

    /// Segments that were lost, both ways.
    pub(super) fn lost(&self) -> u64 {
        self.counts.lost.load(Ordering::SeqCst)
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, counts: &Counts) {
    let mut buffer = [0; 16 << 10];
    let mut one = || -> io::Result<usize> {
        let read = from.read(&mut buffer)?;
        to.write_all(&buffer[..read])?;
        counts.bytes.fetch_add(read as u64, Ordering::SeqCst);
        Ok(read)
    };
    while one().is_ok_and(|read| read > 0) {}
    let _ = to.shutdown(Shutdown::Write);
}

fn pass_slowly(mut from: TcpStream, mut to: TcpStream, counts: &Counts, lane: &Lane, shape: Shape) {
    let (sent, arrives) = channel::<(Instant, Vec<u8>)>();
    let writer = thread::spawn(move || {
        for (due, bytes) in arrives {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
    let mut buffer = [0; SEGMENT];
    while let Ok(read) = from.read(&mut buffer) {
        if read == 0 {
            break;
        }
        let (through, lost) = lane.take(read, shape);
        counts.bytes.fetch_add(read as u64, Ordering::SeqCst);
        counts.lost.fetch_add(u64::from(lost), Ordering::SeqCst);
        // No more is read than the line takes: so a sender feels how slow it is.
        thread::sleep(through.saturating_duration_since(Instant::now()));
        if sent.send((through + shape.round_trip / 2, buffer[..read].to_vec())).is_err() {
            break;
        }
    }
    drop(sent);
    let _ = writer.join();
}

impl Lane {
    /// When a segment is through, and whether it was lost once.
    fn take(&self, bytes: usize, shape: Shape) -> (Instant, bool) {
        let mut lane = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, passed) = &mut *lane;
        *passed += 1;
        // Evenly, so that two runs are alike.
        let lost = *passed * shape.lost_of_thousand % 1000 < shape.lost_of_thousand;
        let sending = Duration::from_nanos(bytes as u64 * 8 * 1_000_000_000 / shape.bits_per_second);
        let held_up = if lost { shape.round_trip } else { Duration::ZERO };
        let through = until.unwrap_or_else(Instant::now).max(Instant::now()) + sending + held_up;
        *until = Some(through);
        (through, lost)
    }
}
