//! The first real report may be read here but not copied: no sentence of it may stand in
//! this repository, not even as an example.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a test that says when it skips")]

use reader::same_origin;
use std::path::{Path, PathBuf};

/// So many words in a row are a clause of somebody's; shorter runs are set phrases.
const RUN_WORDS: usize = 7;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
const REPORT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/reader/report-ar-2013.txt");

/// Where people write sentences.
const FOLDERS: [&str; 5] = ["crates", "operations", "transcripts", "docs", "fuzz/fuzz_targets"];

/// All files below a folder that are text.
fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}

/// The strings of a line, quotation marks inside them undone.
fn strings(line: &str) -> Vec<String> {
    line.replace("\\\"", " ").split('"').map(str::to_owned).collect()
}

/// Whether a string holds enough Arabic to share a run with an Arabic report.
fn is_long(string: &str) -> bool {
    let arabic = |word: &&str| word.contains(|c| matches!(c, 'ء'..='ي'));
    string.split_whitespace().filter(arabic).count() >= RUN_WORDS - 1
}

/// The words that a text shares with the report, one run a string, each with its line.
fn copied(text: &str, report: &str) -> Vec<(usize, String)> {
    let mut runs = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for string in strings(line).iter().filter(|string| is_long(string)) {
            let run = same_origin(string, report).words;
            if run.len() >= RUN_WORDS {
                runs.push((number + 1, run.join(" ")));
            }
        }
    }
    runs
}

#[test]
fn a_copied_clause_is_found_in_whatever_spelling() {
    let report = "وصل السائق أمس إلى المدينة الصغيرة قبل غروب الشمس بقليل، ثم عاد.";
    let copy = "text = [\"لا شيء\", \"قيل: وصل السائق أمس الى المدينه الصغيرة قبل \\\"غروب\\\" الشمس\"]";
    assert_eq!(copied(copy, report), [(1, "وصل السايق امس الي المدينه الصغيره قبل غروب الشمس".to_owned())]);
    assert_eq!(copied("وصل السائق أمس إلى القرية الصغيرة قبل غروب الشمس", report), []);
}

#[test]
fn no_clause_of_the_first_report_stands_in_this_repository() {
    let Ok(report) = std::fs::read_to_string(REPORT) else {
        println!("skipped: ../shared is not beside the checkout");
        return;
    };
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| texts(&Path::new(ROOT).join(folder), &mut files));
    assert!(files.len() > 100, "{} files: the folders have moved", files.len());
    let found: Vec<String> = files
        .iter()
        .flat_map(|(path, text)| {
            let path = path.strip_prefix(ROOT).unwrap();
            copied(text, &report)
                .into_iter()
                .map(|(line, run)| format!("{}:{line}: {run}", path.display()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{} clauses of the report stand here\n{}", found.len(), found.join("\n"));
}
