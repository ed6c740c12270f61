//! For whoever writes rules: how many plain sentences of each kind and state are read.
//!
//! `cargo run -p reader --example bank -- crates/reader/dev/bank [--lang ar] [--list]`: `--list` shows the learned
//! sentences that are missed or misread, never the kept ones.

#![expect(clippy::print_stdout, reason = "a tool for developers talks on its terminal")]

#[path = "../tests/bank/mod.rs"]
mod bank;

use bank::Count;
use reader::{Gazetteer, Language, Lexicons};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (mut folder, mut only, mut list) = (None, None, false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--list" => list = true,
            "--lang" => only = Some(args.next().and_then(|code| Language::from_code(&code)).ok_or("--lang ar|fr|en")?),
            path => folder = Some(path.to_owned()),
        }
    }
    let folder = folder.ok_or("usage: bank FOLDER [--lang fr] [--list]")?;
    let (lexicons, gazetteer) = (Lexicons::shipped()?, Gazetteer::shipped()?);
    let of = |count: Count| format!("{}/{}", count.read, count.all);
    let rate = |count: Count| format!("{}.{}%", count.rate() / 10, count.rate() % 10);
    for language in Language::ALL.iter().filter(|language| only.is_none_or(|only| only == **language)) {
        let figures = bank::run(&bank::load(Path::new(&folder), *language)?, &lexicons, &gazetteer)?;
        if list {
            print!("{}", figures.mistakes);
        }
        println!("{:<36}{:>9}{:>9}", language.code(), "learned", "kept");
        for (name, [learned, kept]) in &figures.by {
            println!("  {name:<34}{:>9}{:>9}", of(*learned), of(*kept));
        }
        println!("{:<36}{:>9}{:>9}", "read", of(figures.learned), of(figures.kept));
        println!("{:<36}{:>9}{:>9}", "", rate(figures.learned), rate(figures.kept));
        println!("{:<36}{:>9}{:>9}", "misread", of(figures.misread[0]), of(figures.misread[1]));
        println!("{:<36}{:>9}\n", "drafts beside them", figures.strays);
    }
    Ok(())
}
