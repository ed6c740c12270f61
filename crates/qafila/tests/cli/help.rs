//! The help of every command is the reference of the command line, so it changes only on purpose:
//! `BLESS=1 cargo test -p qafila --test cli` writes `transcripts/help.md` anew.

use crate::support::run;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::path::Path;

/// Names below `Commands:` in a help text.
fn commands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let named = list.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

fn all_help(dir: &Path) -> String {
    let mut page = String::from(
        "# The commands\n\nWhat `--help` prints for each of them; a test compares. Data goes to standard output, talk\n\
         to standard error. Exit codes: 0 done; 1 something to be corrected by who called, with a hint;\n\
         2 wrong usage; 3 findings: what was looked at is not as it should be; 130 interrupted; 255 a fault\n\
         of the program or the machine.\n",
    );
    let mut left = VecDeque::from([Vec::<String>::new()]);
    while let Some(path) = left.pop_front() {
        let args: Vec<&str> = path.iter().map(String::as_str).chain(["--help"]).collect();
        let help = run(dir, &args).ended(0);
        assert_eq!(help.err, "");
        let title = std::iter::once("qafila").chain(path.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
        let text: Vec<&str> = help.out.lines().map(str::trim_end).collect();
        let _ = write!(page, "\n## {title}\n\n```\n{}\n```\n", text.join("\n").trim_end());
        let below = commands(&help.out).into_iter().map(|name| path.iter().cloned().chain([name]).collect());
        left.extend(below.collect::<Vec<Vec<String>>>());
    }
    page
}

#[test]
fn help_is_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../transcripts/help.md"));
    let page = all_help(dir.path());
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap();
    for (number, (was, is)) in kept.lines().zip(page.lines()).enumerate() {
        assert_eq!(was, is, "transcripts/help.md, line {}; BLESS=1 writes it anew", number + 1);
    }
    assert_eq!(kept.lines().count(), page.lines().count());
    assert!(page.matches("\n## qafila").count() > 15);
}

#[test]
fn shells_get_completions_that_know_the_commands() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = run(dir.path(), &["completions", shell]).ended(0);
        assert!(ran.out.contains("handover") && ran.out.contains("picture"), "{shell}");
    }
}

#[test]
fn the_version_is_told() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["--version"]).ended(0).out, concat!("qafila ", env!("CARGO_PKG_VERSION"), "\n"));
}
