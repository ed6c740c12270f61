//! A person at a terminal: the binary in a pseudo terminal, answers typed one after another.

use crate::support::command;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Stdio;

/// Where the program waits for an answer.
const PROMPT: &str = "> ";

/// What was on the screen, and how it ended.
pub(crate) struct Seen {
    pub(crate) screen: String,
    pub(crate) code: Option<i32>,
}

/// Runs the binary at a terminal of 80 columns; after the last answer the terminal hangs up.
pub(crate) fn typed(dir: &Path, args: &[&str], answers: &[&str]) -> Seen {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let path = Path::new(std::ffi::OsStr::from_bytes(name.as_bytes())).to_path_buf();
    let line = || Stdio::from(OpenOptions::new().read(true).write(true).open(&path).unwrap());
    let mut run = command(dir, args);
    run.env("COLUMNS", "80").env("NO_COLOR", "1").stdin(line()).stdout(line()).stderr(line());
    let mut child = run.spawn().unwrap();
    // The child's ends in this process would keep the terminal open.
    drop(run);
    let mut master = File::from(master);
    let mut screen = Vec::new();
    for answer in answers {
        if !read_to_prompt(&mut master, &mut screen) {
            break;
        }
        master.write_all(answer.as_bytes()).unwrap();
        master.write_all(b"\n").unwrap();
    }
    if read_to_prompt(&mut master, &mut screen) {
        // End of input, as typed by a person.
        master.write_all(b"\x04").unwrap();
        read_to_prompt(&mut master, &mut screen);
    }
    let code = child.wait().unwrap().code();
    Seen { screen: String::from_utf8(screen).unwrap().replace('\r', ""), code }
}

/// Reads until the program asks; `false` where it ended instead.
fn read_to_prompt(master: &mut File, screen: &mut Vec<u8>) -> bool {
    let mut byte = [0];
    let from = screen.len();
    loop {
        match master.read(&mut byte) {
            Ok(1) => screen.push(byte[0]),
            Ok(_) => return false,
            // What Linux says when the last writer is gone.
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return false,
        }
        if screen.len() > from + 1 && screen.ends_with(format!("\n{PROMPT}").as_bytes()) {
            return true;
        }
    }
}
