//! PDFs through other people's eyes: poppler's.

use paper::{Document, print};
use std::io::Write;
use std::process::{Command, Stdio};
use words::{Lang, Words};

/// Printed at a fixed time, in the zone of the operation.
pub(crate) fn printed(document: &Document, lang: Lang) -> Vec<u8> {
    let words = Words::new(lang).with_zone("Africa/Algiers").unwrap();
    print(document, crate::samples::at("2013-03-20T08:00:00Z"), &words).unwrap()
}

/// What poppler's program makes of a PDF; none where it is not installed.
#[expect(clippy::print_stderr, reason = "whoever runs the tests is to know what was not tried")]
pub(crate) fn poppler(program: &str, args: &[&str], pdf: &[u8]) -> Option<Vec<u8>> {
    let started =
        Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = started else {
        eprintln!("skipped: {program} (poppler-utils) is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    // Output is read while input is written, or both would wait.
    let ended = std::thread::scope(|scope| {
        scope.spawn(move || input.write_all(pdf));
        child.wait_with_output().unwrap()
    });
    assert!(ended.status.success(), "{program}: {}", String::from_utf8_lossy(&ended.stderr));
    Some(ended.stdout)
}

/// The text in the order in which it was set, on one line; words of Arabic stand in the order in which they are seen.
pub(crate) fn text(pdf: &[u8]) -> Option<String> {
    extracted(pdf, "-raw")
}

/// The text with Arabic as it is read; of a table, column may stand behind column.
pub(crate) fn phrases(pdf: &[u8]) -> Option<String> {
    extracted(pdf, "-nopgbrk")
}

/// Without marks of direction and breaks.
fn extracted(pdf: &[u8], how: &str) -> Option<String> {
    let text = String::from_utf8(poppler("pdftotext", &[how, "-", "-"], pdf)?).unwrap();
    let seen = |c: &char| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    Some(text.chars().filter(seen).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// How many pages it has.
pub(crate) fn pages(pdf: &[u8]) -> Option<usize> {
    let text = poppler("pdftotext", &["-", "-"], pdf)?;
    Some(text.iter().filter(|byte| **byte == b'\x0c').count())
}
