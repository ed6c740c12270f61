//! Nodes that are made once and copied for each test, and the binary run in them.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "opens-the-test-nodes";
/// The evening before the first convoy.
pub(crate) const NOW: &str = "2013-02-10T18:00:00Z";

/// What a command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Ended with that code; talk about what went wrong is on standard error alone.
    #[track_caller]
    pub(crate) fn ended(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        assert!(!self.out.contains("Error:"), "{self:?}");
        self
    }

    /// Ended with that code, and standard error has all of these words.
    #[track_caller]
    pub(crate) fn told(self, code: i32, words: &[&str]) -> Self {
        let ran = self.ended(code);
        let err = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in words {
            assert!(err.contains(words), "`{words}` is not in {err}");
        }
        ran
    }

    /// The error and its causes, where a program asked.
    pub(crate) fn json_error(&self) -> String {
        let error: Value = serde_json::from_str(&self.err).unwrap_or(Value::Null);
        let causes = error["causes"].as_array().into_iter().flatten().filter_map(Value::as_str);
        error["error"].as_str().into_iter().chain(causes).collect::<Vec<_>>().join(": ")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The binary in a folder, deaf to the surroundings of the test.
pub(crate) fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qafila"));
    command.current_dir(dir).args(args).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("QAFILA_") {
            command.env_remove(name);
        }
    }
    command.env_remove("COLUMNS").env("QAFILA_PASSPHRASE", PASSPHRASE).env("QAFILA_NOW", NOW);
    command
}

pub(crate) fn run(dir: &Path, args: &[&str]) -> Ran {
    Ran::of(&command(dir, args).output().unwrap())
}

/// Runs the binary with something on standard input.
pub(crate) fn fed(dir: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut child = started(command(dir, args).stdin(Stdio::piped()));
    // A command that refuses its input at once closes it.
    let _ = child.stdin.take().unwrap().write_all(input);
    Ran::of(&child.wait_with_output().unwrap())
}

pub(crate) fn started(command: &mut Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Nodes that every test starts from; removed by nobody, so kept small and in one place.
struct Prepared {
    dir: TempDir,
}

static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    for party in ["dz-log", "ml-army"] {
        run(dir.path(), &["init", party, "--party", party]).ended(0);
    }
    for file in ["01-dz-log", "05-dz-log-roads"] {
        run(&dir.path().join("dz-log"), &["say", operation(&format!("statements/{file}.jsonl")).to_str().unwrap()])
            .ended(0);
    }
    Prepared { dir }
});

/// A file of the operation in this repository.
pub(crate) fn operation(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../operations/sahel-2013")).join(name)
}

/// A folder of one test, with nodes in it.
pub(crate) struct Place {
    dir: TempDir,
}

impl Place {
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// With the node of a party in a folder of its name.
    pub(crate) fn of(parties: &[&str]) -> Self {
        let place = Self::empty();
        for party in parties {
            copy(&PREPARED.dir.path().join(party), &place.path(party));
        }
        place
    }

    /// The donor's node, with its stock and roads declared.
    pub(crate) fn donor() -> Self {
        Self::of(&["dz-log"])
    }

    /// Lets one party hold the first word of another, so that it can seal for it.
    pub(crate) fn introduce(&self, who: &str, to: &str) {
        let first = self.path(&format!("first-word-of-{who}"));
        let out = first.to_str().unwrap();
        run(&self.path(who), &["journal", "export", out, "--reader", to, "--plain"]).ended(0);
        run(&self.path(to), &["journal", "import", out]).ended(0);
        fs::remove_dir_all(first).unwrap();
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs in the donor's node.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run(&self.path("dz-log"), args)
    }

    /// Runs in the donor's node with something on standard input.
    pub(crate) fn fed(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        fed(&self.path("dz-log"), args, input.as_ref())
    }

    /// Entries of the donor's own journal.
    pub(crate) fn entries(&self) -> usize {
        let log = self.run(&["journal", "log", "--json"]).ended(0);
        log.out.lines().count()
    }

    /// Names in a folder of this place, hidden ones too.
    pub(crate) fn names(&self, dir: &str) -> Vec<String> {
        let read = fs::read_dir(self.path(dir)).unwrap();
        let mut names: Vec<String> = read.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// Every file below a folder.
pub(crate) fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A line that `say` takes: an item of the donor's catalogue.
pub(crate) fn item(code: &str) -> String {
    serde_json::json!({"officer": "dz-log/stores", "kind": "item_defined", "body": {
        "item": code, "name": {"en": code, "fr": code, "ar": code}, "unit": "each", "mass": 1000, "volume": 0,
        "tracking": "bulk", "hazard": null, "vehicle": null, "check_days": null}})
    .to_string()
}
