//! `cargo xtask picture`: what the demo prints, as the picture in the README.
//!
//! Runs the demo and sets parts of its output in an SVG, line by line. The demo is the same on
//! every run, so the picture is too, and the test script notices when it is out of date.

use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Where the picture is kept.
const PICTURE: &str = "docs/demo.svg";

/// Which parts are shown: from the line that holds the first text, so many lines.
const PARTS: [(&str, usize); 5] =
    [("── 3/9 ──", 18), ("Convoy    From", 4), ("Open matters: 1", 5), ("── 8/9 ──", 15), ("A fresh node", 3)];

const FONT: u32 = 13;
const LINE: u32 = 18;
/// Advance of one character of the font, in hundredths of a pixel.
const ADVANCE: u32 = 783;
const MARGIN: u32 = 18;

/// Runs the demo and writes the picture.
pub(crate) fn draw(root: &Path) -> Result<String> {
    let demo = built().arg("demo").current_dir(root).output().context("could not run the demo")?;
    if !demo.status.success() {
        bail!("the demo failed: {}", String::from_utf8_lossy(&demo.stderr));
    }
    let text = String::from_utf8(demo.stdout).context("the demo printed something that is not UTF-8")?;
    std::fs::write(root.join(PICTURE), svg(&excerpt(&text)?)).with_context(|| format!("could not write {PICTURE}"))?;
    Ok(format!("picture: {PICTURE} written"))
}

/// The program: the one that `QAFILA` names, or built now.
fn built() -> Command {
    if let Some(program) = std::env::var_os("QAFILA") {
        return Command::new(program);
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--package", "qafila", "--"]);
    cargo
}

/// The parts, with a blank line between.
fn excerpt(text: &str) -> Result<Vec<&str>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut shown = vec!["$ scripts/demo", ""];
    for (start, count) in PARTS {
        let Some(at) = lines.iter().position(|line| line.contains(start)) else {
            bail!("the demo no longer prints `{start}`; mend PARTS in xtask/src/picture.rs");
        };
        shown.extend(lines[at..].iter().take(count));
        shown.push("");
    }
    Ok(shown)
}

fn svg(lines: &[&str]) -> String {
    let columns = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let columns = u32::try_from(columns).unwrap_or(u32::MAX);
    let rows = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let (width, height) = (columns * ADVANCE / 100 + 2 * MARGIN, rows * LINE + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Parts of what the demo prints\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16212b\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"{FONT}\" fill=\"#dbe4ea\">\n"
    );
    for (row, line) in (1..).zip(lines).filter(|(_, line)| !line.is_empty()) {
        let y = MARGIN + row * LINE - 5;
        let colour = if line.starts_with("──") || line.starts_with('$') { " fill=\"#e6b450\"" } else { "" };
        // A String never fails to grow.
        let _ = writeln!(out, "<text x=\"{MARGIN}\" y=\"{y}\"{colour} xml:space=\"preserve\">{}</text>", escaped(line));
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn escaped(line: &str) -> String {
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_cut_out_and_a_missing_one_is_told() {
        let mut text = String::new();
        for (start, count) in PARTS {
            text.push_str(&format!("{start} <here>\n"));
            text.push_str(&"more\n".repeat(count));
        }
        let shown = excerpt(&text).unwrap();
        assert_eq!(shown.iter().filter(|line| line.contains("<here>")).count(), PARTS.len());
        assert!(svg(&shown).contains("&lt;here&gt;"));
        assert!(excerpt("nothing of it").is_err());
    }
}
