//! `docs/tutorial.md` and `docs/account.md` are run as they stand: their files are written, their commands run
//! in order, and what they print is compared. `BLESS=1 cargo test -p qafila --test tutorial` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Stands for the first digits of a leaf hash, which differ on every run.
const LEAF: &str = "········";

/// What a fenced block is, by the words behind its fence.
enum Block {
    /// Commands and what they print.
    Console,
    /// A file to be written.
    File(String),
}

struct Runner {
    dir: tempfile::TempDir,
    env: BTreeMap<String, String>,
}

impl Runner {
    fn run(&mut self, command: &str) -> String {
        if let Some((name, value)) = command.strip_prefix("export ").and_then(|rest| rest.split_once('=')) {
            self.env.insert(name.to_owned(), value.trim_matches('"').to_owned());
            return String::new();
        }
        let binary = Path::new(env!("CARGO_BIN_EXE_qafila"));
        let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{{ {command} ; }} 2>&1")).current_dir(self.dir.path());
        shell.env_remove("QAFILA_LANG").env_remove("COLUMNS").env("PATH", path).envs(&self.env);
        let output = shell.output().unwrap();
        let mut text = redacted(&String::from_utf8(output.stdout).unwrap());
        match output.status.code() {
            Some(0) => {}
            code => text.push_str(&format!("[exit code {}]\n", code.unwrap())),
        }
        text
    }
}

/// Hides what differs on every run: hashes, keys and the spaces at the ends of lines.
fn redacted(text: &str) -> String {
    let mut lines = String::new();
    for line in text.lines() {
        let mut shown = String::new();
        let mut run = String::new();
        for c in line.chars().chain(['\n']) {
            if c.is_ascii_alphanumeric() || "+/=".contains(c) {
                run.push(c);
                continue;
            }
            let hex = run.len() >= 8 && run.chars().all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c));
            let shorter = hex && (run.len() == 8 || run.len() == 64);
            shown.push_str(if shorter { LEAF } else { &run });
            run.clear();
            if c != '\n' {
                shown.push(c);
            }
        }
        lines.push_str(shown.trim_end());
        lines.push('\n');
    }
    lines
}

fn block(fence: &str) -> Option<Block> {
    match fence.split_once(' ') {
        None if fence == "console" => Some(Block::Console),
        Some((_, name)) => Some(Block::File(name.to_owned())),
        None => None,
    }
}

/// The page with every console block as it comes out.
fn replay(page: &str) -> String {
    let mut runner = Runner { dir: tempfile::tempdir().unwrap(), env: BTreeMap::new() };
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(block) = line.strip_prefix("```").filter(|fence| !fence.is_empty()).and_then(block) else { continue };
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match block {
            Block::File(name) => {
                let text: String = inside.iter().map(|line| format!("{line}\n")).collect();
                fs::write(runner.dir.path().join(name), &text).unwrap();
                out.push_str(&text);
            }
            Block::Console => {
                for command in inside.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    out.push_str(&format!("$ {command}\n{}", runner.run(command)));
                }
            }
        }
        out.push_str("```\n");
    }
    out
}

/// Compares a page with what comes out, or writes it anew.
fn does_what_it_says(name: &str) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs")).join(name);
    let page = fs::read_to_string(&path).unwrap();
    let replayed = replay(&page);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, replayed).unwrap();
        return;
    }
    for (number, (was, is)) in page.lines().zip(replayed.lines()).enumerate() {
        assert_eq!(was, is, "docs/{name}, line {}; BLESS=1 writes it anew", number + 1);
    }
    assert_eq!(page.lines().count(), replayed.lines().count());
}

#[test]
fn the_tutorial_does_what_it_says() {
    does_what_it_says("tutorial.md");
}

#[test]
fn the_page_on_the_account_does_what_it_says() {
    does_what_it_says("account.md");
}
