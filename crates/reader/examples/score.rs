//! For whoever writes rules: the reader's figures on annotated texts.
//!
//! `cargo run -p reader --example score -- PATH.. [--lang fr] [--list]`: a path is a folder
//! such as `crates/reader/dev`, one language's folder in it, or the `.gold.json` of the
//! first report. `--list` shows every mistake with its words.

#![expect(clippy::print_stdout, reason = "a tool for developers talks on its terminal")]

#[path = "../tests/score/mod.rs"]
mod score;

use reader::{Gazetteer, Language, Lexicons, Request, read};
use score::matching::matched;
use score::set::{Report, SetError};
use score::tally::Tally;
use score::{first, set, table};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (mut reports, mut only, mut list) = (Vec::new(), None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => list = true,
            "--lang" => only = Some(args.next().and_then(|code| Language::from_code(&code)).ok_or("--lang ar|fr|en")?),
            path => reports.extend(load(Path::new(path))?),
        }
    }
    if reports.is_empty() {
        return Err("usage: score PATH.. [--lang fr] [--list]".into());
    }
    let (lexicons, gazetteer) = (Lexicons::shipped()?, Gazetteer::shipped()?);
    let mut total = Tally::default();
    for language in Language::ALL.iter().filter(|language| only.is_none_or(|only| only == **language)) {
        let mut tally = Tally::default();
        for report in reports.iter().filter(|report| report.language == *language) {
            let request = Request {
                text: report.text.as_bytes(),
                date: report.date,
                outlet: report.outlet.as_deref(),
                outlet_letter: None,
            };
            let reading = read(&request, &lexicons, &gazetteer)?;
            let matched = matched(report, &reading);
            tally.add(&matched);
            total.add(&matched);
            if list {
                print!("{}", table::mistakes(&matched));
            }
        }
        if tally.reports > 0 {
            println!("{}", table::table(language.code(), &tally));
        }
    }
    println!("{}", table::table("total", &total));
    Ok(())
}

fn load(path: &Path) -> Result<Vec<Report>, SetError> {
    if path.is_dir() { set::load(path) } else { first::load(path).map(|report| vec![report]) }
}
