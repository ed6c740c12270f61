//! Starting the child, and listening to it until it ends or is killed.

use crate::Outcome;
use crate::child::Script;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Nothing the child does takes so long; after it, something hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the child is to meet.
#[derive(Clone, Copy)]
pub(crate) enum Trouble<'a> {
    /// Nothing; its calls are only recorded.
    Recorded,
    /// This call fails, as `faults.c` reads it.
    Fault(&'a str),
    /// Syncs are answered with success and not done.
    Lies,
}

/// The library that makes trouble, and where it keeps its record.
#[derive(Clone, Copy)]
pub(crate) struct Shim<'a> {
    pub(crate) library: &'a Path,
    pub(crate) trace: &'a Path,
    pub(crate) trouble: Trouble<'a>,
}

/// A running child.
pub(crate) struct Running {
    child: Child,
    first: Receiver<()>,
    listener: JoinHandle<Vec<String>>,
}

/// Starts the child in a node's folder.
pub(crate) fn start(folder: &Path, seed: u64, script: Script, shim: Option<Shim<'_>>) -> Outcome<Running> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("child").arg(folder).args([&seed.to_string(), script.word()]);
    if let Some(shim) = shim {
        command.env("LD_PRELOAD", shim.library).env("CRASH_DIR", folder).env("CRASH_TRACE", shim.trace);
        match shim.trouble {
            Trouble::Recorded => {}
            Trouble::Fault(fault) => {
                command.env("CRASH_FAULT", fault);
            }
            Trouble::Lies => {
                command.env("CRASH_LIES", "1");
            }
        }
    }
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let mut out = BufReader::new(child.stdout.take().ok_or("the child has no output")?);
    let (tell, first) = channel();
    let listener = std::thread::spawn(move || {
        let mut lines = Vec::new();
        let mut line = Vec::new();
        // A line without its end was cut off by the kill.
        while out.read_until(b'\n', &mut line).is_ok_and(|bytes| bytes > 0) && line.pop() == Some(b'\n') {
            lines.push(String::from_utf8_lossy(&line).into_owned());
            line.clear();
            // Nobody waits for it after the first.
            let _ = tell.send(());
        }
        lines
    });
    Ok(Running { child, first, listener })
}

impl Running {
    /// Waits for the first line, or until nothing can come any more.
    pub(crate) fn wait_for_a_word(&self) -> Outcome<()> {
        match self.first.recv_timeout(PATIENCE) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => Ok(()),
            Err(RecvTimeoutError::Timeout) => Err("the child hangs".into()),
        }
    }

    /// Kills it and returns what it had said.
    pub(crate) fn kill(mut self) -> Outcome<Vec<String>> {
        self.child.kill()?;
        self.child.wait()?;
        self.listener.join().map_err(|_| "the listener failed".into())
    }

    /// Waits for its end.
    pub(crate) fn finish(mut self) -> Outcome<Vec<String>> {
        let ended = self.child.wait()?;
        let lines = self.listener.join().map_err(|_| "the listener failed")?;
        if ended.success() { Ok(lines) } else { Err(format!("the child ended with {ended}").into()) }
    }
}
