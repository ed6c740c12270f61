//! Small rules that every file keeps, in the manner of a test that reads the sources.

use crate::layers::{CORE, PURE};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A file is one idea; a longer one is usually two.
const LINES_MAX: usize = 600;

/// Folders that hold nothing written here by hand.
const SKIPPED: &[&str] = &[".git", "target", "node_modules", "dist", "corpus", "artifacts", "test-results"];

/// Endings of files that people write.
const WRITTEN: &[&str] = &[
    "rs", "go", "toml", "md", "ftl", "ts", "js", "svelte", "css", "html", "json", "jsonl", "sh", "yml", "csv", "trycmd",
];

/// Written by tools, line by line not ours.
const GENERATED: &[&str] = &["Cargo.lock", "package-lock.json"];

/// What a core crate must not reach for, and what it is given instead.
const IMPURE: &[(&str, &str)] = &[
    ("std::fs", "it sees no disk; take bytes"),
    ("std::net", "it sees no network; take bytes"),
    ("std::env", "it sees no environment; take a value"),
    ("std::process", "it starts no program"),
    ("SystemTime", "it sees no clock; take a Moment"),
    ("Instant::now", "it sees no clock; take a Moment"),
    ("Timestamp::now", "it sees no clock; take a Moment"),
    ("Zoned::now", "it sees no clock; take a Moment"),
    ("println!", "it does not print; return a value"),
    ("eprintln!", "it does not print; return a value"),
    ("print!(", "it does not print; return a value"),
];

/// Stands behind the import of an unordered collection, with the reason.
const UNORDERED: &str = "// order never shows: ";

/// Folders of one developer's machine. Put together here so that this file passes.
const MACHINE: &[&str] = &[concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/"), concat!("/wo", "rk/")];

/// Proves the files below `root`.
pub(crate) fn prove(root: &Path) -> Result<String> {
    let mut found = Vec::new();
    let paths = written_files(root)?;
    for path in &paths {
        let bytes = fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        match String::from_utf8(bytes) {
            Ok(text) => found.extend(objections(&name, &text)),
            // A file without an ending may be data, such as a tile of a journal.
            Err(_) if path.extension().is_none() => {}
            Err(_) => found.push(format!("{name}: not UTF-8")),
        }
    }
    crate::settle("tidy", paths.len(), &found)
}

fn written_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("could not list {}", folder.display()))? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            if entry.file_type()?.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if is_written(&path, &name) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_written(path: &Path, name: &str) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    !GENERATED.contains(&name) && ending.is_none_or(|ending| WRITTEN.contains(&ending)) && name != ".git"
}

fn objections(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let core = core_crate(path);
    let mut in_tests = false;
    for (number, line) in text.lines().enumerate() {
        let mut object = |what: String| found.push(format!("{path}:{}: {what}", number + 1));
        if let Some(mark) = line.chars().find(|c| is_invisible(*c)) {
            object(format!("U+{:04X} is invisible; write it as an escape", u32::from(mark)));
        }
        if let Some(folder) = MACHINE.iter().find(|folder| line.contains(**folder)) {
            object(format!("`{folder}` is a folder of one machine"));
        }
        if let Some(mark) = unexplained(line) {
            object(format!("{mark} without a reason; write {mark}(why it waits, and for what)"));
        }
        in_tests |= line.trim() == "#[cfg(test)]";
        if let (Some(core), false, false) = (core, in_tests, is_comment(line)) {
            if line.contains("collections::") && line.contains("Hash") && !line.contains(UNORDERED) {
                object(format!(
                    "`{core}` is a core crate and its order must not differ from run to run; use BTreeMap, or write `{UNORDERED}...` behind the import"
                ));
            }
            for (word, instead) in IMPURE.iter().filter(|(word, _)| line.contains(word)) {
                object(format!("`{core}` is a core crate and names `{word}`: {instead}"));
            }
        }
    }
    let lines = text.lines().count();
    if in_a_crate(path) && lines > LINES_MAX {
        found.push(format!("{path}: {lines} lines, above {LINES_MAX}; a file is one idea"));
    }
    if in_a_crate(path) && !is_tests(path) && !text.starts_with("//!") {
        found.push(format!("{path}: no header; the first line says what the module is (`//! ...`)"));
    }
    found
}

fn in_a_crate(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/src/") && path.ends_with(".rs")
}

fn core_crate(path: &str) -> Option<&str> {
    let name = path.strip_prefix("crates/")?.split('/').next()?;
    (in_a_crate(path) && (CORE.contains(&name) || PURE.contains(&name)) && !is_tests(path)).then_some(name)
}

/// A file that is all tests: it may do what tests do, and its header stands beside it.
fn is_tests(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// Marks of direction and empty characters: they change what a reader sees, unseen.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A reminder whose reason does not stand behind it in brackets.
fn unexplained(line: &str) -> Option<&'static str> {
    const MARKS: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
    MARKS.into_iter().find(|mark| {
        line.match_indices(mark).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let (before, after) = (line[..at].chars().next_back(), line[at + mark.len()..].chars().next());
            !letter(before) && !letter(after) && after != Some('(')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(path: &str, text: &str) -> Option<String> {
        objections(path, text).into_iter().next()
    }

    #[test]
    fn each_rule_sees_a_bad_example() {
        let todo = concat!("// TO", "DO later");
        for (path, text, part) in [
            ("docs/a.md", "a\u{202E}b", "U+202E is invisible"),
            ("docs/a.md", MACHINE[0], "is a folder of one machine"),
            ("ui/a.ts", todo, "without a reason"),
            (
                "crates/views/src/lib.rs",
                "//! V\nuse std::fs;",
                "crates/views/src/lib.rs:2: `views` is a core crate and names `std::fs`",
            ),
            ("crates/units/src/a.rs", "//! V\nfn f() { println!(); }", "does not print"),
            ("crates/roads/src/a.rs", "//! V\nuse std::collections::HashMap;", "order must not differ"),
            ("crates/qafila/src/a.rs", &format!("//! V{}", "\n".repeat(LINES_MAX + 1)), "601 lines, above 600"),
            ("crates/qafila/src/a.rs", "use std::fs;", "no header"),
        ] {
            let found = first(path, text).unwrap_or_default();
            assert!(found.contains(part), "{path}: {found}");
        }
    }

    #[test]
    fn good_files_pass() {
        for (path, text) in [
            ("docs/a.md", "قافلة \u{200C}"),
            ("crates/qafila/src/a.rs", "//! V\nuse std::fs;"),
            ("crates/views/src/a.rs", "//! V\n// no HashMap here\n#[cfg(test)]\nuse std::fs;"),
            ("crates/views/tests/a.rs", "use std::fs;"),
            ("crates/views/src/custody_tests.rs", "use std::fs;"),
            (
                "crates/reader/src/a.rs",
                "//! V\nuse std::collections::HashSet; // order never shows: only asked for members",
            ),
            ("ui/a.ts", concat!("// TO", "DO(waits for the map): colours")),
        ] {
            assert_eq!(first(path, text), None);
        }
    }
}
